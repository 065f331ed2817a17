import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore
import Synchronization
import WeirCodec
import WeirDomain
import WeirEngine
import WeirRuntime
import WeirStore

/// What the routes of measures, cases and appeals share: who asks, what for, and the answer once the register has it.
struct Acting: Sendable {
    let desk: Desk
    let access: AccessBook
    /// The time at which people act: where payments come from a recording, that of the recording. A case that somebody
    /// opens there is due a day later, and not months.
    var now: @Sendable () -> Instant = { ServerClock.now }
    let replies = Replies()

    /// The fields of a body; which are needed depends on the call.
    struct Body: Decodable {
        var kind: String?
        var account: String?
        var site: String?
        var ground: String?
        var basis: String?
        /// The facts behind a measure, as its holder is told them.
        var statement: String?
        var until: String?
        var quota: String?
        var currency: String?
        var payment: String?
        var reason: String?
        var text: String?
        var tag: String?
        var name: String?
        var sha256: String?
        /// A file's bytes in base64.
        var content: String?
        /// Of a wall: `raise`, `sign` or `lower`; of a case that waits `put_off` or `take_up`.
        var act: String?
        var into: Int?
        var measure: Int?
        var version: Int?
        var done: Bool?
        /// Of a notice: whether it has reached its holder, and by which way.
        var delivered: Bool?
        var channel: String?
        var outcome: String?
        var disposition: String?
        var decision: String?
        var to: String?
        var role: String?
        /// An authority's order, as a signed note.
        var order: String?

        static let names = Set(Mirror(reflecting: Body()).children.compactMap(\.label))
    }

    /// - Parameter mayHaveMore: fields that nothing here knows are passed over, as what other programs send has them.
    static func body(_ request: Request, mayHaveMore: Bool = false) async throws -> Body {
        let bytes = try await whole(request)
        guard bytes.readableBytes > 0 else { return Body() }
        let text = Array(bytes.readableBytesView)
        if let name = JSONNames.twice(in: text.span.bytes) { throw Self.invalid(name, "appears twice") }
        // With a mistyped 'until' a measure would end when nobody has meant it to.
        if !mayHaveMore, let name = JSONNames.unknown(in: text.span.bytes, but: Body.names) {
            throw Self.invalid(name, "is no field of a request")
        }
        let body: Body
        do {
            body = try JSONDecoder().decode(Body.self, from: Data(text))
        } catch DecodingError.typeMismatch(_, let context) {
            throw Self.invalid(context.codingPath.last?.stringValue, "has the wrong type")
        } catch {
            throw Problem(.badRequest, "invalid_json", "The body is no JSON object")
        }
        try checkLengths(body)
        return body
    }

    /// The engine refuses what is too long without a word of where it stood.
    private static func checkLengths(_ body: Body) throws {
        let texts = [
            ("ground", body.ground), ("statement", body.statement), ("basis", body.basis), ("reason", body.reason),
            ("text", body.text), ("tag", body.tag),
        ]
        for (field, text) in texts where (text?.utf8.count ?? 0) > Limits.actTextBytes {
            throw invalid(field, "has more than \(Limits.actTextBytes) bytes")
        }
        for (field, name) in [("site", body.site), ("payment", body.payment), ("to", body.to)]
        where (name?.utf8.count ?? 0) > Limits.siteBytes {
            throw invalid(field, "has more than \(Limits.siteBytes) bytes")
        }
    }

    private static func whole(
        _ request: Request, upTo limit: Int = Limits.documentBodyBytes
    ) async throws -> ByteBuffer {
        guard limit == Limits.documentBodyBytes else { return try await request.whole(upTo: limit) }
        return try await request.whole(
            upTo: limit,
            "A file that is sent in it may have some \(limit / 4 * 3 / 1_000) kB: base64 takes a third more.")
    }

