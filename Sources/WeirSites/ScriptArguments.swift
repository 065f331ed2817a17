/// Data that a page's server writes as a function and what it is called with, each value that is said twice once:
/// `window.__NUXT__=(function(a,b){return {coin:a,pay:[b]}}("USDT","支付宝"))`. Answers them as if they stood where they
/// are used; nothing is run.
enum ScriptArguments {
    private static let most = 2_000
    private static let longestValue = 300
    private static let longestName = 4

    static func applied(_ script: String) -> String? {
        let bytes = Array(script.utf8.prefix(SiteLimits.scriptBytes))
        // Given to a name: what runs at once, as most libraries do, brings no data.
        guard let head = Scan.range(of: "=(function(", in: bytes),
            let close = bytes[head.upperBound...].firstIndex(of: 41),
            let open = bytes[close...].firstIndex(of: 123)
        else { return nil }
        let names = bytes[head.upperBound..<close].split(separator: 44).map { name in
            String(decoding: name.filter { $0 != 32 }, as: UTF8.self)
        }
        guard !names.isEmpty, names.count <= most, names.allSatisfy({ $0.utf8.count <= longestName }),
            let end = calling(bytes, from: open)
        else { return nil }
        let values = arguments(bytes, from: end + 2)
        guard !values.isEmpty else { return nil }
        var known: [String: ArraySlice<UInt8>] = [:]
        for (name, value) in zip(names, values) where value.count <= longestValue { known[name] = value }
        var out = Array(bytes[..<open])
        out += replaced(bytes[open...end], known)
        out += bytes[(end + 1)...]
        return String(decoding: out, as: UTF8.self)
    }

    /// Where the function's body ends: the last `}` that is called, `}(`.
    private static func calling(_ bytes: [UInt8], from start: Int) -> Int? {
        var at = bytes.count - 2
        while at > start {
            if bytes[at] == 125, bytes[at + 1] == 40 { return at }
            at -= 1
        }
        return nil
    }

    /// What it is called with, up to the bracket that ends the call.
    private static func arguments(_ bytes: [UInt8], from start: Int) -> [ArraySlice<UInt8>] {
        var found: [ArraySlice<UInt8>] = []
        var (depth, first, i) = (0, start, start)
        while i < bytes.count, found.count < most {
            switch bytes[i] {
            case 34, 39, 96:
                let quote = bytes[i]
                i += 1
                while i < bytes.count, bytes[i] != quote { i += bytes[i] == 92 ? 2 : 1 }
            case 40, 91, 123: depth += 1
            case 93, 125: depth -= 1
            case 41:
                if depth == 0 {
                    if first < i { found.append(bytes[first..<i]) }
                    return found
                }
                depth -= 1
            case 44:
                if depth == 0 {
                    found.append(bytes[first..<i])
                    first = i + 1
                }
            default: break
            }
            i += 1
        }
        return found
    }

    /// The body with values for names, where a name stands as a value: behind a colon, a comma or a bracket.
    private static func replaced(_ body: ArraySlice<UInt8>, _ known: [String: ArraySlice<UInt8>]) -> [UInt8] {
        var out: [UInt8] = []
        var i = body.startIndex
        while i < body.endIndex, out.count < SiteLimits.scriptBytes {
            let c = body[i]
            if c == 34 || c == 39 || c == 96 {
                var end = i + 1
                while end < body.endIndex, body[end] != c { end += body[end] == 92 ? 2 : 1 }
                end = min(end + 1, body.endIndex)
                out += body[i..<end]
                i = end
                continue
            }
            guard isWord(c) else {
                out.append(c)
                i += 1
                continue
            }
            let word = body[i...].prefix(while: isWord)
            let next = word.endIndex < body.endIndex ? body[word.endIndex] : 0
            let isValue = [58, 44, 91].contains(out.last ?? 0) && [44, 125, 93].contains(next)
            let value = isValue ? known[String(decoding: word, as: UTF8.self)] : nil
            out += value ?? word
            i = word.endIndex
        }
        return out
    }

    private static func isWord(_ c: UInt8) -> Bool {
        (48...57).contains(c) || (65...90).contains(c) || (97...122).contains(c) || c == 95 || c == 36
    }
}
