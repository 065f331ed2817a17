import Foundation
import HTTPTypes
import Hummingbird
import WeirCodec
import WeirDomain
import WeirEngine
import WeirLists
import WeirPatrol
import WeirRuntime

/// A list, and how much of it waits for a second person's word.
private struct Listed: Sendable {
    var list: NamedList
    var waiting: ListWaiting?
}

/// `/v1/lists`: what is listed; `PUT` takes a list in any of the known formats, which acts on payments from the answer
/// on. And orders.
struct ListRoutes<Context: RequestContext>: Sendable {
    let acting: Acting
    /// Public keys of authorities, by name.
    let authorities: [String: Data]

    func add(to router: Router<Context>) {
        router.post("/v1/orders") { request, _ in
            try await acting.once(request, upTo: Limits.paymentBodyBytes) { try await order($0) }
        }
        router.get("/v1/lists") { request, _ in
            let all = try await acting.read { engine in
                engine.outside.lists.map { Listed(list: $0, waiting: engine.waiting(on: $0)) }
            }
            return Response.json(try Paging.part(all.map { Self.brief($0).closed }, request))
        }
        router.get("/v1/lists/:name") { request, context in
            try await show(try context.part("name"), request)
        }
        router.get("/v1/lists/:name/proposed") { request, context in
            try await proposed(try context.part("name"), request)
        }
        router.put("/v1/lists/:name") { request, context in
            try await put(request, try context.part("name"))
        }
        router.post("/v1/lists/:name/sign") { request, context in
            let name = try context.part("name")
            return try await acting.once(request) { try await self.sign(name, $0) }
        }
    }

    private var desk: Desk { acting.desk }

    // MARK: Reading

    private func list(_ name: String) async throws -> NamedList {
        guard let list = await desk.lists().first(where: { $0.name == name }) else {
            throw Problem.notFound("There is no list '\(name)'.")
        }
        return list
    }

    private static func brief(_ listed: Listed) -> JSONObject {
        let list = listed.list
        var object = JSONObject()
        object.put("name", list.name)
        object.put("version", list.version)
        object.put("role", list.role.name)
        object.put("source", list.source)
        object.put("basis", list.basis)
        if let from = list.from { object.put("from", from) }
        if let until = list.until { object.put("until", until) }
        object.put("entries", list.entries.count)
        if let waiting = listed.waiting { put(waiting, into: &object) }
        return object
    }

    private static func put(_ waiting: ListWaiting, into object: inout JSONObject) {
        object.put("unsigned_accounts", waiting.accounts)
        if waiting.devices > 0 { object.put("unsigned_devices", waiting.devices) }
        if waiting.sites > 0 { object.put("unsigned_sites", waiting.sites) }
        if waiting.addresses > 0 { object.put("unsigned_addresses", waiting.addresses) }
        if let ends = waiting.ends { object.put("first_ends", ends) }
    }

    /// A list with a page of its entries, in order of kind and value; `match` asks for those under one value,
    /// `unsigned` for those that wait for a second person's word.
    private func show(_ name: String, _ request: Request) async throws -> Response {
        let list = try await list(name)
        let paging = try Paging(request)
        let wanted = request.uri.queryParameters.get("match").map { $0.lowercased() }
        let isUnsigned = request.uri.queryParameters.get("unsigned") == "true"
        let known = try await isUnsigned ? acting.read { $0.unsigned(on: list) } : list.entries
        let all = wanted.map { text in known.filter { $0.value.lowercased().contains(text) } } ?? known
        let start = paging.after ?? 0
        let items = Array(all.dropFirst(start).prefix(paging.limit))
        let (standings, waiting) = try await acting.read { engine in
            (items.map { engine.standing(of: $0, on: list) }, engine.waiting(on: list))
        }
        var object = Self.brief(Listed(list: list, waiting: waiting))
        object.put("items", json: JSONObject.array(zip(items, standings).map { Self.entry($0, $1) }))
        if items.count == paging.limit {
            object.put("next", String(start + items.count))
        } else {
            object.putNull("next")
        }
        return Self.tagged(object, list)
    }

    /// An answer about one version of a list.
    private static func tagged(_ object: JSONObject, _ list: NamedList) -> Response {
        var response = Response.json(object.closed)
        response.headers[.eTag] = ListVersion.tag(list)
        return response
    }

    private static func entry(_ entry: ListEntry, _ standing: ListStanding) -> [UInt8] {
        var object = JSONObject()
        object.put("kind", entry.kind.name)
        object.put("match", entry.match.name)
        object.put("value", entry.value)
        object.put("reason", entry.reason)
        if let from = entry.from { object.put("from", from) }
        if let until = entry.until { object.put("until", until) }
        if !standing.people.isEmpty { object.put("listed_by", standing.people) }
        if standing.isFreed {
            object.put("set_free", true)
        } else if let ends = standing.ends {
            object.put("ends", ends)
        }
        if standing.waits { object.put("waits", true) }
        if !standing.signedBy.isEmpty { object.put("signed_by", standing.signedBy) }
        return object.closed
    }

