import Testing
import WeirDomain
import WeirEngine
import WeirRuleSets

/// The life of a rule set in the engine, and what rules may do.
@Suite struct RuleLifeTests {
    private static func holds(_ label: String, above: Int) -> RuleSet {
        RuleScene.set(
            label, [RuleScene.rule("large", "payment.amount > \(above).0", [.decision(.hold, kind: .flow)])])
    }

    // MARK: What rules may do

    @Test func oneKindIsNeverEnough() throws {
        let scene = try RuleScene()
        let rules = [
            RuleScene.rule(
                "one", "payment.amount > 1.0", [RuleScene.evidence(.flow, 6), RuleScene.evidence(.flow, 5)]),
            RuleScene.rule("two", "payment.amount > 2.0", [RuleScene.evidence(.flow, 6)]),
        ]
        scene.ask(.install, RuleScene.set("1", rules), by: "ann")
        let decision = scene.pay("a", "b", fen: 1_000)
        #expect(decision.outcome == .allow && scene.effects.rules == [0, 1])
    }

    @Test func twoKindsAlertButWithoutOwnConductNothingIsSuspended() throws {
        let scene = try RuleScene()
        let rule = RuleScene.rule(
            "both", "payment.amount > 1.0",
            [RuleScene.evidence(.flow, 6), RuleScene.evidence(.identity, 6), RuleScene.evidence(.rhythm, 6)])
        scene.ask(.install, RuleScene.set("1", [rule]), by: "ann")
        let decision = scene.pay("a", "b", fen: 1_000)
        #expect(decision.outcome == .warn && decision.score > 500)
        #expect(decision.reasons.map(\.code) == ["rule:both", "rule:both", "rule:both"])
        #expect(scene.effects.alerts.map(\.account) == ["b"] && scene.effects.measures.isEmpty)
        for i in 0..<20 { #expect(scene.pay("c\(i)", "b", fen: 1_000, second: i).outcome == .warn) }
        #expect(scene.engine.measures.isEmpty)
    }

    @Test func textIsNeverOneOfTheTwo() throws {
        let scene = try RuleScene()
        let rule = RuleScene.rule(
            "words", "payment.amount > 1.0",
            [RuleScene.evidence(.flow, 6), RuleScene.evidence(.text, 1), RuleScene.evidence(.model, 1)])
        scene.ask(.install, RuleScene.set("1", [rule]), by: "ann")
        #expect(scene.pay("a", "b", fen: 1_000).outcome == .allow)
        let greedy = RuleScene.rule("greedy", "payment.amount > 1.0", [RuleScene.evidence(.text, 3)])
        guard case .refused(let reason) = scene.ask(.shadow, RuleScene.set("2", [greedy]), by: "ann") else {
            Issue.record("text may not weigh three nats")
            return
        }
        #expect(reason.contains("must lie between"))
    }

    @Test func whatSpeaksForAnAccountCounts() throws {
        let scene = try RuleScene()
        let rules = [
            RuleScene.rule(
                "against", "payment.amount > 1.0",
                [
                    RuleScene.evidence(.flow, 6), RuleScene.evidence(.list, 6), RuleScene.evidence(.identity, 6),
                ]),
            RuleScene.rule("for", "payment.remark == 'known'", [RuleScene.evidence(.merchant, -6)]),
        ]
        scene.ask(.install, RuleScene.set("1", rules), by: "ann")
        #expect(scene.pay("a", "b", fen: 1_000).outcome == .warn)
        #expect(scene.pay("a", "c", fen: 1_000) { $0.remark = "known" }.outcome == .allow)
    }

    @Test func aProposalWaitsForAPerson() throws {
        let scene = try RuleScene()
        let rule = RuleScene.rule(
            "ask", "payment.amount > 1.0", [.measure(about: .payee, .stopCollection, kind: .merchant)])
        scene.ask(.install, RuleScene.set("1", [rule]), by: "ann")
        #expect(scene.pay("a", "b", fen: 1_000).outcome == .allow)
        #expect(scene.engine.measures.map(\.state) == [.proposed] && scene.engine.measures[0].kind == .stopCollection)
        scene.pay("a", "b", fen: 1_000)
        #expect(scene.engine.measures.count == 1)
    }

    /// What a rule says in Chinese goes along with what it says in English: to the decision, the alert, the measure,
    /// and through a snapshot.
    @Test func reasonsGoAlongInBothLanguages() throws {
        let scene = try RuleScene()
        var asks = RuleScene.rule(
            "ask", "payment.amount > 1.0", [.measure(about: .payee, .stopCollection, kind: .merchant)])
        asks.reasonChinese = "大额 {payment.amount}"
        var holds = RuleScene.rule("holds", "payment.amount > 9.0", [.decision(.hold, kind: .flow)])
        holds.reasonChinese = "付款 {payment.amount} 元"
        var speaks = RuleScene.rule(
            "speaks", "payment.amount > 99.0",
            [RuleScene.evidence(.flow, 6), RuleScene.evidence(.identity, 6), RuleScene.evidence(.rhythm, 6)])
        speaks.reasonChinese = "可疑 {payment.amount}"
        scene.ask(.install, RuleScene.set("1", [asks, holds, speaks]), by: "ann")
        #expect(scene.pay("a", "b", fen: 1_000).reasons.map(\.textChinese) == ["付款 10 元"])
        let again = try Engine(seed: 1, saved: scene.engine.saved())
        for measures in [scene.engine.measures, again.measures] {
            #expect(measures.map(\.kind) == [.stopCollection, .holdPayment])
            #expect(measures.first?.groundChinese == "大额 10" && measures.first?.ground == "ask: 10")
            #expect(measures.last?.groundChinese.hasSuffix("付款 10 元") == true)
            #expect(measures.last?.ground.hasSuffix("holds: 10") == true)
        }
        let decision = scene.pay("a", "c", fen: 10_000)
        #expect(decision.reasons.filter { $0.code == "rule:speaks" }.allSatisfy { $0.textChinese == "可疑 100" })
        #expect(scene.effects.alerts.first?.indicators.map(\.textChinese) == ["可疑 100", "可疑 100", "可疑 100"])
    }

    @Test func aRuleWithoutAValueIsSilentAndCounted() throws {
        let scene = try RuleScene()
        let rules = [
            RuleScene.rule("fails", "payment.extra.level > 3", [.decision(.decline, kind: .list)]),
            RuleScene.rule("works", "payment.amount > 1.0", [.decision(.warn, kind: .list)]),
        ]
        scene.ask(.install, RuleScene.set("1", rules), by: "ann")
        #expect(scene.pay("a", "b", fen: 1_000).outcome == .warn)
        #expect(scene.engine.liveRules?.failures == [1, 0] && scene.engine.liveRules?.hits == [0, 1])
    }

    // MARK: Life

    @Test func fromShadowToLiveAndBack() throws {
        let scene = try RuleScene()
        let (old, new) = (Self.holds("1", above: 500), Self.holds("2", above: 300))
        scene.ask(.install, old, by: "ann")
        let built = Engine.rulesVersion + "+"
        #expect(scene.pay("a", "b", fen: 40_000).outcome == .allow)
        #expect(scene.effects.rulesVersion == built + old.version && scene.effects.trial == nil)

        #expect(scene.ask(.shadow, new, by: "ann") == .none && scene.effects.ruleNews?.stage == .shadow)
        #expect(scene.pay("a", "b", fen: 40_000).outcome == .allow)
        #expect(scene.effects.trial?.outcome == .hold && scene.effects.rulesVersion == built + old.version)
        #expect(scene.engine.trialRules?.harder == 1 && scene.engine.trialRules?.accounts == 2)

        // Who hands in does not sign, and nobody signs what has been replaced.
        guard case .refused(let own) = scene.ask(.approve, by: "ann", version: new.version),
            case .refused(let other) = scene.ask(.approve, by: "bob", version: old.version)
        else {
            Issue.record("signed all the same")
            return
        }
        #expect(own.contains("somebody else") && other.contains("is not on trial"))
        #expect(scene.ask(.approve, by: "bob", version: new.version) == .none)
        // What one payment has shown is nothing yet.
        #expect(scene.effects.ruleNews?.stage == .shadow)
        #expect(scene.effects.ruleNews?.note.contains("seen 1 of the 1000 payments") == true)
        #expect(scene.ask(.approve, by: "cat", version: new.version) == .none)
        #expect(scene.effects.ruleNews?.stage == .live)
        #expect(scene.pay("a", "b", fen: 40_000).outcome == .hold)
        #expect(scene.effects.rulesVersion == built + new.version)

        #expect(scene.ask(.rollBack, by: "ann") == .none)
        #expect(scene.pay("a", "b", fen: 40_000).outcome == .allow)
        #expect(scene.effects.rulesVersion == built + old.version && scene.engine.rulesVersion == built + old.version)
        // Once more in a hurry would leave no rules at all: that must be asked for by name.
        guard case .refused(let twice) = scene.ask(.rollBack, by: "ann") else {
            Issue.record("a second click took the rules away")
            return
        }
        #expect(twice.contains("has been brought back") && scene.engine.rulesVersion == built + old.version)
        #expect(scene.ask(.rollBack, by: "ann", version: old.version) == .none)
        #expect(scene.engine.liveRules == nil)
    }

    /// The same bytes are of all who handed them in: whoever wrote them does not sign what somebody else sends again.
    @Test(arguments: [false, true]) func whoHandedTheSameInBeforeDoesNotSign(_ isWithdrawn: Bool) throws {
        for name in ["acts-13 otc-builtin-2", Engine.semantics] {
            let scene = try RuleScene()
            var version = ActRequest(.version, at: RuleScene.start, by: Measure.weir, role: nil)
            version.text = name
            #expect(scene.apply(.act, InputBytes.encode(version)) == .none)
            let (set, other) = (Self.holds("2", above: 300), Self.holds("3", above: 200))
            scene.ask(.install, Self.holds("1", above: 500), by: "ann")
            scene.ask(.shadow, set, by: "ann")
            if isWithdrawn {
                scene.ask(.withdraw, by: "bob")
            } else {
                scene.ask(.shadow, other, by: "cat")
            }
            #expect(scene.ask(.shadow, set, by: "bob") == .none)
            #expect(scene.engine.trialRules?.by == "bob" && scene.engine.trialRules?.others == ["ann"])
            scene.engine = try Engine(seed: 1, saved: scene.engine.saved())
            let isRefused: Bool
            if case .refused(let why) = scene.ask(.approve, by: "ann", version: set.version) {
                isRefused = why.hasPrefix("ann handed \(set.version) in: somebody else has to sign")
            } else {
                isRefused = false
            }
            #expect(isRefused == (name == Engine.semantics), "\(name)")
            if case .refused(let why) = scene.ask(.canary, by: "ann", permille: 400) {
                #expect(why.hasPrefix("ann handed ") && isRefused)
            } else {
                #expect(!isRefused)
            }
            guard isRefused else { continue }
            guard case .refused = scene.ask(.approve, by: "bob", version: set.version) else {
                Issue.record("whoever handed it in last signs")
                continue
            }
            #expect(scene.ask(.approve, by: "cat", version: set.version) == .none)
            #expect(scene.engine.trialRules?.approvers == ["cat"])
        }
    }

    /// What is on trial was compared with the live set: where that is rolled back, figures and signatures begin anew.
    @Test func aRollbackTakesSignaturesOnTrialBack() throws {
        let scene = try RuleScene()
        scene.ask(.install, Self.holds("1", above: 500), by: "ann")
        scene.ask(.shadow, Self.holds("2", above: 300), by: "ann")
        scene.ask(.approve, by: "bob")
        scene.ask(.approve, by: "cat")
        scene.ask(.shadow, Self.holds("3", above: 300), by: "ann")
        #expect(scene.pay("a", "b", fen: 40_000).outcome == .hold)
        scene.ask(.approve, by: "bob")
        #expect(scene.engine.trialRules?.approvers == ["bob"] && scene.engine.trialRules?.seen == 1)
        #expect(scene.ask(.rollBack, by: "cat") == .none)
        #expect(scene.engine.trialRules?.approvers == [] && scene.engine.trialRules?.seen == 0)
    }

    @Test func aCanaryDecidesForAStableShare() throws {
        let scene = try RuleScene()
        let (old, new) = (Self.holds("1", above: 500), Self.holds("2", above: 300))
        scene.ask(.install, old, by: "ann")
        scene.ask(.shadow, new, by: "ann")
        guard case .refused(let alone) = scene.ask(.canary, by: "ann", permille: 200) else {
            Issue.record("one person let a set decide for a fifth of the payees")
            return
        }
        #expect(alone.contains("somebody else has to ask"))
        #expect(scene.ask(.canary, by: "bob", permille: 200) == .none)
        var held: [Set<String>] = [[], []]
        for round in 0..<2 {
            for i in 0..<500 {
                let isHeld = scene.pay("payer", "payee\(i)", fen: 40_000, second: i).outcome == .hold
                let version = isHeld ? new.version : old.version
                #expect(scene.effects.rulesVersion.hasSuffix(version))
                if isHeld { held[round].insert("payee\(i)") }
            }
        }
        #expect(held[0] == held[1] && (60...140).contains(held[0].count))
        guard case .refused = scene.ask(.shadow, Self.holds("3", above: 1), by: "ann"),
            case .refused = scene.ask(.canary, by: "ann", permille: 900)
        else {
            Issue.record("a canary was replaced")
            return
        }
        #expect(scene.ask(.withdraw, by: "ann") == .none && scene.engine.trialRules == nil)
    }

    /// What is declined nobody is told of: one person has it decide for nobody, however small the share.
    @Test func aCanaryThatDeclinesNeedsSomebodyElse() throws {
        let scene = try RuleScene()
        func set(_ label: String, _ when: String, lists: [RuleList] = []) -> RuleSet {
            RuleScene.set(label, [RuleScene.rule("stop", when, [.decision(.decline, kind: .flow)])], lists: lists)
        }
        let (one, two) = (RuleList(name: "bad", entries: ["x"]), RuleList(name: "bad", entries: ["m", "x"]))
        func alone(_ new: RuleSet, permille: Int = 10) -> String {
            scene.ask(.shadow, new, by: "ann")
            guard case .refused(let why) = scene.ask(.canary, by: "ann", permille: permille) else {
                scene.ask(.withdraw, by: "ann")
                return ""
            }
            return why
        }
        let when = "payment.amount > 500.0 && payee.id in lists.bad"
        let live = set("1", when, lists: [one])
        #expect(alone(live).contains("its rule 'stop' declines payments: somebody else has to ask"))
        #expect(scene.ask(.canary, by: "bob", permille: 10) == .none && scene.ask(.withdraw, by: "bob") == .none)
        scene.ask(.install, live, by: "ann")
        // The same rule by the same lists is live already; by another list, or another condition, it is not.
        #expect(alone(set("2", when, lists: [one])) == "")
        #expect(alone(set("3", when, lists: [two])).contains("rule 'stop'"))
        #expect(alone(set("4", when.replacing("500", with: "400"), lists: [one])).contains("rule 'stop'"))
        #expect(alone(Self.holds("5", above: 300)) == "")
    }

    @Test func whatReachesFarNeedsTwo() throws {
        let scene = try RuleScene()
        let new = Self.holds("2", above: 1)
        scene.ask(.install, Self.holds("1", above: 500), by: "ann")
        scene.ask(.shadow, new, by: "ann")
        for i in 0..<40 { scene.pay("payer\(i)", "payee\(i)", fen: 40_000, second: i) }
        #expect(scene.engine.trialRules?.isBeyond == true && scene.engine.trialRules?.needsTwo == true)
        #expect(scene.ask(.approve, by: "bob") == .none && scene.effects.ruleNews?.stage == .shadow)
        #expect(scene.effects.ruleNews?.note.contains("one more signature") == true)
        guard case .refused = scene.ask(.approve, by: "bob") else {
            Issue.record("one person signed twice")
            return
        }
        #expect(scene.ask(.approve, by: "cat") == .none && scene.effects.ruleNews?.stage == .live)
    }

    /// A set that nobody has seen at work reaches nowhere by its figures, and would on payments.
    @Test func oneSignatureCarriesWhatHasBeenSeenOnly() throws {
        for seen in [0, Limits.guardPayments - 1, Limits.guardPayments] {
            let stage = seen < Limits.guardPayments ? RuleStage.shadow : .live
            let scene = try RuleScene()
            scene.ask(.install, Self.holds("1", above: 500), by: "ann")
            scene.ask(.shadow, Self.holds("2", above: 300), by: "ann")
            for i in 0..<seen { scene.pay("payer\(i % 50)", "payee\(i % 50)", fen: 1_000, second: i) }
            #expect(scene.engine.trialRules?.isBeyond == false)
            #expect(scene.engine.trialRules?.needsTwo == (stage == .shadow))
            #expect(scene.ask(.approve, by: "bob") == .none && scene.effects.ruleNews?.stage == stage, "\(seen) seen")
        }
    }

    @Test func anInvalidSetLeavesTheOldOneRunning() throws {
        let scene = try RuleScene()
        let old = Self.holds("1", above: 500)
        scene.ask(.install, old, by: "ann")
        let broken = RuleScene.set("2", [RuleScene.rule("x", "payment.amuont > 1.0", [.decision(.hold, kind: .flow)])])
        guard case .refused(let reason) = scene.ask(.shadow, broken, by: "ann") else {
            Issue.record("taken")
            return
        }
        #expect(reason.contains("rule 'x'") && reason.contains("unknown name"))
        scene.apply(.rules, [1, 2, 3])
        #expect(scene.pay("a", "b", fen: 60_000).outcome == .hold && scene.engine.trialRules == nil)
        #expect(scene.effects.rulesVersion.hasSuffix(old.version))
    }

    // MARK: Windows outlast sets

    private static let own = "payee.received(\"3h\").count"

    private static func counting(_ label: String, _ more: String = "") -> RuleSet {
        RuleScene.set(
            label,
            [RuleScene.rule("w", "\(own) > 900" + more, [.decision(.warn, kind: .flow)])])
    }

    private func value(_ scene: RuleScene, _ name: String, onTrial: Bool = false) -> String? {
        scene.engine.ruleValues(0, onTrial: onTrial).first { $0.name == name }?.value
    }

    /// What two sets ask for alike is counted once, and goes on; what is new begins empty and says so.
    @Test func aWindowGoesOnInTheNextSet() throws {
        let scene = try RuleScene()
        scene.engine.readsAllFacts = true
        let next = Self.counting("2", " || payee.received(\"5h\").count > 900")
        scene.ask(.install, Self.counting("1"), by: "ann")
        for i in 0..<4 { scene.pay("a", "b", fen: 100, second: i) }
        scene.ask(.shadow, next, by: "ann")
        #expect(scene.engine.trialRules?.windows.map(\.isFull) == [false, false])
        scene.pay("a", "b", fen: 100, second: 10)
        #expect(value(scene, Self.own) == "5" && value(scene, Self.own, onTrial: true) == "5")
        #expect(value(scene, "payee.received(\"5h\").count", onTrial: true) == "1")
        let windows = try #require(scene.engine.trialRules?.windows)
        #expect(windows.map(\.name) == ["received \"3h\"", "received \"5h\""])
        #expect(windows[0].since == RuleScene.start && windows[1].since == RuleScene.start.advanced(bySeconds: 10))
        #expect(scene.engine.trialRules?.isWaiting(0) == true && scene.engine.trialRules?.needsTwo == true)
        for name in ["bob", "cat"] { scene.ask(.approve, by: name) }
        scene.pay("a", "b", fen: 100, second: 20)
        #expect(value(scene, Self.own) == "6")
        let again = try Engine(seed: 1, saved: scene.engine.saved())
        #expect(again.stateHash == scene.engine.stateHash)
        #expect(again.liveRules?.windows == scene.engine.liveRules?.windows)
    }

    /// For a week nothing is missing in the windows of a set that comes back; after it they begin anew.
    @Test(arguments: [6, 8]) func theSetBeforeGoesOnCounting(_ days: Int) throws {
        let scene = try RuleScene()
        scene.engine.readsAllFacts = true
        scene.ask(.install, Self.counting("1"), by: "ann")
        scene.pay("a", "b", fen: 100)
        scene.ask(.shadow, Self.holds("2", above: 500), by: "ann")
        for name in ["bob", "cat"] { scene.ask(.approve, by: name) }
        scene.pay("a", "b", fen: 100, second: 60)
        let last = days * 86_400
        for i in 0..<3 { scene.pay("a", "b", fen: 100, second: last + i) }
        scene.engine = try Engine(seed: 1, saved: scene.engine.saved())
        scene.engine.readsAllFacts = true
        #expect(scene.ask(.rollBack, by: "ann") == .none)
        scene.pay("a", "b", fen: 100, second: last + 10)
        #expect(value(scene, Self.own) == (days < 7 ? "4" : "1"))
        let since = days < 7 ? RuleScene.start : RuleScene.start.advanced(bySeconds: Int64(last + 10))
        #expect(scene.engine.liveRules?.windows.map(\.since) == [since])
        #expect(scene.engine.liveRules?.windows.map(\.isFull) == [days < 7])
    }

    @Test func aRuleCanAskWhetherAWindowIsFull() throws {
        let scene = try RuleScene()
        let rules = ["\"5h\"", "\"24h\"", "\"5h\", \"payment.amount > 1.0\""].enumerated().map { number, window in
            RuleScene.rule("r\(number)", "payee.received(\(window)).complete", [.decision(.warn, kind: .flow)])
        }
        scene.ask(.install, RuleScene.set("1", rules), by: "ann")
        let expected: [(hour: Int, rules: [Int])] = [(0, []), (4, []), (5, [0, 2]), (23, [0, 2]), (24, [0, 1, 2])]
        for (hour, holding) in expected {
            scene.pay("a", "b", fen: 100, second: hour * 3_600)
            #expect(scene.effects.rules == holding, "after \(hour) hours")
        }
    }

    // MARK: The same again

    @Test func replayAndSnapshotGiveTheSame() throws {
        let scene = try RuleScene()
        let windows = RuleScene.set(
            "2",
            [
                RuleScene.rule(
                    "w",
                    "payee.received(\"3h\").count > 4 && payee.received(\"3h\").distinct_payers > 2 && payer.age_days >= 0.0",
                    [RuleScene.evidence(.flow, 5), RuleScene.evidence(.people, 5)])
            ])
        scene.ask(.install, Self.holds("1", above: 500), by: "ann")
        for i in 0..<300 { scene.pay("a\(i % 7)", "b\(i % 5)", fen: 100 * (i % 9 + 1), second: i * 120) }
        scene.ask(.shadow, windows, by: "ann")
        for i in 300..<600 { scene.pay("a\(i % 7)", "b\(i % 5)", fen: 100 * (i % 9 + 1), second: i * 120) }
        scene.ask(.approve, by: "bob")
        scene.ask(.approve, by: "cat")

        let again = try RuleScene()
        for (type, bytes) in scene.inputs { again.apply(type, bytes) }
        #expect(again.engine.stateHash == scene.engine.stateHash)

        again.engine = try Engine(seed: 1, saved: scene.engine.saved())
        #expect(again.engine.stateHash == scene.engine.stateHash)
        for i in 600..<800 {
            let one = scene.pay("a\(i % 7)", "b\(i % 5)", fen: 100 * (i % 9 + 1), second: i * 120)
            let other = again.pay("a\(i % 7)", "b\(i % 5)", fen: 100 * (i % 9 + 1), second: i * 120)
            #expect(one == other && scene.effects.rules == again.effects.rules)
        }
        #expect(again.engine.stateHash == scene.engine.stateHash)
        #expect((scene.engine.liveRules?.hits[0] ?? 0) > 50)
    }
}
