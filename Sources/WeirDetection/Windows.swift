import WeirDomain

/// The spans over which an account's payments are counted.
package enum Window: Int, CaseIterable, Sendable {
    case hour, day, week, month

    /// Minutes in one bucket. A window is its whole buckets plus the one that is filling, so it reaches back between
    /// its nominal length and one bucket more: never less.
    package var bucketMinutes: Int32 {
        switch self {
        case .hour: 10
        case .day: 180
        case .week: 1_440
        case .month: 7_200
        }
    }

    /// Whole buckets in the nominal length, and the filling one.
    package var slots: Int {
        switch self {
        case .hour: 7
        case .day: 9
        case .week: 8
        case .month: 7
        }
    }

    /// The first of the ten-minute steps that belong to the window when its newest bucket has this number.
    @inline(__always)
    func firstStep(newest number: Int32) -> Int32 {
        (number &- Int32(slots) &+ 1) &* (bucketMinutes / 10)
    }

    var firstSlot: Int {
        switch self {
        case .hour: 0
        case .day: 7
        case .week: 16
        case .month: 24
        }
    }

    package var name: String {
        switch self {
        case .hour: "1h"
        case .day: "24h"
        case .week: "7d"
        case .month: "30d"
        }
    }
}

/// What happened in one direction during a span. Counters saturate, they never wrap.
package struct Totals: Hashable, Sendable, BitwiseCopyable {
    /// Minor units.
    package var sum: Int64 = 0
    package var count: UInt32 = 0
    /// Different counterparties.
    package var distinct: UInt32 = 0
    /// Counterparties paid, or paid by, for the first time in this direction.
    package var firstTime: UInt32 = 0
    /// Persons with whom no money had moved before, either way.
    package var strangers: UInt32 = 0

    /// Share of first-time counterparties among the different ones, 0 … 1.
    package var firstTimeShare: Double { distinct == 0 ? 0 : min(1, Double(firstTime) / Double(distinct)) }
}

/// The numbers of the buckets that a minute falls into, one for each window. Worked out once for a payment, and used by
/// both of its accounts.
package struct BucketTimes: BitwiseCopyable, Sendable {
    fileprivate let hour: Int32
    fileprivate let day: Int32
    fileprivate let week: Int32
    fileprivate let month: Int32

    package init(minute: Int32) {
        hour = Self.number(minute, Window.hour.bucketMinutes)
        day = Self.number(minute, Window.day.bucketMinutes)
        week = Self.number(minute, Window.week.bucketMinutes)
        month = Self.number(minute, Window.month.bucketMinutes)
    }

    @inline(__always)
    private static func number(_ minute: Int32, _ size: Int32) -> Int32 {
        minute >= 0 ? minute / size : (minute - size + 1) / size
    }

    subscript(window: Window) -> Int32 {
        switch window {
        case .hour: hour
        case .day: day
        case .week: week
        case .month: month
        }
    }
}

