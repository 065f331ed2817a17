public import WeirDomain

/// What accounts use, and share where they are in one hand.
public enum SharedThing: UInt8, CaseIterable, Sendable {
    case device, card

    public var name: String { "\(self)" }
}

/// Entries for the index on their way there: three for each payment that was decided, and one for each device and card
/// that it names.
public struct IndexBatch: Sendable {
    var payments: [IndexEntry] = []
    var accounts: [IndexEntry] = []
    /// Under the upper half of a thing's hash and the lower one of the account's that used it: accounts of one thing
    /// stand together, and each one's payments.
    var ties: [IndexEntry] = []
    private let hash: Hash64

    /// - Parameter seed: the journal's id.
    public init(seed: UInt64) { hash = Hash64(seed: IndexBatch.seed(seed)) }

    static func seed(_ journal: UInt64) -> UInt64 { journal ^ 0x494E_4458 }

    /// Payments in it.
    public var count: Int { payments.count }

    /// Adds a payment that was decided. Sequences rise.
    /// - Parameter hasRow: whether the database gets a row for it, as for everything but plain allows.
    public mutating func add(_ payment: borrowing PaymentView, sequence: UInt64, hasRow: Bool) {
        let value = IndexEntry(hash: 0, sequence: sequence, hasRow: hasRow).value
        payments.append(IndexEntry(hash: hash(payment.id), value: value))
        let (payer, payee) = (hash(payment.payer), hash(payment.payee))
        accounts.append(IndexEntry(hash: payer, value: value))
        if payee != payer { accounts.append(IndexEntry(hash: payee, value: value)) }
        tie(payment[.payerDevice], .device, payer, value)
        tie(payment[.payeeDevice], .device, payee, value)
        guard payment[.extra].byteCount > 0 else { return }
        tie(payment.card(ofPayer: true), .card, payer, value)
        tie(payment.card(ofPayer: false), .card, payee, value)
    }

    private mutating func tie(_ thing: RawSpan, _ kind: SharedThing, _ account: UInt64, _ value: UInt64) {
        guard thing.byteCount > 0 else { return }
        let entry = IndexEntry(hash: Self.upper(hash(thing), kind) | account & 0xFFFF_FFFF, value: value)
        // Whoever pays himself uses it once.
        if ties.last != entry { ties.append(entry) }
    }

    /// The upper half of what a thing is found by.
    static func upper(_ hash: UInt64, _ kind: SharedThing) -> UInt64 {
        (hash ^ (UInt64(kind.rawValue) &* 0x9E37_79B9_7F4A_7C15)) & ~0xFFFF_FFFF
    }

    public mutating func append(_ later: IndexBatch) {
        payments += later.payments
        accounts += later.accounts
        ties += later.ties
    }

    public mutating func removeAll() {
        payments.removeAll(keepingCapacity: true)
        accounts.removeAll(keepingCapacity: true)
        ties.removeAll(keepingCapacity: true)
    }
}
