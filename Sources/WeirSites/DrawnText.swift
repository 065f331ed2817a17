/// The words of a page that is nothing before its script runs, where render functions hand them out one by one:
/// `h("p", "单价 7.12 CNY")`, `_v("支付宝")`. Each is read as if it stood there. Bundles hold the words of every page of an
/// application, and what stands in one of them says nothing of another: they are left alone.
enum DrawnText {
    private static let calls: [String] = [
        "createelement(", "createelementvnode(", "createtextvnode(", "createvnode(", "_v(", "_c(", "jsx(", "jsxs(",
        "textcontent", "innertext", "(h(\"", ",h(\"", " h(\"", "[h(\"", "=h(\"", ":h(\"",
        "(h('", ",h('", " h('", "[h('", "=h('", ":h('",
    ]
    /// Words of a page that is hardly one.
    private static let most = 12
    private static let fewestTexts = 4
    private static let mostTexts = 300

    static func find(_ page: Page) -> [(text: String, line: Int)] {
        guard !page.scripts.isEmpty, isBare(page) else { return [] }
        var found: [(text: String, line: Int)] = []
        for (script, line) in page.scripts.prefix(20) where script.utf8.count <= SiteLimits.textBytes {
            let bytes = Scan.lowercased(Array(script.utf8))
            guard calls.contains(where: { Scan.range(of: $0, in: bytes) != nil }) else { continue }
            let texts = ScriptStrings.strings(in: script, most: mostTexts + 1, isShown)
            found += texts.map { (text: $0.text, line: line + $0.line) }
            guard found.count <= mostTexts else { return [] }
        }
        return found.count >= fewestTexts ? found : []
    }

    private static func isBare(_ page: Page) -> Bool {
        var words = 0
        for block in page.blocks where block.element != "title" && !block.isHidden {
            words += TextBlock.units(FoldedText(block.text).bytes)
            if words > most { return false }
        }
        return true
    }

    /// Chinese, numbers with what they count, and words that begin with a capital: no names of elements or classes, no
    /// paths, colours or code.
    private static func isShown(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard let first = bytes.first, bytes.count < 200 else { return false }
        if bytes.contains(where: { [60, 62, 123, 125, 35, 59, 61, 95].contains($0) }) { return false }
        if bytes.contains(where: { $0 >= 0xE3 }) || Scan.range(of: "\\u", in: Array(bytes)) != nil { return true }
        if (48...57).contains(first) { return !bytes.contains { [47, 37].contains($0) } || bytes.contains(32) }
        return (65...90).contains(first) && !bytes.contains(47)
    }
}
