import WeirDomain

/// Lists as CSV: a head line with at least `value`; `kind`, `match`, `reason`, `from`, `until` where they are there.
enum ListCSV {
    static func read(_ text: String, _ kind: ListKind, _ reading: inout ListReading) {
        let rows = rows(text)
        guard let head = rows.first?.cells.map({ $0.trimmed.lowercased() }), let value = head.firstIndex(of: "value")
        else {
            reading.refusals.append(Refusal(line: 1, field: "value", reason: "is missing in the head line"))
            return
        }
        for row in rows.dropFirst() where !row.cells.allSatisfy({ $0.trimmed.isEmpty }) {
            func cell(_ name: String) -> String {
                guard let place = head.firstIndex(of: name), place < row.cells.count else { return "" }
                return row.cells[place].trimmed
            }
            func refuse(_ field: String, _ reason: String) {
                reading.refusals.append(Refusal(line: row.line, field: field, reason: reason))
            }
            var own = kind
            if !cell("kind").isEmpty {
                guard let named = ListKind(name: cell("kind")) else {
                    refuse("kind", "must be one of \(ListKind.allCases.map(\.name).joined(separator: ", "))")
                    continue
                }
                own = named
            }
            var match = own == .domain ? ListMatch.suffix : .exact
            if !cell("match").isEmpty {
                guard let named = ListMatch.allCases.first(where: { $0.name == cell("match") }) else {
                    refuse("match", "must be exact, suffix or fuzzy")
                    continue
                }
                match = named
            }
            guard match == .exact || own == .domain || own == .platform && match == .fuzzy else {
                refuse("match", "must be exact\(own == .platform ? " or fuzzy" : "") for a \(own.name)")
                continue
            }
            var times: [String: Instant] = [:]
            var isWhole = true
            for name in ["from", "until"] where !cell(name).isEmpty {
                times[name] = Instant(rfc3339: cell(name))
                if times[name] == nil {
                    refuse(name, "must be a time such as 2026-11-23T08:15:30Z")
                    isWhole = false
                }
            }
            guard isWhole else { continue }
            reading.add(
                own, match, value < row.cells.count ? row.cells[value] : "", line: row.line, reason: cell("reason"),
                from: times["from"], until: times["until"])
        }
    }

    /// Rows with the line that each begins on; quoted cells may hold commas and line ends (RFC 4180).
    static func rows(_ text: String) -> [(line: Int, cells: [String])] {
        var rows: [(Int, [String])] = []
        var cells: [String] = []
        var cell: [UInt8] = []
        var (line, start, isQuoted) = (1, 1, false)
        let bytes = Array(text.utf8)
        var i = 0
        func close(_ cell: inout [UInt8]) {
            cells.append(String(decoding: cell, as: UTF8.self))
            cell = []
        }
        while i < bytes.count {
            let c = bytes[i]
            if c == 10 { line += 1 }
            if isQuoted {
                if c == 34, i + 1 < bytes.count, bytes[i + 1] == 34 {
                    cell.append(34)
                    i += 1
                } else if c == 34 {
                    isQuoted = false
                } else {
                    cell.append(c)
                }
            } else if c == 34, cell.isEmpty {
                isQuoted = true
            } else if c == 44 {
                close(&cell)
            } else if c == 10 {
                close(&cell)
                rows.append((start, cells))
                cells = []
                start = line
            } else if c != 13 {
                cell.append(c)
            }
            i += 1
        }
        if !cell.isEmpty || !cells.isEmpty {
            close(&cell)
            rows.append((start, cells))
        }
        return rows
    }
}
