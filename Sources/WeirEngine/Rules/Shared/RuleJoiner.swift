import WeirDetection
import WeirDomain
import WeirRuleSets
import WeirRules

/// Puts together what the legs of payments have found, in the order of the stream: decides the rules that ask for both
/// accounts, sees how payments end, and keeps the tally.
struct RuleJoiner: ~Copyable {
    private let seat: RuleSeat
    private let plan: SharedPlan
    private let maySpeak: (payer: Bool, payee: Bool)
    private(set) var endings: [SharedRules.Ending] = []
    /// By the rules that hold, by their bits: for two accounts, and for one that pays itself.
    private var known: [UInt64: Int] = [:]
    private var knownOwn: [UInt64: Int] = [:]
    /// Some of the former, quickly found.
    private let recent = UnsafeMutablePointer<(mask: UInt64, ending: Int)>.allocate(capacity: 256)
    private var counts: [Int] = []
    private var facts: FeatureVector
    private var list: ConditionList
    private let nobody = RuleParties(
        payer: AccountIndex(raw: 0), payee: AccountIndex(raw: 0), isStranger: false, isFirst: false,
        known: (OutsideEvidence(), OutsideEvidence()), since: 0)
    /// The row whose facts are there.
    private var loaded = -1
    private var failures = PaymentBlock.Failures()

    init(_ seat: RuleSeat, _ plan: SharedPlan, _ list: consuming ConditionList) {
        (self.seat, self.plan) = (seat, plan)
        self.list = list
        maySpeak = BareRules.maySpeak(seat)
        facts = FeatureVector(count: plan.slots)
        recent.initialize(repeating: (0, -1), count: 256)
    }

    deinit { recent.deallocate() }

    /// Sees how each of a block's payments ends.
    mutating func finish(_ block: PaymentBlock) {
        guard let holding = block.holding, let found = block.endings else { return }
        failures = PaymentBlock.Failures()
        loaded = -1
        let hasTwoSided = plan.twoSided != 0
        for row in 0..<block.count {
            var mask = holding[2 * row]
            let parties = block.parties(row)
            let isOwn = parties.payer == parties.payee
            if !isOwn { mask |= holding[2 * row + 1] }
            if hasTwoSided { mask |= decide(block, row) }
            let near = recent + Int(truncatingIfNeeded: (mask &* 0x9E37_79B9_7F4A_7C15) >> 56)
            if isOwn || near.pointee.ending < 0 || near.pointee.mask != mask {
                near.pointee = (mask, place(of: mask, isOwn, parties))
            }
            let ending = near.pointee.ending
            if isOwn { near.pointee.ending = -1 }
            counts[ending] += 1
            note(endings[ending].outcome.outcome, block, row, parties)
            if seat.proposes, mask != 0 {
                seat.noteProposals(
                    endings[ending].outcome.rules, AccountIndex(raw: parties.payer), AccountIndex(raw: parties.payee))
            }
            found[row] = UInt32(truncatingIfNeeded: ending)
        }
        settle(block)
    }

    private mutating func place(of mask: UInt64, _ isOwn: Bool, _ parties: PaymentParties) -> Int {
        if let place = isOwn ? knownOwn[mask] : known[mask] { return place }
        let hits = (0..<64).filter { mask >> UInt64($0) & 1 == 1 }
        seat.hold(hits)
        let outcome =
            hits.isEmpty
            ? Outcome.allow
            : BareRules.outcome(
                seat, hits, maySpeak, AccountIndex(raw: parties.payer), AccountIndex(raw: parties.payee))
        if isOwn { knownOwn[mask] = endings.count } else { known[mask] = endings.count }
        endings.append(SharedRules.Ending(outcome: Effects.TrialOutcome(outcome: outcome, rules: hits), rules: mask))
        counts.append(0)
        return endings.count - 1
    }

    @inline(__always)
    private func note(_ outcome: Outcome, _ block: PaymentBlock, _ row: Int, _ parties: PaymentParties) {
        guard outcome != .allow else { return seat.work.tally.pass(money: block.amount(row)) }
        block.withPayment(row) { payment in
            seat.work.tally.compare(
                outcome, .allow, payment, AccountIndex(raw: parties.payer), AccountIndex(raw: parties.payee))
        }
    }

    /// What is counted by how payments end, and errors: the first ones of the stream first.
    private mutating func settle(_ block: PaymentBlock) {
        for place in endings.indices where counts[place] > 0 {
            seat.work.tally.seen += counts[place]
            for rule in endings[place].outcome.rules { seat.work.tally.hits[rule] += counts[place] }
            counts[place] = 0
        }
        let all = block.allFailures + [failures]
        for rule in seat.yields.indices {
            let firsts = all.compactMap { $0.firsts[rule] }
            guard let first = firsts.min(by: { $0.row < $1.row }) else { continue }
            seat.work.tally.note(all.reduce(0) { $0 + ($1.counts[rule] ?? 0) }, first.error, rule)
        }
    }

    // MARK: Both sides

    /// Which of the rules hold that ask for both accounts.
    private mutating func decide(_ block: PaymentBlock, _ row: Int) -> UInt64 {
        load(block, row)
        let (first, open) = list.decide(facts, among: plan.twoSided)
        guard open != 0 else { return first }
        for rule in 0..<64 where open >> UInt64(rule) & 1 == 1 { readRecord(plan.reasonSteps[rule], block, row) }
        let (holding, errors) = list.settle(facts, among: open)
        for (rule, error) in errors { failures.note(error, rule, row) }
        return first | holding
    }

    /// What the legs of a payment have left behind.
    private mutating func load(_ block: PaymentBlock, _ row: Int) {
        guard loaded != row else { return }
        loaded = row
        for slot in 0..<plan.slots { facts.forget(slot) }
        for constant in seat.plan.constants { facts.set(constant.slot, constant.value) }
        guard let held = block.held else { return }
        let own = held + row * block.layout.width
        for (slot, place) in block.layout.slots[Int(LegRole.both.rawValue)] { facts.put(own[place], at: slot) }
    }

    /// Of some steps those whose facts the payment says itself.
    private mutating func readRecord(_ steps: [Int], _ block: PaymentBlock, _ row: Int) {
        for step in steps where SharedPlan.side(of: plan.steps[step]) == nil {
            block.withPayment(row) { payment in
                switch plan.steps[step] {
                case .payment(let fact, let slot):
                    if facts.isForgotten(slot) { FactFilling.set(&facts, slot, fact, payment, nobody) }
                case .account(let fact, let side, let slot):
                    if facts.isForgotten(slot) { FactFilling.set(&facts, slot, side, fact, payment) }
                case .window, .price, .score, .evidence, .most: break
                }
            }
        }
    }

    // MARK: What was found

    /// What a rule that holds has read of the payment that is being finished: its reasons, and names with values.
    mutating func example(
        _ rule: Int, _ block: PaymentBlock, _ row: Int
    ) -> (reason: String, reasonChinese: String, values: [(name: String, value: String)]) {
        load(block, row)
        readRecord(plan.reasonSteps[rule], block, row)
        let values = seat.compiled.slots(of: rule).map { slot in
            (name: seat.plan.names[slot], value: facts.value(at: slot).map { FactFilling.words($0) } ?? "no value")
        }
        return (
            seat.compiled.reason(rule, facts, inChinese: false), seat.compiled.reason(rule, facts, inChinese: true),
            values
        )
    }
}
