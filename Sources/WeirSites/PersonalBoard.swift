/// A board on which persons change coins for yuan with each other, whether or not it names a way to pay.
///
/// Between strangers yuan pass over the platform's rails or a bank's. Boards draw these as pictures, or get them from
/// their server, so that their words name none; what they do say are limits in yuan, and words that only such boards
/// have.
struct PersonalBoard {
    /// What boards speak of: what they are, merchants and advertisements, paying. The menus of exchanges name these as
    /// well, on every page. Then what only boards have: a buyer and a seller, coins that are let go, disputes, how
    /// often somebody kept their word, advertisements of one's own, and talking to the other.
    private static let kinds: [[String]] = [
        ["otc", "c2c", "p2p", "场外", "法币"],
        ["商家", "广告", "merchant", "merchants"],
        ["付款", "收款", "支付", "打款"],
        ["卖家", "买家", "卖方", "买方", "承兑商", "币商", "选择商家", "seller", "buyer"],
        ["放币", "放行", "释放"],
        ["申诉", "仲裁", "维权", "appeal"],
        ["完成率", "成交率", "成单", "好评"],
        [
            "广告类型", "我的广告", "历史广告", "广告详情", "广告编号", "发布广告", "发布新广告", "创建一个广告", "编辑一个广告", "发布委托", "发布买单", "发布卖单", "发布购买",
            "发布出售",
        ],
        ["聊天", "联系对方", "联系卖家", "联系买家", "联系商家"],
    ]
    /// The same in the languages of mirrors. Marketplaces and agencies speak of sellers, releases and disputes as well:
    /// these make no order of coins by themselves.
    private static let abroad: [[String]] = [
        ["peer-to-peer", "peer to peer"],
        ["объявление", "объявления", "anuncio", "anuncios", "quảng cáo"],
        ["payment", "payments", "paid", "оплата", "оплаты", "оплатил", "pago", "pagamento", "thanh toán"],
        [
            "sellers", "buyers", "продавец", "продавца", "покупатель", "покупателя", "vendedor", "comprador",
            "người bán", "người mua",
        ],
        ["release", "released", "escrow", "эскроу", "liberar", "ký quỹ"],
        ["dispute", "disputes", "апелляция", "апелляцию", "disputa", "apelación", "khiếu nại"],
        ["completion rate", "completed trades", "сделок"],
        ["my ads", "post an ad", "create an ad", "my offers", "мои объявления"],
        ["contact seller", "contact buyer", "chat with", "чат сделки"],
    ]
    private static let kindAbroad = abroad.enumerated().flatMap { i, words in words.map { _ in i } }
    private static let wordsAbroad = PhraseFinder(abroad.flatMap { $0 })
    /// Where how is paid is chosen, named or not.
    private static let heads = PhraseFinder([
        "付款方式", "收款方式", "支付方式", "交易方式", "结算方式", "payment method", "payment methods", "способ оплаты", "способы оплаты",
        "método de pago", "métodos de pago", "forma de pago", "mode de paiement", "phương thức thanh toán",
    ])
    private static let kindOfPhrase = kinds.enumerated().flatMap { i, words in words.map { _ in i } }
    /// All of them in one pass: a page may have a hundred thousand labels.
    private static let words = PhraseFinder(kinds.flatMap { $0 })
    private static let ofMenus = 3
    private static let release = 4
    private static let adverts = 7
    private static let paying = 2
    /// That coins are what is advertised, without a coin's name.
    private static let coinKinds = PhraseFinder(["币种", "选择币种", "交易币种", "数字货币", "数字资产", "虚拟币", "coin type"])
    /// Where orders meet each other, or prices are only told: what one costs there is nobody's offer.
    private static let markets = PhraseFinder([
        "k线", "限价委托", "市价委托", "限价交易", "市价交易", "限价单", "当前委托", "历史委托", "涨跌", "涨跌幅", "24h", "24小时涨跌", "order book",
        "limit order", "market order",
    ])
    /// Once these are there, money is let go: 卖家发货后平台放行货款.
    private static let goods = PhraseFinder(["发货", "收货", "货款"])
    /// Kinds of what only boards have that make a page one without a coin's name, coins that are let go among them.
    private static let ofOrders = 3
    /// To buy, and then to sell.
    private static let verbPairs = [
        ("购买", "出售"), ("买入", "卖出"), ("我要买", "我要卖"), ("購入", "売却"), ("구매", "판매"), ("buy", "sell"), ("купить", "продать"),
        ("mua", "bán"), ("comprar", "vender"),
    ]
    private static let verbs = PhraseFinder(verbPairs.flatMap { [$0.0, $0.1] })
    private static let bothWays = 2
    /// Coins of games come in kinds as well, and firms buy in kinds of money.
    private static let otherGoods = PhraseFinder([
        "游戏", "区服", "大区", "角色", "装备", "点券", "发货", "收货", "货款", "供应商", "采购", "合同", "税率", "game", "server",
    ])
    /// What one costs, by the head of a column or of a field.
    private static let priceHeads = PhraseFinder(["单价", "价格", "定价", "單價", "價格", "unit price"])
    private static let premiums = PhraseFinder(["溢价"])
    private static let mostOfOrder = PhraseFinder(["最大", "最高", "最多"])
    private static let yuanNames = PhraseFinder(["cny", "rmb", "人民币", "人民幣"])
    /// Coins are kept until they are paid for: no escrow of goods says so.
    private static let escrows = PhraseFinder([
        "货币被锁定", "资产被锁定", "币被锁定", "币由系统锁定", "币将被锁定", "币已被锁定", "托管的数字货币", "托管的数字资产", "托管的币", "托管中的数字货币",
        "托管中的数字资产", "托管中的币", "貨幣被鎖定", "資產被鎖定", "託管的數字貨幣",
    ])
    /// What who pays a stranger presses.
    private static let deeds = PhraseFinder(["我已付款", "我已支付", "已完成付款", "确认已付款", "我已转账", "我已完成付款", "已完成转账"])
    private static let dealers = 1
    private static let seller = 3
    /// That one advertises there: the menus of exchanges lead to one's adverts from every page.
    private static let posts = PhraseFinder([
        "广告类型", "发布广告", "发布新广告", "发布委托", "发布买单", "发布卖单", "发布购买", "发布出售", "下架",
    ])
    private static let longestVerb = 24
    /// What a coin costs, with both units: 7.06 CNY/USDT.
    private static let rates = PhraseFinder(["cny/usdt", "cny / usdt", "rmb/usdt", "元/usdt", "元 /usdt", "元/u"])
    /// The least of an order.
    private static let least = PhraseFinder([
        "每笔最少", "单笔最少", "最少", "最小", "最低", "起购", "限额", "limit", "limits", "minimum",
    ])
    /// What stands on an order, be it paid or not.
    private static let ofOrder = PhraseFinder([
        "订单", "总额", "总价", "交易总额", "创建时间", "下单时间", "order no", "order number", "total",
    ])
    private static let fewestOfOrder = 2
    /// Heads of columns and fields: so many coins, and a sum of yuan.
    private static let coinUnits = PhraseFinder(["(usdt)", "(btc)", "(eth)"])
    private static let yuanUnits = PhraseFinder(["(cny)", "(rmb)", "(元)", "(人民币)"])
    /// Offers with limits that make a board, whatever it calls itself: no exchange limits its own market so.
    private static let fewestOffers = 2
    /// Prices below each other that are those of one market: a shop's lie further apart.
    private static let fewestPrices = 3
    private static let apart = 1.06
    private static let longest = 120
    private static let longestName = 40
    /// Blocks between the limits of an offer, its price and its button.
    private static let reach = 6
    /// How many times the least the most of an offer is.
    private static let spread = 5.0
    private static let mostNumbers = 4
    private static let band = 6.2..<7.95
    private static let fewestSums = 2
    private static let manyKinds = 4
    private static let most = 200

