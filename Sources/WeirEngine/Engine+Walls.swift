import WeirDetection
public import WeirDomain

/// Walls of confidentiality: what the law forbids to tell a holder is kept back, for a time that somebody has named.
///
/// On one person's word a wall stands for a week, which does for the night and for the answer of an authority. For
/// longer two people sign, and for ninety days at the most; renewed, it is signed anew. Then it comes down by itself,
/// and what was kept back is told: nobody is silenced because somebody has forgotten them.
extension Engine {
    /// Puts the wall up with its ground, makes it last longer, gives a second person's word for that, or takes it down.
    mutating func setWall(_ found: Case, _ request: ActRequest, _ effects: inout Effects) throws(RefusedRequest) {
        try need(request.role, \.maySign, "decide what is kept from the holder")
        guard book.decidesAsEight else { return try setWallWithoutEnd(found, request, &effects) }
        // Behind it nobody objects, and what is told when it comes down cannot be taken back: whom one person has made
        // up neither silences a holder nor warns one.
        try needVouched(request.by)
        switch request.wallAct {
        case .raise: try raiseWall(found, request, &effects)
        case .sign: try signWall(found, request, &effects)
        case .lower:
            // What is told then cannot be taken back. Under the version before silence was enough.
            try need(!book.decidesAsNine || !request.text.isEmpty, "gives no reason")
            takeWallDown(found, "case.wall_removed", Actor(request), &effects)
        case nil: throw RefusedRequest("a wall is raised, signed or taken down")
        }
    }

    /// Under versions before a wall had no end, and came down without a reason.
    private mutating func setWallWithoutEnd(
        _ found: Case, _ request: ActRequest, _ effects: inout Effects
    ) throws(RefusedRequest) {
        if request.text.isEmpty ? book.decidesAsFive : book.bindsWhoWaits { try needVouched(request.by) }
        var found = found
        found.wall = request.text
        if request.text.isEmpty { return takeWallDown(found, "case.wall_removed", Actor(request), &effects) }
        book.cases.set(found)
        effects.acts.append(wallAct("case.wall_raised", found, Actor(request)))
        // A notice is due in the moment of its measure: what nobody has fetched yet is kept back from now on.
        for notice in book.withhold(noticesTo: found.accounts) { effects.acts.append(told(notice)) }
    }

    private func wallAct(
        _ type: String, _ found: Case, _ actor: Actor, _ facts: [(name: String, value: String)] = []
    ) -> Act {
        Act(
            type, at: actor.at, by: actor.by, role: actor.role, number: found.number, facts: facts, text: actor.reason
        ).about(found.accounts)
    }

    private mutating func takeWallDown(_ found: Case, _ type: String, _ actor: Actor, _ effects: inout Effects) {
        var found = found
        (found.wall, found.wallTerm) = ("", Case.WallTerm())
        book.cases.set(found)
        effects.acts.append(wallAct(type, found, actor))
        for notice in book.release(noticesTo: found.accounts, at: actor.at) {
            book.scheduleNotice(notice.number, at: actor.at)
            effects.acts.append(told(notice))
        }
    }

    // MARK: Going up

    private mutating func raiseWall(
        _ found: Case, _ request: ActRequest, _ effects: inout Effects
    ) throws(RefusedRequest) {
        var (found, stands) = (found, !found.wall.isEmpty)
        let alone = book.cases.aloneUntil(found.accounts, at: request.at)
        try need(
            request.until != nil || stands || alone > request.at,
            "one person's word has kept this from the holder within the last month: "
                + "say until when, and somebody else signs it")
        let signed = stands ? found.wallTerm.until : nil
        var end = request.until ?? signed ?? alone
        try need(end > request.at, "would end before it begins")
        try need(
            end <= request.at.advanced(bySeconds: Limits.wallSeconds),
            "would last too long: a wall stands for \(Limits.wallSeconds / 86_400) days at the most, and can be renewed"
        )
        // What somebody else has signed one person alone does not make longer, nor the week that is theirs.
        let limit = max(alone, signed ?? alone)
        var facts: [(name: String, value: String)] = []
        if end > limit {
            found.wallTerm.wanted = end
            (found.wallTerm.wantedBy, found.wallTerm.wantedFor) = (request.by, request.text)
            facts.append(("wanted", end.rfc3339))
            end = limit
        } else {
            found.wall = request.text
        }
        let isNew = !stands && end > request.at
        if isNew { found.wall = request.text }
        stands = stands || isNew
        if stands {
            if end > signed ?? Instant(milliseconds: .min) { found.wallTerm.signedBy = "" }
            if isNew || end != signed { found.wallTerm.by = request.by }
            found.wallTerm.until = end
            facts.append(("until", end.rfc3339))
        }
        book.cases.set(found)
        let type = isNew ? "case.wall_raised" : stands ? "case.wall_renewed" : "case.wall_wanted"
        effects.acts.append(wallAct(type, found, Actor(request), facts))
        if stands { wallStands(found, at: request.at, &effects) }
    }

