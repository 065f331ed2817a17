import Foundation
import Testing
import WeirDomain
import WeirStore

@Suite struct ReportStoreTests {
    private func withFolder(_ body: (String) throws -> Void) throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "weir-reports-\(UUID().uuidString)").path()
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: path) }
        try body(path)
    }

    private func row(_ payment: String, _ seconds: Int64, _ body: String) -> ReportRow {
        ReportRow(
            payment: payment, at: Instant(milliseconds: seconds * 1_000), kind: "status", body: Array(body.utf8))
    }

    @Test func reportsAreKeptOnceAndInOrder() throws {
        try withFolder { folder in
            let store = try ReportStore(data: folder)
            try store.add([row("p1", 7, "later"), row("p1", 3, "first"), row("p2", 5, "other"), row("", 1, "all")])
            try store.add([row("p1", 3, "first")])
            try store.add([])
            #expect(try store.reports(on: "p1") == [row("p1", 3, "first"), row("p1", 7, "later")])
            #expect(try store.reports(on: "p1", limit: 1) == [row("p1", 7, "later")])
            #expect(try store.reports(on: "nobody").isEmpty)
            try store.close()
            let again = try ReportStore(data: folder)
            #expect(try again.reports(on: "p2").map(\.kind) == ["status"])
            let rights = try FileManager.default.attributesOfItem(atPath: again.path)[.posixPermissions] as? Int
            #expect(rights == 0o600)
            try again.close()
        }
    }

    @Test func aFolderThatCannotBeWritten() throws {
        #expect(throws: StoreError.self) { try ReportStore(data: "/no/such/folder") }
    }
}
