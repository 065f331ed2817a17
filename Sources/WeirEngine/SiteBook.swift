import WeirDetection
import WeirDomain
package import WeirLists

/// What the site patrol saw, whose the codes on the pages are, which sites belong together, which are blocked.
/// Dictionaries are looked up by key; wherever their content is written, shown or hashed it is put in order first.
package struct SiteBook {
    /// A site that has had a finding, or is kin to one that has.
    struct Record: Sendable {
        var host: String
        var first: Instant
        var last: Instant
        /// Of its worst page now; 0 when all are clean or gone.
        var score = 0
        var worstEver = 0
        /// Everything that ever tied it to others, bounded.
        var keys: [String] = []
        var ties: [SiteTie] = []
        /// Nothing has been proposed about it since its latest finding.
        var isOpen = true
    }

    /// What a report changed.
    struct Change {
        var record: Record?
        var isNew = false
        var isGone = false
        var newTies: [SiteTie] = []
        var accounts: [String] = []
    }

    /// The latest finding of each page.
    package private(set) var reports: [String: SiteReport] = [:]
    private(set) var records: [String: Record] = [:]
    /// Somebody asked that a site be watched: who and why.
    private(set) var asked: [String: (by: String, why: String)] = [:]
    /// Sites without a record on which the patrol found nothing, and when that was.
    private(set) var clean: [String: Instant] = [:]
    /// Sites that the patrol could not look at last time, and why.
    private(set) var unseen: [String: (why: String, at: Instant)] = [:]
    var traffic = SiteTraffic()
    private var pagesOfHost: [String: [String]] = [:]
    private var owners: [String: String] = [:]
    private var domainsOf: [String: [String]] = [:]
    private var pagesByLead: [String: [String]] = [:]
    private var shown: [String: [String]] = [:]
    private var pagesOf: [String: [String]] = [:]
    private var hostsByKey: [String: [String]] = [:]
    private var blocked: [String: Int] = [:]

    /// Whether nothing here speaks about any payment.
    var isEmpty: Bool { reports.isEmpty && blocked.isEmpty }

    // MARK: Whose a code is

    /// A code may be known before a page shows it, or after.
    mutating func know(_ owner: CodeOwner) {
        let key = "\(owner.kind) \(owner.value)"
        let before = owners.updateValue(owner.account, forKey: key)
        if owner.kind == "domain" {
            if let before { domainsOf[before]?.removeAll { $0 == owner.value } }
            domainsOf[owner.account, default: []].append(owner.value)
            return
        }
        for address in pagesByLead[key] ?? [] { link(address) }
    }

    /// Names that a merchant registered with the platform.
    package func domains(of account: String) -> [String] { (domainsOf[account] ?? []).sorted() }

    /// A merchant's code on a site that it never registered: somebody else's, or a shop that hides what it sells.
    package func isElsewhere(_ account: String, _ host: String) -> Bool {
        let own = domains(of: account)
        guard !own.isEmpty, let name = HostName(host) else { return false }
        return !name.parents.contains { own.contains($0) }
    }

    private func owner(_ lead: SiteReport.Lead) -> String? {
        guard lead.kind != "domain" else { return nil }
        return owners["\(lead.kind) \(lead.value)"]
            ?? (lead.kind == "alipay_id" || lead.kind == "merchant_id" ? lead.value : nil)
    }

    private mutating func link(_ address: String) {
        for account in shown.removeValue(forKey: address) ?? [] { pagesOf[account]?.removeAll { $0 == address } }
        var accounts: [String] = []
        for lead in reports[address]?.leads ?? [] {
            if let owner = owner(lead), !accounts.contains(owner) { accounts.append(owner) }
        }
        guard !accounts.isEmpty else { return }
        shown[address] = accounts
        for account in accounts { pagesOf[account, default: []].append(address) }
    }

    /// The pages that show an account's codes, in order of their addresses.
    package func pages(showing account: String) -> [SiteReport] {
        guard let pages = pagesOf[account], !pages.isEmpty else { return [] }
        return pages.sorted().compactMap { reports[$0] }
    }

    /// The accounts that a site's pages lead to.
    package func accounts(behind host: String) -> [String] {
        var found: [String] = []
        for address in (pagesOfHost[host] ?? []).sorted() {
            for account in shown[address] ?? [] where !found.contains(account) { found.append(account) }
        }
        return found
    }

    package func pages(of host: String) -> [SiteReport] {
        (pagesOfHost[host] ?? []).sorted().compactMap { reports[$0] }
    }

    // MARK: Reports

    mutating func take(_ report: SiteReport) -> Change {
        forget(report.address)
        unseen[report.host] = nil
        if report.score > 0, reports.count < Limits.sitePages {
            reports[report.address] = report
            pagesOfHost[report.host, default: []].append(report.address)
            for lead in report.leads { pagesByLead["\(lead.kind) \(lead.value)", default: []].append(report.address) }
            link(report.address)
        }
        var change = Change(accounts: shown[report.address] ?? [])
        let keys = SiteTies.keys(of: report)
        let ties = SiteTies.ties(keys, of: report.host) { hostsByKey[$0] ?? [] }.filter(\.isSameOperator)
        let known = records[report.host]
        let score = pages(of: report.host).map(\.score).max() ?? 0
        guard score > 0 || known != nil || !ties.isEmpty, known != nil || records.count < Limits.siteRecords else {
            if score == 0, clean[report.host] != nil || clean.count < Limits.siteRecords {
                clean[report.host] = report.at
            }
            return change
        }
        clean[report.host] = nil
        var record = known ?? Record(host: report.host, first: report.at, last: report.at)
        change.isNew = score > 0 && record.score == 0
        change.isGone = score == 0 && record.score > 0
        change.newTies = ties.filter { tie in !record.ties.contains { $0.host == tie.host } }.prefix(16).map(\.self)
        record.last = max(record.last, report.at)
        record.score = score
        record.worstEver = max(record.worstEver, score)
        record.ties = Self.joined(record.ties, ties)
        if change.isNew || !change.newTies.isEmpty { record.isOpen = true }
        for key in keys where record.keys.count < SiteReport.mostLeads && !record.keys.contains(key) {
            record.keys.append(key)
            hostsByKey[key, default: []].append(report.host)
        }
        records[report.host] = record
        change.record = record
        return change
    }

    private mutating func forget(_ address: String) {
        guard let old = reports.removeValue(forKey: address) else { return }
        pagesOfHost[old.host]?.removeAll { $0 == address }
        for lead in old.leads {
            let key = "\(lead.kind) \(lead.value)"
            pagesByLead[key]?.removeAll { $0 == address }
            if pagesByLead[key]?.isEmpty == true { pagesByLead[key] = nil }
        }
        link(address)
    }

    /// The likest thirty-two.
    private static func joined(_ old: [SiteTie], _ new: [SiteTie]) -> [SiteTie] {
        let rest = old.filter { tie in !new.contains { $0.host == tie.host } }
        return (rest + new).sorted { ($1.likeness, $0.host) < ($0.likeness, $1.host) }.prefix(32).map(\.self)
    }

    /// The finding on a payment's site.
    package func finding(_ host: String) -> (score: Int, address: String, host: String)? {
        guard !reports.isEmpty, let name = HostName(host) else { return nil }
        for parent in name.parents {
            let worst = (pagesOfHost[parent] ?? []).compactMap { reports[$0] }.max {
                ($0.score, $1.address) < ($1.score, $0.address)
            }
            if let worst { return (worst.score, worst.address, parent) }
        }
        return nil
    }

    // MARK: Measures, watching

    mutating func setBlock(_ host: String, _ number: Int?) { blocked[host] = number }

    /// The measure that blocks a payment's site.
    func block(_ host: String) -> Int? {
        guard !blocked.isEmpty, let name = HostName(host) else { return nil }
        return name.parents.lazy.compactMap { blocked[$0] }.first
    }

    func isBlocked(_ host: String) -> Bool { blocked[host] != nil }

    mutating func settle(_ host: String) { records[host]?.isOpen = false }

    /// - Returns: whether that is news.
    mutating func noteUnseen(_ host: String, _ why: String, _ time: Instant) -> Bool {
        let isNew = unseen[host]?.why != why
        guard unseen[host] != nil || unseen.count < Limits.siteRecords else { return false }
        unseen[host] = (why, time)
        return isNew
    }

    mutating func ask(_ host: String, by person: String, _ why: String) { asked[host] = (person, why) }

    var registeredDomains: [(domain: String, account: String)] {
        domainsOf.flatMap { account, domains in domains.map { ($0, account) } }.sorted { $0 < $1 }
    }

    // MARK: Snapshots

    func save(to writer: borrowing StateWriter) {
        writer.write(owners.count)
        for (key, account) in owners.sorted(by: { $0.key < $1.key }) { writer.write(texts: [key, account]) }
        writer.write(reports.count)
        for (_, report) in reports.sorted(by: { $0.key < $1.key }) { writer.write(report.encoded) }
        writer.write(records.count)
        for (_, record) in records.sorted(by: { $0.key < $1.key }) { record.save(to: writer) }
        writer.write(asked.count)
        for (host, ask) in asked.sorted(by: { $0.key < $1.key }) { writer.write(texts: [host, ask.by, ask.why]) }
        writer.write(unseen.count)
        for (host, look) in unseen.sorted(by: { $0.key < $1.key }) {
            writer.write(texts: [host, look.why])
            writer.write(look.at.milliseconds)
        }
        writer.write(clean.count)
        for (host, at) in clean.sorted(by: { $0.key < $1.key }) {
            writer.write(texts: [host])
            writer.write(at.milliseconds)
        }
        traffic.save(to: writer)
    }

    mutating func load(from reader: borrowing StateReader) throws {
        for _ in 0..<(try reader.count()) {
            let texts = try reader.readTexts()
            guard texts.count == 2 else { throw StateReader.Flaw("a strange owner of a code") }
            let parts = texts[0].split(separator: " ", maxSplits: 1).map(String.init)
            know(CodeOwner(kind: parts[0], value: parts.count > 1 ? parts[1] : "", account: texts[1]))
        }
        for _ in 0..<(try reader.count()) {
            let bytes: [UInt8] = try reader.readArray()
            guard let report = SiteReport(bytes.span.bytes) else {
                throw StateReader.Flaw("a strange site report")
            }
            _ = take(report)
        }
        // What they were, with what is no longer to be seen.
        (records, hostsByKey) = ([:], [:])
        for _ in 0..<(try reader.count()) {
            let record = try Record(from: reader)
            records[record.host] = record
            for key in record.keys { hostsByKey[key, default: []].append(record.host) }
        }
        for _ in 0..<(try reader.count()) {
            let texts = try reader.readTexts()
            guard texts.count == 3 else { throw StateReader.Flaw("a strange wish to watch") }
            asked[texts[0]] = (texts[1], texts[2])
        }
        for _ in 0..<(try reader.count()) {
            let texts = try reader.readTexts()
            guard texts.count == 2 else { throw StateReader.Flaw("a strange site that was not seen") }
            unseen[texts[0]] = (texts[1], Instant(milliseconds: try reader.read()))
        }
        for _ in 0..<(try reader.count()) {
            guard let host = try reader.readTexts().first else { throw StateReader.Flaw("a strange visit to a site") }
            clean[host] = Instant(milliseconds: try reader.read())
        }
        try traffic.load(from: reader)
    }

    func hash(into hasher: inout StateHasher) {
        for (key, account) in owners.sorted(by: { $0.key < $1.key }) {
            hasher.take(key)
            hasher.take(account)
        }
        let hash = Hash64(seed: 0x5349_5445)
        for (_, report) in reports.sorted(by: { $0.key < $1.key }) {
            let bytes = report.encoded
            hasher.take(hash(bytes.span.bytes))
        }
        for (host, record) in records.sorted(by: { $0.key < $1.key }) {
            hasher.take(host)
            hasher.take(record.worstEver << 1 | (record.isOpen ? 1 : 0))
            hasher.take(record.keys.count)
            for tie in record.ties { hasher.take(tie.host) }
        }
        for host in asked.keys.sorted() { hasher.take(host) }
        for host in unseen.keys.sorted() { hasher.take(host) }
        for host in clean.keys.sorted() { hasher.take(host) }
        traffic.hash(into: &hasher)
    }
}

