import WeirDomain
import WeirEngine
import WeirLists
import WeirRuleSets
import WeirRuntime
import WeirStore

/// One line for everything: cases, accounts, payments, remarks, sites, entries of lists and rules.
struct SearchPages: Sendable {
    private let whole = WholeSearch()

    func add(to router: ConsoleRouter) {
        router.get("/console/search", .readers) { visit in try await self.search(visit) }
        whole.add(to: router)
    }

    private struct Found: Sendable {
        /// With the suspicion of the strongest alert.
        var cases: [(found: Case, top: (typology: Typology, score: Int)?)] = []
        var account: AccountView?
        /// Others that begin so.
        var accounts: [AccountView] = []
        /// The one whose whole id it is, and others that begin so.
        var payments: [Line] = []
        var remarks: [DecisionRow] = []
        var sites: [SiteView] = []
        var entries: [(list: String, entry: ListEntry)] = []
        /// Of the live set and of that on trial.
        var rules: [RuleLine] = []

        var isEmpty: Bool {
            cases.isEmpty && account == nil && accounts.isEmpty && payments.isEmpty && remarks.isEmpty
                && sites.isEmpty && entries.isEmpty && rules.isEmpty
        }
    }

    private struct RuleLine: Sendable {
        var id: String
        var title: String
        var stage: Phrase
    }

    private static let most = 20

    private func search(_ visit: Visit) async throws -> Reply {
        let words = visit.query("q") ?? ""
        guard words.utf8.count <= ConsoleLimits.searchBytes else { throw Acting.invalid("q", "is too long") }
        // A case's number leads there at once.
        if words.hasPrefix("#"), let number = Int(words.dropFirst()), number >= 1 {
            return .see(Link("/console/cases", number))
        }
        let found = words.isEmpty ? nil : try await find(words, visit)
        // Looking for what somebody wrote is looking at their data.
        if let found, !found.remarks.isEmpty { await visit.looked(at: Self.noted(words), "search") }
        let all = try found.map { try whole.part(words, visit, asks: $0.remarks.isEmpty) } ?? HTML()
        return .page(
            Page(Phrase("Search", "搜索"), words.isEmpty ? nil : words, in: .search, isWide: true) {
                form(get: Link("/console/search"), .class("inline filters"), .a("role", "search")) {
                    field(
                        Phrase("Account, payment, words of a remark, site, rule, #case", "账户、支付编号、备注文字、网站、规则、#案件号"),
                        "q",
                        value: words, type: "search")
                    button(Phrase("Search", "搜索"))
                }
                if let found {
                    if found.isEmpty { nothing } else { results(found, words, visit) }
                    all
                } else {
                    hints
                }
            })
    }

    /// What a search is noted as, and uncovered under: its words, as far as a look's subject goes.
    static func noted(_ words: String) -> String {
        var noted = words
        while noted.utf8.count > Limits.idBytes { noted.removeLast() }
        return noted
    }

    private func find(_ words: String, _ visit: Visit) async throws -> Found {
        var found = Found()
        let store = visit.desk.store
        let lowered = words.lowercased()
        let (account, lists, sites, sets) = try await visit.read { engine in
            (
                engine.account(words), engine.outside.lists,
                engine.sitePage(with: lowered, from: 0, count: Self.most).rows, [engine.liveRules, engine.trialRules]
            )
        }
        found.sites = sites
        found.rules = Self.rules(lowered, sets.compactMap(\.self))
        found.account = account
        found.cases = try await visit.caseCache().read { kept in
            kept.cases(about: words, limit: Self.most).map { ($0, kept.top($0.number - 1)) }
        }
        let ids = try store.alertedAccounts(beginning: words, limit: Self.most).filter { $0 != account?.id }
        found.accounts = try await visit.read { engine in
            var views: [AccountView] = []
            for id in ids { if let view = engine.account(id) { views.append(view) } }
            return views
        }
        found.payments = try Self.lines(words, store)
        found.remarks = try store.payments(remarking: words, limit: Self.most)
        for list in lists where found.entries.count < Self.most {
            let hits = list.entries.lazy.filter { $0.value.contains(lowered) }
            found.entries += hits.prefix(Self.most - found.entries.count).map { (list.name, $0) }
        }
        return found
    }

