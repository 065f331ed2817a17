/// Escaping, and making visible what hides: controls, marks of direction, characters of no width. What joins into one
/// endless character may be broken, for no browser breaks it by itself and the page would be as wide.
enum HiddenText {
    enum Marks { case none, characters, elements }

    /// Writes text so that it stays text in elements and in quoted attributes.
    static func write(_ text: String, to out: inout [UInt8], marks: Marks) {
        var before: Unicode.Scalar = " "
        var joined = 0
        for scalar in text.unicodeScalars {
            if scalar.value >= 0x300, marks == .elements {
                joined = joins(scalar, to: before).map { $0 ? joined + 1 : joined } ?? 0
                if joined > longestCharacter {
                    out += "<wbr>".utf8
                    joined = 0
                }
            }
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

    /// So many signs that take room stand in no honest character; a family of emoji has four.
    private static let longestCharacter = 4

    /// Whether a sign takes room in the character that has begun before it; `nil` where a character begins.
    private static func joins(_ scalar: Unicode.Scalar, to before: Unicode.Scalar) -> Bool? {
        switch scalar.value {
        case 0x4E00...0x9FFF, 0x3000...0x30FF: return nil
        case 0x0E33, 0x0EB3: return true
        case 0x1100...0x11FF, 0xA960...0xA97F, 0xD7B0...0xD7FB:
            return HangulPart(scalar) == HangulPart(before) ? true : nil
        case 0x200D: return false
        default: break
        }
        if before.value == 0x200D { return true }
        switch scalar.properties.generalCategory {
        case .spacingMark: return true
        case .nonspacingMark, .enclosingMark: return false
        default: return nil
        }
    }

    /// Where in a Korean syllable a sign stands; one syllable may have many in one place.
    private enum HangulPart {
        case lead, vowel, tail

        init?(_ scalar: Unicode.Scalar) {
            switch scalar.value {
            case 0x1100...0x115F, 0xA960...0xA97C: self = .lead
            case 0x1160...0x11A7, 0xD7B0...0xD7C6: self = .vowel
            case 0x11A8...0x11FF, 0xD7CB...0xD7FB: self = .tail
            default: return nil
            }
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
