import WeirDomain
import WeirEngine
import WeirRuntime
import WeirStore

/// The queue of cases.
struct QueueRoutes: Sendable {
    func add(to router: ConsoleRouter) {
        router.get("/console/queue", .readers) { visit in .page(try await self.page(visit)) }
        router.post("/console/queue/act", .workers) { visit in try await self.act(visit) }
        router.post("/console/queue/undo", .workers) { visit in try await self.undo(visit) }
        router.post("/console/queue/next", .workers) { visit in try await self.next(visit) }
        router.post("/console/queue/views", .readers) { visit in try self.saveView(visit) }
        router.post("/console/queue/views/:id/remove", .readers) { visit in
            let id = Int64(try visit.number("id"))
            guard try visit.console.people.remove(view: id, of: visit.person.name) else { throw Problem.notFound("") }
            return .see(Link("/console/queue"))
        }
        CaseActRoutes().add(to: router)
    }

    // MARK: The page

    private func page(_ visit: Visit) async throws -> Page {
        let filter = QueueFilter(visit)
        let cache = try await visit.caseCache()
        if filter.isByMoney { try await cache.refreshStakes(visit.acting) }
        let found = cache.read { $0.select(filter, visit.person.name, now: visit.now) }
        var glances = try await glances(visit, found.rows.map { $0.found })
        if filter.isByMoney {
            // What the order went by, lest a sum that has grown since stand below a smaller one.
            for (place, stake) in found.stakes.enumerated() {
                glances[place].received = stake.currency.map { (stake.sum, $0) }
            }
        }
        let before = cache.read { kept in found.rows.map { kept.before($0.found) } }
        for (place, disposition) in before.enumerated() { glances[place].before = disposition }
        let views = try visit.console.people.views(of: visit.person.name)
        return Page(Phrase("Queue", "案件队列"), in: .queue, scripts: [Asset(name: "queue.js")], isWide: true) {
            viewBar(visit, filter, views)
            foldedFilters(isUsed: !filter.isStandard, filterForm(filter))
            p(.class("quiet"), .id("count")) {
                Phrase(
                    Written.plural(found.count, "case matches.", "cases match."),
                    "共 \(Written.count(found.count)) 个案件。")
            }
            if found.rows.isEmpty {
                empty(Self.nothing(filter))
            } else {
                QueueTable(visit: visit, filter: filter, rows: found.rows, glances: glances).html
                pages(filter, found.count)
            }
        }
    }

    /// What the rows of one page tell besides the cases themselves.
    private func glances(_ visit: Visit, _ cases: [Case]) async throws -> [QueueTable.Glance] {
        let accounts = cases.map(\.accounts)
        var glances = try await visit.read { engine in
            accounts.map { list in
                QueueTable.Glance(
                    measures: list.prefix(5).flatMap { engine.measures(on: $0) }.filter { !$0.state.isEnded },
                    received: engine.received(list.prefix(ConsoleLimits.stakeAccounts)))
            }
        }
        for (place, found) in cases.enumerated() {
            guard let number = found.alerts.last else { continue }
            glances[place].alert = try StoredAlert.number(number, in: visit.desk.store)
        }
        return glances
    }

    /// Why nothing stands here, and what would.
    private static func nothing(_ filter: QueueFilter) -> Phrase {
        if filter.state == "postponed" {
            return Phrase(
                "No case is put off. One that waits for an answer from elsewhere can be put off until a time, with a "
                    + "reason: it comes back by itself, and when a new alert joins it.",
                "没有已延后的案件。等待外部答复的案件可说明理由延后至某一时间，到时或有新预警并入时自动恢复。")
        }
        return filter.state == "closed"
            ? Phrase(
                "No closed case matches. Cases stand here with what came of them once somebody has closed them.",
                "没有符合条件的已结案件。案件结案后会连同结论显示在这里。")
            : Phrase(
                "Nothing waits here. A case opens when an account's score crosses a line; change the filter.",
                "没有待处理案件。当账户的风险评分越过阈值时会自动立案；可更改筛选条件。")
    }

    private func viewBar(_ visit: Visit, _ filter: QueueFilter, _ views: [SavedView]) -> HTML {
        div(.class("bar")) {
            if visit.person.role.mayWorkOnCases {
                form(post: Link("/console/queue/next"), .class("inline")) {
                    button(Phrase("Next case for me", "领取下一个案件"))
                }
            }
            el("nav", .class("views"), .label(Phrase("Views", "视图").text)) {
                // In whatever order one has chosen: a view says which cases, and keeps that.
                for (words, link) in QueueFilter.standard {
                    view(
                        words, link.query("order", filter.order), isCurrent: link.text == filter.unordered.link.text)
                }
                for saved in views {
                    if let link = QueueFilter.link(saved.query) {
                        span(.class("saved")) {
                            view(Phrase(same: saved.name), link, isCurrent: link.text == filter.link.text)
                            form(post: Link("/console/queue/views", String(saved.id)).then("remove"), .class("inline"))
                            {
                                .element(
                                    "button",
                                    [
                                        .a("type", "submit"), .class("cross"),
                                        .label(Phrase("Remove the view", "删除视图").text + " " + saved.name),
                                    ], .text("×"))
                            }
                        }
                    }
                }
            }
            el("details", .class("save")) {
                el("summary") { Phrase("Save this view", "保存此视图") }
                form(post: Link("/console/queue/views"), .class("inline")) {
                    hidden("query", filter.queryText)
                    field(Phrase("Name of the view", "视图名称"), "name", .flag("required"), .a("maxlength", 40))
                    button(Phrase("Save", "保存"), "plain")
                }
            }
        }
    }

