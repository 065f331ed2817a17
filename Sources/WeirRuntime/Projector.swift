import WeirDomain
import WeirStore

/// Follows the journal into database and index on a thread of its own, so that no answer waits for them.
final class Projector: @unchecked Sendable {
    private let store: Store
    private let index: PaymentIndex
    private let seed: UInt64
    private let monitor = Monitor()
    /// What waits, oldest first, and what is being written now: both are still to be looked up here.
    private var waiting: Consequences
    private var writing: Consequences
    /// What can be found.
    private var projected: UInt64
    /// What the database says that it has; the projecting thread's own.
    private var committed: UInt64
    private var trouble: String?
    private var isStopping = false
    private var wantsSettling = false
    /// What both database and index have on the disk.
    private var settled: UInt64
    private var threads = 0
    private var lastFlush = Clock.microseconds
    private var lastCommit: Int64 = 0
    private var isMergeDue = false

    /// Decisions with a row that may wait for the database before the desk stops taking payments in: some 300 MB.
    static let greatestLag = 300_000
    /// Payments that may wait for the index: some 150 MB.
    private static let greatestIndexLag = 3_000_000
    /// A run is written at the latest after this time, so that a crash leaves little to be found again.
    private static let flushMicroseconds: Int64 = 30_000_000
    /// Between two transactions, each of which takes a sync from the journal's disk.
    private static let commitMilliseconds: Int64 = 25
    /// Where there is nothing but plain allows, the database need not know at once how far the projection has come.
    private static let quietMicroseconds: Int64 = 1_000_000

    init(_ store: Store, _ index: PaymentIndex, seed: UInt64, projected: UInt64) {
        self.store = store
        self.index = index
        self.seed = seed
        self.projected = projected
        committed = projected
        settled = min(projected, index.written)
        waiting = Consequences(seed: seed)
        writing = Consequences(seed: seed)
    }

    func start() {
        threads = 2
        LongThread.start("weir-project", isPatient: true) { self.loop() }
        LongThread.start("weir-merge", isPatient: true) { self.mergeAll() }
    }

    func add(_ batch: Consequences) {
        monitor.locked {
            waiting.append(batch)
            monitor.signalAll()
        }
    }

    /// Notes what makes plain allows from a sequence on; `false` where that was not possible.
    func note(_ version: String, from sequence: UInt64) -> Bool {
        (try? store.notePlainVersion(version, from: sequence)) != nil
    }

    var state: (projected: UInt64, lag: Int, trouble: String?) {
        monitor.locked { (projected, waiting.decisions.count + writing.decisions.count, trouble) }
    }

    /// Whether the desk should take nothing more in for the time being.
    var isTooFarBehind: Bool {
        monitor.locked {
            waiting.decisions.count + writing.decisions.count > Self.greatestLag
                || waiting.index.count + writing.index.count > Self.greatestIndexLag
        }
    }

    /// Whether batches should wait, so that single payments still find room.
    var isBehind: Bool {
        monitor.locked {
            waiting.decisions.count + writing.decisions.count > Self.greatestLag / 2
                || waiting.index.count + writing.index.count > Self.greatestIndexLag / 2
        }
    }

    /// Writes all that waits and ends the threads.
    func stop() {
        monitor.locked {
            isStopping = true
            monitor.signalAll()
            while threads > 0 { monitor.wait() }
        }
    }

    // MARK: Looking up

    /// The decisions of sequence numbers, projected or not.
    func decisions(_ sequences: [UInt64]) throws(StoreError) -> [UInt64: [UInt8]] {
        var found: [UInt64: [UInt8]] = [:]
        monitor.locked {
            guard !writing.decisions.isEmpty || !waiting.decisions.isEmpty else { return }
            for sequence in sequences {
                found[sequence] =
                    Self.find(sequence, in: writing.decisions) ?? Self.find(sequence, in: waiting.decisions)
            }
        }
        let missing = sequences.filter { found[$0] == nil }
        guard !missing.isEmpty else { return found }
        found.merge(try store.decisions(sequences: missing)) { known, _ in known }
        return found
    }

    private static func find(_ sequence: UInt64, in rows: [DecisionRow]) -> [UInt8]? {
        var low = 0
        var high = rows.count
        while low < high {
            let middle = (low + high) / 2
            if rows[middle].sequence < sequence { low = middle + 1 } else { high = middle }
        }
        return low < rows.count && rows[low].sequence == sequence ? rows[low].body : nil
    }

