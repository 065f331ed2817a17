import WeirDomain
import WeirText

/// When an account gets a dossier, and how it makes up for what was before.
///
/// A dossier takes a kilobyte, and nearly nobody needs one: an alert takes either amounts that lie on a coin's prices
/// or money that is sent on at once, and both leave a mark on the account's events (`Event.Marks.fits`, `.forward`). An
/// account whose events bear a few of them, and that deals with strangers, is worth a kilobyte; its dossier is then fed
/// with the events kept so far, at the prices of their time, and stands as if it had been there from the first of them.
enum Opening {
    /// An account gets a dossier from its second stranger on.
    static let strangers: UInt32 = 2
    /// Amounts that lie on a coin's prices; one in six must, which chance seldom reaches.
    static let fits = 2
    static let paymentsPerFit = 6
    /// Or quick forwards: fewer say nothing.
    static let forwards = 3
    /// Or one such amount, with so many strangers on either side within a week.
    static let twoWayStrangers: UInt32 = 5

    /// What the events of an account bear.
    struct Signs {
        var trades = 0
        var fits = 0
        var forwards = 0

        init(_ events: UnsafeBufferPointer<Event>) {
            for event in events where event.marks.contains(.moved) {
                if event.marks.contains(.forward) { forwards += 1 }
                guard event.marks.contains(.trade) else { continue }
                trades += 1
                if event.marks.contains(.fits) { fits += 1 }
            }
        }

        var areEnough: Bool {
            fits >= Opening.fits && fits * Opening.paymentsPerFit >= trades || forwards >= Opening.forwards
        }
    }
}

extension Detector {
    /// Whether the account has a dossier; it gets one if this payment, which has been counted, is the sign that was
    /// missing.
    @inline(__always)
    mutating func opens(_ account: AccountIndex, _ marks: Event.Marks, _ minute: Int32) -> Bool {
        if accounts[account].dossier != 0 { return true }
        guard marks.contains(.trade), !marks.isDisjoint(with: [.fits, .forward]) else { return false }
        return open(account, minute)
    }

    private mutating func open(_ account: AccountIndex, _ minute: Int32) -> Bool {
        let place = accounts[account].activity
        guard activity.strangersInMonth(place, at: minute) >= Opening.strangers else { return false }
        let signs = Opening.Signs(activity.events(place))
        guard signs.areEnough || isTwoWay(account, at: minute) else { return false }
        let slab = dossiers.add()
        accounts[account].dossier = UInt32(slab)
        replay(account, into: slab)
        return true
    }

    private func isTwoWay(_ account: AccountIndex, at minute: Int32) -> Bool {
        let counts = strangerCounts(account, at: minute)
        return min(counts.weekIn.strangers, counts.weekOut.strangers) >= Opening.twoWayStrangers
    }

    /// Feeds a new dossier with all events of the account but the last, which is the payment at hand.
    private mutating func replay(_ account: AccountIndex, into slab: Int) {
        let record = accounts[account]
        let events = activity.events(record.activity)
        var past = AmountFits()
        swap(&fits, &past)
        for event in events.dropLast() where event.marks.contains(.moved) {
            let minute = record.activity.base &+ Int32(event.minute)
            var note = Note()
            note.at = Instant(milliseconds: Int64(minute) * 60_000)
            note.amount = Amount(minor: event.amount.minor)
            note.currency = record.currency
            note.direction = event.marks.contains(.outgoing) ? .outgoing : .incoming
            moveMoney(slab, minute, &note)
            guard event.marks.contains(.trade) else { continue }
            if !event.marks.contains(.foreign) {
                fits.work(out: note.amount, note.currency, past: minute, on: &board)
                takeAmount(slab, minute, &note)
            }
            if event.marks.remark != .none { _ = dossiers[slab].text.take(event.marks.remark, minute: minute) }
        }
        swap(&fits, &past)
    }
}
