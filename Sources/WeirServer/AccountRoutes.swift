import HTTPTypes
import Hummingbird
import WeirCodec
import WeirDomain
import WeirEngine
import WeirRuntime
import WeirStore

/// Accounts and alerts: what people look at.
struct AccountRoutes<Context: RequestContext>: Sendable {
    let desk: Desk

    func add(to router: Router<Context>) {
        router.get("/v1/accounts/:id") { _, context in
            try await self.account(try context.part("id"))
        }
        router.get("/v1/accounts/:id/payments") { request, context in
            try await self.payments(try context.part("id"), try Paging(request))
        }
        router.get("/v1/accounts/:id/linked") { _, context in
            try await self.linked(try context.part("id"))
        }
        router.get("/v1/accounts/:id/graph") { request, context in
            try await self.graph(try context.part("id"), request)
        }
        router.get("/v1/alerts") { request, _ in try self.alerts(request) }
    }

    // MARK: Accounts

    private func account(_ id: String) async throws -> Response {
        guard let view = await desk.read({ $0.account(id) }) else {
            throw Problem.unavailable("The server is stopping.", retrySeconds: 5)
        }
        guard let view else { throw Problem.notFound("No payment of an account '\(id)' has been seen.") }
        let ids = try desk.paymentIDs(view.indicators.flatMap(\.evidence) + view.recent.map(\.sequence))
        return Response.json(AccountJSON.object(view) { ids[$0] ?? "" }.closed)
    }

    /// Nothing of an account that nobody knows would read as if it had done nothing.
    private func needKnown(_ id: String) async throws {
        let isKnown = await desk.read { $0.account(id) != nil }
        guard let isKnown else { throw Problem.unavailable("The server is stopping.", retrySeconds: 5) }
        if !isKnown { throw Problem.notFound("No payment of an account '\(id)' has been seen.") }
    }

    private func payments(_ id: String, _ paging: Paging) async throws -> Response {
        let page = try desk.store.payments(of: id, limit: paging.limit, after: paging.after)
        if page.items.isEmpty { try await needKnown(id) }
        let items = page.items.map { item -> [UInt8] in
            var payment: [UInt8] = []
            PaymentJSON.append(PaymentView(item.payment.span.bytes), to: &payment)
            var object = JSONObject()
            object.put("payment", json: payment)
            object.put("decision", item.outcome.name)
            object.put("score", item.score)
            return object.closed
        }
        return Response.json(Paging.page(items, next: page.next))
    }

    /// Accounts that seem to be controlled together with it, with the evidence and the measures on them. Whoever wants
    /// one stopped proposes it: nothing is swept in.
    private func linked(_ id: String) async throws -> Response {
        let links = try await desk.links(of: id)
        if links.isEmpty { try await needKnown(id) }
        let names = links.map(\.account)
        let measures = await desk.read { engine in
            names.map { engine.measures(on: $0).filter { !$0.state.isEnded }.suffix(20).map(\.number) }
        }
        guard let measures else { throw Problem.unavailable("The server is stopping.", retrySeconds: 5) }
        let items = zip(links, measures).map { link, numbers -> [UInt8] in
            var object = JSONObject()
            object.put("account", link.account)
            object.put("strong", link.isStrong)
            object.put("text", link.text)
            object.put("ties", json: JSONObject.array(link.ties.map { Self.tie($0) }))
            object.put("measures", json: JSONObject.array(numbers.map { Array("\($0)".utf8) }))
            return object.closed
        }
        return Response.json(Paging.page(items, next: nil))
    }

    /// Whom it pays and who pays it, of its latest payments.
    private func graph(_ id: String, _ request: Request) async throws -> Response {
        var paging = try Paging(request)
        if request.uri.queryParameters.get("limit") == nil { paging.limit = 500 }
        guard let view = await desk.read({ $0.account(id) }) else {
            throw Problem.unavailable("The server is stopping.", retrySeconds: 5)
        }
        guard let view else { throw Problem.notFound("No payment of an account '\(id)' has been seen.") }
        let page = try desk.store.payments(of: id, limit: paging.limit, after: paging.after)
        let graph = AccountGraph(id, view.kind, page.items)
        let names = graph.accounts
        let measures = await desk.read { engine in
            names.map { engine.measures(on: $0).filter { $0.state.isInForce } }
        }
        guard let measures else { throw Problem.unavailable("The server is stopping.", retrySeconds: 5) }
        return Response.json(graph.object(measures, payments: page.items.count, next: page.next).closed)
    }

    private static func tie(_ tie: LinkedAccount.Tie) -> [UInt8] {
        var object = JSONObject()
        object.put("kind", tie.kind.name)
        object.put("count", tie.count)
        object.put("of", tie.of)
        if case .shared = tie.kind { object.put("users", tie.users) }
        object.put("evidence", tie.evidence)
        return object.closed
    }

    // MARK: Alerts

    private func alerts(_ request: Request) throws -> Response {
        let paging = try Paging(request)
        let account = request.uri.queryParameters.get("account")
        let page = try desk.store.alerts(account: account, limit: paging.limit, after: paging.after)
        let isChinese = try Acting.language(request) == .zh
        let items = page.items.map { isChinese ? AccountJSON.numberedInChinese($0) : AccountJSON.numbered($0) }
        return Response.json(Paging.page(items, next: page.next))
    }
}

/// `limit` and `after` of a list.
struct Paging {
    var limit = 50
    var after: Int?

    init(_ request: Request) throws {
        if let text = request.uri.queryParameters.get("limit") {
            guard let value = Int(text), (1...500).contains(value) else {
                throw Problem(.badRequest, "bad_limit", "limit must be 1 to 500", field: "limit")
            }
            limit = value
        }
        if let text = request.uri.queryParameters.get("after") {
            guard let value = Int(text), value >= 0 else {
                throw Problem(.badRequest, "bad_cursor", "after must be the next of the page before", field: "after")
            }
            after = value
        }
    }

    /// A page of what is all at hand: to the end where no limit is asked for. `after` is a place in it.
    static func part(_ items: [[UInt8]], _ request: Request) throws -> [UInt8] {
        let paging = try Paging(request)
        let start = min(paging.after ?? 0, items.count)
        let isBounded = request.uri.queryParameters.get("limit") != nil
        let end = isBounded ? min(start + paging.limit, items.count) : items.count
        return page(Array(items[start..<end]), next: end < items.count ? end : nil)
    }

    static func page(_ items: [[UInt8]], next: Int?) -> [UInt8] {
        var object = JSONObject()
        object.put("items", json: JSONObject.array(items))
        if let next { object.put("next", String(next)) } else { object.putNull("next") }
        return object.closed
    }
}
