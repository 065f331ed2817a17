/// Looks for an offer in the labels of a page: within a few blocks a coin, a number of money and a word of boards or a
/// second number, as in a row of a price list or the summary of an order.
struct OfferWindow {
    private struct Seen {
        let text: String
        let line: Int
        let range: Range<Int>
        let hasAsset: Bool
        let money: Int
        let quantity: Bool
        let rate: Bool
    }

    private static let kept = 14
    private var blocks: [Seen] = []
    private(set) var offer: SiteEvidence?

    mutating func add(_ block: Block, _ folded: FoldedText, _ tone: TextBlock.Tone) {
        offer = nil
        let bytes = folded.bytes
        if tone == .prose {
            blocks = []
            // One short sentence may state the rate: "Rate now: 1 USDT = ¥7.31 (fee included)."
            if bytes.count <= 120, Self.isEquation(bytes) {
                offer = SiteEvidence(
                    .crypto, "coin_rate", 0.35, quote: block.text, place: "text", line: block.line, span: block.range)
            }
            return
        }
        let seen = Seen(
            text: block.text, line: block.line, range: block.range,
            hasAsset: EvidenceReader.isAsset(bytes) || ShortCoin(bytes).isNamed, money: Self.money(bytes),
            quantity: Self.isQuantity(bytes) || !ShortCoin(bytes).counts.isEmpty, rate: Self.isRate(bytes))
        blocks.append(seen)
        if blocks.count > Self.kept { blocks.removeFirst() }
        if seen.rate || Self.isRateOfPiece(bytes) && blocks.contains(where: \.hasAsset) {
            offer = evidence("coin_rate", 0.55, [seen])
            return
        }
        guard seen.hasAsset || seen.money > 0 || seen.quantity else { return }
        let money = blocks.reduce(0) { $0 + $1.money }
        let assets = blocks.filter(\.hasAsset)
        guard money >= 2, !assets.isEmpty, blocks.contains(where: \.quantity) else { return }
        offer = evidence("coin_offer", 0.5, blocks.filter { $0.hasAsset || $0.money > 0 || $0.quantity })
        blocks = []
    }

    private func evidence(_ code: String, _ weight: Double, _ parts: [Seen]) -> SiteEvidence {
        let first = parts.map(\.range.lowerBound).min() ?? 0
        let last = parts.map(\.range.upperBound).max() ?? 0
        return SiteEvidence(
            .crypto, code, weight, quote: parts.map(\.text).joined(separator: " | "), place: "text",
            line: parts.first?.line ?? 0, span: first..<last)
    }

    /// Numbers with a sign of yuan next to them.
    static func money(_ bytes: [UInt8]) -> Int {
        var count = 0
        for number in numbers(bytes) {
            let (head, tail) = around(number, bytes)
            if isMoney(head, tail), !isForOther(tail) { count += 1 }
        }
        return count
    }

    /// What stands before and after a number.
    static func around(_ number: Range<Int>, _ bytes: [UInt8]) -> (head: String, tail: String) {
        let before = bytes[..<number.lowerBound].suffix(5)
        let after = bytes[number.upperBound...].prefix(12)
        return (
            unit(inBracketsBefore: number, bytes) ?? String(decoding: before, as: UTF8.self).trimmingSpaces,
            unbracketed(String(decoding: after, as: UTF8.self).trimmingSpaces)
        )
    }

    private static let bracketed = ["cny", "rmb", "元", "人民币", "yuan", "usdt", "usdc", "btc", "eth", "trx", "枚", "个"]

    /// What a number counts, in brackets before it: 金额(CNY)：7.19, amount [USDT] 300.
    private static func unit(inBracketsBefore number: Range<Int>, _ bytes: [UInt8]) -> String? {
        var head = bytes[..<number.lowerBound].suffix(20)
        while let last = head.last, last == 32 || last == 58 { head.removeLast() }
        guard let close = head.last, close == 41 || close == 93,
            let open = head.lastIndex(of: close == 41 ? 40 : 91)
        else { return nil }
        let unit = String(decoding: head[(open + 1)..<(head.endIndex - 1)], as: UTF8.self).trimmingSpaces
        return bracketed.contains(unit) ? (unit == "人民币" || unit == "元" ? "cny" : unit) : nil
    }

