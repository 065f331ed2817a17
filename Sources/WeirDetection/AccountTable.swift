import CWeirSupport
package import WeirDomain

/// The place of an account in the table. Never 0.
package struct AccountIndex: Hashable, Sendable, BitwiseCopyable {
    package let raw: UInt32
    package init(raw: UInt32) { self.raw = raw }
}

/// What is kept of every account; the rest lives in slabs that only active accounts have.
package struct AccountRecord: BitwiseCopyable {
    var name = AccountName()
    package var kind = AccountKind.person
    /// Typologies that have raised an alert, by bit.
    package var alerted: UInt8 = 0
    /// What measures say, by bit, set and cleared by the engine: 1 transfers are suspended, 2 another restraint.
    package var standing: UInt8 = 0
    /// Minute of the first payment seen, or of the account's opening where the platform told.
    package var since: Int32 = 0
    package var payments: UInt32 = 0
    /// Where its latest payments are counted.
    var activity = ActivityPlace()
    /// The currency of its first payment; 0 before.
    var currency = Currency(packed: 0)
    var dossier: UInt32 = 0

    package var isSuspended: Bool { standing & 1 != 0 }
}

/// All accounts, found by id: an index of 8-byte entries in 256 tables that grow each by itself, so that no payment
/// waits for all of it; keys are checked in the record.
package struct AccountTable: ~Copyable {
    private var records = Slab<AccountRecord>(blank: AccountRecord())
    /// Ids too long for the record, one after the other.
    private var longNames: [UInt8] = []
    // By address: an inline array would be copied for every look into it.
    private let shards = UnsafeMutablePointer<IndexShard>.allocate(capacity: 256)
    private let hash: Hash64

    init(seed: UInt64) {
        hash = Hash64(seed: seed)
        shards.initialize(repeating: IndexShard(), count: 256)
        _ = records.add()
    }

    deinit {
        for i in 0..<256 { shards[i].free() }
        shards.deallocate()
    }

    package var count: Int { records.count - 1 }

    /// Bytes of records, index and long ids.
    package var bytes: Int {
        var sum = records.bytes + longNames.count
        for i in 0..<256 { sum += shards[i].bytes }
        return sum
    }

    package subscript(index: AccountIndex) -> AccountRecord {
        @inline(__always) unsafeAddress { UnsafePointer(records.address(Int(index.raw))) }
        @inline(__always) unsafeMutableAddress { records.address(Int(index.raw)) }
    }

    /// Where a record lies, for reading in place.
    @inline(__always)
    func address(_ index: AccountIndex) -> UnsafeMutablePointer<AccountRecord> { records.address(Int(index.raw)) }

    package func find(_ id: RawSpan) -> AccountIndex? {
        let name = AccountName(id)
        let key = name.isLong ? hash(id) : name.hash(hash)
        return find(name, key, id)
    }

    private func find(_ name: AccountName, _ key: UInt64, _ id: RawSpan) -> AccountIndex? {
        shards[Int(key & 255)].find(key) { place in isNamed(Int(place), name, id) }.map { AccountIndex(raw: $0) }
    }

    private func isNamed(_ place: Int, _ name: AccountName, _ id: RawSpan) -> Bool {
        let known = records[place].name
        guard name.isLong else { return known == name }
        guard known.isLong, known.length == id.byteCount else { return false }
        return longNames.span.bytes.extracting(known.place..<(known.place + id.byteCount)).equals(id)
    }

    /// The account of this id, made if it is new.
    mutating func intern(_ id: RawSpan, kind: AccountKind, minute: Int32) -> AccountIndex {
        var name = AccountName(id)
        let key = name.isLong ? hash(id) : name.hash(hash)
        if let known = find(name, key, id) { return known }
        if name.isLong {
            name = AccountName(longAt: longNames.count, length: id.byteCount)
            longNames.append(bytes: id)
        }
        let place = records.add()
        records[place].name = name
        records[place].kind = kind
        records[place].since = minute
        shards[Int(key & 255)].insert(key, UInt32(place))
        return AccountIndex(raw: UInt32(place))
    }

    package func id(_ index: AccountIndex) -> String {
        let name = records[Int(index.raw)].name
        guard name.isLong else { return name.text }
        return String(decoding: longNames[name.place..<(name.place + name.length)], as: UTF8.self)
    }

    /// Every account in order of first appearance.
    package var indices: some Sequence<AccountIndex> {
        (1..<max(records.count, 1)).lazy.map { AccountIndex(raw: UInt32($0)) }
    }

    // MARK: Snapshots

    func save(to writer: borrowing StateWriter) {
        records.save(to: writer)
        writer.write(longNames)
    }

    /// The index is made anew from the ids. Only for a table without accounts.
    mutating func load(from reader: borrowing StateReader) throws {
        records = Slab(blank: AccountRecord())
        try records.load(from: reader)
        longNames = try reader.readArray()
        guard records.count > 0 else { throw StateReader.Flaw("a table without its first place") }
        for place in 1..<max(records.count, 1) {
            let name = records[place].name
            guard !name.isLong || (name.place >= 0 && name.place + name.length <= longNames.count) else {
                throw StateReader.Flaw("an id beyond the ids")
            }
            let key =
                name.isLong
                ? hash(longNames.span.bytes.extracting(name.place..<(name.place + name.length))) : name.hash(hash)
            shards[Int(key & 255)].insert(key, UInt32(place))
        }
    }

    // MARK: Ahead of use

    /// Asks for the index line of an id ahead of its use; answers the key for `prefetchRecord`.
    func prefetchIndex(_ id: RawSpan) -> UInt64 {
        let name = AccountName(id)
        let key = name.isLong ? hash(id) : name.hash(hash)
        shards[Int(key & 255)].prefetch(key)
        return key
    }

    /// Asks for the record that the index probably means; answers its place, 0 if there is none.
    func prefetchRecord(_ key: UInt64) -> Int {
        let place = Int(shards[Int(key & 255)].find(key) { _ in true } ?? 0)
        if place != 0 { records.prefetch(place) }
        return place
    }

}

