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
        router.get("/v1/access") { request, _ in
            let (givers, unvouched) = try await acting.read { ($0.givers, $0.unvouched) }
            return Response.json(
                try Paging.part(
                    acting.access.all.map { person in
                        var object = JSONObject()
                        object.put("name", person.name)
                        object.put("role", person.role.name)
                        object.put("given_by", givers[person.name] ?? [])
                        object.put("vouched", unvouched[person.name] == nil)
                        return object.closed
                    }, request))
        }
        // Sent again with its Idempotency-Key it is answered with the same key: a second one would be a second way in.
        router.post("/v1/access") { request, _ in
            try await acting.once(request) { try await self.add($0) }
        }
        router.post("/v1/access/:name/vouch") { request, context in
            let name = acting.access.spelling(of: try context.part("name"))
            return try await acting.once(request) { try await self.vouch(name, $0) }
        }
        router.delete("/v1/access/:name") { request, context in
            try await self.remove(try context.part("name"), request)
        }
    }

    private func add(_ request: Request) async throws -> [UInt8] {
        let body = try await Acting.body(request)
        let name = try Acting.need(body.name, "name")
        guard let role = Role(name: try Acting.need(body.role, "role")) else {
            throw Acting.invalid("role", "is none of \(Role.allCases.map(\.name).joined(separator: ", "))")
        }
        let gone = try await acting.read { $0.everybody }
        // One person, one role: another one takes the place of the first.
        let key = try await acting.access.change(name, to: role) {
            try acting.access.needName(name, besides: gone)
        } note: {
            try await note(name, $0, request)
        } carryOut: {
            try acting.access.setConsoleRole(of: name, role)
            return try AccessKeys.make(acting.desk.store, name: name, role: role.name, at: ServerClock.now)
        }
        var object = JSONObject()
        object.put("name", name)
        object.put("role", role.name)
        object.put("key", key)
        // The key is shown this once, whatever becomes of the question.
        object.put("vouched", (try? await isVouched(name)) ?? false)
        return object.closed
    }

    private func isVouched(_ name: String) async throws -> Bool {
        try await acting.read { $0.unvouched[name] == nil }
    }

    /// A second person's word for a way in that somebody has given.
    private func vouch(_ name: String, _ request: Request) async throws -> [UInt8] {
        var act = try acting.act(.vouch, request)
        act.subject = name
        act.text = try await Acting.body(request).reason ?? ""
        try await acting.submit(act)
        var object = JSONObject()
        object.put("name", name)
        object.put("vouched", try await isVouched(name))
        return object.closed
    }

    private func remove(_ given: String, _ request: Request) async throws -> Response {
        let (person, name) = (try acting.access.require(request), acting.access.spelling(of: given))
        guard person.name != name else {
            throw Problem(.conflict, "not_possible", "Not possible", detail: "Nobody takes their own key away.")
        }
        let count = try await acting.access.change(name, to: nil) {
            guard acting.access.all.contains(where: { $0.name == name }) else {
                throw Problem.notFound("Nobody called '\(name)' has a key.")
            }
        } note: {
            try await note(name, $0, request)
        } carryOut: {
            let count = try acting.desk.store.removeKeys(of: name)
            try acting.access.removeConsole(name)
            return count
        }
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
        let parts = request.uri.path.split(separator: "/").map { $0.removingPercentEncoding ?? String($0) }
        let isList = parts.first == "v1" && Self.showsEverybody(Array(parts.dropFirst()))
        if request.method == .get, parts.count >= 2, parts[0] == "v1", isList || Self.noted.contains(parts[1]) {
            let act = try acting.act(.look, request)
            // The rail asks for what it is to carry out, and a platform for what it handed in itself; what a platform
            // asks of an account is noted all the same.
            if act.role != .rail, act.role != .integrator || parts[1] == "accounts" {
                let last = Self.lists.contains(parts.dropFirst().joined(separator: "/")) ? parts.count - 1 : 1
                let what = isList ? parts[last] : parts.count > 3 ? parts[3] : parts[1]
                let shown = try await isList ? [""] : accounts(parts, request)
                for account in shown { await looks.note(act, account, what) }
            }
        }
        return try await next(request, context)
    }

    /// Parts of the API that show data of accounts.
    private static var noted: Set<String> {
        ["accounts", "alerts", "cases", "measures", "notices", "appeals", "decisions", "documents"]
    }

    /// Lists of everybody's under other names.
    private static var lists: Set<String> { ["rail/orders", "reports/labels", "live"] }

    /// Whether a path shows accounts of everybody's: also those on a list, with the reasons, and those that sites lead
    /// to. What is to be watched the patrol asks for; pictures are of pages.
    private static func showsEverybody(_ path: [String]) -> Bool {
        if lists.contains(path.joined(separator: "/")) { return true }
        guard path.count > 1 else { return path == ["sites"] }
        return path[0] == "lists" || path[0] == "sites" && !["watch", "screenshots"].contains(path[1])
    }

    /// Whose data a request shows; an empty name for a list of everybody's.
    private func accounts(_ parts: [String], _ request: Request) async throws -> [String] {
        if parts[1] == "accounts" { return parts.count > 2 ? [parts[2]] : [] }
        guard parts.count > 2 else { return [request.uri.queryParameters.get("account") ?? ""] }
        if parts[1] == "decisions" { return try parties(of: parts[2]) }
        if parts[1] == "documents" { return try await owners(of: parts[2]) }
        guard let number = Int(parts[2]), number > 0 else { return [] }
        return try await acting.read { engine in
            switch parts[1] {
            case "cases": number <= engine.cases.count ? engine.cases[number - 1].accounts : []
            case "measures": number <= engine.measureCount ? [engine.measures[number - 1].account] : []
            case "notices": number <= engine.notices.count ? [engine.notices[number - 1].account] : []
            case "appeals": number <= engine.appeals.count ? [engine.appeals[number - 1].account] : []
            default: []
            }
        }
    }

    /// The accounts of the cases and objections that hold a document.
    private func owners(of hash: String) async throws -> [String] {
        try await acting.read { engine in
            engine.cases.filter { $0.files.contains { $0.hash == hash } }.flatMap(\.accounts)
                + engine.appeals.filter { $0.documents.contains { $0.hash == hash } }.map(\.account)
        }
    }

    private func parties(of payment: String) throws -> [String] {
        guard let item = try acting.desk.store.payment(id: payment) else { return [] }
        let payment = PaymentView(item.payment.span.bytes)
        return [payment.payer.text, payment.payee.text]
    }
}
