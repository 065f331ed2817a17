import WeirDetection
public import WeirDomain

/// Who does something, when and why.
struct Actor {
    var by: String
    var role: Role?
    var at: Instant
    var reason: String
}

/// Requests of people, of the rail and of the clock.
extension Engine {
    mutating func apply(_ request: ActRequest, effects: inout Effects) {
        if let flaw = flaw(in: request) {
            effects.verdict = .refused(flaw)
            return
        }
        let isStranger = book.standing(of: request.by) == nil
        if let flaw = roleFlaw(in: request) {
            effects.verdict = .refused(flaw)
            return
        }
        do {
            switch request.verb {
            case .propose: try propose(request, &effects)
            case .approve, .refuse, .withdraw, .lift, .renew, .settle: try changeMeasure(request, &effects)
            case .railDid, .railRefused: try railAnswered(request, &effects)
            case .replay: try replay(request, &effects)
            case .time: passTime(request, &effects)
            case .role: try setRole(request, &effects)
            case .vouch: try vouch(request, &effects)
            case .look: looked(request, &effects)
            case .open: try openCase(request, &effects)
            case .assign, .comment, .tag, .attach, .close, .reopen, .merge, .wall, .escalate:
                try changeCase(request, &effects)
            case .postpone: try postpone(request, &effects)
            case .file, .document, .decide: try appeal(request, &effects)
            case .signList: try signList(request, &effects)
            case .noticeFetched, .noticeDelivery: try followNotice(request, &effects)
            case .oddPrice: try noteOddPrice(request, &effects)
            case .withdrawPrices: try withdrawPrices(request, &effects)
            case .tellAccounts: try noteAccounts(request, &effects)
            case .watchSite: try watch(request, &effects)
            case .siteNotSeen: try notSeen(request, &effects)
            case .link, .linksSought: try linked(request, &effects)
            case .version: break  // Has its place in the journal: see `noteVersion`.
            case .erase:
                // Without a role it comes from the command line, on a folder that no server has.
                if request.role != nil {
                    try need(request.role, \.mayErase, "erase whom entries are about")
                    try needVouched(request.by)
                }
                effects.acts.append(
                    Act("erasure", at: request.at, by: request.by, role: request.role, number: 0, text: request.text))
            }
        } catch {
            effects.verdict = .refused(error.reason)
        }
        noteSteps(effects)
        // Somebody whom nobody has let in here comes from the machine: the register hears of it. Last, for what came of
        // an input keeps its place among that.
        guard isStranger, let role = request.role else { return }
        effects.acts.append(
            Act("access.changed", at: request.at, by: Measure.weir, number: 0, facts: [("to", role.name)])
                .about(person: request.by))
    }

    private func flaw(in request: ActRequest) -> String? {
        guard !request.by.isEmpty, request.by.utf8.count <= Limits.idBytes else {
            return "says nobody, or somebody with too long a name, as who asks"
        }
        guard request.text.utf8.count <= Limits.actTextBytes, request.detail.utf8.count <= Limits.actTextBytes,
            request.statement.utf8.count <= Limits.actTextBytes
        else {
            return "has a text of more than \(Limits.actTextBytes) bytes"
        }
        guard request.subject.utf8.count <= Limits.siteBytes, request.extra.utf8.count <= Limits.siteBytes,
            request.authority.utf8.count <= Limits.siteBytes, request.orderHash.utf8.count <= Limits.siteBytes
        else { return "names something of more than \(Limits.siteBytes) bytes" }
        return nil
    }

    /// A request that was on its way while its sender's role was taken away does not bring the role back. Only of
    /// somebody who has never been heard of does a request say which role they have.
    private mutating func roleFlaw(in request: ActRequest) -> String? {
        guard let role = request.role else { return nil }
        guard let known = book.standing(of: request.by) else {
            book.set(role, of: request.by)
            return nil
        }
        return known == role ? nil : "the role \(role.name) is not \(request.by)'s any more"
    }

    func need(_ condition: Bool, _ words: @autoclosure () -> String) throws(RefusedRequest) {
        if !condition { throw RefusedRequest(words()) }
    }

    /// A role's right to do something, in words where it has none.
    func need(_ role: Role?, _ has: KeyPath<Role, Bool>, _ what: String) throws(RefusedRequest) {
        guard let role else { throw RefusedRequest("only a person with a role may \(what)") }
        try need(role[keyPath: has], "the role \(role.name) may not \(what)")
    }

