import WeirDetection
public import WeirDomain
import WeirRules

/// One side of a payment, for who has the account.
struct PaymentLeg: BitwiseCopyable {
    /// In milliseconds.
    var at: Int64
    /// In minor units.
    var amount: Int64
    /// The payment's place in its block.
    var row: UInt32
    /// The account's place in its shard.
    var account: UInt32
    /// The number of the account on the other side.
    var other: UInt32
    var currency: Currency
    var role: LegRole
}

/// Which payment a leg is of, and the account's place in its shard: the rest stands in the block.
struct LegPlace: BitwiseCopyable {
    var row: UInt32
    var account: UInt32
}

/// Plain elements that lie one after the other, by address.
struct PlainRows<Element: BitwiseCopyable>: BitwiseCopyable {
    private(set) var elements: UnsafeMutablePointer<Element>
    private(set) var count = 0
    private var capacity: Int

    init(capacity: Int) {
        self.capacity = max(16, capacity)
        elements = .allocate(capacity: self.capacity)
    }

    func free() { elements.deallocate() }

    @inline(__always)
    mutating func append(_ element: Element) {
        if count == capacity { grow() }
        (elements + count).initialize(to: element)
        count += 1
    }

    private mutating func grow() {
        let more = UnsafeMutablePointer<Element>.allocate(capacity: 2 * capacity)
        more.update(from: elements, count: count)
        elements.deallocate()
        (elements, capacity) = (more, 2 * capacity)
    }
}

/// Some thousand payments on their way through the shards. Every shard writes what belongs to its own legs, so that no
/// two threads ever write to one place.
public final class PaymentBlock: @unchecked Sendable {
    /// Errors of rules, as one shard has found them.
    struct Failures {
        var counts: [Int: Int] = [:]
        var firsts: [Int: (row: Int, error: EvaluationError)] = [:]

        mutating func note(_ error: EvaluationError, _ rule: Int, _ row: Int) {
            counts[rule, default: 0] += 1
            if let known = firsts[rule], known.row < row { return }
            firsts[rule] = (row, error)
        }
    }

    private struct Columns: BitwiseCopyable {
        /// Where the record is, by the numbers of its batch and in that.
        var places: PlainRows<UInt64>
        var times: PlainRows<Int64>
        var amounts: PlainRows<Int64>
        var parties: PlainRows<PaymentParties>
        var currencies: PlainRows<Currency>
    }

    private var batches: [RecordBatch] = []
    /// By address, like all that is looked into for every payment.
    private let columns = UnsafeMutablePointer<Columns>.allocate(capacity: 1)
    /// By shard.
    private let legs: UnsafeMutablePointer<PlainRows<LegPlace>>
    private let failures: UnsafeMutablePointer<Failures?>
    private let shards: Int
    /// The payments before it in the stream.
    let before: Int
    /// By row: what the payer's leg has found to hold, and the payee's.
    private(set) var holding: UnsafeMutablePointer<UInt64>?
    /// By row, once it is finished: the place in `SharedRules.endings` of how the payment ends.
    private(set) var endings: UnsafeMutablePointer<UInt32>?
    private(set) var layout = RowLayout()
    private(set) var held: UnsafeMutablePointer<FeatureVector.Held>?

    init(shards: Int, rows: Int, before: Int) {
        (self.shards, self.before) = (shards, before)
        columns.initialize(
            to: Columns(
                places: PlainRows(capacity: rows), times: PlainRows(capacity: rows),
                amounts: PlainRows(capacity: rows), parties: PlainRows(capacity: rows),
                currencies: PlainRows(capacity: rows)))
        legs = .allocate(capacity: shards)
        for shard in 0..<shards { (legs + shard).initialize(to: PlainRows(capacity: rows * 3 / shards)) }
        failures = .allocate(capacity: shards)
        failures.initialize(repeating: nil, count: shards)
    }

