import WeirDomain
import WeirText

/// What one side of a payment looks like, counted in the account's profile; and what the account shares with others.
extension Detector {
    /// Who deals with a suspect is remembered for a month: its customers may turn up elsewhere.
    mutating func tie(_ payer: AccountIndex, _ payee: AccountIndex, _ amount: Amount, _ minute: Int32) {
        if accounts.address(payee).pointee.isSuspect { surroundings.tie(payer, to: payee, minute: minute) }
        if accounts.address(payer).pointee.isSuspect {
            surroundings.tie(payee, to: payer, minute: minute)
            feed(payee, by: payer, minute, tried: Float(amount.minor))
        }
    }

    /// What the remark says, and whether there is one. Where a number, or the same word, stands in most payments
    /// between persons it is the platform that writes it, and it says nothing of who pays.
    @inline(__always)
    mutating func said(
        _ payment: borrowing PaymentView, _ payer: AccountIndex, _ payee: AccountIndex
    ) -> (RemarkClass, isThere: Bool) {
        let (said, isWritten) = remarks.classify(payment.remark)
        guard isPerson(payer, payment.payerKind), isPerson(payee, payment.payeeKind) else { return (said, isWritten) }
        let (text, site) = (Moment.key(payment.remark), Moment.key(payment[.site]))
        return surroundings.fillers.isFilledIn(text, said, site: site) ? (.none, false) : (said, isWritten)
    }

    /// Counts one side of a payment in the account's profile.
    mutating func profile(
        _ account: AccountIndex, _ dossier: UnsafeMutablePointer<Dossier>, isTrade: Bool, isFresh: Bool,
        isMirrored: Bool, _ moment: Moment, _ payment: borrowing PaymentView, _ note: Note
    ) {
        let isIncoming = note.direction == .incoming
        var deal = Deal(direction: note.direction, minute: moment.minute, amount: note.amount.minor, other: note.other)
        deal.isWithMerchant = !isPerson(note.other, isIncoming ? payment.payerKind : payment.payeeKind)
        deal.isWithdrawal = moment.channel == .withdrawal
        deal.isStranger = note.marks.contains(.stranger)
        deal.isFresh = isFresh
        deal.isMirrored = isMirrored
        deal.isOddHour = moment.isOddHour
        deal.hasRemark = moment.hasRemark
        deal.isReference = moment.remark == .reference
        deal.isOtherSuspect = accounts.address(note.other).pointee.isSuspect
        deal.isPassedOn = isIncoming && moment.isPassedOn
        deal.isCode = moment.channel == .collect
        deal.category = isIncoming ? payment.merchantCategory : 0
        if isTrade {
            size(&deal)
            place(&deal, moment, isIncoming)
            share(account, dossier, &deal, payment, moment, isIncoming)
        }
        dossier.pointee.profile.take(deal)
        dossier.pointee.habits.take(deal)
    }

    /// Roundness, and ln of the amount in about dollars, so that sizes compare across currencies. Of the amount in
    /// `fits`.
    @inline(__always)
    mutating func size(_ deal: inout Deal) {
        deal.roundness = Lattice.roundness(fits.hundredths, of: fits.currency)
        deal.logSize = fits.logSize
    }

    @inline(__always)
    private func place(_ deal: inout Deal, _ moment: Moment, _ isIncoming: Bool) {
        let others = isIncoming ? moment.payerCity : moment.payeeCity
        guard others != 0 else { return }
        deal.city = 1 << (others >> 58)
        deal.isRemote = moment.isRemote
    }

    /// Site, device, and former customers of suspects.
    mutating func share(
        _ account: AccountIndex, _ dossier: UnsafeMutablePointer<Dossier>, _ deal: inout Deal,
        _ payment: borrowing PaymentView, _ moment: Moment,
        _ isIncoming: Bool
    ) {
        let device = Moment.key(payment[isIncoming ? .payeeDevice : .payerDevice])
        if device != 0 {
            let sharing = surroundings.use(device: device, by: account, minute: moment.minute)
            dossier.pointee.profile.see(deviceAccounts: sharing)
        }
        let address = isIncoming ? 0 : Moment.key(payment[.payerIP])
        if address != 0 {
            let sharing = surroundings.use(address: address, by: account, minute: moment.minute)
            dossier.pointee.habits.see(addressAccounts: sharing)
        }
        let card = Moment.key(payment.card(ofPayer: !isIncoming))
        if card != 0 {
            let sharing = surroundings.use(card: card, by: account, minute: moment.minute)
            dossier.pointee.habits.see(cardAccounts: sharing)
        }
        let site = isIncoming ? moment.site : 0
        deal.isGateway = isIncoming && (moment.channel == .gateway || site != 0)
        if site != 0 {
            let isPerson = accounts.address(account).pointee.kind == .person
            let seen = surroundings.show(site: site, payee: account, isPerson: isPerson, minute: moment.minute)
            dossier.pointee.profile.see(sitePayees: seen.payees, persons: seen.persons)
            dossier.pointee.habits.see(siteTurns: seen.lately)
        }
        guard deal.isStranger else { return }
        let suspect = surroundings.tie(of: deal.other, minute: moment.minute)
        if let suspect, suspect != account { dossier.pointee.profile.inherit(from: suspect) }
        if !isIncoming { meetCustomer(account, dossier, of: suspect) }
    }
}
