import CWeirSupport
import WeirDomain

/// Who has paid whom, and when last: eight bytes for each pair of accounts that money has moved between.
///
/// A pair is known by its bucket and 31 bits of its keyed hash, of which the bucket takes some: with ten million pairs,
/// one lookup in some millions takes a stranger for an acquaintance; the seed keeps anybody from choosing such pairs.
/// Times are kept in steps of ten minutes, which is the finest bucket of the windows, and a pair that has not dealt for
/// nine months is forgotten sooner or later.
///
/// Eight entries fill a cache line, and one or two lines are all that a lookup reads: an entry lies in one of two
/// buckets, and makes room for another one by going to its second (a cuckoo table). So the tables are four fifths full
/// before they grow, and they grow by a quarter to a seventh. There are 256 of them that grow each by itself, so that
/// no payment waits for all.
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
        Shard.key(hash(UInt64(min(payer.raw, payee.raw)) << 32 | UInt64(max(payer.raw, payee.raw))))
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

    /// Whether money has moved from one account to the other, as far as it is remembered. Notes nothing.
    func hasMet(payer: AccountIndex, payee: AccountIndex) -> Bool {
        let key = key(payer, payee)
        return shards[Int(key & 255)].hasMet(key, isUpward: payer.raw < payee.raw)
    }
}

/// One of the tables. An entry is a tag, 31 bits of the hash and whether it lies in its second bucket, and the steps of
/// the last payment upward and downward, counted from `base`; 0 is never.
///
/// There are 2^bits groups of one to seven buckets. The group's number is taken from the hash, its lowest bits not kept
/// in the tag; which of the group's buckets it is, the tag's highest bits say. So growing needs no more than the
/// entries.
private struct Shard: BitwiseCopyable {
    private struct Bucket: BitwiseCopyable {
        var tags = SIMD8<UInt32>()
        /// Upward in the higher half.
        var times = SIMD8<UInt32>()
    }

    private var buckets: UnsafeMutablePointer<Bucket>?
    /// Binary logarithm of the number of groups, and the buckets in each.
    private var bits: UInt64 = 0
    private var parts: UInt64 = 0
    private var base: Int32 = .min

    private static let firstBits: UInt64 = 6
    /// Steps that are kept when a time no longer fits: nine months.
    private static let keptSteps: Int32 = 40_000
    /// Room for payments that come before the first one seen.
    private static let slackSteps: Int32 = 2_000

    init() {}

    /// A key whose tag is not 0, which is nobody's.
    static func key(_ hash: UInt64) -> UInt64 { tag(hash) == 0 ? hash | 1 << (8 + firstBits) : hash }

    private var count: Int { Int(parts) << Int(bits) }
    var bytes: Int { buckets == nil ? 0 : MemoryLayout<Bucket>.stride * count }

    func free() { buckets?.deallocate() }

    @inline(__always)
    func prefetch(_ key: UInt64) {
        if let buckets { weir_prefetch(buckets + home(key >> 8, Self.tag(key))) }
    }

    // MARK: Places

    /// 31 bits from the fifteenth on.
    @inline(__always)
    private static func tag(_ key: UInt64) -> UInt32 {
        UInt32(truncatingIfNeeded: key >> (8 + firstBits)) & 0x7FFF_FFFF
    }

    @inline(__always)
    private func home(_ group: UInt64, _ tag: UInt32) -> Int {
        let part = (UInt64(tag >> 23) * parts) >> 8
        return Int((group & (1 << bits - 1)) * parts + part)
    }

    /// How far the second bucket is from the first: one to all but one.
    @inline(__always)
    private func distance(_ tag: UInt32) -> Int {
        1 + Int((UInt64(tag &* 0x9E37_79B1) * UInt64(count - 1)) >> 32)
    }

    @inline(__always)
    private func second(_ home: Int, _ tag: UInt32) -> Int {
        let place = home + distance(tag)
        return place >= count ? place - count : place
    }

    @inline(__always)
    private func first(_ place: Int, _ tag: UInt32) -> Int {
        let home = place - distance(tag)
        return home < 0 ? home + count : home
    }

    // MARK: Meeting

    mutating func meet(
        _ key: UInt64, isUpward: Bool, step: Int32, _ count: inout Int
    ) -> (upward: Int32?, downward: Int32?) {
        if base == .min { begin(step) }
        if Int64(step) - Int64(base) > 0xFFFF { count -= forget(before: step) }
        let time = UInt32(max(1, Int64(step) - Int64(base)))
        let shift: UInt32 = isUpward ? 16 : 0
        let tag = Self.tag(key)
        if let place = find(home(key >> 8, tag), tag) {
            let entry = place.pointee
            place.pointee = entry & ~(0xFFFF << shift) | max(entry >> shift & 0xFFFF, time) << shift
            return (moment(entry >> 16), moment(entry & 0xFFFF))
        }
        count += 1
        while !insert(tag, time << shift, home(key >> 8, tag)) { grow() }
        return (nil, nil)
    }

    func hasMet(_ key: UInt64, isUpward: Bool) -> Bool {
        let tag = Self.tag(key)
        guard let place = find(home(key >> 8, tag), tag) else { return false }
        return place.pointee >> (isUpward ? 16 : 0) & 0xFFFF != 0
    }

    private func moment(_ time: UInt32) -> Int32? { time == 0 ? nil : base &+ Int32(time) }

