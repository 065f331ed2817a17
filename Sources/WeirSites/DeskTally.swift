/// A desk in few words: a coin, what one costs, and what one does there, wherever each of them stands, in whatever
/// order, language and spelling: "출 7.25", "U 现货 | 7.18", "Юани за USDT | 7,04".
///
/// Each of them alone is on many pages. Together, on a page of few words that takes money of a rail and speaks neither
/// of another money nor of markets, they are an offer; see `SiteScore`.
struct DeskTally {
    /// What is done with coins at a desk, in the languages of those who have one.
    private static let ways = PhraseFinder(
        [
            "买", "卖", "兑", "换", "购", "出售", "回收", "现货", "到账", "for sale", "in stock", "秒到", "秒结", "到您", "到你", "buy",
            "sell", "exchange", "swap",
            "convert", "cash out",
            "settle", "settles", "settlement", "receive", "purchase", "обмен", "обменять", "обмениваем", "меняем",
            "купить", "продать", "куплю", "продам", "покупка", "продажа", "покупаем", "продаем", "продаём",
            "отправляем",
            "đổi", "mua", "bán", "환전", "구매", "판매", "매입", "매도", "삽니다", "팝니다", "살때", "팔때", "販売", "買取", "両替", "購入",
            "แลก", "ซื้อ", "ขาย", "compra", "venta", "compro", "vendo", "comprar", "vender", "compramos", "vendemos",
            "cambio", "cambiar", "cambiamos", "troca", "trocar", "trocamos", "achat", "vente", "acheter", "vendre",
            "échange", "kaufen", "verkaufen", "ankauf", "verkauf", "tausch", "satın al", "satış", "alış", "bozdur",
            "شراء", "بيع", "تحويل", "صرف", "tukar", "beli", "jual", "alım", "satım", "alınır", "satılır", "alırız",
            "rachat", "achète", "achetons", "rachetons", "vend", "vendons", "compriamo", "vendiamo", "compra e vendi",
            "acquisto", "vendita", "venda", "vendemos", "compraventa", "ankaufen", "kaufe", "verkaufe", "skup", "kupno",
            "sprzedaż", "skupujemy", "kupię", "sprzedam", "wymiana", "купівля", "купую", "продаж", "продаю", "обмін",
            "сатып", "сатамыз", "сату", "авна", "зарна", "худалдан", "خرید", "فروش", "खरीद", "बेच", "교환", "買います",
            "売ります", "shou", "chu", "chushou", "shougou", "duihuan",
        ])
    /// In these words one of them means something else.
    private static let otherWays = PhraseFinder([
        "换行", "换页", "换肤", "切换", "更换", "替换", "兑现", "购物", "外卖", "卖点", "换算", "currency exchange", "exchange rate",
    ])
    /// A picture called by a coin may be one of a way to pay, so that a price and a button to buy are any shop's.
    private static let buying = PhraseFinder([
        "购买", "立即购买", "购", "buy", "purchase", "mua", "купить", "구매", "購入", "comprar", "acheter", "kaufen",
    ])
    /// What may stand beside a coin's name where the coin is what is in the shop: USDT 自动发货; not USDT 主题徽章.
    private static let besideGoods = PhraseFinder([
        "购买", "出售", "转让", "现货", "代购", "代充", "充值", "直充", "卡密", "兑换码", "自动", "发货", "秒到", "秒发", "到账", "链", "波场", "个", "枚",
        "买", "卖", "buy", "sell", "order", "for sale", "in stock",
    ])
    private static let mostBesideGoods = 2
    private static let arrows: Set<Unicode.Scalar> = [
        "→", "⇒", "➜", "➔", "⇄", "⇆", "⇋", "⇌", "↔", "⇅", "💱", "➡", "⟶", "⟷", "🔄", "🔁", "👉",
    ]
    /// Other moneys, other goods, markets: a price there is no coin's.
    private static let others = PhraseFinder([
        "美元", "美金", "美刀", "港币", "港元", "欧元", "日元", "韩元", "英镑", "usd", "hkd", "eur", "gbp", "jpy", "krw", "dollar",
        "dollars", "行情", "走势", "k线", "涨幅", "跌幅", "涨跌", "更新于", "数据来源", "均价", "年化", "收益", "矿池", "挖矿", "矿机", "年费", "会费",
        "换算", "教程", "骗局", "都是骗", "别信", "上当", "反诈", "96110", "scam", "法院", "裁判", "原告", "被告", "纠纷", "涉案", "警方", "积分",
        "etf", "etfs", "话费", "油卡", "金币", "q币", "点券", "游戏", "会员", "门票",
        "chart", "market cap", "average", "updated",
        "delayed", "converter", "calculator", "index", "api", "docs", "yield", "ticket", "premium", "points",
    ])
    private static let foreign: Set<Character> = ["$", "€", "£", "₩", "₹"]
    private static let hosts = ["t.me/", "wa.me/", "line.me/", "zalo.me/", "whatsapp"]
    private static let contacts = PhraseFinder([
        "飞机", "电报", "纸飞机", "telegram", "whatsapp", "line", "zalo", "kakao", "카톡", "客服", "加微", "私聊", "联系我", "找我", "下单",
        "tg",
        "wa", "viber", "скайп",
    ])
    private static let fields: Set<String> = ["button", "input", "textarea", "option"]
    /// Yuan for one stablecoin: narrower than what it may ever cost, because no name stands beside it.
    private static let band = 6.2...7.95
    private static let longest = 200
    private static let longestSentence = 24

