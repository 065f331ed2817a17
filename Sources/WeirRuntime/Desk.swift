import Synchronization
public import WeirDomain
public import WeirEngine
import WeirJournal
import WeirRegister
public import WeirStore

/// The desk of a running system: takes inputs in, makes them durable, has them decided, answers.
///
/// One thread owns journal and engine. It takes whatever has arrived since the last sync as the next group: append,
/// sync, apply, answer. Nothing is answered before it is durable, nothing is applied that is not.
public final class Desk: Sendable {
    public struct Options: Sendable {
        public var directory: String
        /// The program that writes snapshots beside the running desk, and after how many inputs it does; none for none.
        public var snapshotProgram: String?
        public var snapshotEvery: UInt64 = 3_000_000
        /// Called with lines for the log.
        public var log: @Sendable (String) -> Void = { _ in }

        public init(directory: String) { self.directory = directory }
    }

    /// The data folder.
    public let directory: String
    public let store: Store
    /// The register that follows the journal.
    public let register: RegisterFollower
    /// What the start found and did, in a sentence for the log.
    public let recovery: String
    /// What the journal has of other versions.
    public let foreign: ForeignInputs
    /// What has been handed in and is no payment.
    public let refused: RefusedPayments
    /// Small files that were found damaged.
    public let damage: DataDamage
    let core: DeskCore
    private let index: PaymentIndex
    private let projector: Projector
    private let keeper: SnapshotKeeper

    /// Opens a data directory, or makes one, and brings the engine to where it was.
    /// - Throws: `DeskError` naming what and where.
    public static func open(_ options: Options) throws(DeskError) -> Desk {
        do {
            let records = try Records.open(options.directory) { options.log($0) }
            let journal = records.journal
            try records.verify()
            let register = try RegisterFollower(options.directory + "/register")
            var replay = Replay(
                seed: journal.journalID, projected: records.known, registered: register.through, watch: records.watch,
                store: records.store)
            var notes: [String] = []
            try replay.run(data: options.directory, through: journal.lastCommitted) { notes.append($0) }
            for note in notes { options.log(note) }
            if FaultHooks.forgetsPayments { replay.engine.forgetPayments() }
            let foreign = ForeignInputs(
                replay.engine, last: journal.lastCommitted, records.store, fresh: replay.rest.measures)
            for sentence in foreign.sentences { options.log(sentence) }
            try records.store.notePlainVersion(replay.engine.rulesVersion, from: journal.lastCommitted + 1)
            let words =
                "recovered \(journal.lastCommitted) inputs, \(replay.replayed) of them from the journal"
                + (replay.replayed < journal.lastCommitted ? " after a snapshot, " : ", ")
                + "\(records.report.bytesCut) torn bytes cut, "
                + "\(replay.rest.index.count) decisions projected anew"
            return Desk(records, register, replay, words, foreign, options)
        } catch let error as DeskError {
            throw error
        } catch {
            throw DeskError("\(error)")
        }
    }

    private init(
        _ records: Records, _ register: RegisterFollower, _ replay: consuming Replay, _ recovery: String,
        _ foreign: ForeignInputs, _ options: Options
    ) {
        let snapshots = SnapshotFiles(options.directory)
        directory = options.directory
        store = records.store
        index = records.index
        self.register = register
        self.recovery = recovery
        self.foreign = foreign
        refused = RefusedPayments(options.directory)
        damage = DataDamage(log: options.log)
        projector = Projector(
            records.store, records.index, seed: records.journal.journalID, projected: records.progress.sequence)
        if replay.rest.through > 0 { projector.add(replay.rest) }
        register.add(replay.rest.drafts, through: records.journal.lastCommitted)
        let (alerts, replayed) = (replay.alerts, replay.replayed)
        core = DeskCore(
            records.journal, replay.engine, projector, register, alerts: alerts, snapshots, unsaved: replayed,
            records.watch, log: options.log)
        keeper = SnapshotKeeper(options, unsaved: replayed, projected: records.known)
        projector.start()
        register.start()
        if let damage = register.register.damage {
            options.log("the register is damaged; payments are decided, and what people ask for is refused: \(damage)")
        }
        noteMended()
        core.start()
        keeper.start { [projector, core, register] wanted in
            let state = projector.state
            guard core.status.trouble == nil, state.trouble == nil, state.projected >= wanted else { return 0 }
            return min(projector.settle(), register.settle())
        }
    }

    /// Looks again at what has been put right of the register's own files.
    public func noteMended() {
        if let mended = register.register.mended { damage.note("register/kinds", mended.reason) }
    }

    // MARK: Inputs

    /// Decides one payment.
    /// - Parameter record: a `PaymentView` record.
    public func decide(_ record: [UInt8]) async -> Answer {
        await take([(.payment, record)]).first ?? .unavailable("the server is stopping", retrySeconds: 5)
    }

    /// Takes inputs in, in order; the answers come in the same order.
    public func take(_ inputs: [(InputType, [UInt8])]) async -> [Answer] {
        guard !inputs.isEmpty else { return [] }
        return await withCheckedContinuation { continuation in
            core.submit(.inputs(inputs) { continuation.resume(returning: $0) })
        }
    }

    /// Decides payments, in order. `answer` is called once, on the desk's own thread: it hands the answers on and
    /// returns.
    public func decide(_ payments: RecordBatch, answer: @escaping @Sendable (BatchAnswers) -> Void) {
        core.submit(.payments(payments, run: nil, answer: answer))
    }

