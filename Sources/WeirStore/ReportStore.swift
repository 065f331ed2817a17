import GRDB
public import WeirDomain

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A bank's word on a payment, as it is kept.
public struct ReportRow: Hashable, Sendable {
    public var payment: String
    public var at: Instant
    /// `status` or `cancellation`.
    public var kind: String
    /// JSON.
    public var body: [UInt8]

    public init(payment: String, at: Instant, kind: String, body: [UInt8]) {
        self.payment = payment
        self.at = at
        self.kind = kind
        self.body = body
    }
}

/// `reports.db`: what banks have said of payments without making any. It is no projection of the journal: nothing is
/// decided by it, and it may come before the payment or without it.
public final class ReportStore: Sendable {
    public let path: String
    private let queue: DatabaseQueue
    private static let version = 1

    /// - Parameter data: the data folder.
    public init(data: String) throws(StoreError) {
        let path = data + "/reports.db"
        self.path = path
        queue = try SideDatabase.open(path, version: Self.version, Self.migrator)
    }

    private static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { db in
            try db.execute(
                sql: """
                    CREATE TABLE report (
                      id INTEGER PRIMARY KEY,
                      payment TEXT NOT NULL,
                      at INTEGER NOT NULL,
                      kind TEXT NOT NULL,
                      body BLOB NOT NULL,
                      UNIQUE (payment, body)
                    ) STRICT;
                    """)
        }
        return migrator
    }

    /// Keeps reports, durably and all or none; one that is there already stays as it is.
    public func add(_ rows: [ReportRow]) throws(StoreError) {
        guard !rows.isEmpty else { return }
        try StoreError.wording(path) {
            try queue.write { db in
                let sql = "INSERT OR IGNORE INTO report (payment, at, kind, body) VALUES (?, ?, ?, ?)"
                let statement = try db.cachedStatement(sql: sql)
                for row in rows {
                    try statement.execute(arguments: [row.payment, row.at.milliseconds, row.kind, Data(row.body)])
                }
            }
        }
    }

    /// What was said of a payment, oldest first.
    /// - Parameter limit: as many at the most, of the newest.
    public func reports(on payment: String, limit: Int = 100) throws(StoreError) -> [ReportRow] {
        try StoreError.wording(path) {
            try queue.read { db in
                let sql = "SELECT * FROM report WHERE payment = ? ORDER BY at DESC, id DESC LIMIT ?"
                return try Row.fetchAll(db, sql: sql, arguments: [payment, limit]).reversed().map { row in
                    ReportRow(
                        payment: row["payment"], at: Instant(milliseconds: row["at"]), kind: row["kind"],
                        body: Array(row["body"] as Data))
                }
            }
        }
    }

    public func close() throws(StoreError) { try StoreError.wording(path) { try queue.close() } }
}
