package import WeirDomain

/// What the engine notes of accounts: measures, alerts, payments that it forbade, a person's word.
extension Detector {
    /// Whether a fact says anything of an account that is not known.
    package func isNews(_ fact: AccountFact, at time: Instant) -> Bool {
        guard let index = fact.account.withBytes({ accounts.find($0) }) else { return true }
        let record = accounts[index]
        let isEarlier = Self.minute(fact.opened ?? time) < record.since
        return record.kind != fact.kind || isEarlier || fact.opened != nil && record.standing & 4 == 0
    }

    /// Whether either of two accounts stands under a measure.
    @inline(__always)
    package mutating func isRestrained(_ payer: AccountIndex, _ payee: AccountIndex) -> Bool {
        (accounts.address(payer).pointee.standing | accounts.address(payee).pointee.standing) & 3 != 0
    }

    package mutating func setStanding(_ account: AccountIndex, isSuspended: Bool, isRestrained: Bool) {
        let isNews = isSuspended && !accounts[account].isSuspended
        accounts[account].standing = accounts[account].standing & 4 | (isSuspended ? 1 : 0) | (isRestrained ? 2 : 0)
        if isNews { feedPayees(of: account) }
    }

    /// Says whether it is the first alert of this typology on the account, and remembers it.
    package mutating func isFirstAlert(_ account: AccountIndex, _ typology: Typology) -> Bool {
        let bit = UInt8(1) << typology.rawValue
        guard accounts[account].alerted & bit == 0 else { return false }
        accounts[account].alerted |= bit
        return true
    }

    /// A person has lifted a measure: the evidence starts anew.
    package mutating func clear(_ account: AccountIndex) {
        accounts[account].alerted = 0
        surroundings.clear(account)
        let slab = Int(accounts[account].dossier)
        guard slab != 0 else { return }
        forgetAside(dossiers.address(slab))
        forgetSearch(dossiers.address(slab))
        dossiers[slab].clear()
    }

    /// A payment that a suspension forbade: no money moved, but somebody wanted to deal with a suspect. Answers what
    /// is to be said of its two sides.
    package mutating func noteDeclined(
        _ payment: borrowing PaymentView, _ payer: AccountIndex, _ payee: AccountIndex, sequence: UInt64
    ) -> (payer: Leg?, payee: Leg?) {
        guard payer != payee, payment.channel != .refund else { return (nil, nil) }
        let minute = Self.minute(payment.at)
        tie(payer, payee, payment.amount, minute)
        return (
            noteAttempt(payment, payer, payee, minute, sequence), weighFed(payment, payer, payee, minute, sequence)
        )
    }

    /// Several suspects may be trying to pay the payee.
    private mutating func weighFed(
        _ payment: borrowing PaymentView, _ payer: AccountIndex, _ payee: AccountIndex, _ minute: Int32,
        _ sequence: UInt64
    ) -> Leg? {
        let slab = Int(accounts[payee].dossier)
        guard slab != 0, !accounts[payee].isSuspended, dossiers[slab].profile.isFed else { return nil }
        var note = Note(payment, sequence)
        note.other = payer
        keep(declined: note, dossiers.address(slab))
        return finding(of: payee, slab, at: minute)
    }

    /// So many payments that were declined are no accident [S].
    private static let attemptsOfTrade: UInt16 = 3

    /// To send on what came in is the payer's own doing, whether or not it gets there: a mule whose collector is
    /// stopped first must not look as if it kept the money, nor a dealer whose wholesaler is as if it only sold.
    private mutating func noteAttempt(
        _ payment: borrowing PaymentView, _ payer: AccountIndex, _ payee: AccountIndex, _ minute: Int32,
        _ sequence: UInt64
    ) -> Leg? {
        let slab = Int(accounts[payer].dossier)
        guard slab != 0, !accounts[payer].isSuspended, isPerson(payee, payment.payeeKind),
            payment.channel != .withdrawal
        else { return nil }
        var note = Note(payment, sequence)
        note.other = payee
        note.direction = .outgoing
        moveMoney(slab, minute, &note, isTrade: true)
        let dossier = dossiers.address(slab)
        dossier.pointee.flow.noteAttempt(note.amount, minute: minute)
        keep(declined: note, dossier)
        var deal = Deal(direction: .outgoing, minute: minute, amount: note.amount.minor, other: payee)
        deal.isOtherSuspect = accounts[payee].isSuspect
        deal.hasRemark = remarks.classify(payment.remark).isWritten
        fits.work(out: payment.amount, payment.currency, at: payment.at, on: &board)
        size(&deal)
        // A customer tries and tries again to buy of a dealer who is stopped; and whoever is framed may once want to
        // pay one.
        if dossier.pointee.sells, dossier.pointee.flow.attempts >= Self.attemptsOfTrade,
            !mirrors(payer, accounts.address(payer), note.amount, minute)
        {
            takeAmount(slab, minute, &note)
            if note.marks.contains(.lattice) { dossier.pointee.noteLine(to: payee) }
        }
        dossier.pointee.profile.take(deal)
        guard dossier.pointee.maySpeak else { return nil }
        return finding(of: payer, slab, at: minute)
    }
}
