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

    /// All of them without making a list each time.
    static let each: InlineList = InlineList()

    struct InlineList: Sequence, Sendable {
        struct Iterator: IteratorProtocol {
            var raw = 0
            mutating func next() -> Window? {
                defer { raw += 1 }
                return Window(rawValue: raw)
            }
        }
        func makeIterator() -> Iterator { Iterator() }
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

/// One account's payments of one direction over the four windows, in 512 bytes.
///
/// The different counterparties of a window need no set: a counterparty is counted in the bucket of its *latest*
/// payment, and moves along when it pays again. The pair's last contact says from where.
package struct WindowSet: BitwiseCopyable {
    package init() {}

    struct Bucket: BitwiseCopyable {
        var sum: Int64 = 0
        var count: UInt16 = 0
        var distinct: UInt16 = 0
        var firstTime: UInt16 = 0
        var strangers: UInt16 = 0
    }

    private var buckets: InlineArray<31, Bucket> = .init(repeating: Bucket())
    /// The number of the newest bucket of each window.
    private var newest: InlineArray<4, Int32> = .init(repeating: .min)

    /// Counts one payment. `lastContact` is the minute of the pair's previous payment in this direction.
    package mutating func add(minute: Int32, amount: Int64, lastContact: Int32?, isStranger: Bool) {
        for window in Window.each {
            let number = Self.bucketNumber(minute, window)
            advance(window, to: number)
            guard let slot = slot(window, number) else { continue }
            if let lastContact, let old = self.slot(window, Self.bucketNumber(lastContact, window)) {
                buckets[old].distinct = buckets[old].distinct > 0 ? buckets[old].distinct - 1 : 0
            }
            buckets[slot].sum = Self.saturating(buckets[slot].sum, amount)
            Self.increment(&buckets[slot].count)
            Self.increment(&buckets[slot].distinct)
            if lastContact == nil { Self.increment(&buckets[slot].firstTime) }
            if isStranger { Self.increment(&buckets[slot].strangers) }
        }
    }

    package func totals(_ window: Window, at minute: Int32) -> Totals {
        var totals = Totals()
        let now = max(Self.bucketNumber(minute, window), newest[window.rawValue])
        let head = newest[window.rawValue]
        guard head != .min else { return totals }
        let oldest = max(Int64(now), Int64(head)) - Int64(window.slots) + 1
        // A span reads in place; the inline array's subscript copies all of it first.
        let buckets = buckets.span
        for back in 0..<Int32(window.slots) {
            let number = Int64(head) - Int64(back)
            guard number >= oldest else { break }
            let bucket = buckets[Self.index(window, Int32(number))]
            totals.sum = Self.saturating(totals.sum, bucket.sum)
            totals.count &+= UInt32(bucket.count)
            totals.distinct &+= UInt32(bucket.distinct)
            totals.firstTime &+= UInt32(bucket.firstTime)
            totals.strangers &+= UInt32(bucket.strangers)
        }
        return totals
    }

    private static func bucketNumber(_ minute: Int32, _ window: Window) -> Int32 {
        let size = window.bucketMinutes
        return minute >= 0 ? minute / size : (minute - size + 1) / size
    }

    private static func index(_ window: Window, _ number: Int32) -> Int {
        let slots = Int32(window.slots)
        let rest = number % slots
        return window.firstSlot + Int(rest < 0 ? rest + slots : rest)
    }

    /// The slot of a bucket that is still kept; `nil` for one that has gone, or not come.
    private func slot(_ window: Window, _ number: Int32) -> Int? {
        let head = newest[window.rawValue]
        guard head != .min, number <= head, Int64(number) > Int64(head) - Int64(window.slots) else { return nil }
        return Self.index(window, number)
    }

    private mutating func advance(_ window: Window, to number: Int32) {
        let head = newest[window.rawValue]
        guard head == .min || number > head else { return }
        let steps = head == .min ? Int64(window.slots) : min(Int64(number) - Int64(head), Int64(window.slots))
        for step in 0..<Int32(steps) { buckets[Self.index(window, number - step)] = Bucket() }
        newest[window.rawValue] = number
    }

    private static func increment(_ counter: inout UInt16) {
        if counter < .max { counter += 1 }
    }

    private static func saturating(_ a: Int64, _ b: Int64) -> Int64 {
        let (sum, overflow) = a.addingReportingOverflow(b)
        return overflow ? .max : sum
    }
}
