import Testing
import WeirDetection

/// What answers a receipt, and what comes soon after one anyway.
@Suite struct ReplyTests {
    private func share(_ replies: Float, _ payouts: Float, receipts: Float, days: Float = 1) -> Float {
        Replies.beyondChance(replies, of: payouts, receipts: receipts, days: days)
    }

    /// Eight sales in two days, and then the wages in one sum: a quarter of an hour after the last of them.
    @Test func oneOrTwoPaymentsAreNoHabit() {
        #expect(share(1, 1, receipts: 8, days: 2) < 0.3)
        #expect(share(2, 2, receipts: 8, days: 2) < 0.5)
        #expect(share(10, 10, receipts: 20, days: 5) > 0.7)
    }

    /// A customer every ten minutes: seven in ten moments lie 2 to 20 minutes after one.
    @Test func chanceIsTakenAway() {
        #expect(share(70, 100, receipts: 84) < 0.05)
        #expect(share(10, 100, receipts: 84) == 0)
        #expect(share(100, 100, receipts: 84) > 0.9)
        // One every two hours and a half: 11 in a hundred.
        #expect(abs(share(98, 98, receipts: 5.6) - (0.98 - 0.111) / 0.889) < 0.01)
    }

    @Test func withoutPaymentsThereIsNone() {
        #expect(share(0, 0, receipts: 0, days: 0) == 0)
        #expect(share(5, 5, receipts: 0, days: 0) > 0.7)
    }
}
