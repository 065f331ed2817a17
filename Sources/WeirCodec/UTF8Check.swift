import WeirDomain

/// Strict UTF-8 (Unicode 16, table 3-7): no overlong forms, no surrogates, nothing above U+10FFFF.
enum UTF8Check {
    /// The offset of the first byte that does not fit, or `nil`.
    static func firstFlaw(_ bytes: RawSpan, _ range: Range<Int>) -> Int? {
        var i = range.lowerBound
        while i < range.upperBound {
            if i + 8 <= range.upperBound, bytes.integer(i, as: UInt64.self) & 0x8080_8080_8080_8080 == 0 {
                i += 8
                continue
            }
            let length = sequenceLength(bytes, i, range.upperBound)
            guard length > 0 else { return i }
            i += length
        }
        return nil
    }

    /// Length of the well-formed sequence at `i`, 0 where there is none.
    static func sequenceLength(_ bytes: RawSpan, _ i: Int, _ end: Int) -> Int {
        let lead = bytes.byte(i)
        if lead < 0x80 { return 1 }
        let (length, low, high): (Int, UInt8, UInt8)
        switch lead {
        case 0xC2...0xDF: (length, low, high) = (2, 0x80, 0xBF)
        case 0xE0: (length, low, high) = (3, 0xA0, 0xBF)
        case 0xED: (length, low, high) = (3, 0x80, 0x9F)
        case 0xE1...0xEF: (length, low, high) = (3, 0x80, 0xBF)
        case 0xF0: (length, low, high) = (4, 0x90, 0xBF)
        case 0xF1...0xF3: (length, low, high) = (4, 0x80, 0xBF)
        case 0xF4: (length, low, high) = (4, 0x80, 0x8F)
        default: return 0
        }
        guard i + length <= end, bytes.byte(i + 1) >= low, bytes.byte(i + 1) <= high else { return 0 }
        for k in 2..<max(length, 2) where bytes.byte(i + k) & 0xC0 != 0x80 { return 0 }
        return length
    }
}
