import WeirDetection
import WeirDomain

/// How long what ends by itself goes on in all, in however many hands: half a year, as what an authority freezes.
/// Renewed in turns it would otherwise be for good, which needs two people from the start. What goes on after that is
/// proposed anew, on new grounds; the same ground imposed anew within a month goes on with the old one's time.
extension Engine {
    /// Refuses a renewal beyond the life of a measure; one that names no end lasts until then.
    func boundLife(_ measure: inout Measure, before: Instant?, _ request: ActRequest) throws(RefusedRequest) {
        guard book.decidesAsTen else { return }
        try need(
            measure.signatures.count < Limits.measureSignatures,
            "measure \(measure.number) has changed hands \(Limits.measureSignatures) times: it is proposed anew")
        guard let end = measure.until, let limit = lifeEnd(of: measure), end > limit else { return }
        let isOver = before.map { $0 >= limit } ?? false
        // What the rail has refused is asked of it once more until its end.
        try need(
            request.until == nil && (!isOver || measure.state == .failed),
            "measure \(measure.number) lasts until \(limit.rfc3339) at the most: what goes on after that is proposed "
                + "anew, on new grounds")
        measure.until = isOver ? before : limit
    }

    /// Refuses a proposal on a ground that has had its time; one that names no end has what is left of it.
    func boundGround(_ measure: inout Measure, _ request: ActRequest) throws(RefusedRequest) {
        // An authority's order is a new ground.
        guard book.decidesAsTen, request.authority.isEmpty, let end = measure.until else { return }
        guard let limit = lifeEnd(of: measure), end > limit else { return }
        try need(
            request.until == nil && limit > request.at,
            "\(measure.kind.name) on this ground lasts until \(limit.rfc3339) at the most: it needs new grounds")
        measure.until = limit
    }

    /// Whether a measure is in force that lasts as long as it may: then what is to follow it, on new grounds, is
    /// proposed before it ends, and no payment slips through between them.
    func mayBeFollowed(_ measure: Measure, by request: ActRequest) -> Bool {
        guard book.decidesAsTen, measure.state.isInForce, hasLivedOut(measure) else { return false }
        return !isSame(measure.ground, request.text)
    }

    /// Whether a measure lasts, or has lasted, as long as it may.
    func hasLivedOut(_ measure: Measure) -> Bool {
        guard book.decidesAsTen, let limit = lifeEnd(of: measure), let end = measure.endedAt ?? measure.until else {
            return false
        }
        return end >= limit
    }

    /// The end of a measure's life; `nil` where it has none: what is for good, holds, lists, an authority's orders.
    private func lifeEnd(of measure: Measure) -> Instant? {
        guard measure.kind.longestSeconds != nil, measure.kind != .holdPayment, measure.list.isEmpty,
            !measure.isAuthoritysOrder
        else { return nil }
        var start = measure.at
        for other in book.measures.on(measure.account).reversed() {
            guard other.kind == measure.kind, other.order != nil, other.list.isEmpty, !other.isAuthoritysOrder,
                measure.number == 0 || other.number < measure.number, isSame(other.ground, measure.ground)
            else { continue }
            guard let ended = other.endedAt, ended.advanced(bySeconds: Limits.interimSeconds) > start else { break }
            start = min(start, other.at)
        }
        return start.advanced(bySeconds: Limits.interimLifeSeconds)
    }

    private func isSame(_ a: String, _ b: String) -> Bool { a.utf8.elementsEqual(b.utf8) }
}
