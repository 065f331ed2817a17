import WeirDomain
import WeirEngine
import WeirSimulator

/// What the state of many ordinary accounts takes (`Crowd`).
enum GaugeMemory {
    static func measure(accounts: Int, days: Int) {
        var engine = Engine(seed: 1)
        let prices = Simulation(accounts: 500, days: days, seed: 7).prices.map {
            (at: $0.at, bytes: InputBytes.encode($0))
        }
        var crowd = Crowd(accounts: accounts, days: days, seed: 7)
        var effects = Effects()
        var sequence: UInt64 = 0
        var next = 0
        var record: [UInt8] = []
        while make(&crowd, &record) {
            let payment = PaymentView(record.span.bytes)
            while next < prices.count, prices[next].at <= payment.at {
                sequence += 1
                let bytes = prices[next].bytes
                engine.apply(
                    type: InputType.price.rawValue, payload: bytes.span.bytes, sequence: sequence, effects: &effects)
                next += 1
            }
            sequence += 1
            engine.apply(payment, sequence: sequence, effects: &effects)
        }
        print("\(crowd.count) payments, \(engine.accountCount) accounts, \(engine.dossierCount) dossiers")
        let count = max(engine.accountCount, 1)
        for (part, bytes) in engine.memory { print("\(part): \(bytes / count) bytes an account, \(bytes >> 20) MiB") }
    }

    /// The next payment alone.
    private static func make(_ crowd: inout Crowd, _ record: inout [UInt8]) -> Bool {
        record.removeAll(keepingCapacity: true)
        return crowd.next(into: &record)
    }
}
