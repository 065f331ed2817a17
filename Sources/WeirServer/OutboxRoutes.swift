import Foundation
import HTTPTypes
import Hummingbird
import WeirCodec
import WeirDomain
import WeirEngine
import WeirRuntime

/// `/v1/rail`: how the orders are doing, and whether the rail agrees with us; `/v1/outbox`: orders sent again.
struct OutboxRoutes<Context: RequestContext>: Sendable {
    let again: OrderAgain
    /// The time that orders are given in.
    let now: @Sendable () -> Instant

    private var acting: Acting { again.acting }
    private var outbox: Outbox? { again.outbox }
    private var desk: Desk { acting.desk }

    func add(to router: Router<Context>) {
        router.get("/v1/rail/status") { _, _ in try await self.status() }
        router.get("/v1/rail/differences") { _, _ in
            guard let found = await outbox?.reconcile() else {
                throw Problem(
                    .conflict, "not_possible", "Not possible",
                    detail: "The rail cannot be asked what it has in force: POST its statement to /v1/rail/statement.")
            }
            return Response.json(try await page(found))
        }
        router.post("/v1/rail/statement") { request, _ in
            try await acting.once(request) {
                let facts = try await Self.statement($0)
                return try await page(await Outbox.differences(desk, from: facts))
            }
        }
        router.post("/v1/outbox/:id/replay") { request, context in
            let id = try context.part("id")
            return try await acting.once(request) { try await self.replay(id, $0) }
        }
    }

    // MARK: Sending again

    /// Has an order sent once more, under the same `Webhook-Id`. The register says who had it sent.
    private func replay(_ id: String, _ request: Request) async throws -> [UInt8] {
        let body = try await Acting.body(request)
        guard let (number, version) = try await place(id) else { throw Self.unknown(id) }
        try again.needWay()
        var act = try acting.act(.replay, request)
        act.number = number
        act.other = Int64(version)
        act.text = body.reason ?? ""
        let (message, reply) = try await again.send(act)
        var object = JSONObject()
        object.put("order", again.key(of: message))
        object.put("measure", number)
        object.put("version", message.version)
        object.put("action", message.action.name)
        switch reply {
        case .done: object.put("answer", "done")
        case .accepted: object.put("answer", "accepted")
        case .refused(let why):
            object.put("answer", "refused")
            object.put("reason", why)
        case .unknown(let why):
            object.put("answer", "unknown")
            object.put("reason", why)
        }
        return object.closed
    }

    private static func unknown(_ id: String) -> Problem { Problem.notFound("There is no order '\(id)'.") }

    /// Measure and version of an order of this journal's, by its key; a measure's number stands for its latest order.
    private func place(_ id: String) async throws -> (measure: Int, version: Int)? {
        let parts = id.split(separator: "-", omittingEmptySubsequences: false)
        guard let number = Int(parts.count == 4 ? parts[2] : id[...]), number > 0,
            let latest = try await acting.read({ $0.measure(number)?.order?.version })
        else { return nil }
        if id == "\(number)" { return (number, Int(latest)) }
        guard let version = parts.last.flatMap({ Int($0) }), version > 0, version <= Int(latest),
            id == "weir-\(String(desk.journalID, radix: 16))-\(number)-\(version)"
        else { return nil }
        return (number, version)
    }

    /// What is open, whoever brings it to the rail.
    private func status() async throws -> Response {
        let time = now()
        guard let open = await desk.read({ OpenWork($0, now: time) }) else {
            throw Problem.unavailable("The server is stopping.", retrySeconds: 5)
        }
        let state = outbox?.state
        var object = JSONObject()
        object.put("connected", outbox != nil)
        object.put("open", open.orders)
        object.put("overdue", open.ordersOverdue)
        if let oldest = open.oldestOrder { object.put("oldest", oldest) }
        object.put("sent", state?.sent ?? 0)
        if let trouble = state?.trouble { object.put("trouble", trouble) }
        if let unread = state?.unreadAnswers, unread > 0 { object.put("unread_answers", unread) }
        return Response.json(object.closed)
    }

    /// The differences, and how many orders are no difference only because the rail has not answered them.
    private func page(_ found: [Outbox.Difference]) async throws -> [UInt8] {
        let time = now()
        let open = try await acting.read { OpenWork($0, now: time) }
        var page = Paging.page(
            found.map { difference in
                var object = JSONObject()
                object.put("measure", difference.measure)
                object.put("believed", difference.believed)
                object.put("rail", difference.rail)
                return object.closed
            }, next: nil)
        page.removeLast()
        page += Array(#","unconfirmed":\#(open.orders)}"#.utf8)
        return page
    }

    private struct Line: Decodable {
        var measure: Int
        var version: Int
        var action: String
    }

    /// What the rail has in force: a JSON object a line, `{"measure":1,"version":2,"action":"impose"}`.
    private static func statement(_ request: Request) async throws -> Outbox.Statement {
        let body = try await request.whole(upTo: Limits.documentBodyBytes)
        var facts: Outbox.Statement = [:]
        let lines = Data(body.readableBytesView).split(separator: 10)
        for (place, data) in lines.enumerated() where !data.allSatisfy({ $0 == 32 || $0 == 13 }) {
            guard let line = try? JSONDecoder().decode(Line.self, from: data), line.measure > 0, line.version > 0,
                let action = RailOrder.Action.allCases.first(where: { $0.name == line.action })
            else {
                throw Acting.invalid(
                    nil,
                    "Line \(place + 1) is no " + #"{"measure":1,"version":2,"action":"impose|release|decline"}"#)
            }
            guard facts.updateValue((line.version, action), forKey: line.measure) == nil else {
                throw Acting.invalid(nil, "Line \(place + 1) names measure \(line.measure) a second time")
            }
        }
        return facts
    }
}
