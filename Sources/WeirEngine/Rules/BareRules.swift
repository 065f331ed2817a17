import WeirDetection
public import WeirDomain
public import WeirRuleSets

/// A rule set by itself: its windows and its conditions, and nothing else of the engine. No indicators, no measures, no
/// cases. It finds what an engine with `onlyRules` and the set on trial finds, for a fraction of the work.
///
/// The work comes in two halves for two threads: `PaymentIntake` tells payments and accounts apart, a few batches
/// ahead; this counts and decides.
public struct BareRules: ~Copyable {
    /// For what is kept of accounts: its numbers of them are those of the intake.
    private var detector = Detector(seed: 0x4241_5245)
    private let seat: RuleSeat
    private var book: RuleBook
    /// The short way, for a set that it serves.
    private var plain: PlainRules?
    /// The greatest number of an account that it has taken.
    private var greatest: UInt32 = 0
    /// The time of the first payment, in milliseconds.
    private var since: Int64?
    /// Whether all of the set's evidence together makes anything of an account of which nothing is known.
    private let maySpeak: (payer: Bool, payee: Bool)
    private let needs: (pairs: Bool, windows: Bool)

    /// Payments between asking for what a payment touches and its turn.
    private static let ahead = 12

    /// - Throws: what is wrong with the set, in words.
    /// - Parameter takesLongWay: reads fact by fact even where the short way would do; what is found is the same.
    public init(_ set: RuleSet, takesLongWay: Bool = false) throws(UnsoundSet) {
        var book = RuleBook()
        let seat = try Self.seat(set, &book)
        self.seat = seat
        self.book = book
        maySpeak = Self.maySpeak(seat)
        needs = (seat.plan.needsPairs, seat.plan.needsWindows)
        plain = takesLongWay ? nil : PlainRules(seat)
    }

    /// Puts a set on trial in a book that has none.
    static func seat(_ set: RuleSet, _ book: inout RuleBook) throws(UnsoundSet) -> RuleSeat {
        let request = RuleRequest(.shadow, set: RuleSetBytes.encode(set), by: "", at: Instant(milliseconds: 0))
        if case .failure(let refused) = book.apply(request, accounts: 0) { throw UnsoundSet(reason: refused.reason) }
        guard let seat = book.trial else { throw UnsoundSet(reason: "the rule set cannot be tried") }
        return seat
    }

    /// Whether all of a set's evidence together makes anything of an account of which nothing is known.
    static func maySpeak(_ seat: RuleSeat) -> (payer: Bool, payee: Bool) {
        var (payer, payee) = (RuleWeight(), RuleWeight())
        for yields in seat.yields {
            payer.add(yields.payer)
            payee.add(yields.payee)
        }
        return (seat.model.maySpeak(with: payer.most), seat.model.maySpeak(with: payee.most))
    }

    public mutating func set(_ quote: PriceQuote) { detector.set(quote) }

    public mutating func set(_ fact: AccountFact, at time: Instant) { detector.set(fact, at: time) }

    /// Brings into the processor's cache what payments some places further on will touch. Changes nothing.
    @inline(__always)
    public mutating func prefetch(_ parties: borrowing [PaymentParties], before place: Int) {
        if plain != nil {
            plain?.prefetch(parties, before: place, book.windows)
            return
        }
        if place + 2 * Self.ahead < parties.count {
            let far = parties[place + 2 * Self.ahead]
            detector.prefetch(far.payer)
            detector.prefetch(far.payee)
        }
        guard place + Self.ahead < parties.count else { return }
        let near = parties[place + Self.ahead]
        if needs.windows {
            detector.prefetchPayments(near.payer, .outgoing)
            detector.prefetchPayments(near.payee, .incoming)
        }
        book.windows.prefetch(near.payer, isIncoming: false)
        book.windows.prefetch(near.payee, isIncoming: true)
    }

