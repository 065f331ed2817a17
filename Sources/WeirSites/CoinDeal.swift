/// A verb of trade next to a coin in a label: 买入USDT, USDT代购, buy 100 BTC; or a coin priced in yuan: USDT/CNY.
enum CoinDeal {
    private static let verbs = PhraseFinder(
        [
            "买入", "卖出", "购买", "出售", "收购", "回收", "兑换", "代购", "代买", "代卖", "变现", "套现", "buy", "sell", "buying", "selling",
            "释放", "换成", "换取", "seller", "sellers", "求购", "买卖", "找换", "闪兑", "秒兑", "互兑", "申购", "抢购", "起售", "起卖", "起兑",
            "起收", "直供", "批发",
            "exchange", "swap", "convert", "cash out", "purchase",
            "chushou", "shougou", "goumai", "maichu", "mairu",
            // The same in the languages of mirrors.
            "구매", "판매", "매수", "매도", "환전", "購入", "販売", "売却", "買う", "売る", "両替", "купить", "продать", "обмен", "mua",
            "bán", "đổi",
            "comprar", "vender", "compra", "venta", "ซื้อ", "ขาย", "แลก", "beli", "jual", "acheter", "vendre", "kaufen",
            "verkaufen",
            "شراء", "بيع", "satın al", "兑", "自助售卖", "售卖", "买取", "買取", "両替", "삽니다", "팝니다", "매입", "покупаем", "продаем",
            "продаём", "меняем", "обмениваем", "куплю", "продам", "отдам", "отдаю", "отдаст", "обменяю", "покупка",
            "продажа", "compramos", "vendemos",
            "cambiamos",
            "compro", "vendo", "jual beli", "tukar", "รับซื้อ", "รับแลก", "trocamos", "échange", "ankauf", "verkauf",
            // What the customer gets.
            "得到", "获得", "约得", "可得", "到账", "认购", "预售", "get", "you get", "receive", "получаете", "получить", "nhận",
            "받기", "recibir",
        ])
    /// Done with coins by those who deal in them, and by those who take and give them for something else.
    private static let moves = PhraseFinder([
        "充值", "提现", "top up", "top-up", "deposit", "withdraw", "recharge",
    ])
    /// What an order is for, before its name.
    private static let goods = PhraseFinder([
        "商品", "商品名称", "货品", "产品", "订单内容", "购买内容", "product", "item", "goods", "description",
    ])
    /// Before what a payer is to write, where it counts coins: 备注：USDT*100.
    private static let notes = PhraseFinder(["备注", "说明", "摘要", "用途", "附言", "remark", "note", "memo", "details"])
    private static let pairs = PhraseFinder(
        [
            "usdt/cny", "cny/usdt", "usdt/人民币", "btc/cny", "eth/cny", "usdt-cny", "usdt_cny", "usdt/rmb", "cny/btc",
            "btc/人民币",
        ])

    /// Where verb and coin stand, at most three characters apart, with no stop between.
    static func range(in bytes: [UInt8], _ innocent: [Range<Int>]) -> Range<Int>? {
        if let pair = market(in: bytes) { return pair }
        if let credit = credit(in: bytes) ?? ordered(in: bytes) { return credit }
        if let deal = single(in: bytes, innocent) { return deal }
        let verbs = verbs.matches(bytes).map(\.range)
        guard !verbs.isEmpty else { return nil }
        for asset in EvidenceReader.assetRanges(bytes) where !innocent.contains(where: { $0.overlaps(asset) }) {
            for verb in verbs {
                let gap =
                    asset.lowerBound >= verb.upperBound
                    ? verb.upperBound..<asset.lowerBound : asset.upperBound..<max(asset.upperBound, verb.lowerBound)
                if isShort(bytes[gap]) {
                    return min(asset.lowerBound, verb.lowerBound)..<max(asset.upperBound, verb.upperBound)
                }
            }
        }
        return nil
    }

    /// One character that says it all, where nothing stands between it and the coin: 卖BTC, 【收】USDT.
    private static let single = PhraseFinder(["买", "卖", "收", "出", "换", "购", "售"])
    private static let otherSingle = PhraseFinder([
        "支出", "产出", "输出", "退出", "付出", "转出", "签收", "吸收", "没收", "税收", "更换", "外卖", "接收", "回收站", "验收", "应收",
    ])

