import WeirDetection
public import WeirDomain
public import WeirLists

/// A list that declines an account stops it: for good on two people's word, for a month on one's. One that declines a
/// device does so on two people's word; on one's it holds payments for a month, for whose account the device is, nobody
/// is told or could object.
extension Engine {
    /// Whose word a list is that has come, account by account. What is kept as it was keeps its word; whoever puts an
    /// account there, or has it declined harder or longer, gives theirs.
    func words(of arrived: ArrivedList) -> ListWords {
        guard book.decidesAsSeven, arrived.list.role == .decline else { return ListWords() }
        let (kept, before) = (arrived.authors.kept, outside.words(of: arrived.list.name))
        let (person, time) = (arrived.by, listTime(arrived.at))
        return ListWords(of: arrived.list.entries) { place, entry in
            if kept.indices.contains(place), kept[place] >= 0 { return before.word(at: Int(kept[place])) }
            // A file on the machine is nobody's here.
            guard !person.isEmpty, entry.kind == .account || book.decidesAsNine else { return nil }
            // What is to act from tomorrow on does so for as long.
            let start = max(time, max(arrived.list.from ?? time, entry.from ?? time))
            let since = outside.stops.since(entry.stopKey, by: person, at: time, from: start) { other in
                book.sameHand(as: person, among: [other], at: time) != nil
            }
            return ListWords.Word(by: person, since: since)
        }
    }

    /// When a list has come: by the clock where the engine is told of one, else by the payments.
    func listTime(_ time: Instant?) -> Instant {
        let known = max(now, book.clock)
        guard let time else { return known }
        return book.wall.milliseconds == .min && known.milliseconds != .min ? known : time
    }

    /// Remembers the words behind a list, and has their ends noted.
    mutating func keep(_ words: ListWords, of list: NamedList) {
        guard !words.isEmpty else { return }
        for (place, entry) in list.entries.enumerated() {
            guard let word = words.word(at: place), !word.isForGood, !word.isFreed else { continue }
            outside.note(stopped: entry.stopKey, by: word.by, since: word.since)
        }
        for end in Set(words.words.compactMap(\.end)).sorted() where end > book.clock {
            book.deadlines.add(end, .list, 0)
        }
    }

    /// Lists that declined for good before anybody asked for a second person do so for a month from here on.
    mutating func beginWords(at time: Instant) {
        for list in outside.lists where list.role == .decline {
            let words = ListWords(of: list.entries) { _, entry in
                guard entry.kind == .account, let person = outside.people(on: list, entry).last else { return nil }
                return ListWords.Word(by: person, since: time)
            }
            outside.set(words, of: list.name)
            keep(words, of: list)
        }
    }

    /// The same of lists of devices, of which nobody asked for two.
    mutating func beginDeviceWords(at time: Instant) {
        for list in outside.lists where list.role == .decline {
            let before = outside.words(of: list.name)
            let words = ListWords(of: list.entries) { place, entry in
                if entry.kind == .account { return before.word(at: place) }
                guard let person = outside.people(on: list, entry).last else { return nil }
                return ListWords.Word(by: person, since: time, isOfBefore: true)
            }
            outside.set(words, of: list.name)
            keep(words, of: list)
        }
    }

    /// How a hit acts at a time, and until when it does by itself: what has ended there is evidence still.
    func standing(_ hit: ListHit, at time: Instant) -> (hit: ListHit, end: Instant?) {
        guard hit.role == .decline, hit.entry.kind.needsTwo, let word = outside.word(behind: hit) else {
            return (hit, nil)
        }
        if let end = word.end, end <= time { return (hit.acting(as: .watch), end) }
        let holds = hit.entry.kind == .device && !word.isForGood && !word.isOfBefore
        return (holds ? hit.acting(as: .hold) : hit, word.end.map { saidEnd(of: hit, $0) })
    }

    /// When what one person's word stops ends: with the entry or its list where that is earlier. Under versions before
    /// it was said of the word alone.
    private func saidEnd(of hit: ListHit, _ end: Instant) -> Instant {
        guard book.decidesAsNine else { return end }
        return [hit.entry.until, outside.list(hit.list)?.until].compactMap(\.self).reduce(end) { min($0, $1) }
    }

    /// Calls somebody where lists have ceased to stop accounts, or to hold what devices pay.
    mutating func listsEnded(at time: Instant, _ effects: inout Effects) {
        for (list, entries) in outside.lists(endingAt: time) {
            let devices = entries.count { $0.kind == .device }
            var act = Act(
                "alarm.list_ended", at: time, by: Measure.weir, number: 0,
                facts: [("list", "\(list.name) \(list.version)"), ("accounts", "\(entries.count - devices)")])
            if devices > 0 { act.facts.append(("devices", "\(devices)")) }
            effects.acts.append(act)
        }
    }

