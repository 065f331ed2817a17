public import WeirDomain

/// A decision as it is projected: enough to find it, and the exact bytes that were answered.
public struct DecisionRow: Sendable {
    public var sequence: UInt64
    public var paymentID: String
    public var at: Instant
    public var payer: String
    public var payee: String
    public var amount: Amount
    public var currency: Currency
    public var outcome: Outcome
    public var score: Int
    public var body: [UInt8]
    /// The payment's record.
    public var payment: [UInt8]

    public init(sequence: UInt64, payment: borrowing PaymentView, decision: Decision, body: [UInt8]) {
        self.sequence = sequence
        paymentID = payment.id.text
        at = payment.at
        payer = payment.payer.text
        payee = payment.payee.text
        amount = payment.amount
        currency = payment.currency
        outcome = decision.outcome
        score = decision.score
        self.body = body
        self.payment = payment.bytes.array
    }
}

/// An alert as it is projected: the body is the JSON object of INTERFACES §2.
public struct AlertRow: Sendable {
    public var number: Int
    public var account: String
    public var typology: String
    public var score: Int
    public var at: Instant
    public var sequence: UInt64
    public var suspends: Bool
    public var body: [UInt8]

    public init(
        number: Int, account: String, typology: String, score: Int, at: Instant, sequence: UInt64, suspends: Bool,
        body: [UInt8]
    ) {
        self.number = number
        self.account = account
        self.typology = typology
        self.score = score
        self.at = at
        self.sequence = sequence
        self.suspends = suspends
        self.body = body
    }
}

/// What follows from a stretch of the journal.
public struct ProjectionBatch: Sendable {
    public var decisions: [DecisionRow] = []
    public var alerts: [AlertRow] = []
    /// Measures as they stand after the stretch.
    public var measures: [Measure] = []
    /// The last sequence number of the stretch.
    public var through: UInt64 = 0

    public init() {}

    public var isEmpty: Bool { through == 0 }

    /// Takes a later batch in.
    public mutating func append(_ later: ProjectionBatch) {
        decisions += later.decisions
        alerts += later.alerts
        measures += later.measures
        through = max(through, later.through)
    }
}

/// What is in force in the database, for `/readyz` and the log.
public struct StoreFacts: Sendable {
    public var sqliteVersion: String
    public var journalMode: String
    /// 2 is FULL.
    public var synchronous: Int
    /// SQLite 3.7.0 to 3.51.2 can lose a WAL reset with several connections that write or checkpoint; Weir has one.
    public var hasWALResetBug: Bool
}

/// An API key: only its hash is stored.
public struct AccessKey: Sendable {
    public var name: String
    public var role: String
    public var hash: [UInt8]

    public init(name: String, role: String, hash: [UInt8]) {
        self.name = name
        self.role = role
        self.hash = hash
    }
}
