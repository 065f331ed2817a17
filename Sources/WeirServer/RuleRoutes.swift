import HTTPTypes
import Hummingbird
import WeirCodec
import WeirDomain
import WeirEngine
import WeirRuntime

/// `/v1/rules`: a rule set is handed in, tried, signed by somebody else, live; and rolled back. No payment waits for
/// more than the moment in which a set is compiled, and an unsound one changes nothing.
struct RuleRoutes<Context: RequestContext>: Sendable {
    let acting: Acting

    func add(to router: Router<Context>) {
        router.get("/v1/rules") { _, _ in Response.json(try await self.show()) }
        router.put("/v1/rules") { request, _ in Response.json(try await self.put(request)) }
        let events: [(String, RuleRequest.Event)] = [
            ("canary", .canary), ("approve", .approve), ("rollback", .rollBack), ("withdraw", .withdraw),
        ]
        for (name, event) in events {
            router.post(RouterPath("/v1/rules/\(name)")) { request, _ in
                try await self.acting.once(request) { try await self.ask(event, $0) }
            }
        }
    }

    private var desk: Desk { acting.desk }
    private var handIn: RuleHandIn { RuleHandIn(desk: desk) }

    private func caller(_ request: Request) throws -> String { try acting.access.require(request).name }

    // MARK: Handing in

    private func put(_ request: Request) async throws -> [UInt8] {
        let body = try await request.whole(upTo: Limits.ruleSetBytes)
        // After the body, which may take its time: whoever has lost the key meanwhile hands nothing in.
        let by = try caller(request)
        guard let text = String(validating: body.readableBytesView, as: UTF8.self) else {
            throw Problem(
                .unprocessableContent, "invalid_rules", "The rule set was refused", detail: "It is not UTF-8.")
        }
        try await handIn.shadow(text, by: by)
        return try await show()
    }

    private func ask(_ event: RuleRequest.Event, _ request: Request) async throws -> [UInt8] {
        let by = try caller(request)
        let query = request.uri.queryParameters
        var asked = RuleRequest(event, version: query.get("version") ?? "", by: by, at: ServerClock.now)
        asked.reason = query.get("reason") ?? ""
        if event == .canary {
            guard let permille = query.get("permille").flatMap({ Int($0) }), (1...500).contains(permille) else {
                throw Problem(
                    .unprocessableContent, "invalid_share", "A canary needs a share",
                    detail: "permille=50 decides for one payee in twenty, 500 are the most.", field: "permille")
            }
            asked.permille = permille
        }
        try await handIn.apply(asked)
        return try await show()
    }

    // MARK: Showing

    private func show() async throws -> [UInt8] {
        let body = await desk.read { engine in
            var object = JSONObject()
            object.put("rules_version", engine.rulesVersion)
            if let live = engine.liveRules { object.put("live", json: RuleViewJSON.object(live)) }
            if let trial = engine.trialRules { object.put("trial", json: RuleViewJSON.object(trial)) }
            if let previous = engine.previousRulesVersion { object.put("previous", previous) }
            return object.closed
        }
        guard let body else { throw Problem.unavailable("the server is stopping", retrySeconds: 5) }
        return body
    }
}
