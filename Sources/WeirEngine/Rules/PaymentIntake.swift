import WeirDetection
public import WeirDomain

/// The two accounts of a payment by their numbers, in the order in which accounts come; 0 for a payment that has been
/// decided before, or one under an id that another payment bears.
public struct PaymentParties: Hashable, Sendable, BitwiseCopyable {
    public var payer: UInt32 = 0
    public var payee: UInt32 = 0

    public init() {}
}

/// Tells payments and accounts apart, ahead of whoever decides: which payments are new, and whose they are.
public struct PaymentIntake: ~Copyable {
    /// For its table of accounts.
    private var detector = Detector(seed: 0x4241_5245)
    private var seen = SeenPayments(seed: 0x4241_5245)
    private var sequence: UInt64 = 0

    public init() {}

    /// The same facts as whoever decides, in the same order, before any payment.
    public mutating func set(_ fact: AccountFact, at time: Instant) { detector.set(fact, at: time) }

    /// The parties of each payment of a batch. Payments from a time on are passed over.
    public mutating func take(_ batch: borrowing RecordBatch, until end: Instant?) -> [PaymentParties] {
        var all = Array(repeating: PaymentParties(), count: batch.count)
        ask(batch, 0)
        ask(batch, Detector.lookahead)
        detector.findRecords(some(of: batch, 0))
        for place in 0..<batch.count {
            detector.turn(to: place)
            if place % Detector.lookahead == 0 {
                detector.findRecords(some(of: batch, place + Detector.lookahead))
                ask(batch, place + 2 * Detector.lookahead)
            }
            let payment = batch[place]
            if let end, payment.at >= end { continue }
            sequence += 1
            guard seen.meet(payment, sequence: sequence) == .new else { continue }
            let (payer, payee) = detector.accounts(of: payment)
            (all[place].payer, all[place].payee) = (payer.raw, payee.raw)
        }
        return all
    }

    private func some(of batch: borrowing RecordBatch, _ first: Int) -> Range<Int> {
        min(first, batch.count)..<min(first + Detector.lookahead, batch.count)
    }

    /// Asks for memory ahead of its use, of some payments.
    private mutating func ask(_ batch: borrowing RecordBatch, _ first: Int) {
        for place in some(of: batch, first) {
            let payment = batch[place]
            seen.prefetch(seen.key(payment.id))
            detector.ask(payment, at: place)
        }
    }
}
