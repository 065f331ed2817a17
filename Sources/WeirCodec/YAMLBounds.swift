/// What is wrong with YAML before any parser has taken it, and where.
public struct YAMLFlaw: Error, Sendable, Hashable, CustomStringConvertible {
    public let line: Int
    /// Characters from the line's beginning, the first is 1.
    public let column: Int
    public let reason: String

    public var description: String { "line \(line): \(reason)" }
}

/// Looks at YAML of strangers before a parser builds anything of it: it must not stand for more than is written. The
/// parser itself ends at a thousand levels.
///
/// Quotes and comments are not told from the rest: a look that follows them in another way than the parser does can be
/// got past. So a text may be refused that the parser would have taken, never the other way round.
public enum YAMLBounds {
    /// Values of a text, names of fields included: some hundred thousand entries.
    public static let pieces = 1_000_000
    /// Places where a key may begin that is no plain word. Each is compared as a whole, and may hold the next.
    public static let keys = 100

    /// The first thing that speaks against the text; `nil` for nothing.
    public static func flaw(in text: String) -> YAMLFlaw? {
        let bytes = Array(text.utf8)
        var (line, start) = (1, 0)
        var (pieces, keys) = (0, 0)
        var anchors: Set<[UInt8]> = []
        func flaw(_ at: Int, _ reason: String) -> YAMLFlaw {
            YAMLFlaw(line: line, column: String(decoding: bytes[start..<at], as: UTF8.self).count + 1, reason: reason)
        }
        for (i, byte) in bytes.enumerated() {
            switch byte {
            case newline: (line, start) = (line + 1, i + 1)
            case ampersand:
                guard isBorder(bytes, i), let name = Self.name(bytes, i + 1) else { continue }
                anchors.insert(name)
                pieces += 1
            case star:
                guard isBorder(bytes, i), let name = Self.name(bytes, i + 1), anchors.contains(name) else { continue }
                let shown = String(decoding: name.prefix(40), as: UTF8.self)
                return flaw(i, "'*\(shown)' repeats what '&\(shown)' names; write it out")
            case question:
                guard isKey(bytes, i) else { continue }
                keys += 1
                if keys > Self.keys { return flaw(i, "has more than \(Self.keys) keys after question marks") }
            case minus: if i + 1 == bytes.count || isBlank(bytes[i + 1]) { pieces += 1 }
            case comma, colon, openBracket, openBrace: pieces += 1
            default: break
            }
            if pieces > Self.pieces { return flaw(i, "has more than \(Self.pieces) values") }
        }
        return nil
    }

    // MARK: Bytes

    private static let newline = UInt8(ascii: "\n")
    private static let ampersand = UInt8(ascii: "&")
    private static let star = UInt8(ascii: "*")
    private static let question = UInt8(ascii: "?")
    private static let minus = UInt8(ascii: "-")
    private static let comma = UInt8(ascii: ",")
    private static let colon = UInt8(ascii: ":")
    private static let openBracket = UInt8(ascii: "[")
    private static let openBrace = UInt8(ascii: "{")

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 || byte == 10 || byte == 13 }

    /// The name of an anchor or of what repeats it; `nil` where none stands.
    private static func name(_ bytes: [UInt8], _ start: Int) -> [UInt8]? {
        let name = bytes[start...].prefix {
            (48...57).contains($0) || (97...122).contains($0 | 32) || $0 == 45 || $0 == 95
        }
        return name.isEmpty ? nil : Array(name)
    }

    /// Whether a word of YAML may begin at a place, by what stands before it.
    private static func isBorder(_ bytes: [UInt8], _ at: Int) -> Bool {
        if isAfterBreak(bytes, at) { return true }
        return isBlank(bytes[at - 1]) || #"[]{},:?-"'"#.utf8.contains(bytes[at - 1])
    }

    /// Whether a line begins at a place: the parser knows breaks beyond ASCII, and passes over a mark of order.
    private static func isAfterBreak(_ bytes: [UInt8], _ at: Int) -> Bool {
        guard at > 0 else { return true }
        if bytes[at - 1] == 10 || bytes[at - 1] == 13 { return true }
        guard bytes[at - 1] >= 0x80 else { return false }
        let last = bytes[max(0, at - 3)..<at]
        return last.suffix(2).elementsEqual([0xC2, 0x85]) || last.elementsEqual([0xE2, 0x80, 0xA8])
            || last.elementsEqual([0xE2, 0x80, 0xA9]) || last.elementsEqual([0xEF, 0xBB, 0xBF])
    }

    /// Whether a question mark may begin a key: first in its line, or first in what has just been opened.
    private static func isKey(_ bytes: [UInt8], _ at: Int) -> Bool {
        var before = at
        while before > 0, bytes[before - 1] == 32 || bytes[before - 1] == 9 { before -= 1 }
        if isAfterBreak(bytes, before) { return true }
        return "-?:[{,".utf8.contains(bytes[before - 1])
    }
}
