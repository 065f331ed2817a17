import Hummingbird
import WeirCodec
import WeirDomain
import WeirDrawing
import WeirEngine
import WeirRuntime
import WeirStore

/// A case on one page: what is suspected and why, the money, what has been done, what can be done.
struct CasePage: Sendable {
    let visit: Visit
    let files: CaseFile
    let documents: Documents
    let screenshots: Screenshots

    /// What the engine says of a case, read in one go.
    private struct Read: Sendable {
        var found: Case
        /// The latest measures on its accounts, oldest first.
        var measures: [Measure]
        var notices: [Notice]
        var appeals: [Appeal]
    }

    /// Measures that are shown; the rest stands on the page of measures.
    private static let measures = 30
    /// Accounts of a case that have a tab.
    private static let tabs = 12
    /// Other cases on its accounts that the head names.
    private static let others = 5

    func page() async throws -> Page {
        let number = try visit.number("id")
        guard let read = try await read(number) else { throw Problem.notFound("") }
        let found = read.found
        let wanted = visit.query("account")
        guard let account = found.accounts.first(where: { wanted == nil || $0 == wanted }) else {
            throw Problem.notFound("")
        }
        let sites = try await visit.read { $0.sites(of: account) }.filter { !$0.pages.isEmpty }
        await visit.looked(at: account, "case")
        let wish = StoryWish(visit, account: account)
        let link = Link("/console/cases", number).query("account", account == found.accounts.first ? nil : account)
        guard let story = try await files.story(of: account, wish) else { throw Problem.notFound("") }
        let view = StoryView(visit: visit, story: story, wish: wish, page: link)
        let money = MoneyFlow(files: files, story: story, wish: wish, page: link)
        let flow = try await view.flow(
            money, part: Link("/console/accounts", account).then("flow").query("case", String(number)))
        let alerts = try CaseAlerts(visit, found)
        let history = CaseHistory(
            visit: visit, found: found, measures: read.measures, appeals: read.appeals, alerts: alerts.alerts,
            looks: try CaseHistory.looks(visit, found, accounts: Self.tabs))
        let linked = try await LinkedView(visit, account)
        let others = try await visit.caseCache().read {
            $0.others(than: found, accounts: Self.tabs, limit: Self.others)
        }
        var similar: [SimilarCases.Match] = []
        if let alert = story.alerts.first {
            similar = try await SimilarCases.find(visit, like: alert, outside: found)
        }
        return Page(
            Phrase("Case \(number)", "案件 \(number)"), account, in: .queue, styles: [.drawings], scripts: [.flow],
            isWide: true
        ) {
            head(found, account, story, others)
            view.figures
            contents(found, account)
            div(.class("story")) {
                view.first(
                    beside: (
                        foldedPart(Phrase("Similar cases", "相似案件"), "similar", isAcross: false) {
                            self.similar(similar)
                        },
                        StoryColumns.height(rows: similar.count)
                    ), alike: SimilarCases.innocent(similar))
                let about = CaseSites(found: found, story: story, sites: sites, screenshots: screenshots)
                view.second(
                    flow: flow, money.first,
                    beside: (foldedPart(Phrase("Sites", "网站"), "sites", isAcross: false) { about.html }, about.height))
                foldedPart(Phrase("Measures and decisions", "措施与决定"), "done") {
                    done(read) + alerts.html
                }
                foldedPart(Phrase("History", "办理经过"), "history") { history.html }
                linked.folded
                papers(read, account, story, link)
            }
        }
    }

    private func read(_ number: Int) async throws -> Read? {
        try await visit.read { engine -> Read? in
            guard let found = engine.oneCase(number) else { return nil }
            let measures = found.accounts.flatMap { engine.measures(on: $0).suffix(Self.measures) }
                .sorted { $0.number < $1.number }.suffix(Self.measures)
            let numbers = Set(measures.map(\.number))
            let notices = engine.notices.suffix(20_000).filter { found.accounts.contains($0.account) }.suffix(20)
            return Read(
                found: found, measures: Array(measures), notices: Array(notices),
                appeals: engine.appeals.suffix(20_000).filter { numbers.contains($0.measure) })
        }
    }

    /// What people wrote, what is drafted, what can be done.
    @HTMLBuilder
    private func papers(_ read: Read, _ account: String, _ story: AccountStory, _ link: Link) -> HTML {
        foldedPart(Phrase("Notes and files", "记录与文件"), "notes") {
            CaseNotes(visit: visit, found: read.found, back: link).html
        }
        foldedPart(Phrase("What the holder is told, and the report", "通知与报告"), "drafts") {
            CaseDrafts(
                visit: visit, found: read.found, account: account, story: story, measures: read.measures,
                notices: read.notices
            ).html
        }
        CaseActs(visit: visit, found: read.found, account: account, back: link).html
    }

