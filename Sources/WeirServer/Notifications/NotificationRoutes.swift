import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization
import WeirCodec
import WeirDomain
import WeirRuntime

/// `/v1/notifications/…`: what payment rails post of payments that have been made. A rail has no key of ours: it is
/// known by its signature. Each is answered in the rail's own form; where the answer is no success, the rail sends the
/// notification again for a day.
struct NotificationRoutes: Sendable {
    let payments: NotifiedPayments
    let alipay: AlipaySettings?
    let weChatPay: WeChatPaySettings?
    let counts: NotificationCounts
    private let atWork = AtWork()

    init(
        _ desk: Desk, alipay: AlipaySettings?, weChatPay: WeChatPaySettings?, _ counts: NotificationCounts,
        _ clock: PaymentClock
    ) {
        payments = NotifiedPayments(desk: desk, clock: clock)
        self.alipay = alipay
        self.weChatPay = weChatPay
        self.counts = counts
    }

    func add(to router: Router<some RequestContext>) {
        router.post("/v1/notifications/alipay") { request, _ in try await self.fromAlipay(request) }
        router.post("/v1/notifications/wechat-pay") { request, _ in try await self.fromWeChatPay(request) }
    }

    private enum Outcome {
        case taken
        case failed(HTTPResponse.Status, String, retrySeconds: Int?)
    }

    // MARK: Alipay

    /// `success` once the payment is durable; at anything else Alipay sends it again.
    private func fromAlipay(_ request: Request) async throws -> Response {
        guard let alipay else { throw Problem.notFound("Notifications of Alipay are not taken here.") }
        let body = try await whole(request)
        let outcome = await atWork.run { await take(body, alipay) } ?? busy("alipay")
        var response = Response.text("success", type: "text/plain; charset=utf-8")
        if case .failed(let status, _, let seconds) = outcome {
            response = Response.text("fail", type: "text/plain; charset=utf-8")
            response.status = status
            if let seconds { response.headers[.retryAfter] = String(seconds) }
        }
        return response
    }

    private func take(_ body: [UInt8], _ settings: AlipaySettings) async -> Outcome {
        do throws(NotificationFault) {
            let notification: AlipayNotification
            do { notification = try AlipayNotification(form: body) } catch { throw .signature(error.message) }
            try settings.check(notification)
            let payment: NotifiedPayment?
            do { payment = try notification.payment() } catch { throw .refused(error) }
            guard let payment else { return note("alipay", .noPayment) }
            return note("alipay", try await payments.decide(notification, payment) ? .decided : .repeated)
        } catch {
            return note("alipay", error, body)
        }
    }

    // MARK: WeChat Pay

    /// 200 once the payment is durable; otherwise an error with `code` and `message`, and it is sent again.
    private func fromWeChatPay(_ request: Request) async throws -> Response {
        guard let weChatPay else { throw Problem.notFound("Notifications of WeChat Pay are not taken here.") }
        let body = try await whole(request)
        let headers = Self.headers(request)
        let outcome = await atWork.run { await take(body, headers, weChatPay) } ?? busy("wechat-pay")
        var object = JSONObject()
        guard case .failed(let status, let why, let seconds) = outcome else {
            object.put("code", "SUCCESS")
            return Response.json(object.closed)
        }
        object.put("code", "FAIL")
        object.put("message", why)
        var response = Response.json(object.closed, status: status)
        if let seconds { response.headers[.retryAfter] = String(seconds) }
        return response
    }

    private static func headers(_ request: Request) -> WeChatPaySettings.Headers {
        func value(_ name: String) -> String { HTTPField.Name(name).flatMap { request.headers[$0] } ?? "" }
        var headers = WeChatPaySettings.Headers()
        headers.serial = value("Wechatpay-Serial")
        headers.timestamp = value("Wechatpay-Timestamp")
        headers.nonce = value("Wechatpay-Nonce")
        headers.signature = value("Wechatpay-Signature")
        return headers
    }

    private func take(
        _ body: [UInt8], _ headers: WeChatPaySettings.Headers, _ settings: WeChatPaySettings
    ) async -> Outcome {
        // Where it can be read, what is inside says more to whoever looks for the reason.
        var raw = body
        do throws(NotificationFault) {
            try settings.check(headers, body, now: ServerClock.now)
            let notification: WeChatPayNotification
            do { notification = try WeChatPayNotification(body) } catch { throw .refused(error) }
            guard [WeChatPayNotification.payment, WeChatPayNotification.refund].contains(notification.event) else {
                return note("wechat-pay", .noPayment)
            }
            raw = try settings.open(notification)
            if notification.event == WeChatPayNotification.refund {
                let refund: WeChatPayRefund?
                do { refund = try WeChatPayRefund(raw) } catch { throw .refused(error) }
                guard let refund else { return note("wechat-pay", .noPayment) }
                try settings.check(merchant: refund.merchant)
                return note("wechat-pay", try await payments.decide(refund) ? .decided : .repeated)
            }
            let payment: NotifiedPayment?
            do { payment = try WeChatPayTransaction.payment(raw) } catch { throw .refused(error) }
            guard let payment else { return note("wechat-pay", .noPayment) }
            try settings.check(merchant: payment.payee)
            return note("wechat-pay", try await payments.decide(payment) ? .decided : .repeated)
        } catch {
            return note("wechat-pay", error, raw)
        }
    }

    // MARK: Both

    /// The bytes as they were signed.
    private func whole(_ request: Request) async throws -> [UInt8] {
        Array(try await request.whole(upTo: Limits.notificationBytes).readableBytesView)
    }

    private func note(_ rail: String, _ outcome: NotificationCounts.Outcome) -> Outcome {
        counts.add(rail, outcome)
        return .taken
    }

    private func note(_ rail: String, _ fault: NotificationFault, _ raw: [UInt8]) -> Outcome {
        switch fault {
        case .signature(let why):
            counts.add(rail, .badSignature)
            return .failed(.unauthorized, why, retrySeconds: nil)
        case .refused(let refusal):
            counts.add(rail, .refused)
            payments.desk.refused.add(refusal, raw)
            return .failed(.unprocessableContent, refusal.message, retrySeconds: nil)
        case .unavailable(let why, let seconds):
            counts.add(rail, .unavailable)
            return .failed(.serviceUnavailable, why, retrySeconds: seconds)
        }
    }

    private func busy(_ rail: String) -> Outcome {
        note(rail, .unavailable("\(AtWork.most) notifications are being looked at", retrySeconds: 1), [])
    }
}

/// Notifications that are looked at and decided at once: anybody may send some, and each has a signature to be checked.
private final class AtWork: Sendable {
    static let most = 256

    private let count = Mutex(0)

    /// `nil` where too many are at work.
    func run<R>(_ body: () async -> R) async -> R? {
        let isFree = count.withLock { count in
            guard count < Self.most else { return false }
            count += 1
            return true
        }
        guard isFree else { return nil }
        defer { count.withLock { $0 -= 1 } }
        return await body()
    }
}
