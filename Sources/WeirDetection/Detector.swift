package import WeirDomain
import WeirText

/// All that is known of accounts, and what it says of each payment. Holds no clock and does no I/O: payments, prices
/// and facts come in, in event order, and the same input gives the same bits.
package struct Detector: ~Copyable {
    package internal(set) var accounts: AccountTable
    package internal(set) var board = PriceBoard()
    var pairs: PairTable
    var activity = Activity()
    // The first place is taken, so that 0 can mean none.
    var dossiers = Slab<Dossier>(blank: Dossier())
    /// Of each dossier, and the next one to look at.
    var owners = Slab<DossierOwner>(blank: DossierOwner())
    var hand = ClockHand()
    var notes = Slab<NoteRing>(blank: NoteRing())
    var searches = Slab<LineSearch>(blank: LineSearch())
    var remarks = RemarkMemory()
    var surroundings = Surroundings()
    /// How the amount of the payment at hand lies on the prices.
    var fits = AmountFits()
    package private(set) var model = EvidenceModel.builtIn
    /// The model's, without counting references.
    private(set) var weighing = EvidenceModel.builtIn.weighing
    /// Sides of the last payment that it was time to weigh, whatever came of it.
    package private(set) var wasWeighed = (payer: false, payee: false)
    /// One further opinion, where there is one.
    var opinion: ModelInUse?
    /// Dossiers that were asked for ahead, two a payment at most.
    let ahead = UnsafeMutablePointer<UInt32>.allocate(capacity: 2 * Detector.lookahead)
    var aheadCount = 0
    /// Where the accounts of the payments probably are that were looked at ahead, two each; 0 is unknown.
    let guesses = UnsafeMutablePointer<UInt32>.allocate(capacity: 2 * Detector.places + 2)
    let keys = UnsafeMutablePointer<UInt64>.allocate(capacity: 2 * Detector.places)
    /// Whose turn it is; the last one is nobody's.
    var turn = Detector.places
    /// What the last payment led to.
    package private(set) var findings = Findings()
    private var hasFindings = false
    /// The two accounts of the last payment had never dealt, or not in this direction.
    package internal(set) var wasStranger = false
    package internal(set) var wasFirst = false

    /// - Parameters:
    ///   - seed: keys the hash tables; no decision depends on it.
    ///   - left: indicators that are not to be heard.
    package init(seed: UInt64, without left: Set<IndicatorName> = []) {
        accounts = AccountTable(seed: seed)
        pairs = PairTable(seed: seed)
        ahead.initialize(repeating: 0, count: 2 * Self.lookahead)
        guesses.initialize(repeating: 0, count: 2 * Self.places + 2)
        keys.initialize(repeating: 0, count: 2 * Self.places)
        _ = dossiers.add()
        _ = owners.add()
        _ = notes.add()
        _ = searches.add()
        if !left.isEmpty { use(EvidenceModel(WeightTable.all(without: left))) }
    }

    /// What is built once for all detectors, before the first payment and not with it.
    package static func prepare() { RemarkReader.prepare() }

    deinit {
        ahead.deallocate()
        guesses.deallocate()
        keys.deallocate()
    }

    package var counts: (accounts: Int, pairs: Int, dossiers: Int, windows: Int) {
        (accounts.count, pairs.count, dossiers.inUse - 1, activity.windowCount)
    }

    /// Bytes taken from the system, by part.
    package var memory: (accounts: Int, pairs: Int, activity: Int, dossiers: Int) {
        let dossiers = dossiers.bytes + owners.bytes + notes.bytes + searches.bytes
        return (accounts.bytes, pairs.bytes, activity.bytes, dossiers + surroundings.bytes)
    }

    func hashSurroundings(into hasher: inout StateHasher) { surroundings.hash(into: &hasher) }

    // MARK: Inputs

    package mutating func set(_ quote: PriceQuote) { board.set(quote) }

    /// See `PriceBoard.withdraw`.
    package mutating func withdraw(_ asset: Asset, _ currency: Currency, from time: Instant) -> Bool {
        board.withdraw(asset, currency, from: time)
    }

    /// One that looks at amounts ahead of this detector.
    package func priceScout() -> PriceScout { PriceScout(board) }

    package mutating func set(_ fact: AccountFact, at time: Instant) {
        let minute = Self.minute(fact.opened ?? time)
        let index = fact.account.withBytes { accounts.intern($0, kind: fact.kind, minute: minute) }
        accounts[index].kind = fact.kind
        accounts[index].since = min(accounts[index].since, minute)
        if fact.opened != nil { accounts[index].standing |= 4 }
    }

    /// The two accounts of a payment, made if they are new.
    @inline(__always)
    package mutating func accounts(of payment: borrowing PaymentView) -> (payer: AccountIndex, payee: AccountIndex) {
        let minute = Self.minute(payment.at)
        let (payer, payee) = (guesses[turn * 2], guesses[turn * 2 + 1])
        return (
            accounts.intern(payment.payer, kind: payment.payerKind, minute: minute, guess: payer),
            accounts.intern(payment.payee, kind: payment.payeeKind, minute: minute, guess: payee)
        )
    }

    /// Whether an account is a person's, by what a payment says of it and by what is known: many platforms say it once,
    /// in a file of accounts or with what a shop is paid, and not with each payment.
    @inline(__always)
    func isPerson(_ account: AccountIndex, _ said: AccountKind) -> Bool {
        said == .person && accounts.address(account).pointee.kind == .person
    }

    // MARK: Payments

    /// Takes a payment that is not declined into account. Answers whether there is something to say, which is then in
    /// `findings`.
    /// - Parameter glance: how its amount was found to lie on the prices ahead of it.
    package mutating func take(
        _ payment: borrowing PaymentView, payer: AccountIndex, payee: AccountIndex, sequence: UInt64,
        glance: Scouted.Glance = .none
    ) -> Bool {
        let minute = Self.minute(payment.at)
        tidy(minute)
        board.sweep()
        let step = PairTable.step(minute: minute)
        let contact = pairs.meet(payer: payer, payee: payee, step: step)
        (wasStranger, wasFirst) = (contact.isStranger, contact.same == nil)
        if hasFindings { (findings, hasFindings) = (Findings(), false) }
        wasWeighed = (false, false)
        let channel = payment.channel
        // Money that somebody takes out to a card of his own has moved, too.
        let isOwn = payer == payee
        let came = isOwn ? nil : givenBack(payer, payee, payment, contact)
        let isMoved = (!isOwn || channel == .withdrawal) && channel != .refund && came == nil
        let amount = payment.amount.minor
        var marks: Event.Marks = []
        var (remark, hasRemark) = (RemarkClass.none, false)
        let isOddHour = surroundings.isOddHour(minute)
        if isMoved {
            if !isOwn { tie(payer, payee, payment.amount, minute) }
            (remark, hasRemark) = said(payment, payer, payee)
            marks = Event.Marks(remark)
            marks.formUnion(.moved)
            fits.work(out: payment.amount, payment.currency, at: payment.at, on: &board, glance: glance)
            if fits.speak() { marks.formUnion(.fits) }
        }
        if isMoved, payment.merchantCategory != 0 { surroundings.sample(payment, isOddHour: isOddHour) }
        // What trade is made of: both are persons, and the money stays in accounts.
        let mayTrade = isMoved && channel != .withdrawal
        let isStranger = isStranger(payer, contact, amount, minute)
        var payerMarks = marks
        if channel == .withdrawal { payerMarks.formUnion(.withdrawal) }
        if isPerson(payee, payment.payeeKind), !isOwn {
            if isStranger { payerMarks.formUnion(.stranger) }
            if mayTrade { payerMarks.formUnion(.trade) }
        }
        let (payerRecord, payeeRecord) = (accounts.address(payer), accounts.address(payee))
        var isPassedOn = false
        if isMoved {
            let forward = activity.isForward(payerRecord, amount, minute)
            isPassedOn = forward.quick || forward.slow
            if forward.quick { payerMarks.formUnion(.forward) }
        }
        count(payerRecord, .outgoing, payment, minute, contact.same, &payerMarks)
        if isOwn, !isMoved { return false }
        var payeeMarks = marks
        if isPerson(payer, payment.payerKind) {
            if isStranger { payeeMarks.formUnion(.stranger) }
            if mayTrade { payeeMarks.formUnion(.trade) }
            // Money that others pass on is a sign for whoever gathers it, too.
            if payerMarks.contains(.forward) { payeeMarks.formUnion(.forward) }
            if isPassedOn { payeeMarks.formUnion(.passedOn) }
        }
        if !isOwn { count(payeeRecord, .incoming, payment, minute, contact.same, &payeeMarks) }
        if !isOwn { noteCustomer(payment, payer, payee, contact, isGivenBack: came != nil, minute) }
        guard isMoved else {
            if let came, contact.same != nil { takeBack(payer, payee, amount, came: came, minute) }
            noteRefund(payer, amount, minute)
            return false
        }
        let trail = isPassedOn && mayTrade ? follow(payment, payer, payee, minute) : Trail()
        if mayTrade, payerRecord.pointee.dossier != 0 { layer(payment, payer, payee, minute) }
        let opensPayer = opens(payer, payerRecord, payerMarks, minute)
        let opensPayee = !isOwn && opens(payee, payeeRecord, payeeMarks, minute)
        guard opensPayer || opensPayee else { return false }
        var note = Note(payment, sequence)
        if isStranger { note.marks.insert(.stranger) }
        if !hasRemark || remark == .reference { note.marks.insert(.wordless) }
        var moment = Moment(minute: minute, remark: remark, channel: channel, isOddHour: isOddHour)
        moment.isPassedOn = isPassedOn
        moment.hasRemark = hasRemark
        moment.trail = trail
        if mayTrade { moment.read(payment, surroundings.fillers) }
        if !moment.isBesideCheckout { note.marks.insert(.checkout) }
        moment.isPart = contact.same.map { step &- $0 <= Split.steps } ?? false
        if opensPayer {
            note.other = payee
            note.direction = .outgoing
            leg(payer, isTrade: payerMarks.contains(.trade), moment, payment, &note)
        }
        if opensPayee {
            note.other = payer
            note.direction = .incoming
            leg(payee, isTrade: payeeMarks.contains(.trade), moment, payment, &note)
        }
        return hasFindings
    }

    @inline(__always)
    mutating func count(
        _ record: UnsafeMutablePointer<AccountRecord>, _ direction: Direction, _ payment: borrowing PaymentView,
        _ minute: Int32, _ last: Int32?, _ marks: inout Event.Marks
    ) {
        record.pointee.payments &+= 1
        if record.pointee.currency.packed == 0 {
            record.pointee.currency = payment.currency
        } else if record.pointee.currency != payment.currency {
            marks.formUnion(.foreign)
        }
        activity.add(&record.pointee.activity, direction, payment.amount.minor, minute, last, marks)
    }

    // MARK: One side of a payment

    /// What both sides of a payment share.
    struct Moment {
        let minute: Int32
        let remark: RemarkClass
        let channel: Channel
        let isOddHour: Bool
        /// Most of the money had come in to the payer within six hours.
        var isPassedOn = false
        /// The way of that money.
        var trail = Trail()
        /// Whoever pays has written something.
        var hasRemark = false
        /// The payee got money from the same payer a moment ago.
        var isPart = false
        /// Whether both cities are known and differ.
        private(set) var isRemote = false
        /// Keys of texts; 0 where there is none, and for cities where either is not known.
        private(set) var payerCity: UInt64 = 0
        private(set) var payeeCity: UInt64 = 0
        private(set) var site: UInt64 = 0

        /// Not through a web checkout.
        var isBesideCheckout: Bool { channel != .gateway && site == 0 }

        init(minute: Int32, remark: RemarkClass, channel: Channel, isOddHour: Bool) {
            self.minute = minute
            self.remark = remark
            self.channel = channel
            self.isOddHour = isOddHour
        }

        mutating func read(_ payment: borrowing PaymentView, _ fillers: Fillers) {
            site = Self.key(payment[.site])
            if fillers.isEverybodys(site: site) { site = 0 }
            let (payer, payee) = (payment[.payerCity], payment[.payeeCity])
            guard payer.byteCount > 0, payee.byteCount > 0 else { return }
            payerCity = Self.key(payer)
            isRemote = !payer.equals(payee)
            payeeCity = isRemote ? Self.key(payee) : payerCity
        }

        // Not by the seed of the tables: what gives way in a full table must not differ between machines.
        private static let hash = Hash64(seed: 0x5355_5252)

        @inline(__always)
        static func key(_ text: RawSpan) -> UInt64 { text.byteCount == 0 ? 0 : hash(text) | 1 }
    }

    /// Updates the dossier of one account that has one, and weighs it where the payment is of the kind that trade is
    /// made of.
    private mutating func leg(
        _ account: AccountIndex, isTrade: Bool, _ moment: Moment, _ payment: borrowing PaymentView, _ note: inout Note
    ) {
        let record = accounts.address(account)
        let slab = Int(record.pointee.dossier)
        let dossier = dossiers.address(slab)
        let marks = note.marks
        defer { note.marks = marks }
        moveMoney(slab, moment.minute, &note, isTrade: isTrade)
        note.implied = Price(micros: 0)
        let isMirrored = isTrade && note.direction == .outgoing && mirrors(account, record, note.amount, moment.minute)
        // Of a person a checkout says nothing: a second account's pennies over one would hide all that customers send.
        let isBeside =
            note.direction == .incoming && moment.isBesideCheckout && record.pointee.kind == .merchant
            && dossier.pointee.profile.sellsByCheckout
        var isFresh = true
        if isMirrored || isTrade && isBeside {
            isFresh = dossier.pointee.amounts.isNew(note.amount, note.direction)
        } else if isTrade {
            isFresh = takeAmount(slab, moment.minute, &note, isPart: moment.isPart)
            if isFresh, !moment.isPart { search(account, dossier, note, moment.minute) }
            if note.direction == .outgoing, note.marks.contains(.lattice) { dossier.pointee.noteLine(to: note.other) }
        }
        profile(
            account, dossier, isTrade: isTrade, isFresh: isFresh, isMirrored: isMirrored, moment, payment, note)
        if moment.trail.hops > 0, note.direction == .incoming {
            dossier.pointee.trails.take(moment.trail, from: note.other, minute: moment.minute)
        }
        guard isTrade else {
            if moment.channel == .withdrawal, dossier.pointee.profile.isFed {
                weigh(account, slab, moment.minute, note)
            }
            return
        }
        if moment.remark != .none, dossier.pointee.text.take(moment.remark, minute: moment.minute) {
            note.marks.insert(.text)
            dossier.pointee.rest = 0
        }
        remember(note, dossier)
        // Nearly always there is nothing to say.
        guard record.pointee.alerted != 0 || dossier.pointee.isDue, dossier.pointee.maySpeak else { return }
        weigh(account, slab, moment.minute, note)
    }

    @inline(__always)
    private mutating func weigh(_ account: AccountIndex, _ slab: Int, _ minute: Int32, _ note: Note) {
        if note.direction == .outgoing { wasWeighed.payer = true } else { wasWeighed.payee = true }
        guard let leg = finding(of: account, slab, at: minute) else { return }
        if note.direction == .outgoing { findings.payer = leg } else { findings.payee = leg }
        hasFindings = true
    }

    mutating func removeNotes(_ place: Int) { notes.remove(place) }

    @inline(__always)
    private mutating func remember(_ note: Note, _ dossier: UnsafeMutablePointer<Dossier>) {
        if dossier.pointee.notes == 0 { dossier.pointee.notes = UInt32(notes.add()) }
        notes.address(Int(dossier.pointee.notes)).pointee.add(note, number: dossier.pointee.noted)
        dossier.pointee.noted &+= 1
    }

    /// - Parameter isTrade: it is between persons, and the money stays in accounts.
    mutating func moveMoney(_ slab: Int, _ minute: Int32, _ note: inout Note, isTrade: Bool) {
        let dossier = dossiers.address(slab)
        switch note.direction {
        case .incoming:
            dossier.pointee.flow.receive(note.amount, minute: minute)
            guard isTrade else { return }
            let isStranger = note.marks.contains(.stranger)
            if isStranger { dossier.pointee.pot.receive(note.amount, minute: minute) }
            if dossier.pointee.clearing.receive(note.amount, isStranger: isStranger, minute: minute) {
                dossier.pointee.rest = 0
            }
        case .outgoing:
            if isTrade {
                dossier.pointee.clearing.send(note.amount)
                if dossier.pointee.pot.send(note.amount, minute: minute) { dossier.pointee.rest = 0 }
            }
            guard dossier.pointee.flow.send(note.amount, minute: minute) else { return }
            note.marks.insert(.forwarded)
            dossier.pointee.rest = 0
        }
    }

    /// What the amount says, whose fits are in `fits`, along the account's price lines; answers whether the account has
    /// not seen the amount lately.
    @discardableResult
    mutating func takeAmount(_ slab: Int, _ minute: Int32, _ note: inout Note, isPart: Bool = false) -> Bool {
        let dossier = dossiers.address(slab)
        if note.direction == .outgoing {
            if dossier.pointee.isSplitting, !isPart || areAnothersParts(slab, than: note.other) {
                takeSplit(slab, minute)
            }
            if isPart { dossier.pointee.isSplitting = true }
            if isPart || dossier.pointee.profile.isSmallPaid(note.amount) {
                return dossier.pointee.amounts.isNew(note.amount, .outgoing)
            }
        }
        if note.direction == .incoming,
            dossier.pointee.cents.take(
                hundredths: fits.hundredths, unit: UsualRates.roundUnit(fits.currency), minute: minute)
        {
            note.marks.insert(.cents)
            keep(collision: note, dossier)
        }
        if isPart, note.direction == .incoming, let isNew = takeParts(slab, minute, &note) { return isNew }
        let isNew = dossier.pointee.amounts.isNew(note.amount, note.direction)
        guard fits.market >= 0 else { return isNew }
        for n in 0..<fits.count {
            let fit = fits.address(n)
            let place = fit.pointee.place
            let track = Dossier.track(coin: place, note.direction)
            guard dossier.pointee.reads(fit, on: track) else { continue }
            fits.compare(with: &board, at: note.at)
            let hit = dossier.pointee.take(fit, on: track, isNew: isNew, minute: minute)
            if let hit, note.implied.micros == 0 {
                note.implied = hit.price
                note.coin = UInt8(place)
                note.marks.insert(.lattice)
            }
        }
        return isNew
    }

    /// Weighs by other tables from now on.
    package mutating func use(_ other: EvidenceModel) { (model, weighing) = (other, other.weighing) }
}

/// Both sides of a payment, where they were worth weighing.
package struct Findings: Sendable {
    package fileprivate(set) var payer: Leg?
    package fileprivate(set) var payee: Leg?
}
