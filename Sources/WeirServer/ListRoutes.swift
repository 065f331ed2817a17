import Foundation
import HTTPTypes
import Hummingbird
import WeirCodec
import WeirDomain
import WeirEngine
import WeirLists
import WeirPatrol
import WeirRuntime

/// `PUT /v1/lists/{name}`: a list in any of the known formats; it acts on payments from the answer on. And orders.
struct ListRoutes<Context: RequestContext>: Sendable {
    let desk: Desk
    /// Public keys of authorities, by name.
    let authorities: [String: Data]

    func add(to router: Router<Context>) {
        router.post("/v1/orders") { request, _ in try await order(request) }
        router.put("/v1/lists/:name") { request, context in
            try await put(request, try context.parameters.require("name"))
        }
    }

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
        let body = try await request.body.collect(upTo: Self.mostBytes)
        let reading: ListReading
        do {
            reading = try ListFile.read(text: String(buffer: body), name: name, kind: kind)
        } catch {
            throw refused(error.description, field: "")
        }
        if let first = reading.refusals.first {
            throw refused("line \(first.line): \(first.message)", field: first.field)
        }
        let check = ListCheck(reading.entries, role: role)
        if let (entry, reason) = check.refused.first { throw refused("\(entry.value) \(reason)", field: "value") }
        let list = NamedList(
            name: name, role: role, source: query.get("source") ?? "",
            basis: query.get("basis") ?? "", entries: check.accepted)
        let (taken, answer) = await desk.takeList(list)
        switch answer {
        case .taken: break
        case .unavailable(let why, let seconds): throw Problem.unavailable(why, retrySeconds: seconds)
        case .refused(let reason): throw Problem(.conflict, "list_conflict", "The list was refused", detail: reason)
        default: throw Problem(.internalServerError, "internal", "The list was not taken in")
        }
        var object = JSONObject()
        object.put("name", taken.name)
        object.put("version", taken.version)
        object.put("entries", taken.entries.count)
        return Response.json(object.closed)
    }

    /// `POST /v1/orders`: an authority's signed order; it is a measure by itself.
    private func order(_ request: Request) async throws -> Response {
        let body = try await request.body.collect(upTo: Limits.paymentBodyBytes)
        let order: FreezeOrder
        do {
            order = try SignedOrder.read(Data(body.readableBytesView), keys: authorities)
        } catch {
            throw Problem(
                .unprocessableContent, "invalid_order", "The order was refused", detail: "It \(error.description).")
        }
        switch await desk.take([(.order, ListBytes.order(order))]).first {
        case .taken: break
        case .refused(let reason): throw Problem(.conflict, "order_conflict", "The order was refused", detail: reason)
        case .unavailable(let why, let seconds): throw Problem.unavailable(why, retrySeconds: seconds)
        default: throw Problem(.internalServerError, "internal", "The order was not taken in")
        }
        var object = JSONObject()
        object.put("order_id", order.id)
        object.put("authority", order.authority)
        object.put("action", order.act.name)
        return Response.json(object.closed)
    }

    private func refused(_ reason: String, field: String) -> Problem {
        Problem(
            .unprocessableContent, "invalid_list", "The list was refused", detail: reason,
            field: field.isEmpty ? nil : field)
    }
}
