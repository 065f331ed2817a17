/// A coin given for money of a rail, or got for it, said in one label: USDT → 支付宝, Alipay to USDT, 微信换U.
enum CoinForRail {
    /// What makes one of the other.
    private static let signs = folded([
        "→", "->", "=>", "⇒", "➜", "⇄", "⇌", "↔", " to ", " на ", " sang ", "换", "兑", "提现到", "出金到", "变现到", "卖到", "提到",
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
    private static let separators = ["、", ",", "，", "/", "|", "或", " or ", "和", " and ", ";", "；", "。"]
    private static let asking = ["吗", "?", "？"]
    /// Before a wallet that is filled with coins: top up Alipay with USDT.
    private static let filling = PhraseFinder(["top up", "top-up", "recharge", "load", "充值", "充"])
    /// Bytes between coin and rail.
    private static let reach = 18

    private static let yuan = PhraseFinder(["人民币", "rmb", "cny"])

    /// Where it is said, and the way to pay; none where yuan are named, whichever way they go.
    static func find(in bytes: [UInt8]) -> (range: Range<Int>, method: String?)? {
        let methods = EvidenceReader.methodFinder.matches(bytes)
        let sums = yuan.matches(bytes)
        guard !methods.isEmpty || !sums.isEmpty, !CoinDeal.asks(bytes),
            !asking.contains(where: { Scan.range(of: $0, in: bytes) != nil })
        else { return nil }
        let rails: [(range: Range<Int>, method: String?)] =
            methods.map { ($0.range, EvidenceReader.methodNames[$0.phrase]) } + sums.map { ($0.range, nil) }
        for coin in EvidenceReader.assetRanges(bytes) + bare(bytes) {
            for rail in rails where !rail.range.overlaps(coin) {
                let isFirst = coin.lowerBound < rail.range.lowerBound
                let (one, other) = isFirst ? (coin, rail.range) : (rail.range, coin)
                guard other.lowerBound - one.upperBound <= reach else { continue }
                let between = String(decoding: bytes[one.upperBound..<other.lowerBound], as: UTF8.self)
                let isFilled =
                    !isFirst && (between.contains("with ") || between.contains("用"))
                    && filling.matches(bytes).contains { $0.range.upperBound <= rail.range.lowerBound + 1 }
                if isFilled || signs.contains(where: between.contains), !separators.contains(where: between.contains) {
                    return (one.lowerBound..<other.upperBound, rail.method)
                }
            }
        }
        return nil
    }

    /// `U` standing by itself.
    private static func bare(_ bytes: [UInt8]) -> [Range<Int>] {
        func isWord(_ at: Int) -> Bool {
            bytes.indices.contains(at) && ((97...122).contains(bytes[at]) || (48...57).contains(bytes[at]))
        }
        return bytes.indices.filter { bytes[$0] == 117 && !isWord($0 - 1) && !isWord($0 + 1) }.map { $0..<($0 + 1) }
    }
}
