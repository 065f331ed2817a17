package import WeirDomain

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
package struct Lattice: BitwiseCopyable, @unchecked Sendable {
    /// Half the width of the price band around the board. DOMAIN §1.2: "±1 % around a live board price is right".
    static let halfBand = 0.0125
    /// The same around a reference: who changes money lives on its margin, which boards' competition does not press.
    /// Else a line at 1.3 % of the dollar speaks for coins because the other band ends there. Within it prices are as
    /// likely as in the narrow one: who is thought of kindly is not to pay for it [S].
    static let rivalHalfBand = 0.02

    let band: Band
    // In one block of memory that is written once: reading it counts no references.
    private let table: UnsafeMutablePointer<Double>
    /// Share of lattice amounts among a dealer's amounts, by class of roundness.
    private var latticeShare: UnsafeMutablePointer<Double> { table }
    /// e(r) · Z(r)
    private var spacing: UnsafeMutablePointer<Double> { table + 10 }
    /// Log-likelihood ratio of an amount that fits no tick, by class; most amounts fit none.
    @inline(__always)
    func missStep(_ roundness: Int) -> Double { table[20 + roundness] }
    /// The prices of the ticks and their reciprocals, to try them all without a division.
    private let prices: UnsafeMutablePointer<Double>
    private let reciprocals: UnsafeMutablePointer<Double>

    /// Steps in which quantities are ordered, and how often; boards offer round quantities (DOMAIN §1.6.1: 10, 100,
    /// 1000).
    static let steps: InlineArray<7, Int64> = [1000, 500, 100, 50, 10, 5, 1]
    static let stepWeights: InlineArray<7, Double> = [0.08, 0.10, 0.34, 0.14, 0.20, 0.06, 0.08]
    /// Classes of roundness in hundredths: a fen, a jiao … a thousand yuan.
    static let classes: InlineArray<10, Int64> = [1, 10, 50, 100, 500, 1_000, 5_000, 10_000, 50_000, 100_000]
    /// Order amounts given in money instead of coins, by class, and everything else that a dealer's account does.
    private static let roundOrders: [Double] = [0, 0, 0, 0.03, 0.05, 0.22, 0.15, 0.35, 0.10, 0.10]
    private static let otherAmounts: [Double] = [0.30, 0.12, 0.06, 0.20, 0.07, 0.12, 0.04, 0.06, 0.015, 0.015]
    /// Share of sums that are near a multiple, among a dealer's that are none [S].
    private static let movedShare = 0.35
    private static let mixture = (lattice: 0.5, round: 0.35, other: 0.15)

    /// The table of a board price; whoever makes one gives it back with `free`.
    package init(boardHundredths board: Double) { self.init(Band(boardHundredths: board)) }

    init(_ band: Band) {
        self.band = band
        // Four ticks are tried at a time.
        let padded = (band.ticks + 3) & ~3
        table = .allocate(capacity: 30 + 2 * padded)
        prices = table + 30
        reciprocals = prices + padded
        let (latticeShare, spacing) = Self.classShares(band)
        for r in 0..<10 {
            (table + r).initialize(to: latticeShare[r])
            (table + 10 + r).initialize(to: spacing[r])
            (table + 20 + r).initialize(to: Nats.ln(max(1 - latticeShare[r], 1e-9)))
        }
        for k in 0..<padded {
            let price = Double((band.low + Int64(k)) * band.tick)
            (prices + k).initialize(to: price)
            (reciprocals + k).initialize(to: 1 / price)
        }
    }

    package func free() { table.deallocate() }

    /// The price ticks near a board price.
    package struct Band: Hashable, BitwiseCopyable, Sendable {
        /// Hundredths of the currency's unit in one tick of the price.
        let tick: Int64
        let low: Int64
        let high: Int64
        /// One over how many ticks the narrow band has.
        let even: Double

        init(boardHundredths board: Double, halfBand: Double = Lattice.halfBand) {
            var tick: Int64 = 1
            // Four significant digits: 6.85 is quoted to 0.01, 150.2 to 0.1, 1400 to 1.
            while board / Double(tick) >= 10_000 { tick *= 10 }
            self.tick = tick
            let half = min(halfBand, Self.mostTicks / 2 * Double(tick) / board)
            (low, high) = Self.ends(board / Double(tick), half)
            let narrow = Self.ends(board / Double(tick), min(half, Lattice.halfBand))
            even = 1 / Double(narrow.high - narrow.low + 1)
        }

        private static func ends(_ board: Double, _ half: Double) -> (low: Int64, high: Int64) {
            let low = max(1, Int64((board * (1 - half)).rounded(.up)))
            return (low, max(low, Int64((board * (1 + half)).rounded(.down))))
        }

        /// As many as have a bit each.
        private static let mostTicks = 250.0

        /// How many there are: 25 to 250, and fewer below ten units.
        var ticks: Int { Int(high - low + 1) }
    }

    private static func classShares(_ band: Band) -> ([Double], [Double]) {
        // Share of the lattice's amounts that a class divides; the classes have no primes but 2 and 5.
        var divisible = [Double](repeating: 0, count: 10)
        // Ticks by their powers of 2 and 5, beyond the fifth as the fifth: no class has more.
        var ticks = [Double](repeating: 0, count: 36)
        for p in band.low...band.high {
            let price = powers(p * band.tick)
            ticks[min(price.twos, 5) * 6 + min(price.fives, 5)] += 1 / Double(band.ticks)
        }
        for kind in 0..<36 where ticks[kind] > 0 {
            for s in 0..<7 {
                let (twos, fives) = (kind / 6 + stepPowers[s].twos, kind % 6 + stepPowers[s].fives)
                for r in 0..<10 {
                    divisible[r] += ticks[kind] * stepWeights[s] / missing(classPowers[r], twos, fives)
                }
            }
        }
        var latticeShare = [Double](repeating: 0, count: 10)
        var spacing = [Double](repeating: 1, count: 10)
        for r in 0..<10 {
            let share = divisible[r] - (r == 9 ? 0 : divisible[r + 1])
            let own = mixture.lattice * share
            let rest = mixture.round * roundOrders[r] + mixture.other * otherAmounts[r]
            latticeShare[r] = own / (own + rest)
            let finer = Double(classes[r])
            let exact = r == 9 ? finer : finer / (1 - finer / Double(classes[r + 1]))
            spacing[r] = exact * max(share, 1e-6)
        }
        return (latticeShare, spacing)
    }

    private typealias Powers = (twos: Int, fives: Int)

    /// The powers of 2 and 5 in each class of roundness.
    private static let classPowers: [Powers] = (0..<10).map { powers(classes[$0]) }

    private static func powers(_ number: Int64) -> Powers {
        var fives = 0
        var rest = number
        while rest % 5 == 0 {
            rest /= 5
            fives += 1
        }
        return (number.trailingZeroBitCount, fives)
    }

    /// The same for each step of the quantity.
    private static let stepPowers: [Powers] = (0..<7).map { powers(steps[$0]) }
    private static let fivefold: InlineArray<6, Double> = [1, 5, 25, 125, 625, 3_125]

    /// What a step lacks to be a multiple of the class.
    @inline(__always)
    private static func missing(_ needed: Powers, _ twos: Int, _ fives: Int) -> Double {
        Double(1 << max(0, needed.twos - twos)) * fivefold[max(0, needed.fives - fives)]
    }

    /// Whether a price, in hundredths, is one of the ticks.
    package func holds(_ price: Int64) -> Bool {
        price % band.tick == 0 && price / band.tick >= band.low && price / band.tick <= band.high
    }

    /// How far an amount lies from the nearest whole quantity at a price of the band; both in hundredths.
    package func distance(_ amount: Int64) -> Int64 {
        var least = Int64.max
        for k in 0..<Int64(band.ticks) {
            let price = (band.low + k) * band.tick
            let quantity = max(1, amount / price + (amount % price > price / 2 ? 1 : 0))
            let (product, isTooLarge) = quantity.multipliedReportingOverflow(by: price)
            if !isTooLarge { least = min(least, abs(amount - product)) }
        }
        return least
    }

    /// An amount just as round and about as large that nobody chose by a price: the null model's, to be shown beside
    /// the amount itself. The same for the same seed.
    package static func alike(_ amount: Int64, seed: UInt64) -> Int64 {
        let kind = roundness(amount)
        let unit = classes[kind]
        var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
        for _ in 0..<32 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            // Within a twentieth of the amount, or a few units of its roundness.
            let room = max(9, amount / unit / 20)
            let other = amount + (Int64(state >> 33) % (2 * room + 1) - room) * unit
            if other > 0, other != amount, roundness(other) == kind { return other }
        }
        return amount + unit
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
        /// Logarithm of the likelihood ratio, dealer against honest amounts of the same roundness; nats.
        package var step: Double
        /// The same for somebody whose prices follow the other line.
        package var otherStep: Double
        /// The likeliest price, in hundredths, and the quantity at it; 0 where the amount does not fit.
        package var price: Int64 = 0
        package var quantity: Int64 = 0
        /// Probability that a dealer's amount of this kind came from the lattice.
        package var responsibility = 0.0
    }

    /// The ticks of which an amount is a whole multiple; the same for everybody.
    struct Fits: BitwiseCopyable {
        fileprivate(set) var amount: Int64 = 0
        /// Class of roundness.
        fileprivate(set) var roundness = 0
        /// Ticks by bit; there are at most 252.
        fileprivate var mask = (UInt64(0), UInt64(0), UInt64(0), UInt64(0))

        var isEmpty: Bool { mask.0 | mask.1 | mask.2 | mask.3 == 0 }

        init() {}

        /// An amount that is a multiple of none.
        @inline(__always)
        init(none amount: Int64, tolerance: Int64, roundness: Int) {
            self.amount = amount + tolerance
            self.roundness = roundness
        }
    }

    /// - Parameters:
    ///   - amount: in hundredths of the currency's unit.
    ///   - tolerance: by how much rounding to the currency's minor unit may move it, in hundredths.
    func fits(_ amount: Int64, tolerance: Int64) -> Fits {
        var fits = Fits()
        fits.amount = amount + tolerance
        fits.roundness = Self.roundness(amount)
        guard amount <= Self.greatestAmount else { return fits }
        // The quantities at which a price in the band leads to the amount: nearly always none, or a few.
        let most = Int64(Double(amount + tolerance) * reciprocals[0] * (1 + Self.rounding))
        let least = Int64(max(0, Double(amount - tolerance) * leastReciprocal * (1 - Self.rounding)))
        if least == most { return fits }
        if most - least <= 16, tolerance * 2 < (least + 1) * band.tick {
            tryQuantities(least + 1, most, amount, tolerance, &fits)
            return fits
        }
        guard anyFits(amount, tolerance) else { return fits }
        fits.mask.0 = mask(amount, tolerance, from: 0)
        if band.ticks > 64 {
            fits.mask.1 = mask(amount, tolerance, from: 64)
            fits.mask.2 = mask(amount, tolerance, from: 128)
            fits.mask.3 = mask(amount, tolerance, from: 192)
        }
        return fits
    }

    /// Of each quantity the price that comes nearest.
    private func tryQuantities(_ least: Int64, _ most: Int64, _ amount: Int64, _ tolerance: Int64, _ fits: inout Fits) {
        for quantity in least...most {
            let unit = quantity * band.tick
            let tick = (amount + unit / 2) / unit
            guard abs(amount - tick * unit) <= tolerance, tick >= band.low, tick <= band.high else { continue }
            let k = UInt64(tick - band.low)
            switch k >> 6 {
            case 0: fits.mask.0 |= 1 << k
            case 1: fits.mask.1 |= 1 << (k & 63)
            case 2: fits.mask.2 |= 1 << (k & 63)
            default: fits.mask.3 |= 1 << (k & 63)
            }
        }
    }

    /// By so much products of floating numbers may be off, generously.
    private static let rounding = 1e-12

    /// One over the highest price.
    private var leastReciprocal: Double { reciprocals[band.ticks - 1] }

    /// Nearly always none does.
    private func anyFits(_ amount: Int64, _ tolerance: Int64) -> Bool {
        var found = SIMDMask<SIMD4<Int64>>(repeating: false)
        var k = 0
        while k < band.ticks {
            found .|= fitting(amount, tolerance, at: k)
            k += 4
        }
        return any(found)
    }

    private func mask(_ amount: Int64, _ tolerance: Int64, from first: Int) -> UInt64 {
        var mask: UInt64 = 0
        var k = first
        while k < min(band.ticks, first + 64) {
            let isFit = fitting(amount, tolerance, at: k)
            for lane in 0..<4 where isFit[lane] { mask |= 1 << UInt64(k + lane - first) }
            k += 4
        }
        let beyond = first + 64 - band.ticks
        return beyond <= 0 ? mask : beyond >= 64 ? 0 : mask & (.max >> UInt64(beyond))
    }

    /// What an amount says to which the ticks fit that `fits` found.
    /// - Parameters:
    ///   - line: the account's own price line, if it has one.
    ///   - other: a rival line for the same amounts.
    ///   - moved: within how many hundredths of a multiple the amount was looked for; 0 where it had to be one.
    func read(_ fits: Fits, line: OwnLine?, other: OwnLine?, moved: Int64 = 0) -> Reading {
        let r = fits.roundness
        if fits.isEmpty { return Reading(step: missStep(r), otherStep: missStep(r)) }
        var sums = Sums()
        add(fits.amount, 0, fits.mask.0, line, other, to: &sums)
        add(fits.amount, 64, fits.mask.1, line, other, to: &sums)
        add(fits.amount, 128, fits.mask.2, line, other, to: &sums)
        add(fits.amount, 192, fits.mask.3, line, other, to: &sums)
        guard sums.total > 0 else { return Reading(step: missStep(r), otherStep: missStep(r)) }
        let share = moved == 0 ? latticeShare[r] : Self.movedShare
        let spacing = moved == 0 ? spacing[r] : Double(2 * moved + 1)
        let lattice = share * sums.total / spacing
        let otherLattice = share * sums.other / spacing
        let step = Nats.ln(max(1 - share + lattice, 1e-9))
        return Reading(
            step: step,
            otherStep: line == nil && other == nil ? step : Nats.ln(max(1 - share + otherLattice, 1e-9)),
            price: sums.price, quantity: sums.quantity, responsibility: lattice / (1 - share + lattice))
    }

    /// Both at once.
    package func read(_ amount: Int64, tolerance: Int64, line: OwnLine?, other: OwnLine? = nil) -> Reading {
        read(fits(amount, tolerance: tolerance), line: line, other: other)
    }

    /// In hundredths: up to here whole numbers in a Double are exact. Eleven trillion units are no trade.
    private static let greatestAmount: Int64 = 1 << 50

    /// What the ticks that fit add up to, and the likeliest of them.
    private struct Sums {
        var total = 0.0
        var other = 0.0
        var best = 0.0
        var price: Int64 = 0
        var quantity: Int64 = 0
    }

    private func add(
        _ amount: Int64, _ first: Int, _ mask: UInt64, _ line: OwnLine?, _ other: OwnLine?, to sums: inout Sums
    ) {
        var mask = mask
        while mask != 0 {
            let tick = band.low + Int64(first + mask.trailingZeroBitCount)
            mask &= mask - 1
            let price = tick * band.tick
            let quantity = amount / price
            guard quantity > 0 else { continue }
            let whole = Self.stepMass(quantity) * Double(price)
            let mass = prior(tick, line) * whole
            sums.total += mass
            sums.other += prior(tick, other) * whole
            if mass > sums.best {
                sums.best = mass
                sums.price = price
                sums.quantity = quantity
            }
        }
    }

    /// The class of the amount's roundness.
    @inline(__always)
    static func roundness(_ amount: Int64) -> Int {
        if amount % 100 != 0 { return amount % 10 != 0 ? 0 : amount % 50 != 0 ? 1 : 2 }
        let units = amount / 100
        if units % 10 != 0 { return units % 5 != 0 ? 3 : 4 }
        if units % 100 != 0 { return units % 50 != 0 ? 5 : 6 }
        if units % 1_000 != 0 { return units % 500 != 0 ? 7 : 8 }
        return 9
    }

    /// The same of a sum as those who pay with the currency see it.
    @inline(__always)
    package static func roundness(_ amount: Int64, of currency: Currency) -> Int {
        let unit = UsualRates.roundUnit(currency)
        return unit == 1 ? roundness(amount) : amount % unit == 0 ? roundness(amount / unit) : 0
    }

    /// Of which of the four ticks from `k` on the amount is a whole multiple. All numbers stay below 2^51, so that the
    /// arithmetic is exact; adding and taking away 1.5 · 2^52 rounds to a whole number.
    @inline(__always)
    private func fitting(_ amount: Int64, _ tolerance: Int64, at k: Int) -> SIMDMask<SIMD4<Int64>> {
        let each = UnsafeRawPointer(prices + k).loadUnaligned(as: SIMD4<Double>.self)
        let inverse = UnsafeRawPointer(reciprocals + k).loadUnaligned(as: SIMD4<Double>.self)
        let round = SIMD4<Double>(repeating: 6_755_399_441_055_744)
        let target = SIMD4<Double>(repeating: Double(amount))
        let rest = target - ((target * inverse + round) - round) * each
        let allowed = SIMD4<Double>(repeating: Double(tolerance))
        return (rest .<= allowed) .& (rest .>= -allowed)
    }

    /// How likely a price tick is: the same for all of the band, or near the account's own line.
    private func prior(_ k: Int64, _ line: OwnLine?) -> Double {
        let uniform = band.even
        guard let line else { return uniform }
        let distance = abs(Double(k) - line.centre / Double(band.tick)).rounded()
        let kernel = distance == 0 ? 0.5 : distance == 1 ? 0.2 : distance == 2 ? 0.05 : 0
        return line.off * uniform + (1 - line.off) * kernel
    }

    /// Σ w(s) · s over the steps that divide the quantity.
    private static func stepMass(_ quantity: Int64) -> Double {
        var mass = 0.0
        for s in 0..<7 where quantity % Self.steps[s] == 0 { mass += Self.stepWeights[s] * Double(Self.steps[s]) }
        return mass
    }
}
