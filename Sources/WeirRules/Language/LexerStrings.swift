extension Lexer {
    /// A string or bytes literal, with its prefix (`r`, `b`, both), if one starts here.
    mutating func stringLiteral() throws(Diagnostic) -> Token.Kind? {
        let start = at
        var raw = false
        var isBytes = false
        var ahead = 0
        while ahead < 2, byte(ahead) != 0x22, byte(ahead) != 0x27 {
            switch byte(ahead) | 0x20 {
            case UInt8(ascii: "r") where !raw: raw = true
            case UInt8(ascii: "b") where !isBytes: isBytes = true
            default: return nil
            }
            ahead += 1
        }
        let quote = byte(ahead)
        guard quote == 0x22 || quote == 0x27 else { return nil }
        at += ahead + 1
        let triple = byte() == quote && byte(1) == quote
        if triple { at += 2 }
        var out: [UInt8] = []
        while !closes(quote, triple: triple) {
            guard at < source.count, triple || (source[at] != 0x0A && source[at] != 0x0D) else {
                throw error(
                    start, "the string is never closed",
                    hint: triple ? nil : "close it with \(Character(Unicode.Scalar(quote))) on the same line")
            }
            if source[at] == UInt8(ascii: "\\"), !raw {
                try escape(into: &out, isBytes: isBytes)
            } else {
                out.append(source[at])
                at += 1
            }
        }
        at += triple ? 3 : 1
        if isBytes { return .bytes(out) }
        guard let text = String(validating: out, as: UTF8.self) else {
            throw error(start, "the string is not valid UTF-8")
        }
        return .string(text)
    }

    /// Where a byte of a string literal's value was written, which begins here; `nil` where none does.
    mutating func place(ofByte wanted: Int) -> Int? {
        var raw = false
        while byte() | 0x20 == UInt8(ascii: "r") {
            raw = true
            at += 1
        }
        let quote = byte()
        guard quote == 0x22 || quote == 0x27 else { return nil }
        at += 1
        let triple = byte() == quote && byte(1) == quote
        if triple { at += 2 }
        var out: [UInt8] = []
        while out.count < wanted {
            guard at < source.count, !closes(quote, triple: triple) else { return nil }
            if source[at] == UInt8(ascii: "\\"), !raw {
                do throws(Diagnostic) { try escape(into: &out, isBytes: false) } catch { return nil }
            } else {
                out.append(source[at])
                at += 1
            }
        }
        return at
    }

    private func closes(_ quote: UInt8, triple: Bool) -> Bool {
        at < source.count && byte() == quote && (!triple || (byte(1) == quote && byte(2) == quote))
    }

    private mutating func escape(into out: inout [UInt8], isBytes: Bool) throws(Diagnostic) {
        let start = at
        at += 2
        switch byte(-1) {
        case UInt8(ascii: "a"): out.append(0x07)
        case UInt8(ascii: "b"): out.append(0x08)
        case UInt8(ascii: "f"): out.append(0x0C)
        case UInt8(ascii: "n"): out.append(0x0A)
        case UInt8(ascii: "r"): out.append(0x0D)
        case UInt8(ascii: "t"): out.append(0x09)
        case UInt8(ascii: "v"): out.append(0x0B)
        case let c where [0x5C, 0x3F, 0x22, 0x27, 0x60].contains(c): out.append(c)
        case UInt8(ascii: "x"), UInt8(ascii: "X"):
            append(try digits(2, radix: 16, of: start), isBytes: isBytes, to: &out)
        case let c where c >= 0x30 && c <= 0x33:
            at -= 1
            append(try digits(3, radix: 8, of: start), isBytes: isBytes, to: &out)
        case UInt8(ascii: "u") where !isBytes: try appendScalar(digits(4, radix: 16, of: start), start, to: &out)
        case UInt8(ascii: "U") where !isBytes: try appendScalar(digits(8, radix: 16, of: start), start, to: &out)
        case let c:
            let shown = c >= 0x20 && c < 0x7F ? String(Character(Unicode.Scalar(c))) : ""
            throw error(
                start, "'\\\(shown)' is not an escape sequence",
                hint: "write \\\\ for a backslash, or put r before the string to take it as it stands")
        }
    }

    private mutating func digits(_ count: Int, radix: UInt32, of start: Int) throws(Diagnostic) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<count {
            guard let digit = byte().hex, digit < radix else {
                throw error(start, "the escape sequence needs \(count) \(radix == 8 ? "octal" : "hexadecimal") digits")
            }
            value = value << (radix == 8 ? 3 : 4) | digit
            at += 1
        }
        return value
    }

    /// `\x` and octal escapes are bytes in bytes literals, and code points in strings.
    private func append(_ value: UInt32, isBytes: Bool, to out: inout [UInt8]) {
        if isBytes {
            out.append(UInt8(truncatingIfNeeded: value))
        } else if let scalar = Unicode.Scalar(value) {
            out.append(contentsOf: UTF8.encode(scalar).map(Array.init) ?? [])
        }
    }

    private func appendScalar(_ value: UInt32, _ start: Int, to out: inout [UInt8]) throws(Diagnostic) {
        guard let scalar = Unicode.Scalar(value) else {
            throw error(start, "U+\(String(value, radix: 16, uppercase: true)) is not a code point")
        }
        out.append(contentsOf: UTF8.encode(scalar).map(Array.init) ?? [])
    }
}