    /// Sites that the patrol found dealing in coins and that this list does not have: for a person to look at. Nothing
    /// is added by itself.
    private func proposed(_ name: String, _ request: Request) async throws -> Response {
        let paging = try Paging(request)
        let list = try await list(name)
        let now = ServerClock.now
        let index = ListIndex([
            NamedList(name: list.name, role: list.role == .allow ? .watch : list.role, entries: list.entries)
        ])
        let found = try await acting.read { $0.sites(from: 0, count: 5_000) }
        let new = found.filter { view in
            view.score > 0 && index.hits(.domain, view.host, at: now).isEmpty
                && HostName(view.host).map { PublicSuffixes.objection($0) == nil } ?? false
        }
        return Response.json(Paging.page(new.prefix(paging.limit).map { SiteJSON.brief($0) }, next: nil))
    }

    // MARK: Changing

    /// A body of this size holds some hundred thousand names.
    private static var mostBytes: Int { 16 << 20 }

    private func put(_ request: Request, _ name: String) async throws -> Response {
        guard NamedList.isName(name) else {
            throw refused("must be lower-case letters, digits and hyphens", field: "name")
        }
        let query = request.uri.queryParameters
        guard let role = ListRole(name: query.get("role") ?? "watch") else {
            throw refused("must be allow, watch, hold or decline", field: "role")
        }
        guard let kind = ListKind(name: query.get("kind") ?? "domain") else {
            throw refused("must be domain, platform, account, device or wallet", field: "kind")
        }
        let body = try await request.whole(upTo: Self.mostBytes)
        let reading: ListReading
        do {
            reading = try ListFile.read(text: String(buffer: body), name: name, kind: kind)
        } catch {
            throw refused(error.description, field: "")
        }
        if let first = reading.refusals.first {
            throw refused("line \(first.line): \(first.message)", field: first.field)
        }
        let check = ListCheck(reading.entries, role: role, suffixes: SystemSuffixes.list)
        if let (entry, reason) = check.refused.first { throw refused("\(entry.value) \(reason)", field: "value") }
        guard !check.accepted.isEmpty || query.get("empty") == "yes" else {
            throw refused("It has no entry: say ?empty=yes if the list is to have none.", field: "")
        }
        let (from, until) = (try time(query.get("from"), "from"), try time(query.get("until"), "until"))
        if let from, let until, until <= from { throw refused("must be later than from", field: "until") }
        let list = NamedList(
            name: name, role: role, source: query.get("source") ?? "", basis: query.get("basis") ?? "", from: from,
            until: until, entries: check.accepted)
        let known = await desk.lists().first { $0.name == name }?.version ?? 0
        let seen = try ListVersion.wanted(by: request, known: known)
        let taken = try await desk.take(list, by: try acting.access.require(request).name, over: seen)
        var object = JSONObject()
        object.put("name", taken.name)
        object.put("version", taken.version)
        object.put("entries", taken.entries.count)
        let waiting = try await acting.read { $0.waiting(on: taken) }
        if let waiting { Self.put(waiting, into: &object) }
        if !reading.notes.isEmpty { object.put("notes", Array(reading.notes.prefix(20))) }
        return Self.tagged(object, taken)
    }

    /// A second person's word: the list declines, or shields, for good.
    private func sign(_ name: String, _ request: Request) async throws -> [UInt8] {
        let body = try await Acting.body(request)
        guard let version = body.version else { throw Acting.invalid("version", "is missing") }
        var act = try acting.act(.signList, request)
        (act.extra, act.number, act.text) = (name, version, body.reason ?? "")
        try await acting.submit(act)
        let list = try await list(name)
        let waiting = try await acting.read { $0.waiting(on: list) }
        return Self.brief(Listed(list: list, waiting: waiting)).closed
    }

    /// When the list begins or ends to act; `nil` for always.
    private func time(_ text: String?, _ field: String) throws -> Instant? {
        guard let text else { return nil }
        guard let time = Instant(rfc3339: text) else {
            throw refused("must be a time such as 2026-11-23T08:15:30Z", field: field)
        }
        return time
    }

    /// `POST /v1/orders`: an authority's signed order; it is a measure by itself.
    private func order(_ request: Request) async throws -> [UInt8] {
        let body = try await request.whole(upTo: Limits.paymentBodyBytes)
        let order: FreezeOrder
        do {
            order = try SignedOrder.read(Data(body.readableBytesView), keys: authorities)
        } catch {
            throw Problem(
                .unprocessableContent, "invalid_order", "The order was refused", detail: "It \(error.description).")
        }
        switch await desk.takeRecorded([(.order, ListBytes.order(order))]) {
        case .taken: break
        case .refused(let reason): throw Problem(.conflict, "order_conflict", "The order was refused", detail: reason)
        case .unavailable(let why, let seconds): throw Problem.unavailable(why, retrySeconds: seconds)
        default: throw Problem(.internalServerError, "internal", "The order was not taken in")
        }
        var object = JSONObject()
        object.put("order_id", order.id)
        object.put("authority", order.authority)
        object.put("action", order.act.name)
        return object.closed
    }

    private func refused(_ reason: String, field: String) -> Problem {
        Problem(
            .unprocessableContent, "invalid_list", "The list was refused", detail: reason,
            field: field.isEmpty ? nil : field)
    }
}
