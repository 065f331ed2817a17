import WeirDomain

/// Cuts CSV (RFC 4180) into rows of cells: quoted cells, doubled quotes, line ends inside quotes.
struct CSVFramer {
    /// A row: its cells' bytes one after the other.
    struct Row {
        var bytes: [UInt8] = []
        var ends: [Int] = []
        /// The line that the row began on.
        var line = 1

        func range(_ cell: Int) -> Range<Int> { (cell == 0 ? 0 : ends[cell - 1])..<ends[cell] }

        /// The cells with commas between them, for a reject file.
        var joined: [UInt8] {
            var out: [UInt8] = []
            for cell in ends.indices {
                if cell > 0 { out.append(44) }
                out += bytes[range(cell)]
            }
            return out
        }
    }

    enum Flaw: String {
        case tooLong = "is longer than the limit of 65,536 bytes"
        case openQuote = "ends inside a quoted cell"
        case strayQuote = "has a quote in the middle of a cell"
    }

    private enum State { case cellStart, plain, quoted, quoteInQuoted }

    private var row = Row()
    private var state = State.cellStart
    private var line = 1
    private var isTooLong = false
    private var hasStrayQuote = false

    mutating func feed(_ chunk: RawSpan, _ body: (Row, Flaw?) -> Void) {
        for i in 0..<chunk.byteCount { take(chunk.byte(i), body) }
    }

    mutating func end(_ body: (Row, Flaw?) -> Void) {
        if state == .quoted { return finishRow(.openQuote, body) }
        if !row.bytes.isEmpty || !row.ends.isEmpty || state != .cellStart { finishRow(nil, body) }
    }

    private mutating func take(_ c: UInt8, _ body: (Row, Flaw?) -> Void) {
        if c == 10 { line += 1 }
        switch (state, c) {
        case (.quoted, 34): state = .quoteInQuoted
        case (.quoted, _): add(c)
        case (.quoteInQuoted, 34):
            add(34)
            state = .quoted
        case (_, 44): finishCell()
        case (_, 10): finishRow(nil, body)
        case (_, 13): break
        case (.cellStart, 34): state = .quoted
        case (.plain, 34), (.quoteInQuoted, _):
            hasStrayQuote = true
            add(c)
        case (.cellStart, _), (.plain, _):
            state = .plain
            add(c)
        }
    }

    private mutating func add(_ c: UInt8) {
        if row.bytes.count < Limits.lineBytes { row.bytes.append(c) } else { isTooLong = true }
    }

    private mutating func finishCell() {
        row.ends.append(row.bytes.count)
        state = .cellStart
    }

    private mutating func finishRow(_ flaw: Flaw?, _ body: (Row, Flaw?) -> Void) {
        finishCell()
        let isBlank = row.ends.count == 1 && row.bytes.isEmpty
        if !isBlank { body(row, flaw ?? (isTooLong ? .tooLong : hasStrayQuote ? .strayQuote : nil)) }
        row.bytes.removeAll(keepingCapacity: true)
        row.ends.removeAll(keepingCapacity: true)
        row.line = line
        isTooLong = false
        hasStrayQuote = false
    }
}
