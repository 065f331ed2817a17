import Synchronization
import WeirDomain
import WeirEngine
import WeirRuleSets
import WeirRuntime

/// Rule sets that change while payments come in at a steady pace: a new one is signed every second. Every decision is
/// held against the set that must have made it, by its place among the inputs.
extension BenchRows {
    static func rules(_ stream: inout BenchStream, seconds: Int, rate: Int, scratch: String) throws -> BenchRow {
        try withScratch(scratch) { directory in
            let checker = RuleChecker()
            let delays = Mutex(Delays())
            let origin = Mutex<Int64>(0)
            let lane = try Lane(
                directory: directory, engine: Engine(seed: 1),
                onDecided: { done in
                    let start = origin.withLock { $0 }
                    delays.withLock { delays in
                        for i in 0..<done.count {
                            delays.add(done.at - start - Int64(Double(done.first + i) / Double(rate) * 1e9))
                        }
                    }
                }, onEach: { checker.see($0, $1) })
            let clock = BenchClock()
            origin.withLock { $0 = clock.start }
            let total = rate * seconds
            var (fed, changes) = (0, 0)
            while fed < total {
                try pacedPass(&stream, lane, clock, rate: rate, total: total, &fed) { fed in
                    guard fed >= changes * rate else { return }
                    try change(lane, changes)
                    checker.expect(RuleChecker.set(changes), from: fed)
                    changes += 1
                }
                stream.advance()
            }
            let decided = try lane.finish { $0.counters.decided }
            if let trouble = lane.trouble { throw Failure.trouble(trouble) }
            let found = checker.finish()
            return BenchRow(
                load: "\(grouped(rate)) payments a second for \(seconds) s, \(changes) sets of a hundred rules, each "
                    + "handed in and signed while they come in; durable, no database",
                result: "\(grouped(total - decided)) dropped of \(grouped(total)), \(grouped(lane.refused)) refused; "
                    + "\(found.wrongVersions) decisions of another version than their place asks for, "
                    + "\(found.wrongOutcomes) that do not do what theirs says; p50 "
                    + "\(decimal(delays.withLock { $0.quantile(0.5) } / 1_000, 2)), p99 "
                    + "\(decimal(delays.withLock { $0.quantile(0.99) } / 1_000, 2)) ms")
        }
    }

    private static func change(_ lane: Lane, _ number: Int) throws {
        let at = Instant(milliseconds: 0)
        let bytes = RuleSetBytes.encode(RuleChecker.set(number))
        if number == 0 { return try lane.feed(RuleRequest(.install, set: bytes, by: "ann", at: at)) }
        try lane.feed(RuleRequest(.shadow, set: bytes, by: "ann", at: at))
        // A set that has just been handed in has seen next to nothing: two people sign.
        for name in ["bob", "cat"] { try lane.feed(RuleRequest(.approve, by: name, at: at)) }
    }
}

/// What each decision must say: which set made it, and whether its one telling rule held.
private final class RuleChecker: Sendable {
    private struct State {
        var expected: [(version: String, above: Double, from: Int)] = []
        var place = 0
        var current = 0
        var wrongVersions = 0
        var wrongOutcomes = 0
    }

    private let state = Mutex(State())

    private static func above(_ number: Int) -> Double { Double(500 + number % 7 * 250) }

    /// A set whose first rule says which one it is, and 99 others that a payment may meet.
    static func set(_ number: Int) -> RuleSet {
        func rule(_ id: Int, _ when: String) -> Rule {
            Rule(
                id: "rule-\(id)", title: "A rule", why: "To be measured", when: when,
                yields: [.evidence(about: .payee, typology: .runningPoints, kind: .rhythm, milliNats: 10)],
                reason: "{payment.amount}", reasonChinese: "{payment.amount}", owner: "bench")
        }
        var rules = [rule(0, "payment.amount > \(above(number))")]
        for id in 1..<100 {
            rules.append(
                rule(
                    id,
                    "payment.amount > \(id * 40).0 && payee.received(\"24h\").count > \(id * 7) && payment.is_stranger")
            )
        }
        return RuleSet(name: "bench", label: "\(number + 1)", owner: "bench", rules: rules)
    }

    /// From the payment at this place on, a set decides.
    func expect(_ set: RuleSet, from place: Int) {
        let number = (Int(set.label) ?? 1) - 1
        state.withLock {
            $0.expected.append((Engine.rulesVersion + "+" + set.version, Self.above(number), place))
        }
    }

    func see(_ payment: borrowing PaymentView, _ effects: Effects) {
        guard case .decided(let decision) = effects.verdict else { return }
        let amount = Double(payment.amount.minor) / 100
        let (version, first) = (effects.rulesVersion, effects.rules.first)
        state.withLock { state in
            while state.current + 1 < state.expected.count, state.expected[state.current + 1].from <= state.place {
                state.current += 1
            }
            let expected = state.expected[state.current]
            if version != expected.version { state.wrongVersions += 1 }
            // Where an account is suspended no rule is asked.
            let isAsked = decision.outcome != .decline
            if isAsked, (first == 0) != (amount > expected.above) { state.wrongOutcomes += 1 }
            state.place += 1
        }
    }

    func finish() -> (wrongVersions: Int, wrongOutcomes: Int) {
        state.withLock { ($0.wrongVersions, $0.wrongOutcomes) }
    }
}
