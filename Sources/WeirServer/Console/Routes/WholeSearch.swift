import WeirDomain
import WeirRuntime
import WeirStore

/// The search through every payment, for what no index holds: words in remarks of plain allows, and accounts and
/// payments by a beginning where nothing but plain allows is known of them.
struct WholeSearch: Sendable {
    private let jobs = SearchJobs()

    func add(to router: ConsoleRouter) {
        router.post("/console/search/all", .readers) { visit in try await self.start(visit) }
    }

    private func start(_ visit: Visit) async throws -> Reply {
        let words = try visit.need("q")
        guard words.utf8.count <= ConsoleLimits.searchBytes else { throw Acting.invalid("q", "is too long") }
        await visit.looked(at: SearchPages.noted(words), "search")
        let isStarted = jobs.start(
            words, by: visit.person.name, data: visit.desk.directory, through: visit.desk.status.sequence)
        if !isStarted {
            visit.say(
                Phrase("Another search goes through all payments. Try again in a moment.", "另一次全部搜索正在进行，请稍后再试。"),
                isGood: false)
        }
        return .see(Link("/console/search").query("q", words).fragment("all"))
    }

    // MARK: Drawing

    /// - Parameter asks: whether the form that uncovers remarks is to stand here.
    func part(_ words: String, _ visit: Visit, asks: Bool) throws -> HTML {
        let state = jobs.state(words, by: visit.person.name)
        let found = try findings(state, words, visit, asks: asks)
        return section(Phrase("In every payment", "全部支付"), .id("all")) {
            switch state {
            case .none:
                p {
                    Phrase(
                        "What was plainly allowed is in no index of remarks and beginnings. It can be gone through, "
                            + "payment by payment.", "直接放行的支付没有备注与开头的索引，可逐笔查找。")
                }
                form(words, Phrase("Go through all payments", "逐笔查找全部支付"))
            case .running(let looked):
                p(.class("note"), .a("role", "status"), .a("data-reload", "1")) {
                    Phrase(
                        "Going through all payments: \(Written.count(looked)) so far.",
                        "正在逐笔查找，已看 \(Written.count(looked)) 笔。")
                }
                p { a(Link("/console/search").query("q", words).fragment("all")) { Phrase("Look again", "刷新") } }
            case .failed(let why):
                p(.class("wrong")) { foreign(why) }
                form(words, Phrase("Try again", "重试"))
            case .done: found
            }
        }
    }

    private func form(_ words: String, _ label: Phrase) -> HTML {
        WeirServer.form(post: Link("/console/search/all")) {
            hidden("q", words)
            button(label, "plain")
        }
    }

    private func findings(_ state: SearchJobs.State, _ words: String, _ visit: Visit, asks: Bool) throws -> HTML {
        guard case .done(let scan, let at) = state else { return HTML() }
        let lines = try scan.hits.map { try SearchPages.Line($0, visit.desk.store) }
        return p {
            Phrase(
                "\(Written.count(scan.count)) of \(Written.plural(scan.looked, "payment", "payments")) have these "
                    + "words in the remark, or begin with them; looked through ",
                "\(Written.count(scan.looked)) 笔支付中有 \(Written.count(scan.count)) 笔的备注包含或编号以此开头；查找于 ")
            moment(at)
            if scan.count > lines.count {
                Phrase(". The latest \(lines.count) are shown.", "。显示最近 \(lines.count) 笔。")
            }
        }
            + (lines.isEmpty ? HTML() : SearchPages.table(lines, words, visit, asks: asks))
            + (scan.accounts.isEmpty ? HTML() : beginning(scan.accounts))
            + form(words, Phrase("Go through them again", "重新查找"))
    }

    private func beginning(_ accounts: [String]) -> HTML {
        h3 { Phrase("Accounts that begin so", "以此开头的账户") }
            + ul(.class("hits")) {
                for id in accounts { li { a(Link("/console/accounts", id)) { code(id) } } }
            }
    }
}
