/// A price and a quantity written as numbers: 6.85*1000, 1000u6.9.
public struct DealFound: Hashable, Sendable {
    /// Bytes of the original text.
    public var span: Range<Int>
    /// A where the coin is named, B where only the numbers fit.
    public var termClass: TermClass
    /// In millionths.
    public var priceMicros: Int64
    public var quantityMicros: Int64
}

/// Finds prices and quantities beside each other. The price must be one that a dollar coin has had in yuan.
struct DealReader {
    let pieces: [Piece]

    /// Yuan for a dollar coin, in millionths: a dollar has cost 6.0 to 7.4 since 2014; some discount, and more premium.
    static let band: ClosedRange<Int64> = 5_900_000...8_900_000
    /// Fewer coins are a purchase of something else.
    static let leastQuantity: Int64 = 50_000_000

    func read() -> [DealFound] {
        var found: [DealFound] = []
        var at = 0
        while at < pieces.count {
            guard starts(at), let first = Numbers.read(pieces, at: at) else {
                at += 1
                continue
            }
            if let (second, hasUnit) = second(after: first), let deal = deal(first, second, hasUnit) {
                found.append(deal)
                at = second.range.upperBound
            } else {
                at = max(at + 1, first.range.upperBound)
            }
        }
        return found
    }

    private func starts(_ at: Int) -> Bool {
        guard pieces[at].kind == .digit || pieces[at].kind == .han else { return false }
        return at == 0 || !pieces[at].isAttached || pieces[at - 1].kind == .han && pieces[at].kind == .digit
            || pieces[at].kind == .han || FoldTable.isUnit(pieces[at - 1].plain)
    }

    /// The other number, and whether the coin is named beside the first, between both or after.
    private func second(after first: NumberFound) -> (NumberFound, hasUnit: Bool)? {
        var at = first.range.upperBound
        var hasUnit = isUnitBefore(first.range.lowerBound)
        var isJoined = hasUnit
        if let unit = unit(at) {
            hasUnit = true
            isJoined = true
            at = unit
        } else if at < pieces.count, Self.counters.contains(pieces[at].plain), pieces[at].isAttached {
            isJoined = true
            at += 1
        }
        guard at < pieces.count else { return nil }
        if isTimes(at) {
            at += pieces[at].isAttached || pieces[at].kind != .digit ? 1 : 0
            isJoined = true
        } else if isJoined, at < pieces.count, Self.words.contains(pieces[at].plain) {
            at += 1
        }
        guard isJoined, at < pieces.count, pieces[at].gap != .wide else { return nil }
        guard let second = Numbers.read(pieces, at: at) else { return nil }
        if unit(second.range.upperBound) != nil { hasUnit = true }
        return isMeasure(second.range.upperBound) && !hasUnit ? nil : (second, hasUnit)
    }

    private static let names = ["usdt", "u"].map { $0.unicodeScalars.map(\.value) }
    private static let counters = Set("个颗枚刀".unicodeScalars.map(\.value))
    private static let words = Set("价收出卖买按".unicodeScalars.map(\.value))
    private static let measures = Set("米寸尺斤克吨升箱包件瓶盒套张本只袋份人天次股桶卷平毫厘公分月年日号点".unicodeScalars.map(\.value))

    /// A sign of multiplication, or an x or 乘 or 价 between two numbers.
    private func isTimes(_ at: Int) -> Bool {
        if pieces[at].plain == 120 || pieces[at].plain == 0x4E58 { return true }
        guard pieces[at].kind == .digit, !pieces[at].isAttached else { return false }
        switch pieces[at].joint {
        case 0x2A, 0xD7, 0x40, 0x2F, 0xFF0A, 0x2715, 0x2716, 0x2217, 0x22C5, 0x2022, 0xFF20, 0xFF0F, 0x274C: return true
        default: return false
        }
    }

    /// The coin's name at a piece; the place after it.
    private func unit(_ at: Int) -> Int? {
        guard at < pieces.count, FoldTable.isUnit(pieces[at].plain) else { return nil }
        for letters in Self.names {
            let end = at + letters.count
            guard end <= pieces.count, zip(pieces[at..<end], letters).allSatisfy({ $0.plain == $1 }) else { continue }
            if end == pieces.count || !pieces[end].isLetter || !pieces[end].isAttached || pieces[end].plain == 120 {
                return end
            }
        }
        return nil
    }

    private func isUnitBefore(_ at: Int) -> Bool {
        guard at > 0, FoldTable.isUnit(pieces[at - 1].plain) || pieces[at - 1].plain == 116 else { return false }
        if pieces[at - 1].plain == 116 { return at >= 4 && unit(at - 4) != nil }
        return at == 1 || !pieces[at - 1].isAttached || !pieces[at - 2].isLetter
    }

    private func isMeasure(_ at: Int) -> Bool {
        guard at < pieces.count else { return false }
        return Self.measures.contains(pieces[at].plain) || pieces[at].kind == .letter && pieces[at].isAttached
    }

    private func deal(_ first: NumberFound, _ second: NumberFound, _ hasUnit: Bool) -> DealFound? {
        for (price, quantity) in [(first, second), (second, first)] {
            guard Self.band.contains(price.micros), (hasUnit ? 1 : 2)...3 ~= price.decimals || hasUnit && price.isWhole,
                quantity.micros >= (hasUnit ? 1_000_000 : Self.leastQuantity), quantity.isWhole || hasUnit
            else { continue }
            // A whole price proves less: "100u7".
            let isSure = hasUnit && !price.isWhole && quantity.micros >= 10_000_000
            let range = first.range.lowerBound..<second.range.upperBound
            return DealFound(
                span: pieces[range.lowerBound].range.lowerBound..<pieces[range.upperBound - 1].range.upperBound,
                termClass: isSure ? .a : .b, priceMicros: price.micros, quantityMicros: quantity.micros)
        }
        return nil
    }
}
