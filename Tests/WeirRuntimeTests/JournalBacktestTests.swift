import Foundation
import Synchronization
import Testing
import WeirDomain
import WeirEngine
import WeirRuleSets
import WeirRuntime

/// Back-tests over a journal, as the console starts them.
@Suite struct JournalBacktestTests {
    private static let set = RuleSet(
        name: "journal", label: "1", owner: "test",
        rules: [
            Rule(
                id: "large", title: "large", why: "To be counted", when: "payment.amount > 50.0",
                yields: [.decision(.warn, kind: .flow), .measure(about: .payee, .stopCollection, kind: .flow)],
                reason: "{payment.amount}", reasonChinese: "{payment.amount}",
                owner: "test")
        ])

    /// A folder with the journal of some payments of `a`.
    private func withPayments(
        _ payments: [(payee: String, minor: Int64)], _ body: (Backtest.Options) throws -> Void
    ) async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "weir-journal-test-\(UUID().uuidString)")
            .path()
        defer { try? FileManager.default.removeItem(atPath: path) }
        let desk = try Desk.open(Desk.Options(directory: path))
        defer { desk.close() }
        for (number, sent) in payments.enumerated() {
            let payment = Payment(
                id: "p\(number)", at: Instant(milliseconds: 1_772_380_800_000 + Int64(number)), rail: "alipay",
                payer: "a", payee: sent.payee, amount: Amount(minor: sent.minor),
                currency: try #require(Currency("CNY")))
            guard case .decided = await desk.decide(payment.encoded) else {
                Issue.record("p\(number) was not decided")
                return
            }
        }
        var options = Backtest.Options(new: Self.set)
        options.data = path
        try body(options)
    }

    /// Figures alone do not tell who they are: some payments of each kind of change are kept, with what was read.
    @Test func whatIsDecidedOtherwiseIsShown() async throws {
        let large = (0..<20).map { _ in (payee: "b", minor: Int64(9_000)) }
        try await withPayments(large + [("c", 1_000)]) { options in
            let changed = try Backtest.run(options).changed
            #expect(changed.count(.allow, .warn) == 20 && changed.count(.allow, .allow) == 0)
            #expect(changed.examples.count == 8)
            let first = try #require(changed.examples.first)
            #expect(first.payment == "p0" && first.rule == "large" && first.payee == "b" && first.amount == "90.00 CNY")
            #expect(first.old == .allow && first.new == .warn)
            #expect(first.values.map(\.name) == ["payment.amount"] && first.values[0].value.hasPrefix("90"))
        }
    }

    /// The set on trial beside what decides tells the same, payment by payment, as long as it is on trial.
    @Test func whatATrialWouldChangeIsShown() async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "weir-trial-test-\(UUID().uuidString)").path()
        defer { try? FileManager.default.removeItem(atPath: path) }
        let desk = try Desk.open(Desk.Options(directory: path))
        defer { desk.close() }
        let at = Instant(milliseconds: 1_772_380_800_000)
        let request = RuleRequest(.shadow, set: RuleSetBytes.encode(Self.set), by: "ann", at: at)
        guard case .taken = await desk.takeRecorded([(.rules, InputBytes.encode(request))]) else {
            Issue.record("the set is not on trial")
            return
        }
        #expect(desk.changed(byTrial: Self.set.version) == nil)
        for (number, minor) in [Int64(9_000), 1_000, 7_000].enumerated() {
            let payment = Payment(
                id: "t\(number)", at: at, rail: "alipay", payer: "a", payee: "b", amount: Amount(minor: minor),
                currency: try #require(Currency("CNY")))
            guard case .decided = await desk.decide(payment.encoded) else {
                Issue.record("t\(number) was not decided")
                return
            }
        }
        let changed = try #require(desk.changed(byTrial: Self.set.version))
        #expect(changed.count(.allow, .warn) == 2)
        #expect(changed.examples.map(\.payment) == ["t0", "t2"] && changed.examples.allSatisfy { $0.new == .warn })
        #expect(desk.changed(byTrial: "another") == nil)
    }

    /// Payments before the span make the state, and are counted nowhere: nor are their accounts.
    @Test func whatIsCountedIsOfTheSpan() async throws {
        try await withPayments([("b", 9_000), ("c", 9_000), ("d", 1_000), ("e", 9_000)]) { options in
            let whole = try Backtest.run(options)
            #expect(whole.payments == 4 && whole.harder == 3 && whole.accounts == 4 && whole.allAccounts == 5)
            var some = options
            some.from = Instant(milliseconds: 1_772_380_800_002)
            let report = try Backtest.run(some)
            #expect(report.payments == 2 && report.harder == 1 && report.accounts == 2 && report.allAccounts == 3)
            #expect(whole.proposed == 3 && report.proposed == 1)
            #expect(report.reach.contains("2 of 3 accounts") && report.reach.contains("90.0 % of the money"))
            some.from = Instant(milliseconds: 1_772_380_800_100)
            let nothing = try Backtest.run(some)
            #expect(nothing.isEmpty && nothing.accounts == 0 && nothing.allAccounts == 0 && !nothing.isBeyondGuard)
        }
    }

    /// It says how far it has come, and ends where it is told to.
    @Test func aBackTestIsStopped() async throws {
        try await withPayments([("b", 9_000), ("b", 9_000), ("b", 9_000)]) { options in
            let asked = Mutex<[UInt64]>([])
            var stopped = options
            stopped.goesOn = { sequence in
                asked.withLock { $0.append(sequence) }
                return false
            }
            #expect(throws: DeskError.self) { try Backtest.run(stopped) }
            #expect(asked.withLock { $0 } == [1])
            stopped.goesOn = { _ in true }
            let whole = try Backtest.run(stopped)
            #expect(whole.payments == 3)
        }
    }

    /// Whom it finds of those who were confirmed, and whom it would trouble of those who were not.
    @Test func whatPeopleHaveFoundIsHeldAgainstASet() async throws {
        try await withPayments([("b", 9_000), ("c", 9_000), ("c", 1_000), ("d", 9_000)]) { options in
            var labelled = options
            labelled.labels = [
                "b": BacktestLabel(isTrade: true, startDay: 0), "c": BacktestLabel(isTrade: false, startDay: 0),
            ]
            let report = try Backtest.run(labelled)
            let (trade, honest) = (report.onTrade, report.onHonest)
            #expect(trade.payments == 1 && trade.foundOld == 0 && trade.foundNew == 1)
            #expect(honest.payments == 2 && honest.foundOld == 0 && honest.foundNew == 1)
            let rule = try #require(report.rules.first)
            #expect(rule.hitsNew == 3 && rule.bad == 1 && rule.honest == 1)
            let plain = try Backtest.run(options)
            #expect(plain.onTrade.payments == 0 && plain.onHonest.payments == 0 && plain.rules[0].honest == 0)
        }
    }
}
