import CWeirSupport
import WeirDetection
import WeirDomain
import WeirRuleSets

/// The windows that rule sets have kept beyond those of every account. A window belongs to no set: sets that ask for
/// the same one share it, so that it is counted once, and goes on when one set follows another.
///
/// An account has a number here once it has had a payment in one of them.
struct SlotTable: ~Copyable {
    /// Live, on trial and before: each may have as many.
    private static let most = 3 * Limits.ruleSlots
    static let chunkPlaces = 1 << 14

    /// What is kept in each place; `nil` in one that is free.
    private var specs: [SlotSpec?] = []
    // By address, as plain bytes: read for every payment.
    let windows = UnsafeMutablePointer<SlotWindow>.allocate(capacity: SlotTable.most)
    let stores = UnsafeMutablePointer<SlotStore>.allocate(capacity: SlotTable.most)
    /// The time of each account's latest payment, where rules ask for it.
    private var times: SlotStore?
    var filters = SlotFilters([])
    /// The places of the windows of what comes in, and of what goes out.
    let incoming = UnsafeMutablePointer<Int32>.allocate(capacity: SlotTable.most)
    let outgoing = UnsafeMutablePointer<Int32>.allocate(capacity: SlotTable.most)
    var incomingCount = 0
    var outgoingCount = 0
    var needsRemarks = false
    /// Some window of the side has a filter.
    private(set) var filtersIncoming = false
    private(set) var filtersOutgoing = false
    /// Some window has not counted yet.
    var hasNew = false
    /// The numbers of accounts, in chunks; 0 is none. There is a chunk where an account of it has a number.
    private var numbers: [UnsafeMutablePointer<UInt32>?] = []
    private var count = 1
    /// The time of the latest payment counted, in milliseconds.
    private var latest = Int64.min

    deinit {
        for (place, spec) in specs.enumerated() where spec != nil { stores[place].free() }
        times?.free()
        for chunk in numbers { chunk?.deallocate() }
        windows.deallocate()
        stores.deallocate()
        incoming.deallocate()
        outgoing.deallocate()
    }

    var isEmpty: Bool { incomingCount + outgoingCount == 0 && times == nil }

    // MARK: What is kept

    /// The places of the windows that a plan needs, which are there from now on.
    mutating func places(for plan: FactPlan) -> [Int] {
        if plan.needsLast, times == nil { times = SlotStore(words: 1) }
        var places: [Int] = []
        for spec in plan.specs {
            if let known = place(of: spec) { places.append(known) } else { places.append(add(spec)) }
        }
        refresh()
        return places
    }

    /// One that keeps all that is wanted, for the same payments.
    private func place(of spec: SlotSpec) -> Int? {
        specs.firstIndex { $0.map { $0.key == spec.key && $0.needs.isSuperset(of: spec.needs) } ?? false }
    }

    private mutating func add(_ spec: SlotSpec) -> Int {
        let place = specs.firstIndex { $0 == nil } ?? specs.count
        precondition(place < Self.most, "more windows than three sets may have")
        if place == specs.count { specs.append(nil) }
        put(spec, at: place)
        return place
    }

    private mutating func put(_ spec: SlotSpec, at place: Int) {
        specs[place] = spec
        (windows + place).initialize(to: SlotWindow(spec))
        (stores + place).initialize(to: SlotStore(words: spec.words))
    }

    /// Lets go what nobody uses any more.
    mutating func keep(only used: Set<Int>, times keepsTimes: Bool) {
        for place in specs.indices where specs[place] != nil && !used.contains(place) {
            stores[place].free()
            specs[place] = nil
        }
        while let last = specs.last, last == nil { specs.removeLast() }
        if !keepsTimes {
            times?.free()
            times = nil
        }
        refresh()
        guard isEmpty else { return }
        for chunk in numbers { chunk?.deallocate() }
        (numbers, count) = ([], 1)
    }

    /// What is asked for every payment, from what is kept.
    private mutating func refresh() {
        (incomingCount, outgoingCount, needsRemarks, hasNew) = (0, 0, false, false)
        (filtersIncoming, filtersOutgoing) = (false, false)
        var texts: [String] = []
        for (place, spec) in specs.enumerated() {
            guard let spec else { continue }
            if spec.key.isIncoming {
                incoming[incomingCount] = Int32(place)
                incomingCount += 1
            } else {
                outgoing[outgoingCount] = Int32(place)
                outgoingCount += 1
            }
            needsRemarks = needsRemarks || spec.needs.contains(.remarks)
            hasNew = hasNew || windows[place].since == .max
            windows[place].filter = -1
            guard spec.filter != nil else { continue }
            if spec.key.isIncoming { filtersIncoming = true } else { filtersOutgoing = true }
            let known = texts.firstIndex(of: spec.key.filter)
            if known == nil { texts.append(spec.key.filter) }
            windows[place].filter = known ?? texts.count - 1
        }
        let kept = specs.compactMap(\.self)
        filters = SlotFilters(texts.compactMap { text in kept.first { $0.key.filter == text }?.filter })
    }

