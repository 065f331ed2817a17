import WeirDomain
public import WeirEngine
import WeirJournal

/// Brings an engine to where the journal ends. What the database has not seen yet comes out as a projection.
struct Replay: ~Copyable {
    var engine: Engine
    /// Alerts raised so far.
    private(set) var alerts = 0
    private(set) var rest: Consequences
    private let seed: UInt64
    private let projected: UInt64
    private var effects = Effects()

    init(seed: UInt64, projected: UInt64) {
        engine = Engine(seed: seed)
        self.seed = seed
        self.projected = projected
        rest = Consequences(seed: seed)
    }

    /// How many inputs came from the journal; the others from a snapshot.
    private(set) var replayed: UInt64 = 0

    /// Begins with the newest snapshot that the database has caught up with.
    mutating func run(data: String, through: UInt64, note: (String) -> Void = { _ in }) throws {
        guard through > 0 else { return }
        let known =
            SnapshotFiles(data).newest(seed: seed, through: min(through, projected), into: &engine, note: note) ?? 0
        alerts = engine.counters.alerts
        replayed = through - known
        guard replayed > 0 else { return }
        try JournalReader(directory: data + "/journal").replay(from: known + 1, through: through) {
            sequence, type, payload in
            engine.apply(type: type, payload: payload, sequence: sequence, effects: &effects)
            guard sequence > projected else {
                alerts += effects.alerts.count
                return
            }
            rest.add(effects, payload: payload, sequence: sequence, alertsBefore: &alerts)
        }
    }
}

/// `weir replay`: what a journal leads to, without changing anything.
public enum JournalReplay {
    public struct Summary: Sendable {
        public var inputs: UInt64
        public var counters: Engine.Counters
        public var stateHash: UInt64
    }

    /// - Throws: the journal's error in words.
    public static func run(directory: String) throws(DeskError) -> Summary {
        do {
            var engine = Engine(seed: 0)
            var effects = Effects()
            let found = try JournalReader(directory: directory + "/journal").replay { sequence, type, payload in
                engine.apply(type: type, payload: payload, sequence: sequence, effects: &effects)
            }
            return Summary(inputs: found.lastSequence, counters: engine.counters, stateHash: engine.stateHash)
        } catch {
            throw DeskError("\(error)")
        }
    }
}
