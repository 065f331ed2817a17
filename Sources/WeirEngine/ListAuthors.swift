import WeirDetection
import WeirDomain
import WeirLists

/// Who stands behind each entry of a list that holds or declines, by the entry's place.
///
/// An entry is of whoever put it there first: a later version that keeps it keeps whose it is, and whoever hands that
/// in has not put everything on it. Who makes an entry act harder, or longer, stands behind it besides. Lists that hold
/// nothing take nothing from anybody, and are nobody's.
struct ListAuthors {
    /// Different people, each set once; the first is nobody.
    private var groups: [[String]] = [[]]
    /// Which of them each entry has, in the order of the list's entries.
    private var places: [Int32] = []
    /// Where each entry stood in the version before, if it acts no harder and no longer than there; -1 for what
    /// somebody stands behind anew. Only of a list that has just arrived, and of one that allows as well.
    private(set) var kept: [Int32] = []

    init() {}

    /// - Parameters:
    ///   - person: who hands the list in; empty for nobody.
    ///   - old: the version before, where there is one.
    init(of list: NamedList, by person: String, after old: (list: NamedList, authors: ListAuthors)?) {
        let isOfPeople = list.role >= .hold
        guard isOfPeople || list.role == .allow else { return }
        let own = person.isEmpty ? [] : [person]
        var numbers: [[String]: Int32] = [[]: 0]
        var place = 0
        places.reserveCapacity(list.entries.count)
        kept.reserveCapacity(list.entries.count)
        for entry in list.entries {
            var people = own
            var stood: Int32 = -1
            if let old, isOfPeople ? old.list.role >= .hold : old.list.role == .allow {
                let known = old.list.entries
                // Both are in the order of their keys; a key is a text to be made, and most entries stay.
                while place < known.count, !Self.isSame(known[place], entry), known[place].key < entry.key {
                    place += 1
                }
                if place < known.count, Self.isSame(known[place], entry) {
                    let before = old.authors.people(at: place)
                    let isHarder =
                        list.role > old.list.role || Self.lasts(entry, in: list, beyond: known[place], in: old.list)
                    people = isHarder ? before + own.filter { !before.contains($0) } : before
                    if !isHarder { stood = Int32(place) }
                    place += 1
                }
            }
            kept.append(stood)
            guard isOfPeople else { continue }
            if let number = numbers[people] {
                places.append(number)
            } else {
                numbers[people] = Int32(groups.count)
                places.append(Int32(groups.count))
                groups.append(people)
            }
        }
    }

    private static func isSame(_ a: ListEntry, _ b: ListEntry) -> Bool {
        a.kind == b.kind && a.match == b.match && a.value == b.value
    }

    /// Whether an entry acts at a time at which it did not before.
    static func lasts(
        _ entry: ListEntry, in list: NamedList, beyond old: ListEntry, in before: NamedList
    ) -> Bool {
        func begin(_ entry: ListEntry, _ list: NamedList) -> Int64 {
            max(entry.from?.milliseconds ?? .min, list.from?.milliseconds ?? .min)
        }
        func end(_ entry: ListEntry, _ list: NamedList) -> Int64 {
            min(entry.until?.milliseconds ?? .max, list.until?.milliseconds ?? .max)
        }
        return begin(entry, list) < begin(old, before) || end(entry, list) > end(old, before)
    }

    /// Who stands behind the entry at a place.
    func people(at place: Int) -> [String] {
        places.indices.contains(place) ? groups[Int(places[place])] : []
    }

    // MARK: Snapshots

    func save(to writer: borrowing StateWriter) {
        writer.write(groups.count)
        for people in groups { writer.write(texts: people) }
        writer.write(places)
    }

    init(from reader: borrowing StateReader) throws {
        groups = []
        for _ in 0..<(try reader.count()) { groups.append(try reader.readTexts()) }
        places = try reader.readArray()
        guard places.allSatisfy({ groups.indices.contains(Int($0)) }) else {
            throw StateReader.Flaw("holds strange people behind a list")
        }
    }

    func hash(into hasher: inout StateHasher) {
        for people in groups { for person in people { hasher.take(person) } }
        for place in places { hasher.take(place) }
    }
}

/// A list that has come whole and does not act yet.
struct ArrivedList {
    var list: NamedList
    /// Who hands it in; empty for nobody.
    var by: String
    /// When, where the journal says so.
    var at: Instant?
    var authors: ListAuthors
    var words = ListWords()
}
