import GRDB
public import WeirDomain

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Somebody who signs in at the console.
public struct ConsolePerson: Sendable, Hashable {
    public var name: String
    public var role: String
    /// The password's hash with its parameters, as text.
    public var password: String
    /// The shared secret of one-time codes; empty where there is none.
    public var secret: [UInt8] = []
    /// The step of the last code that was used: none is good twice.
    public var lastStep: Int64 = 0
    /// The password was made by somebody else and must be replaced at the first sign-in.
    public var mustChange = false
    /// Provider and subject of somebody who signs in over an OpenID provider; empty for everybody else.
    public var subject = ""

    public init(name: String, role: String, password: String) {
        self.name = name
        self.role = role
        self.password = password
    }
}

/// A view of the queue that somebody keeps.
public struct SavedView: Sendable, Hashable {
    public var id: Int64
    public var name: String
    public var query: String
}

/// Who saw what, when and why.
public struct LookRow: Sendable, Hashable {
    public var at: Instant
    public var by: String
    public var role: String
    public var subject: String
    public var what: String
    public var reason: String

    public init(at: Instant, by: String, role: String, subject: String, what: String, reason: String) {
        self.at = at
        self.by = by
        self.role = role
        self.subject = subject
        self.what = what
        self.reason = reason
    }
}

/// `people.db`: people of the console, their saved views, and what they looked at. It is no projection of the journal:
/// secrets must be erasable, and the journal never forgets.
public final class PeopleStore: Sendable {
    public let path: String
    let queue: DatabaseQueue
    private static let version = 4

    public init(path: String) throws(StoreError) {
        self.path = path
        queue = try SideDatabase.open(path, version: Self.version, Self.migrator)
    }

