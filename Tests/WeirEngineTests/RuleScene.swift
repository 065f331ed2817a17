import Testing
import WeirDomain
import WeirEngine
import WeirRuleSets

/// An engine with rule sets, fed by hand.
final class RuleScene {
    var engine = Engine(seed: 1)
    var effects = Effects()
    var sequence: UInt64 = 0
    let currency: Currency
    /// Everything that was applied, for replay.
    var inputs: [(InputType, [UInt8])] = []
    static let start = Instant(milliseconds: 1_772_380_800_000)

    init() throws { currency = try #require(Currency("CNY")) }

    @discardableResult
    func apply(_ type: InputType, _ bytes: [UInt8]) -> Verdict {
        sequence += 1
        inputs.append((type, bytes))
        engine.apply(type: type.rawValue, payload: bytes.span.bytes, sequence: sequence, effects: &effects)
        return effects.verdict
    }

    @discardableResult
    func ask(
        _ event: RuleRequest.Event, _ set: RuleSet? = nil, by: String, version: String = "", permille: Int = 0
    ) -> Verdict {
        apply(
            .rules,
            InputBytes.encode(
                RuleRequest(
                    event, set: set.map { RuleSetBytes.encode($0) } ?? [], version: version, by: by,
                    permille: permille, at: Self.start)))
    }

    @discardableResult
    func pay(
        _ payer: String, _ payee: String, fen: Int, second: Int = 0, change: (inout Payment) -> Void = { _ in }
    ) -> Decision {
        var payment = Payment(
            id: "p\(sequence)", at: Self.start.advanced(bySeconds: Int64(second)), rail: "alipay", payer: payer,
            payee: payee, amount: Amount(minor: Int64(fen)), currency: currency)
        change(&payment)
        guard case .decided(let decision) = apply(.payment, payment.encoded) else { return Decision() }
        return decision
    }

    /// The names and values that the n-th rule of the live set has read of the last payment.
    func values(_ rule: Int = 0) -> [String: String] {
        Dictionary(engine.ruleValues(rule).map { ($0.name, $0.value) }) { $1 }
    }

    static func rule(_ id: String, _ when: String, _ yields: [Rule.Yield]) -> Rule {
        Rule(
            id: id, title: id, why: "a test", when: when, yields: yields, reason: "\(id): {payment.amount}",
            reasonChinese: "{payment.amount}", owner: "risk")
    }

    static func set(_ label: String, _ rules: [Rule], lists: [RuleList] = []) -> RuleSet {
        RuleSet(name: "test", label: label, owner: "risk", lists: lists, rules: rules)
    }

    static func evidence(_ kind: EvidenceKind, _ nats: Int, _ typology: Typology = .runningPoints) -> Rule.Yield {
        .evidence(about: .payee, typology: typology, kind: kind, milliNats: nats * 1_000)
    }
}
