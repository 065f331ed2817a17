import WeirEngine

/// Blocks of payments on their way, and who takes what of them: every shard takes the blocks in their order, one worker
/// at a time, and a block that all shards have taken is finished, in its order too.
final class BlockDesk: @unchecked Sendable {
    /// One shard's part of a block; or, without a shard, to finish it.
    struct Task {
        var block: PaymentBlock
        var shard: Int?

        func run(_ rules: SharedRules, _ desk: BlockDesk) {
            guard let shard else { return }
            rules.run(block, shard: shard)
            desk.done(shard)
        }
    }

    private struct Waiting {
        var block: PaymentBlock
        /// Shards that have taken it.
        var taken = 0
    }

    private let monitor = Monitor()
    /// The oldest first.
    private var blocks: [Waiting] = []
    /// The number of the oldest; by shard, the number of the block that is next, and whether a worker is in it.
    private var oldest = 0
    private var next: [Int]
    private var isBusy: [Bool]
    private var isClosed = false
    private var wanted: UInt64
    private var accountCount = 0

    private static let most = 4

    /// - Parameter wanting: rules of which examples are wanted, by their bits.
    init(shards: Int, wanting: UInt64) {
        next = Array(repeating: 0, count: shards)
        isBusy = Array(repeating: false, count: shards)
        wanted = wanting
    }

    var wanting: UInt64 { monitor.locked { wanted } }
    /// Once it is closed.
    var accounts: Int { monitor.locked { accountCount } }

    // MARK: Who makes blocks

    /// Waits for room.
    func put(_ block: PaymentBlock) {
        monitor.locked {
            while blocks.count >= Self.most { monitor.wait() }
            blocks.append(Waiting(block: block))
            monitor.signalAll()
        }
    }

    /// Nothing more will come.
    func close(accounts: Int) {
        monitor.locked {
            accountCount = accounts
            isClosed = true
            monitor.signalAll()
        }
    }

    // MARK: Who takes them

    /// What to do next; `nil` when there will be nothing more.
    /// - Parameter finishes: whether this worker finishes blocks: one of them all does.
    func next(finishes: Bool) -> Task? {
        monitor.locked {
            while true {
                if finishes, let first = blocks.first, first.taken == next.count { return Task(block: first.block) }
                if let shard = freeShard() {
                    isBusy[shard] = true
                    return Task(block: blocks[next[shard] - oldest].block, shard: shard)
                }
                if isClosed, finishes ? blocks.isEmpty : areAllTaken { return nil }
                monitor.wait()
            }
        }
    }

    /// Of the shards that nobody is in, the one that is the furthest behind.
    private func freeShard() -> Int? {
        let end = oldest + blocks.count
        return next.indices.filter { !isBusy[$0] && next[$0] < end }.min { next[$0] < next[$1] }
    }

    private var areAllTaken: Bool { next.allSatisfy { $0 == oldest + blocks.count } }

    private func done(_ shard: Int) {
        monitor.locked {
            isBusy[shard] = false
            blocks[next[shard] - oldest].taken += 1
            next[shard] += 1
            monitor.signalAll()
        }
    }

    /// The oldest block is in the report.
    func finished(wanting: UInt64) {
        monitor.locked {
            blocks.removeFirst()
            oldest += 1
            wanted = wanting
            monitor.signalAll()
        }
    }
}
