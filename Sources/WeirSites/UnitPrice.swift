/// What a price is counted in, where a template has yet to fill it in: {{ price }} 元/USDT, CNY / BTC. Coins that are
/// dealt in at so much yuan a piece are paid in yuan, whatever the ways are.
///
/// Books of orders against yuan have such prices as well; they are told apart by what else they say.
struct UnitPrice {
    private static let yuan = PhraseFinder(["元", "人民币", "cny", "rmb", "cnyt"])
    private static let longest = 90
    private static let gap = 3

    private var found: (block: Block, range: Range<Int>)?

    /// Takes note of a block that is seen.
    mutating func add(_ read: TextBlock) {
        guard found == nil, read.tone != .prose, !read.isTitle, !read.isMeans, read.bytes.count <= Self.longest,
            let range = Self.range(in: read.bytes)
        else { return }
        found = (read.block, read.folded.original(range, of: read.block.text))
    }

    /// - Parameter sellsCoins: the page has labels of who deals in them.
    func evidence(sellsCoins: Bool) -> SiteEvidence? {
        guard sellsCoins, let (block, range) = found else { return nil }
        let start = block.range.lowerBound
        return SiteEvidence(
            .gateway, "fiat_board", 0.5, quote: String(decoding: Array(block.text.utf8)[range], as: UTF8.self),
            place: "text", line: block.line, span: (start + range.lowerBound)..<(start + range.upperBound))
    }

    /// From yuan to the coin that it is for, where a number is yet to come before.
    static func range(in bytes: [UInt8]) -> Range<Int>? {
        let coins = EvidenceReader.assetRanges(bytes)
        guard !coins.isEmpty else { return nil }
        for sum in yuan.matches(bytes).map(\.range) {
            // }} 元, } CNY.
            let before = bytes[..<sum.lowerBound].last { $0 != 32 }
            guard before == 125, let coin = coins.first(where: { $0.lowerBound > sum.upperBound }) else { continue }
            let between = bytes[sum.upperBound..<coin.lowerBound]
            let isBy = between.count <= gap && between.contains(47) && between.allSatisfy { $0 == 47 || $0 == 32 }
            if isBy { return sum.lowerBound..<coin.upperBound }
        }
        return nil
    }
}
