import HTTPTypes
import Hummingbird
import NIOCore
import WeirCodec
import WeirDomain
import WeirEngine
import WeirRuleFiles
import WeirRuleSets
import WeirRules
import WeirRuntime

/// Rule sets: what is live, what is on trial, the editor, back-tests, signatures.
struct RulePages: Sendable {
    let jobs = RuleJobs()

    func add(to router: ConsoleRouter) {
        router.get("/console/rules", .readers) { visit in .page(try await self.overview(visit)) }
        router.get("/console/rules/edit", .signers) { visit in .page(try await self.edit(visit)) }
        router.post("/console/rules/check", .signers) { visit in try await self.check(visit) }
        router.post("/console/rules/shadow", .signers) { visit in try await self.shadow(visit) }
        router.post("/console/rules/backtest", .signers) { visit in try await self.startBacktest(visit) }
        router.get("/console/rules/backtest", .readers) { visit in
            .page(BacktestView(jobs.state, mayTry: visit.person.role.maySign).page())
        }
        for event in [RuleRequest.Event.canary, .approve, .rollBack, .withdraw] {
            router.post("/console/rules/\(Self.name(event))", .signers) { visit in try await self.ask(event, visit) }
        }
    }

    private static func name(_ event: RuleRequest.Event) -> String { event == .rollBack ? "rollback" : "\(event)" }

    // MARK: What there is

    private func overview(_ visit: Visit) async throws -> Page {
        let (live, trial, previous, built) = try await visit.read { engine in
            (engine.liveRules, engine.trialRules, engine.previousRulesVersion, engine.rulesVersion)
        }
        let maySign = visit.person.role.maySign
        return Page(Phrase("Rules", "规则"), in: .rules) {
            div(.class("bar")) {
                p {
                    Phrase("Decisions are made by ", "当前决策版本 ")
                    code(built)
                }
                if maySign {
                    // The one thing to do where there is none yet.
                    a(
                        Link("/console/rules/edit").query("version", live?.version),
                        .class(live == nil && trial == nil ? "button" : "button plain")
                    ) {
                        Phrase("Edit, check and try a set", "编辑、检查与试运行")
                    }
                }
                a(Link("/console/rules/backtest")) { Phrase("Latest back-test", "最近一次回测") }
            }
            if let trial { RuleSetPart(trial, against: live, visit).trial }
            if let live {
                RuleSetPart(live, against: nil, visit).live
                if maySign, let previous { rollback(previous) }
            } else {
                section(Phrase("No rule set is live", "没有生效的规则集")) {
                    p {
                        Phrase(
                            "Indicators and typologies work without one. A set adds your own rules, in four steps:",
                            "没有规则集时指标和类型照常工作。增添自己的规则分四步：")
                    }
                    steps
                    if !maySign {
                        p(.class("quiet")) {
                            Phrase(
                                "A supervisor, a compliance officer or an administrator writes and tries a set.",
                                "规则集由主管、合规官或管理员编写与试运行。")
                        }
                    }
                }
            }
        }
    }

    private var steps: HTML {
        el("ol") {
            li { Phrase("write it in the editor, which checks while you type", "在编辑器中编写，输入时即时检查") }
            li { Phrase("test it against all payments of the journal", "用全部历史支付回测") }
            li { Phrase("put it on trial: it decides nothing, and is counted", "试运行：只计数，不作决定") }
            li { Phrase("somebody else signs it", "由另一人签署生效") }
        }
    }

    private func rollback(_ previous: String) -> HTML {
        section(Phrase("Back to the set before", "回退到上一规则集")) {
            p { code(previous) }
            form(post: Link("/console/rules/rollback"), .class("narrow")) {
                field(Phrase("Why", "理由"), "reason", .flag("required"))
                button(Phrase("Roll back", "回退"), "danger")
            }
        }
    }

    // MARK: The editor

