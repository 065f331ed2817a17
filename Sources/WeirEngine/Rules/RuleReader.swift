import WeirDetection
import WeirDomain
import WeirRuleSets
import WeirRules

/// The facts of the payment at hand, read as conditions ask for them, and the conditions that hold.
struct RuleReader: ~Copyable {
    private(set) var facts: FeatureVector
    private var run: ConditionRun
    private let plan: FillPlan
    // By address, like all that is looked into for every payment: nothing is copied, and no references are counted.
    private let steps: UnsafeMutableBufferPointer<FillPlan.Step>
    private let fields: UnsafeMutableBufferPointer<FillPlan.FieldStep>
    /// The first slot of each step; -1 for a step that has none.
    private let firstSlots: UnsafeMutableBufferPointer<Int>
    /// The currency of the payment at hand, and how many minor units make one unit of it.
    private var currency: Currency?
    private var scale = 1.0
    private let reasonSteps: [[Int]]
    private let conditionSteps: [Int]
    /// The rules that hold for the payment at hand, in the set's order.
    private(set) var hits: [Int] = []

    /// - Parameter places: of the set's windows in the table.
    init(_ compiled: CompiledRules, places: [Int]) {
        let plan = FillPlan(compiled.plan, places: places)
        self.plan = plan
        steps = .init(storing: plan.steps)
        fields = .init(storing: plan.fields)
        run = compiled.makeRun(plan.reading)
        facts = FeatureVector(count: plan.slots)
        for constant in compiled.plan.constants { facts.set(constant.slot, constant.value) }
        var firstSlots = plan.steps.map { _ in -1 }
        for (slot, step) in plan.stepOfSlot.enumerated() where step >= 0 {
            if firstSlots[step] < 0 { firstSlots[step] = slot }
            facts.forget(slot)
        }
        self.firstSlots = .init(storing: firstSlots)
        facts.keepAsBlank()
        func reads(_ slots: [Int]) -> [Int] { Set(slots.map { plan.stepOfSlot[$0] }.filter { $0 >= 0 }).sorted() }
        reasonSteps = compiled.set.rules.indices.map { reads(compiled.reasonSlots(of: $0)) }
        conditionSteps = reads(compiled.set.rules.indices.flatMap { compiled.slots(of: $0) })
    }

    deinit {
        steps.deinitialize()
        steps.deallocate()
        fields.deallocate()
        firstSlots.deallocate()
    }

    var errors: [(number: Int, error: EvaluationError)] { run.verdicts.errors }

    /// Takes what has been found elsewhere for the payment at hand.
    mutating func hold(_ rules: [Int]) { hits = rules }

    /// Forgets the payment before.
    @inline(__always)
    mutating func begin(_ payment: borrowing PaymentView) {
        facts.clear()
        guard currency != payment.currency else { return }
        currency = payment.currency
        scale = FactFilling.scale(payment.currency)
    }

    /// Sees which rules hold.
    /// - Parameter readsAll: reads what has not mattered, too: for showing it.
    mutating func decide(
        _ payment: borrowing PaymentView, _ parties: inout RuleParties, _ slots: inout SlotTable,
        _ detector: inout Detector, readsAll: Bool
    ) {
        run.begin()
        // What is asked for in any case.
        let first = run.firstSlot
        if first >= 0, facts.isForgotten(first) { read(plan.stepOfSlot[first], payment, &parties, &slots, &detector) }
        while let slot = run.next(facts) { read(plan.stepOfSlot[slot], payment, &parties, &slots, &detector) }
        if !hits.isEmpty { hits.removeAll(keepingCapacity: true) }
        run.appendHolding(to: &hits)
        // What only reasons need.
        for rule in hits where !reasonSteps[rule].isEmpty {
            for step in reasonSteps[rule] { readOnce(step, payment, &parties, &slots, &detector) }
        }
        guard readsAll else { return }
        for step in conditionSteps { readOnce(step, payment, &parties, &slots, &detector) }
    }

    private mutating func readOnce(
        _ step: Int, _ payment: borrowing PaymentView, _ parties: inout RuleParties, _ slots: inout SlotTable,
        _ detector: inout Detector
    ) {
        let slot = firstSlots[step]
        if slot >= 0, facts.isForgotten(slot) { read(step, payment, &parties, &slots, &detector) }
    }

    private mutating func read(
        _ step: Int, _ payment: borrowing PaymentView, _ parties: inout RuleParties, _ slots: inout SlotTable,
        _ detector: inout Detector
    ) {
        switch steps[step] {
        case .payment(.amount, let slot): facts.set(slot, double: Double(payment.amount.minor) / scale)
        case .payment(let fact, let slot): FactFilling.set(&facts, slot, fact, payment, parties)
        case .account(let fact, let side, let slot):
            FactFilling.set(&facts, slot, side, fact, payment, parties, &detector)
        case .window(let window):
            let account = window.isPayer ? parties.payer : parties.payee
            let fields = UnsafeBufferPointer(rebasing: fields[window.fields])
            if window.spec >= 0 {
                let figures = slots.figures(account, window.spec, at: payment.at)
                FactFilling.set(&facts, fields, figures, scale: scale)
            } else {
                let totals = detector.totals(of: account, window.direction, window.window, at: payment.at)
                let isComplete = payment.at.milliseconds >= parties.since &+ window.length
                FactFilling.set(&facts, fields, totals, scale: scale, isComplete: isComplete)
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
    }
}

/// The two accounts of the payment at hand, and what is known of them before it.
struct RuleParties: ~Copyable {
    let payer: AccountIndex
    let payee: AccountIndex
    let isStranger: Bool
    let isFirst: Bool
    /// What is known of them from outside.
    let known: (payer: OutsideEvidence, payee: OutsideEvidence)
    /// Since when the windows of every account have counted, in milliseconds.
    let since: Int64
    /// Times of the payments before, in milliseconds, where rules ask for them.
    var payerBefore: Int64?
    var payeeBefore: Int64?
    /// By what accounts are weighed.
    private var model = EvidenceModel.builtIn
    /// How the accounts stand, once a rule has asked.
    private var payerLeg: Leg??
    private var payeeLeg: Leg??

    @inline(__always)
    init(
        payer: AccountIndex, payee: AccountIndex, isStranger: Bool, isFirst: Bool,
        known: (payer: OutsideEvidence, payee: OutsideEvidence), since: Int64
    ) {
        self.since = since
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
        return weigh(account, at: time, withAtMost: .zero, by: other)
    }
}
