import Testing
import WeirDomain
import WeirEngine

/// Mules that wait until the morning, and whoever gathers from them.
@Suite struct LayerTests {
    /// Each of some accounts is paid by six strangers a day; the next morning it pays a share of it to its gatherer.
    /// - Parameters:
    ///   - gatherers: whom each account pays, by place.
    ///   - percent: of what came in.
    /// - Returns: figures of an account after five days.
    private func figures(
        of account: String, _ gatherers: [String], percent: Int = 96, isKnown: Bool = false
    ) throws -> [String: Float] {
        let scene = try EngineTests.Scene()
        scene.engine.onlyLooksOn = true
        for day in 0..<5 {
            for hour in 0..<6 {
                scene.minute = day * 1_440 + 720 + hour * 60
                for place in gatherers.indices {
                    let payer = isKnown ? "friend\(place)-\(hour)" : "payer\(day)-\(place)-\(hour)"
                    scene.pay(payer, "mule\(place)", fen: 30_000 + hour * 1_700 + place * 100)
                }
            }
            scene.minute = (day + 1) * 1_440 + 420
            for (place, gatherer) in gatherers.enumerated() {
                let whole = 6 * 30_000 + 15 * 1_700 + 6 * place * 100
                scene.pay("mule\(place)", gatherer, fen: whole * percent / 100)
            }
        }
        let values = scene.engine.figures(of: account) ?? []
        return Dictionary(zip(Engine.featureNames, values).map { ($0, $1) }) { first, _ in first }
    }

    /// The first mornings pass before the mules, and after them their payee, are known for what they are.
    @Test func whoGathersFromSeveralIsSeenFromBothSides() throws {
        let above = try figures(of: "boss", ["boss", "boss", "boss", "boss"])
        #expect(above["conduits"] == 4 && (above["conduitMoneyIn"] ?? 0) > 0.35, "\(above)")
        let below = try figures(of: "mule1", ["boss", "boss", "boss", "boss"])
        #expect((below["gathererOut"] ?? 0) > 0.2, "\(below)")
    }

    @Test(arguments: [
        // Each has a payee of its own.
        (["a", "b", "c", "d"], 96, false),
        // Two are no layer for each other: there is one other only.
        (["boss", "boss", "c", "d"], 96, false),
        // Half of what comes in stays.
        (["boss", "boss", "boss", "boss"], 50, false),
        // Friends' money, after the first day.
        (["boss", "boss", "boss", "boss"], 96, true),
    ]) func whoIsNoneIsNotSeen(gatherers: [String], percent: Int, isKnown: Bool) throws {
        let figures = try figures(of: "mule1", gatherers, percent: percent, isKnown: isKnown)
        #expect((figures["gathererOut"] ?? 0) < 0.01, "\(figures)")
    }

    /// A dealer is stopped; another account pays some of his customers, and two other people.
    @Test(arguments: [(4, nil, true), (2, nil, false), (4, 400, false), (4, 30, true)] as [(Int, Int?, Bool)])
    func customersOfAStoppedDealer(customers: Int, age: Int?, isSeen: Bool) throws {
        let scene = try EngineTests.Scene()
        try scene.deal(60)
        #expect(scene.measures.contains { $0.account == "dealer" })
        if let age {
            let fact = AccountFact(
                account: "second", kind: .person, opened: scene.now.advanced(bySeconds: -Int64(age * 86_400)),
                merchantCategory: 0)
            let bytes = InputBytes.encode(fact, at: scene.now)
            scene.sequence += 1
            scene.engine.apply(
                type: InputType.account.rawValue, payload: bytes.span.bytes, sequence: scene.sequence,
                effects: &scene.effects)
        }
        for n in 0..<6 { scene.pay("stranger\(n)", "second", fen: 41_300 + n * 900) }
        for n in 0..<customers { scene.pay("second", "seller\(41 + 2 * n)", fen: 31_700 + n * 1_100) }
        for n in 0..<2 { scene.pay("second", "other\(n)", fen: 21_700 + n * 1_100) }
        let found = scene.engine.figures(of: "second")
        let values = try #require(found)
        let place = try #require(Engine.featureNames.firstIndex(of: "sharedCustomers"))
        #expect(isSeen ? values[place] > 0.6 : values[place] == 0, "\(values[place])")
    }
}
