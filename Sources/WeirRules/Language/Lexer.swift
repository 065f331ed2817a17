import WeirDomain

/// Cuts an expression's text into tokens.
struct Lexer {
    let source: [UInt8]
    var at = 0

    init(_ source: [UInt8]) { self.source = source }

    /// All tokens, the last of them `.end`.
    static func tokens(of source: [UInt8]) throws(Diagnostic) -> [Token] {
        guard source.count <= Limits.ruleBytes else {
            throw Diagnostic(
                line: 1, column: 1,
                message: "the expression has \(source.count) bytes; at most \(Limits.ruleBytes) are allowed")
        }
        var lexer = Lexer(source)
        var tokens: [Token] = []
        while true {
            let token = try lexer.next()
            tokens.append(token)
            if token.kind == .end { return tokens }
        }
    }

    func byte(_ ahead: Int = 0) -> UInt8 { at + ahead < source.count ? source[at + ahead] : 0 }

    func error(_ offset: Int, _ message: String, hint: String? = nil) -> Diagnostic {
        source.diagnostic(at: offset, message, hint: hint)
    }

    private mutating func next() throws(Diagnostic) -> Token {
        skipSpace()
        let start = at
        guard at < source.count else { return Token(kind: .end, start: start, end: start) }
        let c = source[at]
        if c.isDigit || (c == UInt8(ascii: ".") && byte(1).isDigit) { return try number() }
        if let literal = try stringLiteral() { return Token(kind: literal, start: start, end: at) }
        if c.startsName {
            while at < source.count, source[at].continuesName { at += 1 }
            let name = String(decoding: source[start..<at], as: UTF8.self)
            return Token(kind: .identifier(name), start: start, end: at)
        }
        if c == UInt8(ascii: "`") { return try quotedName() }
        for length in [2, 1] where at + length <= source.count {
            if let symbol = Symbol(rawValue: String(decoding: source[at..<at + length], as: UTF8.self)) {
                at += length
                return Token(kind: .symbol(symbol), start: start, end: at)
            }
        }
        throw unexpected(c)
    }

    private mutating func skipSpace() {
        while at < source.count {
            switch source[at] {
            case 0x20, 0x09, 0x0A, 0x0C, 0x0D: at += 1
            case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "/"):
                while at < source.count, source[at] != 0x0A { at += 1 }
            default: return
            }
        }
    }

    private func unexpected(_ c: UInt8) -> Diagnostic {
        switch c {
        case UInt8(ascii: "="): return error(at, "'=' is not an operator", hint: "did you mean '=='?")
        case UInt8(ascii: "&"): return error(at, "'&' is not an operator", hint: "did you mean '&&'?")
        case UInt8(ascii: "|"): return error(at, "'|' is not an operator", hint: "did you mean '||'?")
        default:
            let scalar = String(decoding: source[at..<min(at + 4, source.count)], as: UTF8.self).unicodeScalars.first
            let shown = scalar.map { $0.value < 0x20 ? "U+" + String($0.value, radix: 16) : String($0) } ?? "?"
            var hint: String?
            if "“”‘’「」".unicodeScalars.contains(where: { $0 == scalar }) { hint = "strings stand in ' or \"" }
            if "，；：（）＞＜＝！".unicodeScalars.contains(where: { $0 == scalar }) {
                hint = "this is a full-width character; type the ordinary one"
            }
            return error(at, "unexpected character '\(shown)'", hint: hint)
        }
    }

    private mutating func quotedName() throws(Diagnostic) -> Token {
        let start = at
        at += 1
        while at < source.count, source[at] != UInt8(ascii: "`") {
            let c = source[at]
            guard c.continuesName || [0x2E, 0x2D, 0x2F, 0x20].contains(c) else {
                throw error(at, "a name in backquotes holds letters, digits and _ . - / only")
            }
            at += 1
        }
        guard at < source.count, at > start + 1 else {
            throw error(start, at < source.count ? "an empty name" : "the backquote is never closed")
        }
        at += 1
        let name = String(decoding: source[start + 1..<at - 1], as: UTF8.self)
        return Token(kind: .quoted(name), start: start, end: at)
    }
}

extension UInt8 {
    var isDigit: Bool { self &- 0x30 < 10 }
    var startsName: Bool { (self | 0x20) &- 0x61 < 26 || self == UInt8(ascii: "_") }
    var continuesName: Bool { startsName || isDigit }
    /// The value of a hexadecimal digit.
    var hex: UInt32? {
        if isDigit { return UInt32(self) - 0x30 }
        let lower = self | 0x20
        return lower >= 0x61 && lower <= 0x66 ? UInt32(lower) - 0x57 : nil
    }
}
