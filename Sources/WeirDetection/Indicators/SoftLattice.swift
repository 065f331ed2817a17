import WeirDomain

/// Amounts that were moved off the lattice: a plain quantity at a price, give or take some yuan, or at a price quoted
/// finer than the board's ticks. The exact lattice does not see them; their distance from the account's own line stays
/// small all the same.
///
/// With steps s of quantities and their weights w(s), δ the amount's deviation from quantity × price, and K the density
/// of deviations (wide as the band without a line of the account's own, as narrow as its own line with one):
///
///     LR(A) = a · Σ over s of  w(s) · s/q · K(δ)  +  1 - a        q = the multiple of s nearest to A / price
///
/// against honest amounts spread evenly over magnitudes; the mean over those is 1. Money rounded to ten units or more
/// carries a price as far as rounding is finer than the price: an amount of 2,060 is near 300 coins, one of 500 near
/// anything.
enum SoftLattice {
    /// Half the width of deviations from the board's price: spread, haggling, and moved amounts.
    static let halfBand = 0.015
    /// The same from a reference's, as in `Lattice`: wider, and within it as dense.
    static let rivalHalfBand = 0.02
    /// Share of a dealer's amounts that are plain quantities; the rest is ordered otherwise.
    private static let share = 0.5
    /// Multiples of ten units and rounder (classes of `Lattice`).
    private static let firstRoundClass = 5
    private static let roundShare = 0.06
    /// Half of that up and half down, a four-hundredth: of tens from 2,000 on, of hundreds from 20,000 on [S].
    private static let roundedPart = 0.005
    /// Share of the former where it has not: the others are orders given in money [S].
    private static let roundedShare = 0.3

    /// Whether amounts of a class of roundness may be orders given in money.
    static func isRound(_ roundness: Int) -> Bool { roundness >= firstRoundClass }

    /// Where an account's deviations lie: centre and standard deviation, and the share of amounts off it.
    struct Line {
        let centre: Double
        let spread: Double
        let off: Double
    }

    struct Reading {
        /// Nats.
        var step: Double
        /// Deviation from quantity × price, over the price.
        var offset = 0.0
        var quantity = 0.0
        /// Probability that a dealer's amount of this kind is a plain quantity.
        var responsibility = 0.0
    }

    /// An account's own line after so many amounts on it; `nil` before the first.
    /// - Parameters: standard deviations: never thought narrower than the one, and the other until it is known.
    static func line(
        _ line: WeirDetection.Line, _ hits: UInt16, narrowest: Double = 0.000_4, unknown: Double = 0.003
    ) -> Line? {
        guard hits > 0 else { return nil }
        let known = max(Double(line.variance).squareRoot() * 1.2, narrowest)
        let weight = min(1, Double(hits - 1) / 5)
        return Line(
            centre: Double(line.mean), spread: weight * known + (1 - weight) * unknown,
            off: max(0.2, 1 / (Double(hits) + 1)))
    }

    /// - Parameters:
    ///   - amount: in hundredths.
    ///   - roundness: its class, as in `Lattice`.
    ///   - price: hundredths for one coin.
    ///   - halfBand: half the width of deviations from it.
    ///   - evenly: half the width over which they would be spread evenly; `nil` for the same.
    static func read(
        _ amount: Double, roundness: Int, price: Double, line: Line?, halfBand: Double = halfBand,
        evenly: Double? = nil
    ) -> Reading {
        let share = Self.share(of: amount, roundness)
        let quantity = amount / (price * (1 + (line?.centre ?? 0)))
        guard quantity >= 0.7 else { return Reading(step: missStep(share)) }
        var reading = Reading(step: 0)
        var (sum, best) = (0.0, 0.0)
        let (onBoard, reach) = (amount / price, line.map { max(halfBand, abs($0.centre) + 3 * $0.spread) } ?? halfBand)
        let wideReach = reach * 1.000_001
        for i in 0..<7 {
            // The nearest multiple: adding and taking away 1.5 · 2^52 rounds to a whole number.
            let multiple = (quantity * inverseSteps[i] + Self.wholes) - Self.wholes
            let exact = onBoard * inverseSteps[i]
            // Beyond reach for certain: seen without a division.
            guard multiple >= 1, abs(exact - multiple) <= wideReach * multiple else { continue }
            let share = 1 / multiple
            let offset = exact * share - 1
            // Beyond it the density is 0.
            guard abs(offset) <= reach else { continue }
            let mass = Lattice.stepWeights[i] * share * density(offset, line, halfBand, evenly ?? halfBand)
            sum += mass
            if mass > best {
                best = mass
                reading.offset = offset
                reading.quantity = multiple * Double(Lattice.steps[i])
            }
        }
        guard sum > 0 else { return Reading(step: missStep(share)) }
        let own = share * sum
        reading.step = Nats.ln(1 - share + own)
        reading.responsibility = own / (1 - share + own)
        return reading
    }

