import WeirDetection
public import WeirDomain

/// Tells payments and accounts apart, and hands the legs of payments to the shards that have their accounts.
public struct BlockIntake: ~Copyable {
    private let rules: SharedRules
    private var seen = SeenPayments(seed: 0x4241_5245)
    private var accounts = AccountNumbers()
    private var block: PaymentBlock?
    /// Payments so far.
    private var count = 0
    /// How many payments are in a block: few at first, so that everybody is at work soon and examples are found.
    private var goal: Int

    private static let piece = 32
    private let isNew = UnsafeMutablePointer<Bool>.allocate(capacity: BlockIntake.piece)
    private let keys = UnsafeMutablePointer<UInt64>.allocate(capacity: BlockIntake.piece)
    private let numbers = UnsafeMutablePointer<UInt32>.allocate(capacity: 2 * BlockIntake.piece)

    public init(_ rules: SharedRules) {
        self.rules = rules
        goal = min(rules.blockPayments, 1 << 12)
    }

    deinit {
        isNew.deallocate()
        keys.deallocate()
        numbers.deallocate()
    }

    /// What is told of an account, before any payment.
    public mutating func set(_ fact: AccountFact) { _ = fact.account.withBytes { accounts.number(of: $0) } }

    public var accountCount: Int { accounts.count }

    /// Takes the payments of a batch. Payments from a time on are passed over.
    /// - Parameter wanting: rules of which examples are wanted, by their bits.
    /// - Returns: a block that is full.
    public mutating func take(_ batch: RecordBatch, until end: Instant?, wanting: UInt64) -> PaymentBlock? {
        let block = self.block ?? PaymentBlock(shards: rules.shardCount, rows: goal + batch.count, before: count)
        self.block = block
        block.add(batch)
        var first = 0
        while first < batch.count {
            let range = first..<min(first + Self.piece, batch.count)
            seen.meet(batch, range, until: end, keys: keys, into: isNew)
            accounts.take(batch, range, wanted: isNew, into: numbers)
            for place in range where isNew[place - first] {
                var parties = PaymentParties()
                parties.payer = numbers[2 * (place - first)]
                parties.payee = numbers[2 * (place - first) + 1]
                block.add(batch[place], place, parties, shift: rules.shift)
            }
            first = range.upperBound
        }
        return block.count >= goal ? close(wanting: wanting) : nil
    }

    /// The payments that are left.
    public mutating func close(wanting: UInt64) -> PaymentBlock? {
        guard let block else { return nil }
        self.block = nil
        guard block.count > 0 else { return nil }
        if count == 0 { rules.begin(block.time(0)) }
        count += block.count
        goal = min(2 * goal, rules.blockPayments)
        block.close(rules.plan.layout(wanting: wanting))
        return block
    }
}
