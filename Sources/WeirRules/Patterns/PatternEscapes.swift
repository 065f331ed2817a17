extension PatternParser {
    /// What follows a backslash outside of brackets.
    mutating func escape() throws(PatternError) -> PatternNode {
        guard let letter = peek(1) else { throw error("a backslash at the end") }
        switch letter {
        case "A": return assertion(.textStart)
        case "z": return assertion(.textEnd)
        case "b": return assertion(.wordEdge)
        case "B": return assertion(.noWordEdge)
        default: break
        }
        // `\12` is a code point in octal, `\1` would be a reference.
        let isOctal = letter < "8" && (peek(2).map { $0 >= "0" && $0 <= "7" } ?? false)
        if letter >= "1", letter <= "9", !isOctal {
            throw error("references to groups are not possible in linear time")
        }
        if let set = try classEscape() { return try node(set) }
        return try node(folded(ScalarSet(character())))
    }

    private mutating func assertion(_ assertion: PatternAssertion) -> PatternNode {
        at += 2
        return .assertion(assertion)
    }

    /// `\d`, `\pL`, `\P{Han}`; nil when the backslash stands before something else.
    private mutating func classEscape() throws(PatternError) -> ScalarSet? {
        guard let letter = peek(1) else { return nil }
        if let set = PatternClass.perl(letter) {
            at += 2
            return try folded(set)
        }
        guard letter == "p" || letter == "P" else { return nil }
        let start = at
        at += 2
        var name = ""
        var isNegated = letter == "P"
        if accept("{") {
            if accept("^") { isNegated.toggle() }
            while let scalar = peek(), scalar != "}" {
                name.unicodeScalars.append(scalar)
                at += 1
            }
            guard accept("}") else { throw error("'{' is never closed") }
        } else if let scalar = peek() {
            name.unicodeScalars.append(scalar)
            at += 1
        }
        guard let set = PatternClass.unicode(name) else {
            at = start
            throw error("unknown class of characters '\(name.prefix(32))'")
        }
        let result = try folded(set)
        try spend(result.ranges.count * 2)
        return isNegated ? result.inverted : result
    }

    /// The one character that an escape or the next character stands for.
    private mutating func character() throws(PatternError) -> UInt32 {
        guard let first = peek() else { throw error("the pattern breaks off") }
        at += 1
        guard first == "\\" else { return first.value }
        guard let letter = peek() else { throw error("a backslash at the end") }
        at += 1
        switch letter {
        case "a": return 0x07
        case "f": return 0x0C
        case "n": return 0x0A
        case "r": return 0x0D
        case "t": return 0x09
        case "v": return 0x0B
        case "x": return try hexadecimal()
        case "0"..."7":
            var value = letter.value - 0x30
            for _ in 0..<2 {
                guard let digit = peek(), digit >= "0", digit <= "7" else { break }
                value = value * 8 + digit.value - 0x30
                at += 1
            }
            return value
        default:
            guard letter.value < 0x80, !UInt8(truncatingIfNeeded: letter.value).continuesName || letter == "_" else {
                at -= 2
                throw error("'\\\(letter)' is not an escape sequence")
            }
            return letter.value
        }
    }

    /// `41` or `{1F600}` after `\x`.
    private mutating func hexadecimal() throws(PatternError) -> UInt32 {
        let isBraced = accept("{")
        var value: UInt32 = 0
        var count = 0
        while let scalar = peek(), scalar.isASCII, let digit = UInt8(truncatingIfNeeded: scalar.value).hex,
            count < (isBraced ? 6 : 2)
        {
            value = value << 4 | digit
            at += 1
            count += 1
        }
        guard count > 0, isBraced || count == 2, !isBraced || accept("}"), Unicode.Scalar(value) != nil else {
            throw error("\\x needs two hexadecimal digits, or a code point in braces")
        }
        return value
    }

    /// `[a-z]`, `[^\d_]`, `[[:alpha:]]`.
    mutating func bracket() throws(PatternError) -> ScalarSet {
        let open = at
        at += 1
        let isNegated = accept("^")
        var ranges: [ClosedRange<UInt32>] = []
        var isFirst = true
        while let scalar = peek(), isFirst || scalar != "]" {
            isFirst = false
            try spend(10)
            if scalar == "[", peek(1) == ":" {
                if let set = try posix() {
                    try spend(set.ranges.count)
                    ranges += set.ranges
                    continue
                }
            } else if scalar == "\\", let set = try classEscape() {
                try spend(set.ranges.count)
                ranges += set.ranges
                continue
            }
            let low = try character()
            var high = low
            if peek() == "-", let next = peek(1), next != "]" {
                at += 1
                high = try character()
                guard low <= high else { throw error("a range that runs backwards") }
            }
            ranges.append(low...high)
        }
        guard accept("]") else {
            at = open
            throw error("'[' is never closed")
        }
        try spend(ranges.count * 4)
        let set = try folded(ScalarSet(ranges))
        return isNegated ? set.inverted : set
    }

    /// `[:alpha:]` or `[:^alpha:]`; nil when no `:]` follows.
    private mutating func posix() throws(PatternError) -> ScalarSet? {
        var place = at + 2
        var name = ""
        while place + 1 < scalars.count, scalars[place] != ":" {
            name.unicodeScalars.append(scalars[place])
            place += 1
        }
        guard place + 1 < scalars.count, scalars[place + 1] == "]" else { return nil }
        let isNegated = name.hasPrefix("^")
        guard let set = PatternClass.posix(isNegated ? String(name.dropFirst()) : name) else {
            throw error("unknown class of characters '[:\(name.prefix(32)):]'")
        }
        at = place + 2
        return isNegated ? set.inverted : set
    }
}
