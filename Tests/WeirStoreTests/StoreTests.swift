import Foundation
import GRDB
import Testing
import WeirDomain
import WeirStore

@Suite struct StoreTests {
    private func withFolder<R>(_ body: (String) throws -> R) throws -> R {
        let folder = FileManager.default.temporaryDirectory.appending(path: "weir-store-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try body(folder.path() + "/weir.db")
    }

    private func row(
        _ sequence: UInt64, payer: String = "a", payee: String = "b", outcome: Outcome = .allow
    ) throws -> DecisionRow {
        let payment = Payment(
            id: "p\(sequence)", at: Instant(milliseconds: Int64(sequence)), rail: "bank", payer: payer, payee: payee,
            amount: Amount(minor: 100), currency: try #require(Currency("CNY")))
        let record = payment.encoded
        return DecisionRow(
            sequence: sequence, payment: PaymentView(record.span.bytes), decision: Decision(outcome: outcome),
            body: Array("body\(sequence)".utf8))
    }

    private func batch(_ range: ClosedRange<UInt64>) throws -> ProjectionBatch {
        var batch = ProjectionBatch()
        batch.decisions = try range.map { try row($0) }
        batch.through = range.upperBound
        return batch
    }

    @Test func synchronousIsFullAndSaidSo() throws {
        try withFolder { path in
            let store = try Store(path: path)
            #expect(store.facts.synchronous == 2 && store.facts.journalMode == "wal")
        }
    }

    /// Negative control: what GRDB leaves behind when nobody sets it after the pool has opened.
    @Test func aPlainPoolIsNotFull() throws {
        try withFolder { path in
            let pool = try DatabasePool(path: path)
            let value = try pool.writeWithoutTransaction { try Int.fetchOne($0, sql: "PRAGMA synchronous") }
            #expect(value == 1)
        }
    }

    /// The latest that let a payment not simply pass, of so many of the latest.
    @Test func whatWasRestrainedIsFound() throws {
        try withFolder { path in
            let store = try Store(path: path)
            var batch = ProjectionBatch()
            for sequence in 1...UInt64(40) {
                batch.decisions.append(try row(sequence, outcome: sequence % 4 == 0 ? .hold : .allow))
            }
            batch.through = 40
            try store.project(batch)
            #expect(try store.latestRestrained(3, among: 100).map(\.sequence) == [40, 36, 32])
            #expect(try store.latestRestrained(100, among: 10).map(\.sequence) == [40, 36, 32])
            #expect(try store.latestRestrained(100, among: 100).count == 10)
        }
    }

    /// Rows whose bodies name something are found and counted among the latest.
    @Test func whatNamesSomethingIsFound() throws {
        try withFolder { path in
            let store = try Store(path: path)
            try store.project(try batch(1...120))
            let found = try store.decisions(naming: "body11", limit: 3, among: 1_000)
            #expect(found.rows.map(\.sequence) == [119, 118, 117] && found.count == 11)
            #expect(try store.decisions(naming: "body11", limit: 3, among: 5).count == 4)
            #expect(try store.decisions(naming: "nothing", limit: 3, among: 1_000).count == 0)
            #expect(try store.alerts(naming: "body", limit: 3, among: 1_000).rows.isEmpty)
        }
    }

    @Test func whatIsProjectedIsFoundByteForByte() throws {
        try withFolder { path in
            let store = try Store(path: path)
            try store.project(try batch(1...500))
            #expect(try store.progress().sequence == 500)
            #expect(try store.decision(paymentID: "p77") == Array("body77".utf8))
            #expect(try store.decision(sequence: 78) == Array("body78".utf8))
            #expect(try store.decision(paymentID: "none") == nil)
            #expect(try store.paymentIDs([3, 9_999]) == [3: "p3"])
        }
    }

    @Test func aBatchIsWrittenWholeOrNotAtAll() throws {
        try withFolder { path in
            let store = try Store(path: path)
            try store.project(try batch(1...10))
            #expect(throws: StoreError.self) { try store.project(try batch(8...20)) }
            #expect(try store.progress().sequence == 10)
            #expect(try store.decision(paymentID: "p15") == nil)
        }
    }

    @Test func pagesStayInOrderWhileRowsAreAdded() throws {
        try withFolder { path in
            let store = try Store(path: path)
            try store.project(try batch(1...30))
            let first = try store.payments(of: "a", limit: 10, after: nil)
            #expect(first.items.map(\.sequence) == Array((21...30).reversed()))
            try store.project(try batch(31...40))
            let second = try store.payments(of: "a", limit: 10, after: first.next)
            #expect(second.items.map(\.sequence) == Array((11...20).reversed()))
            let last = try store.payments(of: "b", limit: 100, after: nil)
            #expect(last.items.count == 40 && last.next == nil)
        }
    }

    /// The first payments after a point, however many follow.
    @Test func theFirstPaymentsAfterAPointAreFound() throws {
        try withFolder { path in
            let store = try Store(path: path)
            var batch = try batch(1...20)
            for place in 9..<20 { batch.decisions[place] = try row(UInt64(place + 1), outcome: .decline) }
            try store.project(batch)
            let next = try store.payments(of: "b", since: 12, limit: 3)
            #expect(next.map(\.sequence) == [13, 14, 15] && next.allSatisfy { $0.outcome == .decline })
        }
    }

    @Test func anotherVersionAndDamageAreNamed() throws {
        try withFolder { path in
            let store = try Store(path: path)
            try store.close()
            let queue = try DatabaseQueue(path: path)
            try queue.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('99')") }
            try queue.close()
            #expect { try Store(path: path) } throws: { "\($0)".contains("written by a newer version") }
        }
        try withFolder { path in
            try Data(repeating: 7, count: 20_000).write(to: URL(filePath: path))
            #expect { try Store(path: path) } throws: { "\($0)".contains("is damaged, or no SQLite database") }
        }
        #expect { try Store(path: "/nowhere/weir.db") } throws: { ($0 as? StoreError)?.code == .readOnly }
    }

    @Test func manyRowsAreProjectedFast() throws {
        try withFolder { path in
            let store = try Store(path: path)
            var batches: [ProjectionBatch] = []
            for first in stride(from: UInt64(1), to: 100_000, by: 5_000) {
                batches.append(try batch(first...first + 4_999))
            }
            let start = Date()
            for batch in batches { try store.project(batch) }
            let seconds = Date().timeIntervalSince(start)
            print("store: \(Int(100_000 / seconds)) decisions a second")
            #expect(try store.progress().sequence == 100_000)
        }
    }
}
