/// Deals in the words of those who write as they talk: a price beside what is bought or sold in a short sentence, coins
/// that go to a wallet once something has been paid, one sum beside the coins that it buys.
struct PlainDeals {
    private static let paid = PhraseFinder([
        "deposit", "付款", "支付", "扫码", "付清", "下单", "转账后", "收到款", "汇款后", "打款后",
        "pay", "paid", "payment", "оплаты", "thanh toán", "결제",
    ])
    private static let sent = PhraseFinder([
        "直达", "credited as", "链上地址", "到您", "到你", "到钱包", "到账", "发放", "自动转", "自动发", "转到", "转入", "打到", "发到", "划转",
        "秒发", "秒转",
        "your wallet", "arrive",
        "arrives",
        "to your address", "sent to", "credited",
    ])
    /// Said of coins that follow: 收到款后，自动充值USDT. Of coins before it, they pay for something else.
    private static let filled = PhraseFinder(["自动充值", "自动充入", "充入", "打入", "打给您", "转给您"])
    /// Put to an account with whoever is paid: coins are taken there, and none are sent.
    private static let credit = PhraseFinder(["余额", "额度", "会员", "套餐", "balance", "credits", "subscription"])
    /// What somebody did, and nobody offers: 上周买了 100 USDT, 付了 722 元.
    private static let past = PhraseFinder(["买了", "付了", "卖了", "换了", "上周", "上个月", "昨天", "去年", "last week", "i bought"])
    /// Bytes between a coin and where it goes.
    private static let reach = 36
    private static let longest = 240

    /// Whoever pays gets coins sent: 付款后自动发放USDT到您的钱包.
    static func delivery(in bytes: [UInt8]) -> Range<Int>? {
        guard bytes.count <= longest, !CoinDeal.asks(bytes), past.matches(bytes).isEmpty,
            credit.matches(bytes).isEmpty
        else { return nil }
        let payments = paid.matches(bytes).map(\.range)
        guard let payment = payments.min(by: { $0.lowerBound < $1.lowerBound }) else { return nil }
        let ways = sent.matches(bytes).map(\.range)
        for coin in EvidenceReader.assetRanges(bytes) + ShortCoin(bytes).deals
        where coin.lowerBound > payment.upperBound {
            let isSent = ways.contains { way in
                way.lowerBound > payment.lowerBound
                    && max(way.lowerBound, coin.lowerBound) - min(way.upperBound, coin.upperBound) <= reach
            }
            let isFilled = filled.matches(bytes).contains { way in
                way.range.lowerBound > payment.lowerBound && (0...1).contains(coin.lowerBound - way.range.upperBound)
            }
            if isSent || isFilled { return payment.lowerBound..<coin.upperBound }
        }
        return nil
    }

    /// A sentence that deals in a coin and says at what price: 出USDT, 一手7.2.
    static func price(in bytes: [UInt8], _ innocent: [Range<Int>]) -> Bool {
        guard bytes.count <= longest, !CoinDeal.asks(bytes), past.matches(bytes).isEmpty,
            CoinDeal.market(in: bytes) == nil,
            CoinDeal.range(in: bytes, innocent) != nil || !ShortCoin(bytes).deals.isEmpty
        else { return false }
        return OfferWindow.numbers(bytes).contains { range in
            guard Figure(bytes[range])?.isPrice == true else { return false }
            let (_, tail) = OfferWindow.around(range, bytes)
            return !tail.hasPrefix("%")
        }
    }

    // MARK: A sum and the coins for it

    private static let turns = ["得", "换", "到", "给", "→", "->", "=>", "⇒", "=", "➜", " get ", " for "]
    private static let coinTails = ["usdt", "usdc", "个usdt", "枚usdt", "个u", "泰达币"]
    /// Points, gifts, and what machines earn.
    private static let had = PhraseFinder([
        "收益", "产出", "积分", "奖励", "返现", "返利", "送", "赠", "yield", "reward", "bonus", "points",
    ])
    /// Before coins that something costs: 应付 100 USDT = 720 元.
    private static let costs = PhraseFinder([
        "付款", "支付", "应付", "需付", "实付", "结算", "价格", "售价", "原价", "pay", "payment", "total", "price",
    ])
    private static let longestTurn = 16

