import Crypto
import Foundation
package import WeirCodec
package import WeirDomain

/// How WeChat Pay's notifications are known to be WeChat Pay's, and how they are read.
public struct WeChatPaySettings: Sendable {
    private let secret: SymmetricKey
    /// By the serial number of a platform certificate, or the id of a public key, in capitals.
    private let keys: [String: RailKey]
    private let merchants: Set<String>

    /// A notification that was signed longer ago is an old one that somebody sends again; clocks may differ as far.
    package static let seconds: Int64 = 300

    /// - Parameters:
    ///   - secret: the APIv3 key: 32 bytes.
    ///   - keys: WeChat Pay's certificates or public keys, by serial number or id.
    ///   - merchants: who may have been paid; empty for any.
    public init(secret: [UInt8], keys: [String: RailKey], merchants: [String]) throws(RailKey.Flaw) {
        guard secret.count == 32 else {
            throw RailKey.Flaw("the APIv3 key must have 32 bytes; this has \(secret.count)")
        }
        for (name, key) in keys {
            guard let serial = key.serial, serial != name.uppercased() else { continue }
            throw RailKey.Flaw("the certificate for \(name) has the serial number \(serial)")
        }
        self.secret = SymmetricKey(data: secret)
        self.keys = Dictionary(keys.map { ($0.uppercased(), $1) }) { first, _ in first }
        self.merchants = Set(merchants)
    }

    /// The headers that a notification comes with.
    package struct Headers: Sendable {
        package var serial = ""
        package var timestamp = ""
        package var nonce = ""
        package var signature = ""

        package init() {}
    }

    /// Finds out whether WeChat Pay has signed a body, and lately.
    package func check(_ headers: Headers, _ body: [UInt8], now: Instant) throws(NotificationFault) {
        guard let seconds = Int64(headers.timestamp), (0...99_999_999_999).contains(seconds) else {
            throw .signature("Wechatpay-Timestamp is no time in seconds")
        }
        guard abs(now.seconds - seconds) <= Self.seconds else {
            throw .signature("Wechatpay-Timestamp is more than \(Self.seconds) s away from this server's clock")
        }
        guard let key = keys[headers.serial.uppercased()] else {
            throw .signature("Wechatpay-Serial names no key that is known here")
        }
        let signed = Array("\(headers.timestamp)\n\(headers.nonce)\n".utf8) + body + [10]
        // Now and then WeChat Pay sends a wrong signature, to see whether anybody looks.
        guard key.signed(signed, headers.signature) else {
            throw .signature("Wechatpay-Signature is not WeChat Pay's")
        }
    }

    /// What a notification has inside.
    package func open(_ notification: WeChatPayNotification) throws(NotificationFault) -> [UInt8] {
        let nonce = Data(notification.nonce.utf8)
        guard nonce.count == 12 else {
            throw .refused(Refusal(field: "resource.nonce", reason: "must have 12 bytes"))
        }
        guard let sealed = Data(base64Encoded: notification.ciphertext), sealed.count > 16 else {
            throw .refused(Refusal(field: "resource.ciphertext", reason: "is no base64 of more than 16 bytes"))
        }
        do {
            let box = try AES.GCM.SealedBox(
                nonce: AES.GCM.Nonce(data: nonce), ciphertext: sealed.dropLast(16), tag: sealed.suffix(16))
            return Array(try AES.GCM.open(box, using: secret, authenticating: Data(notification.associatedData.utf8)))
        } catch {
            throw .refused(
                Refusal(field: "resource.ciphertext", reason: "cannot be decrypted: the APIv3 key is another one"))
        }
    }

    /// Whether a payment to this merchant is ours.
    package func check(merchant: String) throws(NotificationFault) {
        guard merchants.isEmpty || merchants.contains(merchant) else {
            throw .refused(Refusal(field: "mchid", reason: "is none of ours: '\(merchant.prefix(40))'"))
        }
    }
}
