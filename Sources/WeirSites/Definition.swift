/// A page that says what the word means that it is headed by, as an encyclopedia or a glossary does: C2C交易, and under
/// it C2C交易指个人与个人之间的数字资产买卖. Its headings name trade and offer none.
enum Definition {
    private static let means = folded(["是指", "指的是", "是一种", "是一個", "是一个", "意为", "とは", "— это", "- это"])
    /// Words of scripts with blanks, which end at one.
    private static let words = folded(["is a", "is an", "is the", "refers to", "means", "là", "은", "는"])
    /// What makes another word of 指: 指定, 指数.
    private static let otherTails = ["定", "数", "导", "引", "南", "示", "令"]
    /// Between the word and what it means, in brackets: C2C交易（Consumer to Consumer）是指.
    private static let longestGap = 60
    private static let longest = 84

    private static func folded(_ words: [String]) -> [String] {
        words.map { String(decoding: FoldedText($0).bytes, as: UTF8.self) }
    }

    static func isOne(_ blocks: [TextBlock]) -> Bool {
        let shown = blocks.filter { !$0.block.isHidden && !$0.isTitle }
        guard let at = shown.firstIndex(where: { $0.isHeading }), at + 1 < shown.count else { return false }
        let (word, said) = (shown[at].bytes, shown[at + 1])
        guard said.tone == .prose, word.count >= 3, said.bytes.count > word.count, said.bytes.starts(with: word) else {
            return false
        }
        var rest = Array(said.bytes[word.count...].prefix(longest).drop { $0 == 32 })
        if rest.first == 40, let close = rest.firstIndex(of: 41), close <= longestGap {
            rest = Array(rest[(close + 1)...])
        }
        let text = String(decoding: rest, as: UTF8.self).trimmingSpaces
        if text.hasPrefix("指") { return !otherTails.contains { text.hasPrefix("指" + $0) } }
        return means.contains(where: text.hasPrefix) || words.contains { text.hasPrefix($0 + " ") }
    }
}
