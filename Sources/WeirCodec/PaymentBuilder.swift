import WeirDomain

/// Makes a record of fields that a reader has found: the one place that knows every field's rules.
struct PaymentBuilder {
    private var fields: InlineArray<19, FieldText> = .init(repeating: FieldText())
    /// Text of strings that had escapes.
    var scratch: [UInt8] = []
    var extra = ExtraFields()

    mutating func reset() {
        fields = .init(repeating: FieldText())
        scratch.removeAll(keepingCapacity: true)
        extra.removeAll()
    }

    /// Notes a field; `false` if it was there before.
    mutating func set(_ field: InputField, _ text: FieldText) -> Bool {
        guard fields[field.rawValue].kind == .absent else { return false }
        fields[field.rawValue] = text
        return true
    }

    // MARK: Building

    /// Appends the record, or says what is wrong. Nothing is left in the batch after a refusal.
    func build(from source: RawSpan, line: Int, into batch: inout RecordBatch) -> Refusal? {
        do {
            try write(source, into: &batch)
            batch.close(line: line)
            return nil
        } catch {
            batch.discardOpenRecord()
            return Refusal(line: line, field: error.field, reason: error.reason)
        }
    }

    private struct Wrong: Error {
        let field: String
        let reason: String

        init(_ field: InputField, _ reason: String) {
            self.field = field.name
            self.reason = reason
        }

        init(field: String, _ reason: String) {
            self.field = field
            self.reason = reason
        }
    }

    private func write(_ source: RawSpan, into batch: inout RecordBatch) throws(Wrong) {
        try checkPresence()
        let scratch = scratch.span.bytes
        var writer = PaymentRecordWriter(at: &batch.bytes)
        let currency = try currency(source, scratch)
        writer.setHead(
            at: try time(source, scratch), amount: try amount(source, scratch, currency), currency: currency,
            channel: try channel(source, scratch), payerKind: try kind(.payerKind, source, scratch),
            payeeKind: try kind(.payeeKind, source, scratch), merchantCategory: try category(source, scratch),
            in: &batch.bytes)
        let known = fields.span
        for field in Self.recordOrder {
            let text = known[field.rawValue]
            guard text.isString, let recordField = field.recordField else { continue }
            let bytes = Self.bytes(text, source, scratch)
            try check(field, bytes, hadEscapes: text.kind == .escapedString)
            if field == .site {
                try writeSite(bytes, &writer, &batch.bytes)
            } else {
                writer.append(recordField, bytes, to: &batch.bytes)
            }
        }
        try writeExtra(&writer, &batch.bytes)
        writer.finish(in: &batch.bytes)
    }

    /// Made once: `allCases` makes a list at every use.
    private static let channels = Channel.allCases

    /// The order in which a record holds texts.
    private static let recordOrder: [InputField] = [
        .id, .payer, .payee, .rail, .remark, .payerDevice, .payeeDevice, .payerIP, .payerCity, .payeeCity, .site,
        .original,
    ]

    @_lifetime(copy source, copy scratch)
    private static func bytes(_ text: FieldText, _ source: RawSpan, _ scratch: RawSpan) -> RawSpan {
        text.kind == .escapedString ? scratch.extracting(text.range) : source.extracting(text.range)
    }

    // MARK: Rules

    private func checkPresence() throws(Wrong) {
        let fields = fields.span
        for raw in 0..<InputField.count {
            guard let field = InputField(rawValue: raw) else { continue }
            let text = fields[raw]
            switch text.kind {
            case .absent, .null:
                if field.isRequired { throw Wrong(field, "is missing") }
            case .string, .escapedString:
                if field.isRequired, text.range.isEmpty { throw Wrong(field, "is empty") }
            case .number:
                if field == .merchantCategory { continue }
                throw Wrong(
                    field,
                    field == .amount
                        ? "must be a decimal string such as \"7230.00\", not a number"
                        : "must be a string, not a number")
            case .boolean: throw Wrong(field, "must be a string, not true or false")
            case .nested: throw Wrong(field, "must be a string, not an object or array")
            }
        }
    }

    private func check(_ field: InputField, _ text: RawSpan, hadEscapes: Bool) throws(Wrong) {
        let limit = field.recordField?.limit ?? 0
        if text.byteCount > limit { throw Wrong(field, "is longer than \(limit) bytes") }
        if field == .rail { return try checkRail(text) }
        for i in 0..<text.byteCount where text.byte(i) < 32 || text.byte(i) == 127 {
            if text.byte(i) == 0 { throw Wrong(field, "has a NUL character") }
            if field.isIdentifier { throw Wrong(field, "has a control character") }
        }
    }

    private func checkRail(_ text: RawSpan) throws(Wrong) {
        if text.byteCount > 0, text.byte(0) == 45 { throw Wrong(.rail, "must begin with a letter or a digit") }
        for i in 0..<text.byteCount {
            let c = text.byte(i)
            guard (97...122).contains(c) || (48...57).contains(c) || c == 45 else {
                throw Wrong(.rail, "must be lower-case letters, digits and '-', such as wechat-pay")
            }
        }
    }

