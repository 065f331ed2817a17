import WeirDetection
public import WeirDomain

/// What people and the rail may ask of measures.
extension Engine {
    /// Takes a proposal in.
    @discardableResult
    mutating func propose(
        _ measure: Measure, _ actor: Actor, _ more: [(name: String, value: String)], _ effects: inout Effects
    ) -> Measure {
        let added = book.measures.add(measure)
        book.schedule(added)
        book.deadlines.add(added.at.advanced(bySeconds: Limits.proposalSeconds), .measure, added.number)
        effects.measures.append(added)
        effects.acts.append(act("measure.proposed", added, actor, more))
        return added
    }

    mutating func propose(_ request: ActRequest, _ effects: inout Effects) throws(RefusedRequest) {
        try need(request.role, \.mayPropose, "propose measures")
        guard let kind = MeasureKind(rawValue: request.kind) else { throw RefusedRequest("names no kind of measure") }
        try need(!request.subject.isEmpty, "names no account")
        try need(
            kind == .blockSite || request.subject.utf8.count <= Limits.idBytes,
            "names an account of more than \(Limits.idBytes) bytes")
        try need(!request.text.isEmpty, "gives no ground")
        try need(request.by != Measure.weir, "'\(Measure.weir)' is nobody's name")
        let request = kind == .blockSite ? try blockable(request) : request
        if let known = current(kind, on: request.subject, payment: request.extra), !mayBeFollowed(known, by: request) {
            throw RefusedRequest(
                "measure \(known.number) of this kind is "
                    + "\(known.state.isInForce ? "in force" : known.state.name) already"
            )
        }
        try needNotReversed(kind, on: request.subject, request, order: request.authority)
        try needUnused(request)
        let held = kind == .holdPayment ? try needUnheld(request.extra) : nil
        var measure = Measure(
            number: 0, kind: kind, account: request.subject, state: .proposed, typology: nil, at: request.at,
            sequence: 0, by: request.by, ground: request.text)
        (measure.basis, measure.statement) = (request.detail, request.statement)
        measure.authority = request.authority
        measure.orderHash = request.orderHash
        (measure.rules, measure.lists) = (rulesVersion, listsInForce(at: request.at))
        // Under another account's name it is the same payment: its day has begun.
        measure.until = try end(of: kind, from: held?.at ?? request.at, wanted: request.until)
        try boundGround(&measure, request)
        try fill(&measure, request)
        // Who waits for a second person's word proposes what cannot be undone, and has not signed it.
        if request.role?.maySign == true, kind.signatures < 2 || book.hands.waiting[request.by] == nil {
            measure.signatures.append(Measure.Signature(by: request.by, at: request.at))
        }
        let actor = Actor(by: request.by, role: request.role, at: request.at, reason: request.text)
        let proposed = propose(measure, actor, [], &effects)
        seekLinks(of: proposed)
        orderIfSigned(proposed, actor, &effects)
    }

    /// An order is one signature, once: otherwise an old one would stand in for a person for ever. Where the proposal
    /// has ended before anything was ordered it has not served: a clerk's mistake does not use it up.
    private func needUnused(_ request: ActRequest) throws(RefusedRequest) {
        guard !request.orderHash.isEmpty, let known = book.measures.measure(orderedBy: request.orderHash),
            let measure = book.measures[known], !measure.state.isEnded || measure.order != nil
        else { return }
        throw RefusedRequest("this order of \(request.authority) has served already, for measure \(known)")
    }

    /// A payment is held once: what has held it must not have ended, whichever account it was on. It answers which.
    @discardableResult
    private func needUnheld(_ payment: String) throws(RefusedRequest) -> Measure? {
        guard let held = book.measures.firstHold(of: payment) else { return nil }
        try need(
            !held.state.isEnded, "measure \(held.number) has held this payment already: a payment is held once")
        return held
    }

