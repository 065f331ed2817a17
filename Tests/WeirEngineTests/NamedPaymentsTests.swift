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
    private static let ofNoPayment: Set = [
        "known_company", "shared_device", "shared_card", "merchant_account", "model",
    ]
    /// What was marked as it came, or rests on the other side: payments that are older than the notes do not bear it.
    private static let ofNotes: Set = [
        "fed_by_suspects", "inherited_customers", "shared_customers", "gateway_collection", "site_payees",
        "remark_text", "crypto_address",
    ]

    @Test(arguments: [0, 2])
    func indicatorsNameThePaymentsTheySpeakOf(evasion: Int) {
        var simulation = Simulation(accounts: 5_000, days: 12, seed: 9_004, evasion: evasion)
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
        var (named, nameless, priced, lines) = (0, 0, 0, 0)
        for alert in alerts {
            for reading in alert.indicators where reading.weight >= 1_000 {
                guard !Self.ofNoPayment.contains(reading.code) else { continue }
                if reading.code == "price_lattice" { lines += 1 }
                let isNamed = !reading.evidence.isEmpty || reading.text.contains("Older payments that count")
                if isNamed { named += 1 } else { nameless += 1 }
                #expect(
                    isNamed || reading.text.contains("Those payments are older")
                        || Self.ofNotes.contains(reading.code), "\(reading.code): \(reading.text)")
                let payments = reading.evidence.compactMap { sides[$0] }
                #expect(payments.count == reading.evidence.count && payments.count <= 12)
                for payment in payments {
                    #expect([payment.payer, payment.payee].contains(alert.account), "\(reading.code)")
                }
                switch reading.code {
                case "price_lattice": priced += reading.text.contains("lately at") ? 1 : 0
                case "gateway_collection": #expect(!payments.map(\.isCheckout).contains(false))
                default: break
                }
            }
        }
        print("indicators that name payments: \(named), that could: \(nameless) more")
        // The latest two dozen payments of an account are kept: what an older one said has none to name.
        #expect(named > 40 && 20 * nameless < named)
        // What was paid in parts is read by its sum, which no payment bears.
        #expect(lines > 0 && 10 * priced >= 9 * lines, "\(priced) of \(lines) lines tell prices")
    }
}
