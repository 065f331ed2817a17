public import WeirDomain

/// The companion files of INTERFACES §1: `prices.csv` and `accounts.csv`, plain or compressed.
public enum CompanionCSV {
    /// Reads `at,asset,currency,price`. The quotes are in event order; rows that do not fit are refused and counted
    /// out.
    public static func prices(path: String, rejects: (Refusal) -> Void) throws(SourceError) -> [PriceQuote] {
        try prices(of: path) { refusal, _ in rejects(refusal) }
    }

    /// The same; what does not fit comes with its row, to be kept.
    public static func prices(
        of path: String, rejects: (Refusal, [UInt8]) -> Void
    ) throws(SourceError) -> [PriceQuote] {
        try prices(ByteSource(path: path), rejects)
    }

    /// The same from bytes, as they come over HTTP.
    public static func prices(bytes: [UInt8], rejects: (Refusal) -> Void) throws(SourceError) -> [PriceQuote] {
        try prices(ByteSource(bytes: bytes, name: "prices")) { refusal, _ in rejects(refusal) }
    }

    private static func prices(
        _ source: ByteSource, _ rejects: (Refusal, [UInt8]) -> Void
    ) throws(SourceError) -> [PriceQuote] {
        var quotes: [PriceQuote] = []
        var said: [Priced: Price] = [:]
        try rows(source, columns: ["at", "asset", "currency", "price"], optional: [], rejects: rejects) { cells, line in
            guard let at = Instant(rfc3339: cells[0]) else {
                return Refusal(line: line, field: "at", reason: "must be an RFC 3339 time with zone, not '\(cells[0])'")
            }
            guard let asset = Asset(capitals(cells[1])) else {
                return Refusal(line: line, field: "asset", reason: "must be letters, digits and '-', not '\(cells[1])'")
            }
            guard let currency = Currency(capitals(cells[2])) else {
                return Refusal(line: line, field: "currency", reason: "must be an ISO 4217 code, not '\(cells[2])'")
            }
            guard let price = Price(cells[3]) else {
                return Refusal(
                    line: line, field: "price",
                    reason: "must be a decimal greater than 0 with at most six digits, not '\(cells[3])'")
            }
            let key = Priced(at: at, asset: asset, currency: currency)
            let first = said[key] ?? price
            guard first == price else {
                return Refusal(
                    line: line, field: "price", reason: "is \(price.text), and was \(first.text) at the same moment")
            }
            said[key] = price
            quotes.append(PriceQuote(at: at, asset: asset, currency: currency, price: price))
            return nil
        }
        // Stable: quotes of one moment keep the order of the file.
        return quotes.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
    }

    /// What has one price at a time.
    private struct Priced: Hashable {
        var at: Instant
        var asset: Asset
        var currency: Currency
    }

    /// Small letters of ASCII as capitals; all else as it is.
    private static func capitals(_ text: String) -> String {
        String(decoding: text.utf8.map { (97...122).contains($0) ? $0 - 32 : $0 }, as: UTF8.self)
    }

    /// Reads `account,kind,opened,merchant_category`; the last two may be empty or missing.
    public static func accounts(path: String, rejects: (Refusal) -> Void) throws(SourceError) -> [AccountFact] {
        try accounts(of: path) { refusal, _ in rejects(refusal) }
    }

    /// The same; what does not fit comes with its row, to be kept.
    public static func accounts(
        of path: String, rejects: (Refusal, [UInt8]) -> Void
    ) throws(SourceError) -> [AccountFact] {
        try accounts(ByteSource(path: path), rejects)
    }

    /// The same from bytes, as they come over HTTP: rows under a header, or an object of JSON a line.
    public static func accounts(bytes: [UInt8], rejects: (Refusal) -> Void) throws(SourceError) -> [AccountFact] {
        let isJSON = bytes.first { ![32, 9, 10, 13].contains($0) } == 123
        if isJSON { return AccountLines.read(bytes, rejects) }
        return try accounts(ByteSource(bytes: bytes, name: "accounts")) { refusal, _ in rejects(refusal) }
    }

    private static func accounts(
        _ source: ByteSource, _ rejects: (Refusal, [UInt8]) -> Void
    ) throws(SourceError) -> [AccountFact] {
        var facts = AccountFacts()
        let optional = ["opened", "merchant_category"]
        try rows(source, columns: ["account", "kind"], optional: optional, rejects: rejects) { cells, line in
            do throws(Refusal) {
                try facts.add(try fact(cells, line), line: line)
                return nil
            } catch {
                return error
            }
        }
        return facts.all
    }

