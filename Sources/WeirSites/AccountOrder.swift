/// An order as people make it in a talk: so many coins, and a few lines on a sum that comes to one a piece, beside the
/// account of a rail that it is to be paid to: 500u | 3590，支付宝 13912345678.
enum AccountOrder {
    /// Yuan for one stablecoin: narrower than what it may ever cost, because no sign of money stands beside it.
    private static let band = 6.2...7.95
    /// Lines between the coins and the sum.
    private static let reach = 6
    private static let fewest = 10.0
    private static let coins = ["usdt", "usdc", "泰达币", "个u"]
    private static let longest = 200

    static func find(_ blocks: [TextBlock], _ accounts: [PayAccounts.Found]) -> (coins: Block, sum: Block)? {
        var counted: (count: Double, block: Block, age: Int)?
        for read in blocks where !read.block.isHidden {
            counted = counted.map { ($0.count, $0.block, $0.age + 1) }
            guard read.bytes.count <= longest else { continue }
            if !read.isMeans, let count = count(read.bytes) { counted = (count, read.block, 0) }
            guard let counted, counted.age <= reach, accounts.contains(where: { $0.block.range == read.block.range })
            else { continue }
            let isPaid = OfferWindow.numbers(read.bytes).contains { number in
                Figure(read.bytes[number]).map { band.contains($0.value / counted.count) } ?? false
            }
            if isPaid { return (counted.block, read.block) }
        }
        return nil
    }

    private static func count(_ bytes: [UInt8]) -> Double? {
        let short = ShortCoin(bytes).counts
        for number in OfferWindow.numbers(bytes) {
            let tail = OfferWindow.around(number, bytes).tail
            guard coins.contains(where: tail.hasPrefix) || short.contains(where: { $0.overlaps(number) }),
                let value = Figure(bytes[number])?.value, value >= fewest
            else { continue }
            return value
        }
        return nil
    }
}
