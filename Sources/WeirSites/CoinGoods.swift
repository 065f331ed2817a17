/// What shows that coins are the goods, without a word of trade: a heading that counts them on a page where something
/// is bought, and the question where to send them.
struct CoinGoods {
    private static let buys = PhraseFinder([
        "购买", "下单", "付款", "支付", "去支付", "提交订单", "buy", "order", "checkout", "purchase", "pay", "pay now", "next", "下一步",
        "加入购物车", "add to cart", "place order", "в корзину", "оформить заказ", "thêm vào giỏ", "thanh toán", "구매하기",
        "결제하기",
        "カートに入れる",
    ])
    /// Coins that are had, earned or given away.
    private static let had = PhraseFinder([
        "余额", "奖励", "返利", "收益", "空投", "奖", "送", "赠", "赢", "抽", "资产", "balance", "bonus", "reward", "earn", "win",
        "airdrop", "total",
    ])
    private static let addresses = PhraseFinder([
        "地址", "address", "адрес", "địa chỉ", "주소",
    ])
    private static let wallets = PhraseFinder(["钱包", "wallet", "钱包地址", "кошелек", "кошелёк", "ví", "지갑"])
    /// What is no address to send coins to.
    private static let otherAddresses = PhraseFinder([
        "请求地址", "接口地址", "回调地址", "通知地址", "服务器地址", "api", "合约", "合约地址", "contract", "收货地址", "邮箱地址", "email", "e-mail",
        "ip地址", "网址", "域名", "连接钱包", "connect wallet", "以下地址", "下方地址", "该地址", "转账到", "转入", "充到", "below", "this address",
    ])
    /// Asked of whoever is paid out, not of who pays.
    private static let accounts = PhraseFinder([
        "支付宝账号", "支付宝帐号", "微信账号", "收款账号", "alipay account", "alipay id", "wechat id", "номер alipay", "支付宝姓名",
    ])
    /// What a form is for that makes coins of money, and says nothing else.
    private static let exchanges = Set(
        [
            "兑换", "闪兑", "换币", "兑币", "换u", "买u", "买币", "买入", "自助兑换", "快速兑换", "一键兑换", "在线兑换", "立即兑换", "exchange", "swap",
            "convert", "обмен",
        ].map { FoldedText($0).bytes })
    /// What is changed for gifts, and earned: 积分兑换.
    private static let points = PhraseFinder(["积分", "points", "礼品", "任务", "签到", "兑换码", "gift", "reward", "redeem"])
    private static let amounts = PhraseFinder(["金额", "数量", "amount", "quantity", "сумма"])
    private var goods: TextBlock?
    /// A heading that counts coins by their letter, 50U 兑换码, and sums of yuan: what one costs must come out.
    private var counted: (count: Double, block: TextBlock)?
    private var sums: [Double] = []
    private var asked: TextBlock?
    private var sinceAsked = Int.max
    /// Labels after "USDT address" in which an address follows that is given, and not asked for.
    private static let reachOfAddress = 2
    /// Labels since an address was given.
    private var sinceGiven = Int.max
    private static let shortestAddress = 26
    private static let fields: Set<String> = ["input", "textarea", "select", "option", "button", "label"]
    private var hasField = false
    /// A heading that names a stablecoin as what is sold, and so many coins, wherever they are counted.
    private var named: TextBlock?
    /// How many the heading itself counts: Tether 50, 100 USDT.
    private var namedCounts: [Double] = []
    private var counts: [Double] = []
    private static let otherHeadings = PhraseFinder([
        "支付", "付款", "收款", "充值", "提现", "转账", "结算", "教程", "文档", "接口", "api", "sdk", "什么是", "换算", "计算", "行情", "pay",
        "payment",
        "deposit", "withdraw", "top up", "top-up", "guide", "docs", "calculator", "converter",
    ])
    private var isExchange = false
    private var asksAmount = false
    private var hasPoints = false
    private var isPriced = false
    private var isBought = false
    private var paysOut = false

