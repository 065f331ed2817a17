public import WeirDomain
public import WeirEngine
import WeirJournal
import WeirStore

/// Brings an engine to where the journal ends. What the database has not seen yet comes out as a projection.
struct Replay: ~Copyable {
    var engine: Engine
    /// Alerts raised so far.
    private(set) var alerts = 0
    private(set) var rest: Consequences
    private let seed: UInt64
    private let projected: UInt64
    private let registered: UInt64
    private let watch: Watch
    /// Where it is noted what makes plain allows; none where nothing is to be projected.
    private let store: Store?
    private var effects = Effects()

    /// - Parameters:
    ///   - projected: how far the database has come.
    ///   - registered: how far the register has come.
    init(seed: UInt64, projected: UInt64, registered: UInt64 = .max, watch: Watch, store: Store? = nil) {
        self.registered = registered
        self.store = store
        engine = Engine(seed: seed)
        self.seed = seed
        self.projected = projected
        self.watch = watch
        rest = Consequences(seed: seed)
    }

    /// Whether only the state matters, and not what is to be projected.
    var keepsNothing = false
    /// How many inputs came from the journal; the others from a snapshot.
    private(set) var replayed: UInt64 = 0

    /// Begins with the newest snapshot that the database has caught up with.
    /// - Parameter checkpoint: called with each multiple of `every` that has been applied, and the state then.
    mutating func run(
        data: String, through: UInt64, note: (String) -> Void = { _ in }, every: UInt64 = .max,
        checkpoint: (UInt64, borrowing Engine) -> Void = { _, _ in }
    ) throws {
        guard through > 0 else { return }
        let known =
            SnapshotFiles(data).newest(
                seed: seed, through: min(through, projected, registered), into: &engine, note: note) ?? 0
        alerts = engine.counters.alerts
        replayed = through - known
        guard replayed > 0 else { return }
        watch.start()
        defer { watch.end() }
        let feed = JournalFeed(directory: data + "/journal", from: known + 1, through: through)
        while let piece = try feed.next() {
            switch piece {
            case .payments(let batch, let first):
                try noteVersion(first, through: first + UInt64(batch.count) - 1)
                for i in 0..<batch.count {
                    engine.prefetch(batch, before: i)
                    let payment = batch[i]
                    let sequence = first + UInt64(i)
                    engine.apply(payment, sequence: sequence, effects: &effects, watch: watch)
                    take(payment.bytes, sequence)
                    if sequence % every == 0 { checkpoint(sequence, engine) }
                }
            case .other(let type, let payload, let sequence):
                let bytes = payload.span.bytes
                try noteVersion(sequence, through: sequence)
                engine.apply(type: type, payload: bytes, sequence: sequence, effects: &effects, watch: watch)
                take(bytes, sequence)
                if sequence % every == 0 { checkpoint(sequence, engine) }
            }
        }
    }

    /// Before a stretch is applied: its plain allows are this version's; what another one allows gets rows.
    private mutating func noteVersion(_ first: UInt64, through last: UInt64) throws {
        guard let store, last > projected else { return }
        let version = engine.rulesVersion
        guard version != rest.plainVersion else { return }
        try store.notePlainVersion(version, from: max(first, projected + 1))
        rest.plainVersion = version
    }

    private mutating func take(_ payload: RawSpan, _ sequence: UInt64) {
        if keepsNothing { return }
        if sequence > projected {
            rest.add(effects, payload: payload, sequence: sequence, alertsBefore: &alerts)
        } else {
            alerts += effects.alerts.count
            if sequence > registered {
                RegisterDraft.add(effects, payload: payload, sequence: sequence, to: &rest.drafts)
            }
        }
    }
}

/// `weir replay` and `weir snapshot`: what a journal leads to.
public enum JournalReplay {
    public struct Summary: Sendable {
        public var inputs: UInt64
        public var counters: Engine.Counters
        public var stateHash: UInt64
    }

    /// Reads the state that a whole journal leads to.
    public static func state<R>(directory: String, _ body: (borrowing Engine) -> R) throws(DeskError) -> R {
        do {
            let last = try JournalReader(directory: directory + "/journal").lastSequence()
            var replay = Replay(seed: 0, projected: 0, watch: try Watch(reading: directory))
            replay.keepsNothing = true
            try replay.run(data: directory, through: last)
            return body(replay.engine)
        } catch let error as DeskError {
            throw error
        } catch {
            throw DeskError("\(error)")
        }
    }

    /// Replays a whole journal, changing nothing.
    /// - Parameters:
    ///   - every: how many inputs lie between two checkpoints.
    ///   - checkpoint: called with a sequence number and the state's digest after it.
    /// - Throws: the journal's error in words.
    public static func run(
        directory: String, every: UInt64 = .max, checkpoint: (UInt64, UInt64) -> Void = { _, _ in }
    ) throws(DeskError) -> Summary {
        do {
            let last = try JournalReader(directory: directory + "/journal").lastSequence()
            // Nothing counts as projected, and no snapshot is used: every record is read.
            var replay = Replay(seed: 0, projected: 0, watch: try Watch(reading: directory))
            replay.keepsNothing = true
            try replay.run(data: directory, through: last, every: every) { checkpoint($0, $1.stateHash) }
            return Summary(inputs: last, counters: replay.engine.counters, stateHash: replay.engine.stateHash)
        } catch let error as DeskError {
            throw error
        } catch {
            throw DeskError("\(error)")
        }
    }

    /// Writes a snapshot beside a running server, from its latest snapshot and the journal since then. Takes the
    /// processor time and the memory of a second engine while it lasts; the server is not held up.
    /// - Parameter through: the last input that it may know.
    /// - Returns: the sequence of the snapshot; `nil` where there is nothing new.
    public static func snapshot(directory: String, through: UInt64?) throws(DeskError) -> UInt64? {
        do {
            let reader = JournalReader(directory: directory + "/journal")
            let through = try through ?? reader.lastSequence()
            guard through > 0, through > SnapshotFiles(directory).sequences.first ?? 0 else { return nil }
            let seed = try reader.journalID()
            var replay = Replay(seed: seed, projected: through, watch: try Watch(reading: directory))
            try replay.run(data: directory, through: through)
            FaultHooks.pass(.snapshotting)
            try SnapshotFiles(directory).write(replay.engine, seed: seed, sequence: through)
            return through
        } catch let error as DeskError {
            throw error
        } catch {
            throw DeskError("\(error)")
        }
    }
}

/// The payments of a journal, for reports that are drawn beside a running server.
public enum JournalPayments {
    /// Calls `body` with each payment that was handed in, in order.
    public static func read(
        directory: String, _ body: (_ sequence: UInt64, _ payment: borrowing PaymentView) -> Void
    ) throws(DeskError) {
        do {
            try JournalReader(directory: directory + "/journal").replay { sequence, type, payload in
                guard type == InputType.payment.rawValue, PaymentView.isWhole(payload) else { return }
                body(sequence, PaymentView(payload))
            }
        } catch {
            throw DeskError("\(error)")
        }
    }
}
