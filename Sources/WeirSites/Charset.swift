import CWeirSites

/// Finds out what character set a page is in, as browsers do, and reads it as UTF-8.
enum Charset {
    /// - Parameter declared: of the HTTP header, empty where there is none.
    static func utf8(_ bytes: [UInt8], declared: String = "") -> [UInt8] {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return Array(bytes.dropFirst(3)) }
        if bytes.starts(with: [0xFF, 0xFE]) { return convert(Array(bytes.dropFirst(2)), "UTF-16LE") ?? [] }
        if bytes.starts(with: [0xFE, 0xFF]) { return convert(Array(bytes.dropFirst(2)), "UTF-16BE") ?? [] }
        // What is valid UTF-8 with anything beyond ASCII in it is nothing else, whatever it says of itself.
        if isUTF8(bytes), !bytes.prefix(4).contains(0) { return bytes }
        if let name = wide(bytes, declared: declared), let text = convert(bytes, name) { return text }
        let said = metaCharset(bytes)
        if AlmostUTF8(bytes).isText(isSaid: (declared + said).lowercased().hasPrefix("utf")) {
            return Array(String(decoding: bytes, as: UTF8.self).utf8)
        }
        for name in [declared, said] where !name.isEmpty {
            let known = name.lowercased().hasPrefix("gb") ? "GB18030" : name
            if !known.lowercased().hasPrefix("utf"), let text = convert(bytes, known) { return text }
        }
        if isBig5(bytes), let text = convert(bytes, "BIG5") { return text }
        return convert(bytes, "GB18030") ?? Array(String(decoding: bytes, as: UTF8.self).utf8)
    }

    /// Two bytes a character, as a server says, or as a page's first bracket shows.
    private static func wide(_ bytes: [UInt8], declared: String) -> String? {
        let said = declared.lowercased()
        if said.hasPrefix("utf-16") { return said == "utf-16be" ? "UTF-16BE" : "UTF-16LE" }
        guard bytes.count >= 4 else { return nil }
        if bytes[0] == 60, bytes[1] == 0, bytes[2] != 0, bytes[3] == 0 { return "UTF-16LE" }
        return bytes[0] == 0 && bytes[1] == 60 && bytes[2] == 0 && bytes[3] != 0 ? "UTF-16BE" : nil
    }

    static func isUTF8(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBufferPointer { String(validating: $0, as: UTF8.self) != nil }
    }

    /// Whether text that does not say so is in the characters of Taiwan and Hong Kong: most of those in daily use begin
    /// with bytes that are kana and Greek letters on the mainland, few with the bytes that half of its own begin with.
    static func isBig5(_ bytes: [UInt8]) -> Bool {
        var (there, here) = (0, 0)
        var i = 0
        while i + 1 < bytes.count {
            switch bytes[i] {
            case 0..<0x81: i -= 1
            case 0xA4...0xAF: there += 1
            case 0xC7...0xD7: here += 1
            default: break
            }
            i += 2
        }
        return there >= fewestOfBig5 && there > here
    }

    private static let fewestOfBig5 = 4

    private static func convert(_ bytes: [UInt8], _ name: String) -> [UInt8]? {
        let capacity = bytes.count * 3 + 16
        var length = -1
        let out = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, initialized in
            length = weir_to_utf8(name, bytes, bytes.count, buffer.baseAddress, capacity)
            initialized = max(0, length)
        }
        return length >= 0 ? out : nil
    }

    /// The name after `charset=` in the first bytes of a page.
    static func metaCharset(_ bytes: [UInt8]) -> String {
        let head = String(decoding: bytes.prefix(2048).map { $0 < 0x80 ? $0 : 32 }, as: UTF8.self).lowercased()
        return charset(of: head)
    }

    /// The name after `charset=` in a header's value or a page's head; empty where there is none.
    static func charset(of text: String) -> String {
        guard let found = Scan.range(of: "charset", in: Array(text.utf8)) else { return "" }
        let rest = text.utf8.dropFirst(found.upperBound).drop { $0 == 32 }
        guard rest.first == 61 else { return "" }
        let name = rest.dropFirst().drop { $0 == 32 || $0 == 34 || $0 == 39 }.prefix { byte in
            (48...57).contains(byte) || (97...122).contains(byte) || (65...90).contains(byte) || byte == 45
                || byte == 95
        }
        return String(name) ?? ""
    }
}

/// Looking for bytes in bytes.
enum Scan {
    static func range(of word: String, in bytes: [UInt8], from start: Int = 0) -> Range<Int>? {
        range(of: Array(word.utf8), in: bytes, from: start)
    }

    static func range(of word: [UInt8], in bytes: [UInt8], from start: Int = 0) -> Range<Int>? {
        guard let first = word.first, bytes.count >= word.count, start >= 0 else { return nil }
        return bytes.withUnsafeBufferPointer { text in
            var i = start
            let last = text.count - word.count
            while i <= last {
                if text[i] == first {
                    var k = 1
                    while k < word.count, text[i + k] == word[k] { k += 1 }
                    if k == word.count { return i..<(i + k) }
                }
                i += 1
            }
            return nil
        }
    }

    static func ranges(of word: String, in bytes: [UInt8], most: Int = 100) -> [Range<Int>] {
        let word = Array(word.utf8)
        var found: [Range<Int>] = []
        var start = 0
        while found.count < most, let next = range(of: word, in: bytes, from: start) {
            found.append(next)
            start = next.upperBound
        }
        return found
    }

    static func lowercased(_ bytes: [UInt8]) -> [UInt8] {
        bytes.map { (65...90).contains($0) ? $0 + 32 : $0 }
    }
}
