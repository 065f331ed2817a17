import WeirDomain
import WeirDrawing
import WeirEngine
import WeirRuntime
import WeirStore

/// Proposing a measure in two steps: what and on whom; then why, beside whom that very measure touches.
struct ProposalPage {
    let visit: Visit

    init(_ visit: Visit) { self.visit = visit }

    /// What the engine says of what is asked for.
    private struct Read: Sendable {
        var reach: Collateral
        var ground: Phrase
        /// Proposals of the same kind on the same account or site that wait for a signature.
        var waiting: [Measure]
    }

    private func kind(_ name: String?) -> MeasureKind { name.flatMap { MeasureKind(name: $0) } ?? .suspendTransfers }

    /// Query: `account` (or a site), `kind`, `payment`, `beside` for an account that it seems to be in one hand with.
    func page() async throws -> Page {
        let asked = (visit.query("account") ?? "").trimmingSpaces
        let chosen = kind(visit.query("kind"))
        let read = try await visit.read { engine -> Read in
            // A site has one spelling, that of its page.
            let subject = chosen == .blockSite ? engine.site(asked)?.host ?? asked : asked
            return Read(
                reach: Collateral(engine, subject, chosen),
                ground: chosen == .blockSite ? Self.ground(engine.site(subject)) : Self.ground(engine, subject),
                waiting: engine.measures(on: subject).filter { $0.kind == chosen && $0.state == .proposed })
        }
        let subject = read.reach.subject
        let linked = try await beside(subject)
        let ground = chosen == .blockSite ? read.ground : try linked ?? alerted(subject) ?? read.ground
        if !subject.isEmpty { await visit.looked(at: subject, "proposal") }
        let title =
            subject.isEmpty
            ? Phrase("Propose a measure", "提出措施") : Phrase("Propose a measure on", "提出措施：")
        return Page(title, subject.isEmpty ? nil : subject, in: .queue) {
            if let number = visit.query("case").flatMap({ Int($0) }), number > 0 {
                p {
                    a(Link("/console/cases", number).query("account", visit.query("account"))) {
                        Phrase("Back to case \(number)", "返回案件 \(number)")
                    }
                }
            }
            // What it touches stands before the button.
            div(.class("grid two")) {
                div(.class("steps")) { what(chosen, subject) }
                if !subject.isEmpty {
                    div(.class("steps beside")) { read.reach.panel }
                    div(.class("steps")) { why(read, ground.text) }
                }
            }
        }
    }

    /// The first step only asks: nothing is proposed by it.
    private func what(_ kind: MeasureKind, _ subject: String) -> HTML {
        section(Phrase("What, and on whom", "措施与对象")) {
            form(get: Link("/console/measures/new"), .a("data-ask", "yes")) {
                choice(
                    Phrase("Kind", "种类"), "kind", MeasureKind.allCases.map { ($0.name, $0.phrase) }, chosen: kind.name)
                field(
                    Phrase("Account, or site to block", "账户，或要封停的网站"), "account", value: subject, .flag("required"))
                if let payment = visit.query("payment") { hidden("payment", payment) }
                if let number = visit.query("case") { hidden("case", number) }
                if let other = visit.query("beside") { hidden("beside", other) }
                button(Phrase("Show what it touches", "显示影响"), subject.isEmpty ? "main" : "plain")
            }
        }
    }

    /// The second proposes what stands beside it, and nothing else.
    private func why(_ read: Read, _ ground: String) -> HTML {
        let kind = read.reach.kind
        return section(Phrase("Why", "理由")) {
            for measure in read.waiting {
                p(.class("wrong")) {
                    Phrase("The same waits for a signature already: ", "同样的措施已在等待签署：")
                    a(Link("/console/measures", measure.number)) {
                        Phrase("measure \(measure.number)", "措施 \(measure.number)")
                    }
                    ", "
                    foreign(measure.by)
                    ", "
                    moment(measure.at)
                }
            }
            // Several payments may be held at a time; anything else there is once.
            for measure in read.reach.inForce where measure.kind == kind && kind != .holdPayment {
                p(.class("wrong")) {
                    Phrase("The same is in force already: ", "同样的措施已生效：")
                    a(Link("/console/measures", measure.number)) {
                        Phrase("measure \(measure.number)", "措施 \(measure.number)")
                    }
                    Phrase(". Renew it there, or choose another kind.", "。可在该页续期，或选择其他种类。")
                }
            }
            form(post: Link("/console/measures/new"), .id("propose")) {
                hidden("kind", kind.name)
                hidden("account", read.reach.subject)
                p {
                    kind.phrase
                    Phrase(": ", "：")
                    code(read.reach.subject)
                }
                area(
                    Phrase("Ground: what you saw", "理由：您看到的事实"), "ground", value: ground, rows: 5,
                    .flag("required"))
                area(
                    Phrase("The facts, as the holder is told them", "告知持有人的事实"), "statement", rows: 3,
                    hint: Phrase(
                        "Beside those of the alert that the ground begins with. No names of others; nothing that the "
                            + "law forbids to tell.",
                        "附于理由开头所引预警的事实之后。请勿写他人姓名，或依法不得告知的内容。"))
                details(kind, read.reach.currency)
                button(
                    visit.person.role.maySign ? Phrase("Propose and sign", "提出并签署") : Phrase("Propose", "提出"))
            }
        }
    }

