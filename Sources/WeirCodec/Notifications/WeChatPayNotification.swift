public import WeirDomain

/// A notification of WeChat Pay (APIv3) as it is posted: what has happened is told inside, encrypted.
public struct WeChatPayNotification: Sendable {
    /// `TRANSACTION.SUCCESS`, `REFUND.SUCCESS`, …
    public let event: String
    /// In base64, the authentication tag at its end.
    public let ciphertext: String
    public let associatedData: String
    public let nonce: String

    public static let payment = "TRANSACTION.SUCCESS"
    public static let refund = "REFUND.SUCCESS"

    /// - Parameter body: as it was signed.
    public init(_ body: [UInt8]) throws(Refusal) {
        let json = try FlatJSON(body)
        func need(_ path: String, _ wanted: String? = nil) throws(Refusal) -> String {
            guard let text = json.texts[path], !text.isEmpty else { throw Refusal(field: path, reason: "is missing") }
            guard wanted == nil || wanted == text else {
                throw Refusal(field: path, reason: "must be \(wanted ?? ""), not '\(text.prefix(40))'")
            }
            return text
        }
        event = try need("event_type")
        _ = try need("resource_type", "encrypt-resource")
        _ = try need("resource.algorithm", "AEAD_AES_256_GCM")
        ciphertext = try need("resource.ciphertext")
        nonce = try need("resource.nonce")
        // May be absent and empty: then there is none.
        associatedData = json.texts["resource.associated_data"] ?? ""
    }
}

/// What a notification of WeChat Pay has inside, of a payment.
public enum WeChatPayTransaction {
    /// - Parameter plain: the decrypted resource.
    /// - Returns: `nil` where nobody has paid.
    public static func payment(_ plain: [UInt8]) throws(Refusal) -> NotifiedPayment? {
        let json = try FlatJSON(plain)
        guard try json.need("trade_state") == "SUCCESS" else { return nil }
        var payment = NotifiedPayment()
        payment.rail = "wechat-pay"
        payment.id = try json.need("transaction_id")
        payment.at = try json.need("success_time")
        payment.payee = try json.merchant()
        guard let payer = json.first(of: ["payer.openid", "payer.sub_openid", "payer.sp_openid"]) else {
            throw Refusal(field: "payer.openid", reason: "is missing: nobody is named as the payer")
        }
        payment.payer = payer
        payment.currency = json.texts["amount.currency"] ?? "CNY"
        let total = try json.minor("amount.total")
        payment.amount = try WeChatPayRefund.text(total, payment.currency)
        // Where somebody stands before a till, the merchant reads the payer's code or face.
        if ["MICROPAY", "FACEPAY"].contains(json.texts["trade_type"] ?? "") { payment.channel = .collect }
        payment.payeeDevice = json.texts["scene_info.device_id"] ?? ""
        payment.extra = ["out_trade_no", "trade_type", "attach"].map { ($0, json.texts[$0] ?? "") }
        payment.extra.append(("appid", json.first(of: ["appid", "sub_appid", "sp_appid"]) ?? ""))
        if let paid = json.numbers["amount.payer_total"], paid != "\(total.minor)" {
            payment.extra.append(("payer_total", paid))
        }
        return payment
    }
}

/// A refund as WeChat Pay tells it: who had paid, and in which currency, only the payment says that it gives back.
public struct WeChatPayRefund: Sendable {
    /// The number of the payment that is given back.
    public let original: String
    private var refund = NotifiedPayment()
    private let amount: Amount

    /// Who gives it back.
    public var merchant: String { refund.payer }

    /// - Parameter plain: the decrypted resource.
    /// - Returns: `nil` where nothing has been given back.
    public init?(_ plain: [UInt8]) throws(Refusal) {
        let json = try FlatJSON(plain)
        original = try json.need("transaction_id")
        amount = try json.minor("amount.refund")
        guard try json.need("refund_status") == "SUCCESS" else { return nil }
        refund.rail = "wechat-pay"
        refund.id = try json.need("refund_id")
        refund.at = try json.need("success_time")
        refund.payer = try json.merchant()
        (refund.payerKind, refund.payeeKind) = (.merchant, .person)
        refund.channel = .refund
        refund.original = original
        refund.extra = ["out_trade_no", "out_refund_no"].map { ($0, json.texts[$0] ?? "") }
    }

    /// The refund, to whoever paid.
    /// - Parameter currency: of the payment that is given back.
    public func payment(to payee: String, _ currency: Currency) throws(Refusal) -> NotifiedPayment {
        var payment = refund
        payment.payee = payee
        payment.currency = currency.code
        payment.amount = amount.text(currency)
        return payment
    }

    static func text(_ amount: Amount, _ code: String) throws(Refusal) -> String {
        guard let currency = Currency(code) else {
            throw Refusal(field: "amount.currency", reason: "must be an ISO 4217 code, not '\(code.prefix(40))'")
        }
        return amount.text(currency)
    }
}

extension FlatJSON {
    fileprivate func need(_ path: String) throws(Refusal) -> String {
        guard let text = texts[path], !text.isEmpty else { throw Refusal(field: path, reason: "is missing") }
        return text
    }

    fileprivate func first(of paths: [String]) -> String? {
        paths.lazy.compactMap { texts[$0] }.first { !$0.isEmpty }
    }

    /// The merchant who is paid: the one below a service provider, where there is one.
    fileprivate func merchant() throws(Refusal) -> String {
        guard let merchant = first(of: ["sub_mchid", "mchid", "sp_mchid"]) else {
            throw Refusal(field: "mchid", reason: "is missing")
        }
        return merchant
    }

    /// Money in fen, as a whole number.
    fileprivate func minor(_ path: String) throws(Refusal) -> Amount {
        guard let text = numbers[path] else { throw Refusal(field: path, reason: "is missing, or no number") }
        guard let fen = Int64(text), fen > 0, fen <= Limits.amountMinor else {
            throw Refusal(field: path, reason: "must be a whole number of fen greater than 0, not '\(text.prefix(40))'")
        }
        return Amount(minor: fen)
    }
}
