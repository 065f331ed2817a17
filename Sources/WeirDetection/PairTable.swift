import WeirDomain

/// Who has paid whom, and when last: 16 bytes for each pair of accounts that money has moved between.
package struct PairTable {
    private struct Entry: BitwiseCopyable {
        var low: UInt32 = 0
        var high: UInt32 = 0
        /// Minute of the last payment from low to high, and from high to low.
        var upward: Int32 = never
        var downward: Int32 = never
    }

    private static let never = Int32.min
    private var entries = [Entry](repeating: Entry(), count: 1 << 12)
    private var mask = (1 << 12) - 1
    private let hash: Hash64
    package private(set) var count = 0

    init(seed: UInt64) { hash = Hash64(seed: seed ^ 0x5041_4952) }

    /// What was known of a pair before a payment.
    struct Contact {
        /// Minute of the last payment in the same direction.
        var same: Int32?
        /// Minute of the last payment the other way.
        var opposite: Int32?

        /// No money has ever moved between the two.
        var isStranger: Bool { same == nil && opposite == nil }
    }

    /// Notes a payment and says what was known before it.
    mutating func meet(payer: AccountIndex, payee: AccountIndex, minute: Int32) -> Contact {
        let isUpward = payer.raw < payee.raw
        let (low, high) = isUpward ? (payer.raw, payee.raw) : (payee.raw, payer.raw)
        var slot = Int(truncatingIfNeeded: hash(UInt64(low) << 32 | UInt64(high))) & mask
        while entries[slot].low != 0, entries[slot].low != low || entries[slot].high != high {
            slot = (slot + 1) & mask
        }
        if entries[slot].low == 0 {
            entries[slot].low = low
            entries[slot].high = high
            count += 1
        }
        let before = entries[slot]
        if isUpward {
            entries[slot].upward = max(before.upward, minute)
        } else {
            entries[slot].downward = max(before.downward, minute)
        }
        if count * 5 > entries.count * 3 { grow() }
        let (same, opposite) = isUpward ? (before.upward, before.downward) : (before.downward, before.upward)
        return Contact(same: same == Self.never ? nil : same, opposite: opposite == Self.never ? nil : opposite)
    }

    private mutating func grow() {
        let old = entries
        entries = [Entry](repeating: Entry(), count: old.count * 2)
        mask = entries.count - 1
        for entry in old where entry.low != 0 {
            var slot = Int(truncatingIfNeeded: hash(UInt64(entry.low) << 32 | UInt64(entry.high))) & mask
            while entries[slot].low != 0 { slot = (slot + 1) & mask }
            entries[slot] = entry
        }
    }
}
