import HTTPTypes
import Hummingbird
import NIOCore
import WeirCodec
import WeirDomain
import WeirEngine
import WeirRuntime
import WeirStore

/// `POST /v1/payments` and `:batch`, and the decisions on them.
struct PaymentRoutes: Sendable {
    let desk: Desk
    let access: AccessBook
    private let clock: PaymentClock
    private let admission = BatchAdmission()
    private let unsent = UnsentAnswers()

    init(desk: Desk, access: AccessBook, clock: PaymentClock) {
        (self.desk, self.access, self.clock) = (desk, access, clock)
    }

    func add(to router: Router<some RequestContext>) {
        router.post("/v1/payments") { request, _ in try await self.decideOne(request) }
        router.post("/v1/payments:batch") { request, _ in try await self.decideBatch(request) }
        router.get("/v1/decisions/:id") { _, context in
            let id = try context.part("id")
            let found: [UInt8]?
            do { found = try await self.desk.decision(paymentID: id) } catch is StillProjecting {
                throw Problem.unavailable(
                    "The database has not come as far as what was answered; the decision may be among it.",
                    retrySeconds: 5)
            }
            guard let body = found else { throw Problem.notFound("There is no decision on a payment '\(id)'.") }
            return Response.json(body)
        }
    }

    private func decideOne(_ request: Request) async throws -> Response {
        try Self.checkType(request)
        let sent = try await request.whole(
            upTo: Limits.paymentBodyBytes, "Many payments go to /v1/payments:batch, a line each.")
        // For one payment, getting ready to read quickly would take longer than reading.
        var decoder = PaymentJSON(readsPlainLines: false)
        var batch = RecordBatch()
        let bytes = Array(sent.readableBytesView)
        let flaw = decoder.decode(bytes.span.bytes, line: 0, into: &batch)
        if let refusal = flaw ?? clock.refuseLast(&batch, latest: clock.latest) {
            desk.refused.add(refusal, bytes)
            throw Self.problem(refusal)
        }
        return Response.json(try body(of: await desk.decide(batch.bytes)))
    }

    private static func checkType(_ request: Request) throws {
        guard let type = request.headers[.contentType] else { return }
        let base = type.split(separator: ";").first.map { String($0).lowercased() } ?? ""
        guard ["application/json", "application/x-ndjson", "application/ndjson"].contains(base) else {
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
            guard let body = try desk.decision(sequence: sequence) else { throw Self.unreadable }
            return body
        default: throw Self.problem(of: answer)
        }
    }

    static var unreadable: Problem {
        Problem.unavailable("The stored decision is not readable at the moment.", retrySeconds: 1)
    }

    /// What is said where there is no decision.
    static func problem(of answer: Answer) -> Problem {
        switch answer {
        case .conflict:
            Problem(
                .conflict, "id_conflict", "The id belongs to another payment",
                detail: "A payment with this id and another content was decided before.", field: "id")
        case .unavailable(let reason, let seconds): Problem.unavailable(reason, retrySeconds: seconds)
        case .refused(let reason): Problem(.unprocessableContent, "refused", "Refused", detail: reason)
        case .taken, .decided, .repeated: Problem(.internalServerError, "internal", "The request failed")
        }
    }

    // MARK: Batch

    /// NDJSON in, NDJSON out, in order, as it arrives: one line for each line. While one piece is being decided, the
    /// next is being read.
    ///
    /// A batch is admitted as a whole: where its first lines cannot be taken in, nothing has been, and the answer is
    /// 503. From then on it waits for room. Should the desk fail on the way, the lines from there on say so. It ends
    /// without more where whoever sends it loses the key.
    private func decideBatch(_ request: Request) async throws -> Response {
        try request.needUnpacked()
        guard let place = admission.enter() else {
            throw Problem.unavailable("\(BatchAdmission.limit) batches are being answered", retrySeconds: 1)
        }
        let person = try access.require(request)
        let reader = BatchReader(request.body, place, desk.refused, clock) { [access] in
            access.isStill(person, request)
        }
        let first = try await reader.next()
        first?.submit(desk, reader.run)
        if let failure = await first?.answers.value.failure { throw Self.problem(of: failure) }
        return Response(
            status: .ok, headers: [.contentType: "application/x-ndjson"],
            body: ResponseBody { writer in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    let (pieces, source) = AsyncThrowingStream.makeStream(of: BatchPiece.self)
                    let (answered, sink) = AsyncThrowingStream.makeStream(of: AnsweredPiece.self)
                    let room = Room(BatchPiece.inFlight)
                    // If the client goes, the reading task must not wait for room.
                    defer { room.open() }
                    group.addTask { await self.readBatch(reader, source, room) }
                    group.addTask { await self.answer(first, pieces, sink, room) }
                    for try await answer in answered {
                        try await writer.write(answer.bytes)
                        if answer.takesRoom { room.give() }
                    }
                    try await writer.finish(nil)
                }
            })
    }

    /// Writes down what came of the pieces. Those that are kept for a client who reads later make room for more.
    private func answer(
        _ first: BatchPiece?, _ pieces: AsyncThrowingStream<BatchPiece, any Error>,
        _ sink: AsyncThrowingStream<AnsweredPiece, any Error>.Continuation, _ room: Room
    ) async {
        do {
            if let first {
                let bytes = ByteBuffer(bytes: first.lines(await first.answers.value, desk))
                sink.yield(AnsweredPiece(bytes: bytes, share: unsent.hold(bytes.readableBytes), takesRoom: false))
            }
            for try await piece in pieces {
                let bytes = ByteBuffer(bytes: piece.lines(await piece.answers.value, desk))
                let share = unsent.hold(bytes.readableBytes)
                if share != nil { room.give() }
                sink.yield(AnsweredPiece(bytes: bytes, share: share, takesRoom: share == nil))
            }
            sink.finish()
        } catch {
            sink.finish(throwing: error)
        }
    }

    private func readBatch(
        _ reader: BatchReader, _ source: AsyncThrowingStream<BatchPiece, any Error>.Continuation, _ room: Room
    ) async {
        do {
            while let piece = try await reader.next() {
                await room.take()
                piece.submit(desk, reader.run)
                source.yield(piece)
            }
            source.finish()
        } catch {
            source.finish(throwing: error)
        }
    }
}
