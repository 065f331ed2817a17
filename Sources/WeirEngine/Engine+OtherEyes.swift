import WeirDetection
import WeirDomain

/// Who an appeal is left to: other people than those whom it is about, and other hands, for a second name is nobody
/// else. A yes is not asked for this: whoever gives in takes nothing from anybody.
extension Engine {
    /// Refuses that somebody turns an appeal down who is one hand with whoever imposed the measure, filed the appeal,
    /// or has turned one against it down before.
    func needOtherHands(_ measure: Measure, _ appeal: Appeal, _ request: ActRequest) throws(RefusedRequest) {
        // Who was made up by whoever imposed it may give in, and nothing else; nor who may have been.
        try needVouched(request.by)
        if let other = book.sameHand(as: request.by, among: measure.imposers, at: request.at) {
            throw RefusedRequest(
                "\(request.by) and \(other.name), who took part in measure \(measure.number), are one hand: "
                    + "\(other.why). Somebody else decides")
        }
        if book.decidesAsNine, !isPlatform(appeal.filedBy),
            let other = book.sameHand(as: request.by, among: [appeal.filedBy], at: request.at)
        {
            throw RefusedRequest(
                "\(request.by) and \(other.name), who has filed the appeal, are one hand: \(other.why). "
                    + "Somebody else decides")
        }
        try needOtherEyes(measure, request)
    }

    /// Whoever has turned an appeal down does not turn the next one against the measure down as well, until somebody
    /// else has: the first may not have been the holder's. From then on any of them does, for a holder would otherwise
    /// object until nobody is left.
    private func needOtherEyes(_ measure: Measure, _ request: ActRequest) throws(RefusedRequest) {
        guard book.decidesAsEight else { return }
        let before = book.appeals.filter { $0.measure == measure.number && $0.state == .upheld }.map(\.decidedBy)
        let others = before.filter { $0 != request.by }
        try need(
            before.isEmpty || !others.isEmpty,
            "\(request.by) has turned an appeal against measure \(measure.number) down before: somebody else decides")
        guard book.decidesAsNine else { return }
        let hands = others.compactMap { book.sameHand(as: request.by, among: [$0], at: request.at) }
        guard let other = hands.first, hands.count == others.count else { return }
        throw RefusedRequest(
            "\(request.by) and \(other.name), who has turned an appeal against measure \(measure.number) down before, "
                + "are one hand: \(other.why). Somebody else decides")
    }

    /// Refuses that an administrator who took part in a measure, or in turning an appeal down, says of its notice that
    /// the holder has it: nobody would be called, and the time to object would run.
    func needNoPart(in notice: Notice, _ request: ActRequest) throws(RefusedRequest) {
        guard book.decidesAsNine, !isPlatform(request.by), let measure = book.measures[notice.measure] else { return }
        let decided = book.appeals.filter { $0.number == notice.appeal }.map(\.decidedBy)
        try need(
            !tookPart(request.by, in: measure, at: request.at)
                && !decided.contains { isOneHand($0, request.by, at: request.at) },
            "\(request.by), or a hand of theirs, took part in measure \(measure.number): "
                + "somebody else says what has become of its notice")
    }

    /// Refuses that one hand alone makes a measure last longer than twice its term: renewed month after month by
    /// whoever ordered it, what ends by itself would be for good, which needs two people.
    func needOtherWord(_ measure: Measure, _ request: ActRequest) throws(RefusedRequest) {
        guard book.decidesAsNine, let end = measure.until else { return }
        var since = request.at
        for word in measure.signatures.reversed() {
            guard isOneHand(word.by, request.by, at: request.at) else { break }
            since = min(since, word.at)
        }
        let limit = since.advanced(bySeconds: 2 * Limits.interimSeconds)
        try need(
            end <= limit,
            "one person's word carries measure \(measure.number) until \(limit.rfc3339): somebody else renews it")
    }

    /// Somebody imposes again what has ended within the last month and was theirs, or a hand's of theirs: lifted and
    /// ordered anew it would last as long as if nobody had asked for a second one. So does whoever imposes anew what
    /// has lasted as long as it may, whosever it was. Others should look.
    func noteImposedAgain(_ measure: Measure, _ actor: Actor, _ effects: inout Effects) {
        guard book.decidesAsNine, measure.kind.longestSeconds != nil, measure.kind != .holdPayment,
            measure.authority.isEmpty
        else { return }
        let before = book.measures.on(measure.account).count { other in
            guard other.number < measure.number, other.kind == measure.kind, other.order != nil, other.list.isEmpty,
                !other.isAuthoritysOrder
            else { return false }
            // One that cannot be renewed any more may be in force still.
            if other.state.isInForce { return hasLivedOut(other) }
            guard let ended = other.endedAt, ended.advanced(bySeconds: Limits.interimSeconds) > actor.at else {
                return false
            }
            return hasLivedOut(other) || other.imposers.contains { isOneHand($0, actor.by, at: actor.at) }
        }
        alarmAgain("alarm.imposed_again", measure, actor, before: before, &effects)
    }

    /// Calls somebody where somebody does to an account once more what was done to it before.
    func alarmAgain(_ type: String, _ measure: Measure, _ actor: Actor, before: Int, _ effects: inout Effects) {
        guard before > 0 else { return }
        effects.acts.append(
            Act(
                type, at: actor.at, by: Measure.weir, number: measure.number, subject: measure.account,
                facts: [("times", "\(before + 1)")]
            ).about(person: actor.by))
    }

    func isOneHand(_ a: String, _ b: String, at time: Instant) -> Bool {
        a == b || book.sameHand(as: a, among: [b], at: time) != nil
    }

    /// Whether somebody imposed a measure, or is one hand with who did. What comes by a platform's key is what its
    /// holders say, whoever gave it the key.
    func tookPart(_ person: String, in measure: Measure, at time: Instant) -> Bool {
        if measure.wasImposed(by: person) { return true }
        guard book.decidesAsNine, !isPlatform(person) else { return false }
        return book.sameHand(as: person, among: measure.imposers, at: time) != nil
    }

    private func isPlatform(_ person: String) -> Bool {
        if case .some(.some(.integrator)) = book.standing(of: person) { true } else { false }
    }
}
