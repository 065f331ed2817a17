/// A page that ranks or compares other people's exchanges: what it says of ways to pay is theirs.
enum Ranking {
    /// One entry a platform, by the names it is known by.
    private static let platforms: [PhraseFinder] = [
        ["binance", "币安"], ["okx", "okex", "欧易", "欧意"], ["huobi", "htx", "火币"], ["gate.io", "芝麻开门"], ["bybit"],
        ["bitget"], ["kucoin", "库币"], ["coinbase"], ["kraken"], ["mexc", "抹茶"], ["bitfinex"], ["bitstamp"], ["upbit"],
        ["crypto.com"],
    ].map { PhraseFinder($0) }
    private static let words = PhraseFinder([
        "排名", "排行", "排行榜", "十大", "前十", "盘点", "对比", "测评", "评测", "哪个好", "哪家好", "top 10", "top ten", "best", "ranking",
        "ranked", "reviews", "compared", "comparison",
    ])
    private static let fewest = 3

    static func isOne(_ blocks: [TextBlock]) -> Bool {
        let shown = blocks.filter { !$0.block.isHidden }
        guard shown.contains(where: { ($0.isTitle || $0.isHeading) && !words.matches($0.bytes).isEmpty }) else {
            return false
        }
        let named = platforms.count { platform in shown.contains { !platform.matches($0.bytes).isEmpty } }
        return named >= fewest
    }

    private static let calculators = PhraseFinder(["计算器", "换算器", "换算", "calculator", "converter"])

    /// A page headed as a calculator: what it says of rates is no offer, where nothing else on it deals in coins.
    static func isCalculator(_ blocks: [TextBlock]) -> Bool {
        blocks.contains { block in
            !block.block.isHidden && (block.isTitle || block.isHeading) && !calculators.matches(block.bytes).isEmpty
        }
    }
}