/// An id in three words: up to 23 bytes in themselves, a longer one as its place among the long ones. The highest byte
/// is the length, or 255 for a long one.
struct AccountName: Hashable, BitwiseCopyable {
    private var a: UInt64 = 0
    private var b: UInt64 = 0
    private var c: UInt64 = 0

    static let ownBytes = 23

    init() {}

    init(longAt place: Int, length: Int) {
        a = UInt64(place)
        b = UInt64(length)
        c = 0xFF << 56
    }

    init(_ id: RawSpan) {
        let n = id.byteCount
        guard n <= Self.ownBytes else {
            c = 0xFF << 56
            return
        }
        a = Self.word(id, 0, n)
        b = Self.word(id, 8, n)
        c = Self.word(id, 16, n) | UInt64(n) << 56
    }

    /// Up to eight bytes from `start` on, the rest zero.
    @inline(__always)
    private static func word(_ id: RawSpan, _ start: Int, _ n: Int) -> UInt64 {
        let left = n - start
        if left >= 8 { return id.integer(start, as: UInt64.self) }
        if left <= 0 { return 0 }
        if n >= 8 { return id.integer(n - 8, as: UInt64.self) >> UInt64(8 * (8 - left)) }
        var value: UInt64 = 0
        for i in 0..<left { value |= UInt64(id.byte(start + i)) << UInt64(8 * i) }
        return value
    }

    var isLong: Bool { c >> 56 == 0xFF }
    var place: Int { Int(a) }
    var length: Int { isLong ? Int(b) : Int(c >> 56) }

    func hash(_ hash: Hash64) -> UInt64 { hash(hash(a) ^ b) ^ hash(c) }

    var text: String {
        var bytes: [UInt8] = []
        bytes.append(integer: a)
        bytes.append(integer: b)
        bytes.append(integer: c)
        return String(decoding: bytes[..<length], as: UTF8.self)
    }
}

/// One of the index's tables: entries of a 32-bit tag and the account's place, 0 for empty, probed one after the other.
/// The tag holds the entry's home, so that growing needs no more than the entry.
private struct IndexShard: BitwiseCopyable {
    private var entries: UnsafeMutablePointer<UInt64>?
    private var bits: UInt64 = 0
    private var count = 0

    init() {}

    var bytes: Int { entries == nil ? 0 : 8 << Int(bits) }

    func free() { entries?.deallocate() }

    @inline(__always)
    private func home(_ entry: UInt64) -> Int { Int(entry >> 32) & ((1 << Int(bits)) - 1) }

    @inline(__always)
    func prefetch(_ key: UInt64) {
        if let entries { weir_prefetch(entries + home(key)) }
    }

    /// The place with this tag that is meant; `isMeant` compares the id itself.
    @inline(__always)
    func find(_ key: UInt64, _ isMeant: (UInt32) -> Bool) -> UInt32? {
        guard let entries else { return nil }
        let mask = (1 << Int(bits)) - 1
        var slot = home(key)
        while entries[slot] != 0 {
            let place = UInt32(truncatingIfNeeded: entries[slot])
            if entries[slot] >> 32 == key >> 32, isMeant(place) { return place }
            slot = (slot + 1) & mask
        }
        return nil
    }

    mutating func insert(_ key: UInt64, _ place: UInt32) {
        if count * 4 >= 3 << Int(bits) || entries == nil { grow() }
        put(key & ~0xFFFF_FFFF | UInt64(place))
        count += 1
    }

    private func put(_ entry: UInt64) {
        guard let entries else { return }
        var slot = home(entry)
        while entries[slot] != 0 { slot = (slot + 1) & ((1 << Int(bits)) - 1) }
        entries[slot] = entry
    }

    private mutating func grow() {
        let old = entries
        let oldCount = old == nil ? 0 : 1 << Int(bits)
        bits = old == nil ? 5 : bits + 1
        let raw = UnsafeMutableRawPointer.allocate(byteCount: 8 << Int(bits), alignment: 64)
        entries = raw.bindMemory(to: UInt64.self, capacity: 1 << Int(bits))
        entries?.initialize(repeating: 0, count: 1 << Int(bits))
        guard let old else { return }
        for slot in 0..<oldCount where old[slot] != 0 { put(old[slot]) }
        old.deallocate()
    }
}
