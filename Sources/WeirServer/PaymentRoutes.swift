import HTTPTypes
import Hummingbird
import NIOCore
import WeirCodec
import WeirDomain
import WeirEngine
import WeirRuntime
import WeirStore

/// `POST /v1/payments` and `:batch`, and the decisions on them.
struct PaymentRoutes<Context: RequestContext>: Sendable {
    let desk: Desk

    func add(to router: Router<Context>) {
        router.post("/v1/payments") { request, _ in try await self.decideOne(request) }
        router.post("/v1/payments:batch") { request, _ in self.decideBatch(request) }
        router.get("/v1/decisions/:id") { _, context in
            let id = try context.parameters.require("id")
            guard let body = try self.desk.store.decision(paymentID: id) else {
                throw Problem.notFound("There is no decision on a payment '\(id)'.")
            }
            return Response.json(body)
        }
    }

    private func decideOne(_ request: Request) async throws -> Response {
        try Self.checkType(request)
        let sent = try await request.body.collect(upTo: Limits.paymentBodyBytes)
        // For one payment, getting ready to read quickly would take longer than reading.
        var decoder = PaymentJSON(readsPlainLines: false)
        var batch = RecordBatch()
        let bytes = Array(sent.readableBytesView)
        if let refusal = decoder.decode(bytes.span.bytes, line: 0, into: &batch) { throw Self.problem(refusal) }
        return Response.json(try body(of: await desk.decide(batch.bytes)))
    }

    private static func checkType(_ request: Request) throws {
        guard let type = request.headers[.contentType] else { return }
        let base = type.split(separator: ";").first.map { String($0).lowercased() } ?? ""
        guard ["application/json", "application/x-ndjson", "application/ndjson", "text/plain"].contains(base) else {
            throw Problem(
                .unsupportedMediaType, "unsupported_type", "The body must be JSON",
                detail: "Content-Type is \(type), application/json is wanted.")
        }
    }

    static func problem(_ refusal: Refusal) -> Problem {
        Problem(
            .unprocessableContent, "invalid_payment", "The payment was refused", detail: refusal.message,
            field: refusal.field.isEmpty ? nil : refusal.field)
    }

    /// The decision's bytes, or why there are none.
    private func body(of answer: Answer) throws -> [UInt8] {
        switch answer {
        case .decided(let body): return body
        case .repeated(let sequence):
            guard let body = try desk.decision(sequence: sequence) else {
                throw Problem.unavailable("The stored decision is not readable at the moment.", retrySeconds: 1)
            }
            return body
        case .conflict:
            throw Problem(
                .conflict, "id_conflict", "The id belongs to another payment",
                detail: "A payment with this id and another content was decided before.", field: "id")
        case .unavailable(let reason, let seconds): throw Problem.unavailable(reason, retrySeconds: seconds)
        case .refused(let reason): throw Problem(.unprocessableContent, "refused", "Refused", detail: reason)
        case .taken: throw Problem(.internalServerError, "internal", "The request failed")
        }
    }

    // MARK: Batch

    /// NDJSON in, NDJSON out, in order, as it arrives: one line for each line.
    private func decideBatch(_ request: Request) -> Response {
        Response(
            status: .ok, headers: [.contentType: "application/x-ndjson"],
            body: ResponseBody { writer in
                var lines = BatchLines()
                for try await chunk in request.body {
                    lines.feed(chunk)
                    let answer = try await self.answer(&lines)
                    if answer.readableBytes > 0 { try await writer.write(answer) }
                }
                lines.end()
                let answer = try await self.answer(&lines)
                if answer.readableBytes > 0 { try await writer.write(answer) }
                try await writer.finish(nil)
            })
    }

    private func answer(_ lines: inout BatchLines) async throws -> ByteBuffer {
        let entries = lines.take()
        let answers = await desk.take(entries.compactMap { $0.record.map { (.payment, $0) } })
        var next = 0
        var out: [UInt8] = []
        for entry in entries {
            do {
                if let refusal = entry.refusal { throw Self.problem(refusal) }
                defer { next += 1 }
                out += try body(of: answers[next])
            } catch {
                let problem = error as? Problem ?? Problem(.internalServerError, "internal", "The request failed")
                var object = JSONObject()
                object.put("line", entry.line)
                object.put("status", problem.status.code)
                object.put("code", problem.code)
                object.put("detail", problem.detail)
                if let field = problem.field { object.put("field", field) }
                out += object.closed
            }
            out.append(10)
        }
        return ByteBuffer(bytes: out)
    }
}

/// The lines of a batch as they come in: records and refusals in order.
private struct BatchLines: ~Copyable {
    struct Entry {
        var line: Int
        var record: [UInt8]?
        var refusal: Refusal?
    }

    private var framer = LineFramer()
    private var decoder = PaymentJSON()
    private var entries: [Entry] = []

    mutating func feed(_ chunk: ByteBuffer) {
        let bytes = Array(chunk.readableBytesView)
        var found = entries
        framer.feed(bytes.span.bytes) { Self.decode($0, $1, $2, &decoder, &found) }
        entries = found
    }

    mutating func end() {
        var found = entries
        framer.end { Self.decode($0, $1, $2, &decoder, &found) }
        entries = found
    }

    mutating func take() -> [Entry] {
        defer { entries = [] }
        return entries
    }

    private static func decode(
        _ line: RawSpan, _ kind: LineFramer.Line, _ number: Int, _ decoder: inout PaymentJSON, _ out: inout [Entry]
    ) {
        if kind == .tooLong {
            let refusal = Refusal(line: number, reason: "is longer than the limit of \(Limits.lineBytes) bytes")
            return out.append(Entry(line: number, refusal: refusal))
        }
        guard line.byteCount > 0 else { return }
        var batch = RecordBatch()
        if let refusal = decoder.decode(line, line: number, into: &batch) {
            out.append(Entry(line: number, refusal: refusal))
        } else {
            out.append(Entry(line: number, record: batch.bytes))
        }
    }
}
