/// What can be read in a script without running it: its strings, and the names of properties.
enum ScriptStrings {
    /// Strings that people would read: with Chinese in them, or some words of Latin.
    static func texts(in script: String, most: Int = 2_000) -> [(text: String, line: Int)] {
        strings(in: script, most: most, isReadable)
    }

    /// - Parameter keeps: whether a string is one of those that are looked for.
    static func strings(
        in script: String, most: Int, _ keeps: (ArraySlice<UInt8>) -> Bool
    ) -> [(text: String, line: Int)] {
        let bytes = Array(script.utf8)
        var found: [(String, Int)] = []
        var line = 0
        var i = 0
        while i < bytes.count, found.count < most {
            let c = bytes[i]
            if c == 10 { line += 1 }
            guard c == 34 || c == 39 || c == 96 else {
                i += 1
                continue
            }
            var end = i + 1
            while end < bytes.count, bytes[end] != c, end - i < 2_000, c == 96 || bytes[end] != 10 {
                end += bytes[end] == 92 ? 2 : 1
            }
            guard end < bytes.count, bytes[end] == c else {
                i += 1
                continue
            }
            let inner = bytes[(i + 1)..<end]
            if keeps(inner) { found.append((unescape(inner), line)) }
            i = end + 1
        }
        return found
    }

    private static func isReadable(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard bytes.count >= 3 else { return false }
        if bytes.contains(where: { $0 >= 0xE3 }) { return true }
        if Scan.range(of: "\\u", in: Array(bytes)) != nil { return true }
        // Two words with a blank between; no paths, selectors or markup.
        return bytes.contains(32) && !bytes.contains(where: { [47, 60, 62, 123, 35, 61, 59].contains($0) })
            && bytes.count < 200
    }

    /// `\u652f` as the character that it stands for.
    private static func unescape(_ bytes: ArraySlice<UInt8>) -> String {
        guard bytes.contains(92) else { return String(decoding: bytes, as: UTF8.self) }
        let bytes = Array(bytes)
        var out = ""
        var plain: [UInt8] = []
        var i = 0
        func flush() {
            out += String(decoding: plain, as: UTF8.self)
            plain = []
        }
        while i < bytes.count {
            if bytes[i] == 92, i + 5 < bytes.count, bytes[i + 1] == 117 {
                let digits = bytes[(i + 2)..<(i + 6)].compactMap(PaymentLinks.hex)
                if digits.count == 4, let scalar = Unicode.Scalar(digits.reduce(UInt32(0)) { $0 << 4 | UInt32($1) }) {
                    flush()
                    out.unicodeScalars.append(scalar)
                    i += 6
                    continue
                }
            }
            if bytes[i] == 92 { i += 1 } else { plain.append(bytes[i]) }
            i += 1
        }
        flush()
        return out
    }

    /// Names before a colon or an equals sign, and in strings such as `pid=`: what an order's parameters are called.
    static func names(in script: String, most: Int = 5_000) -> Set<String> {
        let bytes = Scan.lowercased(Array(script.utf8.prefix(SiteLimits.scriptBytes)))
        var found: Set<String> = []
        var start = 0
        func isName(_ c: UInt8) -> Bool { (97...122).contains(c) || (48...57).contains(c) || c == 95 }
        for i in bytes.indices where found.count < most {
            guard !isName(bytes[i]) else { continue }
            let length = i - start
            var after = i
            while after < bytes.count, [34, 39, 32].contains(bytes[after]) { after += 1 }
            if length >= 3, length <= 24, after < bytes.count, bytes[after] == 58 || bytes[after] == 61 {
                found.insert(String(decoding: bytes[start..<i], as: UTF8.self))
            }
            start = i + 1
        }
        return found
    }
}
