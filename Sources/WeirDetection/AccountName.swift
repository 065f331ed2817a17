import WeirDomain

/// An id in two words. Up to 15 bytes stand for themselves; 16 to 19 digits, as platforms number their accounts, are
/// kept as a number; a longer one is its place among the long ids. The highest byte is the length, or 255 for a long
/// one. Every id has one form only, so that equal names are equal words.
struct AccountName: Hashable, BitwiseCopyable {
    private var a: UInt64 = 0
    private var b: UInt64 = 0

    init() {}

    init(longAt place: Int) {
        a = UInt64(place)
        b = 0xFF << 56
    }

    @inline(__always)
    init(_ id: RawSpan) {
        let n = id.byteCount
        if n <= 15 {
            if n >= 8 {
                a = id.integer(0, as: UInt64.self)
                // The rest, shifted out of the last eight bytes.
                if n > 8 { b = id.integer(n - 8, as: UInt64.self) >> UInt64(8 * (16 - n)) }
            } else {
                for i in 0..<n { a |= UInt64(id.byte(i)) << UInt64(8 * i) }
            }
            b |= UInt64(n) << 56
        } else if n <= 19, let number = Self.number(id) {
            a = number
            b = UInt64(n) << 56
        } else {
            b = 0xFF << 56
        }
    }

    /// The value of 16 to 19 digits.
    @inline(__always)
    private static func number(_ id: RawSpan) -> UInt64? {
        guard let high = eightDigits(id.integer(0, as: UInt64.self)),
            let low = eightDigits(id.integer(8, as: UInt64.self))
        else { return nil }
        var value = high * 100_000_000 + low
        for i in 16..<id.byteCount {
            let digit = id.byte(i) &- 48
            guard digit < 10 else { return nil }
            value = value * 10 + UInt64(digit)
        }
        return value
    }

    /// Eight characters at once, the first in the lowest byte: pairs, fours, all eight.
    @inline(__always)
    private static func eightDigits(_ text: UInt64) -> UInt64? {
        let digits = text ^ 0x3030_3030_3030_3030
        // None of them is above nine.
        guard (digits | digits &+ 0x0606_0606_0606_0606) & 0xF0F0_F0F0_F0F0_F0F0 == 0 else { return nil }
        let pairs = ((digits &* (10 << 8 + 1)) >> 8) & 0x00FF_00FF_00FF_00FF
        let fours = ((pairs &* (100 << 16 + 1)) >> 16) & 0x0000_FFFF_0000_FFFF
        return (fours &* (10_000 << 32 + 1)) >> 32
    }

    var isLong: Bool { b >> 56 == 0xFF }
    /// Where a long id is.
    var place: Int { Int(a) }

    func hash(_ hash: Hash64) -> UInt64 { hash(hash(a) ^ b) }

    /// The id; none of a long one.
    var text: String {
        let length = Int(b >> 56)
        if length > 15 {
            let digits = String(a)
            return String(repeating: "0", count: max(0, length - digits.count)) + digits
        }
        var bytes: [UInt8] = []
        bytes.append(integer: a)
        bytes.append(integer: b)
        return String(decoding: bytes[..<length], as: UTF8.self)
    }
}

/// Ids that do not fit an account's record: a byte of length and the text, in chunks that never move.
struct LongNames: ~Copyable {
    private static let chunkBytes = 1 << 18
    private var chunks: [UnsafeMutableRawPointer] = []
    private var used = 0

    deinit { for chunk in chunks { chunk.deallocate() } }

    var bytes: Int { chunks.count * Self.chunkBytes }

    /// Answers the place of an id of at most 255 bytes.
    mutating func add(_ id: RawSpan) -> Int {
        precondition(id.byteCount <= 255, "the codec has checked the length")
        let left = Self.chunkBytes - used % Self.chunkBytes
        if left < id.byteCount + 1 { used += left }
        if used / Self.chunkBytes >= chunks.count { grow() }
        let place = used
        let address = chunks[place / Self.chunkBytes] + place % Self.chunkBytes
        address.storeBytes(of: UInt8(id.byteCount), as: UInt8.self)
        id.withUnsafeBytes {
            (address + 1).copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(address), byteCount: $0.count)
        }
        used += id.byteCount + 1
        return place
    }

    private mutating func grow() {
        chunks.append(.allocate(byteCount: Self.chunkBytes, alignment: 8))
        chunks[chunks.count - 1].initializeMemory(as: UInt8.self, repeating: 0, count: Self.chunkBytes)
    }

    private func text(_ place: Int) -> UnsafeRawBufferPointer {
        precondition(place >= 0 && place < used, "an id that is not there")
        let address = chunks[place / Self.chunkBytes] + place % Self.chunkBytes
        return UnsafeRawBufferPointer(start: address + 1, count: Int(address.load(as: UInt8.self)))
    }

    func equals(_ place: Int, _ id: RawSpan) -> Bool { text(place).bytes.equals(id) }

    func hash(_ place: Int, _ hash: Hash64) -> UInt64 { hash(text(place).bytes) }

    func string(_ place: Int) -> String { String(decoding: text(place), as: UTF8.self) }

    // MARK: Snapshots

    func save(to writer: borrowing StateWriter) {
        writer.write(used)
        var left = used
        for chunk in chunks where left > 0 {
            writer.write(UnsafeRawBufferPointer(start: chunk, count: min(left, Self.chunkBytes)))
            left -= Self.chunkBytes
        }
    }

    mutating func load(from reader: borrowing StateReader) throws {
        used = try reader.count()
        var left = used
        while left > 0 {
            grow()
            try reader.read(
                into: UnsafeMutableRawBufferPointer(start: chunks[chunks.count - 1], count: min(left, Self.chunkBytes)))
            left -= Self.chunkBytes
        }
    }

    /// Whether a place read from elsewhere is that of a whole id.
    func holds(_ place: Int) -> Bool {
        guard place >= 0, place < used else { return false }
        return place % Self.chunkBytes + 1 + text(place).count <= Self.chunkBytes
    }
}