    /// The payment ids of sequence numbers, for naming evidence.
    func paymentIDs(_ sequences: [UInt64]) throws(StoreError) -> [UInt64: String] {
        // The journal has every payment before anybody asks.
        try store.paymentIDs(sequences)
    }

    /// Whether everything up to a sequence number can be found.
    func isProjected(_ sequence: UInt64) -> Bool { monitor.locked { projected >= sequence || threads == 0 } }

    // MARK: The threads

    private func loop() {
        while let batch = take() {
            while batch.through > 0, !write(batch) { Pause.milliseconds(500) }
            while !flushIfDue(false) { Pause.milliseconds(500) }
            settleIfWanted()
            if batch.decisions.count < 10_000, !monitor.locked({ isStopping }) {
                Pause.milliseconds(UInt32(Self.commitMilliseconds))
            }
        }
        _ = flushIfDue(true)
        // What there was besides: how far it has come.
        _ = commit(Consequences(seed: seed), through: index.through)
        monitor.locked {
            threads -= 1
            monitor.signalAll()
        }
    }

    private func take() -> Consequences? {
        monitor.locked {
            while waiting.through == 0, !isStopping, !wantsSettling { monitor.wait() }
            guard waiting.through > 0 || !isStopping else { return nil }
            writing = waiting
            waiting = Consequences(seed: seed)
            return writing
        }
    }

    /// A full disk or a busy database is waited out: the journal has everything.
    private func write(_ batch: Consequences) -> Bool {
        let isQuiet = batch.decisions.isEmpty && batch.alerts.isEmpty && batch.measures.isEmpty
        if !isQuiet || Clock.microseconds - lastCommit > Self.quietMicroseconds {
            guard commit(batch, through: batch.through) else { return monitor.locked { isStopping } }
        }
        index.add(batch.index, through: batch.through)
        monitor.locked {
            projected = max(projected, batch.through)
            writing = Consequences(seed: seed)
            trouble = nil
            monitor.signalAll()
        }
        return true
    }

    private func commit(_ batch: Consequences, through: UInt64) -> Bool {
        do {
            // What was indexed may have to be projected again after a crash, and the other way round.
            var rows = try batch.batch(after: committed) { try paymentIDs($0) }
            rows.through = through
            FaultHooks.pass(.projecting)
            if through > committed { try store.project(rows) }
            FaultHooks.pass(.projected)
            committed = max(committed, through)
            lastCommit = Clock.microseconds
            return true
        } catch {
            monitor.locked { trouble = "\(error)" }
            return false
        }
    }

    /// The last input that both database and index have on the disk; asks for those after it to follow at once.
    func settle() -> UInt64 {
        monitor.locked {
            wantsSettling = true
            monitor.signalAll()
            return settled
        }
    }

    private func settleIfWanted() {
        guard monitor.locked({ wantsSettling }) else { return }
        let isDone = flushIfDue(true) && commit(Consequences(seed: seed), through: index.through)
        monitor.locked {
            wantsSettling = false
            if isDone { settled = min(committed, index.written) }
        }
    }

    private func flushIfDue(_ isLast: Bool) -> Bool {
        let pending = index.pendingCount
        let now = Clock.microseconds
        let isDue = pending >= PaymentIndex.runPayments || pending > 0 && now - lastFlush > Self.flushMicroseconds
        guard isDue || isLast else { return true }
        do {
            FaultHooks.pass(.flushing)
            try index.flush()
            FaultHooks.pass(.flushed)
        } catch {
            return monitor.locked {
                trouble = "\(error)"
                return isStopping
            }
        }
        lastFlush = now
        monitor.locked {
            isMergeDue = true
            monitor.signalAll()
        }
        return true
    }

    private func mergeAll() {
        while monitor.locked({
            while !isMergeDue, !isStopping { monitor.wait() }
            isMergeDue = false
            return !isStopping
        }) {
            do {
                while try index.merge(), !monitor.locked({ isStopping }) {}
            } catch {
                monitor.locked { trouble = "\(error)" }
            }
        }
        monitor.locked {
            threads -= 1
            monitor.signalAll()
        }
    }
}
