import Testing
import WeirEngine

/// Where the dollar stands near the coin, what is told is where the middle of what is received and paid lies.
@Suite struct LineLevelTests {
    // Each once: sums that recur add nothing.
    private static let quantities = [100, 150, 200, 120, 300, 250, 500, 180, 400, 350, 600, 220]

    /// Twelve deals with strangers, received and paid in turn, two hundredths of a yuan to each side of a price; the
    /// coin stands at 7.02 and the dollar at 6.98.
    private func trade(around hundredths: Int) throws -> Town {
        let town = try Town()
        for deal in 0..<12 {
            try town.quote(90 * deal, "USDT", "7.02")
            try town.quote(90 * deal, "USD", "6.98")
            if deal == 0 { town.crowd() }
            let isSale = deal % 2 == 0
            let fen = Self.quantities[deal] * (hundredths + (isSale ? 2 : -2))
            let (payer, payee) = isSale ? ("buyer\(deal)", "me") : ("me", "seller\(deal)")
            town.pay(60 + 90 * deal, payer, payee, fen: fen)
        }
        return town
    }

    @Test func theMiddleTellsCoinsFromDollars() throws {
        let dealer = try trade(around: 702).figure("lineMargin")
        let changer = try trade(around: 698).figure("lineMargin")
        #expect(dealer > 4)
        // Less than was thought of the dealer beforehand.
        #expect(changer < 1.5)
    }
}
