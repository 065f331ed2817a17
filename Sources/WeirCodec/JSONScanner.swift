import WeirDomain

/// What is wrong with a text that is not JSON.
struct JSONFlaw: Error {
    let offset: Int
    let reason: String
}

/// A reader of JSON tokens straight from bytes: no recursion, no copies but for strings with escapes.
struct JSONScanner: ~Escapable {
    let bytes: RawSpan
    var offset = 0

    @_lifetime(copy bytes)
    init(_ bytes: RawSpan) { self.bytes = bytes }

    var isAtEnd: Bool { offset >= bytes.byteCount }

    /// The byte at the offset; 0 at the end, which no token begins with.
    @inline(__always)
    var current: UInt8 { offset < bytes.byteCount ? bytes.byte(offset) : 0 }

    @inline(__always) @_lifetime(self: copy self)
    mutating func skipSpace() {
        while offset < bytes.byteCount {
            let c = bytes.byte(offset)
            guard c == 32 || c == 9 || c == 10 || c == 13 else { return }
            offset += 1
        }
    }

    @inline(__always) @_lifetime(self: copy self)
    mutating func skip(_ c: UInt8) -> Bool {
        guard current == c else { return false }
        offset += 1
        return true
    }

    func flaw(_ reason: String) -> JSONFlaw {
        isAtEnd ? JSONFlaw(offset: offset, reason: "ends too early") : JSONFlaw(offset: offset, reason: reason)
    }

    /// Reads the colon between a name and its value.
    @_lifetime(self: copy self)
    mutating func colon() throws(JSONFlaw) {
        skipSpace()
        guard skip(58) else { throw flaw("must be ':'") }
        skipSpace()
    }

    // MARK: Strings

    /// Reads a string at its opening quote. Without escapes the answer is a range of the input, otherwise one of
    /// `scratch`.
    @_lifetime(self: copy self)
    mutating func string(_ scratch: inout [UInt8]) throws(JSONFlaw) -> FieldText {
        guard skip(34) else { throw flaw("must be a string here") }
        let start = offset
        var high: UInt64 = 0
        while true {
            if offset + 8 <= bytes.byteCount {
                let word = bytes.integer(offset, as: UInt64.self)
                let special = Self.special(word)
                if special == 0 {
                    high |= word
                    offset += 8
                    continue
                }
                // The lowest mark is exact: borrows reach only the bytes above it.
                let plain = special.trailingZeroBitCount / 8
                high |= word & ~(UInt64.max << UInt64(plain * 8))
                offset += plain
            }
            guard offset < bytes.byteCount else { throw flaw("") }
            let c = bytes.byte(offset)
            if c == 34 { break }
            if c == 92 { return try escaped(from: start, &scratch) }
            guard c >= 32 else { throw flaw("has a control character in a string") }
            high |= UInt64(c)
            offset += 1
        }
        let range = start..<offset
        offset += 1
        try check(range, high)
        return FieldText(kind: .string, range: range)
    }

    /// Marks the highest bit of the first byte that is a quote, a backslash or a control character; 0 if none is.
    @inline(__always)
    private static func special(_ word: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let highs: UInt64 = 0x8080_8080_8080_8080
        let quote = word ^ (ones &* 34)
        let slash = word ^ (ones &* 92)
        let control = (word &- (ones &* 32)) & ~word
        return (((quote &- ones) & ~quote) | ((slash &- ones) & ~slash) | control) & highs
    }

    private func check(_ range: Range<Int>, _ high: UInt64) throws(JSONFlaw) {
        guard high & 0x8080_8080_8080_8080 != 0, let at = UTF8Check.firstFlaw(bytes, range) else { return }
        throw JSONFlaw(offset: at, reason: "is not valid UTF-8")
    }

    @_lifetime(self: copy self)
    private mutating func escaped(from start: Int, _ scratch: inout [UInt8]) throws(JSONFlaw) -> FieldText {
        let begin = scratch.count
        var runStart = start
        while true {
            guard offset < bytes.byteCount else { throw flaw("") }
            let c = bytes.byte(offset)
            if c == 34 || c == 92 {
                if let at = UTF8Check.firstFlaw(bytes, runStart..<offset) {
                    throw JSONFlaw(offset: at, reason: "is not valid UTF-8")
                }
                scratch.append(bytes: bytes.extracting(runStart..<offset))
                offset += 1
                if c == 34 { return FieldText(kind: .escapedString, range: begin..<scratch.count) }
                try escape(&scratch)
                runStart = offset
                continue
            }
            guard c >= 32 else { throw flaw("has a control character in a string") }
            offset += 1
        }
    }

