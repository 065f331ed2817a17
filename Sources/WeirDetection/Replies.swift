/// Payments that answer a receipt: 2 to 20 minutes after it, as an order is answered (DOMAIN §1.6.5).
///
/// A shop is paid all day, so that whatever it pays comes soon after something: once a month its wages, and that would
/// be all of what it pays. So of a shop only what is more than chance counts, and one or two payments are none.
package enum Replies {
    /// Payments that are thought of as no answers before any is counted [S].
    private static let silentPayouts: Float = 2
    /// Of a day in which a shop is paid [S].
    private static let openMinutes: Float = 14 * 60

    /// The share of answers beyond chance, 0 to 1. Receipts that come at random, r a minute, leave 2 to 20 minutes
    /// between the last one and a given moment in e^(-2 r) - e^(-20 r) of all cases.
    /// - Parameters: what has been counted, fading alike; days on which anything was paid or received.
    package static func beyondChance(_ replies: Float, of payouts: Float, receipts: Float, days: Float) -> Float {
        let rate = Double(receipts / (max(1, days) * openMinutes))
        let chance = Float(Nats.exp(-2 * rate) - Nats.exp(-20 * rate))
        return min(1, max(0, replies / (payouts + silentPayouts) - chance) / (1 - chance))
    }
}