    /// Somebody else wants as well that it stand for longer.
    private mutating func signWall(
        _ found: Case, _ request: ActRequest, _ effects: inout Effects
    ) throws(RefusedRequest) {
        guard let wanted = found.wallTerm.wanted, wanted > request.at else {
            throw RefusedRequest("case \(found.number) has no wall that waits for a second person's word")
        }
        // What somebody has put in its place meanwhile, they have not looked at.
        if let meant = request.until {
            try need(meant == wanted, "the wall that waits would stand until \(wanted.rfc3339), not \(meant.rfc3339)")
        }
        let asker = found.wallTerm.wantedBy
        try need(asker != request.by, "\(asker) has given the word already: it needs somebody else")
        if let waits = waitsForSecond(asker) { throw RefusedRequest(waits) }
        try need(!book.hasLost(asker), "\(asker) may sign no more: somebody asks for it anew")
        if let other = book.sameHand(as: request.by, among: [asker], at: request.at) {
            throw RefusedRequest(
                "\(request.by) and \(other.name), whose word it is, are one hand: \(other.why). "
                    + "It needs somebody else")
        }
        var found = found
        found.wall = found.wallTerm.wantedFor
        found.wallTerm = Case.WallTerm(until: wanted, by: asker, signedBy: request.by)
        book.cases.set(found)
        effects.acts.append(wallAct("case.wall_signed", found, Actor(request), [("until", wanted.rfc3339)]))
        wallStands(found, at: request.at, &effects)
    }

    /// Where two cases become one, the wall that stands for longer comes to stand around the accounts of both. It may
    /// not stand around the other's for longer than one person's word carries: whoever merges cases would otherwise
    /// silence anybody behind what two people have signed about somebody else, or, week after week, behind a wall
    /// around an account that was made up for it.
    func needWallsJoin(_ one: Case, _ other: Case, at time: Instant) throws(RefusedRequest) {
        let never = Instant(milliseconds: .min)
        let ends = (one.wallTerm.until ?? never, other.wallTerm.until ?? never)
        if ends.0 == ends.1 { return }
        let (longer, shorter) = ends.0 > ends.1 ? (one, other) : (other, one)
        let end = max(ends.0, ends.1)
        try need(
            end <= book.cases.aloneUntil(shorter.accounts, at: time),
            "the wall of case \(longer.number) would stand around the accounts of case \(shorter.number) for longer "
                + "than one person's word carries: have one signed there until \(end.rfc3339) first")
    }

    /// A wall stands, or stands for longer, or around more accounts.
    mutating func wallStands(_ found: Case, at time: Instant, _ effects: inout Effects) {
        if book.decidesAsEight {
            if found.wallTerm.signedBy.isEmpty {
                book.cases.noteAlone(found.accounts, at: time, forgets: book.decidesAsNine)
            }
            book.scheduleWall(found)
        }
        for notice in book.withhold(noticesTo: found.accounts) { effects.acts.append(told(notice)) }
    }

    // MARK: Its end

    /// A wall comes down by itself, unless somebody has made it stand for longer.
    mutating func endWall(_ number: Int, at time: Instant, _ effects: inout Effects) {
        guard book.decidesAsEight, let found = book.cases[number], let until = found.wallTerm.until, until <= time
        else { return }
        let actor = Actor(by: Measure.weir, role: nil, at: time, reason: "its time is over")
        takeWallDown(found, "case.wall_ended", actor, &effects)
    }

    /// Accounts of which it is remembered that one person's word has kept something from their holders.
    package var wallsAlone: Int { book.cases.aloneCount }

    /// Cases with a wall that waits for a second person's word.
    public func wallsWaiting(at time: Instant) -> [Case] {
        book.cases.wallsWanted.sorted().compactMap { book.cases[$0] }
            .filter { $0.wallTerm.wanted.map { $0 > time } ?? false }
    }

    /// Calls somebody before that: what is told then cannot be taken back.
    func warnOfWall(_ number: Int, at time: Instant, _ effects: inout Effects) {
        guard book.decidesAsEight, let found = book.cases[number], let until = found.wallTerm.until, until > time,
            until.advanced(bySeconds: -Limits.wallNoticeSeconds) <= time
        else { return }
        effects.acts.append(
            wallAct(
                "alarm.wall_ending", found, Actor(by: Measure.weir, role: nil, at: time, reason: ""),
                [("until", until.rfc3339)]))
    }
}

extension ActRequest {
    /// What is asked of a wall: the act's `kind`.
    public enum WallAct: UInt8, Sendable {
        case raise
        case lower
        /// A second person's word.
        case sign
    }

    /// As before there were kinds: without a ground it comes down.
    var wallAct: WallAct? { text.isEmpty && kind == 0 ? .lower : WallAct(rawValue: kind) }
}

extension Actor {
    /// Whoever asks.
    init(_ request: ActRequest) {
        self.init(by: request.by, role: request.role, at: request.at, reason: request.text)
    }
}

extension ActBook {
    /// Notes when a wall ends, and when somebody is called before that.
    mutating func scheduleWall(_ found: Case) {
        guard !found.wall.isEmpty, let until = found.wallTerm.until else { return }
        deadlines.add(until, .wall, found.number)
        let warning = until.advanced(bySeconds: -Limits.wallNoticeSeconds)
        if warning > clock { deadlines.add(warning, .wallEnding, found.number) }
    }

    /// Walls from before they had an end stand for a month from here on.
    mutating func beginWallTerms(at time: Instant) {
        for found in cases.cases where !found.wall.isEmpty && found.wallTerm.until == nil {
            var found = found
            found.wallTerm.until = time.advanced(bySeconds: Limits.interimSeconds)
            cases.set(found)
            scheduleWall(found)
        }
    }
}
