/// Yuan that are sent out to the reader: 1,260.50 元将汇入您的银行卡. Where coins are sold, it is who buys them that says so.
///
/// Shops are paid, and pay nobody; banks and newspapers have no coins to sell beside.
struct BankPayout {
    private static let moves = PhraseFinder([
        "汇入", "汇至", "汇到", "汇往", "汇给", "打入", "打到", "打至", "打款到", "打款至", "转入", "转至", "转到", "转账到", "存入", "划入", "划至",
    ])
    private static let accounts = PhraseFinder(
        ["银行", "支付宝", "收款账", "收款码"].flatMap { account in
            ["您的", "你的", "您指定的", "您绑定的", "您填写的", "您提供的", "您预留的"].map { $0 + account }
        })
    private static let sums = PhraseFinder(["人民币", "cny", "rmb", "元", "款项", "货款"])
    /// 元 in them is none of yuan.
    private static let otherSums = PhraseFinder(["美元", "欧元", "日元", "韩元", "港元", "加元", "澳元", "新元", "单元", "元素"])
    private static let longest = 900
    /// Bytes before it in which the sum stands, and between it and the account.
    private static let reach = 120
    private static let gap = 12

    private var found: (block: Block, range: Range<Int>)?

    /// Takes note of a block that is seen.
    mutating func add(_ read: TextBlock) {
        guard found == nil, !read.isTitle, let range = Self.range(in: read.bytes) else { return }
        found = (read.block, read.folded.original(range, of: read.block.text))
    }

    /// - Parameter sellsCoins: the page has labels of who deals in them.
    func evidence(sellsCoins: Bool) -> [SiteEvidence] {
        guard sellsCoins, let (block, range) = found else { return [] }
        let quote = String(decoding: Array(block.text.utf8)[range], as: UTF8.self)
        let start = block.range.lowerBound
        let span = (start + range.lowerBound)..<(start + range.upperBound)
        func item(_ side: SiteEvidence.Side, _ code: String, _ weight: Double) -> SiteEvidence {
            SiteEvidence(side, code, weight, quote: quote, place: "text", line: block.line, span: span)
        }
        return [item(.crypto, "coin_is_sold", 0.45), item(.gateway, "fiat_board", 0.5)]
    }

    /// From the sum to the account.
    static func range(in bytes: [UInt8]) -> Range<Int>? {
        let isAsked = CoinDeal.asks(bytes) || ["?", "多久"].contains { Scan.range(of: $0, in: bytes) != nil }
        guard bytes.count <= longest, !isAsked, !CoinDeal.tellsOfCourts(bytes) else { return nil }
        let accounts = accounts.matches(bytes).map(\.range)
        guard !accounts.isEmpty else { return nil }
        let others = otherSums.matches(bytes).map(\.range)
        let sums = sums.matches(bytes).map(\.range).filter { sum in !others.contains { $0.overlaps(sum) } }
        for move in moves.matches(bytes).map(\.range) {
            let account = accounts.first { (0...gap).contains($0.lowerBound - move.upperBound) }
            let sum = sums.last { (0...reach).contains(move.lowerBound - $0.upperBound) }
            if let account, let sum { return sum.lowerBound..<account.upperBound }
        }
        return nil
    }
}
