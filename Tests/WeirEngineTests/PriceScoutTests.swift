import Testing
import WeirDomain
import WeirEngine
import WeirSimulator

/// What is found out of amounts ahead of the engine is what it would have found itself, and where the scout has heard
/// of other prices than the engine it is not believed.
@Suite struct PriceScoutTests {
    private let payments: [Payment]
    private let prices: [PriceQuote]

    init() {
        var simulation = Simulation(accounts: 600, days: 8, seed: 78, prevalence: .dense)
        prices = simulation.prices
        var payments: [Payment] = []
        while let day = simulation.nextDay() { payments += day }
        self.payments = payments
    }

    private enum Hearsay: CaseIterable {
        /// Of each price when it comes, of all beforehand, of none, of every second.
        case each, expecting, none, second
    }

    /// Batches of different sizes; prices come before the first payment of their time, so that some come amid a batch.
    /// - Parameters:
    ///   - hearsay: what the scout is told of; without it there is none.
    ///   - bend: what the scout hears instead of a price.
    private func play(
        _ engine: inout Engine, _ hearsay: Hearsay?, bend: (PriceQuote) -> PriceQuote = { $0 }
    ) -> [Verdict] {
        var (quotes, told) = (prices[...], prices[...])
        var scout = hearsay.map { engine.sendScout(expecting: $0 == .expecting ? quotes : []) }
        var effects = Effects()
        var (verdicts, sequence, number): ([Verdict], UInt64, Int) = ([], 0, 0)
        var rest = payments[...]
        while let begin = rest.first {
            // Told ahead, price by price, of what has come by the beginning of the batch.
            while let quote = told.first, quote.at <= begin.at {
                number += 1
                if hearsay == .each || hearsay == .second && number % 2 == 0 { scout?.set(bend(quote)) }
                told = told.dropFirst()
            }
            var batch = RecordBatch()
            for payment in rest.prefix(1 + number * 7 % 300) { batch.append(payment) }
            rest = rest.dropFirst(batch.count)
            scout?.look(at: &batch, before: sequence)
            for place in 0..<batch.count {
                let scouted = engine.prefetch(batch, before: place)
                while let quote = quotes.first, quote.at <= batch[place].at {
                    let bytes = InputBytes.encode(quote)
                    engine.apply(
                        type: InputType.price.rawValue, payload: bytes.span.bytes, sequence: 0, effects: &effects)
                    quotes = quotes.dropFirst()
                }
                sequence += 1
                engine.apply(batch[place], scouted: scouted, sequence: sequence, effects: &effects)
                verdicts.append(effects.verdict)
            }
        }
        if let scout = scout.take() { engine.callBack(scout) }
        return verdicts
    }

    @Test func whatIsDecidedIsTheSame() {
        var plain = Engine(seed: 3)
        let expected = play(&plain, nil)
        #expect(prices.count > 500 && plain.counters.decided > 3_000)
        #expect(plain.measures.count > 3, "nobody was found, so prices say nothing here")
        for hearsay in Hearsay.allCases {
            var scouted = Engine(seed: 3)
            let found = play(&scouted, hearsay)
            #expect(found == expected && plain.stateHash == scouted.stateHash, "\(hearsay)")
        }
    }

    /// The control: a scout who hears as many prices as the engine, but others, is believed and does harm.
    @Test func theScoutIsBelieved() {
        var plain = Engine(seed: 3)
        var misled = Engine(seed: 3)
        _ = play(&plain, nil)
        _ = play(&misled, .each) { quote in
            PriceQuote(
                at: quote.at, asset: quote.asset, currency: quote.currency,
                price: Price(micros: quote.price.micros * 2))
        }
        #expect(plain.stateHash != misled.stateHash)
    }
}
