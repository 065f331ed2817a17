package import WeirDetection
public import WeirDomain
import WeirRuleSets

/// The synchronous state machine at the heart: inputs in, effects out.
///
/// No clock, no randomness, no I/O: the same inputs in the same order give bit-identical effects, so that recovery,
/// back-testing and audit are all the same thing, replay. Not thread-safe; one thread owns it.
public struct Engine: ~Copyable {
    package internal(set) var detector: Detector
    var seen: SeenPayments
    /// A scout has the memory of payments: what nobody looked at ahead cannot be told apart.
    var isScoutAway = false
    var book = ActBook()
    /// Lists, orders, sites.
    package internal(set) var outside = OutsideBook()
    var rules = RuleBook()
    /// The model that was handed in; its version, which a model without a journal has too; how often it changed.
    var fitted: ModelView?
    public internal(set) var modelVersion: String?
    var modelMark: UInt32 = 0
    /// What the rules that hold say of the accounts of the payment at hand.
    private var ruleFindings: (findings: [RuleFinding], seat: RuleSeat?) = ([], nil)
    /// What they say of the payment at hand.
    var view: OutsideView?
    /// Whether there is a view: asked of the view itself, it would be copied.
    private var hasView = false
    var suspensions: [AccountIndex: Suspension] = [:]
    /// A rule that people have put in force holds the payment at hand.
    var isHeldByRule = false
    /// Whose account a rule holds it for, or declines it; `nil` where the rule does not say.
    var ruleAbout: Side?
    /// Why one declines it.
    var declinedByRule: Reason?
    /// The latest time seen. Time is event time.
    public internal(set) var now = Instant(milliseconds: .min)
    public internal(set) var counters = Counters()
    /// The time of the first payment, in milliseconds: since when the windows of every account count.
    var since = Int64.max
    /// Raises alerts and takes no measures: for collecting what accounts do when nobody stops them.
    public var onlyLooksOn = false
    /// Indicators are left out and nothing is suspended: what rules decide by themselves, at a fraction of the cost.
    /// Scores and evidence that rules ask for are 0.
    public var onlyRules = false
    /// Rules read all their facts, also where a condition is decided without them: for showing what a rule saw.
    public var readsAllFacts = false

    /// Names the built-in indicators, and by their digest the weights and lines. A rule set's own version is added.
    public static let rulesVersion: String = {
        let set = RuleSet(name: "builtin", label: "2", owner: "weir", typologies: builtInTypologies)
        return "otc-builtin-2." + set.version.suffix(8)
    }()
    /// A payment older than the newest one by more than this is decided all the same, and marked late.
    public static let latenessMilliseconds: Int64 = 3_600_000

    /// How many of what there has been.
    public struct Counters: Hashable, Sendable, BitwiseCopyable {
        public var allowed = 0
        public var warned = 0
        public var held = 0
        public var declined = 0
        public var duplicates = 0
        public var conflicts = 0
        public var late = 0
        public var alerts = 0

        public init() {}

        public var decided: Int { allowed + warned + held + declined }

        /// What has been counted after others.
        package func since(_ before: Counters) -> Counters {
            var rest = self
            rest.allowed -= before.allowed
            rest.warned -= before.warned
            rest.held -= before.held
            rest.declined -= before.declined
            rest.duplicates -= before.duplicates
            rest.conflicts -= before.conflicts
            rest.late -= before.late
            rest.alerts -= before.alerts
            return rest
        }

        mutating func count(_ outcome: Outcome) {
            switch outcome {
            case .allow: allowed += 1
            case .warn: warned += 1
            case .hold: held += 1
            case .decline: declined += 1
            }
        }
    }

    /// - Parameters:
    ///   - seed: keys the hash tables against chosen ids; no decision depends on it.
    ///   - left: names of indicators that are not to be heard; unknown ones are none.
    public init(seed: UInt64, without left: [String] = []) {
        Detector.prepare()
        detector = Detector(seed: seed, without: Set(left.compactMap { IndicatorName(rawValue: $0) }))
        seen = SeenPayments(seed: seed)
    }

    /// One for a few payments, which has nothing ready that they may not need.
    init(rehearsal seed: UInt64) {
        detector = Detector(seed: seed)
        seen = SeenPayments(seed: seed)
    }

    /// Forgets which payments were decided, for the negative control of a test: they would be decided once more.
    package mutating func forgetPayments() { seen = SeenPayments(seed: 0) }

    /// All measures, oldest first.
    public var measures: [Measure] { book.measures.measures }

    public func measures(on account: String) -> [Measure] { book.measures.on(account) }

    /// The indicators that can be left out.
    public static var indicatorNames: [String] { IndicatorName.allCases.map(\.rawValue) }

