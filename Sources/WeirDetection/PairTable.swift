import CWeirSupport
import WeirDomain

/// Who has paid whom, and when last: eight bytes for each pair of accounts that money has moved between.
///
/// A pair is known by its bucket and 31 bits of its keyed hash, of which the bucket takes some: with ten million pairs,
/// one lookup in some millions takes a stranger for an acquaintance; the seed keeps anybody from choosing such pairs.
/// Times are kept in steps of ten minutes, which is the finest bucket of the windows, and a pair that has not dealt for
/// nine months is forgotten sooner or later.
///
/// Eight entries fill a cache line, and one or two lines are all that a lookup reads. The table is 256 tables that grow
/// each by itself, so that no payment waits for all of it.
package struct PairTable: ~Copyable {
    // By address: an inline array would be copied for every look into it.
    private let shards = UnsafeMutablePointer<Shard>.allocate(capacity: 256)
    private let hash: Hash64
    package private(set) var count = 0

    package init(seed: UInt64) {
        hash = Hash64(seed: seed ^ 0x5041_4952)
        shards.initialize(repeating: Shard(), count: 256)
    }

    deinit {
        for i in 0..<256 { shards[i].free() }
        shards.deallocate()
    }

    package var bytes: Int {
        var sum = 0
        for i in 0..<256 { sum += shards[i].bytes }
        return sum
    }

    func save(to writer: borrowing StateWriter) {
        writer.write(count)
        for i in 0..<256 { shards[i].save(to: writer) }
    }

    /// Only for a table without pairs.
    mutating func load(from reader: borrowing StateReader) throws {
        count = try reader.count()
        for i in 0..<256 { try shards[i].load(from: reader) }
    }

    /// What was known of a pair before a payment.
    package struct Contact {
        /// Ten-minute step of the last payment in the same direction, and of the last one the other way.
        package var same: Int32?
        package var opposite: Int32?

        /// No money has ever moved between the two.
        package var isStranger: Bool { same == nil && opposite == nil }
    }

    private func key(_ payer: AccountIndex, _ payee: AccountIndex) -> UInt64 {
        hash(UInt64(min(payer.raw, payee.raw)) << 32 | UInt64(max(payer.raw, payee.raw)))
    }

    /// Asks for the line of a pair ahead of its use.
    func prefetch(_ payer: AccountIndex, _ payee: AccountIndex) {
        let key = key(payer, payee)
        shards[Int(key & 255)].prefetch(key)
    }

    /// The ten-minute step of a minute, and the minute in which a step begins.
    package static func step(minute: Int32) -> Int32 { minute >= 0 ? minute / 10 : (minute - 9) / 10 }
    package static func minute(step: Int32) -> Int32 { step * 10 }

    /// Notes a payment and says what was known before it.
    /// - Parameter step: ten-minute steps since 1970.
    package mutating func meet(payer: AccountIndex, payee: AccountIndex, step: Int32) -> Contact {
        let key = key(payer, payee)
        let isUpward = payer.raw < payee.raw
        let before = shards[Int(key & 255)].meet(key, isUpward: isUpward, step: step, &count)
        return isUpward
            ? Contact(same: before.upward, opposite: before.downward)
            : Contact(same: before.downward, opposite: before.upward)
    }
}

/// One of the tables. An entry, from its highest bit: 31 bits of the hash, whether it lies in the neighbour of its own
/// bucket, and the steps of the last payment upward and downward, counted from `base`; 0 is never.
private struct Shard: BitwiseCopyable {
    private var buckets: UnsafeMutablePointer<UInt64>?
    /// Binary logarithm of the number of buckets.
    private var bits = 0
    private var base: Int32 = .min

    private static let firstBits = 6
    /// Steps that are kept when a time no longer fits: nine months.
    private static let keptSteps: Int32 = 40_000
    /// Room for payments that come before the first one seen.
    private static let slackSteps: Int32 = 2_000

    init() {}

    var bytes: Int { buckets == nil ? 0 : 64 << bits }

    func free() { buckets?.deallocate() }

    func prefetch(_ key: UInt64) {
        if let buckets { weir_prefetch(buckets + home(key) * 8) }
    }

    @inline(__always)
    private func home(_ key: UInt64) -> Int { Int(key >> 8) & ((1 << bits) - 1) }

    /// 31 bits from the ninth on: they hold the place too, so that growing needs no more than the entry.
    @inline(__always)
    private static func tag(_ key: UInt64) -> UInt64 { max((key >> (8 + UInt64(firstBits))) & 0x7FFF_FFFF, 1) << 33 }

    mutating func meet(
        _ key: UInt64, isUpward: Bool, step: Int32, _ count: inout Int
    ) -> (upward: Int32?, downward: Int32?) {
        if base == .min { begin(step) }
        if Int64(step) - Int64(base) > 0xFFFF { count -= forget(before: step) }
        let time = UInt64(max(1, Int64(step) - Int64(base)))
        let shift: UInt64 = isUpward ? 16 : 0
        if let place = find(key) {
            let entry = buckets.unsafelyUnwrapped[place]
            let known = (entry >> shift) & 0xFFFF
            buckets.unsafelyUnwrapped[place] = entry & ~(0xFFFF << shift) | max(known, time) << shift
            return (moment(entry >> 16 & 0xFFFF), moment(entry & 0xFFFF))
        }
        count += 1
        while !insert(Self.tag(key) | time << shift, home(key)) { grow() }
        return (nil, nil)
    }

