import Testing
import WeirDetection
import WeirDomain

@Suite struct LatticeTests {
    private let lattice = Lattice(boardHundredths: 685)

    private func ratio(_ amount: Int64) -> Double { Nats.exp(lattice.read(amount, tolerance: 0, line: nil).step) }

    /// The likelihood ratio is a fair bet: over honest amounts of any roundness its mean is 1, so that its sum of
    /// logarithms cannot drift upwards by chance. Amounts from 100 to 20,000 yuan, log-uniform.
    @Test(arguments: [1, 10, 50, 100, 500, 1_000, 5_000, 10_000] as [Int64])
    func isFairAmongAmountsAsRoundAs(roundness: Int64) {
        var state: UInt64 = 0x9E37_79B9
        var sum = 0.0
        let n = 200_000
        for _ in 0..<n {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let unit = Double(state >> 11) / 9_007_199_254_740_992
            let amount = 10_000 * Nats.exp(unit * 5.3)
            sum += ratio(max(1, Int64(amount / Double(roundness))) * roundness)
        }
        #expect(sum / Double(n) < 1.15, "mean ratio \(sum / Double(n))")
    }

    @Test func aWholeQuantityAtABoardPriceSpeaksForTrade() {
        for (amount, least) in [(103_050, 10.0), (68_700, 5), (343_500, 3), (6_870, 1.2), (961_800, 10)] {
            #expect(ratio(Int64(amount)) > least, "\(amount): \(ratio(Int64(amount)))")
        }
        let reading = lattice.read(103_050, tolerance: 0, line: nil)
        #expect(reading.price == 687 && reading.quantity == 150)
    }

    @Test func anArbitraryFractionSpeaksAgainstIt() {
        #expect(ratio(3_752) < 0.6)
        #expect(ratio(12_389) < 0.6)
    }

    @Test func roundMoneySaysNothing() {
        for amount in [50_000, 100_000, 200_000, 300_000, 1_000_000] as [Int64] {
            #expect(abs(Nats.ln(ratio(amount))) < 0.35, "\(amount): \(ratio(amount))")
        }
    }

    @Test func theAccountsOwnLineSharpensIt() {
        let onLine = Nats.exp(lattice.read(103_050, tolerance: 0, line: Lattice.OwnLine(centre: 687, off: 0.2)).step)
        let offLine = Nats.exp(lattice.read(103_050, tolerance: 0, line: Lattice.OwnLine(centre: 680, off: 0.2)).step)
        #expect(onLine > 3 * ratio(103_050))
        #expect(offLine < ratio(103_050))
    }

    @Test func currenciesWithoutCentsAreRoundedFirst() {
        // 100 USDT at 150.2 yen are 15,020 yen; amounts in hundredths, give or take half a yen.
        let yen = Lattice(boardHundredths: 15_020)
        let reading = yen.read(1_502_000, tolerance: 50, line: nil)
        #expect(reading.quantity == 100 && reading.price == 15_020)
    }

    /// What no Double holds exactly is no trade either.
    @Test func absurdAmountsFitNothing() {
        for amount: Int64 in [(1 << 50) + 687, 99_999_999_999_999_999, .max / 2] {
            #expect(lattice.read(amount, tolerance: 0, line: nil).quantity == 0)
        }
        #expect(lattice.read(687 * 1_000_000_000, tolerance: 0, line: nil).quantity > 0)
    }

    /// Trying the ticks by multiplication finds what division finds.
    @Test(arguments: [685.0, 15_020, 99.99, 7_123_456])
    func ticksThatFitAreThoseThatDivide(board: Double) {
        let lattice = Lattice(boardHundredths: board)
        let (low, high) = (Int64((board * 0.98).rounded()), Int64((board * 1.02).rounded()))
        var state: UInt64 = 7
        for _ in 0..<20_000 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let amount = Int64(state >> 30) % 10_000_000_000 + 1
            let reading = lattice.read(amount, tolerance: 0, line: nil)
            guard reading.quantity > 0 else { continue }
            #expect(reading.quantity * reading.price == amount && reading.price >= low && reading.price <= high)
        }
        for price in stride(from: low, through: high, by: 1) where lattice.holds(price) {
            #expect(lattice.read(price * 137, tolerance: 0, line: nil).quantity > 0, "\(price)")
        }
    }

    /// Sums in hundredths of the unit, and their classes: 4 is five units, 6 is fifty, 7 is a hundred.
    @Test(
        arguments: [
            ("CNY", 75_000, 6), ("CNY", 100_000, 9), ("USD", 75_000, 6), ("JPY", 75_000, 4), ("JPY", 100_000, 7),
            ("KRW", 1_000_000, 7), ("VND", 5_000_000, 6), ("INR", 75_005, 0),
        ] as [(String, Int64, Int)])
    func tenYenAreNoRoundSum(code: String, amount: Int64, kind: Int) throws {
        let currency = try #require(Currency(code))
        #expect(Lattice.roundness(amount, of: currency) == kind)
    }
}
