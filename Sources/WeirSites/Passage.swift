/// A stretch of a page's words that is looked through: a block, the title, a string of a script.
struct Passage {
    let text: String
    let folded: FoldedText
    let tone: TextBlock.Tone
    /// `text`, `title`, `meta`, `hidden`, `script`, `form`, `screenshot`.
    let place: String
    let line: Int
    /// Where it begins in the page's text, if it stands there.
    let start: Int?
    /// How many pieces inline elements cut it into.
    let pieces: Int

    var bytes: [UInt8] { folded.bytes }

    init(
        _ text: String, _ folded: FoldedText, _ tone: TextBlock.Tone, place: String, line: Int, start: Int? = nil,
        pieces: Int = 1
    ) {
        (self.text, self.folded, self.tone) = (text, folded, tone)
        (self.place, self.line, self.start, self.pieces) = (place, line, start, pieces)
    }

    /// Evidence that is a part of it.
    /// - Parameter range: bytes as they were folded.
    func evidence(_ side: SiteEvidence.Side, _ code: String, _ weight: Double, _ range: Range<Int>) -> SiteEvidence {
        let own = folded.original(range, of: text)
        return SiteEvidence(
            side, code, weight, quote: String(decoding: Array(text.utf8)[own], as: UTF8.self), place: place, line: line,
            span: start.map { ($0 + own.lowerBound)..<($0 + own.upperBound) })
    }
}
