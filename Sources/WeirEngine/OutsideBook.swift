import WeirDetection
package import WeirDomain
package import WeirLists

/// What comes from outside of the payments: lists, orders of authorities, what the site patrol saw, whose a code is.
/// Dictionaries are looked up by key; wherever their content is written or hashed it is put in order first.
package struct OutsideBook {
    /// By name, the newest version of each.
    package private(set) var lists: [NamedList] = []
    package private(set) var index = ListIndex()
    /// A list whose entries are still arriving.
    private var arriving: (list: NamedList, count: Int, entries: [ListEntry])?
    /// By order of arrival; a released one stays, with its term ended.
    package private(set) var orders: [FreezeOrder] = []
    private var ordersByAccount: [String: [Int]] = [:]
    /// The latest report of each page.
    package private(set) var reports: [String: SiteReport] = [:]
    private var owners: [String: String] = [:]
    /// Sites with a finding, by host, with the page's score.
    private var sites: [String: (score: Int, address: String)] = [:]
    /// Accounts that a page leads to, and the pages that lead to an account.
    private var shown: [String: [String]] = [:]
    private var pagesOf: [String: [String]] = [:]

    package init() {}

    /// Whether a payment need not be looked up at all.
    package var isEmpty: Bool { index.isEmpty && ordersByAccount.isEmpty && sites.isEmpty }

    // MARK: Lists

    mutating func begin(_ list: NamedList, count: Int) -> String? {
        let known = lists.first { $0.name == list.name }?.version ?? 0
        guard list.version == known + 1 else {
            return "list '\(list.name)' is at version \(known); the next one is \(known + 1), not \(list.version)"
        }
        arriving = (list, count, [])
        return nil
    }

    mutating func add(_ name: String, _ entries: [ListEntry]) -> String? {
        guard arriving?.list.name == name else { return "there is no list '\(name)' arriving" }
        arriving?.entries += entries
        return nil
    }

    mutating func finish(_ name: String, _ version: Int) -> String? {
        guard let done = arriving, done.list.name == name, done.list.version == version else {
            return "there is no version \(version) of list '\(name)' arriving"
        }
        arriving = nil
        guard done.entries.count == done.count else {
            return "list '\(name)' came with \(done.entries.count) of \(done.count) entries; the old version stays"
        }
        let list = NamedList(
            name: name, version: version, role: done.list.role, source: done.list.source, basis: done.list.basis,
            from: done.list.from, until: done.list.until, entries: done.entries)
        lists.removeAll { $0.name == name }
        lists.append(list)
        lists.sort { $0.name < $1.name }
        index = ListIndex(lists)
        return nil
    }

    // MARK: Orders

    /// The order as it stands after this one, or why it cannot be.
    mutating func take(_ order: FreezeOrder) -> Result<FreezeOrder, RefusedRequest> {
        let known = orders.firstIndex { $0.id == order.id && $0.authority == order.authority }
        switch (order.act, known) {
        case (.freeze, nil):
            orders.append(order)
            ordersByAccount[order.account, default: []].append(orders.count - 1)
            return .success(order)
        case (.freeze, .some):
            return .failure(RefusedRequest(reason: "order \(order.id) of \(order.authority) is known already"))
        case (.renewal, let place?):
            orders[place].until = order.until
            return .success(orders[place])
        case (.release, let place?):
            orders[place].until = min(orders[place].until ?? order.from, order.from)
            return .success(orders[place])
        case (_, nil): return .failure(RefusedRequest(reason: "there is no order \(order.id) of \(order.authority)"))
        }
    }

    /// The orders that stop an account at a time, oldest first.
    package func orders(on account: String, asPayer: Bool, at time: Instant) -> [FreezeOrder] {
        (ordersByAccount[account] ?? []).map { orders[$0] }.filter { $0.stops(asPayer: asPayer, at: time) }
    }

    // MARK: Sites

    mutating func know(_ owner: CodeOwner) { owners["\(owner.kind) \(owner.value)"] = owner.account }

    /// The accounts that a report leads to, each once, in the order of the page.
    mutating func take(_ report: SiteReport) -> [String] {
        reports[report.address] = report.score > 0 ? report : nil
        let worst = reports.values.filter { $0.host == report.host }.max {
            ($0.score, $1.address) < ($1.score, $0.address)
        }
        sites[report.host] = worst.map { ($0.score, $0.address) }
        let before = shown.removeValue(forKey: report.address) ?? []
        for account in before { pagesOf[account]?.removeAll { $0 == report.address } }
        var accounts: [String] = []
        for lead in report.leads where report.score > 0 {
            let owner =
                owners["\(lead.kind) \(lead.value)"]
                ?? (lead.kind == "alipay_id" || lead.kind == "merchant_id" ? lead.value : nil)
            if let owner, !accounts.contains(owner) { accounts.append(owner) }
        }
        if !accounts.isEmpty { shown[report.address] = accounts }
        for account in accounts { pagesOf[account, default: []].append(report.address) }
        return accounts + before.filter { !accounts.contains($0) }
    }

    /// The pages that show an account's codes, in order of their addresses.
    package func pages(showing account: String) -> [SiteReport] {
        guard let pages = pagesOf[account], !pages.isEmpty else { return [] }
        return pages.sorted().compactMap { reports[$0] }
    }

    /// The finding on a payment's site.
    package func site(_ host: String) -> (score: Int, address: String)? {
        guard !sites.isEmpty, let name = HostName(host) else { return nil }
        return name.parents.lazy.compactMap { sites[$0] }.first
    }

    // MARK: Snapshots

    func save(to writer: borrowing StateWriter) {
        let bytes = encoded
        writer.write(bytes.count)
        for (type, payload) in bytes {
            writer.write(type)
            writer.write(payload)
        }
    }

    /// The inputs that lead to this state.
    private var encoded: [(UInt8, [UInt8])] {
        var out: [(UInt8, [UInt8])] = []
        for list in lists {
            out.append((InputType.list.rawValue, ListBytes.head(list)))
            for piece in ListBytes.pieces(list) { out.append((InputType.listEntries.rawValue, piece)) }
            out.append((InputType.listEnd.rawValue, ListBytes.end(list)))
        }
        for var order in orders {
            order.act = .freeze
            out.append((InputType.order.rawValue, ListBytes.order(order)))
        }
        for (key, account) in owners.sorted(by: { $0.key < $1.key }) {
            let parts = key.split(separator: " ", maxSplits: 1).map(String.init)
            let owner = CodeOwner(kind: parts[0], value: parts.count > 1 ? parts[1] : "", account: account)
            out.append((InputType.codeOwner.rawValue, owner.encoded))
        }
        for (_, report) in reports.sorted(by: { $0.key < $1.key }) {
            out.append((InputType.site.rawValue, report.encoded))
        }
        return out
    }

    mutating func load(from reader: borrowing StateReader) throws {
        for _ in 0..<(try reader.count()) {
            let type: UInt8 = try reader.read()
            let payload: [UInt8] = try reader.readArray()
            guard restore(type, payload) else { throw StateReader.Flaw("a strange list or order") }
        }
    }

    private mutating func restore(_ type: UInt8, _ payload: [UInt8]) -> Bool {
        let bytes = payload.span.bytes
        switch InputType(rawValue: type) {
        case .list:
            guard let (list, count) = ListBytes.head(bytes) else { return false }
            arriving = (list, count, [])
        case .listEntries:
            guard let (name, entries) = ListBytes.piece(bytes) else { return false }
            return add(name, entries) == nil
        case .listEnd:
            guard let (name, version) = ListBytes.end(bytes) else { return false }
            return finish(name, version) == nil
        case .order:
            guard let order = ListBytes.order(bytes) else { return false }
            _ = take(order)
        case .codeOwner:
            guard let owner = CodeOwner(bytes) else { return false }
            know(owner)
        case .site:
            guard let report = SiteReport(bytes) else { return false }
            _ = take(report)
        default: return false
        }
        return true
    }

    func hash(into hasher: inout StateHasher) {
        let bytes = encoded
        hasher.take(bytes.count)
        let hash = Hash64(seed: 0x4C49_5354)
        for (type, payload) in bytes {
            hasher.take(type)
            hasher.take(hash(payload.span.bytes))
        }
    }
}
