import WeirDetection
import WeirDomain
import WeirRuleSets
import WeirRules

/// A rule set that is running: its programs, its windows, the facts of the payment at hand, and what it has done.
/// Owned by one engine.
final class RuleSeat {
    let compiled: CompiledRules
    /// Who handed it in, and who agreed.
    let by: String
    var approvers: [String] = []
    var stage: RuleStage
    /// Thousandths of the payees whose payments it decides as a canary.
    var permille = 0
    var tally: RuleTally
    var slots: SlotTable
    private var facts: FeatureVector
    private let first: FillPlan
    private let onHit: FillPlan
    /// Of windows that have one, by the window's number.
    private let filters: [(number: Int, program: Program)]
    private var verdicts: ConditionSet.Verdicts
    /// The rules that hold for the payment at hand, in the set's order.
    private(set) var hits: [Int] = []

    init(_ compiled: CompiledRules, by: String, stage: RuleStage) {
        self.compiled = compiled
        self.by = by
        self.stage = stage
        tally = RuleTally(rules: compiled.set.rules.count)
        slots = SlotTable(compiled.plan)
        facts = FeatureVector(count: compiled.plan.width)
        filters = compiled.plan.specs.enumerated().compactMap { number, spec in spec.filter.map { (number, $0) } }
        first = FillPlan(compiled.plan.always, filterSlots: filters.flatMap(\.program.slots))
        onHit = FillPlan(compiled.plan.onHit, filterSlots: [])
        verdicts = compiled.makeVerdicts()
        for constant in compiled.plan.constants { facts.set(constant.slot, constant.value) }
    }

    var plan: FactPlan { compiled.plan }

    // MARK: A payment

    /// Counts the payment in the set's windows and sees which rules hold.
    func observe(
        _ payment: borrowing PaymentView, _ parties: RuleParties, _ detector: inout Detector
    ) {
        var parties = parties
        first.fillPayment(&facts, payment, parties)
        count(payment, &parties)
        first.fillRest(&facts, payment, parties, slots, &detector)
        compiled.evaluate(facts, into: &verdicts)
        if !hits.isEmpty { hits.removeAll(keepingCapacity: true) }
        for word in verdicts.holding.indices where verdicts.holding[word] != 0 {
            var bits = verdicts.holding[word]
            while bits != 0 {
                hits.append(word * 64 + bits.trailingZeroBitCount)
                bits &= bits - 1
            }
        }
        tally.seen += 1
        for (rule, error) in verdicts.errors { tally.note(error, rule) }
        for rule in hits { tally.hits[rule] += 1 }
        guard !hits.isEmpty else { return }
        // What only reasons need.
        onHit.fillPayment(&facts, payment, parties)
        onHit.fillRest(&facts, payment, parties, slots, &detector)
    }

    private func count(_ payment: borrowing PaymentView, _ parties: inout RuleParties) {
        guard !slots.isEmpty else { return }
        var passing = UInt64.max
        for (number, filter) in filters where !((try? filter.holds(with: facts)) ?? false) {
            passing &= ~(1 << UInt64(number))
        }
        let (amount, at) = (payment.amount.minor, payment.at)
        parties.payerBefore = slots.note(
            parties.payer, isIncoming: false, at: at, amount: amount, other: parties.payee, passing: passing)
        guard parties.payer != parties.payee else { return }
        parties.payeeBefore = slots.note(
            parties.payee, isIncoming: true, at: at, amount: amount, other: parties.payer, passing: passing)
    }

    func code(_ rule: Int) -> String { "rule:" + compiled.set.rules[rule].id }

    /// Why a rule that holds does.
    func reason(_ rule: Int, inChinese: Bool = false) -> String {
        compiled.reason(rule, facts, inChinese: inChinese)
    }

    /// The facts that a rule's condition has read, with their values in words, in the order of their slots.
    func values(_ rule: Int) -> [(name: String, value: String)] {
        compiled.slots(of: rule).map { slot in
            (plan.names[slot], facts.value(at: slot).map { FactFilling.words($0) } ?? "no value")
        }
    }
}

/// The two accounts of the payment at hand, and what is known of them before it.
struct RuleParties {
    let payer: AccountIndex
    let payee: AccountIndex
    let isStranger: Bool
    let isFirst: Bool
    /// Times of the payments before, in milliseconds, where rules ask for them.
    var payerBefore: Int64?
    var payeeBefore: Int64?
    /// How the accounts stand, where rules ask for it.
    var payerLeg: Leg?
    var payeeLeg: Leg?
}
