import WeirCodec
import WeirDomain
import WeirRules
import Yams

/// A test that a rule brings along: payments that came before, the payment at hand, and whether the rule fires.
public struct RuleTest: Sendable {
    public var rule: String
    public var name: String
    /// Board prices that are known from the beginning.
    var quotes: [PriceQuote]
    /// What came before, in order, and the payment at hand as the last.
    var payments: [Payment]
    public var fires: Bool
    /// What is to be decided, where the test says so.
    var outcome: Outcome?
    /// What the reason reads in English, where the test says so.
    var reason: String?
    /// For messages.
    let file: String
    let line: Int
}

/// Reads the tests of a rule.
enum RuleTestReader {
    private static let payment = [
        "id", "at", "rail", "channel", "payer", "payee", "payer_kind", "payee_kind", "amount", "currency", "remark",
        "payer_device", "payee_device", "payer_ip", "payer_city", "payee_city", "merchant_category", "site", "original",
        "extra",
    ]
    private static let most = 5_000

    static func test(_ node: Node, rule: String, _ text: RuleText) throws(FileFlaw) -> RuleTest {
        let fields = try RuleFields(
            node, "a test",
            known: ["name", "prices", "before", "payment", "expect", "decision", "reason"], in: text)
        let hand = try fields.required("payment")
        let last = try self.payment(hand, number: 0, of: "now", at: nil, text)
        var payments: [Payment] = []
        for (place, node) in try fields.list("before").enumerated() {
            payments += try series(node, place, before: last.at, text)
            guard payments.count <= most else { throw text.flaw(node, "a test has at most \(most) payments before") }
        }
        // A steady order: by time, then as written.
        let order = payments.indices.sorted { (payments[$0].at, $0) < (payments[$1].at, $1) }
        return RuleTest(
            rule: rule, name: try fields.string("name"), quotes: try quotes(fields, payments + [last], text),
            payments: order.map { payments[$0] } + [last],
            fires: try fields.choice("expect", [("fires", true), ("silent", false)]),
            outcome: fields.has("decision")
                ? try fields.choice("decision", Outcome.allCases.map { ($0.name, $0) }) : nil,
            reason: fields.has("reason") ? try fields.string("reason") : nil, file: text.file,
            line: node.mark?.line ?? 1)
    }

    private static func quotes(
        _ fields: RuleFields, _ payments: [Payment], _ text: RuleText
    ) throws(FileFlaw) -> [PriceQuote] {
        guard let node = fields.optional("prices") else { return [] }
        guard case .mapping(let mapping) = node else {
            throw text.flaw(node, "'prices' is a mapping", hint: "write {USDT: \"7.20\"}")
        }
        let first = payments.map(\.at).min() ?? Instant(milliseconds: 0)
        var quotes: [PriceQuote] = []
        for (key, value) in mapping {
            guard let name = key.scalar?.string, let asset = Asset(name), let number = value.scalar?.string,
                let price = Double(number), price > 0, price <= Double(Limits.priceMicros / 1_000_000),
                let last = payments.last
            else { throw text.flaw(key, "a price is an asset in capitals and a number", hint: "write USDT: \"7.20\"") }
            let micros = Int64((price * 1_000_000).rounded())
            // Said every hour: a board that has been silent for a day says nothing.
            var at = first
            while at <= last.at {
                quotes.append(
                    PriceQuote(at: at, asset: asset, currency: last.currency, price: Price(micros: micros)))
                at = at.advanced(bySeconds: 3_600)
            }
        }
        return quotes
    }

    /// Payments that came before, one or many of a kind.
    private static func series(
        _ node: Node, _ place: Int, before end: Instant, _ text: RuleText
    ) throws(FileFlaw) -> [Payment] {
        guard case .mapping(let mapping) = node else { throw text.flaw(node, "a payment is a mapping of its fields") }
        let own = try RuleFields(node, "a payment before", known: payment + ["ago", "times", "every"], in: text)
        let ago = try seconds(own, "ago", default: nil)
        let every = try seconds(own, "every", default: 60)
        let times = try own.number("times", default: 1, in: 1...most)
        let rest = mapping.filter { !["ago", "times", "every"].contains($0.key.scalar?.string ?? "") }
        var found: [Payment] = []
        for number in 0..<times {
            let at = end.advanced(bySeconds: Int64(number * every - ago))
            guard at < end || number == 0 && at <= end else {
                throw text.flaw(node, "payment \(number + 1) of these would come after the one that is tested")
            }
            found.append(
                try payment(
                    Node(rest.map { ($0.key, $0.value) }, .implicit, .any), number: number + 1,
                    of: "before-\(place + 1)",
                    at: at, text, place: node))
        }
        return found
    }

    /// `90s`, `10m`, `3h`, `2d`.
    private static func seconds(_ fields: RuleFields, _ name: String, default value: Int?) throws(FileFlaw) -> Int {
        if let value, !fields.has(name) { return value }
        let scalar = try fields.scalar(name)
        let units: [Character: Int] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400]
        guard let last = scalar.string.last, let unit = units[last], let number = Int(scalar.string.dropLast()),
            number >= 0, number <= 40_000_000 / unit
        else { throw fields.text.flaw(scalar.mark, "'\(name)' is a time such as 90s, 10m, 3h or 2d") }
        return number * unit
    }

    /// A payment as the codec would take it, with what tests need not say. `{n}` in a text stands for the number.
    private static func payment(
        _ node: Node, number: Int, of series: String, at: Instant?, _ text: RuleText, place: Node? = nil
    ) throws(FileFlaw) -> Payment {
        let fields = try RuleFields(node, "a payment", known: Self.payment, in: text)
        var object = JSONObject()
        object.put("id", fields.has("id") ? try fields.string("id") : "\(series)-\(number)")
        if let at {
            object.put("at", at)
        } else {
            object.put("at", try fields.string("at", default: "2026-03-02T10:00:00+08:00"))
        }
        object.put("rail", try fields.string("rail", default: "alipay"))
        object.put("currency", try fields.string("currency", default: "CNY"))
        for name in Self.payment where !["id", "at", "rail", "currency", "extra"].contains(name) {
            guard fields.has(name) else { continue }
            object.put(name, try fields.scalar(name).string.replacing("{n}", with: String(number)))
        }
        if let extra = fields.optional("extra") { object.put("extra", json: try Self.extra(extra, text)) }
        var decoder = PaymentJSON(readsPlainLines: false)
        var batch = RecordBatch()
        if let refusal = decoder.decode(object.closed.span.bytes, line: 0, into: &batch) {
            let field = fields.optional(refusal.field)
            throw text.flaw(field ?? place ?? node, "the payment would be refused: \(refusal.message)")
        }
        return Payment(batch[0])
    }

    private static func extra(_ node: Node, _ text: RuleText) throws(FileFlaw) -> [UInt8] {
        guard case .mapping(let mapping) = node else { throw text.flaw(node, "'extra' is a mapping of scalars") }
        var object = JSONObject()
        for (key, value) in mapping {
            guard let name = key.scalar?.string, let scalar = value.scalar else {
                throw text.flaw(key, "'extra' is a mapping of scalars")
            }
            let isPlain = scalar.style == .plain || scalar.style == .any
            if isPlain, Double(scalar.string) != nil || ["true", "false", "null"].contains(scalar.string) {
                object.put(name, json: Array(scalar.string.utf8))
            } else {
                object.put(name, scalar.string)
            }
        }
        return object.closed
    }
}