    private var coin: Block?
    private var price: Block?
    /// A sentence that deals in a coin over a rail, without a price.
    private var deal: Block?
    /// The rails that it names.
    private(set) var methods: [String] = []
    private var hasWay = false
    private var doesMoreThanSell = false
    /// Something else says what is done here than a button to buy, which every shop has.
    private var hasOwnWay = false
    private var isGoods = false
    /// So many of something are offered, and it has not been named yet.
    private var isCounting = false
    private var hasContact = false
    private var isOfOther = false
    private var kinds: Set<[UInt8]> = []
    private static let mostKinds = 3

    init(title: String) {
        let bytes = FoldedText(title).bytes
        note(title, bytes)
        if Self.names(title, bytes) {
            coin = Block(text: title, element: "title", line: 1, range: 0..<0, pieces: [])
            isGoods = Self.isGoods(bytes)
        }
    }

    /// Takes note of a block that is seen.
    mutating func add(_ read: TextBlock) {
        let (bytes, text) = (read.bytes, read.block.text)
        guard bytes.count <= Self.longest else { return }
        if Self.fields.contains(read.block.element) { hasContact = true }
        note(text, bytes)
        count(read)
        for coin in EvidenceReader.assetRanges(bytes) { kinds.insert(Array(bytes[coin])) }
        // What a long sentence tells of, it offers to nobody.
        guard !CoinDeal.asks(bytes), DeniedDeals.ranges(in: bytes).isEmpty else { return }
        if deal == nil, !read.isMeans, !read.isTitle { noteDeal(read) }
        guard read.tone != .prose || TextBlock.units(bytes) <= Self.longestSentence else { return }
        if !read.isMeans, Self.names(text, bytes) {
            if coin == nil { coin = read.block }
            if Self.isGoods(bytes) { isGoods = true }
        }
        if price == nil, Self.isPriced(bytes) { price = read.block }
    }

    private mutating func noteDeal(_ read: TextBlock) {
        let rails = ShortDeal.rails(of: read.bytes)
        guard !rails.isEmpty else { return }
        (deal, methods) = (read.block, rails)
    }

