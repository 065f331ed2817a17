import WeirDomain

/// What strangers have sent since the last settlement, and whether it goes on as one sum, less a commission: a mule's
/// outflow equals the inflow within a percent or two, however long it waits (DOMAIN §1.1, §1.5).
struct SettlementPot: BitwiseCopyable {
    /// Minor units: received from strangers, and sent on since.
    private var pot: Int64 = 0
    private var sent: Int64 = 0
    private var begun: Int32 = 0
    private var receipts: UInt16 = 0
    private var payments: UInt8 = 0
    private var minute: Int32 = 0
    /// Settlements, decaying with a half-life of seven days.
    private(set) var settled: Float = 0

    /// A night more than a day.
    private static let longest: Int32 = 29 * 60
    /// So much of what came in is sent on: all but a commission of a few percent [S].
    private static let least = 0.955
    private static let most = 1.003
    private static let leastReceipts: UInt16 = 3
    private static let mostPayments: UInt8 = 3
    private static let decay = HourlyDecay(halfLifeHours: 7 * 24)

    mutating func receive(_ amount: Amount, minute now: Int32) {
        if receipts == 0 || now &- begun > Self.longest { begin(now) }
        let (sum, isTooLarge) = pot.addingReportingOverflow(amount.minor)
        guard !isTooLarge else { return begin(now) }
        pot = sum
        if receipts < .max { receipts += 1 }
    }

    /// Answers whether that was a settlement.
    mutating func send(_ amount: Amount, minute now: Int32) -> Bool {
        guard receipts > 0, now &- begun <= Self.longest, amount.minor >= pot / 4 else { return false }
        let (sum, isTooLarge) = sent.addingReportingOverflow(amount.minor)
        payments += 1
        let share = isTooLarge ? 2 : Double(sum) / Double(max(1, pot))
        sent = isTooLarge ? .max : sum
        if share >= Self.least, share <= Self.most, receipts >= Self.leastReceipts {
            fade(to: now)
            settled += 1
            begin(now)
            return true
        }
        if share > Self.most || payments == Self.mostPayments { begin(now) }
        return false
    }

    private mutating func begin(_ now: Int32) {
        (pot, sent, receipts, payments, begun) = (0, 0, 0, 0, now)
    }

    private mutating func fade(to now: Int32) {
        let hours = (now &- minute) / 60
        guard hours > 0 else { return }
        settled *= Float(Self.decay.left(afterHours: hours))
        minute &+= hours * 60
    }

    func hash(into hasher: inout StateHasher) {
        hasher.take(pot)
        hasher.take(sent)
        hasher.take(Int64(begun))
        hasher.take(Int64(receipts))
        hasher.take(settled)
    }
}
