/// What an account is.
public enum AccountKind: UInt8, Sendable, CaseIterable, BitwiseCopyable {
    case person = 0
    case merchant = 1

    public var name: String { self == .person ? "person" : "merchant" }
}

/// How a payment came about.
public enum Channel: UInt8, Sendable, CaseIterable, BitwiseCopyable {
    case transfer = 0
    /// The payee's QR code.
    case collect = 1
    /// Web checkout.
    case gateway = 2
    case redpacket = 3
    case refund = 4
    case withdrawal = 5

    public var name: String {
        switch self {
        case .transfer: "transfer"
        case .collect: "collect"
        case .gateway: "gateway"
        case .redpacket: "redpacket"
        case .refund: "refund"
        case .withdrawal: "withdrawal"
        }
    }
}

/// A payment as a value with text fields, for the edges of the system: simulator, pages, tests.
/// On the payment path it travels as a `PaymentRecord`.
public struct Payment: Hashable, Sendable {
    public var id: String
    public var at: Instant
    public var rail: String
    public var channel: Channel = .transfer
    public var payer: String
    public var payee: String
    public var payerKind: AccountKind = .person
    public var payeeKind: AccountKind = .person
    public var amount: Amount
    public var currency: Currency
    public var remark = ""
    public var payerDevice = ""
    public var payeeDevice = ""
    public var payerIP = ""
    public var payerCity = ""
    public var payeeCity = ""
    /// ISO 18245 merchant category of the payee; 0 means none.
    public var merchantCategory: UInt16 = 0
    public var site = ""
    /// The id of the payment that a refund or return belongs to.
    public var original = ""
    /// The platform's own fields: a canonical JSON object (keys sorted, no spaces), or empty.
    public var extra = ""

    public init(
        id: String, at: Instant, rail: String, payer: String, payee: String, amount: Amount, currency: Currency
    ) {
        self.id = id
        self.at = at
        self.rail = rail
        self.payer = payer
        self.payee = payee
        self.amount = amount
        self.currency = currency
    }
}
