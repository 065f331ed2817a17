import Synchronization
public import WeirDomain
import WeirEngine

/// Payments that a set which only looks on decides otherwise: some of each kind of change, with what its rules read.
/// Figures alone do not tell whether those who would be held are those who were meant.
public struct ChangedPayments: Sendable {
    /// The latest of each kind last.
    public private(set) var examples: [BacktestReport.Example] = []
    /// All of them, by how they were decided and how they would have been.
    private var counts = [Int](repeating: 0, count: 16)

    /// Kept of each kind of change.
    private static let most = 8
    /// Once there are so many, one of these takes the oldest's place: what a rule has read is put into words, which
    /// takes longer than a decision.
    private static let stride = 1_024

    private static func kind(_ old: Outcome, _ new: Outcome) -> Int { Int(old.rawValue) * 4 + Int(new.rawValue) }

    public func count(_ old: Outcome, _ new: Outcome) -> Int { counts[Self.kind(old, new)] }

    /// Counts a payment; whether it is wanted as an example.
    mutating func wants(_ old: Outcome, _ new: Outcome) -> Bool {
        if old == new { return false }
        let kind = Self.kind(old, new)
        counts[kind] += 1
        return counts[kind] <= Self.most || counts[kind] % Self.stride == 0
    }

    mutating func add(_ example: BacktestReport.Example) {
        let alike = examples.indices.filter { examples[$0].old == example.old && examples[$0].new == example.new }
        if alike.count >= Self.most, let oldest = alike.first { examples.remove(at: oldest) }
        examples.append(example)
    }
}

extension BacktestReport.Example {
    /// A payment that has just been decided: with the rules of the set on trial that held, or, where none did, with
    /// those of the live one, which the other lacks.
    init(
        _ payment: borrowing PaymentView, _ old: Outcome, _ trial: Effects.TrialOutcome, oldRules: [Int],
        _ engine: borrowing Engine
    ) {
        let isOnTrial = !trial.rules.isEmpty
        var (ids, values, reasons): ([String], [(name: String, value: String)], [(String, String)]) = ([], [], [])
        for rule in isOnTrial ? trial.rules : oldRules {
            ids.append(engine.ruleID(rule, onTrial: isOnTrial))
            reasons.append(
                (
                    engine.ruleReason(rule, onTrial: isOnTrial),
                    engine.ruleReason(rule, onTrial: isOnTrial, inChinese: true)
                ))
            for read in engine.ruleValues(rule, onTrial: isOnTrial)
            where !values.contains(where: { $0.name == read.name }) {
                values.append(read)
            }
        }
        var amount: [UInt8] = []
        payment.amount.append(to: &amount, currency: payment.currency)
        self.init(
            rule: ids.joined(separator: ", "), payment: payment.id.text, at: payment.at, payer: payment.payer.text,
            payee: payment.payee.text, amount: String(decoding: amount, as: UTF8.self) + " " + payment.currency.code,
            old: old, new: trial.outcome, reason: reasons.first?.0 ?? "", reasonChinese: reasons.first?.1 ?? "",
            values: values)
    }
}

/// What the set on trial has changed since the start of the server, for those who are to sign it. The desk's thread
/// writes, pages read.
final class TrialWatch: Sendable {
    private let kept = Mutex<(version: String, changed: ChangedPayments)>(("", ChangedPayments()))

    /// Notes the payment that has just been decided, if the set on trial would have decided it otherwise.
    func note(_ payment: borrowing PaymentView, _ effects: borrowing Effects, _ engine: borrowing Engine) {
        guard let trial = effects.trial, let own = trial.own, own != trial.outcome,
            let version = engine.trialRulesVersion
        else { return }
        let isWanted = kept.withLock { kept in
            if kept.version != version { kept = (version, ChangedPayments()) }
            return kept.changed.wants(own, trial.outcome)
        }
        guard isWanted else { return }
        let example = BacktestReport.Example(payment, own, trial, oldRules: effects.rules, engine)
        kept.withLock { $0.changed.add(example) }
    }

    func changed(by version: String) -> ChangedPayments? {
        kept.withLock { $0.version == version ? $0.changed : nil }
    }
}
