import WeirDetection
import WeirDomain
import WeirLists

/// Whose word it is that a list declines an account, since when, and whether it does so for good; and that a list
/// shields one.
///
/// To decline all that an account pays and gets is to stop it. What stops an account for good needs two people; one
/// person's word ends by itself. A device is somebody's as well, who is not told of it: on one person's word it holds
/// payments and stops none. A site or a coin's address may be one account's alone: it goes as an account does. What a
/// list shields from all others is shielded on two people's word, and on one's not at all.
struct ListWords {
    struct Word: Hashable {
        /// Who made it act as hard, and as long, as it does.
        var by: String
        /// The least number where the engine knows of no time.
        var since: Instant
        /// Somebody else who has signed it; empty for nobody.
        var signedBy = ""
        /// It acts until the word ends, as all did before a second person was asked for: a device's declines, and an
        /// entry of a list that allows shields.
        var isOfBefore = false

        var isForGood: Bool { !signedBy.isEmpty }

        /// An appeal has set the account free: the entry stops it no more, and nobody signs it.
        var isFreed: Bool { since.milliseconds == 0 }

        /// Of a list that allows: whether it shields anything.
        var shields: Bool { isForGood || isOfBefore }

        /// When it ends by itself; `nil` where it does not.
        var end: Instant? {
            isForGood || since.milliseconds == .min ? nil : since.advanced(bySeconds: Limits.interimSeconds)
        }
    }

    /// Different words, each once.
    private(set) var words: [Word] = []
    /// Which of them each entry goes by, in the order of the list's entries; -1 for what goes by nobody's.
    private var places: [Int32] = []

    init() {}

    /// - Parameters:
    ///   - entries: those of a list that declines, or allows.
    ///   - word: by an entry's place; `nil` for what goes by nobody's.
    init(of entries: [ListEntry], _ word: (Int, ListEntry) -> Word?) {
        var numbers: [Word: Int32] = [:]
        places.reserveCapacity(entries.count)
        for (place, entry) in entries.enumerated() {
            guard let found = word(place, entry) else {
                places.append(-1)
                continue
            }
            let number = numbers[found] ?? Int32(words.count)
            if numbers.updateValue(number, forKey: found) == nil { words.append(found) }
            places.append(number)
        }
        if words.isEmpty { places = [] }
    }

    var isEmpty: Bool { words.isEmpty }

    /// The word that the entry at a place goes by.
    func word(at place: Int) -> Word? {
        guard places.indices.contains(place), places[place] >= 0 else { return nil }
        return words[Int(places[place])]
    }

    /// The places of entries whose words end by themselves at a time.
    func places(endingAt time: Instant) -> [Int] {
        let ending = Set(words.indices.filter { words[$0].end == time }.map { Int32($0) })
        return ending.isEmpty ? [] : places.indices.filter { ending.contains(places[$0]) }
    }

    /// The same with other words; places stay.
    func changed(_ change: (Word) -> Word) -> ListWords {
        var changed = self
        changed.words = words.map(change)
        return changed
    }

    // MARK: Snapshots

    func save(to writer: borrowing StateWriter) {
        writer.write(texts: words.map(\.by))
        writer.write(texts: words.map(\.signedBy))
        writer.write(words.map { $0.isOfBefore ? 1 : 0 as UInt8 })
        writer.write(words.map(\.since.milliseconds))
        writer.write(places)
    }

    init(from reader: borrowing StateReader) throws {
        let (names, signers) = (try reader.readTexts(), try reader.readTexts())
        let marks: [UInt8] = try reader.readArray()
        let times: [Int64] = try reader.readArray()
        places = try reader.readArray()
        guard times.count == names.count, signers.count == names.count, marks.count == names.count,
            places.allSatisfy({ $0 == -1 || names.indices.contains(Int($0)) })
        else { throw StateReader.Flaw("holds strange words behind a list") }
        words = names.indices.map {
            Word(
                by: names[$0], since: Instant(milliseconds: times[$0]), signedBy: signers[$0],
                isOfBefore: marks[$0] != 0)
        }
    }

    func hash(into hasher: inout StateHasher) {
        for word in words {
            hasher.take(word.by)
            hasher.take(word.since.milliseconds)
            hasher.take(word.signedBy)
            // Came later: what journals from before make is what it was.
            if word.isOfBefore { hasher.take(1) }
        }
        for place in places { hasher.take(place) }
    }
}

extension ListEntry {
    /// What a word about it is remembered by: no account is called like a device.
    var stopKey: String { kind == .account ? value : "\(kind.name)\u{0}\(value)" }
}

/// Since when people have had accounts stopped by lists on their word alone. It outlasts the entry: taken off and put
/// on again, or on another list, it is the same word.
struct StopWords {
    private struct Stop: Hashable {
        var by: String
        var since: Instant
    }

    /// By what is equal in Unicode, as lists are looked up. Looked up by key only; written in order.
    private var stops: [String: [Stop]] = [:]

    /// Since when somebody's word stops an account, if it does so from a time on: since one of theirs, or of a hand of
    /// theirs, that is not half a year old.
    /// - Parameters:
    ///   - time: when the word is given.
    ///   - start: from when on it stops the account.
    func since(
        _ account: String, by person: String, at time: Instant, from start: Instant, isOneHand: (String) -> Bool
    ) -> Instant {
        let own = (stops[account] ?? []).filter { stop in
            stop.since.advanced(bySeconds: Limits.listPauseSeconds) > time && (stop.by == person || isOneHand(stop.by))
        }
        // One that is to begin later does not make one that begins now last until then.
        return min(own.map(\.since).min() ?? start, start)
    }

    mutating func note(_ account: String, by person: String, since time: Instant) {
        guard time.milliseconds != .min else { return }
        var known = (stops[account] ?? []).filter { $0.by != person }
        known.append(Stop(by: person, since: time))
        stops[account] = known
    }

    // MARK: Snapshots

    private var inOrder: [(account: String, stops: [Stop])] {
        stops.map { ($0.key, $0.value) }.sorted { $0.account.utf8.lexicographicallyPrecedes($1.account.utf8) }
    }

    func save(to writer: borrowing StateWriter) {
        let all = inOrder
        writer.write(texts: all.map(\.account))
        for (_, stops) in all {
            writer.write(texts: stops.map(\.by))
            writer.write(stops.map(\.since.milliseconds))
        }
    }

    init() {}

    init(from reader: borrowing StateReader) throws {
        for account in try reader.readTexts() {
            let (names, times) = (try reader.readTexts(), try reader.readArray(Int64.self))
            guard names.count == times.count else { throw StateReader.Flaw("holds strange words about an account") }
            stops[account] = zip(names, times).map { Stop(by: $0, since: Instant(milliseconds: $1)) }
        }
    }

    func hash(into hasher: inout StateHasher) {
        for (account, stops) in inOrder {
            hasher.take(account)
            for stop in stops {
                hasher.take(stop.by)
                hasher.take(stop.since.milliseconds)
            }
        }
    }
}
