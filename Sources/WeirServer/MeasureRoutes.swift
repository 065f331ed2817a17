import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore
import WeirCodec
import WeirDomain
import WeirEngine
import WeirRegister
import WeirRuntime

/// `/v1/measures`: what has been done, and asking for more or less; `/v1/rail`: orders, and the rail's answers.
struct MeasureRoutes<Context: RequestContext>: Sendable {
    let acting: Acting
    let answers: RailAnswers
    /// Keys of authorities whose orders stand for one of two people.
    let authorities: [NoteKey]

    func add(to router: Router<Context>) {
        router.get("/v1/measures") { request, _ in try await self.list(request) }
        router.get("/v1/measures/:id") { _, context in
            Response.json(try await self.one(try Acting.number(context.part("id"), "measure")))
        }
        router.post("/v1/measures") { request, _ in
            try await self.acting.once(request) { try await self.propose($0) }
        }
        let verbs: [(String, ActRequest.Verb)] = [
            ("approve", .approve), ("refuse", .refuse), ("withdraw", .withdraw), ("lift", .lift), ("renew", .renew),
            ("settle", .settle),
        ]
        for (name, verb) in verbs {
            router.post(RouterPath("/v1/measures/:id/\(name)")) { request, context in
                let number = try Acting.number(context.part("id"), "measure")
                return try await self.acting.once(request) { try await self.change(number, verb, $0) }
            }
        }
        router.get("/v1/rail/orders") { _, _ in try await self.orders() }
        router.post("/v1/rail/answers") { request, _ in try await self.answer(request) }
    }

    private func list(_ request: Request) async throws -> Response {
        let paging = try Paging(request)
        let account = request.uri.queryParameters.get("account")
        let kind = try Acting.name("kind", request, of: MeasureKind.allCases.map(\.name))
        let state = try Acting.name("state", request, of: MeasureState.allCases.map(\.name))
        let all = try await acting.read { engine in account.map { engine.measures(on: $0) } ?? engine.measures }
        let newest = all.reversed().lazy.filter { measure in
            measure.number < paging.after ?? .max && (kind == nil || kind == measure.kind.name)
                && (state == nil || state == measure.state.name)
        }.prefix(paging.limit)
        let items = Array(newest)
        let next = items.count == paging.limit ? items.last?.number : nil
        let ids = try acting.desk.paymentIDs(items.map(\.sequence))
        return Response.json(
            Paging.page(items.map { AccountJSON.measure($0) { ids[$0] ?? "" } }, next: next))
    }

    private func one(_ number: Int) async throws -> [UInt8] {
        let found = try await acting.read { engine -> Measure? in
            engine.measure(number)
        }
        guard let found else { throw Problem.notFound("There is no measure \(number).") }
        let ids = try acting.desk.paymentIDs([found.sequence])
        return AccountJSON.measure(found) { ids[$0] ?? "" }
    }

