import CWeirSupport
import WeirDomain

/// The payments decided so far, by id, so that none is decided twice.
///
/// 256 tables of two generations each: when a table's young generation is full its old one goes. An id is remembered
/// for at least one generation (`Limits.rememberedPayments`), at most two. An entry is 16 bytes: 64 bits of the id's
/// keyed hash, 24 of the content's, 40 of the sequence number. Two of 32 million ids share a hash with a chance of one
/// in 36,000; other content under one id passes for the same once in 16 million such attempts.
struct SeenPayments: ~Copyable, @unchecked Sendable {
    // By address: an inline array would be copied for every look into it.
    private let shards = UnsafeMutablePointer<Shard>.allocate(capacity: 256)
    private let hash: Hash64

    init(seed: UInt64, generation: Int = Limits.rememberedPayments) {
        hash = Hash64(seed: seed ^ 0x5345_454E)
        // Ids fall into the tables by chance: a few more than their share.
        let share = generation / 256
        shards.initialize(repeating: Shard(limit: share + share / 32 + 8), count: 256)
    }

    deinit {
        for i in 0..<256 { shards[i].free() }
        shards.deallocate()
    }

    var bytes: Int {
        var sum = 0
        for i in 0..<256 { sum += shards[i].bytes }
        return sum
    }

    func save(to writer: borrowing StateWriter) {
        for i in 0..<256 { shards[i].save(to: writer) }
    }

    mutating func load(from reader: borrowing StateReader) throws {
        for i in 0..<256 { try shards[i].load(from: reader) }
    }

    enum Memory: Equatable {
        case new
        /// The same payment was decided under this sequence number.
        case same(UInt64)
        /// Another payment with this id was.
        case other(UInt64)

        @inline(__always)
        init(_ scouted: Scouted) {
            self = scouted.isNew ? .new : scouted.isSame ? .same(scouted.earlier) : .other(scouted.earlier)
        }
    }

    /// What a payment is found by: of its id, where 0 marks an empty place, and of all of it.
    @inline(__always)
    func key(_ id: RawSpan) -> UInt64 { hash(id) | 1 }

    @inline(__always)
    func content(_ payment: borrowing PaymentView) -> UInt64 { hash(payment.bytes) >> 40 }

    /// Asks for the line of an id ahead of its use.
    @inline(__always)
    func prefetch(_ key: UInt64) { shards[Int(key >> 56)].prefetch(key) }

    /// Whether the payment is new; remembers it if so.
    mutating func meet(_ payment: borrowing PaymentView, sequence: UInt64) -> Memory {
        meet(key(payment.id), content(payment), sequence: sequence)
    }

    @inline(__always)
    mutating func meet(_ key: UInt64, _ content: UInt64, sequence: UInt64) -> Memory {
        let value = shards[Int(key >> 56)].meet(key, content << 40 | sequence & 0xFF_FFFF_FFFF)
        guard let value else { return .new }
        let known = value & 0xFF_FFFF_FFFF
        return value >> 40 == content ? .same(known) : .other(known)
    }

    /// The same, without remembering anything.
    func recall(_ payment: borrowing PaymentView) -> Memory {
        let key = key(payment.id)
        guard let value = shards[Int(key >> 56)].recall(key) else { return .new }
        let known = value & 0xFF_FFFF_FFFF
        return value >> 40 == content(payment) ? .same(known) : .other(known)
    }

    /// Which of some payments bear an id that none has borne before; remembers the ids, and nothing else of them.
    /// - Parameters:
    ///   - end: payments from this time on are passed over.
    ///   - keys: room for as many keys.
    mutating func meet(
        _ batch: borrowing RecordBatch, _ range: Range<Int>, until end: Instant?, keys: UnsafeMutablePointer<UInt64>,
        into isNew: UnsafeMutablePointer<Bool>
    ) {
        for place in range {
            let key = hash(batch[place].id) | 1
            keys[place - range.lowerBound] = key
            shards[Int(key >> 56)].prefetch(key)
        }
        for place in range {
            let number = place - range.lowerBound
            isNew[number] = false
            if let end, batch[place].at >= end { continue }
            isNew[number] = shards[Int(keys[number] >> 56)].meet(keys[number], 0) == nil
        }
    }
}

