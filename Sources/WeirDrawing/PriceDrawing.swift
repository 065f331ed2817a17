public import WeirDomain

/// The price line: which coin price each payment implies, over the board's price. Somebody who trades coins shows two
/// lines that follow the market, one for what he buys at and one for what he sells at.
public struct PriceDrawing: Sendable {
    public var asset: String
    public var currency: Currency?
    /// Oldest first; those without an implied price are left out here.
    public var payments: [PaymentMark]
    /// The board's prices where they change, oldest first.
    public var board: [(at: Instant, price: Price)]
    public var moments: [Moment]

    public init(
        asset: String, currency: Currency?, payments: [PaymentMark], board: [(at: Instant, price: Price)],
        moments: [Moment]
    ) {
        self.asset = asset
        self.currency = currency
        self.payments = payments
        self.board = board
        self.moments = moments
    }

    private static let upper = (top: 16.0, bottom: 190.0)
    private static let lower = (top: 222.0, bottom: 326.0)

    private var priced: [PaymentMark] { payments.filter { $0.implied != nil } }

    public func markup(_ reader: Reader, id: String) -> Markup {
        let l = reader.language
        let frame = Frame(reader: reader, id: id, height: 350)
        let title = l("The price line", "价格线")
        let priced = priced
        guard !priced.isEmpty else { return frame.empty(title: title, empty(reader)) }
        let time = TimeScale(reader, priced.map(\.at) + near(priced))
        return frame.figure(title: title, about: about(reader)) { svg in
            Shape.declare(id, in: &svg)
            absolute(frame, time, priced, &svg)
            relative(frame, time, priced, &svg)
            frame.moments(&svg, moments, time, top: 2, bottom: Self.lower.bottom)
        } after: { out in
            legend(reader, id, &out)
            summary(reader).write(&out, summary: l("The two lines in figures", "两条线的数字"), isOpen: true)
        }
    }

    /// Moments in the span of the prices and a quarter around it: farther ones would press the lines together.
    private func near(_ priced: [PaymentMark]) -> [Instant] {
        guard let first = priced.first?.at, let last = priced.last?.at else { return [] }
        let margin = max(3_600, (last.seconds - first.seconds) / 4)
        let span = first.advanced(bySeconds: -margin)...last.advanced(bySeconds: margin)
        return moments.map(\.at).filter { span.contains($0) }
    }

    private func empty(_ reader: Reader) -> String {
        let l = reader.language
        if board.isEmpty {
            return l(
                "There is no board price for the time of these payments. Hand prices in (PUT /v1/prices): then each "
                    + "amount is compared with what a coin board would have asked for.",
                "这些付款发生时没有盘口价。请提交价格（PUT /v1/prices），之后每笔金额都会与盘口应收金额比较。")
        }
        if payments.isEmpty {
            return l(
                "No payment on show passes between persons on a day whose board price is known.",
                "所示付款中，没有个人之间且当日盘口价已知的付款。")
        }
        return l(
            "None of \(payments.count) amounts is a plain quantity of \(asset) at a price near the board's. That "
                + "speaks for the account.",
            "\(payments.count) 笔金额中没有一笔等于盘口价附近的整数量 \(asset)。这对账户有利。")
    }

    private func about(_ reader: Reader) -> String {
        let l = reader.language
        let fitting = priced.count
        return l(
            "\(fitting) of \(payments.count) amounts \(fitting == 1 ? "is" : "are") a plain quantity of \(asset) at a "
                + "price near the board's. "
                + "Above: the price that each implies, and the board's (grey). Below: how far it lies from the "
                + "board's, in thousandths; a trader's two lines run side by side, and the gap is the spread.",
            "\(payments.count) 笔金额中有 \(fitting) 笔等于盘口价附近的整数量 \(asset)。上图：每笔隐含的价格与盘口价"
                + "（灰线）。下图：与盘口价的距离（千分比）；币商的两条线并行，间距即价差。")
    }

