import WeirDomain
import WeirStore

/// Follows the journal into the database on a thread of its own, so that no answer waits for SQL.
final class Projector: @unchecked Sendable {
    private let store: Store
    private let monitor = Monitor()
    /// What waits, oldest first, and what is being written now: both are still to be looked up here.
    private var waiting = Consequences()
    private var writing = Consequences()
    private var projected: UInt64
    private var trouble: String?
    private var isStopping = false
    private var isStopped = false

    /// Decisions that may wait for the database before the desk stops taking payments in: about 300 MB.
    static let greatestLag = 300_000

    init(_ store: Store, projected: UInt64) {
        self.store = store
        self.projected = projected
    }

    func start() {
        LongThread.start("weir-project") { self.loop() }
    }

    func add(_ batch: Consequences) {
        monitor.locked {
            waiting.append(batch)
            monitor.signalAll()
        }
    }

    var state: (projected: UInt64, lag: Int, trouble: String?) {
        monitor.locked { (projected, waiting.decisions.count + writing.decisions.count, trouble) }
    }

    /// Writes all that waits and ends the thread.
    func stop() {
        monitor.locked {
            isStopping = true
            monitor.signalAll()
            while !isStopped { monitor.wait() }
        }
    }

    // MARK: Looking up

    /// The decision of a sequence number, projected or not.
    func decision(sequence: UInt64) throws(StoreError) -> [UInt8]? {
        let pending = monitor.locked {
            [writing, waiting].lazy.compactMap { Self.find(sequence, in: $0.decisions) }.first
        }
        if let pending { return pending }
        return try store.decision(sequence: sequence)
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
        var ids: [UInt64: String] = [:]
        let pending = monitor.locked { writing.decisions + waiting.decisions }
        let wanted = Set(sequences)
        for row in pending where wanted.contains(row.sequence) { ids[row.sequence] = row.paymentID }
        let missing = sequences.filter { ids[$0] == nil }
        ids.merge(try store.paymentIDs(missing)) { known, _ in known }
        return ids
    }

    /// Waits until everything up to a sequence number is in the database.
    func waitUntilProjected(_ sequence: UInt64) {
        monitor.locked {
            while projected < sequence, !isStopped { monitor.wait() }
        }
    }

    // MARK: The thread

    private func loop() {
        while let batch = take() {
            while !write(batch) { Pause.milliseconds(500) }
        }
        monitor.locked {
            isStopped = true
            monitor.signalAll()
        }
    }

    private func take() -> Consequences? {
        monitor.locked {
            while waiting.through == 0, !isStopping { monitor.wait() }
            guard waiting.through > 0 else { return nil }
            writing = waiting
            waiting = Consequences()
            return writing
        }
    }

    /// A full disk or a busy database is waited out: the journal has everything.
    private func write(_ batch: Consequences) -> Bool {
        do {
            try store.project(try batch.batch { try paymentIDs($0) })
        } catch {
            return monitor.locked {
                trouble = "\(error)"
                return isStopping
            }
        }
        monitor.locked {
            projected = max(projected, batch.through)
            writing = Consequences()
            trouble = nil
            monitor.signalAll()
        }
        return true
    }
}
