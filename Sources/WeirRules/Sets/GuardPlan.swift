/// Chooses each rule's guard and the order of its conditions.
struct GuardPlan {
    struct Planned {
        var group: ConditionLayout.Group
        var entries: [(key: UInt64, rule: Int)] = []
    }

    private(set) var groups: [Planned] = []
    /// Each rule's simple conditions in the order in which they are tried, the guard first.
    private(set) var orders: [[Conjunct]] = []

    private let learner: ConditionLearner
    /// By condition: how often it holds, and what serving as a guard makes of it.
    private let shares: [Double]
    private let forms: [(form: ConditionLayout.Group.Form, key: UInt64)?]
    /// By step: whether some guard reads it, so that it is read for every payment.
    private var read: [Bool]

    /// Looking at a rule whose guard holds takes some fifty instructions; at another condition of it, some fifteen.
    private static let visit = 50.0
    private static let test = 15.0

    init(_ learner: ConditionLearner) {
        self.learner = learner
        shares = learner.conjuncts.indices.map { learner.share($0) }
        forms = learner.conjuncts.map(\.guardForm)
        read = learner.reading.costs.map { $0 <= 12 }
        let guards = learner.own.map { own in
            (own + own.compactMap { learner.bounds[$0] }).filter { forms[$0] != nil }
        }
        readWhatPays(guards)
        for rule in learner.set.programs.indices { place(rule, guards[rule]) }
        for number in groups.indices { groups[number].sort() }
    }

    private func isRead(_ place: Int) -> Bool {
        let step = learner.step(place)
        return step < 0 || read[step]
    }

    /// Adds steps to those that are read for every payment as long as the visits that this saves are worth it.
    private mutating func readWhatPays(_ guards: [[Int]]) {
        for _ in 0..<16 {
            var gains = learner.reading.costs.map { -Double($0) }
            for guards in guards {
                let now = best(guards).map { shares[$0] } ?? 1
                for place in guards where !isRead(place) {
                    gains[learner.step(place)] += max(0, now - shares[place]) * Self.visit
                }
            }
            guard let most = gains.indices.max(by: { gains[$0] < gains[$1] }), gains[most] > 0 else { return }
            read[most] = true
        }
    }

    /// The guard that holds least often, of those that cost nothing more.
    private func best(_ guards: [Int]) -> Int? {
        guards.filter { isRead($0) }.min { shares[$0] < shares[$1] }
    }

    private mutating func place(_ rule: Int, _ guards: [Int]) {
        let own = learner.own[rule]
        guard let chosen = best(guards) ?? guards.min(by: { rank($0) < rank($1) }), let (form, key) = forms[chosen]
        else {
            orders.append(own.sorted { rank($0) < rank($1) }.map { learner.conjuncts[$0] })
            add(ConditionLayout.Group(form: .each, isCertain: false), 0, rule)
            return
        }
        if learner.step(chosen) >= 0 { read[learner.step(chosen)] = true }
        // A bound comes before what it bounds where that has to be read.
        let bounds = own.filter { $0 != chosen && !isRead($0) }.compactMap { learner.bounds[$0] }
        var rest = own.filter { $0 != chosen }
        for bound in bounds where bound != chosen && !rest.contains(bound) { rest.append(bound) }
        orders.append(([chosen] + rest.sorted { rank($0) < rank($1) }).map { learner.conjuncts[$0] })
        let guarding = learner.conjuncts[chosen]
        add(
            ConditionLayout.Group(
                form: form, kind: guarding.kind.cell, isCertain: guarding.isCertain, slot: guarding.slot),
            key, rule)
    }

    /// What a condition costs for what it tells: the lower, the sooner.
    private func rank(_ place: Int) -> Double {
        let cost = isRead(place) ? Self.test : Self.test + Double(learner.reading.costs[learner.step(place)])
        return cost / (1.02 - shares[place])
    }

    private mutating func add(_ group: ConditionLayout.Group, _ key: UInt64, _ rule: Int) {
        let known = groups.firstIndex {
            $0.group.form == group.form && $0.group.slot == group.slot && $0.group.kind == group.kind
        }
        if let known {
            groups[known].entries.append((key, rule))
        } else {
            groups.append(Planned(group: group, entries: [(key, rule)]))
        }
    }
}

extension GuardPlan.Planned {
    fileprivate mutating func sort() {
        let (form, kind) = (group.form, group.kind)
        func isBefore(_ a: UInt64, _ b: UInt64) -> Bool {
            switch kind {
            case .int where form != .equal: Int64(bitPattern: a) < Int64(bitPattern: b)
            case .double: Double(bitPattern: a) < Double(bitPattern: b)
            default: a < b
            }
        }
        entries.sort {
            guard $0.key != $1.key else { return $0.rule < $1.rule }
            return form == .falling ? isBefore($1.key, $0.key) : isBefore($0.key, $1.key)
        }
    }
}

extension Conjunct {
    /// Whether agreeing with its key is all there is to it.
    var isCertain: Bool { kind != .string || String.isWhole(bits) }

    /// How the condition serves as a guard, and its key; nil where it does not.
    var guardForm: (form: ConditionLayout.Group.Form, key: UInt64)? {
        switch kind {
        case .bool: return (.equal, bits)
        case .string: return bits & 1 == 0 ? (.equal, bits) : nil
        case .int: return wholeForm(Int64(bitPattern: bits)) { UInt64(bitPattern: $0) }
        case .uint: return wholeForm(bits) { $0 }
        case .double:
            let key = Double(bitPattern: bits)
            guard key.isFinite else { return nil }
            switch Comparison(orders: orders) {
            case .greater: return (.rising, bits)
            case .greaterEqual: return (.rising, key.nextDown.bitPattern)
            case .less: return (.falling, bits)
            case .lessEqual: return (.falling, key.nextUp.bitPattern)
            default: return nil
            }
        }
    }

    private func wholeForm<I: FixedWidthInteger>(
        _ key: I, _ bits: (I) -> UInt64
    ) -> (form: ConditionLayout.Group.Form, key: UInt64)? {
        switch Comparison(orders: orders) {
        case .greater: (.rising, bits(key))
        case .greaterEqual: key == .min ? nil : (.rising, bits(key - 1))
        case .less: (.falling, bits(key))
        case .lessEqual: key == .max ? nil : (.falling, bits(key + 1))
        case .equal: (.equal, bits(key))
        default: nil
        }
    }
}

extension Conjunct.Kind {
    var cell: FeatureVector.Kind {
        switch self {
        case .bool: .bool
        case .int: .int
        case .uint: .uint
        case .double: .double
        case .string: .string
        }
    }
}
