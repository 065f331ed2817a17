import Testing
import WeirDomain
import WeirEngine
import WeirSimulator

/// Recognition on simulated towns. The seeds were not used while the indicators were built.
@Suite struct AcceptanceTests {
    struct Result {
        var dealers = 0
        var before: [Int] = []
        var mules = 0
        var mulesSuspended = 0
        var honestSuspended: [String] = []
    }

    static func run(accounts: Int, days: Int, seed: UInt64, withReference: Bool = true) -> Result {
        var simulation = Simulation(accounts: accounts, days: days, seed: seed)
        var engine = Engine(seed: seed)
        var effects = Effects()
        var quotes = simulation.prices[...]
        var sequence: UInt64 = 0
        var suspensions: [Alert] = []
        while let day = simulation.nextDay() {
            for payment in day {
                while let quote = quotes.first, quote.at <= payment.at {
                    quotes = quotes.dropFirst()
                    if !withReference, quote.asset.name == "USD" { continue }
                    let bytes = InputBytes.encode(quote)
                    sequence += 1
                    engine.apply(type: 2, payload: bytes.span.bytes, sequence: sequence, effects: &effects)
                }
                let record = payment.encoded
                sequence += 1
                engine.apply(PaymentView(record.span.bytes), sequence: sequence, effects: &effects)
                suspensions += effects.alerts.filter { $0.measures.contains(.suspendTransfers) }
            }
        }
        return judge(suspensions, simulation.labels)
    }

    private static func judge(_ suspensions: [Alert], _ labels: [SimulatedLabel]) -> Result {
        var result = Result()
        var before: [String: Int] = [:]
        for alert in suspensions where before[alert.account] == nil { before[alert.account] = alert.paymentsBefore }
        for label in labels {
            let payments = before[label.account]
            switch label.role {
            case "otc:otc_dealer":
                result.dealers += 1
                if let payments { result.before.append(payments) }
            case "otc:running_points":
                result.mules += 1
                if payments != nil { result.mulesSuspended += 1 }
            default:
                if payments != nil, !label.role.hasPrefix("otc:") { result.honestSuspended.append(label.role) }
            }
        }
        result.before.sort()
        return result
    }

    @Test(arguments: [9_001, 9_002] as [UInt64])
    func dealersAreSuspendedAndHardlyAnybodyElse(seed: UInt64) {
        let result = Self.run(accounts: 20_000, days: 30, seed: seed)
        let median = result.before.isEmpty ? Int.max : result.before[result.before.count / 2]
        print(
            "seed \(seed): \(result.before.count) of \(result.dealers) dealers suspended, median after \(median) payments; "
                + "\(result.mulesSuspended) of \(result.mules) mules; honest: \(result.honestSuspended)")
        #expect(Double(result.before.count) >= 0.8 * Double(result.dealers))
        #expect(median <= 60)
        // Of 20,000 accounts, 720 of them look-alikes: some fifteen times as many as on a real platform.
        #expect(result.honestSuspended.count <= 6)
        #expect(result.honestSuspended.count { $0 == "honest" || $0 == "buyer" } <= 1)
    }

    /// Without a dollar rate the honest reading of a steady price must stand for it.
    @Test func moneyChangersAreSparedWithoutAReferenceToo() {
        let result = Self.run(accounts: 8_000, days: 20, seed: 9_003, withReference: false)
        print(
            "without a reference: \(result.before.count) of \(result.dealers) dealers, honest: \(result.honestSuspended)"
        )
        #expect(result.honestSuspended.count { $0 == "honest:money_changer" } <= 1)
    }
}