    /// Calls somebody where a version of a list stops more accounts that are known here than may be stopped without a
    /// person: a mistake of one, or a grudge, would stop a platform.
    func alarmMany(_ arrived: ArrivedList, at time: Instant, _ effects: inout Effects) {
        let (list, kept) = (arrived.list, arrived.authors.kept)
        guard list.role >= .hold, kept.count == list.entries.count else { return }
        var count = 0
        for (entry, place) in zip(list.entries, kept) where entry.kind == .account && place < 0 {
            if entry.value.withBytes({ detector.accounts.find($0) }) != nil { count += 1 }
        }
        guard count > max(Limits.automaticPerHour, accountCount / Limits.automaticShare) else { return }
        effects.acts.append(
            Act(
                "alarm.many_listed", at: time, by: Measure.weir, number: 0,
                facts: [("list", "\(list.name) \(list.version)"), ("accounts", "\(count)")]))
    }

    // MARK: A second person's word

    /// Somebody else wants as well that a list decline its accounts and devices: it does so for good.
    mutating func signList(_ request: ActRequest, _ effects: inout Effects) throws(RefusedRequest) {
        try need(request.role, \.maySign, "sign lists")
        let name = request.extra
        guard let list = outside.list(name) else { throw RefusedRequest("there is no list '\(name)'") }
        try need(
            list.version == request.number, "list '\(name)' is at version \(list.version), not \(request.number)")
        try needVouched(request.by)
        for free in setFree(from: request.by) where list.place(of: .account, .exact, free.account) != nil {
            throw RefusedRequest("list '\(name)' stops the account \(free.account): \(free.why)")
        }
        let before = outside.words(of: name)
        var objection: String?
        var signed = 0
        for word in before.words where !word.isForGood && !word.isFreed {
            if let why = self.objection(toSigning: word, by: request.by, at: request.at) {
                objection = objection ?? why
            } else {
                signed += 1
            }
        }
        guard signed > 0 else {
            throw RefusedRequest(objection ?? "list '\(name)' has nothing that waits for a second person's word")
        }
        let after = before.changed { word in
            guard !word.isForGood, !word.isFreed, self.objection(toSigning: word, by: request.by, at: request.at) == nil
            else {
                return word
            }
            var word = word
            // Whoever has gone is not one of the two: the word is from now on that of whoever signs.
            if book.hasLost(word.by) {
                (word.by, word.since, word.isOfBefore) = (request.by, request.at, false)
            } else {
                word.signedBy = request.by
            }
            return word
        }
        outside.set(after, of: name)
        keep(after, of: list)
        effects.acts.append(
            Act(
                "list.signed", at: request.at, by: request.by, role: request.role, number: 0,
                facts: [("list", name), ("version", "\(list.version)")], text: request.text))
        let reason = "list '\(name)' was signed by a second person"
        followLists(Actor(by: request.by, role: request.role, at: request.at, reason: reason), &effects)
    }

    /// Why somebody is not the second person behind a word; `nil` where they are.
    private func objection(toSigning word: ListWords.Word, by person: String, at time: Instant) -> String? {
        if word.by == person { return "\(person) has given the word already: it needs somebody else" }
        if let waits = waitsForSecond(word.by) { return waits }
        guard let other = book.sameHand(as: person, among: [word.by], at: time) else { return nil }
        return "\(person) and \(other.name), whose word it is, are one hand: \(other.why). It needs somebody else"
    }

    // MARK: For showing

    /// How an entry of a list stands that stops accounts: who stands behind it, when it ends by itself, and whether two
    /// people have signed it.
    public func standing(of entry: ListEntry, on list: NamedList) -> ListStanding {
        let (people, word) = (outside.people(on: list, entry), outside.word(on: list, entry))
        return ListStanding(
            people: people, ends: word?.end, signedBy: word?.signedBy ?? "", isFreed: word?.isFreed ?? false)
    }

    /// Accounts and devices of a list that wait for a second person's word: what somebody signs who signs it.
    public func unsigned(on list: NamedList, limit: Int = .max) -> [ListEntry] {
        let words = outside.words(of: list.name)
        if words.isEmpty { return [] }
        var found: [ListEntry] = []
        for (place, entry) in list.entries.enumerated() where found.count < limit {
            if let word = words.word(at: place), !word.isForGood, !word.isFreed { found.append(entry) }
        }
        return found
    }

    /// How many accounts and devices of a list wait for a second person's word, and when the first of them ends by
    /// itself.
    public func waiting(on list: NamedList) -> ListWaiting? {
        let words = outside.words(of: list.name)
        if words.isEmpty { return nil }
        var (accounts, devices): (Int, Int) = (0, 0)
        var first: Instant?
        for (place, entry) in list.entries.enumerated() {
            guard let word = words.word(at: place), !word.isFreed, let end = word.end else { continue }
            if entry.kind == .device { devices += 1 } else { accounts += 1 }
            first = min(first ?? end, end)
        }
        return first.map { ListWaiting(accounts: accounts, devices: devices, ends: $0) }
    }
}

/// What of a list goes by one person's word.
public struct ListWaiting: Sendable, Hashable {
    public var accounts: Int
    public var devices: Int
    /// When the first of them ends by itself.
    public var ends: Instant
}

/// How an entry of a list stands.
public struct ListStanding: Sendable, Hashable {
    /// Who put it there, or made it act harder or longer; of lists that stop nobody it is not known.
    public var people: [String] = []
    /// When it ceases to stop the account by itself.
    public var ends: Instant?
    /// The second person, who has it stop the account for good; empty for nobody.
    public var signedBy = ""
    /// An appeal has set the account free of it.
    public var isFreed = false
}
