import CWeirSupport
package import WeirDomain

/// Numbers of accounts in the order in which they come, from 1, found by id; nothing else is kept of them.
package struct AccountNumbers: ~Copyable {
    private struct Entry: BitwiseCopyable {
        var name = AccountName()
        /// 0 is empty.
        var number: UInt32 = 0
    }

    private struct Sought: BitwiseCopyable {
        var name: AccountName
        var key: UInt64
    }

    private let hash = Hash64(seed: 0x4E55_4D42)
    /// Probed one after the other; their number is a power of two.
    private var entries: UnsafeMutablePointer<Entry>
    private var mask = (1 << 12) - 1
    private var longNames = LongNames()
    /// What is looked for at once.
    private let ahead = UnsafeMutablePointer<Sought>.allocate(capacity: 2 * AccountNumbers.most)
    private static let most = 32
    package private(set) var count = 0

    package init() { entries = Self.blank(1 << 12) }

    deinit {
        entries.deallocate()
        ahead.deallocate()
    }

    private static func blank(_ count: Int) -> UnsafeMutablePointer<Entry> {
        let raw = UnsafeMutableRawPointer.allocate(byteCount: count * MemoryLayout<Entry>.stride, alignment: 1 << 12)
        weir_huge_pages(raw, count * MemoryLayout<Entry>.stride)
        let entries = raw.bindMemory(to: Entry.self, capacity: count)
        entries.initialize(repeating: Entry(), count: count)
        return entries
    }

    /// The number of an account.
    package mutating func number(of id: RawSpan) -> UInt32 { number(sought(id), id) }

    /// The numbers of both accounts of up to 32 payments, payer and payee in turn; 0 where they are not wanted.
    package mutating func take(
        _ batch: borrowing RecordBatch, _ range: Range<Int>, wanted: UnsafePointer<Bool>,
        into numbers: UnsafeMutablePointer<UInt32>
    ) {
        precondition(range.count <= Self.most, "more payments than are looked at at once")
        for place in range {
            let payment = batch[place]
            let i = 2 * (place - range.lowerBound)
            ahead[i] = sought(payment.payer)
            ahead[i + 1] = sought(payment.payee)
            weir_prefetch(entries + (Int(truncatingIfNeeded: ahead[i].key) & mask))
            weir_prefetch(entries + (Int(truncatingIfNeeded: ahead[i + 1].key) & mask))
        }
        for place in range {
            let i = 2 * (place - range.lowerBound)
            (numbers[i], numbers[i + 1]) = (0, 0)
            guard wanted[place - range.lowerBound] else { continue }
            let payment = batch[place]
            numbers[i] = number(ahead[i], payment.payer)
            numbers[i + 1] = number(ahead[i + 1], payment.payee)
        }
    }

    @inline(__always)
    private func sought(_ id: RawSpan) -> Sought {
        let name = AccountName(id)
        return Sought(name: name, key: name.isLong ? hash(id) : name.hash(hash))
    }

    @inline(__always)
    private mutating func number(_ sought: Sought, _ id: RawSpan) -> UInt32 {
        var slot = Int(truncatingIfNeeded: sought.key) & mask
        while entries[slot].number != 0 {
            if isNamed(entries[slot].name, sought.name, id) { return entries[slot].number }
            slot = (slot + 1) & mask
        }
        return add(sought, id)
    }

    @inline(__always)
    private func isNamed(_ known: AccountName, _ name: AccountName, _ id: RawSpan) -> Bool {
        guard name.isLong else { return known == name }
        return known.isLong && longNames.equals(known.place, id)
    }

    private mutating func add(_ sought: Sought, _ id: RawSpan) -> UInt32 {
        if count * 2 > mask { grow() }
        count += 1
        precondition(count < Int(UInt32.max), "four billion accounts")
        let name = sought.name.isLong ? AccountName(longAt: longNames.add(id)) : sought.name
        put(Entry(name: name, number: UInt32(count)), sought.key)
        return UInt32(count)
    }

    private func put(_ entry: Entry, _ key: UInt64) {
        var slot = Int(truncatingIfNeeded: key) & mask
        while entries[slot].number != 0 { slot = (slot + 1) & mask }
        entries[slot] = entry
    }

    private mutating func grow() {
        let (old, oldCount) = (entries, mask + 1)
        entries = Self.blank(2 * oldCount)
        mask = 2 * oldCount - 1
        for slot in 0..<oldCount where old[slot].number != 0 {
            let name = old[slot].name
            put(old[slot], name.isLong ? longNames.hash(name.place, hash) : name.hash(hash))
        }
        old.deallocate()
    }
}
