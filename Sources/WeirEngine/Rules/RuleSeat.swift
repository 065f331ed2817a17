import WeirDetection
import WeirDomain
import WeirRuleSets
import WeirRules

/// A rule set that is running: its programs, its windows, the facts of the payment at hand, and what it has done.
/// Owned by one engine.
final class RuleSeat {
    let compiled: CompiledRules
    /// By what the set weighs accounts: its own tables, or the built-in ones.
    let model: EvidenceModel
    /// Who handed it in, and who agreed.
    let by: String
    /// Who handed the same in before, in order, and is not `by`.
    var others: [String] = []
    var approvers: [String] = []
    var stage: RuleStage
    /// Thousandths of the payees whose payments it decides as a canary.
    var permille = 0
    /// By rule.
    let yields: [RuleYields]
    /// Some rule puts measures before people.
    let proposes: Bool
    /// Of its windows in the table, in the order of the plan; none while it does not run.
    let places: [Int]
    // By address: accesses to it need not be checked against each other while the program runs.
    private let place = UnsafeMutablePointer<RuleWork>.allocate(capacity: 1)
    /// What changes with every payment, in one piece.
    var work: RuleWork {
        @inline(__always) unsafeAddress { UnsafePointer(place) }
        @inline(__always) unsafeMutableAddress { place }
    }
    /// The rules that hold for the payment at hand, in the set's order.
    var hits: [Int] { work.reader.hits }

    init(_ compiled: CompiledRules, by: String, stage: RuleStage, places: [Int]) {
        self.compiled = compiled
        self.places = places
        model = EvidenceModel.of(compiled.set)
        self.by = by
        self.stage = stage
        let model = model
        let yields = compiled.set.rules.map { RuleYields($0, model) }
        self.yields = yields
        proposes = yields.contains { $0.proposesPayer || $0.proposesPayee }
        place.initialize(to: RuleWork(compiled, places: places))
    }

    deinit {
        place.deinitialize(count: 1)
        place.deallocate()
    }

    var plan: FactPlan { compiled.plan }

    /// The set beside which it was on trial is gone: its figures and signatures begin anew.
    func forgetsComparison() {
        approvers = []
        work.tally = RuleTally(rules: compiled.set.rules.count)
    }

    /// Sees which rules hold for a payment that has been counted.
    /// - Parameter readsAll: reads also what has not mattered, so that it can be shown.
    func observe(
        _ payment: borrowing PaymentView, _ parties: inout RuleParties, _ windows: inout SlotTable,
        _ detector: inout Detector, readsAll: Bool
    ) {
        parties.weigh(by: model)
        work.observe(payment, &parties, &windows, &detector, readsAll: readsAll)
    }

    /// Counts the accounts on which the rules that hold for a payment put measures before people.
    func noteProposals(_ rules: [Int], _ payer: AccountIndex, _ payee: AccountIndex) {
        guard proposes else { return }
        for rule in rules {
            if yields[rule].proposesPayer { work.tally.propose(payer) }
            if yields[rule].proposesPayee { work.tally.propose(payee) }
        }
    }

    /// Takes the rules that hold, found elsewhere, for the payment at hand.
    func hold(_ rules: [Int]) { work.reader.hold(rules) }

    func code(_ rule: Int) -> String { "rule:" + compiled.set.rules[rule].id }

    /// Why a rule that holds does.
    func reason(_ rule: Int, inChinese: Bool = false) -> String {
        compiled.reason(rule, work.reader.facts, inChinese: inChinese)
    }

    /// The facts that a rule's condition has read, with their values in words, in the order of their slots.
    func values(_ rule: Int) -> [(name: String, value: String)] {
        compiled.slots(of: rule).map { slot in
            (plan.names[slot], work.reader.facts.value(at: slot).map { FactFilling.words($0) } ?? "no value")
        }
    }
}

/// The conditions of a set at work, and what has come of them.
struct RuleWork: ~Copyable {
    var tally: RuleTally
    fileprivate(set) var reader: RuleReader

    init(_ compiled: CompiledRules, places: [Int]) {
        tally = RuleTally(rules: compiled.set.rules.count)
        reader = RuleReader(compiled, places: places)
    }

    fileprivate mutating func observe(
        _ payment: borrowing PaymentView, _ parties: inout RuleParties, _ windows: inout SlotTable,
        _ detector: inout Detector, readsAll: Bool
    ) {
        reader.begin(payment)
        reader.decide(payment, &parties, &windows, &detector, readsAll: readsAll)
        tally.seen += 1
        if !reader.errors.isEmpty { for (rule, error) in reader.errors { tally.note(error, rule) } }
        if !reader.hits.isEmpty { for rule in reader.hits { tally.hits[rule] += 1 } }
    }
}

/// How much evidence rules yield about one account.
struct RuleWeight {
    private(set) var isThere = false
    /// What all of it comes to, and what of it is about each typology of the model; who is not named has none.
    private var sum: Float = 0
    private var sums = TypologyNats(repeating: 0)
    private var named = SIMD8<Int32>(repeating: 0)
    /// The strongest of each kind: within a kind only that counts.
    private var kinds = SIMD16<Float>(repeating: 0)
    /// What indicators of these kinds may have taken off, which evidence of a kind makes good: at most 0.
    private var lowest = SIMD16<Float>(repeating: 0)

    /// What it adds to each typology at the most.
    var most: TypologyNats {
        let within = min(kinds.sum(), sum) - lowest.sum()
        var most = sums - lowest.sum()
        most.clamp(
            lowerBound: TypologyNats(repeating: 0), upperBound: TypologyNats(repeating: min(sum, within)))
        return most.replacing(with: 0, where: named .== 0)
    }

    mutating func add(_ typology: Typology, _ kind: EvidenceKind, milliNats: Int, _ model: EvidenceModel) {
        isThere = true
        let (place, nats) = (Int(kind.rawValue) & 15, max(0, Float(milliNats) / 1_000))
        kinds[place] = max(kinds[place], nats)
        lowest[place] = model.lowest[place]
        sum += nats
        if let own = model.place(of: typology) {
            sums[own] += nats
            named[own] = 1
        } else {
            // One that another may turn into.
            sums += nats
            named = SIMD8<Int32>(repeating: 1)
        }
    }

    mutating func add(_ other: RuleWeight) {
        guard other.isThere else { return }
        isThere = true
        sum += other.sum
        sums += other.sums
        named |= other.named
        kinds.replace(with: other.kinds, where: other.kinds .> kinds)
        lowest.replace(with: other.lowest, where: other.lowest .< lowest)
    }
}

/// What one rule yields, in short.
struct RuleYields {
    private(set) var payer = RuleWeight()
    private(set) var payee = RuleWeight()
    /// Decisions or measures.
    private(set) var hasOthers = false
    /// Measures that are put before people, on either side's account.
    private(set) var proposesPayer = false
    private(set) var proposesPayee = false

    init(_ rule: Rule, _ model: EvidenceModel) {
        for yield in rule.yields {
            switch yield {
            case .evidence(.payer, let typology, let kind, let weight):
                payer.add(typology, kind, milliNats: weight, model)
            case .evidence(.payee, let typology, let kind, let weight):
                payee.add(typology, kind, milliNats: weight, model)
            case .decision: hasOthers = true
            case .measure(let side, _, _):
                hasOthers = true
                if side == .payer { proposesPayer = true } else { proposesPayee = true }
            }
        }
    }
}
