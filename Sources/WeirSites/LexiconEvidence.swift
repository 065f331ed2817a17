import WeirDomain
import WeirText

/// What the reader of remarks finds in a page's text: words spelt to hide, and addresses whose checksum is right.
extension EvidenceReader {
    private static let reader = WeirText.PageReader()

    mutating func readLexicon() {
        let bytes = Array(page.text.utf8)
        guard !bytes.isEmpty else { return }
        let reading = Self.reader.read(bytes.span.bytes)
        for term in reading.terms where term.termClass == .a && !term.evasions.isEmpty {
            guard [.trade, .laundering, .instruction].contains(term.topic) else { continue }
            let block = block(at: term.span.lowerBound)
            let folded = FoldedText(block?.text ?? "")
            let isLabel = block.map { TextBlock.tone($0, folded) != .prose && !CoinDeal.asks(folded.bytes) } ?? false
            note(
                isLabel ? "trade_word" : "trade_word_prose", isLabel ? 0.3 : 0.05,
                String(decoding: bytes[term.span], as: UTF8.self), block?.line ?? 0, term.span)
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
