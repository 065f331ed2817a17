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

    /// How many different people must stand behind it.
    public var signatures: Int { mayBeAutomatic ? 1 : 2 }

    /// The longest that it lasts without being renewed, in seconds; `nil` for what is meant to last.
    public var longestSeconds: Int64? {
        switch self {
        case .warnPayer, .limitCollection, .suspendTransfers: Limits.interimSeconds
        case .holdPayment: Limits.holdSeconds
        case .stopCollection, .blockSite: nil
        }
    }

    /// Whether the holder was told of it under every version: whatever takes something away from an account. From
    /// acts-8 on holders are told of all kinds.
    public var isNotified: Bool { self != .warnPayer && self != .blockSite }
}

/// The life of a measure: proposed → approved → ordered → confirmed by the rail, or failed there → lifted | expired. A
/// proposal may also be refused, or withdrawn by whoever made it.
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
    /// The rail said that it cannot be done. Payments go on being decided by it: whoever answers for the rail takes
    /// nothing back that people have signed.
    case failed
    /// Somebody said no to the proposal.
    case refused
    /// Whoever proposed it has taken the proposal back.
    case withdrawn

    public var name: String { Self.names[Int(rawValue)] }
    private static let names = allCases.map { "\($0)" }

    /// Whether payments are decided by it. In-line decisions enforce from the order on, whatever the rail does.
    public var isInForce: Bool { self == .ordered || self == .confirmed || self == .failed }

    /// Whether nothing can come of it any more.
    public var isEnded: Bool { [.lifted, .expired, .refused, .withdrawn].contains(self) }

    public enum Event: UInt8, CaseIterable, Sendable {
        case approve, order, confirm, lift, expire, fail, refuse, withdraw
    }

    /// The state after an event, or `nil` where the event is not possible in this state.
    public func after(_ event: Event) -> MeasureState? {
        switch (self, event) {
        case (.proposed, .approve): .approved
        case (.proposed, .refuse): .refused
        case (.proposed, .withdraw): .withdrawn
        case (.approved, .order), (.failed, .order): .ordered
        case (.ordered, .confirm): .confirmed
        case (.ordered, .fail): .failed
        case (.ordered, .lift), (.confirmed, .lift), (.failed, .lift): .lifted
        case (.proposed, .expire), (.approved, .expire), (.ordered, .expire), (.confirmed, .expire),
            (.failed, .expire):
            .expired
        case (.proposed, _), (.approved, _), (.ordered, _), (.confirmed, _), (.lifted, _), (.expired, _),
            (.failed, _), (.refused, _), (.withdrawn, _):
            nil
        }
    }
}

/// What the rail is to do about a measure. Every order of a measure has a higher version than the one before, so that
/// an old message that arrives late can be told from a new one.
public struct RailOrder: Hashable, Sendable, BitwiseCopyable {
    public enum Action: UInt8, CaseIterable, Sendable, BitwiseCopyable {
        /// Put the measure in force.
        case impose
        /// Take it back; a held payment goes on its way.
        case release
        /// A held payment goes back to the payer.
        case decline

        public var name: String { "\(self)" }
    }

    public enum State: UInt8, CaseIterable, Sendable, BitwiseCopyable {
        /// The rail has not answered yet.
        case open
        case done
        case refused

        public var name: String { "\(self)" }
    }

    public var version: Int32
    public var action: Action
    public var state: State
    public var at: Instant

    public init(version: Int32, action: Action, state: State = .open, at: Instant) {
        self.version = version
        self.action = action
        self.state = state
        self.at = at
    }
}

/// What became of a held payment.
public enum HoldOutcome: UInt8, CaseIterable, Sendable, BitwiseCopyable {
    case pending, released, declined

    public var name: String { "\(self)" }
}

/// Money that did not move because of a measure.
public struct StoppedMoney: Hashable, Sendable {
    /// Payments that were declined.
    public private(set) var payments = 0
    /// In minor units. Whoever shows it puts the currencies in order.
    public private(set) var sums: [Currency: Int64] = [:]

    public init() {}

    public init(payments: Int, sums: [Currency: Int64]) {
        self.payments = payments
        self.sums = sums
    }

