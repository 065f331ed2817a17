import WeirDetection
public import WeirDomain
public import WeirLists

/// A site as the API shows it.
public struct SiteView: Sendable {
    public struct Page: Sendable {
        public var address: String
        public var score: Int
        public var at: Instant
        /// The hash under which the patrol keeps it.
        public var evidence: String
        /// The hash of the page's picture; empty where none was taken.
        public var screenshot: String
        public var leads: [SiteReport.Lead]
        /// Accounts of this platform that it leads to.
        public var accounts: [String]
    }

    public var host: String
    /// Of its worst page; 0 where nothing is found.
    public var score = 0
    public var first: Instant?
    /// When the patrol was there last; `nil` for a site that it has not visited yet.
    public var last: Instant?
    public var pages: [Page] = []
    public var ties: [SiteTie] = []
    /// Accounts that its pages lead to, and those of them that registered other sites.
    public var accounts: [String] = []
    public var elsewhere: [String] = []
    /// Payments that named it, and whom they went to.
    public var payments: Int64 = 0
    /// Their money, in the currency of the first of them; `nil` before one came.
    public var money = Amount(minor: 0)
    public var currency: Currency?
    public var lastPaid: Instant?
    public var payees: [String] = []
    /// Payments that came from it, though the gateway was shown elsewhere.
    public var referrals: Int64 = 0
    /// Why the patrol could not look at it last time, and when that was.
    public var notSeen: (why: String, at: Instant)?
    /// Why it is watched: `finding`, `raised`, `asked`, `merchant`, `payments`, `referrer`.
    public var reasons: [String] = []
    public var measures: [Measure] = []

    init(host: String) { self.host = host }
}

extension Engine {
    /// The sites that are known, the gravest first, beginning at a place in their order.
    public func sites(from start: Int, count: Int) -> [SiteView] { sitePage(with: "", from: start, count: count).rows }

    /// Those whose host has a part, whether or not anything was found on them, and how many these are; of all where the
    /// part is empty.
    public func sitePage(with part: String, from start: Int, count: Int) -> (rows: [SiteView], count: Int) {
        let part = Array(part.utf8)
        func isMeant(_ host: String) -> Bool {
            guard let first = part.first else { return true }
            var rest = host.utf8[...]
            while let place = rest.firstIndex(of: first) {
                rest = rest[place...]
                if rest.starts(with: part) { return true }
                rest.removeFirst()
            }
            return false
        }
        let book = outside.sites
        var ranks: [String: Int] = [:]
        func note(_ host: String, _ rank: Int) { if isMeant(host) { ranks[host, default: 0] |= rank } }
        for slot in book.traffic.slots where !slot.host.isEmpty { note(slot.host, slot.raised.isEmpty ? 1 : 9) }
        for (domain, _) in book.registeredDomains { note(domain, 2) }
        for host in book.asked.keys { note(host, 4) }
        for (host, record) in book.records { note(host, 16 + record.score << 8) }
        let order = ranks.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        let rows = order.dropFirst(start).prefix(count).map { brief($0.key, isRegistered: $0.value & 2 != 0) }
        return (rows, order.count)
    }

    /// Hosts of lists that the patrol may visit beside the sites that are known here, in order of their names.
    public var listedHosts: [String] {
        var hosts: Set<String> = []
        for list in outside.lists where list.role != .allow {
            for entry in list.entries where entry.kind == .domain && hosts.count < Limits.siteRecords {
                if outside.sites.records[entry.value] == nil { hosts.insert(entry.value) }
            }
        }
        return hosts.sorted()
    }

    /// How many sites `sites(from:count:)` knows.
    public var siteCount: Int {
        let book = outside.sites
        var hosts = Set(book.traffic.slots.map(\.host).filter { !$0.isEmpty })
        hosts.formUnion(book.registeredDomains.map(\.domain))
        hosts.formUnion(book.asked.keys)
        hosts.formUnion(book.records.keys)
        return hosts.count
    }

    /// One site with all that is known of it; `nil` for one that nobody has spoken of.
    public func site(_ text: String) -> SiteView? {
        guard let host = HostName(text)?.text else { return nil }
        let book = outside.sites
        let isRegistered = book.registeredDomains.contains { $0.domain == host }
        var view = brief(host, isRegistered: isRegistered)
        guard !view.reasons.isEmpty || book.records[host] != nil || !view.measures.isEmpty else { return nil }
        view.pages = book.pages(of: host).map { report in
            SiteView.Page(
                address: report.address, score: report.score, at: report.at, evidence: report.evidence,
                screenshot: report.screenshot, leads: report.leads.filter { $0.kind != SiteReport.screenshotKind },
                accounts: book.accounts(behind: host).filter { account in
                    book.pages(showing: account).contains { $0.address == report.address }
                })
        }
        view.accounts = book.accounts(behind: host)
        view.elsewhere = view.accounts.filter { book.isElsewhere($0, host) }
        return view
    }

    private func brief(_ host: String, isRegistered: Bool) -> SiteView {
        let book = outside.sites
        var view = SiteView(host: host)
        if let record = book.records[host] {
            (view.score, view.first, view.last, view.ties) = (record.score, record.first, record.last, record.ties)
            if record.worstEver > 0 || !record.ties.isEmpty { view.reasons.append("finding") }
        } else {
            view.last = book.clean[host]
        }
        let slots = book.traffic.under(host)
        var payees: [AccountIndex] = []
        for slot in slots {
            view.payments += slot.payments
            view.referrals += slot.referrals
            guard slot.payments > 0 else { continue }
            view.currency = view.currency ?? slot.currency
            if slot.currency == view.currency { view.money.minor = view.money.minor.saturatingAdd(slot.minor) }
            view.lastPaid = max(view.lastPaid ?? slot.last, slot.last)
            for payee in slot.payees where !payees.contains(payee) { payees.append(payee) }
        }
        view.payees = payees.map { detector.accounts.id($0) }
        if slots.contains(where: { !$0.raised.isEmpty }) { view.reasons.append("raised") }
        if book.asked[host] != nil { view.reasons.append("asked") }
        if isRegistered { view.reasons.append("merchant") }
        if view.payments > 0 { view.reasons.append("payments") }
        if view.referrals > 0 { view.reasons.append("referrer") }
        view.notSeen = book.unseen[host]
        view.measures = measures(on: host).filter { $0.kind == .blockSite }
        return view
    }

    /// The pictures of the pages that have a finding now, by their hashes.
    public var screenshots: Set<String> { Set(outside.sites.reports.values.map(\.screenshot)).subtracting([""]) }

    /// Sites with a finding that an account has to do with: they show its codes, or payments to it came over them.
    public func sites(of account: String) -> [SiteView] {
        var hosts: [String] = []
        for page in outside.sites.pages(showing: account) where !hosts.contains(page.host) { hosts.append(page.host) }
        if let index = account.withBytes({ detector.accounts.find($0) }) {
            for slot in outside.sites.traffic.slots where slot.payees.contains(index) {
                for parent in HostName(slot.host)?.parents ?? []
                where outside.sites.records[parent] != nil && !hosts.contains(parent) {
                    hosts.append(parent)
                }
            }
        }
        return hosts.sorted().compactMap { site($0) }
    }
}
