import Foundation
import HTTPTypes
import Hummingbird
import WeirCodec
import WeirDomain
import WeirEngine
import WeirRuntime
import WeirStore

/// `/v1/access`: who has a key, and with which role.
struct AccessRoutes<Context: RequestContext>: Sendable {
    let acting: Acting

    func add(to router: Router<Context>) {
        router.get("/v1/access") { _, _ in
            Response.json(
                Paging.page(
                    acting.access.all.map { person in
                        var object = JSONObject()
                        object.put("name", person.name)
                        object.put("role", person.role.name)
                        return object.closed
                    }, next: nil))
        }
        router.post("/v1/access") { request, _ in try await self.add(request) }
        router.delete("/v1/access/:name") { request, context in
            try await self.remove(try context.parameters.require("name"), request)
        }
    }

    private func add(_ request: Request) async throws -> Response {
        let body = try await Acting.body(request)
        let name = try Acting.need(body.name, "name")
        guard let role = Role(name: try Acting.need(body.role, "role")) else {
            throw Acting.invalid("role", "is none of \(Role.allCases.map(\.name).joined(separator: ", "))")
        }
        guard name.utf8.count <= Limits.idBytes, ![Measure.weir, "rail"].contains(name) else {
            throw Acting.invalid("name", "is too long, or nobody's")
        }
        // One person, one role: another one takes the place of the first.
        let store = acting.desk.store
        try await note(name, role, request)
        let old = acting.access.all.first { $0.name == name }
        if let old, old.role != role { _ = try store.removeKeys(of: name) }
        let key = try AccessKeys.make(store, name: name, role: role.name, at: ServerClock.now)
        try acting.access.setConsoleRole(of: name, role)
        try acting.access.reload()
        var object = JSONObject()
        object.put("name", name)
        object.put("role", role.name)
        object.put("key", key)
        return Response.json(object.closed)
    }

    private func remove(_ name: String, _ request: Request) async throws -> Response {
        guard acting.access.all.contains(where: { $0.name == name }) else {
            throw Problem.notFound("Nobody called '\(name)' has a key.")
        }
        let person = try acting.access.require(request)
        guard person.name != name else {
            throw Problem(.conflict, "not_possible", "Not possible", detail: "Nobody takes their own key away.")
        }
        try await note(name, nil, request)
        let count = try acting.desk.store.removeKeys(of: name)
        try acting.access.removeConsole(name)
        try acting.access.reload()
        var object = JSONObject()
        object.put("name", name)
        object.put("keys_removed", count)
        return Response.json(object.closed)
    }

    /// The engine and the register know first.
    private func note(_ name: String, _ role: Role?, _ request: Request) async throws {
        var act = try acting.act(.role, request)
        act.subject = name
        act.kind = role?.rawValue ?? 255
        try await acting.submit(act)
    }
}

/// Notes in the register who looked at whose data: once an hour for each person and account.
struct LookMiddleware<Context: RequestContext>: RouterMiddleware {
    let acting: Acting
    let looks: LookNotes

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        let parts = request.uri.path.split(separator: "/")
        if request.method == .get, parts.count >= 3, parts[0] == "v1", parts[1] == "accounts" {
            let account = parts[2].removingPercentEncoding ?? String(parts[2])
            let what = parts.count > 3 ? String(parts[3]) : "account"
            await looks.note(try acting.act(.look, request), account, what)
        }
        return try await next(request, context)
    }
}
