import WeirDetection
import WeirDomain
public import WeirRuleSets
import WeirRules

/// A rule set by itself, as `BareRules` runs it, for several workers that share the accounts: `BlockIntake` tells
/// payments and accounts apart, shards count and decide one side of a payment each, and who finishes a block puts the
/// sides together in the order of the stream. What is found does not depend on how many workers there are.
public final class SharedRules: @unchecked Sendable {
    /// How payments end on which the same rules hold.
    public struct Ending: Sendable {
        public let outcome: Effects.TrialOutcome
        /// By their bits.
        public let rules: UInt64
    }

    public let shardCount: Int
    let shift: UInt32
    let blockPayments: Int
    let plan: SharedPlan
    private let seat: RuleSeat
    private let book: RuleBook
    // By address: one worker at a time is in a shard, and they do not wait for each other.
    private let shards: UnsafeMutablePointer<RuleShard>
    /// Belongs to who finishes blocks.
    private let joiner: UnsafeMutablePointer<RuleJoiner>

    /// - Parameter shards: a power of two.
    /// - Returns: `nil` for a set that asks for more than the short way has, or for prices.
    /// - Throws: what is wrong with the set, in words.
    public init?(_ set: RuleSet, shards shardCount: Int, blockPayments: Int = 1 << 16) throws(UnsoundSet) {
        var book = RuleBook()
        let seat = try BareRules.seat(set, &book)
        guard seat.plan.specs.count <= 64, let plan = SharedPlan(seat.compiled, places: seat.places),
            let list = seat.compiled.makeList()
        else { return nil }
        precondition(shardCount > 0 && shardCount & (shardCount - 1) == 0, "a power of two")
        self.seat = seat
        self.book = book
        self.plan = plan
        (self.shardCount, self.blockPayments) = (shardCount, blockPayments)
        shift = UInt32(shardCount.trailingZeroBitCount)
        joiner = .allocate(capacity: 1)
        joiner.initialize(to: RuleJoiner(seat, plan, list))
        shards = .allocate(capacity: shardCount)
        for number in 0..<shardCount {
            guard let own = seat.compiled.makeList() else { preconditionFailure("there was one before") }
            (shards + number).initialize(
                to: RuleShard(plan, seat.compiled, own, number: number, shift: shift))
        }
    }

    deinit {
        shards.deinitialize(count: shardCount)
        shards.deallocate()
        joiner.deinitialize(count: 1)
        joiner.deallocate()
    }

    /// All rules, by their bits.
    public var allRules: UInt64 { seat.yields.count >= 64 ? .max : 1 << UInt64(seat.yields.count) - 1 }

    /// Whether anything asks for a text of a payment that names neither it nor one of its accounts; or may.
    public var readsTexts: Bool { plan.readsTexts || shards[0].readsRecords }

    /// The time of the first payment of all, in milliseconds: before any block.
    func begin(_ at: Int64) { for number in 0..<shardCount { shards[number].begin(at) } }

    /// Takes a block's legs of one shard: blocks in their order, and one worker at a time in each shard.
    public func run(_ block: PaymentBlock, shard: Int) { shards[shard].run(block) }

    // MARK: Finishing

    /// How payments have ended so far.
    public var endings: [Ending] { joiner.pointee.endings }

    /// Puts the sides of a block's payments together, once all shards have taken it; blocks in their order.
    public func finish(_ block: PaymentBlock) { joiner.pointee.finish(block) }

    /// What a rule that holds for a payment of the block that was finished last has read: its reasons, and names with
    /// values.
    public func example(
        _ rule: Int, _ block: PaymentBlock, _ row: Int
    ) -> (reason: String, reasonChinese: String, values: [(name: String, value: String)]) {
        joiner.pointee.example(rule, block, row)
    }

    /// What the set has done so far: once all blocks are finished.
    public func view(accounts: Int) -> RuleSetView {
        var extent = SlotExtent()
        for number in 0..<shardCount { extent.accounts += shards[number].extent(seat.places) }
        var view = RuleSetView(seat, book.windows, accounts: accounts)
        view.slotBytes = extent.bytes(seat.plan.specs)
        return view
    }
}
