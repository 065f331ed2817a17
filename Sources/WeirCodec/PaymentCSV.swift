import WeirDomain

/// Payments in CSV: the header gives the columns by the names of INTERFACES §1, in any order.
struct PaymentCSV {
    private enum Column {
        case field(InputField)
        /// Kept in `extra` under this name.
        case other([UInt8])
    }

    private var columns: [Column] = []
    private var builder = PaymentBuilder()
    private(set) var hasHeader = false

    /// Takes the first row; says what is wrong with it.
    mutating func readHeader(_ row: CSVFramer.Row) -> Refusal? {
        hasHeader = true
        if let words = ForeignForm.words(header: row) { return Refusal(line: row.line, reason: words) }
        var names = FieldNames()
        var seen: [String] = []
        for cell in row.ends.indices {
            let name = row.bytes.span.bytes.extracting(row.range(cell))
            let text = name.text
            if seen.contains(text) {
                return Refusal(line: row.line, field: text, reason: "appears twice in the header")
            }
            seen.append(text)
            columns.append(names.find(name).map { .field($0) } ?? .other(name.array))
        }
        for field in InputField.allCases where field.isRequired && !seen.contains(field.name) {
            return Refusal(
                line: row.line, field: field.name,
                reason: "is missing from the header" + ForeignForm.near(field.name, seen))
        }
        return nil
    }

    mutating func decode(_ row: CSVFramer.Row, into batch: inout RecordBatch) -> Refusal? {
        guard row.ends.count == columns.count else {
            return Refusal(
                line: row.line, reason: "has \(row.ends.count) cells where the header has \(columns.count)")
        }
        let source = row.bytes.span.bytes
        if UTF8Check.firstFlaw(source, 0..<source.byteCount) != nil {
            return Refusal(line: row.line, reason: "is not valid UTF-8")
        }
        builder.reset()
        for (cell, column) in columns.enumerated() {
            let range = row.range(cell)
            switch column {
            case .field(let field):
                if range.isEmpty, !field.isRequired { continue }
                _ = builder.set(field, FieldText(kind: .string, range: range))
            case .other(let name):
                guard !range.isEmpty else { continue }
                if let refusal = addOther(name, source.extracting(range), line: row.line) { return refusal }
            }
        }
        return builder.build(from: source, line: row.line, into: &batch)
    }

    private mutating func addOther(_ name: [UInt8], _ text: RawSpan, line: Int) -> Refusal? {
        let shown = String(decoding: name.prefix(64), as: UTF8.self)
        if text.array.contains(0) { return Refusal(line: line, field: shown, reason: "has a NUL character") }
        if name == Array("extra".utf8) {
            var scanner = JSONScanner(text)
            do {
                return try builder.extra.readObject(&scanner, &builder.scratch, line: line)
            } catch {
                return Refusal(line: line, field: "extra", reason: "is not a JSON object: \(error.reason)")
            }
        }
        var json: [UInt8] = []
        JSONText.append(quoted: text, to: &json)
        return builder.extra.add(key: name, value: json)
            ? nil : Refusal(line: line, field: shown, reason: "appears twice")
    }
}