    /// By what a rule is called, and as decisions name it; each once, the live set before that on trial.
    private static func rules(_ words: String, _ sets: [RuleSetView]) -> [RuleLine] {
        let words = words.hasPrefix("rule:") ? String(words.dropFirst(5)) : words
        var lines: [RuleLine] = []
        for view in sets {
            for rule in view.set.rules where lines.count < most && !lines.contains(where: { $0.id == rule.id }) {
                guard rule.id.contains(words) || rule.title.lowercased().contains(words) else { continue }
                lines.append(RuleLine(id: rule.id, title: rule.title, stage: view.stage.phrase))
            }
        }
        return lines
    }

    private static func lines(_ words: String, _ store: Store) throws -> [Line] {
        let ids = try [words] + store.paymentIDs(beginning: words, limit: most).filter { $0 != words }
        var lines: [Line] = []
        for id in ids where id.utf8.count <= Limits.idBytes {
            if let item = try store.payment(id: id) { lines.append(Line(item.payment, item.outcome)) }
        }
        return lines
    }

    // MARK: Drawing

    private var nothing: HTML {
        empty(
            Phrase(
                "Nothing was found at once. Whole ids are found always; beginnings and remarks at once only where a "
                    + "payment was not plainly allowed.",
                "未立即找到。完整编号总能找到；开头与备注仅对非直接放行的支付可立即找到。"))
    }

    private var hints: HTML {
        empty(
            Phrase(
                "Finds accounts and payments by id, words of remarks, cases, sites, rules and entries of lists. What "
                    + "was plainly allowed is gone through on request.",
                "可按编号查找账户与支付，按备注查找支付，以及案件、网站、规则与名单条目。直接放行的支付可按需逐笔查找。"))
    }

    @HTMLBuilder
    private func results(_ found: Found, _ words: String, _ visit: Visit) -> HTML {
        if found.account != nil || !found.accounts.isEmpty { accounts(found) }
        if !found.cases.isEmpty { cases(found.cases, now: visit.now) }
        if !found.payments.isEmpty { payments(found.payments) }
        if !found.remarks.isEmpty { remarks(found.remarks, words, visit) }
        if !found.sites.isEmpty { sites(found.sites) }
        if !found.entries.isEmpty { entries(found.entries) }
        if !found.rules.isEmpty { rules(found.rules) }
    }

    private func rules(_ rules: [RuleLine]) -> HTML {
        section(Phrase("Rules", "规则")) {
            ul(.class("hits")) {
                for rule in rules {
                    li {
                        RulePlace.linked(rule.id)
                        " "
                        foreign(rule.title)
                        " "
                        badge(rule.stage)
                    }
                }
            }
        }
    }

    private func accounts(_ found: Found) -> HTML {
        section(Phrase("Accounts", "账户")) {
            ul(.class("hits")) {
                if let account = found.account { line(account) }
                for account in found.accounts { line(account) }
            }
        }
    }

    private func line(_ account: AccountView) -> HTML {
        li {
            a(Link("/console/accounts", account.id)) { code(account.id) }
            " "
            span(.class("quiet")) {
                Phrase(
                    Written.plural(account.payments, "payment", "payments"),
                    "\(Written.count(account.payments)) 笔支付")
            }
            if account.isSuspended {
                " "
                badge(MeasureKind.suspendTransfers.phrase, "bad")
            }
        }
    }

    /// Enough of each to know which to open: what is suspected, how it stands, whose it is.
    private func cases(_ cases: [(found: Case, top: (typology: Typology, score: Int)?)], now: Instant) -> HTML {
        section(Phrase("Cases", "案件")) {
            ul(.class("hits")) {
                for (found, top) in cases {
                    li {
                        a(Link("/console/cases", found.number)) { "#\(found.number)" }
                        " "
                        if found.state == .open {
                            clock(found.due, now: now)
                        } else {
                            badge(found.disposition?.phrase ?? found.state.phrase)
                        }
                        " "
                        code(found.accounts.first ?? "")
                        if let top {
                            " "
                            span {
                                top.typology.phrase
                                Phrase(", score \(top.score)", "，评分 \(top.score)")
                            }
                        }
                        if !found.assignee.isEmpty {
                            " "
                            span(.class("quiet")) { foreign(found.assignee) }
                        }
                    }
                }
            }
        }
    }

