import WeirDomain
import WeirEngine
import WeirRuleSets

/// A rule set as a risk team might have it, for measuring what rules cost: a hundred rules of two to four conditions
/// over payment, accounts and windows, three of them kept for the rules alone.
enum GaugeRules {
    private static let forms = [
        "payment.amount > #.0 && payee.received(\"24h\").count >= 30 && payee.kind == 'person'",
        "payee.received(\"24h\").strangers > # && payment.amount < 100.0",
        "payment.amount >= #.0 && payment.amount < 5000.0 && payee.age_days < 14.0",
        "payment.is_stranger && payer.sent(\"1h\").count > 9 && payment.amount > #.0",
        "payer.sent(\"24h\").sum > 10.0 * #.0 && payer.sent(\"24h\").distinct_payees <= 3 && payer.payments > 40",
        "payment.minor % 100 >= 90 && payee.received(\"7d\").distinct_payers > #",
        "payee.received(\"36h\").stddev < 1.0 && payee.received(\"36h\").count > # && payment.channel == 'collect'",
        "payee.received(\"10m\").count > 6 && payment.amount < #.0",
        "payer.received(\"1h\").sum * 0.9 < payer.sent(\"1h\").sum && payer.received(\"1h\").count > #",
        "payee.received(\"24h\", \"payment.amount < 50.0\").distinct_payers > 20 && payment.amount > #.0",
    ]

    static func set(_ count: Int) -> RuleSet {
        let rules = (0..<count).map { number in
            let when = forms[number % forms.count].split(separator: "#", omittingEmptySubsequences: false)
                .joined(separator: String(300 + number * 17 % 900))
            return Rule(
                id: "rule-\(number)", title: "A rule", why: "To be measured", when: when,
                yields: [.evidence(about: .payee, typology: .runningPoints, kind: .rhythm, milliNats: 500)],
                reason: "{payment.amount}", reasonChinese: "{payment.amount}", owner: "gauge")
        }
        return RuleSet(name: "gauge", label: "1", owner: "gauge", rules: rules)
    }

    static func install(_ count: Int, in engine: inout Engine) {
        var effects = Effects()
        let request = RuleRequest(
            .install, set: RuleSetBytes.encode(set(count)), by: "gauge", at: Instant(milliseconds: 0))
        let bytes = InputBytes.encode(request)
        engine.apply(type: InputType.rules.rawValue, payload: bytes.span.bytes, sequence: 0, effects: &effects)
        if case .refused(let reason) = effects.verdict { print("refused: \(reason)") }
    }
}