    /// What four cells say of an account.
    static func fact(_ cells: [String], _ line: Int) throws(Refusal) -> AccountFact {
        guard !cells[0].isEmpty, cells[0].utf8.count <= Limits.idBytes else {
            throw Refusal(line: line, field: "account", reason: "must have 1 to \(Limits.idBytes) bytes")
        }
        guard let kind = AccountKind.allCases.first(where: { $0.name == cells[1] }) else {
            throw Refusal(line: line, field: "kind", reason: "must be person or merchant, not '\(cells[1])'")
        }
        let opened = Instant(rfc3339: cells[2]) ?? Instant(rfc3339: cells[2] + "T00:00:00Z")
        guard cells[2].isEmpty || opened != nil else {
            throw Refusal(
                line: line, field: "opened", reason: "must be a date or an RFC 3339 time, not '\(cells[2])'")
        }
        let digits = cells[3].utf8
        guard digits.isEmpty || digits.count == 4 && digits.allSatisfy({ (48...57).contains($0) }),
            let category = digits.isEmpty ? 0 : UInt16(cells[3])
        else {
            throw Refusal(line: line, field: "merchant_category", reason: "must be four digits (ISO 18245)")
        }
        return AccountFact(account: cells[0], kind: kind, opened: opened, merchantCategory: category)
    }

    /// Calls `take` with the cells of the wanted columns of each row, empty where an optional one is missing. A row of
    /// another number of cells than the header's is refused: which cell is which would be guessed.
    static func rows(
        _ source: ByteSource, columns: [String], optional: [String], rejects: (Refusal, [UInt8]) -> Void,
        _ take: ([String], Int) -> Refusal?
    ) throws(SourceError) {
        var framer = CSVFramer()
        var chunk: [UInt8] = []
        var places: [Int?]?
        var width = 0
        var headerFlaw: String?
        func row(_ row: CSVFramer.Row, _ flaw: CSVFramer.Flaw?) {
            let cells = row.ends.indices.map { String(decoding: row.bytes[row.range($0)], as: UTF8.self) }
            guard let known = places else {
                let found = (columns + optional).map { cells.firstIndex(of: $0) }
                places = found
                width = cells.count
                if let words = ForeignForm.words(header: row) {
                    headerFlaw = "the header \(words)"
                } else if let twice = (columns + optional).first(where: { name in cells.count { $0 == name } > 1 }) {
                    headerFlaw = "\(twice) appears twice in the header"
                } else if let missing = zip(columns, found).first(where: { $1 == nil }) {
                    let near = ForeignForm.near(missing.0, cells)
                    headerFlaw = "the header must have a column \(missing.0): \(columns.joined(separator: ","))" + near
                }
                return
            }
            guard headerFlaw == nil else { return }
            if let flaw { return rejects(Refusal(line: row.line, reason: flaw.rawValue), row.joined) }
            guard cells.count == width else {
                let reason = "has \(cells.count) cells where the header has \(width)"
                return rejects(Refusal(line: row.line, reason: reason), row.joined)
            }
            let wanted = known.map { place in place.map { cells[$0] } ?? "" }
            if let refusal = take(wanted, row.line) { rejects(refusal, row.joined) }
        }
        var isFirst = true
        while try source.next(&chunk) {
            let start = isFirst && chunk.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
            if isFirst, let words = ForeignForm.words(chunk.span.bytes) {
                throw SourceError(path: source.path, reason: words)
            }
            isFirst = false
            framer.feed(chunk.span.bytes.extracting(start..<chunk.count), row)
        }
        framer.end(row)
        // A file without a single line was meant to be another one.
        if places == nil {
            let header = columns.joined(separator: ",")
            headerFlaw = "is empty: it must begin with a header that has the columns \(header)"
        }
        if let headerFlaw { throw SourceError(path: source.path, reason: headerFlaw) }
    }
}

/// What is told of accounts: of each one thing.
struct AccountFacts {
    private(set) var all: [AccountFact] = []
    private var places: [ExactText: Int] = [:]

    /// The same once more says nothing; something else would leave it to chance which of them is true.
    mutating func add(_ fact: AccountFact, line: Int) throws(Refusal) {
        if let place = places[ExactText(fact.account)] {
            guard all[place] == fact else {
                let reason = "'\(fact.account)' is there twice, and otherwise the second time"
                throw Refusal(line: line, field: "account", reason: reason)
            }
            return
        }
        places[ExactText(fact.account)] = all.count
        all.append(fact)
    }
}
