public import WeirDomain

/// What the engine says is to be done after one input. It does none of it itself.
public struct Effects: Sendable {
    public var verdict = Verdict.none
    public var alerts: [Alert] = []
    /// Measures that have changed, as they stand now; one that changed twice stands twice.
    public var measures: [Measure] = []
    /// What decided: the built-in indicators, and the rule set where there is one.
    public internal(set) var rulesVersion = Engine.rulesVersion
    /// Tells whether `rulesVersion` is still the text of what decides.
    var rulesMark: UInt64 = 0
    /// What became of a request about rule sets.
    public internal(set) var ruleNews: RuleNews?
    /// Places of the rules that held, in the set that decided.
    public internal(set) var rules: [Int] = []
    /// What the set on trial would have decided, and which of its rules held.
    public internal(set) var trial: TrialOutcome?
    /// What has happened to measures, cases, notices and appeals, in order.
    public var acts: [Act] = []

    public init() {}

    /// One payment in the eyes of a set that only looks on.
    public struct TrialOutcome: Hashable, Sendable {
        public var outcome: Outcome
        public var rules: [Int]
        /// What was decided without it, or would have been where it decides for a share: lists and measures aside.
        public var own: Outcome?

        public init(outcome: Outcome, rules: [Int], own: Outcome? = nil) {
            self.outcome = outcome
            self.rules = rules
            self.own = own
        }
    }

    public mutating func reset() {
        verdict = .none
        resetAllButVerdict()
    }

    /// For who gives a verdict in any case.
    @inline(__always)
    mutating func resetAllButVerdict() {
        if !alerts.isEmpty { alerts.removeAll() }
        if !measures.isEmpty { measures.removeAll() }
        if !rules.isEmpty { rules.removeAll() }
        if ruleNews != nil { ruleNews = nil }
        if trial != nil { trial = nil }
        if !acts.isEmpty { acts.removeAll() }
    }
}

/// What became of one input.
public enum Verdict: Hashable, Sendable {
    /// Taken in; there was nothing to decide.
    case none
    case decided(Decision)
    /// The very payment that was decided under this sequence number.
    case duplicate(of: UInt64)
    /// A payment whose id another one bears, decided under this sequence number. Not decided.
    case conflict(with: UInt64)
    /// The bytes are none of this version's inputs, or a request that the state does not allow.
    case refused(String)
}