    deinit {
        columns.pointee.places.free()
        columns.pointee.times.free()
        columns.pointee.amounts.free()
        columns.pointee.parties.free()
        columns.pointee.currencies.free()
        columns.deallocate()
        for shard in 0..<shards { legs[shard].free() }
        legs.deallocate()
        failures.deinitialize(count: shards)
        failures.deallocate()
        holding?.deallocate()
        endings?.deallocate()
        held?.deallocate()
    }

    /// How many payments there are.
    public var count: Int { columns.pointee.times.count }

    // MARK: Making it

    func add(_ batch: RecordBatch) { batches.append(batch) }

    @inline(__always)
    func add(_ payment: borrowing PaymentView, _ place: Int, _ parties: PaymentParties, shift: UInt32) {
        let row = UInt32(truncatingIfNeeded: count)
        columns.pointee.places.append(UInt64(batches.count - 1) << 32 | UInt64(place))
        columns.pointee.times.append(payment.at.milliseconds)
        columns.pointee.amounts.append(payment.amount.minor)
        columns.pointee.parties.append(parties)
        columns.pointee.currencies.append(payment.currency)
        let mask = 1 &<< shift &- 1
        legs[Int(parties.payer & mask)].append(LegPlace(row: row, account: parties.payer &>> shift))
        guard parties.payer != parties.payee else { return }
        legs[Int(parties.payee & mask)].append(LegPlace(row: row, account: parties.payee &>> shift))
    }

    /// Nothing more will come: makes room for what the shards write.
    func close(_ layout: RowLayout) {
        self.layout = layout
        holding = .allocate(capacity: max(1, 2 * count))
        endings = .allocate(capacity: max(1, count))
        if layout.width > 0 { held = .allocate(capacity: max(1, count * layout.width)) }
    }

    // MARK: Looking into it

    func legs(of shard: Int) -> UnsafeBufferPointer<LegPlace> {
        UnsafeBufferPointer(start: UnsafePointer(legs[shard].elements), count: legs[shard].count)
    }

    /// A leg with all that belongs to it.
    /// - Parameter account: the account's number among all.
    @inline(__always)
    func leg(_ place: LegPlace, account: UInt32) -> PaymentLeg {
        let row = Int(place.row)
        let parties = columns.pointee.parties.elements[row]
        let isPayer = parties.payer == account
        return PaymentLeg(
            at: columns.pointee.times.elements[row], amount: columns.pointee.amounts.elements[row], row: place.row,
            account: place.account, other: isPayer ? parties.payee : parties.payer,
            currency: columns.pointee.currencies.elements[row],
            role: parties.payer == parties.payee ? .both : isPayer ? .payer : .payee)
    }

    func note(_ error: EvaluationError, _ rule: Int, _ row: Int, by shard: Int) {
        if failures[shard] == nil { failures[shard] = Failures() }
        failures[shard]?.note(error, rule, row)
    }

    /// What all shards have found.
    var allFailures: [Failures] { (0..<shards).compactMap { failures[$0] } }

    @inline(__always)
    public func at(_ row: Int) -> Instant { Instant(milliseconds: time(row)) }

    @inline(__always)
    func time(_ row: Int) -> Int64 { columns.pointee.times.elements[row] }

    /// In minor units.
    @inline(__always)
    public func amount(_ row: Int) -> Int64 { columns.pointee.amounts.elements[row] }

    @inline(__always)
    func parties(_ row: Int) -> PaymentParties { columns.pointee.parties.elements[row] }

    /// The place in `SharedRules.endings` of how a payment ends, once the block is finished.
    @inline(__always)
    public func ending(_ row: Int) -> Int { endings.map { Int($0[row]) } ?? 0 }

    /// Shows a payment to somebody.
    @inline(__always)
    public func withPayment<Found>(_ row: Int, _ body: (borrowing PaymentView) -> Found) -> Found {
        let place = columns.pointee.places.elements[row]
        let batch = batches[Int(place >> 32)]
        return body(batch[Int(place & 0xFFFF_FFFF)])
    }
}
