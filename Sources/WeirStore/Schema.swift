import GRDB
import WeirDomain

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The tables, as a series of migrations. Never change one that has been released: add another.
enum Schema {
    /// The version of the newest migration; a database beyond it was written by a newer program.
    static let version = 4

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { db in
            try db.execute(sql: first)
        }
        // Checksums of rows that are read back, and the index beside the table: plain allows have no rows from here on.
        migrator.registerMigration("2") { db in
            try db.execute(sql: second)
        }
        // Remarks by pieces of three letters, which every language has; words are not told apart in all of them.
        migrator.registerMigration("3") { db in
            try db.execute(sql: third)
            let rows = try Row.fetchCursor(db, sql: "SELECT sequence, payment FROM decision ORDER BY sequence")
            while let row = try rows.next() {
                let bytes: [UInt8] = [UInt8](try row.value("payment") as Data)
                guard PaymentView.isWhole(bytes.span.bytes) else { continue }
                let remark = PaymentView(bytes.span.bytes).remark.text
                guard !remark.isEmpty else { continue }
                let sequence: Int64 = try row.value("sequence")
                try db.execute(sql: "INSERT INTO remark (sequence, text) VALUES (?,?)", arguments: [sequence, remark])
                try db.execute(
                    sql: "INSERT INTO remark_words (rowid, text) VALUES (?,?)", arguments: [sequence, remark])
            }
        }
        // Words of one or two letters are most of Chinese: they have an index of their own.
        migrator.registerMigration("4") { db in
            try db.execute(sql: fourth)
            let rows = try Row.fetchCursor(db, sql: "SELECT sequence, text FROM remark ORDER BY sequence")
            let index = try db.cachedStatement(sql: "INSERT INTO remark_short (rowid, text) VALUES (?,?)")
            while let row = try rows.next() {
                let (sequence, text): (Int64, String) = (try row.value("sequence"), try row.value("text"))
                try index.execute(arguments: [sequence, ShortPieces.text(text)])
            }
        }
        return migrator
    }

    private static let fourth = """
        CREATE VIRTUAL TABLE remark_short USING fts5(text, content='', tokenize='ascii', detail=none, columnsize=0);
        """

    private static let third = """
        CREATE TABLE remark (
          sequence INTEGER PRIMARY KEY,
          text TEXT NOT NULL
        ) STRICT;
        CREATE VIRTUAL TABLE remark_words USING fts5(
          text, content='remark', content_rowid='sequence', tokenize='trigram', columnsize=0);
        """

    private static let second = """
        ALTER TABLE decision ADD COLUMN crc INTEGER;
        ALTER TABLE alert ADD COLUMN crc INTEGER;
        ALTER TABLE access_key ADD COLUMN crc INTEGER;
        ALTER TABLE projection ADD COLUMN indexed_from INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE projection ADD COLUMN crc INTEGER;
        UPDATE projection SET indexed_from = sequence + 1;
        CREATE TABLE plain_version (
          first INTEGER PRIMARY KEY,
          version TEXT NOT NULL,
          crc INTEGER NOT NULL
        ) STRICT;
        """

    private static let first = """
        CREATE TABLE decision (
          sequence INTEGER PRIMARY KEY,
          payment_id TEXT NOT NULL,
          at INTEGER NOT NULL,
          payer TEXT NOT NULL,
          payee TEXT NOT NULL,
          amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
          currency TEXT NOT NULL,
          outcome INTEGER NOT NULL CHECK (outcome BETWEEN 0 AND 3),
          score INTEGER NOT NULL CHECK (score BETWEEN 0 AND 1000),
          body BLOB NOT NULL,
          payment BLOB NOT NULL
        ) STRICT;
        CREATE INDEX decision_payment ON decision (payment_id);
        CREATE INDEX decision_payer ON decision (payer, sequence);
        CREATE INDEX decision_payee ON decision (payee, sequence);
        CREATE TABLE alert (
          number INTEGER PRIMARY KEY,
          account TEXT NOT NULL,
          typology TEXT NOT NULL,
          score INTEGER NOT NULL,
          at INTEGER NOT NULL,
          sequence INTEGER NOT NULL,
          suspends INTEGER NOT NULL,
          body BLOB NOT NULL
        ) STRICT;
        CREATE INDEX alert_account ON alert (account, number);
        CREATE TABLE measure (
          number INTEGER PRIMARY KEY,
          kind TEXT NOT NULL,
          account TEXT NOT NULL,
          state TEXT NOT NULL,
          typology TEXT,
          at INTEGER NOT NULL,
          sequence INTEGER NOT NULL,
          by_whom TEXT NOT NULL,
          ground TEXT NOT NULL
        ) STRICT;
        CREATE INDEX measure_account ON measure (account, number);
        CREATE TABLE projection (
          one INTEGER PRIMARY KEY CHECK (one = 1),
          sequence INTEGER NOT NULL,
          alerts INTEGER NOT NULL
        ) STRICT;
        INSERT INTO projection VALUES (1, 0, 0);
        CREATE TABLE access_key (
          id INTEGER PRIMARY KEY,
          name TEXT NOT NULL,
          role TEXT NOT NULL,
          hash BLOB NOT NULL UNIQUE,
          created_at INTEGER NOT NULL
        ) STRICT;
        """
}
