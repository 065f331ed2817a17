import WeirDetection
public import WeirDomain
public import WeirLists

/// A list that declines an account stops it: for good on two people's word, for a month on one's, and so it is with
/// sites and addresses of coins, which may be one account's alone. One that declines a device does so on two people's
/// word; on one's it holds payments for a month, for whose account the device is, nobody is told or could object. One
/// that allows shields accounts, devices, sites and addresses on two people's word, and on one's not at all.
extension Engine {
    /// Whose word a list is that has come, account by account. What is kept as it was keeps its word; whoever puts an
    /// account there, or has it declined harder or longer, gives theirs.
    func words(of arrived: ArrivedList) -> ListWords {
        let role = arrived.list.role
        guard book.decidesAsSeven, role == .decline || role == .allow else { return ListWords() }
        let (kept, before) = (arrived.authors.kept, outside.words(of: arrived.list.name))
        let (person, time) = (arrived.by, listTime(arrived.at))
        return ListWords(of: arrived.list.entries) { place, entry in
            if kept.indices.contains(place), kept[place] >= 0 { return before.word(at: Int(kept[place])) }
            // A file on the machine is nobody's here.
            guard !person.isEmpty, needsTwo(entry.kind, role) else { return nil }
            // What shields nobody needs no end.
            if role == .allow { return ListWords.Word(by: person, since: Instant(milliseconds: .min)) }
            // What is to act from tomorrow on does so for as long.
            let start = max(time, max(arrived.list.from ?? time, entry.from ?? time))
            let since = outside.stops.since(entry.stopKey, by: person, at: time, from: start) { other in
                book.sameHand(as: person, among: [other], at: time) != nil
            }
            return ListWords.Word(by: person, since: since)
        }
    }

    /// Whether what a list does about things of a kind for good is two people's word.
    private func needsTwo(_ kind: ListKind, _ role: ListRole) -> Bool {
        switch (role, kind) {
        case (.decline, .account): true
        case (.decline, .device): book.decidesAsNine
        case (.decline, .domain), (.decline, .wallet), (.allow, .account), (.allow, .device): book.decidesAsTen
        case (.allow, .domain), (.allow, .wallet): book.decidesAsFourteen
        default: false
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
        for (place, entry) in list.entries.enumerated() where list.role == .decline {
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
                guard entry.kind == .device, let person = outside.people(on: list, entry).last else { return nil }
                return ListWords.Word(by: person, since: time, isOfBefore: true)
            }
            outside.set(words, of: list.name)
            keep(words, of: list)
        }
    }

    /// The same of lists of sites and addresses of coins; and what lists that allow have shielded on one person's word
    /// is shielded for as long: accounts and devices, and later sites and addresses as well.
    mutating func beginOtherWords(at time: Instant, of roles: [ListRole] = [.decline, .allow]) {
        for list in outside.lists where roles.contains(list.role) {
            let before = outside.words(of: list.name)
            let keeper = outside.handedInBy[list.name]
            let words = ListWords(of: list.entries) { place, entry in
                if let known = before.word(at: place) { return known }
                let isNew = list.role == .allow || entry.kind == .domain || entry.kind == .wallet
                let people = list.role == .allow ? keeper : outside.people(on: list, entry).last
                guard isNew, needsTwo(entry.kind, list.role), let people else { return nil }
                return ListWords.Word(by: people, since: time, isOfBefore: true)
            }
            outside.set(words, of: list.name)
            keep(words, of: list)
        }
    }