    /// The same for a piece of a batch: it waits for room where a single payment would be turned away, and once a piece
    /// of its run could not be taken in, none after it is.
    public func decide(
        _ payments: RecordBatch, of run: BatchRun, answer: @escaping @Sendable (BatchAnswers) -> Void
    ) {
        core.submit(.payments(payments, run: run, answer: answer))
    }

    public func decide(_ payments: RecordBatch) async -> BatchAnswers {
        await withCheckedContinuation { continuation in
            decide(payments) { continuation.resume(returning: $0) }
        }
    }

    /// Appends the bytes of a plain allow.
    /// - Parameter rulesVersion: what the answers of its batch say.
    public static func appendPlainAllow(
        _ payment: borrowing PaymentView, _ rulesVersion: String, to out: inout [UInt8]
    ) {
        PlainAllow.append(payment, rulesVersion, to: &out)
    }

    /// Reads the engine's state between two groups.
    public func read<R: Sendable>(_ body: @escaping @Sendable (borrowing Engine) -> R) async -> R? {
        await withCheckedContinuation { continuation in
            core.submit(
                .reading {
                    continuation.resume(returning: body($0))
                } closed: {
                    continuation.resume(returning: nil)
                })
        }
    }

    /// Has the journal name the version that decides from here on, where that is another one than before.
    public func nameVersion(at time: Instant) async {
        let known = await read { $0.versions.last?.name ?? "" }
        guard let known, known != Engine.semantics else { return }
        var act = ActRequest(.version, at: time, by: Measure.weir, role: nil)
        act.text = Engine.semantics
        _ = await take([(.act, InputBytes.encode(act))])
    }

    /// Takes in what a person asks for. It is acknowledged only once the register has it: otherwise the answer is
    /// `unavailable`, although it has been taken in where the register failed afterwards.
    public func act(_ request: ActRequest) async -> Answer {
        if request.verb == .signList, let objection = await objection(toSigning: request) { return objection }
        return await takeRecorded([(.act, InputBytes.encode(request))])
    }

    /// Takes inputs in and returns once the register has them: the first answer that is no success, or the last one.
    public func takeRecorded(_ inputs: [(InputType, [UInt8])]) async -> Answer {
        if let trouble = register.state.trouble {
            return .unavailable("the register cannot be written: \(trouble)", retrySeconds: 10)
        }
        for answer in await take(inputs) {
            guard case .taken = answer else { return answer }
        }
        if let trouble = await register.wait(for: status.sequence) {
            return .unavailable("the register cannot be written: \(trouble)", retrySeconds: 10)
        }
        return .taken
    }

    /// Names the journal in idempotency keys.
    public var journalID: UInt64 { core.journalID }

    // MARK: Looking up

    /// The decision under a sequence number: the exact bytes that were answered.
    public func decision(sequence: UInt64) throws(StoreError) -> [UInt8]? {
        try projector.decisions([sequence])[sequence]
    }

    /// The same for many; those that cannot be found are left out.
    public func decisions(sequences: [UInt64]) throws(StoreError) -> [UInt64: [UInt8]] {
        try projector.decisions(sequences)
    }

    /// The bytes that were answered for a payment, once what has been acknowledged by now can be found; `nil` where
    /// there is no decision on it.
    /// - Throws: `StillProjecting` while it cannot be known, besides what the store throws.
    public func decision(paymentID: String) async throws -> [UInt8]? {
        if let body = try store.decision(paymentID: paymentID) { return body }
        let sequence = core.status.sequence
        for _ in 0..<400 where !projector.isProjected(sequence) { try await Task.sleep(for: .milliseconds(5)) }
        let isProjected = projector.isProjected(sequence)
        if let body = try store.decision(paymentID: paymentID) { return body }
        guard isProjected else { throw StillProjecting() }
        return nil
    }

    public func paymentIDs(_ sequences: [UInt64]) throws(StoreError) -> [UInt64: String] {
        try projector.paymentIDs(sequences)
    }

    public var status: DeskStatus {
        var status = core.status
        let projection = projector.state
        status.projected = projection.projected
        status.projectionTrouble = projection.trouble
        status.indexed = index.count
        let registered = register.state
        status.registered = registered.through
        status.registerTrouble = registered.trouble
        status.registerEntries = register.register.count
        return status
    }

    /// Payments that the rule set on trial, if it is of this version, would have decided otherwise: since the start.
    public func changed(byTrial version: String) -> ChangedPayments? { core.trials.changed(by: version) }

    /// Alerts as they are raised, for the live page.
    public func alerts() -> AsyncStream<RaisedAlert> { core.alertFeed() }

    /// Answers what has arrived, writes everything out, seals the journal.
    public func close() {
        keeper.stop()
        core.stop()
        projector.stop()
        register.stop()
        try? store.close()
    }
}

/// Database and index have not come as far as what was answered: of what they do not have nobody can say that it is not
/// there.
public struct StillProjecting: Error {}

/// Why the desk cannot be opened, in words.
public struct DeskError: Error, Sendable, CustomStringConvertible {
    public let description: String
    init(_ description: String) { self.description = description }
}

/// An alert with its number.
public struct RaisedAlert: Sendable {
    public var number: Int
    public var alert: Alert
}
