import WeirDomain

/// The spans over which an account's payments are counted.
package enum Window: Int, CaseIterable, Sendable {
    case hour, day, week, month

    /// The nominal length in minutes.
    package var minutes: Int32 {
        switch self {
        case .hour: 60
        case .day: 1_440
        case .week: 10_080
        case .month: 43_200
        }
    }

    /// Minutes in one bucket. Of a busy account a window is its whole buckets plus the one that is filling, so it
    /// reaches back between its nominal length and one bucket more: never less.
    package var bucketMinutes: Int32 {
        switch self {
        case .hour: 10
        case .day: 60
        case .week: 720
        case .month: 4_320
        }
    }

    /// Whole buckets in the nominal length, and the filling one.
    package var slots: Int {
        switch self {
        case .hour: 7
        case .day: 25
        case .week: 15
        case .month: 11
        }
    }

    var firstSlot: Int {
        switch self {
        case .hour: 0
        case .day: 7
        case .week: 32
        case .month: 47
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

    package init() {}

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

/// One account's payments of one direction over the four windows, in 944 bytes.
///
/// The different counterparties of a window need no set: a counterparty is counted in the bucket of its *latest*
/// payment, and moves along when it pays again. The pair's last contact says from where. Totals are added up when they
/// are asked for: most payments ask for none.
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
    private var buckets: InlineArray<58, Bucket> = .init(repeating: Bucket())

    /// Counts payments that were kept one by one before. Only for a set that is empty.
    mutating func take(_ event: Event, _ minute: Int32, newest head: BucketTimes) {
        let times = BucketTimes(minute: minute)
        for window in Window.allCases {
            newest[window.rawValue] = head[window]
            let number = times[window]
            guard isKept(window, number) else { continue }
            let slot = Self.index(window, number)
            var bucket = buckets[slot]
            bucket.sum = bucket.sum.saturatingAdd(event.amount.minor)
            Self.increment(&bucket.count)
            if event.marks.contains(.latest) { Self.increment(&bucket.distinct) }
            if event.marks.contains(.first) { Self.increment(&bucket.firstTime) }
            if event.marks.contains(.stranger) { Self.increment(&bucket.strangers) }
            buckets[slot] = bucket
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
        if number > newest[window.rawValue] { advance(window, to: number) }
        guard isKept(window, number) else { return }
        let slot = Self.index(window, number)
        var bucket = buckets[slot]
        // A counterparty of the same bucket stays where it is counted, and so does one of a later bucket: then it is
        // this payment that comes late.
        if last.map({ $0 < number }) ?? true {
            if let last, isKept(window, last) { leave(Self.index(window, last)) }
            Self.increment(&bucket.distinct)
        }
        // A sum that has reached the end stays there.
        bucket.sum = bucket.sum.saturatingAdd(amount)
        Self.increment(&bucket.count)
        if last == nil { Self.increment(&bucket.firstTime) }
        if isStranger { Self.increment(&bucket.strangers) }
        buckets[slot] = bucket
    }

    /// A counterparty leaves the bucket of its payment before.
    private mutating func leave(_ slot: Int) {
        let distinct = buckets[slot].distinct
        if distinct > 0 { buckets[slot].distinct = distinct - 1 }
    }

    /// What is in a window at a time; at the time of the newest payment if that is later.
    /// Changes nothing: it is mutating so that it reads in place, where a borrow would copy the whole set first.
    package mutating func totals(_ window: Window, at now: BucketTimes) -> Totals {
        let head = newest[window.rawValue]
        guard head != .min else { return Totals() }
        var number = Int64(max(now[window], head)) - Int64(window.slots) + 1
        var totals = Totals()
        guard number <= Int64(head) else { return totals }
        var slot = Self.index(window, Int32(number))
        let end = window.firstSlot + window.slots
        while number <= Int64(head) {
            let bucket = buckets[slot]
            slot = slot + 1 == end ? window.firstSlot : slot + 1
            totals.sum = totals.sum.saturatingAdd(bucket.sum)
            totals.count += UInt32(bucket.count)
            totals.distinct += UInt32(bucket.distinct)
            totals.firstTime += UInt32(bucket.firstTime)
            totals.strangers += UInt32(bucket.strangers)
            number += 1
        }
        return totals
    }

    /// The same without counterparties: how often and how much.
    package mutating func sums(_ window: Window, at now: BucketTimes) -> Totals {
        let head = newest[window.rawValue]
        guard head != .min else { return Totals() }
        let first = Int64(max(now[window], head)) - Int64(window.slots) + 1
        var (sum, count): (Int64, UInt32) = (0, 0)
        if first <= Int64(head) {
            var slot = Self.index(window, Int32(first))
            let end = window.firstSlot + window.slots
            for _ in first...Int64(head) {
                // A sum that has reached the end stays there.
                sum = sum.saturatingAdd(buckets[slot].sum)
                count &+= UInt32(buckets[slot].count)
                slot = slot + 1 == end ? window.firstSlot : slot + 1
            }
        }
        var totals = Totals()
        (totals.sum, totals.count) = (sum, count)
        return totals
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
        let head = newest[window.rawValue]
        if head == .min || Int64(number) - Int64(head) >= Int64(window.slots) {
            for slot in window.firstSlot..<(window.firstSlot + window.slots) { buckets[slot] = Bucket() }
        } else {
            for step in (head + 1)...number { buckets[Self.index(window, step)] = Bucket() }
        }
        newest[window.rawValue] = number
    }

    /// Counts; a full counter stays full.
    @inline(__always)
    private static func increment(_ counter: inout UInt16) {
        if counter < .max { counter += 1 }
    }
}
