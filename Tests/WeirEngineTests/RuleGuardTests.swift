import Testing
import WeirDomain
import WeirEngine
import WeirRuleSets

/// How far a set on trial reaches, and what one signature carries.
@Suite struct RuleGuardTests {
    private static func holds(_ label: String, above: Int) -> RuleSet {
        RuleScene.set(
            label, [RuleScene.rule("large", "payment.amount > \(above).0", [.decision(.hold, kind: .flow)])])
    }

    private static let largest = Int(Limits.amountMinor)

    /// So many of the largest amounts that no number holds their sum: it stops at the greatest, and the engine goes on.
    @Test func moneyIsAddedUpToTheGreatestNumberThereIs() throws {
        let scene = try RuleScene()
        scene.ask(.shadow, Self.holds("1", above: 1), by: "ann")
        for i in 0..<9_300 { scene.pay("payer\(i)", "payee\(i)", fen: Self.largest, second: i) }
        let trial = try #require(scene.engine.trialRules)
        #expect(trial.harder == 9_300 && trial.money == Amount(minor: .max) && trial.isBeyond)
        #expect(trial.reach.contains("and 100.0 % of the money"))
    }

    /// What has come in to one account waits for what goes out, and is added up the same way.
    @Test func aCollectorOfTheLargestAmountsEndsNothing() throws {
        let scene = try RuleScene()
        scene.engine.onlyLooksOn = true
        for i in 0..<9_500 { scene.pay("payer\(i % 3_000)", "hub", fen: Self.largest, second: i) }
        for i in 0..<50 { scene.pay("hub", "payee\(i)", fen: Self.largest, second: 9_500 + i) }
        #expect(scene.engine.counters.decided == 9_550)
    }

    @Test func moneyOfASpanIsAddedUpLikewise() throws {
        let currency = try #require(Currency("CNY"))
        let payment = Payment(
            id: "p", at: RuleScene.start, rail: "alipay", payer: "a", payee: "b",
            amount: Amount(minor: Limits.amountMinor), currency: currency)
        let record = payment.encoded
        var reach = SpanReach()
        for i in 0..<20_000 {
            reach.take(PaymentView(record.span.bytes), i < 9_300 ? .hold : .allow, .allow, isSeen: true)
        }
        #expect(reach.words.contains("and 100.0 % of the money"))
    }
}
