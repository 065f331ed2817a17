import GRDB
internal import Synchronization
public import WeirDomain

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Decisions, alerts and measures in SQLite, derived from the journal: they can be thrown away and rebuilt.
///
/// One connection writes, others read beside it (WAL). `synchronous` is FULL although the journal is the record, so
/// that what a reader has seen is not taken back by a power cut.
public final class Store: Sendable {
    public let path: String
    public let facts: StoreFacts
    let pool: DatabasePool
    let archive = Mutex<Archive?>(nil)
    /// Which rules made plain allows, from which sequence on.
    let versions: Mutex<[(first: UInt64, version: String)]>

    /// Opens or makes the database; an older one is migrated, a newer one refused.
    public init(path: String) throws(StoreError) {
        self.path = path
        let (pool, facts) = try StoreError.wording(path) {
            var configuration = Configuration()
            configuration.maximumReaderCount = 4
            configuration.busyMode = .timeout(5)
            configuration.prepareDatabase { db in
                // Readers of account pages profit; 64 MiB is far below what the engine itself holds.
                try db.execute(sql: "PRAGMA cache_size = -65536")
                // A damaged page is an error, not a shorter answer.
                try db.execute(sql: "PRAGMA cell_size_check = ON")
            }
            let pool = try DatabasePool(path: path, configuration: configuration)
            try Self.refuseNewer(pool, path)
            try Schema.migrator.migrate(pool)
            return (pool, try Self.makeFull(pool, path))
        }
        self.pool = pool
        self.facts = facts
        versions = Mutex(try StoreError.wording(path) { try pool.read { try Self.versions($0, path) } })
    }

    private static func versions(_ db: Database, _ path: String) throws -> [(first: UInt64, version: String)] {
        try Row.fetchAll(db, sql: "SELECT first, version, crc FROM plain_version ORDER BY first").map { row in
            let first: Int64 = try row.value("first")
            let version: String = try row.value("version")
            let sum: Int64 = try row.value("crc")
            guard sum == versionSum(UInt64(bitPattern: first), version) else {
                throw StoreError(code: .corrupt, path: path, reason: "row \(first) of plain_version is damaged")
            }
            return (UInt64(bitPattern: first), version)
        }
    }

