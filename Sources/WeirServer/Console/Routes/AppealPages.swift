import WeirCodec
import WeirDomain
import WeirDrawing
import WeirEngine
import WeirRuntime
import WeirStore

/// Objections of holders, each beside what the measure rested on.
struct AppealPages: Sendable {
    let files: CaseFile

    func add(to router: ConsoleRouter) {
        router.get("/console/appeals", .readers) { visit in .page(try await self.list(visit)) }
        router.get("/console/appeals/:id", .readers) { visit in .page(try await self.one(visit)) }
        router.post("/console/appeals/:id/decide", .signers) { visit in try await self.decide(visit) }
    }

    /// Whoever does not hear of a measure does not object to it.
    private static func unread(_ notices: [Notice]) -> HTML {
        if notices.isEmpty { return HTML() }
        return section(Phrase("Notices that did not reach their holders", "未送达持有人的通知")) {
            p(.class("hint")) {
                Phrase(
                    "They should have within three days. See that the platform tells the holder in another way; it "
                        + "says so by POST /v1/notices/NUMBER/delivery. The time to object does not run meanwhile.",
                    "本应在三天内送达。请让平台改用其他方式告知，并经 POST /v1/notices/编号/delivery 报告。其间申诉期限不计。")
            }
            ul {
                for notice in notices.prefix(ConsoleLimits.rows) {
                    li {
                        a(Link("/console/measures", notice.measure)) {
                            Phrase("Notice \(notice.number)", "通知 \(notice.number)")
                        }
                        " "
                        code(notice.account)
                        " "
                        span(.class("quiet")) {
                            moment(notice.toldAt ?? notice.at)
                            " · "
                            if notice.channel.isEmpty {
                                Phrase("nobody has fetched it", "无人领取")
                            } else {
                                foreign(notice.channel)
                                ": "
                                foreign(notice.failure)
                            }
                        }
                    }
                }
            }
        }
    }

    private func list(_ visit: Visit) async throws -> Page {
        let state = visit.query("state") ?? "filed"
        let page = min(max(1, visit.query("page").flatMap { Int($0) } ?? 1), 1_000_000)
        let (all, unread) = try await visit.read { ($0.appeals, $0.unreadNotices) }
        let found = all.filter { state == "all" || $0.state.name == state }
            .sorted { ($0.due.milliseconds, $0.number) < ($1.due.milliseconds, $1.number) }
        let rows = found.dropFirst((page - 1) * ConsoleLimits.rows).prefix(ConsoleLimits.rows)
        let link = Link("/console/appeals").query("state", state)
        return Page(Phrase("Appeals", "申诉"), in: .appeals) {
            Self.unread(unread)
            form(get: Link("/console/appeals"), .class("inline filters")) {
                choice(
                    Phrase("State", "状态"), "state",
                    Appeal.State.allCases.map { ($0.name, $0.phrase) } + [("all", Phrase("all", "全部"))], chosen: state)
                button(Phrase("Filter", "筛选"), "plain")
            }
            if rows.isEmpty {
                empty(
                    Phrase(
                        "None. A holder who was told of a measure objects through your platform, which hands it in "
                            + "(POST /v1/appeals); somebody who took no part in the measure decides within 14 days, "
                            + "and a measure that was wrong ends at once.",
                        "没有申诉。持有人获知措施后，可通过贵平台提出申诉，由平台提交（POST /v1/appeals）；须在 14 天内由未参与该措施者裁决，"
                            + "如系误判，措施立即解除。"))
            } else {
                p(.class("quiet"), .id("count")) {
                    Phrase(
                        Written.plural(found.count, "appeal", "appeals") + ", due first.",
                        "共 \(Written.count(found.count)) 件申诉，按期限排列。")
                }
                table(
                    Phrase("Appeals", "申诉"),
                    [
                        .text(Phrase("Number", "编号")), .plain(Phrase("Account", "账户")),
                        .plain(Phrase("State", "状态")),
                        .text(Phrase("Clock", "时限")), .text(Phrase("What the holder says", "持有人陈述")),
                    ]
                ) {
                    for appeal in rows {
                        tr {
                            td { a(Link("/console/appeals", appeal.number)) { "\(appeal.number)" } }
                            td { a(Link("/console/accounts", appeal.account)) { code(appeal.account) } }
                            td { badge(appeal.state.phrase, appeal.state.tone) }
                            td {
                                if appeal.state == .filed {
                                    clock(appeal.due, now: visit.now)
                                } else {
                                    moment(appeal.decidedAt)
                                }
                            }
                            td { foreign(String(appeal.text.prefix(120))) }
                        }
                    }
                }
                pager(
                    before: page > 1 ? link.query("page", String(page - 1)) : nil,
                    place: .place((page - 1) * ConsoleLimits.rows, rows.count, of: found.count),
                    after: found.count > page * ConsoleLimits.rows ? link.query("page", String(page + 1)) : nil)
            }
        }
    }

