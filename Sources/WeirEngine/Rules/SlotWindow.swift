import WeirDetection
import WeirDomain
import WeirRuleSets

/// One window that a rule set has kept, and how its words lie in an account's record: the number of its newest bucket;
/// what the window holds as a whole; the same for each of its thirteen buckets; and up to 64 counterparties, each with
/// the bucket of its latest payment. Count, and sum, squares, least, greatest, total where they are needed.
///
/// The whole is brought up to date with every payment, so that reading it touches no bucket. It is what its buckets add
/// up to, to the last bit, for it is added up anew where taking away would not be exact.
struct SlotWindow: BitwiseCopyable {
    let start: Int
    let bucketWords: Int
    let bucketSeconds: Int64
    /// The word of a bucket in which each stands; 0 where it is not kept.
    private let sum: Int
    private let squares: Int
    /// The least; the greatest stands behind it.
    private let extremes: Int
    private let total: Int
    private let hasCounterparties: Bool
    /// The bucket of the latest time asked for: from which second on, its number, and its place in the ring. Payments
    /// come in the order of time, so that the next one's is mostly the same.
    private var currentStart = Int64.max
    private var currentNumber: Int64 = 0
    private var currentSlot = 0

    private static let buckets = Int64(SlotSpec.buckets)

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

    /// Whether payments count that the filter does not let through.
    var hasTotal: Bool { total != 0 }

    /// The word of the record where the next payment is probably counted.
    @inline(__always)
    var likely: Int { start + 1 + (1 + currentSlot) * bucketWords }

    @inline(__always)
    private func rings(_ words: UnsafeMutablePointer<Int64>) -> UnsafeMutablePointer<Int64> { words + 1 + bucketWords }

    // MARK: Counting

    /// Counts a payment.
    /// - Parameter words: the window's own in the record.
    @inline(__always)
    mutating func count(
        _ words: UnsafeMutablePointer<Int64>, _ time: Instant, _ amount: Int64, _ other: AccountIndex, isIn: Bool
    ) {
        let number = bucket(time)
        let newest = words[0]
        if number > newest { advance(words, from: newest, to: number) }
        guard number > words[0] - Self.buckets else { return }
        let (whole, bucket) = (words + 1, rings(words) + currentSlot * bucketWords)
        if total != 0 {
            bucket[total] += 1
            whole[total] += 1
        }
        guard isIn else { return }
        if bucketWords > 1 {
            add(amount, to: bucket)
            add(amount, to: whole)
        }
        bucket[0] += 1
        whole[0] += 1
        if isBeyondExact(whole) { addUp(words) }
        if hasCounterparties { meet(words, other, number) }
    }

    @inline(__always)
    private func add(_ amount: Int64, to bucket: UnsafeMutablePointer<Int64>) {
        if sum != 0 {
            let (more, overflow) = bucket[sum].addingReportingOverflow(amount)
            bucket[sum] = overflow ? .max : more
        }
        if squares != 0 {
            let more = Double(bitPattern: UInt64(bitPattern: bucket[squares])) + Double(amount) * Double(amount)
            bucket[squares] = Int64(bitPattern: more.bitPattern)
        }
        if extremes != 0 {
            let isFirst = bucket[0] == 0
            bucket[extremes] = isFirst ? amount : min(bucket[extremes], amount)
            bucket[extremes + 1] = isFirst ? amount : max(bucket[extremes + 1], amount)
        }
    }

    /// Sums up to here are whole numbers that nothing has been rounded off of, nor cut off at the greatest there is.
    private static let exactSquares = 9_007_199_254_740_992.0
    private static let exactSum: Int64 = 1 << 62

    @inline(__always)
    private func isBeyondExact(_ whole: UnsafeMutablePointer<Int64>) -> Bool {
        if squares != 0, !(Double(bitPattern: UInt64(bitPattern: whole[squares])) < Self.exactSquares) { return true }
        return sum != 0 && whole[sum] >= Self.exactSum
    }

    private func advance(_ words: UnsafeMutablePointer<Int64>, from newest: Int64, to number: Int64) {
        words[0] = number
        let (whole, ring) = (words + 1, rings(words))
        if newest == .min || newest < number - Self.buckets {
            whole.update(repeating: 0, count: (SlotSpec.buckets + 1) * bucketWords)
            return
        }
        let needsAddingUp = isBeyondExact(whole)
        var (slot, losesExtreme) = (Self.slot(newest), false)
        for _ in newest..<number {
            slot = slot + 1 == SlotSpec.buckets ? 0 : slot + 1
            let gone = ring + slot * bucketWords
            if total != 0 { whole[total] -= gone[total] }
            if gone[0] != 0 {
                whole[0] -= gone[0]
                if sum != 0 { whole[sum] &-= gone[sum] }
                if squares != 0 {
                    let rest =
                        Double(bitPattern: UInt64(bitPattern: whole[squares]))
                        - Double(bitPattern: UInt64(bitPattern: gone[squares]))
                    whole[squares] = Int64(bitPattern: rest.bitPattern)
                }
                if extremes != 0, gone[extremes] == whole[extremes] || gone[extremes + 1] == whole[extremes + 1] {
                    losesExtreme = true
                }
            }
            for word in 0..<bucketWords { gone[word] = 0 }
        }
        if needsAddingUp || losesExtreme { addUp(words) }
    }