    private func edit(_ visit: Visit, text: String? = nil, flaws: HTML = HTML()) async throws -> Page {
        let version = visit.query("version") ?? visit.query("draft") ?? ""
        // A draft that was back-tested, or the text that a set was handed in as.
        let kept = visit.query("draft").flatMap { jobs.text(of: $0) } ?? RuleHandIn(desk: visit.desk).text(version)
        return Page(Phrase("Rule editor", "规则编辑"), in: .rules, scripts: [Asset(name: "rules.js")], isWide: true) {
            if text == nil, kept == nil, !version.isEmpty {
                p(.class("note")) {
                    Phrase(
                        "The text of the live set is not kept here. Paste its files.",
                        "此处没有当前规则集的文本，请粘贴其文件。")
                }
            }
            form(post: Link("/console/rules/check"), .id("editor"), .class("editor")) {
                Self.files(text ?? kept ?? Self.start)
                div(.class("buttons")) {
                    button(Phrase("Check and run its tests", "检查并运行测试"), "plain")
                    HTML.element(
                        "button",
                        [
                            .a("type", "submit"), .class("button plain"),
                            .formaction(Link("/console/rules/backtest")),
                        ], .text(Phrase("Back-test over the journal", "用历史数据回测").text))
                    HTML.element(
                        "button",
                        [.a("type", "submit"), .class("button main"), .formaction(Link("/console/rules/shadow"))],
                        .text(Phrase("Put on trial", "开始试运行").text))
                }
            }
            Self.facts
            div(.id("findings"), .a("role", "status"), .class("findings")) { flaws }
            p { a(Link("/console/rules")) { Phrase("Back to the rules", "返回规则") } }
        }
    }

    /// The text, with room for the numbers of its lines, which the script writes and keeps beside them.
    private static func files(_ text: String) -> HTML {
        div(.class("field")) {
            el("label", .a("for", "f-text")) { Phrase("Files of the set", "规则集文件") }
            div(.class("numbered")) {
                div(.class("gutter"), .a("aria-hidden", "true")) { el("pre") }
                HTML.element(
                    "textarea",
                    [
                        .a("name", "text"), .id("f-text"), .a("rows", 28), .class("mono"), .a("spellcheck", "false"),
                        .a("wrap", "off"), .a("aria-describedby", "h-text"),
                    ], .editable(text))
            }
            p(.class("hint"), .id("h-text")) {
                Phrase(
                    "YAML. A line '# weir-file: name.yaml' begins another file.", "YAML。“# weir-file: 文件名”开始新文件。")
            }
        }
    }

    /// What rules see, for whoever writes one; the guide, docs/rules/guide.md, has all of it with examples.
    private static var facts: HTML {
        let payment = Fact.PaymentFact.allCases.filter { $0 != .payerIP }.map(\.rawValue).joined(separator: " ")
        let account = Fact.AccountFact.allCases.map(\.rawValue).joined(separator: " ")
        let lines: [(String, Phrase)] = [
            (
                "payee.received(\"1h\") payer.sent(\"7d\")",
                Phrase(
                    "windows: count, sum, distinct_payers and more", "时间窗口：count、sum、distinct_payers 等")
            ),
            ("payee.score.otc_dealer", Phrase("what the indicators say, 0 to 1000", "指标评分，0 至 1000")),
            ("payee.evidence.price", Phrase("what one kind of evidence weighs", "某类证据的权重")),
            ("lists.name", Phrase("the set's own lists", "规则集自带的名单")),
            ("price(\"USDT\")", Phrase("the latest board price", "最新盘口价")),
        ]
        return el("details") {
            el("summary") { Phrase("What rules see", "规则可用的字段") }
            el("dl", .class("facts")) {
                for (name, fields) in [("payment.", payment), ("payer. payee.", account)] {
                    el("dt") { code(name) }
                    el("dd") { code(fields) }
                }
                for (name, words) in lines {
                    el("dt") { code(name) }
                    el("dd") { words }
                }
            }
            p(.class("hint")) {
                Phrase("All of it, with examples: docs/rules/guide.md.", "完整说明与示例见 docs/rules/guide.md。")
            }
        }
    }

