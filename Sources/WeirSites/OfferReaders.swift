/// All that looks for offers block by block, in one hand.
struct OfferReaders {
    private(set) var rows = OfferRows()
    private(set) var pairs = RatePairs()
    private(set) var goods = CoinGoods()
    private(set) var order = OrderLine()
    private(set) var leaflet = LeafletQuote()
    private(set) var packs = PackTable()
    private(set) var forms = FormDeals()
    private(set) var signs: CoinSigns
    private(set) var statement = ExchangeStatement()
    private(set) var sum = OrderSum()
    private(set) var points = RunningPoints()
    private var payOut = PayOut()
    private var settlement = CoinSettlement()
    private var bankPayout = BankPayout()
    private var unitPrice = UnitPrice()
    private var verb = VerbLabel()

    init(title: String) { signs = CoinSigns(title: title) }

    /// Takes note of a block; answers the deal that it makes with a verb before it.
    mutating func add(_ read: TextBlock) -> SiteEvidence? {
        order.add(read)
        guard !read.block.isHidden else { return nil }
        if !read.isMeans {
            rows.add(read.block, read.folded, isProse: read.tone == .prose)
            goods.add(read)
        }
        pairs.add(read)
        statement.add(read)
        sum.add(read)
        points.add(read)
        payOut.add(read)
        settlement.add(read)
        bankPayout.add(read)
        unitPrice.add(read)
        leaflet.add(read)
        packs.add(read)
        forms.add(read)
        signs.add(read.block)
        return verb.add(read)
    }

    /// What gives one back for the other, to customers or to merchants.
    /// - Parameter sellsCoins: the page has labels of who deals in them.
    /// - Parameter isBook: orders are put into a book.
    func paidOut(methods: Set<String>, sellsCoins: Bool, isBook: Bool) -> [SiteEvidence] {
        // WeChat alone is a way to talk.
        let hasRails = !methods.subtracting(["wechat"]).isEmpty
        let orders = [payOut.evidence, settlement.evidence(hasRails: hasRails)].compactMap { $0 }
        let price = isBook ? nil : unitPrice.evidence(sellsCoins: sellsCoins)
        return orders + bankPayout.evidence(sellsCoins: sellsCoins) + [price].compactMap { $0 }
    }
}

extension EvidenceReader {
    /// - Parameter hasDeal: a label or a line deals in a coin.
    func paidOut(_ offers: OfferReaders, _ hasDeal: Bool) -> [SiteEvidence] {
        offers.paidOut(
            methods: evidence.methods, sellsCoins: hasDeal && evidence.count("asset") > 0,
            isBook: page.learned?.isOrderBook == true)
    }
}