    /// What a kind cannot do without stands open; law and end fold away.
    @HTMLBuilder
    private func details(_ kind: MeasureKind, _ currency: Currency?) -> HTML {
        if kind == .holdPayment {
            field(
                Phrase("Payment to hold", "要暂缓的付款编号"), "payment", value: visit.query("payment") ?? "",
                .flag("required"))
        }
        if kind == .limitCollection {
            field(
                Phrase("Quota a day", "每日收款额度"), "quota", .flag("required"), .a("inputmode", "decimal"))
            field(Phrase("Currency", "币种"), "currency", value: currency?.code ?? "", .flag("required"))
        }
        el("details") {
            el("summary") { Phrase("Legal basis and end, where they are not the usual", "依据与期限（选填）") }
            field(
                Phrase("Law or contract it rests on", "法律或合同依据"), "basis",
                hint: Phrase("Left empty, it rests on the terms of use.", "留空则以服务条款为依据。"))
            field(
                Phrase("Ends", "结束时间"), "until", type: "datetime-local",
                hint: Phrase(
                    "In your time (\(visit.reader.zone)); empty for the longest allowed.",
                    "按您的时区（\(visit.reader.zone)）；留空为最长期限。"))
        }
    }

    // MARK: A start for the ground

    /// What ties the account to another one beside which it is proposed.
    private func beside(_ account: String) async throws -> Phrase? {
        guard let other = visit.query("beside"), other.utf8.count <= Limits.idBytes, !account.isEmpty,
            let link = try await visit.desk.links(of: other).first(where: { $0.account == account })
        else { return nil }
        let words = EngineWords.phrase(link.text)
        return Phrase("Belongs together with \(other). \(words.en)", "与 \(other) 同属一方。\(words.zh)")
    }

    /// What the latest alert rests on: what the case is about, whatever has faded since.
    private func alerted(_ account: String) throws -> Phrase? {
        guard let row = try visit.desk.store.alerts(account: account, limit: 1, after: nil).items.first,
            let alert = StoredAlert(row), let typology = Typology(name: alert.typology)
        else { return nil }
        let kinds = alert.indicators.filter { $0.weight > 0 }.prefix(3).map(\.phrase)
        let day = alert.at.advanced(bySeconds: Viewer.current.zone ?? 0).rfc3339.prefix(10)
        return Phrase(
            (["Alert \(alert.number) of \(day): \(typology.phrase.in(.en)), score \(alert.score)."] + kinds.map(\.en))
                .joined(separator: " "),
            (["\(day) 预警 \(alert.number)：\(typology.phrase.in(.zh))，评分 \(alert.score)。"] + kinds.map(\.zh)).joined())
    }

    /// What speaks for it now.
    private static func ground(_ engine: borrowing Engine, _ account: String) -> Phrase {
        guard let view = engine.account(account), let top = view.scores.max(by: { $0.score < $1.score }) else {
            return Phrase(same: "")
        }
        let kinds = view.indicators.filter { $0.weight > 0 }.prefix(3)
            .map { EngineWords.phrase($0.text, $0.textChinese) }
        let name = top.typology.phrase
        return Phrase(
            (["\(name.in(.en)), score \(top.score)."] + kinds.map(\.en)).joined(separator: " "),
            (["\(name.in(.zh))，评分 \(top.score)。"] + kinds.map(\.zh)).joined())
    }

    /// The gravest page of a site.
    private static func ground(_ site: SiteView?) -> Phrase {
        guard let page = site?.pages.max(by: { $0.score < $1.score }) else { return Phrase(same: "") }
        return Phrase(
            "The page \(page.address) deals in coins, score \(page.score), kept as \(page.evidence).",
            "页面 \(page.address) 买卖币，评分 \(page.score)，存证 \(page.evidence)。")
    }

    func propose() async throws -> Reply {
        var act = visit.act(.propose)
        let kind = try Acting.propose(Acting.Body(visit.form), &act)
        try visit.acting.needSide(act)
        try await visit.submit(act)
        let sent = act
        let made = try await visit.read { engine in
            engine.measures(on: sent.subject).last { $0.kind == kind && $0.by == sent.by }
        }
        guard let made else { return .see(Link("/console/measures")) }
        visit.say(
            made.state == .proposed
                ? Phrase(
                    "Proposed. It waits for somebody else's signature.", "已提出，等待他人签署。")
                : Phrase("Ordered.", "已下达。"))
        return .see(Link("/console/measures", made.number))
    }
}

extension String {
    /// Without the spaces that come along when an id is copied.
    fileprivate var trimmingSpaces: String {
        var text = self[...]
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
