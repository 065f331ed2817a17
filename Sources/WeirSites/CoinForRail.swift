/// A coin given for money of a rail, or got for it, said in one label: USDT → 支付宝, Alipay to USDT, 微信换U.
enum CoinForRail {
    /// What makes one of the other.
    private static let signs = folded([
        "→", "->", "=>", "⇒", "➜", "⇄", "⇌", "↔", " to ", " for ", " на ", " за ", " sang ", " lấy ", "[w]", "换", "兑",
        "提现到", "出金到", "变现到", "卖到", "提到",
        "转到", "变", "充", "买", "购", "into",
    ])

    /// As they stand in folded text, where letters that look Latin are Latin: blanks around words are kept.
    private static func folded(_ signs: [String]) -> [String] {
        signs.map { sign in
            let word = String(decoding: FoldedText(sign).bytes, as: UTF8.self)
            return sign.hasPrefix(" ") ? " " + word + " " : word
        }
    }

    /// A list names both and makes nothing of either.
    private static let separators = ["、", ",", "，", "/", "|", "或", " or ", "和", " and ", ";", "；", "。", "禁", "封", "停"]
    private static let asking = ["吗", "?", "？"]
    /// Before a wallet that is filled with coins: top up Alipay with USDT.
    private static let filling = PhraseFinder(["top up", "top-up", "recharge", "load", "充值", "充", "nạp"])
    private static let means = ["with ", "用"] + folded([" bằng "])
    /// Bytes between coin and rail.
    private static let reach = 18

    private static let yuan = PhraseFinder([
        "人民币", "rmb", "cny", "위안", "юань", "юани", "юаней", "yuanes",
    ])

    static func namesYuan(_ bytes: [UInt8]) -> Bool { !yuan.matches(bytes).isEmpty }

    struct Found {
        let range: Range<Int>
        /// None where yuan are named.
        let method: String?
        let coin: Range<Int>
    }

    /// Where it is said, whichever way the coins go.
    static func find(in bytes: [UInt8]) -> Found? {
        let methods = EvidenceReader.methodFinder.matches(bytes)
        let sums = yuan.matches(bytes)
        guard !methods.isEmpty || !sums.isEmpty, !CoinDeal.asks(bytes),
            !asking.contains(where: { Scan.range(of: $0, in: bytes) != nil })
        else { return nil }
        let rails = rails(methods, sums)
        for coin in EvidenceReader.assetRanges(bytes) + bare(bytes) {
            for rail in rails where !rail.range.overlaps(coin) {
                let isFirst = coin.lowerBound < rail.range.lowerBound
                let (one, other) = isFirst ? (coin, rail.range) : (rail.range, coin)
                guard other.lowerBound - one.upperBound <= reach else { continue }
                let between = String(decoding: bytes[one.upperBound..<other.lowerBound], as: UTF8.self)
                let isFilled =
                    !isFirst && means.contains(where: between.contains)
                    && filling.matches(bytes).contains { $0.range.upperBound <= rail.range.lowerBound + 1 }
                if isFilled || signs.contains(where: between.contains), !separators.contains(where: between.contains) {
                    let method = rail.method ?? named(methods, in: bytes)
                    return Found(range: one.lowerBound..<other.upperBound, method: method, coin: coin)
                }
            }
        }
        return nil
    }

    /// The way to pay that is named beside yuan: BTC 换 RMB, 支付宝到账.
    private static func named(_ methods: [PhraseFinder.Match], in bytes: [UInt8]) -> String? {
        let named = methods.filter { MethodOffer.isNamed($0.range, in: bytes) }
        let kinds = named.map { EvidenceReader.methodNames[$0.phrase] }
        return kinds.first { $0 != "wechat" } ?? kinds.first
    }

    // MARK: Bidden

    /// What begins a sentence that tells its reader to change one for the other.
    private static let bids = folded([
        "convert ", "exchange ", "swap ", "convierte ", "convertí ", "cambia ", "intercambia ", "converta ", "troque ",
        "échangez ", "convertissez ", "scambia ", "converti ", "tauschen sie ", "обменивайте ", "обменяйте ",
        "меняйте ",
        "đổi ", "quy đổi ", "tukar ", "tukarkan ",
    ]).map { $0 + " " }
    private static let ways = folded([
        " to ", " into ", " for ", " a ", " por ", " en ", " em ", " para ", " in ", " contre ", " gegen ", " на ",
        " за ", " sang ", " lấy ", " ke ", " menjadi ",
    ])
    private static let longestBid = 240

    /// Said to whoever reads: convierte tu Alipay a USDT, convert your USDT to Alipay in minutes.
    static func bidden(in bytes: [UInt8]) -> Found? {
        guard bytes.count <= longestBid, !CoinDeal.asks(bytes), DeniedDeals.ranges(in: bytes).isEmpty else {
            return nil
        }
        let text = String(decoding: bytes.prefix(48), as: UTF8.self)
        guard bids.contains(where: text.hasPrefix) else { return nil }
        let methods = EvidenceReader.methodFinder.matches(bytes)
        for coin in EvidenceReader.assetRanges(bytes) {
            for rail in rails(methods, yuan.matches(bytes)) where !rail.range.overlaps(coin) {
                let (one, other) =
                    coin.lowerBound < rail.range.lowerBound ? (coin, rail.range) : (rail.range, coin)
                guard one.upperBound <= other.lowerBound, other.lowerBound - one.upperBound <= reach else { continue }
                let between = String(decoding: bytes[one.upperBound..<other.lowerBound], as: UTF8.self)
                if ways.contains(where: between.contains), !separators.contains(where: between.contains) {
                    let method = rail.method ?? named(methods, in: bytes)
                    return Found(range: one.lowerBound..<other.upperBound, method: method, coin: coin)
                }
            }
        }
        return nil
    }

