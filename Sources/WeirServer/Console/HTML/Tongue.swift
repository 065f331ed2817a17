/// In which language something was written that comes from outside, where letters tell: so that it is read out and
/// drawn as what it is. Latin letters may be any language's, and tell nothing.
enum Tongue {
    /// The attribute for a text that is in another language than the page; none where that is not known.
    static func attributes(_ text: String) -> [Attribute] {
        guard Viewer.current.language != .zh, isChinese(text) else { return [] }
        return [.a("lang", "zh")]
    }

    /// Han characters, and none that only Japanese or Korean has.
    static func isChinese(_ text: String) -> Bool {
        // Nearly all ids and most sentences: nothing to decode.
        guard !text.utf8.allSatisfy({ $0 < 0x80 }) else { return false }
        var hasHan = false
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x3040...0x30FF, 0x31F0...0x31FF, 0x1100...0x11FF, 0xAC00...0xD7AF: return false
            case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0x20000...0x323AF: hasHan = true
            default: break
            }
        }
        return hasHan
    }
}
