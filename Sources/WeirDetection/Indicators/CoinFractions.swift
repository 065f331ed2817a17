/// Which amounts a board for a dear coin (BTC, ETH) would produce: *simple fraction × price*, where the price moves in
/// ticks far too fine for a lattice of exact amounts. What is left is that the implied price lies near the board, and,
/// after a few orders, near the account's own line.
enum CoinFractions {
    private static let steps: InlineArray<6, Double> = [1, 0.5, 0.1, 0.05, 0.01, 0.001]
    private static let perUnit: InlineArray<6, Double> = [1, 2, 10, 20, 100, 1_000]
    private static let weights: InlineArray<6, Double> = [0.1, 0.1, 0.3, 0.2, 0.2, 0.1]
    /// Half the band around the board, and how far from it the account's own line may lie.
    static let halfBand = 0.0125
    private static let reach = 0.02
    /// Share of a dealer's amounts that are such fractions; the rest is ordered in round money.
    private static let share = 0.5

    /// An amount that is no such fraction: nats.
    /// ln(1 - share)
    static let missStep = -Nats.ln2

    struct Reading {
        /// Nats.
        var step: Double
        /// Implied price over board price, minus 1.
        var offset = 0.0
        var quantity = 0.0
        var responsibility = 0.0
    }

    /// The simple fractions that an amount comes near to; the same for everybody.
    struct Fits: BitwiseCopyable {
        struct Candidate: BitwiseCopyable {
            var offset = 0.0
            var quantity = 0.0
            /// How often such a fraction is ordered.
            var weight = 0.0
        }

        fileprivate(set) var count = 0
        fileprivate(set) var candidates = (
            Candidate(), Candidate(), Candidate(), Candidate(), Candidate(), Candidate()
        )

        mutating func removeAll() { count = 0 }

        fileprivate mutating func add(_ candidate: Candidate) {
            switch count {
            case 0: candidates.0 = candidate
            case 1: candidates.1 = candidate
            case 2: candidates.2 = candidate
            case 3: candidates.3 = candidate
            case 4: candidates.4 = candidate
            default: candidates.5 = candidate
            }
            count += 1
        }

        /// - Parameters:
        ///   - amount: in units of the currency.
        ///   - board: units of the currency for one coin.
        mutating func work(out amount: Double, board: Double) {
            count = 0
            let coins = amount / board
            guard coins >= CoinFractions.least else { return }
            for i in 0..<6 {
                // Adding and taking away 1.5 · 2^52 rounds to a whole number.
                let number = (coins * perUnit[i] + 6_755_399_441_055_744) - 6_755_399_441_055_744
                // Above so many steps the grid is as fine as the band: it says nothing.
                guard number >= 1, number <= 40 else { continue }
                let quantity = number * steps[i]
                guard abs(coins - quantity) <= reach * quantity else { continue }
                add(Candidate(offset: coins / quantity - 1, quantity: quantity, weight: weights[i] / number))
            }
        }
    }

    /// Below it an amount comes near to no fraction.
    static let least = 0.000_99

    /// What the amount says to which these fractions fit.
    /// - Parameter line: where the account's own prices lie, as deviations from the board's.
    static func read(_ fits: borrowing Fits, line: SoftLattice.Line?) -> Reading {
        var sums = Sums()
        if fits.count > 0 { sums.add(fits.candidates.0, line) }
        if fits.count > 1 { sums.add(fits.candidates.1, line) }
        if fits.count > 2 { sums.add(fits.candidates.2, line) }
        if fits.count > 3 { sums.add(fits.candidates.3, line) }
        if fits.count > 4 { sums.add(fits.candidates.4, line) }
        if fits.count > 5 { sums.add(fits.candidates.5, line) }
        guard sums.total > 0 else { return Reading(step: missStep) }
        let own = share * sums.total
        return Reading(
            step: Nats.ln(1 - share + own), offset: sums.offset, quantity: sums.quantity,
            responsibility: own / (1 - share + own))
    }

    private struct Sums {
        var total = 0.0
        var best = 0.0
        var offset = 0.0
        var quantity = 0.0

        mutating func add(_ candidate: Fits.Candidate, _ line: SoftLattice.Line?) {
            let mass = candidate.weight * SoftLattice.density(candidate.offset, line, halfBand, halfBand)
            total += mass
            if mass > best {
                best = mass
                offset = candidate.offset
                quantity = candidate.quantity
            }
        }
    }
}
