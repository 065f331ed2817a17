import WeirDomain

/// An account's payments one after the other: in above the line, out below it, as high as they are large.
public struct Timeline: Sendable {
    public var payments: [PaymentMark]
    public var moments: [Moment]
    /// How many payments there are beside those on show, if that is known.
    public var beyond: Int

    /// - Parameter payments: oldest first.
    public init(payments: [PaymentMark], moments: [Moment], beyond: Int = 0) {
        self.payments = payments
        self.moments = moments
        self.beyond = beyond
    }

    private static let top = 16.0
    private static let middle = 132.0
    private static let bottom = 248.0

    public func markup(_ reader: Reader, id: String) -> Markup {
        let l = reader.language
        let frame = Frame(reader: reader, id: id, height: 270)
        let title = l("Payments in time", "收付时间线")
        guard !payments.isEmpty else {
            return frame.empty(
                title: title,
                l(
                    "No payment is on show. As soon as the account pays or is paid, each payment stands here, with "
                        + "those that were held or declined.", "暂无付款。账户一有收付，每笔付款（包括被暂缓和被拒绝的）都会显示在这里。"))
        }
        let time = TimeScale(reader, payments.map(\.at) + moments.map(\.at))
        return frame.figure(title: title, about: about(reader)) { svg in
            Shape.declare(id, in: &svg)
            draw(frame, time, &svg)
        } after: { out in
            frame.list(&out, moments)
            Self.legend(reader, id, &out)
            sheet(reader).write(&out, summary: l("The same payments as a table", "同样的记录（表格）"))
        }
    }

    private func about(_ reader: Reader) -> String {
        let l = reader.language
        func count(_ outcome: Outcome) -> Int { payments.count { $0.outcome == outcome } }
        let inside = payments.count(where: \.isIncoming)
        var words = l(
            "\(inside) in (above the line), \(payments.count - inside) out (below); \(count(.hold)) held, "
                + "\(count(.decline)) declined. Heights are logarithmic. Times are \(reader.zone).",
            "收入 \(inside) 笔（线上），付出 \(payments.count - inside) 笔（线下）；暂缓 \(count(.hold)) 笔，"
                + "拒绝 \(count(.decline)) 笔。高度为对数刻度。时间为 \(reader.zone)。")
        if beyond > 0 {
            words += l(" \(beyond) more are not drawn.", " 另有 \(beyond) 笔未画出。")
        }
        return words
    }

    private func draw(_ frame: Frame, _ time: TimeScale, _ svg: inout Markup) {
        let sums = payments.map { max($0.sum, 0.01) }
        let powers = sums.map { Self.log10($0) }
        let least = (powers.min() ?? 0) - 0.25
        let most = max((powers.max() ?? 1) + 0.1, least + 1)
        let height = Scale(from: least, to: most, start: 6, end: Self.middle - Self.top - 8)
        frame.timeAxis(&svg, time, top: Self.top, bottom: Self.bottom)
        let whole = (Int(least.rounded(.up))...Int(most.rounded(.down)))
        for power in whole where most - least >= 1 && !whole.isEmpty {
            let label = Figures.rough(Self.power(power))
            frame.level(&svg, y: Self.middle - height(Double(power)), label)
            frame.level(&svg, y: Self.middle + height(Double(power)), label)
        }
        frame.stretched(&svg) { box in
            for isIncoming in [true, false] {
                var path = ""
                for (payment, power) in zip(payments, powers) where payment.isIncoming == isIncoming {
                    let y = Self.middle + (isIncoming ? -height(power) : height(power))
                    path += "M\(Figures.place(time(payment.at) * 10)) \(Figures.place(Self.middle))V\(Figures.place(y))"
                }
                box.mark("path", ["class": isIncoming ? "dw-stem dw-in" : "dw-stem dw-out", "d": path])
            }
        }
        frame.level(&svg, y: Self.middle, "", "dw-axis")
        for (payment, power) in zip(payments, powers) {
            let y = Self.middle + (payment.isIncoming ? -height(power) : height(power))
            Shape.draw(payment, frame.id, at: (time(payment.at), y), frame.reader.tip(payment), in: &svg)
        }
        frame.moments(&svg, moments, time, top: 2, bottom: Self.bottom)
    }

