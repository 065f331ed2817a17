import WeirCodec
public import WeirDomain
public import WeirEngine
import WeirJournal

/// The shortest way from bytes to durable decisions, on two threads: the caller's reads, parses and logs, another owns
/// the engine. While one group is being decided, the next is being read and made durable; nothing is decided before it
/// is durable.
///
/// Prices and changes of rules go the same way, between the payments. What was decided is counted, and handed to
/// `onDecided` piece by piece; `onEach` sees every payment with what came of it.
public final class Lane: @unchecked Sendable {
    /// What the engine's thread has done with a piece of a batch.
    public struct Done: Sendable {
        /// Place of the first of its payments among all.
        public var first: Int
        public var count: Int
        /// When the last of them was decided, in nanoseconds of the monotonic clock.
        public var at: Int64
    }

    private struct Work: Sendable {
        var records: RecordBatch
        /// What was fed before them that is none.
        var others: [Other]
        var sequence: UInt64
    }

    private struct Other: Sendable {
        var type: InputType
        var bytes: [UInt8]
    }

    private let journal: Journal?
    private let channel = Channel<Work>(capacity: 4)
    private let finished = Monitor()
    private var isFinished = false
    private let onDecided: @Sendable (Done) -> Void
    private let onEach: (@Sendable (borrowing PaymentView, Effects) -> Void)?
    // The engine's thread owns these from `init` on.
    private var engine: Engine
    private var effects = Effects()
    private var decided = 0
    /// Why a request was refused, if one was; to be read once all is finished.
    public private(set) var trouble: String?
    // The caller's thread.
    /// Until all is finished.
    private var scout: Scout?
    private var framer = LineFramer()
    private var json = PaymentJSON()
    private var batch = RecordBatch()
    private var others: [Other] = []
    private var sequence: UInt64 = 0
    public private(set) var refused = 0

    /// - Parameter directory: of the journal; without one nothing is made durable.
    public init(
        directory: String?, engine: consuming Engine,
        onDecided: @escaping @Sendable (Done) -> Void = { _ in },
        onEach: (@Sendable (borrowing PaymentView, Effects) -> Void)? = nil
    ) throws {
        if let directory {
            var options = JournalOptions()
            options.preparesAside = true
            options.fillsAside = true
            // A new segment costs three syncs: seldom enough to stay out of the thousandth part.
            options.segmentBytes = 1 << 30
            let (journal, _) = try Journal.open(directory: directory, options: options)
            guard journal.lastCommitted == 0 else { throw DeskError("\(directory): there is a journal already") }
            self.journal = journal
        } else {
            journal = nil
        }
        self.onDecided = onDecided
        self.onEach = onEach
        var engine = engine
        scout = engine.sendScout()
        self.engine = engine
        LongThread.start("weir-lane") { self.decideAll() }
    }

    // MARK: The reading thread

    /// Takes a price in; it counts from here on.
    public func feed(_ quote: PriceQuote) throws {
        try feed(.price, InputBytes.encode(quote))
        scout?.set(quote)
    }

    /// Takes a request about rule sets in; it is carried out before the next payment.
    public func feed(_ request: RuleRequest) throws { try feed(.rules, InputBytes.encode(request)) }

    private func feed(_ type: InputType, _ bytes: [UInt8]) throws {
        try commit()
        sequence += 1
        try journal?.append(type: type.rawValue, payload: bytes.span.bytes)
        others.append(Other(type: type, bytes: bytes))
    }

    /// Reads lines of NDJSON; whole lines are durable when this returns, and decided soon after.
    public func feed(_ lines: RawSpan) throws {
        framer.feed(lines) { line, _, number in
            if json.decode(line, line: number, into: &batch) != nil { refused += 1 }
        }
        try commit()
    }

    /// Makes durable what has been read, and hands it over.
    public func commit() throws {
        guard !batch.isEmpty else { return }
        scout?.look(at: &batch, before: sequence)
        let records = batch
        batch = RecordBatch(capacity: records.count)
        if let journal {
            for i in 0..<records.count {
                let payment = records[i]
                try journal.append(type: InputType.payment.rawValue, payload: payment.bytes)
            }
            try journal.commit()
        }
        let work = Work(records: records, others: others, sequence: sequence)
        sequence += UInt64(records.count)
        others = []
        guard channel.put(work) else { throw DeskError("the lane is closed") }
        try journal?.prepare()
    }

    /// Waits until everything is decided, and gives the engine to `body`.
    public func finish<R>(_ body: (borrowing Engine) -> R) throws -> R {
        try commit()
        channel.close()
        finished.locked { while !isFinished { finished.wait() } }
        if let scout = scout.take() { engine.callBack(scout) }
        try journal?.close()
        return body(engine)
    }

    // MARK: The deciding thread

    private func decideAll() {
        while let work = channel.take() {
            decide(work)
        }
        finished.locked {
            isFinished = true
            finished.signalAll()
        }
    }

    private func decide(_ work: Work) {
        let refusal = Self.take(work.others, before: work.sequence, &engine, &effects)
        trouble = trouble ?? refusal
        var next = 0
        while next < work.records.count {
            let range = next..<min(next + Self.piece, work.records.count)
            Self.decide(work, range, &engine, &effects, onEach)
            onDecided(Done(first: decided + next, count: range.count, at: Clock.nanoseconds))
            next = range.upperBound
        }
        decided += work.records.count
    }

    /// Whoever waits for an early payment of a large batch need not wait for all of it.
    private static let piece = 256

    /// What is no payment was logged before the payments of its batch. Answers why a request was refused.
    private static func take(
        _ others: [Other], before: UInt64, _ engine: inout Engine, _ effects: inout Effects
    ) -> String? {
        var trouble: String?
        var sequence = before - UInt64(others.count)
        for other in others {
            sequence += 1
            engine.apply(
                type: other.type.rawValue, payload: other.bytes.span.bytes, sequence: sequence, effects: &effects)
            if case .refused(let reason) = effects.verdict { trouble = trouble ?? reason }
        }
        return trouble
    }

    /// Static: the language's runtime checks each access to what an object holds, and once for a payment is too often.
    private static func decide(
        _ work: Work, _ range: Range<Int>, _ engine: inout Engine, _ effects: inout Effects,
        _ onEach: (@Sendable (borrowing PaymentView, Effects) -> Void)?
    ) {
        for i in range {
            let scouted = engine.prefetch(work.records, before: i)
            engine.apply(
                work.records[i], scouted: scouted, sequence: work.sequence + UInt64(i) + 1, effects: &effects)
            onEach?(work.records[i], effects)
        }
    }
}

/// The inputs of a lane's journal once more, from the disk.
public struct TailReplay: Sendable {
    private let directory: String

    public init(directory: String) { self.directory = directory }

    public func replay(into engine: inout Engine) throws {
        var effects = Effects()
        let feed = JournalFeed(directory: directory, from: 1, through: .max)
        while let piece = try feed.next() {
            switch piece {
            case .payments(let batch, let first):
                for i in 0..<batch.count {
                    engine.prefetch(batch, before: i)
                    engine.apply(batch[i], sequence: first + UInt64(i), effects: &effects)
                }
            case .other(let type, let payload, let sequence):
                engine.apply(type: type, payload: payload.span.bytes, sequence: sequence, effects: &effects)
            }
        }
    }
}
