/// A place where people lend their collection codes to strangers' money: orders that are grabbed, a deposit, a
/// commission, codes of one's own, and coins that the deposit or the pay is counted in.
///
/// Couriers grab orders as well, and agents have commissions; neither keeps a deposit in USDT.
struct RunningPoints {
    private static let signs: [PhraseFinder] = [
        ["抢单", "接单", "派单", "抢", "跑分", "可接", "grab order", "grab orders", "take order"],
        ["押金", "保证金", "押", "剩余额度", "接单额度", "可接额度", "deposit", "security deposit"],
        ["佣金", "每单返", "每单赚", "返佣", "返点", "分润", "提成", "日结", "commission"],
        ["收款码", "个码", "码商", "收款账户", "收款账号", "赞赏码", "经营码", "通道", "receiving code", "collection code"],
    ].map { PhraseFinder($0) }
    private static let others = PhraseFinder(["外卖", "骑手", "快递", "配送", "司机", "rider", "courier", "driver"])
    private static let fewest = 3
    private static let longestLabel = 200
    private static let longestSentence = 400
    /// What is pressed to take part.
    private static let joining = PhraseFinder(["注册", "下载", "加入", "报名", "开户", "join", "sign up", "register"])
    private static let own = PhraseFinder(["自己的", "你的", "您的", "本人", "your own", "your"])

    /// Whoever reads is asked to take part: newspapers tell of such places and have nothing to press.
    private(set) var invites = false
    private var isAddressed = false

    private var seen: [Int: Block] = [:]
    private var coin: Block?
    private var isOfOther = false

    /// Takes note of a block that is seen.
    mutating func add(_ read: TextBlock) {
        guard read.bytes.count <= (read.tone == .prose ? Self.longestSentence : Self.longestLabel) else { return }
        if read.tone == .label, !read.isHeading, !Self.joining.matches(read.bytes).isEmpty { invites = true }
        if !Self.others.matches(read.bytes).isEmpty { isOfOther = true }
        guard DeniedDeals.ranges(in: read.bytes).isEmpty, !CoinDeal.asks(read.bytes) else { return }
        if read.tone == .prose {
            addSentence(read)
            return
        }
        for (i, finder) in Self.signs.enumerated() where seen[i] == nil && !finder.matches(read.bytes).isEmpty {
            seen[i] = read.block
        }
        // Templates have yet to fill it in: {{ balance }} USDT.
        let hasNumber = read.bytes.contains(125) || !OfferWindow.numbers(read.bytes).isEmpty
        let isCounted = !ShortCoin(read.bytes).counts.isEmpty || OfferRows.isStable(read.bytes) && hasNumber
        if coin == nil, isCounted { coin = read.block }
    }

    /// Ways to pay of a sentence that says it all: 有支付宝或微信，缴纳 300U 保证金就可以接单，每单返百分之二.
    private(set) var methods: [String] = []

    private mutating func addSentence(_ read: TextBlock) {
        let said = Self.signs.indices.filter { !Self.signs[$0].matches(read.bytes).isEmpty }
        guard said.count >= Self.fewest, said.contains(0), coin == nil, !CoinDeal.tellsOfCourts(read.bytes),
            !ShortCoin(read.bytes).counts.isEmpty || OfferRows.isStable(read.bytes)
        else { return }
        for i in said { seen[i] = read.block }
        isAddressed = !Self.own.matches(read.bytes).isEmpty
        coin = read.block
        let named = EvidenceReader.methodFinder.matches(read.bytes)
        methods = Set(named.map { EvidenceReader.methodNames[$0.phrase] }).sorted()
    }

    /// - Parameter isRead: the page is laid out to be read.
    func evidence(isRead: Bool) -> SiteEvidence? {
        guard !isRead || invites && isAddressed, !isOfOther, seen.count >= Self.fewest, seen[0] != nil, let coin else {
            return nil
        }
        let blocks = (seen.keys.sorted().compactMap { seen[$0] } + [coin]).sorted {
            $0.range.lowerBound < $1.range.lowerBound
        }
        let low = blocks.first?.range.lowerBound ?? 0
        return SiteEvidence(
            .crypto, "coin_offer", 0.65, quote: blocks.map(\.text).joined(separator: " | "), place: "text",
            line: coin.line, span: low..<(blocks.map(\.range.upperBound).max() ?? low))
    }
}