    // MARK: Have and want

    /// What somebody has and what they want for it, as boards of exchange head it: [H] 500 USDT [W] Alipay.
    static func wanted(in bytes: [UInt8]) -> Found? {
        guard let have = Scan.range(of: "[h]", in: bytes), let want = Scan.range(of: "[w]", in: bytes) else {
            return nil
        }
        let isHaveFirst = have.lowerBound < want.lowerBound
        let (one, other) = isHaveFirst ? (have, want) : (want, have)
        let first = one.upperBound..<other.lowerBound
        let second = other.upperBound..<min(bytes.count, other.upperBound + longestWant)
        let methods = EvidenceReader.methodFinder.matches(bytes)
        for coin in EvidenceReader.assetRanges(bytes) + bare(bytes) {
            for rail in rails(methods, yuan.matches(bytes)) {
                let isExchange =
                    first.contains(coin.lowerBound) && second.contains(rail.range.lowerBound)
                    || second.contains(coin.lowerBound) && first.contains(rail.range.lowerBound)
                guard isExchange else { continue }
                let method = rail.method ?? named(methods, in: bytes)
                return Found(
                    range: one.lowerBound..<max(coin.upperBound, rail.range.upperBound), method: method, coin: coin)
            }
        }
        return nil
    }

    private static let longestWant = 48

    private static func rails(
        _ methods: [PhraseFinder.Match], _ sums: [PhraseFinder.Match]
    ) -> [(range: Range<Int>, method: String?)] {
        methods.map { ($0.range, EvidenceReader.methodNames[$0.phrase]) } + sums.map { ($0.range, nil) }
    }

    // MARK: In and out

    private static let ins = folded(["in", "进", "入"])
    private static let outs = folded(["out", "出"])
    /// What makes other words of them: 进账, 出行, 支出.
    private static let otherTails = ["账", "款", "金", "行", "货", "口", "门", "场", "示", "现", "具", "群"]
    private static let otherHeads = ["支", "退", "转", "输", "产", "收", "加", "改", "演"]
    private static let mostWords = 24

    /// One goes in and the other comes out: RMB in, USDT out; 支付宝进 U出.
    static func flow(in bytes: [UInt8]) -> Found? {
        guard bytes.count <= 160, TextBlock.units(bytes) <= mostWords, !CoinDeal.asks(bytes) else { return nil }
        let rails = rails(EvidenceReader.methodFinder.matches(bytes), yuan.matches(bytes))
        guard !rails.isEmpty else { return nil }
        for coin in EvidenceReader.assetRanges(bytes) + bare(bytes) {
            guard let way = comesOut(coin, bytes) else { continue }
            for rail in rails where !rail.range.overlaps(coin) {
                guard let other = comesOut(rail.range, bytes), other != way else { continue }
                let low = min(coin.lowerBound, rail.range.lowerBound)
                return Found(
                    range: low..<max(coin.upperBound, rail.range.upperBound), method: rail.method, coin: coin)
            }
        }
        return nil
    }

    /// Whether it comes out or goes in, by the word right after it or right before it.
    private static func comesOut(_ name: Range<Int>, _ bytes: [UInt8]) -> Bool? {
        let tail = String(decoding: bytes[name.upperBound...].prefix(9), as: UTF8.self).trimmingSpaces
        let head = String(decoding: bytes[..<name.lowerBound].suffix(9), as: UTF8.self).trimmingSpaces
        let ways = ins.map { ($0, false) } + outs.map { ($0, true) }
        // What follows it is said of it; what stands before may be said of the other: 微信进 U出.
        for (word, isOut) in ways where tail.hasPrefix(word) && ends(word, tail.dropFirst(word.count)) { return isOut }
        for (word, isOut) in ways where head.hasSuffix(word) && begins(word, head.dropLast(word.count)) {
            return isOut
        }
        return nil
    }

    /// Chinese words need no blank before a Latin one: 进U.
    private static func ends(_ word: String, _ rest: Substring) -> Bool {
        let isLatin = word.utf8.allSatisfy { $0 < 0x80 }
        return rest.first.map { !(isLatin && $0.isASCII && $0.isLetter) && !otherTails.contains(String($0)) } ?? true
    }

    private static func begins(_ word: String, _ rest: Substring) -> Bool {
        let isLatin = word.utf8.allSatisfy { $0 < 0x80 }
        return rest.last.map { !(isLatin && $0.isASCII && $0.isLetter) && !otherHeads.contains(String($0)) } ?? true
    }

    /// `U` standing by itself.
    static func bare(_ bytes: [UInt8]) -> [Range<Int>] {
        func isWord(_ at: Int) -> Bool {
            bytes.indices.contains(at) && ((97...122).contains(bytes[at]) || (48...57).contains(bytes[at]))
        }
        return bytes.indices.filter { bytes[$0] == 117 && !isWord($0 - 1) && !isWord($0 + 1) }.map { $0..<($0 + 1) }
    }
}