    // MARK: One

    private struct Found: Sendable {
        var appeal: Appeal
        var measure: Measure
        var reach: Collateral
        /// Lists that stop the account, whatever becomes of the measure.
        var lists: [String]
    }

    private func one(_ visit: Visit) async throws -> Page {
        let number = try visit.number("id")
        let found = try await visit.read { engine -> Found? in
            guard let appeal = engine.appeals.first(where: { $0.number == number }) else { return nil }
            let measure = engine.measures[appeal.measure - 1]
            return Found(
                appeal: appeal, measure: measure, reach: Collateral(engine, of: measure),
                lists: engine.lists(stopping: appeal.account))
        }
        guard let found else { throw Problem.notFound("") }
        await visit.looked(at: found.appeal.account, "appeal")
        let evidence = try Evidence.of(found.measure, visit)
        let cases = try await visit.caseCache().read { $0.cases(of: found.appeal.account) }
        let prices = try await self.price(found.appeal.account, visit)
        return Page(
            Phrase("Appeal \(number)", "申诉 \(number)"), in: .appeals, styles: [.drawings], isWide: true
        ) {
            div(.class("grid two")) {
                // Beside the evidence, not below it: what is said, what it costs, and what is decided.
                div(.class("steps")) {
                    said(found.appeal, cases, now: visit.now)
                    listed(found.lists)
                    found.reach.panel
                }
                div(.class("steps beside")) {
                    rested(found.measure, evidence, visit)
                    prices
                }
                div(.class("steps")) { decision(found.appeal, found.measure, visit) }
            }
        }
    }

    /// The price line of what led to the measure, as the case has it; nothing where no amount implies a price.
    private func price(_ account: String, _ visit: Visit) async throws -> HTML {
        let wish = StoryWish(visit, account: account)
        guard let story = try await files.story(of: account, wish),
            story.payments.contains(where: { $0.implied != nil })
        else { return HTML() }
        let view = StoryView(visit: visit, story: story, wish: wish, page: Link("/console/accounts", account))
        return foldedPart(Phrase("Price", "价格"), "price", isAcross: false) { view.price }
    }

    /// The holder's side.
    private func said(_ appeal: Appeal, _ cases: [Int], now: Instant) -> HTML {
        section(Phrase("What the holder says", "持有人陈述")) {
            p {
                badge(appeal.state.phrase, appeal.state.tone)
                " "
                if appeal.state == .filed { clock(appeal.due, now: now) }
            }
            el("blockquote") { foreign(appeal.text) }
            el("dl", .class("facts")) {
                el("dt") { Phrase("Account", "账户") }
                el("dd") { a(Link("/console/accounts", appeal.account)) { code(appeal.account) } }
                if !cases.isEmpty {
                    el("dt") { Phrase("Cases", "案件") }
                    el("dd") {
                        for number in cases {
                            a(Link("/console/cases", number).query("account", appeal.account)) { "#\(number)" }
                            " "
                        }
                    }
                }
                el("dt") { Phrase("Filed", "提出时间") }
                el("dd") { moment(appeal.at) }
            }
            h3 { Phrase("Documents", "材料") }
            if appeal.documents.isEmpty { p(.class("none")) { Phrase("None were sent.", "未提交材料。") } }
            ul {
                for file in appeal.documents {
                    li {
                        a(Link("/v1/documents", file.hash)) { file.name }
                        " "
                        span(.class("quiet")) { moment(file.at) }
                    }
                }
            }
        }
    }

    /// An appeal takes nobody off a list: whoever decides must know what goes on.
    private func listed(_ lists: [String]) -> HTML {
        if lists.isEmpty { return HTML() }
        return p(.class("note")) {
            Phrase(
                "Lists stop this account besides, and an appeal takes nobody off them: ",
                "该账户另被名单限制，申诉裁决不会将其移出：")
            for (place, list) in lists.enumerated() {
                if place > 0 { ", " }
                a(Link("/console/lists", String(list.prefix { $0 != " " }))) { list }
            }
        }
    }