    private var place = 0
    private var spoken: [Int: Block] = [:]
    /// In whatever language.
    private var told: [Int: Block] = [:]
    private var head: Block?
    private var sums: [Block] = []
    private var limits: [(at: Int, block: Block)] = []
    private var prices: [(at: Int, value: Double, block: Block)] = []
    private var buttons: [Int] = []
    private var quoted = 0
    private var quote: Block?
    private var isLimited = false
    private var orderWords: Set<Int> = []
    private var coinUnit: Block?
    private var yuanUnit: Block?
    private var namesStable = false
    /// The same, and not among the ways to pay.
    private var namesGoods = false
    private var namesKind = false
    private var isMarket = false
    private var isEscrowed = false
    private var isOfGoods = false
    private var isPriced = false
    private var namesYuan = false
    private var isPayable = false
    private var isPosting = false
    private var isBounded = false
    private var premium: Block?
    /// To buy is 0, to sell is 1.
    private var ways: Set<Int> = []

    /// Takes note of a block that is seen.
    mutating func add(_ read: TextBlock) {
        let bytes = read.bytes
        if !isEscrowed, !Self.escrows.matches(bytes).isEmpty { isEscrowed = true }
        guard read.tone != .prose, bytes.count <= Self.longest else { return }
        place += 1
        note(bytes, read.block)
        for match in Self.words.matches(bytes) where spoken[Self.kindOfPhrase[match.phrase]] == nil {
            let kind = Self.kindOfPhrase[match.phrase]
            if kind == Self.release, !Self.goods.matches(bytes).isEmpty { continue }
            spoken[kind] = read.block
        }
        for match in Self.wordsAbroad.matches(bytes) where told[Self.kindAbroad[match.phrase]] == nil {
            told[Self.kindAbroad[match.phrase]] = read.block
        }
        if head == nil, !Self.heads.matches(bytes).isEmpty { head = read.block }
        if !namesStable, bytes.count <= Self.longestName { namesStable = OfferRows.isStable(bytes) }
        if !namesGoods, !read.isMeans, bytes.count <= Self.longestName { namesGoods = OfferRows.isStable(bytes) }
        if !isMarket, !Self.markets.matches(bytes).isEmpty { isMarket = true }
        if !namesKind, bytes.count <= Self.longestName { namesKind = !Self.coinKinds.matches(bytes).isEmpty }
        if buttons.count < Self.most, bytes.count <= Self.longestVerb * min(3, max(1, read.block.pieces.count)) {
            let pressed = Set(Self.verbs.matches(bytes).map { $0.phrase % Self.bothWays })
            ways.formUnion(pressed)
            // A bar of both is two of them.
            buttons += pressed.map { _ in place }
        }
        if orderWords.count < Self.fewestOfOrder { orderWords.formUnion(Self.ofOrder.matches(bytes).map(\.phrase)) }
        if !isLimited { isLimited = !Self.least.matches(bytes).isEmpty }
        if coinUnit == nil, !Self.coinUnits.matches(bytes).isEmpty { coinUnit = read.block }
        if yuanUnit == nil, !Self.yuanUnits.matches(bytes).isEmpty { yuanUnit = read.block }
        guard bytes.contains(where: { (48...57).contains($0) }) else { return }
        if !Self.rates.matches(bytes).isEmpty {
            quoted += 1
            quote = quote ?? read.block
        }
        if sums.count < Self.most, Self.sumsYuan(bytes) { sums.append(read.block) }
        if limits.count < Self.most, Self.isLimits(bytes) { limits.append((place, read.block)) }
        if prices.count < Self.most, let price = Self.price(bytes) { prices.append((place, price, read.block)) }
    }

