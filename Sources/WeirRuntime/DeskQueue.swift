import Synchronization
package import WeirDomain
package import WeirEngine

/// The pieces of one batch. Once one of them could not be taken in, none after it is: lines stay in order, and whoever
/// sent them sends again from the first that was refused.
public final class BatchRun: Sendable {
    private let broken = Atomic<Bool>(false)

    public init() {}

    public var isBroken: Bool { broken.load(ordering: .acquiring) }

    package func breakOff() { if !FaultHooks.forgetsRuns { broken.store(true, ordering: .releasing) } }
}

/// Work that has arrived at the desk, in order of arrival. Whoever brought it is called once, on the desk's thread.
package enum DeskWork: Sendable {
    /// Payments to be made durable and decided; those of a batch belong to its run.
    case payments(RecordBatch, run: BatchRun?, answer: @Sendable (BatchAnswers) -> Void)
    /// Inputs of any kind.
    case inputs([(InputType, [UInt8])], answer: @Sendable ([Answer]) -> Void)
    /// A look at the engine between two groups; `closed` is called instead when the desk has closed.
    case reading(@Sendable (_ engine: borrowing Engine) -> Void, closed: @Sendable () -> Void)

    package var inputCount: Int {
        switch self {
        case .payments(let batch, _, _): batch.count
        case .inputs(let inputs, _): inputs.count
        case .reading: 0
        }
    }

    /// How many of the inputs are payments.
    package var paymentCount: Int {
        switch self {
        case .payments(let batch, _, _): batch.count
        case .inputs(let inputs, _): inputs.count { $0.0 == .payment }
        case .reading: 0
        }
    }

    package var run: BatchRun? { if case .payments(_, let run, _) = self { run } else { nil } }

    /// Not taken in: the answer for all of it.
    package func fail(_ failure: Answer) {
        run?.breakOff()
        switch self {
        case .payments(_, _, let answer): answer(BatchAnswers(failure: failure))
        case .inputs(let inputs, let answer): answer(inputs.map { _ in failure })
        case .reading(_, let closed): closed()
        }
    }
}

/// What waits at the desk: single payments and other inputs, which are turned away when too much is waiting, and pieces
/// of batches, which wait. Whoever hands in a batch holds no more than a few pieces of it ready.
package struct DeskQueue {
    package typealias Item = (work: DeskWork, arrived: Int64)

    package struct Group {
        package var work: [Item] = []
        /// Pieces whose batch has been broken off.
        package var turnedAway: [DeskWork] = []
        /// Pieces that have waited for too long.
        package var expired: [DeskWork] = []
    }

    /// Inputs in one group: enough for any rate, small enough that the first does not wait for the last for long.
    package static let groupInputs = 8_192
    /// Inputs of batches in a group that single payments wait for.
    private static let groupInputsBesideSingles = 2_048
    /// Single inputs that may wait before new ones are turned away.
    package static let limit = 65_536
    /// How long a piece of a batch is held back before it is turned away all the same.
    package static let patienceMicroseconds: Int64 = 10_000_000

    private var singles: [Item] = []
    private var singleInputs = 0
    private var runs: [Item] = []
    private var runInputs = 0
    private var heldSince: Int64?

    package init() {}

    package var isEmpty: Bool { singles.isEmpty && runs.isEmpty }
    /// Inputs that wait.
    package var inputs: Int { singleInputs + runInputs }

    /// `false` where too much is waiting.
    package mutating func add(_ work: DeskWork) -> Bool {
        let count = work.inputCount
        if work.run != nil {
            runs.append((work, Clock.microseconds))
            runInputs += count
            return true
        }
        guard count == 0 || singleInputs == 0 || singleInputs + count <= Self.limit else { return false }
        singles.append((work, Clock.microseconds))
        singleInputs += count
        return true
    }

    /// The next group, single inputs first; `nil` where there is nothing that may be taken.
    package mutating func next(holdsRunsBack: Bool, now: Int64 = Clock.microseconds) -> Group? {
        var group = Group()
        var inputs = Self.take(from: &singles, &group.work, atMost: Self.groupInputs)
        singleInputs -= inputs
        while let first = runs.first, first.work.run?.isBroken == true { group.turnedAway.append(removeFirstRun()) }
        if holdsRunsBack {
            expire(&group, now)
        } else {
            heldSince = nil
            let most = inputs > 0 ? Self.groupInputsBesideSingles : Self.groupInputs
            while let first = runs.first, group.work.isEmpty || inputs + first.work.inputCount <= most {
                inputs += first.work.inputCount
                if first.work.run?.isBroken == true {
                    group.turnedAway.append(removeFirstRun())
                } else {
                    let arrived = first.arrived
                    group.work.append((removeFirstRun(), arrived))
                }
            }
        }
        return group.work.isEmpty && group.turnedAway.isEmpty && group.expired.isEmpty ? nil : group
    }

    private mutating func removeFirstRun() -> DeskWork {
        let work = runs.removeFirst().work
        runInputs -= work.inputCount
        return work
    }

    private mutating func expire(_ group: inout Group, _ now: Int64) {
        guard !runs.isEmpty else {
            heldSince = nil
            return
        }
        let since = heldSince ?? now
        heldSince = since
        guard now - since > Self.patienceMicroseconds else { return }
        heldSince = nil
        while !runs.isEmpty { group.expired.append(removeFirstRun()) }
    }

    private static func take(from items: inout [Item], _ group: inout [Item], atMost most: Int) -> Int {
        var count = 0
        var inputs = 0
        while count < items.count, count == 0 || inputs + items[count].work.inputCount <= most {
            inputs += items[count].work.inputCount
            count += 1
        }
        group += items[..<count]
        items.removeFirst(count)
        return inputs
    }
}
