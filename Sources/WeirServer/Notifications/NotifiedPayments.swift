import Synchronization
import WeirCodec
package import WeirDomain
import WeirRuntime
import WeirStore

/// Why a notification has not been taken in.
package enum NotificationFault: Error {
    /// Not the rail's: it is not even kept, for anybody may send such.
    case signature(String)
    /// The rail's, and no payment that can be decided: kept with the refused payments.
    case refused(Refusal)
    /// Try again.
    case unavailable(String, retrySeconds: Int)
}

/// What came of notifications, for metrics.
final class NotificationCounts: Sendable {
    enum Outcome: String, CaseIterable {
        case decided, repeated
        case noPayment = "no_payment"
        case refused
        case badSignature = "bad_signature"
        case unavailable
    }

    static let rails = ["alipay", "wechat-pay"]

    private let counts = Mutex<[String: Int]>([:])

    func add(_ rail: String, _ outcome: Outcome) {
        counts.withLock { $0[Self.labels(rail, outcome), default: 0] += 1 }
    }

    /// Each rail with each outcome: what has not happened yet is 0, so that a rise can be seen.
    var all: [(labels: String, value: String)] {
        let known = counts.withLock { $0 }
        return Self.rails.flatMap { rail in
            Outcome.allCases.map { outcome in
                let labels = Self.labels(rail, outcome)
                return (labels, String(known[labels] ?? 0))
            }
        }
    }

    private static func labels(_ rail: String, _ outcome: Outcome) -> String {
        "{rail=\"\(rail)\",outcome=\"\(outcome.rawValue)\"}"
    }
}

/// How payments that a rail tells of come to the desk.
struct NotifiedPayments: Sendable {
    let desk: Desk
    let clock: PaymentClock

    /// Decides a payment, durably.
    /// - Returns: whether it is new; otherwise it was decided before, and stays as it is.
    func decide(_ payment: NotifiedPayment) async throws(NotificationFault) -> Bool {
        let record: [UInt8]
        do { record = try payment.record() } catch { throw .refused(error) }
        let ahead = clock.refusal(PaymentView(record.span.bytes).at, latest: clock.latest)
        if let ahead { throw .refused(ahead) }
        switch await desk.decide(record) {
        case .decided: return true
        case .repeated: return false
        case .conflict:
            throw .refused(Refusal(field: "id", reason: "belongs to another payment, which was decided before"))
        case .refused(let why): throw .refused(Refusal(reason: why))
        case .unavailable(let why, let seconds): throw .unavailable(why, retrySeconds: seconds)
        case .taken: throw .unavailable("the payment was not decided", retrySeconds: 5)
        }
    }

    /// A payment that was decided before, as its record.
    func known(_ id: String) async throws(NotificationFault) -> [UInt8]? {
        do {
            if let found = try desk.store.payment(id: id) { return found.payment }
            // What has been acknowledged a moment ago is found a moment later.
            guard try await desk.decision(paymentID: id) != nil else { return nil }
            return try desk.store.payment(id: id)?.payment
        } catch {
            throw .unavailable("what was decided before cannot be read at the moment", retrySeconds: 5)
        }
    }

    /// Decides a payment and what has been given back of it by now.
    /// - Returns: whether either is new.
    func decide(_ notification: AlipayNotification, _ payment: NotifiedPayment) async throws(NotificationFault) -> Bool
    {
        var isNew = try await decide(payment)
        let total: Amount?
        do { total = try notification.refunded() } catch { throw .refused(error) }
        guard let total else { return isNew }
        var before: Int64 = 0
        // Alipay tells the sum: what is beyond the refunds that are known is a new one.
        for number in 1...Self.mostRefunds {
            if let known = try await known(AlipayNotification.refundID(notification.trade, number)) {
                before = before.saturatingAdd(PaymentView(known.span.bytes).amount.minor)
                continue
            }
            // Known already, or told late: a later one has had it in its sum.
            guard total.minor > before else { return isNew }
            let refund: NotifiedPayment
            do { refund = try notification.refund(number, Amount(minor: total.minor - before)) } catch {
                throw .refused(error)
            }
            if try await decide(refund) { isNew = true }
            return isNew
        }
        throw .refused(Refusal(field: "refund_fee", reason: "is that of more than \(Self.mostRefunds) refunds"))
    }

    /// Of one trade.
    private static let mostRefunds = 200

    /// Decides a refund of a payment that is known.
    func decide(_ refund: WeChatPayRefund) async throws(NotificationFault) -> Bool {
        guard let original = try await known(refund.original) else {
            throw .refused(
                Refusal(
                    field: "transaction_id",
                    reason: "names a payment that is not known here: only it says who is paid back"))
        }
        let payment: NotifiedPayment
        do throws(Refusal) {
            let paid = PaymentView(original.span.bytes)
            guard paid.rail.text == "wechat-pay" else {
                throw Refusal(field: "transaction_id", reason: "names a payment of another rail")
            }
            payment = try refund.payment(to: paid.payer.text, paid.currency)
        } catch { throw .refused(error) }
        return try await decide(payment)
    }
}
