import GRDB
internal import Synchronization
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
        try StoreError.wording(path) { try pool.read { try progress($0) } }
    }

    func progress(_ db: Database) throws -> Progress {
        guard let row = try Row.fetchOne(db, sql: "SELECT * FROM projection") else { throw damaged("projection", 1) }
        let sequence: Int64 = try row.value("sequence")
        let from: Int64 = try row.value("indexed_from")
        let progress = Progress(
            sequence: UInt64(bitPattern: sequence), alerts: try row.value("alerts"),
            indexedFrom: UInt64(bitPattern: from))
        let sum: Int64? = try row.optional("crc")
        guard sum == nil || sum == progress.sum else { throw damaged("projection", 1) }
        return progress
    }

    /// How far the projection has come.
    public struct Progress: Sendable {
        public var sequence: UInt64
        public var alerts: Int
        /// From this sequence on plain allows have no rows.
        public var indexedFrom: UInt64
    }

    /// The exact bytes that were answered for a payment; `nil` if there is no decision on it.
    public func decision(paymentID: String) throws(StoreError) -> [UInt8]? {
        try StoreError.wording(path) {
            let sql = "SELECT \(Self.decisionColumns) FROM decision WHERE payment_id = ?"
            let row = try pool.read { db in
                try Row.fetchOne(db, sql: sql, arguments: [paymentID]).map { try decisionRow($0) }
            }
            if let row { return row.body }
            guard let archive = archive.withLock({ $0 }), let entry = try sequence(of: paymentID, archive) else {
                return nil
            }
            // Its row must be there: a plain allow in its place would be a wrong answer.
            guard !entry.hasRow else { throw damaged("decision", Int64(entry.sequence)) }
            return try plainBody(entry.sequence, archive)
        }
    }

    /// The exact bytes that were answered for the payment of a sequence number.
    public func decision(sequence: UInt64) throws(StoreError) -> [UInt8]? {
        try StoreError.wording(path) {
            if let body = try decisionRows([sequence])[sequence]?.body { return body }
            guard let archive = archive.withLock({ $0 }) else { return nil }
            return try plainBody(sequence, archive)
        }
    }

    /// The same for many.
    public func decisions(sequences: [UInt64]) throws(StoreError) -> [UInt64: [UInt8]] {
        try StoreError.wording(path) {
            var bodies = try decisionRows(sequences).mapValues(\.body)
            guard let archive = archive.withLock({ $0 }) else { return bodies }
            for sequence in sequences where bodies[sequence] == nil {
                bodies[sequence] = try plainBody(sequence, archive)
            }
            return bodies
        }
    }

    func decisionRows(_ sequences: [UInt64]) throws -> [UInt64: DecisionRow] {
        try pool.read { db in
            let select = try db.cachedStatement(
                sql: "SELECT \(Self.decisionColumns) FROM decision WHERE sequence = ?")
            var rows: [UInt64: DecisionRow] = [:]
            for sequence in sequences {
                rows[sequence] = try Row.fetchOne(select, arguments: [Int64(sequence)]).map { try decisionRow($0) }
            }
            return rows
        }
    }

    /// The payment ids of sequence numbers; numbers that are no payment's are left out.
    ///
    /// The journal has them all, and finds one in a tenth of the time that the database takes.
    public func paymentIDs(_ sequences: [UInt64]) throws(StoreError) -> [UInt64: String] {
        try StoreError.wording(path) {
            var ids: [UInt64: String] = [:]
            ids.reserveCapacity(sequences.count)
            guard let archive = archive.withLock({ $0 }) else {
                try pool.read { db in
                    let select = try db.cachedStatement(sql: "SELECT payment_id FROM decision WHERE sequence = ?")
                    for sequence in sequences {
                        ids[sequence] = try String.fetchOne(select, arguments: [Int64(sequence)])
                    }
                }
                return ids
            }
            // In order: neighbours lie in the same piece of the file.
            for sequence in sequences.sorted() where sequence > 0 && ids[sequence] == nil {
                ids[sequence] = try archive.record(sequence).map { PaymentView($0.span.bytes).id.text }
            }
            return ids
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
        try StoreError.wording(path) {
            guard let archive = archive.withLock({ $0 }) else {
                return try rows(of: account, comparison, bound, order, limit)
            }
            // Rows alone tell of what was decided before there was an index.
            let first = archive.index.first
            if order == "DESC" {
                let range = first..<max(first, UInt64(clamping: bound))
                var items = try indexed(account, range, limit, newestFirst: true, archive)
                if items.count < limit, first > 1 {
                    let older = min(bound, Int64(first))
                    items += try rows(of: account, comparison, older, order, limit - items.count)
                }
                return items
            }
            var items = first > 1 ? try rows(of: account, comparison, bound, order, limit) : []
            items.removeAll { $0.sequence >= first }
            let range = max(first, UInt64(clamping: bound) + 1)..<(1 << 62)
            items += try indexed(account, range, limit - items.count, newestFirst: false, archive)
            return items
        }
    }

    private func indexed(
        _ account: String, _ range: Range<UInt64>, _ limit: Int, newestFirst: Bool, _ archive: Archive
    ) throws -> [AccountPayment] {
        let name = Array(account.utf8)
        let entries = try archive.index.payments(
            of: name.span.bytes, in: range, limit: limit, newestFirst: newestFirst)
        let rows = try decisionRows(entries.filter(\.hasRow).map(\.sequence))
        var items: [AccountPayment] = []
        for entry in entries {
            guard let record = try archive.record(entry.sequence) else { throw damaged("index", Int64(entry.sequence)) }
            let payment = PaymentView(record.span.bytes)
            guard payment.payer.equals(name.span.bytes) || payment.payee.equals(name.span.bytes) else { continue }
            let row = rows[entry.sequence]
            if entry.hasRow, row == nil { throw damaged("decision", Int64(entry.sequence)) }
            items.append(
                AccountPayment(
                    sequence: entry.sequence, outcome: row?.outcome ?? .allow, score: row?.score ?? 0, payment: record))
        }
        return items
    }

    private func rows(
        of account: String, _ comparison: String, _ bound: Int64, _ order: String, _ limit: Int
    ) throws -> [AccountPayment] {
        // Each arm uses its index; a payment to oneself appears once.
        func arm(_ side: String) -> String {
            """
            SELECT * FROM (SELECT * FROM decision WHERE \(side) = :a AND sequence \(comparison) :s
                           ORDER BY sequence \(order) LIMIT :n)
            """
        }
        let sql = """
            SELECT \(Self.decisionColumns) FROM (\(arm("payer")) UNION \(arm("payee")))
            ORDER BY sequence \(order) LIMIT :n
            """
        return try pool.read { db in
            try Row.fetchAll(db, sql: sql, arguments: ["a": account, "s": bound, "n": limit]).map { row in
                let found = try decisionRow(row)
                return AccountPayment(
                    sequence: found.sequence, outcome: found.outcome, score: found.score, payment: found.payment)
            }
        }
    }

    /// Alerts, newest first, of one account or of all.
    public func alerts(account: String?, limit: Int, after: Int?) throws(StoreError) -> Page<AlertRow> {
        try StoreError.wording(path) {
            try pool.read { db in
                // Two statements: "of this account or of all" in one would go through all alerts from the newest on.
                let bound = after ?? Int.max
                let rows =
                    try account.map { account in
                        try Row.fetchAll(
                            db,
                            sql: "SELECT * FROM alert WHERE account = ? AND number < ? ORDER BY number DESC LIMIT ?",
                            arguments: [account, bound, limit])
                    }
                    ?? Row.fetchAll(
                        db, sql: "SELECT * FROM alert WHERE number < ? ORDER BY number DESC LIMIT ?",
                        arguments: [bound, limit])
                let items = try rows.map { try alertRow($0) }
                return Page(items: items, next: items.count == limit ? items.last?.number : nil)
            }
        }
    }
}

