/// One condition by itself, for the same vector: what lets payments into a window.
/// Not to be copied by accident: it is asked for every payment.
public struct ConditionFilter: ~Copyable, Sendable {
    private let program: Program
    private let simple: [Conjunct]
    private let isSimple: Bool

    public init(_ program: Program) {
        self.program = program
        let conjunction = Conjunction(program, number: 0)
        simple = conjunction.simple
        isSimple = conjunction.others.isEmpty
    }

    /// Whether it holds; a condition without a value does not.
    public func holds(_ facts: borrowing FeatureVector) -> Bool {
        guard isSimple else { return (try? program.holds(with: facts)) ?? false }
        for conjunct in simple {
            switch conjunct.verdict(facts.cells) {
            case .yes: break
            case .no: return false
            case .open: return (try? program.holds(with: facts)) ?? false
            }
        }
        return true
    }
}
