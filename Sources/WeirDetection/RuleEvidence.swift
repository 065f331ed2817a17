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
    /// Counts a payment for rules alone: nothing is looked for, and only what they read is kept.
    package mutating func count(
        _ payment: borrowing PaymentView, payer: AccountIndex, payee: AccountIndex, pairs needsPairs: Bool,
        windows needsWindows: Bool
    ) {
        let minute = Self.minute(payment.at)
        var last: Int32?
        if needsPairs {
            let contact = pairs.meet(payer: payer, payee: payee, step: PairTable.step(minute: minute))
            (wasStranger, wasFirst) = (contact.isStranger, contact.same == nil)
            last = contact.same
        }
        guard needsWindows else {
            accounts.address(payer).pointee.payments &+= 1
            if payer != payee { accounts.address(payee).pointee.payments &+= 1 }
            return
        }
        var asPayer: Event.Marks = wasStranger && payment.payeeKind == .person ? .stranger : []
        count(accounts.address(payer), .outgoing, payment, minute, last, &asPayer)
        if payer == payee { return }
        var asPayee: Event.Marks = wasStranger && payment.payerKind == .person ? .stranger : []
        count(accounts.address(payee), .incoming, payment, minute, last, &asPayee)
    }

    package func payments(of account: AccountIndex) -> UInt32 { accounts[account].payments }

    /// No window that every account has holds more payments of the account.
    package func mostInWindow(_ account: AccountIndex) -> UInt32 {
        let activity = accounts[account].activity
        return activity.hasWindows ? accounts[account].payments : UInt32(activity.count)
    }

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
