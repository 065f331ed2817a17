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
            ("postpone", .postpone, .workers),
        ]
        for (name, verb, roles) in verbs {
            router.post("/console/cases/:id/\(name)", roles) { visit in try await self.change(visit, verb) }
        }
        router.post("/console/cases", .workers) { visit in try await self.open(visit) }
    }

    /// A case that no alert has opened; it is whoever's who opens it. Fields: `account`, `reason`.
    private func open(_ visit: Visit) async throws -> Reply {
        var act = visit.act(.open)
        let account = try visit.need("account")
        // Its page would have nothing to tell.
        guard try await visit.read({ $0.account(account) != nil }) else { throw Problem.notFound("") }
        act.subject = account
        act.text = try visit.need("reason")
        try await visit.submit(act)
        guard let number = try await visit.read({ $0.caseNumber(of: account) }) else { throw Problem.notFound("") }
        var mine = visit.act(.assign)
        mine.number = number
        mine.subject = visit.person.name
        try await visit.submit(mine)
        visit.say(Phrase("Case \(number) is open, and yours.", "案件 \(number) 已立案，由您承办。"))
        return .see(Link("/console/cases", number))
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
        if verb == .wall {
            if visit.form["down"] == "yes" { return try await takeWallDown(visit, number) }
            if body.act != "sign" { _ = try visit.need("reason") }
        }
        if verb == .merge, let page = try await confirming(visit, number) { return .page(page) }
        try await visit.submit(act)
        if verb == .close { return try await next(visit, after: number) }
        visit.say(Phrase("Done.", "已完成。"))
        return visit.back(or: Link("/console/cases", number))
    }

    /// What a merge does, before it is done; `nil` once somebody has seen it. It cannot be taken back.
    private func confirming(_ visit: Visit, _ number: Int) async throws -> Page? {
        let (into, why) = (Acting.Body(visit.form).into ?? 0, try visit.need("reason"))
        let (found, target) = try await visit.read { ($0.oneCase(number), $0.oneCase(into)) }
        guard let found else { throw Problem.notFound("") }
        guard let target, into != number else {
            throw Acting.invalid("into", "names no case that there is: \(into)")
        }
        if visit.form["sure"] == "yes" { return nil }
        return Page(Phrase("Merge case \(number) into case \(into)", "将案件 \(number) 并入案件 \(into)"), in: .queue) {
            section(Phrase("What happens", "合并后果")) {
                ul {
                    li {
                        Phrase("Accounts that join case \(into): ", "并入案件 \(into) 的账户：")
                        for account in found.accounts.prefix(20) {
                            code(account)
                            " "
                        }
                    }
                    li {
                        Phrase("Case \(into) is about: ", "案件 \(into) 的账户：")
                        for account in target.accounts.prefix(20) {
                            code(account)
                            " "
                        }
                    }
                    li {
                        Phrase(
                            "Case \(number) ends as merged; its alerts, notes and files go along.",
                            "案件 \(number) 以“已合并”结束，其预警、记录与文件一并转入。")
                    }
                    li { Phrase("It cannot be taken back.", "此操作不能撤销。") }
                }
                form(
                    post: Link("/console/cases", number).then("merge"),
                    .a("data-page", Link("/console/cases", number).text)
                ) {
                    hidden("into", String(into))
                    hidden("reason", why)
                    hidden("sure", "yes")
                    button(Phrase("Merge them", "合并"), "danger")
                }
                p { a(Link("/console/cases", number)) { Phrase("Back to the case", "返回案件") } }
            }
        }
    }

    /// What follows when a wall comes down, before it does: holders are told, and nobody can unsay it. The reason
    /// stands among the notes of the case, and with them in the register.
    private func takeWallDown(_ visit: Visit, _ number: Int) async throws -> Reply {
        let why = try visit.need("reason")
        let read = try await visit.read { engine -> (wall: String, kept: Int)? in
            guard let found = engine.oneCase(number) else { return nil }
            let kept = engine.notices.suffix(20_000).count { $0.isWithheld && found.accounts.contains($0.account) }
            return (found.wall, kept)
        }
        guard let read else { throw Problem.notFound("") }
        guard visit.form["sure"] == "yes" else { return .page(wall(read.wall, number, kept: read.kept, why)) }
        var down = visit.act(.wall)
        (down.number, down.kind, down.text) = (number, ActRequest.WallAct.lower.rawValue, why)
        try await visit.submit(down)
        var note = visit.act(.comment)
        (note.number, note.text) = (number, why)
        try await visit.submit(note)
        visit.say(Phrase("The wall is down.", "保密已解除。"))
        return visit.back(or: Link("/console/cases", number))
    }

    private func wall(_ ground: String, _ number: Int, kept: Int, _ why: String) -> Page {
        Page(Phrase("Take the wall of case \(number) down", "解除案件 \(number) 的保密"), in: .queue) {
            section(Phrase("What happens", "后果")) {
                ul {
                    li {
                        Phrase("It stands because: ", "设立理由：")
                        foreign(ground)
                    }
                    li {
                        Phrase(
                            Written.plural(kept, "notice that is", "notices that are")
                                + " kept back will be told to the holder.", "将告知此前暂缓的 \(kept) 份通知。")
                    }
                    li { Phrase("The holder can object from then on.", "持有人此后可以申诉。") }
                    li { Phrase("What is told cannot be taken back.", "已告知的内容不能撤回。") }
                }
                form(
                    post: Link("/console/cases", number).then("wall"),
                    .a("data-page", Link("/console/cases", number).text)
                ) {
                    hidden("down", "yes")
                    hidden("reason", why)
                    hidden("sure", "yes")
                    button(Phrase("Take the wall down", "解除保密"), "danger")
                }
                p { a(Link("/console/cases", number)) { Phrase("Back to the case", "返回案件") } }
            }
        }
    }

    /// After closing a case the next one that waits for this person, with the way back.
    private func next(_ visit: Visit, after number: Int) async throws -> Reply {
        let next = try await visit.caseCache().read { $0.next(for: visit.person.name)?.number }
        let undo = Session.Message.Undo(
            to: Link("/console/queue/undo"),
            fields: [("do", "reopen"), ("case", String(number)), ("back", Link("/console/cases", number).text)])
        visit.say(
            next == nil
                ? Phrase("Case \(number) is closed; no other waits for you.", "案件 \(number) 已结案，没有其他待办案件。")
                : Phrase("Case \(number) is closed. This is the next.", "案件 \(number) 已结案，这是下一个案件。"),
            undo: undo)
        return .see(next.map { Link("/console/cases", $0) } ?? Link("/console/queue"))
    }
}
