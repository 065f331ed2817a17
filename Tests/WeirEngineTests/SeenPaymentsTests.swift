import Testing
import WeirDomain
import WeirEngine

/// Idempotency by payment id, through the engine.
@Suite struct SeenPaymentsTests {
    private func record(_ id: Int, fen: Int64) throws -> [UInt8] {
        let currency = try #require(Currency("CNY"))
        return Payment(
            id: "payment-\(id)", at: Instant(milliseconds: 1_772_380_800_000), rail: "bank", payer: "a", payee: "b",
            amount: Amount(minor: fen), currency: currency
        ).encoded
    }

    @Test func everyPaymentIsDecidedOnce() throws {
        var engine = Engine(seed: 5)
        var effects = Effects()
        let count = 60_000
        for round in 0..<2 {
            for id in 0..<count {
                let bytes = try record(id, fen: 100)
                let sequence = UInt64(round * count + id + 1)
                engine.apply(PaymentView(bytes.span.bytes), sequence: sequence, effects: &effects)
                if round == 0 {
                    guard case .decided = effects.verdict else {
                        Issue.record("\(id) was not decided")
                        return
                    }
                } else {
                    guard effects.verdict == .duplicate(of: UInt64(id + 1)) else {
                        Issue.record("\(id) was decided twice: \(effects.verdict)")
                        return
                    }
                }
            }
        }
        let other = try record(17, fen: 101)
        engine.apply(PaymentView(other.span.bytes), sequence: 200_000, effects: &effects)
        #expect(effects.verdict == .conflict(with: 18))
        #expect(engine.counters.decided == count && engine.counters.duplicates == count)
    }

    /// Ids that fit an account's record and ids that do not are both told apart by every byte.
    @Test func accountsAreToldApartByEveryByteOfTheirIds() throws {
        var engine = Engine(seed: 5)
        var effects = Effects()
        let currency = try #require(Currency("CNY"))
        var ids: Set<String> = []
        for length in 1...64 {
            for place in [0, length / 2, length - 1] {
                var bytes = [UInt8](repeating: 97, count: length)
                bytes[place] = 98
                ids.insert(String(decoding: bytes, as: UTF8.self))
                // Digits are packed; a letter among them is not.
                var digits = (0..<length).map { UInt8(48 + (length + $0 * $0) % 10) }
                ids.insert(String(decoding: digits, as: UTF8.self))
                for other in [48, 57, 47, 58, 97] as [UInt8] {
                    digits[place] = other
                    ids.insert(String(decoding: digits, as: UTF8.self))
                }
            }
        }
        for (n, id) in ids.enumerated() {
            let payment = Payment(
                id: "p\(n)", at: Instant(milliseconds: 1_772_380_800_000), rail: "bank", payer: id, payee: id,
                amount: Amount(minor: 1), currency: currency)
            let bytes = payment.encoded
            engine.apply(PaymentView(bytes.span.bytes), sequence: UInt64(n + 1), effects: &effects)
        }
        #expect(engine.accountCount == ids.count)
        for id in ids { #expect(engine.account(id)?.payments == 1, "\(id)") }
    }
}
