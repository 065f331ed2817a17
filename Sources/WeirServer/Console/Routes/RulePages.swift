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
    let folders = RuleFolders()

    func add(to router: ConsoleRouter) {
        router.get("/console/rules", .readers) { visit in .page(try await self.overview(visit)) }
        router.get("/console/rules/rule/:id", .readers) { visit in
            .page(try await RulePage(visit: visit, jobs: jobs, folders: folders).page())
        }
        router.get("/console/rules/edit", .signers) { visit in .page(self.edit(visit)) }
        router.post("/console/rules/check", .signers) { visit in self.check(visit) }
        router.post("/console/rules/shadow", .signers) { visit in try await self.shadow(visit) }
        router.post("/console/rules/backtest", .signers) { visit in try await self.startBacktest(visit) }
        router.post("/console/rules/backtest/stop", .signers) { visit in self.stopBacktest(visit) }
        router.get("/console/rules/backtest", .readers) { visit in
            .page(BacktestView(jobs.state, jobs.course, mayTry: visit.person.role.maySign).page())
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
                        Link("/console/rules/edit").query("version", live?.version ?? trial?.version),
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
                if maySign, let previous { rollback(previous, from: live, RuleHandIn(desk: visit.desk)) }
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

    private func rollback(_ previous: String, from live: RuleSetView, _ texts: RuleHandIn) -> HTML {
        section(Phrase("Back to the set before", "回退到上一规则集")) {
            p { code(previous) }
            if let before = texts.text(previous).flatMap({ RuleFindings($0).set }) {
                RuleSetPart.difference(
                    Phrase("What would be different from the live set", "与当前规则集的差异"), from: live.set, to: before)
            }
            form(post: Link("/console/rules/rollback"), .class("narrow")) {
                field(Phrase("Why", "理由"), "reason", .flag("required"))
                button(Phrase("Roll back", "回退"), "danger")
            }
        }
    }

    // MARK: The editor

    private func edit(_ visit: Visit) -> Page {
        let version = visit.query("version") ?? visit.query("draft") ?? ""
        // A draft that was back-tested, or the text that a set was handed in as.
        let kept = visit.query("draft").flatMap { jobs.text(of: $0) } ?? RuleHandIn(desk: visit.desk).text(version)
        return RuleEditor(text: kept, isMissing: kept == nil && !version.isEmpty).page
    }

    /// As somebody types: JSON for the script, a page otherwise.
    private func check(_ visit: Visit) -> Reply {
        let text = visit.form["text"] ?? ""
        let found = RuleFindings(text)
        if (visit.request.headers[.accept] ?? "").contains("application/json") {
            return .response(Response.json(found.json))
        }
        return .page(RuleEditor(text: text, findings: found.html).page)
    }

    /// The text of the editor, or that of the back-test whose version the form names.
    private func shadow(_ visit: Visit) async throws -> Reply {
        let text = visit.form["text"] ?? visit.form["draft"].flatMap { jobs.text(of: $0) } ?? ""
        let found = RuleFindings(text)
        guard found.isSound, let set = found.set else {
            return .refused(.unprocessableContent, RuleEditor(text: text, findings: found.html).page)
        }
        if let trial = try await visit.read({ $0.trialRules }), trial.version != set.version,
            trial.version != visit.form["instead"]
        {
            return .refused(.conflict, RuleEditor(text: text, trouble: RuleEditor.instead(of: trial)).page)
        }
        do {
            try await RuleHandIn(desk: visit.desk).shadow(text, by: visit.person.name)
        } catch let problem as Problem {
            return .refused(problem.status, RuleEditor(text: text, trouble: RuleEditor.refused(problem)).page)
        }
        visit.say(
            Phrase(
                "The set is on trial: it sees every payment and changes none.", "规则集开始试运行：只观察，不影响支付。"))
        return .see(Link("/console/rules"))
    }

    // MARK: Back-tests

    private func startBacktest(_ visit: Visit) async throws -> Reply {
        let text = visit.form["text"] ?? ""
        let found = RuleFindings(text)
        guard found.isSound, let set = found.set else {
            return .refused(.unprocessableContent, RuleEditor(text: text, findings: found.html).page)
        }
        let old = try await visit.read { $0.liveRules?.set }
        let labels = try await CaseLabels.labels(visit.acting)
        let job = RuleJobs.Job(new: set, text: text, old: old, labels: labels, by: visit.person.name)
        if let other = jobs.start(job, of: visit.desk, at: ServerClock.now) {
            return .refused(
                .conflict, RuleEditor(text: text, trouble: RuleEditor.busy(other.version, other.by)).page)
        }
        return .see(Link("/console/rules/backtest"))
    }

    private func stopBacktest(_ visit: Visit) -> Reply {
        jobs.stop(by: visit.person.name)
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
        if asked.reason.isEmpty { throw Acting.invalid("reason", "is missing") }
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
