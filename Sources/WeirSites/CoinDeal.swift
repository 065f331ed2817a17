/// A verb of trade next to a coin in a label: 买入USDT, USDT代购, buy 100 BTC; or a coin priced in yuan: USDT/CNY.
enum CoinDeal {
    private static let verbs = PhraseFinder(
        [
            "买入", "卖出", "购买", "出售", "收购", "回收", "兑换", "代购", "代买", "代卖", "变现", "套现", "buy", "sell", "充值", "提现", "求购",
            "chushou", "shougou", "goumai", "maichu", "mairu",
            // The same in the languages of mirrors.
            "구매", "판매", "매수", "매도", "환전", "購入", "販売", "売却", "買う", "売る", "両替", "купить", "продать", "обмен", "mua",
            "bán", "đổi",
            "comprar", "vender", "compra", "venta", "ซื้อ", "ขาย", "แลก", "beli", "jual", "acheter", "vendre", "kaufen",
            "verkaufen",
            "شراء", "بيع", "satın al", "兑", "自助售卖", "售卖",
            // What the customer gets.
            "得到", "获得", "到账", "认购", "预售", "get", "you get", "receive", "получаете", "получить", "nhận", "받기", "recibir",
        ])
    private static let pairs = PhraseFinder(
        [
            "usdt/cny", "cny/usdt", "usdt/人民币", "btc/cny", "eth/cny", "usdt-cny", "usdt_cny", "usdt/rmb", "cny/btc",
            "btc/人民币",
        ])

    /// Where verb and coin stand, at most three characters apart.
    static func range(in bytes: [UInt8], _ innocent: [Range<Int>]) -> Range<Int>? {
        if let pair = pairs.matches(bytes).first { return pair.range }
        let verbs = verbs.matches(bytes).map(\.range)
        guard !verbs.isEmpty else { return nil }
        for asset in EvidenceReader.assetRanges(bytes) where !innocent.contains(where: { $0.overlaps(asset) }) {
            for verb in verbs {
                let gap =
                    asset.lowerBound >= verb.upperBound
                    ? verb.upperBound..<asset.lowerBound : asset.upperBound..<max(asset.upperBound, verb.lowerBound)
                if gap.count <= 9 {
                    return min(asset.lowerBound, verb.lowerBound)..<max(asset.upperBound, verb.upperBound)
                }
            }
        }
        return nil
    }
}
