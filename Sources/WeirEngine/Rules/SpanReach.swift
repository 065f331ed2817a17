public import WeirDomain

/// How far a set on trial reaches beyond the live one in a span of time. The set's own tally runs from the first
/// payment on, which a back-test needs to make the state, and knows no span.
public struct SpanReach: Sendable {
    /// Accounts of the span by the hashes of their ids, looked up and counted only: their order never shows.
    private var all: Set<UInt64> = []
    private var harder: Set<UInt64> = []
    private var proposals: Set<UInt64> = []
    public private(set) var merchants = 0
    private var money: Int64 = 0
    private var moneySeen: Int64 = 0
    private var seen = 0
    private let hash = Hash64(seed: 0x7370_616E)

    public init() {}

    /// - Parameters:
    ///   - proposes: on which of its accounts the set on trial puts measures before people.
    ///   - isSeen: rules were asked; of a payment that is declined before, only its accounts count.
    public mutating func take(
        _ payment: borrowing PaymentView, _ trial: Outcome, _ live: Outcome,
        proposes: (payer: Bool, payee: Bool) = (false, false), isSeen: Bool
    ) {
        let (payer, payee) = (hash(payment.payer), hash(payment.payee))
        all.insert(payer)
        all.insert(payee)
        guard isSeen else { return }
        seen += 1
        moneySeen = moneySeen.saturatingAdd(payment.amount.minor)
        if proposes.payer { proposals.insert(payer) }
        if proposes.payee { proposals.insert(payee) }
        guard trial > live else { return }
        money = money.saturatingAdd(payment.amount.minor)
        if harder.insert(payee).inserted, payment.payeeKind == .merchant { merchants += 1 }
        if harder.insert(payer).inserted, payment.payerKind == .merchant { merchants += 1 }
    }

    public var accounts: Int { harder.count }
    public var allAccounts: Int { all.count }
    /// Accounts on which it puts measures before people.
    public var proposed: Int { proposals.count }
    private var reach: RuleTally.Reach {
        RuleTally.Reach(
            accounts: harder.count, allAccounts: all.count, merchants: merchants, money: money, allMoney: moneySeen,
            proposed: proposals.count, seen: seen)
    }

    /// It reaches further than one signature carries, and how far.
    public var isBeyond: Bool { reach.isBeyond }
    public var words: String { reach.words }
}
