import WeirDetection
import WeirDomain
import WeirRuleSets
import WeirRules

/// The facts of the payment at hand, read as conditions ask for them, and the conditions that hold.
struct RuleReader: ~Copyable {
    private(set) var facts: FeatureVector
    private var run: ConditionRun
    private let plan: FillPlan
    /// Steps that have been read for the payment at hand; the others hold nothing.
    private var read: [Int] = []
    private let slotsOfStep: [[Int]]
    /// Of windows that have one, by the window's number.
    private let filters: [(number: Int, filter: ConditionFilter)]
    private let reasonSteps: [[Int]]
    private let conditionSteps: [Int]
    /// The rules that hold for the payment at hand, in the set's order.
    private(set) var hits: [Int] = []

    init(_ compiled: CompiledRules) {
        let specs = compiled.plan.specs.enumerated()
        let programs = specs.compactMap { number, spec in spec.filter.map { (number: number, program: $0) } }
        filters = programs.map { (number: $0.number, filter: ConditionFilter($0.program)) }
        let plan = FillPlan(compiled.plan, filterSlots: programs.flatMap(\.program.slots))
        self.plan = plan
        run = compiled.makeRun(plan.reading)
        facts = FeatureVector(count: plan.slots)
        for constant in compiled.plan.constants { facts.set(constant.slot, constant.value) }
        var slots = plan.steps.map { _ in [Int]() }
        for (slot, step) in plan.stepOfSlot.enumerated() where step >= 0 {
            slots[step].append(slot)
            facts.forget(slot)
        }
        slotsOfStep = slots
        func steps(_ slots: [Int]) -> [Int] { Set(slots.map { plan.stepOfSlot[$0] }.filter { $0 >= 0 }).sorted() }
        reasonSteps = compiled.set.rules.indices.map { steps(compiled.reasonSlots(of: $0)) }
        conditionSteps = steps(compiled.set.rules.indices.flatMap { compiled.slots(of: $0) })
    }

    var errors: [(number: Int, error: EvaluationError)] { run.verdicts.errors }

    /// Forgets the payment before.
    mutating func begin() {
        for step in read { for slot in slotsOfStep[step] { facts.forget(slot) } }
        read.removeAll(keepingCapacity: true)
    }

    /// Which windows with a filter let the payment in, by bit; all without one do.
    mutating func passing(_ payment: borrowing PaymentView, _ parties: borrowing RuleParties) -> UInt64 {
        for step in plan.beforeCounting { readPayment(step, payment, parties) }
        var passing = UInt64.max
        for place in filters.indices where !filters[place].filter.holds(facts) {
            passing &= ~(1 << UInt64(filters[place].number))
        }
        return passing
    }

    private mutating func readPayment(
        _ step: Int, _ payment: borrowing PaymentView, _ parties: borrowing RuleParties
    ) {
        guard case .payment(let fact, let slot) = plan.steps[step] else { return }
        FactFilling.set(&facts, slot, fact, payment, parties)
        read.append(step)
    }

    /// Sees which rules hold.
    /// - Parameter readsAll: reads what has not mattered, too: for showing it.
    mutating func decide(
        _ payment: borrowing PaymentView, _ parties: inout RuleParties, _ slots: borrowing SlotTable,
        _ detector: inout Detector, readsAll: Bool
    ) {
        run.begin()
        while let slot = run.next(facts) { read(plan.stepOfSlot[slot], payment, &parties, slots, &detector) }
        if !hits.isEmpty { hits.removeAll(keepingCapacity: true) }
        run.appendHolding(to: &hits)
        // What only reasons need.
        for rule in hits {
            for step in reasonSteps[rule] { readOnce(step, payment, &parties, slots, &detector) }
        }
        guard readsAll else { return }
        for step in conditionSteps { readOnce(step, payment, &parties, slots, &detector) }
    }

    private mutating func readOnce(
        _ step: Int, _ payment: borrowing PaymentView, _ parties: inout RuleParties, _ slots: borrowing SlotTable,
        _ detector: inout Detector
    ) {
        if facts.isForgotten(slotsOfStep[step][0]) { read(step, payment, &parties, slots, &detector) }
    }

