import Foundation
import Testing
import WeirRules

/// Prints what evaluations cost. The bounds are so generous that only a blunder breaks them.
@Suite(.serialized) struct TimingTests {
    static let schema: Schema = {
        var schema = Schema()
        schema.variable("payment.amount", .double)
        schema.variable("payee.payers", .int)
        schema.variable("payment.rail", .string)
        schema.variable("payment.remark", .string)
        schema.variable("payment.time", .timestamp)
        schema.variable("payee.names", .list(.string))
        return schema
    }()

    static func features() -> FeatureVector {
        var features = FeatureVector(count: 6)
        features.set(0, double: 712.5)
        features.set(1, int: 41)
        features.set(2, .string("alipay"))
        features.set(3, .string("lunch with the others, thank you very much"))
        features.set(4, Timestamp("2026-01-02T03:04:05Z").map(Value.timestamp))
        features.set(5, .list((0..<20).map { .string("name \($0)") }))
        return features
    }

    @Test(arguments: [
        ("payment.amount > 500.0", 20_000_000),
        ("payee.payers >= 30", 20_000_000),
        ("payment.amount > 500.0 && payee.payers >= 30", 10_000_000),
        ("payment.amount * 7.1 + 3.0 > double(payee.payers)", 5_000_000),
        ("payment.amount > 500.0 && payee.payers > 10 && payee.payers < 90 || payment.rail == 'bank'", 5_000_000),
        ("payment.rail == 'alipay'", 10_000_000),
        ("payment.rail in ['alipay', 'wechat-pay', 'bank', 'card', 'cash']", 2_000_000),
        ("payment.remark.contains('thank')", 2_000_000),
        ("payment.remark.matches('(?i)usdt|btc|[0-9]{6}')", 1_000_000),
        ("payment.time.getHours('Asia/Shanghai') < 6", 500_000),
        ("payee.names.exists(name, name == 'name 19')", 200_000),
    ])
    func costs(_ text: String, _ rounds: Int) throws {
        let program = try Program(compiling: Expression.parse(text).check(in: Self.schema, expecting: .bool))
        var features = Self.features()
        var held = 0
        let clock = ContinuousClock()
        let start = clock.now
        for round in 0..<rounds {
            features.set(1, int: Int64(round & 63))
            if try program.holds(with: features) { held += 1 }
        }
        let took = clock.now - start
        let nanoseconds =
            Double(took.components.attoseconds) / 1e9 / Double(rounds)
            + Double(took.components.seconds) * 1e9 / Double(rounds)
        print("\((nanoseconds * 10).rounded() / 10) ns: \(text) [\(held)]")
        #expect(nanoseconds < 20_000)
    }

    @Test func aHundredRules() throws {
        let forms = [
            "payment.amount > #.0 && payee.payers >= 30", "payee.payers > # && payment.amount < 100.0",
            "payment.amount >= #.0 && payment.amount < 5000.0 && payee.payers > 60",
            "payment.rail == 'bank' && payment.amount > #.0", "payee.payers * 3 > # || payment.amount > 9000.0",
        ]
        let programs = try (0..<100).map { number in
            let text = forms[number % forms.count].replacing("#", with: String(number * 17 % 900))
            return try Program(compiling: Expression.parse(text).check(in: Self.schema, expecting: .bool))
        }
        let set = ConditionSet(programs)
        var verdicts = ConditionSet.Verdicts(count: set.count)
        var features = Self.features()
        let clock = ContinuousClock()
        let start = clock.now
        var held = 0
        for round in 0..<200_000 {
            features.set(1, int: Int64(round & 63))
            set.evaluate(with: features, into: &verdicts)
            held += verdicts.holding[0].nonzeroBitCount
        }
        print("\((clock.now - start) / 200_000): a hundred rules of two conditions [\(held)]")
        for (number, program) in programs.enumerated() {
            #expect(try program.holds(with: features) == verdicts[number])
        }
        #expect(verdicts.errors.isEmpty && verdicts.numbers.count > 10)
        features.set(2, nil)
        set.evaluate(with: features, into: &verdicts)
        #expect(verdicts.errors.count > 5 && verdicts.errors[0].number % 5 == 3)
    }

    @Test func compiling() throws {
        let text = "payment.amount > 500.0 && payee.payers >= 30 && payment.remark.contains('thank')"
        let clock = ContinuousClock()
        let took = try clock.measure {
            for _ in 0..<10_000 {
                _ = try Program(compiling: Expression.parse(text).check(in: Self.schema, expecting: .bool))
            }
        }
        print("\(took / 10_000): reading, checking and compiling a rule of three conditions")
        #expect(took < .seconds(20))
    }
}
