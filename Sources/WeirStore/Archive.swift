import GRDB
import Synchronization
import WeirDomain

/// Where decisions without a row come from: the journal, found by the index.
public struct Archive: Sendable {
    public let index: PaymentIndex
    /// The payment record of a sequence; nothing for an input that is none.
    let record: @Sendable (UInt64) throws -> [UInt8]?
    /// The bytes that a plain allow was answered with, under the name of the rules of that time.
    let plain: @Sendable (_ record: [UInt8], _ rulesVersion: String) -> [UInt8]

    public init(
        _ index: PaymentIndex, record: @escaping @Sendable (UInt64) throws -> [UInt8]?,
        plain: @escaping @Sendable (_ record: [UInt8], _ rulesVersion: String) -> [UInt8]
    ) {
        self.index = index
        self.record = record
        self.plain = plain
    }
}

extension Store {
    /// From now on payments that have no row are looked for here.
    public func attach(_ archive: Archive) {
        self.archive.withLock { $0 = archive }
    }

    /// Decisions that are plain allows say from here on that these rules made them.
    public func notePlainVersion(_ version: String, from first: UInt64) throws(StoreError) {
        let isKnown = versions.withLock { versions in
            versions.last { $0.first <= first }?.version == version && versions.last.map { $0.first <= first } == true
        }
        guard !isKnown else { return }
        try StoreError.wording(path) {
            try pool.write { db in
                try db.execute(sql: "DELETE FROM plain_version WHERE first >= ?", arguments: [Int64(first)])
                try db.execute(
                    sql: "INSERT OR REPLACE INTO plain_version (first, version, crc) VALUES (?, ?, ?)",
                    arguments: [Int64(first), version, Self.versionSum(first, version)])
            }
        }
        versions.withLock { versions in
            versions.removeAll { $0.first >= first }
            versions.append((first, version))
        }
    }

    static func versionSum(_ first: UInt64, _ version: String) -> Int64 {
        var sum = RowSum()
        sum.take(Int64(bitPattern: first))
        sum.take(version)
        return sum.value
    }

    /// The body of a plain allow; nothing where the journal has no payment under the number.
    func plainBody(_ sequence: UInt64, _ archive: Archive) throws -> [UInt8]? {
        guard let record = try archive.record(sequence) else { return nil }
        let version = versions.withLock { $0.last { $0.first <= sequence }?.version } ?? ""
        return archive.plain(record, version)
    }

    /// The sequence under which a payment was decided; nothing where it was not.
    func sequence(of paymentID: String, _ archive: Archive) throws -> IndexEntry? {
        let id = Array(paymentID.utf8)
        for entry in try archive.index.payments(id.span.bytes) {
            guard let record = try archive.record(entry.sequence) else { continue }
            if PaymentView(record.span.bytes).id.equals(id.span.bytes) { return entry }
        }
        return nil
    }
}
