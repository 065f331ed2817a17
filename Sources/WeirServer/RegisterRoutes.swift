import HTTPTypes
import Hummingbird
import WeirCodec
import WeirDomain
import WeirEngine
import WeirRegister
import WeirRuntime

/// `/v1/register`: what anybody who is let in can verify.
struct RegisterRoutes<Context: RequestContext>: Sendable {
    let acting: Acting
    /// Witnesses whose signatures are taken in.
    let witnesses: [NoteKey]

    private var desk: Desk { acting.desk }

    func add(to router: Router<Context>) {
        router.get("/v1/register/key") { _, _ in
            Response.text("\(desk.register.register.key)\n", type: "text/plain; charset=utf-8")
        }
        router.get("/v1/register/checkpoint") { request, _ in try self.checkpoint(request) }
        router.get("/v1/register/entries") { request, _ in try self.entries(request) }
        router.get("/v1/register/proof") { request, _ in try self.proof(request) }
        router.post("/v1/register/cosignatures") { request, _ in
            try await acting.once(request, upTo: 4_096) { try await cosign($0) }
        }
        router.post("/v1/register/erasures") { request, _ in
            try await acting.once(request) { try await erase($0) }
        }
    }

    /// Throws the salt of an account away, or of a person who has gone, given as `person:NAME`. Noted first: an erasure
    /// that nobody can read of would be worse than a note of one that must be tried again.
    private func erase(_ request: Request) async throws -> [UInt8] {
        let name = try Acting.need(try await Acting.body(request).account, "account")
        // Nobody comes or goes meanwhile.
        return try await acting.access.turns.take {
            try await needGone(name, request)
            guard desk.register.pseudonyms.known(name) != nil else {
                throw Problem.notFound("The register has no entry about '\(name)'.")
            }
            // When this returns, the register has all that came before.
            try await acting.submit(try acting.act(.erase, request))
            _ = try wording { try desk.register.erase(name) }
            return Array(#"{"status":"erased"}"#.utf8)
        }
    }

    /// Who acts here answers for it: after an erasure nobody could tell what comes from what came before. So a person
    /// is erased once their way in is gone, and not by whoever took it away.
    private func needGone(_ name: String, _ request: Request) async throws {
        guard name.utf8.starts(with: "person:".utf8) else { return try await needOthers(name, request) }
        let person = String(decoding: name.utf8.dropFirst(7), as: UTF8.self)
        guard !acting.access.all.contains(where: { $0.name == person }) else {
            throw Problem(
                .conflict, "not_possible", "Not possible",
                detail: "'\(name)' has a way in: people are erased once it has been taken away.")
        }
        let own = try acting.access.require(request).name
        let objection = try await acting.read { $0.objection(toErasing: person, by: own) }
        if let objection { throw Acting.problem(refused: objection) }
    }

    /// Nobody cuts off what they did to an account from the account while its holder may still object.
    private func needOthers(_ name: String, _ request: Request) async throws {
        let own = try acting.access.require(request).name
        // The name that an account's salt has where it is called as people are.
        let account = name.hasPrefix("account:") ? String(name.dropFirst(8)) : name
        let objection = try await acting.read { engine in
            [name, account].compactMap { engine.objection(toErasingAccount: $0, by: own, at: ServerClock.now) }.first
        }
        if let objection { throw Acting.problem(refused: objection) }
    }

    private func number(_ request: Request, _ name: String) throws -> Int? {
        guard let text = request.uri.queryParameters.get(name) else { return nil }
        guard let value = Int(text), value >= 0 else {
            throw Problem(.badRequest, "bad_number", "\(name) must be a number from 0 on", field: name)
        }
        return value
    }

    private func wording<R>(_ body: () throws -> R) throws -> R {
        do {
            return try body()
        } catch let error as RegisterError {
            if error.code == .outOfRange { throw Problem.notFound(error.reason) }
            throw Problem.unavailable(error.description, retrySeconds: 10)
        }
    }

    /// The newest, or the one of a size, as a signed note.
    private func checkpoint(_ request: Request) throws -> Response {
        let note = try note(try number(request, "size"))
        return Response.text(note.body, type: "text/plain; charset=utf-8")
    }

    private func note(_ size: Int?) throws -> Note {
        let newest = try wording { try desk.register.register.checkpoint() }
        guard let size else { return newest }
        let found = desk.register.register.checkpoints.last { Checkpoint($0.text)?.size == size }
        guard let found else { throw Problem.notFound("There is no checkpoint of \(size) entries.") }
        return found
    }

    /// Entries from `after` on, one a line, as they are hashed.
    private func entries(_ request: Request) throws -> Response {
        // Held to what there is before anything is added to it: both numbers come from outside.
        let count = desk.register.register.count
        let start = min(try number(request, "after") ?? 0, count)
        let limit = try number(request, "limit") ?? 100
        guard (1...1_000).contains(limit) else {
            throw Problem(.badRequest, "bad_limit", "limit must be 1 to 1000", field: "limit")
        }
        var out: [UInt8] = []
        try wording {
            for index in start..<min(start + limit, count) {
                out += try desk.register.register.entry(index)
                out.append(10)
            }
        }
        return Response(
            status: .ok, headers: [.contentType: "application/x-ndjson"],
            body: ResponseBody(byteBuffer: .init(bytes: out)))
    }

    /// `index` (and `size`): an entry is in a checkpoint. `from` and `to`: a tree is the beginning of another.
    private func proof(_ request: Request) throws -> Response {
        var object = JSONObject()
        if let index = try number(request, "index") {
            let proof = try wording {
                try desk.register.register.inclusion(of: index, in: try note(try number(request, "size")))
            }
            object.put("index", index)
            object.put("entry", json: proof.entry)
            object.put("leaf_hash", TreeHash.leaf(proof.entry).base64)
            object.put("proof", proof.hashes.map(\.base64))
            object.put("checkpoint", proof.checkpoint.body)
        } else if let from = try number(request, "from") {
            let to = try number(request, "to") ?? desk.register.register.count
            object.put("from", from)
            object.put("to", to)
            object.put(
                "proof", try wording { try desk.register.register.consistency(from: from, to: to).map(\.base64) })
        } else {
            throw Problem(.badRequest, "bad_number", "Give index, or from and to", field: "index")
        }
        return Response.json(object.closed)
    }

    /// A witness's signature: the size on the first line, the signature's line on the second.
    private func cosign(_ request: Request) async throws -> [UInt8] {
        let body = try await request.whole(upTo: 4_096)
        let lines = String(buffer: body).split(separator: "\n")
        guard lines.count == 2, let size = Int(lines[0]), let signature = Note.Signature(line: lines[1]),
            let witness = witnesses.first(where: { $0.name == signature.name && $0.id == signature.keyID })
        else {
            throw Problem(
                .unprocessableContent, "invalid_signature", "Not a signature of a known witness",
                detail: "The body is the checkpoint's size and the signature's line. Witnesses stand in the register's "
                    + "file 'witnesses', a key a line.")
        }
        try wording { try desk.register.register.add(signature, by: witness, size: size) }
        return Array(#"{"status":"ok"}"#.utf8)
    }
}
