import WeirDomain
import WeirEngine
import WeirRuntime

/// What can be done with one case, for the case page's forms.
struct CaseActRoutes: Sendable {
    func add(to router: ConsoleRouter) {
        let verbs: [(String, ActRequest.Verb, Roles)] = [
            ("assign", .assign, .workers), ("comment", .comment, .workers), ("tag", .tag, .workers),
            ("close", .close, .workers), ("reopen", .reopen, .workers), ("merge", .merge, .workers),
            ("wall", .wall, .signers), ("escalate", .escalate, .workers),
        ]
        for (name, verb, roles) in verbs {
            router.post("/console/cases/:id/\(name)", roles) { visit in try await self.change(visit, verb) }
        }
    }

    /// Fields: `to`, `text`, `tag`, `reason`, `disposition`, `into`, and `back`.
    private func change(_ visit: Visit, _ verb: ActRequest.Verb) async throws -> Reply {
        var act = visit.act(verb)
        let number = try visit.number("id")
        let body = Acting.Body(visit.form)
        if verb == .assign, let to = body.to, !to.isEmpty,
            !visit.acting.access.all.contains(where: { $0.name == to && $0.role.mayWorkOnCases })
        {
            throw Acting.invalid("to", "is nobody who works on cases")
        }
        try Acting.change(case: number, body, &act)
        if verb == .merge, let into = body.into {
            // The case at hand is there: it is the other one that is not.
            let isThere = try await visit.read { $0.oneCase(into) != nil && $0.oneCase(number) != nil }
            guard isThere, into != number else { throw Acting.invalid("into", "names no case that there is: \(into)") }
        }
        try await visit.submit(act)
        visit.say(Phrase("Done.", "已完成。"))
        return visit.back(or: Link("/console/cases", number))
    }
}