    public mutating func add(_ amount: Amount, _ currency: Currency) {
        payments += 1
        let (sum, isTooMuch) = sums[currency, default: 0].addingReportingOverflow(amount.minor)
        sums[currency] = isTooMuch ? .max : sum
    }
}

/// A measure with its ground.
public struct Measure: Hashable, Sendable {
    /// Somebody who stands behind a measure.
    public struct Signature: Hashable, Sendable {
        public var by: String
        public var at: Instant

        public init(by: String, at: Instant) {
            self.by = by
            self.at = at
        }
    }

    /// Number in order of creation, from 1.
    public var number: Int
    public var kind: MeasureKind
    /// The account that it is taken on; the host name for `block_site`.
    public var account: String
    public var state: MeasureState
    public var typology: Typology?
    public var at: Instant
    /// The payment that brought it about, by sequence number; 0 when a person asked for it.
    public var sequence: UInt64
    /// Who: `weir` for an automatic measure, otherwise a person.
    public var by: String
    public var ground: String
    /// The same with what rules gave as their reasons in Chinese; empty where no rule did. People and the engine write
    /// down one text.
    public var groundChinese = ""
    /// The kinds of evidence that an automatic measure rests on; empty for what people, lists and rules have brought
    /// about, and in journals of versions before.
    public var kinds: EvidenceKinds = []
    /// The facts that it rests on as the holder is told them, in the words of whoever proposed it; empty where people
    /// wrote none.
    public var statement = ""
    /// The law or contract that it rests on.
    public var basis = ""
    /// The rules that were in force.
    public var rules = ""
    /// The lists that were in force, with their versions: `exchanges 3, suspects 12`.
    public var lists = ""
    /// Of an authority's order: `debit`, `credit` or `both`; of a list's entry `list NAME`; empty for other measures.
    public var scope = ""
    /// When it ends by itself; `nil` for one that lasts.
    public var until: Instant?
    /// Who signed, the proposer first where they may sign.
    public var signatures: [Signature] = []
    /// Who put the lists in force that held a payment, where no account's own evidence did.
    public var listedBy: [String] = []
    /// An authority whose signed order stands for one of two people.
    public var authority = ""
    /// The SHA-256 of that order: it serves once.
    public var orderHash = ""
    /// What may be collected a day, for `limit_collection`; what an authority's order secures.
    public var quota = Amount(minor: 0)
    public var currency = Currency(packed: 0)
    /// The held payment's id, for `hold_payment`.
    public var payment = ""
    public var outcome = HoldOutcome.pending
    /// The latest order to the rail.
    public var order: RailOrder?
    /// When the rail said that it is in force there; `nil` while it has not.
    public var confirmedAt: Instant?
    /// Who ended it, when and why.
    public var endedBy = ""
    public var endedAt: Instant?
    public var endReason = ""

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

    public var isAutomatic: Bool { by == Measure.weir }

    /// A suspension that the engine has ordered, or put before people, on what it has found about the account itself.
    public var isEnginesFinding: Bool { isAutomatic && kind == .suspendTransfers && !kinds.isEmpty }

    /// Taken because an authority ordered it: payments are decided by the order itself.
    public var isAuthoritysOrder: Bool { !authority.isEmpty && by == authority && orderHash.isEmpty }

    /// The list whose entry stops the account: payments are decided by the list itself. Empty for other measures.
    public var list: String { scope.hasPrefix(Self.ofList) ? String(scope.dropFirst(Self.ofList.count)) : "" }

    /// What the scope of such a measure begins with.
    public static let ofList = "list "

    /// Who takes automatic measures.
    public static let weir = "weir"

    /// Everybody who took something from the holder by it: who proposed, signed or renewed it, who put the list in
    /// force that held the payment, and who declined it.
    public var imposers: [String] {
        ([by] + signatures.map(\.by) + listedBy + (outcome == .declined ? [endedBy] : []))
            .filter { $0 != Measure.weir }
    }

    /// Whether somebody took part in imposing it, and so may not decide an appeal against it.
    public func wasImposed(by person: String) -> Bool { imposers.contains(person) }
}