    static func invalid(_ field: String?, _ detail: String) -> Problem {
        Problem(
            .unprocessableContent, "invalid_request", "The request was refused",
            detail: (field.map { "\($0) " } ?? "") + detail, field: field)
    }

    static func need(_ value: String?, _ field: String) throws -> String {
        guard let value, value.contains(where: { !$0.isWhitespace }) else { throw invalid(field, "is missing") }
        return value
    }

    static func number(_ id: String, _ what: String) throws -> Int {
        guard let number = Int(id), number >= 1 else { throw Problem.notFound("There is no \(what) '\(id)'.") }
        return number
    }

    static func time(_ text: String?, _ field: String) throws -> Instant? {
        guard let text else { return nil }
        guard let time = Instant(rfc3339: text) else { throw invalid(field, "is no time of RFC 3339") }
        return time
    }

    /// An act of whoever sends the request.
    func act(_ verb: ActRequest.Verb, _ request: Request) throws -> ActRequest {
        let person = try access.require(request)
        return ActRequest(verb, at: now(), by: person.name, role: person.role)
    }

    /// Has an act taken in; returns once the register has it.
    func submit(_ act: ActRequest) async throws {
        switch await desk.act(act) {
        case .taken: return
        case .refused(let why): throw Self.problem(refused: why)
        case .unavailable(let why, let seconds): throw Problem.unavailable(why, retrySeconds: seconds)
        default: throw Problem(.internalServerError, "internal", "The request failed")
        }
    }

    /// A hold is on the account of either side, whose holder is told of it and may object. Of a payment that has not
    /// come yet nobody knows the sides: then such a hold does not meet it.
    func needSide(_ act: ActRequest) throws {
        if act.kind == MeasureKind.holdPayment.rawValue { try needSide(act.subject, of: act.extra) }
    }

    /// The same where a hold from before the payment came is signed, or the payment declined by it: the rail would be
    /// told to keep it.
    func needSide(ofMeasure number: Int, _ act: ActRequest) async throws {
        let isDeclined = act.verb == .settle && act.kind == HoldOutcome.declined.rawValue
        guard act.verb == .approve || isDeclined else { return }
        guard let measure = try await read({ $0.measure(number) }), measure.kind == .holdPayment else { return }
        try needSide(measure.account, of: measure.payment)
    }

    private func needSide(_ account: String, of id: String) throws {
        guard let item = try desk.store.payment(id: id) else { return }
        let payment = PaymentView(item.payment.span.bytes)
        // By their bytes, as payments tell accounts apart.
        let sides = [payment.payer.text, payment.payee.text]
        guard sides.contains(where: { $0.utf8.elementsEqual(account.utf8) }) else {
            throw Self.invalid("account", "neither pays nor gets this payment")
        }
    }

    /// How the engine's words begin where a field is wrong, and which one it is.
    private static let wordsOfFields: [(words: String, field: String)] = [
        ("would end before it begins", "until"), ("would last too long", "until"), ("gives no reason", "reason"),
        ("names no host such as", "site"), ("names an account of more than", "account"),
        ("names no account, or one of more than", "account"), ("does not give the file's SHA-256", "sha256"),
        ("names no file", "name"), ("there is nobody called", "to"), ("names no channel such as", "channel"),
    ]

    /// What is answered where the engine refuses.
    static func problem(refused why: String) -> Problem {
        if why.hasPrefix("the role ") || why.hasPrefix("only a person") {
            return Problem(.forbidden, "forbidden", "Not allowed", detail: why)
        }
        if why.hasPrefix("there is no ") { return Problem.notFound(why) }
        // What the request itself says is wrong, whatever has gone before.
        if let (_, field) = wordsOfFields.first(where: { why.hasPrefix($0.words) }) {
            return Problem(
                .unprocessableContent, "invalid_request", "The request was refused", detail: why, field: field)
        }
        return Problem(.conflict, "not_possible", "Not possible", detail: why)
    }

