import HTTPTypes
import NIOCore
import WeirCodec
import WeirDomain
import WeirRuntime

/// Some lines of a batch: read, then handed to the desk, then answered.
struct BatchPiece: Sendable {
    /// Pieces of one request that are at work at once. While they are, nothing more of it is read, so that a client
    /// that sends faster than the desk decides is held back by its connection. Those whose answers are kept for a
    /// client who has not read yet (`UnsentAnswers`) are not at work any more.
    static let inFlight = 4

    let payments: RecordBatch
    /// Lines that were refused, each with the number of payments before it.
    let refusals: [(before: Int, refusal: Refusal)]
    /// Lines that came after the batch was broken off: they have not been looked at.
    let unread: [Int]
    let answers = Promised<BatchAnswers>()

    /// Hands the payments to the desk.
    func submit(_ desk: Desk, _ run: BatchRun) {
        if payments.isEmpty {
            answers.set(BatchAnswers())
        } else {
            desk.decide(payments, of: run) { [answers] in answers.set($0) }
        }
    }

    /// The lines that answer.
    func lines(_ answers: BatchAnswers, _ desk: Desk) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(payments.count * 208 + (refusals.count + unread.count) * 200)
        var others = answers.others[...]
        var refused = refusals[...]
        let repeated = others.compactMap { other -> UInt64? in
            if case .repeated(let sequence) = other.answer { sequence } else { nil }
        }
        let earlier = repeated.isEmpty ? [:] : (try? desk.decisions(sequences: repeated)) ?? [:]
        let failure = answers.failure.map { LineProblem(PaymentRoutes.problem(of: $0)) }
        for place in 0...payments.count {
            while let first = refused.first, first.before == place {
                LineProblem(PaymentRoutes.problem(first.refusal)).append(first.refusal.line, to: &out)
                refused.removeFirst()
            }
            guard place < payments.count else { break }
            if let failure {
                failure.append(payments.lines[place], to: &out)
            } else if let other = others.first, other.place == place {
                others.removeFirst()
                append(other.answer, earlier, payments.lines[place], to: &out)
            } else {
                Desk.appendPlainAllow(payments[place], answers.rulesVersion, to: &out)
                out.append(10)
            }
        }
        for line in unread { LineProblem.brokenOff.append(line, to: &out) }
        return out
    }

    private func append(_ answer: Answer, _ earlier: [UInt64: [UInt8]], _ line: Int, to out: inout [UInt8]) {
        switch answer {
        case .decided(let body):
            out += body
            out.append(10)
        case .repeated(let sequence):
            guard let body = earlier[sequence] else {
                return LineProblem(PaymentRoutes.unreadable).append(line, to: &out)
            }
            out += body
            out.append(10)
        default: LineProblem(PaymentRoutes.problem(of: answer)).append(line, to: &out)
        }
    }
}

/// A problem as it is said of a line: written once, for it may be said of very many.
private struct LineProblem {
    private let rest: ArraySlice<UInt8>

    init(_ problem: Problem) {
        var object = JSONObject()
        object.put("status", problem.status.code)
        object.put("code", problem.code)
        object.put("detail", problem.detail)
        if let field = problem.field { object.put("field", field) }
        rest = object.closed.dropFirst()
    }

    func append(_ line: Int, to out: inout [UInt8]) {
        out += Self.start
        out += String(line).utf8
        out.append(44)
        out += rest
        out.append(10)
    }

    private static let start = Array("{\"line\":".utf8)
    static let brokenOff = LineProblem(
        Problem.unavailable(
            "not looked at: a line before it could not be taken in; send again from the first that was refused so",
            retrySeconds: 5))
}

/// Reads a batch piece by piece. Used by one task at a time.
final class BatchReader: @unchecked Sendable {
    /// What the pieces have in common.
    let run = BatchRun()
    private var body: any AsyncIteratorProtocol<ByteBuffer, any Error>
    private var lines: BatchLines
    private var isAtEnd = false
    private let place: BatchAdmission.Place
    private let mayGoOn: @Sendable () -> Bool

