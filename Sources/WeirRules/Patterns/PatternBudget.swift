import WeirDomain

/// The work that compiling the patterns of one expression may still take, in units of some 10 ns.
struct PatternBudget {
    private(set) var left: Int
    /// For tables there is as much again. Where it is used up patterns are matched without, which is no error.
    private(set) var leftForTables: Int

    /// What a pattern takes at the least.
    static let base = 1_000
    /// How many units a step of an evaluation stands for.
    static let unitsOfStep = 8

    init(_ units: Int = Limits.patternWork) {
        left = units
        leftForTables = units
    }

    var isSpent: Bool { left < 0 }

    mutating func begin(_ text: String) throws(PatternError) {
        guard text.utf8.count <= Limits.patternBytes else {
            throw PatternError(message: "the pattern is longer than \(Limits.patternBytes) bytes", offset: 0)
        }
        try spend(Self.base + text.utf8.count * 8)
    }

    mutating func spend(_ units: Int) throws(PatternError) {
        guard left >= 0 else { throw Self.exceeded }
        left -= units
        if left < 0 { throw Self.exceeded }
    }

    mutating func spendOnTable(_ units: Int) { leftForTables -= units }

    private static let exceeded = PatternError(
        message: "the patterns of one expression take more than \(Limits.patternWork) units of work to compile",
        hint: "a pattern takes units for its characters, the ranges of its classes and what its repetitions write out",
        offset: 0)
}
