package import WeirDomain

/// What a rule that holds adds to the evidence on an account.
package struct RuleEvidence: Hashable, Sendable {
    package var typology: Typology
    package var kind: EvidenceKind
    /// Negative where it speaks for the account.
    package var nats: Double

    package init(typology: Typology, kind: EvidenceKind, nats: Double) {
        self.typology = typology
        self.kind = kind
        self.nats = nats
    }
}

/// What rules read of an account and of the board.
extension Detector {
    package func payments(of account: AccountIndex) -> UInt32 { accounts[account].payments }

    /// Minute of its first payment, or of its opening where the platform told.
    package func since(_ account: AccountIndex) -> Int64 { Int64(accounts[account].since) }

    /// The latest price of an asset in a currency; `nil` where there is none, or none that still says something.
    package func price(of asset: Asset, in currency: Currency, at time: Instant) -> Price? {
        for (place, price) in board.prices.enumerated()
        where price.currency == currency && board.assets[place] == asset {
            return PriceBoard.isFresh(price.at, at: time) ? price.price : nil
        }
        return nil
    }
}
