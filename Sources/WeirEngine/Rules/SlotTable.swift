import WeirDetection
import WeirDomain
import WeirRuleSets

/// The windows that one rule set has kept beyond those of every account: a record of words for each account that has
/// had a payment in one of them, in a slab of the set's own. A set that asks for none has no record at all.
///
/// The words of a window: the number of its newest bucket; thirteen buckets of count, and sum, squares, least,
/// greatest, total where they are needed; and up to 64 counterparties, each with the bucket of its latest payment.
struct SlotTable: ~Copyable {
    let needsLast: Bool
    // By address, as plain bytes: read for every payment.
    private let shapes: UnsafeMutableBufferPointer<Shape>
    private let words: Int
    /// Windows of what comes in stand first.
    private let incoming: Int
    /// The place of an account's record, by account; 0 is none.
    private var places = Slab<UInt32>(blank: 0)
    private var chunks: [UnsafeMutablePointer<Int64>] = []
    private var count = 1
    private static let chunkRecords = 1_024

    /// A window's place in the record, and what it keeps: the word of a bucket in which it is, 0 where it is not kept.
    private struct Shape: BitwiseCopyable {
        let start: Int
        let bucketWords: Int
        let bucketSeconds: Int64
        let sum: Int
        let squares: Int
        /// The least; the greatest stands behind it.
        let extremes: Int
        let total: Int
        let hasCounterparties: Bool

        init(_ spec: SlotSpec, start: Int) {
            self.start = start
            bucketWords = spec.bucketWords
            bucketSeconds = spec.bucketSeconds
            var next = 1
            func place(_ need: SlotSpec.Needs, words: Int = 1) -> Int {
                guard spec.needs.contains(need) else { return 0 }
                defer { next += words }
                return next
            }
            sum = place(.sum)
            squares = place(.squares)
            extremes = place(.extremes, words: 2)
            total = place(.total)
            hasCounterparties = spec.needs.contains(.distinct)
        }
    }

    init(_ plan: FactPlan) {
        needsLast = plan.needsLast
        shapes = .allocate(capacity: plan.specs.count)
        var next = needsLast ? 1 : 0
        for (number, spec) in plan.specs.enumerated() {
            shapes.initializeElement(at: number, to: Shape(spec, start: next))
            next += spec.words
        }
        words = next
        incoming = plan.specs.prefix { $0.key.isIncoming }.count
    }

    deinit {
        for chunk in chunks { chunk.deallocate() }
        shapes.deallocate()
    }

    var isEmpty: Bool { words == 0 }
    var bytes: Int { chunks.count * Self.chunkRecords * words * 8 + places.bytes }

    // MARK: Records

    @inline(__always)
    private func address(_ place: Int) -> UnsafeMutablePointer<Int64> {
        chunks[place / Self.chunkRecords] + place % Self.chunkRecords * words
    }

    /// The account's record; `nil` where it has none.
    @inline(__always)
    private func record(_ account: AccountIndex) -> UnsafeMutablePointer<Int64>? {
        guard Int(account.raw) < places.count else { return nil }
        let place = Int(places.address(Int(account.raw)).pointee)
        return place == 0 ? nil : address(place)
    }

    private mutating func open(_ account: AccountIndex) -> UnsafeMutablePointer<Int64> {
        if let known = record(account) { return known }
        while places.count <= Int(account.raw) { _ = places.add() }
        if count / Self.chunkRecords >= chunks.count {
            let chunk = UnsafeMutablePointer<Int64>.allocate(capacity: Self.chunkRecords * words)
            chunk.initialize(repeating: 0, count: Self.chunkRecords * words)
            chunks.append(chunk)
        }
        places[Int(account.raw)] = UInt32(count)
        count += 1
        let record = address(count - 1)
        for shape in shapes { record[shape.start] = .min }
        return record
    }

    // MARK: Counting