extension SiteBook.Record {
    func save(to writer: borrowing StateWriter) {
        writer.write(first.milliseconds)
        writer.write(last.milliseconds)
        writer.write(score)
        writer.write(worstEver)
        writer.write(isOpen)
        writer.write(texts: [host] + keys)
        writer.write(texts: ties.map(\.host))
        writer.write(ties.map(\.likeness))
        for tie in ties { writer.write(texts: tie.kinds) }
    }

    init(from reader: borrowing StateReader) throws {
        let (first, last): (Int64, Int64) = (try reader.read(), try reader.read())
        let (score, worst): (Int, Int) = (try reader.read(), try reader.read())
        let isOpen: Bool = try reader.read()
        let texts = try reader.readTexts()
        let hosts = try reader.readTexts()
        let likenesses = try reader.readArray(Int.self)
        guard let host = texts.first, hosts.count == likenesses.count else { throw StateReader.Flaw("a strange site") }
        self.init(host: host, first: Instant(milliseconds: first), last: Instant(milliseconds: last))
        (self.score, worstEver, self.isOpen) = (score, worst, isOpen)
        keys = Array(texts.dropFirst())
        for (other, likeness) in zip(hosts, likenesses) {
            ties.append(SiteTie(host: other, likeness: likeness, kinds: try reader.readTexts()))
        }
    }
}
