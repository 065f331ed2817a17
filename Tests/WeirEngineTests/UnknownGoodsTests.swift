import Testing
import WeirEngine

/// Things by the piece at a price of their own that wanders, where a piece costs about as much as some coins.
@Suite struct UnknownGoodsTests {
    /// Hundredths of a yuan for a coin, hour by hour: it moves by two thousandths to and fro.
    private static func coin(_ hour: Int) -> Int { [705, 706, 707, 706, 705, 704, 703, 704][hour % 8] }

    /// The price of a sheet, in hundredths: it wanders by four hundredths to and fro in two days, past twice the
    /// coin's.
    private static func sheet(_ hour: Int) -> Int {
        let place = hour % 48
        return 1_380 + 3 * (place < 24 ? place : 48 - place)
    }

    private static let quantities = [100, 20, 50, 200, 10, 100, 500, 20, 50, 30]

    /// One deal with a stranger in every hour of four days, bought and sold in turn.
    private func trade(_ fen: (_ hour: Int, _ isSale: Bool) -> Int) throws -> Town {
        let town = try Town()
        for hour in 0..<96 {
            try town.quote(hour * 60, "USDT", "7.0\(Self.coin(hour) - 700)")
            try town.quote(hour * 60, "USD", "6.91")
            if hour == 0 { town.crowd() }
            let isSale = hour % 2 == 0
            let (payer, payee) = isSale ? ("buyer\(hour)", "me") : ("me", "seller\(hour)")
            town.pay(hour * 60 + 30, payer, payee, fen: fen(hour, isSale))
        }
        return town
    }

    @Test func sheetsAtAPriceThatWandersAreNoCoins() throws {
        let town = try trade { hour, isSale in
            Self.quantities[hour % 10] * (Self.sheet(hour) + (isSale ? 7 : -7)) + hour % 3
        }
        for name in ["lineWeight", "lineMargin", "softIn", "softOut", "tradeLine", "longLine"] {
            #expect(try town.figure(name) == 0, "\(name)")
        }
    }

    /// Exactly on the board's prices, moved by up to three thousandths, and given in money: coins all of them.
    @Test(arguments: [0, 3, 6])
    func coinsStayCoins(moved: Int) throws {
        let town = try trade { hour, isSale in
            let sum = Self.quantities[hour % 10] * (Self.coin(hour) + (isSale ? 3 : -3))
            // One in four is an order of whole hundreds, give or take some fen.
            if moved > 0, hour % 4 == 3 { return (sum / 10_000 + 1) * 10_000 - hour % 7 }
            return sum + sum * moved * (hour * 7 % 11 - 5) / 10_000
        }
        #expect(try town.figure("lineWeight") > 5)
    }
}
