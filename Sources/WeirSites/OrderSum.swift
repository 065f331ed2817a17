/// An order by its numbers: what one stablecoin costs, how many, and the sum that they make, within a few labels of
/// each other: ¥7.20 | 500.00 | ¥3600.00.
///
/// Screws are sold so as well. It counts where a label speaks as only those do who deal in coins (放币), or names one.
struct OrderSum {
    /// Labels that an order is spread over.
    private static let reach = 12
    private static let mostNumbers = 12

    private var numbers: [(value: Double, decimals: Int, at: Int, block: Block)] = []
    private var place = 0
    private var found: [Block] = []

    /// Takes note of a block that is seen.
    mutating func add(_ read: TextBlock) {
        guard found.isEmpty, read.tone != .prose, read.bytes.count <= 160, !OfferWindow.pricesOther(read.bytes) else {
            return
        }
        place += 1
        numbers.removeAll { place - $0.at > Self.reach }
        for range in OfferWindow.numbers(read.bytes).prefix(6) {
            guard let figure = Figure(read.bytes[range]), figure.value > 0 else { continue }
            numbers.append((figure.value, figure.decimals, place, read.block))
            if numbers.count > Self.mostNumbers { numbers.removeFirst() }
        }
        for price in numbers where price.decimals >= 2 && OfferRows.band.contains(price.value) {
            for count in numbers where count.value >= 10 {
                let sum = price.value * count.value
                guard let total = numbers.first(where: { abs($0.value - sum) <= 0.011 && $0.value != count.value })
                else { continue }
                found = [price.block, count.block, total.block]
                return
            }
        }
    }

    /// - Parameter isOfCoins: labels of the page name a coin, or speak of dealing in them.
    func evidence(isOfCoins: Bool) -> SiteEvidence? {
        guard isOfCoins, let first = found.first else { return nil }
        var seen: [Block] = []
        for block in found where !seen.contains(where: { $0.range == block.range }) { seen.append(block) }
        let low = seen.map(\.range.lowerBound).min() ?? 0
        return SiteEvidence(
            .crypto, "coin_offer", 0.5, quote: seen.map(\.text).joined(separator: " | "), place: "text",
            line: first.line, span: low..<(seen.map(\.range.upperBound).max() ?? low))
    }
}
