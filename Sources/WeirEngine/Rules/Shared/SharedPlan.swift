import WeirDetection
import WeirDomain
import WeirRuleSets
import WeirRules

/// Which of a payment's accounts a leg is about: the payer's, the payee's, or the one account that pays itself.
enum LegRole: UInt8 { case payer, payee, both }

/// How a set that takes the short way is shared out: what each leg reads, and the rules that it decides. A rule that
/// asks for one side's account is decided by that side's leg; one that asks for both, when both legs are done.
struct SharedPlan: @unchecked Sendable {
    let steps: [FillPlan.Step]
    let fields: [FillPlan.FieldStep]
    let slots: Int
    /// By raw value of `LegRole`: rules that it decides, by their bits.
    private(set) var rules: [UInt64] = [0, 0, 0]
    /// Rules that ask for both accounts.
    private(set) var twoSided: UInt64 = 0
    /// By rule: all that its condition and its reasons read.
    private(set) var reasonSteps: [[Int]] = []
    /// By rule: all that its condition reads.
    let conditionSteps: [[Int]]
    private let stepOfSlot: [Int]

    /// `nil` for a set that the short way does not serve, and for one that asks for prices, which change on the way.
    init?(_ compiled: CompiledRules, places: [Int]) {
        let plan = FillPlan(compiled.plan, places: places)
        guard !compiled.plan.needsPairs, !compiled.plan.needsLast, compiled.set.rules.count <= ConditionList.most
        else { return nil }
        let (steps, fields, stepOfSlot) = Self.split(plan)
        (self.steps, self.fields, self.stepOfSlot) = (steps, fields, stepOfSlot)
        slots = plan.slots
        func reads(_ slots: [Int]) -> [Int] { Set(slots.map { stepOfSlot[$0] }.filter { $0 >= 0 }).sorted() }
        let all = compiled.set.rules.indices
        let conditions = all.map { reads(compiled.slots(of: $0)) }
        let reasons = all.map { reads(compiled.reasonSlots(of: $0)) }
        let used = (conditions + reasons).joined()
        guard used.allSatisfy({ Self.serves(steps[$0], fields) }) else { return nil }
        conditionSteps = conditions
        reasonSteps = zip(conditions, reasons).map { Set($0 + $1).sorted() }
        for (rule, own) in conditions.enumerated() { put(rule, own) }
    }

    /// Gives a rule to the leg that decides it.
    private mutating func put(_ rule: Int, _ own: [Int]) {
        let sides = Set(own.compactMap { Self.side(of: steps[$0]) })
        let bit = UInt64(1) << UInt64(rule)
        guard sides.count < 2 else {
            twoSided |= bit
            return
        }
        for role in [sides.first == .payee ? LegRole.payee : .payer, .both] { rules[Int(role.rawValue)] |= bit }
    }

    // MARK: Steps

    /// The steps of a plan; what takes long to work out of a window is a step by itself.
    private static func split(_ plan: FillPlan) -> ([FillPlan.Step], [FillPlan.FieldStep], [Int]) {
        var (steps, fields, places) = ([FillPlan.Step](), [FillPlan.FieldStep](), plan.stepOfSlot.map { _ in -1 })
        for step in plan.steps {
            guard case .window(var window) = step else {
                for slot in slots(of: step, []) { places[slot] = steps.count }
                steps.append(step)
                continue
            }
            let own = plan.fields[window.fields]
            for part in [own.filter { $0.field != .stddev }, own.filter { $0.field == .stddev }] where !part.isEmpty {
                window.fields = fields.count..<(fields.count + part.count)
                fields += part
                for field in part { places[field.slot] = steps.count }
                steps.append(.window(window))
            }
        }
        return (steps, fields, places)
    }

    private static func slots(of step: FillPlan.Step, _ fields: [FillPlan.FieldStep]) -> [Int] {
        switch step {
        case .payment(_, let slot), .account(_, _, let slot), .score(_, _, let slot), .evidence(_, _, let slot),
            .price(_, let slot), .most(_, let slot):
            [slot]
        case .window(let window): fields[window.fields].map(\.slot)
        }
    }

