import WeirDomain
import WeirEngine
import WeirRuntime
import WeirStore

extension TransparencyReport.Facts {
    /// What the store says about measures: the rail, the account's first payment, the money that was stopped.
    static func look(_ desk: Desk, _ measures: [Measure]) throws -> [Int: TransparencyReport.Facts] {
        var found: [Int: TransparencyReport.Facts] = [:]
        var firsts: [String: (at: Instant, rail: String, currency: Currency)] = [:]
        // Money declined on an account is counted once, for the first measure that declines it.
        var counted: Set<String> = []
        for measure in measures where measure.kind != .blockSite {
            if firsts[measure.account] == nil,
                let item = try desk.store.payments(of: measure.account, since: 0, limit: 1).first
            {
                let payment = PaymentView(item.payment.span.bytes)
                firsts[measure.account] = (payment.at, payment.rail.text, payment.currency)
            }
            guard let first = firsts[measure.account] else { continue }
            var facts = TransparencyReport.Facts(rail: first.rail, first: first.at)
            facts.currency = first.currency
            switch measure.kind {
            case .holdPayment:
                if let item = try desk.store.payment(id: measure.payment) {
                    let payment = PaymentView(item.payment.span.bytes)
                    facts.rail = payment.rail.text
                    (facts.stopped, facts.currency) = (payment.amount, payment.currency)
                }
            case .suspendTransfers, .stopCollection, .limitCollection:
                guard counted.insert(measure.account).inserted else { break }
                facts.stopped = try desk.store.declined(
                    of: measure.account, in: first.currency, since: measure.sequence
                ).sum
            case .warnPayer, .blockSite: break
            }
            found[measure.number] = facts
        }
        return found
    }
}

extension TransparencyReport {
    /// The report of a running system.
    static func draw(_ acting: Acting, from: Instant, to: Instant) async throws -> TransparencyReport {
        let (measures, appeals, cases) = try await acting.read { ($0.measures, $0.appeals, $0.cases) }
        let facts = try Facts.look(acting.desk, Self.measures(measures, from: from, to: to))
        return TransparencyReport(
            measures: measures, appeals: appeals, cases: cases, facts: facts, from: from, to: to)
    }
}
