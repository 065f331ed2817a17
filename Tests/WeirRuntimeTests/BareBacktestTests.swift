import Foundation
import Testing
import WeirCodec
import WeirDomain
import WeirEngine
import WeirRuleSets
import WeirRuntime

/// A back-test of a set by itself, which leaves most of the engine out, against one by the whole engine.
@Suite struct BareBacktestTests {
    private final class Folder {
        let path = FileManager.default.temporaryDirectory.appending(path: "weir-bare-\(UUID().uuidString)").path()
        init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }
        deinit { try? FileManager.default.removeItem(atPath: path) }
    }

    /// Windows of every kind, all that is read of payments and accounts, evidence enough for warnings, and a decision.
    private static let conditions: [(when: String, yields: [Rule.Yield])] = [
        ("payee.received(\"24h\").count >= 6 && payment.amount > 50.0", evidence(.rhythm, .payee)),
        ("payer.sent(\"1h\").count >= 4", evidence(.flow, .payer)),
        ("payee.received(\"36h\").stddev < 0.5 * payee.received(\"36h\").avg", evidence(.people, .payee)),
        ("payee.received(\"36h\").max > 100.0 * payee.received(\"36h\").min", evidence(.cents, .payee)),
        (
            "payee.received(\"2d\", \"payment.amount < 20.0\").distinct_payers >= 3",
            evidence(.price, .payee) + [.measure(about: .payee, .stopCollection, kind: .price)]
        ),
        ("payee.received(\"10d\").share(\"payment.amount < 20.0\") > 0.5", evidence(.rhythm, .payer)),
        ("payer.sent(\"7d\").strangers > 5 && payment.is_first", evidence(.people, .payer)),
        ("payer.sent(\"30s\").count >= 2 || payee.received(\"2d\").distinct_remarks > 8", evidence(.text, .payer, 900)),
        ("payee.age_days > 3.0 && payee.payments > 40 && payee.kind == 'merchant'", evidence(.merchant, .payee)),
        ("payer.since_last < duration('20s')", [.decision(.hold, kind: .rhythm)]),
        ("payment.amount > price(\"USDT\") * 1000.0", evidence(.price, .payer)),
        (
            "payee.received(\"2d\", \"payment.is_stranger && payee.kind == 'merchant'\").count >= 3",
            evidence(.merchant, .payer)
        ),
        ("payee.evidence.flow > 0.0 || payee.score.otc_dealer > 0", evidence(.flow, .payee)),
        ("payment.remark.contains('7')", evidence(.text, .payee, 1_000)),
        ("1 / (payment.minor % 7) > 0 && payment.channel == 'collect'", evidence(.rhythm, .payee)),
    ]

    private static func evidence(_ kind: EvidenceKind, _ side: Side, _ weight: Int = 5_000) -> [Rule.Yield] {
        [.evidence(about: side, typology: .runningPoints, kind: kind, milliNats: weight)]
    }

    /// How much and how often, and what payments say of themselves: the short way.
    private static let plainConditions: [(when: String, yields: [Rule.Yield])] =
        [0, 1, 2, 3, 4, 5, 10, 13, 14].map { conditions[$0] } + [
            (
                "payer.sent(\"30s\").count >= 2 || payee.received(\"2d\").distinct_remarks > 8",
                evidence(.text, .payer, 900)
            ),
            ("payee.payments > 40 && payee.kind == 'merchant'", evidence(.merchant, .payee)),
            (
                "payee.received(\"2d\", \"payment.channel == 'collect' && payee.kind == 'merchant'\").count >= 3",
                evidence(.merchant, .payer)
            ),
            ("payer.received(\"7d\").sum > 20000.0 && payee.sent(\"30d\").avg < 3000.0", evidence(.flow, .payee)),
            (
                "payer.sent(\"7d\").avg * 2.0 < payment.amount - 1.0 && payer.sent(\"7d\").complete",
                [.decision(.hold, kind: .rhythm)]
            ),
            ("payer.sent(\"3d\").count * 2 > payee.received(\"5d\").count", evidence(.flow, .payee)),
            ("payee.received(\"2d\", \"payment.amount < 2.0\").avg > 1.0", evidence(.flow, .payee)),
            ("payer.id == payee.id || payment.currency != 'CNY'", evidence(.flow, .payee)),
        ]

    private static func set(_ conditions: [(when: String, yields: [Rule.Yield])]) -> RuleSet {
        RuleSet(
            name: "bare", label: "1", owner: "test",
            rules: conditions.enumerated().map { number, rule in
                Rule(
                    id: "r\(number)", title: "r\(number)", why: "To be compared", when: rule.when, yields: rule.yields,
                    reason: "{payment.amount} {payer.sent(\"30d\").sum}", reasonChinese: "{payment.amount}",
                    owner: "test")
            })
    }

    /// Payments of two hundred accounts, some late, some sent twice, some under an id that is taken, some to oneself.
    private static func write(_ path: String) throws {
        let currency = try #require(Currency("CNY"))
        var state: UInt64 = 7
        func draw(_ below: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % below
        }
        var lines: [UInt8] = []
        var at: Int64 = 1_772_380_800_000
        for n in 0..<40_000 {
            at += Int64(draw(90_000))
            let payer = draw(200)
            var payment = Payment(
                id: "p\(draw(50) == 0 ? draw(n + 1) : n)",
                at: Instant(milliseconds: at - (draw(40) == 0 ? Int64(draw(9_000_000)) : 0)), rail: "alipay",
                payer: "user-\(payer)", payee: draw(60) == 0 ? "user-\(payer)" : "user-\(draw(200) * draw(200) / 200)",
                amount: Amount(minor: draw(3) == 0 ? Int64(draw(2_500)) + 1 : Int64(draw(900_000)) + 1),
                currency: currency)
            payment.remark = "n\(draw(40))"
            payment.channel = draw(3) == 0 ? .collect : .transfer
            if payment.payee.hasSuffix("3") { payment.payeeKind = .merchant }
            let record = payment.encoded
            PaymentJSON.append(PaymentView(record.span.bytes), to: &lines)
            lines.append(10)
            // The very same once more.
            if draw(70) == 0 {
                PaymentJSON.append(PaymentView(record.span.bytes), to: &lines)
                lines.append(10)
            }
        }
        try Data(lines).write(to: URL(filePath: path))
    }

    /// Payments, prices and accounts in a folder.
    private static func prepare(_ folder: Folder, _ set: RuleSet) throws -> Backtest.Options {
        let file = folder.path + "/payments.ndjson"
        try write(file)
        let prices = """
            at,asset,currency,price
            2026-03-01T16:00:00Z,USDT,CNY,7.2
            2026-03-10T02:00:00Z,USDT,CNY,7.1
            2026-03-20T16:00:00Z,USDT,CNY,6.9
            2026-03-21T16:00:00Z,USDT,CNY,dear

            """
        try Data(prices.utf8).write(to: URL(filePath: folder.path + "/prices.csv"))
        try Data(
            "account,kind,opened,merchant_category\nuser-9,merchant,2025-01-01T00:00:00Z,5411\nnobody,person,,\n".utf8
        )
        .write(to: URL(filePath: folder.path + "/accounts.csv"))
        var options = Backtest.Options(new: set)
        options.files = [file]
        options.prices = folder.path + "/prices.csv"
        options.accounts = folder.path + "/accounts.csv"
        options.from = Instant(rfc3339: "2026-03-03T00:00:00Z")
        options.to = Instant(rfc3339: "2026-03-18T00:00:00Z")
        options.labels = ["user-3": BacktestLabel(isTrade: true, startDay: 2)]
        options.onlyRules = true
        options.reorder = 4_096
        return options
    }

    private static func words(_ report: BacktestReport) -> String {
        String(reflecting: report).replacing(#/ seconds: [0-9.e-]+/#, with: "")
    }

    @Test func findsWhatTheWholeEngineFinds() throws {
        let folder = try Folder()
        var options = try Self.prepare(folder, Self.set(Self.conditions))
        let bare = try Backtest.run(options)
        options.takesWholeEngine = true
        let whole = try Backtest.run(options)
        #expect(Self.words(bare) == Self.words(whole))
        #expect(bare.refusedCompanions.count == 1 && bare.refusedCompanions[0].contains("prices.csv:5: "))
        #expect(bare.payments > 20_000 && bare.harder > 100 && bare.failures.reduce(0, +) > 100 && bare.proposed > 5)
        for row in bare.rules where row.id != "r12" { #expect(row.hitsNew > 0, "\(row.id) never held") }
    }

    /// The short way, the long one and the whole engine; with a window of 64 payments some of them come late.
    @Test(arguments: [4_096, 64]) func findsTheSameTheShortWay(reorder: Int) throws {
        let folder = try Folder()
        var options = try Self.prepare(folder, Self.set(Self.plainConditions))
        options.reorder = reorder
        let short = try Backtest.run(options)
        options.takesLongWay = true
        let long = try Backtest.run(options)
        options.takesWholeEngine = true
        let whole = try Backtest.run(options)
        #expect(Self.words(short) == Self.words(long))
        #expect(Self.words(short) == Self.words(whole))
        #expect(short.payments > 20_000 && short.harder > 100 && short.failures.reduce(0, +) > 100)
        #expect(short.proposed > 5)
        for row in short.rules { #expect(row.hitsNew > 0, "\(row.id) never held") }
    }

    /// How much and how often, without prices: workers can share the accounts. Rules that ask for the payer, for the
    /// payee, for both, for neither; reasons that read the other side's windows; and rules that never hold.
    private static let sharedConditions: [(when: String, yields: [Rule.Yield])] =
        plainConditions.enumerated().filter { $0.offset != 6 }.map(\.element) + [
            ("payer.payments > 30 && payee.payments < 20 && payment.amount > 100.0", evidence(.flow, .payee)),
            ("payee.sent(\"36h\").stddev < 0.4 * payer.sent(\"36h\").avg", [.decision(.decline, kind: .flow)]),
            ("payer.sent(\"1h\").count > 1000", evidence(.flow, .payee)),
            ("payee.received(\"1h\").count > 1000 && payer.sent(\"3d\").count > 1", evidence(.flow, .payee)),
            ("payment.minor % 10 == 7", evidence(.cents, .payee)),
        ]

    /// One worker and several, in blocks smaller and larger than the file, against steps shared and the whole engine.
    @Test(arguments: [4_096, 64], [true, false]) func findsTheSameWhoeverHasTheAccounts(
        reorder: Int, hasLabels: Bool
    ) throws {
        let folder = try Folder()
        let set = Self.set(Self.sharedConditions)
        #expect(try SharedRules(set, shards: 4) != nil)
        var options = try Self.prepare(folder, set)
        options.reorder = reorder
        if !hasLabels {
            options.labels = [:]
            options.from = nil
        }
        options.workers = 1
        let one = try Backtest.run(options)
        for (workers, block) in [(2, 1 << 16), (2, 700), (3, 5_000), (5, 1)] {
            (options.workers, options.blockPayments) = (workers, block)
            let several = try Backtest.run(options)
            #expect(Self.words(several) == Self.words(one), "\(workers) workers, blocks of \(block)")
        }
        options.takesWholeEngine = true
        #expect(Self.words(try Backtest.run(options)) == Self.words(one))
        #expect(one.payments > 20_000 && one.harder > 100 && one.failures.reduce(0, +) > 100)
        #expect(one.rules.filter { $0.hitsNew == 0 }.map(\.id) == ["r18", "r19"])
    }

    /// What asks for prices, which change on the way, has its steps shared.
    @Test func doesNotShareAccountsOfOthers() throws {
        #expect(try SharedRules(Self.set(Self.plainConditions), shards: 4) == nil)
        #expect(try SharedRules(Self.set(Self.conditions), shards: 4) == nil)
    }

    /// No number holds the sum of so many of the largest amounts: it stops at the greatest, whichever way is gone.
    @Test(arguments: [(true, false), (true, true), (false, false)])
    func sumsStopAtTheGreatestNumber(onlyRules: Bool, takesWholeEngine: Bool) throws {
        let folder = try Folder()
        let currency = try #require(Currency("CNY"))
        var lines: [UInt8] = []
        for n in 0..<9_300 {
            let payment = Payment(
                id: "p\(n)", at: Instant(milliseconds: 1_772_380_800_000 + Int64(n) * 1_000), rail: "alipay",
                payer: "a\(n % 40)", payee: "b\(n % 30)", amount: Amount(minor: Limits.amountMinor),
                currency: currency)
            let record = payment.encoded
            PaymentJSON.append(PaymentView(record.span.bytes), to: &lines)
            lines.append(10)
        }
        try Data(lines).write(to: URL(filePath: folder.path + "/payments.ndjson"))
        var options = Backtest.Options(new: Self.set([("payment.amount > 1.0", [.decision(.warn, kind: .flow)])]))
        options.files = [folder.path + "/payments.ndjson"]
        (options.onlyRules, options.takesWholeEngine) = (onlyRules, takesWholeEngine)
        let report = try Backtest.run(options)
        #expect(report.payments == 9_300 && report.money == Int64.max)
        // What the indicators decide themselves is in other cells.
        guard onlyRules else { return }
        #expect(report.reach.contains("100.0 % of the money"), "\(report.reach)")
        #expect(report.matrix.joined().map(\.money).max() == Int64.max)
    }
}
