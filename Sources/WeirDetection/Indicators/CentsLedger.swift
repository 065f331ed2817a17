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
    /// Amounts of more than a trifle, and those a few fen beside a round price, fading likewise.
    private var amounts: Float = 0
    private var besideRound: Float = 0

    private static let reach: Int64 = 10
    private static let memoryMinutes: Int32 = 1_440
    /// Among amounts with arbitrary fen a fifth lie within ten fen of a whole unit; on such a gateway all do.
    private static let near = 1.3
    private static let far = -1.5

    private static let decay = HourlyDecay(halfLifeHours: 7 * 24)

    /// Takes an incoming amount, in hundredths; says whether it was the same price with other fen.
    /// - Parameter unit: by what sums of the currency are divided before it is asked how round they are.
    mutating func take(hundredths: Int64, unit: Int64, minute now: Int32) -> Bool {
        let hours = (now &- minute) / 60
        if hours > 0 {
            let left = Self.decay.left(afterHours: hours)
            evidence *= left
            amounts *= Float(left)
            besideRound *= Float(left)
            minute &+= hours * 60
        }
        if hundredths >= 15 * 100 * unit {
            amounts += 1
            let round = 10 * 100 * unit
            let beside = hundredths % round
            let distance = min(beside, round - beside)
            if distance >= 1, distance <= Self.reach { besideRound += 1 }
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

    /// Share of the amounts that lie 1 to 10 fen beside a multiple of ten yuan, from fifteen on; 0 unless there are
    /// several, and prices that came with different fen. A shop's 9.90 is always as far from ten.
    var besideRoundShare: Float {
        besideRound >= 2.5 && collisions >= 2 ? min(1, besideRound / max(1, amounts)) : 0
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
