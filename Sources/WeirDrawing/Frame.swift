import WeirDomain

/// A drawing with what belongs to it: its title, what it shows in words, the same figures as a table.
///
/// Drawings are fluid without a script: everything stands at a share of the width and a height in pixels, so that type
/// stays as large as it is on a wide screen and on a telephone. Lines and areas lie in a box of their own, which
/// stretches; points and words lie over it.
struct Frame {
    let reader: Reader
    /// Names what is referred to within the page; each drawing of a page has another one.
    let id: String
    let height: Double

    /// Where the stretched box thinks it ends.
    static let width = 1000.0

    func figure(
        title: String, about: String, svg: (inout Markup) -> Void, after: (inout Markup) -> Void = { _ in }
    ) -> Markup {
        var out = Markup()
        out.element("figure", ["class": "dw", "id": id]) { figure in
            figure.element("figcaption") { caption in
                caption.element("h3", title)
                caption.element("p", ["class": "dw-about"], about)
            }
            figure.element(
                "svg",
                [
                    "class": "dw-plot", "width": "100%", "height": Figures.place(height), "role": "group",
                    "aria-labelledby": "\(id)-t \(id)-d",
                ]
            ) { inner in
                inner.element("title", ["id": "\(id)-t"], title)
                inner.element("desc", ["id": "\(id)-d"], about)
                svg(&inner)
            }
            after(&figure)
        }
        return out
    }

    /// A figure that has nothing to show says when it will.
    func empty(title: String, _ words: String) -> Markup {
        var out = Markup()
        out.element("figure", ["class": "dw", "id": id]) { figure in
            figure.element("figcaption") { $0.element("h3", title) }
            figure.element("p", ["class": "dw-empty"], words)
        }
        return out
    }

    /// The box that stretches: places across go from 0 to a thousand.
    func stretched(_ svg: inout Markup, top: Double = 0, height: Double? = nil, _ body: (inout Markup) -> Void) {
        let high = height ?? self.height
        svg.element(
            "svg",
            [
                "y": Figures.place(top), "width": "100%", "height": Figures.place(high),
                "viewBox": "0 0 1000 \(Figures.place(high))", "preserveAspectRatio": "none", "aria-hidden": "true",
            ], body)
    }

    /// A line of points of the stretched box, given in hundredths of the width and pixels.
    static func path(_ points: [(x: Double, y: Double)], isStepped: Bool = false) -> String {
        var path = ""
        for (place, point) in points.enumerated() {
            let (x, y) = (Figures.place(point.x * 10), Figures.place(point.y))
            path += place == 0 ? "M\(x) \(y)" : isStepped ? "H\(x)V\(y)" : "L\(x) \(y)"
        }
        return path
    }

    /// A level line with its figure, which stands over the line at the left.
    func level(_ svg: inout Markup, y: Double, _ label: String, _ kind: String = "dw-grid") {
        svg.mark("line", ["class": kind, "x1": "0", "x2": "100%", "y1": Figures.place(y), "y2": Figures.place(y)])
        svg.element("text", ["class": "dw-tick", "x": "0", "y": Figures.place(y - 3)], label)
    }

    /// The labels of a time axis, and hairlines upwards from it.
    func timeAxis(_ svg: inout Markup, _ time: TimeScale, top: Double, bottom: Double) {
        for tick in time.ticks {
            let x = time(tick.at)
            svg.mark(
                "line",
                [
                    "class": "dw-grid", "x1": Figures.percent(x), "x2": Figures.percent(x),
                    "y1": Figures.place(top), "y2": Figures.place(bottom),
                ])
            let anchor = x < 8 ? "start" : x > 92 ? "end" : "middle"
            svg.element(
                "text",
                [
                    "class": "dw-tick", "x": Figures.percent(x), "y": Figures.place(bottom + 15),
                    "text-anchor": anchor,
                ], tick.label)
        }
    }

    /// Lines at moments of the drawing's span, numbered; the list of what they are stands under the drawing.
    func moments(_ svg: inout Markup, _ moments: [Moment], _ time: TimeScale, top: Double, bottom: Double) {
        var last = -100.0
        var row = 0
        for (place, moment) in moments.enumerated() where moment.at >= time.from && moment.at <= time.to {
            let x = time(moment.at)
            row = x - last < 3 ? (row + 1) % 3 : 0
            last = x
            svg.mark(
                "line",
                [
                    "class": moment.isGrave ? "dw-stop" : "dw-moment", "x1": Figures.percent(x),
                    "x2": Figures.percent(x), "y1": Figures.place(top), "y2": Figures.place(bottom),
                ])
            svg.element(
                "text",
                [
                    "class": moment.isGrave ? "dw-stop-label" : "dw-moment-label", "x": Figures.percent(x),
                    "y": Figures.place(top + 9 + Double(row) * 12), "text-anchor": x > 90 ? "end" : "start",
                    "dx": x > 90 ? "-3" : "3",
                ]
            ) { label in
                label.element("title", reader.minute(moment.at) + " " + moment.label)
                label.write("\(place + 1)")
            }
        }
    }

    /// What the numbered lines are.
    func list(_ out: inout Markup, _ moments: [Moment]) {
        guard !moments.isEmpty else { return }
        out.element("ol", ["class": "dw-moments"]) { list in
            for moment in moments {
                list.element("li", ["class": moment.isGrave ? "dw-grave" : nil]) { item in
                    item.element("time", ["datetime": moment.at.rfc3339], reader.minute(moment.at))
                    item.write(" ")
                    if let link = moment.link {
                        item.element("a", ["href": link], moment.label)
                    } else {
                        item.write(moment.label)
                    }
                }
            }
        }
    }
}

/// A table of the figures that a drawing shows.
struct Sheet {
    struct Column {
        var name: String
        var isNumber = false
    }

    struct Cell {
        var text: String
        var link: String?
        var isForeign = false
        var kind: String?

        init(_ text: String, link: String? = nil, isForeign: Bool = false, kind: String? = nil) {
            self.text = text
            self.link = link
            self.isForeign = isForeign
            self.kind = kind
        }
    }

    var caption: String
    var columns: [Column]
    var rows: [[Cell]]

    /// Folded away until somebody opens it; no script is needed for that.
    func write(_ out: inout Markup, summary: String, isOpen: Bool = false) {
        out.element("details", ["class": "dw-table", "open": isOpen ? "" : nil]) { details in
            details.element("summary", summary)
            details.element("div", ["class": "dw-scroll", "tabindex": "0", "role": "region", "aria-label": caption]) {
                table(in: &$0)
            }
        }
    }

    private func table(in out: inout Markup) {
        out.element("table") { table in
            table.element("caption", ["class": "dw-unseen"], caption)
            table.element("thead") { head in
                head.element("tr") { row in
                    for column in columns {
                        row.element("th", ["scope": "col", "class": column.isNumber ? "n" : nil], column.name)
                    }
                }
            }
            table.element("tbody") { body in
                for cells in rows {
                    body.element("tr") { row in
                        for (column, cell) in zip(columns, cells) { write(cell, column, in: &row) }
                    }
                }
            }
        }
    }

    private func write(_ cell: Cell, _ column: Column, in row: inout Markup) {
        row.element("td", ["class": cell.kind ?? (column.isNumber ? "n" : nil)]) { out in
            func content(_ out: inout Markup) {
                if cell.text.isEmpty { return }
                if cell.isForeign { out.isolated(cell.text) } else { out.write(cell.text) }
            }
            if let link = cell.link { out.element("a", ["href": link], content) } else { content(&out) }
        }
    }
}
