public import WeirRuleSets

/// A compiled set that is live in one engine after the other, each from its beginning: for tests, of which a set of a
/// thousand rules has two thousand. What the set is made of is laid out once.
public struct RuleRehearsal: ~Copyable {
    private let compiled: CompiledRules
    private var seat: RuleSeat?

    /// - Precondition: the set has been read from files, where its tables were looked at, or `TypologyCheck` finds no
    ///   flaws.
    public init(_ compiled: CompiledRules) { self.compiled = compiled }

    /// An engine to which nothing has happened yet but that the set is live. The one before is gone.
    public mutating func engine() -> Engine {
        var engine = Engine(rehearsal: 1)
        seat = engine.rules.install(compiled, again: seat)
        engine.followTypologies()
        return engine
    }
}
