package import WeirDomain

/// How far ahead of the clock payments may be dated that a server takes in. The engine has no clock of its own and goes
/// by what payments say: one of the year after next would make all others late until then, and hide its accounts.
package struct PaymentClock: Sendable {
    /// What zones, drift and a hand that slips by an hour may come to.
    package static let usualHours = 24
    package static let mostHours = 8_760

    /// 0 for any: of traffic from a recording or a simulation, which has a time of its own.
    private let hours: Int
    private let now: @Sendable () -> Instant

    package init(hours: Int, now: @escaping @Sendable () -> Instant) {
        self.hours = hours
        self.now = now
    }

    /// The latest time that a payment may bear by now; `nil` for any.
    package var latest: Instant? { hours > 0 ? now().advanced(bySeconds: Int64(hours) * 3_600) : nil }

    /// Why a payment of this time is not taken in; `nil` where it is.
    /// - Parameter latest: as it was a moment ago, where many are asked about.
    package func refusal(_ time: Instant, line: Int = 0, latest: Instant?) -> Refusal? {
        guard let latest, time > latest else { return nil }
        return Refusal(
            line: line, field: "at",
            reason: "is more than \(hours) hours ahead of this server's clock, which says \(now().rfc3339): "
                + "is its zone right?")
    }

    /// The same of the record that has come last into a batch, which is taken out of it again.
    package func refuseLast(_ batch: inout RecordBatch, line: Int = 0, latest: Instant?) -> Refusal? {
        guard latest != nil, !batch.isEmpty else { return nil }
        let found = refusal(batch[batch.count - 1].at, line: line, latest: latest)
        if found != nil { batch.removeLast() }
        return found
    }

    /// Takes out of a batch whatever is dated too far ahead; answers why.
    package func refuseAny(_ batch: inout RecordBatch) -> [Refusal] {
        let time = latest
        var kept = RecordBatch()
        var refusals: [Refusal] = []
        for i in 0..<batch.count {
            if let found = refusal(batch[i].at, line: batch.lines[i], latest: time) {
                refusals.append(found)
            } else {
                kept.append(batch, i)
            }
        }
        if !refusals.isEmpty { batch = kept }
        return refusals
    }
}
