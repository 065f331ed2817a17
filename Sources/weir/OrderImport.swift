import ArgumentParser
import Foundation
import WeirDomain
import WeirEngine
import WeirLists
import WeirPatrol
import WeirRuntime

/// Where an order that is handed in goes: a data folder that no server has open, or a running server.
struct OrderPlace: ParsableArguments {
    @Option(help: "Of an order: public keys of authorities, a JSON object of names and base64 keys.")
    var authorities: String?
    @Option(help: "Of an order: the data folder that takes it in, while no server runs on it.")
    var data: String?
    @Option(help: "A running server that takes it in, order or list, such as http://127.0.0.1:8080.")
    var server: String?
    @Option(help: "The API key for the server. Also read from WEIR_KEY.")
    var key: String?

    /// Checks an order, says what it orders, and has it taken in.
    func take(_ path: String, _ bytes: Data, dryRun: Bool) async throws {
        guard let authorities else {
            throw Failure.wrongUse("\(path): is an authority's order, and needs --authorities")
        }
        let keys = try ListWork.run { () throws(ListFile.Flaw) in try SignedOrder.keys(authorities) }
        let order: FreezeOrder
        do { order = try SignedOrder.read(bytes, keys: keys) } catch { throw Failure.environment("\(path): \(error)") }
        Terminal.note("  " + Self.words(order))
        if dryRun { return Terminal.note("weir: nothing was changed (--dry-run)") }
        guard (data == nil) != (server == nil) else {
            throw Failure.wrongUse("\(path): is an authority's order: give --data DIR or --server URL to take it in")
        }
        if let data { try await takeIn(order, data) }
        if let server { try await send(bytes, server) }
        print("order \(order.id) of \(order.authority): \(order.act.name) taken in")
    }

    private static func words(_ order: FreezeOrder) -> String {
        "\(order.act.name) of account \(order.account) (\(order.terms)) from \(order.from.rfc3339) "
            + (order.until.map { "until \($0.rfc3339)" } ?? "without an end")
            + ", by \(order.authority): \(order.basis)"
    }

    private func takeIn(_ order: FreezeOrder, _ folder: String) async throws {
        let desk = try RunningDesk.open(folder)
        defer { desk.close() }
        await desk.nameVersion(at: ListWork.now)
        switch await desk.takeRecorded([(.order, ListBytes.order(order))]) {
        case .taken: break
        case .refused(let reason): throw Failure.trouble(reason)
        case .unavailable(let reason, _): throw Failure.environment(reason)
        default: throw Failure.environment("\(folder): the order was not taken in")
        }
    }

    private func send(_ bytes: Data, _ server: String) async throws {
        let (answer, isDone) = try await ServerCall.send(
            "POST", try ServerCall.url(server, "/v1/orders"), key: key, body: (bytes, "application/json"))
        guard isDone else {
            throw Failure.trouble("\(server): \(ServerCall.words(answer))")
        }
    }
}
