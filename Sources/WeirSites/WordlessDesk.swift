/// A desk that names its coin by no word, only by an address of one or by a picture called so: what one costs, and what
/// says that one is given for the other: 兑换, 1 : 7.04, a button to buy beside one to sell, 300 × 7.20 = 2160.
///
/// Any shop has a price and a button to buy, and some have the picture of a coin among those of the ways to pay.
struct WordlessDesk {
    private static let exchanges = folded([
        "兑换", "兑", "换", "闪兑", "换币", "换u", "兑u", "一键兑换", "立即兑换", "开始兑换", "swap", "exchange", "convert", "обмен",
        "обменять", "đổi",
    ])
    private static let buys = folded(["买", "买入", "购买", "我要买", "buy", "купить", "mua"])
    private static let sells = folded(["卖", "卖出", "出售", "我要卖", "sell", "продать", "bán"])
    /// What stands under a picture of a stablecoin, or in the name of one.
    static let coins = PhraseFinder(["usdt", "usdc", "tether", "trc20", "erc20", "btc", "bitcoin"])
    private static let mostLabels = 24

    private var prices: [(value: Double, block: Block)] = []
    private var ratio: Block?
    private var order: Block?
    /// Says at which rate coins come out over a rail.
    private var payOut: Block?
    private var isExchange = false
    private var isBought = false
    private var isSold = false
    private var labels = 0
    private var isWritten = false

    private static func folded(_ words: [String]) -> Set<[UInt8]> { Set(words.map { FoldedText($0).bytes }) }

    /// Takes note of a block that is seen.
    mutating func add(_ read: TextBlock) {
        let bytes = read.bytes
        labels += 1
        if payOut == nil, Self.paysOut(bytes) {
            payOut = read.block
            return
        }
        guard read.tone != .prose, bytes.count <= 80 else {
            isWritten = true
            return
        }
        if Self.exchanges.contains(bytes) { isExchange = true }
        if Self.buys.contains(bytes) { isBought = true }
        if Self.sells.contains(bytes) { isSold = true }
        if LeafletQuote.isPrice(bytes), let number = OfferWindow.numbers(bytes).last,
            let value = Figure(bytes[number])?.value
        {
            prices.append((value, read.block))
        }
        if ratio == nil, Self.isRatio(bytes) { ratio = read.block }
        if order == nil, Self.isOrder(bytes) { order = read.block }
    }

    /// - Parameters:
    ///   - hasWallet: an address of a coin stands on the page, or in a picture.
    ///   - pictures: how many pictures and classes are called by a coin.
    func evidence(hasWallet: Bool, pictures: Int) -> SiteEvidence? {
        guard !isWritten, labels <= Self.mostLabels, hasWallet || pictures > 0 else { return nil }
        if let order, pictures > 0 { return item(order) }
        if let ratio { return item(ratio) }
        if hasWallet, let payOut { return item(payOut) }
        guard let price = prices.first else { return nil }
        if isExchange || isBought && isSold { return item(price.block) }
        // A row for each offer, with its coin and its price.
        let (low, high) = (prices.map(\.value).min() ?? 0, prices.map(\.value).max() ?? 0)
        let areRows = prices.count >= 2 && pictures >= 2 && high <= low * 1.04 && high > low
        return areRows && (isBought || isSold) ? item(price.block) : nil
    }

    private func item(_ block: Block) -> SiteEvidence {
        SiteEvidence(
            .crypto, "coin_leaflet", 0.55, quote: block.text, place: "text", line: block.line, span: block.range)
    }

    /// 1 : 7.04, 1 = 7.2.
    private static func isRatio(_ bytes: [UInt8]) -> Bool {
        let numbers = OfferWindow.numbers(bytes)
        guard numbers.count == 2, Array(bytes[numbers[0]]) == [49], Figure(bytes[numbers[1]])?.isPrice == true,
            numbers[0].lowerBound == 0, numbers[1].upperBound == bytes.count
        else { return false }
        let between = String(decoding: bytes[numbers[0].upperBound..<numbers[1].lowerBound], as: UTF8.self)
        return [":", "=", "≈", "→"].contains(between.filter { $0 != " " && $0 != "¥" })
    }

    private static let arrivals = PhraseFinder([
        "到您", "到你", "打到", "转到", "到账", "打款", "进您", "to your", "на ваш", "на вашу", "vào", "a tu", "auf ihr",
    ])

    /// 转入后10分钟内到您的支付宝，1:7.1: the rate at which what is sent to the address comes out.
    private static func paysOut(_ bytes: [UInt8]) -> Bool {
        guard bytes.count <= 160, !CoinDeal.asks(bytes), !arrivals.matches(bytes).isEmpty,
            !EvidenceReader.methodRanges(bytes).isEmpty
        else { return false }
        let numbers = OfferWindow.numbers(bytes)
        return zip(numbers, numbers.dropFirst()).contains { one, price in
            guard Figure(bytes[one])?.value == 1, Figure(bytes[price])?.isPrice == true else { return false }
            let between = String(decoding: bytes[one.upperBound..<price.lowerBound], as: UTF8.self)
            return [":", "=", "≈", "→"].contains(between.filter { $0 != " " && $0 != "¥" })
        }
    }

    /// 300.00 × 7.20 = 2160.00.
    private static func isOrder(_ bytes: [UInt8]) -> Bool {
        let figures = OfferWindow.numbers(bytes).compactMap { Figure(bytes[$0]) }
        guard figures.count == 3 else { return false }
        return zip([figures[0], figures[1]], [figures[1], figures[0]]).contains { price, coins in
            price.isPrice && coins.value >= 10 && abs(price.value * coins.value - figures[2].value) <= 0.011
        }
    }
}