extension Store {
    /// What stands in lists about an alert.
    public struct AlertScore: Sendable {
        public var typology: String
        public var score: Int
    }

    /// Typology and score of the alerts after a number, in their order.
    public func alertScores(after number: Int, limit: Int) throws(StoreError) -> [AlertScore] {
        try StoreError.wording(path) {
            try pool.read { db in
                try Row.fetchAll(
                    db, sql: "SELECT typology, score FROM alert WHERE number > ? ORDER BY number LIMIT ?",
                    arguments: [number, limit]
                ).map { try AlertScore(typology: $0.value("typology"), score: $0.value("score")) }
            }
        }
    }

    /// The latest decisions that have rows: all but plain allows.
    public func latestDecisions(_ limit: Int) throws(StoreError) -> [DecisionRow] {
        try StoreError.wording(path) {
            try pool.read { db in
                try Row.fetchAll(
                    db, sql: "SELECT \(Self.decisionColumns) FROM decision ORDER BY sequence DESC LIMIT ?",
                    arguments: [limit]
                ).map { try decisionRow($0) }
            }
        }
    }

    /// The latest decisions that let a payment not simply pass, the newest first.
    /// - Parameter among: of so many of the latest that have rows, so that a quiet day costs no more than a busy one.
    public func latestRestrained(_ limit: Int, among latest: Int) throws(StoreError) -> [DecisionRow] {
        let sql = """
            SELECT \(Self.decisionColumns) FROM decision WHERE sequence IN
            (SELECT sequence FROM (SELECT sequence, outcome FROM decision ORDER BY sequence DESC LIMIT :all)
             WHERE outcome > 0 ORDER BY sequence DESC LIMIT :n)
            ORDER BY sequence DESC
            """
        return try StoreError.wording(path) {
            try pool.read { db in
                try Row.fetchAll(db, sql: sql, arguments: ["all": latest, "n": limit]).map { try decisionRow($0) }
            }
        }
    }
}