    private static let start = """
        set: my-rules
        version: "1"
        owner: risk
        about: What this set is for.
        rules:
          - id: large-payment
            title: A large payment
            why: Dealers move large sums.
            when: payment.amount > 90000.0
            yields:
              decision: {outcome: warn, kind: flow}
            reason:
              en: "{payment.amount} {payment.currency} is a large payment."
              zh: "付款 {payment.amount} {payment.currency} 金额较大。"
            tests:
              - name: large
                payment: {payer: a, payee: b, amount: "100000.00"}
                expect: fires
              - name: small
                payment: {payer: a, payee: b, amount: "100.00"}
                expect: silent
        """

    /// As somebody types: JSON for the script, a page otherwise.
    private func check(_ visit: Visit) async throws -> Reply {
        let text = visit.form["text"] ?? ""
        let found = RuleFindings(text)
        if (visit.request.headers[.accept] ?? "").contains("application/json") {
            return .response(Response.json(found.json))
        }
        return .page(try await edit(visit, text: text, flaws: found.html))
    }

    /// The text of the editor, or that of the back-test whose version the form names.
    private func shadow(_ visit: Visit) async throws -> Reply {
        let text = visit.form["text"] ?? visit.form["draft"].flatMap { jobs.text(of: $0) } ?? ""
        let found = RuleFindings(text)
        guard found.isSound else {
            return .refused(.unprocessableContent, try await edit(visit, text: text, flaws: found.html))
        }
        try await RuleHandIn(desk: visit.desk).shadow(text, by: visit.person.name)
        visit.say(
            Phrase(
                "The set is on trial: it sees every payment and changes none.", "规则集开始试运行：只观察，不影响支付。"))
        return .see(Link("/console/rules"))
    }

    private func startBacktest(_ visit: Visit) async throws -> Reply {
        let text = visit.form["text"] ?? ""
        let found = RuleFindings(text)
        guard found.isSound, let set = found.set else {
            return .refused(.unprocessableContent, try await edit(visit, text: text, flaws: found.html))
        }
        let old = try await visit.read { $0.liveRules?.set }
        let isStarted = jobs.start(
            set, text, against: old, data: visit.desk.directory, by: visit.person.name, at: ServerClock.now)
        if !isStarted { visit.say(Phrase("Another back-test is running.", "另一回测正在运行。"), isGood: false) }
        return .see(Link("/console/rules/backtest"))
    }

    // MARK: Signatures

    private func done(_ event: RuleRequest.Event, _ visit: Visit) async throws -> Phrase {
        switch event {
        case .approve:
            return try await visit.read { $0.trialRules == nil }
                ? Phrase("The set is live.", "规则集已生效。")
                : Phrase("Signed. It needs one more signature.", "已签署，还需另一人签署。")
        case .canary: return Phrase("The set decides for a share of the payees.", "规则集对部分收款方生效。")
        case .withdraw: return Phrase("The set is withdrawn.", "规则集已撤回。")
        case .rollBack: return Phrase("The set before is back.", "已回退。")
        default: return Phrase("Done.", "已完成。")
        }
    }

    private func ask(_ event: RuleRequest.Event, _ visit: Visit) async throws -> Reply {
        var asked = RuleRequest(
            event, version: visit.form["version"] ?? "", by: visit.person.name, at: ServerClock.now)
        asked.reason = visit.form["reason"] ?? ""
        if event != .canary, asked.reason.isEmpty { throw Acting.invalid("reason", "is missing") }
        if event == .canary {
            guard let permille = visit.form["permille"].flatMap({ Int($0) }), (1...500).contains(permille) else {
                throw Acting.invalid("permille", "is no share from 1 to 500")
            }
            asked.permille = permille
        }
        try await RuleHandIn(desk: visit.desk).apply(asked)
        visit.say(try await done(event, visit))
        return .see(Link("/console/rules"))
    }
}