    mutating func add(_ block: TextBlock) {
        let bytes = block.bytes
        guard bytes.count <= 400 else { return }
        let isPrice = OfferWindow.money(bytes) > 0 || OfferWindow.isRate(bytes) || Self.isHeadedPrice(bytes)
        if isPrice { isPriced = true }
        sums += Self.sums(bytes)
        noteAddress(block)
        guard block.tone != .prose else { return }
        if Self.isField(block.block.element) { hasField = true }
        counts += Self.coinCounts(bytes)
        if named == nil, block.isHeading, OfferRows.isStable(bytes), EvidenceReader.isAsset(bytes),
            Self.had.matches(bytes).isEmpty, Self.otherHeadings.matches(bytes).isEmpty, !CoinDeal.asks(bytes)
        {
            named = block
            namedCounts = Self.coinCounts(bytes)
        }
        if counted == nil, block.isHeading || block.isTitle, let count = Self.count(bytes) { counted = (count, block) }
        let isGoods = block.isHeading || block.isTitle || !Self.headed.matches(bytes).isEmpty
        if counted == nil, isGoods, let count = Self.disguised(bytes) { counted = (count, block) }
        if !Self.buys.matches(bytes).isEmpty { isBought = true }
        if !Self.accounts.matches(bytes).isEmpty { paysOut = true }
        if Self.exchanges.contains(bytes) { isExchange = true }
        if !Self.points.matches(bytes).isEmpty { hasPoints = true }
        if !Self.amounts.matches(bytes).isEmpty { asksAmount = true }
        if goods == nil, block.isHeading || block.isTitle, Self.isCounted(bytes) { goods = block }
        if asked == nil, sinceGiven > Self.reachOfAddress, Self.asksAddress(block) {
            (asked, sinceAsked) = (block, 0)
        }
    }

    /// A label that an address of a coin follows gives one and asks for none: tip jars have such labels.
    /// So does the label of the address's picture, which stands below it.
    private mutating func noteAddress(_ block: TextBlock) {
        let isAwaited = asked != nil && sinceAsked < Self.reachOfAddress
        if isAwaited { sinceAsked += 1 }
        if sinceGiven <= Self.reachOfAddress { sinceGiven += 1 }
        let text = block.block.text
        guard text.utf8.count >= Self.shortestAddress, !Wallets.addresses(in: text).isEmpty else { return }
        sinceGiven = 0
        if isAwaited { asked = nil }
    }

    /// Where something is put in or chosen; elements of a library's own are called so.
    private static func isField(_ element: String) -> Bool {
        fields.contains(element)
            || element.utf8.contains(45) && ["field", "input", "button", "select"].contains(where: element.contains)
    }

    private static let costs = PhraseFinder(["付款", "支付", "应付", "需付", "结算", "pay", "payment", "total"])

    /// So many coins, where they are not what is paid.
    private static func coinCounts(_ bytes: [UInt8]) -> [Double] {
        guard costs.matches(bytes).isEmpty, had.matches(bytes).isEmpty else { return [] }
        let coins = EvidenceReader.assetRanges(bytes)
        return OfferWindow.numbers(bytes).compactMap { number in
            let tail = OfferWindow.around(number, bytes).tail
            let isBefore = ["usdt", "usdc", "泰达币", "tether"].contains(where: tail.hasPrefix)
            return isBefore || isCounted(number, after: coins, bytes) ? Figure(bytes[number])?.value : nil
        }
    }

    /// Tether 50, USDT × 200: so many right after the name, and no price.
    private static func isCounted(_ number: Range<Int>, after coins: [Range<Int>], _ bytes: [UInt8]) -> Bool {
        guard Figure(bytes[number])?.decimals == 0 else { return false }
        return coins.contains { coin in
            guard coin.upperBound < number.lowerBound, number.lowerBound - coin.upperBound <= 4 else { return false }
            let between = String(decoding: bytes[coin.upperBound..<number.lowerBound], as: UTF8.self)
            return between.allSatisfy { " x×*".contains($0) }
        }
    }

