import WeirDomain

/// Cases that wait for something outside, such as an authority's answer: they leave the queue for a time that somebody
/// has named, and come back by themselves. Their clock runs on meanwhile, and what falls due is escalated as ever:
/// putting a case off is no way to have more time for it.
extension Engine {
    mutating func postpone(_ request: ActRequest, _ effects: inout Effects) throws(RefusedRequest) {
        var found = try workable(request)
        if request.postponing == .takeUp {
            try need(found.postponed != nil, "case \(found.number) is not put off")
            return takeUp(found, Actor(request), why: "asked for", &effects)
        }
        try need(request.postponing == .putOff, "a case is put off, or taken up again")
        guard let until = request.until else { throw RefusedRequest("does not say until when") }
        try need(until > request.at, "would end before it begins")
        try need(
            until <= request.at.advanced(bySeconds: Limits.postponeSeconds),
            "would be put off for too long: \(Limits.postponeSeconds / 86_400) days are the most")
        try need(!request.text.isEmpty, "gives no reason")
        // It is before somebody who decides: whoever works on it does not take it from there.
        try need(
            !found.isEscalated || request.role?.maySign == true,
            "case \(found.number) is escalated: only somebody who may sign puts it off")
        try need(found.comments.count < Limits.caseParts, "case \(found.number) is full of comments")
        found.postponed = Case.Postponement(until: until, by: request.by, reason: request.text)
        found.comments.append(Case.Comment(by: request.by, at: request.at, text: request.text))
        book.cases.set(found)
        book.deadlines.add(until, .postponed, found.number)
        effects.acts.append(
            Act(
                "case.postponed", at: request.at, by: request.by, role: request.role, number: found.number,
                facts: [("until", until.rfc3339)], text: request.text
            ).about(found.accounts))
    }

    /// It is back in the queue.
    mutating func takeUp(_ found: Case, _ actor: Actor, why: String, _ effects: inout Effects) {
        var found = found
        found.postponed = nil
        book.cases.set(found)
        effects.acts.append(
            Act(
                "case.taken_up", at: actor.at, by: actor.by, role: actor.role, number: found.number,
                facts: [("why", why)], text: actor.reason
            ).about(found.accounts))
    }

    /// The time that was named has come, unless somebody has named another one since.
    mutating func endPostponement(_ number: Int, at time: Instant, _ effects: inout Effects) {
        guard let found = book.cases[number], let until = found.postponed?.until, until <= time else { return }
        takeUp(found, Actor(by: Measure.weir, role: nil, at: time, reason: ""), why: "time", &effects)
    }

    // MARK: What was done with cases

    /// Remembers it with the case, so that its page can tell. The register has it as well, but under pseudonyms.
    mutating func noteSteps(_ effects: Effects) {
        for act in effects.acts where act.number > 0 && act.type.hasPrefix("case.") {
            guard let step = step(act) else { continue }
            book.cases.note(step, of: act.number)
            guard act.type == "case.merged", let into = Int(step.detail) else { continue }
            book.cases.note(Case.Step("case.took_in", by: act.by, at: act.at, detail: "\(act.number)"), of: into)
        }
    }

    /// `nil` for what the case tells anyway: its beginning, its alerts, comments and files.
    private func step(_ act: Act) -> Case.Step? {
        func fact(_ name: String) -> String { act.facts.first { $0.name == name }?.value ?? "" }
        var step = Case.Step(act.type, by: act.by, at: act.at)
        switch act.type {
        case "case.alert_joined", "case.commented", "case.file_attached": return nil
        case "case.opened": return act.by == Measure.weir ? nil : step
        case "case.assigned": step.detail = act.person
        case "case.tagged":
            step.detail = act.text
            if book.cases[act.number]?.tags.contains(act.text) == false { step.type = "case.untagged" }
        case "case.closed": step.detail = fact("disposition")
        case "case.merged": step.detail = fact("into")
        case "case.escalated", "case.taken_up": step.detail = fact("why")
        default: step.until = Instant(rfc3339: fact("wanted")) ?? Instant(rfc3339: fact("until"))
        }
        return step
    }
}

extension ActRequest {
    /// What is asked of a case that waits: the act's `kind`.
    public enum Postponing: UInt8, Sendable {
        case putOff
        /// Before its time.
        case takeUp
    }

    var postponing: Postponing? { Postponing(rawValue: kind) }
}
