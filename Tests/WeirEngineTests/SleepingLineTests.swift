import Testing
import WeirDomain
import WeirEngine

/// A price line that is as low as it can be reads few amounts, and wakes when trade begins.
@Suite struct SleepingLineTests {
    /// Weeks of a workshop's takings, then trade both ways on a coin's prices or, as a control, at no price.
    /// - Returns: how many orders it took until the account was suspended; `nil` where it never was.
    private func ordersUntilSuspended(onPrices: Bool) throws -> Int? {
        let scene = try EngineTests.Scene()
        var state: UInt64 = 20_261_128
        func below(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        var price = 686
        func quote() throws {
            price = min(max(price + below(3) - 1, 670), 702)
            try scene.quote("USDT", "\(price / 100).\(price % 100 / 10)\(price % 10)")
            try scene.quote("USD", "6.6000")
        }
        for day in 0..<25 {
            for sale in 0..<4 {
                scene.minute = day * 1_440 + 500 + sale * 40
                try quote()
                scene.pay("guest\(day)-\(sale)", "workshop", fen: 3_011 + below(200_000))
            }
        }
        for order in 0..<60 {
            scene.minute = (25 + order / 12) * 1_440 + 520 + order % 12 * 45
            try quote()
            let quantity = (1 + below(60)) * 10
            let fen = onPrices ? quantity * (price + 2) : quantity * (price + 2) * (900 + below(200)) / 1_000 + 1
            scene.pay("customer\(order)", "workshop", fen: fen)
            scene.minute += 9
            let bought = (1 + below(60)) * 10
            let paid = onPrices ? bought * (price - 2) : bought * (price - 2) * (900 + below(200)) / 1_000 + 1
            scene.pay("workshop", "source\(order)", fen: paid)
            if scene.measures.contains(where: { $0.kind == .suspendTransfers && $0.account == "workshop" }) {
                return order + 1
            }
        }
        return nil
    }

    @Test func aWorkshopThatBeginsToTradeIsFoundSoon() throws {
        let orders = try #require(try ordersUntilSuspended(onPrices: true))
        #expect(orders <= 30)
    }

    @Test func theSameAtNoPriceIsLeftAlone() throws {
        #expect(try ordersUntilSuspended(onPrices: false) == nil)
    }
}
