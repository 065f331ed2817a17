import WeirDomain
import WeirEngine
import WeirRuntime
import WeirStore

/// Proposing a measure: what, on whom, why, and what it costs if it is wrong, on one page.
struct ProposalPage {
    let visit: Visit

    init(_ visit: Visit) { self.visit = visit }

    private func kind(_ name: String?) -> MeasureKind { name.flatMap { MeasureKind(name: $0) } ?? .suspendTransfers }

    /// Query: `account` (or a site), `kind`, `payment`.
    func page() async throws -> Page {
        let account = visit.query("account") ?? ""
        let chosen = kind(visit.query("kind"))
        let (reach, now) = try await visit.read { engine in
            (Collateral(engine, account), Self.ground(engine, account))
        }
        let ground = try alerted(account) ?? now
        if !account.isEmpty { await visit.looked(at: account, "proposal") }
        return Page(Phrase("Propose a measure", "提出措施"), account.isEmpty ? nil : account, in: .queue) {
            div(.class("grid")) {
                section(Phrase("The measure", "措施内容")) {
                    form(post: Link("/console/measures/new")) {
                        choice(
                            Phrase("Kind", "种类"), "kind", MeasureKind.allCases.map { ($0.name, $0.phrase) },
                            chosen: chosen.name)
                        field(
                            Phrase("Account, or site to block", "账户，或要封停的网站"), "account", value: account,
                            .flag("required"))
                        area(
                            Phrase("Ground: what you saw", "理由：您看到的事实"), "ground", value: ground.text, rows: 4,
                            .flag("required"))
                        el("details") {
                            el("summary") { Phrase("Basis, end, quota, payment", "依据、期限、额度、付款") }
                            field(Phrase("Law or contract it rests on", "法律或合同依据"), "basis")
                            field(
                                Phrase("Ends", "结束时间"), "until",
                                hint: Phrase(
                                    "Such as 2026-12-24T12:00:00Z; empty for the longest allowed.",
                                    "例如 2026-12-24T12:00:00Z；留空为最长期限。"))
                            field(Phrase("Quota a day, to limit collection", "每日收款额度"), "quota")
                            field(Phrase("Currency", "币种"), "currency", value: reach.currency?.code ?? "")
                            field(
                                Phrase("Payment, to hold one", "要暂缓的付款编号"), "payment",
                                value: visit.query("payment") ?? "")
                        }
                        button(
                            visit.person.role.maySign
                                ? Phrase("Propose and sign", "提出并签署") : Phrase("Propose", "提出"))
                    }
                }
                reach.panel(chosen)
            }
        }
    }

    /// What the latest alert rests on: what the case is about, whatever has faded since.
    private func alerted(_ account: String) throws -> Phrase? {
        guard let row = try visit.desk.store.alerts(account: account, limit: 1, after: nil).items.first,
            let alert = StoredAlert(row), let typology = Typology(name: alert.typology)
        else { return nil }
        let kinds = alert.indicators.filter { $0.weight > 0 }.prefix(3).map { EngineWords.phrase($0.text) }
        let day = alert.at.advanced(bySeconds: Viewer.current.zone ?? 0).rfc3339.prefix(10)
        return Phrase(
            (["Alert \(alert.number) of \(day): \(typology.phrase.in(.en)), score \(alert.score)."] + kinds.map(\.en))
                .joined(separator: " "),
            (["\(day) 警报 \(alert.number)：\(typology.phrase.in(.zh))，评分 \(alert.score)。"] + kinds.map(\.zh)).joined())
    }

    /// What speaks for it now, as a start for the ground.
    private static func ground(_ engine: borrowing Engine, _ account: String) -> Phrase {
        guard let view = engine.account(account), let top = view.scores.max(by: { $0.score < $1.score }) else {
            return Phrase(same: "")
        }
        let kinds = view.indicators.filter { $0.weight > 0 }.prefix(3).map { EngineWords.phrase($0.text) }
        return Phrase(
            (["\(top.typology.name), score \(top.score)."] + kinds.map(\.en)).joined(separator: " "),
            (["\(top.typology.phrase.in(.zh))，评分 \(top.score)。"] + kinds.map(\.zh)).joined())
    }

    func propose() async throws -> Reply {
        var act = visit.act(.propose)
        let kind = try Acting.propose(Acting.Body(visit.form), &act)
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
