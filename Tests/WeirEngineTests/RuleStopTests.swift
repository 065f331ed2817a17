import Testing
import WeirDomain
import WeirEngine
import WeirRuleSets

/// An account that rules stop without anybody having said so comes before people.
@Suite struct RuleStopTests {
    private func scene(_ when: String = "payee.id == 'shop' && payment.amount > 50.0") throws -> RuleScene {
        let scene = try RuleScene()
        let rule = RuleScene.rule("bad", when, [.decision(.decline, kind: .list)])
        #expect(scene.ask(.install, RuleScene.set("1", [rule]), by: "ann") == .none)
        return scene
    }

    private func decline(_ scene: RuleScene, _ numbers: Range<Int>, day: Int = 0) {
        for i in numbers {
            #expect(scene.pay("c\(i)", "shop", fen: 10_000, second: day * 86_400 + i).outcome == .decline, "\(i)")
        }
    }

    private func act(_ scene: RuleScene, _ verb: ActRequest.Verb, _ fill: (inout ActRequest) -> Void) -> Verdict {
        var request = ActRequest(verb, at: RuleScene.start, by: "bob", role: .supervisor)
        request.text = "because"
        fill(&request)
        return scene.apply(.act, InputBytes.encode(request))
    }

    @Test func whoIsDeclinedAgainAndAgainIsPutBeforePeople() throws {
        let scene = try scene()
        decline(scene, 0..<4)
        #expect(scene.engine.measures.isEmpty)
        // A restart forgets nothing.
        let hash = scene.engine.stateHash
        scene.engine = try Engine(seed: 1, saved: scene.engine.saved())
        #expect(scene.engine.stateHash == hash)
        decline(scene, 4..<5)
        let measure = try #require(scene.engine.measures.first)
        #expect(measure.kind == .suspendTransfers && measure.account == "shop" && measure.state == .proposed)
        #expect(measure.isAutomatic && measure.ground.contains("the last one because: bad: 100"), "\(measure.ground)")
        #expect(measure.groundChinese.contains("规则接连拒绝"))
        let asked = try #require(scene.effects.acts.first { $0.type == "measure.proposed" })
        #expect(asked.facts.contains { $0 == ("declined_by", "rule:bad") }, "\(asked.facts)")
        decline(scene, 5..<15)
        #expect(scene.engine.measures.count == 1 && scene.engine.notices.isEmpty)
        // Somebody says no, and has a month to mend the rule.
        #expect(act(scene, .refuse) { $0.number = 1 } == .none)
        decline(scene, 15..<25, day: 20)
        #expect(scene.engine.measures.count == 1)
        decline(scene, 25..<26, day: 31)
        #expect(scene.engine.measures.count == 2)
        // Somebody signs: the holder is told.
        #expect(act(scene, .approve) { $0.number = 2 } == .none)
        #expect(scene.engine.measures[1].state == .ordered && scene.engine.notices.map(\.account) == ["shop"])
    }