    // MARK: Inputs

    /// Applies one input as the journal holds it.
    /// - Parameters:
    ///   - sequence: rises with every input.
    ///   - effects: what is to be done; what it held before is removed.
    public mutating func apply(type: UInt8, payload: RawSpan, sequence: UInt64, effects: inout Effects) {
        effects.reset()
        switch InputType(rawValue: type) {
        case .payment:
            guard PaymentView.isWhole(payload) else {
                effects.verdict = .refused("is not a payment record of this version")
                return
            }
            apply(PaymentView(payload), sequence: sequence, effects: &effects)
        case .price:
            guard let quote = InputBytes.quote(payload) else { return refuse("price", &effects) }
            detector.set(quote)
        case .account:
            guard let (fact, at) = InputBytes.fact(payload) else { return refuse("account", &effects) }
            detector.set(fact, at: at)
        case .measure:
            guard let request = InputBytes.request(payload) else { return refuse("measure", &effects) }
            apply(request, effects: &effects)
        case .act:
            guard let request = InputBytes.act(payload) else { return refuse("act", &effects) }
            if request.verb == .version { return noteVersion(request, sequence, &effects) }
            apply(request, effects: &effects)
        case .list, .listEntries, .listEnd, .order, .site, .codeOwner:
            if let input = InputType(rawValue: type) { applyOutside(input, payload, sequence, &effects) }
        case .rules:
            guard let request = InputBytes.ruleRequest(payload) else { return refuse("rules", &effects) }
            switch rules.apply(request, accounts: accountCount, people: book) {
            case .success(let news):
                effects.ruleNews = news
                followTypologies()
                effects.acts.append(
                    Act(
                        "rules.\(request.event)", at: request.at, by: request.by, number: 0,
                        facts: [("stage", "\(news.stage)"), ("version", news.version), ("input", "\(sequence)")],
                        text: request.reason))
            case .failure(let refused): effects.verdict = .refused(refused.reason)
            }
        case .model:
            guard let request = InputBytes.modelRequest(payload) else { return refuse("model", &effects) }
            apply(request, sequence: sequence, effects: &effects)
        case nil:
            effects.verdict = .refused("is of type \(type), which this version does not know")
        }
    }

    func refuse(_ what: String, _ effects: inout Effects) {
        effects.verdict = .refused("is not a \(what) record of this version")
    }

    // MARK: Payments

    /// Decides one payment.
    /// - Parameter scouted: what was found out of it ahead.
    public mutating func apply(
        _ payment: borrowing PaymentView, scouted: Scouted? = nil, sequence: UInt64, effects: inout Effects
    ) {
        effects.resetAllButVerdict()
        precondition(scouted != nil || !isScoutAway, "a payment that the scout has not looked at")
        let memory = scouted.map { SeenPayments.Memory($0) } ?? seen.meet(payment, sequence: sequence)
        switch memory {
        case .same(let earlier):
            counters.duplicates += 1
            effects.verdict = .duplicate(of: earlier)
        case .other(let earlier):
            counters.conflicts += 1
            effects.verdict = .conflict(with: earlier)
        case .new:
            let decision = decide(
                payment, sequence: sequence, glance: scouted?.glance ?? .none, effects: &effects)
            counters.count(decision.outcome)
            if decision.late { counters.late += 1 }
            effects.verdict = .decided(decision)
        }
    }

