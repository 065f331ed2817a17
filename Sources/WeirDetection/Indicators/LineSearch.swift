import WeirDomain

/// The price line of an account, searched for and not learnt: of every price near the board's it is known what the
/// account's amounts say for it.
///
/// A dealer who moves each amount by a few thousandths hides that it was a plain number of tens of coins: tens are then
/// as near to one another as the amounts are moved, the first give no line of the account's own, and without a line
/// the next say nothing. But of hundreds of amounts each still says a little, and only at the account's own price
/// all of them say it together. So the sums are kept for 32 prices within 1.6 % of the board's, for quantities in
/// hundreds, fifties and tens, by direction. With s the step and q the amount over price and step, moved by 0.25 %,
///
///     LR(A) = 1/2 · Σ over whole k of N(q - k; σ q)  +  1/2        N the density of the normal distribution
///
/// against amounts spread evenly, σ = 0.0025; at q of a hundred or more it is 1, whatever the price. What a line must
/// say beyond the best of 96 that chance gives, ln 96, is taken off. The same sums are kept at the reference's prices
/// and at a price that stands still, each within 2.1 %: an innocent price that is searched for as hard must explain the
/// amounts worse.
struct LineSearch: BitwiseCopyable {
    /// Whose prices.
    enum Market: Int { case board, reference, fixed }

    /// Steps of quantities, in coins.
    static let steps: InlineArray<3, Double> = [100, 50, 10]
    private static let prices = 32
    private static let lines = 3 * prices
    /// Between one price and the next, in parts of it: the board's, and those of the innocent ones.
    private static let spacing = (own: 0.001, innocent: 0.001_35)
    /// By which amounts are moved, in parts of them [S].
    private static let moved = 0.002_5
    private static let besideMoney = 0.003
    /// Fewer coins than these are not ordered by tens.
    private static let leastCoins = 2.0
    /// Of a step so much must be ordered, at the least.
    private static let leastOfStep = 0.6
    /// Sums are in 32nds of a nat; they fall no lower than 12 nats, so that honest weeks excuse little.
    static let perNat: Float = 32
    private static let floor: Int32 = -12 * 32

    // By direction, market, step and price.
    private var sums: InlineArray<576, Int16> = .init(repeating: 0)
    private var tried: InlineArray<2, UInt16> = .init(repeating: 0)
    private var hits: InlineArray<2, UInt16> = .init(repeating: 0)
    /// Of the best lines at the board's prices, when they were looked for last.
    private var places: InlineArray<2, UInt16> = .init(repeating: 0)
    private var minute: Int32 = 0
    /// Hundredths for a coin: the first price that it was asked about.
    private var firstPrice: Float = 0
    private var coin: UInt8 = 0

    /// Takes one new amount that is held against a reference. One that is as round as the price of a coin, or rounder,
    /// is money, and says nothing; so does one beside round money, an order of 500 that was moved as the others are.
    /// - Returns: whether it says anything.
    mutating func take(_ fit: UnsafePointer<CoinFit>, _ direction: Direction, minute now: Int32) -> Bool {
        let (amount, price) = (Double(fit.pointee.own.amount), fit.pointee.price)
        guard fit.pointee.rivalLattice != nil, amount >= Self.leastCoins * price,
            Double(Lattice.classes[fit.pointee.own.roundness]) < price, !Self.isNearRoundMoney(amount)
        else { return false }
        fade(to: now)
        if firstPrice == 0 { (firstPrice, coin) = (Float(price), UInt8(fit.pointee.place)) }
        let side = direction.rawValue
        let before = sums[Int(places[side])]
        let table = Wrapped.table
        add(amount / price, Self.spacing.own, Self.first(direction, .board), table)
        add(amount / fit.pointee.rivalPrice, Self.spacing.innocent, Self.first(direction, .reference), table)
        add(amount / Double(firstPrice), Self.spacing.innocent, Self.first(direction, .fixed), table)
        if tried[side] < .max { tried[side] += 1 }
        if hits[side] < .max, sums[Int(places[side])] > before { hits[side] += 1 }
        return true
    }

    /// Round is what is a multiple of the power of ten of which it has five to fifty.
    private static func isNearRoundMoney(_ amount: Double) -> Bool {
        var unit = 1.0
        while unit * 50 <= amount { unit *= 10 }
        return abs(amount - (amount / unit).rounded() * unit) <= besideMoney * amount
    }

    private static func first(_ direction: Direction, _ market: Market) -> Int {
        (direction.rawValue * 3 + market.rawValue) * lines
    }

    /// - Parameter first: where the sums begin.
    private mutating func add(_ coins: Double, _ spacing: Double, _ first: Int, _ table: [Int16]) {
        for step in 0..<3 {
            let quantity = coins / Self.steps[step]
            guard quantity >= Self.leastOfStep, let row = Wrapped.row(Self.moved * quantity) else { continue }
            // Parts of a whole step, as 32 bits: what lies before the point overflows.
            var phase = Self.part(quantity * (1 - Double(Self.prices - 1) / 2 * spacing))
            let turn = Self.part(quantity * spacing)
            withSums(from: first + step * Self.prices, Self.prices) { sums in
                table.withUnsafeBufferPointer { table in
                    for place in 0..<Self.prices {
                        let nats = table[row + Int(phase >> Wrapped.shift)]
                        sums[place] = Int16(clamping: max(Self.floor, Int32(sums[place]) + Int32(nats)))
                        phase &+= turn
                    }
                }
            }
        }
    }

