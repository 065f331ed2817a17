import WeirDomain
import WeirDrawing
import WeirEngine
import WeirLists
import WeirRuntime
import WeirStore

/// An account by itself: its story without a case around it.
struct AccountPage: Sendable {
    let visit: Visit
    let files: CaseFile

    func page() async throws -> Page {
        let account = visit.parameter("id")
        guard account.utf8.count <= Limits.idBytes else { throw Problem.notFound("") }
        let wish = StoryWish(visit, account: account)
        guard let story = try await files.story(of: account, wish) else { throw Problem.notFound("") }
        await visit.looked(at: account, "account")
        let found = try await visit.read { engine -> Case? in
            engine.caseNumber(of: account).flatMap { engine.oneCase($0) }
        }
        let link = Link("/console/accounts", account)
        let view = StoryView(visit: visit, story: story, wish: wish, page: link)
        let money = MoneyFlow(files: files, story: story, wish: wish, page: link)
        let flow = try await view.flow(money, part: link.then("flow"))
        let linked = try await LinkedView(visit, account)
        return Page(
            Phrase("Account", "账户"), account, in: .search, styles: [.drawings], scripts: [.flow], isWide: true
        ) {
            head(story, found, link)
            view.figures
            div(.class("story")) {
                view.first()
                view.second(
                    flow: flow, money.first,
                    beside: (
                        foldedPart(Phrase("Windows", "统计窗口"), "windows") { windows(story) },
                        StoryColumns.height(rows: story.view.windows.count { $0.count > 0 })
                    ))
                foldedPart(Phrase("Measures", "措施"), "done") {
                    if story.view.measures.isEmpty {
                        empty(Phrase("No measure has ever been taken on this account.", "从未对该账户采取措施。"))
                    } else {
                        MeasureView.table(story.view.measures.suffix(30).reversed())
                    }
                }
                linked.folded
            }
        }
    }

    /// The money flow alone, for the slider's script: the same drawings that the page has.
    func part() async throws -> HTML {
        let account = visit.parameter("id")
        let wish = StoryWish(visit, account: account)
        guard account.utf8.count <= Limits.idBytes, let story = try await files.story(of: account, wish) else {
            throw Problem.notFound("")
        }
        await visit.looked(at: account, "account")
        let number = visit.query("case").flatMap { Int($0) }
        let page = number.map { Link("/console/cases", $0).query("account", account) }
        let link = page ?? Link("/console/accounts", account)
        let view = StoryView(visit: visit, story: story, wish: wish, page: link)
        return try await view.drawings(MoneyFlow(files: files, story: story, wish: wish, page: link))
    }

    private func head(_ story: AccountStory, _ found: Case?, _ link: Link) -> HTML {
        div(.class("case-head")) {
            p {
                badge(
                    story.view.kind == .merchant ? Phrase("merchant", "商户") : Phrase("person", "个人"))
                " "
                if story.view.isSuspended { badge(Phrase("transfers suspended", "转账已暂停"), "bad") }
                if let found {
                    " "
                    a(Link("/console/cases", found.number)) { Phrase("Case \(found.number)", "案件 \(found.number)") }
                    " "
                    badge(found.disposition?.phrase ?? found.state.phrase)
                } else {
                    span(.class("quiet")) { Phrase("no case", "无案件") }
                }
            }
            if visit.person.role.mayWorkOnCases {
                p {
                    a(
                        Link("/console/measures/new").query("account", story.account), .class("button plain"),
                        .a("data-press", "p")
                    ) {
                        Phrase("Propose a measure", "提出措施")
                    }
                    " "
                    ListEntryPages.offer(visit, .account, story.account, back: link, "button plain")
                }
                if found?.state != .open { opening(story.account) }
            }
            if !visit.isUncovered(story.account) {
                el("details", .class("uncover")) {
                    el("summary") { Phrase("Remarks and devices are covered", "备注与设备已隐去") }
                    Personal.ask(story.account, back: link)
                }
            }
        }
    }

    /// Not every suspicion begins with an alert.
    private func opening(_ account: String) -> HTML {
        el("details", .class("opening")) {
            el("summary") { Phrase("Open a case", "立案") }
            form(post: Link("/console/cases"), .class("inline")) {
                hidden("account", account)
                field(Phrase("Why", "理由"), "reason", of: "open", .flag("required"), .a("size", 48))
                button(Phrase("Open the case", "立案"), "plain")
            }
        }
    }

    private func windows(_ story: AccountStory) -> HTML {
        guard story.view.windows.contains(where: { $0.count > 0 }) else {
            return empty(Phrase("No payment within the last 30 days.", "最近 30 天没有支付。"))
        }
        return table(
            Phrase("Sums by window", "各窗口合计"),
            [
                .text(Phrase("Window", "窗口")), .plain(Phrase("Way", "方向")), .number(Phrase("Payments", "笔数")),
                .number(Phrase("Sum", "金额")), .number(Phrase("Counterparties", "对手方")),
                .number(Phrase("Strangers", "陌生人")),
            ]
        ) {
            for window in story.view.windows where window.count > 0 {
                tr {
                    td { window.window }
                    td { window.direction == "in" ? Phrase("in", "收") : Phrase("out", "付") }
                    td(.class("number")) { number(window.count) }
                    td(.class("number")) { money(window.sum, story.currency) }
                    td(.class("number")) { number(window.counterparties) }
                    td(.class("number")) { number(window.strangers) }
                }
            }
        }
    }
}
