/// What an order is for, in a label of its own, and a coin in the next one: 商品 | USDT 300 个. Cashiers of fourth parties
/// keep it hidden until somebody asks for the order's details.
struct OrderLine {
    private static let heads = Set(
        [
            "商品", "商品名称", "货品", "产品", "产品名称", "订单内容", "购买内容", "商品信息", "订单商品", "product", "item", "goods", "subject",
        ].map { FoldedText($0).bytes })
    /// What may stand beside a coin that is the goods.
    private static let beside = PhraseFinder([
        "购买", "买入", "充值", "代购", "代充", "代买", "兑换", "现货", "枚", "个", "颗", "币", "buy", "purchase", "order", "×",
    ])
    /// Characters or words besides: 充值卡.
    private static let most = 1

    private static let chains = Set(["trc20", "trc-20", "erc20", "erc-20", "bep20"].map { Array($0.utf8) })

    private var isOpen = false
    private(set) var evidence: SiteEvidence?

    mutating func add(_ read: TextBlock) {
        let bytes = read.bytes
        if evidence == nil, isOpen, !read.isMeans, read.tone != .prose, Self.isCoin(bytes) {
            evidence = SiteEvidence(
                .crypto, "coin_is_sold", 0.6, quote: read.block.text, place: read.block.isHidden ? "hidden" : "text",
                line: read.block.line, span: read.block.range)
        }
        var head = bytes
        while let last = head.last, last == 32 || last == 58 { head.removeLast() }
        isOpen = Self.heads.contains(head)
    }

    /// A stablecoin by itself, or put to an account for what is paid: 充值币种 | USDT, 充值 USDT; and no way to pay.
    static func isGoods(_ read: TextBlock) -> Bool {
        let bytes = read.bytes
        guard !read.block.isHidden, !read.isMeans, read.tone != .prose, OfferRows.isStable(bytes) else { return false }
        // A chain alone may be what something else is paid over.
        guard !chains.contains(bytes) else { return false }
        return isCoin(bytes) || bytes.count <= 60 && !CoinDeal.moved(in: bytes).isEmpty && !CoinDeal.isOfSoftware(bytes)
    }

    /// Whether a text names a coin, counts it perhaps, and says nothing else: 购买 USDT 200 枚, 泰达币; not USDT 主题T恤.
    static func isCoin(_ bytes: [UInt8]) -> Bool {
        guard bytes.count <= 120, DeniedDeals.ranges(in: bytes).isEmpty, !CoinDeal.asks(bytes) else { return false }
        let short = ShortCoin(bytes)
        let coins = EvidenceReader.assetRanges(bytes) + short.deals + short.counts
        guard EvidenceReader.isAsset(bytes) || short.isNamed else { return false }
        var rest = bytes
        for range in coins + beside.matches(bytes).map(\.range) + OfferWindow.numbers(bytes) {
            for i in range { rest[i] = 32 }
        }
        return TextBlock.units(rest) <= most
    }
}
