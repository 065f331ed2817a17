import WeirDomain

/// Accounts as lines of JSON, under the names of `accounts.csv`.
enum AccountLines {
    private static let names = ["account", "kind", "opened", "merchant_category"]
    private static let known = Set(names)

    static func read(_ bytes: [UInt8], _ rejects: (Refusal) -> Void) -> [AccountFact] {
        var framer = LineFramer()
        var facts = AccountFacts()
        func take(_ line: RawSpan, _ kind: LineFramer.Line, _ number: Int) {
            guard !isBlank(line) else { return }
            guard kind == .whole else {
                return rejects(Refusal(line: number, reason: "is longer than \(Limits.lineBytes) bytes"))
            }
            do throws(Refusal) {
                try facts.add(try fact(line, number), line: number)
            } catch {
                rejects(error)
            }
        }
        framer.feed(bytes.span.bytes, take)
        framer.end(take)
        return facts.all
    }

    private static func isBlank(_ line: RawSpan) -> Bool {
        for i in 0..<line.byteCount where line.byte(i) != 32 && line.byte(i) != 9 { return false }
        return true
    }

    private static func fact(_ line: RawSpan, _ number: Int) throws(Refusal) -> AccountFact {
        if let name = JSONNames.twice(in: line) {
            throw Refusal(line: number, field: name, reason: "appears twice")
        }
        if let name = JSONNames.unknown(in: line, but: known) {
            throw Refusal(line: number, field: name, reason: "is none of \(names.joined(separator: ", "))")
        }
        let found: [String]
        do throws(JSONFlaw) {
            found = try cells(line)
        } catch {
            throw Refusal(line: number, reason: error.reason)
        }
        return try CompanionCSV.fact(found, number)
    }

    /// The values in the order of the names; empty where one is missing or null.
    private static func cells(_ line: RawSpan) throws(JSONFlaw) -> [String] {
        var cells = names.map { _ in "" }
        var scanner = JSONScanner(line)
        try scanner.openObject()
        var isFirst = true
        while let name = try scanner.member(isFirst: isFirst) {
            isFirst = false
            // Of what may be missing some programs say null.
            guard let place = names.firstIndex(of: name), scanner.current != 110 else {
                try scanner.skipValue()
                continue
            }
            cells[place] = try scanner.text(name)
        }
        return cells
    }
}
