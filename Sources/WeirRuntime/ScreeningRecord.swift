import WeirDomain
import WeirEngine
import WeirJournal
import WeirStore

/// Journal and database of a screening with `--data`. A batch is applied as it is read and committed as a whole;
/// nothing is written about it to the outside before that.
final class ScreeningRecord {
    private let journal: Journal
    private let store: Store
    private let projector: Projector
    private let watch: Watch
    private var pending: Consequences
    private var alerts: Int
    /// The last sequence number that the folder held when it was opened.
    let sequence: UInt64

    /// Plain allows of this version have no rows.
    private let plainVersion: String

    private init(_ records: Records, _ projector: Projector, alerts: Int, _ plainVersion: String) {
        self.plainVersion = plainVersion
        journal = records.journal
        store = records.store
        watch = records.watch
        self.projector = projector
        self.alerts = alerts
        sequence = journal.lastCommitted
        pending = Consequences(seed: journal.journalID, plainVersion: plainVersion)
    }

    /// Opens the folder, and brings the engine to where its journal ends.
    static func open(_ directory: String, _ engine: inout Engine) throws -> ScreeningRecord {
        let records = try Records.open(directory)
        let journal = records.journal
        var replay = Replay(
            seed: journal.journalID, projected: records.known, watch: records.watch, store: records.store)
        try replay.run(data: directory, through: journal.lastCommitted)
        let projector = Projector(
            records.store, records.index, seed: journal.journalID, projected: records.progress.sequence)
        if replay.rest.through > 0 { projector.add(replay.rest) }
        projector.start()
        let alerts = replay.alerts
        engine = replay.engine
        let version = engine.rulesVersion
        try records.store.notePlainVersion(version, from: journal.lastCommitted + 1)
        return ScreeningRecord(records, projector, alerts: alerts, version)
    }

    func append(_ type: InputType, _ payload: RawSpan) throws {
        try journal.append(type: type.rawValue, payload: payload)
    }

    /// Applies an input under the watch's eyes.
    func apply(
        _ type: InputType, _ payload: RawSpan, _ sequence: UInt64, _ engine: inout Engine, _ effects: inout Effects
    ) {
        engine.apply(type: type.rawValue, payload: payload, sequence: sequence, effects: &effects, watch: watch)
    }

    /// Called by the thread that applies.
    func start() { watch.start() }

    func add(_ effects: Effects, _ payload: RawSpan, _ sequence: UInt64) {
        pending.add(effects, payload: payload, sequence: sequence, alertsBefore: &alerts)
    }

    func commit() throws {
        watch.rest()
        try journal.commit()
        if pending.through > 0 { projector.add(pending) }
        pending = Consequences(seed: journal.journalID, plainVersion: plainVersion)
        while projector.isTooFarBehind { Pause.milliseconds(20) }
        try journal.prepare()
    }

    func close() throws {
        watch.end()
        try journal.close()
        projector.stop()
        try store.close()
    }
}
