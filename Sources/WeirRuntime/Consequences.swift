import WeirCodec
import WeirDomain
import WeirEngine
import WeirStore

/// What a stretch of inputs led to, on its way into the database.
struct Consequences: Sendable {
    var decisions: [DecisionRow] = []
    var alerts: [RaisedAlert] = []
    var measures: [Measure] = []
    /// The last sequence number of the stretch; 0 when it is empty.
    var through: UInt64 = 0

    /// Adds what one input led to; answers the decision's bytes, if it was a payment that was decided.
    @discardableResult
    mutating func add(
        _ effects: Effects, payload: RawSpan, sequence: UInt64, alertsBefore: inout Int
    ) -> [UInt8]? {
        through = sequence
        measures += effects.measures
        for alert in effects.alerts {
            alertsBefore += 1
            alerts.append(RaisedAlert(number: alertsBefore, alert: alert))
        }
        guard case .decided(let decision) = effects.verdict else { return nil }
        let payment = PaymentView(payload)
        var body: [UInt8] = []
        body.reserveCapacity(192)
        DecisionJSON.append(
            id: payment.id, at: payment.at, decision: decision, rulesVersion: Engine.rulesVersion, to: &body)
        decisions.append(DecisionRow(sequence: sequence, payment: payment, decision: decision, body: body))
        return body
    }

    mutating func append(_ later: Consequences) {
        decisions += later.decisions
        alerts += later.alerts
        measures += later.measures
        through = max(through, later.through)
    }

    /// As rows, with the evidence's sequence numbers put into payment ids.
    func batch(_ paymentIDs: ([UInt64]) throws -> [UInt64: String]) rethrows -> ProjectionBatch {
        var batch = ProjectionBatch()
        batch.decisions = decisions
        batch.measures = measures
        batch.through = through
        for raised in alerts {
            let alert = raised.alert
            let ids = try paymentIDs([alert.sequence] + alert.indicators.flatMap(\.evidence))
            batch.alerts.append(
                AlertRow(
                    number: raised.number, account: alert.account, typology: alert.typology.name, score: alert.score,
                    at: alert.at, sequence: alert.sequence, suspends: !alert.measures.isEmpty,
                    body: AlertJSON.object(alert) { ids[$0] ?? "" }.closed))
        }
        return batch
    }
}
