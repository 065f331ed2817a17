import HTTPTypes
import Hummingbird
import NIOCore
import WeirCodec
import WeirDomain
import WeirRuntime
import WeirStore

/// `POST /v1/messages`: an ISO 20022 message as a bank sends it. Its payments are decided; what it says of payments
/// without making any is kept, and shown beside them.
struct MessageRoutes<Context: RequestContext>: Sendable {
    let acting: Acting
    let reports: ReportStore
    let clock: PaymentClock

    private var desk: Desk { acting.desk }

    func add(to router: Router<Context>) {
        router.post("/v1/messages") { request, _ in
            try await self.acting.once(request, upTo: Limits.messageBodyBytes) { try await self.take($0) }
        }
        router.get("/v1/decisions/:id/reports") { _, context in
            let rows = try self.reports.reports(on: try context.part("id"))
            return Response.json(Paging.page(rows.map(\.body), next: nil))
        }
    }

    /// What a message has in it.
    private struct Content {
        var payments = RecordBatch()
        var refusals: [Refusal] = []
        var reports: [PaymentReport] = []
    }

    private func take(_ request: Request) async throws -> [UInt8] {
        let type = request.headers[.contentType]?.split(separator: ";").first.map { $0.lowercased() } ?? ""
        guard ["application/xml", "text/xml"].contains(type) else {
            throw Problem(
                .unsupportedMediaType, "unsupported_type", "The body must be XML",
                detail: type.isEmpty
                    ? "It has no Content-Type: application/xml is wanted."
                    : "Content-Type is \(type), application/xml is wanted.")
        }
        let body = try await request.whole(upTo: Limits.messageBodyBytes)
        var content = try Self.read(Array(body.readableBytesView))
        let ahead = clock.refuseAny(&content.payments)
        content.refusals += ahead
        for refusal in content.refusals { desk.refused.add(refusal, []) }
        if content.payments.isEmpty, content.reports.isEmpty, let first = content.refusals.first {
            throw PaymentRoutes.problem(first)
        }
        do { try reports.add(content.reports.map { ReportRow($0, file: "") }) } catch {
            throw Problem.unavailable(
                "What the message says of payments cannot be kept: \(error.reason)", retrySeconds: 5)
        }
        let decisions = try await decide(content.payments)
        var object = JSONObject()
        object.put("decisions", json: JSONObject.array(decisions))
        object.put("refused", each: content.refusals) { object, refusal in
            object.put("entry", refusal.line)
            if !refusal.field.isEmpty { object.put("field", refusal.field) }
            object.put("detail", refusal.message)
        }
        object.put("status_reports", content.reports.count { $0.kind == .status })
        object.put("cancellation_requests", content.reports.count { $0.kind == .cancellation })
        return object.closed
    }

    private static func read(_ bytes: [UInt8]) throws -> Content {
        // Anything else has a door of its own.
        guard bytes.first(where: { ![9, 10, 13, 32, 0xEF, 0xBB, 0xBF].contains($0) }) == 60 else {
            throw Problem(
                .unprocessableContent, "invalid_message", "The message was refused", detail: "The body is no XML.")
        }
        var content = Content()
        var reports: [PaymentReport] = []
        var refusals: [Refusal] = []
        let source = PaymentSource(bytes: bytes, name: "the message")
        source.onReport = { reports.append($0) }
        do {
            var isMore = true
            while isMore {
                isMore = try source.read(into: &content.payments, maximum: 4_096) { refusal, _ in
                    refusals.append(refusal)
                }
            }
        } catch {
            throw Problem(
                .unprocessableContent, "invalid_message", "The message was refused", detail: error.description)
        }
        (content.reports, content.refusals) = (reports, refusals)
        return content
    }

    /// The decisions, in the order of the payments; a payment that could not be decided has what was wrong instead.
    private func decide(_ payments: RecordBatch) async throws -> [[UInt8]] {
        guard !payments.isEmpty else { return [] }
        let piece = BatchPiece(payments: payments, refusals: [], unread: [])
        piece.submit(desk, BatchRun())
        let answers = await piece.answers.value
        if let failure = answers.failure { throw PaymentRoutes.problem(of: failure) }
        return piece.lines(answers, desk).split(separator: 10).map { Array($0) }
    }
}
