/// What a stablecoin is taken for and what it is given for, one line each: "RMB → USDT 7.28, USDT → RMB 7.10", "USDT 回收
/// 7.10, USDT 出售 7.28". A list of markets has prices as well, but no way from one to the other.
struct RatePairs {
    private enum Way { case buys, sells }

    private static let yuan = PhraseFinder(["rmb", "cny", "人民币", "元"])
    private static let coins = PhraseFinder(["usdt", "usdc", "泰达币", "tether", "테더", "テザー", "тезер"])
    private static let signs = ["→", "->", "=>", "⇒", "➜", "换", "兑", "转", " to "]
    private static let buying = PhraseFinder(["回收", "收购", "求购", "收u", "我们买", "we buy", "卖出价", "卖价"])
    private static let selling = PhraseFinder(["出售", "代购", "出u", "我们卖", "we sell", "买入价", "买价"])
    /// What has a price each way at an office that changes money.
    private static let dollars = PhraseFinder([
        "美元", "美金", "美钞", "现钞", "现汇", "dollar", "dollars", "달러", "доллар", "доллары", "dólar", "dólares",
    ])
    /// Blocks after a heading of a row in which its price stands.
    private static let reach = 2

    /// Dollars were named last, and not a coin.
    private var isOfDollars = false
    private var open: (way: Way, block: Block, age: Int)?
    /// What was read, and whether a coin is named with it.
    private var seen: [(way: Way, price: Double, block: Block, isNamed: Bool)] = []

    mutating func add(_ block: TextBlock) {
        guard block.bytes.count <= 160 else {
            open = nil
            return
        }
        let said = Self.said(block.bytes)
        let isNamed = EvidenceReader.isAsset(block.bytes) || ShortCoin(block.bytes).isNamed
        if isNamed { isOfDollars = false } else if !Self.dollars.matches(block.bytes).isEmpty { isOfDollars = true }
        // In a sentence both ways or none: newspapers tell what something was bought for.
        if !isOfDollars, block.tone != .prose || Self.areBothWays(said.map(\.way)) {
            for (way, price) in said { seen.append((way, price, block.block, isNamed)) }
        }
        guard block.tone != .prose else {
            open = nil
            return
        }
        if let way = Self.way(block.bytes) { open = (way, block.block, 0) }
        guard let heading = open else { return }
        if let price = Self.price(block.bytes) {
            seen.append((heading.way, price, heading.block, true))
            open = nil
        } else {
            open = heading.age < Self.reach ? (heading.way, heading.block, heading.age + 1) : nil
        }
    }

    /// A price each way, a few in a hundred apart.
    /// - Parameter hasCoin: the page names a coin somewhere. Dollars, shares and apples have two prices as well: where
    ///   no coin is named beside them or elsewhere, they are no coin's.
    func evidence(hasCoin: Bool) -> SiteEvidence? {
        for one in seen where one.way == .buys {
            let other = seen.first { other in
                other.way == .sells && abs(other.price - one.price) / one.price < 0.06
                    && (hasCoin || one.isNamed || other.isNamed)
            }
            guard let other else { continue }
            let first = min(one.block.range.lowerBound, other.block.range.lowerBound)
            let last = max(one.block.range.upperBound, other.block.range.upperBound)
            return SiteEvidence(
                .crypto, "coin_rate", 0.5, quote: "\(one.block.text) | \(other.block.text)", place: "text",
                line: one.block.line, span: first..<last)
        }
        return nil
    }

    /// What shares and goods do at a price.
    private static let others = ["收盘", "收涨", "收跌", "收报", "收于", "出厂", "出口", "进口", "进货", "回落", "回升", "回调", "回吐"]

    private static func areBothWays(_ ways: [Way]) -> Bool { ways.contains(.buys) && ways.contains(.sells) }

