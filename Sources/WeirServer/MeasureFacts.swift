import WeirDomain
import WeirEngine
import WeirRuntime
import WeirStore

extension TransparencyReport.Sources {
    /// What the store says about payments that the measures rest on.
    mutating func look(_ desk: Desk, _ measures: [Measure]) throws {
        for measure in measures where measure.kind != .blockSite {
            if firsts[measure.account] == nil,
                let item = try desk.store.payments(of: measure.account, since: 0, limit: 1).first
            {
                firsts[measure.account] = TransparencyReport.Paid(PaymentView(item.payment.span.bytes))
            }
            guard measure.kind == .holdPayment, let item = try desk.store.payment(id: measure.payment) else { continue }
            held[measure.payment] = TransparencyReport.Paid(PaymentView(item.payment.span.bytes))
        }
    }
}

extension TransparencyReport {
    /// The report of a running system.
    static func draw(_ acting: Acting, from: Instant, to: Instant) async throws -> TransparencyReport {
        var sources = try await acting.read { Sources($0) }
        try sources.look(acting.desk, Self.measures(sources.measures, from: from, to: to))
        return TransparencyReport(sources, from: from, to: to)
    }
}
