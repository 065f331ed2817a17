import WeirDomain

/// Forms of files that people have and that are not read here: so that what is wrong with one is said of the file, and
/// not of a column that nobody can find in it.
enum ForeignForm {
    /// What a file is, by its first bytes; `nil` where nothing speaks against it.
    static func words(_ start: RawSpan) -> String? {
        guard start.byteCount >= 4 else { return nil }
        let (a, b, c, d) = (start.byte(0), start.byte(1), start.byte(2), start.byte(3))
        if a == 0x50, b == 0x4B, c == 3, d == 4 {
            return "is a ZIP archive, as an .xlsx file is: save the sheet as CSV in UTF-8"
        }
        let isMarked = (a == 0xFF && b == 0xFE) || (a == 0xFE && b == 0xFF)
        // Letters of ASCII in UTF-16 have an empty byte before or behind.
        let isBare = (a == 0 && b != 0 && c == 0) || (a != 0 && b == 0 && d == 0)
        return isMarked || isBare ? "is UTF-16: save it as UTF-8" : nil
    }

    /// What separates the cells of a header in place of commas.
    static func words(header: CSVFramer.Row) -> String? {
        guard header.ends.count == 1 else { return nil }
        if header.bytes.contains(59) { return "separates its cells by semicolons: commas are wanted" }
        if header.bytes.contains(9) { return "separates its cells by tabs: commas are wanted" }
        return nil
    }

    /// Says of a column that is missing that one is there which looks like it.
    static func near(_ name: String, _ header: [String]) -> String {
        let near = header.first { $0.filter { $0 != " " }.lowercased() == name }
        return near.map { ": it has '\($0)', and names are written in small letters without blanks" } ?? ""
    }
}