    private func writeSite(
        _ text: RawSpan, _ writer: inout PaymentRecordWriter, _ out: inout [UInt8]
    ) throws(Wrong) {
        var lower: [UInt8] = []
        // A name may be written whole, with the dot of the root behind it.
        let isWhole = text.byteCount > 1 && text.byte(text.byteCount - 1) == 46
        for i in 0..<(isWhole ? text.byteCount - 1 : text.byteCount) {
            let c = text.byte(i)
            let isName = (97...122).contains(c) || (65...90).contains(c) || (48...57).contains(c) || c >= 128
            // Between two dots stands a name.
            let isDot = c == 46 && (lower.last ?? 46) != 46
            guard isName || isDot || c == 45 || c == 95 else {
                throw Wrong(.site, "must be a host name such as shop.example")
            }
            lower.append((65...90).contains(c) ? c + 32 : c)
        }
        if lower.last == 46 { throw Wrong(.site, "must be a host name such as shop.example") }
        writer.append(.site, lower.span.bytes, to: &out)
    }

    private func writeExtra(_ writer: inout PaymentRecordWriter, _ out: inout [UInt8]) throws(Wrong) {
        guard !extra.isEmpty else { return }
        if extra.count > Limits.extraFields {
            throw Wrong(field: "extra", "has more than \(Limits.extraFields) fields")
        }
        let canonical = extra.canonical()
        if canonical.count > Limits.extraBytes {
            throw Wrong(field: "extra", "is longer than \(Limits.extraBytes) bytes")
        }
        writer.append(.extra, canonical.span.bytes, to: &out)
    }

    private func currency(_ source: RawSpan, _ scratch: RawSpan) throws(Wrong) -> Currency {
        let text = Self.bytes(fields[InputField.currency.rawValue], source, scratch)
        guard let currency = Currency(text) else {
            throw Wrong(.currency, "must be an ISO 4217 code such as CNY, not '\(shown(text))'")
        }
        return currency
    }

    private func time(_ source: RawSpan, _ scratch: RawSpan) throws(Wrong) -> Instant {
        let text = Self.bytes(fields[InputField.at.rawValue], source, scratch)
        guard let time = Instant(rfc3339: text) else {
            throw Wrong(
                .at, "must be an RFC 3339 time with zone such as 2026-11-23T08:15:30.250+08:00, not '\(shown(text))'")
        }
        return time
    }

    private func amount(_ source: RawSpan, _ scratch: RawSpan, _ currency: Currency) throws(Wrong) -> Amount {
        let text = Self.bytes(fields[InputField.amount.rawValue], source, scratch)
        switch Amount.parse(text, currency: currency) {
        case .success(let amount): return amount
        case .failure(let flaw):
            let detail = flaw == .digits ? " (\(currency.code): \(currency.digits))" : ""
            throw Wrong(.amount, "'\(shown(text))' \(flaw.rawValue)\(detail)")
        }
    }

    private func channel(_ source: RawSpan, _ scratch: RawSpan) throws(Wrong) -> Channel {
        let text = fields[InputField.channel.rawValue]
        guard text.isString else { return .transfer }
        let bytes = Self.bytes(text, source, scratch)
        for channel in Self.channels where bytes.equals(channel.name) { return channel }
        throw Wrong(.channel, "must be one of \(Channel.allCases.map(\.name).joined(separator: ", "))")
    }

    private func kind(_ field: InputField, _ source: RawSpan, _ scratch: RawSpan) throws(Wrong) -> AccountKind {
        let text = fields[field.rawValue]
        guard text.isString else { return .person }
        let bytes = Self.bytes(text, source, scratch)
        if bytes.equals("person") { return .person }
        if bytes.equals("merchant") { return .merchant }
        throw Wrong(field, "must be person or merchant")
    }

    private func category(_ source: RawSpan, _ scratch: RawSpan) throws(Wrong) -> UInt16 {
        let text = fields[InputField.merchantCategory.rawValue]
        guard text.kind != .absent, text.kind != .null else { return 0 }
        let bytes = Self.bytes(text, source, scratch)
        if text.isString, bytes.byteCount == 0 { return 0 }
        var value: UInt16 = 0
        // A number cannot have the zero that begins 0763; a text without it may as well have lost its end.
        guard bytes.byteCount == 4 || bytes.byteCount < 4 && !text.isString else {
            throw Wrong(.merchantCategory, "must be four digits (ISO 18245)")
        }
        for i in 0..<bytes.byteCount {
            guard (48...57).contains(bytes.byte(i)) else {
                throw Wrong(.merchantCategory, "must be four digits (ISO 18245)")
            }
            value = value * 10 + UInt16(bytes.byte(i) - 48)
        }
        return value
    }

    /// A short, harmless form of what was written, for the refusal.
    private func shown(_ text: RawSpan) -> String {
        let cut = text.extracting(0..<min(text.byteCount, 40)).text
        return String(cut.unicodeScalars.map { $0.value < 32 ? "\u{FFFD}" : Character($0) })
            + (text.byteCount > 40 ? "…" : "")
    }
}

extension RawSpan {
    /// Whether the bytes are exactly this ASCII word.
    func equals(_ word: String) -> Bool {
        guard word.utf8.count == byteCount else { return false }
        var i = 0
        for c in word.utf8 {
            if byte(i) != c { return false }
            i += 1
        }
        return true
    }
}
