/// Lines over two axes, as SVG. Colours come from the page's style, so that light and dark both read well; each line
/// has a dash pattern of its own too, and a name beside the plot.
struct LinePlot {
    struct Line {
        var name: String
        /// In the plot's units; drawn as steps where `isStepped`.
        var points: [(x: Double, y: Double)]
        /// A single point to stand out.
        var mark: (x: Double, y: Double)?
        /// Where the true line lies with 95 % confidence, drawn pale behind it.
        var band: [(x: Double, low: Double, high: Double)] = []
    }

    var title: String
    var xName: String
    var yName: String
    var xMaximum: Double
    var lines: [Line]
    var isStepped = false
    var xIsPercent = false

    private static let width = 720.0
    private static let height = 340.0
    private static let left = 64.0
    private static let right = 190.0
    private static let top = 18.0
    private static let bottom = 52.0

    private func x(_ value: Double) -> Double {
        Self.left + (Self.width - Self.left - Self.right) * min(max(value / max(xMaximum, 1e-9), 0), 1)
    }

    private func y(_ value: Double) -> Double {
        Self.height - Self.bottom - (Self.height - Self.top - Self.bottom) * min(max(value, 0), 1)
    }

    var svg: String {
        var out = "<svg class=\"plot\" viewBox=\"0 0 720 340\" role=\"img\" aria-label=\"\(Numbers.escaped(title))\">"
        out += "<title>\(Numbers.escaped(title))</title>"
        out += axes
        for (place, line) in lines.enumerated() { out += drawn(band: line.band, place) }
        for (place, line) in lines.enumerated() { out += drawn(line, place) }
        out += legend
        return out + "</svg>"
    }

    private func drawn(band: [(x: Double, low: Double, high: Double)], _ place: Int) -> String {
        guard band.count > 1 else { return "" }
        var (above, below): ([String], [String]) = ([], [])
        for (i, point) in band.enumerated() {
            if isStepped, i > 0 {
                above.append("\(Numbers.decimal(x(point.x))) \(Numbers.decimal(y(band[i - 1].high)))")
                below.append("\(Numbers.decimal(x(point.x))) \(Numbers.decimal(y(band[i - 1].low)))")
            }
            above.append("\(Numbers.decimal(x(point.x))) \(Numbers.decimal(y(point.high)))")
            below.append("\(Numbers.decimal(x(point.x))) \(Numbers.decimal(y(point.low)))")
        }
        return "<path class=\"band f\(place % 8)\" d=\"M\((above + below.reversed()).joined(separator: " L"))Z\"/>"
    }

    private var axes: String {
        var out = ""
        for step in 0...4 {
            let value = Double(step) / 4
            let at = Numbers.decimal(y(value))
            out += level("grid", at)
            out += "<text class=\"tick\" x=\"\(Self.left - 8)\" y=\"\(Numbers.decimal(y(value) + 4))\" "
            out += "text-anchor=\"end\">\(Numbers.decimal(value * 100, 0)) %</text>"
        }
        for value in xTicks {
            let at = Numbers.decimal(x(value))
            out += "<line class=\"axis\" x1=\"\(at)\" x2=\"\(at)\" y1=\"\(y(0))\" y2=\"\(y(0) + 5)\"/>"
            let text = xIsPercent ? Numbers.short(value * 100) + " %" : Numbers.short(value)
            out += "<text class=\"tick\" x=\"\(at)\" y=\"\(y(0) + 19)\" text-anchor=\"middle\">\(text)</text>"
        }
        out += level("axis", Numbers.decimal(y(0)))
        let middle = (Self.left + Self.width - Self.right) / 2
        out += "<text class=\"name\" x=\"\(middle)\" y=\"\(Self.height - 12)\" text-anchor=\"middle\">"
        out += "\(Numbers.escaped(xName))</text>"
        let up = Numbers.decimal(y(0.5))
        out += "<text class=\"name\" transform=\"translate(16 \(up)) rotate(-90)\" text-anchor=\"middle\">"
        return out + "\(Numbers.escaped(yName))</text>"
    }

    private func level(_ name: String, _ y: String) -> String {
        "<line class=\"\(name)\" x1=\"\(Self.left)\" x2=\"\(Self.width - Self.right)\" y1=\"\(y)\" y2=\"\(y)\"/>"
    }

    private var xTicks: [Double] { Self.ticks(to: xMaximum) }

    /// Four to eight round values from 0 on.
    static func ticks(to maximum: Double) -> [Double] {
        guard maximum > 0 else { return [0] }
        var step = 0.01
        while maximum / step > 8 {
            // 1, 2, 5, 10 …
            let tries = [2.0, 5.0, 10.0].map { step * $0 }
            guard let fits = tries.first(where: { maximum / $0 <= 8 }) else {
                step *= 10
                continue
            }
            step = fits
        }
        return (0...Int(maximum / step + 1e-9)).map { Double($0) * step }
    }