    /// What is declined are payments, and not the account: one payer who tries over and over, or others let through.
    @Test func somePaymentsAreNoAccount() throws {
        let scene = try scene()
        for i in 0..<12 { #expect(scene.pay("p", "shop", fen: 10_000, second: i).outcome == .decline) }
        #expect(scene.engine.measures.isEmpty)
        for round in 0..<4 {
            #expect(scene.pay("x", "shop", fen: 1_000, second: 100 * round).outcome == .allow)
            decline(scene, (10 * round)..<(10 * round + 4))
        }
        #expect(scene.engine.measures.isEmpty)
        decline(scene, 90..<91)
        #expect(scene.engine.measures.count == 1)
    }

    /// Accounts that were made up and never come back do not keep others from being seen.
    @Test func aFullTableBeginsAnew() throws {
        let scene = try scene("payment.amount > 50.0")
        for i in 0...(Limits.ruleStops / 2) { _ = scene.pay("x\(i)", "y\(i)", fen: 10_000, second: i / 100) }
        decline(scene, 0..<5, day: 1)
        #expect(scene.engine.measures.map(\.account) == ["shop"])
    }

    /// A rule may say whose account it is about: the other side is nobody's matter, and a hold is on the account meant.
    @Test func aRuleSaysWhomItIsAbout() throws {
        let scene = try RuleScene()
        let rules = [
            RuleScene.rule("stops", "payment.amount > 50.0", [.decision(.decline, kind: .list, about: .payer)]),
            RuleScene.rule("holds", "payment.amount > 20.0", [.decision(.hold, kind: .list, about: .payer)]),
            RuleScene.rule("waits", "payment.amount > 10.0", [.decision(.hold, kind: .list)]),
        ]
        #expect(scene.ask(.install, RuleScene.set("1", rules), by: "ann") == .none)
        decline(scene, 0..<9)
        #expect(scene.engine.measures.isEmpty)
        for i in 0..<5 { #expect(scene.pay("mule", "d\(i)", fen: 10_000, second: i).outcome == .decline) }
        #expect(scene.engine.measures.map(\.account) == ["mule"])
        #expect(scene.pay("a", "b", fen: 1_500, second: 60).outcome == .hold)
        #expect(scene.engine.measures.last?.account == "b")
        // The last of the hardest says it.
        #expect(scene.pay("e", "f", fen: 3_000, second: 61).outcome == .hold)
        #expect(scene.engine.measures.last?.account == "f")
        let alone = try RuleScene()
        #expect(alone.ask(.install, RuleScene.set("1", [rules[1]]), by: "ann") == .none)
        #expect(alone.pay("e", "f", fen: 3_000).outcome == .hold)
        #expect(alone.engine.measures.map(\.account) == ["e"] && alone.engine.notices.map(\.account) == ["e"])
    }

    @Test func aPayerIsAnAccountAsWell() throws {
        let scene = try scene("payer.id == 'mule'")
        for i in 0..<5 { #expect(scene.pay("mule", "d\(i % 3)", fen: 10_000, second: i).outcome == .decline) }
        #expect(scene.engine.measures.map(\.account) == ["mule"])
    }

    /// A shop's payments of five customers of its own; what came of them.
    private func shop(_ scene: RuleScene, _ number: Int, second: Int = 0) -> [Act] {
        var acts: [Act] = []
        for i in 0..<5 {
            #expect(scene.pay("c\(number)-\(i)", "shop\(number)", fen: 10_000, second: second).outcome == .decline)
            acts += scene.effects.acts
        }
        return acts
    }

    /// A bad rule does not have people read all accounts: somebody is called, and who is not proposed is named.
    @Test func soManyAnHour() throws {
        let scene = try scene("payment.amount > 50.0")
        var acts: [Act] = []
        for number in 0..<60 { acts += shop(scene, number) }
        #expect(scene.engine.measures.count == Limits.automaticPerHour && scene.engine.unaskedStops == 10)
        #expect(acts.filter { $0.type == "alarm.many_stopped" }.count == 1)
        let named = acts.filter { $0.type == "account.not_proposed" }
        #expect(named.map(\.subject) == (50..<60).map { "shop\($0)" })
        #expect(named.allSatisfy { $0.facts.contains { $0 == ("declined_by", "rule:bad") } })
        // Said once; and a restart forgets nothing.
        #expect(!shop(scene, 59).contains { $0.type == "account.not_proposed" || $0.type == "alarm.many_stopped" })
        let hash = scene.engine.stateHash
        scene.engine = try Engine(seed: 1, saved: scene.engine.saved())
        #expect(scene.engine.stateHash == hash && scene.engine.unaskedStops == 10)
        // What is declined in the next hour asks again.
        let later = shop(scene, 59, second: 3_600)
        #expect(later.contains { $0.type == "measure.proposed" && $0.subject == "shop59" })
        #expect(scene.engine.unaskedStops == 9)
        // Who is let through is stopped no more.
        #expect(scene.pay("c", "shop50", fen: 1_000, second: 3_601).outcome == .allow)
        #expect(scene.engine.unaskedStops == 8 && scene.engine.stopsRemembered == 59)
        // What is too old to matter is forgotten.
        _ = shop(scene, 90, second: 32 * 86_400)
        #expect(scene.engine.stopsRemembered == 1)
    }

    /// Under the version before there was no bound.
    @Test func theVersionBeforeAskedAboutAll() throws {
        let scene = try scene("payment.amount > 50.0")
        let version = act(scene, .version) { ($0.by, $0.role, $0.text) = (Measure.weir, nil, "acts-8 otc-builtin-2") }
        #expect(version == .none)
        for number in 0..<60 { _ = shop(scene, number) }
        #expect(scene.engine.measures.count == 60 && scene.engine.unaskedStops == 0)
    }

    /// Under the version before nobody was asked, and a journal of it is read so.
    @Test func theVersionBeforeIsReadAsItWas() throws {
        let scene = try scene()
        let version = act(scene, .version) { ($0.by, $0.role, $0.text) = (Measure.weir, nil, "acts-7 otc-builtin-2") }
        #expect(version == .none)
        decline(scene, 0..<10)
        #expect(scene.engine.measures.isEmpty)
    }
}
