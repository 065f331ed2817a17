import WeirDomain
import WeirEngine

/// What the desk's thread decides with. In one value, of which a whole batch has the use: the language's runtime checks
/// each access to what an object holds, and once for a payment is too often.
struct DeskState: ~Copyable {
    private(set) var engine: Engine
    /// How many alerts there have been.
    private(set) var alerts: Int
    private(set) var rails = RailCounts()
    let watch: Watch
    private let trials: TrialWatch
    private var effects = Effects()

    init(_ engine: consuming Engine, alerts: Int, _ watch: Watch, _ trials: TrialWatch) {
        self.engine = engine
        self.alerts = alerts
        self.watch = watch
        self.trials = trials
    }

    /// - Parameter plainVersion: the rules' version of plain allows, which have no row.
    mutating func apply(
        _ batch: RecordBatch, _ plainVersion: String, _ sequence: inout UInt64, _ consequences: inout Consequences,
        _ tally: inout DeskTally
    ) -> BatchAnswers {
        var answers = BatchAnswers(rulesVersion: plainVersion)
        for i in 0..<batch.count {
            engine.prefetch(batch, before: i)
            let payment = batch[i]
            sequence += 1
            engine.apply(payment, sequence: sequence, effects: &effects, watch: watch)
            let body = consequences.add(effects, payload: payment.bytes, sequence: sequence, alertsBefore: &alerts)
            if case .decided(let decision) = effects.verdict {
                tally.add(payment, decision.outcome)
                rails.add(payment, decision.outcome)
                if effects.trial != nil { trials.note(payment, effects, engine) }
                if body == nil { continue }
            }
            answers.set(i, answer(body))
        }
        return answers
    }

    mutating func apply(
        _ inputs: [(InputType, [UInt8])], _ plainVersion: String, _ sequence: inout UInt64,
        _ consequences: inout Consequences, _ tally: inout DeskTally
    ) -> [Answer] {
        var answers: [Answer] = []
        answers.reserveCapacity(inputs.count)
        for (type, payload) in inputs {
            let bytes = payload.span.bytes
            sequence += 1
            engine.apply(
                type: type.rawValue, payload: bytes, sequence: sequence, effects: &effects, watch: watch)
            var body = consequences.add(effects, payload: bytes, sequence: sequence, alertsBefore: &alerts)
            if case .decided(let decision) = effects.verdict {
                tally.add(PaymentView(bytes), decision.outcome)
                rails.add(PaymentView(bytes), decision.outcome)
                if effects.trial != nil { trials.note(PaymentView(bytes), effects, engine) }
                if body == nil { body = PlainAllow.body(payload, plainVersion) }
            }
            answers.append(answer(body))
        }
        return answers
    }

    /// The answers to payments of which none is new: they follow from what is there. `nil` where any is.
    func known(_ batch: RecordBatch) -> BatchAnswers? {
        var answers = BatchAnswers(rulesVersion: "")
        for i in 0..<batch.count {
            let payment = batch[i]
            guard let verdict = engine.known(payment) else { return nil }
            answers.set(i, Self.answer(to: verdict))
        }
        return answers
    }

    func known(_ inputs: [(InputType, [UInt8])]) -> [Answer]? {
        var answers: [Answer] = []
        for (type, payload) in inputs {
            let bytes = payload.span.bytes
            guard type == .payment, PaymentView.isWhole(bytes) else { return nil }
            guard let verdict = engine.known(PaymentView(bytes)) else { return nil }
            answers.append(Self.answer(to: verdict))
        }
        return answers
    }

    private static func answer(to verdict: Verdict) -> Answer {
        switch verdict {
        case .duplicate(let earlier): .repeated(of: earlier)
        case .conflict(let earlier): .conflict(with: earlier)
        default: .taken
        }
    }

    /// What is answered to the input that has just been applied.
    private func answer(_ body: [UInt8]?) -> Answer {
        switch effects.verdict {
        case .decided: .decided(body: body ?? [])
        case .duplicate(let earlier): .repeated(of: earlier)
        case .conflict(let earlier): .conflict(with: earlier)
        case .refused(let reason): .refused(reason)
        case .none: .taken
        }
    }
}

/// What one group comes to.
struct DeskTally {
    /// Minor units by outcome.
    private(set) var money: [Int64] = [0, 0, 0, 0]
    private(set) var currency: Currency?
    var latency: [(microseconds: Int64, times: Int)] = []

    mutating func add(_ payment: borrowing PaymentView, _ outcome: Outcome) {
        let place = Int(outcome.rawValue)
        money[place] = money[place].saturatingAdd(payment.amount.minor)
        currency = payment.currency
    }
}
