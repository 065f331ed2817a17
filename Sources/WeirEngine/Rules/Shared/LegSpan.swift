import WeirDetection

/// What is found out of some legs that lie one after the other, for all of them before anything is decided: by leg, or
/// by window and leg. Plain bytes by address, freed by hand.
struct LegSpan: BitwiseCopyable {
    /// Legs that are taken at once: what is known of them stays in the processor's nearer caches.
    static let rows = 128

    /// Whose turn it is: places of legs, in their order.
    struct Turn: BitwiseCopyable {
        let places: UnsafeMutablePointer<Int32>
        var count = 0

        init() {
            places = .allocate(capacity: LegSpan.rows)
            for row in 0..<LegSpan.rows { (places + row).initialize(to: Int32(row)) }
        }

        @inline(__always)
        mutating func append(_ row: Int) {
            places[count] = Int32(truncatingIfNeeded: row)
            count += 1
        }
    }

    /// The accounts' numbers in the table of windows; 0 is none.
    let numbers = UnsafeMutablePointer<Int>.allocate(capacity: LegSpan.rows)
    /// Payments that the account has had.
    let payments = UnsafeMutablePointer<UInt32>.allocate(capacity: LegSpan.rows)
    /// Minor units in one unit.
    let scales = UnsafeMutablePointer<Double>.allocate(capacity: LegSpan.rows)
    /// Filters that let the payment in, by bits; and its remark's number.
    let passed = UnsafeMutablePointer<UInt64>.allocate(capacity: LegSpan.rows)
    let remarks = UnsafeMutablePointer<UInt32>.allocate(capacity: LegSpan.rows)
    /// Rules that hold, and those that are open.
    let holding = UnsafeMutablePointer<UInt64>.allocate(capacity: LegSpan.rows)
    let open = UnsafeMutablePointer<UInt64>.allocate(capacity: LegSpan.rows)
    /// By window of the set's own, and by one that every account has.
    let figures: UnsafeMutablePointer<SlotFigures>
    let totals: UnsafeMutablePointer<Totals>
    /// Legs of which something may come in, or go out, or all of them.
    var incoming = Turn()
    var outgoing = Turn()
    var all = Turn()
    /// By role and word, whose legs they are.
    let masks: UnsafeMutablePointer<UInt64>

    static let words = rows / 64

    init(own: Int, kept: Int) {
        numbers.initialize(repeating: 0, count: Self.rows)
        payments.initialize(repeating: 0, count: Self.rows)
        scales.initialize(repeating: 1, count: Self.rows)
        passed.initialize(repeating: 0, count: Self.rows)
        remarks.initialize(repeating: 0, count: Self.rows)
        holding.initialize(repeating: 0, count: Self.rows)
        open.initialize(repeating: 0, count: Self.rows)
        figures = .allocate(capacity: max(1, own) * Self.rows)
        figures.initialize(repeating: SlotFigures(), count: max(1, own) * Self.rows)
        totals = .allocate(capacity: max(1, kept) * Self.rows)
        totals.initialize(repeating: Totals(), count: max(1, kept) * Self.rows)
        masks = .allocate(capacity: 3 * Self.words)
        masks.initialize(repeating: 0, count: 3 * Self.words)
    }

    func free() {
        numbers.deallocate()
        payments.deallocate()
        scales.deallocate()
        passed.deallocate()
        remarks.deallocate()
        holding.deallocate()
        open.deallocate()
        figures.deallocate()
        totals.deallocate()
        incoming.places.deallocate()
        outgoing.places.deallocate()
        all.places.deallocate()
        masks.deallocate()
    }

    /// Nothing is known of any leg.
    mutating func begin() {
        (incoming.count, outgoing.count, all.count) = (0, 0, 0)
        for place in 0..<(3 * Self.words) { masks[place] = 0 }
    }

    /// Notes whose leg it is that stands in a row.
    @inline(__always)
    mutating func note(_ role: LegRole, _ row: Int) {
        masks[Int(role.rawValue) * Self.words + row &>> 6] |= 1 &<< UInt64(truncatingIfNeeded: row & 63)
        if role != .payer { incoming.append(row) }
        if role != .payee { outgoing.append(row) }
        all.count = row + 1
    }

    @inline(__always)
    func figures(_ window: Int) -> UnsafeMutablePointer<SlotFigures> { figures + window * Self.rows }

    @inline(__always)
    func totals(_ place: Int) -> UnsafeMutablePointer<Totals> { totals + place * Self.rows }
}
