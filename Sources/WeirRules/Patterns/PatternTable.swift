import WeirDomain

/// A pattern as a deterministic automaton: characters fall into classes, and state and class give the next state.
struct PatternTable: Sendable {
    private let classes: ScalarClasses
    private let next: [UInt16]
    /// For each state, whether it is a match, and whether it is one where the text ends.
    private let isMatch: [Bool]
    private let isMatchAtEnd: [Bool]

    /// Nil when the pattern looks at words' or lines' edges, when the table would grow too large, or when making it
    /// takes more work than is left.
    init?(_ program: PatternProgram, _ budget: inout PatternBudget) {
        let allowed = PatternAssertion.textStart.rawValue | PatternAssertion.textEnd.rawValue
        guard program.assertions & ~allowed == 0, program.states.count <= 2_000 else { return nil }
        let greatest = min(budget.leftForTables, Limits.patternTableWork)
        let sorting = 200 + program.sets.reduce(0) { $0 + 10 + $1.ranges.count * 20 }
        guard sorting < greatest else { return nil }
        budget.spendOnTable(sorting)
        guard let classes = ScalarClasses(program.sets) else { return nil }
        var builder = Builder(program: program, classes: classes)
        defer { budget.spendOnTable(builder.effort) }
        _ = builder.state(seeds: [], isStart: true)
        var next: [UInt16] = []
        var done = 0
        while done < builder.found.count {
            guard builder.found.count <= Limits.patternTableStates else { return nil }
            let waiting = builder.found[done]
            for number in 0..<classes.count {
                guard sorting + builder.effort < greatest else { return nil }
                let target: UInt16
                if builder.isMatch[done] {
                    target = UInt16(done)
                } else {
                    let seeds = builder.successors(of: waiting, over: number)
                    target = builder.state(seeds: seeds, isStart: false)
                }
                next.append(target)
            }
            done += 1
        }
        self.classes = classes
        self.next = next
        isMatch = builder.isMatch
        isMatchAtEnd = builder.isMatchAtEnd
    }

    func matches(_ text: String) -> Bool {
        var state = 0
        if isMatch[0] { return true }
        let bytes = text.utf8Span.span
        var at = 0
        while at < bytes.count {
            state = Int(next[state * classes.count + classes[bytes.scalar(&at)]])
            if isMatch[state] { return true }
        }
        return isMatchAtEnd[state]
    }

    /// Finds the sets of states that occur together.
    private struct Builder {
        let program: PatternProgram
        let classes: ScalarClasses
        /// Whether the end of the text makes a difference.
        let looksAtEnd: Bool
        var walk: PatternWalk
        /// Sets of states, as bits, by their numbers.
        var numbers: [[UInt64]: UInt16] = [:]
        var found: [[Int32]] = []
        /// Work beside that of the walk.
        private var work = 0
        var isMatch: [Bool] = []
        var isMatchAtEnd: [Bool] = []

        init(program: PatternProgram, classes: ScalarClasses) {
            self.program = program
            self.classes = classes
            looksAtEnd = program.assertions & PatternAssertion.textEnd.rawValue != 0
            walk = PatternWalk(states: program.states, sets: program.sets)
        }

        var effort: Int { work + walk.work }

        mutating func state(seeds: [Int32], isStart: Bool) -> UInt16 {
            // A match may start anywhere, so the start is entered at every place.
            let context = isStart ? PatternAssertion.textStart.rawValue : 0
            walk.seed(seeds)
            var atEnd = false
            if looksAtEnd {
                walk.enter(program.start, context | PatternAssertion.textEnd.rawValue)
                atEnd = walk.isMatch
            }
            walk.enter(program.start, context)
            atEnd = atEnd || walk.isMatch
            let places = program.states.count
            var key = [UInt64](repeating: 0, count: places >> 6 + 1)
            for place in walk.waiting { key[Int(place) >> 6] |= 1 << UInt64(place & 63) }
            // The first state is the match, which waits for nothing: its bits say whether there is one.
            key[0] |= walk.isMatch ? 1 : 0
            key.append(atEnd ? 1 : 0)
            work += 30 + key.count * 2 + walk.waiting.count
            if let known = numbers[key] { return known }
            let number = UInt16(found.count)
            numbers[key] = number
            found.append(walk.waiting)
            isMatch.append(walk.isMatch)
            isMatchAtEnd.append(atEnd)
            return number
        }