    /// What a number counts, in brackets after it and alone there: 7.20 (CNY), and not ¥72 (USDT 10).
    private static func unbracketed(_ tail: String) -> String {
        guard let first = tail.first, first == "(" || first == "[" else { return tail }
        let rest = String(tail.dropFirst()).trimmingSpaces
        let isUnit = bracketed.contains { rest.hasPrefix($0 + (first == "(" ? ")" : "]")) }
        return isUnit ? rest : tail
    }

    private static let otherUnits = [
        "月", "年", "天", "日", "周", "季", "次", "千字", "字", "分", "小时", "人", "度", "m", "y", "day", "week", "hour",
    ]

    /// ¥30/月, 300元/千字: the price of something that is no coin.
    private static func isForOther(_ tail: String) -> Bool {
        let money = ["元", "cny", "rmb"].first(where: tail.hasPrefix) ?? ""
        let rest = tail.dropFirst(money.count)
        return otherUnits.contains { rest.hasPrefix("/" + $0) || rest.hasPrefix("/ " + $0) || rest.hasPrefix("每" + $0) }
    }

    /// Whether a sum is the price of such a thing.
    static func pricesOther(_ bytes: [UInt8]) -> Bool {
        numbers(bytes).contains { number in
            let (head, tail) = around(number, bytes)
            return isMoney(head, tail) && isForOther(tail)
        }
    }

    static func isMoney(_ head: String, _ tail: String) -> Bool {
        head.hasSuffix("¥") || head.hasSuffix("cny") || head.hasSuffix("rmb") || head.hasSuffix("￥")
            || tail.hasPrefix("cny") || tail.hasPrefix("yuan") || tail.hasPrefix("tệ") || tail.hasPrefix("元")
            || tail.hasPrefix("rmb") || tail.hasPrefix("¥")
    }

    /// A number followed by a coin: 1000 usdt, 0.05 btc.
    static func isQuantity(_ bytes: [UInt8]) -> Bool {
        numbers(bytes).contains { number in
            let unit = unit(inBracketsBefore: number, bytes) ?? ""
            if EvidenceReader.isAsset(Array(unit.utf8)) { return true }
            let after = String(decoding: bytes[number.upperBound...].prefix(14), as: UTF8.self).trimmingSpaces
            let tail = unbracketed(after)
            return ["usdt", "btc", "eth", "usdc", "枚", "个usdt", "个u", "泰达币", "比特币", "ltc", "eos", "trx", "sats", "聪"]
                .contains(
                    where: tail.hasPrefix)
        }
    }

    /// 1 usdt = 7.2 cny, 7.25 cny/usdt, usdt/cny 7.2.
    static func isRate(_ bytes: [UInt8]) -> Bool {
        // Most labels of a page have no digit, and a page may have a hundred thousand of them.
        guard hasDigit(bytes) else { return false }
        let text = bytes.filter { $0 != 32 }
        let rates = [
            "cny/usdt", "元/usdt", "cny/btc", "元/btc", "cny/eth", "rmb/usdt", "元/个usdt", "¥/usdt", "cny/usdc",
        ]
        if holds(text, rates) { return true }
        // Rooms for servers are let by the U as well, for more than a coin costs.
        let isOfShort = holds(text, ["元/u", "cny/u", "元/个u", "元一个u"])
        if isOfShort, hasLoneU(bytes), numbers(bytes).contains(where: { isInBand(bytes[$0]) }) { return true }
        if isPriceOfOne(bytes) { return true }
        return isEquation(bytes)
    }

    /// A letter U by itself: 7.1 CNY/U, and not 7.1 CNY/USD.
    private static func hasLoneU(_ bytes: [UInt8]) -> Bool {
        func isLetter(_ at: Int) -> Bool { bytes.indices.contains(at) && (97...122).contains(bytes[at]) }
        return bytes.indices.contains { bytes[$0] == 117 && !isLetter($0 - 1) && !isLetter($0 + 1) }
    }

    private static func hasDigit(_ bytes: [UInt8]) -> Bool { bytes.contains { (48...57).contains($0) } }

