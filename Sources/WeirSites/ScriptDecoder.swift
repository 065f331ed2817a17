/// What scripts put together from pieces, as far as it can be told without running them: strings joined by `+` or
/// `join`, numbers of characters, base64, escapes, strings written backwards.
enum ScriptDecoder {
    /// Pieces of text or HTML that the script makes, in order; each once.
    static func texts(in script: String) -> [String] {
        let tokens = tokens(Array(script.utf8.prefix(SiteLimits.scriptBytes)))
        let isReversed = Scan.range(of: ".reverse(", in: Array(script.utf8)) != nil
        var found: [String] = []
        var seen: Set<String> = []
        var bytes = 0
        func add(_ text: String, isMade: Bool) {
            for candidate in [text] + (isReversed ? [String(unescaped(text).reversed())] : []) {
                let plain = unescaped(candidate)
                guard isMade || plain != candidate || candidate != text || decoded(plain) != nil else { continue }
                let inner = decoded(plain) ?? plain
                guard isReadable(inner), bytes < SiteLimits.scriptBytes, seen.insert(inner).inserted else { continue }
                bytes += inner.utf8.count
                found.append(inner)
            }
        }
        var i = 0
        while i < tokens.count, found.count < 200 {
            switch tokens[i] {
            case .text(let first):
                var (joined, count, next) = (first, 1, i + 1)
                while next + 1 < tokens.count, tokens[next].joins, case .text(let more) = tokens[next + 1] {
                    joined += more
                    count += 1
                    next += 2
                }
                add(joined, isMade: count > 1)
                i = next
            case .number(let first):
                var (codes, next) = ([first], i + 1)
                while next + 1 < tokens.count, case .sign(44) = tokens[next], case .number(let more) = tokens[next + 1]
                {
                    codes.append(more)
                    next += 2
                }
                if codes.count >= 6, let text = characters(codes) { add(text, isMade: true) }
                i = next
            case .sign: i += 1
            }
        }
        return found
    }

    // MARK: Tokens

    private enum Token {
        case text(String)
        case number(UInt32)
        case sign(UInt8)

        /// Between two strings: `+`, or the comma of a list that is joined.
        var joins: Bool {
            if case .sign(let sign) = self { sign == 43 || sign == 44 } else { false }
        }
    }

    private static func tokens(_ bytes: [UInt8]) -> [Token] {
        var out: [Token] = []
        var i = 0
        while i < bytes.count, out.count < 400_000 {
            let c = bytes[i]
            if c == 34 || c == 39 || c == 96 {
                var end = i + 1
                while end < bytes.count, bytes[end] != c { end += bytes[end] == 92 ? 2 : 1 }
                let inner = bytes[min(i + 1, bytes.count)..<min(end, bytes.count)]
                out.append(.text(String(decoding: inner, as: UTF8.self)))
                i = end + 1
            } else if (48...57).contains(c), i == 0 || !isWord(bytes[i - 1]) {
                let (value, end) = number(bytes, i)
                out.append(.number(value))
                i = end
            } else {
                if c > 32, !isWord(c) { out.append(.sign(c)) }
                if isWord(c), i == 0 || !isWord(bytes[i - 1]) { out.append(.sign(95)) }
                i += 1
            }
        }
        return out
    }

    private static func isWord(_ c: UInt8) -> Bool {
        (48...57).contains(c) || (65...90).contains(c) || (97...122).contains(c) || c == 95 || c == 36
    }

    private static func number(_ bytes: [UInt8], _ start: Int) -> (UInt32, Int) {
        var i = start
        var value: UInt32 = 0
        let isHex = bytes[i] == 48 && i + 1 < bytes.count && bytes[i + 1] | 32 == 120
        if isHex { i += 2 }
        while i < bytes.count,
            let digit = isHex ? PaymentLinks.hex(bytes[i]) : (48...57).contains(bytes[i]) ? bytes[i] - 48 : nil
        {
            value = value &* (isHex ? 16 : 10) &+ UInt32(digit)
            i += 1
        }
        while i < bytes.count, isWord(bytes[i]) || bytes[i] == 46 { i += 1 }
        return (value, i)
    }

    // MARK: What they stand for

