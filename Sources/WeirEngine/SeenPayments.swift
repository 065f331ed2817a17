import WeirDomain

/// The payments decided so far, by id, so that none is decided twice.
///
/// Two generations of hash tables: when the young one is full the old one goes. An id is remembered for at least one
/// generation (`Limits.rememberedPayments`), at most two.
struct SeenPayments {
    private struct Entry: BitwiseCopyable {
        var id: UInt64 = 0
        var content: UInt64 = 0
        var sequence: UInt64 = 0
    }

    private struct Table {
        var entries = [Entry](repeating: Entry(), count: 1 << 12)
        var count = 0

        func slot(_ id: UInt64) -> Int {
            let mask = entries.count - 1
            var slot = Int(truncatingIfNeeded: id) & mask
            while entries[slot].id != 0, entries[slot].id != id { slot = (slot + 1) & mask }
            return slot
        }

        func find(_ id: UInt64) -> Entry? {
            guard count > 0 else { return nil }
            let entry = entries[slot(id)]
            return entry.id == id ? entry : nil
        }

        mutating func insert(_ entry: Entry) {
            if (count + 1) * 2 > entries.count { grow() }
            entries[slot(entry.id)] = entry
            count += 1
        }

        private mutating func grow() {
            let old = entries
            entries = [Entry](repeating: Entry(), count: old.count * 2)
            for entry in old where entry.id != 0 { entries[slot(entry.id)] = entry }
        }
    }

    private var young = Table()
    private var old = Table()
    private let hash: Hash64
    private let generation: Int

    init(seed: UInt64, generation: Int = Limits.rememberedPayments) {
        hash = Hash64(seed: seed ^ 0x5345_454E)
        self.generation = generation
    }

    enum Memory: Equatable {
        case new
        /// The same payment was decided under this sequence number.
        case same(UInt64)
        /// Another payment with this id was.
        case other(UInt64)
    }

    /// Whether the payment is new; remembers it if so.
    mutating func meet(_ payment: borrowing PaymentView, sequence: UInt64) -> Memory {
        // 0 marks an empty place.
        let id = hash(payment.id) | 1
        let content = hash(payment.bytes)
        if let known = young.find(id) ?? old.find(id) {
            return known.content == content ? .same(known.sequence) : .other(known.sequence)
        }
        if young.count >= generation {
            old = young
            young = Table()
        }
        young.insert(Entry(id: id, content: content, sequence: sequence))
        return .new
    }
}
