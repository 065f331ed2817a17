import WeirDetection
public import WeirDomain

/// The holder's objections.
extension Engine {
    public var notices: [Notice] { book.notices }
    public var appeals: [Appeal] { book.appeals }

    mutating func appeal(_ request: ActRequest, _ effects: inout Effects) throws(RefusedRequest) {
        switch request.verb {
        case .file: try fileAppeal(request, &effects)
        case .document:
            var appeal = try filed(request.number, asSeenBy: request.role)
            appeal.documents.append(try file(request, appeal.documents))
            book.appeals[appeal.number - 1] = appeal
            effects.acts.append(act("appeal.document_added", appeal, request, [("sha256", request.detail)]))
        default: try decideAppeal(request, &effects)
        }
    }

    /// Why a document for a case or an appeal would not be taken in; `nil` where it would.
    public func objection(toDocument request: ActRequest) -> String? {
        do throws(RefusedRequest) {
            if request.verb == .document {
                _ = try file(request, filed(request.number, asSeenBy: request.role).documents)
            } else {
                _ = try file(request, workable(request).files)
            }
            return nil
        } catch {
            return error.reason
        }
    }

    /// An appeal that waits to be decided. To a platform it does so, too, while a wall keeps the decision from its
    /// holder: a refusal would tell.
    private func filed(_ number: Int, asSeenBy role: Role? = nil) throws(RefusedRequest) -> Appeal {
        guard number >= 1, number <= book.appeals.count else { throw RefusedRequest("there is no appeal \(number)") }
        let appeal = book.appeals[number - 1]
        if role == .integrator, book.cases.wall(on: appeal.account) { return appeal }
        try need(appeal.state == .filed, "appeal \(number) is \(appeal.state.name) already")
        return appeal
    }

    private func act(
        _ type: String, _ appeal: Appeal, _ request: ActRequest, _ facts: [(name: String, value: String)] = []
    ) -> Act {
        Act(
            type, at: request.at, by: request.by, role: request.role, number: appeal.number, subject: appeal.account,
            facts: [("measure", "\(appeal.measure)")] + facts, text: request.text)
    }

    private mutating func fileAppeal(_ request: ActRequest, _ effects: inout Effects) throws(RefusedRequest) {
        guard let measure = book.measures[request.number] else {
            throw RefusedRequest("there is no measure \(request.number)")
        }
        try need(
            isTold(measure) && measure.order != nil,
            "measure \(measure.number) is nothing that has taken something from its holder")
        try need(
            request.subject.isEmpty || request.subject == measure.account || wasTold(request.subject, of: measure),
            "measure \(measure.number) is not on this account")
        let isOfSite = measure.kind == .blockSite && !request.subject.isEmpty
        let account = isOfSite ? request.subject : measure.account
        try need(!request.text.isEmpty, "says nothing against the measure")
        var counted = measure.endedAt ?? request.at
        if book.decidesAsEight { counted = max(counted, book.known(measure) ?? request.at) }
        try need(
            request.at <= counted.advanced(bySeconds: Limits.appealFilingSeconds),
            "comes more than six months after the measure ended")
        // To a platform, one that was decided behind a wall waits still.
        let isKeptBack = request.role == .integrator && book.cases.wall(on: account)
        // One that somebody files who imposed the measure does not keep the holder's own out.
        let isOwn = book.decidesAsSeven && !tookPart(request.by, in: measure, at: request.at)
        try need(
            !book.appeals.contains { appeal in
                appeal.measure == measure.number && (appeal.state == .filed || isKeptBack)
                    // Of several who are told of a blocked site, each objects for themselves.
                    && (measure.kind != .blockSite || appeal.account == account)
                    && !(isOwn && tookPart(appeal.filedBy, in: measure, at: request.at))
            },
            "an appeal against measure \(measure.number) is waiting to be decided")
        var appeal = Appeal(
            number: book.appeals.count + 1, measure: measure.number, account: account, at: request.at,
            due: request.at.advanced(bySeconds: Limits.appealDecisionSeconds), text: request.text)
        appeal.filedBy = request.by
        book.appeals.append(appeal)
        book.deadlines.add(appeal.due, .appeal, appeal.number)
        effects.acts.append(act("appeal.filed", appeal, request, [("due", appeal.due.rfc3339)]))
    }

