/// A block of a page as its words are looked for, and how it reads.
struct TextBlock {
    let block: Block
    let folded: FoldedText
    let tone: Tone
    /// Names a coin among the ways to pay: the coin is what is given here, not what is got.
    var isMeans = false

    /// How a block reads: a label or a button, one line, or running text.
    enum Tone { case label, line, prose }

    var bytes: [UInt8] { folded.bytes }
    var isHeading: Bool { block.element.count == 2 && block.element.hasPrefix("h") }

    /// The page's title, which stands in its text as well.
    var isTitle: Bool { block.element == "title" }

    /// Data as programmers write them, and no words: {"coin":"USDT"}.
    var isData: Bool {
        let text = block.text
        return !block.isHidden && (text.hasPrefix("{") || text.hasPrefix("[{"))
            && (text.hasSuffix("}") || text.hasSuffix("]")) && text.contains("\":")
    }

    init(_ block: Block) {
        self.block = block
        folded = FoldedText(block.text)
        tone = Self.tone(block, folded)
    }

    static func tone(_ block: Block, _ folded: FoldedText) -> Tone {
        let length = units(folded.bytes)
        if ["option", "button", "th", "label"].contains(block.element), length <= 30 { return .label }
        let stops = ["。", "？", "！", ". "].reduce(0) { $0 + Scan.ranges(of: $1, in: folded.bytes, most: 2).count }
        let commas = ["，", ", ", "、"].reduce(0) { $0 + Scan.ranges(of: $1, in: folded.bytes, most: 3).count }
        let longest = block.pieces.max() ?? length
        let endsAsSentence = block.text.hasSuffix("。") || block.text.hasSuffix(".") || block.text.hasSuffix("？")
        if length <= 14, !endsAsSentence, commas < 2 { return .label }
        // A row of short pieces, a bar of links, is no sentence.
        if block.pieces.count >= 3, longest <= 16, stops == 0, commas == 0 { return .label }
        return length <= 30 && stops == 0 && commas == 0 && !endsAsSentence ? .line : .prose
    }

    /// Characters of Chinese, words of scripts with letters: Latin with and without its marks, Greek, Cyrillic.
    static func units(_ bytes: some Sequence<UInt8>) -> Int {
        var count = 0
        var isInWord = false
        /// Bytes of a letter that are still to come.
        var rest = 0
        var isMarked = false
        for byte in bytes {
            if byte & 0xC0 == 0x80 {
                // E1 BA and E1 BB are Latin letters with two marks, as Vietnamese has them.
                if isMarked, byte == 0xBA || byte == 0xBB {
                    if !isInWord { count += 1 }
                    isInWord = true
                } else if isMarked {
                    count += 1
                    isInWord = false
                }
                isMarked = false
                rest -= rest > 0 ? 1 : 0
                continue
            }
            isMarked = byte == 0xE1
            if isMarked { continue }
            let isLetter =
                (97...122).contains(byte) || (48...57).contains(byte) || byte == 46 || byte == 44
                || (0xC3...0xD3).contains(byte)
            if byte >= 0xC0, !isLetter { count += 1 }
            if isLetter, !isInWord { count += 1 }
            isInWord = isLetter
        }
        return count
    }
}