    /// Bytes that some of the windows take.
    func bytes(of places: [Int]) -> Int {
        var bytes = numbers.count { $0 != nil } * Self.chunkPlaces * 4
        for place in places { bytes += stores[place].bytes }
        return bytes
    }

    /// Since when a window has counted, in milliseconds; `nil` before the first payment.
    func since(_ place: Int) -> Int64? { windows[place].since == .max ? nil : windows[place].since }

    /// Whether a window has counted for all of its length.
    func isFull(_ place: Int) -> Bool { isFull(place, at: latest) }

    @inline(__always)
    func isFull(_ place: Int, at time: Int64) -> Bool {
        let window = windows + place
        return window.pointee.since != .max && time >= window.pointee.since &+ window.pointee.length
    }

    // MARK: Accounts

    @inline(__always)
    func number(_ account: AccountIndex) -> Int {
        let raw = Int(account.raw)
        guard raw / Self.chunkPlaces < numbers.count, let chunk = numbers[raw / Self.chunkPlaces] else { return 0 }
        return Int(chunk[raw % Self.chunkPlaces])
    }

    mutating func open(_ account: AccountIndex) -> Int {
        let place = Int(account.raw) / Self.chunkPlaces
        while numbers.count <= place { numbers.append(nil) }
        let chunk = numbers[place] ?? .allocate(capacity: Self.chunkPlaces)
        if numbers[place] == nil {
            chunk.initialize(repeating: 0, count: Self.chunkPlaces)
            numbers[place] = chunk
        }
        chunk[Int(account.raw) % Self.chunkPlaces] = UInt32(count)
        count += 1
        return count - 1
    }

    /// Asks for the words that a payment will touch ahead of their use.
    @inline(__always)
    func prefetch(_ account: UInt32, isIncoming: Bool) {
        let number = number(AccountIndex(raw: account))
        guard number > 0 else { return }
        let places = isIncoming ? incoming : outgoing
        for i in 0..<(isIncoming ? incomingCount : outgoingCount) {
            let place = Int(places[i])
            guard let words = stores[place].words(of: number) else { continue }
            weir_prefetch(words)
            weir_prefetch(words + windows[place].likely)
        }
    }

    // MARK: Counting

    /// Counts a payment on both sides, and notes the times of the payments before, where rules ask for them.
    mutating func count(
        _ payment: borrowing PaymentView, _ parties: inout RuleParties
    ) {
        guard !isEmpty else { return }
        var counted = begin(payment, parties)
        counted.other = parties.payee
        parties.payerBefore = note(parties.payer, isIncoming: false, counted)
        guard parties.payer != parties.payee else { return }
        counted.other = parties.payer
        parties.payeeBefore = note(parties.payee, isIncoming: true, counted)
    }

    /// The same for who asks for no times, and whose filters ask for nothing that the payment does not say itself.
    mutating func count(
        _ payment: borrowing PaymentView, _ payer: AccountIndex, _ payee: AccountIndex,
        _ nobody: borrowing RuleParties
    ) {
        guard !isEmpty else { return }
        var counted = begin(payment, nobody)
        counted.other = payee
        _ = note(payer, isIncoming: false, counted)
        guard payer != payee else { return }
        counted.other = payer
        _ = note(payee, isIncoming: true, counted)
    }

    /// What windows count of a payment, once the filters have seen it.
    @inline(__always)
    private mutating func begin(
        _ payment: borrowing PaymentView, _ parties: borrowing RuleParties
    ) -> CountedPayment {
        let at = payment.at
        latest = max(latest, at.milliseconds)
        if hasNew { begin(at) }
        if !filters.isEmpty { filters.look(payment, parties) }
        var counted = CountedPayment(at: at, amount: payment.amount.minor, other: parties.payee)
        if needsRemarks { counted.remark = CountedPayment.number(of: payment.remark) }
        return counted
    }

    mutating func begin(_ at: Instant) {
        for (place, spec) in specs.enumerated() where spec != nil && windows[place].since == .max {
            windows[place].since = at.milliseconds
        }
        hasNew = false
    }

