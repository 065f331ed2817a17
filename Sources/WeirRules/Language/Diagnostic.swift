/// What is wrong with an expression, where, and what the likely fix is: for the person who wrote the rule.
public struct Diagnostic: Error, Sendable, Equatable, CustomStringConvertible {
    /// The line in the expression's text, from 1.
    public var line: Int
    /// The column in that line, in characters as Unicode scalars, from 1.
    public var column: Int
    /// What is wrong, in one sentence without a full stop.
    public var message: String
    /// What would put it right, where that can be guessed: `did you mean 'amount'?`
    public var hint: String?
    /// The line of text that the place is in.
    public var text: String

    public init(line: Int, column: Int, message: String, hint: String? = nil, text: String = "") {
        self.line = line
        self.column = column
        self.message = message
        self.hint = hint
        self.text = text
    }

    /// The message with the line of text, a caret below the place, and the hint.
    public var rendered: String {
        var out = "\(line):\(column): \(message)"
        if !text.isEmpty {
            let (shown, place) = excerpt
            out += "\n  | \(shown)\n  | \(String(repeating: " ", count: place))^"
        }
        if let hint { out += "\n  = \(hint)" }
        return out
    }

    public var description: String { rendered }

    /// At most 100 characters of the line, around the place, and where in them the caret goes.
    private var excerpt: (shown: String, place: Int) {
        let scalars = Array(text.unicodeScalars)
        let place = min(max(column - 1, 0), scalars.count)
        let first = place > 80 ? place - 60 : 0
        let last = min(scalars.count, first + 100)
        var shown = String.UnicodeScalarView()
        for scalar in scalars[first..<last] {
            shown.append(scalar.value < 0x20 || scalar.value == 0x7F ? " " : scalar)
        }
        let head = first > 0 ? "…" : ""
        let tail = last < scalars.count ? "…" : ""
        return (head + String(shown) + tail, place - first + head.unicodeScalars.count)
    }
}

extension [UInt8] {
    /// The diagnostic for a place in this source text.
    func diagnostic(at offset: Int, _ message: String, hint: String? = nil) -> Diagnostic {
        let offset = Swift.min(Swift.max(offset, 0), count)
        var start = offset
        while start > 0, self[start - 1] != UInt8(ascii: "\n") { start -= 1 }
        var end = offset
        while end < count, self[end] != UInt8(ascii: "\n") { end += 1 }
        let line = self[..<start].reduce(1) { $1 == UInt8(ascii: "\n") ? $0 + 1 : $0 }
        let before = String(decoding: self[start..<offset], as: UTF8.self)
        return Diagnostic(
            line: line, column: before.unicodeScalars.count + 1, message: message, hint: hint,
            text: String(decoding: self[start..<end], as: UTF8.self))
    }
}
