import WeirDomain

/// A pattern as a deterministic automaton: characters fall into classes, and state and class give the next state.
struct PatternTable: Sendable {
    private let classes: ScalarClasses
    private let next: [UInt16]
    /// For each state, whether it is a match, and whether it is one where the text ends.
    private let isMatch: [Bool]
    private let isMatchAtEnd: [Bool]
    /// States visited while building: beyond this the pattern is not worth a table. Some 30 ms.
    private static let greatestWork = 200_000

    /// Nil when the pattern looks at words' or lines' edges, or when the table would grow too large.
    init?(_ program: PatternProgram) {
        let allowed = PatternAssertion.textStart.rawValue | PatternAssertion.textEnd.rawValue
        guard program.assertions & ~allowed == 0, program.states.count <= 2_000 else { return nil }
        guard let classes = ScalarClasses(program.sets) else { return nil }
        var builder = Builder(program: program)
        _ = builder.state(seeds: [], isStart: true)
        var next: [UInt16] = []
        var done = 0
        while done < builder.found.count {
            guard builder.found.count <= Limits.patternTableStates else { return nil }
            let waiting = builder.found[done]
            for example in classes.examples {
                guard builder.work + builder.walk.work <= Self.greatestWork else { return nil }
                let target: UInt16
                if builder.isMatch[done] {
                    target = UInt16(done)
                } else {
                    let seeds = builder.successors(of: waiting, over: example)
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
        for scalar in text.unicodeScalars {
            state = Int(next[state * classes.count + classes[scalar.value]])
            if isMatch[state] { return true }
        }
        return isMatchAtEnd[state]
    }

    /// Finds the sets of states that occur together.
    private struct Builder {
        let program: PatternProgram
        var walk: PatternWalk
        var numbers: [[Int32]: UInt16] = [:]
        var found: [[Int32]] = []
        /// States looked at for their successors, in all.
        var work = 0
        var isMatch: [Bool] = []
        var isMatchAtEnd: [Bool] = []

        init(program: PatternProgram) {
            self.program = program
            walk = PatternWalk(states: program.states, sets: program.sets)
        }

        mutating func state(seeds: [Int32], isStart: Bool) -> UInt16 {
            // A match may start anywhere, so the start is entered at every place.
            let context = isStart ? PatternAssertion.textStart.rawValue : 0
            walk.seed(seeds)
            walk.enter(program.start, context | PatternAssertion.textEnd.rawValue)
            let atEnd = walk.isMatch
            walk.enter(program.start, context)
            let key = walk.waiting.sorted() + [walk.isMatch ? -1 : 0, atEnd ? -1 : 0]
            if let known = numbers[key] { return known }
            let number = UInt16(found.count)
            numbers[key] = number
            found.append(walk.waiting)
            isMatch.append(walk.isMatch)
            isMatchAtEnd.append(atEnd)
            return number
        }

        mutating func successors(of waiting: [Int32], over scalar: UInt32) -> [Int32] {
            var seeds: Set<Int32> = []
            work += waiting.count
            for place in waiting {
                if case .set(let set, let next) = program.states[Int(place)],
                    program.sets[Int(set)].contains(scalar)
                {
                    seeds.insert(next)
                }
            }
            return seeds.sorted()
        }
    }
}

/// Characters that no set of a pattern tells apart, as numbered classes.
struct ScalarClasses: Sendable {
    /// For each class, a character of it.
    private(set) var examples: [UInt32] = []
    private var ascii: [UInt8]
    /// Where ranges of characters of one class begin, and their classes.
    private var starts: [UInt32] = []
    private var classOfRange: [UInt8] = []

    var count: Int { examples.count }

    /// Nil when there are more than 255 classes.
    init?(_ sets: [ScalarSet]) {
        var changes: [UInt32: [Int]] = [0: []]
        for (number, set) in sets.enumerated() {
            for range in set.ranges {
                changes[range.lowerBound, default: []].append(number)
                if range.upperBound < ScalarSet.greatest { changes[range.upperBound + 1, default: []].append(number) }
            }
            guard changes.count <= 8_192 else { return nil }
        }
        // A class is the set of sets that its characters are in; two sums of random numbers stand for it.
        var mixer = Mixer()
        let marks = sets.map { _ in Mark(a: mixer.next(), b: mixer.next()) }
        var numbers: [Mark: UInt8] = [:]
        var current = Mark(a: 0, b: 0)
        for place in changes.keys.sorted() {
            for number in changes[place] ?? [] {
                current.a ^= marks[number].a
                current.b ^= marks[number].b
            }
            if numbers[current] == nil {
                guard examples.count < 255 else { return nil }
                numbers[current] = UInt8(examples.count)
                examples.append(place)
            }
            starts.append(place)
            classOfRange.append(numbers[current] ?? 0)
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
