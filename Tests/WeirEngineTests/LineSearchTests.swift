import Testing
import WeirEngine

/// Amounts that were moved so far that tens of coins run into one another.
@Suite struct LineSearchTests {
    private struct Random {
        private var state: UInt64

        init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

        mutating func part() -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 11) / 9_007_199_254_740_992
        }

        /// Between -1 and 1, mostly near 0.
        mutating func bell() -> Double { part() + part() + part() + part() - 2 }
    }

    /// What a person's sums are made of.
    enum Sums: CaseIterable {
        /// Tens of coins near the board's price.
        case coins
        /// Tens of dollars near the dollar's price.
        case dollars
        case any
    }

    /// 160 payments each way in eight days, all with strangers; each sum is moved by a few thousandths.
    private func trade(receives received: Sums, pays paid: Sums, seed: UInt64) throws -> Town {
        let town = try Town()
        var random = Random(seed: seed)
        town.crowd()
        for deal in 0..<320 {
            let minute = 60 + 36 * deal
            // Each goes its own way, by a hundredth a day: a price that stands still would explain the sums as well.
            let (coin, dollar) = (7.02 + 0.16 * Self.tide(deal, 160), 6.84 + 0.16 * Self.tide(deal, 112))
            try town.quote(minute, "USDT", Self.text(coin))
            try town.quote(minute, "USD", Self.text(dollar))
            let isSale = deal % 2 == 0
            let quantity = Double(10 * Int(15 + 60 * random.part()))
            let own = isSale ? 1.003 : 0.998
            let yuan =
                switch isSale ? received : paid {
                case .coins: quantity * coin * own
                case .dollars: quantity * dollar * own
                case .any: 1_000 + 5_000 * random.part()
                }
            let fen = Int(yuan * (1 + 0.003_5 * random.bell()) * 100)
            let (payer, payee) = isSale ? ("buyer\(deal)", "me") : ("me", "seller\(deal)")
            town.pay(minute + 1, payer, payee, fen: fen)
        }
        return town
    }

    /// From 0 to 1 and back within so many deals.
    private static func tide(_ deal: Int, _ period: Int) -> Double {
        1 - abs(Double(2 * (deal % period)) / Double(period) - 1)
    }

    private static func text(_ price: Double) -> String {
        let fen = Int((price * 1_000).rounded())
        return "\(fen / 1_000).\(String(fen % 1_000 + 1_000).dropFirst())"
    }

    @Test func aDealersLinesAreFound() throws {
        for seed in 1...5 as ClosedRange<UInt64> {
            let town = try trade(receives: .coins, pays: .coins, seed: seed)
            #expect(try town.figure("provenLine") >= 10, "seed \(seed)")
            #expect(try town.figure("lineMargin") >= 12, "seed \(seed)")
            #expect(try town.figure("softOut") >= 4, "seed \(seed)")
        }
    }

    /// A money changer's are found just as well, at the dollar's price; what anybody pays lies on none; and who is sent
    /// coins' prices has laid no line.
    @Test func innocentPricesAndOneLineAloneAreNone() throws {
        for (received, paid) in [(Sums.dollars, Sums.dollars), (.any, .any), (.coins, .any), (.coins, .dollars)] {
            for seed in 1...5 as ClosedRange<UInt64> {
                let town = try trade(receives: received, pays: paid, seed: seed)
                #expect(try town.figure("provenLine") == 0, "\(received), \(paid), seed \(seed)")
                #expect(try town.figure("softOut") < 3, "\(received), \(paid), seed \(seed)")
            }
        }
    }
}
