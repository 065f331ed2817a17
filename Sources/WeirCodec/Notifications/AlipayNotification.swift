public import WeirDomain

/// An asynchronous notification of Alipay about a trade, as it is posted. Nothing that it says is to be believed before
/// its signature (RSA2: RSA with SHA-256) has been found good for one of `signedTexts`.
public struct AlipayNotification: Sendable {
    private let form: FormBody
    private let texts: [String: String]

    /// - Parameter form: the body.
    public init(form: [UInt8]) throws(Refusal) {
        let form = try FormBody(form)
        let charset = form.fields.first { $0.name.elementsEqual("charset".utf8) }
        self.form = form
        texts = form.texts(in: charset.map { String(decoding: $0.value, as: UTF8.self) } ?? "")
    }

    func text(_ name: String) -> String { texts[name] ?? "" }

    public var signType: String { text("sign_type") }
    /// In base64.
    public var signature: String { text("sign") }
    public var appID: String { text("app_id") }
    public var sellerID: String { text("seller_id") }

    /// What may have been signed: all fields but the signature and its kind, by name. Of Alipay's own libraries some
    /// leave empty fields out and some do not; both texts say the same.
    public var signedTexts: [[UInt8]] {
        let apart = ["sign", "sign_type"].map { Array($0.utf8) }
        let fields = form.fields.filter { !apart.contains($0.name) }
            .sorted { $0.name.lexicographicallyPrecedes($1.name) }
        let filled = fields.filter { !$0.value.isEmpty }
        return filled.count == fields.count ? [Self.joined(fields)] : [Self.joined(filled), Self.joined(fields)]
    }

    private static func joined(_ fields: [(name: [UInt8], value: [UInt8])]) -> [UInt8] {
        Array(fields.map { $0.name + [61] + $0.value }.joined(separator: [38]))
    }

    // MARK: The trade

    /// The trade's number, which is the payment's id.
    public var trade: String { text("trade_no") }

    /// The payment, once it has been made; `nil` while the payer is awaited, where nobody has paid, and of what is no
    /// trade.
    public func payment() throws(Refusal) -> NotifiedPayment? {
        if text("trade_status").isEmpty, !["", "trade_status_sync"].contains(text("notify_type")) { return nil }
        switch text("trade_status") {
        case "": throw Refusal(field: "trade_status", reason: "is missing")
        case "WAIT_BUYER_PAY": return nil
        // Closed before anybody paid, or after all was given back.
        case "TRADE_CLOSED" where text("gmt_payment").isEmpty: return nil
        case "TRADE_SUCCESS", "TRADE_FINISHED", "TRADE_CLOSED": break
        case let other:
            let known = "WAIT_BUYER_PAY, TRADE_SUCCESS, TRADE_FINISHED, TRADE_CLOSED"
            throw Refusal(field: "trade_status", reason: "must be one of \(known), not '\(other.prefix(40))'")
        }
        var payment = try common()
        payment.id = trade
        payment.at = try time("gmt_payment")
        payment.amount = try need("total_amount")
        (payment.payer, payment.payee) = (try buyer(), try need("seller_id"))
        // Only what is the same in each notification of a trade: it is one payment.
        payment.extra += ["subject", "body"].map { ($0, text($0)) }
        if text("buyer_pay_amount") != text("total_amount") {
            payment.extra.append(("buyer_pay_amount", text("buyer_pay_amount")))
        }
        return payment
    }

    /// All that has been given back of the trade by now; `nil` where nothing has. It is a sum: a second refund says
    /// what both come to.
    public func refunded() throws(Refusal) -> Amount? {
        let text = text("refund_fee")
        guard !text.isEmpty, let currency = Currency("CNY") else { return nil }
        switch text.withBytes({ Amount.parse($0, currency: currency) }) {
        case .success(let amount): return amount
        case .failure(.zero): return nil
        case .failure(let flaw): throw Refusal(field: "refund_fee", reason: flaw.rawValue)
        }
    }

    /// The id of a trade's first refund, its second, and so on. The merchant's own number for it is not used: it may be
    /// missing, and need not be unique beyond the trade.
    public static func refundID(_ trade: String, _ number: Int) -> String { "\(trade)-R\(number)" }

    /// A refund of the trade.
    /// - Parameter amount: what has been given back beyond the refunds before it.
    public func refund(_ number: Int, _ amount: Amount) throws(Refusal) -> NotifiedPayment {
        var refund = try common()
        refund.id = Self.refundID(trade, number)
        refund.at = try time("gmt_refund", "gmt_close", "notify_time")
        refund.amount = Currency("CNY").map { amount.text($0) } ?? ""
        (refund.payer, refund.payee) = (try need("seller_id"), try buyer())
        (refund.payerKind, refund.payeeKind) = (.merchant, .person)
        refund.channel = .refund
        refund.original = trade
        refund.extra += ["out_biz_no", "refund_fee"].map { ($0, text($0)) }
        return refund
    }

    private func common() throws(Refusal) -> NotifiedPayment {
        var payment = NotifiedPayment()
        _ = try need("trade_no")
        let other = text("trans_currency")
        guard ["", "CNY"].contains(other) else {
            throw Refusal(field: "trans_currency", reason: "must be CNY, not '\(other.prefix(40))'")
        }
        payment.rail = "alipay"
        payment.extra = ["out_trade_no", "app_id"].map { ($0, text($0)) }
        return payment
    }

    private func need(_ name: String) throws(Refusal) -> String {
        let text = text(name)
        guard !text.isEmpty else { throw Refusal(field: name, reason: "is missing") }
        return text
    }

    private func buyer() throws(Refusal) -> String {
        for name in ["buyer_id", "buyer_open_id"] where !text(name).isEmpty { return text(name) }
        throw Refusal(field: "buyer_id", reason: "is missing, and so is buyer_open_id: nobody is named as the payer")
    }

    /// Alipay's times are Beijing's, without a zone.
    private func time(_ names: String...) throws(Refusal) -> String {
        for name in names where !text(name).isEmpty {
            let zoned = text(name) + "+08:00"
            guard Instant(rfc3339: zoned) != nil else {
                throw Refusal(
                    field: name, reason: "must be a time such as 2026-11-23 16:15:30, not '\(text(name).prefix(40))'")
            }
            return zoned
        }
        throw Refusal(field: names.first ?? "", reason: "is missing")
    }
}
