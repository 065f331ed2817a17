import GRDB
public import WeirDomain

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// An open session as it lies in the file: under the hash of its id, which nobody can sign in with.
public struct SessionRow: Sendable, Hashable {
    public var hash: [UInt8]
    public var person: String
    /// Browser, system and address that it began from; empty where an older version began it.
    public var origin: String
    public var began: Instant
    public var lastSeen: Instant

    public init(hash: [UInt8], person: String, origin: String, began: Instant, lastSeen: Instant) {
        self.hash = hash
        self.person = person
        self.origin = origin
        self.began = began
        self.lastSeen = lastSeen
    }
}

/// Sessions, so that a restart signs nobody out.
extension PeopleStore {
    /// Those seen after a time; older ones are forgotten.
    public func sessions(seenAfter time: Instant) throws(StoreError) -> [SessionRow] {
        try StoreError.wording(path) {
            try queue.write { db in
                try db.execute(sql: "DELETE FROM session WHERE last_seen <= ?", arguments: [time.milliseconds])
                return try Row.fetchAll(db, sql: "SELECT * FROM session ORDER BY last_seen").map { row in
                    let hash: Data = try row.value("hash")
                    return SessionRow(
                        hash: [UInt8](hash), person: try row.value("person"), origin: try row.value("origin"),
                        began: Instant(milliseconds: try row.value("began")),
                        lastSeen: Instant(milliseconds: try row.value("last_seen")))
                }
            }
        }
    }

    /// Keeps a session, or when it was seen last.
    public func keep(_ session: SessionRow) throws(StoreError) {
        try StoreError.wording(path) {
            try queue.write { db in
                try db.execute(
                    sql: "INSERT OR REPLACE INTO session (hash, person, origin, began, last_seen) VALUES (?,?,?,?,?)",
                    arguments: [
                        Data(session.hash), session.person, session.origin, session.began.milliseconds,
                        session.lastSeen.milliseconds,
                    ])
            }
        }
    }

    public func forget(session hash: [UInt8]) throws(StoreError) {
        try StoreError.wording(path) {
            try queue.write { try $0.execute(sql: "DELETE FROM session WHERE hash = ?", arguments: [Data(hash)]) }
        }
    }

    /// All sessions of somebody but one.
    public func forgetSessions(of person: String, but kept: [UInt8]? = nil) throws(StoreError) {
        try StoreError.wording(path) {
            try queue.write {
                try $0.execute(
                    sql: "DELETE FROM session WHERE person = ? AND hash IS NOT ?",
                    arguments: [person, kept.map { Data($0) }])
            }
        }
    }
}
