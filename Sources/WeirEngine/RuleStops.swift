import WeirDetection
import WeirDomain

/// Accounts whose payments rules, or lists of devices, decline one after the other: for them that is a measure that
/// nobody has taken.
struct RuleStops {
    private struct Run {
        var payments: Int32 = 0
        /// Different accounts on the other side, as many as are asked for.
        var others: [AccountIndex] = []
    }

    /// So many payments, with so many others, make a run: one payer who tries the same payee over and over says nothing
    /// of the payer.
    private static let payments = 5
    private static let others = 3

    /// Declined since something of theirs was let through. Looked up by key only.
    private var runs: [AccountIndex: Run] = [:]
    /// A bit for each account with a run, and for those that share it: nearly every payment is let through and of
    /// accounts without one, and looking two of them up costs a twentieth of what a payment may.
    private var bits = [UInt64](repeating: 0, count: Self.words)
    private static let words = 1_024
    /// When people were asked. Looked up by key only.
    private var asked: [AccountIndex: Instant] = [:]
    /// Whom people were not asked about, for there were too many in that hour, and when that was said. Looked up by key
    /// only.
    private var unasked: [AccountIndex: Instant] = [:]
    /// The hour since the epoch, how many people were asked about in it, and whether there was one more than there may
    /// be.
    private var hour: (hour: Int64, asked: Int, isFull: Bool) = (.min, 0, false)

    /// Accounts that nobody has been asked about yet, and those that are remembered at all.
    var unaskedCount: Int { unasked.count }
    var rememberedCount: Int { asked.count + unasked.count }

    var isEmpty: Bool { runs.isEmpty }

    /// A payment was let through: what rules decline of the account is payments, and not the account.
    mutating func end(_ account: AccountIndex) {
        let (word, bit) = Self.place(account)
        guard bits[word] & bit != 0 else { return }
        runs[account] = nil
        unasked[account] = nil
        if runs.isEmpty { clear() }
    }

    private mutating func clear() {
        runs.removeAll(keepingCapacity: true)
        for word in bits.indices { bits[word] = 0 }
    }

    private mutating func set(_ run: Run, of account: AccountIndex) {
        runs[account] = run
        let (word, bit) = Self.place(account)
        bits[word] |= bit
    }

    private static func place(_ account: AccountIndex) -> (word: Int, bit: UInt64) {
        let mixed = (account.raw &* 0x9E37_79B9) >> 16
        return (Int(mixed >> 6), 1 << UInt64(mixed & 63))
    }

    /// Notes a declined payment; answers whether people are to be asked about the account.
    mutating func note(_ account: AccountIndex, with other: AccountIndex, at time: Instant) -> Bool {
        guard account != other else { return false }
        // Full of accounts that were made up and never come back, it would see nobody any more: who is declined on and
        // on is back at once.
        if runs[account] == nil, runs.count >= Limits.ruleStops { clear() }
        var run = runs[account] ?? Run()
        run.payments = min(run.payments + 1, Int32(Self.payments))
        if run.others.count < Self.others, !run.others.contains(other) { run.others.append(other) }
        set(run, of: account)
        guard run.payments == Self.payments, run.others.count == Self.others else { return false }
        if let before = asked[account], before.advanced(bySeconds: Limits.interimSeconds) > time { return false }
        return true
    }

    /// Whether people are asked about one more account: so many an hour as the engine suspends by itself. A rule that
    /// declines everybody would otherwise have them read all its accounts.
    mutating func bound(at time: Instant, accounts: Int) -> HoldBound {
        let now = time.milliseconds / 3_600_000
        if now > hour.hour {
            hour = (now, 0, false)
            asked = Self.kept(asked, at: time)
            unasked = Self.kept(unasked, at: time)
        }
        if hour.asked < max(Limits.automaticPerHour, accounts / Limits.automaticShare) { return .within }
        defer { hour.isFull = true }
        return hour.isFull ? .above : .firstAbove
    }