    private func moment(_ time: UInt64) -> Int32? { time == 0 ? nil : base &+ Int32(truncatingIfNeeded: time) }

    @inline(__always)
    private func find(_ key: UInt64) -> Int? {
        guard let buckets else { return nil }
        let wanted = Self.tag(key)
        let home = home(key)
        let own = buckets + home * 8
        var isFull = true
        for i in 0..<8 {
            if own[i] & ~0xFFFF_FFFF == wanted { return home * 8 + i }
            if own[i] == 0 { isFull = false }
        }
        guard isFull else { return nil }
        let other = buckets + (home ^ 1) * 8
        for i in 0..<8 where other[i] & ~0xFFFF_FFFF == wanted | 1 << 32 { return (home ^ 1) * 8 + i }
        return nil
    }

    /// Puts an entry into its bucket or the neighbour; `false` if both are full.
    private func insert(_ entry: UInt64, _ home: Int) -> Bool {
        guard let buckets else { return false }
        for i in home * 8..<(home * 8 + 8) where buckets[i] == 0 {
            buckets[i] = entry
            return true
        }
        for i in (home ^ 1) * 8..<((home ^ 1) * 8 + 8) where buckets[i] == 0 {
            buckets[i] = entry | 1 << 32
            return true
        }
        return false
    }

    func save(to writer: borrowing StateWriter) {
        writer.write(base)
        writer.write(buckets == nil ? -1 : bits)
        if let buckets { writer.write(UnsafeRawBufferPointer(start: buckets, count: 64 << bits)) }
    }

    mutating func load(from reader: borrowing StateReader) throws {
        base = try reader.read()
        let bits = try reader.read(Int.self)
        guard bits >= 0 else { return }
        guard (Self.firstBits...32).contains(bits) else { throw StateReader.Flaw("a pair table of 2^\(bits) buckets") }
        self.bits = bits
        let buckets = Self.allocate(bits)
        self.buckets = buckets
        try reader.read(into: UnsafeMutableRawBufferPointer(start: buckets, count: 64 << bits))
    }

    private mutating func begin(_ step: Int32) {
        base = step - Self.slackSteps
        bits = Self.firstBits
        buckets = Self.allocate(bits)
    }

    private static func allocate(_ bits: Int) -> UnsafeMutablePointer<UInt64> {
        let raw = UnsafeMutableRawPointer.allocate(byteCount: 64 << bits, alignment: 64)
        let words = raw.bindMemory(to: UInt64.self, capacity: 8 << bits)
        words.initialize(repeating: 0, count: 8 << bits)
        return words
    }

    /// Twice as many buckets. The bit that tells the new halves apart is in the entry's tag.
    private mutating func grow() {
        let target = bits + 1
        var isDone = false
        var bits = target
        // Doubling nearly always makes room; a crowd of equal places would need more.
        while !isDone {
            isDone = rebuild(bits: bits) { $0 }
            bits += 1
        }
    }

    /// Moves the base on, and forgets pairs that have not dealt since; answers how many.
    private mutating func forget(before step: Int32) -> Int {
        let newBase = step - Self.keptSteps
        let moved = UInt64(Int64(newBase) - Int64(base))
        var gone = 0
        func age(_ time: UInt64) -> UInt64 { time > moved ? time - moved : 0 }
        let isDone = rebuild(bits: bits) { entry in
            let (up, down) = (age(entry >> 16 & 0xFFFF), age(entry & 0xFFFF))
            if up == 0, down == 0 {
                gone += 1
                return 0
            }
            return entry & ~0xFFFF_FFFF | up << 16 | down
        }
        precondition(isDone, "fewer entries have room where more had")
        base = newBase
        return gone
    }

    /// Makes the table anew from what `change` leaves of the entries; `false`, and nothing changed, if they do not fit.
    private mutating func rebuild(bits newBits: Int, _ change: (UInt64) -> UInt64) -> Bool {
        guard let old = buckets else { return true }
        let oldBits = bits
        buckets = Self.allocate(newBits)
        bits = newBits
        for place in 0..<(8 << oldBits) where old[place] != 0 {
            let entry = change(old[place])
            guard entry != 0 else { continue }
            let isAway = entry >> 32 & 1 == 1
            let oldHome = (place / 8) ^ (isAway ? 1 : 0)
            let high = Int(entry >> 33) << Self.firstBits
            let home = (oldHome & ((1 << oldBits) - 1) | high & ~((1 << oldBits) - 1)) & ((1 << newBits) - 1)
            if !insert(entry & ~(1 << 32), home) {
                buckets?.deallocate()
                buckets = old
                bits = oldBits
                return false
            }
        }
        old.deallocate()
        return true
    }
}