/// One account's payments of one direction over the four windows, in 608 bytes.
///
/// The different counterparties of a window need no set: a counterparty is counted in the bucket of its *latest*
/// payment, and moves along when it pays again. The pair's last contact says from where. The totals are kept running,
/// so that reading one costs nothing; a bucket takes its share along when it goes.
package struct WindowSet: BitwiseCopyable {
    package init() {}

    struct Bucket: BitwiseCopyable {
        var sum: Int64 = 0
        var count: UInt16 = 0
        var distinct: UInt16 = 0
        var firstTime: UInt16 = 0
        var strangers: UInt16 = 0
    }

    /// The number of the newest bucket of each window.
    private var newest: InlineArray<4, Int32> = .init(repeating: .min)
    private var running: InlineArray<4, Totals> = .init(repeating: Totals())
    private var buckets: InlineArray<31, Bucket> = .init(repeating: Bucket())

    /// Counts payments that were kept one by one before. Only for a set that is empty.
    mutating func take(_ event: Event, newest head: BucketTimes) {
        let times = BucketTimes(minute: PairTable.minute(step: event.step))
        for window in Window.allCases {
            newest[window.rawValue] = head[window]
            let number = times[window]
            guard isKept(window, number) else { continue }
            let slot = Self.index(window, number)
            var (bucket, total) = (buckets[slot], running[window.rawValue])
            bucket.sum = bucket.sum.saturatingAdd(event.amount)
            total.sum = total.sum.saturatingAdd(event.amount)
            Self.increment(&bucket.count, &total.count)
            if event.marks.contains(.latest) { Self.increment(&bucket.distinct, &total.distinct) }
            if event.marks.contains(.first) { Self.increment(&bucket.firstTime, &total.firstTime) }
            if event.marks.contains(.stranger) { Self.increment(&bucket.strangers, &total.strangers) }
            buckets[slot] = bucket
            running[window.rawValue] = total
        }
    }

    /// Counts one payment. `last` is the time of the pair's previous payment in this direction.
    package mutating func add(_ now: BucketTimes, amount: Int64, last: BucketTimes?, isStranger: Bool) {
        add(.hour, now.hour, amount, last?.hour, isStranger)
        add(.day, now.day, amount, last?.day, isStranger)
        add(.week, now.week, amount, last?.week, isStranger)
        add(.month, now.month, amount, last?.month, isStranger)
    }

    @inline(__always)
    private mutating func add(_ window: Window, _ number: Int32, _ amount: Int64, _ last: Int32?, _ isStranger: Bool) {
        let w = window.rawValue
        if number > newest[w] { advance(window, to: number) }
        guard isKept(window, number) else { return }
        let slot = Self.index(window, number)
        var bucket = buckets[slot]
        var total = running[w]
        // A counterparty of the same bucket stays where it is counted, and so does one of a later bucket: then it is
        // this payment that comes late.
        if last.map({ $0 < number }) ?? true {
            if let last, isKept(window, last) { leave(Self.index(window, last), &total) }
            Self.increment(&bucket.distinct, &total.distinct)
        }
        let sum = bucket.sum &+ amount
        // A sum that has reached the end stays there.
        if sum >= bucket.sum, total.sum &+ amount >= total.sum {
            bucket.sum = sum
            total.sum &+= amount
        } else {
            bucket.sum = .max
            total.sum = .max
        }
        Self.increment(&bucket.count, &total.count)
        if last == nil { Self.increment(&bucket.firstTime, &total.firstTime) }
        if isStranger { Self.increment(&bucket.strangers, &total.strangers) }
        buckets[slot] = bucket
        running[w] = total
    }

    /// A counterparty leaves the bucket of its payment before.
    private mutating func leave(_ slot: Int, _ total: inout Totals) {
        let distinct = buckets[slot].distinct
        guard distinct > 0 else { return }
        buckets[slot].distinct = distinct - 1
        total.distinct -= 1
    }

    /// What is in a window at a time; at the time of the newest payment if that is later.
    /// Changes nothing: it is mutating so that it reads in place, where a borrow would copy the whole set first.
    package mutating func totals(_ window: Window, at now: BucketTimes) -> Totals {
        let head = newest[window.rawValue]
        guard head != .min else { return Totals() }
        let total = running[window.rawValue]
        let number = now[window]
        return number <= head ? total : left(window, of: total, at: number)
    }

    /// What will be left of a total when the window has moved on.
    private mutating func left(_ window: Window, of total: Totals, at number: Int32) -> Totals {
        let head = Int64(newest[window.rawValue])
        let slots = Int64(window.slots)
        guard Int64(number) - head < slots else { return Totals() }
        var total = total
        for gone in (head - slots + 1)...(Int64(number) - slots) {
            Self.take(buckets[Self.index(window, Int32(gone))], from: &total)
        }
        if total.sum == .max { total.sum = sum(window, from: Int64(number) - slots + 1) }
        return total
    }

    private static func take(_ bucket: Bucket, from total: inout Totals) {
        if total.sum != .max { total.sum -= bucket.sum }
        total.count -= UInt32(bucket.count)
        total.distinct -= UInt32(bucket.distinct)
        total.firstTime -= UInt32(bucket.firstTime)
        total.strangers -= UInt32(bucket.strangers)
    }

    /// The sum once more from its buckets: one that has reached the end cannot be reduced.
    private mutating func sum(_ window: Window, from first: Int64) -> Int64 {
        var sum: Int64 = 0
        let head = Int64(newest[window.rawValue])
        guard first <= head else { return 0 }
        for number in first...head {
            let (next, overflow) = sum.addingReportingOverflow(buckets[Self.index(window, Int32(number))].sum)
            if overflow { return .max }
            sum = next
        }
        return sum
    }

    @inline(__always)
    private static func index(_ window: Window, _ number: Int32) -> Int {
        let slots = Int32(window.slots)
        let rest = number % slots
        return window.firstSlot + Int(rest < 0 ? rest + slots : rest)
    }

    /// Whether the bucket is one of those kept.
    @inline(__always)
    private mutating func isKept(_ window: Window, _ number: Int32) -> Bool {
        let head = newest[window.rawValue]
        return number <= head && Int64(number) > Int64(head) - Int64(window.slots)
    }

    private mutating func advance(_ window: Window, to number: Int32) {
        let w = window.rawValue
        let head = newest[w]
        if head == .min || Int64(number) - Int64(head) >= Int64(window.slots) {
            for slot in window.firstSlot..<(window.firstSlot + window.slots) { buckets[slot] = Bucket() }
            running[w] = Totals()
        } else {
            running[w] = left(window, of: running[w], at: number)
            for step in (head + 1)...number { buckets[Self.index(window, step)] = Bucket() }
        }
        newest[w] = number
    }

    /// Counts in a bucket and in the total; where the bucket is full, in neither.
    @inline(__always)
    private static func increment(_ counter: inout UInt16, _ total: inout UInt32) {
        guard counter < .max else { return }
        counter += 1
        total += 1
    }
}
