import WeirDetection
public import WeirDomain

/// What people do with cases.
extension Engine {
    public var cases: [Case] { book.cases.cases }

    /// How many open cases are overdue, or escalated by somebody.
    public var escalatedCases: Int { book.cases.escalated.count }

    mutating func changeCase(_ request: ActRequest, _ effects: inout Effects) throws(RefusedRequest) {
        var found = try workable(request)
        var facts: [(name: String, value: String)] = []
        var person = ""
        switch request.verb {
        case .assign:
            // To nobody is allowed: somebody goes on leave.
            try need(
                request.subject.isEmpty || book.people[request.subject]?.mayWorkOnCases == true,
                "there is nobody called '\(request.subject)' who works on cases")
            found.assignee = request.subject
            person = request.subject
        case .comment:
            try need(!request.text.isEmpty, "is an empty comment")
            try need(found.comments.count < Limits.caseParts, "case \(found.number) is full of comments")
            found.comments.append(Case.Comment(by: request.by, at: request.at, text: request.text))
        case .tag:
            try need(!request.text.isEmpty && request.text.utf8.count <= Limits.tagBytes, "is no tag")
            if let known = found.tags.firstIndex(of: request.text) {
                found.tags.remove(at: known)
            } else {
                try need(found.tags.count < Limits.caseParts, "case \(found.number) is full of tags")
                found.tags.append(request.text)
            }
        case .attach:
            found.files.append(try file(request, found.files))
            facts.append(("sha256", request.detail))
        case .close:
            guard let disposition = Case.Disposition(rawValue: request.kind) else {
                throw RefusedRequest("a case is closed as confirmed, false_alarm or unclear")
            }
            try need(!request.text.isEmpty, "gives no reason")
            found.state = .closed
            found.disposition = disposition
            found.postponed = nil
            found.comments.append(Case.Comment(by: request.by, at: request.at, text: request.text))
            facts.append(("disposition", disposition.name))
        case .escalate:
            try need(!found.isEscalated, "case \(found.number) is escalated already")
            try need(!request.text.isEmpty, "gives no reason")
            found.isEscalated = true
            // What cannot wait is back in the queue.
            found.postponed = nil
            found.comments.append(Case.Comment(by: request.by, at: request.at, text: request.text))
            facts.append(("why", "asked for"))
        case .reopen: try reopen(&found, request)
        case .merge: return try merge(found, request, &effects)
        default: return try setWall(found, request, &effects)
        }
        book.cases.set(found)
        effects.acts.append(
            Act(
                "case.\(Self.past(request.verb))", at: request.at, by: request.by, role: request.role,
                number: found.number, facts: facts, text: request.text
            ).about(found.accounts).about(person: person))
    }

    /// The case that something is asked of, if whoever asks may and its state allows it.
    func workable(_ request: ActRequest) throws(RefusedRequest) -> Case {
        guard let found = book.cases[request.number] else { throw RefusedRequest("there is no case \(request.number)") }
        try need(request.role, \.mayWorkOnCases, "work on cases")
        if request.verb == .wall {
            // A wall outlasts the work: it comes down also where the case is closed.
            try need(found.state != .merged, "case \(found.number) is merged")
        } else if request.verb != .reopen, request.verb != .comment {
            try need(found.state == .open, "case \(found.number) is \(found.state.name)")
        }
        return found
    }

    private mutating func reopen(_ found: inout Case, _ request: ActRequest) throws(RefusedRequest) {
        try need(found.state == .closed, "case \(found.number) is \(found.state.name)")
        try need(!request.text.isEmpty, "gives no reason")
        // An account is in one open case at most: alerts must know where they belong.
        for account in found.accounts {
            guard let other = book.cases.open(on: account) else { continue }
            throw RefusedRequest("case \(other.number) on one of its accounts is open")
        }
        found.state = .open
        book.cases.refer(to: found)
        found.disposition = nil
        found.isEscalated = false
        found.due = request.at.advanced(bySeconds: Limits.caseSeconds)
        book.deadlines.add(found.due, .caseWork, found.number)
        found.comments.append(Case.Comment(by: request.by, at: request.at, text: request.text))
    }

    /// A case that no alert has opened.
    mutating func openCase(_ request: ActRequest, _ effects: inout Effects) throws(RefusedRequest) {
        try need(request.role, \.mayWorkOnCases, "work on cases")
        try need(
            !request.subject.isEmpty && request.subject.utf8.count <= Limits.idBytes,
            "names no account, or one of more than \(Limits.idBytes) bytes")
        try need(!request.text.isEmpty, "gives no reason")
        if let known = book.cases.open(on: request.subject) {
            throw RefusedRequest("case \(known.number) on this account is open")
        }
        var found = book.cases.open(on: request.subject, at: request.at)
        found.comments.append(Case.Comment(by: request.by, at: request.at, text: request.text))
        book.cases.set(found)
        book.deadlines.add(found.due, .caseWork, found.number)
        effects.acts.append(
            Act(
                "case.opened", at: request.at, by: request.by, role: request.role, number: found.number,
                subject: request.subject, text: request.text))
    }

    private static func past(_ verb: ActRequest.Verb) -> String {
        switch verb {
        case .assign: "assigned"
        case .comment: "commented"
        case .tag: "tagged"
        case .attach: "file_attached"
        case .close: "closed"
        case .reopen: "reopened"
        case .escalate: "escalated"
        default: "\(verb)"
        }
    }

    /// A document, by its name and what it contains.
    func file(_ request: ActRequest, _ known: [Case.File]) throws(RefusedRequest) -> Case.File {
        try need(!request.extra.isEmpty && request.extra.utf8.count <= Limits.tagBytes, "names no file")
        let isHash =
            request.detail.utf8.count == 64
            && request.detail.utf8.allSatisfy { byte in
                (48...57).contains(byte) || (97...102).contains(byte)
            }
        try need(isHash, "does not give the file's SHA-256 in hex")
        try need(known.count < Limits.caseParts, "has too many files already")
        return Case.File(name: request.extra, hash: request.detail, by: request.by, at: request.at)
    }

    private mutating func merge(
        _ found: Case, _ request: ActRequest, _ effects: inout Effects
    ) throws(RefusedRequest) {
        guard let target = book.cases[Int(clamping: request.other)], target.number != found.number else {
            throw RefusedRequest("there is no other case \(request.other)")
        }
        try need(target.state == .open, "case \(target.number) is \(target.state.name)")
        // The wall comes to stand around the accounts of both.
        let isLonger = book.decidesAsEight && found.wallTerm.until != target.wallTerm.until
        if found.wall.isEmpty != target.wall.isEmpty || isLonger {
            try need(request.role, \.maySign, "decide what is kept from the holder")
            if book.bindsWhoWaits { try needVouched(request.by) }
        }
        if book.decidesAsEight { try needWallsJoin(found, target, at: request.at) }
        let merged = book.cases.merge(found, into: target).into
        if !merged.isEscalated { book.deadlines.add(merged.due, .caseWork, merged.number) }
        effects.acts.append(
            Act(
                "case.merged", at: request.at, by: request.by, role: request.role, number: found.number,
                facts: [("into", "\(target.number)")], text: request.text
            ).about(merged.accounts))
        if !merged.wall.isEmpty { wallStands(merged, at: request.at, &effects) }
    }
}