    /// What the heads of an advert say.
    private mutating func note(_ bytes: [UInt8], _ block: Block) {
        guard bytes.count <= Self.longestName else { return }
        if premium == nil, !Self.premiums.matches(bytes).isEmpty { premium = block }
        if !isBounded { isBounded = !Self.mostOfOrder.matches(bytes).isEmpty }
        if !isOfGoods { isOfGoods = !Self.otherGoods.matches(bytes).isEmpty }
        if !isPriced { isPriced = !Self.priceHeads.matches(bytes).isEmpty }
        if !namesYuan { namesYuan = !Self.yuanNames.matches(bytes).isEmpty }
        if !isPosting { isPosting = !Self.posts.matches(bytes).isEmpty }
        if !isPayable { isPayable = !Self.deeds.matches(bytes).isEmpty }
    }

    /// A sum of yuan that is not nothing: ￥0.00 is what a form shows before anything is put in.
    private static func sumsYuan(_ bytes: [UInt8]) -> Bool {
        guard !OfferWindow.pricesOther(bytes) else { return false }
        return OfferWindow.numbers(bytes).contains { number in
            let (head, tail) = OfferWindow.around(number, bytes)
            return OfferWindow.isMoney(head, tail) && (Figure(bytes[number])?.value ?? 0) > 0
        }
    }

