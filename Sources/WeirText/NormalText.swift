import CWeirText

/// A remark in the form in which words are looked for: NFKC, case folded, without what is put between the characters of
/// a word to hide it; every byte knows where it came from.
struct NormalText {
    private(set) var bytes: [UInt8] = []
    /// Offset in the original of the character that each byte came from.
    private(set) var origins: [Int32] = []
    /// Whether something was left out between this byte and the one before.
    private(set) var gaps: [Bool] = []

    /// `nil` for bytes that are not UTF-8.
    init?(_ remark: RawSpan) {
        let capacity = remark.byteCount * 4 + 16
        var folded = [UInt8](repeating: 0, count: capacity)
        var from = [Int32](repeating: 0, count: capacity)
        let count = remark.withUnsafeBytes { raw in
            unsafe weir_nfkc_casefold(
                raw.baseAddress?.assumingMemoryBound(to: UInt8.self), Int32(raw.count), &folded, &from, Int32(capacity))
        }
        guard count >= 0 else { return nil }
        squeeze(folded[..<Int(count)], from)
    }

    /// Leaves out spaces, punctuation and symbols: 出·U, 收_u, 比*特*币.
    private mutating func squeeze(_ folded: ArraySlice<UInt8>, _ from: [Int32]) {
        var i = 0
        var isGap = true
        while i < folded.count {
            let length = Self.length(folded[i])
            let end = min(i + length, folded.count)
            if Self.isFiller(folded[i..<end]) {
                isGap = true
            } else {
                for k in i..<end {
                    bytes.append(folded[k])
                    origins.append(from[k])
                    gaps.append(isGap && k == i)
                }
                isGap = false
            }
            i = end
        }
    }

    private static func length(_ lead: UInt8) -> Int {
        lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    }

    private static func isFiller(_ character: ArraySlice<UInt8>) -> Bool {
        guard let lead = character.first else { return false }
        if lead < 0x80 {
            return !((48...57).contains(lead) || (97...122).contains(lead) || lead == 36)
        }
        guard let scalar = String(decoding: character, as: UTF8.self).unicodeScalars.first else { return false }
        switch scalar.properties.generalCategory {
        case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
            .finalPunctuation, .otherPunctuation, .spaceSeparator, .lineSeparator, .paragraphSeparator, .format,
            .control, .mathSymbol, .modifierSymbol, .otherSymbol, .nonspacingMark:
            return true
        default: return false
        }
    }
}
