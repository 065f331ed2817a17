/// A compiled regular expression. Matching takes time in proportion to the text's length, whatever the pattern.
struct Pattern: Sendable {
    private let states: [PatternState]
    private let sets: [ScalarSet]
    private let start: Int32
    private let table: PatternTable?

    /// With `makesTable`, patterns that stay small become a table with one look-up for each character.
    init(_ text: String, makesTable: Bool, _ budget: inout PatternBudget) throws(PatternError) {
        let (node, sets) = try PatternParser.parse(text, &budget)
        let program = try PatternProgram(node, sets, &budget)
        states = program.states
        self.sets = sets
        start = program.start
        table = makesTable ? PatternTable(program, &budget) : nil
    }

    /// Whether the pattern matches anywhere in the text. Takes from the steps what it has looked at; where they run out
    /// on the way, what it says means nothing.
    @inline(__always)
    func matches(_ text: String, _ steps: inout Int) -> Bool {
        if let table {
            steps -= text.utf8.count >> 3
            return steps >= 0 && table.matches(text)
        }
        return walk(text, &steps)
    }

    @inline(never)
    private func walk(_ text: String, _ steps: inout Int) -> Bool {
        // The memory of the states.
        steps -= 8 + states.count >> 5
        guard steps >= 0 else { return false }
        var walk = PatternWalk(states: states, sets: sets)
        var iterator = text.unicodeScalars.makeIterator()
        var previous: UInt32?
        var current = iterator.next()?.value
        while steps >= 0 {
            walk.enter(start, PatternWalk.context(previous, current))
            if walk.isMatch { break }
            guard let scalar = current else { break }
            walk.step(over: scalar)
            steps -= walk.takeWork() >> 3
            previous = scalar
            current = iterator.next()?.value
        }
        steps -= walk.takeWork() >> 3
        return walk.isMatch
    }
}

/// All states that the automaton is in at once.
struct PatternWalk {
    private let states: [PatternState]
    private let sets: [ScalarSet]
    /// States to enter at the present place.
    private var seeds: [Int32] = []
    /// States at the present place that wait for a character.
    private(set) var waiting: [Int32] = []
    private(set) var isMatch = false
    /// The number of the step in which a state was last entered.
    private var entered: [Int32]
    private var stepNumber: Int32 = 0
    /// The number of the step in which a set was last asked for its character, and what it said.
    private var asked: [Int32]
    private var isIn: [Bool]
    private var stack: [Int32] = []
    /// States that have been visited, in all.
    private(set) var work = 0

    init(states: [PatternState], sets: [ScalarSet]) {
        self.states = states
        self.sets = sets
        entered = Array(repeating: -1, count: states.count)
        asked = Array(repeating: -1, count: sets.count)
        isIn = Array(repeating: false, count: sets.count)
    }

    /// The work since it was last taken. Each character has some of its own.
    mutating func takeWork() -> Int {
        defer { work = 0 }
        return work + 6
    }

    mutating func seed(_ states: [Int32]) { seeds = states }

    /// Enters the seeds and the start, and all that is reached from there without a character.
    mutating func enter(_ start: Int32?, _ context: UInt8) {
        waiting.removeAll(keepingCapacity: true)
        isMatch = false
        stepNumber += 1
        // Copied, so that neither is allocated anew for each character.
        stack.removeAll(keepingCapacity: true)
        stack.append(contentsOf: seeds)
        if let start { stack.append(start) }
        while let place = stack.popLast() {
            work += 1
            guard entered[Int(place)] != stepNumber else { continue }
            entered[Int(place)] = stepNumber
            switch states[Int(place)] {
            case .set: waiting.append(place)
            case .split(let a, let b):
                stack.append(b)
                stack.append(a)
            case .assertion(let assertion, let next):
                if context & assertion.rawValue != 0 {
                    stack.append(next)
                } else {
                    waiting.append(place)
                }
            case .match: isMatch = true
            }
        }
    }

    /// Takes the states over a character: their successors are the new seeds.
    mutating func step(over scalar: UInt32) {
        seeds.removeAll(keepingCapacity: true)
        for place in waiting {
            guard case .set(let set, let next) = states[Int(place)] else { continue }
            if asked[Int(set)] != stepNumber {
                asked[Int(set)] = stepNumber
                isIn[Int(set)] = sets[Int(set)].contains(scalar)
                work += 2
            }
            if isIn[Int(set)] { seeds.append(next) }
        }
        work += waiting.count
    }

    /// `PatternClass.word`, without a search: asked twice for each character.
    private static func isWord(_ scalar: UInt32) -> Bool {
        (scalar | 0x20) &- 0x61 < 26 || scalar &- 0x30 < 10 || scalar == 0x5F
    }

    /// The assertions that hold between two characters; nil is the edge of the text.
    static func context(_ before: UInt32?, _ after: UInt32?) -> UInt8 {
        var bits: UInt8 = 0
        if before == nil { bits |= PatternAssertion.textStart.rawValue }
        if after == nil { bits |= PatternAssertion.textEnd.rawValue }
        if before == nil || before == 0x0A { bits |= PatternAssertion.lineStart.rawValue }
        if after == nil || after == 0x0A { bits |= PatternAssertion.lineEnd.rawValue }
        let edge = before.map(isWord) ?? false != after.map(isWord) ?? false
        return bits | (edge ? PatternAssertion.wordEdge.rawValue : PatternAssertion.noWordEdge.rawValue)
    }
}
