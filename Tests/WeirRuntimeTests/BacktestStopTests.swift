import Foundation
import Synchronization
import Testing
import WeirDomain
import WeirRuleSets
import WeirRuntime

@Suite struct BacktestStopTests {
    private static let set = RuleSet(
        name: "stop", label: "1", owner: "test",
        rules: [
            Rule(
                id: "large", title: "large", why: "To be counted", when: "payment.amount > 50.0",
                yields: [.decision(.warn, kind: .flow)], reason: "{payment.amount}", reasonChinese: "{payment.amount}",
                owner: "test")
        ])

    /// A test over a journal says how far it has come, and ends where it is told to.
    @Test func aBackTestIsStopped() async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "weir-stop-\(UUID().uuidString)").path()
        defer { try? FileManager.default.removeItem(atPath: path) }
        let desk = try Desk.open(Desk.Options(directory: path))
        defer { desk.close() }
        for number in 1...3 {
            let payment = Payment(
                id: "p\(number)", at: Instant(milliseconds: 1_772_380_800_000 + Int64(number)), rail: "alipay",
                payer: "a", payee: "b", amount: Amount(minor: 9_000), currency: try #require(Currency("CNY")))
            guard case .decided = await desk.decide(payment.encoded) else {
                Issue.record("p\(number) was not decided")
                return
            }
        }
        let asked = Mutex<[UInt64]>([])
        var options = Backtest.Options(new: Self.set)
        options.data = path
        options.goesOn = { sequence in
            asked.withLock { $0.append(sequence) }
            return false
        }
        #expect(throws: DeskError.self) { try Backtest.run(options) }
        #expect(asked.withLock { $0 } == [1])
        options.goesOn = { _ in true }
        let report = try Backtest.run(options)
        #expect(report.payments == 3)
    }
}
