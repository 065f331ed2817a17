import WeirDetection
import WeirDomain

/// What the engine does by itself: only what can be undone, only on two independent kinds of evidence, only within
/// bounds, and not again where a person has found it wrong.
extension Engine {
    /// Suspends, or proposes it to a person.
    /// - Returns: whether transfers are suspended now.
    mutating func suspend(
        _ index: AccountIndex, _ account: String, _ assessment: Assessment, _ readings: [IndicatorReading],
        _ at: Instant, _ sequence: UInt64, _ effects: inout Effects, isFirst: Bool
    ) -> Bool {
        let at = start(at)
        let wasWrong = isJudged(assessment, on: account, at: at)
        let isAllowed = !wasWrong && book.measures.mayOrderAutomatically(at: at, accounts: accountCount)
        // Versions before asked with an account's first alert alone, which is nearly always raised below this line.
        let mayAsk = book.decidesAsThirteen ? !isAsked(about: account) : isFirst
        if !isAllowed, !mayAsk { return false }
        var measure = Measure(
            number: 0, kind: .suspendTransfers, account: account, state: .proposed, typology: assessment.typology,
            at: at, sequence: sequence, by: Measure.weir,
            ground: detector.explanation(assessment, readings, isAllowed ? .suspended : .proposed))
        if readings.contains(where: { !$0.textChinese.isEmpty }) {
            measure.groundChinese = detector.explanation(
                assessment, readings.map(\.inChinese), isAllowed ? .suspended : .proposed)
        }
        if book.decidesAsEight { measure.kinds = assessment.speaking }
        measure.basis = Self.contract
        (measure.rules, measure.lists) = (effects.rulesVersion, listsInForce(at: at))
        measure.until = at.advanced(bySeconds: Limits.interimSeconds)
        let actor = Actor(by: Measure.weir, role: nil, at: at, reason: measure.ground)
        guard isAllowed else {
            let why = wasWrong ? "an appeal has been granted to this account" : "too many in an hour"
            // Asked once: a second proposal for the same account would only fill the queue.
            if !isAsked(about: account) {
                seekLinks(of: propose(measure, actor, [("instead_of_automatic", why)], &effects))
                effects.acts.append(
                    Act(
                        wasWrong ? "alarm.after_reversal" : "alarm.scope_guard", at: at, by: Measure.weir,
                        number: measures.count, subject: account, facts: [("why", why)]))
            }
            return false
        }
        takeBack(askedAbout: account, at: at, &effects)
        measure.state = .approved
        measure = book.measures.add(measure)
        book.schedule(measure)
        change(measure, .order, actor, &effects)
        return true
    }

    /// Whether people are being asked to suspend the account.
    private func isAsked(about account: String) -> Bool {
        book.measures.on(account).contains { $0.kind == .suspendTransfers && $0.state == .proposed }
    }

    /// What people were asked about while there was no room, and the engine does by itself now: nobody need sign it.
    private mutating func takeBack(askedAbout account: String, at time: Instant, _ effects: inout Effects) {
        guard book.decidesAsThirteen else { return }
        let actor = Actor(
            by: Measure.weir, role: nil, at: time, reason: "it is ordered without a person: there is room again")
        for measure in book.measures.on(account)
        where measure.state == .proposed && measure.isEnginesFinding && measure.signatures.isEmpty {
            change(measure, .withdraw, actor, &effects)
        }
    }

    /// Somebody has lifted a measure, or refused it. Who says no to what the engine has found has looked at the
    /// evidence: it starts anew, as where a suspension is lifted. Otherwise the engine would order in the next hour
    /// what a person has refused.
    mutating func noteEnd(
        of measure: Measure, by event: MeasureState.Event, _ actor: Actor, _ effects: inout Effects
    ) {
        if event == .lift { return noteLiftedAgain(measure, actor, &effects) }
        guard book.decidesAsThirteen, measure.isEnginesFinding else { return }
        noteLiftedAgain(measure, actor, &effects)
        guard let index = measure.account.withBytes({ detector.accounts.find($0) }),
            !detector.accounts[index].isSuspended
        else { return }
        detector.clear(index)
    }

    /// What automatic measures rest on.
    static let contract = LegalBasis.contract

