import Testing
import WeirDomain
import WeirEngine
import WeirSimulator

/// An engine put together again from its bytes is the same engine.
@Suite struct SnapshotTests {
    private func feed(_ engine: inout Engine, _ payments: [Payment], _ prices: [PriceQuote], _ sequence: inout UInt64)
        -> [Verdict]
    {
        var effects = Effects()
        var verdicts: [Verdict] = []
        var quotes = prices[...]
        for payment in payments {
            while let quote = quotes.first, quote.at <= payment.at {
                sequence += 1
                let bytes = InputBytes.encode(quote)
                engine.apply(
                    type: InputType.price.rawValue, payload: bytes.span.bytes, sequence: sequence, effects: &effects)
                quotes = quotes.dropFirst()
            }
            sequence += 1
            let record = payment.encoded
            engine.apply(PaymentView(record.span.bytes), sequence: sequence, effects: &effects)
            verdicts.append(effects.verdict)
        }
        return verdicts
    }

    @Test func goesOnAsIfNothingHadHappened() throws {
        var simulation = Simulation(accounts: 2_000, days: 20, seed: 3)
        let prices = simulation.prices
        var days: [[Payment]] = []
        while let day = simulation.nextDay() { days.append(day) }
        let (before, after) = (days[..<14].flatMap { $0 }, days[14...].flatMap { $0 })
        let middle = try #require(after.first?.at)
        var engine = Engine(seed: 9)
        var sequence: UInt64 = 0
        _ = feed(&engine, before, prices.filter { $0.at < middle }, &sequence)
        var other = try Engine(seed: 9, saved: engine.saved())
        let (hash, otherHash) = (engine.stateHash, other.stateHash)
        #expect(hash == otherHash)
        var otherSequence = sequence
        let rest = prices.filter { $0.at >= middle }
        let decided = feed(&engine, after, rest, &sequence)
        let decidedAgain = feed(&other, after, rest, &otherSequence)
        #expect(decided == decidedAgain)
        let (end, otherEnd) = (engine.stateHash, other.stateHash)
        #expect(end == otherEnd && end != hash)
        let counters = engine.counters
        #expect(counters == other.counters && counters.declined > 0)
        // What was decided before the snapshot is still known.
        var effects = Effects()
        let first = try #require(before.first?.encoded)
        other.apply(PaymentView(first.span.bytes), sequence: otherSequence + 1, effects: &effects)
        if case .duplicate = effects.verdict {} else { Issue.record("decided twice: \(effects.verdict)") }
    }
}