    private func view(_ words: Phrase, _ link: Link, isCurrent: Bool) -> HTML {
        .element("a", [.href(link)] + (isCurrent ? [.a("aria-current", "true")] : []), .text(words.text))
    }

    private func filterForm(_ filter: QueueFilter) -> HTML {
        form(get: Link("/console/queue"), .class("inline filters")) {
            choice(
                Phrase("State", "状态"), "state",
                [
                    ("", Phrase("open", "处理中")), ("postponed", Phrase("put off", "已延后")),
                    ("closed", Phrase("closed", "已结案")), ("all", Phrase("all", "全部")),
                ],
                chosen: filter.state)
            choice(
                Phrase("Whose", "负责人"), "whose",
                [
                    ("", Phrase("anybody's", "所有人")), ("me", Phrase("mine", "我的")),
                    ("nobody", Phrase("nobody's", "未分配")),
                ], chosen: filter.whose)
            choice(
                Phrase("Typology", "类型"), "typology",
                [("", Phrase("any", "全部"))] + Typology.allCases.map { ($0.name, $0.phrase) }, chosen: filter.typology)
            choice(
                Phrase("Clock", "时限"), "clock",
                [("", Phrase("any", "全部")), ("over", Phrase("overdue", "已超时"))], chosen: filter.clock)
            choice(
                Phrase("Measures", "措施"), "measures",
                [("", Phrase("any", "全部"))] + QueueFilter.Acted.allCases.map { ($0.rawValue, $0.phrase) },
                chosen: filter.measures)
            field(Phrase("Account or tag has", "账户或标签包含"), "q", value: filter.text)
            choice(
                Phrase("Order", "排序"), "order",
                [
                    ("", Phrase("due first", "按时限")), ("score", Phrase("score", "按评分")),
                    ("money", Phrase("most money in", "按收入金额")), ("new", Phrase("newest", "最新")),
                    ("size", Phrase("most alerts", "按预警数")),
                ], chosen: filter.order)
            button(Phrase("Filter", "筛选"), "plain")
        }
    }

    private func pages(_ filter: QueueFilter, _ count: Int) -> HTML {
        let last = (count + ConsoleLimits.rows - 1) / ConsoleLimits.rows
        return pager(
            before: filter.page > 1 ? filter.at(page: filter.page - 1) : nil,
            place: Phrase("Page \(filter.page) of \(max(1, last))", "第 \(filter.page) / \(max(1, last)) 页"),
            after: filter.page < last ? filter.at(page: filter.page + 1) : nil)
    }

    // MARK: Acting

    /// Does one thing with all chosen cases, and offers to take it back.
    private func act(_ visit: Visit) async throws -> Reply {
        let back = visit.form["back"].flatMap { Link(returning: $0) } ?? Link("/console/queue")
        let numbers = visit.form.all("case").compactMap { Int($0) }
        guard !numbers.isEmpty else {
            visit.say(Phrase("No case was chosen.", "未选择案件。"), isGood: false)
            return .see(back)
        }
        let work = BulkWork(visit: visit, numbers: numbers)
        let (words, undo) = try await work.run(visit.form["do"] ?? "")
        visit.say(words, undo: undo)
        return .see(back)
    }

    private func undo(_ visit: Visit) async throws -> Reply {
        let words = try await BulkWork(visit: visit, numbers: visit.form.all("case").compactMap { Int($0) }).undo()
        visit.say(words)
        return visit.back(or: Link("/console/queue"))
    }

    /// Takes the most urgent case that nobody has, and opens it.
    private func next(_ visit: Visit) async throws -> Reply {
        guard let found = try await visit.caseCache().read({ $0.next(for: visit.person.name) }) else {
            visit.say(Phrase("No case waits for somebody.", "没有待领取的案件。"))
            return .see(Link("/console/queue"))
        }
        if found.isFree {
            var act = visit.act(.assign)
            act.number = found.number
            act.subject = visit.person.name
            try await visit.submit(act)
        }
        return .see(Link("/console/cases", found.number))
    }

    private func saveView(_ visit: Visit) throws -> Reply {
        let (name, query) = (try visit.need("name"), visit.form["query"] ?? "")
        let people = visit.console.people
        guard name.utf8.count <= ConsoleLimits.viewNameBytes, query.utf8.count <= 1_000,
            try people.views(of: visit.person.name).count < ConsoleLimits.views
        else { throw Acting.invalid("name", "is too long, or there are too many views") }
        let link = QueueFilter.link(query) ?? Link("/console/queue")
        try people.save(view: name, query, of: visit.person.name)
        return .see(link)
    }
}
