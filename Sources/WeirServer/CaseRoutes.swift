import Crypto
import Foundation
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
            Response.json(try await self.one(try Acting.number(context.parameters.require("id"), "case")))
        }
        router.post("/v1/cases") { request, _ in
            try await self.acting.once(request) { try await self.open(request) }
        }
        let verbs: [(String, ActRequest.Verb)] = [
            ("assign", .assign), ("comment", .comment), ("tag", .tag), ("attach", .attach), ("close", .close),
            ("reopen", .reopen), ("merge", .merge), ("wall", .wall), ("escalate", .escalate),
        ]
        for (name, verb) in verbs {
            router.post(RouterPath("/v1/cases/:id/\(name)")) { request, context in
                let number = try Acting.number(context.parameters.require("id"), "case")
                return try await self.acting.once(request) { try await self.change(number, verb, request) }
            }
        }
        router.get("/v1/documents/:hash") { _, context in
            Response(
                status: .ok, headers: [.contentType: "application/octet-stream"],
                body: ResponseBody(
                    byteBuffer: .init(bytes: try self.documents.read(try context.parameters.require("hash")))))
        }
    }

    private func list(_ request: Request) async throws -> Response {
        let paging = try Paging(request)
        let query = request.uri.queryParameters
        let (account, state, assignee) = (query.get("account"), query.get("state"), query.get("assignee"))
        let all = try await acting.read { $0.cases }
        let items = Array(
            all.reversed().lazy.filter { found in
                found.number < paging.after ?? .max && (state == nil || state == found.state.name)
                    && (assignee == nil || assignee == found.assignee)
                    && (account.map { found.accounts.contains($0) } ?? true)
            }.prefix(paging.limit))
        let next = items.count == paging.limit ? items.last?.number : nil
        return Response.json(Paging.page(items.map { ActJSON.case($0) }, next: next))
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
        if verb == .attach { try documents.attach(body, &act) }
        try await acting.submit(act)
        return try await one(number)
    }
}

/// Documents by their SHA-256, in a folder. What a case or an appeal holds is the hash: the file can be erased.
struct Documents: Sendable {
    let folder: String

    init(_ data: String) throws {
        folder = data + "/documents"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    /// Keeps the content, where it is sent along, and puts name and hash into the act.
    func attach(_ body: Acting.Body, _ act: inout ActRequest) throws {
        act.extra = try Acting.need(body.name, "name")
        guard let content = body.content else {
            act.detail = try Acting.need(body.sha256, "sha256")
            return
        }
        guard let bytes = Data(base64Encoded: content) else { throw Acting.invalid("content", "is no base64") }
        act.detail = SHA256.hash(data: bytes).map { String(format: "%02x", $0) }.joined()
        if let named = body.sha256, named != act.detail { throw Acting.invalid("sha256", "is not that of the content") }
        try bytes.write(to: URL(filePath: folder + "/" + act.detail), options: .atomic)
    }

    func read(_ hash: String) throws -> [UInt8] {
        guard hash.utf8.count == 64, hash.allSatisfy(\.isHexDigit),
            let bytes = FileManager.default.contents(atPath: folder + "/" + hash)
        else { throw Problem.notFound("There is no document with this hash.") }
        return [UInt8](bytes)
    }
}
