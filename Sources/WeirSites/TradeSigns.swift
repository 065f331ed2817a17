/// Signs of trade that need no word of trade: a page that offers to buy as well as to sell, and the request to keep
/// coins out of a payment's remark.
struct TradeSigns {
    private static let buys = folded([
        "我要买", "我想买", "买入", "购买", "买", "买币", "求购", "我要购买", "buy", "i want to buy", "want to buy", "купить", "mua", "구매",
        "매수", "ซื้อ",
    ])
    private static let sells = folded([
        "我要卖", "我想卖", "卖出", "出售", "卖", "卖币", "我要出售", "sell", "i want to sell", "want to sell", "продать", "bán", "판매",
        "매도", "ขาย",
    ])
    /// What is given and what is got for it, as exchangers head their two fields.
    private static let gives = folded([
        "you send", "you pay", "you give", "you sell", "i sell", "您卖出", "您出售", "from", "отдаю", "我有", "我付", "i have",
        "вы отдаете", "вы отдаёте", "вы отправляете", "bạn gửi", "bạn trả", "bạn đưa", "보내는 금액", "보내는 코인", "드리는 금액",
        "送る", "お支払い額", "支払う", "envías", "entregas", "você envia", "vous envoyez", "sie senden", "兑出",
        "i pay",
        "i want to pay", "отдаёте", "отдаете", "我要支付", "我支付", "您支付", "付出",
        "支付数量",
        "用户支付", "您付", "amount to send", "monto a enviar", "usted envía", "tú envías", "você paga", "vous payez",
    ])
    private static let gets = folded([
        "you get", "you receive", "to", "получите", "вы получаете", "вы получите", "bạn nhận", "받는 금액", "받는 코인",
        "받으실 금액",
        "受け取る", "お受取額", "recibes", "você recebe", "vous recevez", "sie erhalten", "兑入", "получаю", "我要", "我得", "i want",
        "i get", "i receive", "i will receive",
        "получаете", "我将得到", "我将收到",
        "您得到", "您收到",
        "预计获得",
        "获得数量", "您得", "you'll receive", "you will receive", "you'll get", "you will get", "amount to receive",
        "usted recibirá", "usted recibe", "recibirás", "tú recibes", "você receberá",
    ])
    /// What is sold for money, as the same fields are headed the other way round.
    private static let sold = folded(["you sell", "i sell", "您卖出", "您出售", "我卖出", "我出售", "卖出", "出售"])
    private var buy: Block?
    private var sell: Block?
    private var give: Block?
    private var get: Block?
    /// The coin that stands under what is got, or under what is sold.
    private var got: Block?
    private var sinceGet = Int.max

    private static func folded(_ words: [String]) -> Set<[UInt8]> { Set(words.map { FoldedText($0).bytes }) }

    /// Takes note of a label; one with a blank between two words may be both.
    /// - Parameter isMeans: the coin in it is a way to pay.
    mutating func add(_ block: Block, _ folded: FoldedText, isMeans: Bool = false) {
        sinceGet = sinceGet == .max ? .max : sinceGet + 1
        guard folded.bytes.count <= 40 else { return }
        // 您支付 ¥1,000, You pay (CNY): the words before the sum, or before its unit.
        var head = Array(folded.bytes.prefix { !(48...57).contains($0) && $0 != 0xC2 && $0 != 58 && $0 != 40 })
        // You get 100 USDT. "From" and "to" before a number say nothing.
        if head.last == 32, head.dropLast().contains(32) { head.removeLast() }
        // 2. Bạn nhận: the words after the number.
        let tail = Array(folded.bytes.drop { (48...57).contains($0) || $0 == 46 || $0 == 32 })
        for part in [folded.bytes, head, tail] + folded.bytes.split(separator: 32).map(Array.init) {
            if buy == nil, Self.buys.contains(part) { buy = block }
            if sell == nil, Self.sells.contains(part) { sell = block }
            if give == nil, Self.gives.contains(part) { give = block }
            if get == nil, Self.gets.contains(part) { get = block }
            if Self.gets.contains(part) || Self.sold.contains(part) { sinceGet = 0 }
        }
        if got == nil, sinceGet <= 2, !isMeans, EvidenceReader.isAsset(folded.bytes) { got = block }
    }

    /// Both ways are offered. It counts on pages that name a coin in a label: shops and brokers have such labels too,
    /// but what one gets there is no coin.
    func evidence() -> SiteEvidence? {
        guard let (one, other) = pair else { return nil }
        let isGot = got != nil && give != nil && get != nil
        let parts = isGot ? [give, get, got].compactMap { $0 } : [one, other]
        let low = parts.map(\.range.lowerBound).min() ?? 0
        let span = low..<(parts.map(\.range.upperBound).max() ?? low)
        return SiteEvidence(
            .crypto, "coin_offer", isGot ? 0.55 : 0.3, quote: parts.map(\.text).joined(separator: " | "), place: "text",
            line: one.line, span: span.isEmpty ? nil : span)
    }

    private var pair: (Block, Block)? {
        if let buy, let sell { return (buy, sell) }
        if let give, let get { return (give, get) }
        return nil
    }

    // MARK: Remarks

    private static let denials = PhraseFinder([
        "请勿", "不要", "切勿", "勿", "不得", "禁止", "别", "不可", "严禁", "不能", "不许", "避免", "do not", "don't", "never", "must not",
        "please no", "avoid",
    ])
    private static let remarks = PhraseFinder([
        "备注", "附言", "留言", "摘要", "用途", "转账说明", "note", "notes", "remark", "remarks", "memo", "comment",
        "payment reference",
    ])
    /// What is done to a remark.
    private static let writing = PhraseFinder([
        "出现", "提及", "提到", "写", "填", "包含", "含有", "涉及", "带有", "注明", "标注", "mention", "mentioning", "write", "include",
        "contain", "put",
    ])

    /// Where a payer is asked to leave coins out of the remark: who sells anything else has no reason to.
    ///
    /// Either "do not note anything of coins", or, the remark named first, "in the remark never write of coins".
    static func secrecy(in bytes: [UInt8]) -> Range<Int>? {
        let denials = denials.matches(bytes).map(\.range)
        guard !denials.isEmpty else { return nil }
        let remarks = remarks.matches(bytes).map(\.range)
        guard !remarks.isEmpty else { return nil }
        let assets = EvidenceReader.assetRanges(bytes)
        let writing = writing.matches(bytes).map(\.range)
        for denial in denials {
            let near = denial.lowerBound..<min(bytes.count, denial.upperBound + reach)
            guard let asset = assets.first(where: { near.contains($0.lowerBound) }) else { continue }
            if let remark = remarks.first(where: { near.contains($0.lowerBound) }) {
                return denial.lowerBound..<max(remark.upperBound, asset.upperBound)
            }
            let isWritten = writing.contains { near.contains($0.lowerBound) && $0.upperBound <= asset.lowerBound }
            let before = remarks.last {
                $0.upperBound <= denial.lowerBound && denial.lowerBound - $0.upperBound <= reach
            }
            if isWritten, let remark = before { return remark.lowerBound..<asset.upperBound }
        }
        return nil
    }

    /// Bytes of a sentence: forty Chinese characters.
    private static let reach = 120
}