    // MARK: Head

    private func head(_ found: Case, _ account: String, _ story: AccountStory, _ others: [Case]) -> HTML {
        div(.class("case-head sided")) {
            p {
                badge(found.state.phrase, found.state == .open ? "warn" : "quiet")
                " "
                if let disposition = found.disposition { badge(disposition.phrase, "good") }
                if found.mergedInto > 0 {
                    Phrase(" into ", " 至 ")
                    a(Link("/console/cases", found.mergedInto)) {
                        Phrase("case \(found.mergedInto)", "案件 \(found.mergedInto)")
                    }
                }
                if found.isEscalated { badge(Phrase("escalated", "已升级"), "bad") }
                if !found.wall.isEmpty { badge(Phrase("wall: the holder is not told", "保密：不告知持有人"), "bad") }
                for tag in found.tags.prefix(20) {
                    " "
                    span(.class("badge quiet")) { foreign(tag) }
                }
            }
            if let alert = story.alerts.first { CaseVerdict(alert: alert).html }
            el("dl", .class("facts")) {
                el("dt") { Phrase("Opened", "立案") }
                el("dd") { moment(found.opened) }
                el("dt") { Phrase("Due", "期限") }
                el("dd") {
                    moment(found.due)
                    if found.state == .open {
                        " "
                        clock(found.due, now: visit.now)
                    }
                }
                el("dt") { Phrase("Assigned to", "承办人") }
                el("dd") {
                    if found.assignee.isEmpty { span(.class("none")) { Phrase("nobody", "无") } }
                    if !found.assignee.isEmpty { foreign(found.assignee) }
                }
                CasePostponed.fact(found)
                if !others.isEmpty { before(others) }
            }
            p(.class("printed")) {
                Phrase("Printed by ", "打印人 ")
                foreign(visit.person.name)
                ", "
                moment(ServerClock.now)
            }
            if found.accounts.count > 1 { tabs(found, account) }
            if !visit.isUncovered(account) {
                el("details", .class("uncover")) {
                    el("summary") { Phrase("Remarks and devices are covered", "备注与设备已隐去") }
                    Personal.ask(account, back: Link("/console/cases", found.number).query("account", account))
                }
            }
        }
    }

    /// What came of the same accounts before, or goes on beside: somebody may have cleared them last week.
    @HTMLBuilder
    private func before(_ others: [Case]) -> HTML {
        el("dt") { Phrase("Other cases on it", "同一账户的其他案件") }
        el("dd") {
            for other in others {
                a(Link("/console/cases", other.number)) { "#\(other.number)" }
                " "
                badge(other.disposition?.phrase ?? other.state.phrase, Self.tone(other))
                " "
            }
        }
    }

    private static func tone(_ other: Case) -> String {
        switch other.disposition {
        case .confirmed: "bad"
        case .falseAlarm: "good"
        case .unclear: "quiet"
        case nil: other.state == .open ? "warn" : "quiet"
        }
    }

    private func tabs(_ found: Case, _ account: String) -> HTML {
        el("nav", .class("tabs"), .label(Phrase("Accounts of this case", "本案账户").text)) {
            ul {
                for (place, other) in found.accounts.prefix(Self.tabs).enumerated() {
                    li {
                        HTML.element(
                            "a",
                            [.href(Link("/console/cases", found.number).query("account", other))]
                                + (other == account ? [.a("aria-current", "page")] : []), code(other))
                        if place > 0, place <= found.links.count {
                            span(.class("quiet")) { written(found.links[place - 1]) }
                        }
                    }
                }
            }
            if found.accounts.count > Self.tabs {
                p(.class("quiet")) {
                    Phrase(
                        "\(found.accounts.count - Self.tabs) more accounts",
                        "另有 \(found.accounts.count - Self.tabs) 个账户")
                }
            }
        }
    }

    /// The parts of the page, and what is done most: always at hand.
    private func contents(_ found: Case, _ account: String) -> HTML {
        div(.class("contents")) {
            parts
            if visit.person.role.mayWorkOnCases { acts(found, account) }
        }
    }

    private func acts(_ found: Case, _ account: String) -> HTML {
        div(.class("at-hand")) {
            if found.state == .open {
                a(
                    Link("/console/measures/new").query("account", account).query("case", "\(found.number)"),
                    .class("button"), .a("data-press", "p")
                ) { Phrase("Propose a measure", "提出措施") }
                if found.assignee != visit.person.name {
                    form(post: Link("/console/cases", found.number).then("assign")) {
                        hidden("to", visit.person.name)
                        button(Phrase("I take it", "由我承办"), "plain", .a("data-press", "a"))
                    }
                }
                a(Link("#s-close"), .class("button plain"), .a("data-press", "e")) { Phrase("Close the case", "结案") }
            }
            form(post: Link("/console/queue/next")) {
                button(Phrase("Next case", "下一案件"), "plain", .a("data-press", "n"))
            }
        }
    }