    static func single(in bytes: [UInt8], _ innocent: [Range<Int>]) -> Range<Int>? {
        let others = otherSingle.matches(bytes).map(\.range)
        let verbs = single.matches(bytes).map(\.range).filter { verb in !others.contains { $0.overlaps(verb) } }
        guard !verbs.isEmpty else { return nil }
        for asset in EvidenceReader.assetRanges(bytes) where !innocent.contains(where: { $0.overlaps(asset) }) {
            for verb in verbs where verb.upperBound <= asset.lowerBound && asset.lowerBound - verb.upperBound <= 4 {
                let gap = String(decoding: bytes[verb.upperBound..<asset.lowerBound], as: UTF8.self)
                if gap.allSatisfy({ " 】」]）):：.·*-".contains($0) }) { return verb.lowerBound..<asset.upperBound }
            }
        }
        return nil
    }

    /// 买卖 USDT、BTC、ETH: coins that are dealt in, one after another, and not a word more.
    static func isList(_ bytes: [UInt8]) -> Bool {
        let coins = EvidenceReader.assetRanges(bytes)
        let done = verbs.matches(bytes).map(\.range)
        guard coins.count >= 2, !done.isEmpty, bytes.count <= 80, !asks(bytes) else { return false }
        var rest = bytes
        for range in coins + done { for i in range { rest[i] = 32 } }
        return TextBlock.units(rest.filter { $0 != 44 && $0 != 46 }.filter { $0 < 0x80 }) == 0
            && rest.allSatisfy { $0 < 0x80 || [0xE3, 0x80, 0x81].contains($0) }
    }

    /// At most three characters and no stop; a sum does not count: buying 0.015 BTC.
    private static func isShort(_ gap: ArraySlice<UInt8>) -> Bool {
        let rest = gap.filter { !(48...57).contains($0) && $0 != 46 }
        return rest.count <= 9 && gap.count <= 20 && !rest.contains { [33, 59, 63].contains($0) }
            && (rest.count == gap.count ? !rest.contains(44) : true)
    }

    /// 商品：USDT×80, 商品：100枚泰达币.
    private static func ordered(in bytes: [UInt8]) -> Range<Int>? {
        for goods in goods.matches(bytes).map(\.range) {
            for asset in EvidenceReader.assetRanges(bytes) where asset.lowerBound >= goods.upperBound {
                let gap = bytes[goods.upperBound..<asset.lowerBound]
                if gap.first == 58 || gap.first == 32, isShort(gap) { return goods.lowerBound..<asset.upperBound }
            }
        }
        for note in notes.matches(bytes).map(\.range) where TextBlock.units(bytes) <= 10 {
            for asset in EvidenceReader.assetRanges(bytes) where asset.lowerBound >= note.upperBound {
                let isNext = asset.lowerBound - note.upperBound <= 2
                let isCounted = OfferWindow.numbers(bytes).contains { abs($0.lowerBound - asset.upperBound) <= 3 }
                if isNext, isCounted { return note.lowerBound..<asset.upperBound }
            }
        }
        return nil
    }

    /// Coins paid in or out: USDT充值, 提现 BTC, top up USDT.
    static func moved(in bytes: [UInt8]) -> [Range<Int>] {
        let moves = moves.matches(bytes).map(\.range)
        guard !moves.isEmpty else { return [] }
        var found: [Range<Int>] = []
        for asset in EvidenceReader.assetRanges(bytes) {
            for move in moves {
                let (first, second) = asset.lowerBound < move.lowerBound ? (asset, move) : (move, asset)
                guard first.upperBound <= second.lowerBound else { continue }
                if bytes[first.upperBound..<second.lowerBound].allSatisfy({ $0 == 32 }) {
                    found.append(first.lowerBound..<second.upperBound)
                }
            }
        }
        return found
    }

    private static let software = PhraseFinder([
        "api", "sdk", "接口", "插件", "文档", "对接", "开发", "源码", "plugin", "plug-in", "integration", "docs", "webhook",
    ])

