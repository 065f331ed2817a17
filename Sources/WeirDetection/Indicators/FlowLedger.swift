import WeirDomain

/// How long money stays: incoming parcels wait until outgoing payments use them up, the oldest first.
struct FlowLedger: BitwiseCopyable {
    private struct Parcel: BitwiseCopyable {
        var minute: Int32 = 0
        var rest: Int64 = 0
    }

    /// Money that left within half an hour looks like a mule's, within a day like a trader's (DOMAIN §1.6.4).
    static let quickMinutes: Int32 = 30
    /// In between: money that waited to look like somebody's own.
    static let hoursMinutes: Int32 = 360
    static let dayMinutes: Int32 = 1_440
    private static let halfLifeMinutes = 7.0 * 1_440
    private static let places = 12

    private var parcels: InlineArray<12, Parcel> = .init(repeating: Parcel())
    private var used: UInt8 = 0
    private var minute: Int32 = 0
    /// Minor units, decaying with a half-life of seven days.
    private(set) var received: Double = 0
    private(set) var sentQuickly: Double = 0
    private(set) var sentWithinHours: Double = 0
    private(set) var sentWithinDay: Double = 0
    /// Payments received, and payments sent on quickly, decaying likewise.
    private(set) var receipts: Double = 0
    private(set) var quickForwards: Double = 0
    /// How many of what was sent on was declined: no money moved, and whoever reads the shares must be told.
    private(set) var attempts: UInt16 = 0
    /// Minor units of those, as they stood when the last one was made.
    private var triedSum: Float = 0
    private var triedMinute: Int32 = 0

    /// Share of what came in that went out within half an hour, within six hours, and within a day; 0 … 1.
    var quickShare: Double { received > 0 ? min(1, sentQuickly / received) : 0 }
    var hoursShare: Double { received > 0 ? min(1, sentWithinHours / received) : 0 }
    var dayShare: Double { received > 0 ? min(1, sentWithinDay / received) : 0 }

    /// A cheap bound: where it is false, what is sent on says nothing, or speaks against it.
    var mayForward: Bool { receipts >= 4 && quickForwards > 2 && sentQuickly > 0.4 * received }

    mutating func receive(_ amount: Amount, minute now: Int32) {
        age(to: now)
        received += Double(amount.minor)
        receipts += 1
        if Int(used) == Self.places { mergeOldest() }
        parcels[Int(used)] = Parcel(minute: now, rest: amount.minor)
        used += 1
    }

    /// Uses up parcels; says whether most of the payment was money that had come in within half an hour.
    mutating func send(_ amount: Amount, minute now: Int32) -> Bool {
        age(to: now)
        dropOlder(than: now &- Self.dayMinutes)
        var open = amount.minor
        var (quick, hours): (Int64, Int64) = (0, 0)
        var kept = 0
        var parcels = parcels.mutableSpan
        for i in 0..<Int(used) {
            var parcel = parcels[i]
            let part = min(open, parcel.rest)
            open -= part
            parcel.rest -= part
            if now &- parcel.minute <= Self.quickMinutes { quick += part }
            if now &- parcel.minute <= Self.hoursMinutes { hours += part }
            if parcel.rest > 0 {
                parcels[kept] = parcel
                kept += 1
            }
        }
        used = UInt8(kept)
        sentQuickly += Double(quick)
        sentWithinHours += Double(hours)
        sentWithinDay += Double(amount.minor - open)
        let isForward = quick * 10 >= amount.minor * 8
        if isForward { quickForwards += 1 }
        return isForward
    }

    /// What would have been sent on within a day with one more payment; in minor units.
    func sentWithinDay(with amount: Int64) -> Double {
        min(received, sentWithinDay + Double(amount))
    }

    /// What came and went back to its sender has not come in: of its own parcel what is left, then of the latest.
    mutating func takeBack(_ amount: Int64, came: Int32, _ now: Int32) {
        age(to: now)
        received = max(0, received - Double(amount) * Self.decay.left(afterHours: (now &- came) / 60))
        var open = amount
        for isOwn in [true, false] {
            var i = Int(used) - 1
            while i >= 0, open > 0 {
                if !isOwn || parcels[i].minute == came {
                    let part = min(open, parcels[i].rest)
                    parcels[i].rest -= part
                    open -= part
                }
                i -= 1
            }
        }
    }

    mutating func noteAttempt(_ amount: Amount, minute now: Int32) {
        if attempts < .max { attempts += 1 }
        triedSum = tried(at: now) + Float(amount.minor)
        triedMinute = max(triedMinute, now)
    }

    /// Minor units that it tried to pay and that were declined, fading like all sums.
    func tried(at now: Int32) -> Float { triedSum * Float(Self.decay.left(afterHours: (now &- triedMinute) / 60)) }

    /// The two oldest become one with the later time: merging may make money look quicker by their distance, so the
    /// parcel that weighs more lends its time.
    private mutating func mergeOldest() {
        var parcels = parcels.mutableSpan
        let (a, b) = (parcels[0], parcels[1])
        parcels[1] = Parcel(minute: a.rest > b.rest ? a.minute : b.minute, rest: a.rest.saturatingAdd(b.rest))
        for i in 1..<Self.places { parcels[i - 1] = parcels[i] }
        used -= 1
    }

    private mutating func dropOlder(than limit: Int32) {
        var kept = 0
        var parcels = parcels.mutableSpan
        for i in 0..<Int(used) where parcels[i].minute >= limit {
            parcels[kept] = parcels[i]
            kept += 1
        }
        used = UInt8(kept)
    }

    /// In steps of an hour: within a half-life of seven days finer ones make no difference.
    private mutating func age(to now: Int32) {
        let hours = (now &- minute) / 60
        guard hours > 0 else { return }
        if received > 0 {
            let left = Self.decay.left(afterHours: hours)
            received *= left
            sentQuickly *= left
            sentWithinHours *= left
            sentWithinDay *= left
            receipts *= left
            quickForwards *= left
        }
        minute &+= hours * 60
    }

    private static let decay = HourlyDecay(halfLifeHours: halfLifeMinutes / 60)
}
