import WeirDetection
import WeirDomain
import WeirRuleSets

/// One window that rules have kept, and how an account's words lie in it: the number of its newest bucket; what the
/// window holds as a whole; the same for each of its thirteen buckets; and up to 64 counterparties, and remarks, each
/// with the bucket of its latest payment. Count, and sum, squares, least, greatest, total where they are needed.
///
/// The whole is brought up to date with every payment, so that reading it touches no bucket. It is what its buckets add
/// up to, to the last bit, for it is added up anew where taking away would not be exact.
struct SlotWindow: BitwiseCopyable {
    /// In milliseconds.
    let length: Int64
    /// Since when it counts, in milliseconds; the greatest number before the first payment.
    var since = Int64.max
    /// The number of its filter; negative where all payments are let in.
    var filter = -1
    let bucketWords: Int
    let bucketMilliseconds: Int64
    /// The word of a bucket in which each stands; 0 where it is not kept.
    private let sum: Int
    /// The squares' sum of 128 bits, the lower half first: exact whatever the amounts.
    private let squares: Int
    /// The least; the greatest stands behind it.
    private let extremes: Int
    private let total: Int
    private let hasCounterparties: Bool
    private let hasRemarks: Bool
    /// The bucket of the latest time asked for: from which millisecond on, its number, and its place in the ring.
    /// Payments come in the order of time, so that the next one's is mostly the same.
    private var currentStart = Int64.max
    private var currentSlot = 0
    private var currentNumber: Int64 = 0

    private static let buckets = Int64(SlotSpec.buckets)

    init(_ spec: SlotSpec) {
        length = Int64(spec.key.seconds) * 1_000
        bucketWords = spec.bucketWords
        bucketMilliseconds = spec.bucketMilliseconds
        var next = 1
        func place(_ need: SlotSpec.Needs, words: Int = 1) -> Int {
            guard spec.needs.contains(need) else { return 0 }
            defer { next += words }
            return next
        }
        sum = place(.sum)
        squares = place(.squares, words: 2)
        extremes = place(.extremes, words: 2)
        total = place(.total)
        hasCounterparties = spec.needs.contains(.distinct)
        hasRemarks = spec.needs.contains(.remarks)
    }

    /// Whether payments count that the filter does not let through.
    var hasTotal: Bool { total != 0 }

    /// The word where the next payment is probably counted.
    @inline(__always)
    var likely: Int { 1 + (1 + currentSlot) * bucketWords }

    /// The word where a payment of this time, in milliseconds, is counted.
    @inline(__always)
    func word(at time: Int64) -> Int { 1 + (1 + Self.slot(number(at: time))) * bucketWords }

    @inline(__always)
    private func number(at time: Int64) -> Int64 {
        time >= 0 ? time / bucketMilliseconds : (time - bucketMilliseconds + 1) / bucketMilliseconds
    }

    /// Numbers of buckets with the sign turned, so that words that are 0 hold nothing.
    @inline(__always)
    private static func turned(_ number: Int64) -> Int64 { number ^ .min }

    @inline(__always)
    private func rings(_ words: UnsafeMutablePointer<Int64>) -> UnsafeMutablePointer<Int64> { words + 1 + bucketWords }

    // MARK: Counting

    /// Counts a payment.
    /// - Parameter words: the window's own in the record.
    @inline(__always)
    mutating func count(
        _ words: UnsafeMutablePointer<Int64>, _ payment: CountedPayment, isIn: Bool
    ) {
        let number = bucket(payment.at)
        var newest = Self.turned(words[0])
        if number > newest {
            advance(words, from: newest, to: number)
            newest = number
        }
        guard number > newest - Self.buckets else { return }
        let (whole, bucket) = (words + 1, rings(words) + currentSlot * bucketWords)
        if total != 0 {
            bucket[total] += 1
            whole[total] += 1
        }
        guard isIn else { return }
        if bucketWords > 1 {
            add(payment.amount, to: bucket)
            add(payment.amount, to: whole)
        }
        bucket[0] += 1
        whole[0] += 1
        if isBeyondExact(whole) { addUp(words) }
        if hasCounterparties { meet(counterparties(words), payment.other.raw, number, newest: newest) }
        if hasRemarks, payment.remark != 0 { meet(remarks(words), payment.remark, number, newest: newest) }
    }