    /// The account on whose own evidence a payment is held; `nil` where a rule or a list holds it.
    private func heldLeg(at time: Instant) -> Leg? {
        [detector.findings.payee, detector.findings.payer].compactMap(\.self).first { leg in
            leg.strongest.mayHold && !isJudged(leg, at: time)
        }
    }

    /// Holds on evidence alone are bounded as suspensions are: above so many accounts in an hour the payments of
    /// further ones are warned about, and a person is called. What a rule or a list of people's holds goes on being
    /// held: they have ordered it, and otherwise whoever is on a list would have others fill the hour.
    mutating func boundHolds(
        _ payment: borrowing PaymentView, payee: AccountIndex, _ decision: inout Decision, _ effects: inout Effects
    ) {
        guard book.decidesAsSeven, !isHeldByRule, (view?.outcome ?? .allow) < .hold else { return }
        let (at, account) = (start(payment.at), detector.accounts.id(heldLeg(at: payment.at)?.account ?? payee))
        let bound = book.measures.bound(ofHoldsOn: account, at: at, accounts: accountCount)
        if bound == .within { return }
        decision.outcome = .warn
        decision.reasons.append(
            Reason(
                code: "holds_bounded", kind: .list, weight: 0,
                text: "The payment is not held: more accounts are held in this hour than may be without a person."))
        guard bound == .firstAbove else { return }
        effects.acts.append(
            Act(
                "alarm.many_holds", at: at, by: Measure.weir, number: 0, subject: account,
                facts: [("why", "too many accounts held in an hour: further ones are warned about")]))
    }

    /// A held payment, with its deadline: it goes on its way unless somebody decides otherwise.
    /// - Parameter account: whose it is where a rule or a list holds it, and no account's own evidence: the payee, who
    ///   does not get it, unless the rule says that it is about the payer.
    mutating func hold(
        _ payment: borrowing PaymentView, for account: AccountIndex, _ decision: Decision, _ sequence: UInt64,
        _ effects: inout Effects
    ) {
        let at = start(payment.at)
        let leg = heldLeg(at: payment.at)
        var measure = Measure(
            number: 0, kind: .holdPayment, account: detector.accounts.id(leg?.account ?? account), state: .approved,
            typology: leg?.strongest.typology, at: at, sequence: sequence, by: Measure.weir,
            ground: Self.ground(ofHold: decision, inChinese: false))
        if decision.reasons.contains(where: { !$0.textChinese.isEmpty }) {
            measure.groundChinese = Self.ground(ofHold: decision, inChinese: true)
        }
        measure.payment = payment.id.text
        if book.decidesAsEight, let leg { measure.kinds = leg.strongest.speaking }
        // What a list of somebody else's has held rests on that list's basis.
        measure.basis = leg == nil ? view?.listBasis ?? Self.contract : Self.contract
        if leg == nil { measure.listedBy = view?.listedBy ?? [] }
        (measure.rules, measure.lists) = (effects.rulesVersion, listsInForce(at: at))
        measure.until = at.advanced(bySeconds: Limits.holdSeconds)
        measure = book.measures.add(measure)
        book.schedule(measure)
        change(measure, .order, Actor(by: Measure.weir, role: nil, at: at, reason: measure.ground), &effects)
        if book.measures.isFirstAboveBound(heldAt: at, accounts: accountCount) {
            effects.acts.append(
                Act(
                    "alarm.many_holds", at: at, by: Measure.weir, number: measure.number,
                    facts: [("why", "too many payments held in an hour")]))
        }
    }

    /// The reasons that weighed most, in words.
    /// - Parameter inChinese: those of rules in Chinese; the engine's own stay as they are.
    private static func ground(ofHold decision: Decision, inChinese: Bool) -> String {
        let most = decision.reasons.enumerated()
            .sorted { ($1.element.weight, $0.offset) < ($0.element.weight, $1.offset) }
            .prefix(3).map { inChinese && !$0.element.textChinese.isEmpty ? $0.element.textChinese : $0.element.text }
        return (["The payment is held while the account is looked at."] + most).joined(separator: " ")
    }