    private mutating func note(_ text: String, _ bytes: [UInt8]) {
        if !Self.others.matches(bytes).isEmpty || text.contains(where: Self.foreign.contains)
            || PlainDeals.speaksOfOthers(bytes) || CoinDeal.tellsOfCourts(bytes)
        {
            isOfOther = true
        }
        let other = Self.otherWays.matches(bytes).map(\.range)
        let done = Self.ways.matches(bytes).filter { way in !other.contains { $0.overlaps(way.range) } }
        let bought = Self.buying.matches(bytes).map(\.range)
        if done.contains(where: { way in !bought.contains { $0.overlaps(way.range) } }) { doesMoreThanSell = true }
        let isShown =
            !ShortCoin(bytes).deals.isEmpty || text.unicodeScalars.contains(where: Self.arrows.contains)
            || Self.hasRange(bytes) || Self.goesBothWays(bytes) || Self.sells(bytes)
        if !done.isEmpty || isShown { hasWay = true }
        if doesMoreThanSell || isShown { hasOwnWay = true }
        if !Self.contacts.matches(bytes).isEmpty || bytes.contains(64) { hasContact = true }
    }

    /// 出 800 个, 7.19, USDT: so many of what is named next; of stickers, if these are.
    private mutating func count(_ read: TextBlock) {
        let bytes = read.bytes
        if Self.names(read.block.text, bytes) {
            if isCounting || Self.countsDeal(bytes) { (hasWay, hasOwnWay) = (true, true) }
            isCounting = false
        } else if Self.countsDeal(bytes) {
            isCounting = true
            // The coin stood before it.
            if coin != nil { (hasWay, hasOwnWay) = (true, true) }
        } else if !read.isMeans, !LeafletQuote.isPrice(bytes), Self.ways.matches(bytes).isEmpty {
            isCounting = false
        }
    }

    /// A coin by itself, or with a word of what is done with it; a coin in the name of something else is a badge or a
    /// book: USDT 主题徽章.
    static func offers(_ bytes: [UInt8]) -> Bool {
        let other = otherWays.matches(bytes).map(\.range)
        return isGoods(bytes) || ways.matches(bytes).contains { way in !other.contains { $0.overlaps(way.range) } }
            || !ShortCoin(bytes).deals.isEmpty || CoinDeal.range(in: bytes, []) != nil
    }

    /// A coin's name, and hardly a word more than goods have.
    static func isGoods(_ bytes: [UInt8]) -> Bool {
        var rest = bytes
        let short = ShortCoin(bytes)
        let known = EvidenceReader.assetRanges(bytes) + short.deals + short.counts + OfferWindow.numbers(bytes)
        for range in known + besideGoods.matches(bytes).map(\.range) { for i in range { rest[i] = 32 } }
        return TextBlock.units(rest) <= mostBesideGoods
    }

    /// A dollar coin by its name, its sign, or its letter alone.
    private static func names(_ text: String, _ bytes: [UInt8]) -> Bool {
        if OfferRows.isStable(bytes), EvidenceReader.isAsset(bytes) { return true }
        return text.contains("₮") || ShortCoin(bytes).isNamed || stands(bytes)
    }

    /// `U` by itself in a line of few words, or behind a character: 现货U, T网U, and nothing after it that makes another
    /// word of it.
    private static func stands(_ bytes: [UInt8]) -> Bool {
        guard bytes.count <= 60, Scan.range(of: "u盘", in: bytes) == nil else { return false }
        return CoinForRail.bare(bytes).contains { letter in
            let rest = String(decoding: bytes[letter.upperBound...].prefix(4), as: UTF8.self).trimmingSpaces
            let next = rest.first
            return next == nil || rest.hasPrefix("for") || "↔→⇄⇌,.，。|/:现兑换秒到结".contains(next ?? " ")
        }
    }

    /// What one costs: 7.24, 7,24; or a round count of something, and a sum that comes to as much a piece.
    private static func isPriced(_ bytes: [UInt8]) -> Bool {
        guard !OfferWindow.pricesOther(bytes) else { return false }
        let numbers = OfferWindow.numbers(bytes)
        if numbers.contains(where: { PlainDeals.isPrice($0, in: bytes) && isInBand(bytes[$0], over: 1) }) {
            return true
        }
        if SpokenPrice.find(bytes).contains(where: band.contains) { return true }
        return zip(numbers, numbers.dropFirst()).contains { count, sum in
            guard let pieces = Figure(bytes[count]), pieces.decimals == 0, pieces.value >= 50,
                pieces.value.truncatingRemainder(dividingBy: 10) == 0
            else { return false }
            let (head, tail) = OfferWindow.around(sum, bytes)
            return OfferWindow.isMoney(head, tail) && isInBand(bytes[sum], over: pieces.value)
        }
    }