extension Store {
    /// Rows whose body names something, the newest first, and how many of those that were gone through do.
    public struct Naming<Item: Sendable>: Sendable {
        public var rows: [Item]
        public var count: Int
    }

    /// The latest decisions that name something as their bodies write it, such as a rule's code.
    /// - Parameter latest: so many of the latest that have rows are gone through, by the database itself.
    public func decisions(
        naming words: String, limit: Int, among latest: Int
    ) throws(StoreError) -> Naming<DecisionRow> {
        try named("decision", "sequence", Self.decisionColumns, words, limit, latest) { try decisionRow($0) }
    }

    /// The same of alerts.
    public func alerts(naming words: String, limit: Int, among latest: Int) throws(StoreError) -> Naming<AlertRow> {
        try named("alert", "number", "*", words, limit, latest) { try alertRow($0) }
    }

    private func named<Item: Sendable>(
        _ table: String, _ key: String, _ columns: String, _ words: String, _ limit: Int, _ latest: Int,
        _ read: @Sendable (Row) throws -> Item
    ) throws(StoreError) -> Naming<Item> {
        let named = """
            SELECT \(key) FROM (SELECT \(key), body FROM \(table) ORDER BY \(key) DESC LIMIT :all)
            WHERE instr(body, :words) > 0 ORDER BY \(key) DESC
            """
        let sql = "SELECT \(columns) FROM \(table) WHERE \(key) IN (\(named) LIMIT :n) ORDER BY \(key) DESC"
        let bytes = Data(words.utf8)
        return try StoreError.wording(path) {
            try pool.read { db -> Naming<Item> in
                let count = try Int.fetchOne(
                    db, sql: "SELECT COUNT(*) FROM (\(named))", arguments: ["all": latest, "words": bytes])
                let rows = try Row.fetchAll(db, sql: sql, arguments: ["all": latest, "words": bytes, "n": limit])
                return Naming(rows: try rows.map { try read($0) }, count: count ?? 0)
            }
        }
    }
}
