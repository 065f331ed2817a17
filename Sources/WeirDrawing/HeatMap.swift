public import WeirDomain

/// At which hours of which days an account deals: a dealer keeps shifts, a shop its opening hours.
public struct HeatMap: Sendable {
    public var times: [Instant]

    public init(times: [Instant]) { self.times = times }

    private static let row = 20.0
    private static let left = 9.0

    /// Payments by hour of the week.
    func counts(_ reader: Reader) -> [Int] {
        var counts = [Int](repeating: 0, count: 168)
        for time in times { counts[reader.hourOfWeek(time)] += 1 }
        return counts
    }

    public func markup(_ reader: Reader, id: String) -> Markup {
        let l = reader.language
        let frame = Frame(reader: reader, id: id, height: Self.row * 7 + 22)
        let title = l("Hours and days", "时段与星期")
        guard !times.isEmpty else {
            return frame.empty(
                title: title,
                l("Nothing yet: each payment strengthens the hour in which it fell.", "暂无数据：每笔付款会增强所在时段的颜色。"))
        }
        let counts = counts(reader)
        let most = counts.max() ?? 1
        return frame.figure(title: title, about: about(reader, counts)) { svg in
            let width = (100 - Self.left) / 24
            for day in 0..<7 {
                let y = Double(day) * Self.row
                svg.element(
                    "text", ["class": "dw-tick", "x": "0", "y": Figures.place(y + 14)], Self.days(l)[day])
                svg.mark(
                    "rect",
                    [
                        "class": "dw-heat dw-h0", "x": Figures.percent(Self.left), "y": Figures.place(y),
                        "width": Figures.percent(100 - Self.left), "height": Figures.place(Self.row),
                    ])
                for hour in 0..<24 where counts[day * 24 + hour] > 0 {
                    let count = counts[day * 24 + hour]
                    svg.element(
                        "rect",
                        [
                            "class": "dw-heat dw-h\(Self.shade(count, most))",
                            "x": Figures.percent(Self.left + Double(hour) * width), "y": Figures.place(y),
                            "width": Figures.percent(width), "height": Figures.place(Self.row),
                        ]
                    ) { $0.element("title", "\(Self.days(l)[day]) \(hour):00 \u{00B7} \(count)") }
                }
            }
            for hour in [0, 6, 12, 18, 23] {
                svg.element(
                    "text",
                    [
                        "class": "dw-tick", "x": Figures.percent(Self.left + (Double(hour) + 0.5) * width),
                        "y": Figures.place(Self.row * 7 + 15), "text-anchor": "middle",
                    ], "\(hour)")
            }
        } after: { out in
            Self.scale(most, &out)
            sheet(reader, counts).write(&out, summary: l("Payments by hour as a table", "按小时统计（表格）"))
        }
    }

    private func about(_ reader: Reader, _ counts: [Int]) -> String {
        let l = reader.language
        let night = (0..<7).reduce(0) { sum, day in sum + counts[(day * 24 + 1)..<(day * 24 + 6)].reduce(0, +) }
        let hours = (0..<24).count { hour in (0..<7).contains { counts[$0 * 24 + hour] > 0 } }
        return l(
            "\(times.count) \(times.count == 1 ? "payment" : "payments") by hour (\(reader.zone)); "
                + "the stronger, the more. Active in \(hours) of 24 hours; "
                + "\(Figures.decimal(Double(night) * 100 / Double(max(1, times.count)), 0)) % between 01:00 and 06:00.",
            "\(times.count) 笔收付按小时分布（\(reader.zone)），颜色越强越多。24 小时中有 \(hours) 个时段活跃；"
                + "01:00 至 06:00 占 \(Figures.decimal(Double(night) * 100 / Double(max(1, times.count)), 0)) %。")
    }

    /// Nothing is 0; otherwise 1 to 5.
    static func shade(_ count: Int, _ most: Int) -> Int {
        count == 0 ? 0 : max(1, min(5, (count * 5 + most - 1) / max(most, 1)))
    }

    /// How many payments each shade stands for.
    private static func scale(_ most: Int, _ out: inout Markup) {
        out.element("ul", ["class": "dw-legend"]) { list in
            for shade in 0...5 {
                let counts = (0...most).filter { Self.shade($0, most) == shade }
                guard let first = counts.first, let last = counts.last else { continue }
                list.element("li") { item in
                    item.element("svg", ["width": "14", "height": "14", "aria-hidden": "true"]) {
                        $0.mark("rect", ["class": "dw-heat dw-h\(shade)", "width": "14", "height": "14"])
                    }
                    item.write(first == last ? "\(first)" : "\(first)\u{2013}\(last)")
                }
            }
        }
    }

    static func days(_ l: Language) -> [String] {
        l == .english
            ? ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] : ["周一", "周二", "周三", "周四", "周五", "周六", "周日"]
    }

    private func sheet(_ reader: Reader, _ counts: [Int]) -> Sheet {
        let l = reader.language
        return Sheet(
            caption: l("Payments by hour and day", "按小时和星期统计"),
            columns: [Sheet.Column(name: l("Hour", "小时"))]
                + Self.days(l).map { Sheet.Column(name: $0, isNumber: true) },
            rows: (0..<24).filter { hour in (0..<7).contains { counts[$0 * 24 + hour] > 0 } }.map { hour in
                [Sheet.Cell("\(hour):00")]
                    + (0..<7).map { day in
                        let count = counts[day * 24 + hour]
                        return Sheet.Cell(count == 0 ? "" : "\(count)")
                    }
            })
    }
}
