/// Finds the SVG that stands in a page's source, where it has the look of a code.
enum InlineDrawings {
    /// The smallest code has some hundred dark runs; icons and logos have few.
    private static let leastPieces = 60

    static func find(in text: [UInt8]) -> [(bytes: [UInt8], line: Int)] {
        var found: [(bytes: [UInt8], line: Int)] = []
        var (line, counted, at) = (1, 0, 0)
        while found.count < SiteLimits.drawings, let open = Scan.range(of: "<svg", in: text, from: at) {
            let close = Scan.range(of: "</svg>", in: text, from: open.upperBound)?.upperBound ?? text.count
            line += text[counted..<open.lowerBound].count { $0 == 10 }
            (counted, at) = (open.lowerBound, close)
            let drawing = Array(text[open.lowerBound..<close].prefix(SiteLimits.pictureBytes))
            if isLikeCode(drawing) { found.append((drawing, line)) }
        }
        return found
    }

    private static func isLikeCode(_ drawing: [UInt8]) -> Bool {
        if Scan.ranges(of: "<rect", in: drawing, most: leastPieces).count >= leastPieces { return true }
        if Scan.ranges(of: "<use", in: drawing, most: leastPieces).count >= leastPieces { return true }
        return Scan.ranges(of: " d=", in: drawing, most: 200).contains { range in
            let path = drawing[range.upperBound...].dropFirst().prefix { $0 != 34 && $0 != 39 && $0 != 62 }
            return path.count { $0 | 32 == UInt8(ascii: "m") } >= leastPieces
        }
    }
}
