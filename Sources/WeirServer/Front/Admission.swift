/// How many payments of a loop may be at the desk at once; those beyond are refused at once, so that those taken in do
/// not wait for long.
///
/// No fixed number does: a fast disk and a quick desk bear hundreds, a slow one makes tens wait too long. So it goes by
/// the time that the desk takes: while that is near to what it takes at its best, the number rises as it is used up;
/// when it is several times that, the number falls.
package struct Admission {
    /// Never so few that a desk which others keep from the processor has nothing to do: fewer would not make it
    /// quicker.
    private static let range = 128.0...512.0
    /// As long as the desk answers within this, in microseconds, nothing is refused that there is room for.
    private static let alwaysGood: Int64 = 4_000
    /// How many times the best time is too long.
    private static let tooLong: Int64 = 3
    /// The best time is that of the last two spans of so many seconds.
    private static let span = 5

    private var number = 256.0
    private var best: (before: Int64, now: Int64) = (.max, .max)
    private var spanStart = 0
    private var isUsedUp = false

    package init() {}

    package var limit: Int { Int(number) }

    /// Somebody was refused.
    package mutating func noteFull() { isUsedUp = true }

    /// A batch has come back from the desk after this time.
    package mutating func note(microseconds: Int64, second: Int) {
        if second - spanStart >= Self.span {
            best = (best.now, .max)
            spanStart = second
        }
        best.now = min(best.now, max(microseconds, 1))
        let good = max(Self.alwaysGood, Self.tooLong * min(best.before, best.now))
        if microseconds > good {
            number = max(Self.range.lowerBound, number * 0.95)
        } else if isUsedUp {
            number = min(Self.range.upperBound, number + 2)
            isUsedUp = false
        }
    }
}
