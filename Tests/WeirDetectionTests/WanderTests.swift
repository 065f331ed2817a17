import Testing
import WeirDetection

/// Lines that go their own way within a coin's band.
@Suite struct WanderTests {
    /// - Parameter offset: of the n-th deal, in ten thousandths.
    private func isOwn(_ deals: Int, _ offset: (Int) -> Int) -> Bool {
        var wander = Wander()
        for deal in 0..<deals { wander.take(Double(offset(deal)) / 10_000, seen: deal) }
        return wander.isOwn
    }

    @Test func whatGoesUpForDaysAndDownForDaysIsNoCoins() {
        // Up by a tenth of a hundredth each deal, and down again.
        func triangle(_ deal: Int) -> Int { -100 + 10 * (deal % 40 < 20 ? deal % 40 : 40 - deal % 40) }
        #expect(isOwn(30, triangle))
        #expect(isOwn(200, triangle))
        // The same, each deal moved by two thousandths to and fro.
        #expect(isOwn(200) { triangle($0) + [20, -15, 5, -20, 10][$0 % 5] })
        // Too few to tell.
        #expect(!isOwn(11, triangle))
    }

    @Test func whatJumpsToAndFroIsADealers() {
        // By a hundredth, as where amounts are moved by yuan; and a margin that stands still.
        #expect(!isOwn(200) { [100, -60, 30, -100, 80, -20, 60, -80, 0, -40][$0 * 7 % 10] })
        #expect(!isOwn(200) { _ in 35 })
        // A margin that is raised once by three thousandths, every deal moved by one.
        #expect(!isOwn(60) { ($0 < 30 ? 10 : 40) + [10, -10, 5, -5][$0 % 4] })
        // A drift of two thousandths is within what boards are late by.
        #expect(!isOwn(200) { -10 + ($0 % 40 < 20 ? $0 % 40 : 40 - $0 % 40) })
    }
}
