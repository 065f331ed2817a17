import Testing
import WeirDomain
import WeirRuleSets

@Suite struct RuleSetBytesTests {
    static func rule(_ id: String, _ when: String, yields: [Rule.Yield]? = nil) -> Rule {
        Rule(
            id: id, title: "A title", why: "A reason to be", when: when,
            yields: yields ?? [.evidence(about: .payee, typology: .runningPoints, kind: .people, milliNats: 1_500)],
            reason: "{payment.amount} from {payer.id}", reasonChinese: "{payer.id} 付款 {payment.amount}", owner: "risk")
    }

    static func set(_ rules: [Rule]) -> RuleSet {
        RuleSet(
            name: "test", label: "1", owner: "risk", lists: [RuleList(name: "watched", entries: ["a", "b"])],
            rules: rules)
    }

    @Test func readBackAsWritten() throws {
        let set = Self.set([
            Self.rule("one", "payment.amount > 5.0"),
            Self.rule(
                "two", "payee.id in lists.watched",
                yields: [
                    .decision(.hold, kind: .list), .decision(.decline, kind: .list, about: .payer),
                    .decision(.hold, kind: .list, about: .payee),
                    .measure(about: .payer, .limitCollection, kind: .list),
                ]),
        ])
        let bytes = RuleSetBytes.encode(set)
        #expect(RuleSetBytes.decode(bytes) == set)
        #expect(set.version.hasPrefix("test.1@") && set.version.utf8.count == 23)
        for end in bytes.indices { #expect(RuleSetBytes.decode(Array(bytes[..<end])) == nil) }
    }

    @Test func strangeBytesAreNil() {
        let bytes = RuleSetBytes.encode(Self.set([Self.rule("one", "payment.amount > 5.0")]))
        var state: UInt64 = 7
        for _ in 0..<20_000 {
            var changed = bytes
            for _ in 0..<3 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                changed[Int(state >> 33) % changed.count] = UInt8(truncatingIfNeeded: state >> 20)
            }
            if let set = RuleSetBytes.decode(changed) { _ = CompiledRules.compile(set) }
        }
    }
}
