import WeirDetection
import WeirDomain
package import WeirLists

/// What comes from outside of the payments: lists, orders of authorities, what the site patrol saw, whose a code is.
/// Dictionaries are looked up by key; wherever their content is written or hashed it is put in order first.
package struct OutsideBook {
    /// By name, the newest version of each.
    package private(set) var lists: [NamedList] = []
    package private(set) var index = ListIndex()
    /// Sites and addresses on lists that allow, by whose word alone it is: it keeps their own entries from acting.
    private var ownShields: [String: ListIndex] = [:]
    /// A list whose entries are still arriving.
    private var arriving: (list: NamedList, count: Int, entries: [ListEntry], by: String, at: Instant?)?
    /// Who handed in the newest version of a list. Looked up by key only.
    private(set) var handedInBy: [String: String] = [:]
    /// Who stands behind the entries of each list. Looked up by key only.
    private var authors: [String: ListAuthors] = [:]
    /// Whose word it is that lists decline accounts. Looked up by key only.
    private var words: [String: ListWords] = [:]
    /// Since when people have had accounts stopped by their word alone.
    private(set) var stops = StopWords()
    /// By order of arrival; a released one stays, with its term ended.
    package private(set) var orders: [FreezeOrder] = []
    private var ordersByAccount: [String: [Int]] = [:]
    /// When the authority last spoke of each order; of one that has only been imposed a moment before it begins, for
    /// what they say next may be dated like it.
    private var spoken: [Instant] = []
    /// What has come in since an order that secures a sum began, less what it let out, by the order's place. Looked up
    /// by key only.
    private var cameIn: [Int: Int64] = [:]
    /// What the site patrol saw, and whose codes are whose.
    package internal(set) var sites = SiteBook()

    package init() {}

    /// Whether a payment need not be looked up at all.
    /// Mutating, so that it is read in place: it is asked for every payment.
    package var isEmpty: Bool {
        mutating get { index.isEmpty && ordersByAccount.isEmpty && sites.isEmpty }
    }

    // MARK: Lists

    mutating func begin(
        _ list: NamedList, count: Int, by person: String = "", at time: Instant? = nil
    ) -> String? {
        let known = lists.first { $0.name == list.name }?.version ?? 0
        guard list.version == known + 1 else {
            return "list '\(list.name)' is at version \(known); the next one is \(known + 1), not \(list.version)"
        }
        arriving = (list, count, [], person, time)
        return nil
    }

    mutating func add(_ name: String, _ entries: [ListEntry]) -> String? {
        guard arriving?.list.name == name else { return "there is no list '\(name)' arriving" }
        arriving?.entries += entries
        return nil
    }

    /// The list that has arrived, once it is whole; what had come of one that is not is gone.
    mutating func finish(_ name: String, _ version: Int) -> Result<ArrivedList, RefusedRequest> {
        guard let done = arriving, done.list.name == name, done.list.version == version else {
            return .failure(RefusedRequest("there is no version \(version) of list '\(name)' arriving"))
        }
        arriving = nil
        guard done.entries.count == done.count else {
            return .failure(
                RefusedRequest(
                    "list '\(name)' came with \(done.entries.count) of \(done.count) entries; the old version stays"))
        }
        let list = NamedList(
            name: name, version: version, role: done.list.role, source: done.list.source, basis: done.list.basis,
            from: done.list.from, until: done.list.until, entries: done.entries)
        let old = lists.first { $0.name == name }.map { (list: $0, authors: authors[name] ?? ListAuthors()) }
        let now = ListAuthors(of: list, by: done.by, after: old)
        return .success(ArrivedList(list: list, by: done.by, at: done.at, authors: now))
    }

    /// Has a list act that has arrived whole.
    mutating func put(_ arrived: ArrivedList) {
        let name = arrived.list.name
        handedInBy[name] = arrived.by.isEmpty ? nil : arrived.by
        authors[name] = arrived.authors
        set(arrived.words, of: name)
        lists.removeAll { $0.name == name }
        lists.append(arrived.list)
        lists.sort { $0.name < $1.name }
        reindex()
    }

    /// Has lists be looked up as they act from now on.
    mutating func reindex() {
        index = ListIndex(lists.map { acting($0) })
        ownShields = [:]
        var waiting: [String: [NamedList]] = [:]
        for list in lists where list.role == .allow {
            for (person, entries) in waitingSites(of: list) {
                // As a list that watches, so that what is on it is found.
                waiting[person, default: []].append(
                    NamedList(
                        name: list.name, version: list.version, role: .watch, source: list.source, basis: list.basis,
                        from: list.from, until: list.until, entries: entries))
            }
        }
        for (person, lists) in waiting { ownShields[person] = ListIndex(lists) }
    }

    private func waitingSites(of list: NamedList) -> [String: [ListEntry]] {
        guard let words = words[list.name] else { return [:] }
        var found: [String: [ListEntry]] = [:]
        for (place, entry) in list.entries.enumerated() where entry.kind == .domain || entry.kind == .wallet {
            guard entry.match != .fuzzy, let word = words.word(at: place), !word.shields else { continue }
            found[word.by, default: []].append(entry)
        }
        return found
    }

    /// Whether whoever alone stands behind an entry that was hit has put what it hit on a list that allows. Lists come
    /// with their exceptions: a name that others imitate is in order itself. Who may leave an entry away may say so.
    func isExcused(_ hit: ListHit, _ value: String, at time: Instant) -> Bool {
        if ownShields.isEmpty { return false }
        let people = hit.role == .watch ? [handedInBy[hit.list]].compactMap(\.self) : people(behind: hit)
        guard people.count == 1, let shields = ownShields[people[0]] else { return false }
        return !shields.hits(hit.entry.kind, value, at: time).isEmpty
    }

    /// The lists that allow, with what they shield.
    package var shields: [NamedList] { lists.filter { $0.role == .allow }.map { acting($0) } }

    /// A list as it acts: what of one that allows waits for a second person's word shields nothing.
    private func acting(_ list: NamedList) -> NamedList {
        guard list.role == .allow, let words = words[list.name] else { return list }
        let shielding = list.entries.indices.filter { words.word(at: $0)?.shields ?? true }
        return NamedList(
            name: list.name, version: list.version, role: list.role, source: list.source, basis: list.basis,
            from: list.from, until: list.until, entries: shielding.map { list.entries[$0] })
    }

    func list(_ name: String) -> NamedList? { lists.first { $0.name == name } }

    // MARK: Words

    /// Whose word it is that a list declines its accounts.
    func words(of name: String) -> ListWords { words[name] ?? ListWords() }

    mutating func set(_ changed: ListWords, of name: String) { words[name] = changed.isEmpty ? nil : changed }

    /// Notes that somebody's word alone stops an account, since when.
    mutating func note(stopped account: String, by person: String, since time: Instant) {
        stops.note(account, by: person, since: time)
    }

    /// The word that an entry goes by which was hit.
    func word(behind hit: ListHit) -> ListWords.Word? {
        list(hit.list).flatMap { word(on: $0, hit.entry) }
    }

    /// The word that an entry goes by.
    func word(on list: NamedList, _ entry: ListEntry) -> ListWords.Word? {
        guard let words = words[list.name], let place = list.place(of: entry.kind, entry.match, entry.value) else {
            return nil
        }
        return words.word(at: place)
    }

    /// Lists of which somebody's word ends by itself at a time, and what each stops no longer.
    func lists(endingAt time: Instant) -> [(list: NamedList, entries: [ListEntry])] {
        lists.compactMap { list in
            let places = words[list.name]?.places(endingAt: time) ?? []
            return places.isEmpty ? nil : (list: list, entries: places.map { list.entries[$0] })
        }
    }

    /// When words end, each time once, in order.
    var wordEnds: [Instant] {
        Set(words.values.flatMap { $0.words.compactMap(\.end) }).sorted()
    }

    /// Who stands behind an entry that was hit.
    func people(behind hit: ListHit) -> [String] {
        list(hit.list).map { people(on: $0, hit.entry) } ?? []
    }

    /// Who stands behind an entry.
    func people(on list: NamedList, _ entry: ListEntry) -> [String] {
        guard let place = list.place(of: entry.kind, entry.match, entry.value) else { return [] }
        return authors[list.name]?.people(at: place) ?? []
    }

    // MARK: Orders

    /// The order as it stands after this one, or why it cannot be. What is no newer than the authority's last word is
    /// refused: an old renewal handed in again would undo a release, and an old release a renewal. Dated alike they
    /// would do so in turns.
    /// - Parameters:
    ///   - now: what has run out by then is not taken in.
    ///   - isStrict: versions before took in what was dated like the last word as well.
    mutating func take(
        _ order: FreezeOrder, now: Instant, isStrict: Bool = true
    ) -> Result<FreezeOrder, RefusedRequest> {
        let known = orders.firstIndex { $0.id == order.id && $0.authority == order.authority }
        if order.act != .release, let until = order.until, until <= now {
            return .failure(
                RefusedRequest(reason: "order \(order.id) of \(order.authority) ran out at \(until.rfc3339)"))
        }
        if let known {
            let last = max(spoken[known], orders[known].from)
            guard isStrict ? order.from > spoken[known] : order.from >= last else {
                let (when, isOld) = (last.rfc3339, order.from < last)
                return .failure(
                    RefusedRequest(
                        isOld
                            ? "order \(order.id) of \(order.authority) is older than what they said last, at \(when)"
                            : "order \(order.id) of \(order.authority) is dated like what they said last, at \(when)"))
            }
            guard order.account == orders[known].account else {
                return .failure(
                    RefusedRequest(reason: "order \(order.id) of \(order.authority) is about another account"))
            }
            if order.act != .freeze { spoken[known] = order.from }
        }
        switch (order.act, known) {
        case (.freeze, nil):
            orders.append(order)
            spoken.append(Instant(milliseconds: order.from.milliseconds &- 1))
            ordersByAccount[order.account, default: []].append(orders.count - 1)
            return .success(order)
        case (.freeze, let place?):
            let words =
                orders[place] == order
                ? "order \(order.id) of \(order.authority) is known already, and says the same"
                : "order \(order.id) of \(order.authority) is known already"
            return .failure(RefusedRequest(reason: words))
        case (.renewal, let place?):
            orders[place].until = order.until
            return .success(orders[place])
        case (.release, let place?):
            orders[place].until = min(orders[place].until ?? order.from, order.from)
            return .success(orders[place])
        case (_, nil): return .failure(RefusedRequest(reason: "there is no order \(order.id) of \(order.authority)"))
        }
    }

    /// The orders that stop a payment of an account at any of the times at which it is asked about, oldest first.
    func orders(
        stopping payment: borrowing PaymentView, on account: String, asPayer: Bool, at times: [Instant]
    ) -> [FreezeOrder] {
        guard let places = ordersByAccount[account] else { return [] }
        var stopping: [FreezeOrder] = []
        for place in places where times.contains(where: { orders[place].stops(asPayer: asPayer, at: $0) }) {
            if !leaves(payment.amount, payment.currency, place) { stopping.append(orders[place]) }
        }
        return stopping
    }

    /// Whether the secured sum is there without the payment. What the account had before the order is not known, and
    /// not counted on: that would be to the holder's favour, not to the order's.
    private func leaves(_ amount: Amount, _ currency: Currency, _ place: Int) -> Bool {
        let order = orders[place]
        guard order.secures, let sum = order.amount, Currency(order.currency) == currency else { return false }
        let (left, isTooLittle) = (cameIn[place] ?? 0).subtractingReportingOverflow(amount.minor)
        return !isTooLittle && left >= sum.minor
    }

    /// Counts a payment that moves against the orders that secure a sum.
    mutating func count(_ payment: borrowing PaymentView, at times: [Instant]) {
        guard !ordersByAccount.isEmpty else { return }
        for (account, isPayer) in [(payment.payer.text, true), (payment.payee.text, false)] {
            for place in ordersByAccount[account] ?? [] {
                let order = orders[place]
                guard order.secures, times.contains(where: { order.stops(asPayer: true, at: $0) }),
                    Currency(order.currency) == payment.currency
                else { continue }
                let change = isPayer ? -payment.amount.minor : payment.amount.minor
                let (sum, isTooMuch) = (cameIn[place] ?? 0).addingReportingOverflow(change)
                if !isTooMuch { cameIn[place] = sum }
            }
        }
    }

    /// The legal basis of a list, where it names one.
    func basis(ofList name: String) -> String? {
        lists.first { $0.name == name }.flatMap { $0.basis.isEmpty ? nil : $0.basis }
    }

    // MARK: Snapshots

    func save(to writer: borrowing StateWriter) {
        let bytes = encoded
        writer.write(bytes.count)
        for (type, payload) in bytes {
            writer.write(type)
            writer.write(payload)
        }
        for list in lists {
            (authors[list.name] ?? ListAuthors()).save(to: writer)
            words(of: list.name).save(to: writer)
        }
        stops.save(to: writer)
        writer.write(orders.indices.map { cameIn[$0] ?? 0 })
        writer.write(spoken.map(\.milliseconds))
        sites.save(to: writer)
    }

    /// The inputs that lead to this state.
    private var encoded: [(UInt8, [UInt8])] {
        var out: [(UInt8, [UInt8])] = []
        for list in lists {
            out.append((InputType.list.rawValue, ListBytes.head(list, by: handedInBy[list.name] ?? "")))
            for piece in ListBytes.pieces(list) { out.append((InputType.listEntries.rawValue, piece)) }
            out.append((InputType.listEnd.rawValue, ListBytes.end(list)))
        }
        for var order in orders {
            order.act = .freeze
            out.append((InputType.order.rawValue, ListBytes.order(order)))
        }
        return out
    }

    mutating func load(from reader: borrowing StateReader) throws {
        for _ in 0..<(try reader.count()) {
            let type: UInt8 = try reader.read()
            let payload: [UInt8] = try reader.readArray()
            guard restore(type, payload) else { throw StateReader.Flaw("a strange list or order") }
        }
        for list in lists {
            authors[list.name] = try ListAuthors(from: reader)
            set(try ListWords(from: reader), of: list.name)
        }
        if lists.contains(where: { $0.role == .allow && words[$0.name] != nil }) { reindex() }
        stops = try StopWords(from: reader)
        let sums: [Int64] = try reader.readArray()
        guard sums.count == orders.count else { throw StateReader.Flaw("holds sums of strange orders") }
        for (place, sum) in sums.enumerated() where sum != 0 { cameIn[place] = sum }
        let times: [Int64] = try reader.readArray()
        guard times.count == orders.count else { throw StateReader.Flaw("holds times of strange orders") }
        spoken = times.map { Instant(milliseconds: $0) }
        try sites.load(from: reader)
    }

    private mutating func restore(_ type: UInt8, _ payload: [UInt8]) -> Bool {
        let bytes = payload.span.bytes
        switch InputType(rawValue: type) {
        case .list:
            guard let (list, count, person, _) = ListBytes.head(bytes) else { return false }
            arriving = (list, count, [], person, nil)
        case .listEntries:
            guard let (name, entries) = ListBytes.piece(bytes) else { return false }
            return add(name, entries) == nil
        case .listEnd:
            guard let (name, version) = ListBytes.end(bytes) else { return false }
            guard case .success(let arrived) = finish(name, version) else { return false }
            put(arrived)
        case .order:
            guard let order = ListBytes.order(bytes) else { return false }
            _ = take(order, now: Instant(milliseconds: .min))
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
        for list in lists {
            authors[list.name]?.hash(into: &hasher)
            words[list.name]?.hash(into: &hasher)
        }
        stops.hash(into: &hasher)
        for place in orders.indices { hasher.take(cameIn[place] ?? 0) }
        sites.hash(into: &hasher)
    }
}