    /// USDT-TRC20 10枚, 0.001 BTC: so many coins, and none that are had or won.
    private static func isCounted(_ bytes: [UInt8]) -> Bool {
        EvidenceReader.isAsset(bytes) && (OfferWindow.isQuantity(bytes) || countsPieces(bytes))
            && had.matches(bytes).isEmpty && !CoinDeal.asks(bytes) && !isCost(bytes)
    }

    private static let costHeads = ["支付", "付款", "应付", "需付", "实付", "转账", "转入", "pay", "total", "amount due"]

    /// 请支付 10.02 USDT: the coins are what is given.
    private static func isCost(_ bytes: [UInt8]) -> Bool {
        guard let number = OfferWindow.numbers(bytes).first else { return false }
        var head = String(decoding: bytes[..<number.lowerBound], as: UTF8.self).trimmingSpaces
        if head.hasSuffix(":") { head = String(head.dropLast()).trimmingSpaces }
        return costHeads.contains(where: head.hasSuffix)
    }

    private static let billHeads = ["支付", "付款", "应付", "需付", "实付", "pay"]

    /// 请支付 10.02 USDT: a bill, whose fraction says that a sum of yuan was reckoned in coins.
    static func isBill(_ bytes: [UInt8]) -> Bool {
        guard bytes.count <= 80, let number = OfferWindow.numbers(bytes).first, OfferWindow.money(bytes) == 0,
            let figure = Figure(bytes[number]), figure.decimals >= 2, OfferWindow.isQuantity(bytes)
        else { return false }
        let head = String(decoding: bytes[..<number.lowerBound], as: UTF8.self).trimmingSpaces
        return billHeads.contains(where: head.hasSuffix)
    }

    /// What coins are called where their name is not to be read.
    private static let disguises = PhraseFinder([
        "代币", "数字币", "t币", "u币", "u兑换码", "u 兑换码", "u卡", "泰达", "usdt", "trc20", "trc", "数字货币", "虚拟币",
    ])
    private static let headed = PhraseFinder([
        "商品", "商品名称", "货品", "产品", "订单名称", "订单内容", "product", "item", "goods", "subject",
    ])
    private static let counters = ["", "枚", "个", "颗", "面值", "u", "usdt", "份"]

    /// 数字代币*100, U 兑换码 100 面值: a coin by whatever name, and a count of it that stands by itself.
    private static func disguised(_ bytes: [UInt8]) -> Double? {
        guard bytes.count <= 120, !disguises.matches(bytes).isEmpty, had.matches(bytes).isEmpty,
            !CoinDeal.asks(bytes), !isCost(bytes), OfferWindow.money(bytes) == 0
        else { return nil }
        let names = disguises.matches(bytes).map(\.range)
        let numbers = OfferWindow.numbers(bytes).filter { number in !names.contains { $0.overlaps(number) } }
        guard numbers.count == 1, let figure = Figure(bytes[numbers[0]]), figure.decimals == 0 else { return nil }
        let tail = String(decoding: bytes[numbers[0].upperBound...].prefix(9), as: UTF8.self).trimmingSpaces
        let isCounter =
            tail.isEmpty || counters.dropFirst().contains(where: tail.hasPrefix) || "(（-—|".contains(tail.first ?? " ")
        return isCounter ? figure.value : nil
    }

    private static let priceHeads = ["价格", "售价", "单价", "现价", "price"]

    /// 价格：146.00, without a sign of money: cents say that it is one.
    private static func isHeadedPrice(_ bytes: [UInt8]) -> Bool {
        let numbers = OfferWindow.numbers(bytes)
        guard numbers.count == 1, Figure(bytes[numbers[0]])?.decimals == 2 else { return false }
        let head = String(decoding: bytes[..<numbers[0].lowerBound], as: UTF8.self).filter { !" :".contains($0) }
        return priceHeads.contains(head)
    }

