import Testing
import WeirDomain
import WeirEngine
import WeirLists

/// An engine with people around it.
final class ActScene {
    var engine = Engine(seed: 3)
    var effects = Effects()
    var sequence: UInt64 = 0
    var now = Instant(milliseconds: 1_772_380_800_000)
    var acts: [Act] = []

    var measures: [Measure] { engine.measures }
    var cases: [Case] { engine.cases }
    var notices: [Notice] { engine.notices }
    var appeals: [Appeal] { engine.appeals }
    var unanswered: [Measure] { engine.unanswered }
    var hash: UInt64 { engine.stateHash }

    @discardableResult
    func ask(_ request: ActRequest) -> Verdict {
        sequence += 1
        let bytes = InputBytes.encode(request)
        engine.apply(type: InputType.act.rawValue, payload: bytes.span.bytes, sequence: sequence, effects: &effects)
        acts += effects.acts
        return effects.verdict
    }

    @discardableResult
    func ask(
        _ verb: ActRequest.Verb, _ number: Int = 0, by: String = "ann", _ role: Role? = .supervisor,
        _ fill: (inout ActRequest) -> Void = { _ in }
    ) -> Verdict {
        // Whoever is to be somebody else than before is made so first.
        if let role, let known = engine.people[by], known != role { give(by, role) }
        var request = ActRequest(verb, at: now, by: by, role: role)
        request.number = number
        request.text = "because"
        fill(&request)
        return ask(request)
    }

    @discardableResult
    func propose(
        _ kind: MeasureKind, on account: String = "acc", by: String = "ann", _ role: Role? = .supervisor,
        _ fill: (inout ActRequest) -> Void = { _ in }
    ) -> Verdict {
        ask(.propose, by: by, role) { request in
            request.kind = kind.rawValue
            request.subject = kind == .blockSite && account == "acc" ? "acc.example" : account
            request.detail = "terms"
            if kind == .limitCollection { (request.other, request.extra) = (10_000, "CNY") }
            if kind == .holdPayment { request.extra = "p1" }
            fill(&request)
        }
    }

    func give(_ name: String, _ role: Role?, by giver: String = Measure.weir, as own: Role? = nil) {
        var request = ActRequest(.role, at: now, by: giver, role: own)
        request.subject = name
        request.kind = role?.rawValue ?? 255
        ask(request)
    }

    /// A list of somebody else's that holds what goes to an account.
    func hold(everythingTo account: String, by person: String = "") {
        let list = NamedList(
            name: "held", version: 1, role: .hold, source: "regulator", basis: "Order 7",
            entries: [ListEntry(.account, .exact, account)])
        var inputs: [(InputType, [UInt8])] = [(.list, ListBytes.head(list, by: person))]
        inputs += ListBytes.pieces(list).map { (.listEntries, $0) }
        for (type, bytes) in inputs + [(.listEnd, ListBytes.end(list))] {
            sequence += 1
            engine.apply(type: type.rawValue, payload: bytes.span.bytes, sequence: sequence, effects: &effects)
            #expect(effects.verdict == .none)
        }
    }

    /// The next version of a list of accounts; what became of it.
    /// - Parameter time: when it comes, where the journal says so.
    @discardableResult
    func list(
        _ accounts: [String], _ role: ListRole = .hold, until: Instant? = nil, by person: String,
        named name: String = "ours", at time: Instant? = nil, from: Instant? = nil
    ) -> Verdict {
        let version = (engine.outside.lists.first { $0.name == name }?.version ?? 0) + 1
        let list = NamedList(
            name: name, version: version, role: role, from: from, until: until,
            entries: accounts.map { ListEntry(.account, .exact, $0) })
        return take(list, by: person, at: time)
    }

    @discardableResult
    func take(_ list: NamedList, by person: String, at time: Instant? = nil) -> Verdict {
        var inputs: [(InputType, [UInt8])] = [(.list, ListBytes.head(list, by: person, at: time))]
        inputs += ListBytes.pieces(list).map { (.listEntries, $0) }
        for (type, bytes) in inputs + [(.listEnd, ListBytes.end(list))] {
            sequence += 1
            engine.apply(type: type.rawValue, payload: bytes.span.bytes, sequence: sequence, effects: &effects)
            acts += effects.acts
            if effects.verdict != .none { break }
        }
        return effects.verdict
    }

    func rail(_ did: Bool, _ number: Int, version: Int? = nil) -> Verdict {
        ask(did ? .railDid : .railRefused, number, by: "rail", nil) { request in
            request.other = Int64(version ?? Int(measures[number - 1].order?.version ?? 0))
        }
    }

    func pass(seconds: Int64) {
        now = now.advanced(bySeconds: seconds)
        ask(.time, by: Measure.weir, nil)
    }

    /// Tells of a price in CNY.
    func quote(_ name: String, _ price: String) throws {
        let quote = PriceQuote(
            at: now, asset: try #require(Asset(name)), currency: try #require(Currency("CNY")),
            price: try #require(Price(price)))
        sequence += 1
        let bytes = InputBytes.encode(quote)
        engine.apply(
            type: InputType.price.rawValue, payload: bytes.span.bytes, sequence: sequence, effects: &effects)
    }

    /// - Parameter original: the payment that this one gives back, where it is a refund.
    func pay(
        _ payer: String, _ payee: String, fen: Int, currency: String = "CNY", refunding original: String? = nil,
        _ fill: (inout Payment) -> Void = { _ in }
    ) throws -> Decision {
        sequence += 1
        var payment = Payment(
            id: "p\(sequence)", at: now, rail: "alipay", payer: payer, payee: payee, amount: Amount(minor: Int64(fen)),
            currency: try #require(Currency(currency)))
        if let original {
            payment.channel = .refund
            payment.original = original
        }
        fill(&payment)
        let record = payment.encoded
        engine.apply(PaymentView(record.span.bytes), sequence: sequence, effects: &effects)
        acts += effects.acts
        guard case .decided(let decision) = effects.verdict else { throw Undecided() }
        return decision
    }

    struct Undecided: Error {}
}

extension Verdict {
    var reason: String {
        if case .refused(let reason) = self { return reason }
        return ""
    }
}
