package import WeirDomain
import WeirText

/// All that is known of accounts, and what it says of each payment. Holds no clock and does no I/O: payments, prices
/// and facts come in, in event order, and the same input gives the same bits.
package struct Detector {
    package private(set) var accounts: AccountTable
    package private(set) var board = PriceBoard()
    private var pairs: PairTable
    private var windows: [WindowSet] = [WindowSet()]
    private var dossiers: [Dossier] = [Dossier()]
    private let remarks = RemarkReader()

    /// An account gets a dossier from its second stranger on.
    private static let strangersForDossier: UInt32 = 2

    /// - Parameter seed: keys the hash tables; no decision depends on it.
    package init(seed: UInt64) {
        accounts = AccountTable(seed: seed)
        pairs = PairTable(seed: seed)
    }

    package var counts: (accounts: Int, pairs: Int, dossiers: Int, windows: Int) {
        (accounts.count, pairs.count, dossiers.count - 1, windows.count - 1)
    }

    // MARK: Inputs

    package mutating func set(_ quote: PriceQuote) { board.set(quote) }

    package mutating func set(_ fact: AccountFact, at time: Instant) {
        let minute = Self.minute(fact.opened ?? time)
        let index = fact.account.withBytes { accounts.intern($0, kind: fact.kind, minute: minute) }
        accounts[index].kind = fact.kind
        accounts[index].since = min(accounts[index].since, minute)
    }

    /// The two accounts of a payment, made if they are new.
    package mutating func accounts(of payment: borrowing PaymentView) -> (payer: AccountIndex, payee: AccountIndex) {
        let minute = Self.minute(payment.at)
        let payer = accounts.intern(payment.payer, kind: payment.payerKind, minute: minute)
        let payee = accounts.intern(payment.payee, kind: payment.payeeKind, minute: minute)
        return (payer, payee)
    }

    /// Takes a payment that is not declined into account.
    package mutating func take(
        _ payment: borrowing PaymentView, payer: AccountIndex, payee: AccountIndex, sequence: UInt64
    ) -> Findings? {
        let minute = Self.minute(payment.at)
        let contact = pairs.meet(payer: payer, payee: payee, minute: minute)
        let isSelf = payer == payee
        count(
            payer, .outgoing, payment, contact, minute, isStranger: contact.isStranger && payment.payeeKind == .person)
        if isSelf { return nil }
        count(
            payee, .incoming, payment, contact, minute, isStranger: contact.isStranger && payment.payerKind == .person)
        guard payment.channel != .refund else { return nil }
        var note = Note()
        note.sequence = sequence
        note.at = payment.at
        note.amount = payment.amount
        note.currency = payment.currency
        if contact.isStranger { note.marks.insert(.stranger) }
        let remark = payment.remark.byteCount == 0 ? RemarkClass.none : remarks.classify(payment.remark)
        note.other = payee
        let payerLeg = leg(payer, .outgoing, otherKind: payment.payeeKind, payment, note, remark, minute)
        note.other = payer
        let payeeLeg = leg(payee, .incoming, otherKind: payment.payerKind, payment, note, remark, minute)
        return payerLeg == nil && payeeLeg == nil ? nil : Findings(payer: payerLeg, payee: payeeLeg)
    }

    private mutating func count(
        _ account: AccountIndex, _ direction: Direction, _ payment: borrowing PaymentView, _ contact: PairTable.Contact,
        _ minute: Int32, isStranger: Bool
    ) {
        accounts[account].payments &+= 1
        var slab = accounts[account].windows[direction.rawValue]
        if slab == 0 {
            slab = UInt32(windows.count)
            windows.append(WindowSet())
            accounts[account].windows[direction.rawValue] = slab
        }
        windows[Int(slab)].add(
            minute: minute, amount: payment.amount.minor, lastContact: contact.same, isStranger: isStranger)
    }

    // MARK: One side of a payment

    /// Updates one account's dossier, and weighs it where the payment is of the kind that trade is made of.
    private mutating func leg(
        _ account: AccountIndex, _ direction: Direction, otherKind: AccountKind, _ payment: borrowing PaymentView,
        _ common: Note, _ remark: RemarkClass, _ minute: Int32
    ) -> Leg? {
        let isTrade = otherKind == .person && payment.channel != .withdrawal
        guard let slab = dossier(of: account, minute: minute, isTrade: isTrade) else { return nil }
        var note = common
        note.direction = direction
        moveMoney(slab, payment.amount, direction, minute, &note)
        guard isTrade else { return nil }
        takeAmount(slab, payment, minute, &note)
        if remark != .none, dossiers[slab].text.take(remark, minute: minute) { note.marks.insert(.text) }
        dossiers[slab].add(note)
        let leg = assess(account, slab: slab, at: minute)
        // Nearly always there is nothing to say.
        return leg.strongest.logOdds < Assessment.silentLogOdds ? nil : leg
    }

    private mutating func dossier(of account: AccountIndex, minute: Int32, isTrade: Bool) -> Int? {
        let known = accounts[account].dossier
        if known != 0 { return Int(known) }
        guard isTrade else { return nil }
        let strangers =
            totals(account, .incoming, .month, at: minute).strangers
            + totals(account, .outgoing, .month, at: minute).strangers
        guard strangers >= Self.strangersForDossier else { return nil }
        accounts[account].dossier = UInt32(dossiers.count)
        dossiers.append(Dossier())
        return dossiers.count - 1
    }

    private mutating func moveMoney(
        _ slab: Int, _ amount: Amount, _ direction: Direction, _ minute: Int32, _ note: inout Note
    ) {
        switch direction {
        case .incoming:
            dossiers[slab].flow.receive(amount, minute: minute)
        case .outgoing:
            if dossiers[slab].flow.send(amount, minute: minute) { note.marks.insert(.forwarded) }
        }
    }

    private mutating func takeAmount(
        _ slab: Int, _ payment: borrowing PaymentView, _ minute: Int32, _ note: inout Note
    ) {
        if note.direction == .incoming {
            let (hundredths, _) = PriceTrack.hundredths(payment.amount, payment.currency)
            if dossiers[slab].cents.take(hundredths: hundredths, minute: minute) { note.marks.insert(.cents) }
        }
        guard let market = board.market(payment.currency) else { return }
        let isNew = dossiers[slab].amounts.isNew(payment.amount, note.direction)
        for place in 0..<market.coinCount {
            guard let coin = board.fresh(market.coins[place], at: payment.at) else { continue }
            let rival = coin.role == .stablecoin ? board.rival(of: coin, in: market, at: payment.at) : nil
            let track = Dossier.track(coin: place, note.direction)
            let hit = dossiers[slab].tracks[track].take(
                payment.amount, coin: coin, rival: rival, minute: minute, isNew: isNew)
            if let hit, note.implied.micros == 0 {
                note.implied = hit.price
                note.coin = UInt8(place)
                note.marks.insert(.lattice)
            }
        }
    }

    // MARK: Reading

    private mutating func assess(_ account: AccountIndex, slab: Int, at minute: Int32) -> Leg {
        let counts = strangerCounts(account, at: minute)
        return dossiers[slab].weigh(account, counts)
    }

    func strangerCounts(_ account: AccountIndex, at minute: Int32) -> Strangers.Counts {
        Strangers.Counts(
            weekIn: totals(account, .incoming, .week, at: minute),
            weekOut: totals(account, .outgoing, .week, at: minute),
            dayIn: totals(account, .incoming, .day, at: minute),
            dayOut: totals(account, .outgoing, .day, at: minute))
    }

    /// How the account stands at a time; `nil` for one that has no dossier.
    package func assess(_ account: AccountIndex, at time: Instant) -> Leg? {
        guard var dossier = dossier(account) else { return nil }
        return dossier.weigh(account, strangerCounts(account, at: Self.minute(time)))
    }

    package func dossier(_ account: AccountIndex) -> Dossier? {
        let slab = accounts[account].dossier
        return slab == 0 ? nil : dossiers[Int(slab)]
    }

    package func totals(_ account: AccountIndex, _ direction: Direction, _ window: Window, at time: Instant) -> Totals {
        totals(account, direction, window, at: Self.minute(time))
    }

    func totals(_ account: AccountIndex, _ direction: Direction, _ window: Window, at minute: Int32) -> Totals {
        let slab = accounts[account].windows[direction.rawValue]
        guard slab != 0 else { return Totals() }
        return windows.withUnsafeBufferPointer { buffer in
            precondition(slab < buffer.count, "a window set that exists")
            return unsafe buffer[Int(slab)].totals(window, at: minute)
        }
    }

    func windowSet(_ slab: Int) -> WindowSet { windows[slab] }

    // MARK: What the engine notes

    package mutating func setSuspended(_ account: AccountIndex, _ isSuspended: Bool) {
        accounts[account].isSuspended = isSuspended
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
        let slab = Int(accounts[account].dossier)
        if slab != 0 { dossiers[slab].clear() }
    }

    /// Minutes since 1970, within the range of an Int32.
    package static func minute(_ time: Instant) -> Int32 {
        let seconds = time.seconds
        return Int32(clamping: seconds >= 0 ? seconds / 60 : (seconds - 59) / 60)
    }
}

/// One side of a payment, weighed.
package struct Leg: Sendable {
    package let account: AccountIndex
    package let otcDealer: Assessment
    package let runningPoints: Assessment

    /// The typology that speaks loudest.
    package var strongest: Assessment { otcDealer.logOdds >= runningPoints.logOdds ? otcDealer : runningPoints }
    package var assessments: [Assessment] { [otcDealer, runningPoints] }
}

/// Both sides of a payment, where they were worth weighing.
package struct Findings: Sendable {
    package let payer: Leg?
    package let payee: Leg?
}
