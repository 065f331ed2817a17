/// A sentence in which whoever writes it offers to change coins for money of a rail, or the other way round:
/// 我们收取客户的 USDT, 并将人民币打入客户指定的支付宝; we settle with you in Tether, your customers pay by Alipay.
///
/// Newspapers tell the same of others, and in the past; shops take coins for something else. So the verb must be one of
/// offering, spoken by or to somebody, beside a coin and beside yuan or a rail.
struct ExchangeStatement {
    private static let offers = PhraseFinder([
        "我们收", "我收", "收取您", "收取客户", "打入您", "打入客户", "打到您", "打到你", "打给您", "打给你", "付给您", "付给你", "转我", "转给我", "平价出", "出给",
        "长期收", "长期出", "专收", "快速结汇", "大额结汇", "换汇服务",
        "回收您", "帮您换", "帮你换", "为您兑换", "帮您兑换", "给您结算", "之间的兑换", "兑换服务", "大额兑换", "找换服务", "承兑服务", "为您代购", "本店收", "本店出",
        "sell us", "get yuan", "get rmb", "get cny", "we buy", "we sell", "we exchange", "we swap", "we convert",
        "we settle", "we pay", "pay you", "send you",
        "settle with you", "get paid", "send us", "pay us", "our desk",
        "принимаем", "отправляем", "отправим", "продаем", "продаём", "покупаем", "меняем", "обмениваем", "выплачиваем",
        "переводим", "пришлем", "пришлём",
        "보내드립", "입금해드", "환전해드", "판매합니다", "매입합니다", "삽니다", "팝니다", "販売して", "買取", "両替", "お支払いいただ", "お送りし", "振り込み",
        "nhận đổi", "thu mua", "chúng tôi mua", "chúng tôi bán", "chuyển cho bạn", "รับแลก", "รับซื้อ", "เราขาย",
        "pagamos a tu", "pagamos a tus", "pagamos a su", "pagamos a sus", "pagamos ao seu", "pagamos aos seus",
        "compramos", "vendemos", "cambiamos", "te pagamos", "le pagamos", "trocamos", "nous achetons", "nous vendons",
        "nous échangeons", "nous payons", "wir kaufen", "wir verkaufen", "wir tauschen", "wir zahlen", "alıyoruz",
        "satıyoruz", "ödüyoruz", "gönderiyoruz", "نشتري", "نبيع", "نحول", "ندفع", "kami beli", "kami jual", "jual beli",
        "kami tukar",
    ])
    /// Coins that are taken for something else; help, fees, law.
    private static let others = PhraseFinder([
        "余额", "额度", "会员", "套餐", "订阅", "节点", "流量", "商品", "律师", "法院", "公安", "警方", "冻结", "据悉", "记者", "报道", "教程", "不提供",
        "不从事", "从不",
        "学费", "balance", "credits", "subscription", "premium", "lawyer", "police", "court", "reported", "goods",
        "donation", "donate", "赞助", "打赏", "捐",
    ])
    private static let longest = 1_200

    /// Blocks after it in which a rail may be named.
    private static let reach = 3

    private var heading: TextBlock?
    /// An offer that names no rail yet.
    private var open: (block: TextBlock, age: Int)?
    private(set) var found: (block: Block, methods: [String])?
    /// The sentence names all three: the coin, yuan, and the rail that they go over.
    private var isWhole = false
    /// The coin is not named in it, but elsewhere on the page.
    private(set) var needsCoin = false

