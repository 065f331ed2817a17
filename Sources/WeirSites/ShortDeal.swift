/// A sentence of few words that deals in a coin over a rail, in whatever language and without a price: ビットコイン買取、
/// 代金はアリペイ残高で即払い; BTC 换人民币，支付宝到账.
///
/// Who reports, warns, asks or forbids says the same words with others beside them. It counts on a page of few words
/// that is nothing but an offer, see `SiteScore`.
enum ShortDeal {
    /// What happens to those who trade so, and to their accounts; what somebody did.
    private static let told = PhraseFinder([
        "禁", "封", "冻", "限制", "处罚", "打击", "清退", "关停", "关闭", "暂停", "被骗", "骗", "警", "风险", "小心", "赃", "黑钱", "洗钱", "违法",
        "犯罪", "举报", "媒体", "记者", "表示", "称", "据", "买了", "卖了", "换了", "出了", "收了", "付了", "昨天", "上周", "问题", "请教", "研究", "数据",
        "不得", "任何", "余额充值", "作为", "例如", "比如", "假设", "是指", "u商指", "专门", "机构", "for example", "such as",
        "ban", "banned", "bans", "block", "blocks", "blocked", "frozen", "freeze", "scam", "fraud", "police", "said",
        "says", "bought", "sold", "users", "risk", "warning", "report", "reports", "study", "заблок", "запрет",
        "мошен", "сообщ", "금지", "차단", "사기", "동결", "단속", "禁止", "凍結", "詐欺", "停止", "規制", "cấm", "khóa", "lừa", "cảnh giác",
        "coi chừng", "đề phòng", "beware", "остерегай", "주의하",
    ])
    private static let longest = 200
    private static let mostUnits = 40

    /// The rails that such a sentence names; none where it is no such sentence.
    static func rails(of bytes: [UInt8]) -> [String] {
        guard bytes.count <= longest, TextBlock.units(bytes) <= mostUnits, Scan.range(of: "吗", in: bytes) == nil,
            Scan.range(of: "?", in: bytes) == nil, told.matches(bytes).isEmpty, CoinDeal.market(in: bytes) == nil,
            !MethodOffer.isDated(bytes), !CoinDeal.isOfRelease(bytes)
        else { return [] }
        guard CoinDeal.range(in: bytes, []) != nil || !ShortCoin(bytes).deals.isEmpty else { return [] }
        let named = EvidenceReader.methodFinder.matches(bytes).filter { MethodOffer.isNamed($0.range, in: bytes) }
        let rails = Set(named.map { EvidenceReader.methodNames[$0.phrase] }).sorted()
        // 微信 alone is a way to talk.
        return rails == ["wechat"] ? [] : rails
    }
}
