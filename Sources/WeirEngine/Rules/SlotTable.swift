import CWeirSupport
import WeirDetection
import WeirDomain
import WeirRuleSets

/// The windows that one rule set has kept beyond those of every account: a record of words for each account that has
/// had a payment in one of them. A set that asks for none has no record at all.
struct SlotTable: ~Copyable {
    let needsLast: Bool
    /// Some window tells remarks apart.
    let needsRemarks: Bool
    // By address, as plain bytes: read for every payment.
    private let windows: UnsafeMutableBufferPointer<SlotWindow>
    private let words: Int
    /// Windows of what comes in stand first.
    private let incoming: Int
    /// The places of records by account, in chunks; 0 is none. There is a chunk where an account of it has a record.
    private var places: [UnsafeMutablePointer<UInt32>?] = []
    private var chunks: [UnsafeMutablePointer<Int64>] = []
    private var count = 1
    private static let chunkRecords = 1_024
    private static let chunkPlaces = 1 << 14

    init(_ plan: FactPlan) {
        needsLast = plan.needsLast
        needsRemarks = plan.specs.contains { $0.needs.contains(.remarks) }
        windows = .allocate(capacity: plan.specs.count)
        var next = needsLast ? 1 : 0
        for (number, spec) in plan.specs.enumerated() {
            windows.initializeElement(at: number, to: SlotWindow(spec, start: next))
            next += spec.words
        }
        words = next
        incoming = plan.specs.prefix { $0.key.isIncoming }.count
    }

    deinit {
        for chunk in chunks { chunk.deallocate() }
        for chunk in places { chunk?.deallocate() }
        windows.deallocate()
    }

    var isEmpty: Bool { words == 0 }
    var bytes: Int {
        chunks.count * Self.chunkRecords * words * 8 + places.count { $0 != nil } * Self.chunkPlaces * 4
    }

    // MARK: Records

    @inline(__always)
    private func address(_ place: Int) -> UnsafeMutablePointer<Int64> {
        chunks[place / Self.chunkRecords] + place % Self.chunkRecords * words
    }

    /// The account's record; `nil` where it has none.
    @inline(__always)
    private func record(_ account: AccountIndex) -> UnsafeMutablePointer<Int64>? {
        let raw = Int(account.raw)
        guard raw / Self.chunkPlaces < places.count, let chunk = places[raw / Self.chunkPlaces] else { return nil }
        let place = Int(chunk[raw % Self.chunkPlaces])
        return place == 0 ? nil : address(place)
    }

    private mutating func open(_ account: AccountIndex) -> UnsafeMutablePointer<Int64> {
        if count / Self.chunkRecords >= chunks.count { addChunk() }
        place(account.raw, UInt32(count))
        count += 1
        let record = address(count - 1)
        for window in windows { record[window.start] = .min }
        return record
    }

    private mutating func addChunk() {
        let bytes = Self.chunkRecords * words * 8
        let raw = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 1 << 12)
        weir_huge_pages(raw, bytes)
        let chunk = raw.bindMemory(to: Int64.self, capacity: Self.chunkRecords * words)
        chunk.initialize(repeating: 0, count: Self.chunkRecords * words)
        chunks.append(chunk)
    }

    private mutating func place(_ account: UInt32, _ record: UInt32) {
        let number = Int(account) / Self.chunkPlaces
        while places.count <= number { places.append(nil) }
        let chunk = places[number] ?? .allocate(capacity: Self.chunkPlaces)
        if places[number] == nil {
            chunk.initialize(repeating: 0, count: Self.chunkPlaces)
            places[number] = chunk
        }
        chunk[Int(account) % Self.chunkPlaces] = record
    }

    /// Asks for the words that a payment will touch ahead of their use.
    @inline(__always)
    func prefetch(_ account: UInt32, isIncoming: Bool) {
        guard let record = record(AccountIndex(raw: account)) else { return }
        for number in isIncoming ? 0..<incoming : incoming..<windows.count {
            weir_prefetch(record + windows[number].start)
            weir_prefetch(record + windows[number].likely)
        }
    }

    // MARK: Counting

    /// Counts a payment on one side.
    /// - Parameter passing: bit `i`: window `i`'s filter lets the payment through, or it has none.
    /// - Returns: the time of the account's payment before, in milliseconds, where rules ask for it.
    mutating func note(
        _ account: AccountIndex, isIncoming: Bool, _ payment: CountedPayment, passing: UInt64
    ) -> Int64? {
        let range = isIncoming ? 0..<incoming : incoming..<windows.count
        guard needsLast || !range.isEmpty else { return nil }
        let record = record(account) ?? open(account)
        for number in range {
            let window = windows.baseAddress.unsafelyUnwrapped + number
            let isIn = passing >> UInt64(number) & 1 == 1
            if isIn || window.pointee.hasTotal {
                window.pointee.count(record + window.pointee.start, payment, isIn: isIn)
            }
        }
        guard needsLast else { return nil }
        let before = record[0]
        record[0] = max(before, payment.at.milliseconds)
        return before == 0 ? nil : before
    }

    // MARK: Reading

    /// What is in a window at a time.
    func figures(_ account: AccountIndex, _ number: Int, at time: Instant) -> SlotFigures {
        guard let record = record(account) else { return SlotFigures() }
        let window = windows.baseAddress.unsafelyUnwrapped + number
        return window.pointee.figures(record + window.pointee.start, at: time)
    }

    // MARK: Snapshots and digest

    func save(to writer: borrowing StateWriter) {
        guard !isEmpty else { return }
        writer.write(places.count)
        for chunk in places {
            writer.write(chunk != nil)
            if let chunk { writer.write(UnsafeRawBufferPointer(start: chunk, count: Self.chunkPlaces * 4)) }
        }
        writer.write(count)
        for (number, chunk) in chunks.enumerated() {
            let here = min(Self.chunkRecords, count - number * Self.chunkRecords)
            writer.write(UnsafeRawBufferPointer(start: chunk, count: max(0, here) * words * 8))
        }
    }

    /// Only for a table without records, of the same set.
    mutating func load(from reader: borrowing StateReader) throws {
        guard !isEmpty else { return }
        var most: UInt32 = 0
        for _ in 0..<(try reader.count()) {
            guard try reader.read(Bool.self) else {
                places.append(nil)
                continue
            }
            let chunk = UnsafeMutablePointer<UInt32>.allocate(capacity: Self.chunkPlaces)
            chunk.initialize(repeating: 0, count: Self.chunkPlaces)
            places.append(chunk)
            try reader.read(into: UnsafeMutableRawBufferPointer(start: chunk, count: Self.chunkPlaces * 4))
            for i in 0..<Self.chunkPlaces { most = max(most, chunk[i]) }
        }
        count = try reader.count()
        guard Int(most) < max(1, count) else { throw StateReader.Flaw("a record of a rule's window that is not there") }
        while chunks.count * Self.chunkRecords < count {
            addChunk()
            let here = min(Self.chunkRecords, count - (chunks.count - 1) * Self.chunkRecords)
            try reader.read(
                into: UnsafeMutableRawBufferPointer(start: chunks[chunks.count - 1], count: here * words * 8))
        }
    }

    func hash(into hasher: inout StateHasher) {
        hasher.take(count)
        guard count > 1 else { return }
        for place in 1..<count {
            let record = address(place)
            for word in 0..<words where record[word] != 0 {
                hasher.take(word)
                hasher.take(record[word])
            }
        }
    }
}