    private func current(_ kind: MeasureKind, on account: String, payment: String) -> Measure? {
        book.measures.on(account).last {
            $0.kind == kind && !$0.state.isEnded && $0.list.isEmpty && (kind != .holdPayment || $0.payment == payment)
        }
    }

    private func end(
        of kind: MeasureKind, from start: Instant, wanted: Instant?
    ) throws(RefusedRequest) -> Instant? {
        guard let wanted else { return kind.longestSeconds.map { start.advanced(bySeconds: $0) } }
        try need(wanted > start, "would end before it begins")
        if let longest = kind.longestSeconds {
            try need(
                wanted <= start.advanced(bySeconds: longest),
                kind == .holdPayment
                    ? "would last too long: a payment is held for \(longest / 3600) hours at the most"
                    : "would last too long: \(kind.name) ends after \(longest / 3600) hours, and can be renewed")
        }
        return wanted
    }

    /// What only some kinds have.
    private func fill(_ measure: inout Measure, _ request: ActRequest) throws(RefusedRequest) {
        switch measure.kind {
        case .limitCollection:
            guard let currency = Currency(request.extra), request.other > 0, request.other <= Limits.amountMinor else {
                throw RefusedRequest("limit_collection needs a quota a day and its currency")
            }
            (measure.quota, measure.currency) = (Amount(minor: request.other), currency)
        case .holdPayment:
            try need(!request.extra.isEmpty, "hold_payment needs the payment")
            measure.payment = request.extra
        default: break
        }
    }

    /// Approves and orders a proposal once enough different people stand behind it.
    private mutating func orderIfSigned(_ measure: Measure, _ actor: Actor, _ effects: inout Effects) {
        guard measure.state == .proposed, book.signers(of: measure) >= measure.kind.signatures else { return }
        change(measure, .approve, actor, &effects)
        guard let approved = book.measures[measure.number] else { return }
        change(approved, .order, actor, &effects)
        if let ordered = book.measures[measure.number] { noteImposedAgain(ordered, actor, &effects) }
    }

    mutating func changeMeasure(_ request: ActRequest, _ effects: inout Effects) throws(RefusedRequest) {
        guard var measure = book.measures[request.number] else {
            throw RefusedRequest("there is no measure \(request.number)")
        }
        let actor = Actor(by: request.by, role: request.role, at: request.at, reason: request.text)
        func state(_ event: MeasureState.Event, _ name: String? = nil) throws(RefusedRequest) {
            let name = name ?? "\(event)"
            try need(
                measure.state.after(event) != nil,
                "measure \(measure.number) is \(measure.state.name): it cannot be changed by '\(name)'")
        }
        switch request.verb {
        case .approve:
            try state(.approve)
            try need(request.role, \.maySign, "approve measures")
            if measure.kind == .holdPayment, book.decidesAsFive { try needUnheld(measure.payment) }
            try needNotReversed(measure.kind, on: measure.account, request, order: measure.authority)
            try need(
                !measure.signatures.contains { $0.by == request.by && book.counts($0) },
                "\(request.by) has signed already: it needs somebody else")
            // A signature from before its owner lost the role gives way to a new one.
            measure.signatures.removeAll { $0.by == request.by }
            let others = measure.signatures.filter { book.counts($0) }.map(\.by)
            if measure.kind.signatures > 1 { try needVouched(request.by) }
            if measure.kind.signatures > 1,
                let other = book.sameHand(as: request.by, among: others, at: request.at)
            {
                throw RefusedRequest(
                    "\(request.by) and \(other.name), who has signed, are one hand: \(other.why). "
                        + "It needs somebody else")
            }
            measure.signatures.append(Measure.Signature(by: request.by, at: request.at))
            book.measures.set(measure)
            effects.measures.append(measure)
            effects.acts.append(act("measure.signed", measure, actor))
            orderIfSigned(measure, actor, &effects)
        case .refuse, .lift:
            let event: MeasureState.Event = request.verb == .refuse ? .refuse : .lift
            try state(event)
            try need(request.role, \.maySign, "\(event) measures")
            try need(!request.text.isEmpty, "gives no reason")
            try needOurs(measure)
            change(measure, event, actor, &effects)
            noteEnd(of: measure, by: event, actor, &effects)
        case .withdraw: try withdraw(measure, request, actor, &effects)
        case .renew: try renew(measure, request, actor, &effects)
        default:
            try need(measure.kind == .holdPayment, "measure \(measure.number) holds no payment")
            try state(.lift, "settle")
            try need(request.role, \.maySign, "decide on held payments")
            guard let outcome = HoldOutcome(rawValue: request.kind), outcome != .pending else {
                throw RefusedRequest("a held payment is released or declined")
            }
            // To decline it is to take it from the holder.
            if outcome == .declined, book.decidesAsSeven {
                try needNotReversed(measure.kind, on: measure.account, request, order: measure.authority)
            }
            measure.outcome = outcome
            change(measure, .lift, actor, &effects)
        }
    }

