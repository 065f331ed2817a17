import Foundation
import Testing
import WeirDomain
import WeirRuleSets
import WeirRules

/// Sets that were slow to check by design: refused before the work is done, or cheap.
@Suite struct RuleEffortTests {
    /// A condition that asks for a window many times, with these filters.
    private static func windows(_ filters: [String]) -> Rule {
        let asked = filters.map { "payee.received(\"1h\", \"\($0)\").count > 3" }
        return RuleSetBytesTests.rule("windows", "payment.minor > 5 && " + asked.joined(separator: " && "))
    }

    private static func messages(_ rules: [Rule]) -> [String] {
        switch CompiledRules.compile(RuleSetBytesTests.set(rules)) {
        case .success: []
        case .failure(let found): found.flaws.map(\.diagnostic.message)
        }
    }

    private static func time(_ work: () throws -> Void) rethrows -> Duration {
        let start = RuleFuzzTests.processorTime()
        try work()
        return RuleFuzzTests.processorTime() - start
    }

    @Test func filtersAreCountedBeforeTheyAreCompiled() {
        #expect(Self.messages([Self.windows((0..<64).map { "payment.minor > \($0)" })]).isEmpty)
        let many = Self.windows((0..<65).map { "payment.minor > \($0)" })
        #expect(Self.messages([many]) == ["the set has more than 64 different filters of windows"])
        // The sixty-fifth is not even read.
        let broken = Self.windows((0..<64).map { "payment.minor > \($0)" } + ["("])
        #expect(Self.messages([broken]) == ["the set has more than 64 different filters of windows"])
    }

    @Test func filterIsCompiledOnce() {
        // Each takes a quarter of a millisecond to compile.
        let pattern = "payment.remark.matches('(a|b|c|d|e){1,900}[0-9]')"
        let once = Self.time { #expect(Self.messages([Self.windows([pattern])]).isEmpty) }
        let many = Self.time { #expect(Self.messages([Self.windows(Array(repeating: pattern, count: 600))]).isEmpty) }
        #expect(many < once + .milliseconds(500), "\(once), \(many)")
    }

    @Test func windowsAreCountedBeforeTheyAreMade() {
        let rules = (1...65).map { number in
            RuleSetBytesTests.rule("r\(number)", "payee.received(\"\(number)m\", \"payment.minor > 5\").count > 3")
        }
        #expect(Self.messages(rules).count == 1 && Self.messages(rules)[0].hasPrefix("the set needs 65 windows"))
    }

    @Test func longReasonsAreRefused() {
        var rule = RuleSetBytesTests.rule("long", "payment.minor > 5")
        rule.reason = String(repeating: "{payment.minor}", count: 1_092)
        #expect(Self.messages([rule]).isEmpty)
        rule.reason += "{payment.minor}"
        #expect(Self.messages([rule]) == ["the reason has 16395 bytes; at most 16384"])
    }

    @Test func conditionsAreToldApartInNoTime() throws {
        let when = (0..<3_200).map { "payment.minor>\($0)" }.joined(separator: "&&")
        let rules = RuleSetBytesTests.set([RuleSetBytesTests.rule("long", when)])
        let took = try Self.time { _ = try CompiledRules.compile(rules).get() }
        #expect(took < .seconds(1), "\(took)")
    }

    /// A list of the one before twice, and so on: 2^29 numbers at the end.
    private static let doubling: String = {
        let binds = (1..<30).map { "cel.bind(v\($0), [v\($0 - 1), v\($0 - 1)], " }.joined()
        return "cel.bind(v0, [1], " + binds + "v29" + String(repeating: ")", count: 30)
    }()

    @Test func valuesAreNotWrittenOutWithoutEnd() throws {
        var rule = RuleSetBytesTests.rule("doubling", "payment.extra.x == \(Self.doubling)")
        rule.reason = "It is {\(Self.doubling)}"
        var text = ""
        let took = try Self.time {
            let rules = try CompiledRules.compile(RuleSetBytesTests.set([rule, rule.renamed("other")])).get()
            text = rules.reason(0, FeatureVector(count: rules.plan.width))
        }
        #expect(text.hasPrefix("It is [[[[") && text.hasSuffix("…") && text.count == Limits.ruleReasonCharacters)
        #expect(took < .seconds(1), "\(took)")
    }

    @Test func reasonTakesNoMoreThanACondition() throws {
        var rule = RuleSetBytesTests.rule("long", "payment.minor > 5")
        let digits = "[0,1,2,3,4,5,6,7,8,9]"
        let slow = "cel.bind(l, \(digits), l.all(a, l.all(b, l.all(c, l.all(d, a + b + c + d < 99)))))"
        rule.reason = String(repeating: "{\(slow)}", count: 150)
        let rules = try CompiledRules.compile(RuleSetBytesTests.set([rule])).get()
        let took = Self.time { #expect(rules.reason(0, FeatureVector(count: rules.plan.width)).contains("?")) }
        #expect(took < .seconds(1), "\(took)")
    }

    @Test func wordsOfValues() {
        let map = ValueMap([(.string("a"), .list([.int(1), .double(2.5)])), (.int(2), .null)]) ?? ValueMap()
        #expect(ReasonWords.words(.map(map)) == "{a: [1, 2.50], 2: null}")
        #expect(ReasonWords.words(.list([])) == "[]" && ReasonWords.words(.bytes([1, 2, 3])) == "3 bytes")
        let many = ReasonWords.words(.list((0..<10_000).map { .int($0) }))
        #expect(many.hasPrefix("[0, 1, 2, ") && many.hasSuffix("…") && many.utf8.count < 2_100)
    }
}

extension Rule {
    fileprivate func renamed(_ id: String) -> Rule {
        var other = self
        other.id = id
        return other
    }
}
