import WeirDomain

/// Who has handed rule sets in, by the sets' content: a set that is handed in again, byte for byte, is of all who did.
/// Whoever wrote it could otherwise sign it once somebody else has sent it a second time.
struct RuleAuthors {
    /// Sets that are remembered, the latest last, and people of each.
    static let most = 256

    private var versions: [String] = []
    private var names: [[String]] = []

    /// In the order in which they came.
    func of(_ version: String) -> [String] { versions.firstIndex(of: version).map { names[$0] } ?? [] }

    mutating func note(_ name: String, _ version: String) {
        var known = of(version)
        if let place = versions.firstIndex(of: version) {
            versions.remove(at: place)
            names.remove(at: place)
        }
        if !known.contains(name), known.count < Self.most { known.append(name) }
        versions.append(version)
        names.append(known)
        guard versions.count > Self.most else { return }
        versions.removeFirst()
        names.removeFirst()
    }

    func save(to writer: borrowing StateWriter) {
        writer.write(texts: versions)
        for some in names { writer.write(texts: some) }
    }

    mutating func load(from reader: borrowing StateReader) throws {
        versions = try reader.readTexts()
        names = []
        for _ in versions { names.append(try reader.readTexts()) }
    }
}
