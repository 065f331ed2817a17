/// An act upon an account or site, from the mildest to the hardest.
public enum MeasureKind: UInt8, CaseIterable, Sendable, BitwiseCopyable {
    case warnPayer
    case holdPayment
    case limitCollection
    case suspendTransfers
    /// For good: needs two people.
    case stopCollection
    case blockSite

    public var name: String {
        switch self {
        case .warnPayer: "warn_payer"
        case .holdPayment: "hold_payment"
        case .limitCollection: "limit_collection"
        case .suspendTransfers: "suspend_transfers"
        case .stopCollection: "stop_collection"
        case .blockSite: "block_site"
        }
    }

    public init?(name: String) {
        guard let kind = MeasureKind.allCases.first(where: { $0.name == name }) else { return nil }
        self = kind
    }

    /// Whether it can be ordered without a person: only what can be undone.
    public var mayBeAutomatic: Bool { self != .stopCollection && self != .blockSite }
}

/// The life of a measure: proposed → approved → ordered → confirmed by the rail → lifted | expired | failed.
///
/// A state machine as a value: each method answers with the next state, or with why the request is refused. It does
/// nothing by itself; whoever holds it carries out what it says.
public enum MeasureState: UInt8, CaseIterable, Sendable, BitwiseCopyable {
    case proposed
    case approved
    case ordered
    case confirmed
    case lifted
    case expired
    case failed

    public var name: String { "\(self)" }

    /// Whether payments are decided by it. In-line decisions enforce from the order on, whatever the rail does.
    public var isInForce: Bool { self == .ordered || self == .confirmed }

    public enum Event: UInt8, CaseIterable, Sendable {
        case approve, order, confirm, lift, expire, fail
    }

    /// The state after an event, or `nil` where the event is not possible in this state.
    public func after(_ event: Event) -> MeasureState? {
        switch (self, event) {
        case (.proposed, .approve): .approved
        case (.approved, .order): .ordered
        case (.ordered, .confirm): .confirmed
        case (.ordered, .fail): .failed
        case (.ordered, .lift), (.confirmed, .lift): .lifted
        case (.proposed, .expire), (.approved, .expire), (.ordered, .expire), (.confirmed, .expire): .expired
        case (.proposed, _), (.approved, _), (.ordered, _), (.confirmed, _), (.lifted, _), (.expired, _), (.failed, _):
            nil
        }
    }
}

/// A measure with its ground.
public struct Measure: Hashable, Sendable {
    /// Number in order of creation, from 1.
    public var number: Int
    public var kind: MeasureKind
    public var account: String
    public var state: MeasureState
    public var typology: Typology?
    public var at: Instant
    /// The payment that brought it about, by sequence number; 0 when a person asked for it.
    public var sequence: UInt64
    /// Who: `weir` for an automatic measure, otherwise a person.
    public var by: String
    public var ground: String

    public init(
        number: Int, kind: MeasureKind, account: String, state: MeasureState, typology: Typology?, at: Instant,
        sequence: UInt64, by: String, ground: String
    ) {
        self.number = number
        self.kind = kind
        self.account = account
        self.state = state
        self.typology = typology
        self.at = at
        self.sequence = sequence
        self.by = by
        self.ground = ground
    }
}
