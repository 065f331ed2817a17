import WeirDrawing

/// Two columns side by side. What may stand in either stands where both columns end closest to each other: all ways to
/// share the parts out are tried, for there are few. Heights are estimates, in pixels of a wide window: the true ones
/// only a browser knows, and to sort the parts there would move what has been painted.
package struct StoryColumns {
    package enum Side { case left, right }

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

    /// - Parameter side: where it belongs; `nil` where it may stand in either.
    mutating func add(_ part: HTML, height: Int, _ side: Side? = nil) {
        parts.append(Part(html: part, height: height + Self.frame, side: side))
    }

    var html: HTML {
        let sides = Self.sides(parts.map { ($0.height, $0.side) })
        var (left, right) = (HTML(), HTML())
        for (part, side) in zip(parts, sides) {
            if side == .left { left += part.html } else { right += part.html }
        }
        return div(.class("column")) { left } + div(.class("column")) { right }
    }

    /// Where each part stands: of all ways that in which the columns differ least, and of equal ones that which leaves
    /// what comes first on the left.
    package static func sides(_ parts: [(height: Int, side: Side?)]) -> [Side] {
        let free = parts.indices.filter { parts[$0].side == nil }
        var best: (apart: Int, sides: [Side])?
        for way in 0..<(1 << min(free.count, 10)) {
            var sides = parts.map { $0.side ?? .left }
            for (bit, place) in free.reversed().enumerated() where bit < 10 && way >> bit & 1 == 1 {
                sides[place] = .right
            }
            let apart = abs(zip(parts, sides).reduce(0) { $0 + ($1.1 == .left ? $1.0.height : -$1.0.height) })
            if best.map({ apart < $0.apart }) ?? true { best = (apart, sides) }
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
        let rows = max(flow.incoming.count, flow.outgoing.count)
        return 260 + (rows == 0 ? line : max(90, rows * 24))
    }

    static func height(rows: Int) -> Int { rows == 0 ? 2 * line : 35 + rows * 37 }
}