    /// Share of plain quantities among a dealer's amounts of the kind. Rounding takes the price away where what it may
    /// have moved is more than so much of the amount.
    @inline(__always)
    private static func share(of amount: Double, _ roundness: Int) -> Double {
        guard roundness >= firstRoundClass else { return share }
        return Double(Lattice.classes[roundness]) <= roundedPart * amount ? roundedShare : roundShare
    }

    /// Whether the amount speaks for a dealer of whom no line is known. Round money never does.
    static func isNear(_ amount: Double, roundness: Int, price: Double) -> Bool {
        share(of: amount, roundness) > roundShare
            && read(amount, roundness: roundness, price: price, line: nil).step > 0
    }

    /// ln(1 - share) of each of the three.
    @inline(__always)
    private static func missStep(_ share: Double) -> Double {
        share == roundShare
            ? -0.061_875_403_718_087_53 : share == roundedShare ? -0.356_674_943_938_732_4 : -Nats.ln2
    }

    private static let inverseSteps: InlineArray<7, Double> = [0.001, 0.002, 0.01, 0.02, 0.1, 0.2, 1]
    private static let wholes = 6_755_399_441_055_744.0

    @inline(__always)
    static func density(
        _ offset: Double, _ line: Line?, _ halfBand: Double, _ evenly: Double
    ) -> Double {
        let wide = abs(offset) <= halfBand ? 1 / (2 * evenly) : 0
        guard let line else { return wide }
        let z = (offset - line.centre) / line.spread
        // The normal density without an exponential: three levels with the same mass and nearly the same shape.
        let near = abs(z) <= 1 ? 0.62 : abs(z) <= 2 ? 0.26 : abs(z) <= 3 ? 0.06 : 0
        return line.off * wide + (1 - line.off) * near / (2 * line.spread) * scale
    }

    /// 2 · (0.62 + 0.26 + 0.06) / 2 = 0.94 of the mass lies within three deviations as written.
    private static let scale = 1 / 0.94
}

/// The sums of one account's amounts of one direction against one coin, read softly; beside them the same for the
/// innocent readings, as in `PriceTrack`.
struct SoftTrack: BitwiseCopyable {
    /// Nats, decaying like the exact sums.
    private(set) var evidence: Float = 0
    private(set) var boardSum: Float = 0
    private(set) var rivalSum: Float = 0
    private(set) var fixedSum: Float = 0
    private(set) var board = Line()
    private(set) var rival = Line()
    private(set) var fixed = Line()
    private var firstPrice: Float = 0
    private(set) var hits: UInt16 = 0
    private(set) var rivalHits: UInt16 = 0
    private(set) var wander = Wander()

    private static let floor: Float = -4
    private static let ceiling: Float = 14
    private static let waking: Float = 1
    private static let greatestStep = 2.5
    private static let smallestStep = -1.0

    /// Near the floor, or never asked, as of a coin without a lattice.
    var isLow: Bool { evidence <= Self.floor + Self.waking || evidence == 0 && hits == 0 && boardSum == 0 }

    mutating func fade(by left: Float) {
        evidence *= left
        boardSum *= left
        rivalSum *= left
        fixedSum *= left
    }

    /// Takes one new amount.
    /// - Parameters:
    ///   - amount: in hundredths.
    ///   - price: hundredths for one coin on the board.
    ///   - rivalPrice: the same of the reference; 0 where there is none.
    mutating func take(_ amount: Double, roundness: Int, price: Double, rivalPrice: Double) {
        let reading = SoftLattice.read(amount, roundness: roundness, price: price, line: SoftLattice.line(board, hits))
        let step = Self.step(reading.step)
        evidence = min(Self.ceiling, max(Self.floor, evidence + step))
        boardSum += step
        if hits > 0 {
            let other = SoftLattice.read(
                amount, roundness: roundness, price: Double(firstPrice), line: SoftLattice.line(fixed, hits))
            fixedSum += Self.step(other.step)
        } else {
            fixedSum += step
        }
        takeRival(amount, roundness, rivalPrice, otherwise: step)
        guard reading.responsibility >= 0.6 else { return }
        let implied = amount / reading.quantity
        if hits == 0 { firstPrice = Float(implied) }
        wander.take(reading.offset, seen: Int(hits))
        board.take(reading.offset, seen: Int(hits))
        fixed.take(implied / Double(firstPrice) - 1, seen: Int(hits))
        if hits < .max { hits += 1 }
    }

    private mutating func takeRival(_ amount: Double, _ roundness: Int, _ price: Double, otherwise step: Float) {
        guard price > 0 else {
            rivalSum += step
            return
        }
        let line = SoftLattice.line(rival, rivalHits)
        let reading = SoftLattice.read(
            amount, roundness: roundness, price: price, line: line, halfBand: SoftLattice.rivalHalfBand,
            evenly: SoftLattice.halfBand)
        rivalSum += Self.step(reading.step)
        guard reading.responsibility >= 0.6 else { return }
        rival.take(reading.offset, seen: Int(rivalHits))
        if rivalHits < .max { rivalHits += 1 }
    }

    private static func step(_ nats: Double) -> Float { Float(min(greatestStep, max(smallestStep, nats))) }
}
