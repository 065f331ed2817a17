import HTTPTypes
import NIOCore
import Synchronization
import WeirCodec
import WeirDomain
import WeirRuntime

/// Some lines of a batch on their way: handed to the desk as soon as they are read.
struct BatchPiece: Sendable {
    /// Pieces of one request that are at work at once.
    static let inFlight = 4

    let payments: RecordBatch
    /// Lines that were refused, each with the number of payments before it.
    let refusals: [(before: Int, refusal: Refusal)]
    let answers: Promised<BatchAnswers>

    /// The lines that answer.
    func lines(_ answers: BatchAnswers, _ desk: Desk) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(payments.count * 208 + refusals.count * 200)
        var others = answers.others[...]
        var refused = refusals[...]
        let repeated = others.compactMap { other -> UInt64? in
            if case .repeated(let sequence) = other.answer { sequence } else { nil }
        }
        let earlier = repeated.isEmpty ? [:] : (try? desk.decisions(sequences: repeated)) ?? [:]
        for place in 0...payments.count {
            while let first = refused.first, first.before == place {
                Self.append(PaymentRoutes.problem(first.refusal), line: first.refusal.line, to: &out)
                refused.removeFirst()
            }
            guard place < payments.count else { break }
            if let failure = answers.failure {
                Self.append(PaymentRoutes.problem(of: failure), line: payments.lines[place], to: &out)
            } else if let other = others.first, other.place == place {
                others.removeFirst()
                append(other.answer, earlier, payments.lines[place], to: &out)
            } else {
                Desk.appendPlainAllow(payments[place], answers.rulesVersion, to: &out)
                out.append(10)
            }
        }
        return out
    }

    private func append(_ answer: Answer, _ earlier: [UInt64: [UInt8]], _ line: Int, to out: inout [UInt8]) {
        switch answer {
        case .decided(let body):
            out += body
            out.append(10)
        case .repeated(let sequence):
            guard let body = earlier[sequence] else {
                return Self.append(PaymentRoutes.unreadable, line: line, to: &out)
            }
            out += body
            out.append(10)
        default: Self.append(PaymentRoutes.problem(of: answer), line: line, to: &out)
        }
    }

    private static func append(_ problem: Problem, line: Int, to out: inout [UInt8]) {
        var object = JSONObject()
        object.put("line", line)
        object.put("status", problem.status.code)
        object.put("code", problem.code)
        object.put("detail", problem.detail)
        if let field = problem.field { object.put("field", field) }
        out += object.closed
        out.append(10)
    }
}

/// The lines of a batch as they come in: records and refusals in order.
struct BatchLines: ~Copyable {
    private var framer = LineFramer()
    private var decoder = PaymentJSON()
    private var payments = RecordBatch()
    private var refusals: [(before: Int, refusal: Refusal)] = []

    var isEmpty: Bool { payments.isEmpty && refusals.isEmpty }

    mutating func feed(_ chunk: ByteBuffer) {
        chunk.withUnsafeReadableBytes { bytes in
            framer.feed(bytes.bytes) { Self.decode($0, $1, $2, &decoder, &payments, &refusals) }
        }
    }

    mutating func end() {
        framer.end { Self.decode($0, $1, $2, &decoder, &payments, &refusals) }
    }

    /// Hands over what has come so far.
    mutating func take(_ desk: Desk) -> BatchPiece {
        let piece = BatchPiece(payments: payments, refusals: refusals, answers: Promised())
        payments = RecordBatch(capacity: piece.payments.count)
        refusals = []
        if piece.payments.isEmpty {
            piece.answers.set(BatchAnswers())
        } else {
            desk.decide(piece.payments) { [answers = piece.answers] in answers.set($0) }
        }
        return piece
    }

    private static func decode(
        _ line: RawSpan, _ kind: LineFramer.Line, _ number: Int, _ decoder: inout PaymentJSON,
        _ payments: inout RecordBatch, _ refusals: inout [(before: Int, refusal: Refusal)]
    ) {
        if kind == .tooLong {
            let refusal = Refusal(line: number, reason: "is longer than the limit of \(Limits.lineBytes) bytes")
            return refusals.append((payments.count, refusal))
        }
        guard line.byteCount > 0 else { return }
        if let refusal = decoder.decode(line, line: number, into: &payments) {
            refusals.append((payments.count, refusal))
        }
    }
}

/// A value that comes once, from a thread outside of Swift concurrency.
final class Promised<Value: Sendable>: Sendable {
    private enum State {
        case open
        case awaited(CheckedContinuation<Value, Never>)
        case there(Value)
    }

    private let state = Mutex(State.open)

    func set(_ value: Value) {
        let waiting = state.withLock { state -> CheckedContinuation<Value, Never>? in
            defer { state = .there(value) }
            if case .awaited(let continuation) = state { return continuation }
            return nil
        }
        waiting?.resume(returning: value)
    }

    /// Asked for by one task only.
    var value: Value {
        get async {
            await withCheckedContinuation { continuation in
                let known = state.withLock { state -> Value? in
                    if case .there(let value) = state { return value }
                    state = .awaited(continuation)
                    return nil
                }
                if let known { continuation.resume(returning: known) }
            }
        }
    }
}

/// Room for so many; one task takes, another gives back.
final class Room: Sendable {
    private let state: Mutex<(free: Int, waiting: CheckedContinuation<Void, Never>?)>

    init(_ count: Int) { state = Mutex((count, nil)) }

    func take() async {
        await withCheckedContinuation { continuation in
            let isFree = state.withLock { state in
                guard state.free > 0 else {
                    state.waiting = continuation
                    return false
                }
                state.free -= 1
                return true
            }
            if isFree { continuation.resume() }
        }
    }

    /// There is room for all from now on: nobody gives back any more.
    func open() {
        let waiting = state.withLock { state -> CheckedContinuation<Void, Never>? in
            defer { state = (.max, nil) }
            return state.waiting
        }
        waiting?.resume()
    }

    func give() {
        let waiting = state.withLock { state -> CheckedContinuation<Void, Never>? in
            defer { state.waiting = nil }
            if state.waiting == nil, state.free < .max { state.free += 1 }
            return state.waiting
        }
        waiting?.resume()
    }
}