    /// Takes a proposal back: its maker's word alone, whatever others have signed meanwhile, and a no of nobody else.
    private mutating func withdraw(
        _ measure: Measure, _ request: ActRequest, _ actor: Actor, _ effects: inout Effects
    ) throws(RefusedRequest) {
        try need(request.role, \.mayPropose, "withdraw proposals")
        try need(
            measure.by == request.by,
            "measure \(measure.number) was proposed by \(measure.by): only they withdraw it")
        try need(
            measure.state.after(.withdraw) != nil,
            "measure \(measure.number) is \(measure.state.name): it cannot be changed by 'withdraw'")
        try need(!request.text.isEmpty, "gives no reason")
        change(measure, .withdraw, actor, &effects)
    }

    /// Makes a measure last on, and asks the rail once more.
    private mutating func renew(
        _ measure: Measure, _ request: ActRequest, _ actor: Actor, _ effects: inout Effects
    ) throws(RefusedRequest) {
        let before = measure.until
        var measure = measure
        // What the rail has refused is asked of it once more, also where it has no end.
        try need(
            measure.state.isInForce && (measure.until != nil || measure.state == .failed),
            "measure \(measure.number) cannot be renewed")
        try need(measure.kind != .holdPayment, "a hold is not renewed: somebody decides, or it ends")
        try need(request.role, \.maySign, "renew measures")
        try need(!request.text.isEmpty, "gives no reason")
        try needOurs(measure)
        try needNotReversed(measure.kind, on: measure.account, request, order: measure.authority)
        let overdue = book.appeals.last { $0.measure == measure.number && $0.state == .filed && $0.isOverdue }
        if let overdue, book.decidesAsSeven {
            throw RefusedRequest("appeal \(overdue.number) against it is overdue: it is decided first")
        }
        // What two people have signed for a time one alone does not make longer.
        if measure.kind.signatures < 2 {
            measure.until = try end(of: measure.kind, from: request.at, wanted: request.until)
            try boundLife(&measure, before: before, request)
            try needOtherWord(measure, request)
        } else {
            try need(measure.state == .failed, "measure \(measure.number) was signed by two: propose it anew")
            try needVouched(request.by)
        }
        // Who renews stands behind it, and decides no appeal against it. Whose word it was in turn is kept.
        let isNew =
            book.decidesAsNine
            ? measure.signatures.last?.by != request.by : !measure.signatures.contains { $0.by == request.by }
        if isNew {
            measure.signatures.append(Measure.Signature(by: request.by, at: request.at))
        }
        // A rail that keeps to the end it was told must hear of the new one.
        measure.order = Self.nextOrder(measure, .impose, request.at)
        measure.state = measure.state.after(.order) ?? measure.state
        book.measures.set(measure)
        book.schedule(measure)
        effects.measures.append(measure)
        effects.acts.append(act("measure.renewed", measure, actor))
        tellOfEnd(measure, before: before, actor.at, &effects)
    }

