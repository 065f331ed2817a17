import WeirCodec
import WeirDomain
import WeirEngine
import WeirStore

/// What a stretch of inputs led to, on its way into the database and the index.
struct Consequences: Sendable {
    /// Decisions other than plain allows.
    var decisions: [DecisionRow] = []
    var alerts: [RaisedAlert] = []
    var measures: [Measure] = []
    /// What the register is to hold of it.
    var drafts: [RegisterDraft] = []
    /// Every payment that was decided.
    var index: IndexBatch
    /// The last sequence number of the stretch; 0 when it is empty.
    var through: UInt64 = 0

    /// What makes plain allows, as the store has noted it; an allow of anything else needs a row that says so.
    var plainVersion: String

    /// - Parameter seed: the journal's id.
    init(seed: UInt64, plainVersion: String = "") {
        index = IndexBatch(seed: seed)
        self.plainVersion = plainVersion
    }

    /// Adds what one input led to; answers the decision's bytes, if it was a payment that was decided otherwise than
    /// by a plain allow.
    @discardableResult
    mutating func add(
        _ effects: Effects, payload: RawSpan, sequence: UInt64, alertsBefore: inout Int
    ) -> [UInt8]? {
        through = sequence
        if !effects.measures.isEmpty { measures += effects.measures }
        RegisterDraft.add(effects, payload: payload, sequence: sequence, to: &drafts)
        for alert in effects.alerts {
            alertsBefore += 1
            alerts.append(RaisedAlert(number: alertsBefore, alert: alert))
        }
        guard case .decided(let decision) = effects.verdict else { return nil }
        let payment = PaymentView(payload)
        let isPlain = decision.isPlainAllow && effects.rulesVersion == plainVersion
        index.add(payment, sequence: sequence, hasRow: !isPlain)
        if isPlain { return nil }
        var body: [UInt8] = []
        body.reserveCapacity(256)
        DecisionJSON.append(
            id: payment.id, at: payment.at, decision: decision, rulesVersion: effects.rulesVersion, to: &body)
        decisions.append(DecisionRow(sequence: sequence, payment: payment, decision: decision, body: body))
        return body
    }

    mutating func append(_ later: Consequences) {
        decisions += later.decisions
        alerts += later.alerts
        measures += later.measures
        index.append(later.index)
        through = max(through, later.through)
    }

    /// As rows, with the evidence's sequence numbers put into payment ids.
    /// - Parameter known: what the database has already is left out.
    func batch(
        after known: UInt64, _ paymentIDs: ([UInt64]) throws -> [UInt64: String]
    ) rethrows -> ProjectionBatch {
        var batch = ProjectionBatch()
        batch.decisions = decisions.filter { $0.sequence > known }
        batch.measures = measures
        batch.through = through
        let new = alerts.filter { $0.alert.sequence > known }
        guard !new.isEmpty else { return batch }
        var named: [UInt64] = []
        for raised in new {
            named.append(raised.alert.sequence)
            for indicator in raised.alert.indicators { named += indicator.evidence }
        }
        let ids = try paymentIDs(named)
        for raised in new {
            let alert = raised.alert
            batch.alerts.append(
                AlertRow(
                    number: raised.number, account: alert.account, typology: alert.typology.name, score: alert.score,
                    at: alert.at, sequence: alert.sequence, suspends: !alert.measures.isEmpty,
                    body: AlertJSON.object(alert) { ids[$0] ?? "" }.closed))
        }
        return batch
    }
}

/// The bytes of a plain allow, which follow from the payment.
enum PlainAllow {
    static func append(_ payment: borrowing PaymentView, _ rulesVersion: String, to out: inout [UInt8]) {
        DecisionJSON.append(
            id: payment.id, at: payment.at, decision: Decision(), rulesVersion: rulesVersion, to: &out)
    }

    static func body(_ record: [UInt8], _ rulesVersion: String) -> [UInt8] {
        var out: [UInt8] = []
        append(PaymentView(record.span.bytes), rulesVersion, to: &out)
        return out
    }
}
