import HTTPTypes
import Hummingbird
import WeirCodec
import WeirDomain
import WeirEngine
import WeirRuntime

/// `/v1/cases`: the queue.
struct CaseRoutes<Context: RequestContext>: Sendable {
    let acting: Acting
    let documents: Documents

    func add(to router: Router<Context>) {
        router.get("/v1/cases") { request, _ in try await self.list(request) }
        router.get("/v1/cases/:id") { _, context in
            Response.json(try await self.one(try Acting.number(context.part("id"), "case")))
        }
        router.post("/v1/cases") { request, _ in
            try await self.acting.once(request) { try await self.open($0) }
        }
        let verbs: [(String, ActRequest.Verb)] = [
            ("assign", .assign), ("comment", .comment), ("tag", .tag), ("attach", .attach), ("close", .close),
            ("reopen", .reopen), ("merge", .merge), ("wall", .wall), ("escalate", .escalate),
            ("postpone", .postpone),
        ]
        for (name, verb) in verbs {
            router.post(RouterPath("/v1/cases/:id/\(name)")) { request, context in
                let number = try Acting.number(context.part("id"), "case")
                return try await self.acting.once(request) { try await self.change(number, verb, $0) }
            }
        }
        router.get("/v1/documents/:hash") { _, context in
            Response(
                status: .ok, headers: [.contentType: "application/octet-stream"],
                body: ResponseBody(byteBuffer: .init(bytes: try self.documents.read(try context.part("hash")))))
        }
    }

    private func list(_ request: Request) async throws -> Response {
        let paging = try Paging(request)
        let query = request.uri.queryParameters
        let (account, assignee) = (query.get("account"), query.get("assignee"))
        let state = try Acting.name("state", request, of: Case.State.allCases.map(\.name) + ["postponed"])
        let all = try await acting.read { $0.cases }
        let items = Array(
            all.reversed().lazy.filter { found in
                found.number < paging.after ?? .max && Self.isMeant(found, state)
                    && (assignee == nil || assignee == found.assignee)
                    && (account.map { found.accounts.contains($0) } ?? true)
            }.prefix(paging.limit))
        let next = items.count == paging.limit ? items.last?.number : nil
        return Response.json(Paging.page(items.map { ActJSON.case($0) }, next: next))
    }

    /// What is put off is open, and can be asked for by itself.
    private static func isMeant(_ found: Case, _ state: String?) -> Bool {
        state == "postponed" ? found.postponed != nil : state == nil || state == found.state.name
    }

    private func one(_ number: Int) async throws -> [UInt8] {
        let found = try await acting.read { engine -> Case? in
            engine.oneCase(number)
        }
        guard let found else { throw Problem.notFound("There is no case \(number).") }
        let sites = try await acting.read { engine in
            var views: [SiteView] = []
            for account in found.accounts {
                for view in engine.sites(of: account) where !views.contains(where: { $0.host == view.host }) {
                    views.append(view)
                }
            }
            return views
        }
        return ActJSON.case(found, sites: sites)
    }

    /// A case that no alert has opened.
    private func open(_ request: Request) async throws -> [UInt8] {
        let body = try await Acting.body(request)
        var act = try acting.act(.open, request)
        act.subject = try Acting.need(body.account, "account")
        act.text = try Acting.need(body.reason, "reason")
        try await acting.submit(act)
        let account = act.subject
        let number = try await acting.read { engine in engine.cases.last { $0.accounts == [account] }?.number }
        return try await one(number ?? 0)
    }

    private func change(_ number: Int, _ verb: ActRequest.Verb, _ request: Request) async throws -> [UInt8] {
        let body = try await Acting.body(request)
        var act = try acting.act(verb, request)
        try Acting.change(case: number, body, &act)
        if verb == .attach { try await documents.attach(body, &act, acting) }
        try await acting.submit(act)
        return try await one(number)
    }
}
