/// A coin and what it costs, in labels of their own: "USDT", "¥7.22", "支付宝". Tickers and newspapers say as much, so it
/// counts on a page of few words that is nothing but an offer, see `SiteScore`.
struct LeafletQuote {
    /// The coins that are priced like dollars, by names that are nobody else's: 泰达 is a town as well.
    private static let stable = PhraseFinder([
        "usdt", "usdc", "泰达币", "tether", "u5dt", "u$dt", "u币", "테더", "テザー", "тезер",
    ])
    /// Coins whose prices stand below each other in a list of markets.
    private static let markets: [PhraseFinder] = [
        ["btc", "bitcoin", "比特币"], ["eth", "ethereum", "以太坊", "以太币"], ["ltc", "莱特币"], ["xrp", "瑞波币"], ["doge", "狗狗币"],
        ["trx", "波场"], ["bnb"], ["sol", "solana"], ["eos", "柚子币"],
    ].map { PhraseFinder($0) }
    private static let fewestMarkets = 2
    /// Who speaks of markets, of what is earned, of data: a price there is no offer.
    private static let told = PhraseFinder([
        "行情", "走势", "k线", "涨幅", "跌幅", "涨跌", "更新于", "数据来源", "数据延迟", "均价", "收益", "年化", "矿池", "挖矿", "手续费", "年费", "会费",
        "换算", "pegged", "chart", "market cap", "average", "updated", "delayed", "converter", "calculator",
        "premium", "yield", "fees", "data", "index", "api", "docs",
    ])
    /// A coin that is had, or paid with.
    private static let had = PhraseFinder([
        "收款", "充值", "提现", "余额", "付款", "支付", "结算", "balance", "deposit", "withdraw", "payment", "pay",
    ])
    /// What may stand beside a price in its label.
    private static let beside = PhraseFinder([
        "¥", "元", "cny", "rmb", "yuan", "tệ", "each", "一个", "个", "枚", "单价", "现价", "比率", "售价", "价格", "今日", "价",
        "买", "卖", "出", "收", "起", "少量", "大量", "一手", "price", "rate",
    ])
    private static let foreign = ["$", "€", "₽", "£", "₩"]
    private static let spot = PhraseFinder(["现货"])
    private static let otherSpot = PhraseFinder(["现货交易", "现货杠杆", "现货合约", "现货市场", "现货etf", "现货行情"])
    private static let moves = PhraseFinder(["充值", "提现", "top up", "top-up", "deposit", "withdraw", "recharge"])
    private static let counts = ["万", "起", "以上"]
    /// Labels between a coin and its price.
    private static let reach = 3

    private var coin: Block?
    private var sinceCoin = Int.max
    /// A price in the label before.
    private var price: Block?
    private var goods: (block: Block, age: Int)?
    private var quote: [Block] = []
    private var amount: Block?
    private var seen: Set<Int> = []
    private var isTold = false

    /// Takes note of a block that is seen.
    mutating func add(_ read: TextBlock) {
        let bytes = read.bytes
        guard bytes.count <= 300 else { return }
        if !Self.told.matches(bytes).isEmpty { isTold = true }
        for (i, names) in Self.markets.enumerated() where !names.matches(bytes).isEmpty { seen.insert(i) }
        sinceCoin = sinceCoin == .max ? .max : sinceCoin + 1
        let before = price
        price = nil
        if let open = goods { goods = open.age < Self.reach ? (open.block, open.age + 1) : nil }
        guard read.tone != .prose, !read.isMeans else { return }
        if amount == nil, Self.isAmount(bytes) { amount = read.block }
        let isCoin = Self.isCoin(bytes, Self.stable)
        if isCoin {
            coin = read.block
            sinceCoin = 0
            if Self.isEquation(bytes) || Self.isPriced(bytes) {
                note([read.block])
            } else if let before {
                note([before, read.block])
            }
        } else if Self.isPrice(bytes) {
            if sinceCoin <= Self.reach, let coin { note([coin, read.block]) }
            price = read.block
        }
        readSpot(read)
    }

    private mutating func note(_ blocks: [Block]) {
        if quote.isEmpty { quote = blocks }
    }

    /// 比特币现货, and a sum of yuan near it.
    private mutating func readSpot(_ read: TextBlock) {
        let bytes = read.bytes
        if Self.isSpot(bytes) { goods = (read.block, 0) }
        if let goods, OfferWindow.money(bytes) > 0 {
            note(goods.age == 0 && goods.block.range == read.block.range ? [read.block] : [goods.block, read.block])
        }
    }

    /// A coin that is in stock, and nothing else: cards that dig for coins are in stock as well.
    private static func isSpot(_ bytes: [UInt8]) -> Bool {
        let stock = spot.matches(bytes).map(\.range)
        guard !stock.isEmpty, otherSpot.matches(bytes).isEmpty, EvidenceReader.isAsset(bytes),
            DeniedDeals.ranges(in: bytes).isEmpty
        else { return false }
        var rest = bytes
        let known = stock + EvidenceReader.assetRanges(bytes) + beside.matches(bytes).map(\.range)
        for range in known + OfferWindow.numbers(bytes) { for i in range { rest[i] = 32 } }
        return TextBlock.units(rest) <= 1
    }

