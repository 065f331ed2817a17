import WeirDomain

/// A state of the automaton that a pattern is.
enum PatternState {
    /// Goes on over a character of the set with this number.
    case set(Int32, next: Int32)
    case split(Int32, Int32)
    case assertion(PatternAssertion, next: Int32)
    case match
}

/// A pattern as a nondeterministic automaton, built from its end to its start.
struct PatternProgram {
    private(set) var states: [PatternState] = [.match]
    let sets: [ScalarSet]
    private(set) var start: Int32 = 0
    private var budget: PatternBudget
    /// Empty groups make no states, but repeating them takes time.
    private var visits = 0

    init(_ node: PatternNode, _ sets: [ScalarSet], _ budget: inout PatternBudget) throws(PatternError) {
        self.sets = sets
        self.budget = budget
        defer { budget = self.budget }
        start = try build(node, then: 0)
    }

    private mutating func add(_ state: PatternState) throws(PatternError) -> Int32 {
        guard states.count < Limits.patternStates else {
            throw PatternError(message: "the pattern is too large when its repetitions are written out", offset: 0)
        }
        states.append(state)
        return Int32(states.count - 1)
    }

    /// The state from which the node leads to `next`.
    private mutating func build(_ node: PatternNode, then next: Int32) throws(PatternError) -> Int32 {
        visits += 1
        try budget.spend(3)
        guard visits <= Limits.patternStates * 2 else {
            throw PatternError(message: "the pattern is too large when its repetitions are written out", offset: 0)
        }
        switch node {
        case .empty: return next
        case .set(let set): return try add(.set(set, next: next))
        case .assertion(let assertion): return try add(.assertion(assertion, next: next))
        case .sequence(let items):
            var place = next
            for item in items.reversed() { place = try build(item, then: place) }
            return place
        case .choice(let branches):
            var place = try build(branches[branches.count - 1], then: next)
            for branch in branches.dropLast().reversed() {
                place = try add(.split(build(branch, then: next), place))
            }
            return place
        case .repeated(let item, let least, let most):
            return try repetition(item, least, most, then: next)
        }
    }

    private mutating func repetition(_ item: PatternNode, _ least: Int, _ most: Int?, then next: Int32)
        throws(PatternError) -> Int32
    {
        var place = next
        if let most {
            for _ in 0..<max(0, most - least) { place = try add(.split(build(item, then: place), next)) }
        } else {
            // The loop's head first, so that its body can lead back to it.
            let head = try add(.split(next, next))
            states[Int(head)] = .split(try build(item, then: head), next)
            place = head
        }
        for _ in 0..<least { place = try build(item, then: place) }
        return place
    }

    /// The assertions that occur, as bits.
    var assertions: UInt8 {
        states.reduce(0) { if case .assertion(let assertion, _) = $1 { $0 | assertion.rawValue } else { $0 } }
    }
}
