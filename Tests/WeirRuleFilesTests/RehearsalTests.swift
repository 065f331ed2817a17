import Testing
import WeirDomain
import WeirEngine
import WeirRuleFiles
import WeirRuleSets

/// The tests of a set run one after the other on what was compiled once; none knows of the others.
@Suite struct RehearsalTests {
    private static let set = """
        set: again
        version: "1"
        owner: risk
        about: Tests that would be others if one knew of another.
        rules:
          - id: third
            title: The third
            why: To be counted
            when: payee.received("3h").count == 3 && payer.sent("24h").count < 4
            yields: {decision: {outcome: warn, kind: people}}
            reason: {en: third, zh: 第三}
            tests:
              - name: third
                before: [{payer: a, payee: b, amount: "1.00", ago: 1h, times: 2, every: 1m}]
                payment: {payer: a, payee: b, amount: "1.00"}
                expect: fires
                decision: warn
              - name: first
                payment: {payer: a, payee: b, amount: "1.00"}
                expect: silent
              - name: third again
                before: [{payer: a, payee: b, amount: "1.00", ago: 1h, times: 2, every: 1m}]
                payment: {payer: a, payee: b, amount: "1.00"}
                expect: fires
          - id: level
            title: A level
            why: To have no value
            when: payment.extra.level > 3
            yields: {decision: {outcome: hold, kind: people}}
            reason: {en: level, zh: 级别}
            tests:
              - {name: none, payment: {payer: a, payee: b, amount: "1.00"}, expect: silent}
              - {name: high, payment: {payer: a, payee: b, amount: "1.00", extra: {level: 4}}, expect: fires}
              - {name: low, payment: {payer: a, payee: b, amount: "1.00", extra: {level: 3}}, expect: silent}

        """

    private static func folder(_ text: String) throws -> RuleFolder {
        try RuleFolder.read(files: [RuleFile(path: "again.yaml", text: text)])
    }

    @Test func noTestKnowsOfAnother() throws {
        let sound = RuleTests.run(try Self.folder(Self.set))
        #expect(sound.map(\.description) == [])
        // Each in its place, with its own values and errors, and no more than are asked for.
        let wrong = Self.set.replacing("fires", with: "FIRES").replacing("silent", with: "fires")
            .replacing("FIRES", with: "silent")
        let folder = try Self.folder(wrong)
        let failures = RuleTests.run(folder)
        #expect(failures.map(\.test) == ["third", "first", "third again", "none", "high", "low"])
        #expect(failures.map { $0.message.hasSuffix(")") } == [false, false, false, true, false, false])
        #expect(failures[1].values.contains { $0.name == "payee.received(\"3h\").count" && $0.value == "1" })
        #expect(RuleTests.run(folder, most: 1).map(\.test) == ["third"])
        #expect(RuleTests.run(folder, of: "level").map(\.test) == ["none", "high", "low"])
    }

    @Test func everyEngineBeginsAnew() throws {
        let folder = try Self.folder(Self.set)
        var rehearsal = RuleRehearsal(folder.compiled)
        let currency = try #require(Currency("CNY"))
        for _ in 0..<3 {
            var engine = rehearsal.engine()
            var effects = Effects()
            let before = engine.liveRules
            #expect(before?.seen == 0 && before?.failures == [0, 0] && before?.windows.count == 1)
            #expect(before?.windows.first?.since == nil)
            for n in 1...3 {
                let payment = Payment(
                    id: "p\(n)", at: Instant(milliseconds: 1_772_380_800_000), rail: "alipay", payer: "a", payee: "b",
                    amount: Amount(minor: 100), currency: currency)
                let record = payment.encoded
                engine.apply(
                    type: InputType.payment.rawValue, payload: record.span.bytes, sequence: UInt64(n), effects: &effects
                )
            }
            let after = engine.liveRules
            #expect(effects.rules == [0] && after?.seen == 3 && after?.failures == [0, 3])
        }
    }
}
