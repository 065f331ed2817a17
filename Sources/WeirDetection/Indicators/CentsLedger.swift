import WeirDomain

/// Unique cents: a gateway that tells open orders apart by moving the amount a few fen off the price (DOMAIN §1.3:
/// ±1 fen up to ten times, or a random reduction of 1–10 fen). A shop that always ends in .99 does not do that: what
/// counts is the *same* price seen with *different* fen.
struct CentsLedger: BitwiseCopyable {
    private struct Mark: BitwiseCopyable {
        /// Round price in whole units; 0 is empty.
        var base: Int64 = 0
        var minute: Int32 = 0
        var offset: Int8 = 0
    }

    private var marks: InlineArray<12, Mark> = .init(repeating: Mark())
    private var next: UInt8 = 0
    private var minute: Int32 = 0
    /// Nats, decaying with a half-life of seven days.
    private(set) var evidence: Double = 0
    private(set) var collisions: UInt16 = 0

    private static let reach: Int64 = 10
    private static let memoryMinutes: Int32 = 1_440
    /// Among amounts with arbitrary fen a fifth lie within ten fen of a whole unit; on such a gateway all do.
    private static let near = 1.3
    private static let far = -1.5

    private static let decay = HourlyDecay(halfLifeHours: 7 * 24)

    /// Takes an incoming amount, in hundredths; says whether it was the same price with other fen.
    mutating func take(hundredths: Int64, minute now: Int32) -> Bool {
        let hours = (now &- minute) / 60
        if hours > 0 {
            evidence *= Self.decay.left(afterHours: hours)
            minute &+= hours * 60
        }
        let base = (hundredths + 50) / 100
        let offset = hundredths - base * 100
        guard base > 0 else { return false }
        guard abs(offset) <= Self.reach else {
            evidence = max(-4, evidence + Self.far)
            return false
        }
        let (sameOffset, otherOffset) = seen(base, offset, now)
        if !sameOffset {
            marks[Int(next)] = Mark(base: base, minute: now, offset: Int8(offset))
            next = (next + 1) % 12
        }
        guard otherOffset, !sameOffset, offset != 0 else { return false }
        evidence = min(8, evidence + Self.near)
        if collisions < .max { collisions += 1 }
        return true
    }

    /// Whether the price came lately with the same fen, and with others. Changes nothing; mutating to read in place.
    private mutating func seen(_ base: Int64, _ offset: Int64, _ now: Int32) -> (same: Bool, other: Bool) {
        var seen = (same: false, other: false)
        for i in 0..<12 {
            let mark = marks[i]
            guard mark.base == base, now &- mark.minute <= Self.memoryMinutes else { continue }
            if Int64(mark.offset) == offset { seen.same = true } else { seen.other = true }
        }
        return seen
    }
}
