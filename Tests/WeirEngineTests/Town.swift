import Testing
import WeirDomain
import WeirEngine

/// An engine fed by hand, in which one account is worth a look from the beginning: six strangers have paid it.
final class Town {
    private var engine = Engine(seed: 1)
    private var effects = Effects()
    private var sequence: UInt64 = 0
    private let currency: Currency
    /// The first of March 2026, midnight UTC.
    private static let start = Instant(milliseconds: 1_772_323_200_000)

    init() throws {
        currency = try #require(Currency("CNY"))
        engine.onlyLooksOn = true
    }

    func pay(
        _ minute: Int, _ payer: String, _ payee: String, fen: Int, change: (inout Payment) -> Void = { _ in }
    ) {
        sequence += 1
        var payment = Payment(
            id: "p\(sequence)", at: Self.start.advanced(bySeconds: Int64(minute * 60)), rail: "alipay",
            payer: payer, payee: payee, amount: Amount(minor: Int64(fen)), currency: currency)
        change(&payment)
        let record = payment.encoded
        engine.apply(PaymentView(record.span.bytes), sequence: sequence, effects: &effects)
    }

    /// Board prices of a coin or a currency, from a minute on.
    func quote(_ minute: Int, _ name: String, _ price: String) throws {
        sequence += 1
        let quote = PriceQuote(
            at: Self.start.advanced(bySeconds: Int64(minute * 60)), asset: try #require(Asset(name)),
            currency: currency, price: try #require(Price(price)))
        engine.apply(
            type: InputType.price.rawValue, payload: InputBytes.encode(quote).span.bytes, sequence: sequence,
            effects: &effects)
    }

    /// Takes prices back, from a minute on.
    func withdraw(_ name: String, from minute: Int) {
        sequence += 1
        var act = ActRequest(.withdrawPrices, at: Self.start, by: "root", role: .admin)
        (act.subject, act.extra, act.text) = (name, "CNY", "the wrong year")
        act.until = Self.start.advanced(bySeconds: Int64(minute * 60))
        engine.apply(
            type: InputType.act.rawValue, payload: InputBytes.encode(act).span.bytes, sequence: sequence,
            effects: &effects)
        #expect(effects.verdict == .none)
    }

    func tell(_ account: String, _ kind: AccountKind = .person, openedDaysBefore days: Int?) {
        sequence += 1
        let opened = days.map { Self.start.advanced(bySeconds: -Int64($0 * 86_400)) }
        let fact = AccountFact(account: account, kind: kind, opened: opened, merchantCategory: 0)
        // A file of accounts comes before all payments.
        let bytes = InputBytes.encode(fact, at: opened ?? Instant(milliseconds: 0))
        engine.apply(
            type: InputType.account.rawValue, payload: bytes.span.bytes, sequence: sequence, effects: &effects)
    }

    func figure(_ name: String, _ account: String = "me") throws -> Float {
        let found = engine.figures(of: account)
        let values = try #require(found, "\(account) is not worth a look")
        return values[try #require(Engine.featureNames.firstIndex(of: name))]
    }

    /// All figures; what is not known is told apart from 0.
    func figures(_ account: String = "me") throws -> [String] {
        let found = engine.figures(of: account)
        return try #require(found, "\(account) is not worth a look").map { "\($0)" }
    }

    /// Six strangers pay it within the first hour.
    func crowd(change: (inout Payment) -> Void = { _ in }) {
        for n in 0..<6 { pay(n, "stranger\(n)", "me", fen: 12_300 + n * 1_000, change: change) }
    }
}