    /// From so many yuan to several times as many: CNY500-CNY50000, 500 - 50000 CNY.
    private static func isLimits(_ bytes: [UInt8]) -> Bool {
        let numbers = OfferWindow.numbers(bytes)
        guard numbers.count >= 2, OfferWindow.money(bytes) > 0 else { return false }
        if numbers.count == 2 { return isSpread(numbers[0], numbers[1], bytes) }
        // Beside how many there are, in one line: 限额 100 - 20000 CNY 数量 3600.
        guard numbers.count <= mostNumbers, !least.matches(bytes).isEmpty else { return false }
        return zip(numbers, numbers.dropFirst()).contains { isSpread($0, $1, bytes) }
    }

    private static func isSpread(_ one: Range<Int>, _ other: Range<Int>, _ bytes: [UInt8]) -> Bool {
        guard let low = Figure(bytes[one])?.value, let high = Figure(bytes[other])?.value, low > 0,
            high >= spread * low
        else { return false }
        let between = Array(bytes[one.upperBound..<other.lowerBound])
        return ["-", "~", "–", "—", "至", "到"].contains { Scan.range(of: $0, in: between) != nil }
    }

    /// What one dollar coin costs, by itself: 7.21, ¥7.21.
    private static func price(_ bytes: [UInt8]) -> Double? {
        let numbers = OfferWindow.numbers(bytes)
        guard numbers.count == 1, let figure = Figure(bytes[numbers[0]]), figure.decimals > 0 else { return nil }
        // CNY7.34 is one word.
        let head = String(decoding: bytes[..<numbers[0].lowerBound], as: UTF8.self).trimmingSpaces
        let isWord = numbers[0].upperBound == bytes.count && ["cny", "rmb"].contains(head)
        return band.contains(figure.value) && (isWord || LeafletQuote.isPrice(bytes)) ? figure.value : nil
    }

    /// An offer of a board that names its coin elsewhere, in what one searches by: limits in yuan far apart, what one
    /// costs, and a button to buy or to sell. Or an order of one that names none: nobody else lets something go once a
    /// stranger has paid, and hears disputes or counts who kept their word.
    func offer() -> SiteEvidence? {
        let own = spoken.keys.filter { $0 >= Self.ofMenus }.sorted()
        if own.count >= Self.ofOrders, let released = spoken[Self.release] {
            return Self.item(.crypto, "coin_offer", 0.5, [released])
        }
        if let row { return Self.item(.crypto, "coin_offer", 0.55, row) }
        if let advert { return Self.item(.crypto, "coin_offer", 0.5, [advert]) }
        if let counted { return Self.item(.crypto, "coin_offer", 0.5, counted) }
        // Where a coin is named, or kinds of coins are what is advertised.
        let isOfCoins = namesGoods && !sums.isEmpty || namesKind && spoken[Self.adverts] != nil
        return isOfCoins ? standing.map { Self.item(.crypto, "coin_offer", 0.55, $0) } : nil
    }

    /// An advert that is written or read, or a merchant's: what one costs, the least and the most of an order, how is
    /// paid, and both ways or words of adverts, where coins are what is dealt in. Forms of banks and of buyers for
    /// firms have kinds of money and prices as well, and none of a board's words.
    private var advert: Block? {
        guard !isMarket else { return nil }
        if let owned { return owned }
        // How far above the market one sells, from so much to so much: nobody else's form asks for it.
        if let premium, isLimited, isBounded, isPriced, ways.count == Self.bothWays, namesGoods || namesKind {
            return premium
        }
        guard isLimited, isPriced, let head else { return nil }
        let isOfBoard = spoken.keys.contains { $0 != Self.paying }
        let isOffered = ways.count == Self.bothWays || spoken[Self.adverts] != nil
        let isOfCoins = namesGoods || namesKind && isOfBoard && !isOfGoods
        return isEscrowed || isOffered && isOfCoins ? head : nil
    }

    /// One's own adverts, to buy and to sell coins for yuan, with their price or with how is paid.
    private var owned: Block? {
        guard isPosting, let own = spoken[Self.adverts], ways.count == Self.bothWays, namesYuan || !sums.isEmpty,
            !isOfGoods
        else { return nil }
        return namesKind && isPriced || namesGoods && head != nil ? own : nil
    }

