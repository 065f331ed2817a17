import WeirDomain
import WeirText

/// What the reader of remarks finds in a page's text: words spelt to hide, and addresses whose checksum is right.
extension EvidenceReader {
    private static let reader = WeirText.PageReader()
    /// What coins are called among those who deal in them, and other things elsewhere.
    private static let nicknames = ["大饼", "二饼", "姨太", "辣条", "屎币", "狗币"]

    mutating func readLexicon() {
        let bytes = Array(page.text.utf8)
        guard !bytes.isEmpty else { return }
        let reading = Self.reader.read(bytes.span.bytes)
        var slang: [String: Range<Int>] = [:]
        for term in reading.terms {
            let text = String(decoding: bytes[term.span], as: UTF8.self)
            if let name = Self.nicknames.first(where: text.contains) { slang[name] = slang[name] ?? term.span }
            guard term.termClass == .a, [.trade, .laundering, .instruction].contains(term.topic),
                !term.evasions.isEmpty || term.topic != .instruction
            else { continue }
            let block = block(at: term.span.lowerBound)
            let folded = FoldedText(block?.text ?? "")
            // 收U品 is no 收U.
            if term.evasions.isEmpty, text.lowercased().hasSuffix("u"), ShortCoin(folded.bytes).deals.isEmpty {
                continue
            }
            let isDenied = !DeniedDeals.ranges(in: folded.bytes).isEmpty
            let isTold = isDenied || CoinDeal.asks(folded.bytes) || CoinDeal.tellsOfCourts(folded.bytes)
            let isLabel = block.map { TextBlock.tone($0, folded) != .prose && !isTold } ?? false
            note(
                isLabel ? "trade_word" : "trade_word_prose", isLabel ? 0.3 : 0.05, text, block?.line ?? 0, term.span)
        }
        // 大饼 is a pancake, 姨太 a concubine: where both are, neither is.
        if slang.count >= 2 {
            let spans = slang.values.sorted { $0.lowerBound < $1.lowerBound }
            note(
                "trade_word", 0.35, String(decoding: bytes[spans[0]], as: UTF8.self),
                block(at: spans[0].lowerBound)?.line ?? 0, spans[0])
        }
        for address in reading.addresses where address.check == .full {
            let text = String(decoding: bytes[address.span], as: UTF8.self)
            note("wallet", 0.3, text, block(at: address.span.lowerBound)?.line ?? 0, address.span)
            addPayee(Payee(.wallet, text))
        }
    }

    /// The block that holds a byte of the text.
    private func block(at offset: Int) -> Block? {
        var (low, high) = (0, page.blocks.count)
        while low < high {
            let middle = (low + high) / 2
            if page.blocks[middle].range.upperBound <= offset { low = middle + 1 } else { high = middle }
        }
        return low < page.blocks.count ? page.blocks[low] : nil
    }
}
