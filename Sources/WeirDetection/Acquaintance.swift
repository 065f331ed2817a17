import WeirDomain

/// Little makes no acquaintance: whoever has every customer send him a penny before he pays, or sends one to everybody
/// before he is paid, would know all of them, and deal with no stranger.
extension Detector {
    /// Whether the payer has never dealt with the payee; all that it has got from there may be little beside what it
    /// pays now, not long ago. Somebody who gives back a part of what he got pays no stranger.
    @inline(__always)
    mutating func isStranger(
        _ payer: AccountIndex, _ contact: PairTable.Contact, _ amount: Int64, _ minute: Int32
    ) -> Bool {
        if contact.isStranger { return true }
        guard contact.same == nil, let step = contact.opposite else { return false }
        let first = PairTable.minute(step: step)
        guard minute &- first <= Self.pennyMinutes else { return false }
        let place = accounts.address(payer).pointee.activity
        return activity.hasOnlyReceived(place, atMost: amount / Self.pennyPart, since: first, before: first &+ 10)
    }

    /// Whoever has known somebody for longer than a week is no stranger, however little it was [S].
    private static let pennyMinutes: Int32 = 7 * 1_440
    /// A third of what is paid [S].
    private static let pennyPart: Int64 = 3
}

extension Activity {
    /// Whether something has come in from a minute on and before another, as far as events are kept, and each of it was
    /// so little.
    func hasOnlyReceived(_ place: ActivityPlace, atMost most: Int64, since first: Int32, before end: Int32) -> Bool {
        var isThere = false
        for event in events(place).reversed() {
            let at = place.base &+ Int32(event.minute)
            guard at >= first else { break }
            guard at < end, event.isOf(.incoming) else { continue }
            guard event.amount.minor <= most else { return false }
            isThere = true
        }
        return isThere
    }
}