    /// A measure that a rule puts before a person; none where one of this kind is open or in force on the account.
    mutating func proposeByRule(
        _ kind: MeasureKind, on account: String, _ payment: borrowing PaymentView, _ sequence: UInt64,
        by asking: (seat: RuleSeat, rule: Int), rules: String, _ effects: inout Effects
    ) {
        let isThere = book.measures.on(account).contains { $0.kind == kind && !$0.state.isEnded }
        guard !isThere else { return }
        let (at, ground) = (start(payment.at), asking.seat.reason(asking.rule))
        var measure = Measure(
            number: 0, kind: kind, account: account, state: .proposed, typology: nil, at: at, sequence: sequence,
            by: Measure.weir, ground: ground)
        measure.groundChinese = asking.seat.reason(asking.rule, inChinese: true)
        measure.basis = Self.contract
        (measure.rules, measure.lists) = (rules, listsInForce(at: at))
        measure.until = kind.longestSeconds.map { at.advanced(bySeconds: $0) }
        if kind == .holdPayment { measure.payment = payment.id.text }
        let actor = Actor(by: Measure.weir, role: nil, at: at, reason: ground)
        seekLinks(of: propose(measure, actor, [], &effects))
    }

    // MARK: Cases

    /// Puts the alerts of a payment into cases, and proposes to extend measures to what belongs together.
    mutating func open(_ payment: borrowing PaymentView, payer: AccountIndex, _ effects: inout Effects) {
        let first = counters.alerts - effects.alerts.count
        for (i, alert) in effects.alerts.enumerated() {
            guard let index = alert.account.withBytes({ detector.accounts.find($0) }) else { continue }
            let device = index == payer ? payment[.payerDevice].text : payment[.payeeDevice].text
            var keys = CaseBook.Keys()
            if !device.isEmpty { keys.devices = [device] }
            if payment[.site].byteCount > 0, index != payer {
                keys.sites = [payment[.site].text]
                raise(payment[.site], "feeds_suspect", alert.at, sequence: alert.sequence, &effects)
            }
            for note in detector.dossier(index)?.recent ?? [] where note.marks.contains(.stranger) {
                let other = detector.accounts.id(note.other)
                if !keys.customers.contains(other) { keys.customers.append(other) }
            }
            let (found, isNew, link) = book.cases.join(
                alert: first + i + 1, account: alert.account, at: alert.at, keys)
            if isNew { book.deadlines.add(found.due, .caseWork, found.number) }
            effects.acts.append(
                Act(
                    isNew ? "case.opened" : "case.alert_joined", at: alert.at, by: Measure.weir, number: found.number,
                    subject: alert.account, facts: [("alert", "\(first + i + 1)")], text: link ?? ""))
            if found.postponed != nil {
                // Whoever put it off did not know of this.
                let actor = Actor(by: Measure.weir, role: nil, at: alert.at, reason: "")
                takeUp(found, actor, why: "alert", &effects)
            }
            if let link { propose(linked: alert, found, link, &effects) }
        }
        noteSteps(effects)
    }

    /// An account that is controlled together with a suspended one: proposed with the evidence, never swept in.
    private mutating func propose(linked alert: Alert, _ found: Case, _ link: String, _ effects: inout Effects) {
        let others = found.accounts.filter { $0 != alert.account }
        let ground = others.compactMap { other in
            book.measures.restraints(on: other).first { $0.kind == .suspendTransfers }
        }.first
        guard let ground,
            !book.measures.on(alert.account).contains(where: { measure in
                measure.kind == .suspendTransfers && !measure.state.isEnded
            })
        else { return }
        let at = start(alert.at)
        var measure = Measure(
            number: 0, kind: .suspendTransfers, account: alert.account, state: .proposed, typology: alert.typology,
            at: at, sequence: alert.sequence, by: Measure.weir,
            ground: "Belongs together with an account whose transfers are suspended by measure \(ground.number): "
                + "\(link). \(alert.explanation)")
        measure.basis = Self.contract
        (measure.rules, measure.lists) = (effects.rulesVersion, listsInForce(at: at))
        measure.until = at.advanced(bySeconds: Limits.interimSeconds)
        propose(
            measure, Actor(by: Measure.weir, role: nil, at: at, reason: measure.ground),
            [("linked_to_measure", "\(ground.number)")], &effects)
    }
}