    @inline(__always)
    private func counterparties(_ words: UnsafeMutablePointer<Int64>) -> UnsafeMutablePointer<Int64> {
        rings(words) + SlotSpec.buckets * bucketWords
    }

    @inline(__always)
    private func remarks(_ words: UnsafeMutablePointer<Int64>) -> UnsafeMutablePointer<Int64> {
        counterparties(words) + (hasCounterparties ? SlotSpec.counterparties : 0)
    }

    @inline(__always)
    private func add(_ amount: Int64, to bucket: UnsafeMutablePointer<Int64>) {
        if sum != 0 {
            let (more, overflow) = bucket[sum].addingReportingOverflow(amount)
            bucket[sum] = overflow ? .max : more
        }
        if squares != 0 {
            let square = UInt128(amount.magnitude) * UInt128(amount.magnitude)
            Self.put(Self.wide(bucket, squares) &+ square, bucket, squares)
        }
        if extremes != 0 {
            let isFirst = bucket[0] == 0
            bucket[extremes] = isFirst ? amount : min(bucket[extremes], amount)
            bucket[extremes + 1] = isFirst ? amount : max(bucket[extremes + 1], amount)
        }
    }

    /// A number of 128 bits that stands in two words. Squares of the greatest amounts there are fit by hundreds of
    /// millions.
    @inline(__always)
    private static func wide(_ words: UnsafeMutablePointer<Int64>, _ place: Int) -> UInt128 {
        UInt128(UInt64(bitPattern: words[place + 1])) << 64 | UInt128(UInt64(bitPattern: words[place]))
    }

    @inline(__always)
    private static func put(_ number: UInt128, _ words: UnsafeMutablePointer<Int64>, _ place: Int) {
        words[place] = Int64(bitPattern: UInt64(truncatingIfNeeded: number))
        words[place + 1] = Int64(bitPattern: UInt64(truncatingIfNeeded: number >> 64))
    }

    /// Sums up to here have not been cut off at the greatest there is.
    private static let exactSum: Int64 = 1 << 62

    @inline(__always)
    private func isBeyondExact(_ whole: UnsafeMutablePointer<Int64>) -> Bool {
        sum != 0 && whole[sum] >= Self.exactSum
    }

