import Crypto
import Foundation
import HTTPTypes
public import WeirDomain
public import WeirRuntime

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// Orders by HTTP POST in the Standard Webhooks form: `Webhook-Id`, `Webhook-Timestamp`, and `Webhook-Signature` with
/// an HMAC-SHA-256 over id, time and body.
///
/// 200 and 204 mean done, 202 that the answer comes later to `/v1/rail/answers`, 409 and 422 that it cannot be done;
/// anything else is tried again. The id is the order's idempotency key, the same for every attempt.
public struct WebhookRail: RailAdapter {
    public let name: String
    private let address: URL
    private let secret: SymmetricKey

    /// - Parameter secret: as Standard Webhooks writes it: `whsec_` and base64.
    public init?(address: String, secret: String) {
        guard let url = URL(string: address), ["http", "https"].contains(url.scheme), url.host() != nil,
            secret.hasPrefix("whsec_"), let bytes = Data(base64Encoded: String(secret.dropFirst(6))), bytes.count >= 16
        else { return nil }
        self.address = url
        name = "webhook \(url.host() ?? "")"
        self.secret = SymmetricKey(data: bytes)
    }

    static func signature(_ id: String, _ seconds: Int64, _ body: [UInt8], _ secret: SymmetricKey) -> String {
        let signed = Array("\(id).\(seconds).".utf8) + body
        let code = HMAC<SHA256>.authenticationCode(for: signed, using: secret)
        return "v1," + Data(code).base64EncodedString()
    }

    public func send(_ message: RailMessage, key: String) async -> RailReply {
        let body = message.json(key: key)
        let seconds = ServerClock.now.seconds
        var request = URLRequest(url: address, timeoutInterval: 10)
        request.httpMethod = "POST"
        request.httpBody = Data(body)
        request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        request.setValue(key, forHTTPHeaderField: "Webhook-Id")
        request.setValue("\(seconds)", forHTTPHeaderField: "Webhook-Timestamp")
        request.setValue(Self.signature(key, seconds, body, secret), forHTTPHeaderField: "Webhook-Signature")
        do {
            let (data, response) = try await URLSession.shared.data(for: request)
            switch (response as? HTTPURLResponse)?.statusCode ?? 0 {
            case 200, 204: return .done
            case 202: return .accepted
            case 409, 422: return .refused(String(decoding: data.prefix(500), as: UTF8.self))
            case let status: return .unknown("answered \(status)")
            }
        } catch {
            return .unknown("cannot be reached")
        }
    }

    public func answers() async -> [SimulatedRail.Answer] { [] }

    public func facts() async -> [Int: (version: Int, action: RailOrder.Action)]? { nil }
}