    /// Looks for bytes: finding one string in another builds a table each time.
    private static func holds(_ bytes: [UInt8], _ words: [String]) -> Bool {
        words.contains { Scan.range(of: $0, in: bytes) != nil }
    }

    private static func isInBand(_ number: ArraySlice<UInt8>) -> Bool {
        Figure(number).map { OfferRows.band.contains($0.value) } ?? false
    }

    /// 32 元/枚: what one piece costs. Stamps, buttons and collectors' coins have such prices too: it counts where a
    /// label near it names a coin.
    private static func isRateOfPiece(_ bytes: [UInt8]) -> Bool {
        hasDigit(bytes) && holds(bytes.filter { $0 != 32 }, ["元/枚"])
    }

    /// USDT 7.3/个: what one of a stablecoin costs.
    private static func isPriceOfOne(_ bytes: [UInt8]) -> Bool {
        guard OfferRows.isStable(bytes) else { return false }
        return numbers(bytes).contains { number in
            guard isInBand(bytes[number]) else { return false }
            let tail = around(number, bytes).tail
            let rest = tail.hasPrefix("元") ? String(tail.dropFirst()) : tail
            return ["/个", "/枚", "一个", "一枚", "每个"].contains(where: rest.hasPrefix)
        }
    }

    /// 1 usdt = 7.2 cny, 7.41 cny = 1 usdt.
    static func isEquation(_ bytes: [UInt8]) -> Bool {
        guard hasDigit(bytes) else { return false }
        let text = bytes.filter { $0 != 32 }
        // What a machine or a deposit earns is no price.
        if holds(text, ["收益", "产出", "yield", "earn", "reward", "revenue"]) { return false }
        if holds(text, ["cny=1usdt", "元=1usdt", "rmb=1usdt", "元=1u", "cny=1btc", "cny=1usdc"]) { return true }
        // ¥10 = 1,530 sats, 100 usdt ≈ 722 元.
        for sign in ["=", "≈"] {
            let sides = String(decoding: bytes, as: UTF8.self).split(separator: sign, maxSplits: 1)
            guard sides.count == 2, let left = sides.first, let right = sides.last else { continue }
            let (a, b) = (Array(left.utf8), Array(right.utf8))
            if money(a) == 1 && isQuantity(b) || isQuantity(a) && money(b) == 1 { return true }
        }
        // 1 usdc 仅 6.9 元, 1u只要7.1元.
        for coin in ["1usdt", "1usdc", "1u", "1泰达币", "1枚usdt", "一个usdt", "1个usdt", "1个u"] {
            guard let at = Scan.range(of: coin, in: text) else { continue }
            let before = at.lowerBound > 0 ? text[at.lowerBound - 1] : 32
            let rest = Array(text[at.upperBound...].prefix(16))
            // 1u is none of 1usd.
            guard !(48...57).contains(before), before != 46, !(97...122).contains(rest.first ?? 0),
                let sum = numbers(rest).first, isInBand(rest[sum])
            else { continue }
            let (head, tail) = around(sum, rest)
            if isMoney(head, tail), !isForOther(tail) { return true }
        }
        for coin in ["1usdt=", "1usdt≈", "1btc=", "1btc≈", "1eth=", "1u=", "1usdc="] {
            guard let at = Scan.range(of: coin, in: text) else { continue }
            let tail = String(decoding: text[at.upperBound...].prefix(16), as: UTF8.self)
            if tail.hasPrefix("¥") || tail.contains("yuan") || tail.contains("tệ") || tail.contains("cny")
                || tail.contains("元") || tail.contains("rmb")
            {
                return true
            }
        }
        return false
    }

    static func numbers(_ bytes: [UInt8]) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var i = 0
        while i < bytes.count, found.count < 50 {
            guard (48...57).contains(bytes[i]) else {
                i += 1
                continue
            }
            let start = i
            while i < bytes.count,
                (48...57).contains(bytes[i])
                    || ((bytes[i] == 46 || bytes[i] == 44) && i + 1 < bytes.count && (48...57).contains(bytes[i + 1]))
            {
                i += 1
            }
            found.append(start..<i)
        }
        return found
    }
}

extension String {
    var trimmingSpaces: String {
        var text = Substring(self)
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
