import Testing
import WeirEngine

/// Gold by the gram, where its price is near a multiple of a coin's.
@Suite struct OtherGoodsTests {
    /// Hundredths of a yuan, hour by hour: the two move by a thousandth to and fro, each in its own time.
    private static func coin(_ hour: Int) -> Int { [705, 706, 707, 706, 705, 704, 703, 704][hour % 8] }
    private static func gold(_ hour: Int) -> Int {
        35_800 + [0, 30, 70, 90, 120, 80, 50, 110, 160, 130, 90][hour % 11]
    }

    private static func quoted(_ hundredths: Int) -> String {
        "\(hundredths / 100).\(hundredths / 10 % 10)\(hundredths % 10)"
    }

    /// One deal with a stranger in every hour of the day, bought and sold in turn; the others have never met the account.
    /// - Parameters:
    ///   - hasGold: the price of gold is handed in.
    ///   - fen: what a deal comes to; who sells has a margin on top.
    private func trade(hasGold: Bool, fen: (_ deal: Int, _ hour: Int, _ isSale: Bool) -> Int) throws -> Town {
        let town = try Town()
        for hour in 0..<48 {
            try town.quote(hour * 60, "USDT", Self.quoted(Self.coin(hour)))
            try town.quote(hour * 60, "USD", Self.quoted(698))
            if hasGold { try town.quote(hour * 60, "XAU-G", Self.quoted(Self.gold(hour))) }
            if hour == 0 { town.crowd() }
            let isSale = hour % 2 == 0
            let (payer, payee) = isSale ? ("buyer\(hour)", "me") : ("me", "seller\(hour)")
            town.pay(hour * 60 + 30, payer, payee, fen: fen(hour, hour, isSale))
        }
        return town
    }

    /// Whole grams at a price rounded to a tenth of a yuan, a hundredth above gold's or one and a half below.
    private func grams(_ deal: Int, _ hour: Int, _ isSale: Bool) -> Int {
        let price = Self.gold(hour) * (isSale ? 1_012 : 985) / 10_000 * 10
        return [5, 10, 20, 2, 8, 50, 3, 10, 5, 20][deal % 10] * price
    }

    /// Quantities of coins, a hundredth above the board or below.
    private func coins(_ deal: Int, _ hour: Int, _ isSale: Bool) -> Int {
        [100, 250, 500, 300, 1_000, 200, 150, 400, 120, 700][deal % 10] * (Self.coin(hour) + (isSale ? 5 : -5))
    }

    @Test func gramsOfGoldAreNoCoins() throws {
        let (known, unknown) = (try trade(hasGold: true, fen: grams), try trade(hasGold: false, fen: grams))
        // Five grams are 250 coins, give or take a hundredth; that it is something with a price of its own shows all the
        // same.
        #expect(try unknown.figure("lineWeight") == 0)
        for name in ["lineWeight", "lineMargin", "softIn", "softOut", "tradeLine", "longLine"] {
            #expect(try known.figure(name) == 0, "\(name)")
        }
    }

    @Test func coinsStayCoinsWhereGoldIsQuoted() throws {
        let (known, unknown) = (try trade(hasGold: true, fen: coins), try trade(hasGold: false, fen: coins))
        let weight = try known.figure("lineWeight")
        #expect(weight > 8)
        #expect(try unknown.figure("lineWeight") == weight)
    }
}