    /// Counts a payment on one side.
    /// - Returns: the time of the account's payment before, in milliseconds, where rules ask for it.
    @inline(__always)
    mutating func note(_ account: AccountIndex, isIncoming: Bool, _ payment: CountedPayment) -> Int64? {
        let (places, count) = isIncoming ? (incoming, incomingCount) : (outgoing, outgoingCount)
        guard count > 0 || times != nil else { return nil }
        let known = number(account)
        let number = known == 0 ? open(account) : known
        for i in 0..<count {
            let place = Int(places[i])
            let window = windows + place
            let isIn = filters.lets(window.pointee.filter)
            if isIn || window.pointee.hasTotal {
                window.pointee.count(stores[place].opened(number), payment, isIn: isIn)
            }
        }
        guard let time = times?.opened(number) else { return nil }
        let before = time[0]
        time[0] = max(before, payment.at.milliseconds)
        return before == 0 ? nil : before
    }

    // MARK: Reading

    /// What is in a window at a time.
    func figures(_ account: AccountIndex, _ place: Int, at time: Instant) -> SlotFigures {
        let number = number(account)
        var figures = SlotFigures()
        if number > 0, let words = stores[place].words(of: number) {
            figures = (windows + place).pointee.figures(words, at: time)
        }
        figures.isComplete = isFull(place, at: time.milliseconds)
        return figures
    }

    // MARK: Snapshots and digest

    func save(to writer: borrowing StateWriter) {
        writer.write(specs.count)
        for (place, spec) in specs.enumerated() {
            writer.write(spec != nil)
            guard let spec else { continue }
            writer.write(spec.key.isIncoming)
            writer.write(spec.key.seconds)
            writer.write(spec.key.filter)
            writer.write(spec.needs.rawValue)
            writer.write(windows[place].since)
        }
        writer.write(times != nil)
        writer.write(latest)
        writer.write(numbers.count)
        for chunk in numbers {
            writer.write(chunk != nil)
            if let chunk { writer.write(UnsafeRawBufferPointer(start: chunk, count: Self.chunkPlaces * 4)) }
        }
        writer.write(count)
        for (place, spec) in specs.enumerated() where spec != nil { stores[place].save(to: writer, count: count) }
        times?.save(to: writer, count: count)
    }

    /// Only for a table in which nothing is kept.
    mutating func load(from reader: borrowing StateReader) throws {
        for place in 0..<(try reader.count()) {
            specs.append(nil)
            guard try reader.read(Bool.self) else { continue }
            guard place < Self.most else { throw StateReader.Flaw("more windows of rules than there may be") }
            let key = WindowKey(
                isIncoming: try reader.read(), seconds: try reader.read(), filter: try reader.readText())
            guard let spec = SlotSpec(key, needs: SlotSpec.Needs(rawValue: try reader.read())) else {
                throw StateReader.Flaw("a window of a rule that cannot be read")
            }
            put(spec, at: place)
            windows[place].since = try reader.read()
        }
        if try reader.read(Bool.self) { times = SlotStore(words: 1) }
        latest = try reader.read()
        let most = try loadNumbers(from: reader)
        count = try reader.count()
        guard Int(most) < max(1, count) else { throw StateReader.Flaw("a record of a rule's window that is not there") }
        for (place, spec) in specs.enumerated() where spec != nil {
            try stores[place].load(from: reader, count: count)
        }
        try times?.load(from: reader, count: count)
        refresh()
    }

    private mutating func loadNumbers(from reader: borrowing StateReader) throws -> UInt32 {
        var most: UInt32 = 0
        for _ in 0..<(try reader.count()) {
            guard try reader.read(Bool.self) else {
                numbers.append(nil)
                continue
            }
            let chunk = UnsafeMutablePointer<UInt32>.allocate(capacity: Self.chunkPlaces)
            chunk.initialize(repeating: 0, count: Self.chunkPlaces)
            numbers.append(chunk)
            try reader.read(into: UnsafeMutableRawBufferPointer(start: chunk, count: Self.chunkPlaces * 4))
            for i in 0..<Self.chunkPlaces { most = max(most, chunk[i]) }
        }
        return most
    }

    func hash(into hasher: inout StateHasher) {
        for (place, spec) in specs.enumerated() {
            guard let spec else { continue }
            hasher.take(place)
            hasher.take(spec.key.isIncoming ? 1 : 0)
            hasher.take(spec.key.seconds)
            hasher.take(spec.key.filter)
            hasher.take(spec.needs.rawValue)
            hasher.take(windows[place].since)
            stores[place].hash(into: &hasher, count: count)
        }
        times?.hash(into: &hasher, count: count)
    }
}
