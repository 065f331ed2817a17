import WeirDomain

/// How far amounts lie from what a coin board would have produced, beside those of an honest look-alike.
///
/// The look-alike is nobody: for each payment an amount just as round and about as large, which nobody chose by a
/// price. So an innocent person's account is never shown on somebody else's page, and roundness cannot mislead.
public struct Residuals: Sendable {
    public var payments: [PaymentMark]

    public init(payments: [PaymentMark]) { self.payments = payments }

    private static let bins = 48

    private var measured: [PaymentMark] { payments.filter { $0.residual != nil && $0.likeness != nil } }

    public func markup(_ reader: Reader, id: String) -> Markup {
        let l = reader.language
        let frame = Frame(reader: reader, id: id, height: 168)
        let title = l("Distance from the lattice", "与格点的距离")
        let measured = measured
        guard !measured.isEmpty else {
            return frame.empty(
                title: title,
                l(
                    "Distances are shown as soon as there are board prices for the time of the payments.",
                    "一旦有付款当时的盘口价，这里就会显示距离。"))
        }
        let own = measured.compactMap(\.residual)
        let others = measured.compactMap(\.likeness)
        return frame.figure(title: title, about: about(reader, own, others)) { svg in
            draw(frame, measured, own, others, &svg)
        } after: { out in
            sheet(reader, own, others).write(&out, summary: l("The distances in figures", "距离（表格）"))
        }
    }

    private func about(_ reader: Reader, _ own: [Int64], _ others: [Int64]) -> String {
        let l = reader.language
        let (mine, theirs) = (own.count { $0 == 0 }, others.count { $0 == 0 })
        return l(
            "How many payments lie how far away; at the left edge the amount is exactly a plain quantity times a board "
                + "price. Exact: \(mine) of \(own.count) here, \(theirs) of \(others.count) of a look-alike, whose "
                + "amounts are just as round and about as large but chosen by no price. More can be exact than have a "
                + "price in the drawing above: an amount that several quantities explain has no one price.",
            "各距离上的付款笔数；最左端表示金额恰为整数量乘以盘口价。完全吻合：本账户 \(own.count) 笔中 \(mine) 笔，"
                + "对照 \(others.count) 笔中 \(theirs) 笔。对照金额同样整、差不多大，但不是按价格定的。"
                + "完全吻合的可能多于上图有价格的：可由多个数量解释的金额没有唯一价格。")
    }

    private func draw(
        _ frame: Frame, _ measured: [PaymentMark], _ own: [Int64], _ others: [Int64], _ svg: inout Markup
    ) {
        let l = frame.reader.language
        // Beyond a unit it does not matter how far.
        let most = min(1, Double(max(own.max() ?? 1, others.max() ?? 1, 10)) / 100)
        let x = Scale(from: 0, to: most, start: 2, end: 98)
        for value in Scale.ticks(0, most, about: 5).values {
            svg.mark(
                "line",
                [
                    "class": "dw-grid", "x1": Figures.percent(x(value)), "x2": Figures.percent(x(value)), "y1": "16",
                    "y2": "146",
                ])
            svg.element(
                "text",
                [
                    "class": "dw-tick", "x": Figures.percent(x(value)), "y": "162",
                    "text-anchor": x(value) > 90 ? "end" : "middle",
                ], Figures.place(value) + (value >= 1 ? "+" : ""))
        }
        let rows: [(String, Double, [Int64])] = [
            (l("this account", "本账户"), 16, own), (l("honest look-alike", "诚实的对照"), 84, others),
        ]
        for (place, row) in rows.enumerated() {
            svg.element(
                "text", ["class": "dw-strong", "x": "100%", "y": Figures.place(row.1 + 11), "text-anchor": "end"],
                row.0)
            var counts = [Int](repeating: 0, count: Self.bins + 1)
            for distance in row.2 {
                counts[Int(min(1, Double(distance) / 100 / most) * Double(Self.bins))] += 1
            }
            let highest = Double(max(1, row.2.count))
            for (bin, count) in counts.enumerated() where count > 0 {
                // The share of all amounts; one amount alone can still be seen.
                let height = max(2, Double(count) / highest * 56)
                svg.element(
                    "rect",
                    [
                        "class": place == 0 ? "dw-bar dw-in" : "dw-bar dw-quiet",
                        "x": Figures.percent(x(Double(bin) / Double(Self.bins) * most)),
                        "y": Figures.place(row.1 + 60 - height), "width": Figures.percent(96 / Double(Self.bins) * 0.8),
                        "height": Figures.place(height),
                    ]
                ) { $0.element("title", "\(count)") }
            }
            svg.mark(
                "line",
                [
                    "class": "dw-axis", "x1": "0", "x2": "100%", "y1": Figures.place(row.1 + 60),
                    "y2": Figures.place(row.1 + 60),
                ])
        }
    }

    private func sheet(_ reader: Reader, _ own: [Int64], _ others: [Int64]) -> Sheet {
        let l = reader.language
        func share(_ values: [Int64], _ range: ClosedRange<Int64>) -> Sheet.Cell {
            Sheet.Cell("\(values.count { range.contains($0) })")
        }
        let bands: [(String, ClosedRange<Int64>)] = [
            (l("exact", "完全吻合"), 0...0), ("0.01\u{2013}0.05", 1...5), ("0.06\u{2013}0.20", 6...20),
            ("0.21\u{2013}1.00", 21...100), (l("above 1.00", "大于 1.00"), 101...Int64.max),
        ]
        return Sheet(
            caption: title(reader),
            columns: [
                Sheet.Column(name: l("Distance", "距离")), Sheet.Column(name: l("This account", "本账户"), isNumber: true),
                Sheet.Column(name: l("Look-alike", "对照"), isNumber: true),
            ],
            rows: bands.map { [Sheet.Cell($0.0), share(own, $0.1), share(others, $0.1)] })
    }

    private func title(_ reader: Reader) -> String { reader.language("Distance from the lattice", "与格点的距离") }
}
