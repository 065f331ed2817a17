import GRDB

/// Changes that depend on what stands there.
extension PeopleStore {
    /// Changes somebody's row in one step with reading it: whoever else changes it comes before or after, and who has
    /// been taken away does not come back.
    /// - Parameter body: changes the row; `false` leaves it as it is.
    /// - Returns: the row as it is now; `nil` where nobody has the name, or nothing was changed.
    public func change(
        _ name: String, _ body: (inout ConsolePerson) -> Bool
    ) throws(StoreError) -> ConsolePerson? {
        try StoreError.wording(path) {
            try queue.write { db in
                let row = try Row.fetchOne(db, sql: "SELECT * FROM person WHERE name = ?", arguments: [name])
                guard var found = try row.map({ try person($0) }), body(&found) else { return nil }
                try put(found, db)
                return found
            }
        }
    }
}