    /// - Parameter isCounted: whether it is one of the hour's. Under versions before nothing was counted, nor
    ///   forgotten.
    mutating func noteAsked(_ account: AccountIndex, at time: Instant, isCounted: Bool) {
        asked[account] = time
        unasked[account] = nil
        guard isCounted else { return }
        hour.asked += 1
        Self.prune(&asked, at: time)
    }

    /// Notes an account that nobody is asked about for now: what is declined next asks again. Answers whether it has
    /// not been said yet.
    mutating func noteUnasked(_ account: AccountIndex, at time: Instant) -> Bool {
        if let before = unasked[account], before.advanced(bySeconds: Limits.interimSeconds) > time { return false }
        unasked[account] = time
        Self.prune(&unasked, at: time)
        return true
    }

    /// What is not too old to matter.
    private static func kept(_ known: [AccountIndex: Instant], at time: Instant) -> [AccountIndex: Instant] {
        known.filter { $0.value.advanced(bySeconds: Limits.interimSeconds) > time }
    }

    /// Forgets the older half of too many: who is declined on is back at once, and what is proposed still is not
    /// proposed twice.
    private static func prune(_ known: inout [AccountIndex: Instant], at time: Instant) {
        guard known.count > Limits.ruleStops else { return }
        known = kept(known, at: time)
        guard known.count > Limits.ruleStops else { return }
        let inOrder = known.sorted { ($0.value, $0.key.raw) < ($1.value, $1.key.raw) }
        for (account, _) in inOrder.prefix(known.count / 2) { known[account] = nil }
    }

    // MARK: Snapshots

    private var inOrder: [(account: AccountIndex, run: Run)] {
        runs.map { ($0.key, $0.value) }.sorted { $0.account.raw < $1.account.raw }
    }

    private static func inOrder(_ known: [AccountIndex: Instant]) -> [(account: AccountIndex, at: Instant)] {
        known.map { ($0.key, $0.value) }.sorted { $0.account.raw < $1.account.raw }
    }

    func save(to writer: borrowing StateWriter) {
        let known = inOrder
        writer.write(known.map(\.account.raw))
        writer.write(known.map(\.run.payments))
        for (_, run) in known { writer.write(run.others.map(\.raw)) }
        for told in [Self.inOrder(asked), Self.inOrder(unasked)] {
            writer.write(told.map(\.account.raw))
            writer.write(told.map(\.at.milliseconds))
        }
        writer.write(hour.hour)
        writer.write(hour.asked)
        writer.write(hour.isFull)
    }

    init() {}

    init(from reader: borrowing StateReader) throws {
        let (accounts, counts) = (try reader.readArray(UInt32.self), try reader.readArray(Int32.self))
        guard accounts.count == counts.count else { throw StateReader.Flaw("holds strange runs of declined payments") }
        for (account, count) in zip(accounts, counts) {
            let others = try reader.readArray(UInt32.self).map { AccountIndex(raw: $0) }
            set(Run(payments: count, others: others), of: AccountIndex(raw: account))
        }
        asked = try Self.times(from: reader)
        unasked = try Self.times(from: reader)
        hour = (try reader.read(), try reader.read(), try reader.read())
    }

    private static func times(from reader: borrowing StateReader) throws -> [AccountIndex: Instant] {
        let (told, times) = (try reader.readArray(UInt32.self), try reader.readArray(Int64.self))
        guard told.count == times.count else { throw StateReader.Flaw("holds strange runs of declined payments") }
        var known: [AccountIndex: Instant] = [:]
        for (account, time) in zip(told, times) { known[AccountIndex(raw: account)] = Instant(milliseconds: time) }
        return known
    }

    func hash(into hasher: inout StateHasher) {
        for (account, run) in inOrder {
            hasher.take(account.raw)
            hasher.take(run.payments)
            hasher.take(run.others.count)
            for other in run.others { hasher.take(other.raw) }
        }
        for (account, time) in Self.inOrder(asked) + Self.inOrder(unasked) {
            hasher.take(account.raw)
            hasher.take(time.milliseconds)
        }
        // Came later: what journals from before make is what it was.
        guard hour.hour != .min else { return }
        hasher.take(hour.hour)
        hasher.take(hour.asked)
        hasher.take(hour.isFull ? 1 : 0)
    }
}
