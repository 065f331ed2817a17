/// One thing seen on a page that speaks for or against coin trade over the platform's rails.
public struct SiteEvidence: Hashable, Sendable {
    /// A finding needs both of the first two.
    public enum Side: String, Sendable { case gateway, crypto, innocent }

    public var side: Side
    /// Stable code such as `payment_code`.
    public var code: String
    /// 0 … 1: how far this alone would convince.
    public var weight: Double
    /// What was read, cut to `SiteLimits.quoteBytes`.
    public var quote: String
    /// Where: `text`, `link`, `form`, `script`, `picture`, `title`.
    public var place: String
    /// Line of the page's source, 0 where there is none.
    public var line: Int
    /// Bytes of the rendered text, where it stands in the text.
    public var span: Range<Int>?

    public init(
        _ side: Side, _ code: String, _ weight: Double, quote: String, place: String, line: Int = 0,
        span: Range<Int>? = nil
    ) {
        self.side = side
        self.code = code
        self.weight = weight
        self.quote = SiteEvidence.cut(quote)
        self.place = place
        self.line = line
        self.span = span
    }

    static func cut(_ text: String) -> String {
        guard text.utf8.count > SiteLimits.quoteBytes else { return text }
        return String(text.unicodeScalars.prefix(SiteLimits.quoteBytes / 4).map(Character.init)) + "…"
    }
}

/// Something on a page that leads to an account, a person or another site.
public struct Payee: Hashable, Sendable {
    public enum Kind: String, Sendable, CaseIterable {
        /// The token of a collection code.
        case alipayCode = "alipay_code"
        case wechatCode = "wechat_code"
        case qqCode = "qq_code"
        case unionpayCode = "unionpay_code"
        /// An account id of the rail: `2088` and twelve digits, a merchant's number.
        case alipayID = "alipay_id"
        case merchantID = "merchant_id"
        /// A number at a fourth party, with the host that it is one of.
        case gatewayMerchant = "gateway_merchant"
        case bankCard = "bank_card"
        case login
        case phone, mail, qq, wechat, telegram
        case wallet
        case domain
    }

    public var kind: Kind
    public var value: String

    public init(_ kind: Kind, _ value: String) {
        self.kind = kind
        self.value = value
    }
}
