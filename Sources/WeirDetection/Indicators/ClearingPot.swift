import WeirDomain

/// Whether an account that strangers pay is cleared: when the next of them pays, after a pause, all that came before
/// has gone on to persons, less a commission, in however many payments (DOMAIN §1.1, §1.5). A mule pays the one who
/// gathers, and winners besides; what settles in one to three payments is told by `SettlementPot`.
struct ClearingPot: BitwiseCopyable {
    /// Minor units: received from persons, and paid to persons since.
    private var cameIn: Int64 = 0
    private var wentOut: Int64 = 0
    private var begun: Int32 = 0
    private var latest: Int32 = 0
    private var minute: Int32 = 0
    private var receipts: UInt16 = 0
    private var strangers: UInt16 = 0
    /// Clearings, decaying with a half-life of seven days.
    private(set) var cleared: Float = 0

    /// A session, the night after it, and the next day.
    private static let longest: Int32 = 36 * 60
    private static let pause: Int32 = 2 * 60
    /// So much of what came in is sent on: all but a commission of a few percent [S].
    private static let least = 0.955
    private static let most = 1.003
    private static let leastReceipts: UInt16 = 5
    /// Share of strangers among those who paid [S].
    private static let strangersShare: Float = 0.7
    private static let decay = HourlyDecay(halfLifeHours: 7 * 24)

    /// Answers whether the account had been cleared before.
    mutating func receive(_ amount: Amount, isStranger: Bool, minute now: Int32) -> Bool {
        let isPause = now &- latest > Self.pause
        var isCleared = false
        if receipts == 0 {
            begin(now)
        } else if isPause, wentOut > 0, receipts >= Self.leastReceipts,
            Float(strangers) >= Self.strangersShare * Float(receipts)
        {
            let share = Double(wentOut) / Double(max(1, cameIn))
            isCleared = share >= Self.least && share <= Self.most
            if isCleared {
                fade(to: now)
                cleared += 1
            }
        }
        if isCleared || now &- begun > Self.longest { begin(now) }
        let (sum, isTooLarge) = cameIn.addingReportingOverflow(amount.minor)
        cameIn = isTooLarge ? .max : sum
        if receipts < .max { receipts += 1 }
        if isStranger, strangers < .max { strangers += 1 }
        latest = now
        return isCleared
    }

    mutating func send(_ amount: Amount) {
        let (sum, isTooLarge) = wentOut.addingReportingOverflow(amount.minor)
        wentOut = isTooLarge ? .max : sum
    }

    /// What goes to and fro has neither come in nor been sent.
    mutating func takeBack(received amount: Int64) { cameIn = max(0, cameIn - amount) }
    mutating func takeBack(paid amount: Int64) { wentOut = max(0, wentOut - amount) }

    private mutating func begin(_ now: Int32) { (cameIn, wentOut, receipts, strangers, begun) = (0, 0, 0, 0, now) }

    private mutating func fade(to now: Int32) {
        let hours = (now &- minute) / 60
        guard hours > 0 else { return }
        cleared *= Float(Self.decay.left(afterHours: hours))
        minute &+= hours * 60
    }

    func hash(into hasher: inout StateHasher) {
        for number in [cameIn, wentOut, Int64(begun), Int64(latest), Int64(receipts), Int64(strangers)] {
            hasher.take(number)
        }
        hasher.take(cleared)
    }
}