private struct Shard: BitwiseCopyable {
    private var young = SeenTable()
    private var old = SeenTable()
    private let limit: Int

    init(limit: Int) { self.limit = limit }

    var bytes: Int { young.bytes + old.bytes }

    func save(to writer: borrowing StateWriter) {
        young.save(to: writer)
        old.save(to: writer)
    }

    mutating func load(from reader: borrowing StateReader) throws {
        try young.load(from: reader)
        try old.load(from: reader)
    }

    func prefetch(_ key: UInt64) {
        young.prefetch(key)
        old.prefetch(key)
    }

    /// What is known under the key.
    func recall(_ key: UInt64) -> UInt64? { young.find(key) ?? old.find(key) }

    /// What is known under the key; notes the value if nothing is.
    mutating func meet(_ key: UInt64, _ value: UInt64) -> UInt64? {
        if let known = young.find(key) ?? old.find(key) { return known }
        if young.count >= limit {
            old.free()
            old = young
            young = SeenTable()
        }
        young.insert(key, value, limit: limit)
        return nil
    }

    func free() {
        young.free()
        old.free()
    }
}

/// A hash table of any size: pairs of key and value, probed one after the other.
private struct SeenTable: BitwiseCopyable {
    private var words: UnsafeMutablePointer<UInt64>?
    private var capacity: UInt64 = 0
    private(set) var count = 0

    init() {}

    var bytes: Int { Int(capacity) * 16 }

    /// The lower half of the key, spread over the capacity.
    @inline(__always)
    private func home(_ key: UInt64) -> Int { Int(((key & 0xFFFF_FFFF) &* capacity) >> 32) }

    @inline(__always)
    func prefetch(_ key: UInt64) {
        guard let words else { return }
        let first = words + home(key) * 2
        weir_prefetch(first)
        // A new id is looked for past some others.
        weir_prefetch(first + 8)
    }

    @inline(__always)
    func find(_ key: UInt64) -> UInt64? {
        guard let words else { return nil }
        var slot = home(key)
        while words[slot * 2] != 0 {
            if words[slot * 2] == key { return words[slot * 2 + 1] }
            slot = slot + 1 == Int(capacity) ? 0 : slot + 1
        }
        return nil
    }

    mutating func insert(_ key: UInt64, _ value: UInt64, limit: Int) {
        if UInt64(count) * 5 >= capacity * 4 { grow(limit: limit) }
        put(key, value)
        count += 1
    }

    private func put(_ key: UInt64, _ value: UInt64) {
        guard let words else { return }
        var slot = home(key)
        while words[slot * 2] != 0 { slot = slot + 1 == Int(capacity) ? 0 : slot + 1 }
        words[slot * 2] = key
        words[slot * 2 + 1] = value
    }

    /// Twice as large, but not larger than a full generation needs.
    private mutating func grow(limit: Int) {
        let (old, oldCapacity) = (words, Int(capacity))
        capacity = max(16, min(capacity * 2, UInt64(limit) * 4 / 3 + 16))
        let bytes = Int(capacity) * 16
        let raw = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
        let fresh = raw.bindMemory(to: UInt64.self, capacity: Int(capacity) * 2)
        fresh.initialize(repeating: 0, count: Int(capacity) * 2)
        words = fresh
        guard let old else { return }
        for slot in 0..<oldCapacity where old[slot * 2] != 0 { put(old[slot * 2], old[slot * 2 + 1]) }
        old.deallocate()
    }

    func save(to writer: borrowing StateWriter) {
        writer.write(count)
        writer.write(Int(capacity))
        if let words { writer.write(UnsafeRawBufferPointer(start: words, count: bytes)) }
    }

    mutating func load(from reader: borrowing StateReader) throws {
        count = try reader.count()
        let capacity = try reader.count()
        guard count <= capacity, capacity <= 1 << 28 else { throw StateReader.Flaw("a table of \(capacity) ids") }
        guard capacity > 0 else { return }
        let raw = UnsafeMutableRawPointer.allocate(byteCount: capacity * 16, alignment: 64)
        let words = raw.bindMemory(to: UInt64.self, capacity: capacity * 2)
        self.words = words
        self.capacity = UInt64(capacity)
        try reader.read(into: UnsafeMutableRawBufferPointer(start: words, count: capacity * 16))
    }

    func free() { words?.deallocate() }
}