    /// Enough of each to know which it is.
    private func payments(_ lines: [Line]) -> HTML {
        section(Phrase("Payments", "支付")) {
            WeirServer.table(
                Phrase("Payments", "支付"),
                [
                    .plain(Phrase("Payment", "支付")), .text(Phrase("When", "时间")), .text(Phrase("From", "付款人")),
                    .text(Phrase("To", "收款人")), .number(Phrase("Amount", "金额")), .plain(Phrase("Decision", "决策")),
                ]
            ) {
                for line in lines {
                    tr {
                        td { a(Link("/console/payments", line.id)) { code(line.id) } }
                        td { moment(line.at) }
                        td { a(Link("/console/accounts", line.payer)) { code(line.payer) } }
                        td { a(Link("/console/accounts", line.payee)) { code(line.payee) } }
                        td(.class("number")) { money(line.amount, line.currency) }
                        td { badge(line.outcome.phrase, line.outcome.tone) }
                    }
                }
            }
        }
    }

    /// A payment that was found.
    struct Line: Sendable {
        var id: String
        var at: Instant
        var payer: String
        var payee: String
        var amount: Amount
        var currency: Currency
        var outcome: Outcome
        var remark: String

        init(_ row: DecisionRow) {
            self.init(row.payment, row.outcome)
        }

        init(_ hit: PaymentScan.Hit, _ store: Store) throws {
            let id = PaymentView(hit.payment.span.bytes).id.text
            self.init(hit.payment, try store.payment(id: id)?.outcome ?? .allow)
        }

        init(_ record: [UInt8], _ outcome: Outcome) {
            let payment = PaymentView(record.span.bytes)
            id = payment.id.text
            at = payment.at
            payer = payment.payer.text
            payee = payment.payee.text
            amount = payment.amount
            currency = payment.currency
            remark = payment.remark.text
            self.outcome = outcome
        }
    }

    private func remarks(_ rows: [DecisionRow], _ words: String, _ visit: Visit) -> HTML {
        section(Phrase("Remarks", "备注")) { Self.table(rows.map { Line($0) }, words, visit, asks: true) }
    }

    /// Covered until somebody says why: for the whole search, or for the payer whose words they are.
    /// - Parameter asks: whether the form that uncovers them follows.
    static func table(_ lines: [Line], _ words: String, _ visit: Visit, asks: Bool) -> HTML {
        let isOpen = visit.isUncovered(noted(words))
        return WeirServer.table(
            Phrase("Remarks", "备注"),
            [
                .text(Phrase("When", "时间")), .plain(Phrase("Payment", "支付")), .text(Phrase("From", "付款人")),
                .text(Phrase("To", "收款人")), .number(Phrase("Amount", "金额")), .plain(Phrase("Decision", "决策")),
                .text(Phrase("Remark", "备注")),
            ]
        ) {
            for line in lines {
                tr {
                    td { moment(line.at) }
                    td { a(Link("/console/payments", line.id)) { code(line.id) } }
                    td { a(Link("/console/accounts", line.payer)) { code(line.payer) } }
                    td { a(Link("/console/accounts", line.payee)) { code(line.payee) } }
                    td(.class("number")) { money(line.amount, line.currency) }
                    td { badge(line.outcome.phrase, line.outcome.tone) }
                    td { isOpen ? foreign(line.remark) : visit.personal(line.remark, of: line.payer) }
                }
            }
        }
            + p(.class("hint")) { Phrase("This search is noted, with its words.", "本次搜索已记录，包括搜索词。") }
            + (asks && !isOpen
                ? Personal.ask(noted(words), back: Link("/console/search").query("q", words)) : HTML())
    }

    private func sites(_ sites: [SiteView]) -> HTML {
        section(Phrase("Sites", "网站")) {
            ul(.class("hits")) {
                for site in sites {
                    li {
                        a(Link("/console/sites", site.host)) { code(site.host) }
                        " "
                        span(.class("quiet")) {
                            site.last == nil
                                ? Phrase("not visited yet", "尚未巡查") : Phrase("score \(site.score)", "评分 \(site.score)")
                            " · "
                            Phrase(
                                Written.plural(Int(site.payments), "payment", "payments"),
                                "\(Written.count(Int(site.payments))) 笔支付")
                        }
                    }
                }
            }
        }
    }

    private func entries(_ entries: [(list: String, entry: ListEntry)]) -> HTML {
        section(Phrase("Entries of lists", "名单条目")) {
            ul(.class("hits")) {
                for (list, entry) in entries {
                    li {
                        code(entry.value)
                        " "
                        a(Link("/console/lists", list)) { code(list) }
                        " "
                        span(.class("quiet")) { foreign(entry.reason) }
                    }
                }
            }
        }
    }
}
