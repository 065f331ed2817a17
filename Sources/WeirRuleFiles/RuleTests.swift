import WeirDomain
import WeirEngine
import WeirRuleSets
import WeirRules

/// Runs the tests that rules bring along, each in an engine of its own in which the whole set is live.
public enum RuleTests {
    public struct Failure: Sendable, CustomStringConvertible {
        public var file: String
        public var line: Int
        public var rule: String
        public var test: String
        public var message: String
        /// What the rule read, so that one sees why.
        public var values: [(name: String, value: String)]

        public var description: String {
            let read = values.map { "\n  | \($0.name) = \($0.value)" }.joined()
            return "\(file):\(line): rule '\(rule)', test '\(test)': \(message)" + read
        }
    }

    /// The tests that fail, in the order of the files.
    /// - Parameters:
    ///   - most: after so many failures the rest is not run.
    ///   - only: the rule whose tests are run; all of them where none is named.
    public static func run(_ folder: RuleFolder, most: Int = .max, of only: String? = nil) -> [Failure] {
        var failures: [Failure] = []
        let places = Dictionary(folder.set.rules.enumerated().map { ($1.id, $0) }) { first, _ in first }
        var rehearsal = RuleRehearsal(folder.compiled)
        for test in folder.tests where failures.count < most {
            guard let rule = places[test.rule], only == nil || test.rule == only else { continue }
            if let failure = run(test, rule, rehearsal.engine()) { failures.append(failure) }
        }
        return failures
    }

    private static func run(_ test: RuleTest, _ rule: Int, _ fresh: consuming Engine) -> Failure? {
        var engine = fresh
        engine.readsAllFacts = true
        var effects = Effects()
        var sequence: UInt64 = 0
        func apply(_ type: InputType, _ bytes: [UInt8]) {
            sequence += 1
            engine.apply(type: type.rawValue, payload: bytes.span.bytes, sequence: sequence, effects: &effects)
        }
        var quotes = test.quotes[...]
        for payment in test.payments {
            while let quote = quotes.first, quote.at <= payment.at {
                apply(.price, InputBytes.encode(quote))
                quotes = quotes.dropFirst()
            }
            apply(.payment, payment.encoded)
        }
        func failure(_ message: String) -> Failure {
            Failure(
                file: test.file, line: test.line, rule: test.rule, test: test.name, message: message,
                values: engine.ruleValues(rule))
        }
        guard case .decided(let decision) = effects.verdict else {
            return failure("the payment was not decided: \(effects.verdict)")
        }
        let fires = effects.rules.contains(rule)
        guard fires == test.fires else {
            let error = engine.liveRules?.firstErrors[rule] ?? ""
            return failure(
                "the rule \(fires ? "fires" : "is silent"), but is expected to "
                    + (test.fires ? "fire" : "be silent") + (error.isEmpty || fires ? "" : " (\(error))"))
        }
        if let outcome = test.outcome, outcome != decision.outcome {
            return failure("the payment is decided '\(decision.outcome.name)', expected is '\(outcome.name)'")
        }
        if fires, let expected = test.reason, engine.ruleReason(rule) != expected {
            return failure("the reason reads: \(engine.ruleReason(rule))")
        }
        return nil
    }
}
