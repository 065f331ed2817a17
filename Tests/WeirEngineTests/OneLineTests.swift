import Testing
import WeirDomain

/// What an account's own line of prices is worth, by whom it leads to and by how the coin's price moves.
@Suite struct OneLineTests {
    /// Whole coins at the board's price, which moves, to one payee or to several; so many strangers of the week pay the
    /// account.
    @Test(arguments: [
        (["dealer"], 6, false), (["a", "b", "c"], 6, true), (["dealer", "dealer", "dealer", "dealer", "b"], 6, false),
        (["a", "b"], 6, true), (["dealer"], 9, true),
    ])
    func aLineThatIsOnePayeesIsNobodys(payees: [String], strangers: Int, counts: Bool) throws {
        let town = try Town()
        for n in 0..<strangers { town.pay(n, "stranger\(n)", "me", fen: 12_300 + n * 1_000) }
        for turn in 0..<10 {
            let price = 685 + turn % 4 * 2
            try town.quote(100 + turn * 600, "USDT", "6.\(price - 600)")
            town.pay(160 + turn * 600, "me", payees[turn % payees.count], fen: (110 + turn * 37) * price)
        }
        let line = try town.figure("exactOut")
        #expect(counts ? line > 3.5 : line == 0, "\(line)")
    }

    /// Fractions of a dear coin at a price that moves from day to day: amounts that follow it have a margin over a
    /// price that stands still, and amounts at the first day's price have none.
    @Test(arguments: [(true, Float(6), Float(1_000)), (false, -1_000, 3.1)])
    func aDearCoinsLineFollowsItsPrice(follows: Bool, least: Float, most: Float) throws {
        let town = try Town()
        for day in 0..<24 {
            let price = 200_000 + day * 700
            try town.quote(day * 1_440, "BTC", "\(price)")
            town.crowd { $0.payer += "-\(day)" }
            let fen = (3 + day * 7 % 40) * (follows ? price : 200_000) / 10
            town.pay(day * 1_440 + 70, "buyer\(day)", "me", fen: fen)
        }
        let margin = try town.figure("lineMargin")
        #expect(margin >= least && margin <= most, "\(margin)")
    }

    /// A few fen beside a multiple of ten yuan, with prices that come again with other fen; a shop's prices; the same
    /// for small sums.
    @Test(arguments: [
        ([20_003, 20_007, 49_996, 50_002, 30_001, 30_008, 99_994, 100_009], Float(0.6), Float(1)),
        ([19_990, 19_990, 49_990, 29_990, 39_990, 59_990, 19_990, 9_990], 0, 0),
        ([2_003, 2_007, 4_996, 5_002, 3_001, 3_008, 1_994, 2_009], 0, 0),
        ([23_417, 50_002, 17_788, 91_234, 50_006, 65_432, 43_210, 50_009], 0, 0.5),
    ])
    func centsBesideRoundDeposits(sums: [Int], least: Float, most: Float) throws {
        let town = try Town()
        for n in 0..<6 { town.pay(n, "early\(n)", "me", fen: sums[0]) }
        try town.quote(8, "USDT", "6.85")
        for (n, fen) in (sums + sums).enumerated() { town.pay(10 + n, "payer\(n)", "me", fen: fen) }
        let share = try town.figure("centsBesideRound")
        #expect(share >= least && share <= most, "\(share)")
    }

    /// Whole quantities of coins at a price that moves, rounded to ten yuan: sums of thousands keep the price, hundreds
    /// do not. Round sums of anything else have none.
    @Test(arguments: [(100, true, true), (10, true, false), (100, false, false)])
    func roundedSumsKeepThePriceWhereTheyAreLarge(coins: Int, areCoins: Bool, speaks: Bool) throws {
        let town = try Town()
        for n in 0..<6 { town.pay(n, "early\(n)", "me", fen: 12_345 + n * 1_111) }
        for (n, quantity) in [4, 7, 9, 5, 12, 6, 3, 8, 11, 10, 13, 14, 15, 16, 17, 18].enumerated() {
            let price = 684 + n % 4
            try town.quote(10 + n * 300, "USDT", "6.\(price - 600)")
            let other = areCoins ? quantity * coins * (price + 3) : (quantity * 7_919 + n * 3_571) % 14_000 * 100
            town.pay(12 + n * 300, "payer\(n)", "me", fen: (max(other, 100_000) + 500) / 1_000 * 1_000)
        }
        let soft = try town.figure("softIn")
        #expect(speaks ? soft >= 3 : soft < 1, "\(soft)")
    }

    /// Fractions of a dear coin at a hundredth beside the board's price, as desks ask who live by the spread; amounts that
    /// have nothing to do with it.
    @Test(arguments: [(true, Float(6), Float(16)), (false, -5, 1)])
    func aDearCoinsLineMayLieBesideTheBoard(areCoins: Bool, least: Float, most: Float) throws {
        let town = try Town()
        for n in 0..<6 { town.pay(n, "early\(n)", "me", fen: 12_345 + n * 1_111) }
        for order in 0..<24 {
            let price = 215_000 + order * 7_919 % 6_000
            try town.quote(10 + order * 300, "BTC", "\(price)")
            // Between a quote and the next one the market goes on by up to a third of a hundredth.
            let asked = price * (1_010 + order % 3 - 1) / 10
            let thousandths = [5, 10, 20, 30, 50, 100, 15, 40][order % 8]
            let fen = areCoins ? thousandths * asked / 1_000 : 61_007 + order * order * 7_321 % 900_001
            town.pay(12 + order * 300, "payer\(order)", "me", fen: fen)
        }
        let line = try town.figure("exactIn")
        #expect(line >= least && line <= most, "\(line)")
    }
}