    /// USDT 充值接口: what programmers are told of, and nobody is offered.
    static func isOfSoftware(_ bytes: [UInt8]) -> Bool { !software.matches(bytes).isEmpty }

    /// A coin priced in yuan, as markets are called.
    static func market(in bytes: [UInt8]) -> Range<Int>? { pairs.matches(bytes).first?.range }

    /// So many coins put to an account for what is paid: 充值 100 USDT; not 最低充值 10 USDT, which is what may be paid in.
    private static func credit(in bytes: [UInt8]) -> Range<Int>? {
        for verb in Scan.ranges(of: "充值", in: bytes, most: 4) {
            let head = String(decoding: bytes[..<verb.lowerBound].suffix(9), as: UTF8.self)
            guard !["最低", "最少", "最小", "起", "每次", "单笔"].contains(where: head.hasSuffix) else { continue }
            for asset in EvidenceReader.assetRanges(bytes) where asset.lowerBound > verb.upperBound {
                let between = bytes[verb.upperBound..<asset.lowerBound].filter { $0 != 32 }
                let isNumber = between.allSatisfy { (48...57).contains($0) || $0 == 44 || $0 == 46 }
                if !between.isEmpty, isNumber { return verb.lowerBound..<asset.upperBound }
            }
        }
        return nil
    }

    /// Words of trade, each place once: of those that overlap the longest.
    static func words(_ found: [Range<Int>], _ innocent: [Range<Int>]) -> [Range<Int>] {
        var kept: [Range<Int>] = []
        for range in found.sorted(by: { ($1.count, $0.lowerBound) < ($0.count, $1.lowerBound) }) {
            guard !innocent.contains(where: { $0.overlaps(range) && $0.count > range.count }),
                !kept.contains(where: { $0.overlaps(range) })
            else { continue }
            kept.append(range)
        }
        return kept.sorted { $0.lowerBound < $1.lowerBound }
    }

    private static let questions = PhraseFinder([
        "安全吗", "靠谱吗", "合法吗", "违法吗", "犯法吗", "可信吗", "会不会", "有没有风险", "求助", "求推荐", "求靠谱", "is it safe", "is it legal",
        "безопасно ли", "có an toàn", "如何", "怎么", "怎样", "哪里", "何处", "教你", "how to", "how do i", "where to",
        "where can i", "ways to",
    ])

    static func asks(_ bytes: [UInt8]) -> Bool { !questions.matches(bytes).isEmpty }

    /// What becomes of those who dealt in coins: the headline of a law firm or the police, and no offer. Words that
    /// traders use themselves (冻卡, 黑钱, 涉案) are not among them.
    private static let courts = PhraseFinder([
        "被抓", "被捕", "被刑拘", "判刑", "获刑", "量刑", "律师", "辩护", "帮信罪", "掩隐罪", "非法经营罪", "构成犯罪", "嫌疑人", "庭审", "检察院", "怎么办",
        "裁判要旨", "裁判文书", "骗徒以", "骗徒冒充", "骗徒声称", "骗徒利用", "受害人", "事主", "原告", "被告", "法院认为", "法院认定", "判决书",
        "arrested", "sentenced", "lawyer", "attorney", "prosecutor",
    ])

    static func tellsOfCourts(_ bytes: [UInt8]) -> Bool { !courts.matches(bytes).isEmpty }

    private static let changes = [
        "修复", "优化", "改进", "修正", "fix", "fixed", "fixes", "bugfix", "improved", "improve", "исправ",
    ]
    .map { String(decoding: FoldedText($0).bytes, as: UTF8.self) }

    /// A line of what a new version does otherwise: 修复卖出 BTC 时成本错误.
    static func isOfRelease(_ bytes: [UInt8]) -> Bool {
        let text = String(decoding: bytes.prefix(24), as: UTF8.self)
        return changes.contains(where: text.hasPrefix)
    }

    /// How one buys coins, or where, is told by those who take coins for something else.
    static func isAsked(_ deal: Range<Int>, in bytes: [UInt8]) -> Bool {
        let head = Array(bytes[max(0, deal.lowerBound - 24)..<min(bytes.count, deal.lowerBound + 12)])
        return asks(head)
    }
}
