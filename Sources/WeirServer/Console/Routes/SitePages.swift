import WeirDomain
import WeirEngine
import WeirLists

/// Sites: what the patrol found, what payments named, whom they lead to, which belong together.
struct SitePages: Sendable {
    let screenshots: Screenshots

    func add(to router: ConsoleRouter) {
        router.get("/console/sites", .readers) { visit in .page(try await self.list(visit)) }
        router.post("/console/sites", .workers) { visit in try await self.watch(visit) }
        router.get("/console/screenshots/:hash", .readers) { visit in
            // A picture that is not there looks like any other page that is not.
            guard let response = try? self.screenshots.response(visit.parameter("hash")) else {
                throw Problem.notFound("")
            }
            return .response(response)
        }
        router.get("/console/sites/:host", .readers) { visit in .page(try await self.one(visit)) }
    }

    // MARK: All

    private func list(_ visit: Visit) async throws -> Page {
        let page = min(max(1, visit.query("page").flatMap { Int($0) } ?? 1), 1_000)
        let start = (page - 1) * ConsoleLimits.rows
        let part = (visit.query("q") ?? "").lowercased()
        let (rows, count) = try await visit.read { $0.sitePage(with: part, from: start, count: ConsoleLimits.rows) }
        return Page(Phrase("Sites", "网站"), in: .sites) {
            if count > 0 || !part.isEmpty {
                form(get: Link("/console/sites"), .class("inline filters")) {
                    field(Phrase("Host has", "主机名包含"), "q", value: part)
                    button(Phrase("Filter", "筛选"), "plain")
                }
            }
            if rows.isEmpty, !part.isEmpty {
                empty(Phrase("No site that is known has that in its name.", "没有主机名包含此内容的已知网站。"))
            } else if rows.isEmpty {
                empty(
                    Phrase(
                        "No site is known yet. They come from payments, merchants, the patrol and people.",
                        "尚无网站。网站来自支付、商户登记、巡查和人工提交。"))
            } else {
                if part.isEmpty, rows.allSatisfy({ $0.last == nil }) { p(.class("note")) { Self.nobodyLooks } }
                p(.class("quiet"), .id("count")) {
                    Phrase(
                        Written.plural(count, "site", "sites") + ", the gravest first.",
                        "共 \(Written.count(count)) 个网站，按严重程度排列。")
                }
                Self.table(rows)
                let link = Link("/console/sites").query("q", part.isEmpty ? nil : part)
                pager(
                    before: page > 1 ? link.query("page", String(page - 1)) : nil,
                    place: .place(start, rows.count, of: count),
                    after: count > start + rows.count ? link.query("page", String(page + 1)) : nil)
            }
            if visit.person.role.mayPropose {
                section(Phrase("Have a site watched", "请求巡查网站")) {
                    form(post: Link("/console/sites"), .class("narrow")) {
                        field(Phrase("Host", "主机名"), "site", .flag("required"))
                        field(Phrase("Why", "理由"), "reason", .flag("required"))
                        button(Phrase("Have it watched", "提交"))
                    }
                }
            }
        }
    }

    private static func table(_ rows: [SiteView]) -> HTML {
        WeirServer.table(
            Phrase("Sites, the gravest first", "网站（按严重程度）"),
            [
                .text(Phrase("Site", "网站")), .number(Phrase("Score", "评分")), .plain(Phrase("Why", "来源")),
                .number(Phrase("Payments", "支付笔数")), .text(Phrase("Last payment", "最近支付")),
                .text(Phrase("Blocking", "封停")),
            ]
        ) {
            for view in rows {
                tr {
                    td { a(Link("/console/sites", view.host)) { code(view.host) } }
                    td(.class("number")) {
                        view.last == nil ? span(.class("quiet")) { Self.unvisited(view) } : number(view.score)
                    }
                    td {
                        for reason in view.reasons { badge(Self.phrase(reason), reason == "finding" ? "bad" : "quiet") }
                    }
                    td(.class("number")) { number(Int(view.payments)) }
                    td { moment(view.lastPaid) }
                    td {
                        for measure in view.measures.suffix(1) {
                            a(Link("/console/measures", measure.number)) {
                                badge(measure.state.phrase, measure.state.tone)
                            }
                        }
                    }
                }
            }
        }
    }

    /// Where nothing has been visited the patrol does not run, as a rule.
    private static let nobodyLooks = Phrase(
        "The patrol has not visited any of these yet. It is a program of its own, beside the server: "
            + "weir site watch --server ADDRESS.",
        "巡查尚未访问其中任何网站。巡查是独立于服务器的程序：weir site watch --server 地址。")

    /// What stands where a score would.
    private static func unvisited(_ view: SiteView) -> Phrase {
        view.notSeen == nil ? Phrase("not visited yet", "尚未巡查") : Phrase("could not be visited", "未能巡查")
    }

    private static func phrase(_ reason: String) -> Phrase {
        switch reason {
        case "finding": Phrase("the patrol found something", "巡查有发现")
        case "raised": Phrase("feeds a suspect", "关联可疑账户")
        case "asked": Phrase("asked for", "人工提交")
        case "merchant": Phrase("a merchant's own", "商户登记")
        default: Phrase("named by payments", "支付中出现")
        }
    }

    private func watch(_ visit: Visit) async throws -> Reply {
        var act = visit.act(.watchSite)
        act.subject = try visit.need("site")
        act.text = try visit.need("reason")
        try await visit.submit(act)
        visit.say(Phrase("The patrol visits it on its next round.", "巡查将在下一轮访问该网站。"))
        return visit.back(or: Link("/console/sites"))
    }

    // MARK: One

