public import WeirDomain

/// What the engine says is to be done after one input. It does none of it itself.
public struct Effects: Sendable {
    public var verdict = Verdict.none
    public var alerts: [Alert] = []
    public var measures: [Measure] = []

    public init() {}

    public mutating func reset() {
        verdict = .none
        if !alerts.isEmpty { alerts.removeAll() }
        if !measures.isEmpty { measures.removeAll() }
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
