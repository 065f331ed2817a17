/// Logarithm and exponential from additions, multiplications and divisions alone. IEEE 754 rounds those the same way on
/// every machine and in every build, while `libm` differs between versions; a replay must give the same bits.
package enum Nats {
    static let ln2 = 0.693_147_180_559_945_3
    /// 1/0!, 1/1!, … : the series of e^x.
    private static let reciprocalFactorials: InlineArray<14, Double> = [
        1, 1, 1 / 2, 1 / 6, 1 / 24, 1 / 120, 1 / 720, 1 / 5_040, 1 / 40_320, 1 / 362_880, 1 / 3_628_800,
        1 / 39_916_800, 1 / 479_001_600, 1 / 6_227_020_800,
    ]

    /// Natural logarithm; `x` is positive and finite. Error below 1e-12.
    package static func ln(_ x: Double) -> Double {
        precondition(x > 0 && x.isFinite, "ln takes a positive finite number")
        // Read off the bits: for `exponent` and `significand` the library is called.
        var (bits, exponent) = (x.bitPattern, -1_023.0)
        if bits < 1 << 52 {
            // A subnormal number.
            bits = (x * 0x1p54).bitPattern
            exponent -= 54
        }
        exponent += Double(bits >> 52)
        var mantissa = Double(bitPattern: bits & 0xF_FFFF_FFFF_FFFF | 0x3FF0_0000_0000_0000)
        if mantissa > 1.414_213_562_373_095 {
            mantissa /= 2
            exponent += 1
        }
        // ln m = 2 artanh((m - 1) / (m + 1)), |argument| <= 0.1716; artanh t = t + t^3/3 + t^5/5 + ...
        let t = (mantissa - 1) / (mantissa + 1)
        let square = t * t
        var sum = 1.0 / 17
        sum = sum * square + 1.0 / 15
        sum = sum * square + 1.0 / 13
        sum = sum * square + 1.0 / 11
        sum = sum * square + 1.0 / 9
        sum = sum * square + 1.0 / 7
        sum = sum * square + 1.0 / 5
        sum = sum * square + 1.0 / 3
        sum = sum * square + 1
        return exponent * ln2 + 2 * t * sum
    }

    /// e to the power of x. Saturates at ±700.
    package static func exp(_ x: Double) -> Double {
        let bounded = min(max(x, -700), 700)
        let halvings = (bounded / ln2).rounded()
        let rest = bounded - halvings * ln2
        var sum = reciprocalFactorials[13]
        var k = 12
        while k >= 0 {
            sum = sum * rest + reciprocalFactorials[k]
            k -= 1
        }
        return sum * Double(sign: .plus, exponent: Int(halvings), significand: 1)
    }

    /// What is left of 1 after `minutes` with the given half-life.
    package static func remaining(afterMinutes minutes: Int32, halfLife: Double) -> Double {
        minutes <= 0 ? 1 : exp(-ln2 * Double(minutes) / halfLife)
    }

    /// 1000 / (1 + e^-logOdds), rounded: the score of INTERFACES §2.
    package static func score(logOdds: Double) -> Int {
        Int((1000 / (1 + exp(-logOdds))).rounded())
    }
}

/// What is left of 1 after whole hours, looked up: nearly every payment lets something fade.
struct HourlyDecay: Sendable {
    private let table: [Double]
    private let halfLifeHours: Double

    init(halfLifeHours: Double) {
        self.halfLifeHours = halfLifeHours
        table = (0..<1_024).map { Nats.exp(-Nats.ln2 * Double($0) / halfLifeHours) }
    }

    func left(afterHours hours: Int32) -> Double {
        if hours <= 0 { return 1 }
        if Int(hours) < table.count { return table[Int(hours)] }
        return Nats.exp(-Nats.ln2 * Double(hours) / halfLifeHours)
    }
}

/// A curve through points, straight in between and flat outside: how most indicators turn a figure into a weight.
package struct Curve: Sendable {
    private let points: [(x: Double, y: Double)]

    /// - Precondition: `points` are in ascending order of x.
    package init(_ points: [(Double, Double)]) {
        precondition(!points.isEmpty, "a curve has points")
        self.points = points.map { (x: $0.0, y: $0.1) }
    }

    package subscript(x: Double) -> Double {
        var before = points[0]
        if x <= before.x { return before.y }
        for point in points.dropFirst() {
            if x <= point.x {
                return before.y + (point.y - before.y) * (x - before.x) / (point.x - before.x)
            }
            before = point
        }
        return before.y
    }
}
