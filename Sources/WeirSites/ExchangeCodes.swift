/// The codes by which exchangers name what they change, the same with all of them: USDTTRC20 is a coin on its network,
/// ALPCNY and WCTCNY are yuan on the platform's rails. One for the other is a direction of exchange; a cashier that
/// has both as ways to pay does not pair them.
enum ExchangeCodes {
    struct Pair {
        let coin: String
        let yuan: String
        /// The way to pay, as `Vocabulary.methods` calls it.
        let method: String

        var text: String { coin.uppercased() + " → " + yuan.uppercased() }
    }

    private static let coins: Set<String> = [
        "usdttrc20", "usdterc20", "usdtbep20", "usdttrc", "usdterc", "usdtton", "usdtsol", "usdtpolygon", "usdt",
        "usdcerc20", "usdctrc20", "usdc", "btc", "btcln", "eth", "etharb", "ltc", "trx", "ton", "xmr", "bch", "dash",
        "doge", "sol", "bnb", "bnbbep20", "xrp", "dai",
    ]
    private static let rails = [
        "alpcny": "alipay", "alipaycny": "alipay", "wctcny": "wechat-pay", "wechatcny": "wechat-pay", "cardcny": "bank",
        "unionpaycny": "unionpay",
    ]
    /// What the two sides of an exchange are called.
    private static let ways = [
        "from", "to", "give", "get", "send", "receiv", "sell", "buy", "source", "target", "base", "quote", "otda",
        "poluch",
    ]
    private static let longest = 16
    private static let deepest = 64
    /// Objects of a script that are looked at.
    private static let mostObjects = 20_000

    // MARK: Data

    /// A pair in an object of data: {"from":"USDTTRC20","to":"ALPCNY"}.
    static func pair(inData text: String) -> Pair? {
        let bytes = Array(text.utf8)
        guard mayHold(bytes) else { return nil }
        var open: [[String]] = []
        var objects = 0
        var i = 0
        // Up to where no string of either kind ends: looked for once, and not by every mark of a hostile line.
        var (unclosed, unclosedSingle) = (0, 0)
        while i < bytes.count, objects < mostObjects {
            switch bytes[i] {
            case 123, 91:
                if open.count < deepest { open.append([]) }
                objects += 1
            case 125, 93:
                if let codes = open.popLast(), bytes[i] == 125, let pair = pair(of: codes) { return pair }
            case 34 where i < unclosed, 39 where i < unclosedSingle: break
            case 34, 39:
                let (end, isClosed) = close(bytes, from: i)
                guard isClosed else {
                    if bytes[i] == 34 { unclosed = end } else { unclosedSingle = end }
                    break
                }
                let isShort = (2...longest).contains(end - i)
                if isShort, !open.isEmpty, let code = code(bytes[(i + 1)..<end]), isSide(bytes, before: i) {
                    open[open.count - 1].append(code)
                }
                i = end
            default: break
            }
            i += 1
        }
        return nil
    }

    /// Where a string ends that begins with a quotation mark: at the next of its kind. What has no end on its line is
    /// none: an apostrophe.
    private static func close(_ bytes: [UInt8], from start: Int) -> (end: Int, isClosed: Bool) {
        var end = start + 1
        while end < bytes.count, bytes[end] != bytes[start], bytes[end] != 10 { end += bytes[end] == 92 ? 2 : 1 }
        return (end, end < bytes.count && bytes[end] == bytes[start])
    }

    /// One coin and one rail, and no third: more of them are a list.
    private static func pair(of codes: [String]) -> Pair? {
        guard codes.count == 2, let coin = codes.first(where: coins.contains),
            let yuan = codes.first(where: { rails[$0] != nil }), let method = rails[yuan]
        else { return nil }
        return Pair(coin: coin, yuan: yuan, method: method)
    }

    private static func code(_ bytes: ArraySlice<UInt8>) -> String? {
        let text = String(decoding: Scan.lowercased(Array(bytes)), as: UTF8.self)
        return coins.contains(text) || rails[text] != nil ? text : nil
    }

    /// Whether the value that begins there belongs to a name that says which side of an exchange it is.
    private static func isSide(_ bytes: [UInt8], before start: Int) -> Bool {
        var end = start
        while end > 0, bytes[end - 1] == 32 { end -= 1 }
        guard end > 0, bytes[end - 1] == 58 else { return false }
        end -= 1
        while end > 0, [32, 34, 39, 92].contains(bytes[end - 1]) { end -= 1 }
        let letters = bytes[..<end].suffix(24).reversed().prefix { c in
            (97...122).contains(c) || (65...90).contains(c) || c == 95
        }
        let name = String(decoding: Scan.lowercased(letters.reversed()), as: UTF8.self)
        return ways.contains { name.hasPrefix($0) || name.hasSuffix($0) }
    }

