import Foundation
import WeirCodec
import WeirDomain
import WeirEngine
import WeirRuntime

/// Measures: those that wait for a signature, all of them, and each with what can be done about it.
struct MeasurePages: Sendable {
    let again: OrderAgain

    func add(to router: ConsoleRouter) {
        router.get("/console/signatures", .readers) { visit in .page(try await self.waiting(visit)) }
        router.get("/console/measures", .readers) { visit in .page(try await self.list(visit)) }
        router.get("/console/measures/new", .workers) { visit in .page(try await ProposalPage(visit).page()) }
        router.post("/console/measures/new", .workers) { visit in try await ProposalPage(visit).propose() }
        router.get("/console/measures/:id", .readers) { visit in .page(try await self.one(visit)) }
        let verbs: [(String, ActRequest.Verb)] = [
            ("approve", .approve), ("refuse", .refuse), ("lift", .lift), ("renew", .renew), ("settle", .settle),
        ]
        for (name, verb) in verbs {
            router.post("/console/measures/:id/\(name)", .signers) { visit in try await self.change(visit, verb) }
        }
        router.post("/console/measures/:id/withdraw", .workers) { visit in try await self.change(visit, .withdraw) }
        router.post("/console/measures/:id/replay", .signers) { visit in try await self.sendAgain(visit) }
    }

    // MARK: Waiting for a signature

    private func waiting(_ visit: Visit) async throws -> Page {
        let (proposed, count) = try await visit.caseCache().read { $0.waiting(limit: ConsoleLimits.proposals) }
        let (reach, cases) = try await visit.read { engine in
            (proposed.map { Collateral(engine, of: $0) }, proposed.map { engine.caseNumber(of: $0.account) })
        }
        // What is suspected, as the case says it: whoever signs sees it before the words of whoever proposes.
        let alerts = try proposed.map { try StoredAlert.latest(of: $0.account, in: visit.desk.store) }
        // Oldest first; what another measure does already changes nothing, and waits behind the rest.
        let isDone = zip(proposed, reach).map { !MeasureView.same($0, $1).isEmpty }
        let places = proposed.indices.filter { !isDone[$0] } + proposed.indices.filter { isDone[$0] }
        let trial = try await visit.read { engine in engine.trialRules.map { ($0.version, $0.by, $0.why) } }
        let now = visit.acting.now()
        let (unvouched, walls) = try await visit.read { ($0.unvouched, $0.wallsWaiting(at: now)) }
        let lists = try await visit.read { $0.listsWaiting }
        return Page(Phrase("Waiting for a signature", "等待复核签署"), in: .signatures, styles: [.drawings]) {
            AccessPages.unvouched(unvouched, visit)
            CaseWall.waiting(walls)
            ListWaitingPart.all(lists)
            if proposed.isEmpty, trial == nil, unvouched.isEmpty, walls.isEmpty, lists.isEmpty {
                empty(
                    Phrase(
                        "Nothing waits. What an analyst proposes comes here; somebody else signs it or says no.",
                        "没有待签署事项。分析员提出的措施会出现在这里，由另一人签署或否决。"))
            }
            for place in places {
                MeasureView(visit, proposed[place]).waiting(reach[place], alerts[place], case: cases[place])
            }
            if count > proposed.count {
                p {
                    a(Link("/console/measures").query("state", "proposed")) {
                        Phrase(
                            "\(Written.count(count - proposed.count)) more wait behind these.",
                            "后面还有 \(Written.count(count - proposed.count)) 项。")
                    }
                }
            }
            if let (version, by, reach) = trial {
                section(Phrase("A rule set is on trial", "有规则集正在试运行")) {
                    p {
                        code(version)
                        " "
                        foreign(by)
                    }
                    p { written(reach) }
                    p { a(Link("/console/rules")) { Phrase("To the rules", "查看规则") } }
                }
            }
            p { a(Link("/console/measures")) { Phrase("All measures", "全部措施") } }
        }
    }

    // MARK: All

