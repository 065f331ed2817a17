import Synchronization
import WeirDomain
import WeirEngine
import WeirJournal

/// The thread that owns journal and engine.
final class DeskCore: @unchecked Sendable {
    /// Inputs whose replay takes a noticeable part of a second.
    private static let inputsWorthASnapshot = 20_000

    private let monitor = Monitor()
    private var queue = DeskQueue()
    private var isStopping = false
    private var isStopped = false

    // Owned by the thread once it runs.
    private let journal: Journal
    private var state: DeskState
    private let projector: Projector
    private let register: RegisterFollower
    private let snapshots: SnapshotFiles
    /// The sequence of the last snapshot; 0 for none.
    private var lastSnapshot: UInt64
    private var plainVersion: String
    /// Payments that came again, or under another one's id, and have no place in the journal.
    private var aside = (duplicates: 0, conflicts: 0)

    /// That nothing is taken in is said in the log once, and when it is over: a full disk refuses each group anew.
    private let log: @Sendable (String) -> Void
    private var isTroubled = false
    private var toldAt: Int64?

    /// What the rule set on trial changes.
    let trials = TrialWatch()
    private let shared: Mutex<DeskStatus>
    private let feeds = Mutex<[Int: AsyncStream<RaisedAlert>.Continuation]>([:])

    init(
        _ journal: Journal, _ engine: consuming Engine, _ projector: Projector, _ register: RegisterFollower,
        alerts: Int, _ snapshots: SnapshotFiles, unsaved: UInt64, _ watch: Watch,
        log: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.log = log
        self.register = register
        plainVersion = engine.rulesVersion
        self.snapshots = snapshots
        lastSnapshot = journal.lastCommitted - unsaved
        self.journal = journal
        self.projector = projector
        var status = DeskStatus()
        status.sequence = journal.lastCommitted
        status.alerts = alerts
        status.setAside = watch.count
        status.accounts = engine.accountCount
        status.rulesVersion = engine.rulesVersion
        status.trialVersion = engine.trialRulesVersion
        status.measures = engine.measureCount
        status.nextDeadline = engine.nextDeadline
        status.now = engine.now.milliseconds
        let counters = engine.counters
        status.decided = counters.decided
        status.outcomes = [counters.allowed, counters.warned, counters.held, counters.declined]
        shared = Mutex(status)
        state = DeskState(engine, alerts: alerts, watch, trials)
    }

    var journalID: UInt64 { journal.journalID }

    func start() {
        LongThread.start("weir-core") { self.loop() }
    }

    // MARK: Arrivals

    func submit(_ work: DeskWork) {
        let refusal = monitor.locked { () -> Answer? in
            if isStopping { return .unavailable("the server is stopping", retrySeconds: 5) }
            guard queue.add(work) else {
                return .unavailable("too much is waiting to be decided", retrySeconds: 1)
            }
            monitor.signalAll()
            return nil
        }
        if let refusal { work.fail(refusal) }
    }

    var status: DeskStatus {
        var status = shared.withLock { $0 }
        status.queued = monitor.locked { queue.inputs }
        return status
    }

