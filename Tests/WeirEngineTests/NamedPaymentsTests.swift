import Testing
import WeirDomain
import WeirEngine
import WeirSimulator

/// What an alert rests on can be looked up: its indicators name payments, and the right ones.
@Suite struct NamedPaymentsTests {
    private struct Sides {
        var payer: String
        var payee: String
        var isCheckout: Bool
    }

    /// About the account, its company or its device, not about payments.
    private static let ofNoPayment: Set = ["known_company", "shared_device", "shared_card", "list_hit", "model"]

    @Test func indicatorsNameThePaymentsTheySpeakOf() {
        var simulation = Simulation(accounts: 5_000, days: 12, seed: 9_004)
        var engine = Engine(seed: 1)
        var effects = Effects()
        var quotes = simulation.prices[...]
        var sequence: UInt64 = 0
        var sides: [UInt64: Sides] = [:]
        var found: [Alert] = []
        while let day = simulation.nextDay() {
            for payment in day {
                while let quote = quotes.first, quote.at <= payment.at {
                    quotes = quotes.dropFirst()
                    sequence += 1
                    engine.apply(
                        type: 2, payload: InputBytes.encode(quote).span.bytes, sequence: sequence, effects: &effects)
                }
                sequence += 1
                sides[sequence] = Sides(
                    payer: payment.payer, payee: payment.payee, isCheckout: payment.channel == .gateway)
                engine.apply(PaymentView(payment.encoded.span.bytes), sequence: sequence, effects: &effects)
                found += effects.alerts
            }
        }
        check(found, sides)
    }

    private func check(_ alerts: [Alert], _ sides: [UInt64: Sides]) {
        var (named, nameless) = (0, 0)
        for alert in alerts {
            for reading in alert.indicators where reading.weight >= 1_000 {
                guard !Self.ofNoPayment.contains(reading.code) else { continue }
                if reading.evidence.isEmpty { nameless += 1 } else { named += 1 }
                let payments = reading.evidence.compactMap { sides[$0] }
                #expect(payments.count == reading.evidence.count && payments.count <= 12)
                for payment in payments {
                    #expect([payment.payer, payment.payee].contains(alert.account), "\(reading.code)")
                }
                switch reading.code {
                case "gathering", "fed_by_suspects":
                    #expect(Set(payments.map(\.payee)).subtracting([alert.account]).isEmpty)
                case "gateway_collection": #expect(!payments.map(\.isCheckout).contains(false))
                default: break
                }
            }
        }
        print("indicators that name payments: \(named), that could: \(nameless) more")
        // The latest two dozen payments of an account are kept: what an older one said has none to name.
        #expect(named > 100 && 20 * nameless < named)
    }
}