    private mutating func decide(
        _ payment: borrowing PaymentView, sequence: UInt64, glance: Scouted.Glance, effects: inout Effects
    ) -> Decision {
        let isLate = now.milliseconds != .min && payment.at.milliseconds < now.milliseconds - Self.latenessMilliseconds
        // A payment that is dated ahead of the clock does not make the others late.
        now = max(now, min(payment.at, start(payment.at)))
        if since == .max { since = payment.at.milliseconds }
        let (payer, payee) = detector.accounts(of: payment)
        name(rules.isEmpty ? nil : rules.seat(for: payment), in: &effects)
        if payment[.site].byteCount > 0 { paid(over: payment[.site], payment, payee, sequence, &effects) }
        if payment[.extra].byteCount > 16 { paid(from: payment[.extra], payment.at) }
        if hasView { (view, hasView) = (nil, false) }
        if !outside.isEmpty {
            view = outsideView(payment, payer: payer, payee: payee)
            hasView = view != nil
            if let view, view.outcome == .decline {
                recordListed(view, at: payment.at, sequence, &effects)
                noteStopped(payment, view)
                return Decision(outcome: .decline, score: 1000, reasons: view.reasons, late: isLate)
            }
        }
        let ordered = book.measures.hasHolds ? book.measures.hold(on: payment) : nil
        if let ordered, ordered.isDeclined {
            book.measures.stop(payment.amount, payment.currency, by: ordered.number)
            noteDeclined(payment, payer: payer, payee: payee, sequence, &effects)
            return Decision(outcome: .decline, score: 1000, reasons: [Self.declined(by: ordered)], late: isLate)
        }
        var warning: Reason?
        if detector.isRestrained(payer, payee) {
            switch restraint(payment, payer: payer, payee: payee) {
            case .none: break
            case .warns(let reason): warning = reason
            case .declines(let reasons):
                noteDeclined(payment, payer: payer, payee: payee, sequence, &effects)
                return Decision(outcome: .decline, score: 1000, reasons: reasons, late: isLate)
            }
        }
        var decision = Decision(late: isLate)
        (isHeldByRule, ruleAbout) = (false, nil)
        if declinedByRule != nil { declinedByRule = nil }
        let speaks = take(payment, payer: payer, payee: payee, sequence: sequence, glance)
        if !rules.isEmpty || speaks {
            weigh(payment, payer: payer, payee: payee, sequence, &decision, &effects)
        }
        if !effects.alerts.isEmpty { open(payment, payer: payer, &effects) }
        if hasView, let view {
            decision.outcome = max(decision.outcome, view.outcome)
            decision.reasons += view.reasons.filter { !decision.reasons.contains($0) }
        }
        if let warning {
            decision.outcome = max(decision.outcome, .warn)
            decision.reasons.append(warning)
        }
        if decision.outcome == .hold, ordered == nil { boundHolds(payment, payee: payee, &decision, &effects) }
        if decision.outcome <= .warn, !outside.isEmpty { outside.count(payment, at: times(of: payment.at)) }
        if let ordered { holdBack(ordered, &decision) }
        if decision.outcome == .hold, ordered == nil {
            hold(payment, for: ruleAbout == .payer ? payer : payee, decision, sequence, &effects)
        }
        if decision.outcome == .decline || !book.ruleStops.isEmpty {
            followDeclines(payment, payer: payer, payee: payee, decision.outcome, sequence, &effects)
        }
        return decision
    }

    /// What the findings on both accounts, and the rules, mean for the payment.
    private mutating func weigh(
        _ payment: borrowing PaymentView, payer: AccountIndex, payee: AccountIndex, _ sequence: UInt64,
        _ decision: inout Decision, _ effects: inout Effects
    ) {
        let known = (payer: view?.payer ?? OutsideEvidence(), payee: view?.payee ?? OutsideEvidence())
        if !rules.isEmpty {
            decideByRules(payment, payer: payer, payee: payee, known, sequence, &decision, &effects)
            return
        }
        if let leg = detector.findings.payer {
            judge(leg.adding(known.payer), payment.at, sequence, &decision, &effects)
        }
        if let leg = detector.findings.payee {
            judge(leg.adding(known.payee), payment.at, sequence, &decision, &effects)
        }
    }

    @inline(__always)
    private mutating func take(
        _ payment: borrowing PaymentView, payer: AccountIndex, payee: AccountIndex, sequence: UInt64,
        _ glance: Scouted.Glance
    ) -> Bool {
        guard onlyRules else {
            return detector.take(payment, payer: payer, payee: payee, sequence: sequence, glance: glance)
        }
        let (live, trial) = (rules.live?.plan, rules.trial?.plan)
        detector.count(
            payment, payer: payer, payee: payee,
            pairs: (live?.needsPairs ?? false) || (trial?.needsPairs ?? false),
            windows: (live?.needsWindows ?? false) || (trial?.needsWindows ?? false))
        return false
    }

    /// A payment that is declined says something of both its sides. What is found there is no reason of the decline.
    private mutating func noteDeclined(
        _ payment: borrowing PaymentView, payer: AccountIndex, payee: AccountIndex, _ sequence: UInt64,
        _ effects: inout Effects
    ) {
        let legs = detector.noteDeclined(payment, payer, payee, sequence: sequence)
        if let leg = legs.payer {
            look(at: leg.adding(view?.payer ?? OutsideEvidence()), payment.at, sequence, &effects)
        }
        if let leg = legs.payee {
            look(at: leg.adding(view?.payee ?? OutsideEvidence()), payment.at, sequence, &effects)
        }
        // It is not among the payments that are counted, so it is not taken off.
        for i in effects.alerts.indices {
            guard let index = effects.alerts[i].account.withBytes({ detector.accounts.find($0) }) else { continue }
            effects.alerts[i].paymentsBefore = Int(detector.accounts[index].payments)
        }
        if !effects.alerts.isEmpty { open(payment, payer: payer, &effects) }
    }

