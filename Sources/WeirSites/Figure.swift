/// A number as pages write it: 1,450.00 with commas between thousands, and 7,24 with one before the fraction, as in
/// Russian and Vietnamese. Two digits after the only comma are no thousands.
struct Figure {
    var value: Double
    /// Digits behind the point.
    var decimals: Int

    init?(_ bytes: ArraySlice<UInt8>) {
        var text = Array(bytes)
        let commas = text.indices.filter { text[$0] == 44 }
        if commas.count == 1, let comma = commas.first, (1...2).contains(text.count - comma - 1), !text.contains(46) {
            text[comma] = 46
        }
        text.removeAll { $0 == 44 }
        guard let value = Double(String(decoding: text, as: UTF8.self)) else { return nil }
        self.value = value
        decimals = text.lastIndex(of: 46).map { text.count - $0 - 1 } ?? 0
    }

    /// What one stablecoin may cost in yuan, written with a fraction: 7.2, and not 7.
    var isPrice: Bool { decimals > 0 && OfferRows.band.contains(value) }
}
