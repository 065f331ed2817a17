/// Tags with more attributes than anybody writes. The parser compares each with all before it: a hundred thousand in
/// one tag would keep it busy for minutes. Those after the first hundreds are blanked out, line ends kept.
enum LongTags {
    /// Attributes of one tag; pages made by people stay under 60.
    static let most = 512

    /// - Returns: the page, and whether anything was left out of it.
    static func shortened(_ bytes: [UInt8]) -> (page: [UInt8], isCut: Bool) {
        guard bytes.count > 2 * most else { return (bytes, false) }
        let lower = Scan.lowercased(bytes)
        var page = bytes
        var isCut = false
        var at = 0
        while let start = lower[at...].firstIndex(of: 60) {
            if lower[start...].prefix(4).elementsEqual([60, 33, 45, 45]) {
                at = Scan.range(of: "-->", in: lower, from: start + 2)?.upperBound ?? lower.count
                continue
            }
            guard start + 1 < lower.count, isLetter(lower[start + 1]) else {
                at = start + 1
                continue
            }
            let tag = Tag(lower, start)
            if let excess = tag.excess {
                isCut = true
                for i in excess..<tag.end where page[i] != 10 { page[i] = 32 }
            }
            at = tag.end
            // What stands in a script is no tag.
            if let close = tag.close { at = Scan.range(of: close, in: lower, from: at)?.lowerBound ?? lower.count }
        }
        return (page, isCut)
    }

    private static func isLetter(_ c: UInt8) -> Bool { (97...122).contains(c) }
    private static func isSpace(_ c: UInt8) -> Bool { c == 32 || (9...13).contains(c) }

    /// One tag, from its `<` on, of a page in small letters.
    private struct Tag {
        /// Where its `>` stands, or the page ends.
        var end: Int
        /// Where the first attribute too many begins.
        var excess: Int?
        /// How what follows it ends, where that is no HTML.
        var close: String?

        init(_ page: [UInt8], _ start: Int) {
            let name = page[(start + 1)...].prefix { LongTags.isLetter($0) }
            let word = String(decoding: name, as: UTF8.self)
            close = word == "script" || word == "style" ? "</" + word : nil
            var count = 0
            var quote: UInt8 = 0
            var last: UInt8 = 0
            var isApart = false
            end = name.endIndex
            while end < page.count {
                let c = page[end]
                if quote != 0 {
                    if c == quote { (quote, isApart) = (0, true) }
                } else if c == 62 {
                    break
                } else if LongTags.isSpace(c) || c == 47 {
                    isApart = true
                } else if last == 61, c == 34 || c == 39 {
                    quote = c
                } else if isApart {
                    isApart = false
                    // After a sign of equality stands the value.
                    if last != 61, c != 61 { count += 1 }
                    if count > LongTags.most, excess == nil { excess = end }
                }
                if !LongTags.isSpace(c) { last = c }
                end += 1
            }
        }
    }
}