    /// The board's prices over the drawing's span, from the one in force at its beginning; each stands until the next.
    private func boardLine(_ time: TimeScale) -> [(at: Instant, price: Price)] {
        var line: [(at: Instant, price: Price)] = []
        for quote in board where quote.at <= time.to {
            if quote.at <= time.from {
                line = [(time.from, quote.price)]
            } else {
                line.append(quote)
            }
        }
        if let last = line.last { line.append((time.to, last.price)) }
        return line
    }

    private func absolute(_ frame: Frame, _ time: TimeScale, _ priced: [PaymentMark], _ svg: inout Markup) {
        let boardLine = boardLine(time)
        let prices = priced.compactMap { $0.implied.map(Self.number) } + boardLine.map { Self.number($0.price) }
        let (low, high) = Self.padded(prices, least: 0.02)
        let y = Scale(from: low, to: high, start: Self.upper.bottom, end: Self.upper.top)
        let ticks = Scale.ticks(low, high, about: 4)
        frame.timeAxis(&svg, time, top: Self.upper.top, bottom: Self.upper.bottom)
        for value in ticks.values { frame.level(&svg, y: y(value), Figures.decimal(value, max(2, ticks.digits))) }
        frame.stretched(&svg) { box in
            box.mark(
                "path",
                [
                    "class": "dw-board",
                    "d": Frame.path(boardLine.map { (time($0.at), y(Self.number($0.price))) }, isStepped: true),
                ])
            for isIncoming in [true, false] {
                let points = priced.filter { $0.isIncoming == isIncoming }.compactMap { payment in
                    payment.implied.map { (time(payment.at), y(Self.number($0))) }
                }
                box.mark(
                    "path", ["class": isIncoming ? "dw-line dw-in" : "dw-line dw-out", "d": Frame.path(points)])
            }
        }
        for payment in priced {
            guard let implied = payment.implied else { continue }
            Shape.draw(
                payment, frame.id, at: (time(payment.at), y(Self.number(implied))), frame.reader.tip(payment), in: &svg)
        }
    }

    private func relative(_ frame: Frame, _ time: TimeScale, _ priced: [PaymentMark], _ svg: inout Markup) {
        let premiums = priced.compactMap(\.premium)
        let (low, high) = Self.padded(premiums + [0], least: 4)
        let y = Scale(from: low, to: high, start: Self.lower.bottom, end: Self.lower.top)
        for value in Scale.ticks(low, high, about: 6).values where abs(value) > 1e-9 {
            let label = (value > 0 ? "+" : "") + Figures.place(value).replacing("-", with: "\u{2212}") + " \u{2030}"
            frame.level(&svg, y: y(value), label)
        }
        frame.level(&svg, y: y(0), frame.reader.language("board", "盘口"), "dw-zero")
        frame.stretched(&svg) { box in
            for isIncoming in [true, false] {
                let points = priced.filter { $0.isIncoming == isIncoming }.compactMap { payment in
                    payment.premium.map { (time(payment.at), y($0)) }
                }
                box.mark(
                    "path", ["class": isIncoming ? "dw-line dw-in" : "dw-line dw-out", "d": Frame.path(points)])
                // Lines of no length with round ends: all points of a side in one mark.
                let dots = points.map { "M\(Figures.place($0.0 * 10)) \(Figures.place($0.1))h0" }
                box.mark("path", ["class": isIncoming ? "dw-dot dw-in" : "dw-dot dw-out", "d": dots.joined()])
            }
        }
        for isIncoming in [true, false] {
            guard let middle = Self.median(priced.filter { $0.isIncoming == isIncoming }.compactMap(\.premium)) else {
                continue
            }
            svg.mark(
                "line",
                [
                    "class": isIncoming ? "dw-median dw-in" : "dw-median dw-out",
                    // Not through the figures of the levels.
                    "x1": Figures.percent(TimeScale.margins.left), "x2": "100%",
                    "y1": Figures.place(y(middle)), "y2": Figures.place(y(middle)),
                ])
        }
    }