    /// 50U: so many, and none that are had or won.
    private static func count(_ bytes: [UInt8]) -> Double? {
        guard had.matches(bytes).isEmpty, !CoinDeal.asks(bytes), let range = ShortCoin(bytes).counts.first else {
            return nil
        }
        let digits = bytes[range].prefix { (48...57).contains($0) || $0 == 44 || $0 == 46 }
        return digits.isEmpty ? nil : Figure(digits)?.value
    }

    private static func sums(_ bytes: [UInt8]) -> [Double] {
        guard !OfferWindow.pricesOther(bytes) else { return [] }
        return OfferWindow.numbers(bytes).compactMap { number in
            let (head, tail) = OfferWindow.around(number, bytes)
            return OfferWindow.isMoney(head, tail) ? Figure(bytes[number])?.value : nil
        }
    }

    /// USDT 10个: so many right after the coin's name.
    private static func countsPieces(_ bytes: [UInt8]) -> Bool {
        let coins = EvidenceReader.assetRanges(bytes)
        return OfferWindow.numbers(bytes).contains { number in
            let tail = OfferWindow.around(number, bytes).tail
            return ["个", "枚", "颗"].contains(where: tail.hasPrefix)
                && coins.contains { (0...3).contains(number.lowerBound - $0.upperBound) }
        }
    }

    private static func asksAddress(_ block: TextBlock) -> Bool {
        let bytes = block.bytes
        guard TextBlock.units(bytes) <= 16, !addresses.matches(bytes).isEmpty,
            EvidenceReader.isAsset(bytes) || !wallets.matches(bytes).isEmpty
        else { return false }
        return otherAddresses.matches(bytes).isEmpty && Wallets.addresses(in: block.block.text).isEmpty
    }

    /// - Parameters:
    ///   - hasMethod: the page offers a way to pay of the rails.
    ///   - hasDeal: words of trade stand on it.
    ///   - hasField: a form of the page has fields.
    func evidence(hasMethod: Bool, hasDeal: Bool, hasField isFilledIn: Bool) -> [SiteEvidence] {
        var found: [SiteEvidence] = []
        if let goods, isPriced, isBought, hasMethod {
            found.append(item("coin_is_sold", 0.6, goods))
        }
        if found.isEmpty, isBought, hasMethod, let counted, counted.count >= 10,
            sums.contains(where: { OfferRows.band.contains($0 / counted.count) })
        {
            found.append(item("coin_is_sold", 0.6, counted.block))
        }
        if found.isEmpty, isBought, hasMethod, let named,
            counts.contains(where: { count in
                count >= 10 && sums.contains { OfferRows.band.contains($0 / count) }
            })
        {
            // What the heading itself counts at a coin a piece is nothing else.
            let isOwn = namedCounts.contains { count in
                count >= 10 && sums.contains { OfferRows.band.contains($0 / count) }
            }
            found.append(item("coin_is_sold", isOwn ? 0.6 : 0.45, named))
        }
        // Who reads how something is done is asked nothing: there is no field.
        guard hasField || isFilledIn else { return found }
        // Coins for money, by a form that names no price: so much of one, to that address of the other.
        let isForm = isExchange && asksAmount && !hasPoints && asked.map { EvidenceReader.isAsset($0.bytes) } == true
        if let asked, isPriced || hasDeal || isForm, !paysOut, hasMethod {
            found.append(item("coin_address_asked", 0.45, asked))
        }
        return found
    }

    private func item(_ code: String, _ weight: Double, _ block: TextBlock) -> SiteEvidence {
        SiteEvidence(
            .crypto, code, weight, quote: block.block.text, place: "text", line: block.block.line,
            span: block.block.range)
    }
}