    @inline(__always)
    private static func part(_ number: Double) -> UInt32 { UInt32(truncatingIfNeeded: Int64(number * 0x1p32)) }

    /// Some of the sums in place: an index into an inline array is checked for each.
    @inline(__always)
    private mutating func withSums<Result>(
        from first: Int, _ count: Int, _ body: (UnsafeMutableBufferPointer<Int16>) -> Result
    ) -> Result {
        withUnsafeMutableBytes(of: &sums) { bytes in
            body(UnsafeMutableBufferPointer(rebasing: bytes.bindMemory(to: Int16.self)[first..<first + count]))
        }
    }

    /// In steps of six hours, with the half-life of the other lines.
    private mutating func fade(to now: Int32) {
        let steps = (now &- minute) / Self.fadeEveryMinutes
        guard steps > 0 else { return }
        if firstPrice > 0 {
            let left = Int32(Self.decay.left(afterHours: steps * (Self.fadeEveryMinutes / 60)) * 0x1p15)
            withSums(from: 0, 576) { sums in
                for place in sums.indices { sums[place] = Int16(truncatingIfNeeded: (Int32(sums[place]) * left) >> 15) }
            }
        }
        minute &+= steps * Self.fadeEveryMinutes
    }

    private static let fadeEveryMinutes: Int32 = 360

    private static let decay = HourlyDecay(halfLifeHours: PriceTrack.halfLifeMinutes / 60)

    private mutating func best(_ direction: Direction, _ market: Market) -> (sum: Int16, place: Int) {
        let first = Self.first(direction, market)
        return withSums(from: first, Self.lines) { sums in
            var found = (sum: sums[0], place: 0)
            for place in 1..<Self.lines where sums[place] > found.sum { found = (sums[place], place) }
            return (found.sum, first + found.place)
        }
    }

    // MARK: What has been found

    /// Looks for the best lines again, one time in four; answers whether they speak, `nil` where it did not look.
    mutating func look() -> Bool? {
        guard (tried[0] &+ tried[1]) & 3 == 0 else { return nil }
        let (received, paid) = (best(.incoming, .board), best(.outgoing, .board))
        (places[0], places[1]) = (UInt16(received.place), UInt16(paid.place))
        let nats = Float(Int32(received.sum) + Int32(paid.sum)) / Self.perNat
        // Innocent prices are asked only where they matter.
        return nats >= SearchedLine.least && line.speaks
    }

    /// The best line of either direction.
    var line: SearchedLine {
        mutating get {
            SearchedLine(
                coin: Int(coin), received: side(.incoming), paid: side(.outgoing), reference: innocent(.reference),
                fixed: innocent(.fixed))
        }
    }

    private mutating func side(_ direction: Direction) -> SearchedLine.Side {
        let (sum, place) = best(direction, .board)
        let number = place - Self.first(direction, .board)
        let factor = 1 + (Double(number % Self.prices) - Double(Self.prices - 1) / 2) * Self.spacing.own
        return SearchedLine.Side(
            nats: Float(sum) / Self.perNat, overBoard: Float(1 / factor), step: Self.steps[number / Self.prices],
            hits: Int(hits[direction.rawValue]), tried: Int(tried[direction.rawValue]))
    }

    private mutating func innocent(_ market: Market) -> (received: Float, paid: Float) {
        (Float(best(.incoming, market).sum) / Self.perNat, Float(best(.outgoing, market).sum) / Self.perNat)
    }

    mutating func hash(into hasher: inout StateHasher) {
        for place in 0..<576 { hasher.take(Int64(sums[place])) }
        for side in 0..<2 {
            hasher.take(Int64(tried[side]))
            hasher.take(Int64(hits[side]))
        }
    }

    /// ln LR of an amount by where it lies between two whole numbers of steps, for ten widths of what it was moved by.
    private enum Wrapped {
        /// 64 places between one whole number and the next.
        static let shift: UInt32 = 26
        private static let places = 64
        private static let widths: InlineArray<10, Double> = [
            0.03, 0.045, 0.065, 0.09, 0.12, 0.15, 0.18, 0.22, 0.26, 0.31,
        ]
        /// An amount says no more than these nats.
        private static let bounds = (least: -0.7, most: 2.0)

        /// Where the row of a width begins, in parts of a step; `nil` where it is too wide to say anything.
        @inline(__always)
        static func row(_ width: Double) -> Int? {
            for number in 0..<widths.count where width <= widths[number] { return number * places }
            return nil
        }

        /// In 32nds of a nat.
        static let table: [Int16] = widths.indices.flatMap { row in
            (0..<places).map { nats((Double($0) + 0.5) / Double(places), widths[row]) }
        }

        private static func nats(_ part: Double, _ width: Double) -> Int16 {
            var density = 0.0
            for whole in -2...3 {
                let deviations = (part - Double(whole)) / width
                density += Nats.exp(-deviations * deviations / 2)
            }
            density /= width * rootOfTwoPi
            let nats = Nats.ln(0.5 + 0.5 * density)
            return Int16((min(bounds.most, max(bounds.least, nats)) * Double(perNat)).rounded())
        }

        private static let rootOfTwoPi = 2.506_628_274_631
    }
}
