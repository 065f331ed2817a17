package import WeirCodec
import WeirDomain

/// How Alipay's notifications are known to be Alipay's, and meant for us.
public struct AlipaySettings: Sendable {
    private let key: RailKey
    private let apps: Set<String>
    private let sellers: Set<String>

    /// - Parameters:
    ///   - key: Alipay's public key for our application, not our own.
    ///   - apps: applications whose notifications are taken.
    ///   - sellers: accounts that may have been paid; empty for any.
    public init(key: RailKey, apps: [String], sellers: [String]) {
        self.key = key
        self.apps = Set(apps)
        self.sellers = Set(sellers)
    }

    /// Nothing that a notification says is looked at before its signature, but what the signature needs.
    package func check(_ notification: AlipayNotification) throws(NotificationFault) {
        guard notification.signType == "RSA2" else {
            throw .signature("sign_type must be RSA2, not '\(notification.signType.prefix(40))'")
        }
        let signature = notification.signature
        guard notification.signedTexts.contains(where: { key.signed($0, signature) }) else {
            throw .signature("sign is not Alipay's")
        }
        // Alipay has signed it, but it may be about somebody else's trade.
        guard apps.contains(notification.appID) else {
            throw .refused(Refusal(field: "app_id", reason: "is none of ours: '\(notification.appID.prefix(40))'"))
        }
        guard sellers.isEmpty || sellers.contains(notification.sellerID) else {
            throw .refused(
                Refusal(field: "seller_id", reason: "is none of ours: '\(notification.sellerID.prefix(40))'"))
        }
    }
}
