import Testing
import WeirDomain
import WeirEngine

/// What an account wanted to pay to somebody who is stopped is its own doing, as if it had got there.
@Suite struct AttemptTests {
    /// Strangers buy coins of the account, and it tries to pay some sums to a stopped wholesaler; what these are on the
    /// coin's prices.
    /// - Parameters:
    ///   - sums: of each in fen.
    ///   - sells: what strangers send is on the coin's prices.
    private func line(
        _ sums: [Int], sells: Bool = true, first: (ActScene) throws -> Void = { _ in }
    ) throws -> Float {
        let scene = ActScene()
        scene.propose(.suspendTransfers, on: "wholesaler", by: "ann")
        #expect(scene.measures[0].state == .ordered)
        try scene.quote("USDT", "7.2")
        for n in 0..<9 { _ = try scene.pay("stranger\(n)", "me", fen: (50 + n * 23) * (sells ? 722 : 639)) }
        try first(scene)
        for fen in sums {
            scene.now = scene.now.advanced(bySeconds: 1_800)
            #expect(try scene.pay("me", "wholesaler", fen: fen).outcome == .decline)
        }
        let place = try #require(Engine.featureNames.firstIndex(of: "exactOut"))
        let figures = scene.engine.figures(of: "me")
        return try #require(figures)[place]
    }

    private static let coins = (0..<10).map { (100 + $0 * 37) * 721 }

    @Test func whatIsDeclinedLiesOnPricesAllTheSame() throws {
        #expect(try line(Self.coins) > 3.5)
    }

    /// He tries to buy of a dealer who is stopped.
    @Test func aCustomersAttemptsAreNoTrade() throws {
        #expect(try line(Self.coins, sells: false) == 0)
    }

    @Test func whatLiesOnNoPriceStaysThere() throws {
        #expect(try line((0..<10).map { 71_313 + $0 * 26_701 }) <= 0)
    }

    /// One sum tried ten times is one sum, a little of which five hours take; and of the first two none is read.
    @Test func tryingAgainAddsNothing() throws {
        let (first, sum) = (Array(Self.coins.prefix(2)), Self.coins[3])
        #expect(try line(first) == 0)
        let once = try line(first + [sum])
        #expect(once > 0)
        #expect(try abs(line(first + [Int](repeating: sum, count: 10)) - once) < 0.2)
    }

    /// Whoever is talked into sending on what came in to the last digit has not traded.
    @Test func whatCameInIsNobodysLine() throws {
        let sums = try line(Self.coins) { scene in
            for (n, fen) in Self.coins.enumerated() { _ = try scene.pay("framer\(n)", "me", fen: fen) }
        }
        #expect(sums <= 0)
    }
}
