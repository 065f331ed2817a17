/// Whether a line goes its own way: it lies within the band of the coin's board, and yet its price moves by itself.
///
/// A dealer's prices follow the board, give or take a margin, a rounding, an amount that was moved: what is left of
/// them jumps to and fro from one deal to the next. Eggs or stamps that happen to cost what a coin costs go up for days
/// and down for days: from one deal to the next little changes, and all together much does. The variance against half
/// the mean squared step tells them (von Neumann 1941: the ratio is 1 for what jumps at random), with the latest some
/// thirty deals remembered.
package struct Wander: BitwiseCopyable {
    private var mean: Float = 0
    private var variance: Float = 0
    /// Half the mean squared difference from one to the next.
    private var steps: Float = 0
    private var last: Float = 0
    private var seen: UInt16 = 0

    private static let remembered: Float = 1.0 / 32
    /// Deals from which it can be told; how wide they lie, as a standard deviation; and how much wider than their steps
    /// are long [S].
    private static let least: UInt16 = 12
    private static let width: Float = 0.004
    private static let ratio: Float = 2

    package init() {}

    /// - Parameters:
    ///   - offset: deviation of a deal's price from the board's, over the board's.
    ///   - before: deals before it.
    package mutating func take(_ offset: Double, seen before: Int) {
        let x = Float(offset)
        if before > 0 {
            let weight = max(1 / Float(before + 1), Self.remembered)
            let distance = x - mean
            mean += weight * distance
            variance = (1 - weight) * (variance + weight * distance * distance)
            let step = (x - last) * (x - last) / 2
            steps += max(1 / Float(before), Self.remembered) * (step - steps)
        } else {
            (mean, variance, steps) = (x, 0, 0)
        }
        last = x
        if seen < .max { seen += 1 }
    }

    package var isOwn: Bool {
        seen >= Self.least && variance >= Self.width * Self.width && variance >= Self.ratio * steps
    }

    func hash(into hasher: inout StateHasher) {
        hasher.take(variance)
        hasher.take(steps)
    }
}