    /// Where the times of a pair are.
    @inline(__always)
    private func find(_ home: Int, _ tag: UInt32) -> UnsafeMutablePointer<UInt32>? {
        guard let buckets else { return nil }
        let own = UnsafeMutableRawPointer(buckets + home).assumingMemoryBound(to: UInt32.self)
        let found = weir_match8(own, tag << 1)
        if found != 0 { return own + 8 + found.trailingZeroBitCount }
        // Nobody goes to the second bucket while there is room in the first.
        guard own[7] != 0 else { return nil }
        let other = UnsafeMutableRawPointer(buckets + second(home, tag)).assumingMemoryBound(to: UInt32.self)
        let away = weir_match8(other, tag << 1 | 1)
        return away == 0 ? nil : other + 8 + away.trailingZeroBitCount
    }

    // MARK: Making room

    /// Puts an entry into one of its buckets; `false` if both are full and none in them can go to its other one.
    private func insert(_ tag: UInt32, _ times: UInt32, _ home: Int) -> Bool {
        let second = second(home, tag)
        if put(tag << 1, times, home) || put(tag << 1 | 1, times, second) { return true }
        guard let buckets else { return false }
        for (bucket, mark) in [(home, tag << 1), (second, tag << 1 | 1)] {
            for i in 0..<8 {
                let (known, knownTimes) = (buckets[bucket].tags[i], buckets[bucket].times[i])
                let isAway = known & 1 == 1
                let other = isAway ? first(bucket, known >> 1) : self.second(bucket, known >> 1)
                guard put(known ^ 1, knownTimes, other) else { continue }
                buckets[bucket].tags[i] = mark
                buckets[bucket].times[i] = times
                return true
            }
        }
        return false
    }

    /// Into the first free place, so that a bucket is full when its last place is taken.
    private func put(_ mark: UInt32, _ times: UInt32, _ bucket: Int) -> Bool {
        guard let buckets else { return false }
        let place = UnsafeMutableRawPointer(buckets + bucket).assumingMemoryBound(to: UInt32.self)
        let free = weir_match8(place, 0)
        guard free != 0 else { return false }
        place[free.trailingZeroBitCount] = mark
        place[8 + free.trailingZeroBitCount] = times
        return true
    }

    private mutating func begin(_ step: Int32) {
        base = step - Self.slackSteps
        (bits, parts) = (Self.firstBits, 1)
        buckets = Self.allocate(count)
    }

    private static func allocate(_ count: Int) -> UnsafeMutablePointer<Bucket> {
        let raw = UnsafeMutableRawPointer.allocate(byteCount: MemoryLayout<Bucket>.stride * count, alignment: 64)
        let buckets = raw.bindMemory(to: Bucket.self, capacity: count)
        buckets.initialize(repeating: Bucket(), count: count)
        return buckets
    }

    /// One bucket more in every group, or twice the groups of half the buckets.
    private mutating func grow() {
        var (bits, parts) = (bits, parts)
        repeat {
            (bits, parts) = parts == 7 ? (bits + 1, 4) : (bits, parts + 1)
        } while !rebuild(bits, parts) { $0 }
    }

    /// Moves the base on, and forgets pairs that have not dealt since; answers how many.
    private mutating func forget(before step: Int32) -> Int {
        let newBase = step - Self.keptSteps
        let moved = UInt64(Int64(newBase) - Int64(base))
        var gone = 0
        func age(_ time: UInt32) -> UInt32 { UInt64(time) > moved ? time - UInt32(moved) : 0 }
        var (bits, parts) = (bits, parts)
        while true {
            gone = 0
            let isDone = rebuild(bits, parts) { times in
                let left = age(times >> 16) << 16 | age(times & 0xFFFF)
                if left == 0 { gone += 1 }
                return left
            }
            if isDone { break }
            (bits, parts) = parts == 7 ? (bits + 1, 4) : (bits, parts + 1)
        }
        base = newBase
        return gone
    }

    /// Makes the table anew from what `change` leaves of the times; `false`, and nothing changed, if it does not fit.
    private mutating func rebuild(_ newBits: UInt64, _ newParts: UInt64, _ change: (UInt32) -> UInt32) -> Bool {
        guard let old = buckets else { return true }
        let before = self
        (bits, parts) = (newBits, newParts)
        let fresh = Self.allocate(count)
        buckets = fresh
        for bucket in 0..<before.count {
            for i in 0..<8 {
                let mark = old[bucket].tags[i]
                let times = mark == 0 ? 0 : change(old[bucket].times[i])
                guard times != 0 else { continue }
                let tag = mark >> 1
                let home = mark & 1 == 1 ? before.first(bucket, tag) : bucket
                let low = (UInt64(home) / before.parts) & (1 << Self.firstBits - 1)
                if !insert(tag, times, self.home(UInt64(tag) << Self.firstBits | low, tag)) {
                    fresh.deallocate()
                    self = before
                    return false
                }
            }
        }
        old.deallocate()
        return true
    }

    // MARK: Snapshots

    func save(to writer: borrowing StateWriter) {
        writer.write(base)
        writer.write(buckets == nil ? 0 : Int(parts))
        writer.write(Int(bits))
        if let buckets { writer.write(UnsafeRawBufferPointer(start: buckets, count: bytes)) }
    }

    mutating func load(from reader: borrowing StateReader) throws {
        base = try reader.read()
        let parts = try reader.read(Int.self)
        let bits = try reader.read(Int.self)
        guard parts != 0 else { return }
        guard (1...7).contains(parts), (Int(Self.firstBits)...32).contains(bits) else {
            throw StateReader.Flaw("a pair table of \(parts) times 2^\(bits) buckets")
        }
        (self.bits, self.parts) = (UInt64(bits), UInt64(parts))
        let buckets = Self.allocate(count)
        self.buckets = buckets
        try reader.read(into: UnsafeMutableRawBufferPointer(start: buckets, count: bytes))
    }
}
