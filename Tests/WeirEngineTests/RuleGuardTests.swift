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

    /// A thousand payments, the last one larger than the others together by ten times: one account's.
    private static func afterOneLargePayment(_ payments: Int) throws -> RuleScene {
        let scene = try RuleScene()
        scene.ask(.install, holds("1", above: 900_000), by: "ann")
        scene.ask(.shadow, holds("2", above: 5_000), by: "ann")
        for i in 1..<payments { scene.pay("payer\(i % 700)", "payee\(i % 700)", fen: 1_000, second: i) }
        scene.pay("large", "larger", fen: 10_000_000, second: payments)
        return scene
    }

    /// Ten accounts can be most of a platform's money: its share alone asks for the second signature.
    @Test func muchMoneyOfFewAccountsNeedsTwo() throws {
        let scene = try Self.afterOneLargePayment(Limits.guardPayments)
        let rules = scene.engine.trialRules
        let trial = try #require(rules)
        #expect(trial.accounts == 2 && trial.merchants == 0 && trial.isBeyond && trial.needsTwo)
        #expect(
            trial.reach.hasPrefix("it treats 2 of 1402 accounts harder (10 are allowed on one signature), ")
                && trial.reach.hasSuffix(", 0 merchants (10), and 90.9 % of the money (1.0 %)"), "\(trial.reach)")
        #expect(scene.ask(.approve, by: "bob") == .none && scene.effects.ruleNews?.stage == .shadow)
        #expect(scene.effects.ruleNews?.note.contains("90.9 % of the money (1.0 %)") == true)
        #expect(scene.ask(.approve, by: "cat") == .none && scene.effects.ruleNews?.stage == .live)
    }

    /// What one person has signed under a version before is live where its journal is read anew.
    @Test func versionsBeforeLetOneSign() throws {
        for name in ["acts-11 otc-builtin-2", Engine.semantics] {
            let scene = try Self.afterOneLargePayment(Limits.guardPayments)
            var version = ActRequest(.version, at: RuleScene.start, by: Measure.weir, role: nil)
            version.text = name
            #expect(scene.apply(.act, InputBytes.encode(version)) == .none)
            #expect(scene.ask(.approve, by: "bob") == .none)
            #expect(scene.effects.ruleNews?.stage == (name == Engine.semantics ? .shadow : .live), "\(name)")
        }
    }

    /// Of a few payments a share says little: what has been seen does not carry one signature anyway.
    @Test func aShareOfAFewPaymentsSaysLittle() throws {
        let scene = try Self.afterOneLargePayment(Limits.guardPayments - 1)
        let rules = scene.engine.trialRules
        let trial = try #require(rules)
        #expect(!trial.isBeyond && trial.needsTwo && trial.why.contains("it has seen 999 of the 1000 payments"))
    }

    /// What a set only proposes is treated no harder; on how many accounts it does is told all the same.
    @Test func proposalsAreCounted() throws {
        let scene = try RuleScene()
        let rules = [
            RuleScene.rule(
                "ask", "payment.amount > 50.0", [.measure(about: .payee, .stopCollection, kind: .merchant)]),
            RuleScene.rule(
                "both", "payment.amount > 90.0", [.measure(about: .payer, .suspendTransfers, kind: .flow)]),
        ]
        scene.ask(.shadow, RuleScene.set("1", rules), by: "ann")
        scene.pay("a", "b", fen: 1_000)
        #expect(scene.engine.trialRules?.proposed == 0)
        #expect(scene.engine.trialRules?.reach.hasSuffix("of the money (1.0 %)") == true)
        scene.pay("a", "b", fen: 6_000)
        #expect(scene.engine.trialRules?.reach.hasSuffix("; it proposes measures on one account") == true)
        scene.pay("a", "b", fen: 6_000)
        scene.pay("a", "c", fen: 10_000)
        let again = try Engine(seed: 1, saved: scene.engine.saved())
        for trial in [scene.engine.trialRules, again.trialRules] {
            #expect(trial?.proposed == 3 && trial?.harder == 0 && trial?.accounts == 0 && trial?.isBeyond == false)
            #expect(trial?.reach.hasSuffix("; it proposes measures on 3 accounts") == true)
        }
        #expect(scene.engine.measures.isEmpty)
    }

    private static let largest = Int(Limits.amountMinor)

    /// So many of the largest amounts that no number holds their sum: it stops at the greatest, and the engine goes on.
    @Test func moneyIsAddedUpToTheGreatestNumberThereIs() throws {
        let scene = try RuleScene()
        scene.ask(.shadow, Self.holds("1", above: 1), by: "ann")
        for i in 0..<9_300 { scene.pay("payer\(i)", "payee\(i)", fen: Self.largest, second: i) }
        let rules = scene.engine.trialRules
        let trial = try #require(rules)
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

    /// A time in a reason is the payment's, to the millisecond.
    @Test func reasonsTellTimesInFull() throws {
        let scene = try RuleScene()
        var rule = RuleScene.rule("at", "payment.amount > 1.0", [.decision(.warn, kind: .flow)])
        rule.reason = "{payment.at}"
        scene.ask(.install, RuleScene.set("1", [rule]), by: "ann")
        let decision = scene.pay("a", "b", fen: 1_000) { $0.at = Instant(milliseconds: 1_772_380_800_250) }
        #expect(decision.reasons.first?.text.hasSuffix(":00.250Z") == true)
    }
}
