public import WeirDomain

/// A payment as a rail's notification tells it, on its way to becoming a record.
public struct NotifiedPayment: Sendable {
    var id = ""
    /// RFC 3339.
    var at = ""
    var rail = ""
    var channel = Channel.gateway
    var payer = ""
    public internal(set) var payee = ""
    var payerKind = AccountKind.person
    var payeeKind = AccountKind.merchant
    var amount = ""
    var currency = "CNY"
    var payeeDevice = ""
    var original = ""
    /// What else the rail says; empty texts are left out.
    var extra: [(name: String, text: String)] = []

    /// What one text of the rail's own may take of the record: an order's description may be long.
    private static let extraTextBytes = 512

    /// The payment's record, by the rules that hold for every payment.
    public func record() throws(Refusal) -> [UInt8] {
        var builder = PaymentBuilder()
        var source: [UInt8] = []
        func put(_ field: InputField, _ value: String) {
            guard !value.isEmpty else { return }
            let start = source.count
            source.append(text: value)
            _ = builder.set(field, FieldText(kind: .string, range: start..<source.count))
        }
        put(.id, id)
        put(.at, at)
        put(.rail, rail)
        put(.channel, channel.name)
        put(.payer, payer)
        put(.payee, payee)
        put(.payerKind, payerKind.name)
        put(.payeeKind, payeeKind.name)
        put(.amount, amount)
        put(.currency, currency)
        put(.payeeDevice, CreditTransfer.cut(payeeDevice, Limits.tagBytes))
        put(.original, original)
        for (name, text) in extra where !text.isEmpty && !text.utf8.contains(0) {
            let cut = CreditTransfer.cut(text, Self.extraTextBytes)
            _ = builder.extra.add(key: Array(name.utf8), value: JSONObject.quoted(cut))
        }
        var batch = RecordBatch()
        if let refusal = builder.build(from: source.span.bytes, line: 0, into: &batch) { throw refusal }
        return batch.bytes
    }
}