    /// Refuses a restriction by whoever took part in one of the account that an appeal has reversed, or is one hand
    /// with them: whoever was found wrong would undo the appeal alone.
    ///
    /// Somebody is left: who granted the appeal is found wrong by nobody, whoever let them in; who has granted a later
    /// one against people of other hands is as good as they are; and an authority's order is not theirs.
    func needNotReversed(
        _ kind: MeasureKind, on account: String, _ request: ActRequest, order authority: String
    ) throws(RefusedRequest) {
        guard book.decidesAsFive, isTold(kind), authority.isEmpty else { return }
        try needNotReversed(on: account, by: request.by, at: request.at)
    }

    /// The same of whatever stops an account.
    func needNotReversed(on account: String, by person: String, at time: Instant) throws(RefusedRequest) {
        guard book.reversed.contains(ExactText(account)) else { return }
        // Of what was reversed: who objects to a blocked site is not the site.
        let reversed = book.appeals.filter { appeal in
            appeal.state == .reversed
                && (book.measures[appeal.measure]?.account ?? "").utf8.elementsEqual(account.utf8)
        }
        let latestFirst = reversed.sorted {
            ($0.decidedAt ?? $0.at, $0.number) > ($1.decidedAt ?? $1.at, $1.number)
        }
        for appeal in latestFirst {
            guard let measure = book.measures[appeal.measure] else { continue }
            let other = book.sameHand(as: person, among: measure.imposers, at: time)
            if appeal.decidedBy == person {
                if other == nil { return }
                continue
            }
            try need(
                !measure.wasImposed(by: person),
                "measure \(measure.number) was reversed on appeal, and \(person) took part in it: "
                    + "it needs somebody else")
            guard let other else { continue }
            throw RefusedRequest(
                "measure \(measure.number) was reversed on appeal, and \(person) is one hand with \(other.name), "
                    + "who took part in it: it needs somebody else")
        }
    }

    private mutating func decideAppeal(_ request: ActRequest, _ effects: inout Effects) throws(RefusedRequest) {
        // First: whoever may not learn of a decision is told the same before and after it.
        try need(request.role, \.mayDecideAppeals, "decide appeals")
        var appeal = try filed(request.number)
        guard let measure = book.measures[appeal.measure] else {
            throw RefusedRequest("there is no measure \(appeal.measure)")
        }
        // Under versions before, who handed the list in did decide.
        var asked = measure
        if !book.decidesAsFive { asked.listedBy = [] }
        try need(
            !asked.wasImposed(by: request.by),
            "\(request.by) took part in measure \(measure.number): somebody else decides")
        try need(appeal.filedBy != request.by, "\(request.by) has filed the appeal: somebody else decides")
        try need(!request.text.isEmpty, "gives no reason")
        try need(request.kind <= 1, "an appeal is upheld or reversed")
        let isReversed = request.kind == 1
        if !isReversed { try needOtherHands(asked, appeal, request) }
        if isReversed, measure.state.isInForce { try needOwn(measure) }
        appeal.state = isReversed ? .reversed : .upheld
        appeal.decidedBy = request.by
        appeal.decidedAt = request.at
        appeal.reason = request.text
        book.appeals[appeal.number - 1] = appeal
        let judged = isReversed ? judge(measure, at: request.at) : []
        effects.acts.append(
            act(
                "appeal.\(appeal.state.name)", appeal, request,
                judged.isEmpty ? [] : [("judged", judged.names.joined(separator: ", "))]))
        notify(.appealDecided, measure, to: appeal.account, request.at, appeal: appeal.number, &effects)
        guard isReversed else { return }
        book.noteReversal(on: measure.account)
        if !measure.list.isEmpty { endWord(of: measure, at: request.at) }
        if measure.state.isInForce {
            let reason = "appeal \(appeal.number): \(request.text)"
            change(
                measure, .lift, Actor(by: request.by, role: request.role, at: request.at, reason: reason), &effects)
        }
        endJudged(judged, appeal, at: request.at, &effects)
        noteStillListed(appeal, request.at, &effects)
    }

    /// An appeal takes nobody off a list: whoever keeps lists is called where one stops the account on.
    private func noteStillListed(_ appeal: Appeal, _ time: Instant, _ effects: inout Effects) {
        let lists = book.decidesAsSix ? lists(stopping: appeal.account, at: time) : []
        guard !lists.isEmpty else { return }
        effects.acts.append(
            Act(
                "alarm.still_listed", at: time, by: Measure.weir, number: appeal.number, subject: appeal.account,
                facts: [("lists", lists.joined(separator: ", "))]))
    }
}
