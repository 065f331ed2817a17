import CWeirSupport
import WeirDomain

/// What an entry is about, as far as people look for it: decisions and looks are many and look alike, and what people,
/// measures and lists did would not be found among them.
public enum EntryKind: Int, CaseIterable, Sendable {
    /// Anything that was done, by people or the program.
    case act
    /// A payment was decided.
    case decision
    /// Somebody looked at personal data.
    case look

    private static let decisionMark = Array(#""type":"decision""#.utf8)
    private static let lookMark = Array(#""type":"access.looked""#.utf8)
    /// The type stands behind four short fields at the beginning.
    private static let reach = 192

    /// What somebody wrote cannot look like a type: its quotes are escaped.
    public init(of entry: [UInt8]) {
        let head = entry.prefix(Self.reach)
        if head.firstRange(of: Self.decisionMark) != nil {
            self = .decision
        } else if head.firstRange(of: Self.lookMark) != nil {
            self = .look
        } else {
            self = .act
        }
    }
}

/// How many entries of each kind there are.
struct KindCounts: Sendable, Equatable {
    private var counts = [Int](repeating: 0, count: EntryKind.allCases.count)

    var total: Int { counts.reduce(0, +) }

    subscript(kind: EntryKind) -> Int {
        get { counts[kind.rawValue] }
        set { counts[kind.rawValue] = newValue }
    }
}

/// How many entries of each kind there are up to each entry, so that a page of one kind is found without going through
/// the others. It can be made anew from the entries, and needs no sync: a record whose checksum, over its place and its
/// numbers, is wrong has not come to the disk, or has been damaged there.
final class KindFile {
    private static let countBytes = 8 * EntryKind.allCases.count
    private static let recordBytes = countBytes + 4

    private let file: DiskFile
    /// Of all entries that it knows.
    private(set) var counts = KindCounts()
    /// The entry whose record was found to be damaged last.
    private(set) var damagedAt: Int?
    /// Of the entries whose records have been held against them, one after the other.
    private var fitting = KindCounts()

    /// - Parameter known: entries that there are; what the file has beyond them is cut.
    init(_ path: String, known: Int) throws(RegisterError) {
        file = try DiskFile(path, isWritable: true)
        if Self.isOfVersionBefore(file) { try file.truncate(0) }
        let kept = min(known, file.size / Self.recordBytes)
        if let found = try? upTo(kept) {
            try file.truncate(kept * Self.recordBytes)
            counts = found
        } else {
            try file.truncate(0)
        }
    }

    /// Versions before wrote no checksums: such a file is made anew, and is not damaged.
    private static func isOfVersionBefore(_ file: DiskFile) -> Bool {
        guard file.size > 0, file.size % countBytes == 0,
            let last = try? file.read(countBytes, at: file.size - countBytes)
        else { return false }
        var sum: UInt64 = 0
        for kind in EntryKind.allCases { sum &+= last.span.bytes.integer(8 * kind.rawValue, as: UInt64.self) }
        return sum == UInt64(file.size / countBytes)
    }

    private static func checksum(_ place: Int, _ record: [UInt8]) -> UInt32 {
        record.withUnsafeBytes { weir_crc32c(UInt32(truncatingIfNeeded: place), $0.baseAddress, countBytes) }
    }

    /// How many entries it knows.
    var count: Int { counts.total }

    /// Of the first entries.
    func upTo(_ size: Int) throws(RegisterError) -> KindCounts {
        var found = KindCounts()
        guard size > 0 else { return found }
        let record = try file.read(Self.recordBytes, at: (size - 1) * Self.recordBytes)
        for kind in EntryKind.allCases {
            found[kind] = Int(truncatingIfNeeded: record.span.bytes.integer(8 * kind.rawValue, as: Int64.self))
        }
        // Each by itself as well: a sum of numbers that are not counts could overflow.
        guard Self.checksum(size, record) == record.span.bytes.integer(Self.countBytes, as: UInt32.self),
            EntryKind.allCases.allSatisfy({ (0...size).contains(found[$0]) }), found.total == size
        else {
            damagedAt = size - 1
            throw RegisterError(.damaged, file.path, "is damaged: it is made anew when it is deleted before a start")
        }
        return found
    }

    func append(_ kinds: [EntryKind]) throws(RegisterError) {
        var (counts, bytes): (KindCounts, [UInt8]) = (counts, [])
        for kind in kinds {
            counts[kind] += 1
            var record: [UInt8] = []
            for each in EntryKind.allCases { record.append(integer: UInt64(counts[each])) }
            record.append(integer: Self.checksum(counts.total, record))
            bytes += record
        }
        try file.append(bytes)
        self.counts = counts
    }

    /// Whether the record of an entry says of what kind it is. Asked of all entries in order.
    func fits(_ kind: EntryKind, at number: Int) -> Bool {
        guard number == fitting.total else { return true }
        var wanted = fitting
        wanted[kind] += 1
        guard let found = try? upTo(number + 1), found == wanted else { return false }
        fitting = wanted
        return true
    }

    /// Forgets the entries from one on.
    func cut(to number: Int) throws(RegisterError) {
        let kept = try? upTo(number)
        counts = kept ?? KindCounts()
        try file.truncate(counts.total * Self.recordBytes)
        damagedAt = nil
    }

    /// Where the entry stands that has so many of its kind before it. The records are in order: it is found by halves.
    func place(of kind: EntryKind, number: Int) throws(RegisterError) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if try upTo(middle + 1)[kind] > number {
                high = middle
            } else {
                low = middle + 1
            }
        }
        guard low < count else {
            throw RegisterError(.outOfRange, file.path, "has no entry \(number) of this kind: it has \(counts[kind])")
        }
        return low
    }
}