    /// Counts a payment on one side.
    /// - Parameter passing: bit `i`: window `i`'s filter lets the payment through, or it has none.
    /// - Returns: the time of the account's payment before, in milliseconds, where rules ask for it.
    mutating func note(
        _ account: AccountIndex, isIncoming: Bool, at time: Instant, amount: Int64, other: AccountIndex, passing: UInt64
    ) -> Int64? {
        guard !isEmpty else { return nil }
        let record = open(account)
        for number in isIncoming ? 0..<incoming : incoming..<shapes.count {
            let shape = shapes[number]
            let isIn = passing >> UInt64(number) & 1 == 1
            if isIn || shape.total != 0 { Self.count(record + shape.start, shape, time, amount, other, isIn: isIn) }
        }
        guard needsLast else { return nil }
        let before = record[0]
        record[0] = max(before, time.milliseconds)
        return before == 0 ? nil : before
    }

    private static func count(
        _ words: UnsafeMutablePointer<Int64>, _ shape: Shape, _ time: Instant, _ amount: Int64,
        _ other: AccountIndex, isIn: Bool
    ) {
        let number = bucket(time, shape)
        if number > words[0] { advance(words, shape, to: number) }
        guard number > words[0] - Int64(SlotSpec.buckets) else { return }
        let bucket = words + 1 + slot(number) * shape.bucketWords
        if shape.total != 0 { bucket[shape.total] += 1 }
        guard isIn else { return }
        if shape.sum != 0 { bucket[shape.sum] = bucket[shape.sum].saturatingAdd(amount) }
        if shape.squares != 0 {
            let sum = Double(bitPattern: UInt64(bitPattern: bucket[shape.squares])) + Double(amount) * Double(amount)
            bucket[shape.squares] = Int64(bitPattern: sum.bitPattern)
        }
        if shape.extremes != 0 {
            let isFirst = bucket[0] == 0
            bucket[shape.extremes] = isFirst ? amount : min(bucket[shape.extremes], amount)
            bucket[shape.extremes + 1] = isFirst ? amount : max(bucket[shape.extremes + 1], amount)
        }
        bucket[0] += 1
        if shape.hasCounterparties { meet(words, shape, other, number) }
    }

    /// Notes a counterparty in the window's table, in the place of one that has left it if need be.
    private static func meet(
        _ words: UnsafeMutablePointer<Int64>, _ shape: Shape, _ other: AccountIndex, _ number: Int64
    ) {
        let table = words + 1 + SlotSpec.buckets * shape.bucketWords
        var free: Int?
        for i in 0..<SlotSpec.counterparties {
            let entry = UInt64(bitPattern: table[i])
            if entry >> 32 == UInt64(other.raw) {
                table[i] = self.entry(other, max(number, known(table[i])))
                return
            }
            if free == nil, entry == 0 || known(table[i]) <= words[0] - Int64(SlotSpec.buckets) { free = i }
        }
        if let free { table[free] = entry(other, number) }
    }

    /// Bucket numbers of this millennium fit 32 bits; those of the shortest buckets with room to spare.
    private static func entry(_ other: AccountIndex, _ number: Int64) -> Int64 {
        Int64(bitPattern: UInt64(other.raw) << 32 | UInt64(UInt32(truncatingIfNeeded: number)))
    }

    private static func known(_ entry: Int64) -> Int64 { Int64(Int32(truncatingIfNeeded: entry)) }

    private static func advance(_ words: UnsafeMutablePointer<Int64>, _ shape: Shape, to number: Int64) {
        let buckets = Int64(SlotSpec.buckets)
        defer { words[0] = number }
        if words[0] == .min || words[0] < number - buckets {
            (words + 1).update(repeating: 0, count: SlotSpec.buckets * shape.bucketWords)
            return
        }
        for gone in (words[0] + 1)...number {
            let bucket = words + 1 + slot(gone) * shape.bucketWords
            for word in 0..<shape.bucketWords { bucket[word] = 0 }
        }
    }

    @inline(__always)
    private static func bucket(_ time: Instant, _ shape: Shape) -> Int64 {
        let (seconds, size) = (time.seconds, shape.bucketSeconds)
        return seconds >= 0 ? seconds / size : (seconds - size + 1) / size
    }