    func read<R: Sendable>(_ body: @escaping @Sendable (borrowing Engine) -> R) async throws -> R {
        guard let value = await desk.read(body) else {
            throw Problem.unavailable("The server is stopping.", retrySeconds: 5)
        }
        return value
    }

    /// Answers a request with an `Idempotency-Key` once, and the same again when it comes again. Another request with
    /// a key that has served is refused: its sender would take the answer for its own.
    /// - Parameters:
    ///   - limit: of the body.
    ///   - sender: whose keys they are, where whoever sends is known by something else than a key of the API.
    func once(
        _ request: Request, upTo limit: Int = Limits.documentBodyBytes, by sender: String? = nil,
        _ body: (Request) async throws -> [UInt8]
    ) async throws -> Response {
        guard let name = HTTPField.Name("Idempotency-Key"), let key = request.headers[name] else {
            return Response.json(try await body(request))
        }
        var request = request
        let content = try await Self.whole(request, upTo: limit)
        request.body = RequestBody(buffer: content)
        let whole = "\(try sender ?? access.require(request).name)\n\(key)"
        switch replies.begin(whole, Self.hash(request, content)) {
        case .known(let bytes): return Response.json(bytes)
        case .other:
            throw Problem(
                .unprocessableContent, "idempotency_mismatch", "The Idempotency-Key has served for another request",
                detail: "A key belongs to one request: the same method, address and body.")
        case .busy:
            throw Problem(
                .conflict, "in_progress", "Not yet answered", detail: "A request with this Idempotency-Key is at work.",
                retrySeconds: 1)
        case .new:
            do {
                let bytes = try await body(request)
                replies.end(whole, bytes)
                return Response.json(bytes)
            } catch {
                replies.end(whole, nil)
                throw error
            }
        }
    }

    /// What makes two requests the same.
    private static func hash(_ request: Request, _ content: ByteBuffer) -> [UInt8] {
        var sha = SHA256()
        sha.update(data: Data("\(request.method.rawValue)\n\(request.uri.description)\n".utf8))
        sha.update(data: Data(content.readableBytesView))
        return Array(sha.finalize())
    }
}

/// The latest answers to requests with an idempotency key. They last as long as the process: after a restart the state
/// machines refuse what has been done already. So many are kept, and so many bytes of them: a message's may be long.
final class Replies: Sendable {
    enum Standing {
        case new, busy
        case known([UInt8])
        /// The key has served for another request.
        case other
    }

    private struct Reply {
        /// Of the request.
        var hash: [UInt8]
        /// `nil` while it is at work.
        var answer: [UInt8]?
    }

    private struct State {
        var replies: [String: Reply] = [:]
        var order: [String] = []
        var bytes = 0

        mutating func remove(_ key: String) {
            let removed = replies.removeValue(forKey: key)
            bytes -= removed?.answer?.count ?? 0
        }

        mutating func removeOldest() {
            let oldest = order.removeFirst()
            remove(oldest)
        }
    }

    private static let kept = 10_000
    private static let keptBytes = 64 << 20
    private let state = Mutex(State())

    func begin(_ key: String, _ hash: [UInt8]) -> Standing {
        state.withLock { state in
            if let known = state.replies[key] {
                guard known.hash == hash else { return .other }
                return known.answer.map { .known($0) } ?? .busy
            }
            state.replies[key] = Reply(hash: hash)
            state.order.append(key)
            if state.order.count > Self.kept { state.removeOldest() }
            return .new
        }
    }

    /// - Parameter answer: `nil` where the request failed, and may be tried again.
    func end(_ key: String, _ answer: [UInt8]?) {
        state.withLock { state in
            guard let answer else {
                state.remove(key)
                state.order.removeAll { $0 == key }
                return
            }
            guard state.replies[key] != nil else { return }
            state.replies[key]?.answer = answer
            state.bytes += answer.count
            while state.bytes > Self.keptBytes, state.order.count > 1 { state.removeOldest() }
        }
    }
}
