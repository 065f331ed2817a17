public import WeirDomain

/// How one typology is weighed: the indicators' parameters and the lines, as a rule set may set them.
///
/// For each indicator a stair of nats: `nats[i]` counts from `edges[i - 1]` on, `nats[0]` below the first edge.
public struct TypologyTable: Hashable, Sendable {
    public struct Stair: Hashable, Sendable {
        /// What is read off the account, such as `quick_share`.
        public var indicator: String
        public var kind: EvidenceKind
        /// Of the account's own doing, and not only of what others send it.
        public var isOwn: Bool
        public var edges: [Float]
        public var nats: [Float]
        /// Where the indicator is not known.
        public var unknown: Float

        public init(
            indicator: String, kind: EvidenceKind, isOwn: Bool, edges: [Float], nats: [Float], unknown: Float
        ) {
            self.indicator = indicator
            self.kind = kind
            self.isOwn = isOwn
            self.edges = edges
            self.nats = nats
            self.unknown = unknown
        }
    }

    public var typology: Typology
    /// Log-odds of the average honest account.
    public var base: Float
    /// Log-odds from which an alert is raised, the payment held, the account's transfers suspended.
    public var alert: Float
    public var hold: Float
    public var measure: Float
    /// Nats of one kind of evidence count up to here.
    public var cap: Float
    public var stairs: [Stair]

    public init(
        typology: Typology, base: Float, alert: Float, hold: Float, measure: Float, cap: Float, stairs: [Stair]
    ) {
        self.typology = typology
        self.base = base
        self.alert = alert
        self.hold = hold
        self.measure = measure
        self.cap = cap
        self.stairs = stairs
    }
}

/// What is wrong with a table, and which of its numbers.
public struct TypologyFlaw: Error, Hashable, Sendable {
    /// The table's place in the set; the stair's in the table, where it is one's.
    public var table: Int
    public var stair: Int?
    /// The field's name in the file: `edges`, `lines`.
    public var field: String
    public var message: String
    public var hint: String?
}