    /// How a hit acts at a time, and until when it does by itself: what has ended there is evidence still.
    func standing(_ hit: ListHit, at time: Instant) -> (hit: ListHit, end: Instant?) {
        guard hit.role == .decline, let word = outside.word(behind: hit) else { return (hit, nil) }
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

    /// Calls somebody where lists have ceased to stop accounts, to hold what devices pay, or to shield.
    mutating func listsEnded(at time: Instant, _ effects: inout Effects) {
        for (list, entries) in outside.lists(endingAt: time) {
            if list.role == .allow { endShields(of: list, at: time) }
            let accounts = entries.count { $0.kind == .account }
            var act = Act(
                "alarm.list_ended", at: time, by: Measure.weir, number: 0,
                facts: [("list", "\(list.name) \(list.version)"), ("accounts", "\(accounts)")])
            for (name, kind) in [("devices", ListKind.device), ("sites", .domain), ("addresses", .wallet)] {
                let count = entries.count { $0.kind == kind }
                if count > 0 { act.facts.append((name, "\(count)")) }
            }
            if list.role == .allow { act.facts.append(("list_role", list.role.name)) }
            effects.acts.append(act)
        }
    }

    /// What one person's word has shielded waits for a second one from now on.
    private mutating func endShields(of list: NamedList, at time: Instant) {
        let words = outside.words(of: list.name).changed { word in
            guard word.isOfBefore, let end = word.end, end <= time else { return word }
            return ListWords.Word(by: word.by, since: Instant(milliseconds: .min))
        }
        outside.set(words, of: list.name)
        outside.reindex()
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

    /// Somebody else wants as well that a list decline what is on it, or shield it: it does so for good.
    mutating func signList(_ request: ActRequest, _ effects: inout Effects) throws(RefusedRequest) {
        try need(request.role, \.maySign, "sign lists")
        let name = request.extra
        guard let list = outside.list(name) else { throw RefusedRequest("there is no list '\(name)'") }
        try need(
            list.version == request.number, "list '\(name)' is at version \(list.version), not \(request.number)")
        try needVouched(request.by)
        for free in setFree(from: request.by)
        where list.role != .allow && list.place(of: .account, .exact, free.account) != nil {
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
            if list.role == .allow, book.hasLost(word.by) {
                word.by = request.by
            } else if book.hasLost(word.by) {
                (word.by, word.since, word.isOfBefore) = (request.by, request.at, false)
            } else {
                word.signedBy = request.by
            }
            return word
        }
        outside.set(after, of: name)
        keep(after, of: list)
        var act = Act(
            "list.signed", at: request.at, by: request.by, role: request.role, number: 0,
            facts: [("list", name), ("version", "\(list.version)")], text: request.text)
        if list.role == .allow {
            outside.reindex()
            act.facts.append(("list_role", list.role.name))
        }
        effects.acts.append(act)
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

    /// How an entry of a list stands that stops or shields: who stands behind it, when it ends by itself, and whether
    /// two people have signed it.
    public func standing(of entry: ListEntry, on list: NamedList) -> ListStanding {
        let (people, word) = (outside.people(on: list, entry), outside.word(on: list, entry))
        // Nobody is asked about what lists that allow do; whose word it is stands there all the same.
        let own = people.isEmpty && list.role == .allow ? word.map { [$0.by] } ?? [] : people
        return ListStanding(
            people: own, ends: word?.end, signedBy: word?.signedBy ?? "", isFreed: word?.isFreed ?? false,
            waits: list.role == .allow && word.map { !$0.shields } ?? false)
    }

    /// What of a list waits for a second person's word: what somebody signs who signs it.
    public func unsigned(on list: NamedList, limit: Int = .max) -> [ListEntry] {
        let words = outside.words(of: list.name)
        if words.isEmpty { return [] }
        var found: [ListEntry] = []
        for (place, entry) in list.entries.enumerated() where found.count < limit {
            if let word = words.word(at: place), !word.isForGood, !word.isFreed { found.append(entry) }
        }
        return found
    }

    /// How much of a list waits for a second person's word, and when the first of it ends by itself.
    public func waiting(on list: NamedList) -> ListWaiting? {
        let words = outside.words(of: list.name)
        if words.isEmpty { return nil }
        var waiting = ListWaiting()
        for (place, entry) in list.entries.enumerated() {
            guard let word = words.word(at: place), !word.isFreed, !word.isForGood,
                word.end != nil || list.role == .allow
            else { continue }
            waiting.add(entry.kind)
            if let end = word.end { waiting.ends = min(waiting.ends ?? end, end) }
        }
        return waiting.isEmpty ? nil : waiting
    }

    /// Lists of which something that acts, or is to shield, waits for a second person's word: those that one person's
    /// word has stopped by themselves wait for nobody.
    public var listsWaiting: [NamedList] {
        let time = max(now, book.clock)
        return outside.lists.filter { list in
            outside.words(of: list.name).words.contains { Self.waits($0, on: list, at: time) }
        }
    }

    /// How many of them somebody may sign.
    public func listsToSign(by person: String) -> Int {
        guard waitsForSecond(person) == nil else { return 0 }
        let time = max(now, book.clock)
        return outside.lists.count { list in
            outside.words(of: list.name).words.contains { word in
                Self.waits(word, on: list, at: time) && objection(toSigning: word, by: person, at: time) == nil
            }
        }
    }

    private static func waits(_ word: ListWords.Word, on list: NamedList, at time: Instant) -> Bool {
        guard !word.isForGood, !word.isFreed else { return false }
        return word.end.map { $0 > time } ?? (list.role == .allow)
    }

    /// The lists that allow, with what they shield: without what waits for a second person's word.
    public var shields: [NamedList] { outside.shields }
}

/// What of a list goes by one person's word.
public struct ListWaiting: Sendable, Hashable {
    public private(set) var accounts = 0
    public private(set) var devices = 0
    public private(set) var sites = 0
    /// Of coins.
    public private(set) var addresses = 0
    /// When the first of them ends by itself; `nil` where they do not act before a second person has signed.
    public internal(set) var ends: Instant?

    init() {}

    var isEmpty: Bool { accounts + devices + sites + addresses == 0 }

    mutating func add(_ kind: ListKind) {
        switch kind {
        case .account: accounts += 1
        case .device: devices += 1
        case .domain: sites += 1
        case .wallet: addresses += 1
        case .platform: break
        }
    }
}

/// How an entry of a list stands.
public struct ListStanding: Sendable, Hashable {
    /// Who put it there, or made it act harder or longer; of lists that stop and shield nobody it is not known.
    public var people: [String] = []
    /// When it ceases to act by itself.
    public var ends: Instant?
    /// The second person, who has it act for good; empty for nobody.
    public var signedBy = ""
    /// An appeal has set the account free of it.
    public var isFreed = false
    /// Of a list that allows: it shields nothing before a second person has signed.
    public var waits = false
}