    private static func isInBand(_ number: ArraySlice<UInt8>, over count: Double) -> Bool {
        Figure(number).map { band.contains($0.value / count) } ?? false
    }

    /// 出 100 个, 收 7.1: done by the number.
    private static func countsDeal(_ bytes: [UInt8]) -> Bool {
        let text = Array(String(decoding: bytes, as: UTF8.self)).filter { $0 != " " }
        return text.indices.dropLast().contains { i in
            "出收".contains(text[i]) && text[i + 1].isASCII && text[i + 1].isNumber
                && (i == 0 || !"支产输签月年税营退付转".contains(text[i - 1]))
        }
    }

    /// 出 USDT; who takes coins for something else says 收.
    private static func sells(_ bytes: [UInt8]) -> Bool {
        CoinDeal.single(in: bytes, []).map { !String(decoding: bytes[$0], as: UTF8.self).hasPrefix("收") } ?? false
    }

    /// 出 / 收 as a label, and one thing taken and given, whatever it is called: 收油出油.
    private static func goesBothWays(_ bytes: [UInt8]) -> Bool {
        guard bytes.count <= longest, Scan.range(of: "收", in: bytes) != nil, Scan.range(of: "出", in: bytes) != nil
        else {
            return false
        }
        let text = Array(String(decoding: bytes, as: UTF8.self)).filter { !" /|、,".contains($0) }
        if text.count == 2, Set(text) == ["出", "收"] { return true }
        func after(_ verb: Character) -> Set<Character> {
            let named = text.indices.dropLast().filter { text[$0] == verb }.map { text[$0 + 1] }
            return Set(named.filter { !$0.isASCII && !"入口货款付支发".contains($0) })
        }
        return !after("收").isDisjoint(with: after("出"))
    }

    /// From so much to so much: 500—20000, 1-500 枚.
    private static func hasRange(_ bytes: [UInt8]) -> Bool {
        let numbers = OfferWindow.numbers(bytes)
        return zip(numbers, numbers.dropFirst()).contains { low, high in
            guard let least = Figure(bytes[low]), let most = Figure(bytes[high]), least.decimals == 0,
                most.value >= 100, most.value >= 5 * least.value
            else { return false }
            let between = String(decoding: bytes[low.upperBound..<high.lowerBound], as: UTF8.self)
            return ["-", "–", "—", "~", "～", "至"].contains(between.filter { $0 != " " })
        }
    }

    /// - Parameters:
    ///   - pictures: how many pictures and classes are called by a coin, and not by a way to pay.
    ///   - leads: a link of the page leads to a talk, or a code to a payment.
    func evidence(pictures: Int, leads: Bool) -> SiteEvidence? {
        guard !isOfOther, kinds.count <= Self.mostKinds else { return nil }
        guard hasWay, let price, coin != nil || pictures > 0 && doesMoreThanSell, coin == nil || hasOwnWay || isGoods
        else { return deal.map(Self.item) }
        let blocks = [coin, price].compactMap { $0 }.filter { !$0.range.isEmpty }
        let low = blocks.map(\.range.lowerBound).min() ?? price.range.lowerBound
        return SiteEvidence(
            .crypto, "coin_leaflet", hasContact || leads ? 0.62 : 0.55,
            quote: [coin?.text, price.text].compactMap { $0 }.joined(separator: " | "), place: "text",
            line: price.line, span: low..<(blocks.map(\.range.upperBound).max() ?? price.range.upperBound))
    }

    private static func item(_ deal: Block) -> SiteEvidence {
        SiteEvidence(
            .crypto, "coin_leaflet", 0.55, quote: deal.text, place: "text", line: deal.line,
            span: deal.range.isEmpty ? nil : deal.range)
    }

    /// Whether an address is one where people talk.
    static func leadsToTalk(_ address: String) -> Bool {
        let address = address.lowercased()
        return hosts.contains(where: address.contains)
    }
}
