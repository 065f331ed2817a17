import Testing
import WeirDomain
import WeirEngine
import WeirRuleSets
import WeirSimulator

/// Tables of a rule set in a running engine: tried, live, rolled back.
@Suite struct TypologyLifeTests {
    private struct Outcome {
        var outcomes: [Int] = [0, 0, 0, 0]
        var hash: UInt64 = 0
        var versions: Set<String> = []
        var trial: RuleSetView?
    }

    private static func set(_ change: (inout TypologyTable) -> Void = { _ in }) -> RuleSet {
        var tables = Engine.builtInTypologies
        for place in tables.indices { change(&tables[place]) }
        return RuleSet(name: "tuned", label: "1", owner: "risk", typologies: tables)
    }

    private static let milder = set {
        $0.alert += 6
        $0.hold += 6
        $0.measure += 6
    }
    private static let harder = set {
        $0.alert -= 2
        $0.hold -= 2
        $0.measure -= 0.5
    }

    private static func run(live: RuleSet? = nil, trial: RuleSet? = nil, rollsBack: Bool = false) -> Outcome {
        var simulation = Simulation(accounts: 400, days: 8, seed: 5)
        var quotes = simulation.prices[...]
        var engine = Engine(seed: 1)
        engine.onlyLooksOn = true
        var effects = Effects()
        var sequence: UInt64 = 0
        var found = Outcome()
        func apply(_ type: InputType, _ bytes: [UInt8]) {
            sequence += 1
            engine.apply(type: type.rawValue, payload: bytes.span.bytes, sequence: sequence, effects: &effects)
        }
        func ask(_ event: RuleRequest.Event, _ set: RuleSet?) {
            let bytes = set.map { RuleSetBytes.encode($0) } ?? []
            let version = event == .rollBack ? live?.version ?? "" : ""
            apply(
                .rules,
                InputBytes.encode(
                    RuleRequest(event, set: bytes, version: version, by: "ann", at: Instant(milliseconds: 0))))
            #expect(effects.verdict == .none)
        }
        if let live { ask(.install, live) }
        if rollsBack { ask(.rollBack, nil) }
        if let trial { ask(.shadow, trial) }
        while let day = simulation.nextDay() {
            for payment in day {
                while let quote = quotes.first, quote.at <= payment.at {
                    apply(.price, InputBytes.encode(quote))
                    quotes = quotes.dropFirst()
                }
                apply(.payment, payment.encoded)
                guard case .decided(let decision) = effects.verdict else { continue }
                found.outcomes[Int(decision.outcome.rawValue)] += 1
                found.versions.insert(effects.rulesVersion)
            }
        }
        found.trial = engine.trialRules
        found.hash = engine.stateHash
        return found
    }

    @Test func tablesDecideOnceTheyAreLive() {
        let builtIn = Self.run()
        let milder = Self.run(live: Self.milder)
        let harder = Self.run(live: Self.harder)
        func flagged(_ outcome: Outcome) -> Int { outcome.outcomes[1...].reduce(0, +) }
        #expect(flagged(builtIn) > 0)
        #expect(flagged(milder) < flagged(builtIn))
        #expect(flagged(harder) > flagged(builtIn))
        #expect(builtIn.versions == [Engine.rulesVersion])
        #expect(harder.versions == [Engine.rulesVersion + "+" + Self.harder.version])
    }

    @Test func theSameTablesDecideTheSame() {
        let (builtIn, same) = (Self.run(), Self.run(live: Self.set()))
        #expect(builtIn.outcomes == same.outcomes)
        #expect(Self.run(live: Self.milder, rollsBack: true).outcomes == builtIn.outcomes)
    }

    /// On trial they change nothing, and the tally says what they would.
    @Test func onTrialTheyOnlyLookOn() throws {
        let builtIn = Self.run()
        let harder = Self.run(trial: Self.harder)
        #expect(harder.outcomes == builtIn.outcomes)
        #expect(harder.versions == [Engine.rulesVersion])
        let tally = try #require(harder.trial)
        #expect(tally.harder > 0 && tally.milder == 0)
        let milder = try #require(Self.run(trial: Self.milder).trial)
        #expect(milder.milder > 0 && milder.harder == 0)
    }

    @Test func anUnsoundTableIsRefused() {
        var engine = Engine(seed: 1)
        var effects = Effects()
        let broken = Self.set { $0.stairs[0].indicator = "nonsense" }
        let bytes = InputBytes.encode(
            RuleRequest(.install, set: RuleSetBytes.encode(broken), by: "ann", at: Instant(milliseconds: 0)))
        engine.apply(type: InputType.rules.rawValue, payload: bytes.span.bytes, sequence: 1, effects: &effects)
        guard case .refused(let words) = effects.verdict else {
            Issue.record("accepted")
            return
        }
        #expect(words.contains("no indicator 'nonsense'"))
        #expect(engine.rulesVersion == Engine.rulesVersion)
    }
}
