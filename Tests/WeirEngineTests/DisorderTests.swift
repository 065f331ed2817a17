import Testing
import WeirDomain
import WeirEngine

/// Payments that come late and in any order: all are decided, the late ones are marked, and what is counted in the end
/// does not depend on the order.
@Suite struct DisorderTests {
    /// Minutes after the start, payer, payee, fen.
    private static let story: [(minute: Int, payer: String, payee: String, fen: Int64)] = [
        (0, "a", "b", 700), (7, "a", "c", 1_100), (31, "b", "a", 300), (58, "a", "b", 500), (95, "c", "a", 900),
        (130, "a", "d", 1_300), (170, "d", "a", 200),
    ]

    @Test func everyOrderCountsTheSame() throws {
        let complaint = try play(rounds: 100_000)
        #expect(complaint == nil)
    }

    /// The control: an engine that took late payments for new ones would be found out at once.
    @Test func lateOnesTakenForNewOnesAreFoundOut() throws {
        let complaint = try play(rounds: 100, hidesLateness: true)
        #expect(complaint != nil)
    }

    /// Plays the story in so many random orders; answers what was wrong first.
    private func play(rounds: Int, hidesLateness: Bool = false) throws -> String? {
        var engine = Engine(seed: 3)
        var effects = Effects()
        let currency = try #require(Currency("CNY"))
        var state: UInt64 = 99
        func below(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        var sequence: UInt64 = 0
        var marked = 0
        for round in 0..<rounds {
            // Each round has accounts and a day of its own.
            let start: Int64 = 1_772_380_800_000 + Int64(round) * 86_400_000
            var order = Array(Self.story.indices)
            for i in order.indices.dropLast() { order.swapAt(i, i + below(order.count - i)) }
            var newest = -1
            for place in order {
                let event = Self.story[place]
                sequence += 1
                let minute = hidesLateness ? max(event.minute, newest) : event.minute
                let record = Payment(
                    id: "p\(sequence)", at: Instant(milliseconds: start + Int64(minute) * 60_000), rail: "bank",
                    payer: "\(event.payer)\(round)", payee: "\(event.payee)\(round)",
                    amount: Amount(minor: event.fen), currency: currency
                ).encoded
                engine.apply(PaymentView(record.span.bytes), sequence: sequence, effects: &effects)
                guard case .decided(let decision) = effects.verdict else {
                    return "\(order): payment \(place) was not decided"
                }
                // More than an hour behind the newest one.
                let isLate = newest - event.minute > 60
                guard decision.late == isLate else {
                    return "\(order): payment \(place) late: \(decision.late)"
                }
                if isLate { marked += 1 }
                newest = max(newest, event.minute)
            }
            guard round % 97 == 0 else { continue }
            let (found, received) = (engine.account("a\(round)"), engine.received("a\(round)"))
            let view = try #require(found)
            let month = view.windows.first { $0.window == "30d" && $0.direction == "in" }
            #expect(received?.sum == month?.sum && received?.currency == view.currency, "\(order)")
            let windows = view.windows.filter { $0.window == "24h" }
            #expect(windows.map(\.count) == [3, 4] && windows.map(\.sum.minor) == [1_400, 3_600], "\(order)")
            #expect(windows.map(\.counterparties) == [3, 3], "\(order)")
        }
        #expect(engine.counters.decided == Self.story.count * rounds && engine.counters.late == marked && marked > 0)
        return nil
    }
}
