public import WeirDomain

/// How suspicion grew: the score after each payment, and the moment of each measure.
public struct ScoreDrawing: Sendable {
    public struct Point: Sendable {
        public var at: Instant
        public var score: Int
        public var link: String
        /// Whether an alert was raised here.
        public var isAlert: Bool

        public init(at: Instant, score: Int, link: String, isAlert: Bool = false) {
            self.at = at
            self.score = score
            self.link = link
            self.isAlert = isAlert
        }
    }

    public var points: [Point]
    public var moments: [Moment]

    /// - Parameter points: oldest first.
    public init(points: [Point], moments: [Moment]) {
        self.points = points
        self.moments = moments
    }

    private static let top = 14.0
    private static let bottom = 138.0

    public func markup(_ reader: Reader, id: String) -> Markup {
        let l = reader.language
        let frame = Frame(reader: reader, id: id, height: 160)
        let title = l("Score over time", "评分随时间的变化")
        guard let last = points.last else {
            return frame.empty(
                title: title,
                l(
                    "No payment on show raised the score above ordinary. It is drawn from the first one on that does.",
                    "所示付款均未使评分高于平常。从第一笔使其升高的付款起，这里会画出评分。"))
        }
        let time = TimeScale(reader, points.map(\.at) + moments.map(\.at))
        let most = points.map(\.score).max() ?? 0
        let about = l(
            "Highest \(most) of 1000, last \(last.score). From 500 on an alert is raised, from 990 on "
                + "measures are taken. Filled marks are alerts; numbered lines are measures.",
            "最高 \(most)（满分 1000），最近 \(last.score)。达到 500 产生预警，达到 990 采取措施。实心标记为预警；带编号的线为措施。")
        return frame.figure(title: title, about: about) { svg in
            let y = Scale(from: 0, to: 1000, start: Self.bottom, end: Self.top)
            frame.timeAxis(&svg, time, top: Self.top, bottom: Self.bottom)
            frame.level(&svg, y: y(0), "0")
            frame.level(&svg, y: y(500), "500")
            frame.level(&svg, y: y(990), "990")
            frame.stretched(&svg) { box in
                box.mark(
                    "path",
                    [
                        "class": "dw-score",
                        "d": Frame.path(points.map { (time($0.at), y(Double($0.score))) }, isStepped: true),
                    ])
                // Lines of no length with round ends: all points in one mark. Their payments are in the timeline.
                let dots = changes.map { point in
                    "M\(Figures.place(time(point.at) * 10)) \(Figures.place(y(Double(point.score))))h0"
                }
                box.mark("path", ["class": "dw-point", "d": dots.joined()])
            }
            for point in points where point.isAlert {
                svg.element("a", ["href": point.link, "tabindex": "-1"]) { link in
                    link.element(
                        "circle",
                        [
                            "class": "dw-alert", "cx": Figures.percent(time(point.at)),
                            "cy": Figures.place(y(Double(point.score))), "r": "4.5",
                        ]
                    ) { $0.element("title", "\(reader.minute(point.at)) \u{00B7} \(point.score)") }
                }
            }
            frame.moments(&svg, moments, time, top: 2, bottom: Self.bottom)
        } after: { out in
            frame.list(&out, moments)
            sheet(reader).write(&out, summary: l("The scores as a table", "评分（表格）"))
        }
    }

    /// Where the score stays the same the line says it.
    private var changes: [Point] {
        points.indices.filter { place in
            !points[place].isAlert && (place == 0 || points[place - 1].score != points[place].score)
        }.map { points[$0] }
    }

    private func sheet(_ reader: Reader) -> Sheet {
        let l = reader.language
        // Where the score stays the same nothing new is said.
        var rows: [[Sheet.Cell]] = []
        var before = -1
        for point in points where point.score != before || point.isAlert {
            before = point.score
            rows.append([
                Sheet.Cell(reader.second(point.at), link: point.link), Sheet.Cell("\(point.score)"),
                Sheet.Cell(point.isAlert ? l("alert", "预警") : ""),
            ])
        }
        return Sheet(
            caption: l("Score", "评分"),
            columns: [
                Sheet.Column(name: l("Time", "时间")), Sheet.Column(name: l("Score", "评分"), isNumber: true),
                Sheet.Column(name: l("Event", "事件")),
            ], rows: rows)
    }
}
