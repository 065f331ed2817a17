import WeirDomain
import WeirEngine
import WeirRuleFiles
import WeirRuleSets
import WeirRuntime

/// One rule: what it says, in which sets it stands and since when, its tests, and what it has done of late.
struct RulePage: Sendable {
    let visit: Visit
    let jobs: RuleJobs
    let folders: RuleFolders

    /// A rule in a set.
    private struct Place: Sendable {
        var rule: Rule
        var version: String
        /// Its place among the set's rules.
        var number: Int
        /// `nil` for a set that does not run: the one before, or one that was back-tested.
        var view: RuleSetView?
    }

    func page() async throws -> Page {
        let id = visit.parameter("id")
        guard !id.isEmpty, id.utf8.count <= Limits.idBytes else { throw Problem.notFound("") }
        let places = try await places(of: id)
        let deeds = try await RuleDeeds(id, places.first?.rule, visit)
        guard !places.isEmpty || !deeds.isEmpty else { throw Problem.notFound("") }
        return Page(Phrase("Rule", "规则"), id, in: .rules, isWide: true) {
            bar(id, places)
            if places.isEmpty {
                p(.class("note")) {
                    Phrase(
                        "No set that runs has a rule of this name any more. What it did is told below.",
                        "现有规则集中已无此规则，其以往命中见下。")
                }
            }
            for place in places {
                div(.class("grid")) {
                    // Where it reads the same in both sets its words stand once.
                    if place.version == places.first?.version || place.rule != places.first?.rule { says(place) }
                    div(.class("steps")) {
                        standing(place)
                        tests(place)
                    }
                }
            }
            lately(deeds)
            outcome(deeds)
        }
    }

    // MARK: Where it stands

    private func places(of id: String) async throws -> [Place] {
        let (live, trial, previous) = try await visit.read { engine in
            (engine.liveRules, engine.trialRules, engine.previousRulesVersion)
        }
        var found: [Place] = []
        for view in [live, trial].compactMap(\.self) {
            guard let number = view.set.rules.firstIndex(where: { $0.id == id }) else { continue }
            found.append(Place(rule: view.set.rules[number], version: view.version, number: number, view: view))
        }
        guard found.isEmpty else { return found }
        for version in [jobs.state.version, previous].compactMap(\.self) where found.isEmpty {
            guard let set = folder(version)?.set, let number = set.rules.firstIndex(where: { $0.id == id }) else {
                continue
            }
            found.append(Place(rule: set.rules[number], version: version, number: number, view: nil))
        }
        return found
    }

    private func folder(_ version: String) -> RuleFolder? {
        folders.folder(version) { RuleHandIn(desk: visit.desk).text(version) ?? jobs.text(of: version) }
    }

    private func bar(_ id: String, _ places: [Place]) -> HTML {
        div(.class("bar")) {
            p {
                if places.isEmpty { badge(Phrase("in no set", "不在任何规则集")) }
                for place in places {
                    badge(Self.stage(place), place.view?.stage == .live ? "good" : "quiet")
                    " "
                }
            }
            if visit.person.role.maySign, let place = places.first {
                a(edit(place), .class("button plain")) { Phrase("Edit its set", "编辑所在规则集") }
            }
            a(Link("/console/rules/backtest")) { Phrase("Latest back-test", "最近一次回测") }
            a(Link("/console/rules").fragment(Self.anchor(id, places.first))) { Phrase("All rules", "全部规则") }
        }
    }

    /// A draft that was back-tested, or the text that a set was handed in as.
    private func edit(_ place: Place) -> Link {
        let link = Link("/console/rules/edit")
        return jobs.text(of: place.version) == nil
            ? link.query("version", place.version) : link.query("draft", place.version)
    }

    private static func anchor(_ id: String, _ place: Place?) -> String {
        (place?.view?.stage == .live ? "" : "trial-") + RulePlace.id(id)
    }

    private static func stage(_ place: Place) -> Phrase {
        place.view?.stage.phrase ?? Phrase("does not run", "未运行")
    }

    // MARK: What it says

    private func says(_ place: Place) -> HTML {
        let rule = place.rule
        return section(Phrase("What it says", "规则内容")) {
            p { el("strong") { foreign(rule.title) } }
            p { foreign(rule.why) }
            h3 { Phrase("When", "条件") }
            el("pre", .class("condition"), .a("tabindex", "0"), .a("dir", "ltr")) { foreign(rule.when) }
            h3 { Phrase("What follows", "效果") }
            ul(.class("effects")) { for yield in rule.yields { li { yield.phrase } } }
            el("dl", .class("facts")) {
                el("dt") { Phrase("Reason in English", "英文理由") }
                el("dd") { foreign(rule.reason) }
                el("dt") { Phrase("Reason in Chinese", "中文理由") }
                el("dd") { foreign(rule.reasonChinese) }
                el("dt") { Phrase("Owner", "负责人") }
                el("dd") { foreign(rule.owner) }
                if !rule.references.isEmpty {
                    el("dt") { Phrase("References", "依据") }
                    el("dd") { ul { for reference in rule.references { li { foreign(reference) } } } }
                }
            }
        }
    }

