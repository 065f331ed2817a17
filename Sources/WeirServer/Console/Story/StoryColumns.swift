import WeirDrawing

/// Two columns side by side. What may stand in either stands where both columns end closest to each other, and below
/// both, over the whole width, what would leave one of them empty for long: all ways to share the parts out are tried,
/// for there are few. Heights are estimates, in pixels of a wide window: the true ones only a browser knows, and to
/// sort the parts there would move what has been painted.
package struct StoryColumns {
    package enum Side { case left, right, across }

    private struct Part {
        var html: HTML
        var height: Int
        var side: Side?
    }

    private var parts: [Part] = []

    /// The frame of a part, its heading, and the gap below it.
    private static let frame = 80
    private static let line = 20
    /// Letters of a line in half of a wide window; a Chinese one counts as two.
    private static let letters = 96

    /// - Parameters:
    ///   - part: of the class `across` where it may stand anywhere, which has no effect in a column.
    ///   - side: where it belongs; `nil` where it may stand in either, or below both.
    mutating func add(_ part: HTML, height: Int, _ side: Side? = nil) {
        parts.append(Part(html: part, height: height + Self.frame, side: side))
    }

    var html: HTML {
        let sides = Self.sides(parts.map { ($0.height, $0.side) })
        func standing(_ side: Side) -> HTML {
            zip(parts, sides).reduce(into: HTML()) { html, part in if part.1 == side { html += part.0.html } }
        }
        return div(.class("column")) { standing(.left) } + div(.class("column")) { standing(.right) }
            + standing(.across)
    }

    /// By how much one column may end before the other without anything being put below both.
    private static let hole = 250

    /// Where each part stands: with as little as possible below both columns of all ways that leave no hole; of these
    /// that in which the columns differ least, and of equal ones that which leaves what comes first on the left.
    package static func sides(_ parts: [(height: Int, side: Side?)]) -> [Side] {
        let free = parts.indices.filter { parts[$0].side == nil }.prefix(6)
        var best: (cost: (Int, Int, Int), sides: [Side])?
        let all: [Side] = [.left, .right, .across]
        let ways = free.reduce(1) { ways, _ in ways * all.count }
        for way in 0..<ways {
            var sides = parts.map { $0.side ?? .left }
            var rest = way
            for place in free.reversed() {
                sides[place] = all[rest % all.count]
                rest /= all.count
            }
            var (apart, below) = (0, 0)
            for (part, side) in zip(parts, sides) {
                switch side {
                case .left: apart += part.height
                case .right: apart -= part.height
                case .across: below += 1
                }
            }
            let cost = (max(0, abs(apart) - hole), below, abs(apart))
            if best.map({ cost < $0.cost }) ?? true { best = (cost, sides) }
        }
        return best?.sides ?? []
    }

    // MARK: Heights

    static func lines(_ text: String) -> Int {
        let width = text.unicodeScalars.reduce(0) { $0 + ($1.value > 0x2E7F ? 2 : 1) }
        return max(1, (width + letters - 1) / letters)
    }

    static func height(_ indicators: [IndicatorBars.Indicator]) -> Int {
        indicators.reduce(60) { sum, indicator in
            // The id of the indicator stands behind its sentence, the payments below.
            let words = lines(indicator.text + " " + indicator.code) + (indicator.evidence.count + 7) / 8
            return sum + 42 + words * line
        }
    }

    /// The price line, and below it how far amounts lie from the lattice.
    static func height(_ payments: [PaymentMark]) -> Int {
        let isLine = payments.contains { $0.implied != nil && $0.residual != nil }
        return (isLine ? 600 : 70) + (payments.contains { $0.residual != nil } ? 330 : 70)
    }

    static func height(_ flow: FlowDrawing) -> Int {
        // Above it the slider, its heading and what it is about; below it the way to its table.
        265 + (flow.height > 0 ? Int(flow.height) : line)
    }

    static func height(rows: Int) -> Int { rows == 0 ? 2 * line : 35 + rows * 37 }
}
