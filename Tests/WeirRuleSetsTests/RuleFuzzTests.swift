import Foundation
import Testing
import WeirDomain
import WeirRuleSets
import WeirRules

/// Random rules over what rules see: facts, windows of all lengths and filters, reasons with parts in braces. Nothing
/// may trap, and nothing may take long; what is wrong is said with a place.
@Suite struct RuleFuzzTests {
    /// Rules, 2,000 by default; `WEIR_FUZZ` asks for more, `WEIR_FUZZ_SEED` for others than those of a run before.
    private static let rounds = ProcessInfo.processInfo.environment["WEIR_FUZZ"].flatMap { Int($0) } ?? 2_000
    private static let seed = ProcessInfo.processInfo.environment["WEIR_FUZZ_SEED"].flatMap { UInt64($0) } ?? 7

    private static let facts = [
        "payment.amount", "payment.minor", "payment.currency", "payment.remark", "payment.channel", "payment.at",
        "payment.extra", "payment.extra.level", "payment.is_stranger", "payment.merchant_category", "payer.id",
        "payer.kind", "payer.city", "payer.age", "payer.age_days", "payer.since_last", "payer.payments", "payee.kind",
        "payee.first_seen", "payee.score.otc_dealer", "payee.evidence.price", "payee.device", "lists.watched",
        "price(\"USDT\")", "price(\"usdt\")", "site.host", "payer.ip", "payer.ips", "1", "2.5", "'CNY'", "true",
        "duration('1h')",
    ]
    private static let lengths = [
        "1s", "10s", "1m", "1h", "24h", "7d", "30d", "36h", "2w", "400d", "401d", "0h", "-1d", "1y", "", "99999999999d",
        "é",
    ]
    private static let filters = [
        "payment.amount < 10.0", "payment.currency == 'CNY'", "payer.city != payee.city", "payment.remark != ''",
        "payment.is_stranger && payer.kind == 'person'", "payer.age_days > 1.0", "payee.payments > 3", "1 / 0 > 1",
        "payment.extra.vip", "has(payment.extra.cash)", "payment.amuont > 1.0", "true", "", "(",
        "payment.id in lists.watched",
    ]
    private static let fields = [
        "count", "sum", "avg", "min", "max", "stddev", "distinct_payers", "distinct_payees", "distinct_remarks",
        "first_time", "strangers", "complete", "share(\"payment.amount < 1.0\")", "share(\"(\")", "median",
    ]
    private static let operators = ["<", ">=", "==", "!=", "&&", "||", "+", "*", "in", "%"]

    private struct Maker {
        var state: UInt64

        mutating func draw(_ below: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % below
        }

        mutating func pick(_ from: [String]) -> String { from[draw(from.count)] }

        mutating func window() -> String {
            let stream = pick(["payer.sent", "payer.received", "payee.sent", "payee.received"])
            let filter = draw(3) == 0 ? ", \"\(pick(RuleFuzzTests.filters))\"" : ""
            return "\(stream)(\"\(pick(RuleFuzzTests.lengths))\"\(filter)).\(pick(RuleFuzzTests.fields))"
        }

        mutating func part(_ depth: Int) -> String {
            guard depth > 0 else { return draw(3) == 0 ? window() : pick(RuleFuzzTests.facts) }
            switch draw(8) {
            case 0: return "!(\(part(depth - 1)))"
            case 1: return "(\(part(depth - 1)) ? \(part(depth - 1)) : \(part(depth - 1)))"
            case 2: return "double(\(part(depth - 1)))"
            default: return "\(part(depth - 1)) \(pick(RuleFuzzTests.operators)) \(part(depth - 1))"
            }
        }

        /// One that is mostly sound.
        mutating func condition() -> String {
            var terms: [String] = []
            for _ in 0...draw(4) {
                switch draw(5) {
                case 0: terms.append("payment.amount >= \(draw(90_000)).0")
                case 1: terms.append("payment.currency == 'CNY'")
                case 2:
                    terms.append(
                        "payee.received(\"\(1 + draw(90))\(pick(["s", "m", "h", "d"]))\").count >= \(draw(30))")
                case 3: terms.append("payer.sent(\"24h\", \"\(pick(RuleFuzzTests.filters))\").sum > \(draw(9_000)).5")
                default: terms.append(part(draw(3)))
                }
            }
            return terms.joined(separator: draw(3) == 0 ? " || " : " && ")
        }

        mutating func changed(_ text: String) -> String {
            var bytes = Array(text.utf8)
            for _ in 0...draw(3) where !bytes.isEmpty {
                let place = draw(bytes.count)
                switch draw(3) {
                case 0: bytes.remove(at: place)
                case 1: bytes.insert(UInt8(draw(256)), at: place)
                default: bytes[place] = UInt8(32 + draw(95))
                }
            }
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    @Test func nothingTraps() {
        var maker = Maker(state: Self.seed)
        var (sound, slow) = (0, 0)
        var slowest: [(took: Duration, text: String)] = []
        for round in 0..<Self.rounds {
            var rules: [Rule] = []
            for number in 0...maker.draw(3) {
                var when = maker.condition()
                if round % 3 == 0 { when = maker.changed(when) }
                var rule = RuleSetBytesTests.rule("r\(number)", when)
                if round % 4 == 0 {
                    rule.reason = "{\(maker.part(1))} to {payee.id}"
                    if round % 8 == 0 { rule.reason = maker.changed(rule.reason) }
                }
                rules.append(rule)
            }
            let set = RuleSetBytesTests.set(rules)
            let start = Self.processorTime()
            switch CompiledRules.compile(set) {
            case .success(let compiled):
                sound += 1
                #expect(compiled.plan.specs.allSatisfy { $0.words > 0 && $0.bucketMilliseconds > 0 })
            case .failure(let found):
                #expect(!found.flaws.isEmpty && found.flaws.allSatisfy { $0.diagnostic.line >= 1 })
            }
            let took = Self.processorTime() - start
            if took > .milliseconds(500) { slow += 1 }
            if slowest.count < 10 || took > slowest[slowest.count - 1].took {
                slowest.append((took, rules.map { "\($0.when) => \($0.reason)" }.joined(separator: "; ")))
                slowest.sort { $0.took > $1.took }
                if slowest.count > 10 { slowest.removeLast() }
            }
            #expect(RuleSetBytes.decode(RuleSetBytes.encode(set)) == set)
        }
        print("\(Self.rounds) random sets, \(sound) of them sound, \(slow) slow; the slowest:")
        for (took, text) in slowest { print("\(took): \(text.prefix(400))") }
        #expect(sound > Self.rounds / 50 && sound < Self.rounds && slow == 0)
    }

    /// Of this thread: others on the machine do not count, nor does being stopped.
    static func processorTime() -> Duration {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
}