    func alertFeed() -> AsyncStream<RaisedAlert> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: RaisedAlert.self, bufferingPolicy: .bufferingNewest(1_000))
        let key = feeds.withLock { feeds in
            let key = (feeds.keys.max() ?? 0) + 1
            feeds[key] = continuation
            return key
        }
        continuation.onTermination = { [weak self] _ in
            _ = self?.feeds.withLock { $0.removeValue(forKey: key) }
        }
        return stream
    }

    func stop() {
        monitor.locked {
            isStopping = true
            monitor.signalAll()
            while !isStopped { monitor.wait() }
        }
    }

    // MARK: The thread

    private func loop() {
        state.watch.start()
        while let arrived = nextGroup() {
            FaultHooks.pass(.taken)
            let group = answerKnown(arrived)
            if group.isEmpty { continue }
            if FaultHooks.answersEarly {
                apply(group)
                Pause.milliseconds(50)
            }
            if group.contains(where: { $0.work.inputCount > 0 }), let failure = makeDurable(group) {
                for (work, _) in group {
                    if case .reading(let body, _) = work { body(state.engine) } else { work.fail(failure) }
                }
                continue
            }
            FaultHooks.pass(.committed)
            if !FaultHooks.answersEarly { apply(group) }
            FaultHooks.pass(.answered)
            // The answers have gone out: now there is a moment for the next segment.
            do { try journal.prepare() } catch { report(error) }
            FaultHooks.pass(.prepared)
        }
        saveSnapshot()
        try? journal.close()
        feeds.withLock { feeds in
            for feed in feeds.values { feed.finish() }
            feeds = [:]
        }
        monitor.locked {
            isStopped = true
            monitor.signalAll()
        }
    }

    /// All that has arrived since the last group, up to a bound; `nil` when the desk has closed.
    private func nextGroup() -> [(work: DeskWork, arrived: Int64)]? {
        while true {
            let holdsRunsBack = projector.isBehind || register.lag > RegisterFollower.greatestLag / 2
            let next = monitor.locked { () -> DeskQueue.Group? in
                if queue.isEmpty, !isStopping { monitor.wait() }
                let next = queue.next(holdsRunsBack: holdsRunsBack && !isStopping)
                // Pieces of batches wait until database and register have caught up.
                if next == nil, !queue.isEmpty { monitor.wait(milliseconds: 5) }
                return next ?? (queue.isEmpty && isStopping ? DeskQueue.Group() : nil)
            }
            guard let next else { continue }
            for work in next.turnedAway {
                work.fail(.unavailable("the batch is broken off: what has been refused comes first", retrySeconds: 5))
            }
            for work in next.expired {
                work.fail(.unavailable("database or register are too far behind the journal", retrySeconds: 5))
            }
            if !next.work.isEmpty { return next.work }
            if monitor.locked({ queue.isEmpty && isStopping }) { return nil }
        }
    }

    /// Answers work of which nothing is new, and takes it out of the group: a client that sends again in a loop would
    /// fill the disk with what changes nothing. Pieces of batches go on as they are: a line of theirs takes little, and
    /// would be looked up twice.
    private func answerKnown(_ group: [(work: DeskWork, arrived: Int64)]) -> [(work: DeskWork, arrived: Int64)] {
        group.filter { work, _ in
            switch work {
            case .payments(let batch, let run, let answer) where run == nil:
                guard let answers = state.known(batch) else { return true }
                note(aside: answers.others.map { $0.answer })
                answer(answers)
            case .inputs(let inputs, let answer):
                guard let answers = state.known(inputs) else { return true }
                note(aside: answers)
                answer(answers)
            default: return true
            }
            return false
        }
    }

    private func note(aside answers: [Answer]) {
        let duplicates = answers.count { if case .repeated = $0 { true } else { false } }
        aside.duplicates += duplicates
        aside.conflicts += answers.count - duplicates
        shared.withLock { status in
            status.duplicates += duplicates
            status.conflicts += answers.count - duplicates
        }
    }

    /// Appends and syncs; the answer for everybody where that fails.
    private func makeDurable(_ group: [(work: DeskWork, arrived: Int64)]) -> Answer? {
        if projector.isTooFarBehind {
            return .unavailable("the database is too far behind the journal", retrySeconds: 1)
        }
        if register.lag > RegisterFollower.greatestLag {
            return .unavailable("the register is too far behind the journal", retrySeconds: 1)
        }
        do {
            for (work, _) in group {
                switch work {
                case .payments(let batch, _, _):
                    for i in 0..<batch.count {
                        let payment = batch[i]
                        try journal.append(type: InputType.payment.rawValue, payload: payment.bytes)
                    }
                case .inputs(let inputs, _):
                    for (type, payload) in inputs {
                        try journal.append(type: type.rawValue, payload: payload.span.bytes)
                    }
                case .reading: break
                }
            }
            FaultHooks.pass(.appended)
            try journal.commit()
            shared.withLock { $0.trouble = nil }
            if isTroubled { log("the journal is written again, and inputs are taken in") }
            isTroubled = false
            return nil
        } catch {
            journal.discardPending()
            let now = Clock.microseconds
            if !isTroubled, toldAt.map({ now - $0 > 10_000_000 }) ?? true {
                log("nothing is taken in: \(error.description)")
                (isTroubled, toldAt) = (true, now)
            }
            return report(error)
        }
    }

    @discardableResult
    private func report(_ error: JournalError) -> Answer {
        shared.withLock { $0.trouble = error.description }
        return .unavailable(error.description, retrySeconds: error.code == .noSpace ? 5 : 30)
    }

    private func apply(_ group: [(work: DeskWork, arrived: Int64)]) {
        var consequences = Consequences(seed: journal.journalID, plainVersion: plainVersion)
        var tally = DeskTally()
        let inputs = UInt64(group.reduce(0) { $0 + $1.work.inputCount })
        var sequence = FaultHooks.answersEarly ? journal.lastCommitted : journal.lastCommitted - inputs
        var answers: [Answered] = []
        for (work, _) in group {
            switch work {
            case .payments(let batch, _, _):
                answers.append(.payments(state.apply(batch, plainVersion, &sequence, &consequences, &tally)))
            case .inputs(let inputs, _):
                answers.append(.inputs(state.apply(inputs, plainVersion, &sequence, &consequences, &tally)))
            case .reading: answers.append(.none)
            }
            noteVersion(after: sequence, &consequences)
        }
        state.watch.rest()
        if inputs > 0 { FaultHooks.pass(.applied) }
        let raised = consequences.alerts
        if consequences.through > 0 {
            register.add(consequences.drafts, through: consequences.through)
            consequences.drafts = []
            projector.add(consequences)
        }
        publish(tally)
        for (index, (work, arrived)) in group.enumerated() {
            switch (work, answers[index]) {
            case (.payments(_, _, let answer), .payments(let answers)): answer(answers)
            case (.inputs(_, let answer), .inputs(let answers)): answer(answers)
            case (.reading(let body, _), _): body(state.engine)
            default: preconditionFailure("each work has its kind of answer")
            }
            let decisions = work.paymentCount
            if decisions > 0 { tally.latency.append((Clock.microseconds - arrived, decisions)) }
        }
        publish(latency: tally.latency)
        guard !raised.isEmpty else { return }
        feeds.withLock { feeds in
            for alert in raised { for feed in feeds.values { feed.yield(alert) } }
        }
    }

    /// Rule sets come and go: from here on plain allows may be another one's. Where that cannot be noted they get rows.
    private func noteVersion(after sequence: UInt64, _ consequences: inout Consequences) {
        let version = state.engine.rulesVersion
        guard version != plainVersion, projector.note(version, from: sequence + 1) else { return }
        plainVersion = version
        consequences.plainVersion = version
    }

    private enum Answered {
        case payments(BatchAnswers)
        case inputs([Answer])
        case none
    }

    /// On the way out, where a restart would have much to replay. If it cannot be written the journal still has all.
    private func saveSnapshot() {
        let sequence = journal.lastCommitted
        guard sequence - lastSnapshot >= Self.inputsWorthASnapshot else { return }
        do {
            try snapshots.write(state.engine, seed: journal.journalID, sequence: sequence)
            lastSnapshot = sequence
        } catch {
            shared.withLock { $0.trouble = error.description }
        }
    }

    // MARK: Status

    private func publish(_ tally: DeskTally) {
        let counters = state.engine.counters
        shared.withLock { status in
            status.sequence = journal.lastCommitted
            status.now = state.engine.now.milliseconds
            status.accounts = state.engine.accountCount
            status.rulesVersion = state.engine.rulesVersion
            status.trialVersion = state.engine.trialRulesVersion
            status.measures = state.engine.measureCount
            status.nextDeadline = state.engine.nextDeadline
            status.alerts = state.alerts
            status.decided = counters.decided
            status.outcomes = [counters.allowed, counters.warned, counters.held, counters.declined]
            status.duplicates = counters.duplicates + aside.duplicates
            status.conflicts = counters.conflicts + aside.conflicts
            for i in 0..<4 { status.money[i] = status.money[i].saturatingAdd(tally.money[i]) }
            status.rails = state.rails
            if let currency = tally.currency { status.currency = currency.code }
        }
    }

    private func publish(latency: [(microseconds: Int64, times: Int)]) {
        shared.withLock { status in
            for (microseconds, times) in latency { status.latency.add(microseconds: microseconds, times: times) }
        }
    }
}
