import GRDB

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A small database beside the projection of the journal: for its owner's eyes alone, synced at each change, and not
/// opened where a newer version of Weir has written it.
enum SideDatabase {
    static func open(_ path: String, version: Int, _ migrator: DatabaseMigrator) throws(StoreError) -> DatabaseQueue {
        try StoreError.wording(path) {
            var configuration = Configuration()
            configuration.busyMode = .timeout(5)
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            let newest = try queue.read { db in
                try db.tableExists("grdb_migrations")
                    ? Int.fetchOne(db, sql: "SELECT max(CAST(identifier AS INTEGER)) FROM grdb_migrations") ?? 0 : 0
            }
            guard newest <= version else {
                throw StoreError(
                    code: .newerVersion, path: path,
                    reason: "has format \(newest), written by a newer version of Weir; this one knows up to \(version)")
            }
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
            try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
            try migrator.migrate(queue)
            return queue
        }
    }
}
