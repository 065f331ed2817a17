/// An order that takes coins and gives yuan back: 支付金额 500 USDT, 返现金额 ¥3950.00; you send 500 USDT, you receive 3,545.00
/// CNY. A shop gives goods for coins; nobody but a desk gives money for them, at what one costs.
struct PayOut {
    private static let pays = PhraseFinder([
        "支付", "付款", "转入", "转账", "转出", "发送", "出售", "卖出", "提现", "send", "sell", "pay", "отправляете", "отдаёте",
        "отдаете",
        "продаёте", "продаете", "gửi", "bán", "envías", "envia", "envoyez", "kirim", "보내",
    ])
    private static let gets = PhraseFinder([
        "返现", "到账", "实得", "可得", "将收到", "收到", "得到", "获得", "打款金额", "get", "receive", "получите", "получаете", "nhận",
        "recibes", "recebe", "recevez", "terima", "받",
    ])
    /// What is credited to an account of the site's own.
    private static let others = PhraseFinder(["余额", "额度", "积分", "会员", "balance", "credit", "credits", "points"])
    private static let longest = 160

    private var paid: (count: Double, block: Block)?
    private var got: (sum: Double, block: Block)?
    /// What the label before said of the number to come.
    private var open: (pays: Bool, gets: Bool) = (false, false)
    private(set) var evidence: SiteEvidence?

    /// Takes note of a block that is seen.
    mutating func add(_ read: TextBlock) {
        let before = open
        open = (false, false)
        guard evidence == nil, read.tone != .prose, read.bytes.count <= Self.longest else { return }
        let bytes = Self.joined(read.bytes)
        guard Self.others.matches(bytes).isEmpty else { return }
        // 支付宝 is no 支付.
        let rails = EvidenceReader.methodRanges(bytes)
        func says(_ finder: PhraseFinder) -> Bool {
            finder.matches(bytes).contains { word in !rails.contains { $0.overlaps(word.range) } }
        }
        let said = (pays: says(Self.pays), gets: says(Self.gets))
        let numbers = OfferWindow.numbers(bytes)
        guard !numbers.isEmpty else {
            open = said
            return
        }
        let isSaid = said.pays || said.gets
        let (pays, gets) = isSaid ? (said.pays, said.gets) : before
        guard pays != gets else { return }
        for number in numbers {
            guard let value = Figure(bytes[number])?.value, value >= 10 else { continue }
            let (head, tail) = OfferWindow.around(number, bytes)
            if pays, Self.isCoin(tail) { paid = (value, read.block) }
            if gets, OfferWindow.isMoney(head, tail) { got = (value, read.block) }
        }
        note()
    }

    private mutating func note() {
        guard let paid, let got, OfferRows.band.contains(got.sum / paid.count) else { return }
        let (one, other) = (paid.block, got.block)
        let low = min(one.range.lowerBound, other.range.lowerBound)
        evidence = SiteEvidence(
            .crypto, "coin_offer", 0.55, quote: "\(one.text) | \(other.text)", place: "text", line: one.line,
            span: low..<max(one.range.upperBound, other.range.upperBound))
    }

    private static func isCoin(_ tail: String) -> Bool {
        if ["usdt", "usdc", "泰达币"].contains(where: tail.hasPrefix) { return true }
        return tail == "u" || tail.hasPrefix("u ")
    }

    /// 2 836.00 is one sum, where blanks stand between thousands.
    private static func joined(_ bytes: [UInt8]) -> [UInt8] {
        var found: [UInt8] = []
        for (i, byte) in bytes.enumerated() {
            let isBetween =
                byte == 32 && i > 0 && isDigit(bytes[i - 1]) && i + 3 < bytes.count
                && bytes[(i + 1)...(i + 3)].allSatisfy(isDigit) && !(i + 4 < bytes.count && isDigit(bytes[i + 4]))
            if !isBetween { found.append(byte) }
        }
        return found
    }

    private static func isDigit(_ c: UInt8) -> Bool { (48...57).contains(c) }
}