    private func list(_ visit: Visit) async throws -> Page {
        let filter = MeasureFilter(visit)
        let (rows, count) = try await self.rows(visit, filter)
        return Page(Phrase("Measures", "措施"), filter.account, in: .measures, isWide: true) {
            el("nav", .class("views"), .label(Phrase("Views", "视图").text)) {
                // In whatever order one has chosen, as the queue's.
                for (words, link) in MeasureFilter.standard(visit.person.role) {
                    let isCurrent = link.text == filter.ordered("").link.text
                    HTML.element(
                        "a",
                        [.href(link.query("order", filter.order))]
                            + (isCurrent ? [.a("aria-current", "true")] : []), .text(words.text))
                }
            }
            foldedFilters(isUsed: filter.isNarrowed, Self.form(filter, visit.person.role))
            if rows.isEmpty {
                empty(Self.nothing(filter))
            } else {
                p(.class("quiet"), .id("count")) {
                    Phrase(Written.plural(count, "measure", "measures") + ".", "共 \(Written.count(count)) 项措施。")
                }
                MeasureView.table(rows, in: filter)
                pager(
                    before: filter.page > 1 ? filter.at(page: filter.page - 1) : nil,
                    place: .place((filter.page - 1) * ConsoleLimits.rows, rows.count, of: count),
                    after: count > filter.page * ConsoleLimits.rows ? filter.at(page: filter.page + 1) : nil)
            }
        }
    }

    private static func nothing(_ filter: MeasureFilter) -> Phrase {
        if filter.whose == "waiting", filter.page == 1 {
            return Phrase(
                "No measure waits for you. What an analyst proposes comes here until somebody has signed it.",
                "没有等待您签署的措施。分析员提出的措施在签署前会出现在这里。")
        }
        return filter.isNarrowed
            ? Phrase("No measure is like that.", "没有符合条件的措施。")
            : Phrase(
                "No measure yet. Weir takes one by itself once two independent kinds of evidence agree; "
                    + "people propose one from a case.",
                "尚无措施。两类独立证据一致时自动采取；人员可从案件中提出。")
    }

    private static func form(_ filter: MeasureFilter, _ role: Role) -> HTML {
        var whose: [(String, Phrase)] = [("", Phrase("anybody's", "所有人"))]
        if role.mayPropose { whose.append(("me", Phrase("mine: proposed or signed", "我的：提出或签署"))) }
        if role.maySign { whose.append(("waiting", Phrase("waiting for me", "待我签署"))) }
        whose += [
            ("weir", Phrase("taken by Weir itself", "系统自动采取")), ("people", Phrase("proposed by people", "人员提出")),
        ]
        return WeirServer.form(get: Link("/console/measures"), .class("inline filters")) {
            choice(
                Phrase("State", "状态"), "state",
                [("", Phrase("any", "全部")), ("force", Phrase("in force", "有效"))]
                    + MeasureState.allCases.map { ($0.name, $0.phrase) }, chosen: filter.state)
            choice(
                Phrase("Kind", "种类"), "kind",
                [("", Phrase("any", "全部"))] + MeasureKind.allCases.map { ($0.name, $0.phrase) }, chosen: filter.kind)
            choice(
                Phrase("Rests on", "依据"), "ground",
                [("", Phrase("any", "全部"))] + MeasureGround.all.map { ($0.name, $0.phrase) }, chosen: filter.ground)
            choice(Phrase("Whose", "经办人"), "whose", whose, chosen: filter.whose)
            field(Phrase("Account or site", "账户或网站"), "account", value: filter.account ?? "")
            choice(
                Phrase("Order", "排序"), "order",
                [
                    ("", Phrase("newest", "最新")), ("old", Phrase("oldest", "最早")),
                    ("until", Phrase("ends first", "按结束时间")),
                ], chosen: filter.order)
            button(Phrase("Filter", "筛选"), "plain")
        }
    }

    private func rows(_ visit: Visit, _ filter: MeasureFilter) async throws -> (rows: [Measure], count: Int) {
        let me = visit.person.name
        guard let account = filter.account else { return try await visit.caseCache().read { $0.measures(filter, me) } }
        let test = MeasureTest(filter, me)
        let found = try await visit.read { $0.measures(on: account) }
            .map { (mark: CaseCache.MeasureMark($0), measure: $0) }
            .filter { test.passes($0.mark) && test.concerns($0.measure) }
            .sorted { test.key($0.mark, $0.measure.number) < test.key($1.mark, $1.measure.number) }
        let rows = found.dropFirst((filter.page - 1) * ConsoleLimits.rows).prefix(ConsoleLimits.rows)
        return (rows.map(\.measure), found.count)
    }

    // MARK: One

    private struct Found: Sendable {
        var measure: Measure
        var reach: Collateral
        var notices: [Notice]
        var appeals: [Appeal]
    }

