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
