import GRDB
internal import WeirDomain

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Rows read back, each held against its checksum. Rows of an older version have none.
extension Store {
    static let decisionColumns =
        "sequence, payment_id, at, payer, payee, amount_minor, currency, outcome, score, body, payment, crc"

    func decisionRow(_ row: Row) throws -> DecisionRow {
        let sequence: Int64 = try row.value("sequence")
        let payment: Data = try row.value("payment")
        let body: Data = try row.value("body")
        let bytes = [UInt8](payment)
        guard PaymentView.isWhole(bytes.span.bytes) else { throw damaged("decision", sequence) }
        let outcome: Int64 = try row.value("outcome")
        guard let known = UInt8(exactly: outcome).flatMap({ Outcome(rawValue: $0) }) else {
            throw damaged("decision", sequence)
        }
        let score: Int = try row.value("score")
        var found = DecisionRow(
            sequence: UInt64(bitPattern: sequence), payment: PaymentView(bytes.span.bytes),
            decision: Decision(outcome: known, score: score), body: [UInt8](body))
        found.paymentID = try row.value("payment_id")
        found.at = try Instant(milliseconds: row.value("at"))
        found.payer = try row.value("payer")
        found.payee = try row.value("payee")
        found.amount = try Amount(minor: row.value("amount_minor"))
        let code: String = try row.value("currency")
        let sum: Int64? = try row.optional("crc")
        guard code == found.currency.code, sum == nil || sum == found.sum else { throw damaged("decision", sequence) }
        return found
    }

    func alertRow(_ row: Row) throws -> AlertRow {
        let body: Data = try row.value("body")
        let sequence: Int64 = try row.value("sequence")
        let alert = try AlertRow(
            number: row.value("number"), account: row.value("account"), typology: row.value("typology"),
            score: row.value("score"), at: Instant(milliseconds: row.value("at")),
            sequence: UInt64(bitPattern: sequence), suspends: row.value("suspends"), body: [UInt8](body))
        let sum: Int64? = try row.optional("crc")
        guard sum == nil || sum == alert.sum else { throw damaged("alert", Int64(alert.number)) }
        return alert
    }

    func damaged(_ table: String, _ number: Int64) -> StoreError {
        StoreError(
            code: .corrupt, path: path,
            reason: "row \(number) of \(table) is damaged; move the database away and start again: it is rebuilt")
    }

    /// Reads everything once: the structure of the file, and every row that has a checksum.
    public func verify() throws(StoreError) {
        try StoreError.wording(path) {
            try pool.read { db in
                let words = try String.fetchAll(db, sql: "PRAGMA integrity_check")
                guard words == ["ok"] else {
                    throw StoreError(
                        code: .corrupt, path: path,
                        reason: "is damaged: \(words.first ?? "nothing was found"); move it away and start again")
                }
                var rows = try Row.fetchCursor(db, sql: "SELECT \(Self.decisionColumns) FROM decision")
                while let row = try rows.next() { _ = try decisionRow(row) }
                rows = try Row.fetchCursor(db, sql: "SELECT * FROM alert ORDER BY number")
                var number = 0
                while let row = try rows.next() {
                    number += 1
                    // Alerts are numbered without a gap.
                    guard try alertRow(row).number == number else { throw damaged("alert", Int64(number)) }
                }
                let progress = try progress(db)
                guard progress.alerts == number else { throw damaged("alert", Int64(number + 1)) }
            }
        }
        _ = try keys()
    }
}

extension Row {
    /// A column's value. On a damaged disk it may be of another type, or none: an error, and no reason to stop.
    func value<T: DatabaseValueConvertible>(_ column: String) throws -> T {
        guard let value: T = try optional(column) else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "column \(column) is empty")
        }
        return value
    }

    func optional<T: DatabaseValueConvertible>(_ column: String) throws -> T? {
        let stored: DatabaseValue = self[column] ?? .null
        if stored.isNull { return nil }
        guard let value = T.fromDatabaseValue(stored) else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "column \(column) is of another type")
        }
        return value
    }
}
