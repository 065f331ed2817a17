import WeirDomain
import WeirText

/// When an account gets a dossier, and how it makes up for what was before.
///
/// A dossier takes two kilobytes, and nearly nobody needs one: an alert takes amounts that lie on a coin's prices,
/// money that is sent on at once, or a crowd of strangers. The first two leave a mark on the account's events
/// (`Event.Marks.fits`, `.forward`). An account whose events bear a few of them, and that deals with strangers, or with
/// many of them, is worth it; its dossier is then fed with the events kept so far, at the prices of their time, and
/// stands nearly as if it had been there from the first of them: what events do not keep (cities, devices, sites)
/// counts from here on.
enum Opening {
    /// An account gets a dossier from its second stranger on.
    static let strangers: UInt32 = 2
    /// Amounts that lie on a coin's prices, one of them a stranger's; one in six must, which chance seldom reaches.
    static let fits = 2
    static let paymentsPerFit = 6
    /// Or quick forwards: fewer say nothing.
    static let forwards = 3
    /// Or so many strangers on either side within a week, or on one of them.
    static let twoWayStrangers: UInt32 = 3
    static let crowd: UInt32 = 6

    /// What the events of an account bear.
    struct Signs {
        var trades = 0
        var fits = 0
        var strangersFits = 0
        var forwards = 0

        init(_ events: UnsafeBufferPointer<Event>) {
            for event in events where event.marks.contains(.moved) {
                if event.marks.contains(.forward) { forwards += 1 }
                guard event.marks.contains(.trade) else { continue }
                trades += 1
                guard event.marks.contains(.fits) else { continue }
                fits += 1
                if event.marks.contains(.stranger) { strangersFits += 1 }
            }
        }

        var areEnough: Bool {
            fits >= Opening.fits && strangersFits > 0 && fits * Opening.paymentsPerFit >= trades
                || forwards >= Opening.forwards
        }
    }
}

extension Detector {
    /// Whether the account has a dossier; it gets one if this payment, which has been counted, is the sign that was
    /// missing.
    @inline(__always)
    mutating func opens(
        _ account: AccountIndex, _ record: UnsafeMutablePointer<AccountRecord>, _ marks: Event.Marks, _ minute: Int32
    ) -> Bool {
        if record.pointee.dossier != 0 { return true }
        guard marks.contains(.trade), !marks.isDisjoint(with: [.fits, .forward, .stranger]) else { return false }
        let hasSign = !marks.isDisjoint(with: [.fits, .forward])
        if !hasSign, record.pointee.patience.waits() { return false }
        return open(account, hasSign, minute)
    }

    private mutating func open(_ account: AccountIndex, _ hasSign: Bool, _ minute: Int32) -> Bool {
        guard deserves(account, hasSign, minute) else { return false }
        let slab = addDossier(for: account, minute)
        replay(account, into: slab, leaving: 1)
        return true
    }

    /// Gives a dossier to an account for what others do.
    /// - Parameter last: its payments that are at hand, and not to be fed: none or one.
    mutating func open(_ account: AccountIndex, _ minute: Int32, leaving last: Int = 0) {
        let slab = addDossier(for: account, minute)
        replay(account, into: slab, leaving: last)
    }

    private mutating func deserves(_ account: AccountIndex, _ hasSign: Bool, _ minute: Int32) -> Bool {
        let record = accounts.address(account)
        let place = record.pointee.activity
        let inside = activity.totals(place, .incoming, .week, at: minute).strangers
        let outside = activity.totals(place, .outgoing, .week, at: minute).strangers
        let (fewer, more) = (min(inside, outside), max(inside, outside))
        if fewer >= Opening.twoWayStrangers || more >= Opening.crowd { return true }
        record.pointee.patience = Patience(
            strangers: UInt8(min(Opening.twoWayStrangers - fewer, Opening.crowd - more)))
        guard hasSign, Opening.Signs(activity.events(place)).areEnough else { return false }
        return activity.strangersInMonth(place, at: minute) >= Opening.strangers
    }

    /// Feeds a new dossier with all events of the account but the last ones, as a payment at hand is.
    private mutating func replay(_ account: AccountIndex, into slab: Int, leaving last: Int) {
        let record = accounts[account]
        let events = activity.events(record.activity)
        let dossier = dossiers.address(slab)
        var past = AmountFits()
        swap(&fits, &past)
        for event in events.dropLast(last) where event.marks.contains(.moved) && !event.marks.contains(.takenBack) {
            let minute = record.activity.base &+ Int32(event.minute)
            var note = Note()
            note.at = Instant(milliseconds: Int64(minute) * 60_000)
            note.amount = Amount(minor: event.amount.minor)
            note.currency = record.currency
            note.direction = event.marks.contains(.outgoing) ? .outgoing : .incoming
            if event.marks.contains(.stranger) { note.marks.insert(.stranger) }
            moveMoney(slab, minute, &note, isTrade: event.marks.contains(.trade))
            note.marks.remove(.stranger)
            var deal = Deal(direction: note.direction, minute: minute, amount: note.amount.minor)
            deal.isWithdrawal = event.marks.contains(.withdrawal)
            deal.isWithMerchant = !event.marks.contains(.trade) && !deal.isWithdrawal
            deal.isStranger = event.marks.contains(.stranger)
            deal.isPassedOn = note.direction == .incoming && event.marks.contains(.passedOn)
            defer {
                dossier.pointee.profile.take(deal)
                dossier.pointee.habits.take(deal)
            }
            guard event.marks.contains(.trade) else { continue }
            if !event.marks.contains(.foreign) {
                fits.work(out: note.amount, note.currency, past: minute, on: &board)
                deal.isFresh = takeAmount(slab, minute, &note)
                size(&deal)
            }
            if event.marks.remark != .none { _ = dossier.pointee.text.take(event.marks.remark, minute: minute) }
        }
        swap(&fits, &past)
        dossier.pointee.habits.wake(after: activity.idleDays(accounts.address(account)))
    }
}

/// How many more strangers there must be before an account can be crowded or trade both ways: until then nobody needs
/// to look.
struct Patience: BitwiseCopyable {
    private var left: UInt8 = 0

    init() {}

    init(strangers count: UInt8) { left = count }

    /// Takes note of one more stranger; whether it is still too early.
    @inline(__always)
    mutating func waits() -> Bool {
        guard left > 0 else { return false }
        left -= 1
        return left > 0
    }
}