    private func one(_ visit: Visit) async throws -> Page {
        let number = try visit.number("id")
        let found = try await visit.read { engine -> Found? in
            guard let measure = engine.measure(number) else { return nil }
            return Found(
                measure: measure, reach: Collateral(engine, of: measure),
                notices: engine.notices.filter { $0.measure == number },
                appeals: engine.appeals.filter { $0.measure == number })
        }
        guard let found else { throw Problem.notFound("") }
        let measure = found.measure
        let cases = try await visit.caseCache().read { $0.cases(of: measure.account) }
        await visit.looked(at: measure.account, "measure")
        let ids = try visit.desk.paymentIDs([measure.sequence])
        let view = MeasureView(visit, measure)
        let linked = try await measure.kind == .blockSite ? nil : LinkedView(visit, measure.account)
        return Page(
            Phrase("Measure \(number): \(measure.kind.phrase.in(.en))", "措施 \(number)：\(measure.kind.phrase.in(.zh))"),
            in: .measures
        ) {
            view.onward(cases)
            view.facts(payment: ids[measure.sequence], cases)
            div(.class("grid")) {
                found.reach.panel
                view.acting
                if let order = MeasureOrder(measure, again) { order.html(mayAct: visit.person.role.maySign) }
            }
            if let linked { linked.html }
            if !found.notices.isEmpty { told(found.notices) }
            if !found.appeals.isEmpty { appeals(found.appeals) }
        }
    }

    private func told(_ notices: [Notice]) -> HTML {
        section(Phrase("Told to the holder", "已告知持有人")) {
            ul {
                for notice in notices {
                    li {
                        if notice.isWithheld {
                            Phrase("kept back behind the wall", "因保密要求暂不告知")
                        } else {
                            a(Link("/v1/notices", notice.number).query("language", Viewer.current.language.rawValue)) {
                                Phrase("Notice \(notice.number)", "通知 \(notice.number)")
                            }
                        }
                        " "
                        moment(notice.at)
                    }
                }
            }
        }
    }

    private func appeals(_ appeals: [Appeal]) -> HTML {
        section(Phrase("Appeals", "申诉")) {
            ul {
                for appeal in appeals {
                    li {
                        a(Link("/console/appeals", appeal.number)) {
                            Phrase("Appeal \(appeal.number)", "申诉 \(appeal.number)")
                        }
                        " "
                        badge(appeal.state.phrase, appeal.state.tone)
                    }
                }
            }
        }
    }

    /// Fields: `reason`, `until`, `outcome`, `back`.
    private func change(_ visit: Visit, _ verb: ActRequest.Verb) async throws -> Reply {
        let number = try visit.number("id")
        guard try await visit.read({ number <= $0.measureCount }) else { throw Problem.notFound("") }
        var act = visit.act(verb)
        try Acting.change(measure: number, Acting.Body(visit.form), &act)
        try await visit.acting.needSide(ofMeasure: number, act)
        let kind = try await visit.read { $0.measure(number)?.kind }
        if verb == .approve, kind == .stopCollection || kind == .blockSite, act.text.isEmpty {
            throw Acting.invalid("reason", "is missing: what cannot be undone needs one from every signer")
        }
        try await visit.submit(act)
        guard let state = try await visit.read({ $0.measure(number)?.state }) else { throw Problem.notFound("") }
        let page = Link("/console/measures", number)
        let isAway = visit.form["back"].map { $0 != page.text } ?? false
        visit.say(
            Phrase("Measure \(number): \(state.phrase.in(.en)).", "措施 \(number)：\(state.phrase.in(.zh))。"),
            // From the page of signatures it has gone: who signed by mistake comes to where it is lifted.
            about: isAway ? page : nil)
        return visit.back(or: page)
    }

    /// Fields: `version`, `reason`; `sure` once somebody has seen what is sent.
    private func sendAgain(_ visit: Visit) async throws -> Reply {
        let number = try visit.number("id")
        guard let measure = try await visit.read({ $0.measure(number) }), let order = MeasureOrder(measure, again)
        else { throw Problem.notFound("") }
        let why = try visit.need("reason")
        guard let version = Int64(try visit.need("version")) else {
            throw Acting.invalid("version", "is none that there is")
        }
        try again.needWay()
        guard visit.form["sure"] == "yes" else { return .page(order.confirming(why)) }
        var act = visit.act(.replay)
        (act.number, act.other, act.text) = (number, version, why)
        let (words, isGood) = MeasureOrder.said(try await again.send(act).reply)
        visit.say(words, isGood: isGood)
        return .see(Link("/console/measures", number))
    }
}
