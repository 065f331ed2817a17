public import WeirDomain

/// Entries for the index on their way there: three for each payment that was decided.
public struct IndexBatch: Sendable {
    var payments: [IndexEntry] = []
    var accounts: [IndexEntry] = []
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
    }

    public mutating func append(_ later: IndexBatch) {
        payments += later.payments
        accounts += later.accounts
    }

    public mutating func removeAll() {
        payments.removeAll(keepingCapacity: true)
        accounts.removeAll(keepingCapacity: true)
    }
}
