/// Counts side by side, such as measures by month. A count that is kept back has a mark instead of a bar.
public struct Columns: Sendable {
    public struct Column: Sendable {
        public var name: String
        /// `nil` where it is kept back.
        public var count: Int?

        public init(name: String, count: Int?) {
            self.name = name
            self.count = count
        }
    }

    public var title: String
    public var about: String
    public var columns: [Column]
    /// What stands for a count that is kept back.
    public var keptBack: String
    /// What a column is; a month where nothing is said.
    public var unit: String?

    public init(title: String, about: String, columns: [Column], keptBack: String, unit: String? = nil) {
        self.title = title
        self.about = about
        self.columns = columns
        self.keptBack = keptBack
        self.unit = unit
    }

    public func markup(_ reader: Reader, id: String) -> Markup {
        let frame = Frame(reader: reader, id: id, height: 170)
        guard !columns.isEmpty else { return frame.empty(title: title, about) }
        let most = Double(max(1, columns.compactMap(\.count).max() ?? 1))
        let slot = 100 / Double(columns.count)
        let width = min(slot * 0.72, 12)
        let every = max(1, (columns.count + 7) / 8)
        return frame.figure(title: title, about: about) { svg in
            for (place, column) in columns.enumerated() {
                let middle = (Double(place) + 0.5) * slot
                let height = Double(column.count ?? 0) / most * 112
                svg.mark(
                    "rect",
                    [
                        "class": "dw-column", "x": Figures.percent(middle - width / 2),
                        "y": Figures.place(140 - height), "width": Figures.percent(width),
                        "height": Figures.place(height),
                    ])
                let label = column.count.map { $0 == 0 ? "" : "\($0)" } ?? keptBack
                svg.element(
                    "text",
                    [
                        "class": "dw-strong", "x": Figures.percent(middle), "y": Figures.place(134 - height),
                        "text-anchor": "middle",
                    ], label)
                guard place % every == 0 else { continue }
                svg.element(
                    "text",
                    [
                        "class": "dw-tick", "x": Figures.percent(middle), "y": "157", "text-anchor": "middle",
                    ], column.name)
            }
            svg.mark("line", ["class": "dw-axis", "x1": "0", "x2": "100%", "y1": "140", "y2": "140"])
        } after: { out in
            Sheet(
                caption: title,
                columns: [
                    Sheet.Column(name: unit ?? reader.language("Month", "月份")),
                    Sheet.Column(name: reader.language("Count", "数量"), isNumber: true),
                ],
                rows: columns.map { [Sheet.Cell($0.name), Sheet.Cell($0.count.map(String.init) ?? keptBack)] }
            ).write(&out, summary: reader.language("The same as a table", "表格"))
        }
    }
}