    /// Offers below each other: what one costs, at the prices of one market, and a button to buy or to sell after each.
    private var standing: [Block]? {
        let offers = prices.filter { price in
            buttons.contains { (1...Self.reach).contains($0 - price.at) }
        }
        guard !isMarket, offers.count >= Self.fewestPrices, let low = offers.map(\.value).min(),
            let high = offers.map(\.value).max(), high <= low * Self.apart
        else { return nil }
        return offers.prefix(Self.fewestPrices).map(\.block)
    }

    /// A list of orders, coins counted in one column and yuan in another, that are paid, disputed or let go.
    private var counted: [Block]? {
        let isOwn = spoken.keys.contains { $0 > Self.paying && $0 < Self.adverts }
        guard !isMarket, isOwn, spoken[Self.paying] != nil, buttons.count >= Self.fewestOffers, let coinUnit,
            let yuanUnit
        else { return nil }
        return [coinUnit, yuanUnit]
    }

    /// Offers, adverts or an order of coins at a price, wherever the way to pay comes from.
    /// - Parameters:
    ///   - isDealt: labels speak as those do who deal in coins.
    ///   - isBought: a coin is bought or sold by its name.
    private func asksPrice(offered: Double, isDealt: Bool, isBought: Bool) -> Bool {
        guard !isMarket else { return false }
        let hasButtons = buttons.count >= Self.fewestOffers
        // The same rate again and again, each with the least of an order.
        let isQuoted = isDealt && quoted >= Self.fewestOffers && hasButtons && isLimited
        // Limits and prices by the row, whatever is pressed.
        let isListed = offered >= 0.5 && limits.count >= Self.fewestPrices && prices.count >= Self.fewestPrices
        // An advert is written: whether to buy or to sell, which coin, how is paid.
        let isPosted = isDealt && namesStable && spoken[Self.adverts] != nil && head != nil && hasButtons
        let isOrdered = isBought && !prices.isEmpty && orderWords.count >= Self.fewestOfOrder
        return isQuoted || isListed || isPosted || isOrdered
    }

    /// Limits, with a price and a button beside them.
    private var row: [Block]? {
        let isCalled = spoken[0] != nil || spoken[Self.adverts] != nil
        if isCalled, !isMarket, limits.count >= Self.fewestPrices, prices.count >= Self.fewestPrices,
            buttons.count >= Self.fewestOffers
        {
            return [limits[0].block, prices[0].block]
        }
        // What is called a board need not name its coin, where it limits offer after offer.
        guard namesStable || spoken[0] != nil && limits.count >= Self.fewestPrices else { return nil }
        for limit in limits where buttons.contains(where: { abs($0 - limit.at) <= Self.reach }) {
            if let price = prices.first(where: { abs($0.at - limit.at) <= Self.reach }) {
                return [limit.block, price.block]
            }
        }
        return nil
    }

