import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import WeirDomain

/// Who answers for the rail at `/v1/rail/answers`: whoever has a key of the role `rail`, and whoever signs the answer
/// in the Standard Webhooks form with the secret that the rail was given for it.
///
/// A key that hands payments in is the platform's, and lies at many places of it: whoever has got hold of one would
/// confirm what the rail never did. It answers only where the platform has said so; so does the administrator's.
public struct RailAnswers: Sendable {
    /// Not the one that orders are signed with: what we have signed would come back as the rail's word.
    private var secret: SymmetricKey?
    private var areFromIntegrators = false

    /// How far the clocks of the two may be apart, in seconds.
    private static let tolerance: Int64 = 300
    /// An answer has a number or two and a reason.
    static let bodyBytes = 65_536

    public init() {}

    /// - Parameters:
    ///   - secret: as Standard Webhooks writes it, `whsec_` and base64; empty where answers are not signed.
    ///   - fromIntegrators: whether keys that hand payments in answer as well.
    public init?(secret: String, fromIntegrators: Bool) {
        areFromIntegrators = fromIntegrators
        if secret.isEmpty { return }
        guard let key = WebhookRail.key(secret) else { return nil }
        self.secret = key
    }

    /// Whether a key answers.
    func opens(to role: Role) -> Bool { role == .rail || areFromIntegrators && role.mayAnswerForRail }

    /// Whether a request comes with a signature in place of a key.
    func areSigned(_ request: Request) -> Bool {
        secret != nil && request.headers[.authorization] == nil && Self.field("Webhook-Signature", request) != nil
    }

    /// Refuses what the rail has not signed, and what it has signed long ago.
    func check(_ request: Request, _ body: ByteBuffer, at now: Instant) throws {
        guard let secret, let id = Self.field("Webhook-Id", request), !id.isEmpty,
            let sent = Self.field("Webhook-Timestamp", request), let seconds = Int64(sent)
        else { throw Self.refused("It needs Webhook-Id, Webhook-Timestamp and Webhook-Signature.") }
        guard (now.seconds - Self.tolerance...now.seconds + Self.tolerance).contains(seconds) else {
            throw Self.refused("Webhook-Timestamp is more than \(Self.tolerance / 60) minutes from now.")
        }
        let signed = Data("\(id).\(sent).".utf8) + Data(body.readableBytesView)
        // A rail that changes its secret signs with both for a while.
        let isRails = (Self.field("Webhook-Signature", request) ?? "").split(separator: " ").contains { signature in
            guard signature.hasPrefix("v1,"), let code = Data(base64Encoded: String(signature.dropFirst(3))) else {
                return false
            }
            return HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: signed, using: secret)
        }
        guard isRails else { throw Self.refused("Webhook-Signature is not the rail's.") }
    }

    private static func field(_ name: String, _ request: Request) -> String? {
        HTTPField.Name(name).flatMap { request.headers[$0] }
    }

    private static func refused(_ why: String) -> Problem {
        Problem(.unauthorized, "unauthorized", "The answer is not known to be the rail's", detail: why)
    }
}