        mutating func successors(of waiting: [Int32], over number: Int) -> [Int32] {
            var seeds: [Int32] = []
            work += 5 + waiting.count
            for place in waiting {
                if case .set(let set, let next) = program.states[Int(place)], classes.isOf(number, set) {
                    seeds.append(next)
                }
            }
            return seeds
        }
    }
}

/// Characters that no set of a pattern tells apart, as numbered classes.
struct ScalarClasses: Sendable {
    /// For each class, the sets that its characters are in, as bits.
    private var members: [[UInt64]] = []
    private var ascii: [UInt8]
    /// Where ranges of characters of one class begin, and their classes.
    private var starts: [UInt32] = []
    private var classOfRange: [UInt8] = []

    var count: Int { members.count }

    /// Whether the characters of a class are in a set.
    func isOf(_ number: Int, _ set: Int32) -> Bool { members[number][Int(set) >> 6] >> UInt64(set & 63) & 1 != 0 }

    /// Nil when there are more than 255 classes.
    init?(_ sets: [ScalarSet]) {
        // Places where a set begins or ends, above the set's number.
        var changes: [UInt64] = []
        for (number, set) in sets.enumerated() {
            for range in set.ranges {
                changes.append(UInt64(range.lowerBound) << 32 | UInt64(number))
                if range.upperBound < ScalarSet.greatest {
                    changes.append(UInt64(range.upperBound + 1) << 32 | UInt64(number))
                }
            }
        }
        changes.sort()
        // A class is the set of sets that its characters are in; two sums of random numbers stand for it.
        var mixer = Mixer()
        let marks = sets.map { _ in Mark(a: mixer.next(), b: mixer.next()) }
        var numbers: [Mark: UInt8] = [:]
        var current = Mark(a: 0, b: 0)
        var bits = [UInt64](repeating: 0, count: sets.count >> 6 + 1)
        var at = 0
        var place: UInt32 = 0
        while true {
            while at < changes.count, changes[at] >> 32 == UInt64(place) {
                let number = Int(changes[at] & 0xFFFF_FFFF)
                current.a ^= marks[number].a
                current.b ^= marks[number].b
                bits[number >> 6] ^= 1 << UInt64(number & 63)
                at += 1
            }
            if numbers[current] == nil {
                guard members.count < 255 else { return nil }
                numbers[current] = UInt8(members.count)
                members.append(bits)
            }
            guard starts.count < 8_192 else { return nil }
            starts.append(place)
            classOfRange.append(numbers[current] ?? 0)
            guard at < changes.count else { break }
            place = UInt32(truncatingIfNeeded: changes[at] >> 32)
        }
        ascii = []
        ascii = (0..<128).map { UInt8(find(UInt32($0))) }
    }

    @inline(__always)
    subscript(scalar: UInt32) -> Int { scalar < 128 ? Int(ascii[Int(scalar)]) : find(scalar) }

    private func find(_ scalar: UInt32) -> Int {
        var low = 0
        var high = starts.count
        while low < high {
            let middle = (low + high) / 2
            if starts[middle] <= scalar { low = middle + 1 } else { high = middle }
        }
        return Int(classOfRange[low - 1])
    }

    private struct Mark: Hashable { var a, b: UInt64 }

    /// A fixed sequence of well-mixed numbers (SplitMix64).
    private struct Mixer {
        var state: UInt64 = 0x9E37_79B9_7F4A_7C15

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
    }
}
