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
}
