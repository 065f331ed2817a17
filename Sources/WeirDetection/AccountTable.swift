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
    /// Where its latest payments are counted.
    var activity = ActivityPlace()
    /// The currency of its first payment; 0 before.
    package var currency = Currency(packed: 0)
    var dossier: UInt32 = 0
    /// Minute of the first payment seen, or of the account's opening where the platform told.
    package var since: Int32 = 0
    package var payments: UInt32 = 0
    package var kind = AccountKind.person
    /// Typologies that have raised an alert, by bit.
    package var alerted: UInt8 = 0
    /// By bit: 1 transfers are suspended, 2 another restraint, both set and cleared by the engine; 4 the platform has
    /// told when the account was opened.
    package var standing: UInt8 = 0
    /// When it is worth while to look again whether a dossier is due (`Opening`).
    var patience = Patience()

    package var isSuspended: Bool { standing & 1 != 0 }

    /// In days; not known of an account of which only the first payment seen tells, until that is a while ago, nor of
    /// one that was told of before all payments without a day: nobody's account is as old as the clock.
    func age(at minute: Int32) -> Float {
        let age = minute &- since
        return standing & 4 != 0 || since > 0 && age >= Self.oldEnough ? Float(age) / 1_440 : .nan
    }

    private static let oldEnough: Int32 = 90 * 1_440

    /// Under an alert or a suspension.
    var isSuspect: Bool { alerted != 0 || isSuspended }
}

/// All accounts, found by id: an index of 8-byte entries in 256 tables that grow each by itself and by a quarter, so
/// that no payment waits for all of it and little of it is empty; keys are checked in the record.
package struct AccountTable: ~Copyable {
    private var records = Slab<AccountRecord>(blank: AccountRecord())
    /// Ids too long for the record.
    private var longNames = LongNames()
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
        var sum = records.bytes + longNames.bytes
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
        return find(name, key(name, id), id)
    }

    @inline(__always)
    private func key(_ name: AccountName, _ id: RawSpan) -> UInt64 { name.isLong ? hash(id) : name.hash(hash) }

    @inline(__always)
    private func find(_ name: AccountName, _ key: UInt64, _ id: RawSpan) -> AccountIndex? {
        shards[Int(key & 255)].find(key) { place in isNamed(Int(place), name, id) }.map { AccountIndex(raw: $0) }
    }

    @inline(__always)
    private func isNamed(_ place: Int, _ name: AccountName, _ id: RawSpan) -> Bool {
        let known = records.address(place).pointee.name
        guard name.isLong else { return known == name }
        return known.isLong && longNames.equals(known.place, id)
    }

    /// The account of this id, made if it is new.
    /// - Parameter guess: where it probably is; 0 if nothing is known.
    @inline(__always)
    mutating func intern(_ id: RawSpan, kind: AccountKind, minute: Int32, guess: UInt32 = 0) -> AccountIndex {
        let name = AccountName(id)
        if guess != 0, !name.isLong, records.address(Int(guess)).pointee.name == name {
            return AccountIndex(raw: guess)
        }
        let key = key(name, id)
        return find(name, key, id) ?? add(name, key, id, kind, minute)
    }

    private mutating func add(
        _ name: AccountName, _ key: UInt64, _ id: RawSpan, _ kind: AccountKind, _ minute: Int32
    ) -> AccountIndex {
        let place = records.add()
        records[place].name = name.isLong ? AccountName(longAt: longNames.add(id)) : name
        records[place].kind = kind
        records[place].since = minute
        shards[Int(key & 255)].insert(key, UInt32(place))
        return AccountIndex(raw: UInt32(place))
    }

    package func id(_ index: AccountIndex) -> String {
        let name = records[Int(index.raw)].name
        return name.isLong ? longNames.string(name.place) : name.text
    }

    /// Every account in order of first appearance.
    package var indices: some Sequence<AccountIndex> {
        (1..<max(records.count, 1)).lazy.map { AccountIndex(raw: UInt32($0)) }
    }

    // MARK: Snapshots

    func save(to writer: borrowing StateWriter) {
        records.save(to: writer)
        longNames.save(to: writer)
    }

    /// The index is made anew from the ids. Only for a table without accounts.
    mutating func load(from reader: borrowing StateReader) throws {
        records = Slab(blank: AccountRecord())
        try records.load(from: reader)
        try longNames.load(from: reader)
        guard records.count > 0 else { throw StateReader.Flaw("a table without its first place") }
        for place in 1..<max(records.count, 1) {
            let name = records[place].name
            guard !name.isLong || longNames.holds(name.place) else { throw StateReader.Flaw("an id beyond the ids") }
            let key = name.isLong ? longNames.hash(name.place, hash) : name.hash(hash)
            shards[Int(key & 255)].insert(key, UInt32(place))
        }
    }

    // MARK: Ahead of use

    /// Asks for the index line of an id ahead of its use; answers the key for `prefetchRecord`.
    @inline(__always)
    func prefetchIndex(_ id: RawSpan) -> UInt64 {
        let key = key(AccountName(id), id)
        shards[Int(key & 255)].prefetch(key)
        return key
    }

    /// The same for a record whose place is probably known; answers 0 where there is none.
    @inline(__always)
    func prefetchRecord(at place: UInt32) -> UInt32 {
        guard place != 0, Int(place) < records.count else { return 0 }
        records.prefetchEnds(Int(place))
        return place
    }

    /// A copy of the index, to guess by.
    package func guesses() -> AccountGuesses { AccountGuesses(hash, shards, count) }

    /// Asks for the record that the index probably means; answers its place, 0 if there is none.
    @inline(__always)
    func prefetchRecord(_ key: UInt64) -> UInt32 {
        let place = shards[Int(key & 255)].find(key) { _ in true } ?? 0
        if place != 0 { records.prefetchEnds(Int(place)) }
        return place
    }
}