    // MARK: Its set

    private func standing(_ place: Place) -> HTML {
        let steps = RuleSetSteps(of: place.version, in: visit.desk.register.register)
        return section(Phrase("Its set", "所在规则集")) {
            el("dl", .class("facts")) {
                el("dt") { Phrase("Version", "版本") }
                el("dd") { code(place.version) }
                el("dt") { Phrase("Stage", "阶段") }
                el("dd") {
                    badge(Self.stage(place))
                    if let view = place.view, view.stage == .canary {
                        " "
                        Phrase("decides for \(view.permille) of 1,000 payees", "对 \(view.permille)‰ 收款方生效")
                    }
                }
                if let view = place.view {
                    el("dt") { Phrase("Since", "起始时间") }
                    el("dd") { since(view, steps) }
                    el("dt") { Phrase("Handed in by", "提交人") }
                    el("dd") { RuleSetPart.authors(of: view) }
                    el("dt") { Phrase("Signed by", "签署人") }
                    el("dd") { RuleSetPart.signers(of: view) }
                }
            }
            if let view = place.view { counts(view, place.number) }
            versions(steps)
            backtested(place)
        }
    }

    private func since(_ view: RuleSetView, _ steps: RuleSetSteps) -> HTML {
        if let at = steps.since(view.stage.name) { return moment(at) }
        return span(.class("quiet")) {
            Phrase(
                "before the latest \(RuleSetSteps.read) acts that the register has",
                "早于登记簿最近 \(RuleSetSteps.read) 条操作")
        }
    }

    /// As the engine has counted, which it does for every rule that runs.
    private func counts(_ view: RuleSetView, _ number: Int) -> HTML {
        el("dl", .class("figures")) {
            for (words, value) in [
                (Phrase("Payments seen by the set", "规则集已观察支付"), view.seen),
                (Phrase("The rule held", "规则命中"), view.hits[number]),
                (Phrase("It had no value", "无法求值"), view.failures[number]),
            ] {
                div {
                    el("dt") { words }
                    el("dd") { WeirServer.number(value) }
                }
            }
        }
            + (view.failures[number] > 0
                ? p(.class("hint")) { foreign(RefusalWords.text(view.firstErrors[number]).text) } : HTML())
            + (view.isWaiting(number) ? RuleSetPart.waiting(view, number) : HTML())
    }

    private func versions(_ steps: RuleSetSteps) -> HTML {
        if steps.steps.isEmpty { return HTML() }
        return el("details") {
            el("summary") { Phrase("How this version came about", "该版本的经过") }
            ul {
                for step in steps.steps {
                    li {
                        moment(step.at)
                        " "
                        RegisterWords.phrase(step.type)
                    }
                }
            }
        }
    }

    /// Its row in the latest back-test, where that had it.
    private func backtested(_ place: Place) -> HTML {
        guard case .done(let report, _, let at) = jobs.state,
            let row = report.rules.first(where: { $0.id == place.rule.id })
        else { return HTML() }
        let (before, now) = (Written.count(row.hitsOld), Written.count(row.hitsNew))
        let (bad, honest) = (Written.count(row.bad), Written.count(row.honest))
        return p(.class("hint")) {
            Phrase(
                "In the back-test of the whole journal it held on \(now) payments, before on \(before); of confirmed "
                    + "trade on \(bad), of accounts found honest on \(honest). ",
                "全部历史回测中命中 \(now) 笔，此前 \(before) 笔；其中已属实 \(bad) 笔，已认定正常 \(honest) 笔。")
            moment(at)
        }
    }

    // MARK: Its tests

    private func tests(_ place: Place) -> HTML {
        section(Phrase("Its tests", "规则测试")) {
            if let folder = folder(place.version) {
                results(folder, place)
            } else {
                empty(
                    Phrase(
                        "They stand in the text of the set, which is not kept here: it came another way than by the "
                            + "editor or PUT /v1/rules.",
                        "测试在规则集文本中，此处没有该文本：它不是经编辑器或 PUT /v1/rules 提交的。"))
            }
        }
    }

    private func results(_ folder: RuleFolder, _ place: Place) -> HTML {
        let (rule, stage) = (place.rule.id, Self.stage(place))
        let failures = RuleTests.run(folder, of: rule)
        return table(
            Phrase("Tests, the set: \(stage.en)", "测试，规则集：\(stage.zh)"),
            [.text(Phrase("Test", "测试")), .plain(Phrase("Expected", "预期")), .plain(Phrase("Result", "结果"))]
        ) {
            for test in folder.tests where test.rule == rule {
                tr {
                    td { foreign(test.name) }
                    td { test.fires ? Phrase("fires", "命中") : Phrase("stays silent", "不命中") }
                    td { result(failures.first { $0.test == test.name }) }
                }
            }
        }
    }

    private func result(_ failure: RuleTests.Failure?) -> HTML {
        guard let failure else { return badge(Phrase("passes", "通过"), "good") }
        return badge(Phrase("fails", "未通过"), "bad")
            + p(.class("hint")) {
                foreign(RefusalWords.text(failure.message).text)
            }
    }
}