    /// What is an authority's, or a list's, is taken back and renewed there.
    private func needOurs(_ measure: Measure) throws(RefusedRequest) {
        try needOwn(measure)
        try needOfNoList(measure)
    }

    /// An authority's order ends by its term or its release. A measure that were lifted while payments are still
    /// declined by the order would say what is not so.
    func needOwn(_ measure: Measure) throws(RefusedRequest) {
        try need(
            !measure.isAuthoritysOrder,
            "measure \(measure.number) is an order of \(measure.authority): only they release or renew it")
    }

    /// The rail's answer to an order. Answers come late, twice and out of order: what is not about the latest order, or
    /// has been answered, changes nothing.
    mutating func railAnswered(_ request: ActRequest, _ effects: inout Effects) throws(RefusedRequest) {
        // Without a role it is the word of an adapter, or one that the rail has signed.
        if request.role != nil { try need(request.role, \.mayAnswerForRail, "answer for the rail") }
        guard var measure = book.measures[request.number] else {
            throw RefusedRequest("there is no measure \(request.number)")
        }
        guard var order = measure.order, Int64(order.version) >= request.other, request.other > 0 else {
            throw RefusedRequest("measure \(request.number) has no order \(request.other)")
        }
        guard Int64(order.version) == request.other, order.state == .open else { return }
        let actor = Actor(by: request.by, role: request.role, at: request.at, reason: request.text)
        if measure.state == .ordered {
            return change(measure, request.verb == .railDid ? .confirm : .fail, actor, &effects)
        }
        order.state = request.verb == .railDid ? .done : .refused
        measure.order = order
        book.measures.set(measure)
        effects.measures.append(measure)
        effects.acts.append(act(Self.answer(to: order), measure, actor))
    }

    /// Somebody has the rail told once more. Nothing is other than before: that it was done, and by whom, is noted.
    func replay(_ request: ActRequest, _ effects: inout Effects) throws(RefusedRequest) {
        try need(request.role, \.maySign, "have orders sent again")
        guard let measure = book.measures[request.number] else {
            throw RefusedRequest("there is no measure \(request.number)")
        }
        guard let order = measure.order, request.other > 0, Int64(order.version) >= request.other else {
            throw RefusedRequest("measure \(request.number) has no order \(request.other)")
        }
        // The rail passes over what is older than what it has.
        guard Int64(order.version) == request.other else {
            throw RefusedRequest("measure \(request.number) has a later order than \(request.other)")
        }
        let actor = Actor(by: request.by, role: request.role, at: request.at, reason: request.text)
        effects.acts.append(act("measure.sent_again", measure, actor))
    }

    /// What it means that the rail has answered an order other than the first.
    private static func answer(to order: RailOrder) -> String {
        switch (order.action, order.state) {
        case (.impose, .done): "measure.renewal_confirmed"
        case (.impose, _): "alarm.renewal_refused"
        case (_, .done): "measure.undone"
        default: "alarm.release_refused"
        }
    }

    /// A request in the form of version 0.1: a person's name and no role.
    mutating func apply(_ request: MeasureRequest, effects: inout Effects) {
        let verbs: [MeasureState.Event: ActRequest.Verb] = [.approve: .approve, .lift: .lift, .refuse: .refuse]
        guard let verb = verbs[request.event] else {
            effects.verdict = .refused("'\(request.event)' is nothing that a person asks for")
            return
        }
        var act = ActRequest(verb, at: request.at, by: request.by, role: .supervisor)
        act.number = request.measure
        act.text = request.reason
        apply(act, effects: &effects)
    }

    // MARK: For the outbox

    /// Measures whose latest order the rail has not answered, oldest first.
    public var unanswered: [Measure] { book.measures.unanswered.sorted().compactMap { book.measures[$0] } }
}
