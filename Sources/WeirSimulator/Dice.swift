/// What a stream of random numbers is for. Each stream is independent, so that a change in one part of the simulated
/// world (say, how traders evade) leaves the rest of it as it was.
enum Stream: UInt64 {
    case prices = 1
    case people, shops, menus, life, roles, dealing, running, address, numbers
}

/// A small generator of random numbers (xoshiro256**, seeded by SplitMix64; both by Vigna and Blackman): the same seed
/// gives the same numbers on every machine. Nothing here calls the C mathematics library, whose last digits differ.
struct Dice {
    private var a: UInt64
    private var b: UInt64
    private var c: UInt64
    private var d: UInt64

    init(_ seed: UInt64, _ stream: Stream, _ first: Int = 0, _ second: Int = 0) {
        var state = seed &* 0x2545_F491_4F6C_DD1D
        func mixed(_ add: UInt64) -> UInt64 {
            state = (state ^ add) &+ 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            state = z ^ (z >> 31)
            return state
        }
        // All of the name goes in before anything comes out: the first number would not know the second part otherwise.
        for part in [stream.rawValue, UInt64(truncatingIfNeeded: first), UInt64(truncatingIfNeeded: second)] {
            _ = mixed(part)
        }
        a = mixed(1)
        b = mixed(2)
        c = mixed(3)
        d = mixed(4)
    }

    mutating func next() -> UInt64 {
        let product = b &* 5
        let result = (product << 7 | product >> 57) &* 9
        let shifted = b << 17
        c ^= a
        d ^= b
        b ^= c
        a ^= d
        c ^= shifted
        d = d << 45 | d >> 19
        return result
    }

    /// A whole number from 0 up to, not including, `n`.
    mutating func below(_ n: Int) -> Int {
        Int(next().multipliedFullWidth(by: UInt64(max(n, 1))).high)
    }

    mutating func within(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + below(range.upperBound - range.lowerBound + 1)
    }

    /// From 0 up to, not including, 1.
    mutating func unit() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }

    mutating func between(_ low: Double, _ high: Double) -> Double { low + (high - low) * unit() }

    mutating func chance(_ probability: Double) -> Bool { unit() < probability }

    /// Nearly normal with mean 0 and deviation 1: the sum of twelve uniform numbers.
    mutating func bell() -> Double {
        var sum = 0.0
        for _ in 0..<12 { sum += unit() }
        return sum - 6
    }

    mutating func pick<T>(_ items: [T]) -> T { items[below(items.count)] }

    /// How often something happens that happens `mean` times on average (nearly Poisson).
    mutating func count(_ mean: Double) -> Int {
        let slots = Int(mean * 4) + 4
        let probability = mean / Double(slots)
        var n = 0
        for _ in 0..<slots where chance(probability) { n += 1 }
        return n
    }

    /// A value of a distribution given by equally likely steps between its entries, so that long tails need no formula.
    mutating func along(_ quantiles: [Int]) -> Int {
        let step = below(quantiles.count - 1)
        return within(quantiles[step]...quantiles[step + 1])
    }

    /// An index, as often as its weight says.
    mutating func weighted(_ weights: [Int]) -> Int {
        var total = 0
        for weight in weights { total += weight }
        var rest = below(total)
        for (index, weight) in weights.enumerated() {
            if rest < weight { return index }
            rest -= weight
        }
        return weights.count - 1
    }

    mutating func shuffle<T>(_ items: inout [T]) {
        guard items.count > 1 else { return }
        for i in stride(from: items.count - 1, to: 0, by: -1) { items.swapAt(i, below(i + 1)) }
    }
}
