/// A table of packs whose unit stands elsewhere, or nowhere: 100 | 721, 500 | 3595, and TRC20 below. Each row has a
/// round count and a sum of yuan, all at the one rate of a stablecoin.
///
/// What is priced in dollars has such rows as well: none where dollars, points or a market are spoken of.
struct PackTable {
    private static let others = PhraseFinder([
        "美元", "美金", "美刀", "刀", "usd", "dollar", "dollars", "积分", "点券", "点数", "话费", "流量", "行情", "走势", "points",
        "credits", "converter", "calculator",
    ])
    private static let units = PhraseFinder(["¥", "元", "cny", "rmb", "个", "枚", "颗", "usdt", "usdc", "→"])
    /// Blanks, slash, equals sign, colon, hyphen, and u.
    private static let signs: Set<UInt8> = [32, 47, 61, 58, 45, 117]
    private static let fewest = 2

    private var open: (count: Double, block: Block)?
    private var packs: [(count: Double, rate: Double, block: Block)] = []
    private var namesCoin = false
    private var isOfOther = false

    /// Takes note of a block that is seen.
    mutating func add(_ read: TextBlock) {
        let bytes = read.bytes
        guard bytes.count <= 300 else { return }
        if OfferRows.isStable(bytes) || read.block.text.contains("₮") { namesCoin = true }
        if !Self.others.matches(bytes).isEmpty || read.block.text.contains("$") || PlainDeals.speaksOfOthers(bytes) {
            isOfOther = true
        }
        let numbers = Self.numbers(read)
        if numbers.count == 2 {
            note(numbers[0], numbers[1], read.block)
            open = nil
        } else if let number = numbers.first {
            if let open { note(open.count, number, open.block) }
            open = (number, read.block)
        } else {
            open = nil
        }
    }

    private mutating func note(_ count: Double, _ sum: Double, _ block: Block) {
        guard count >= 10, count.truncatingRemainder(dividingBy: 10) == 0, sum >= 50,
            OfferRows.band.contains(sum / count)
        else { return }
        packs.append((count, sum / count, block))
    }

    /// One number or two, and nothing but units beside them.
    private static func numbers(_ read: TextBlock) -> [Double] {
        guard read.tone != .prose, read.bytes.count <= 60 else { return [] }
        let numbers = OfferWindow.numbers(read.bytes)
        guard (1...2).contains(numbers.count) else { return [] }
        var rest = read.bytes
        for range in numbers + units.matches(read.bytes).map(\.range) { for i in range { rest[i] = 32 } }
        return rest.allSatisfy { signs.contains($0) } ? numbers.compactMap { Figure(read.bytes[$0])?.value } : []
    }

    var evidence: SiteEvidence? {
        guard namesCoin, !isOfOther, Set(packs.map(\.count)).count >= Self.fewest,
            let low = packs.map(\.rate).min(), let high = packs.map(\.rate).max(), high <= low * 1.06
        else { return nil }
        let start = packs.map(\.block.range.lowerBound).min() ?? 0
        return SiteEvidence(
            .crypto, "coin_leaflet", 0.55, quote: packs.prefix(3).map(\.block.text).joined(separator: " | "),
            place: "text", line: packs[0].block.line,
            span: start..<(packs.map(\.block.range.upperBound).max() ?? start))
    }
}