    @_lifetime(self: copy self)
    private mutating func escape(_ scratch: inout [UInt8]) throws(JSONFlaw) {
        let c = current
        offset += 1
        switch c {
        case 34, 92, 47: scratch.append(c)
        case 98: scratch.append(8)
        case 102: scratch.append(12)
        case 110: scratch.append(10)
        case 114: scratch.append(13)
        case 116: scratch.append(9)
        case 117: try unicode(&scratch)
        default:
            offset -= 1
            throw flaw("has an unknown escape in a string")
        }
    }

    @_lifetime(self: copy self)
    private mutating func unicode(_ scratch: inout [UInt8]) throws(JSONFlaw) {
        var value = try hex4()
        if (0xD800...0xDBFF).contains(value) {
            guard skip(92), skip(117) else { throw flaw("has half of a surrogate pair in a string") }
            let low = try hex4()
            guard (0xDC00...0xDFFF).contains(low) else { throw flaw("has half of a surrogate pair in a string") }
            value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(value) else { throw flaw("has half of a surrogate pair in a string") }
        scratch.append(contentsOf: UTF8.encode(scalar).map { Array($0) } ?? [])
    }

    @_lifetime(self: copy self)
    private mutating func hex4() throws(JSONFlaw) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            let c = current
            let digit: UInt8
            switch c {
            case 48...57: digit = c - 48
            case 65...70: digit = c - 55
            case 97...102: digit = c - 87
            default: throw flaw("has a broken \\u escape in a string")
            }
            value = value << 4 | UInt32(digit)
            offset += 1
        }
        return value
    }

    // MARK: Other scalars

    /// Reads a scalar; brackets are refused with their depth.
    @_lifetime(self: copy self)
    mutating func scalar(_ scratch: inout [UInt8]) throws(JSONFlaw) -> FieldText {
        switch current {
        case 34: return try string(&scratch)
        case 116: return try word("true", .boolean)
        case 102: return try word("false", .boolean)
        case 110: return try word("null", .null)
        case 45, 48...57: return try number()
        case 123, 91: return FieldText(kind: .nested, range: offset..<offset)
        default: throw flaw("has a value that is not JSON")
        }
    }

    @_lifetime(self: copy self)
    private mutating func word(_ word: StaticString, _ kind: FieldText.Kind) throws(JSONFlaw) -> FieldText {
        let start = offset
        let length = word.utf8CodeUnitCount
        guard start + length <= bytes.byteCount else {
            offset = bytes.byteCount
            throw flaw("")
        }
        let isSame = word.withUTF8Buffer { expected in
            (0..<length).allSatisfy { bytes.byte(start + $0) == expected[$0] }
        }
        guard isSame else { throw flaw("has a value that is not JSON") }
        offset += length
        return FieldText(kind: kind, range: start..<offset)
    }

    @_lifetime(self: copy self)
    private mutating func digits() -> Int {
        let start = offset
        while offset < bytes.byteCount, bytes.byte(offset) >= 48, bytes.byte(offset) <= 57 { offset += 1 }
        return offset - start
    }

    @_lifetime(self: copy self)
    private mutating func number() throws(JSONFlaw) -> FieldText {
        let start = offset
        _ = skip(45)
        let isZero = current == 48
        let whole = digits()
        guard whole > 0, !(isZero && whole > 1) else { throw flaw("has a number that is not JSON") }
        if skip(46) { guard digits() > 0 else { throw flaw("has a number that is not JSON") } }
        if current == 101 || current == 69 {
            offset += 1
            if current == 43 || current == 45 { offset += 1 }
            guard digits() > 0 else { throw flaw("has a number that is not JSON") }
        }
        return FieldText(kind: .number, range: start..<offset)
    }
}

/// Where a field's text stands, and what kind of value it was.
struct FieldText: BitwiseCopyable {
    enum Kind: UInt8, BitwiseCopyable {
        case absent, string
        /// A string whose text is in the scratch buffer.
        case escapedString
        case number, boolean, null, nested
    }

    var kind = Kind.absent
    private var start: Int32 = 0
    private var end: Int32 = 0

    init() {}

    init(kind: Kind, range: Range<Int>) {
        self.kind = kind
        start = Int32(clamping: range.lowerBound)
        end = Int32(clamping: range.upperBound)
    }

    var range: Range<Int> { Int(start)..<Int(end) }
    var isString: Bool { kind == .string || kind == .escapedString }
}
