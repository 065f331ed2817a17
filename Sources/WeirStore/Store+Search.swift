import GRDB
internal import Synchronization
import WeirDomain

/// Finding by parts: what the console's search asks. Plain allows have no rows, so a part of their ids or remarks is
/// not found; the whole id of a payment or account is.
extension Store {
    /// Payment ids of rows that begin with some letters.
    public func paymentIDs(beginning prefix: String, limit: Int) throws(StoreError) -> [String] {
        try StoreError.wording(path) {
            try pool.read { db in
                try String.fetchAll(
                    db,
                    sql: """
                        SELECT DISTINCT payment_id FROM decision WHERE payment_id >= ? AND payment_id < ?
                        ORDER BY payment_id LIMIT ?
                        """, arguments: [prefix, Self.after(prefix), limit])
            }
        }
    }

    /// Accounts with alerts that begin with some letters.
    public func alertedAccounts(beginning prefix: String, limit: Int) throws(StoreError) -> [String] {
        try StoreError.wording(path) {
            try pool.read { db in
                try String.fetchAll(
                    db,
                    sql: """
                        SELECT DISTINCT account FROM alert WHERE account >= ? AND account < ? ORDER BY account LIMIT ?
                        """, arguments: [prefix, Self.after(prefix), limit])
            }
        }
    }

    /// The smallest text that is beyond all that begin with another.
    private static func after(_ prefix: String) -> String { prefix + "\u{10FFFF}" }

    /// The latest payments whose remark holds some words, of those that have rows.
    public func payments(remarking words: String, limit: Int) throws(StoreError) -> [DecisionRow] {
        try StoreError.wording(path) {
            let sequences = try pool.read { db -> [Int64] in
                if let piece = ShortPieces.piece(words) {
                    return try Int64.fetchAll(
                        db,
                        sql: "SELECT rowid FROM remark_short WHERE remark_short MATCH ? ORDER BY rowid DESC LIMIT ?",
                        arguments: [piece, limit])
                }
                let quoted =
                    "\""
                    + words.split(separator: "\"", omittingEmptySubsequences: false)
                    .joined(separator: "\"\"") + "\""
                return try Int64.fetchAll(
                    db, sql: "SELECT rowid FROM remark_words WHERE remark_words MATCH ? ORDER BY rowid DESC LIMIT ?",
                    arguments: [quoted, limit])
            }
            let rows = try decisionRows(sequences.map { UInt64(bitPattern: $0) })
            return sequences.compactMap { rows[UInt64(bitPattern: $0)] }
        }
    }

    /// Puts the remarks of new rows where they are found.
    static func index(_ rows: [DecisionRow], _ db: Database) throws {
        let keep = try db.cachedStatement(sql: "INSERT INTO remark (sequence, text) VALUES (?,?)")
        let index = try db.cachedStatement(sql: "INSERT INTO remark_words (rowid, text) VALUES (?,?)")
        let short = try db.cachedStatement(sql: "INSERT INTO remark_short (rowid, text) VALUES (?,?)")
        for row in rows {
            let remark = PaymentView(row.payment.span.bytes).remark.text
            guard !remark.isEmpty else { continue }
            try keep.execute(arguments: [Int64(row.sequence), remark])
            try index.execute(arguments: [Int64(row.sequence), remark])
            try short.execute(arguments: [Int64(row.sequence), ShortPieces.text(remark)])
        }
    }
}