    private static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { db in
            try db.execute(
                sql: """
                    CREATE TABLE person (
                      name TEXT PRIMARY KEY,
                      role TEXT NOT NULL,
                      password TEXT NOT NULL,
                      secret BLOB NOT NULL,
                      last_step INTEGER NOT NULL,
                      must_change INTEGER NOT NULL,
                      crc INTEGER NOT NULL
                    ) STRICT;
                    CREATE TABLE saved_view (
                      id INTEGER PRIMARY KEY,
                      person TEXT NOT NULL,
                      name TEXT NOT NULL,
                      query TEXT NOT NULL,
                      UNIQUE (person, name)
                    ) STRICT;
                    CREATE TABLE look (
                      id INTEGER PRIMARY KEY,
                      at INTEGER NOT NULL,
                      by_whom TEXT NOT NULL,
                      role TEXT NOT NULL,
                      subject TEXT NOT NULL,
                      what TEXT NOT NULL,
                      reason TEXT NOT NULL
                    ) STRICT;
                    CREATE INDEX look_subject ON look (subject, id);
                    CREATE INDEX look_person ON look (by_whom, id);
                    """)
        }
        // Sessions outlive the server; what they may do is read from the person's row, whose sum is checked.
        migrator.registerMigration("2") { db in
            try db.execute(
                sql: """
                    ALTER TABLE person ADD COLUMN subject TEXT NOT NULL DEFAULT '';
                    CREATE UNIQUE INDEX person_subject ON person (subject) WHERE subject <> '';
                    CREATE TABLE session (
                      hash BLOB PRIMARY KEY,
                      person TEXT NOT NULL,
                      began INTEGER NOT NULL,
                      last_seen INTEGER NOT NULL
                    ) STRICT, WITHOUT ROWID;
                    CREATE INDEX session_person ON session (person);
                    """)
        }
        // From where a session began: who looks at their sessions has to know which are theirs.
        migrator.registerMigration("3") { db in
            try db.execute(sql: "ALTER TABLE session ADD COLUMN origin TEXT NOT NULL DEFAULT ''")
        }
        // As whom people of a provider have come in outlasts their rows.
        migrator.registerMigration("4") { db in
            try db.execute(
                sql: """
                    CREATE TABLE identity (
                      subject TEXT PRIMARY KEY,
                      name TEXT NOT NULL,
                      address TEXT NOT NULL,
                      crc INTEGER NOT NULL
                    ) STRICT, WITHOUT ROWID;
                    CREATE INDEX identity_name ON identity (name);
                    CREATE INDEX identity_address ON identity (address) WHERE address <> '';
                    """)
            for row in try Row.fetchAll(db, sql: "SELECT subject, name FROM person WHERE subject <> ''") {
                try Self.put(ProviderIdentity(subject: row.value("subject"), name: row.value("name")), db)
            }
        }
        return migrator
    }

    public func close() throws(StoreError) { try StoreError.wording(path) { try queue.close() } }

    // MARK: People

    public func people() throws(StoreError) -> [ConsolePerson] {
        try StoreError.wording(path) {
            try queue.read { db in
                try Row.fetchAll(db, sql: "SELECT * FROM person ORDER BY name").map { try person($0) }
            }
        }
    }

    public func person(_ name: String) throws(StoreError) -> ConsolePerson? {
        try StoreError.wording(path) {
            try queue.read { db in
                try Row.fetchOne(db, sql: "SELECT * FROM person WHERE name = ?", arguments: [name]).map {
                    try person($0)
                }
            }
        }
    }

    /// Who signs in over a provider as this subject.
    public func person(subject: String) throws(StoreError) -> ConsolePerson? {
        guard !subject.isEmpty else { return nil }
        return try StoreError.wording(path) {
            try queue.read { db in
                try Row.fetchOne(db, sql: "SELECT * FROM person WHERE subject = ?", arguments: [subject]).map {
                    try person($0)
                }
            }
        }
    }

    func person(_ row: Row) throws -> ConsolePerson {
        var found = try ConsolePerson(
            name: row.value("name"), role: row.value("role"), password: row.value("password"))
        let secret: Data = try row.value("secret")
        found.secret = [UInt8](secret)
        found.lastStep = try row.value("last_step")
        found.mustChange = try row.value("must_change")
        found.subject = try row.value("subject")
        let sum: Int64 = try row.value("crc")
        guard sum == found.sum else {
            throw StoreError(
                code: .corrupt, path: path, reason: "the row of '\(found.name)' is damaged: nobody signs in with it")
        }
        return found
    }

    /// Adds somebody, or puts new figures in the place of the old ones.
    public func set(_ person: ConsolePerson) throws(StoreError) {
        try StoreError.wording(path) { try queue.write { try put(person, $0) } }
    }

    func put(_ person: ConsolePerson, _ db: Database) throws {
        try db.execute(
            sql: "INSERT OR REPLACE INTO person VALUES (?,?,?,?,?,?,?,?)",
            arguments: [
                person.name, person.role, person.password, Data(person.secret), person.lastStep, person.mustChange,
                person.sum, person.subject,
            ])
    }

    /// Takes somebody away with the views that they kept. What they looked at stays.
    public func remove(_ name: String) throws(StoreError) {
        try StoreError.wording(path) {
            try queue.write { db in
                try db.execute(sql: "DELETE FROM person WHERE name = ?", arguments: [name])
                try db.execute(sql: "DELETE FROM saved_view WHERE person = ?", arguments: [name])
                try db.execute(sql: "DELETE FROM session WHERE person = ?", arguments: [name])
            }
        }
    }

    // MARK: Views

    public func views(of person: String) throws(StoreError) -> [SavedView] {
        try StoreError.wording(path) {
            try queue.read { db in
                try Row.fetchAll(
                    db, sql: "SELECT id, name, query FROM saved_view WHERE person = ? ORDER BY name",
                    arguments: [person]
                ).map { try SavedView(id: $0.value("id"), name: $0.value("name"), query: $0.value("query")) }
            }
        }
    }

    public func save(view name: String, _ query: String, of person: String) throws(StoreError) {
        try StoreError.wording(path) {
            try queue.write { db in
                try db.execute(
                    sql: """
                        INSERT INTO saved_view (person, name, query) VALUES (?,?,?)
                        ON CONFLICT (person, name) DO UPDATE SET query = excluded.query
                        """, arguments: [person, name, query])
            }
        }
    }

    /// Takes a view away; answers whether that person had it.
    public func remove(view id: Int64, of person: String) throws(StoreError) -> Bool {
        try StoreError.wording(path) {
            try queue.write { db in
                try db.execute(
                    sql: "DELETE FROM saved_view WHERE id = ? AND person = ?", arguments: [id, person])
                return db.changesCount > 0
            }
        }
    }

    // MARK: Looks

    public func add(_ look: LookRow) throws(StoreError) {
        try StoreError.wording(path) {
            try queue.write { db in
                try db.execute(
                    sql: "INSERT INTO look (at, by_whom, role, subject, what, reason) VALUES (?,?,?,?,?,?)",
                    arguments: [
                        look.at.milliseconds, look.by, look.role, look.subject, look.what, look.reason,
                    ])
            }
        }
    }

    /// The latest looks, newest first, of one person or at one subject where they are named.
    public func looks(
        by person: String?, at subject: String?, limit: Int, after: Int?
    ) throws(StoreError) -> Page<LookRow> {
        try StoreError.wording(path) {
            try queue.read { db in
                let rows = try Row.fetchAll(
                    db,
                    sql: """
                        SELECT * FROM look WHERE id < ? AND (? IS NULL OR by_whom = ?) AND (? IS NULL OR subject = ?)
                        ORDER BY id DESC LIMIT ?
                        """,
                    arguments: [after ?? Int.max, person, person, subject, subject, limit])
                let items = try rows.map { try look($0) }
                let last: Int? = try rows.last.map { try $0.value("id") }
                return Page(items: items, next: items.count == limit ? last : nil)
            }
        }
    }

    /// The latest looks at one subject that were asked for with a reason, newest first: however many looks there are.
    public func reasonedLooks(at subject: String, limit: Int) throws(StoreError) -> [LookRow] {
        try StoreError.wording(path) {
            try queue.read { db in
                try Row.fetchAll(
                    db, sql: "SELECT * FROM look WHERE subject = ? AND reason <> '' ORDER BY id DESC LIMIT ?",
                    arguments: [subject, limit]
                ).map { try look($0) }
            }
        }
    }

    private func look(_ row: Row) throws -> LookRow {
        try LookRow(
            at: Instant(milliseconds: row.value("at")), by: row.value("by_whom"), role: row.value("role"),
            subject: row.value("subject"), what: row.value("what"), reason: row.value("reason"))
    }
}

extension ConsolePerson {
    var sum: Int64 {
        var sum = RowSum()
        for text in [name, role, password] { sum.take(text) }
        sum.take(secret)
        sum.take(lastStep)
        sum.take(mustChange ? 1 : 0)
        if !subject.isEmpty { sum.take(subject) }
        return sum.value
    }
}