    /// GRDB sets `synchronous` to NORMAL itself when a pool opens in WAL mode, so FULL is set after that, and read
    /// back.
    private static func makeFull(_ pool: DatabasePool, _ path: String) throws -> StoreFacts {
        try pool.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA synchronous = FULL")
            let synchronous = try Int.fetchOne(db, sql: "PRAGMA synchronous") ?? -1
            let mode = try String.fetchOne(db, sql: "PRAGMA journal_mode") ?? "?"
            guard synchronous == 2, mode == "wal" else {
                throw StoreError(
                    code: .other, path: path,
                    reason: "runs with synchronous=\(synchronous), journal_mode=\(mode) instead of 2 (FULL) and wal")
            }
            let version = try String.fetchOne(db, sql: "SELECT sqlite_version()") ?? "?"
            return StoreFacts(
                sqliteVersion: version, journalMode: mode, synchronous: synchronous,
                hasWALResetBug: hasWALResetBug(version))
        }
    }

    static func hasWALResetBug(_ version: String) -> Bool {
        let parts = version.split(separator: ".").compactMap { Int($0) }
        guard parts.count >= 3 else { return true }
        let number = parts[0] * 1_000_000 + parts[1] * 1000 + parts[2]
        return number >= 3_007_000 && number <= 3_051_002
    }

    private static func refuseNewer(_ pool: DatabasePool, _ path: String) throws {
        let newest = try pool.read { db -> Int in
            guard try db.tableExists("grdb_migrations") else { return 0 }
            return try Int.fetchOne(db, sql: "SELECT max(CAST(identifier AS INTEGER)) FROM grdb_migrations") ?? 0
        }
        guard newest <= Schema.version else {
            throw StoreError(
                code: .newerVersion, path: path,
                reason:
                    "has format \(newest), written by a newer version of Weir; this one knows up to \(Schema.version)")
        }
    }

    public func close() throws(StoreError) {
        try StoreError.wording(path) {
            // All in one file, whose rows have checksums; what stands in the log only would go with one bad frame.
            _ = try pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
            try pool.close()
        }
    }

    // MARK: Writing

    /// Writes a batch, and how far the projection has come, in one transaction.
    public func project(_ batch: ProjectionBatch) throws(StoreError) {
        try StoreError.wording(path) {
            try pool.write { db in
                try insert(batch.decisions, db)
                try Self.index(batch.decisions, db)
                try insert(batch.alerts, db)
                try upsert(batch.measures, db)
                var progress = try progress(db)
                progress.sequence = max(progress.sequence, batch.through)
                progress.alerts = max(progress.alerts, batch.alerts.map(\.number).max() ?? 0)
                try db.execute(
                    sql: "UPDATE projection SET sequence = ?, alerts = ?, crc = ? WHERE one = 1",
                    arguments: [Int64(progress.sequence), progress.alerts, progress.sum])
            }
        }
    }

    private func insert(_ rows: [DecisionRow], _ db: Database) throws {
        let insert = try db.cachedStatement(sql: "INSERT INTO decision VALUES (?,?,?,?,?,?,?,?,?,?,?,?)")
        for row in rows {
            try insert.execute(arguments: [
                Int64(row.sequence), row.paymentID, row.at.milliseconds, row.payer, row.payee, row.amount.minor,
                row.currency.code, Int64(row.outcome.rawValue), row.score, Data(row.body), Data(row.payment), row.sum,
            ])
        }
    }

    private func insert(_ rows: [AlertRow], _ db: Database) throws {
        let insert = try db.cachedStatement(sql: "INSERT INTO alert VALUES (?,?,?,?,?,?,?,?,?)")
        for row in rows {
            try insert.execute(arguments: [
                row.number, row.account, row.typology, row.score, row.at.milliseconds, Int64(row.sequence),
                row.suspends, Data(row.body), row.sum,
            ])
        }
    }

    private func upsert(_ measures: [Measure], _ db: Database) throws {
        let upsert = try db.cachedStatement(
            sql: """
                INSERT INTO measure VALUES (?,?,?,?,?,?,?,?,?)
                ON CONFLICT (number) DO UPDATE SET state = excluded.state
                """)
        for measure in measures {
            try upsert.execute(arguments: [
                measure.number, measure.kind.name, measure.account, measure.state.name, measure.typology?.name,
                measure.at.milliseconds, Int64(measure.sequence), measure.by, measure.ground,
            ])
        }
    }

    // MARK: API keys

    /// Gives somebody a key. Keys of another role go in the same step: one person has one role.
    public func addKey(_ key: AccessKey, at time: Instant) throws(StoreError) {
        try StoreError.wording(path) {
            try pool.write { db in
                try db.execute(
                    sql: "DELETE FROM access_key WHERE name = ? AND role <> ?", arguments: [key.name, key.role])
                try db.execute(
                    sql: "INSERT INTO access_key (name, role, hash, created_at, crc) VALUES (?,?,?,?,?)",
                    arguments: [key.name, key.role, Data(key.hash), time.milliseconds, key.sum])
            }
        }
    }

    /// Takes all keys of somebody away, but those of a role where one is given; answers how many there were.
    public func removeKeys(of name: String, but role: String = "") throws(StoreError) -> Int {
        try StoreError.wording(path) {
            try pool.write { db in
                try db.execute(
                    sql: "DELETE FROM access_key WHERE name = ? AND role <> ?", arguments: [name, role])
                return db.changesCount
            }
        }
    }

    public func keys() throws(StoreError) -> [AccessKey] {
        try StoreError.wording(path) {
            try pool.read { db in
                try Row.fetchAll(db, sql: "SELECT id, name, role, hash, crc FROM access_key ORDER BY id").map { row in
                    let hash: Data = try row.value("hash")
                    let key = try AccessKey(name: row.value("name"), role: row.value("role"), hash: [UInt8](hash))
                    let sum: Int64? = try row.optional("crc")
                    guard sum == nil || sum == key.sum else { throw damaged("access_key", try row.value("id")) }
                    return key
                }
            }
        }
    }
}
