/// What reading the slots of a vector costs, for those that are read when they are needed.
public struct SlotReading: Sendable {
    /// By slot: the number of what it is read together with; -1 for what is always there.
    public var steps: [Int]
    /// By step: roughly how many machine instructions reading takes.
    public var costs: [Int]
    /// Slots with a whole number that is never greater than that in another, cheaper slot, which always has a value.
    public var bounds: [Int: Int]

    public init(steps: [Int], costs: [Int], bounds: [Int: Int] = [:]) {
        self.steps = steps
        self.costs = costs
        self.bounds = bounds
    }

    /// Everything is there.
    public static func none(count: Int) -> SlotReading {
        SlotReading(steps: Array(repeating: -1, count: count), costs: [])
    }
}

/// Learns on some of the payments how often simple conditions hold, so that those that tell most for least come first.
struct ConditionLearner {
    let set: ConditionSet
    let reading: SlotReading
    /// Every simple condition once, and those by which others are bounded.
    private(set) var conjuncts: [Conjunct] = []
    /// By rule: the places of its own simple conditions.
    private(set) var own: [[Int]] = []
    /// By condition: the place of what must hold if it does, and is cheaper to read.
    private(set) var bounds: [Int?] = []
    private var held: [Int] = []
    private(set) var samples = 0
    private var untilSample = 4

    /// Payments between two samples, at first and later.
    private static let often = 16
    private static let seldom = 1_024
    private static let many = 128

    init(_ set: ConditionSet, _ reading: SlotReading) {
        self.set = set
        self.reading = reading
        var places: [Conjunct: Int] = [:]
        for conjunction in set.conjunctions {
            own.append(conjunction.simple.map { add($0, &places) })
        }
        for place in 0..<conjuncts.count {
            let bound = bound(of: conjuncts[place]).map { add($0, &places) }
            bounds[place] = bound
        }
        held = Array(repeating: 0, count: conjuncts.count)
    }

    private mutating func add(_ conjunct: Conjunct, _ places: inout [Conjunct: Int]) -> Int {
        if let known = places[conjunct] { return known }
        places[conjunct] = conjuncts.count
        conjuncts.append(conjunct)
        bounds.append(nil)
        return conjuncts.count - 1
    }

    private func bound(of conjunct: Conjunct) -> Conjunct? {
        guard conjunct.kind == .int, let slot = reading.bounds[Int(conjunct.slot)] else { return nil }
        var bound = conjunct
        bound.slot = Int32(slot)
        switch Comparison(orders: conjunct.orders) {
        case .greater: break
        case .greaterEqual, .equal: bound.orders = Comparison.greaterEqual.orders
        default: return nil
        }
        return bound
    }

    func step(_ place: Int) -> Int { reading.steps[Int(conjuncts[place].slot)] }

    /// How often the condition held; a guess as long as nothing is known.
    func share(_ place: Int) -> Double {
        let conjunct = conjuncts[place]
        let guess = conjunct.kind == .bool ? 0.5 : Comparison(orders: conjunct.orders) == .equal ? 0.1 : 0.3
        return (Double(held[place]) + 4 * guess) / (Double(samples) + 4)
    }

    // MARK: Samples

    /// Whether the payment at hand is one to learn from.
    var isSampling: Bool { untilSample == 0 }

    mutating func pass() { untilSample -= 1 }

    mutating func note(_ place: Int, holds: Bool) { held[place] += holds ? 1 : 0 }

    /// Whether enough has been learnt to arrange the conditions anew.
    mutating func endSample() -> Bool {
        samples += 1
        untilSample = (samples < Self.many ? Self.often : Self.seldom) - 1
        // What was long ago counts half.
        if samples == 2 * Self.many {
            samples /= 2
            for place in held.indices { held[place] /= 2 }
            return true
        }
        return samples == 8 || samples == 32 || samples == Self.many
    }
}
