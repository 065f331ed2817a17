/// Deals that the fields of a form make, without a word of trade: a list of rails to choose from beside a list of
/// coins; an offer to be published, with its price, its least and its most; coins taken for money to an account of
/// the customer's own.
struct FormDeals {
    private static let least = PhraseFinder([
        "最小", "最低", "最少", "min", "minimum", "мин", "минимал", "tối thiểu", "최소", "mínimo", "mínima", "minimo", "minima",
        "minimal", "minimale", "mindest", "mindestbetrag", "न्यूनतम", "ขั้นต่ำ", "minimum tutar",
    ])
    private static let most = PhraseFinder([
        "最大", "最高", "最多", "max", "maximum", "макс", "максимал", "tối đa", "최대", "máximo", "máxima", "massimo",
        "massima",
        "maximal", "maximale", "höchst", "höchstbetrag", "अधिकतम", "สูงสุด",
    ])
    private static let prices = PhraseFinder([
        "单价", "价格", "溢价", "汇率", "price", "margin", "rate", "курс", "giá", "단가", "цена", "премиум", "премия", "precio",
        "prima",
        "prix", "preis", "prämie", "prezzo", "premio", "preço", "価格", "レート", "プレミアム", "가격", "프리미엄", "मूल्य", "ราคา",
    ])
    /// What such a form is headed by: an advertisement of a deal.
    private static let adverts = PhraseFinder([
        "创建一个广告", "创建广告", "发布广告", "发布交易广告", "广告交易", "create an ad", "create an advertisement", "create advertisement",
        "post an ad", "post ad", "объявлен", "рекламную", "anuncio", "publicitaria", "annonce", "publicitaire",
        "pubblicitaria", "anzeige", "annuncio", "anúncio", "광고",
        "広告",
        "quảng cáo", "विज्ञापन",
    ])
    /// What a button says that makes an offer known.
    private static let publishes: Set<String> = [
        "发布", "确认发布", "立即发布", "发布广告", "发布委托", "发布订单", "创建广告", "挂单", "立即挂单", "publish", "publish ad",
        "publish offer", "publish advertisement", "post ad", "post offer", "post advertisement", "create ad",
        "create offer", "create advertisement",
    ]
    /// Where whoever fills in the form wants to be paid.
    private static let accounts = PhraseFinder([
        "支付宝账号", "支付宝帐号", "你的支付宝", "您的支付宝", "收款支付宝", "支付宝收款", "微信收款码", "支付宝姓名", "your alipay", "your wechat",
        "alipay account", "alipay id",
    ])
    private static let amounts = PhraseFinder([
        "金额", "数量", "amount", "quantity", "сумма", "số lượng", "số tiền", "수량", "금액", "金額",
    ])
    /// That a form is about coins, without a coin's name: which of them is chosen in a list that comes later.
    private static let kinds = PhraseFinder(["法币交易", "币种", "交易币种", "选择币种"])
    private static let fields: Set<String> = ["input", "textarea"]
    private static let choosing = ["请选择", "选择", "全部", "不限", "select", "choose", "all", "any"]
    private static let longest = 60

    private enum Kind { case rails, coins, other }

    /// What a list to choose from holds.
    private struct List {
        var kind: Kind
        var hasRail: Bool
        var hasCoin: Bool
        /// A rail by its name and its money: Alipay CNY.
        var rail: Block?
        let first: Block
    }

    private var lists: [Int: List] = [:]
    private var coin: Block?
    private var kind: Block?
    private var hasLeast = false
    private var hasMost = false
    private var isPriced = false
    private var isPublished = false
    /// A field for so many coins: USDT 금액 입력.
    private var asked: Block?
    private var paysOut = false
    private var asksAmount = false
    private var price: Block?

