import WeirDomain

/// What an account's days look like: small ledgers of which each is one indicator. They are closed and fade once a day,
/// with a half-life of seven days, so that a payment costs them little.
struct Habits: BitwiseCopyable {
    private(set) var ends = DayEnds()
    private(set) var hours = WorkingHours()
    private(set) var codes = CodeUse()
    private(set) var refunds = Refunds()
    private(set) var paidBack = PaidBack()
    private(set) var sales = Sales()
    private(set) var customers = SharedCustomers()
    /// Days of silence before the account woke; fades.
    private(set) var idleDays: Float = 0
    /// Accounts of interest whose payments came from the same address, and that use the same card; payees of its site
    /// within an hour.
    private(set) var addressAccounts: UInt8 = 0
    private(set) var cardAccounts: UInt8 = 0
    private(set) var siteTurns: UInt8 = 0
    private var day: Int32 = 0

    private static let decay = HourlyDecay(halfLifeHours: 7 * 24)

    mutating func take(_ deal: Deal) {
        turn(to: deal.minute / 1_440)
        ends.take(deal)
        hours.take(deal)
        guard deal.direction == .incoming else { return }
        if deal.isCode { codes.take(deal) }
        if deal.category != 0 { sales.take(deal) }
    }

    mutating func giveBack(_ amount: Int64, minute: Int32) {
        turn(to: minute / 1_440)
        refunds.take(amount)
    }

    mutating func meetCustomer(minute: Int32) {
        turn(to: minute / 1_440)
        paidBack.meet()
    }

    mutating func payBackCustomer(minute: Int32) {
        turn(to: minute / 1_440)
        paidBack.payBack()
    }

    mutating func meet(isTied: Bool) { customers.take(isTied: isTied) }
    mutating func wake(after days: Float) { idleDays = days }
    mutating func see(addressAccounts count: Int) { addressAccounts = UInt8(clamping: count) }
    mutating func see(cardAccounts count: Int) { cardAccounts = UInt8(clamping: count) }
    mutating func see(siteTurns count: Int) { siteTurns = UInt8(clamping: count) }

    /// A payment that comes late belongs to the day that is open.
    @inline(__always)
    private mutating func turn(to today: Int32) { if today > day { close(today) } }

    private mutating func close(_ today: Int32) {
        let left = day == 0 ? 1 : Float(Self.decay.left(afterHours: (today &- day) &* 24))
        ends.close(fadingBy: left)
        hours.close(fadingBy: left)
        codes.fade(by: left)
        refunds.fade(by: left)
        paidBack.fade(by: left)
        sales.fade(by: left)
        customers.fade(by: left)
        idleDays *= left
        day = today
    }
}

extension Dossier {
    /// What the habits show, of the stage `counts`.
    /// - Parameter dayIn: payments received on the last day.
    mutating func readHabits(into f: inout Features, dayIn: UInt32) {
        f[.emptyDays] = habits.ends.share
        f[.hoursPerDay] = habits.hours.perDay
        f[.steadyHours] = habits.hours.steadiness
        f[.codeAfar] = habits.codes.afarShare
        f[.siteTurns] = Float(habits.siteTurns)
        f[.addressAccounts] = Float(habits.addressAccounts)
        f[.cardAccounts] = Float(habits.cardAccounts)
        f[.idleDays] = habits.idleDays
        f[.refundLoop] = habits.refunds.share(of: profile.incoming.sum)
        f[.burst] = Bursts.factor(
            today: Float(dayIn), fading: profile.incoming.deals + profile.incoming.withMerchants)
    }
}