    private func one(_ visit: Visit) async throws -> Page {
        let host = visit.parameter("host")
        guard let view = try await visit.read({ $0.site(host) }) else { throw Problem.notFound("") }
        let led = Array(view.accounts.prefix(ConsoleLimits.rows)) + view.payees.prefix(ConsoleLimits.rows)
        let standing = try await Self.standing(visit, Set(led))
        return Page(Phrase("Site", "网站"), view.host, in: .sites) {
            p {
                if view.last == nil {
                    badge(Self.unvisited(view))
                } else if view.score == 0, view.first == nil {
                    badge(Phrase("visited, nothing found", "已巡查，未见异常"))
                } else {
                    badge(Phrase("score \(view.score)", "评分 \(view.score)"), view.score > 0 ? "bad" : "quiet")
                }
                for reason in view.reasons { badge(Self.phrase(reason)) }
            }
            if let unseen = view.notSeen {
                p(.class("note")) {
                    Phrase("The patrol could not look at it: ", "巡查未能访问：")
                    foreign(SiteWords.unseen(unseen.why).text)
                    " "
                    moment(unseen.at)
                }
            }
            if visit.person.role.mayPropose { p { acts(visit, view) } }
            p(.class("quiet")) {
                if view.first != nil {
                    Phrase("First found ", "首次发现 ")
                    moment(view.first)
                    " · "
                }
                if view.last != nil {
                    Phrase("last visited ", "最近访问 ")
                    moment(view.last)
                    " · "
                }
                Phrase("payments ", "支付笔数 ")
                number(Int(view.payments))
                " · "
                Phrase("money ", "金额 ")
                money(view.money, view.currency)
            }
            pages(view)
            accounts(
                Phrase("Accounts that its pages lead to", "页面指向的账户"), view.accounts, view.elsewhere, standing)
            accounts(Phrase("Accounts that payments over it went to", "经该网站收款的账户"), view.payees, [], standing)
            kin(view)
            if !view.measures.isEmpty {
                section(Phrase("Measures", "措施")) { MeasureView.table(view.measures.reversed()) }
            }
        }
    }

    @HTMLBuilder
    private func acts(_ visit: Visit, _ view: SiteView) -> HTML {
        if view.measures.allSatisfy({ $0.state.isEnded }) {
            a(
                Link("/console/measures/new").query("kind", MeasureKind.blockSite.name).query("account", view.host),
                .class("button plain")
            ) { Phrase("Propose to block it", "提出封停") }
            " "
        }
        ListEntryPages.offer(visit, .domain, view.host, back: Link("/console/sites", view.host), "button plain")
    }

    private func pages(_ view: SiteView) -> HTML {
        section(Phrase("Pages", "页面")) {
            if view.pages.isEmpty {
                empty(
                    view.last == nil
                        ? Phrase(
                            "Nobody has looked at its pages yet: the patrol does, weir site watch --server ADDRESS.",
                            "尚无人查看其页面；由巡查访问：weir site watch --server 地址。")
                        : Phrase("No page with a finding now.", "目前没有存在发现的页面。"))
            }
            for page in view.pages {
                el("article", .class("panel")) {
                    // Never a link: nobody goes there from here by a slip.
                    p { code(page.address) }
                    p(.class("quiet")) {
                        Phrase("score \(page.score) · ", "评分 \(page.score) · ")
                        moment(page.at)
                        " · "
                        Phrase("kept by the patrol as ", "巡查存证 ")
                        code(page.evidence)
                    }
                    screenshots.shown(of: page)
                    ul {
                        for lead in page.leads.prefix(ConsoleLimits.rows) {
                            li {
                                SiteWords.lead(lead.kind)
                                " "
                                code(lead.value)
                            }
                        }
                    }
                }
            }
        }
    }

    /// What is known of an account that a site leads to.
    private struct Standing: Sendable {
        var measures: Set<MeasureKind> = []
        var number: Int?
    }

    private static func standing(_ visit: Visit, _ accounts: Set<String>) async throws -> [String: Standing] {
        try await visit.read { engine in
            accounts.reduce(into: [String: Standing]()) { found, account in
                let measures = engine.measures(on: account).filter { $0.state.isInForce }
                found[account] = Standing(
                    measures: Set(measures.map(\.kind)), number: engine.caseNumber(of: account))
            }
        }
    }

    private func accounts(
        _ title: Phrase, _ accounts: [String], _ elsewhere: [String], _ standing: [String: Standing]
    ) -> HTML {
        section(title) {
            if accounts.isEmpty { empty(Phrase("None.", "无。")) }
            ul {
                for account in accounts.prefix(ConsoleLimits.rows) {
                    li {
                        a(Link("/console/accounts", account)) { code(account) }
                        if elsewhere.contains(account) {
                            " "
                            badge(Phrase("registered other sites than this", "登记的是其他网站"), "warn")
                        }
                        for kind in MeasureKind.allCases where standing[account]?.measures.contains(kind) == true {
                            " "
                            badge(kind.phrase, "bad")
                        }
                        if let number = standing[account]?.number {
                            " "
                            a(Link("/console/cases", number).query("account", account)) {
                                Phrase("Case \(number)", "案件 \(number)")
                            }
                        }
                    }
                }
            }
        }
    }

    private func kin(_ view: SiteView) -> HTML {
        section(Phrase("Appears to be the same operator's", "疑似同一经营者")) {
            if view.ties.isEmpty { empty(Phrase("No other site.", "无其他网站。")) }
            ul {
                for tie in view.ties {
                    li {
                        a(Link("/console/sites", tie.host)) { code(tie.host) }
                        " "
                        Phrase(
                            "likeness \(tie.likeness) of 1000, by the same ", "相似度 \(tie.likeness)/1000，相同之处：")
                        SiteWords.list(tie.kinds)
                    }
                }
            }
        }
    }
}
