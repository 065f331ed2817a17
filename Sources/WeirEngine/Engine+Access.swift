public import WeirDomain
import WeirLists

/// Four eyes on who comes in: one person lets somebody in, another one vouches for it.
///
/// Until then whoever was let in signs nothing that cannot be undone, and turns no appeal down. A new key or password
/// is a new way in: whoever takes somebody over by one needs the second person's word as well. Nor does an
/// administrator who waits give or take anything from anybody who has been here before, nor does anybody who waits
/// raise a wall or take one down.
extension Engine {
    /// Those who may sign and whose way in nobody has vouched for yet, and who gave it to them.
    public var unvouched: [String: String] { book.hands.waiting.filter { book.maySign($0.key) } }

    mutating func vouch(_ request: ActRequest, _ effects: inout Effects) throws(RefusedRequest) {
        let person = request.subject
        try need(request.role, \.maySign, "vouch for people")
        try need(
            book.hands.waiting[person] != nil && book.maySign(person), "there is no word to be given for '\(person)'")
        try need(request.by != person, "nobody vouches for themselves")
        try needVouched(request.by)
        if let hand = book.hands.common(request.by, person) {
            throw RefusedRequest(
                hand == request.by
                    ? "\(hand) let \(person) in: somebody else vouches for it"
                    : "\(request.by) and \(person) were let in by \(hand): somebody else vouches for it")
        }
        book.vouch(for: person)
        effects.acts.append(
            Act("access.vouched", at: request.at, by: request.by, role: request.role, number: 0, text: request.text)
                .about(person: person))
    }

    /// Why somebody may not make it impossible to tell what a person did who has gone; `nil` where he may.
    ///
    /// Whoever takes somebody's way in away does not erase them as well, nor does a hand of theirs: alone they would
    /// cut off what anybody had done from what that somebody does once he is let in again.
    public func objection(toErasing person: String, by eraser: String) -> String? {
        guard let remover = book.removedBy[person] else { return nil }
        if remover == eraser { return "\(remover) took \(person)'s way in away: somebody else erases them" }
        guard book.hands.common(eraser, remover) != nil else { return nil }
        return "\(eraser) and \(remover), who took \(person)'s way in away, are one hand: somebody else erases them"
    }

    /// Refuses what needs somebody whom two people know.
    func needVouched(_ person: String) throws(RefusedRequest) {
        if let waits = waitsForSecond(person) { throw RefusedRequest(waits) }
    }

    /// Why somebody may not do what needs a person whom two people know; `nil` where he may.
    public func waitsForSecond(_ person: String) -> String? { book.waitsForSecond(person) }

    /// Why somebody may not make it impossible to tell what was done to an account; `nil` where he may.
    ///
    /// Who took part in a measure, or put the account on a list, would cut off what they did from whom they did it to,
    /// while its holder may still object.
    public func objection(toErasingAccount account: String, by eraser: String, at time: Instant) -> String? {
        for measure in book.measures.on(account) where isTold(measure) && measure.order != nil {
            let end = (measure.endedAt ?? time).advanced(bySeconds: Limits.appealFilingSeconds)
            let isOpen =
                !measure.state.isEnded || end > time
                || book.appeals.contains { $0.measure == measure.number && $0.state == .filed }
            guard isOpen else { continue }
            if measure.wasImposed(by: eraser) {
                return "\(eraser) took part in measure \(measure.number), to which its holder may object: "
                    + "somebody else erases them"
            }
            guard let other = book.sameHand(as: eraser, among: measure.imposers, at: time) else { continue }
            return "\(eraser) and \(other.name), who took part in measure \(measure.number), are one hand: "
                + "somebody else erases its holder"
        }
        let entry = ListEntry(.account, .exact, account)
        for list in outside.lists where list.role >= .hold {
            let people = outside.people(on: list, entry) + [outside.word(on: list, entry)?.signedBy ?? ""]
            if people.contains(eraser) {
                return "\(eraser) stands behind \(account) on list '\(list.name)': somebody else erases them"
            }
            guard let other = book.sameHand(as: eraser, among: people, at: time) else { continue }
            return "\(eraser) and \(other.name), who stands behind \(account) on list '\(list.name)', are one hand: "
                + "somebody else erases them"
        }
        return nil
    }
}

extension ActBook {
    /// Why somebody may not do what needs a person whom two people know; `nil` where he may.
    func waitsForSecond(_ person: String) -> String? {
        guard maySign(person), let giver = hands.waiting[person] else { return nil }
        if giver == Measure.weir {
            return "'\(person)' was somebody else's account at the provider, and nobody has vouched for it yet: "
                + "it needs somebody else"
        }
        return "\(giver) let \(person) in, and nobody else has vouched for it yet: it needs somebody else"
    }
}
