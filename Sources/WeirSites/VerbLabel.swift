/// A verb of trade as a label, and a coin as the next one: 卖出 | USDT, as forms and tabs of small screens have them.
struct VerbLabel {
    private static let verbs = Set(
        [
            "购买", "买入", "我要买", "出售", "卖出", "我要卖", "回收", "收购", "兑换", "buy", "sell", "купить", "продать", "mua", "bán",
        ].map { FoldedText($0).bytes })
    /// Labels from the verb to the coin.
    private static let reach = 2

    private var sinceVerb = Int.max

    /// Takes note of a block that is seen; answers the deal that it makes with the verb before.
    mutating func add(_ read: TextBlock) -> SiteEvidence? {
        sinceVerb = sinceVerb == .max ? .max : sinceVerb + 1
        if Self.verbs.contains(read.bytes) {
            sinceVerb = 0
            return nil
        }
        guard sinceVerb <= Self.reach, read.tone == .label, !read.isMeans, Self.isCoin(read.bytes) else { return nil }
        sinceVerb = .max
        return SiteEvidence(
            .crypto, "trade_word", 0.35, quote: read.block.text, place: "text", line: read.block.line,
            span: read.block.range)
    }

    /// A coin's name, its network perhaps, and nothing else.
    private static func isCoin(_ bytes: [UInt8]) -> Bool {
        guard bytes.count <= 40, EvidenceReader.isAsset(bytes) else { return false }
        var rest = bytes
        for range in EvidenceReader.assetRanges(bytes) { for i in range { rest[i] = 32 } }
        return TextBlock.units(rest) == 0
    }
}
