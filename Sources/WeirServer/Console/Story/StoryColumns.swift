import WeirDrawing

/// Two columns side by side. What may stand in either stands in the one that is shorter, so that neither ends long
/// before the other. Heights are estimates, in pixels of a wide window: the true ones only a browser knows, and to sort
/// the parts there would move what has been painted.
struct StoryColumns {
    enum Side { case left, right }

    private var left = HTML()
    private var right = HTML()
    private var heights = (left: 0, right: 0)

    /// The frame of a part, its heading, and the gap below it.
    private static let frame = 80
    private static let line = 20
    /// Letters of a line in half of a wide window; a Chinese one counts as two.
    private static let letters = 96

    /// - Parameter side: where it belongs; `nil` where it may stand in either.
    mutating func add(_ part: HTML, height: Int, _ side: Side? = nil) {
        switch side ?? (heights.right < heights.left ? .right : .left) {
        case .left:
            left += part
            heights.left += height + Self.frame
        case .right:
            right += part
            heights.right += height + Self.frame
        }
    }

    var html: HTML { div(.class("column")) { left } + div(.class("column")) { right } }

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
        return 310 + (rows == 0 ? line : max(90, rows * 24))
    }

    static func height(rows: Int) -> Int { rows == 0 ? 2 * line : 35 + rows * 37 }
}
