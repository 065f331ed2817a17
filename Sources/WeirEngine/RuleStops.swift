import WeirDetection
import WeirDomain

/// Accounts whose payments rules decline one after the other: for them the rules are a measure that nobody has taken.
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

    var isEmpty: Bool { runs.isEmpty }

    /// A payment was let through: what rules decline of the account is payments, and not the account.
    mutating func end(_ account: AccountIndex) {
        let (word, bit) = Self.place(account)
        guard bits[word] & bit != 0 else { return }
        runs[account] = nil
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
        asked[account] = time
        return true
    }

    // MARK: Snapshots

    private var inOrder: [(account: AccountIndex, run: Run)] {
        runs.map { ($0.key, $0.value) }.sorted { $0.account.raw < $1.account.raw }
    }

    private var askedInOrder: [(account: AccountIndex, at: Instant)] {
        asked.map { ($0.key, $0.value) }.sorted { $0.account.raw < $1.account.raw }
    }

    func save(to writer: borrowing StateWriter) {
        let (known, told) = (inOrder, askedInOrder)
        writer.write(known.map(\.account.raw))
        writer.write(known.map(\.run.payments))
        for (_, run) in known { writer.write(run.others.map(\.raw)) }
        writer.write(told.map(\.account.raw))
        writer.write(told.map(\.at.milliseconds))
    }

    init() {}

    init(from reader: borrowing StateReader) throws {
        let (accounts, counts) = (try reader.readArray(UInt32.self), try reader.readArray(Int32.self))
        guard accounts.count == counts.count else { throw StateReader.Flaw("holds strange runs of declined payments") }
        for (account, count) in zip(accounts, counts) {
            let others = try reader.readArray(UInt32.self).map { AccountIndex(raw: $0) }
            set(Run(payments: count, others: others), of: AccountIndex(raw: account))
        }
        let (told, times) = (try reader.readArray(UInt32.self), try reader.readArray(Int64.self))
        guard told.count == times.count else { throw StateReader.Flaw("holds strange runs of declined payments") }
        for (account, time) in zip(told, times) {
            asked[AccountIndex(raw: account)] = Instant(milliseconds: time)
        }
    }

    func hash(into hasher: inout StateHasher) {
        for (account, run) in inOrder {
            hasher.take(account.raw)
            hasher.take(run.payments)
            hasher.take(run.others.count)
            for other in run.others { hasher.take(other.raw) }
        }
        for (account, time) in askedInOrder {
            hasher.take(account.raw)
            hasher.take(time.milliseconds)
        }
    }
}

/// What comes of it: a proposal, which somebody signs, so that the holder is told and may object, or refuses, and then
/// mends the rule. It is not ordered: a rule says which payments are not made, and not that an account be stopped.
extension Engine {
    /// Follows what rules have made of a payment.
    mutating func followDeclines(
        _ payment: borrowing PaymentView, payer: AccountIndex, payee: AccountIndex, _ outcome: Outcome,
        _ sequence: UInt64, _ effects: inout Effects
    ) {
        guard book.decidesAsEight else { return }
        guard outcome == .decline, let reason = declinedByRule else {
            if !book.ruleStops.isEmpty, outcome <= .warn {
                book.ruleStops.end(payer)
                book.ruleStops.end(payee)
            }
            return
        }
        let at = start(payment.at)
        if book.ruleStops.note(payer, with: payee, at: at) { ask(about: payer, reason, at, sequence, &effects) }
        if book.ruleStops.note(payee, with: payer, at: at) { ask(about: payee, reason, at, sequence, &effects) }
    }

    private mutating func ask(
        about index: AccountIndex, _ reason: Reason, _ at: Instant, _ sequence: UInt64, _ effects: inout Effects
    ) {
        let account = detector.accounts.id(index)
        let isThere = book.measures.on(account).contains { $0.kind == .suspendTransfers && !$0.state.isEnded }
        guard !isThere, !onlyLooksOn else { return }
        var measure = Measure(
            number: 0, kind: .suspendTransfers, account: account, state: .proposed, typology: nil, at: at,
            sequence: sequence, by: Measure.weir,
            ground: "Rules decline the payments of this account one after the other, the last one because: "
                + reason.text)
        if !reason.textChinese.isEmpty { measure.groundChinese = "规则接连拒绝该账户的付款，最近一笔的理由：" + reason.textChinese }
        measure.basis = Self.contract
        (measure.rules, measure.lists) = (effects.rulesVersion, listsInForce(at: at))
        measure.until = at.advanced(bySeconds: Limits.interimSeconds)
        let actor = Actor(by: Measure.weir, role: nil, at: at, reason: measure.ground)
        propose(measure, actor, [("declined_by", reason.code)], &effects)
    }
}
