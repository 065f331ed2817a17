extension Lexer {
    /// A number: decimal or hexadecimal, `u` for unsigned; a double needs a digit after its point.
    mutating func number() throws(Diagnostic) -> Token {
        let start = at
        if byte() == UInt8(ascii: "0"), byte(1) | 0x20 == UInt8(ascii: "x"), byte(2).hex != nil {
            at += 2
            return try integer(from: start, digits: at, radix: 16)
        }
        skipDigits()
        var isDouble = false
        if byte() == UInt8(ascii: "."), byte(1).isDigit {
            isDouble = true
            at += 1
            skipDigits()
        }
        if byte() | 0x20 == UInt8(ascii: "e") {
            let signed = byte(1) == UInt8(ascii: "+") || byte(1) == UInt8(ascii: "-")
            if byte(signed ? 2 : 1).isDigit {
                isDouble = true
                at += signed ? 2 : 1
                skipDigits()
            }
        }
        guard isDouble else {
            at = start
            return try integer(from: start, digits: start, radix: 10)
        }
        let text = String(decoding: source[start..<at], as: UTF8.self)
        guard let value = Double(text.hasPrefix(".") ? "0" + text : text) else {
            throw error(start, "'\(text)' is not a number")
        }
        try endsHere(start)
        return Token(kind: .double(value), start: start, end: at)
    }

    private mutating func skipDigits() { while byte().isDigit { at += 1 } }

    private mutating func integer(from start: Int, digits: Int, radix: Int) throws(Diagnostic) -> Token {
        while radix == 16 ? byte().hex != nil : byte().isDigit { at += 1 }
        let value = UInt64(String(decoding: source[digits..<at], as: UTF8.self), radix: radix)
        let unsigned = byte() | 0x20 == UInt8(ascii: "u")
        if unsigned { at += 1 }
        guard let value else {
            throw error(
                start, "the number does not fit into 64 bits",
                hint: unsigned ? "the greatest uint is 18446744073709551615u" : "write it with .0 to make it a double")
        }
        try endsHere(start)
        return Token(kind: unsigned ? .unsigned(value) : .integer(value), start: start, end: at)
    }

    private func endsHere(_ start: Int) throws(Diagnostic) {
        guard byte().continuesName else { return }
        throw error(start, "a number runs into a name", hint: "put a space or an operator between them")
    }
}