    // MARK: Words

    /// A pair in an address or a label: exchange_USDTTRC20_to_ALPCNY, USDTTRC20 → ALPCNY.
    /// - Parameter isAddress: a stroke between the two is one of its path, and none of a list.
    static func pair(joined text: String, isAddress: Bool) -> Pair? {
        let bytes = Scan.lowercased(Array(text.utf8.prefix(400)))
        guard mayHold(bytes) else { return nil }
        var last: (code: String, end: Int)?
        var i = 0
        while i < bytes.count {
            guard isWord(bytes[i]) else {
                i += 1
                continue
            }
            let end = bytes[i...].firstIndex { !isWord($0) } ?? bytes.count
            let word = String(decoding: bytes[i..<end], as: UTF8.self)
            if word.utf8.count <= longest, let code = code(bytes[i..<end]) {
                if let last, joins(bytes[last.end..<i], isAddress), let pair = pair(of: [last.code, code]) {
                    return pair
                }
                last = (code, end)
            }
            i = end
        }
        return nil
    }

    /// What stands between the two makes one of the other: _to_, -, →, >.
    private static func joins(_ between: ArraySlice<UInt8>, _ isAddress: Bool) -> Bool {
        guard between.count <= 14 else { return false }
        let text = String(decoding: between, as: UTF8.self).filter { $0 != " " && $0 != "_" }
        let arrows = ["→", "->", "=>", ">", "➜", "⇒", "⇄", "to", "-to-", "na", "-na-", "на"]
        if arrows.contains(text) { return true }
        // ?from=USDTTRC20&to=ALPCNY
        let isQuery = text.hasPrefix("&") && ["to=", "get=", "out="].contains(where: text.hasSuffix)
        return isAddress && (isQuery || ["", "-", "--", "/", "/to/"].contains(text))
    }

    private static func isWord(_ c: UInt8) -> Bool { (97...122).contains(c) || (48...57).contains(c) }

    private static func mayHold(_ bytes: [UInt8]) -> Bool {
        Scan.range(of: "cny", in: bytes) != nil || Scan.range(of: "CNY", in: bytes) != nil
    }
}

extension EvidenceReader {
    /// A direction of exchange by its codes, in what scripts, links, elements and labels hold.
    mutating func readExchangeCodes() {
        guard !evidence.shape.isRead, let (pair, place, line) = exchangeCodes else { return }
        evidence.add(SiteEvidence(.crypto, "coin_offer", 0.6, quote: pair.text, place: place, line: line))
        evidence.add(SiteEvidence(.crypto, "asset", 0.2, quote: pair.coin, place: place, line: line))
        evidence.offer(pair.method)
        evidence.add(SiteEvidence(.gateway, "method", 0.15, quote: pair.yuan, place: place, line: line))
    }

    private var exchangeCodes: (ExchangeCodes.Pair, String, Int)? {
        for (text, line) in page.scripts {
            if let pair = ExchangeCodes.pair(inData: text) { return (pair, "script", line) }
        }
        if let (pair, reference) = exchangeLink { return (pair, reference.kind.rawValue, reference.line) }
        for (text, line, _) in page.marks {
            if let pair = ExchangeCodes.pair(joined: text, isAddress: false) { return (pair, "mark", line) }
        }
        for block in page.blocks where !block.isHidden && block.text.utf8.count <= 120 {
            if let pair = ExchangeCodes.pair(joined: block.text, isAddress: false) { return (pair, "text", block.line) }
        }
        return nil
    }

    /// A link or form of the page's own whose address is a pair. Whoever recommends an exchanger, or ranks several,
    /// links to one elsewhere; a saved page's own links may name its host, which is then the same in all of them.
    private var exchangeLink: (ExchangeCodes.Pair, Reference)? {
        var away: [(pair: ExchangeCodes.Pair, reference: Reference, host: String)] = []
        let own = WebAddress.host(page.address)
        for reference in page.references where reference.kind == .link || reference.kind == .form {
            guard let pair = ExchangeCodes.pair(joined: reference.address, isAddress: true) else { continue }
            guard let host = WebAddress.host(reference.address), host != own else { return (pair, reference) }
            away.append((pair, reference, host))
        }
        guard let first = away.first, away.count > 1, away.allSatisfy({ $0.host == first.host }) else { return nil }
        return (first.pair, first.reference)
    }
}
