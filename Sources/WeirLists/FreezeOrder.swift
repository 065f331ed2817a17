public import WeirDomain

/// An authority's order about an account, as it was signed.
public struct FreezeOrder: Hashable, Sendable {
    /// Which of the account's payments are stopped.
    public enum Scope: UInt8, CaseIterable, Sendable, BitwiseCopyable {
        case debit, credit, both

        public var name: String { "\(self)" }
        public init?(name: String) {
            guard let scope = Scope.allCases.first(where: { $0.name == name }) else { return nil }
            self = scope
        }
    }

    public enum Act: UInt8, CaseIterable, Sendable, BitwiseCopyable {
        case freeze
        /// A longer term for a known order.
        case renewal
        /// The end of a known order.
        case release

        public var name: String { "\(self)" }
        public init?(name: String) {
            guard let act = Act.allCases.first(where: { $0.name == name }) else { return nil }
            self = act
        }
    }

    public var id: String
    public var act: Act
    public var authority: String
    public var basis: String
    public var account: String
    public var scope: Scope
    /// The sum that the order is about; `nil` for the whole account.
    public var amount: Amount?
    public var currency: String
    public var from: Instant
    public var until: Instant?
    public var reason: String

    public init(
        id: String, act: Act = .freeze, authority: String, basis: String, account: String, scope: Scope,
        amount: Amount? = nil,
        currency: String = "", from: Instant, until: Instant?, reason: String = ""
    ) {
        self.id = id
        self.act = act
        self.authority = authority
        self.basis = basis
        self.account = account
        self.scope = scope
        self.amount = amount
        self.currency = currency
        self.from = from
        self.until = until
        self.reason = reason
    }

    /// Whether it secures a sum: what has come in above it since the order began may go out.
    public var secures: Bool { amount != nil && scope == .debit && Currency(currency) != nil }

    /// What it stops, in words: `debit`, `debit until 500.00 CNY are secured`.
    public var terms: String {
        guard let amount, let currency = Currency(currency) else { return scope.name }
        return secures
            ? "\(scope.name) until \(amount.text(currency)) \(currency.code) are secured"
            : "\(scope.name) over \(amount.text(currency)) \(currency.code)"
    }

    public func stops(asPayer: Bool, at time: Instant) -> Bool {
        guard from <= time, until.map({ time < $0 }) ?? true else { return false }
        return scope == .both || (scope == .debit) == asPayer
    }
}