    /// What the measure rested on when it was taken.
    private func rested(_ measure: Measure, _ evidence: Evidence, _ visit: Visit) -> HTML {
        section(Phrase("What the measure rested on", "措施依据")) {
            p {
                a(Link("/console/measures", measure.number)) {
                    Phrase("Measure \(measure.number): ", "措施 \(measure.number)：").with(measure.kind.phrase)
                }
                " "
                badge(measure.state.phrase, measure.state.tone)
            }
            tookPart(measure)
            // The ground of an automatic measure is the explanation: each of its sentences stands below by itself.
            if evidence.alert.map({ $0.explanation != measure.ground }) ?? true {
                el("blockquote") { SaidOnce.ground(measure) }
            }
            if let alert = evidence.alert {
                CaseVerdict(alert: alert).html
                let said = SaidOnce(alert.indicators)
                ul(.class("indicators")) {
                    for (indicator, text) in zip(alert.indicators, said.texts) {
                        li {
                            badge(EvidenceKind(name: indicator.kind)?.phrase ?? Phrase(same: indicator.kind))
                            " "
                            RulePlace.named(indicator.code)
                            " "
                            span(.class("quiet")) { Written.nats(indicator.weightText) }
                            p { written(text) }
                            if !indicator.evidence.isEmpty {
                                el("details") {
                                    el("summary") {
                                        Phrase(
                                            Written.plural(indicator.evidence.count, "payment", "payments"),
                                            "\(indicator.evidence.count) 笔支付")
                                    }
                                    p {
                                        for id in indicator.evidence {
                                            a(Link("/console/payments", id)) { code(id) }
                                            " "
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
                said.html
                // It says once more what the indicators say, and how the account stood before anybody had asked for
                // the measure.
                el("details") {
                    el("summary") { Phrase("The alert's whole explanation", "预警的完整说明") }
                    p { written(alert.explanation, alert.explanationChinese) }
                }
            } else {
                p(.class("quiet")) {
                    Phrase("No alert goes with it: people or an authority asked for it.", "没有对应预警：由人员或机关提出。")
                }
            }
        }
    }

    /// Who stands behind the measure: none of them decides.
    private func tookPart(_ measure: Measure) -> HTML {
        p(.class("quiet")) {
            Phrase("By ", "提出人 ")
            foreign(measure.by)
            Phrase(", ", "，")
            moment(measure.at)
            if !measure.signatures.isEmpty {
                " · "
                Phrase("Signed", "签署")
                for signature in measure.signatures {
                    " "
                    foreign(signature.by)
                }
            }
        }
    }

    private func decision(_ appeal: Appeal, _ measure: Measure, _ visit: Visit) -> HTML {
        section(Phrase("Decision", "裁决")) {
            if appeal.state != .filed {
                p {
                    badge(appeal.state.phrase, appeal.state.tone)
                    " "
                    foreign(appeal.decidedBy)
                    " "
                    moment(appeal.decidedAt)
                }
                el("blockquote") { foreign(appeal.reason) }
            } else if measure.wasImposed(by: visit.person.name) {
                p(.class("note")) {
                    Phrase("You took part in the measure: somebody else decides.", "您参与过该措施，须由他人裁决。")
                }
            } else if !visit.person.role.mayDecideAppeals {
                p(.class("quiet")) { Phrase("A supervisor or compliance officer decides.", "由主管或合规官裁决。") }
            } else {
                form(post: Link("/console/appeals", appeal.number).then("decide")) {
                    el("fieldset", .class("plain")) {
                        el("legend") { Phrase("The measure", "该措施") }
                        radio("reversed", Phrase("was wrong: lift it at once", "有误：立即解除"))
                        radio("upheld", Phrase("stands", "维持"))
                    }
                    area(
                        Phrase("Why, in words that the holder is told", "理由（将告知持有人）"), "reason",
                        .flag("required"))
                    button(Phrase("Decide the appeal", "作出裁决"))
                }
            }
        }
    }

    private func radio(_ value: String, _ words: Phrase) -> HTML {
        el("label", .class("radio")) {
            el("input", .a("type", "radio"), .a("name", "decision"), .a("value", value), .flag("required"))
            " "
            words
        }
    }

    private func decide(_ visit: Visit) async throws -> Reply {
        let number = try visit.number("id")
        guard try await visit.read({ number <= $0.appeals.count }) else { throw Problem.notFound("") }
        var act = visit.act(.decide)
        try Acting.decide(appeal: number, Acting.Body(visit.form), &act)
        try await visit.submit(act)
        visit.say(
            act.kind == 1
                ? Phrase("Reversed: the measure is lifted and the holder is told.", "已撤销：措施解除并告知持有人。")
                : Phrase("Upheld: the holder is told.", "已维持，并告知持有人。"))
        return .see(Link("/console/appeals", number))
    }
}

/// What a measure rested on when it was taken: the account's latest alert until then, as it was raised.
struct Evidence: Sendable {
    var alert: StoredAlert?

    static func of(_ measure: Measure, _ visit: Visit) throws -> Evidence {
        let page = try visit.desk.store.alerts(account: measure.account, limit: 100, after: nil)
        // People saw what had been raised by then; an automatic measure came with its own alert.
        let row = page.items.first { row in
            measure.sequence > 0 ? row.sequence <= measure.sequence : row.at <= measure.at
        }
        guard let row = row ?? page.items.last else { return Evidence() }
        return Evidence(alert: try StoredAlert(reading: row))
    }
}
