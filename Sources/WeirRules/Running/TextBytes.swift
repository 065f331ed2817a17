/// Texts as their bytes. The language counts code points, and walking over those costs tens of nanoseconds each; bytes
/// cost one. In UTF-8 a code point begins at each byte that continues none.
extension String {
    /// How many code points there are.
    var scalarCount: Int {
        let bytes = utf8Span.span
        var count = 0
        for i in bytes.indices { count &+= bytes[i] & 0xC0 == 0x80 ? 0 : 1 }
        return count
    }

    /// How many code points begin before a byte.
    func scalars(before end: Int) -> Int {
        let bytes = utf8Span.span
        var count = 0
        for i in 0..<min(end, bytes.count) { count &+= bytes[i] & 0xC0 == 0x80 ? 0 : 1 }
        return count
    }

    /// The byte at which the code point with this number begins; the length for the number behind the last one.
    func offset(ofScalar number: Int) -> Int {
        let bytes = utf8Span.span
        var left = number
        for i in bytes.indices where bytes[i] & 0xC0 != 0x80 {
            if left == 0 { return i }
            left -= 1
        }
        return bytes.count
    }

    /// The byte behind the code point that begins at this byte.
    func scalarEnd(_ start: Int) -> Int {
        let bytes = utf8Span.span
        var end = start + 1
        while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
        return end
    }

    /// The text between two bytes at which code points begin.
    func part(_ start: Int, _ end: Int) -> String {
        let view = utf8
        let first = view.index(view.startIndex, offsetBy: start)
        return String(unicodeScalars[first..<view.index(first, offsetBy: end - start)])
    }

    /// Whether the other text's bytes stand there.
    func hasBytes(of other: String, at start: Int) -> Bool {
        let (text, sought) = (utf8Span.span, other.utf8Span.span)
        guard start >= 0, sought.count <= text.count - start else { return false }
        for i in sought.indices where text[start + i] != sought[i] { return false }
        return true
    }

    /// The code points from the last to the first.
    var scalarsReversed: String {
        let bytes = utf8Span.span
        var out = [UInt8](repeating: 0, count: bytes.count)
        var end = bytes.count
        var at = 0
        while at < bytes.count {
            var length = 1
            while at + length < bytes.count, bytes[at + length] & 0xC0 == 0x80 { length += 1 }
            end -= length
            for i in 0..<length { out[end + i] = bytes[at + i] }
            at += length
        }
        return String(decoding: out, as: UTF8.self)
    }
}

extension Span<UInt8> {
    /// The code point of valid UTF-8 that begins at a byte, and the byte behind it.
    @inline(__always)
    func scalar(_ at: inout Int) -> UInt32 {
        var scalar = UInt32(self[at])
        at += 1
        guard scalar >= 0x80 else { return scalar }
        let more: UInt32 = scalar < 0xE0 ? 1 : scalar < 0xF0 ? 2 : 3
        scalar &= 0x3F >> more
        for _ in 0..<more {
            scalar = scalar << 6 | UInt32(self[at] & 0x3F)
            at += 1
        }
        return scalar
    }
}