    // Mutating, this and others that change nothing of it: a borrow would copy all of it first.
    private mutating func advance(_ words: UnsafeMutablePointer<Int64>, from newest: Int64, to number: Int64) {
        words[0] = Self.turned(number)
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
                    Self.put(Self.wide(whole, squares) &- Self.wide(gone, squares), whole, squares)
                }
                if extremes != 0, gone[extremes] == whole[extremes] || gone[extremes + 1] == whole[extremes + 1] {
                    losesExtreme = true
                }
            }
            if gone[0] != 0 || total != 0 { for word in 0..<bucketWords { gone[word] = 0 } }
        }
        if needsAddingUp { addUp(words) } else if losesExtreme { findExtremes(words) }
    }

    /// The whole's extremes anew from its buckets: those that are not in the window hold nothing.
    private mutating func findExtremes(_ words: UnsafeMutablePointer<Int64>) {
        var (least, greatest, isFirst): (Int64, Int64, Bool) = (0, 0, true)
        var bucket = rings(words)
        for _ in 0..<SlotSpec.buckets {
            if bucket[0] != 0 {
                least = isFirst ? bucket[extremes] : min(least, bucket[extremes])
                greatest = isFirst ? bucket[extremes + 1] : max(greatest, bucket[extremes + 1])
                isFirst = false
            }
            bucket += bucketWords
        }
        (words[1 + extremes], words[2 + extremes]) = (least, greatest)
    }

    /// The whole anew from its buckets.
    private mutating func addUp(_ words: UnsafeMutablePointer<Int64>) {
        let figures = figures(words, from: Self.turned(words[0]) - Self.buckets + 1)
        let whole = words + 1
        whole[0] = Int64(figures.count)
        if total != 0 { whole[total] = Int64(figures.total) }
        if sum != 0 { whole[sum] = figures.sum }
        if squares != 0 { Self.put(figures.squares, whole, squares) }
        if extremes != 0 { (whole[extremes], whole[extremes + 1]) = (figures.least, figures.greatest) }
    }

    /// Notes a counterparty, or a remark, in the window's table, in the place of one that has left it if need be.
    private func meet(_ table: UnsafeMutablePointer<Int64>, _ other: UInt32, _ number: Int64, newest: Int64) {
        var free: Int?
        for i in 0..<SlotSpec.counterparties {
            let entry = UInt64(bitPattern: table[i])
            if entry >> 32 == UInt64(other) {
                // One that comes late takes nobody's latest payment back.
                if Self.ahead(number, of: table[i]) > 0 || !Self.isIn(table[i], at: newest) {
                    table[i] = Self.entry(other, number)
                }
                return
            }
            if free == nil, entry == 0 || !Self.isIn(table[i], at: newest) { free = i }
            // Places are taken one after the other and never given back.
            if entry == 0 { break }
        }
        if let free { table[free] = Self.entry(other, number) }
    }

    /// Of a bucket's number 32 bits are kept, enough to tell the buckets of a window from those of six years before it
    /// even where a window lasts a second.
    private static func entry(_ other: UInt32, _ number: Int64) -> Int64 {
        Int64(bitPattern: UInt64(other) << 32 | UInt64(UInt32(truncatingIfNeeded: number)))
    }

    /// How many buckets a number lies ahead of an entry's.
    private static func ahead(_ number: Int64, of entry: Int64) -> Int32 {
        Int32(truncatingIfNeeded: number) &- Int32(truncatingIfNeeded: entry)
    }

    /// Whether an entry's bucket is in the window whose newest has a number.
    private static func isIn(_ entry: Int64, at number: Int64) -> Bool {
        UInt32(bitPattern: ahead(number, of: entry)) < UInt32(SlotSpec.buckets)
    }

    /// The number of the bucket of a time; its place in the ring is `currentSlot` then.
    @inline(__always)
    private mutating func bucket(_ time: Instant) -> Int64 {
        let since = time.milliseconds &- currentStart
        if since >= 0, since < bucketMilliseconds { return currentNumber }
        return turn(to: time.milliseconds)
    }

    private mutating func turn(to time: Int64) -> Int64 {
        currentNumber = number(at: time)
        currentStart = currentNumber * bucketMilliseconds
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
        guard words[0] != 0 else { return SlotFigures() }
        let (now, newest) = (bucket(time), Self.turned(words[0]))
        // Time has gone on since the account's latest payment.
        if now > newest { return figures(words, from: now - Self.buckets + 1) }
        let whole = words + 1
        var figures = SlotFigures(count: Int(whole[0]))
        if sum != 0 { figures.sum = whole[sum] }
        if squares != 0 { figures.squares = Self.wide(whole, squares) }
        if extremes != 0 { (figures.least, figures.greatest) = (whole[extremes], whole[extremes + 1]) }
        if total != 0 { figures.total = Int(whole[total]) }
        if hasCounterparties { figures.distinct = distinct(counterparties(words), newest: newest) }
        if hasRemarks { figures.remarks = distinct(remarks(words), newest: newest) }
        return figures
    }

    /// The same into a place that has held nothing but looks at this window: what it does not keep stays as it is.
    @inline(__always)
    mutating func read(
        _ words: UnsafeMutablePointer<Int64>, at time: Instant, into place: UnsafeMutablePointer<SlotFigures>
    ) {
        let newest = Self.turned(words[0])
        guard newest != .min, bucket(time) <= newest else {
            place.pointee = figures(words, at: time)
            return
        }
        let whole = words + 1
        place.pointee.count = Int(whole[0])
        if sum != 0 { place.pointee.sum = whole[sum] }
        if squares != 0 { place.pointee.squares = Self.wide(whole, squares) }
        if extremes != 0 {
            (place.pointee.least, place.pointee.greatest) = (whole[extremes], whole[extremes + 1])
        }
        if total != 0 { place.pointee.total = Int(whole[total]) }
        if hasCounterparties { place.pointee.distinct = distinct(counterparties(words), newest: newest) }
        if hasRemarks { place.pointee.remarks = distinct(remarks(words), newest: newest) }
    }

    /// What is in the buckets from one on.
    private mutating func figures(_ words: UnsafeMutablePointer<Int64>, from first: Int64) -> SlotFigures {
        var figures = SlotFigures()
        let last = Self.turned(words[0])
        guard first <= last else { return figures }
        // The ring from the oldest bucket on; sums in the order of time, so that they do not depend on where it begins.
        var slot = Self.slot(first)
        for _ in first...last {
            add(rings(words) + slot * bucketWords, to: &figures)
            slot = slot + 1 == SlotSpec.buckets ? 0 : slot + 1
        }
        let newest = first + Self.buckets - 1
        if hasCounterparties { figures.distinct = distinct(counterparties(words), newest: newest) }
        if hasRemarks { figures.remarks = distinct(remarks(words), newest: newest) }
        return figures
    }

    private func distinct(_ table: UnsafeMutablePointer<Int64>, newest: Int64) -> Int {
        var distinct = 0
        for i in 0..<SlotSpec.counterparties {
            if table[i] == 0 { break }
            if Self.isIn(table[i], at: newest) { distinct += 1 }
        }
        return distinct
    }

    /// Adds what is in one bucket.
    @inline(__always)
    private func add(_ bucket: UnsafeMutablePointer<Int64>, to figures: inout SlotFigures) {
        if total != 0 { figures.total += Int(bucket[total]) }
        guard bucket[0] != 0 else { return }
        if sum != 0 { figures.sum = figures.sum.saturatingAdd(bucket[sum]) }
        if squares != 0 { figures.squares &+= Self.wide(bucket, squares) }
        if extremes != 0 {
            let isFirst = figures.count == 0
            figures.least = isFirst ? bucket[extremes] : min(figures.least, bucket[extremes])
            figures.greatest = isFirst ? bucket[extremes + 1] : max(figures.greatest, bucket[extremes + 1])
        }
        figures.count += Int(bucket[0])
    }
}