    /// What one account's evidence means for the payment by itself.
    static func outcome(of leg: Leg) -> Outcome {
        let strongest = leg.strongest
        return !strongest.isAlert ? .allow : strongest.mayHold ? .hold : .warn
    }

    /// What one account's evidence means for the payment, and for the account.
    mutating func judge(
        _ leg: Leg, _ at: Instant, _ sequence: UInt64, _ decision: inout Decision, _ effects: inout Effects
    ) {
        let strongest = leg.strongest
        let score = strongest.score
        decision.score = max(decision.score, score)
        guard score > 0 else { return }
        for assessment in leg.assessments where assessment.score > 0 { note(assessment, in: &decision) }
        guard strongest.isAlert else { return }
        let readings = readings(leg.account, strongest, at, sequence)
        decision.outcome = max(decision.outcome, outcome(of: leg, at: at, &decision))
        for reading in readings where reading.weight > 0 {
            decision.reasons.append(
                Reason(
                    code: reading.code, kind: reading.kind, weight: reading.weight, text: reading.text,
                    textChinese: reading.textChinese))
        }
        raise(leg, strongest, readings, news(of: leg.account, strongest), at, sequence, &effects)
    }

    /// The same for the account alone: what is found decides nothing about the payment. Reasons are put into words only
    /// where there is news.
    private mutating func look(at leg: Leg, _ at: Instant, _ sequence: UInt64, _ effects: inout Effects) {
        let strongest = leg.strongest
        guard strongest.score > 0, strongest.isAlert else { return }
        let news = news(of: leg.account, strongest)
        guard news.maySuspend || news.isFirst else { return }
        raise(leg, strongest, readings(leg.account, strongest, at, sequence), news, at, sequence, &effects)
    }

    private mutating func readings(
        _ account: AccountIndex, _ assessment: Assessment, _ at: Instant, _ sequence: UInt64
    ) -> [IndicatorReading] {
        detector.readings(assessment, account, at: at, by: ruleFindings.seat?.model)
            + ruleReadings(account, assessment, sequence) + outsideReadings(account, sequence)
    }

    /// What is new about an account: that the evidence would carry a measure which it is not under, and that it is the
    /// first alert of its typology, which is asked once.
    private mutating func news(
        of account: AccountIndex, _ assessment: Assessment
    ) -> (maySuspend: Bool, isFirst: Bool) {
        (
            assessment.maySuspend && !detector.accounts[account].isSuspended && !onlyLooksOn,
            detector.isFirstAlert(account, assessment.typology)
        )
    }

    private func note(_ assessment: Assessment, in decision: inout Decision) {
        if let known = decision.typologies.firstIndex(where: { $0.typology == assessment.typology }) {
            decision.typologies[known].score = max(decision.typologies[known].score, assessment.score)
        } else {
            decision.typologies.append(TypologyScore(typology: assessment.typology, score: assessment.score))
        }
    }

    /// The alert at the first crossing, and the measure where the evidence carries it.
    private mutating func raise(
        _ leg: Leg, _ assessment: Assessment, _ readings: [IndicatorReading],
        _ news: (maySuspend: Bool, isFirst: Bool), _ at: Instant, _ sequence: UInt64, _ effects: inout Effects
    ) {
        let (maySuspend, isFirst) = news
        guard maySuspend || isFirst else { return }
        let account = detector.accounts.id(leg.account)
        let isRestrained = detector.isRestrained(leg.account, leg.account)
        let suspends =
            maySuspend
            && suspend(leg.account, account, assessment, readings, at, sequence, &effects, isFirst: isFirst)
        guard suspends || isFirst else { return }
        let explanation = detector.explanation(
            assessment, readings, suspends ? .suspended : isRestrained ? .standing : .watched)
        counters.alerts += 1
        effects.alerts.append(
            Alert(
                account: account, typology: assessment.typology, score: assessment.score, at: at, sequence: sequence,
                paymentsBefore: max(0, Int(detector.accounts[leg.account].payments) - 1),
                measures: suspends ? [.suspendTransfers] : [], indicators: readings, explanation: explanation))
    }

    // MARK: Rules

    mutating func note(_ findings: [RuleFinding], of seat: RuleSeat?) {
        if !ruleFindings.findings.isEmpty || !findings.isEmpty { ruleFindings = (findings, seat) }
    }

    private mutating func ruleReadings(
        _ account: AccountIndex, _ assessment: Assessment, _ sequence: UInt64
    ) -> [IndicatorReading] {
        guard let seat = ruleFindings.seat else { return [] }
        return ruleFindings.findings.filter { $0.account == account && $0.adds.typology == assessment.typology }
            .map { $0.reading(seat, sequence) }
    }
}
