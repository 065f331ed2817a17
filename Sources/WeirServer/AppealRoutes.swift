import HTTPTypes
import Hummingbird
import WeirCodec
import WeirDomain
import WeirEngine
import WeirRuntime

/// `/v1/notices` and `/v1/appeals`: what the holder is told, and what the holder says.
struct AppealRoutes<Context: RequestContext>: Sendable {
    let acting: Acting
    let documents: Documents

    func add(to router: Router<Context>) {
        router.get("/v1/notices") { request, _ in try await self.notices(request) }
        router.get("/v1/notices/:id") { request, context in
            try await self.notice(try Acting.number(context.part("id"), "notice"), request)
        }
        router.post("/v1/notices/:id/delivery") { request, context in
            let number = try Acting.number(context.part("id"), "notice")
            return try await self.acting.once(request) { try await self.deliver(number, $0) }
        }
        router.get("/v1/appeals") { request, _ in try await self.list(request) }
        router.get("/v1/appeals/:id") { request, context in
            Response.json(try await self.one(try Acting.number(context.part("id"), "appeal"), request))
        }
        router.post("/v1/appeals") { request, _ in
            try await self.acting.once(request) { try await self.file($0) }
        }
        for (name, verb) in [("document", ActRequest.Verb.document), ("decide", .decide)] {
            router.post(RouterPath("/v1/appeals/:id/\(name)")) { request, context in
                let number = try Acting.number(context.part("id"), "appeal")
                return try await self.acting.once(request) { try await self.change(number, verb, $0) }
            }
        }
    }

    // MARK: Notices

    /// What may be told: a platform delivers it to the holder.
    private func notices(_ request: Request) async throws -> Response {
        let paging = try Paging(request)
        let account = request.uri.queryParameters.get("account")
        let isUnread = request.uri.queryParameters.get("undelivered") == "yes"
        let all = try await acting.read { isUnread ? $0.unreadNotices : $0.notices }
        let items = all.filter { notice in
            notice.number > paging.after ?? 0 && !notice.isWithheld && (account == nil || account == notice.account)
        }.prefix(paging.limit)
        let next = items.count == paging.limit ? items.last?.number : nil
        return Response.json(Paging.page(items.map { ActJSON.notice($0) }, next: next))
    }

    private func notice(_ number: Int, _ request: Request) async throws -> Response {
        let found = try await acting.read { engine -> (Notice, Measure, Appeal?)? in
            let notices = engine.notices
            guard number <= notices.count else { return nil }
            let notice = notices[number - 1]
            return (notice, engine.measures[notice.measure - 1], engine.appeals.first { $0.number == notice.appeal })
        }
        guard let (notice, measure, appeal) = found, !notice.isWithheld else {
            throw Problem.notFound("There is no notice \(number).")
        }
        let language = request.uri.queryParameters.get("language") ?? "en"
        let states = notice.kind == .imposed || notice.kind == .endChanged
        let facts =
            try await states ? NoticeFacts.of(measure, to: notice.account, in: acting.desk.store) : NoticeFacts()
        guard let text = NoticeText(notice, measure, appeal, facts: facts).text(in: language) else {
            throw Acting.invalid("language", "is neither en nor zh")
        }
        // A platform that has the text is to hand it on. Who looks at it at the console tells nobody.
        var act = try acting.act(.noticeFetched, request)
        if act.role == .integrator, notice.fetchedAt == nil {
            act.number = number
            try await acting.submit(act)
        }
        return Response.text(text, type: "text/plain; charset=utf-8")
    }

    /// A platform says whether a notice has reached its holder, and by which way.
    private func deliver(_ number: Int, _ request: Request) async throws -> [UInt8] {
        let body = try await Acting.body(request)
        guard let isDelivered = body.delivered else { throw Acting.invalid("delivered", "is missing") }
        var act = try acting.act(.noticeDelivery, request)
        act.number = number
        act.extra = try Acting.need(body.channel, "channel")
        act.kind = isDelivered ? 1 : 0
        act.text = isDelivered ? body.reason ?? "" : try Acting.need(body.reason, "reason")
        try await acting.submit(act)
        guard let notice = try await acting.read({ $0.notices.last { $0.number == number } }) else {
            throw Problem.notFound("There is no notice \(number).")
        }
        return ActJSON.notice(notice)
    }

    // MARK: Appeals

    private func list(_ request: Request) async throws -> Response {
        let paging = try Paging(request)
        let state = try Acting.name("state", request, of: Appeal.State.allCases.map(\.name))
        let isPlatform = try acting.access.require(request).role == .integrator
        let all = try await acting.read { engine in
            engine.appeals.map { appeal in
                isPlatform && engine.isWalled(appeal.account) ? appeal.undecided(at: engine.deadlinesPassed) : appeal
            }
        }
        let items = Array(
            all.reversed().lazy.filter {
                $0.number < paging.after ?? .max && (state == nil || state == $0.state.name)
            }.prefix(paging.limit))
        let next = items.count == paging.limit ? items.last?.number : nil
        return Response.json(Paging.page(items.map { ActJSON.appeal($0) }, next: next))
    }

    /// - Parameter request: a platform tells the holder: of a decision behind a wall it learns once the wall is down.
    private func one(_ number: Int, _ request: Request) async throws -> [UInt8] {
        let isPlatform = try acting.access.require(request).role == .integrator
        let found = try await acting.read { engine -> (Appeal, lists: [String])? in
            let appeals = engine.appeals
            guard number >= 1, number <= appeals.count else { return nil }
            let appeal = appeals[number - 1]
            if !isPlatform { return (appeal, engine.lists(stopping: appeal.account)) }
            return (engine.isWalled(appeal.account) ? appeal.undecided(at: engine.deadlinesPassed) : appeal, [])
        }
        guard let (appeal, lists) = found else { throw Problem.notFound("There is no appeal \(number).") }
        return ActJSON.appeal(appeal, stoppedBy: lists)
    }

    private func file(_ request: Request) async throws -> [UInt8] {
        let body = try await Acting.body(request)
        guard let measure = body.measure else { throw Acting.invalid("measure", "is missing") }
        var act = try acting.act(.file, request)
        act.number = measure
        act.subject = body.account ?? ""
        act.text = try Acting.need(body.text, "text")
        try await acting.submit(act)
        // Of a blocked site each who was told objects for themselves.
        let account = act.subject
        let number = try await acting.read { engine in
            engine.appeals.last { $0.measure == measure && (account.isEmpty || $0.account == account) }?.number
        }
        return try await one(number ?? 0, request)
    }

    private func change(_ number: Int, _ verb: ActRequest.Verb, _ request: Request) async throws -> [UInt8] {
        let body = try await Acting.body(request)
        var act = try acting.act(verb, request)
        act.number = number
        if verb == .document {
            try await documents.attach(body, &act, acting)
        } else {
            try Acting.decide(appeal: number, body, &act)
        }
        try await acting.submit(act)
        return try await one(number, request)
    }
}