    private mutating func read(
        _ step: Int, _ payment: borrowing PaymentView, _ parties: inout RuleParties, _ slots: borrowing SlotTable,
        _ detector: inout Detector
    ) {
        switch plan.steps[step] {
        case .payment: return readPayment(step, payment, parties)
        case .account(let fact, let side, let slot):
            FactFilling.set(&facts, slot, side, fact, payment, parties, detector)
        case .window(let window):
            let account = window.isPayer ? parties.payer : parties.payee
            if window.spec >= 0 {
                let figures = slots.figures(account, window.spec, at: payment.at)
                FactFilling.set(&facts, plan.fields[window.fields], figures, payment.currency)
            } else {
                let totals = detector.totals(account, window.direction, window.window, at: payment.at)
                FactFilling.set(&facts, plan.fields[window.fields], totals, payment.currency)
            }
        case .most(let isPayer, let slot):
            facts.set(slot, int: Int64(detector.mostInWindow(isPayer ? parties.payer : parties.payee)))
        case .score(let typology, let isPayer, let slot):
            facts.set(slot, int: Int64(parties.leg(isPayer, at: payment.at, &detector)?.score(typology) ?? 0))
        case .evidence(let kind, let isPayer, let slot):
            facts.set(slot, double: parties.leg(isPayer, at: payment.at, &detector)?.nats(kind) ?? 0)
        case .price(let asset, let slot):
            let price = detector.price(of: asset, in: payment.currency, at: payment.at)
            facts.set(slot, price.map { .double(Double($0.micros) / 1_000_000) })
        }
        read.append(step)
    }
}

/// The two accounts of the payment at hand, and what is known of them before it.
struct RuleParties {
    let payer: AccountIndex
    let payee: AccountIndex
    let isStranger: Bool
    let isFirst: Bool
    /// What is known of them from outside.
    let known: (payer: OutsideEvidence, payee: OutsideEvidence)
    /// Times of the payments before, in milliseconds, where rules ask for them.
    var payerBefore: Int64?
    var payeeBefore: Int64?
    /// By what accounts are weighed.
    private var model = EvidenceModel.builtIn
    /// How the accounts stand, once a rule has asked.
    private var payerLeg: Leg??
    private var payeeLeg: Leg??

    init(
        payer: AccountIndex, payee: AccountIndex, isStranger: Bool, isFirst: Bool,
        known: (payer: OutsideEvidence, payee: OutsideEvidence)
    ) {
        self.payer = payer
        self.payee = payee
        self.isStranger = isStranger
        self.isFirst = isFirst
        self.known = known
    }

    /// What has been read so far is kept only where the next set weighs alike.
    mutating func weigh(by other: EvidenceModel) {
        guard model !== other else { return }
        (model, payerLeg, payeeLeg) = (other, nil, nil)
    }

    /// How an account stands by what indicators see and what is known from outside.
    mutating func leg(_ isPayer: Bool, at time: WeirDomain.Instant, _ detector: inout Detector) -> Leg? {
        if let leg = isPayer ? payerLeg : payeeLeg { return leg }
        let found = detector.finding(isPayer, of: isPayer ? payer : payee, at: time, by: model)
        let leg = (found ?? detector.weigh(isPayer ? payer : payee, at: time, by: model))?
            .adding(isPayer ? known.payer : known.payee)
        if isPayer { payerLeg = .some(leg) } else { payeeLeg = .some(leg) }
        return leg
    }
}

extension Detector {
    /// What a model finds at the payment at hand: for the detector's own what it has found, for another what it would
    /// have found where it was time to weigh.
    mutating func finding(
        _ isPayer: Bool, of account: AccountIndex, at time: WeirDomain.Instant, by other: EvidenceModel
    ) -> Leg? {
        if other === model { return isPayer ? findings.payer : findings.payee }
        guard isPayer ? wasWeighed.payer : wasWeighed.payee else { return nil }
        return weigh(account, at: time, withAtMost: 0, by: other)
    }
}