    /// Whether anything asks for a text of a payment that names neither it nor one of its accounts.
    var readsTexts: Bool {
        steps.contains { step in
            switch step {
            case .payment(let fact, _): [.rail, .remark, .site, .original, .payerIP, .extra].contains(fact)
            case .account(let fact, _, _): [.device, .city].contains(fact)
            case .window, .price, .score, .evidence, .most: false
            }
        }
    }

    func slots(of step: Int) -> [Int] { Self.slots(of: steps[step], fields) }

    private static func serves(_ step: FillPlan.Step, _ fields: [FillPlan.FieldStep]) -> Bool {
        switch step {
        case .payment(let fact, _): fact != .isStranger && fact != .isFirst
        case .account(let fact, _, _): [.id, .kind, .device, .city, .payments].contains(fact)
        case .window(let window):
            window.spec >= 0
                || fields[window.fields].allSatisfy { [.count, .sum, .avg, .complete].contains($0.field) }
        case .price, .score, .evidence, .most: false
        }
    }

    /// The side whose account it asks for; `nil` for what the payment says itself.
    static func side(of step: FillPlan.Step) -> Side? {
        switch step {
        case .account(.payments, let side, _): side
        case .window(let window): window.isPayer ? .payer : .payee
        case .payment, .account, .score, .evidence, .price, .most: nil
        }
    }

    /// Of a rule: the steps whose facts are an account's.
    private func stateSteps(_ rule: Int, withReasons: Bool) -> [Int] {
        let own = withReasons ? reasonSteps[rule] : conditionSteps[rule]
        return own.filter { Self.side(of: steps[$0]) != nil }
    }
}

// MARK: - Rows

/// What legs leave behind of the facts that they have read, where somebody will need them: for rules that ask for both
/// accounts, and for examples. One row for a payment.
struct RowLayout: Sendable {
    /// By raw value of `LegRole`: the steps to be taken, the slots that are kept, and where in the row.
    var steps: [[Int]] = [[], [], []]
    var slots: [[(slot: Int, place: Int)]] = [[], [], []]
    /// Rules for whose hits a leg leaves its facts, by their bits; or every leg does.
    var onHit: [UInt64] = [0, 0, 0]
    var always = [false, false, false]
    var width = 0
}

extension SharedPlan {
    /// - Parameter wanting: rules of which examples are wanted, by their bits.
    func layout(wanting: UInt64) -> RowLayout {
        var layout = RowLayout()
        var places: [Int: Int] = [:]
        for rule in conditionSteps.indices {
            let bit = UInt64(1) << UInt64(rule)
            let (isTwoSided, isWanted) = (twoSided & bit != 0, wanting & bit != 0)
            guard isTwoSided || isWanted else { continue }
            for step in stateSteps(rule, withReasons: isWanted) {
                let role = Int((Self.side(of: steps[step]) == .payer ? LegRole.payer : .payee).rawValue)
                let decides = rules[role] & bit != 0
                for place in [role, Int(LegRole.both.rawValue)] {
                    if decides { layout.onHit[place] |= bit } else { layout.always[place] = true }
                    guard !layout.steps[place].contains(step) else { continue }
                    layout.steps[place].append(step)
                    for slot in slots(of: step) {
                        places[slot] = places[slot] ?? places.count
                        layout.slots[place].append((slot, places[slot] ?? 0))
                    }
                }
            }
        }
        layout.width = places.count
        return layout
    }
}

extension ConditionList {
    /// Which of some rules hold once all that they ask for has been read; those that no comparison decides are
    /// evaluated, with their errors.
    mutating func settle(
        _ facts: borrowing FeatureVector, among some: UInt64
    ) -> (holding: UInt64, errors: [(rule: Int, error: EvaluationError)]) {
        var (holding, open) = decide(facts, among: some)
        var errors: [(rule: Int, error: EvaluationError)] = []
        while open != 0 {
            let rule = open.trailingZeroBitCount
            open &= open - 1
            let (holds, error) = evaluate(rule, facts)
            if holds { holding |= 1 << UInt64(rule) }
            if let error { errors.append((rule, error)) }
        }
        return (holding, errors)
    }
}