    /// Takes note of a block that is seen.
    mutating func add(_ read: TextBlock) {
        let bytes = read.bytes
        guard read.tone != .prose, bytes.count <= Self.longest else { return }
        if read.block.list > 0 { choose(read) }
        if coin == nil, !read.isMeans, !read.isTitle, EvidenceReader.isAsset(bytes),
            DeniedDeals.ranges(in: bytes).isEmpty
        {
            coin = read.block
        }
        if kind == nil, !read.isTitle, !Self.kinds.matches(bytes).isEmpty { kind = read.block }
        if !Self.least.matches(bytes).isEmpty { hasLeast = true }
        if !Self.most.matches(bytes).isEmpty { hasMost = true }
        if !Self.prices.matches(bytes).isEmpty { isPriced = true }
        let text = String(decoding: bytes, as: UTF8.self)
        if Self.publishes.contains(text.trimmingSpaces) { isPublished = true }
        if read.isHeading || read.isTitle || read.tone == .label, !Self.adverts.matches(bytes).isEmpty {
            isPublished = true
        }
        if !Self.accounts.matches(bytes).isEmpty { paysOut = true }
        if !Self.amounts.matches(bytes).isEmpty {
            asksAmount = true
            if asked == nil, Self.fields.contains(read.block.element), EvidenceReader.isAsset(bytes) {
                asked = read.block
            }
        }
        if price == nil, LeafletQuote.isPrice(bytes) || Self.isRate(bytes) { price = read.block }
    }

    /// You get ≈ 0.00 CNY at 7.08.
    private static func isRate(_ bytes: [UInt8]) -> Bool {
        (CoinForRail.namesYuan(bytes) || !prices.matches(bytes).isEmpty)
            && OfferWindow.numbers(bytes).contains { PlainDeals.isPrice($0, in: bytes) }
    }

    /// What a list that one chooses from holds: rails alone, coins alone, or anything else.
    private mutating func choose(_ read: TextBlock) {
        let text = String(decoding: read.bytes, as: UTF8.self)
        guard !Self.choosing.contains(where: text.hasPrefix) else { return }
        let hasCoin = EvidenceReader.isAsset(read.bytes)
        let hasRail = !EvidenceReader.methodRanges(read.bytes).isEmpty
        let namesYuan = CoinForRail.namesYuan(read.bytes)
        let isRail = !hasCoin && (hasRail || namesYuan)
        let kind: Kind = isRail ? .rails : hasCoin && !hasRail ? .coins : .other
        var list =
            lists[read.block.list]
            ?? List(kind: kind, hasRail: false, hasCoin: false, rail: nil, first: read.block)
        if list.kind != kind { list.kind = .other }
        list.hasRail = list.hasRail || hasRail
        list.hasCoin = list.hasCoin || hasCoin
        if list.rail == nil, !hasCoin, hasRail, namesYuan { list.rail = read.block }
        lists[read.block.list] = list
    }

    /// Exchangers change much else as well, so that their lists hold coins beside dollars and yuan of a rail beside
    /// roubles of a bank: what is given in one list, what is got in the other. Who lists ways to pay has them in one.
    private var exchanged: [Block]? {
        let given = lists.values.filter { $0.hasCoin && !$0.hasRail }.map(\.first)
        let got = lists.values.filter { !$0.hasCoin }.compactMap(\.rail)
        guard let coin = Self.first(given), let rail = Self.first(got) else { return nil }
        return [coin, rail]
    }

    /// - Parameter isClean: no coin is listed among ways to pay.
    func evidence(isClean: Bool) -> [SiteEvidence] {
        guard isClean else { return [] }
        var found: [SiteEvidence] = []
        let rails = lists.values.filter { $0.kind == .rails && $0.hasRail }.map(\.first)
        let coins = lists.values.filter { $0.kind == .coins }.map(\.first)
        if let rail = Self.first(rails), let coin = Self.first(coins) {
            found.append(Self.item("coin_offer", 0.5, [rail, coin]))
        } else if let rail = Self.first(rails), let asked {
            // So many coins are put in, and a rail is chosen for them.
            found.append(Self.item("coin_offer", 0.5, [rail, asked]))
        } else if let exchanged {
            found.append(Self.item("coin_offer", 0.5, exchanged))
        }
        if hasLeast, hasMost, isPriced, isPublished, let coin = coin ?? kind {
            found.append(Self.item("coin_offer", 0.5, [coin]))
        }
        if paysOut, asksAmount, let coin, let price { found.append(Self.item("coin_leaflet", 0.55, [coin, price])) }
        return found
    }

    private static func first(_ blocks: [Block]) -> Block? {
        blocks.min { $0.range.lowerBound < $1.range.lowerBound }
    }

    private static func item(_ code: String, _ weight: Double, _ blocks: [Block]) -> SiteEvidence {
        let low = blocks.map(\.range.lowerBound).min() ?? 0
        return SiteEvidence(
            .crypto, code, weight, quote: blocks.map(\.text).joined(separator: " | "), place: "text",
            line: blocks.first?.line ?? 0, span: low..<(blocks.map(\.range.upperBound).max() ?? low))
    }
}
