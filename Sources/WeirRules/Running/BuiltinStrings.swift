extension Builtins {
    /// The string functions beyond the core language. Indices count code points.
    static func extended(_ function: Builtin, _ x: Arguments, _ i: Instruction, _ run: inout Run)
        throws(Failure) -> Value?
    {
        if function == .join { return try join(x, i, &run) }
        guard case .string(let text) = x.first else { return nil }
        // These walk over all of the text a few times.
        try run.charge(text.utf8.count >> 2, i.part)
        switch (function, x.count) {
        case (.lowerAscii, 1): return .string(mapAscii(text) { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 })
        case (.upperAscii, 1): return .string(mapAscii(text) { $0 &- 0x61 < 26 ? $0 & 0xDF : $0 })
        case (.trim, 1): return .string(trim(text))
        case (.reverse, 1): return .string(text.scalarsReversed)
        case (.quote, 1): return .string(quote(text))
        case (.charAt, 2):
            guard case .int(let index) = x.second else { return nil }
            let count = text.scalarCount
            guard index >= 0, index <= count else { throw outOfRange(index, i, &run) }
            let start = text.offset(ofScalar: Int(index))
            return .string(start == text.utf8.count ? "" : text.part(start, text.scalarEnd(start)))
        case (.substring, 2), (.substring, 3): return try substring(text, x, i, &run)
        case (.indexOf, 2), (.indexOf, 3), (.lastIndexOf, 2), (.lastIndexOf, 3):
            return try position(function, text, x, i, &run)
        case (.split, 2), (.split, 3): return try split(text, x, i, &run)
        case (.replace, 3), (.replace, 4): return try replace(text, x, i, &run)
        case (.format, 2):
            guard case .list(let values) = x.second else { return nil }
            var formatter = Formatter(values: values, part: i.part)
            return .string(try formatter.format(text, &run))
        default: return nil
        }
    }

    private static func outOfRange(_ index: Int64, _ i: Instruction, _ run: inout Run) -> Failure {
        run.fail(.outOfRange, i.part, .text("index out of range: \(index)"))
    }

    private static func mapAscii(_ text: String, _ change: (UInt8) -> UInt8) -> String {
        String(decoding: text.utf8.map(change), as: UTF8.self)
    }

    private static func trim(_ text: String) -> String {
        let scalars = text.unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return "" }
        return String(scalars[first...last])
    }

    private static func quote(_ text: String) -> String {
        let bytes = text.utf8Span.span
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count + 2)
        out.append(UInt8(ascii: "\""))
        for i in bytes.indices {
            let letter: Unicode.Scalar
            switch bytes[i] {
            case 0x07: letter = "a"
            case 0x08: letter = "b"
            case 0x0C: letter = "f"
            case 0x0A: letter = "n"
            case 0x0D: letter = "r"
            case 0x09: letter = "t"
            case 0x0B: letter = "v"
            case 0x5C: letter = "\\"
            case 0x22: letter = "\""
            default:
                out.append(bytes[i])
                continue
            }
            out.append(UInt8(ascii: "\\"))
            out.append(UInt8(ascii: letter))
        }
        out.append(UInt8(ascii: "\""))
        return String(decoding: out, as: UTF8.self)
    }

    private static func substring(_ text: String, _ x: Arguments, _ i: Instruction, _ run: inout Run)
        throws(Failure) -> Value?
    {
        guard case .int(let start) = x.second else { return nil }
        let count = Int64(text.scalarCount)
        var end = count
        if x.count == 3 {
            guard case .int(let given) = x.third else { return nil }
            guard given >= 0, given <= end else { throw outOfRange(given, i, &run) }
            end = given
        }
        guard start >= 0, start <= count else { throw outOfRange(start, i, &run) }
        guard start <= end else {
            throw run.fail(.outOfRange, i.part, .text("invalid substring range. start: \(start), end: \(end)"))
        }
        return .string(text.part(text.offset(ofScalar: Int(start)), text.offset(ofScalar: Int(end))))
    }

    private static func position(
        _ function: Builtin, _ text: String, _ x: Arguments, _ i: Instruction, _ run: inout Run
    ) throws(Failure) -> Value? {
        guard case .string(let sought) = x.second else { return nil }
        let bytes = Array(text.utf8)
        let needle = Array(sought.utf8)
        var bound = function == .indexOf ? 0 : bytes.count
        if x.count == 3 {
            guard case .int(let given) = x.third else { return nil }
            guard given >= 0, given <= text.scalarCount else { throw outOfRange(given, i, &run) }
            bound = text.offset(ofScalar: Int(given))
        }
        // Where bytes of whole code points are found, a code point begins.
        let found: Int?
        if function == .indexOf {
            found = Search(needle).first(in: bytes, from: bound)
        } else {
            // The last one is the first one from behind.
            let last = bytes.count - needle.count
            guard last >= 0 else { return .int(-1) }
            let skipped = max(0, last - bound)
            found = Search(Array(needle.reversed())).first(in: Array(bytes.reversed()), from: skipped)
                .map { last - $0 }
        }
        return .int(found.map { Int64(text.scalars(before: $0)) } ?? -1)
    }

    private static func split(_ text: String, _ x: Arguments, _ i: Instruction, _ run: inout Run)
        throws(Failure) -> Value?
    {
        guard case .string(let separator) = x.second else { return nil }
        var limit = Int64.max
        if x.count == 3 {
            guard case .int(let given) = x.third else { return nil }
            limit = given < 0 ? .max : given
        }
        if limit == 0 { return .list([]) }
        if separator.isEmpty {
            var parts: [Value] = []
            var start = 0
            while parts.count < limit - 1, start < text.utf8.count {
                try run.charge(1, i.part)
                let end = text.scalarEnd(start)
                parts.append(.string(text.part(start, end)))
                start = end
            }
            if start < text.utf8.count { parts.append(.string(text.part(start, text.utf8.count))) }
            return .list(parts)
        }
        let pieces = Search(Array(separator.utf8)).pieces(of: Array(text.utf8), limit: limit)
        try run.charge(pieces.count, i.part)
        return .list(pieces.map { .string(String(decoding: $0, as: UTF8.self)) })
    }

    private static func replace(_ text: String, _ x: Arguments, _ i: Instruction, _ run: inout Run)
        throws(Failure) -> Value?
    {
        guard case .string(let old) = x.second, case .string(let new) = x.third else { return nil }
        var limit = Int64.max
        if x.count == 4 {
            guard case .int(let given) = x.fourth else { return nil }
            limit = given < 0 ? .max : given
        }
        if limit == 0 { return .string(text) }
        let bytes = Array(text.utf8)
        if old.isEmpty {
            try run.charge((Int(min(Int64(bytes.count), limit)) + 1) * (1 + new.utf8.count >> 2), i.part)
            var out: [UInt8] = []
            var count: Int64 = 0
            for byte in bytes {
                if byte & 0xC0 != 0x80 {
                    if count < limit { out.append(contentsOf: new.utf8) }
                    count += 1
                }
                out.append(byte)
            }
            if count < limit { out.append(contentsOf: new.utf8) }
            return .string(String(decoding: out, as: UTF8.self))
        }
        let pieces = Search(Array(old.utf8)).pieces(of: bytes, limit: limit == .max ? .max : limit + 1)
        try run.charge(pieces.count * (1 + new.utf8.count >> 2), i.part)
        var out: [UInt8] = []
        for (place, piece) in pieces.enumerated() {
            if place > 0 { out.append(contentsOf: new.utf8) }
            out.append(contentsOf: piece)
        }
        return .string(String(decoding: out, as: UTF8.self))
    }

    private static func join(_ x: Arguments, _ i: Instruction, _ run: inout Run) throws(Failure) -> Value? {
        guard case .list(let list) = x.first, x.count <= 2 else { return nil }
        var separator = ""
        if x.count == 2 {
            guard case .string(let given) = x.second else { return nil }
            separator = given
        }
        var out = ""
        for (place, element) in list.enumerated() {
            guard case .string(let text) = element else { return nil }
            try run.charge(1 + (text.utf8.count + separator.utf8.count) >> 3, i.part)
            if place > 0 { out += separator }
            out += text
        }
        return .string(out)
    }
}