    private func drawn(_ line: Line, _ place: Int) -> String {
        var path = ""
        var before: Double?
        for point in line.points {
            let (px, py) = (x(point.x), y(point.y))
            if let before, isStepped { path += " L\(Numbers.decimal(px)) \(Numbers.decimal(before))" }
            path += "\(path.isEmpty ? "M" : " L")\(Numbers.decimal(px)) \(Numbers.decimal(py))"
            before = py
        }
        var out = path.isEmpty ? "" : "<path class=\"line s\(place % 8)\" d=\"\(path)\"/>"
        if let mark = line.mark {
            out += "<circle class=\"mark s\(place % 8)\" cx=\"\(Numbers.decimal(x(mark.x)))\" "
            out += "cy=\"\(Numbers.decimal(y(mark.y)))\" r=\"5\"/>"
        }
        return out
    }

    private var legend: String {
        var out = ""
        for (place, line) in lines.enumerated() {
            let at = Self.top + 10 + Double(place) * 22
            let from = Self.width - Self.right + 16
            out += "<line class=\"line s\(place % 8)\" x1=\"\(from)\" x2=\"\(from + 26)\" y1=\"\(at)\" y2=\"\(at)\"/>"
            out += "<text class=\"legend\" x=\"\(from + 34)\" y=\"\(at + 4)\">\(Numbers.escaped(line.name))</text>"
        }
        return out
    }
}

/// Horizontal bars of shares with their intervals, as SVG.
struct BarPlot {
    struct Bar {
        var name: String
        var share: Share
        /// A second, paler share behind the first: alerted behind restricted.
        var behind: Share?
    }

    var title: String
    var bars: [Bar]
    var maximum: Double
    /// A share that should not be exceeded, or should be reached.
    var goal: Double?
    var isBad = false

    private static let left = 232.0
    private static let right = 150.0
    private static let row = 26.0

    private func x(_ value: Double) -> Double {
        Self.left + (720 - Self.left - Self.right) * min(max(value / max(maximum, 1e-9), 0), 1)
    }

    var svg: String {
        let height = Double(bars.count) * Self.row + 34
        var out = "<svg class=\"plot\" viewBox=\"0 0 720 \(Numbers.decimal(height, 0))\" role=\"img\" "
        out += "aria-label=\"\(Numbers.escaped(title))\"><title>\(Numbers.escaped(title))</title>"
        let foot = height - 26
        for value in LinePlot.ticks(to: maximum) {
            let at = Numbers.decimal(x(value))
            out += "<line class=\"grid\" x1=\"\(at)\" x2=\"\(at)\" y1=\"4\" y2=\"\(foot)\"/>"
            out += "<text class=\"tick\" x=\"\(at)\" y=\"\(foot + 17)\" text-anchor=\"middle\">"
            out += "\(Numbers.short(value * 100)) %</text>"
        }
        for (place, bar) in bars.enumerated() { out += drawn(bar, at: 4 + Double(place) * Self.row) }
        if let goal, goal <= maximum {
            let at = Numbers.decimal(x(goal))
            out += "<line class=\"goal\" x1=\"\(at)\" x2=\"\(at)\" y1=\"2\" y2=\"\(foot)\"/>"
        }
        return out + "</svg>"
    }

    private func drawn(_ bar: Bar, at top: Double) -> String {
        let middle = top + Self.row / 2
        var out = "<text class=\"label\" x=\"\(Self.left - 10)\" y=\"\(middle + 4)\" text-anchor=\"end\">"
        out += "\(Numbers.escaped(bar.name))</text>"
        func rectangle(_ value: Double, _ name: String) -> String {
            "<rect class=\"\(name)\" x=\"\(Self.left)\" y=\"\(top + 5)\" "
                + "width=\"\(Numbers.decimal(max(x(value) - Self.left, 0)))\" height=\"\(Self.row - 10)\"/>"
        }
        if let behind = bar.behind { out += rectangle(behind.value, "pale") }
        out += rectangle(bar.share.value, isBad ? "wrong" : "good")
        let interval = bar.share.wilson
        if bar.share.total > 0 {
            out += "<line class=\"whisker\" x1=\"\(Numbers.decimal(x(interval.low)))\" "
            out += "x2=\"\(Numbers.decimal(x(interval.high)))\" y1=\"\(middle)\" y2=\"\(middle)\"/>"
        }
        out += "<text class=\"value\" x=\"\(720 - Self.right + 12)\" y=\"\(middle + 4)\">"
        return out + "\(bar.share.count) of \(Numbers.grouped(bar.share.total))</text>"
    }
}
