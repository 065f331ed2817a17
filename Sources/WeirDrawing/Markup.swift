/// Markup that is well formed and escaped by construction: names come from the program, text from wherever it likes.
public struct Markup: Sendable {
    public private(set) var text = ""

    public init() {}

    public var isEmpty: Bool { text.isEmpty }

    /// An element with a body.
    public mutating func element(
        _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String?>,
        _ body: (inout Markup) -> Void
    ) {
        open(name, attributes)
        text += ">"
        body(&self)
        text += "</\(name)>"
    }

    /// An element that holds text.
    public mutating func element(
        _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String?>, _ body: String
    ) {
        element(name, attributes) { $0.write(body) }
    }

    public mutating func element(_ name: StaticString, _ body: (inout Markup) -> Void) { element(name, [:], body) }

    public mutating func element(_ name: StaticString, _ body: String) { element(name, [:], body) }

    /// An element without a body, such as a line of a drawing.
    public mutating func mark(_ name: StaticString, _ attributes: KeyValuePairs<StaticString, String?>) {
        open(name, attributes)
        text += "/>"
    }

    private mutating func open(_ name: StaticString, _ attributes: KeyValuePairs<StaticString, String?>) {
        text += "<\(name)"
        for (name, value) in attributes {
            guard let value else { continue }
            text += " \(name)=\""
            write(value)
            text += "\""
        }
    }

    /// Text, for a body or an attribute.
    public mutating func write(_ words: String) { Self.escape(words, into: &text) }

    /// Somebody else's text, such as an id or a remark: set apart, so that its direction does not spread.
    public mutating func isolated(_ words: String, _ kind: String? = nil) {
        element("bdi", ["class": kind], words)
    }

    public mutating func append(_ other: Markup) { text += other.text }

    /// Escapes what has a meaning in markup. What cannot be seen, or turns the direction of what follows, is spelt out:
    /// somebody who hides a character should be seen to hide it.
    static func escape(_ words: String, into out: inout String) {
        for scalar in words.unicodeScalars {
            switch scalar {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\"": out += "&quot;"
            case "'": out += "&#39;"
            case " "..."~", "\n", "\t": out.unicodeScalars.append(scalar)
            case _ where isHidden(scalar): out += "[U+\(hex(scalar.value))]"
            default: out.unicodeScalars.append(scalar)
            }
        }
    }

    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: true
        default: false
        }
    }

    private static func hex(_ value: UInt32) -> String {
        let digits = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
