/// Draws what generators of QR codes write as SVG: rectangles, and paths of straight lines at right angles. Anything
/// else in a drawing is passed over.
enum SVGDrawing {
    private static let side = 1_000

    static func draw(_ bytes: [UInt8]) -> Picture? {
        let text = Array(bytes.prefix(SiteLimits.pictureBytes))
        guard Scan.range(of: "<svg", in: Scan.lowercased(Array(text.prefix(4_096)))) != nil else { return nil }
        let box = viewBox(text)
        guard box.width > 0, box.height > 0, box.width / box.height < 4, box.height / box.width < 4 else { return nil }
        var canvas = Canvas(scale: Double(side) / max(box.width, box.height), left: box.x, top: box.y)
        for tag in tags(text) {
            let isDark = Self.isDark(attribute("fill", tag)) && Self.isDark(attribute("stroke", tag))
            switch tag.name {
            case "rect":
                guard isDark else { continue }
                canvas.fill(
                    number(attribute("x", tag)), number(attribute("y", tag)), number(attribute("width", tag)),
                    number(attribute("height", tag)))
            case "path":
                if isDark {
                    path(Array(attribute("d", tag).utf8), isStroke: !attribute("stroke", tag).isEmpty, &canvas)
                }
            default: break
            }
        }
        return Picture(width: side, height: side, rgb: canvas.pixels.flatMap { [$0, $0, $0] })
    }

    private struct Canvas {
        var pixels = [UInt8](repeating: 255, count: side * side)
        let scale: Double
        let left: Double
        let top: Double

        mutating func fill(_ x: Double, _ y: Double, _ width: Double, _ height: Double) {
            func place(_ v: Double, _ origin: Double) -> Int {
                Int(max(0, min(Double(side), ((v - origin) * scale).rounded())))
            }
            let (x0, x1) = (place(x, left), place(x + width, left))
            let (y0, y1) = (place(y, top), place(y + height, top))
            // A background in the dark colour would be no code.
            guard x0 < x1, y0 < y1, (x1 - x0) * (y1 - y0) < side * side / 2 else { return }
            for row in y0..<y1 { for column in x0..<x1 { pixels[row * side + column] = 0 } }
        }
    }

    // MARK: Reading

    private struct Tag {
        let name: String
        let text: [UInt8]
    }

    private static func tags(_ text: [UInt8]) -> [Tag] {
        var found: [Tag] = []
        var at = 0
        while found.count < 40_000, let open = text[at...].firstIndex(of: 60) {
            guard let close = text[open...].firstIndex(of: 62) else { break }
            let inner = Array(text[(open + 1)..<close])
            let name = inner.prefix { (97...122).contains($0) }
            found.append(Tag(name: String(decoding: name, as: UTF8.self), text: inner))
            at = close + 1
        }
        return found
    }

    private static func attribute(_ name: String, _ tag: Tag) -> String {
        guard let at = Scan.range(of: " \(name)=", in: tag.text), at.upperBound < tag.text.count else { return "" }
        let quote = tag.text[at.upperBound]
        guard quote == 34 || quote == 39 else { return "" }
        return String(decoding: tag.text[(at.upperBound + 1)...].prefix { $0 != quote }, as: UTF8.self)
    }

    private static func isDark(_ colour: String) -> Bool {
        let light: Set<String> = ["#fff", "#ffffff", "white", "none", "transparent", "#FFF", "#FFFFFF"]
        return !light.contains(colour)
    }

    private static func number(_ text: String) -> Double {
        Double(text.prefix { $0.isNumber || $0 == "." || $0 == "-" }) ?? 0
    }

    private static func viewBox(_ text: [UInt8]) -> (x: Double, y: Double, width: Double, height: Double) {
        guard let svg = tags(Array(text.prefix(8_192))).first(where: { $0.name == "svg" }) else { return (0, 0, 0, 0) }
        let parts = attribute("viewBox", svg).split { $0 == " " || $0 == "," }.compactMap { Double($0) }
        if parts.count == 4 { return (parts[0], parts[1], parts[2], parts[3]) }
        return (0, 0, number(attribute("width", svg)), number(attribute("height", svg)))
    }

    /// Each closed run `M x y h w v h …` becomes the rectangle around it; a stroke is one unit high.
    private static func path(_ bytes: [UInt8], isStroke: Bool, _ canvas: inout Canvas) {
        var (x, y) = (0.0, 0.0)
        var (minX, minY, maxX, maxY) = (0.0, 0.0, 0.0, 0.0)
        var isOpen = false
        func flush(_ canvas: inout Canvas) {
            guard isOpen else { return }
            if isStroke, maxY == minY {
                canvas.fill(minX, minY - 0.5, maxX - minX, 1)
            } else {
                canvas.fill(minX, minY, maxX - minX, maxY - minY)
            }
        }
        var at = 0
        while at < bytes.count {
            let command = bytes[at]
            guard (65...90).contains(command) || (97...122).contains(command) else {
                at += 1
                continue
            }
            at += 1
            var values: [Double] = []
            while let value = next(bytes, &at) { values.append(value) }
            let isRelative = command >= 97
            switch command & 0xDF {
            case 77 where values.count >= 2:
                flush(&canvas)
                (x, y) = isRelative ? (x + values[0], y + values[1]) : (values[0], values[1])
                (minX, minY, maxX, maxY, isOpen) = (x, y, x, y, true)
            case 72 where !values.isEmpty: x = isRelative ? x + values[0] : values[0]
            case 86 where !values.isEmpty: y = isRelative ? y + values[0] : values[0]
            case 76 where values.count >= 2:
                (x, y) = isRelative ? (x + values[0], y + values[1]) : (values[0], values[1])
            default: break
            }
            (minX, minY, maxX, maxY) = (min(minX, x), min(minY, y), max(maxX, x), max(maxY, y))
        }
        flush(&canvas)
    }

    private static func next(_ bytes: [UInt8], _ at: inout Int) -> Double? {
        while at < bytes.count, bytes[at] == 32 || bytes[at] == 44 || (9...13).contains(bytes[at]) { at += 1 }
        let start = at
        if at < bytes.count, bytes[at] == 45 { at += 1 }
        while at < bytes.count, (48...57).contains(bytes[at]) || bytes[at] == 46 { at += 1 }
        return Double(String(decoding: bytes[start..<at], as: UTF8.self))
    }
}