    /// The lines, and the shapes of what was decided as far as there are any.
    private func legend(_ reader: Reader, _ id: String, _ out: inout Markup) {
        let l = reader.language
        out.element("ul", ["class": "dw-legend"]) { list in
            for (kind, words) in [
                ("dw-line dw-in", l("paid in: coins sold", "收款：卖出币")),
                ("dw-line dw-out", l("paid out: coins bought", "付款：买入币")),
                ("dw-board", l("board price", "盘口价")),
                ("dw-median dw-in", l("dotted: the middle of each line", "点线：各线的中位值")),
            ] {
                list.element("li") { item in
                    item.element("svg", ["width": "24", "height": "10", "aria-hidden": "true"]) {
                        $0.mark("path", ["class": kind, "d": "M1 5H23"])
                    }
                    item.write(words)
                }
            }
            for outcome in Outcome.allCases where priced.contains(where: { $0.outcome == outcome }) {
                list.element("li") { item in
                    item.element("svg", ["width": "14", "height": "14", "aria-hidden": "true"]) {
                        $0.mark("use", ["href": "#\(id)-\(outcome.name)", "x": "7", "y": "7", "class": "dw-ink"])
                    }
                    item.write(reader.word(outcome))
                }
            }
        }
    }

    private func summary(_ reader: Reader) -> Sheet {
        let l = reader.language
        func row(_ name: String, _ isIncoming: Bool) -> [Sheet.Cell] {
            let all = payments.filter { $0.isIncoming == isIncoming }
            let fitting = all.filter { $0.implied != nil }
            let prices = fitting.compactMap(\.implied).sorted()
            return [
                Sheet.Cell(name), Sheet.Cell("\(fitting.count) / \(all.count)"),
                Sheet.Cell(prices.first?.text ?? "\u{2013}"), Sheet.Cell(prices.last?.text ?? "\u{2013}"),
                Sheet.Cell(Self.median(fitting.compactMap(\.premium)).map { Self.signed($0) } ?? "\u{2013}"),
            ]
        }
        let inside = Self.median(priced.filter(\.isIncoming).compactMap(\.premium))
        let outside = Self.median(priced.filter { !$0.isIncoming }.compactMap(\.premium))
        var rows = [
            row(l("Paid in (coins sold)", "收款（卖出币）"), true), row(l("Paid out (coins bought)", "付款（买入币）"), false),
        ]
        if let inside, let outside {
            rows.append([
                Sheet.Cell(l("Spread", "价差")), Sheet.Cell(""), Sheet.Cell(""), Sheet.Cell(""),
                Sheet.Cell(Self.signed(inside - outside)),
            ])
        }
        return Sheet(
            caption: l("Implied prices of \(asset)", "\(asset) 的隐含价格"),
            columns: [
                Sheet.Column(name: l("Line", "线")), Sheet.Column(name: l("On the lattice", "落在格点"), isNumber: true),
                Sheet.Column(name: l("Lowest", "最低"), isNumber: true),
                Sheet.Column(name: l("Highest", "最高"), isNumber: true),
                Sheet.Column(name: l("Middle against board, \u{2030}", "与盘口之差（中位，\u{2030}）"), isNumber: true),
            ], rows: rows)
    }

    // MARK: Figures

    static func number(_ price: Price) -> Double { Double(price.micros) / 1_000_000 }

    static func signed(_ value: Double) -> String { (value > 0 ? "+" : "") + Figures.decimal(value, 1) }

    static func median(_ values: [Double]) -> Double? {
        let sorted = values.sorted()
        guard !sorted.isEmpty else { return nil }
        let half = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2
    }

    /// Room for the figures, and not less than so much.
    private static func padded(_ values: [Double], least: Double) -> (Double, Double) {
        let (low, high) = (values.min() ?? 0, values.max() ?? 1)
        let pad = max((high - low) * 0.08, (least - (high - low)) / 2, least * 0.1)
        return (low - pad, high + pad)
    }
}
