import Foundation

extension SplitMix {
    /// The logarithm is normal: by the sum of twelve uniform draws.
    mutating func logNormal(median: Double, sigma: Double) -> Double {
        var sum = -6.0
        for _ in 0..<12 { sum += unit() }
        return (median * exp(sigma * sum)).rounded()
    }

    /// 1 … limit, the logarithm uniform.
    mutating func power(of limit: Double) -> Double { exp(unit() * log(limit)) }
}
