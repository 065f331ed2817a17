import CWeirCodes

/// A text as a code that telephones read, drawn as SVG: dark on light in both themes, with the quiet edge it needs.
enum QRDrawing {
    /// A code of version 25 has 117 modules a side; what is drawn here has some 50.
    private static let room = 117 * 117
    private static let quiet = 4

    /// - Returns: `nil` where the text is too long.
    static func html(_ text: String, label: Phrase) -> HTML? {
        var modules = [UInt8](repeating: 0, count: room)
        let width = modules.withUnsafeMutableBufferPointer { buffer in
            text.withCString { unsafe Int(weir_qr_modules($0, buffer.baseAddress, Int32(room))) }
        }
        guard width > 0 else { return nil }
        let side = width + 2 * quiet
        return el(
            "svg", .class("qr"), .a("viewBox", "0 0 \(side) \(side)"), .a("shape-rendering", "crispEdges"),
            .a("role", "img"), .label(label.text)
        ) {
            el("path", .class("qr-light"), .a("d", "M0 0h\(side)v\(side)H0z"))
            el("path", .class("qr-dark"), .a("d", path(modules, width)))
        }
    }

    /// One stroke for each run of dark modules of a row.
    private static func path(_ modules: [UInt8], _ width: Int) -> String {
        var path = ""
        for y in 0..<width {
            var x = 0
            while x < width {
                guard modules[y * width + x] == 1 else {
                    x += 1
                    continue
                }
                let start = x
                while x < width, modules[y * width + x] == 1 { x += 1 }
                path += "M\(start + quiet) \(y + quiet)h\(x - start)v1h-\(x - start)z"
            }
        }
        return path
    }
}
