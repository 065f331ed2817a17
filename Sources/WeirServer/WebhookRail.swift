import AsyncHTTPClient
import Crypto
import Foundation
import NIOCore
import NIOHTTP1
public import WeirDomain
public import WeirRuntime

/// Orders by HTTP POST in the Standard Webhooks form: `Webhook-Id`, `Webhook-Timestamp`, and `Webhook-Signature` with
/// an HMAC-SHA-256 over id, time and body.
///
/// 200 and 204 mean done, 202 that the answer comes later to `/v1/rail/answers`, 409 and 422 that it cannot be done;
/// anything else is tried again. The id is the order's idempotency key, the same for every attempt.
///
/// Not by Foundation's client: where the rail has closed a kept connection it sends the request again without its body.
public struct WebhookRail: RailAdapter {
    public let name: String
    private let address: String
    private let secret: SymmetricKey

    /// - Parameter secret: as Standard Webhooks writes it: `whsec_` and base64.
    public init?(address: String, secret: String) {
        guard let url = URL(string: address), ["http", "https"].contains(url.scheme), url.host() != nil,
            let key = Self.key(secret)
        else { return nil }
        self.address = address
        name = "webhook \(url.host() ?? "")"
        self.secret = key
    }

    /// A secret as Standard Webhooks writes it; `nil` for anything else, and for one that could be guessed.
    static func key(_ secret: String) -> SymmetricKey? {
        guard secret.hasPrefix("whsec_"), let bytes = Data(base64Encoded: String(secret.dropFirst(6))),
            bytes.count >= 16
        else { return nil }
        return SymmetricKey(data: bytes)
    }

    static func signature(_ id: String, _ seconds: Int64, _ body: [UInt8], _ secret: SymmetricKey) -> String {
        let signed = Array("\(id).\(seconds).".utf8) + body
        let code = HMAC<SHA256>.authenticationCode(for: signed, using: secret)
        return "v1," + Data(code).base64EncodedString()
    }

    public func send(_ message: RailMessage, key: String) async -> RailReply {
        let body = message.json(key: key)
        let seconds = ServerClock.now.seconds
        var request = HTTPClientRequest(url: address)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/json")
        request.headers.add(name: "Webhook-Id", value: key)
        request.headers.add(name: "Webhook-Timestamp", value: "\(seconds)")
        request.headers.add(name: "Webhook-Signature", value: Self.signature(key, seconds, body, secret))
        request.body = .bytes(body)
        do {
            let response = try await HTTPClient.shared.execute(request, timeout: .seconds(10))
            switch response.status.code {
            case 200, 204: return .done
            case 202: return .accepted
            case 409, 422:
                let said = try await response.body.collect(upTo: Self.answerBytes)
                return .refused(String(decoding: said.readableBytesView.prefix(500), as: UTF8.self))
            case let status: return .unknown("answered \(status)")
            }
        } catch {
            return .unknown("cannot be reached")
        }
    }

    /// What is read of the reason for a refusal.
    private static let answerBytes = 64 << 10

    public func answers() async -> [SimulatedRail.Answer] { [] }

    public func facts() async -> [Int: (version: Int, action: RailOrder.Action)]? { nil }
}
