import GRDB
public import WeirDomain

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A page of a list, and where the next one begins.
public struct Page<Item: Sendable>: Sendable {
    public var items: [Item]
    public var next: Int?

    public init(items: [Item], next: Int?) {
        self.items = items
        self.next = next
    }
}

extension Store {
    /// The highest journal sequence that is projected, and the highest alert number.
    public func progress() throws(StoreError) -> Progress {
        try StoreError.wording(path) {
            try pool.read { db in
                let row = try Row.fetchOne(db, sql: "SELECT sequence, alerts FROM projection")
                let sequence: Int64 = row?["sequence"] ?? 0
                return Progress(sequence: UInt64(sequence), alerts: row?["alerts"] ?? 0)
            }
        }
    }

    /// How far the projection has come.
    public struct Progress: Sendable {
        public var sequence: UInt64
        public var alerts: Int
    }

    /// The exact bytes that were answered for a payment; `nil` if there is no decision on it.
    public func decision(paymentID: String) throws(StoreError) -> [UInt8]? {
        try StoreError.wording(path) {
            try pool.read { db in
                try Data.fetchOne(db, sql: "SELECT body FROM decision WHERE payment_id = ?", arguments: [paymentID])
                    .map { [UInt8]($0) }
            }
        }
    }

    public func decision(sequence: UInt64) throws(StoreError) -> [UInt8]? {
        try StoreError.wording(path) {
            try pool.read { db in
                try Data.fetchOne(db, sql: "SELECT body FROM decision WHERE sequence = ?", arguments: [Int64(sequence)])
                    .map { [UInt8]($0) }
            }
        }
    }

    /// The payment ids of sequence numbers; numbers that are not projected are left out.
    public func paymentIDs(_ sequences: [UInt64]) throws(StoreError) -> [UInt64: String] {
        try StoreError.wording(path) {
            try pool.read { db in
                let select = try db.cachedStatement(sql: "SELECT payment_id FROM decision WHERE sequence = ?")
                var ids: [UInt64: String] = [:]
                for sequence in sequences {
                    ids[sequence] = try String.fetchOne(select, arguments: [Int64(sequence)])
                }
                return ids
            }
        }
    }

    /// One payment of an account with what was decided.
    public struct AccountPayment: Sendable {
        public var sequence: UInt64
        public var outcome: Outcome
        public var score: Int
        /// The payment's record.
        public var payment: [UInt8]
    }

    /// An account's payments of either direction, newest first.
    /// - Parameter after: the `next` of the page before.
    public func payments(
        of account: String, limit: Int, after: Int?
    ) throws(StoreError) -> Page<AccountPayment> {
        let items = try payments(of: account, "<", after.map { Int64($0) } ?? Int64.max, "DESC", limit)
        return Page(items: items, next: items.count == limit ? items.last.map { Int($0.sequence) } : nil)
    }

    /// An account's first payments of either direction after a sequence number, oldest first.
    public func payments(
        of account: String, since sequence: UInt64, limit: Int
    ) throws(StoreError) -> [AccountPayment] {
        try payments(of: account, ">", Int64(clamping: sequence), "ASC", limit)
    }

    private func payments(
        of account: String, _ comparison: String, _ bound: Int64, _ order: String, _ limit: Int
    ) throws(StoreError) -> [AccountPayment] {
        // Each arm uses its index; a payment to oneself appears once.
        func arm(_ side: String) -> String {
            """
            SELECT * FROM (SELECT * FROM decision WHERE \(side) = :a AND sequence \(comparison) :s
                           ORDER BY sequence \(order) LIMIT :n)
            """
        }
        let sql = """
            SELECT sequence, outcome, score, payment FROM (\(arm("payer")) UNION \(arm("payee")))
            ORDER BY sequence \(order) LIMIT :n
            """
        return try StoreError.wording(path) {
            try pool.read { db in
                try Row.fetchAll(db, sql: sql, arguments: ["a": account, "s": bound, "n": limit]).map { row in
                    let sequence: Int64 = row["sequence"]
                    let outcome: Int = row["outcome"]
                    let payment: Data = row["payment"]
                    return AccountPayment(
                        sequence: UInt64(sequence), outcome: Outcome(rawValue: UInt8(outcome)) ?? .allow,
                        score: row["score"], payment: [UInt8](payment))
                }
            }
        }
    }

    /// How many of an account's payments in a currency were declined after a sequence number, and their sum.
    public func declined(
        of account: String, in currency: Currency, since sequence: UInt64
    ) throws(StoreError) -> (count: Int, sum: Amount) {
        let sql = """
            SELECT count(*) AS count, CAST(min(total(amount_minor), 9e18) AS INTEGER) AS sum FROM decision
            WHERE sequence > :s AND outcome = :o AND currency = :c AND (payer = :a OR payee = :a)
            """
        let arguments: StatementArguments = [
            "a": account, "c": currency.code, "o": Int(Outcome.decline.rawValue), "s": Int64(clamping: sequence),
        ]
        return try StoreError.wording(path) {
            try pool.read { db in
                guard let row = try Row.fetchOne(db, sql: sql, arguments: arguments) else {
                    return (0, Amount(minor: 0))
                }
                return (row["count"], Amount(minor: row["sum"]))
            }
        }
    }

    /// Alerts, newest first, of one account or of all.
    public func alerts(account: String?, limit: Int, after: Int?) throws(StoreError) -> Page<AlertRow> {
        try StoreError.wording(path) {
            try pool.read { db in
                let rows = try Row.fetchAll(
                    db,
                    sql: """
                        SELECT * FROM alert WHERE number < ? AND (? IS NULL OR account = ?)
                        ORDER BY number DESC LIMIT ?
                        """,
                    arguments: [after ?? Int.max, account, account, limit])
                let items = rows.map { row in
                    let body: Data = row["body"]
                    let sequence: Int64 = row["sequence"]
                    return AlertRow(
                        number: row["number"], account: row["account"], typology: row["typology"], score: row["score"],
                        at: Instant(milliseconds: row["at"]), sequence: UInt64(sequence), suspends: row["suspends"],
                        body: [UInt8](body))
                }
                return Page(items: items, next: items.count == limit ? items.last?.number : nil)
            }
        }
    }
}
