import WeirDetection
import WeirDomain
import WeirRuleSets

/// Deciding with rule sets. What a rule that holds yields joins what the indicators say; the set on trial is weighed
/// the same way, and changes nothing.
extension Engine {
    /// The versions that decide: of the built-in indicators, the live set and the model, as far as there are any.
    public var rulesVersion: String { Self.version(rules.live, modelVersion) }

    private static func version(_ seat: RuleSeat?, _ model: String?) -> String {
        let indicators = seat.map { Self.rulesVersion + "+" + $0.compiled.version } ?? Self.rulesVersion
        return model.map { indicators + "+" + $0 } ?? indicators
    }

    /// Puts into the effects which version decides. Its text is made anew only when that changes.
    mutating func name(_ seat: RuleSeat?, in effects: inout Effects) {
        var mark = UInt64(rules.mark) << 2 | UInt64(modelMark & 0xFFFF) << 48
        if let seat { mark |= seat === rules.live ? 1 : 2 }
        guard effects.rulesMark != mark else { return }
        effects.rulesMark = mark
        effects.rulesVersion = Self.version(seat, modelVersion)
    }

    mutating func decideByRules(
        _ payment: borrowing PaymentView, payer: AccountIndex, payee: AccountIndex,
        _ known: (payer: OutsideEvidence, payee: OutsideEvidence), _ sequence: UInt64, _ decision: inout Decision,
        _ effects: inout Effects
    ) {
        var parties = RuleParties(
            payer: payer, payee: payee, isStranger: detector.wasStranger, isFirst: detector.wasFirst, known: known,
            since: since)
        rules.count(payment, &parties)
        rules.observe(payment, &parties, &detector, readsAll: readsAllFacts)
        let deciding = rules.seat(for: payment)
        if rules.trial == nil, let deciding, deciding.hits.isEmpty {
            // No rule has anything to say.
            judge(by: deciding.model, payment, payer, payee, known, sequence, &decision, &effects)
            return
        }
        let verdict = RuleVerdict(deciding, payer, payee, known)
        decide(verdict, payment, sequence, &decision, &effects)
        if let seat = deciding, !seat.hits.isEmpty { effects.rules = seat.hits }
        guard let trial = rules.trial else { return }
        // Both as they would have decided, whichever did: what a canary does is compared too.
        let other = outcome(RuleVerdict(trial, payer, payee, known), at: payment.at)
        let own =
            deciding === trial
            ? outcome(RuleVerdict(rules.live, payer, payee, known), at: payment.at)
            : decision.outcome
        trial.work.tally.compare(other, own, payment, payer, payee)
        trial.noteProposals(trial.hits, payer, payee)
        effects.trial = Effects.TrialOutcome(outcome: other, rules: trial.hits, own: own)
    }

    /// What the indicators alone find, the payer first.
    private mutating func judge(
        by model: EvidenceModel, _ payment: borrowing PaymentView, _ payer: AccountIndex, _ payee: AccountIndex,
        _ known: (payer: OutsideEvidence, payee: OutsideEvidence), _ sequence: UInt64, _ decision: inout Decision,
        _ effects: inout Effects
    ) {
        if let leg = detector.finding(true, of: payer, at: payment.at, by: model) {
            judge(leg.adding(known.payer), payment.at, sequence, &decision, &effects)
        }
        if payer != payee, let leg = detector.finding(false, of: payee, at: payment.at, by: model) {
            judge(leg.adding(known.payee), payment.at, sequence, &decision, &effects)
        }
    }

    /// The decision, with everything that follows from it.
    private mutating func decide(
        _ verdict: RuleVerdict, _ payment: borrowing PaymentView, _ sequence: UInt64, _ decision: inout Decision,
        _ effects: inout Effects
    ) {
        // The payer first, as everywhere.
        if let leg = leg(payer: true, verdict, at: payment.at) {
            note(verdict.findings(payer: true), of: verdict.seat)
            judge(leg, payment.at, sequence, &decision, &effects)
        }
        if verdict.payer != verdict.payee, let leg = leg(payer: false, verdict, at: payment.at) {
            note(verdict.findings(payer: false), of: verdict.seat)
            judge(leg, payment.at, sequence, &decision, &effects)
        }
        note([], of: nil)
        for found in verdict.decisions {
            guard let seat = verdict.seat else { break }
            decision.outcome = max(decision.outcome, found.outcome)
            if found.outcome == .hold { isHeldByRule = true }
            if found.outcome >= .hold, found.outcome == decision.outcome { ruleAbout = found.about }
            let reason = Reason(
                code: seat.code(found.rule), kind: found.kind, weight: 0, text: seat.reason(found.rule),
                textChinese: seat.reason(found.rule, inChinese: true))
            if found.outcome == .decline { declinedByRule = reason }
            decision.reasons.append(reason)
        }
        for proposal in verdict.proposals {
            guard let seat = verdict.seat else { break }
            proposeByRule(
                proposal.kind, on: detector.accounts.id(proposal.account), payment, sequence,
                by: (seat, proposal.rule), rules: effects.rulesVersion, &effects)
        }
    }

    /// How the payment would be decided, and nothing else.
    private mutating func outcome(
        _ verdict: RuleVerdict, at time: Instant
    ) -> Outcome {
        var outcome = Outcome.allow
        if let leg = leg(payer: true, verdict, at: time) { outcome = max(outcome, self.outcome(of: leg, at: time)) }
        if verdict.payer != verdict.payee, let leg = leg(payer: false, verdict, at: time) {
            outcome = max(outcome, self.outcome(of: leg, at: time))
        }
        return verdict.decisions.reduce(outcome) { max($0, $1.outcome) }
    }

    /// What indicators and rules together say of one account; `nil` where nothing speaks.
    private mutating func leg(payer isPayer: Bool, _ verdict: RuleVerdict, at time: Instant) -> Leg? {
        let account = isPayer ? verdict.payer : verdict.payee
        let model = verdict.seat?.model ?? .builtIn
        let found = detector.finding(isPayer, of: account, at: time, by: model)
        let known = isPayer ? verdict.known.payer : verdict.known.payee
        let weight = verdict.weight(payer: isPayer)
        guard weight.isThere else { return found?.adding(known) }
        let leg = found ?? detector.weigh(account, at: time, withAtMost: weight.most, by: model)
        return leg?.adding(known).joined(by: verdict.findings(payer: isPayer).map(\.adds))
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
            text: seat.reason(rule), textChinese: seat.reason(rule, inChinese: true))
    }
}
