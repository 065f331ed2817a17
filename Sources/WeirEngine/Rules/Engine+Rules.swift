import WeirDetection
import WeirDomain
import WeirRuleSets

/// Deciding with rule sets. What a rule that holds yields joins what the indicators say; the set on trial is weighed
/// the same way, and changes nothing.
extension Engine {
    /// The versions that decide: of the live set, or of the built-in indicators alone.
    public var rulesVersion: String { Self.version(rules.live) }

    private static func version(_ seat: RuleSeat?) -> String {
        seat.map { Self.rulesVersion + "+" + $0.compiled.version } ?? Self.rulesVersion
    }

    /// Puts into the effects which version decides. Its text is made anew only when that changes.
    mutating func name(_ seat: RuleSeat?, in effects: inout Effects) {
        var mark = UInt64(rules.mark) << 2
        if let seat { mark |= seat === rules.live ? 1 : 2 }
        guard effects.rulesMark != mark else { return }
        effects.rulesMark = mark
        effects.rulesVersion = Self.version(seat)
    }

    mutating func decideByRules(
        _ payment: borrowing PaymentView, payer: AccountIndex, payee: AccountIndex,
        _ known: (payer: OutsideEvidence, payee: OutsideEvidence), _ sequence: UInt64, _ decision: inout Decision,
        _ effects: inout Effects
    ) {
        var parties = RuleParties(
            payer: payer, payee: payee, isStranger: detector.wasStranger, isFirst: detector.wasFirst)
        if (rules.live?.plan.needsLegs ?? false) || (rules.trial?.plan.needsLegs ?? false) {
            parties.payerLeg = (detector.findings.payer ?? detector.weigh(payer, at: payment.at))?.adding(known.payer)
            parties.payeeLeg = (detector.findings.payee ?? detector.weigh(payee, at: payment.at))?.adding(known.payee)
        }
        rules.live?.observe(payment, parties, &detector)
        rules.trial?.observe(payment, parties, &detector)
        let deciding = rules.seat(for: payment.payee)
        let verdict = RuleVerdict(deciding, payer, payee, known)
        note(verdict.evidence, of: deciding)
        decide(verdict, payment, sequence, &decision, &effects)
        if let seat = deciding, !seat.hits.isEmpty { effects.rules = seat.hits }
        guard let trial = rules.trial else { return }
        // Both as they would have decided, whichever did: what a canary does is compared too.
        let other = outcome(RuleVerdict(trial, payer, payee, known), payer, payee, at: payment.at)
        let own =
            deciding === trial
            ? outcome(RuleVerdict(rules.live, payer, payee, known), payer, payee, at: payment.at)
            : decision.outcome
        trial.tally.compare(other, own, payment, payer, payee)
        effects.trial = Effects.TrialOutcome(outcome: other, rules: trial.hits)
    }

    /// The decision, with everything that follows from it.
    private mutating func decide(
        _ verdict: RuleVerdict, _ payment: borrowing PaymentView, _ sequence: UInt64, _ decision: inout Decision,
        _ effects: inout Effects
    ) {
        for account in verdict.accounts {
            guard let leg = leg(account, verdict, at: payment.at) else { continue }
            judge(leg, payment.at, sequence, &decision, &effects)
        }
        for found in verdict.decisions {
            guard let seat = verdict.seat else { break }
            decision.outcome = max(decision.outcome, found.outcome)
            decision.reasons.append(
                Reason(code: seat.code(found.rule), kind: found.kind, weight: 0, text: seat.reason(found.rule)))
        }
        for proposal in verdict.proposals {
            guard let seat = verdict.seat else { break }
            proposeByRule(
                proposal.kind, on: detector.accounts.id(proposal.account), payment, sequence,
                ground: seat.reason(proposal.rule), rules: effects.rulesVersion, &effects)
        }
    }

    /// How the payment would be decided, and nothing else.
    private mutating func outcome(
        _ verdict: RuleVerdict, _ payer: AccountIndex, _ payee: AccountIndex, at time: Instant
    ) -> Outcome {
        var outcome = Outcome.allow
        for account in verdict.accounts {
            if let leg = leg(account, verdict, at: time) { outcome = max(outcome, Self.outcome(of: leg)) }
        }
        return verdict.decisions.reduce(outcome) { max($0, $1.outcome) }
    }

    /// What indicators and rules together say of one account; `nil` where neither says anything.
    private mutating func leg(_ account: AccountIndex, _ verdict: RuleVerdict, at time: Instant) -> Leg? {
        let found = account == verdict.payer ? detector.findings.payer : detector.findings.payee
        let known = account == verdict.payer ? verdict.known.payer : verdict.known.payee
        let evidence = verdict.evidence.filter { $0.account == account }.map(\.adds)
        if evidence.isEmpty { return found?.adding(known) }
        let leg = found ?? detector.weigh(account, at: time) ?? Leg(blank: account)
        return leg.adding(known).joined(by: evidence)
    }
}

/// One piece of evidence of a rule that holds.
struct RuleFinding {
    var account: AccountIndex
    var rule: Int
    var adds: RuleEvidence
    var milliNats: Int

    /// As a reading, for the alert and the reasons: put into words only when somebody will read them.
    func reading(_ seat: RuleSeat, _ sequence: UInt64) -> IndicatorReading {
        IndicatorReading(
            code: seat.code(rule), kind: adds.kind, value: 1_000, weight: milliNats, evidence: [sequence],
            text: seat.reason(rule))
    }
}

/// What the rules of one set that hold yield for one payment.
private struct RuleVerdict {
    let seat: RuleSeat?
    let payer: AccountIndex
    let payee: AccountIndex
    /// What is known of them from outside.
    let known: (payer: OutsideEvidence, payee: OutsideEvidence)
    var evidence: [RuleFinding] = []
    var decisions: [(outcome: Outcome, kind: EvidenceKind, rule: Int)] = []
    var proposals: [(account: AccountIndex, kind: MeasureKind, rule: Int)] = []

    /// The payer first, as everywhere.
    var accounts: [AccountIndex] { payer == payee ? [payer] : [payer, payee] }

    init(
        _ seat: RuleSeat?, _ payer: AccountIndex, _ payee: AccountIndex,
        _ known: (payer: OutsideEvidence, payee: OutsideEvidence)
    ) {
        self.seat = seat
        self.known = known
        self.payer = payer
        self.payee = payee
        guard let seat, !seat.hits.isEmpty else { return }
        for rule in seat.hits {
            for yield in seat.compiled.set.rules[rule].yields { add(yield, rule) }
        }
    }

    private mutating func add(_ yield: Rule.Yield, _ rule: Int) {
        switch yield {
        case .evidence(let side, let typology, let kind, let weight):
            let adds = RuleEvidence(typology: typology, kind: kind, nats: Double(weight) / 1_000)
            evidence.append(
                RuleFinding(account: side == .payer ? payer : payee, rule: rule, adds: adds, milliNats: weight))
        case .decision(let outcome, let kind): decisions.append((outcome, kind, rule))
        case .measure(let side, let kind, _): proposals.append((side == .payer ? payer : payee, kind, rule))
        }
    }
}
