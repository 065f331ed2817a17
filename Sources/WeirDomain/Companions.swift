/// The name of an asset that has a price: `USDT`, `BTC`, or a reference asset such as `USD` or `XAU-G`.
public struct Asset: Hashable, Sendable {
    public let name: String

    /// Upper-case letters, digits and `-`, at most `Limits.assetBytes`.
    public init?(_ name: String) {
        let allowed = name.utf8.allSatisfy { (65...90).contains($0) || (48...57).contains($0) || $0 == 45 }
        guard !name.isEmpty, name.utf8.count <= Limits.assetBytes, allowed else { return nil }
        self.name = name
    }
}

/// One line of `prices.csv`: from `at` on, one unit of `asset` costs `price` of `currency`.
public struct PriceQuote: Hashable, Sendable {
    public var at: Instant
    public var asset: Asset
    public var currency: Currency
    public var price: Price

    public init(at: Instant, asset: Asset, currency: Currency, price: Price) {
        self.at = at
        self.asset = asset
        self.currency = currency
        self.price = price
    }
}

/// One line of `accounts.csv`: what the platform knows of an account.
public struct AccountFact: Hashable, Sendable {
    public var account: String
    public var kind: AccountKind
    public var opened: Instant?
    public var merchantCategory: UInt16

    public init(account: String, kind: AccountKind, opened: Instant?, merchantCategory: UInt16) {
        self.account = account
        self.kind = kind
        self.opened = opened
        self.merchantCategory = merchantCategory
    }
}

/// What an account is in truth, for judging decisions: one line of `labels.csv`.
public struct AccountLabel: Hashable, Sendable {
    public var account: String
    public var role: TrueRole
    /// The first day, from 0, on which the account did what its role says.
    public var startDay: Int

    public init(account: String, role: TrueRole, startDay: Int) {
        self.account = account
        self.role = role
        self.startDay = startDay
    }
}

/// `honest`, `honest:<kind>`, `buyer` or `otc:<typology>`.
public enum TrueRole: Hashable, Sendable {
    /// The kind is empty for ordinary people and shops.
    case honest(kind: String)
    /// A retail customer of dealers: to be warned, never restricted.
    case buyer
    case bad(typology: String)

    public init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let name = parts.count == 2 ? String(parts[1]) : ""
        switch (parts.first, name.isEmpty) {
        case ("honest", _) where parts.count == 1 || !name.isEmpty: self = .honest(kind: name)
        case ("buyer", true) where parts.count == 1: self = .buyer
        case ("otc", false): self = .bad(typology: name)
        default: return nil
        }
    }

    public var text: String {
        switch self {
        case .honest(let kind): kind.isEmpty ? "honest" : "honest:\(kind)"
        case .buyer: "buyer"
        case .bad(let typology): "otc:\(typology)"
        }
    }

    public var isBad: Bool { if case .bad = self { true } else { false } }
    public var isHonest: Bool { if case .honest = self { true } else { false } }
}