/// Searches for a sequence in linear time (Knuth, Morris and Pratt).
struct Search<Element: Equatable> {
    private let needle: [Element]
    /// For each length matched so far, the length still matched after a mismatch.
    private var fallback: [Int] = [0]

    init(_ needle: [Element]) {
        self.needle = needle
        var length = 0
        for place in needle.indices.dropFirst() {
            while length > 0, needle[place] != needle[length] { length = fallback[length - 1] }
            if needle[place] == needle[length] { length += 1 }
            fallback.append(length)
        }
    }

    func first(in text: [Element], from start: Int = 0) -> Int? {
        if needle.isEmpty { return start }
        var length = 0
        var place = start
        while place < text.count {
            while length > 0, text[place] != needle[length] { length = fallback[length - 1] }
            if text[place] == needle[length] { length += 1 }
            place += 1
            if length == needle.count { return place - length }
        }
        return nil
    }

    /// The text cut where the needle stands, into so many pieces at the most.
    func pieces(of text: [Element], limit: Int64) -> [ArraySlice<Element>] {
        var found: [ArraySlice<Element>] = []
        var start = 0
        while found.count < limit - 1, let place = first(in: text, from: start) {
            found.append(text[start..<place])
            start = place + needle.count
        }
        return found + [text[start...]]
    }
}

extension String {
    /// Whether the other text occurs in this one. Short ones are tried at each place, long ones searched for in
    /// linear time.
    func containsBytes(of other: String) -> Bool {
        let (text, sought) = (utf8Span.span, other.utf8Span.span)
        guard let first = sought.indices.isEmpty ? nil : sought[0] else { return true }
        guard sought.count <= text.count else { return false }
        guard sought.count <= 16 else { return Search(Array(other.utf8)).first(in: Array(utf8)) != nil }
        for start in 0...(text.count - sought.count) where text[start] == first {
            var length = 1
            while length < sought.count, text[start + length] == sought[length] { length += 1 }
            if length == sought.count { return true }
        }
        return false
    }
}