/// What windows count of a payment, seen from one of its accounts.
struct CountedPayment: BitwiseCopyable {
    var at: Instant
    /// In minor units.
    var amount: Int64
    var other: AccountIndex
    /// Tells remarks apart; 0 for none, and where no window asks.
    var remark: UInt32 = 0

    /// Two different remarks are taken for the same one once in two billion.
    static func number(of remark: RawSpan) -> UInt32 {
        guard remark.byteCount > 0 else { return 0 }
        return UInt32(truncatingIfNeeded: Hash64(seed: 0x5245_4D41_524B)(remark) >> 32) | 1
    }
}

/// What a window of a rule holds; amounts in minor units.
struct SlotFigures {
    // In another order than in the window's words: who reads two words at once that have just been written one by one
    // waits for both.
    var count = 0
    private var squaresLow: UInt64 = 0
    var least: Int64 = 0
    var sum: Int64 = 0
    private var squaresHigh: UInt64 = 0
    var greatest: Int64 = 0
    var distinct = 0
    var total = 0
    var remarks = 0
    /// The window has counted for all of its length.
    var isComplete = false

    init(count: Int = 0) { self.count = count }

    var squares: UInt128 {
        get { UInt128(squaresHigh) << 64 | UInt128(squaresLow) }
        set {
            squaresLow = UInt64(truncatingIfNeeded: newValue)
            squaresHigh = UInt64(truncatingIfNeeded: newValue >> 64)
        }
    }

    /// The deviation of a sample, in minor units; `nil` under two payments, and where no number holds their sum.
    ///
    /// In whole numbers as far as it goes: the squares' sum about the whole part of the mean, so that nothing is lost
    /// however large the amounts. What is left to take off is less than one unit's square for each payment.
    var deviation: Double? {
        guard count > 1, sum >= 0, sum < .max else { return nil }
        let (mean, rest) = sum.quotientAndRemainder(dividingBy: Int64(count))
        // Sum of (x - mean)^2 = squares - 2 mean sum + n mean^2 = squares - mean (sum + rest).
        let taken = UInt128(mean) * (UInt128(sum) + UInt128(rest))
        let about = squares > taken ? squares - taken : 0
        let left = Double(rest) * Double(rest) / Double(count)
        return (max(0, Self.rounded(about) - left) / Double(count - 1)).squareRoot()
    }

    /// The nearest double. The library's own way from 128 bits takes a hundred times as long as that from 64.
    private static func rounded(_ number: UInt128) -> Double {
        number >> 64 == 0 ? Double(UInt64(truncatingIfNeeded: number)) : Double(number)
    }
}
