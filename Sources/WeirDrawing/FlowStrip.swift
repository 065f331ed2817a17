/// When money came in and went out, to stand over a slider: a bar for each of its steps, in above the line, out below.
public struct FlowStrip: Sendable {
    public struct Step: Sendable {
        /// When it begins, as the slider counts.
        public var begin: Int64
        public var incoming: Double
        public var outgoing: Double

        public init(begin: Int64, incoming: Double = 0, outgoing: Double = 0) {
            self.begin = begin
            self.incoming = incoming
            self.outgoing = outgoing
        }
    }

    public var steps: [Step]

    public init(steps: [Step]) { self.steps = steps }

    private static let half = 20.0

    /// The slider and the table beside the flow say the same, so it is hidden from whoever listens.
    /// - Parameter chosen: what lies outside is pale; a script goes by `data-at` when the slider moves.
    public func markup(chosen: Range<Int64>) -> Markup {
        var out = Markup()
        let most = steps.reduce(0.01) { max($0, $1.incoming, $1.outgoing) }
        out.element(
            "svg",
            [
                "class": "dw-strip", "viewBox": "0 0 \(steps.count * 10) \(Figures.place(2 * Self.half))",
                "preserveAspectRatio": "none", "aria-hidden": "true",
            ]
        ) { svg in
            for (place, step) in steps.enumerated() where step.incoming > 0 || step.outgoing > 0 {
                svg.element(
                    "g", ["data-at": "\(step.begin)", "class": chosen.contains(step.begin) ? nil : "dw-pale"]
                ) { bars in
                    bar(step.incoming / most, "dw-in", place, &bars)
                    bar(-step.outgoing / most, "dw-out", place, &bars)
                }
            }
            svg.mark(
                "path",
                ["class": "dw-axis", "d": "M0 \(Figures.place(Self.half))H\(steps.count * 10)"])
        }
        return out
    }

    /// A payment, however small beside the largest, leaves a mark.
    private func bar(_ share: Double, _ kind: String, _ place: Int, _ out: inout Markup) {
        guard share != 0 else { return }
        let height = Figures.place(max(1.5, abs(share) * (Self.half - 1)))
        let from = Figures.place(Self.half)
        let way = share > 0 ? "-" : ""
        out.mark("path", ["class": kind, "d": "M\(place * 10 + 1) \(from)v\(way)\(height)h8V\(from)z"])
    }
}
