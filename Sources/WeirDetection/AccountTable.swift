package import WeirDomain

/// The place of an account in the table. Never 0.
package struct AccountIndex: Hashable, Sendable, BitwiseCopyable {
    package let raw: UInt32
    package init(raw: UInt32) { self.raw = raw }
}

/// What is kept of every account, in 48 bytes; the rest lives in slabs that only active accounts have.
package struct AccountRecord: BitwiseCopyable {
    var hash: UInt64
    var idOffset: UInt64
    var idLength: UInt8
    package var kind: AccountKind
    /// Typologies that have raised an alert, by bit.
    package var alerted: UInt8 = 0
    /// Transfers are suspended: set and cleared by the engine's measures.
    package var isSuspended = false
    /// Minute of the first payment seen, or of the account's opening where the platform told.
    package var since: Int32
    package var payments: UInt32 = 0
    var windows: InlineArray<2, UInt32> = [0, 0]
    var dossier: UInt32 = 0
}

/// All accounts, found by id: an open-addressing index of 4-byte slots, keys checked in the record.
package struct AccountTable {
    private var records: [AccountRecord] = []
    private var ids: [UInt8] = []
    private var slots: [UInt32]
    private var mask: Int
    private let hash: Hash64

    init(seed: UInt64) {
        hash = Hash64(seed: seed)
        slots = [UInt32](repeating: 0, count: 1 << 12)
        mask = slots.count - 1
        records.append(AccountRecord(hash: 0, idOffset: 0, idLength: 0, kind: .person, since: 0))
    }

    package var count: Int { records.count - 1 }

    package subscript(index: AccountIndex) -> AccountRecord {
        get { records[Int(index.raw)] }
        _modify { yield &records[Int(index.raw)] }
    }

    // One field at a time: reading a whole record copies it.
    package func isSuspended(_ index: AccountIndex) -> Bool { records.span[Int(index.raw)].isSuspended }
    func dossier(_ index: AccountIndex) -> UInt32 { records.span[Int(index.raw)].dossier }
    func windows(_ index: AccountIndex, _ direction: Direction) -> UInt32 {
        direction == .incoming
            ? records.span[Int(index.raw)].windows.span[0] : records.span[Int(index.raw)].windows.span[1]
    }

    /// Counts a payment of the account; answers the place of its windows.
    mutating func notePayment(_ index: AccountIndex, _ direction: Direction) -> UInt32 {
        records[Int(index.raw)].payments &+= 1
        return windows(index, direction)
    }

    package func find(_ id: RawSpan) -> AccountIndex? {
        let key = hash(id)
        let slot = probe(key, id)
        return slots[slot] == 0 ? nil : AccountIndex(raw: slots[slot])
    }

    /// The account of this id, made if it is new.
    mutating func intern(_ id: RawSpan, kind: AccountKind, minute: Int32) -> AccountIndex {
        let key = hash(id)
        let slot = probe(key, id)
        if slots[slot] != 0 { return AccountIndex(raw: slots[slot]) }
        let index = UInt32(records.count)
        records.append(
            AccountRecord(
                hash: key, idOffset: UInt64(ids.count), idLength: UInt8(id.byteCount), kind: kind, since: minute))
        ids.append(bytes: id)
        slots[slot] = index
        if records.count * 2 > slots.count { grow() }
        return AccountIndex(raw: index)
    }

    package func id(_ index: AccountIndex) -> String {
        let record = records[Int(index.raw)]
        let start = Int(record.idOffset)
        return String(decoding: ids[start..<(start + Int(record.idLength))], as: UTF8.self)
    }

    private func probe(_ key: UInt64, _ id: RawSpan) -> Int {
        var slot = Int(truncatingIfNeeded: key) & mask
        while slots[slot] != 0 {
            let place = Int(slots[slot])
            if records.span[place].hash == key, Int(records.span[place].idLength) == id.byteCount {
                let start = Int(records.span[place].idOffset)
                if ids.span.bytes.extracting(start..<(start + id.byteCount)).equals(id) { return slot }
            }
            slot = (slot + 1) & mask
        }
        return slot
    }

    private mutating func grow() {
        slots = [UInt32](repeating: 0, count: slots.count * 2)
        mask = slots.count - 1
        for index in 1..<records.count {
            var slot = Int(truncatingIfNeeded: records[index].hash) & mask
            while slots[slot] != 0 { slot = (slot + 1) & mask }
            slots[slot] = UInt32(index)
        }
    }

    /// Every account in order of first appearance.
    package var indices: some Sequence<AccountIndex> {
        (1..<max(records.count, 1)).lazy.map { AccountIndex(raw: UInt32($0)) }
    }
}