    @inline(__always)
    private static func slot(_ number: Int64) -> Int {
        let rest = Int(number % Int64(SlotSpec.buckets))
        return rest < 0 ? rest + SlotSpec.buckets : rest
    }

    // MARK: Reading

    /// What is in a window at a time.
    func figures(_ account: AccountIndex, _ number: Int, at time: Instant) -> SlotFigures {
        var figures = SlotFigures()
        let shape = shapes[number]
        guard let record = record(account), record[shape.start] != .min else { return figures }
        let words = record + shape.start
        let last = words[0] - Int64(SlotSpec.buckets)
        let first = max(last, Self.bucket(time, shape) - Int64(SlotSpec.buckets)) + 1
        guard first <= words[0] else { return figures }
        // The ring from the oldest bucket on; sums in the order of time, so that they do not depend on where it begins.
        let step = shape.bucketWords
        let end = words + 1 + SlotSpec.buckets * step
        var bucket = words + 1 + Self.slot(first) * step
        for _ in first...words[0] {
            Self.add(bucket, shape, to: &figures)
            bucket += step
            if bucket == end { bucket -= SlotSpec.buckets * step }
        }
        if shape.hasCounterparties {
            for i in 0..<SlotSpec.counterparties where end[i] != 0 && Self.known(end[i]) >= first {
                figures.distinct += 1
            }
        }
        return figures
    }

    // MARK: Snapshots and digest

    func save(to writer: borrowing StateWriter) {
        guard !isEmpty else { return }
        places.save(to: writer)
        writer.write(count)
        for (number, chunk) in chunks.enumerated() {
            let here = min(Self.chunkRecords, count - number * Self.chunkRecords)
            writer.write(UnsafeRawBufferPointer(start: chunk, count: max(0, here) * words * 8))
        }
    }

    /// Only for a table without records, of the same set.
    mutating func load(from reader: borrowing StateReader) throws {
        guard !isEmpty else { return }
        places = Slab(blank: 0)
        try places.load(from: reader)
        count = try reader.count()
        for place in 0..<places.count where Int(places.address(place).pointee) >= count {
            throw StateReader.Flaw("a record of a rule's window that is not there")
        }
        while chunks.count * Self.chunkRecords < count {
            let chunk = UnsafeMutablePointer<Int64>.allocate(capacity: Self.chunkRecords * words)
            chunk.initialize(repeating: 0, count: Self.chunkRecords * words)
            chunks.append(chunk)
            let here = min(Self.chunkRecords, count - (chunks.count - 1) * Self.chunkRecords)
            try reader.read(into: UnsafeMutableRawBufferPointer(start: chunk, count: here * words * 8))
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

/// What a window of a rule holds; amounts in minor units.
struct SlotFigures {
    var count = 0
    var sum: Int64 = 0
    var squares = 0.0
    var least: Int64 = 0
    var greatest: Int64 = 0
    var distinct = 0
    var total = 0

    /// The deviation of a sample, in minor units; `nil` under two payments.
    var deviation: Double? {
        guard count > 1 else { return nil }
        let (n, sum) = (Double(count), Double(self.sum))
        return (max(0, squares - sum * sum / n) / (n - 1)).squareRoot()
    }
}

extension SlotTable {
    /// Adds what is in one bucket.
    @inline(__always)
    private static func add(_ bucket: UnsafeMutablePointer<Int64>, _ shape: Shape, to figures: inout SlotFigures) {
        if shape.total != 0 { figures.total += Int(bucket[shape.total]) }
        guard bucket[0] != 0 else { return }
        if shape.sum != 0 { figures.sum = figures.sum.saturatingAdd(bucket[shape.sum]) }
        if shape.squares != 0 {
            figures.squares += Double(bitPattern: UInt64(bitPattern: bucket[shape.squares]))
        }
        if shape.extremes != 0 {
            let isFirst = figures.count == 0
            figures.least = isFirst ? bucket[shape.extremes] : min(figures.least, bucket[shape.extremes])
            figures.greatest = isFirst ? bucket[shape.extremes + 1] : max(figures.greatest, bucket[shape.extremes + 1])
        }
        figures.count += Int(bucket[0])
    }
}
