/// A page of the register: entries of one kind or of all, newest first. It costs the same however many there are, and
/// however far apart.
public struct EntryPage: Sendable {
    /// The entries' numbers.
    public private(set) var places: [Int] = []
    /// Entries of this kind that are newer than these.
    public private(set) var newer = 0
    /// All entries of this kind.
    public private(set) var total = 0
    /// Where the next older page begins; `nil` where there is none.
    public private(set) var older: Int?
    /// Where the page before begins; `nil` where that is the newest.
    public private(set) var back: Int?

    init(_ file: EntryFile, _ kind: EntryKind?, before: Int?, limit: Int) throws(RegisterError) {
        let end = min(max(0, before ?? file.count), file.count)
        total = try file.count(of: kind, before: file.count)
        let upTo = try file.count(of: kind, before: end)
        newer = total - upTo
        var number = upTo
        while number > max(0, upTo - limit) {
            number -= 1
            places.append(try file.place(of: kind, number: number))
        }
        if number > 0 { older = places.last }
        if newer > limit { back = try file.place(of: kind, number: upTo + limit - 1) + 1 }
    }
}

extension EntryFile {
    /// How many entries of a kind stand before an entry.
    fileprivate func count(of kind: EntryKind?, before place: Int) throws(RegisterError) -> Int {
        guard let kind else { return place }
        return try index().upTo(place)[kind]
    }

    /// Where the entry stands that has so many of its kind before it.
    fileprivate func place(of kind: EntryKind?, number: Int) throws(RegisterError) -> Int {
        guard let kind else { return number }
        return try index().place(of: kind, number: number)
    }

    private func index() throws(RegisterError) -> KindFile {
        guard let kinds else {
            throw RegisterError(.system, path, "has no counts of kinds: they are made at the next start")
        }
        return kinds
    }
}