    /// How the set would decide a payment, and which of its rules hold, in the set's order.
    public mutating func take(
        _ payment: borrowing PaymentView, _ parties: PaymentParties
    ) -> Effects.TrialOutcome {
        let (payer, payee) = (AccountIndex(raw: parties.payer), AccountIndex(raw: parties.payee))
        if plain != nil {
            greatest = max(greatest, parties.payer, parties.payee)
            return plain?.take(payment, payer, payee, &book, &detector, maySpeak) ?? Self.nothing
        }
        if !detector.knows(parties.payer) || !detector.knows(parties.payee) {
            let made = detector.accounts(of: payment)
            precondition(made == (payer, payee), "accounts are numbered as they come")
        }
        detector.count(payment, payer: payer, payee: payee, pairs: needs.pairs, windows: needs.windows)
        let since = since ?? payment.at.milliseconds
        self.since = since
        var known = RuleParties(
            payer: payer, payee: payee, isStranger: detector.wasStranger, isFirst: detector.wasFirst,
            known: (OutsideEvidence(), OutsideEvidence()), since: since)
        book.count(payment, &known)
        book.observe(payment, &known, &detector, readsAll: false)
        let hits = seat.hits
        let outcome = hits.isEmpty ? .allow : Self.outcome(seat, hits, maySpeak, payer, payee)
        seat.work.tally.compare(outcome, .allow, payment, payer, payee)
        if !hits.isEmpty { seat.noteProposals(hits, payer, payee) }
        return Effects.TrialOutcome(outcome: outcome, rules: hits)
    }

    private static let nothing = Effects.TrialOutcome(outcome: .allow, rules: [])

    static func outcome(
        _ seat: RuleSeat, _ hits: [Int], _ maySpeak: (payer: Bool, payee: Bool), _ payer: AccountIndex,
        _ payee: AccountIndex
    ) -> Outcome {
        var outcome = Outcome.allow
        var (asPayer, asPayee, hasOthers) = (RuleWeight(), RuleWeight(), false)
        for rule in hits {
            let yields = seat.yields[rule]
            if maySpeak.payer || payer == payee { asPayer.add(yields.payer) }
            if maySpeak.payee || payer == payee { asPayee.add(yields.payee) }
            hasOthers = hasOthers || yields.hasOthers
        }
        guard hasOthers || asPayer.isThere || asPayee.isThere else { return .allow }
        let verdict = RuleVerdict(seat, payer, payee, (OutsideEvidence(), OutsideEvidence()))
        for found in verdict.decisions { outcome = max(outcome, found.outcome) }
        for isPayer in payer == payee ? [true] : [true, false] {
            let weight = verdict.weight(payer: isPayer)
            guard weight.isThere, seat.model.maySpeak(with: weight.most) else { continue }
            let leg = Leg(blank: isPayer ? payer : payee, seat.model)
                .joined(by: verdict.findings(payer: isPayer).map(\.adds))
            outcome = max(outcome, Engine.outcome(of: leg))
        }
        return outcome
    }

    // MARK: What was found

    /// Reads what only a rule's reasons ask for, of the payment that has just been taken: before they are asked.
    public mutating func readReasons(_ rule: Int, _ payment: borrowing PaymentView, _ parties: PaymentParties) {
        plain?.readReasons(
            rule, payment, AccountIndex(raw: parties.payer), AccountIndex(raw: parties.payee), book.windows, &detector)
    }

    /// What a rule has read of the last payment: names and values in words.
    public mutating func values(_ rule: Int) -> [(name: String, value: String)] {
        plain?.values(rule) ?? seat.values(rule)
    }

    /// Its reason for the last payment, where it held.
    public mutating func reason(_ rule: Int, inChinese: Bool = false) -> String {
        plain?.reason(rule, inChinese: inChinese) ?? seat.reason(rule, inChinese: inChinese)
    }

    public var accountCount: Int { max(detector.counts.accounts, Int(greatest)) }

    /// What the set has done so far.
    public var view: RuleSetView { RuleSetView(seat, book.windows, accounts: accountCount) }
}

/// Why a rule set cannot be run, in words.
public struct UnsoundSet: Error {
    public let reason: String
}
