/// Merchants' money that comes in over rails and goes out in coins: 支付宝、微信 费率 2.8%, 支持 USDT 结算, T+0 下发.
///
/// Markets settle their contracts in a stablecoin and programs of affiliates pay out in it; neither speaks to merchants
/// of channels, rates and codes. Nor is a coin that a merchant's customers may pay with what the merchant gets.
struct CoinSettlement {
    private static let settles = PhraseFinder(["结算", "下发", "出款", "回款", "回u", "下u"])
    private static let coins = PhraseFinder(["usdt", "usdc", "泰达币", "稳定币", "trc20"])
    /// In contracts, of affiliates, in the news.
    private static let others = PhraseFinder([
        "合约", "杠杆", "持仓", "交易对", "现货", "推广", "返利", "返佣", "邀请", "代理佣金", "收益", "理财", "挖矿", "工资", "稿费", "警方", "法院", "洗钱",
        "诈骗", "没有", "未开通", "无法", "盈亏", "期货", "永续",
    ])
    /// What those speak of who take money for merchants, by kind.
    private static let ofMerchants: [[String]] = [
        ["商户", "商家入驻", "码商", "代理商"], ["费率", "手续费", "点位"], ["通道", "代收", "代付", "四方", "聚合支付", "跑分"],
        ["免签", "收款码", "个码", "固码", "接入", "对接", "接口"],
    ]
    private static let fewestKinds = 2
    /// Merchants and channels; rates and interfaces alone have exchanges as well.
    private static let ofGateways: Set<Int> = [0, 2]
    private static let phrases = ofMerchants.enumerated().flatMap { kind, words in words.map { (kind, $0) } }
    private static let words = PhraseFinder(phrases.map(\.1))
    private static let longest = 160
    /// Bytes between the coin and that it is paid out.
    private static let reach = 15

    private var kinds: Set<Int> = []
    private var settled: Block?

    /// Takes note of a block that is seen.
    mutating func add(_ read: TextBlock) {
        let bytes = read.bytes
        guard !read.isTitle, bytes.count <= Self.longest else { return }
        for match in Self.words.matches(bytes) { kinds.insert(Self.phrases[match.phrase].0) }
        guard settled == nil, !read.isMeans, Self.others.matches(bytes).isEmpty, DeniedDeals.ranges(in: bytes).isEmpty,
            !CoinDeal.asks(bytes)
        else { return }
        let coins = Self.coins.matches(bytes).map(\.range)
        let isPaidOut = Self.settles.matches(bytes).contains { word in
            coins.contains {
                max(word.range.lowerBound, $0.lowerBound) - min(word.range.upperBound, $0.upperBound) <= Self.reach
            }
        }
        if isPaidOut { settled = read.block }
    }

    /// - Parameter hasRails: ways to pay are offered on the page, or it is a gateway's.
    func evidence(hasRails: Bool) -> SiteEvidence? {
        guard hasRails, kinds.count >= Self.fewestKinds, !kinds.isDisjoint(with: Self.ofGateways), let settled else {
            return nil
        }
        return SiteEvidence(
            .crypto, "coin_offer", 0.5, quote: settled.text, place: "text", line: settled.line, span: settled.range)
    }
}
