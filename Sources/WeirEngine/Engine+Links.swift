import WeirDetection
public import WeirDomain

/// Accounts that are controlled together with one on which a measure stands: proposed with the evidence, never swept
/// in. Whoever reads the journal finds them and hands them in.
extension Engine {
    /// Measures whose account's links have not been sought yet, oldest first.
    public var linksWanted: [Measure] { book.measures.linksWanted.sorted().compactMap { book.measures[$0] } }

    /// Has the links of a measure's account sought, where it stops the account.
    mutating func seekLinks(of measure: Measure) {
        guard measure.kind == .suspendTransfers || measure.kind == .stopCollection, measure.list.isEmpty else { return }
        book.measures.wantLinks(of: measure.number)
    }

    /// A linked account, or the end of the search: `number` is the measure, `subject` the account, `text` the evidence.
    mutating func linked(_ request: ActRequest, _ effects: inout Effects) throws(RefusedRequest) {
        try need(request.by == Measure.weir && request.role == nil, "is nothing that people hand in")
        guard let origin = book.measures[request.number] else {
            throw RefusedRequest("there is no measure \(request.number)")
        }
        guard request.verb == .link else { return book.measures.foundLinks(of: origin.number) }
        try need(!origin.state.isEnded, "measure \(origin.number) is \(origin.state.name)")
        try need(
            !request.subject.isEmpty && request.subject.utf8.count <= Limits.idBytes
                && request.subject != origin.account && !request.text.isEmpty, "names no other account, or no evidence")
        // What people have decided since about the account is decided. A proposal that its maker has taken back is no
        // decision: one alone would keep the account from those who sign.
        let isSettled = book.measures.on(request.subject).contains { measure in
            [.suspendTransfers, .stopCollection].contains(measure.kind)
                && measure.state != .withdrawn && (!measure.state.isEnded || measure.at >= origin.at)
        }
        try need(!isSettled, "measures on \(request.subject) are before people, or were")
        var measure = Measure(
            number: 0, kind: .suspendTransfers, account: request.subject, state: .proposed, typology: nil,
            at: request.at, sequence: 0, by: Measure.weir,
            ground: "Belongs together with an account on which measure \(origin.number) stands, \(origin.kind.name). "
                + request.text)
        measure.basis = Self.contract
        (measure.rules, measure.lists) = (rulesVersion, listsInForce(at: request.at))
        measure.until = request.at.advanced(bySeconds: Limits.interimSeconds)
        propose(
            measure, Actor(by: Measure.weir, role: nil, at: request.at, reason: measure.ground),
            [("linked_to_measure", "\(origin.number)")], &effects)
    }
}