    /// - Parameter deals: words of trade on the page, as they were read.
    func evidence(deals: [SiteEvidence], hasAsset: Bool) -> SiteEvidence? {
        guard !isTold, seen.count < Self.fewestMarkets else { return nil }
        if !quote.isEmpty { return item(quote, 0.55) }
        // A coin is bought or sold, so much of it or for so much: nothing else is said.
        let isDealt = deals.contains { deal in
            let bytes = FoldedText(deal.quote).bytes
            return deal.code == "trade_word" && deal.weight >= 0.35 && Self.moves.matches(bytes).isEmpty
                && CoinDeal.market(in: bytes) == nil
        }
        guard hasAsset, isDealt, let amount else { return nil }
        return item([amount], 0.3)
    }

    private func item(_ blocks: [Block], _ weight: Double) -> SiteEvidence {
        let low = blocks.map(\.range.lowerBound).min() ?? 0
        let high = blocks.map(\.range.upperBound).max() ?? low
        return SiteEvidence(
            .crypto, "coin_leaflet", weight, quote: blocks.map(\.text).joined(separator: " | "), place: "text",
            line: blocks.first?.line ?? 0, span: low..<high)
    }

    /// A stablecoin by its name, or by its letter where it is dealt in: 提U秒到.
    private static func isCoin(_ bytes: [UInt8], _ names: PhraseFinder) -> Bool {
        DeskTally.offers(bytes)
            && (!names.matches(bytes).isEmpty && EvidenceReader.isAsset(bytes) || !ShortCoin(bytes).deals.isEmpty)
            && had.matches(bytes).isEmpty && CoinDeal.market(in: bytes) == nil
            && !PlainDeals.speaksOfOthers(bytes) && DeniedDeals.ranges(in: bytes).isEmpty && !CoinDeal.asks(bytes)
            && !CoinDeal.tellsOfCourts(bytes)
    }

    /// One price or two, and hardly a word beside them: ¥7.22, 7.18 / 7.25.
    static func isPrice(_ bytes: [UInt8]) -> Bool {
        let numbers = OfferWindow.numbers(bytes)
        guard let last = numbers.last, numbers.count <= 2, PlainDeals.isPrice(last, in: bytes),
            numbers.allSatisfy({ Figure(bytes[$0])?.isPrice == true }), !EvidenceReader.isAsset(bytes),
            !foreign.contains(where: { Scan.range(of: $0, in: bytes) != nil })
        else { return false }
        var rest = bytes
        for range in numbers + beside.matches(bytes).map(\.range) { for i in range { rest[i] = 32 } }
        // 🛒 7.24 is a price, USD 7.24 is that of a dollar.
        return TextBlock.units(rest) <= 1 && !rest.contains { (97...122).contains($0) }
    }

    /// A coin, its price, and hardly a word beside them: USDT 7.21.
    private static func isPriced(_ bytes: [UInt8]) -> Bool {
        let numbers = OfferWindow.numbers(bytes)
        guard numbers.count == 1, PlainDeals.isPrice(numbers[0], in: bytes),
            !foreign.contains(where: { Scan.range(of: $0, in: bytes) != nil })
        else { return false }
        var rest = bytes
        let known = EvidenceReader.assetRanges(bytes) + beside.matches(bytes).map(\.range)
        for range in known + numbers { for i in range { rest[i] = 32 } }
        return TextBlock.units(rest) == 0
    }

    /// 100 USDT = 723, without a sign of money.
    static func isEquation(_ bytes: [UInt8]) -> Bool {
        let numbers = OfferWindow.numbers(bytes)
        guard numbers.count == 2, OfferWindow.isQuantity(bytes), OfferWindow.money(bytes) == 0,
            let coins = Figure(bytes[numbers[0]])?.value, let sum = Figure(bytes[numbers[1]])?.value, coins >= 1,
            OfferRows.band.contains(sum / coins), numbers[1].upperBound == bytes.count
        else { return false }
        var between = String(decoding: bytes[numbers[0].upperBound..<numbers[1].lowerBound], as: UTF8.self)
        for coin in ["usdt", "usdc", "泰达币"] { between = between.split(separator: coin).joined() }
        return ["=", "≈", ":"].contains(between.filter { $0 != " " })
    }

    private static func isAmount(_ bytes: [UInt8]) -> Bool {
        if OfferWindow.money(bytes) > 0, !OfferWindow.pricesOther(bytes) { return true }
        let numbers = OfferWindow.numbers(bytes)
        if numbers.count == 2, let low = Figure(bytes[numbers[0]])?.value, let high = Figure(bytes[numbers[1]])?.value {
            // From so much to so much: 100 ~ 30000.
            let between = String(decoding: bytes[numbers[0].upperBound..<numbers[1].lowerBound], as: UTF8.self)
            if low >= 50, high >= 5 * low, ["-", "–", "—", "~", "至"].contains(between.filter({ $0 != " " })) {
                return true
            }
        }
        return numbers.contains { number in
            let tail = OfferWindow.around(number, bytes).tail
            return counts.contains(where: tail.hasPrefix) || PlainDeals.isPrice(number, in: bytes)
        }
    }
}
