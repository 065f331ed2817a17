/// A compiled regular expression. Matching takes time in proportion to the text's length, whatever the pattern.
struct Pattern: Sendable {
    private let states: [PatternState]
    private let sets: [ScalarSet]
    private let start: Int32
    private let table: PatternTable?

    /// With `makesTable`, patterns that stay small become a table with one look-up for each character.
    init(_ text: String, makesTable: Bool) throws(PatternError) {
        let program = try PatternProgram(PatternParser.parse(text))
        states = program.states
        sets = program.sets
        start = program.start
        table = makesTable ? PatternTable(program) : nil
    }

    var size: Int { states.count }

    /// The steps of the budget that matching a text takes.
    func cost(of text: String) -> Int {
        table != nil ? text.utf8.count >> 4 : (text.utf8.count + 1) * (states.count + 4) >> 3
    }

    /// Whether the pattern matches anywhere in the text.
    func matches(_ text: String) -> Bool {
        if let table { return table.matches(text) }
        var walk = PatternWalk(states: states, sets: sets)
        var iterator = text.unicodeScalars.makeIterator()
        var previous: UInt32?
        var current = iterator.next()?.value
        while true {
            walk.enter(start, PatternWalk.context(previous, current))
            if walk.isMatch { return true }
            guard let scalar = current else { return false }
            walk.step(over: scalar)
            previous = scalar
            current = iterator.next()?.value
        }
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
    private var entered: [Int]
    private var stepNumber = 0
    private var stack: [Int32] = []
    /// States that have been visited, in all.
    private(set) var work = 0

    init(states: [PatternState], sets: [ScalarSet]) {
        self.states = states
        self.sets = sets
        entered = Array(repeating: -1, count: states.count)
    }

    mutating func seed(_ states: [Int32]) { seeds = states }

    /// Enters the seeds and the start, and all that is reached from there without a character.
    mutating func enter(_ start: Int32?, _ context: UInt8) {
        waiting.removeAll(keepingCapacity: true)
        isMatch = false
        stepNumber += 1
        stack = seeds
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
            if case .set(let set, let next) = states[Int(place)], sets[Int(set)].contains(scalar) {
                seeds.append(next)
            }
        }
        work += waiting.count
    }

    /// The assertions that hold between two characters; nil is the edge of the text.
    static func context(_ before: UInt32?, _ after: UInt32?) -> UInt8 {
        var bits: UInt8 = 0
        if before == nil { bits |= PatternAssertion.textStart.rawValue }
        if after == nil { bits |= PatternAssertion.textEnd.rawValue }
        if before == nil || before == 0x0A { bits |= PatternAssertion.lineStart.rawValue }
        if after == nil || after == 0x0A { bits |= PatternAssertion.lineEnd.rawValue }
        let edge = before.map(PatternClass.word.contains) ?? false != after.map(PatternClass.word.contains) ?? false
        return bits | (edge ? PatternAssertion.wordEdge.rawValue : PatternAssertion.noWordEdge.rawValue)
    }
}