/// Where accounts probably are, by nothing but the hashes of their ids; new ones get the places that the table will
/// give them if it meets the same ids in the same order.
package struct AccountGuesses: ~Copyable, @unchecked Sendable {
    private let shards = UnsafeMutablePointer<IndexShard>.allocate(capacity: 256)
    private let hash: Hash64
    private var last: UInt32

    fileprivate init(_ hash: Hash64, _ others: UnsafeMutablePointer<IndexShard>, _ count: Int) {
        self.hash = hash
        last = UInt32(count)
        for i in 0..<256 { (shards + i).initialize(to: others[i].copy()) }
    }

    deinit {
        for i in 0..<256 { shards[i].free() }
        shards.deallocate()
    }

    @inline(__always)
    package func key(_ id: RawSpan) -> UInt64 {
        let name = AccountName(id)
        return name.isLong ? hash(id) : name.hash(hash)
    }

    @inline(__always)
    package func prefetch(_ key: UInt64) { shards[Int(key & 255)].prefetch(key) }

    /// The place of the account with this key, the next one if it is new.
    @inline(__always)
    package mutating func place(_ key: UInt64) -> UInt32 {
        if let known = shards[Int(key & 255)].find(key, { _ in true }) { return known }
        last += 1
        shards[Int(key & 255)].insert(key, last)
        return last
    }
}

/// One of the index's tables: entries of a 32-bit tag and the account's place, 0 for empty, probed one after the other.
/// The tag says where the entry begins to be looked for, so that growing needs no more than the entry.
private struct IndexShard: BitwiseCopyable {
    private var entries: UnsafeMutablePointer<UInt64>?
    private var capacity: UInt64 = 0
    private var count: UInt64 = 0

    init() {}

    var bytes: Int { 8 * Int(capacity) }

    func free() { entries?.deallocate() }

    func copy() -> IndexShard {
        guard let entries else { return self }
        let raw = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
        let fresh = raw.bindMemory(to: UInt64.self, capacity: Int(capacity))
        fresh.initialize(from: entries, count: Int(capacity))
        var other = self
        other.entries = fresh
        return other
    }

    @inline(__always)
    private func home(_ entry: UInt64) -> Int { Int(((entry >> 32) &* capacity) >> 32) }

    @inline(__always)
    func prefetch(_ key: UInt64) {
        if let entries { weir_prefetch(entries + home(key)) }
    }

    /// The place with this tag that is meant; `isMeant` compares the id itself.
    @inline(__always)
    func find(_ key: UInt64, _ isMeant: (UInt32) -> Bool) -> UInt32? {
        guard let entries else { return nil }
        var slot = home(key)
        while true {
            let entry = entries[slot]
            if entry == 0 { return nil }
            let place = UInt32(truncatingIfNeeded: entry)
            if entry >> 32 == key >> 32, isMeant(place) { return place }
            slot += 1
            if slot == Int(capacity) { slot = 0 }
        }
    }

    mutating func insert(_ key: UInt64, _ place: UInt32) {
        // Six in seven places at the most.
        if count * 7 >= capacity * 6 { grow() }
        put(key & ~0xFFFF_FFFF | UInt64(place))
        count += 1
    }

    private func put(_ entry: UInt64) {
        guard let entries else { return }
        var slot = home(entry)
        while entries[slot] != 0 { slot = slot + 1 == Int(capacity) ? 0 : slot + 1 }
        entries[slot] = entry
    }

    private mutating func grow() {
        let (old, oldCapacity) = (entries, Int(capacity))
        capacity = max(32, capacity + capacity / 4)
        let raw = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
        let fresh = raw.bindMemory(to: UInt64.self, capacity: Int(capacity))
        fresh.initialize(repeating: 0, count: Int(capacity))
        entries = fresh
        guard let old else { return }
        for slot in 0..<oldCapacity where old[slot] != 0 { put(old[slot]) }
        old.deallocate()
    }
}
