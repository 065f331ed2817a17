import GRDB
internal import Synchronization
import WeirDomain

extension Store {
    /// One payment by its id, with what was decided; `nil` where none was.
    public func payment(id: String) throws(StoreError) -> AccountPayment? {
        try StoreError.wording(path) {
            let sql = "SELECT \(Self.decisionColumns) FROM decision WHERE payment_id = ?"
            let row = try pool.read { db in
                try Row.fetchOne(db, sql: sql, arguments: [id]).map { try decisionRow($0) }
            }
            if let row {
                return AccountPayment(
                    sequence: row.sequence, outcome: row.outcome, score: row.score, payment: row.payment)
            }
            guard let archive = archive.withLock({ $0 }), let entry = try sequence(of: id, archive),
                let record = try archive.record(entry.sequence)
            else { return nil }
            // Its row must be there: a plain allow in its place would be a wrong answer.
            guard !entry.hasRow else { throw damaged("decision", Int64(entry.sequence)) }
            return AccountPayment(sequence: entry.sequence, outcome: .allow, score: 0, payment: record)
        }
    }
}