    /// That money changes hands between persons.
    /// - Parameters:
    ///   - offered: the strongest offer of coins on the page.
    ///   - isDealt: its labels speak as those do who deal in coins.
    ///   - isSecret: it asks to keep a coin's name out of the remark, as only those do who are paid over a rail.
    ///   - isBought: a label buys or sells a coin by its name, which pays for nothing here.
    ///   - isCounted: coins are counted beside what one costs, and pay for nothing.
    func evidence(
        offered: Double, isDealt: Bool, isSecret: Bool, isBought: Bool, isCounted: Bool
    ) -> SiteEvidence? {
        let spoken = spoken.merging(told) { one, _ in one }
        let isBought = isBought && namesStable && !isMarket
        let own = spoken.keys.filter { $0 >= Self.ofMenus }.min()
        let kinds = spoken.count + (limits.isEmpty ? 0 : 1)
        let isRowed =
            offered >= 0.5 && (own != nil || !limits.isEmpty) && kinds >= 2 && sums.count >= Self.fewestSums
        let fewest = isSecret ? Self.manyKinds - 1 : Self.manyKinds
        // The menus of exchanges lead to one's advertisements as well.
        let isOfMenus = spoken.keys.allSatisfy { $0 < Self.ofMenus || $0 == Self.adverts }
        let isTold = isDealt && own != nil && spoken.count >= fewest + (isOfMenus ? 1 : 0) && !sums.isEmpty
        let isOffered = limits.count >= Self.fewestOffers && row != nil
        // An offer of coins for yuan that has its way to pay chosen, wherever the choice comes from.
        let isChosen = head != nil && !sums.isEmpty && (offered >= 0.5 && own != nil || isBought)
        // One's own advertisements, each with its price; offers below each other on what is called a board.
        let isAdvertised =
            isDealt && namesStable && spoken[Self.adverts] != nil && prices.count >= Self.fewestOffers
        // A coin is bought by its name, at what one costs, and paying is spoken of.
        let isPaidFor = isBought && spoken[Self.paying] != nil && !prices.isEmpty
        // Three kinds of what only boards have, coins that are let go among them, and a sum or a coin.
        let isOrder = spoken.keys.count { $0 >= Self.ofMenus } >= Self.ofOrders && spoken[Self.release] != nil
        let isLetGo = isOrder && offered >= 0.5 && (namesStable || !sums.isEmpty)
        let isWritten = advert != nil && offered >= 0.5 && (namesYuan || !sums.isEmpty)
        // A seller is paid for coins at what one costs, and told so.
        let isStranger = isCounted && namesGoods && !isMarket && isPayable && spoken[Self.seller] != nil
        let isSettled = isStranger && spoken[Self.paying] != nil && !sums.isEmpty
        // A board by its name and by who deals there: one advertises, buys and sells for yuan.
        let isCalled = spoken[0] != nil && spoken[Self.dealers] != nil && !isMarket
        let isHosted = isDealt && isCalled && isPosting && ways.count == Self.bothWays && (namesYuan || !sums.isEmpty)
        let below = spoken[0] != nil || own != nil ? standing?.first : nil
        let isPriced = counted != nil || asksPrice(offered: offered, isDealt: isDealt, isBought: isBought)
        let isBoard =
            isRowed || isTold || isOffered || isChosen || isAdvertised || isPaidFor || isLetGo || isWritten || isSettled
            || isHosted
        let shown = own.flatMap { spoken[$0] } ?? limits.first?.block ?? head
        guard isBoard || isPriced || below != nil,
            let board = shown ?? below ?? spoken[Self.paying] ?? prices.first?.block ?? quote
        else { return nil }
        return Self.item(.gateway, "fiat_board", 0.5, [board])
    }

    private static func item(
        _ side: SiteEvidence.Side, _ code: String, _ weight: Double, _ blocks: [Block]
    ) -> SiteEvidence {
        let low = blocks.map(\.range.lowerBound).min() ?? 0
        return SiteEvidence(
            side, code, weight, quote: blocks.map(\.text).joined(separator: " | "), place: "text",
            line: blocks.first?.line ?? 0, span: low..<(blocks.map(\.range.upperBound).max() ?? low))
    }
}

extension EvidenceReader {
    /// Boards that do not say how is paid. Scripts and pictures must have been read.
    mutating func readBoardOfPersons() {
        guard !evidence.shape.isRead, !evidence.isOfOtherMoney else { return }
        if let offer = persons.offer() { evidence.add(offer) }
        let offered = evidence.strongest("coin_offer")
        let isDealt = evidence.strongest("trade_word") >= 0.25 || offered >= 0.5
        let isSecret = evidence.count("no_remark") > 0
        let isBought = evidence.meansOfCoin == 0 && evidence.items.contains(where: Self.buys)
        let isCounted = evidence.meansOfCoin == 0 && evidence.strongest("coin_leaflet") >= 0.5
        if let item = persons.evidence(
            offered: offered, isDealt: isDealt, isSecret: isSecret, isBought: isBought, isCounted: isCounted)
        {
            evidence.add(item)
        }
    }

    /// A coin is bought or sold by its name: none of a list of markets, and not only put in or taken out.
    private static func buys(_ item: SiteEvidence) -> Bool {
        guard item.code == "trade_word", item.weight >= 0.35 else { return false }
        let bytes = FoldedText(item.quote).bytes
        return isAsset(bytes) && CoinDeal.market(in: bytes) == nil && moved.matches(bytes).isEmpty
    }

    private static let moved = PhraseFinder(["提币", "充币", "充值", "提现", "deposit", "withdraw", "recharge"])
}