    /// 收：7.06, 出 7.18, right before the price; 买 7.24 and 卖 7.09 the same; or both after theirs: 6.98 进 7.08 出.
    private static func said(_ bytes: [UInt8]) -> [(way: Way, price: Double)] {
        var before: [(way: Way, price: Double)] = []
        var after: [(way: Way, price: Double)] = []
        for range in OfferWindow.numbers(bytes) {
            guard let figure = Figure(bytes[range]), figure.isPrice else { continue }
            let value = figure.value
            let head = String(decoding: bytes[..<range.lowerBound].suffix(24), as: UTF8.self).filter {
                !" :¥=".contains($0)
            }
            let tail = String(decoding: bytes[range.upperBound...].prefix(8), as: UTF8.self).trimmingSpaces
            if let way = way(before: head) { before.append((way, value)) }
            if let way = way(after: tail) { after.append((way, value)) }
        }
        return areBothWays(before.map(\.way)) || !areBothWays(after.map(\.way)) ? before : after
    }

    /// What is done at the price after it, without blanks; letters as folded text has them.
    private static let boughtAt = folded([
        "收", "买入", "买", "入", "进", "回", "살때", "매입", "покупка", "покупаем", "купим", "compra", "compramos", "mua", "buy",
    ])
    private static let soldAt = folded([
        "出", "卖出", "卖", "售", "팔때", "매도", "продажа", "продаем", "продаём", "venta", "vendemos", "bán", "sell",
    ])

    private static func folded(_ words: [String]) -> [String] {
        words.map { String(decoding: FoldedText($0).bytes, as: UTF8.self) }
    }

    private static func way(before head: String) -> Way? {
        if boughtAt.contains(where: head.hasSuffix) { return .buys }
        return soldAt.contains(where: head.hasSuffix) ? .sells : nil
    }

    private static func way(after tail: String) -> Way? {
        guard !others.contains(where: tail.hasPrefix) else { return nil }
        if ["进", "收", "回"].contains(where: tail.hasPrefix) { return .buys }
        return tail.hasPrefix("出") ? .sells : nil
    }

    private static func way(_ bytes: [UInt8]) -> Way? {
        let coins = coins.matches(bytes).map(\.range) + bare(bytes)
        guard let coin = coins.first else { return nil }
        if let money = yuan.matches(bytes).first(where: { match in
            !coins.contains { $0.overlaps(match.range) } && isPaired(match.range, coin, bytes)
        }) {
            return money.range.lowerBound < coin.lowerBound ? .sells : .buys
        }
        if !buying.matches(bytes).isEmpty { return .buys }
        return selling.matches(bytes).isEmpty ? nil : .sells
    }

    /// `U` standing alone: short for a stablecoin beside yuan, and only there.
    static func bare(_ bytes: [UInt8]) -> [Range<Int>] {
        func isWord(_ at: Int) -> Bool {
            bytes.indices.contains(at) && ((97...122).contains(bytes[at]) || (48...57).contains(bytes[at]))
        }
        return bytes.indices.filter { bytes[$0] == 117 && !isWord($0 - 1) && !isWord($0 + 1) }.map { $0..<($0 + 1) }
    }

    /// Whether one is changed for the other: nothing but such a sign between them.
    private static func isPaired(_ one: Range<Int>, _ other: Range<Int>, _ bytes: [UInt8]) -> Bool {
        let first = one.lowerBound < other.lowerBound ? one : other
        let second = one.lowerBound < other.lowerBound ? other : one
        guard second.lowerBound - first.upperBound <= 12 else { return false }
        let between = String(decoding: bytes[first.upperBound..<second.lowerBound], as: UTF8.self)
        return signs.contains { between.contains($0) }
    }

    /// Yuan for one stablecoin: the only number, with two or three digits behind the point.
    private static func price(_ bytes: [UInt8]) -> Double? {
        for range in OfferWindow.numbers(bytes) {
            if let figure = Figure(bytes[range]), figure.isPrice { return figure.value }
        }
        return nil
    }
}