    private static func characters(_ codes: [UInt32]) -> String? {
        var out = ""
        for code in codes {
            guard code >= 9, let scalar = Unicode.Scalar(code), code < 0x2FFFF else { return nil }
            out.unicodeScalars.append(scalar)
        }
        return out
    }

    /// Text of words, or of HTML: with Chinese, or marks of elements, in it.
    private static func isReadable(_ text: String) -> Bool {
        guard text.utf8.count >= 4 else { return false }
        return text.utf8.contains { $0 >= 0xE3 } || (text.contains("<") && text.contains(">"))
    }

    /// Base64 of such a text, also of one that has percent signs in it.
    private static func decoded(_ text: String) -> String? {
        let isBase64 =
            text.utf8.count >= 16
            && text.utf8.allSatisfy { isWord($0) && $0 != 36 || $0 == 43 || $0 == 47 || $0 == 61 || $0 == 45 }
        guard isBase64, let bytes = DataAddress.base64(Substring(text).utf8), bytes.count >= 8,
            let inner = String(validating: bytes, as: UTF8.self)
        else { return nil }
        let plain = unescaped(inner)
        return isReadable(plain) ? plain : nil
    }

    /// `\\u652f`, `\\x41`, `%u652f` and `%E6%94%AF` as what they stand for.
    static func unescaped(_ text: String) -> String {
        guard text.utf8.contains(92) || text.utf8.contains(37) else { return text }
        let bytes = Array(text.utf8)
        var out: [UInt8] = []
        var i = 0
        func code(_ at: Int, _ count: Int) -> UInt32? {
            guard at + count <= bytes.count else { return nil }
            var value: UInt32 = 0
            for c in bytes[at..<(at + count)] {
                guard let digit = PaymentLinks.hex(c) else { return nil }
                value = value << 4 | UInt32(digit)
            }
            return value
        }
        func put(_ value: UInt32) {
            if let scalar = Unicode.Scalar(value) { out += UTF8.encode(scalar).map(Array.init) ?? [] }
        }
        while i < bytes.count {
            let next = i + 1 < bytes.count ? bytes[i + 1] : 0
            if bytes[i] == 92 || bytes[i] == 37, next == 117, let value = code(i + 2, 4) {
                put(value)
                i += 6
            } else if bytes[i] == 92, next == 120, let value = code(i + 2, 2) {
                put(value)
                i += 4
            } else if bytes[i] == 37, let value = code(i + 1, 2) {
                out.append(UInt8(truncatingIfNeeded: value))
                i += 3
            } else if bytes[i] == 92, i + 1 < bytes.count {
                if next == 110 || next == 116 || next == 114 { out.append(32) } else { out.append(next) }
                i += 2
            } else {
                out.append(bytes[i])
                i += 1
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    // MARK: Where a script leads, and what data it brings

    /// The data that a script keeps in one string: JSON.parse("{\"coin\":…}"), with percent signs in it as well.
    static func parsed(in script: String) -> [String] {
        let bytes = Array(script.utf8.prefix(SiteLimits.scriptBytes))
        let decoding = Array("decodeURIComponent(".utf8)
        var found: [String] = []
        for mark in Scan.ranges(of: "JSON.parse(", in: bytes, most: 20) {
            var start = mark.upperBound
            if bytes[start...].starts(with: decoding) { start += decoding.count }
            guard start < bytes.count, [34, 39, 96].contains(bytes[start]) else { continue }
            var end = start + 1
            while end < bytes.count, bytes[end] != bytes[start] { end += bytes[end] == 92 ? 2 : 1 }
            guard end < bytes.count else { continue }
            let inner = String(decoding: bytes[(start + 1)..<end], as: UTF8.self)
            let text = unescaped(inner)
            if text != inner, text.contains("{") { found.append(text) }
        }
        return found
    }

    /// Addresses that a script sends the browser on to.
    static func redirects(in script: String) -> [String] {
        let bytes = Array(script.utf8.prefix(SiteLimits.scriptBytes))
        var found: [String] = []
        for mark in ["location.href", "location.replace", "location.assign", "location"] {
            for range in Scan.ranges(of: mark, in: bytes, most: 10) {
                var i = range.upperBound
                while i < bytes.count, bytes[i] == 32 { i += 1 }
                guard i < bytes.count, bytes[i] == 61 || bytes[i] == 40 else { continue }
                i += 1
                while i < bytes.count, bytes[i] == 32 { i += 1 }
                guard i < bytes.count, bytes[i] == 34 || bytes[i] == 39 else { continue }
                let inner = bytes[(i + 1)...].prefix(2_000).prefix { $0 != bytes[i] && $0 != 10 }
                let address = String(decoding: inner, as: UTF8.self)
                if !address.isEmpty, !found.contains(address) { found.append(address) }
            }
        }
        return found
    }

    /// Data of a board: orders with a coin, yuan, a price, limits and ways to pay. Any one of these is on many pages.
    /// - Parameters:
    ///   - data: the names and values in the same script.
    ///   - takesRate: what is called a rate is a price here, because words of the page deal in coins.
    static func isBoard(
        _ script: String, _ data: ScriptData, takesRate: Bool = false
    ) -> (coin: String, methods: [String])? {
        let names = ScriptStrings.names(in: script)
        let hasPrice = names.contains { $0.hasSuffix("price") || takesRate && $0.hasSuffix("rate") }
        guard hasPrice, hasEnds(names) else { return nil }
        let words = words(in: script)
        let methods = ways(words)
        // 微信 alone is where something is shared.
        guard !methods.isEmpty, methods != ["wechat"] else { return nil }
        let all = Set(words)
        // Where yuan are not named, prices say so: two of a stablecoin.
        let prices = words.compactMap { $0.contains(".") ? Double($0) : nil }.filter { (5.5..<9).contains($0) }
        let isPriced = all.contains("cny") || all.contains("rmb") || prices.count >= 2
        if isPriced, names.contains(where: { $0.hasSuffix("price") }),
            let coin = ["usdt", "btc", "eth", "usdc", "trx"].first(where: { all.contains($0) && data.names($0) })
        {
            return (coin, methods)
        }
        // Prices as numbers say less: the coin must be what the data are about, and not a way to pay among others.
        guard let coin = data.coin, data.hasPrice(takesRate: takesRate) || data.hasBothWays else { return nil }
        return (coin, methods)
    }

    /// The strings of a script, as far as they are short, in small letters.
    static func words(in script: String) -> [String] {
        tokens(Array(script.utf8.prefix(SiteLimits.scriptBytes))).compactMap { token in
            if case .text(let text) = token, text.utf8.count <= 64 { text.lowercased() } else { nil }
        }
    }

    /// The least and the most of an order.
    static func hasEnds(_ names: Set<String>) -> Bool {
        let limits = [
            "minamount", "maxamount", "min_amount", "max_amount", "minlimit", "maxlimit", "min_limit", "limitmin",
            "minquota", "singlemin", "minsingletransamount",
        ]
        if limits.contains(where: names.contains) { return true }
        // However they are called: minTrade and maxTrade, min and max.
        func ends(_ prefix: String) -> Set<String> {
            Set(names.filter { $0.hasPrefix(prefix) && $0.utf8.count <= 24 }.map { String($0.dropFirst(3)) })
        }
        return !ends("min").intersection(ends("max")).subtracting(otherEnds).isEmpty
    }

    /// What has a least and a most and is no sum.
    private static let otherEnds: Set<String> = [
        "change", "_change", "width", "_width", "height", "_height", "length", "zoom", "scale", "age", "year", "years",
        "month", "months", "day", "days", "date", "rows", "lines", "items", "size", "level", "ratio", "price", "_price",
    ]

    /// Ways to pay that values name, one or several in a value: "alipay", "支付宝,微信", "微信|银行卡".
    static func ways(_ values: [String]) -> [String] {
        var found: [String] = []
        for value in values {
            for part in value.split(whereSeparator: { ",，、|/;； ".contains($0) }) {
                let bytes = FoldedText(String(part)).bytes
                for match in EvidenceReader.methodFinder.matches(bytes)
                where match.range == 0..<bytes.count && !found.contains(EvidenceReader.methodNames[match.phrase]) {
                    found.append(EvidenceReader.methodNames[match.phrase])
                }
            }
            // "bank" alone is a bank where a board's data say so, and "wx" is no part of a word.
            for (short, method) in [("bank", "bank"), ("wx", "wechat")] where value == short {
                if !found.contains(method) { found.append(method) }
            }
        }
        return found
    }
}