    /// - Parameters:
    ///   - refused: where lines that are no payments are kept.
    ///   - clock: which payments may come by now.
    ///   - mayGoOn: asked before each part that comes: a batch may last for hours.
    init(
        _ body: some AsyncSequence<ByteBuffer, any Error>, _ place: BatchAdmission.Place, _ refused: RefusedPayments,
        _ clock: PaymentClock, mayGoOn: @escaping @Sendable () -> Bool
    ) {
        self.body = body.makeAsyncIterator()
        lines = BatchLines(refused, clock)
        self.place = place
        self.mayGoOn = mayGoOn
    }

    /// The next lines, as many as have come; `nil` at the end. Waits for the client.
    func next() async throws -> BatchPiece? {
        while !isAtEnd {
            if let chunk = try await body.next(isolation: nil) {
                guard mayGoOn() else { throw CancellationError() }
                lines.feed(chunk, isBroken: run.isBroken)
            } else {
                lines.end(isBroken: run.isBroken)
                isAtEnd = true
            }
            if let piece = lines.take() { return piece }
        }
        return nil
    }
}

/// The lines of a batch as they come in: records and refusals in order.
private struct BatchLines: ~Copyable {
    private var framer = LineFramer()
    private var decoder = PaymentJSON()
    private var payments = RecordBatch()
    private var refusals: [(before: Int, refusal: Refusal)] = []
    private var unread: [Int] = []
    private let refused: RefusedPayments
    private let clock: PaymentClock

    init(_ refused: RefusedPayments, _ clock: PaymentClock) { (self.refused, self.clock) = (refused, clock) }

    mutating func feed(_ chunk: ByteBuffer, isBroken: Bool) {
        let door = Door(refused: refused, clock: clock, latest: clock.latest)
        chunk.withUnsafeReadableBytes { bytes in
            if isBroken { return framer.feed(bytes.bytes) { line, _, number in Self.pass(line, number, &unread) } }
            framer.feed(bytes.bytes) { Self.decode($0, $1, $2, &decoder, &payments, &refusals, door) }
        }
    }

    mutating func end(isBroken: Bool) {
        if isBroken { return framer.end { line, _, number in Self.pass(line, number, &unread) } }
        let door = Door(refused: refused, clock: clock, latest: clock.latest)
        framer.end { Self.decode($0, $1, $2, &decoder, &payments, &refusals, door) }
    }

    /// What has come so far; `nil` where that is no whole line.
    mutating func take() -> BatchPiece? {
        guard !payments.isEmpty || !refusals.isEmpty || !unread.isEmpty else { return nil }
        let piece = BatchPiece(payments: payments, refusals: refusals, unread: unread)
        payments = RecordBatch(capacity: piece.payments.count)
        refusals = []
        unread = []
        return piece
    }

    private static func pass(_ line: RawSpan, _ number: Int, _ unread: inout [Int]) {
        if line.byteCount > 0 { unread.append(number) }
    }

    /// What is asked of each line.
    private struct Door {
        var refused: RefusedPayments
        var clock: PaymentClock
        /// The latest time of a payment, for all that have come together.
        var latest: Instant?
    }

    /// Whether a line has a byte order mark before it.
    private static func begins(_ line: RawSpan) -> Bool {
        line.byteCount >= 3 && line.byte(0) == 0xEF && line.byte(1) == 0xBB && line.byte(2) == 0xBF
    }

    private static func decode(
        _ line: RawSpan, _ kind: LineFramer.Line, _ number: Int, _ decoder: inout PaymentJSON,
        _ payments: inout RecordBatch, _ refusals: inout [(before: Int, refusal: Refusal)], _ door: Door
    ) {
        let refusal: Refusal
        if kind == .tooLong {
            refusal = Refusal(line: number, reason: "is longer than the limit of \(Limits.lineBytes) bytes")
        } else {
            // What editors put before the first line of a file is no part of it.
            let start = number == 1 && begins(line) ? 3 : 0
            guard line.byteCount > start else { return }
            let flaw = decoder.decode(line.extracting(start..<line.byteCount), line: number, into: &payments)
            let found = flaw ?? door.clock.refuseLast(&payments, line: number, latest: door.latest)
            guard let found else { return }
            refusal = found
        }
        refusals.append((payments.count, refusal))
        door.refused.add(refusal, line.array)
    }
}