    /// So much for so many coins, without a sign of money: 付 726 得 100 U, 720 → 100U.
    static func swap(in bytes: [UInt8]) -> Range<Int>? {
        guard bytes.count <= 160, !CoinDeal.asks(bytes), had.matches(bytes).isEmpty, others.matches(bytes).isEmpty
        else { return nil }
        let numbers = OfferWindow.numbers(bytes)
        let counts = ShortCoin(bytes).counts
        func countsCoins(_ number: Range<Int>) -> Bool {
            let tail = OfferWindow.around(number, bytes).tail
            return counts.contains { $0.overlaps(number) } || coinTails.contains(where: tail.hasPrefix)
        }
        for (one, other) in zip(numbers, numbers.dropFirst()) where countsCoins(one) != countsCoins(other) {
            let between = String(decoding: bytes[one.upperBound..<other.lowerBound], as: UTF8.self)
            let (sum, coins) = countsCoins(one) ? (other, one) : (one, other)
            guard between.utf8.count <= longestTurn, turns.contains(where: between.contains),
                let paid = Figure(bytes[sum])?.value, let got = Figure(bytes[coins])?.value, got >= 10,
                OfferRows.band.contains(paid / got),
                coins == other || costs.matches(Array(bytes[..<one.lowerBound])).isEmpty
            else { continue }
            return one.lowerBound..<other.upperBound
        }
        return nil
    }

    // MARK: Prices without a verb

    /// What a number is, where it is no price: a share, a date, a length, a version.
    private static let units = [
        "%", "折", "月", "日", "号", "万", "亿", "千", "寸", "英寸", "分", "星", "版", "米", "公里", "小时", "天", "岁", "刀", "-", "/",
    ]
    /// Coins that are paid with, and what a market did.
    private static let others = PhraseFinder([
        "usdt付款", "usdt 付款", "usdt支付", "usdt 支付", "usdt结算", "usdt 结算", "支持usdt", "支持 usdt", "接受usdt", "接受 usdt",
        "用usdt", "用 usdt", "accept usdt", "accepts usdt", "pay with usdt", "paid in usdt", "pay in usdt",
        "1:1", "话费", "签到", "做任务", "任务得", "积分", "均价", "报收", "报于", "场外报", "涨", "跌", "溢价", "走势", "average", "index",
        "fell",
        "rose", "traded",
    ])
    private static let rates = PhraseFinder(["汇率", "比例", "价", "rate"])

    /// A stablecoin and what one of it costs, and no verb: 今天 7.19, 要多少有多少, USDT 走波场. Anybody may say so who
    /// writes of coins: it counts on a page of few words that carries a code, see `SiteScore`.
    static func quote(in bytes: [UInt8]) -> Range<Int>? {
        guard bytes.count <= longest, !CoinDeal.asks(bytes), CoinDeal.market(in: bytes) == nil,
            others.matches(bytes).isEmpty
        else { return nil }
        let isShort = !RatePairs.bare(bytes).isEmpty && !rates.matches(bytes).isEmpty
        let isStable = OfferRows.isStable(bytes) && EvidenceReader.isAsset(bytes)
        guard isStable || ShortCoin(bytes).isNamed || isShort else { return nil }
        return OfferWindow.numbers(bytes).first { isPrice($0, in: bytes) }
    }

    /// Whether a number may be what one stablecoin costs, by what stands beside it.
    static func isPrice(_ range: Range<Int>, in bytes: [UInt8]) -> Bool {
        guard Figure(bytes[range])?.isPrice == true else { return false }
        let (head, tail) = OfferWindow.around(range, bytes)
        let isAfterLetter = range.lowerBound > 0 && (97...122).contains(bytes[range.lowerBound - 1])
        let isInWord = isAfterLetter && !head.hasSuffix("usdt") && !head.hasSuffix("usdc")
        let isUnit = tail.first.map { $0.isASCII && $0.isLetter } ?? false
        return !isInWord && (!isUnit || ["cny", "rmb", "yuan", "tệ", "each"].contains(where: tail.hasPrefix))
            && (isPerPiece(tail) || !units.contains(where: tail.hasPrefix))
    }

    /// 7.2 / 个.
    private static func isPerPiece(_ tail: String) -> Bool {
        ["/个", "/枚", "/件", "/份", "/u"].contains(where: tail.filter { $0 != " " }.hasPrefix)
    }

    /// Whether a text speaks of what a market did, or of coins that pay for something.
    static func speaksOfOthers(_ bytes: [UInt8]) -> Bool { !others.matches(bytes).isEmpty }
}
