/// A deterministic generator (SplitMix64, Steele et al. 2014): the same seed gives the same life on every machine.
struct Random {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// An independent stream for one account or purpose.
    init(seed: UInt64, stream: UInt64) {
        var mixer = Random(seed: seed ^ stream &* 0x9E37_79B9_7F4A_7C15)
        state = mixer.next()
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// 0 ..< 1
    mutating func unit() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }

    /// 0 ..< bound
    mutating func below(_ bound: Int) -> Int { bound <= 1 ? 0 : Int(next() % UInt64(bound)) }

    mutating func within(_ range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.count) }

    mutating func within(_ range: ClosedRange<Double>) -> Double {
        range.lowerBound + (range.upperBound - range.lowerBound) * unit()
    }

    mutating func chance(_ p: Double) -> Bool { unit() < p }

    mutating func pick<T>(_ values: [T]) -> T {
        precondition(!values.isEmpty, "picking needs something to pick from")
        return values[below(values.count)]
    }

    /// Standard normal, as the sum of twelve uniforms less six: no library function, tails to six.
    mutating func normal() -> Double {
        var sum = -6.0
        for _ in 0..<12 { sum += unit() }
        return sum
    }

    /// Poisson by counting down a product; for small means.
    mutating func poisson(_ mean: Double) -> Int {
        guard mean > 0 else { return 0 }
        if mean > 20 { return max(0, Int((mean + normal() * mean.squareRoot()).rounded())) }
        // e^-mean by its series halved five times, then squared back.
        let x = -mean / 32
        var limit = 1 + x * (1 + x / 2 * (1 + x / 3 * (1 + x / 4)))
        for _ in 0..<5 { limit *= limit }
        var product = unit()
        var count = 0
        while product > limit {
            product *= unit()
            count += 1
        }
        return count
    }

    /// A heavy-tailed positive factor around 1: the product of uniform steps.
    mutating func spread(_ width: Double) -> Double {
        var factor = 1.0
        for _ in 0..<6 { factor *= 1 + width * (unit() - 0.5) }
        return factor
    }
}
