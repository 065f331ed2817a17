/// Chooses in which order the facts of a set are looked at. One look at a fact answers for every rule that compares it
/// with a constant, so what counts is how many rules a look rules out, for what it costs to read the fact.
struct LookPlan {
    /// Conditions over one fact that are told apart by one key.
    struct Look {
        var form: ConditionLayout.Look.Form
        var kind: FeatureVector.Kind
        var slot: Int32
        var entries: [Entry] = []
    }

    struct Entry {
        var key: UInt64
        var rule: Int
        /// The condition, and what it bounds where it stands only for that.
        var place: Int
        var bounded: Int?
    }

    /// In the order in which they are looked at.
    private(set) var looks: [Look] = []
    /// Each rule's conditions that no look decides, in the order in which they are tried.
    private(set) var rest: [[Conjunct]] = []

    private let learner: ConditionLearner
    /// By condition: how often it holds; and by step, what reading costs.
    private let shares: [Double]
    private let costs: [Double]
    /// By step: whether some look before reads it.
    private var isRead: [Bool]
    /// By rule: which part of the payments it is still open on; and its conditions that have been looked at.
    private var alive: [Double]
    private var done: [[Int]]

    /// A look takes some forty instructions, and another condition of a rule some twenty.
    private static let look = 40.0
    private static let test = 20.0
    /// So many looks are chosen one after the other, each by what those before have left; the others by themselves.
    private static let chosen = 64

    init(_ learner: ConditionLearner) {
        self.learner = learner
        shares = learner.conjuncts.indices.map { learner.share($0) }
        costs = learner.reading.costs.map { Double($0) }
        isRead = learner.reading.costs.map { _ in false }
        alive = learner.own.map { _ in 1 }
        done = learner.own.map { _ in [] }
        var all: [Look] = []
        var known: [Look.Key: Int] = [:]
        for rule in learner.own.indices {
            var rest: [Int] = []
            for place in learner.own[rule] {
                if !add(place, rule, nil, &all, &known) || !learner.conjuncts[place].isCertain { rest.append(place) }
                if let bound = learner.bounds[place] { _ = add(bound, rule, place, &all, &known) }
            }
            self.rest.append(rest.sorted { rank($0) < rank($1) }.map { learner.conjuncts[$0] })
        }
        order(all)
    }

    /// Adds a condition to the looks; `false` where no look decides it.
    private func add(
        _ place: Int, _ rule: Int, _ bounded: Int?, _ all: inout [Look], _ known: inout [Look.Key: Int]
    ) -> Bool {
        let conjunct = learner.conjuncts[place]
        guard let (form, key) = conjunct.lookForm else { return false }
        let look = Look(form: form, kind: conjunct.kind.cell, slot: conjunct.slot)
        let number = known[look.key, default: all.count]
        if number == all.count {
            known[look.key] = number
            all.append(look)
        }
        all[number].entries.append(
            Entry(
                key: ConditionLayout.ordered(key, look.kind, look.form), rule: rule, place: place, bounded: bounded))
        return true
    }

    /// What a condition costs for what it tells: the lower, the sooner.
    private func rank(_ place: Int) -> Double {
        let step = learner.step(place)
        return (Self.test + (step < 0 ? 0 : costs[step])) / (1.02 - shares[place])
    }

    // MARK: Order

    private mutating func order(_ all: [Look]) {
        var left = all
        while !left.isEmpty, looks.count < Self.chosen {
            let worths = left.map { worth($0) }
            guard let best = worths.indices.max(by: { worths[$0] < worths[$1] }) else { break }
            let look = left.remove(at: best)
            // What only bounds others comes too late behind them.
            if worths[best] <= 0, look.entries.allSatisfy({ $0.bounded != nil }) { continue }
            take(look)
        }
        let worths = left.map { worth($0) }
        for number in left.indices.sorted(by: { (worths[$1], $0) < (worths[$0], $1) }) { looks.append(left[number]) }
    }

    /// How many rules a look can be expected to rule out, for what it costs.
    private func worth(_ look: Look) -> Double {
        var gain = 0.0
        for entry in look.entries { gain += alive[entry.rule] * (1 - factor(entry)) }
        let step = learner.reading.steps[Int(look.slot)]
        let reading = step < 0 || isRead[step] ? 0 : costs[step]
        return gain / (Self.look + reading)
    }

    /// How often the entry's condition holds where the looks before have left its rule open.
    private func factor(_ entry: Entry) -> Double {
        let share = shares[entry.place]
        if let bounded = entry.bounded { return done[entry.rule].contains(bounded) ? 1 : share }
        guard let bound = learner.bounds[entry.place], done[entry.rule].contains(bound) else { return share }
        return min(1, share / max(shares[bound], 1e-6))
    }

    private mutating func take(_ look: Look) {
        for entry in look.entries { alive[entry.rule] *= factor(entry) }
        for entry in look.entries { done[entry.rule].append(entry.place) }
        let step = learner.reading.steps[Int(look.slot)]
        if step >= 0 { isRead[step] = true }
        looks.append(look)
    }
}

extension LookPlan.Look {
    struct Key: Hashable {
        var form: ConditionLayout.Look.Form
        var kind: FeatureVector.Kind
        var slot: Int32
    }

    var key: Key { Key(form: form, kind: kind, slot: slot) }
}

extension Conjunct {
    /// Whether agreeing with its key is all there is to it.
    var isCertain: Bool { kind != .string || String.isWhole(bits) }

    /// How one look at the value decides the condition, and by which key; nil where it does not.
    var lookForm: (form: ConditionLayout.Look.Form, key: UInt64)? {
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
    ) -> (form: ConditionLayout.Look.Form, key: UInt64)? {
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