    /// The whole anew from its buckets.
    private func addUp(_ words: UnsafeMutablePointer<Int64>) {
        let figures = figures(words, from: words[0] - Self.buckets + 1)
        let whole = words + 1
        whole[0] = Int64(figures.count)
        if total != 0 { whole[total] = Int64(figures.total) }
        if sum != 0 { whole[sum] = figures.sum }
        if squares != 0 { whole[squares] = Int64(bitPattern: figures.squares.bitPattern) }
        if extremes != 0 { (whole[extremes], whole[extremes + 1]) = (figures.least, figures.greatest) }
    }

    /// Notes a counterparty in the window's table, in the place of one that has left it if need be.
    private func meet(_ words: UnsafeMutablePointer<Int64>, _ other: AccountIndex, _ number: Int64) {
        let table = rings(words) + SlotSpec.buckets * bucketWords
        var free: Int?
        for i in 0..<SlotSpec.counterparties {
            let entry = UInt64(bitPattern: table[i])
            if entry >> 32 == UInt64(other.raw) {
                table[i] = Self.entry(other, max(number, Self.known(table[i])))
                return
            }
            if free == nil, entry == 0 || Self.known(table[i]) <= words[0] - Self.buckets { free = i }
            // Places are taken one after the other and never given back.
            if entry == 0 { break }
        }
        if let free { table[free] = Self.entry(other, number) }
    }

    /// Bucket numbers of this millennium fit 32 bits; those of the shortest buckets with room to spare.
    private static func entry(_ other: AccountIndex, _ number: Int64) -> Int64 {
        Int64(bitPattern: UInt64(other.raw) << 32 | UInt64(UInt32(truncatingIfNeeded: number)))
    }

    private static func known(_ entry: Int64) -> Int64 { Int64(Int32(truncatingIfNeeded: entry)) }

    /// The number of the bucket of a time; its place in the ring is `currentSlot` then.
    @inline(__always)
    private mutating func bucket(_ time: Instant) -> Int64 {
        let since = time.seconds &- currentStart
        if since >= 0, since < bucketSeconds { return currentNumber }
        return turn(to: time.seconds)
    }

    private mutating func turn(to seconds: Int64) -> Int64 {
        currentNumber = seconds >= 0 ? seconds / bucketSeconds : (seconds - bucketSeconds + 1) / bucketSeconds
        currentStart = currentNumber * bucketSeconds
        currentSlot = Self.slot(currentNumber)
        return currentNumber
    }

    private static func slot(_ number: Int64) -> Int {
        let rest = Int(number % buckets)
        return rest < 0 ? rest + SlotSpec.buckets : rest
    }

    // MARK: Reading

    /// What is in the window at a time.
    /// - Parameter words: the window's own in the record.
    @inline(__always)
    mutating func figures(_ words: UnsafeMutablePointer<Int64>, at time: Instant) -> SlotFigures {
        guard words[0] != .min else { return SlotFigures() }
        let now = bucket(time)
        // Time has gone on since the account's latest payment.
        if now > words[0] { return figures(words, from: now - Self.buckets + 1) }
        let whole = words + 1
        var figures = SlotFigures(count: Int(whole[0]))
        if sum != 0 { figures.sum = whole[sum] }
        if squares != 0 { figures.squares = Double(bitPattern: UInt64(bitPattern: whole[squares])) }
        if extremes != 0 { (figures.least, figures.greatest) = (whole[extremes], whole[extremes + 1]) }
        if total != 0 { figures.total = Int(whole[total]) }
        if hasCounterparties { figures.distinct = distinct(words, from: words[0] - Self.buckets + 1) }
        return figures
    }

    /// What is in the buckets from one on.
    private func figures(_ words: UnsafeMutablePointer<Int64>, from first: Int64) -> SlotFigures {
        var figures = SlotFigures()
        guard first <= words[0] else { return figures }
        // The ring from the oldest bucket on; sums in the order of time, so that they do not depend on where it begins.
        var slot = Self.slot(first)
        for _ in first...words[0] {
            add(rings(words) + slot * bucketWords, to: &figures)
            slot = slot + 1 == SlotSpec.buckets ? 0 : slot + 1
        }
        if hasCounterparties { figures.distinct = distinct(words, from: first) }
        return figures
    }

    private func distinct(_ words: UnsafeMutablePointer<Int64>, from first: Int64) -> Int {
        let table = rings(words) + SlotSpec.buckets * bucketWords
        var distinct = 0
        for i in 0..<SlotSpec.counterparties {
            if table[i] == 0 { break }
            if Self.known(table[i]) >= first { distinct += 1 }
        }
        return distinct
    }

    /// Adds what is in one bucket.
    @inline(__always)
    private func add(_ bucket: UnsafeMutablePointer<Int64>, to figures: inout SlotFigures) {
        if total != 0 { figures.total += Int(bucket[total]) }
        guard bucket[0] != 0 else { return }
        if sum != 0 { figures.sum = figures.sum.saturatingAdd(bucket[sum]) }
        if squares != 0 { figures.squares += Double(bitPattern: UInt64(bitPattern: bucket[squares])) }
        if extremes != 0 {
            let isFirst = figures.count == 0
            figures.least = isFirst ? bucket[extremes] : min(figures.least, bucket[extremes])
            figures.greatest = isFirst ? bucket[extremes + 1] : max(figures.greatest, bucket[extremes + 1])
        }
        figures.count += Int(bucket[0])
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
