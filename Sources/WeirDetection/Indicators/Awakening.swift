import WeirDomain

/// An account that slept and wakes among strangers: bought, or lent (DOMAIN §1.6.12). Looked at once, when it gets its
/// dossier.
extension Activity {
    /// Days of silence before the latest payments, as far as they can be told: the longest between two that are kept;
    /// before the first of all, where it is kept, since the account was opened; or what a month leaves.
    func idleDays(_ record: UnsafeMutablePointer<AccountRecord>) -> Float {
        let place = record.pointee.activity
        guard !place.hasWindows, place.count > 0 else { return 0 }
        let events = events(place)
        let first = place.base &+ Int32(events[0].minute)
        let latest = place.base &+ Int32(events[events.count - 1].minute)
        var longest =
            record.pointee.payments <= place.count
            ? first &- record.pointee.since : Window.month.minutes &- (latest &- first)
        var before = first
        for event in events {
            let at = place.base &+ Int32(event.minute)
            longest = max(longest, at &- before)
            before = at
        }
        return Float(max(0, longest)) / 1_440
    }
}

/// A burst: a day on which many times as much comes in as on a usual one (DOMAIN §1.6.10).
enum Bursts {
    /// Receipts of the last day over those of a usual day before it, one at the least.
    /// - Parameter fading: all receipts with a half-life of seven days: some ten times those of a usual day.
    static func factor(today: Float, fading: Float) -> Float { today / max(1, (fading - today) / 9) }
}
