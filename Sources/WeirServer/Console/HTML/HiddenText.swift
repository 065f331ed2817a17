/// Escaping, and making visible what hides: controls, marks of direction, characters of no width.
enum HiddenText {
    enum Marks { case none, characters, elements }

    /// Writes text so that it stays text in elements and in quoted attributes.
    static func write(_ text: String, to out: inout [UInt8], marks: Marks) {
        var before: Unicode.Scalar = " "
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": out += "&amp;".utf8
            case "<": out += "&lt;".utf8
            case ">": out += "&gt;".utf8
            case "\"": out += "&quot;".utf8
            case "'": out += "&#39;".utf8
            case "\0": out += code(scalar).utf8
            // Nearly all of a page: nothing to look up, no string to make for a letter.
            case " "..."~": out.append(UInt8(truncatingIfNeeded: scalar.value))
            default:
                if marks != .none, isHidden(scalar, after: before) {
                    let shown = code(scalar)
                    out += (marks == .elements ? "<span class=\"hidden-mark\">\(shown)</span>" : shown).utf8
                } else if let bytes = UTF8.encode(scalar) {
                    out.append(contentsOf: bytes)
                }
            }
            before = scalar
        }
    }

    /// The same as a string that is not escaped yet.
    static func visible(_ text: String) -> String {
        var before: Unicode.Scalar = " "
        var out = ""
        for scalar in text.unicodeScalars {
            out += isHidden(scalar, after: before) ? code(scalar) : String(scalar)
            before = scalar
        }
        return out
    }

    static func code(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "[U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "]"
    }

    static func isHidden(_ scalar: Unicode.Scalar, after before: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 9, 10: false
        // A joiner belongs into an emoji, and nowhere else here.
        case 0x200D:
            !(before.properties.isEmojiPresentation || before.properties.isEmojiModifier || before.value == 0xFE0F)
        case 0xFE0F: !before.properties.isEmoji
        case 0...31, 127...159, 0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B...0x180F: true
        case 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0x2800, 0x3164, 0xFE00...0xFE0E, 0xFEFF, 0xFFA0: true
        case 0xFFF0...0xFFFB, 0x1BCA0...0x1BCA3, 0x1D173...0x1D17A, 0xE0000...0xE0FFF: true
        default: false
        }
    }
}
