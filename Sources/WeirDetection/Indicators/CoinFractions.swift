/// Which amounts a board for a dear coin (BTC, ETH) would produce: *simple fraction × price*, where the price moves in
/// ticks far too fine for a lattice of exact amounts. What is left is that the implied price lies near the board, and,
/// after a few orders, near the account's own line.
enum CoinFractions {
    private static let steps: InlineArray<6, Double> = [1, 0.5, 0.1, 0.05, 0.01, 0.001]
    private static let perUnit: InlineArray<6, Double> = [1, 2, 10, 20, 100, 1_000]
    private static let weights: InlineArray<6, Double> = [0.1, 0.1, 0.3, 0.2, 0.2, 0.1]
    /// Half the band around the board without, and around the account's own line with, orders before.
    static let halfBand = 0.005
    private static let halfLine = 0.0015
    /// Share of a dealer's amounts that are such fractions; the rest is ordered in round money.
    private static let share = 0.5

    /// An amount that is no such fraction: nats.
    private static let missStep = Nats.ln(1 - share)

    struct Reading {
        /// Nats.
        var step: Double
        /// Implied price over board price, minus 1.
        var offset = 0.0
        var quantity = 0.0
        var responsibility = 0.0
    }

    /// - Parameters:
    ///   - amount: in units of the currency.
    ///   - board: units of the currency for one coin.
    ///   - line: centre (offset from the board) and share of prices off it.
    static func read(amount: Double, board: Double, line: (centre: Double, off: Double)?) -> Reading {
        let coins = amount / board
        var reading = Reading(step: missStep)
        var total = 0.0
        var best = 0.0
        for i in 0..<6 {
            // Adding and taking away 1.5 · 2^52 rounds to a whole number.
            let count = (coins * perUnit[i] + 6_755_399_441_055_744) - 6_755_399_441_055_744
            // Above a hundred steps the grid is as fine as the band: it says nothing.
            guard count >= 1, count <= 100 else { continue }
            let quantity = count * steps[i]
            guard abs(coins - quantity) <= halfBand * 2 * quantity else { continue }
            let offset = coins / quantity - 1
            var density = abs(offset) <= halfBand ? 1 / (2 * halfBand) : 0
            if let line {
                let near = abs(offset - line.centre) <= halfLine ? 1 / (2 * halfLine) : 0
                density = line.off * density + (1 - line.off) * near
            }
            let mass = weights[i] / count * density
            total += mass
            if mass > best {
                best = mass
                reading.offset = offset
                reading.quantity = quantity
            }
        }
        guard total > 0 else { return reading }
        let own = share * total
        reading.step = Nats.ln(1 - share + own)
        reading.responsibility = own / (1 - share + own)
        return reading
    }
}