    private var parts: HTML {
        el("nav", .label(Phrase("Parts of this page", "本页内容").text)) {
            a(Link("#s-why")) { Phrase("Why", "理由") }
            a(Link("#s-price")) { Phrase("Price", "价格") }
            a(Link("#in-time")) { Phrase("Payments", "收付") }
            a(Link("#in-flow")) { Phrase("Flow", "资金流") }
            a(Link("#in-when")) { Phrase("When", "时间") }
            a(Link("#in-similar")) { Phrase("Similar", "相似") }
            a(Link("#in-sites")) { Phrase("Sites", "网站") }
            a(Link("#in-done")) { Phrase("Measures", "措施") }
            a(Link("#in-history")) { Phrase("History", "经过") }
            a(Link("#in-linked")) { Phrase("Linked", "关联") }
            a(Link("#in-notes")) { Phrase("Notes", "记录") }
            a(Link("#in-drafts")) { Phrase("Drafts", "草稿") }
            // Who only reads has nothing to do there.
            if visit.person.role.mayWorkOnCases { a(Link("#s-act")) { Phrase("Act", "处理") } }
        }
    }

    // MARK: Parts

    private func similar(_ matches: [SimilarCases.Match]) -> HTML {
        guard !matches.isEmpty else {
            return empty(
                Phrase(
                    "No other case of the last alerts rests on evidence like this. "
                        + "Cases that were decided come first here.",
                    "近期预警中没有证据相似的案件。已有结论的案件会排在前面。"))
        }
        return table(
            Phrase("Similar cases", "相似案件"),
            [
                .text(Phrase("Case", "案件")), .plain(Phrase("Account", "账户")), .number(Phrase("Alike", "相似度")),
                .text(Phrase("By", "共同证据")), .text(Phrase("What came of it", "结果")),
            ]
        ) {
            for match in matches {
                tr {
                    td { a(Link("/console/cases", match.number)) { "#\(match.number)" } }
                    td { a(Link("/console/accounts", match.account)) { code(match.account) } }
                    td(.class("number")) { "\(match.likeness) %" }
                    td { match.kinds.map(\.phrase.text).joined(separator: Phrase(", ", "、").text) }
                    td { match.disposition?.phrase ?? match.state.phrase }
                }
            }
        }
    }

    private func done(_ read: Read) -> HTML {
        let none =
            visit.person.role.mayWorkOnCases
            ? Phrase(
                "No measure has been taken. Propose one below: what can be undone may be ordered at once, "
                    + "what cannot needs two people.",
                "尚未采取措施。可在下方提出：可撤销的可立即下达，不可撤销的须两人签署。")
            : Phrase("No measure has been taken.", "尚未采取措施。")
        return
            (read.measures.isEmpty ? empty(none) : MeasureView.table(Array(read.measures.reversed())))
            + ul {
                // The newest first, as in the table.
                for notice in read.notices.sorted(by: { ($0.at, $0.number) > ($1.at, $1.number) }).prefix(6) {
                    li {
                        moment(notice.at)
                        " "
                        Self.notice(notice)
                        notice.isWithheld ? Phrase(": kept back", "：暂不告知") : Phrase(": told the holder", "：已告知持有人")
                    }
                }
                for appeal in read.appeals.suffix(6) {
                    li {
                        moment(appeal.at)
                        " "
                        a(Link("/console/appeals", appeal.number)) {
                            Phrase("appeal \(appeal.number)", "申诉 \(appeal.number)")
                        }
                        ": "
                        appeal.state.phrase
                    }
                }
            }
    }

    /// What was told is a click away; behind a wall nothing was.
    private static func notice(_ notice: Notice) -> HTML {
        let words = Phrase("notice \(notice.number)", "通知 \(notice.number)")
        if notice.isWithheld { return .text(words.text) }
        return a(Link("/v1/notices", notice.number).query("language", Viewer.current.language.rawValue)) { words }
    }

    /// The draft as a file.
    func report() async throws -> (name: String, text: String) {
        let number = try visit.number("id")
        let found = try await visit.read { engine -> (Case, [Measure])? in
            guard let found = engine.oneCase(number) else { return nil }
            return (found, found.accounts.flatMap { engine.measures(on: $0) })
        }
        guard let (found, measures) = found else { throw Problem.notFound("") }
        let account = visit.query("account").flatMap { found.accounts.contains($0) ? $0 : nil } ?? found.accounts[0]
        await visit.looked(at: account, "report")
        guard let story = try await files.story(of: account, StoryWish()) else { throw Problem.notFound("") }
        let report = CaseReportText(found: found, story: story, measures: measures, reader: visit.reader)
        return ("case-\(number).txt", report.text)
    }
}
