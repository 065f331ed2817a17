import WeirDomain

/// Which amounts a dealer's board would produce: *whole quantity × price in board ticks*, for prices near the board's.
///
/// The question asked of an amount is never "does it fit?" but "how much likelier is it under the lattice than among
/// honest amounts *as round as itself*?". Round money fits by chance (DOMAIN §1.6: up to 10 % of multiples of 100
/// yuan), fractions hardly ever; so the likelihood ratio is taken within the class of roundness:
///
///     LR(A | class r) = a(r) · Σ over (p, s) with s | A/p of  π(p) · w(s) · s·p / (e(r) · Z(r))  +  1 - a(r)
///
/// with p a price tick in the band, s the step of the quantity, π the account's own price line, e(r) the spacing of
/// amounts that are exactly as round as r, Z(r) the share of lattice amounts that are, and a(r) the share of lattice
/// amounts among a dealer's amounts of that class. The mean of LR over honest amounts of a class is 1 by construction.
package struct Lattice: BitwiseCopyable, Sendable {
    /// Half the width of the price band around the board. DOMAIN §1.2: "±1 % around a live board price is right".
    static let halfBand = 0.0125

    private let band: Band
    /// Share of lattice amounts among a dealer's amounts, by class of roundness.
    private let latticeShare: InlineArray<10, Double>
    /// e(r) · Z(r)
    private let spacing: InlineArray<10, Double>

    /// Steps in which quantities are ordered, and how often; boards offer round quantities (DOMAIN §1.6.1: 10, 100,
    /// 1000).
    static let steps: InlineArray<7, Int64> = [1000, 500, 100, 50, 10, 5, 1]
    static let stepWeights: InlineArray<7, Double> = [0.08, 0.10, 0.34, 0.14, 0.20, 0.06, 0.08]
    /// Classes of roundness in hundredths: a fen, a jiao … a thousand yuan.
    static let classes: InlineArray<10, Int64> = [1, 10, 50, 100, 500, 1_000, 5_000, 10_000, 50_000, 100_000]
    /// Order amounts given in money instead of coins, by class, and everything else that a dealer's account does.
    private static let roundOrders: [Double] = [0, 0, 0, 0.03, 0.05, 0.22, 0.15, 0.35, 0.10, 0.10]
    private static let otherAmounts: [Double] = [0.30, 0.12, 0.06, 0.20, 0.07, 0.12, 0.04, 0.06, 0.015, 0.015]
    private static let mixture = (lattice: 0.5, round: 0.35, other: 0.15)

    package init(boardHundredths board: Double) { self.init(Band(boardHundredths: board)) }

    init(_ band: Band) {
        self.band = band
        (latticeShare, spacing) = Self.classShares(band)
    }

    /// The price ticks near a board price.
    package struct Band: Hashable, BitwiseCopyable, Sendable {
        /// Hundredths of the currency's unit in one tick of the price.
        let tick: Int64
        let low: Int64
        let high: Int64

        init(boardHundredths board: Double) {
            var tick: Int64 = 1
            // Four significant digits: 6.85 is quoted to 0.01, 150.2 to 0.1, 1400 to 1.
            while board / Double(tick) >= 10_000 { tick *= 10 }
            self.tick = tick
            low = max(1, Int64((board * (1 - Lattice.halfBand) / Double(tick)).rounded(.up)))
            high = max(low, Int64((board * (1 + Lattice.halfBand) / Double(tick)).rounded(.down)))
        }
    }

    private static func classShares(_ band: Band) -> (InlineArray<10, Double>, InlineArray<10, Double>) {
        let (tick, low, high) = (band.tick, band.low, band.high)
        var latticeShare = InlineArray<10, Double>(repeating: 0)
        var spacing = InlineArray<10, Double>(repeating: 1)
        let ticks = Double(high - low + 1)
        for r in 0..<10 {
            var share = 0.0
            for p in low...high {
                for s in 0..<7 {
                    share += stepWeights[s] / ticks * shareOfClass(r, step: p * tick * steps[s])
                }
            }
            let own = mixture.lattice * share
            let rest = mixture.round * roundOrders[r] + mixture.other * otherAmounts[r]
            latticeShare[r] = own / (own + rest)
            let finer = Double(classes[r])
            let exact = r == 9 ? finer : finer / (1 - finer / Double(classes[r + 1]))
            spacing[r] = exact * max(share, 1e-6)
        }
        return (latticeShare, spacing)
    }

    /// Share of the multiples of `step` that are as round as class r and no rounder.
    private static func shareOfClass(_ r: Int, step: Int64) -> Double {
        func divisible(by c: Int64) -> Double { Double(gcd(step, c)) / Double(c) }
        return divisible(by: classes[r]) - (r == 9 ? 0 : divisible(by: classes[r + 1]))
    }

    private static func gcd(_ a: Int64, _ b: Int64) -> Int64 {
        var (a, b) = (a, b)
        while b != 0 { (a, b) = (b, a % b) }
        return a
    }

    /// Where an account's own prices lie: centre in hundredths, and the share of prices off it.
    package struct OwnLine {
        let centre: Double
        let off: Double

        package init(centre: Double, off: Double) {
            self.centre = centre
            self.off = off
        }
    }

    /// What an amount says.
    package struct Reading {
        /// Likelihood ratio, dealer against honest amounts of the same roundness.
        package var ratio: Double
        /// The same for somebody whose prices follow the other line.
        package var otherRatio: Double
        /// The likeliest price, in hundredths, and the quantity at it; 0 where the amount does not fit.
        package var price: Int64 = 0
        package var quantity: Int64 = 0
        /// Probability that a dealer's amount of this kind came from the lattice.
        package var responsibility = 0.0
    }

    /// - Parameters:
    ///   - amount: in hundredths of the currency's unit.
    ///   - tolerance: by how much rounding to the currency's minor unit may move it, in hundredths.
    ///   - line: the account's own price line, if it has one.
    ///   - other: a rival line for the same amounts.
    package func read(_ amount: Int64, tolerance: Int64, line: OwnLine?, other: OwnLine? = nil) -> Reading {
        let (tick, low, high) = (band.tick, band.low, band.high)
        var r = 9
        while r > 0, amount % Self.classes[r] != 0 { r -= 1 }
        let share = latticeShare[r]
        var total = 0.0
        var otherTotal = 0.0
        var best = 0.0
        var reading = Reading(ratio: 1 - share, otherRatio: 1 - share)
        for k in low...high {
            let price = k * tick
            let quantity = (amount + tolerance) / price
            guard quantity > 0, amount + tolerance - quantity * price <= 2 * tolerance else { continue }
            let whole = Self.stepMass(quantity) * Double(price)
            let mass = prior(k, line) * whole
            total += mass
            otherTotal += prior(k, other) * whole
            if mass > best {
                best = mass
                reading.price = price
                reading.quantity = quantity
            }
        }
        let lattice = share * total / spacing[r]
        reading.ratio += lattice
        reading.otherRatio += share * otherTotal / spacing[r]
        reading.responsibility = reading.ratio > 0 ? lattice / reading.ratio : 0
        return reading
    }

    /// How likely a price tick is: the same for all of the band, or near the account's own line.
    private func prior(_ k: Int64, _ line: OwnLine?) -> Double {
        let uniform = 1 / Double(band.high - band.low + 1)
        guard let line else { return uniform }
        let distance = abs(Double(k) - line.centre / Double(band.tick)).rounded()
        let kernel = distance == 0 ? 0.5 : distance == 1 ? 0.2 : distance == 2 ? 0.05 : 0
        return line.off * uniform + (1 - line.off) * kernel
    }

    /// Σ w(s) · s over the steps that divide the quantity.
    private static func stepMass(_ quantity: Int64) -> Double {
        var mass = 0.0
        let (steps, weights) = (Self.steps, Self.stepWeights)
        let (each, weight) = (steps.span, weights.span)
        for s in 0..<7 where quantity % each[s] == 0 { mass += weight[s] * Double(each[s]) }
        return mass
    }
}