    private func propose(_ request: Request) async throws -> [UInt8] {
        let body = try await Acting.body(request)
        var act = try acting.act(.propose, request)
        let kind = try Acting.propose(body, &act)
        try acting.needSide(act)
        if let order = body.order {
            let (authority, text, end) = try authority(of: order, kind, [act.subject, body.site ?? act.subject])
            if let end { Self.bound(&act, kind, by: end) }
            act.authority = authority
            if act.detail.isEmpty { act.detail = LegalBasis.order(of: authority) }
            // Of what was signed, not of the lines below it nor of who signed: with another signature, or one of two
            // fewer, it would be the same order.
            act.orderHash = Self.hash(text)
            try await needUnused(text, of: authority)
        }
        let sent = act
        let isSeen = try await acting.read { kind == .blockSite ? true : $0.account(sent.subject) != nil }
        try await acting.submit(act)
        let number = try await acting.read { engine in
            engine.measures(on: sent.subject).last { $0.kind == kind && $0.by == sent.by }?.number
        }
        var answer = try await one(number ?? 0)
        // Whoever has mistyped it learns it at once; whom nobody has seen yet may be stopped all the same.
        if !isSeen {
            answer.removeLast()
            answer += Array(#","seen":false}"#.utf8)
        }
        return answer
    }

    /// A measure holds no longer than the order that stands for a person: nor is it signed once that has run out, for a
    /// proposal ends at its measure's end.
    private static func bound(_ act: inout ActRequest, _ kind: MeasureKind, by end: Instant) {
        let known = act.until ?? kind.longestSeconds.map { act.at.advanced(bySeconds: $0) }
        if known.map({ $0 > end }) ?? true { act.until = end }
    }

    private static func hash(_ text: String) -> String {
        SHA256.hash(data: Data(text.utf8)).map { String(format: "%02x", $0) }.joined()
    }

    /// Refuses an order that has served under a version whose hashes went by who signed as well. By the hash of the
    /// text the engine tells.
    private func needUnused(_ text: String, of authority: String) async throws {
        let before = Set(authorities.map { Self.hash($0.name + "\n" + text) })
        let served = try await acting.read { engine in
            engine.measures.last { before.contains($0.orderHash) && (!$0.state.isEnded || $0.order != nil) }?.number
        }
        guard let served else { return }
        throw Acting.problem(refused: "this order of \(authority) has served already, for measure \(served)")
    }

    /// Who signed an order, its text, and until when it holds. It must name kind and account, each on a line of its
    /// own, and may say `until`, of several the earliest.
    private func authority(
        of order: String, _ kind: MeasureKind, _ subjects: [String]
    ) throws -> (name: String, text: String, end: Instant?) {
        guard let note = Note(order) else { throw Acting.invalid("order", "is no signed note") }
        guard let key = authorities.first(where: { $0.signed(note) != nil }) else {
            throw Acting.invalid("order", "is not signed by an authority that is known here")
        }
        let lines = note.text.split(whereSeparator: \.isNewline).map(String.init)
        guard lines.contains(kind.name), subjects.contains(where: { lines.contains($0) }) else {
            throw Acting.invalid("order", "does not name this kind of measure and this account")
        }
        var last: Instant?
        for line in lines where line.hasPrefix("until ") {
            guard let end = Instant(rfc3339: String(line.dropFirst(6))), end > ServerClock.now else {
                throw Acting.invalid("order", "has run out, or says no time such as until 2026-11-23T08:15:30Z")
            }
            last = min(last ?? end, end)
        }
        return (key.name, note.text, last)
    }

    private func change(_ number: Int, _ verb: ActRequest.Verb, _ request: Request) async throws -> [UInt8] {
        var body = try await Acting.body(request)
        body.reason = body.reason ?? request.uri.queryParameters.get("reason")
        var act = try acting.act(verb, request)
        try Acting.change(measure: number, body, &act)
        try await acting.needSide(ofMeasure: number, act)
        try await acting.submit(act)
        return try await one(number)
    }

    // MARK: The rail

    /// Orders that have not been answered, for rails that fetch them.
    private func orders() async throws -> Response {
        let journal = acting.desk.journalID
        let items = try await acting.read { $0.unanswered }.compactMap { measure -> [UInt8]? in
            RailMessage(measure).map { $0.json(key: $0.idempotencyKey(journal: journal)) }
        }
        return Response.json(Paging.page(items, next: nil))
    }

    private func answer(_ request: Request) async throws -> Response {
        var request = request
        let content = try await request.whole(upTo: RailAnswers.bodyBytes)
        // Whoever has a key is named in the register; a signature is the rail's own.
        var person: Person?
        if answers.areSigned(request) {
            try answers.check(request, content, at: ServerClock.now)
        } else {
            person = try acting.access.require(request)
        }
        request.body = RequestBody(buffer: content)
        let (name, role) = (person?.name, person?.role)
        // Nobody is called so: keys that the rail signs are its own.
        return try await acting.once(request, upTo: RailAnswers.bodyBytes, by: name ?? "\n") {
            try await self.answered($0, name ?? "rail", role)
        }
    }

    private func answered(_ request: Request, _ sender: String, _ role: Role?) async throws -> [UInt8] {
        let body = try await Acting.body(request, mayHaveMore: true)
        guard let measure = body.measure, let version = body.version, let done = body.done else {
            throw Acting.invalid(
                body.measure == nil ? "measure" : body.version == nil ? "version" : "done", "is missing")
        }
        var act = ActRequest(
            done ? .railDid : .railRefused, at: ServerClock.now, by: sender, role: role)
        act.number = measure
        act.other = Int64(version)
        act.text = body.reason ?? ""
        try await acting.submit(act)
        guard let found = try await acting.read({ $0.measure(measure) }) else {
            throw Problem.notFound("There is no measure \(measure).")
        }
        // Late, twice and out of order is as ever; two answers to one order that do not go together are not.
        if let order = found.order, Int(order.version) == version, order.state == (done ? .refused : .done) {
            throw Problem(
                .conflict, "answered_otherwise", "The order has been answered otherwise before",
                detail: "The first answer to version \(version) was that it is \(order.state.name), and that stands.")
        }
        return AccountJSON.forRail(found)
    }
}