    static func legend(_ reader: Reader, _ prefix: String, _ out: inout Markup) {
        let l = reader.language
        out.element("ul", ["class": "dw-legend"]) { list in
            for (kind, words) in [("dw-in", l("money in", "收入")), ("dw-out", l("money out", "付出"))] {
                list.element("li") { item in
                    item.element("svg", ["width": "14", "height": "14", "aria-hidden": "true", "class": kind]) {
                        $0.mark("rect", ["x": "2", "y": "2", "width": "10", "height": "10"])
                    }
                    item.write(words)
                }
            }
            for outcome in Outcome.allCases {
                list.element("li") { item in
                    item.element("svg", ["width": "14", "height": "14", "aria-hidden": "true"]) {
                        $0.mark(
                            "use", ["href": "#\(prefix)-\(outcome.name)", "x": "7", "y": "7", "class": "dw-ink"])
                    }
                    item.write(reader.word(outcome))
                }
            }
        }
    }

    private func sheet(_ reader: Reader) -> Sheet {
        let l = reader.language
        let withPrices = payments.contains { $0.implied != nil }
        var columns = [
            Sheet.Column(name: l("Time", "时间")), Sheet.Column(name: l("Way", "方向")),
            Sheet.Column(name: l("Other account", "对方账户")),
            Sheet.Column(name: l("Amount", "金额"), isNumber: true), Sheet.Column(name: l("Decision", "决定")),
        ]
        if withPrices {
            columns += [
                Sheet.Column(name: l("Implied price", "隐含价格"), isNumber: true),
                Sheet.Column(name: l("Board", "盘口价"), isNumber: true),
                Sheet.Column(name: l("Off lattice", "偏离格点"), isNumber: true),
            ]
        }
        columns.append(Sheet.Column(name: l("Remark", "备注")))
        let rows = payments.reversed().map { payment -> [Sheet.Cell] in
            var cells = [
                Sheet.Cell(reader.second(payment.at), link: payment.link),
                Sheet.Cell(payment.isIncoming ? l("in", "收") : l("out", "付")),
                Sheet.Cell(payment.other, link: payment.otherLink, isForeign: true, kind: "dw-id"),
                Sheet.Cell(Figures.grouped(payment.amount.text(payment.currency))),
                Sheet.Cell(reader.word(payment.outcome), kind: "dw-" + payment.outcome.name),
            ]
            if withPrices {
                cells += [
                    Sheet.Cell(payment.implied?.text ?? "\u{2013}"), Sheet.Cell(payment.board?.text ?? "\u{2013}"),
                    Sheet.Cell(payment.residual.map { Figures.decimal(Double($0) / 100, 2) } ?? "\u{2013}"),
                ]
            }
            cells.append(Sheet.Cell(payment.remark, isForeign: true, kind: "dw-remark"))
            return cells
        }
        return Sheet(caption: l("Payments, newest first", "收付记录，最新在前"), columns: columns, rows: rows)
    }

    // MARK: Logarithms without a C library

    static func power(_ exponent: Int) -> Double {
        var value = 1.0
        for _ in 0..<abs(exponent) { value *= 10 }
        return exponent < 0 ? 1 / value : value
    }

    /// Good to a thousandth, which is less than a pixel.
    static func log10(_ value: Double) -> Double {
        guard value > 0, value.isFinite else { return 0 }
        // value = m · 2^e with m in [1, 2); the series of artanh converges quickly there.
        let m = Double(value.significand)
        let z = (m - 1) / (m + 1)
        let square = z * z
        let ln = 2 * z * (1 + square * (1.0 / 3 + square * (1.0 / 5 + square * (1.0 / 7 + square / 9))))
        return (ln + Double(value.exponent) * 0.693_147_180_559_945_3) * 0.434_294_481_903_251_8
    }
}
