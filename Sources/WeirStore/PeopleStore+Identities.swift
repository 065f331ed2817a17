import GRDB

/// Under which name somebody has come in whom a provider vouches for. It outlasts their way in: whoever comes back is
/// who they were, whatever they are called there by then.
public struct ProviderIdentity: Sendable, Hashable {
    /// Provider and subject.
    public var subject: String
    public var name: String
    /// The digest of their mail address, where the provider has made sure of it; empty otherwise.
    public var address: String

    public init(subject: String, name: String, address: String = "") {
        self.subject = subject
        self.name = name
        self.address = address
    }

    var sum: Int64 {
        var sum = RowSum()
        for text in [subject, name, address] { sum.take(text) }
        return sum.value
    }
}

extension PeopleStore {
    /// Who has come in as this subject.
    public func identity(subject: String) throws(StoreError) -> ProviderIdentity? {
        try identities("subject = ?", subject).first
    }

    /// Who has come in with this address.
    public func identity(address: String) throws(StoreError) -> ProviderIdentity? {
        guard !address.isEmpty else { return nil }
        return try identities("address = ?", address).first
    }

    /// All subjects that have come in under a name.
    public func identities(name: String) throws(StoreError) -> [ProviderIdentity] {
        try identities("name = ?", name)
    }

    private func identities(_ condition: String, _ value: String) throws(StoreError) -> [ProviderIdentity] {
        try StoreError.wording(path) {
            try queue.read { db in
                try Row.fetchAll(
                    db, sql: "SELECT * FROM identity WHERE \(condition) ORDER BY subject", arguments: [value]
                ).map { row in
                    let found = try ProviderIdentity(
                        subject: row.value("subject"), name: row.value("name"), address: row.value("address"))
                    let sum: Int64 = try row.value("crc")
                    guard sum == found.sum else {
                        throw StoreError(
                            code: .corrupt, path: path,
                            reason: "the row of '\(found.name)' is damaged: nobody signs in with it")
                    }
                    return found
                }
            }
        }
    }

    /// Notes as whom a subject has come in. An address that the provider says no more is still theirs.
    public func note(_ identity: ProviderIdentity) throws(StoreError) {
        let known = try self.identity(subject: identity.subject)
        var new = identity
        if new.address.isEmpty { new.address = known?.address ?? "" }
        guard new != known else { return }
        let row = new
        try StoreError.wording(path) { try queue.write { try Self.put(row, $0) } }
    }

    static func put(_ identity: ProviderIdentity, _ db: Database) throws {
        try db.execute(
            sql: "INSERT OR REPLACE INTO identity VALUES (?,?,?,?)",
            arguments: [identity.subject, identity.name, identity.address, identity.sum])
    }
}