    // MARK: People, looks

    /// Everybody's role, as the engine knows it.
    public var people: [String: Role] { book.people }

    /// Everybody who has, or has had, a role.
    public var everybody: [String] { book.everybody }

    /// Who gave people their ways in, by name; of those who came by the command line or a provider it is nobody.
    public var givers: [String: [String]] { book.hands.all }

    private mutating func setRole(_ request: ActRequest, _ effects: inout Effects) throws(RefusedRequest) {
        // Without a role it is the command line's or a provider's word, handed in by the server.
        if let own = request.role {
            try need(own == .admin, "the role \(own.name) may not let people in")
            // Whoever waits lets people in, who wait too, and takes nobody over and nobody's role away.
            if book.bindsWhoWaits, request.subject != request.by, book.standing(of: request.subject) != nil {
                try needVouched(request.by)
            }
        }
        let role = Role(rawValue: request.kind)
        let isAnother = request.role == nil && request.extra == ActRequest.anotherOne
        book.set(role, of: request.subject, by: request.by, at: request.at, isAnother: isAnother)
        effects.acts.append(
            Act(
                "access.changed", at: request.at, by: request.by, role: request.role, number: 0,
                facts: [("to", role?.name ?? "none")]
            ).about(person: request.subject))
    }

    private func looked(_ request: ActRequest, _ effects: inout Effects) {
        effects.acts.append(
            Act(
                "access.looked", at: request.at, by: request.by, role: request.role, number: 0,
                subject: request.subject, facts: [("door", request.detail)]))
    }

    // MARK: Time

    /// When something ends or falls due by itself next.
    public var nextDeadline: Instant? { book.deadlines.next }

    /// The kind of a time that was read off a clock, and not off recorded payments: it is told each minute.
    public static let wallClock: UInt8 = 1

    /// When something begins that a payment brings about: at the payment's time, as far as the clock bears it out. A
    /// platform that dates its payments wrongly neither ends a hold at once nor makes it last for years.
    func start(_ at: Instant) -> Instant {
        guard book.wall.milliseconds != .min else { return at }
        return min(max(at, book.wall), book.wall.advanced(bySeconds: Limits.clockSeconds))
    }

    private mutating func passTime(_ request: ActRequest, _ effects: inout Effects) {
        let now = request.at
        book.clock = max(book.clock, now)
        if request.kind == Self.wallClock { book.wall = max(book.wall, now) }
        var listsAt: Instant?
        while let due = book.deadlines.take(until: book.clock) {
            let actor = Actor(by: Measure.weir, role: nil, at: due.at, reason: "its time is over")
            switch due.about {
            case .measure: expire(due.number, due.at, actor, &effects)
            case .caseWork:
                guard var found = book.cases[due.number], found.state == .open, found.due <= due.at,
                    !found.isEscalated
                else { continue }
                found.isEscalated = true
                book.cases.set(found)
                effects.acts.append(
                    Act("case.escalated", at: due.at, by: Measure.weir, number: due.number, facts: [("why", "overdue")])
                        .about(found.accounts))
            case .appeal:
                guard book.appeals[due.number - 1].state == .filed else { continue }
                book.appeals[due.number - 1].isOverdue = true
                effects.acts.append(
                    Act("alarm.appeal_overdue", at: due.at, by: Measure.weir, number: due.number)
                        .about([book.appeals[due.number - 1].account]))
            case .list:
                // Several lists may have ended together: they are told once.
                if listsAt != due.at { listsEnded(at: due.at, &effects) }
                listsAt = due.at
            case .wall: endWall(due.number, at: due.at, &effects)
            case .notice: alarmUnread(due.number, at: due.at, &effects)
            case .wallEnding: warnOfWall(due.number, at: due.at, &effects)
            case .postponed: endPostponement(due.number, at: due.at, &effects)
            }
        }
    }

    private mutating func expire(_ number: Int, _ at: Instant, _ actor: Actor, _ effects: inout Effects) {
        guard let measure = book.measures[number], !measure.state.isEnded else { return }
        let lapses = measure.state == .proposed ? measure.at.advanced(bySeconds: Limits.proposalSeconds) : nil
        guard [lapses, measure.until].contains(where: { $0.map { $0 <= at } ?? false }) else { return }
        change(measure, .expire, actor, &effects)
    }

