import Foundation
import GRDB
import Testing
import WeirDomain
import WeirEngine
import WeirRuleSets
import WeirRuntime

/// While the database cannot be written nobody says of a decision that was answered that there is none.
@Suite struct ProjectionLagTests {
    private static let set = RuleSet(
        name: "lag", label: "1", owner: "test",
        rules: [
            Rule(
                id: "all", title: "all", why: "So that each has a row", when: "payment.amount > 0.0",
                yields: [.decision(.warn, kind: .flow)], reason: "all", reasonChinese: "全部", owner: "test")
        ])

    private static func payment(_ number: Int) throws -> [UInt8] {
        Payment(
            id: "p\(number)", at: Instant(milliseconds: 1_772_380_800_000 + Int64(number)), rail: "alipay",
            payer: "a", payee: "b", amount: Amount(minor: 100), currency: try #require(Currency("CNY"))
        ).encoded
    }

    @Test func whatIsNotProjectedIsNotDenied() async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "weir-lag-\(UUID().uuidString)").path()
        defer { try? FileManager.default.removeItem(atPath: path) }
        let desk = try Desk.open(Desk.Options(directory: path))
        defer { desk.close() }
        let at = Instant(milliseconds: 1_772_380_800_000)
        let request = RuleRequest(.install, set: RuleSetBytes.encode(Self.set), by: "ann", at: at)
        _ = await desk.takeRecorded([(.rules, InputBytes.encode(request))])
        _ = await desk.decide(try Self.payment(0))
        let first = try await desk.decision(paymentID: "p0")
        let none = try await desk.decision(paymentID: "p1")
        #expect(first != nil && none == nil)
        var configuration = GRDB.Configuration()
        configuration.allowsUnsafeTransactions = true
        let other = try DatabaseQueue(path: path + "/weir.db", configuration: configuration)
        try await other.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
        _ = await desk.decide(try Self.payment(1))
        await #expect(throws: StillProjecting.self) { _ = try await desk.decision(paymentID: "p1") }
        try await other.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
        var found: [UInt8]?
        for _ in 0..<10 where found == nil { found = try? await desk.decision(paymentID: "p1") }
        #expect(found != nil)
        let never = try await desk.decision(paymentID: "p2")
        #expect(never == nil)
    }
}
