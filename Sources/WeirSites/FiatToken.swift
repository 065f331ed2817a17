/// A token that no list names, bought or sold by that name for 法币: 购买 MEMO | 法币金额 | MEMO 数量. Nobody calls yuan so in a
/// form but those who deal in coins.
enum FiatToken {
    private static let fiat = PhraseFinder(["法币", "fiat"])
    private static let amounts = PhraseFinder(["数量", "个数", "amount", "quantity"])
    private static let longest = 80

    static func find(_ blocks: [TextBlock]) -> NamelessCoins.Found? {
        let shown = blocks.filter {
            !$0.block.isHidden && !$0.isTitle && $0.tone != .prose && $0.bytes.count <= longest
        }
        guard let tender = shown.first(where: { !fiat.matches($0.bytes).isEmpty }) else { return nil }
        var dealt: [String: Block] = [:]
        var counted: [String: Block] = [:]
        for (i, read) in shown.enumerated() {
            if let unit = NamelessCoins.dealt(read.bytes) {
                dealt[unit] = dealt[unit] ?? read.block
                // 购买MEMO | 12000
                if i + 1 < shown.count, isNumber(shown[i + 1].bytes) { counted[unit] = shown[i + 1].block }
            }
            for word in amounts.matches(read.bytes) {
                if let unit = unit(read.bytes, before: word.range.lowerBound) { counted[unit] = read.block }
            }
        }
        for (unit, deal) in dealt.sorted(by: { $0.key < $1.key }) {
            guard let count = counted[unit] else { continue }
            return NamelessCoins.Found(unit: unit.uppercased(), blocks: [deal, count, tender.block])
        }
        return nil
    }

    private static let issues = PhraseFinder(["认购", "申购", "预售"])

    /// A token that is issued: WBC 认购 | 发行价 0.5 元 | 最低认购 1000 枚. Shares are counted in 股, stamps have names of words.
    static func issued(_ blocks: [TextBlock]) -> NamelessCoins.Found? {
        let shown = blocks.filter {
            !$0.block.isHidden && !$0.isTitle && $0.tone != .prose && $0.bytes.count <= longest
        }
        guard let issue = shown.first(where: { !issues.matches($0.bytes).isEmpty }),
            let counted = shown.first(where: { OfferWindow.numbers($0.bytes).isEmpty == false && isPieces($0.bytes) }),
            let price = shown.first(where: { OfferWindow.money($0.bytes) > 0 }),
            let head = shown.first(where: { $0.isHeading && NamelessCoins.unit($0.bytes, 0) != nil }),
            let unit = NamelessCoins.unit(head.bytes, 0)
        else { return nil }
        return NamelessCoins.Found(
            unit: unit.uppercased(), blocks: [head.block, price.block, counted.block, issue.block])
    }

    private static func isPieces(_ bytes: [UInt8]) -> Bool { Scan.range(of: "枚", in: bytes) != nil }

    /// The letters right before a place: MEMO 数量.
    private static func unit(_ bytes: [UInt8], before at: Int) -> String? {
        var end = at
        if end > 0, bytes[end - 1] == 32 { end -= 1 }
        var start = end
        while start > 0, (97...122).contains(bytes[start - 1]) { start -= 1 }
        return start < end ? NamelessCoins.unit(bytes, start) : nil
    }

    private static func isNumber(_ bytes: [UInt8]) -> Bool {
        OfferWindow.numbers(bytes).count == 1
            && bytes.allSatisfy { (48...57).contains($0) || [32, 44, 46].contains($0) }
    }
}