    // MARK: The life of a measure

    /// Carries out an event that the state allows: the state machine, the order to the rail, the account's standing,
    /// the notice, and what has happened.
    mutating func change(
        _ measure: Measure, _ event: MeasureState.Event, _ actor: Actor, _ effects: inout Effects
    ) {
        guard let next = measure.state.after(event) else {
            preconditionFailure("measure \(measure.number) is \(measure.state.name): '\(event)' was not refused")
        }
        var measure = measure
        let wasInForce = measure.state.isInForce
        measure.state = next
        switch event {
        case .approve, .refuse, .withdraw: break
        case .order: measure.order = Self.nextOrder(measure, .impose, actor.at)
        case .confirm:
            measure.order?.state = .done
            measure.confirmedAt = actor.at
        case .fail: measure.order?.state = .refused
        case .lift, .expire:
            if measure.kind == .holdPayment, measure.outcome == .pending { measure.outcome = .released }
            if wasInForce {
                let action: RailOrder.Action = measure.outcome == .declined ? .decline : .release
                measure.order = Self.nextOrder(measure, action, actor.at)
            }
        }
        if next.isEnded {
            measure.endedBy = actor.by
            measure.endedAt = actor.at
            measure.endReason = actor.reason
        }
        book.measures.set(measure)
        if next.isInForce != wasInForce || event == .order { follow(measure) }
        effects.measures.append(measure)
        effects.acts.append(act("measure.\(next.name)", measure, actor))
        if event == .fail { effects.acts.append(act("alarm.order_refused", measure, actor)) }
        if event == .order { seekLinks(of: measure) }
        if event == .order, isTold(measure) { tell(.imposed, measure, actor.at, &effects) }
        if wasInForce, next.isEnded, isTold(measure) { tell(.ended, measure, actor.at, &effects) }
    }

    static func nextOrder(_ measure: Measure, _ action: RailOrder.Action, _ at: Instant) -> RailOrder {
        RailOrder(version: (measure.order?.version ?? 0) + 1, action: action, at: at)
    }

    /// A measure with what has become of it, as an act.
    func act(
        _ type: String, _ measure: Measure, _ actor: Actor, _ more: [(name: String, value: String)] = []
    ) -> Act {
        var facts: [(name: String, value: String)] = [("kind", measure.kind.name), ("state", measure.state.name)]
        if let typology = measure.typology { facts.append(("typology", typology.name)) }
        if !measure.rules.isEmpty { facts.append(("rules", measure.rules)) }
        if !measure.lists.isEmpty { facts.append(("lists", measure.lists)) }
        if !measure.basis.isEmpty { facts.append(("basis", measure.basis)) }
        if measure.sequence > 0 { facts.append(("input", "\(measure.sequence)")) }
        if let until = measure.until { facts.append(("until", until.rfc3339)) }
        if let order = measure.order {
            facts.append(("order", "\(order.version) \(order.action.name) \(order.state.name)"))
        }
        if measure.kind == .holdPayment { facts.append(("outcome", measure.outcome.name)) }
        if !measure.authority.isEmpty { facts.append(("authority", measure.authority)) }
        if !measure.scope.isEmpty { facts.append(("scope", measure.scope)) }
        return Act(
            type, at: actor.at, by: actor.by, role: actor.role, number: measure.number, subject: measure.account,
            facts: facts + more, text: actor.reason)
    }

    /// Tells the holder, or keeps it back behind the case's wall.
    mutating func notify(
        _ kind: Notice.Kind, _ measure: Measure, to account: String, _ at: Instant, appeal: Int = 0,
        _ effects: inout Effects
    ) {
        let notice = book.add(
            Notice(
                number: 0, kind: kind, measure: measure.number, appeal: appeal, account: account, at: at,
                isWithheld: book.cases.wall(on: account)))
        book.scheduleNotice(notice.number, at: at)
        var act = told(notice)
        // Its keyed hash shows later what the holder was told.
        if kind == .imposed { act.text = measure.statement }
        effects.acts.append(act)
    }

    func told(_ notice: Notice) -> Act {
        Act(
            notice.isWithheld ? "notice.withheld" : "notice.due", at: notice.at, by: Measure.weir,
            number: notice.number, subject: notice.account,
            facts: [("kind", notice.kind.name), ("measure", "\(notice.measure)")])
    }
}
