internal import Glibc
internal import Synchronization
internal import WeirDomain

/// Offsets from UTC by time, of one place in the world, read from the system's time zone files (RFC 8536).
struct TimeZone: Sendable {
    private var changes: [Int64] = []
    private var offsets: [Int64] = []
    private var first: Int64 = 0
    private var rule: ZoneRule?

    /// Seconds east of UTC at a moment.
    func offset(at seconds: Int64) -> Int64 {
        guard let last = changes.last else { return rule?.offset(at: seconds) ?? first }
        if seconds >= last, let rule { return rule.offset(at: seconds) }
        var low = 0
        var high = changes.count
        while low < high {
            let middle = (low + high) / 2
            if changes[middle] <= seconds { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? first : offsets[low - 1]
    }

    init(fixed seconds: Int64) { first = seconds }

    /// The contents of a time zone file; nil when they are none.
    init?(file: [UInt8]) {
        guard let one = ZoneHeader(file, at: 0) else { return nil }
        var header = one
        var wide = 4
        // From version 2 on, a second block with 64-bit times follows the first.
        if one.version >= 0x32 {
            guard let two = ZoneHeader(file, at: one.start + one.length(wide: 4)) else { return nil }
            header = two
            wide = 8
        }
        let end = header.start + header.length(wide: wide)
        guard end <= file.count, header.types > 0 else { return nil }
        let kinds = header.start + header.changes * wide
        let types = kinds + header.changes
        func offset(_ type: Int) -> Int64 { Int64(Int32(truncatingIfNeeded: file.bigEndian(types + type * 6, 4))) }
        first = offset(0)
        for i in 0..<header.changes {
            let type = Int(file[kinds + i])
            guard type < header.types else { return nil }
            let raw = file.bigEndian(header.start + i * wide, wide)
            changes.append(wide == 8 ? raw : Int64(Int32(truncatingIfNeeded: raw)))
            offsets.append(offset(type))
        }
        if wide == 8, end < file.count, let close = file[(end + 1)...].firstIndex(of: 0x0A) {
            rule = ZoneRule(String(decoding: file[(end + 1)..<close], as: UTF8.self))
        }
    }

    /// A zone by its name (`Asia/Shanghai`) or as a fixed offset (`+08:00`, `-02:30`, `UTC`).
    static func named(_ name: String) -> TimeZone? {
        if name == "UTC" || name.isEmpty { return TimeZone(fixed: 0) }
        if let offset = fixedOffset(name) { return TimeZone(fixed: offset) }
        guard name.utf8.count <= 64, name.utf8.allSatisfy({ $0.continuesName || [0x2F, 0x2D, 0x2B].contains($0) }),
            name.utf8.first?.startsName == true
        else { return nil }
        if let known = cache.withLock({ $0[name] }) { return known }
        guard let bytes = read("/usr/share/zoneinfo/" + name), let zone = TimeZone(file: bytes) else { return nil }
        cache.withLock { if $0.count < Limits.zones { $0[name] = zone } }
        return zone
    }

    /// Whether the name says the offset, so that there is no file to read.
    static func isOffset(_ name: String) -> Bool { name == "UTC" || name.isEmpty || fixedOffset(name) != nil }

    private static let cache = Mutex<[String: TimeZone]>([:])

    private static func fixedOffset(_ name: String) -> Int64? {
        let signed = name.hasPrefix("+") || name.hasPrefix("-")
        var reader = TextReader(signed ? name : "+" + name)
        guard let offset = reader.offset(), reader.isAtEnd else { return nil }
        return offset
    }

    private static func read(_ path: String) -> [UInt8]? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: Limits.zoneBytes)
        var count = 0
        while count < bytes.count {
            let space = bytes.count - count
            let got = bytes.withUnsafeMutableBytes {
                unsafe Glibc.read(file, $0.baseAddress.map { unsafe $0 + count }, space)
            }
            if got < 0 { return nil }
            if got == 0 { return Array(bytes[..<count]) }
            count += got
        }
        return nil
    }
}

/// The counts at the head of a block of a time zone file.
private struct ZoneHeader {
    var version: UInt8
    var changes: Int
    var types: Int
    var others: Int
    var leaps: Int
    var start: Int

    init?(_ file: [UInt8], at offset: Int) {
        guard offset + 44 <= file.count, file[offset..<offset + 4].elementsEqual("TZif".utf8) else { return nil }
        version = file[offset + 4]
        func count(_ field: Int) -> Int { Int(UInt32(truncatingIfNeeded: file.bigEndian(offset + 20 + field * 4, 4))) }
        guard (0..<6).allSatisfy({ count($0) <= Limits.zoneBytes }) else { return nil }
        (changes, types, leaps) = (count(3), count(4), count(2))
        others = count(0) + count(1) + count(5)
        start = offset + 44
    }

    func length(wide: Int) -> Int { changes * (wide + 1) + types * 6 + others + leaps * (wide + 4) }
}

extension [UInt8] {
    /// A big-endian number; 0 beyond the end.
    fileprivate func bigEndian(_ offset: Int, _ width: Int) -> Int64 {
        guard offset >= 0, offset + width <= count else { return 0 }
        return Int64(bitPattern: self[offset..<offset + width].reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
    }
}