    /// Takes note of a block that is seen: with its heading where that is the one before, and with a rail that follows.
    mutating func add(_ read: TextBlock) {
        let before = heading
        heading = read.isHeading ? read : nil
        guard found?.methods.isEmpty ?? true, !read.isTitle, read.bytes.count <= Self.longest else { return }
        // Whoever asks the reader for what he has in a wallet takes it: do you have yuan on Alipay?
        let isDesk = DeskSentence.says(read.bytes) && Self.others.matches(read.bytes).isEmpty
        let rails = Self.rails(read, takesAsked: isDesk)
        if let offer = open, offer.age < Self.reach, !rails.isEmpty, !read.isMeans {
            found = (offer.block.block, rails)
            return
        }
        open = open.map { ($0.block, $0.age + 1) }
        if found == nil, !isDesk, DeskSentence.saysOfNamed(read.bytes), Self.others.matches(read.bytes).isEmpty {
            (found, needsCoin, isWhole) = ((read.block, rails), true, !rails.isEmpty)
            return
        }
        let isAddressed = Self.isAddressed(read.bytes)
        guard !read.isMeans, isDesk || isAddressed || Self.offers(read.bytes) else { return }
        let bytes = read.bytes + [32] + (before?.bytes ?? [])
        // Nobody but who deals in coins sets them free: 我马上放币给你.
        let isOfTrade = isAddressed && !rails.isEmpty && !EvidenceReader.trade.matches(read.bytes).isEmpty
        guard Self.namesCoin(bytes) || isOfTrade else { return }
        let hasMoney = isDesk || CoinForRail.namesYuan(bytes)
        isWhole = isDesk && !rails.isEmpty
        if rails.isEmpty { open = (read, 0) }
        if !rails.isEmpty || hasMoney && found == nil { (found, needsCoin) = ((read.block, rails), false) }
    }

    private static func rails(_ read: TextBlock, takesAsked: Bool) -> [String] {
        let named = EvidenceReader.methodFinder.matches(read.bytes).filter {
            takesAsked || MethodOffer.isNamed($0.range, in: read.bytes)
        }
        return Array(Set(named.map { EvidenceReader.methodNames[$0.phrase] })).sorted()
    }

    /// An offer that no question is.
    private static func offers(_ bytes: [UInt8]) -> Bool {
        !offers.matches(bytes).isEmpty && Scan.range(of: "?", in: bytes) == nil && others.matches(bytes).isEmpty
            && !CoinDeal.tellsOfCourts(bytes) && DeniedDeals.ranges(in: bytes).isEmpty
    }

    private static let received = ["转到我", "打到我", "发到我", "转给我", "打给我", "发给我"]
    private static let given = [
        "放币给你", "放币给您", "打币给你", "打币给您", "转账给你", "转账给您", "打款给你", "打款给您",
    ]
    private static let troubles = PhraseFinder(["骗", "被冻", "冻了", "报警", "警察", "赃款", "黑钱"])
    /// Bytes between who is spoken to and what they are to do.
    private static let reachOfYou = 48

    /// Said to a reader of the one who says it: 你把 USDT 转到我的地址, 我马上放币给你. Who tells what happened to them says
    /// it of somebody else.
    private static func isAddressed(_ bytes: [UInt8]) -> Bool {
        guard Scan.range(of: "?", in: bytes) == nil, others.matches(bytes).isEmpty, troubles.matches(bytes).isEmpty,
            !CoinDeal.tellsOfCourts(bytes), DeniedDeals.ranges(in: bytes).isEmpty
        else { return false }
        if given.contains(where: { Scan.range(of: $0, in: bytes) != nil }) { return true }
        return received.contains { word in
            Scan.ranges(of: word, in: bytes, most: 4).contains { range in
                let head = String(decoding: bytes[..<range.lowerBound].suffix(reachOfYou), as: UTF8.self)
                return head.contains("你") || head.contains("您")
            }
        }
    }

    private static func namesCoin(_ bytes: [UInt8]) -> Bool {
        EvidenceReader.isAsset(bytes) || ShortCoin(bytes).isNamed
    }

    var evidence: SiteEvidence? {
        found.map { found in
            SiteEvidence(
                .crypto, "coin_offer", isWhole ? 0.6 : 0.5, quote: found.block.text, place: "text",
                line: found.block.line,
                span: found.block.range)
        }
    }
}
