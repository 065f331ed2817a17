public import WeirDomain

/// The canonical JSON payment of INTERFACES §1, both ways.
public struct PaymentJSON: ~Copyable {
    private var plain: PlainLine?
    private var builder = PaymentBuilder()
    private var names = FieldNames()

    /// - Parameter readsPlainLines: whether plain lines take the quick way; the records are the same.
    public init(readsPlainLines: Bool = true) { plain = readsPlainLines ? PlainLine() : nil }

    /// Leaves out of the records of plain lines what neither names the payment nor its accounts: for who asks for no
    /// more. What is refused stays the same.
    package init(onlyParties: Bool) { plain = PlainLine(onlyParties: onlyParties) }

    // MARK: Reading

    /// Decodes one object and appends its record to the batch, or says why not; the batch is then as before.
    ///
    /// Scalar fields with names that INTERFACES does not know are kept in `extra`, so that nothing is lost.
    /// - Parameter line: for the refusal and the batch.
    public mutating func decode(_ text: RawSpan, line: Int, into batch: inout RecordBatch) -> Refusal? {
        if plain?.read(text, number: line, into: &batch) ?? false { return nil }
        builder.reset()
        do {
            if let refusal = try read(text, line: line) { return refusal }
        } catch {
            return Refusal(line: line, reason: "is not a JSON object: byte \(error.offset + 1) \(error.reason)")
        }
        return builder.build(from: text, line: line, into: &batch)
    }

    private mutating func read(_ text: RawSpan, line: Int) throws(JSONFlaw) -> Refusal? {
        var scanner = JSONScanner(text)
        scanner.skipSpace()
        guard scanner.skip(123) else { throw scanner.flaw("must be '{'") }
        scanner.skipSpace()
        if !scanner.skip(125) {
            repeat {
                if let refusal = try member(&scanner, line: line) { return refusal }
                scanner.skipSpace()
            } while scanner.skip(44)
            guard scanner.skip(125) else { throw scanner.flaw("must be ',' or '}'") }
        }
        scanner.skipSpace()
        guard scanner.isAtEnd else {
            throw JSONFlaw(offset: scanner.offset, reason: "comes after the end of the object")
        }
        return nil
    }

    /// A name that is written with escapes is the same name: whoever else reads the line takes it for that.
    private mutating func escapedField(_ name: FieldText) -> InputField? {
        let plain = Array(builder.scratch[name.range])
        return names.find(plain.span.bytes)
    }

    private mutating func member(_ scanner: inout JSONScanner, line: Int) throws(JSONFlaw) -> Refusal? {
        scanner.skipSpace()
        let name = try scanner.string(&builder.scratch)
        let text = name.kind == .escapedString ? nil : name.range
        var field = text.flatMap { names.find(scanner.bytes.extracting($0)) }
        if text == nil { field = escapedField(name) }
        try scanner.colon()
        if let field {
            let value = try scanner.scalar(&builder.scratch)
            if value.kind == .nested {
                return Refusal(line: line, field: field.name, reason: "must not be an object or array")
            }
            return builder.set(field, value)
                ? nil : Refusal(line: line, field: field.name, reason: "appears twice")
        }
        let key = ExtraFields.bytes(name, scanner, builder.scratch)
        if key == Array("extra".utf8), scanner.current != 110 {
            return try builder.extra.readObject(&scanner, &builder.scratch, line: line)
        }
        return try builder.extra.readMember(key, &scanner, &builder.scratch, line: line)
    }

    // MARK: Writing

    /// Appends the payment as canonical JSON, without absent fields and defaults, and without a newline.
    public static func append(_ payment: borrowing PaymentView, to out: inout [UInt8]) {
        out.append(123)
        put("id", payment.id, &out, isFirst: true)
        out.append(text: ",\"at\":\"")
        payment.at.appendRFC3339(to: &out)
        out.append(34)
        put("rail", payment.rail, &out)
        if payment.channel != .transfer { putName("channel", payment.channel.name, &out) }
        put("payer", payment.payer, &out)
        put("payee", payment.payee, &out)
        if payment.payerKind != .person { putName("payer_kind", payment.payerKind.name, &out) }
        if payment.payeeKind != .person { putName("payee_kind", payment.payeeKind.name, &out) }
        out.append(text: ",\"amount\":\"")
        payment.amount.append(to: &out, currency: payment.currency)
        out.append(text: "\",\"currency\":\"")
        out.append(text: payment.currency.code)
        out.append(34)
        // Spelt out: names made by reflection cost more than the rest of the line.
        put("remark", payment.remark, &out)
        put("payer_device", payment[.payerDevice], &out)
        put("payee_device", payment[.payeeDevice], &out)
        put("payer_ip", payment[.payerIP], &out)
        put("payer_city", payment[.payerCity], &out)
        put("payee_city", payment[.payeeCity], &out)
        if payment.merchantCategory > 0 {
            let digits = String(payment.merchantCategory)
            putName("merchant_category", String(repeating: "0", count: 4 - digits.count) + digits, &out)
        }
        put("site", payment[.site], &out)
        put("original", payment[.original], &out)
        if payment[.extra].byteCount > 0 {
            out.append(text: ",\"extra\":")
            out.append(bytes: payment[.extra])
        }
        out.append(125)
    }

    private static func put(_ name: String, _ text: RawSpan, _ out: inout [UInt8], isFirst: Bool = false) {
        guard text.byteCount > 0 else { return }
        if !isFirst { out.append(44) }
        out.append(34)
        out.append(text: name)
        out.append(text: "\":")
        JSONText.append(quoted: text, to: &out)
    }

    private static func putName(_ name: String, _ word: String, _ out: inout [UInt8]) {
        out.append(text: ",\"\(name)\":\"\(word)\"")
    }
}
