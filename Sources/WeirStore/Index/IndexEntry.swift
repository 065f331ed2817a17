/// One line of the index: what a text hashes to, and the payment that bears it.
struct IndexEntry: BitwiseCopyable, Equatable {
    var hash: UInt64
    /// The sequence number, shifted by one; the lowest bit tells that the database has a row of its own for it.
    var value: UInt64

    static let bytes = 16

    var sequence: UInt64 { value >> 1 }
    var hasRow: Bool { value & 1 == 1 }

    init(hash: UInt64, value: UInt64) {
        self.hash = hash
        self.value = value
    }

    init(hash: UInt64, sequence: UInt64, hasRow: Bool) {
        self.hash = hash
        value = sequence << 1 | (hasRow ? 1 : 0)
    }

    static func < (a: IndexEntry, b: IndexEntry) -> Bool {
        a.hash != b.hash ? a.hash < b.hash : a.value < b.value
    }

    /// Sorts entries that stand in order of their values: four passes over the upper half of the hash, which leave a
    /// few to be put right by hand.
    /// - Parameter isWhole: goes over all of the hash, where many have the same upper half: by hand that would take
    ///   time by their square.
    static func sort(_ entries: inout [IndexEntry], isWhole: Bool = false) {
        guard entries.count > 1 else { return }
        var other = entries
        for shift in stride(from: UInt64(isWhole ? 0 : 32), to: 64, by: 8) {
            var starts = [Int](repeating: 0, count: 257)
            for entry in entries { starts[Int(entry.hash >> shift & 255) + 1] += 1 }
            for i in 1...256 { starts[i] += starts[i - 1] }
            for entry in entries {
                let digit = Int(entry.hash >> shift & 255)
                other[starts[digit]] = entry
                starts[digit] += 1
            }
            swap(&entries, &other)
        }
        for i in 1..<entries.count where entries[i] < entries[i - 1] {
            let entry = entries[i]
            var place = i
            while place > 0, entry < entries[place - 1] {
                entries[place] = entries[place - 1]
                place -= 1
            }
            entries[place] = entry
        }
    }
}
