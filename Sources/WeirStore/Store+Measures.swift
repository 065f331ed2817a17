import GRDB

/// A measure as the database has it.
public struct StoredMeasure: Sendable, Hashable {
    public var number: Int
    public var kind: String
    public var account: String
    public var state: String
}

extension Store {
    /// Goes through all measures as they stood when they were projected, in order of their numbers.
    public func readMeasures(_ body: (StoredMeasure) -> Void) throws(StoreError) {
        try StoreError.wording(path) {
            try pool.read { db in
                let sql = "SELECT number, kind, account, state FROM measure ORDER BY number"
                let rows = try Row.fetchCursor(db, sql: sql)
                while let row = try rows.next() {
                    body(
                        try StoredMeasure(
                            number: row.value("number"), kind: row.value("kind"), account: row.value("account"),
                            state: row.value("state")))
                }
            }
        }
    }
}
