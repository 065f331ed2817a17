import WeirDetection
import WeirDomain

/// Everything that people, the rail and the clock act upon: measures, cases, notices, appeals.
struct ActBook {
    /// The latest time that an act or a payment that led to one has brought.
    var clock = Instant(milliseconds: .min)
    /// The latest time that was read off a clock; `.min` where the engine is told of none.
    var wall = Instant(milliseconds: .min)
    /// Who has which role, `nil` for whoever has lost it. Looked up by key only.
    private var roles: [String: Role?] = [:]
    private(set) var hands = Hands()
    /// Who took the way in of somebody away who has none now. Looked up by key only.
    private(set) var removedBy: [String: String] = [:]
    /// Versions of the program that have decided, the latest last.
    var versions: [DecidingVersion] = [] {
        didSet { followVersion() }
    }
    /// Since when people may sign: what they signed before, in an earlier time of theirs, does not count again.
    private var since: [String: Instant] = [:]
    var measures = MeasureBook()
    var cases = CaseBook()
    private(set) var notices: [Notice] = []
    /// Numbers of those that should have reached their holders and have not: pages and `/metrics` ask often.
    private(set) var unread: Set<Int> = []
    var appeals: [Appeal] = []
    var deadlines = Deadlines()
    /// Accounts that were restricted wrongly once.
    private(set) var reversed: Set<ExactText> = []
    /// What appeals have found wrong of accounts, a kind in one of them. Looked up by key only.
    private var judged: [ExactText: [Judgement]] = [:]
    /// See `Versions.swift`.
    var decidesAsEight = true
    var decidesAsNine = true
    var decidesAsTen = true
    var decidesAsEleven = true
    var decidesAsTwelve = true
    var decidesAsThirteen = true
    var decidesAsFourteen = true
    var ruleStops = RuleStops()

    /// Everybody who has a role now.
    var people: [String: Role] { roles.compactMapValues(\.self) }

    /// Everybody who has a role or had one, in order.
    var everybody: [String] { roles.keys.sorted() }

    /// The role that somebody has now, `.some(nil)` for one who has lost it; `nil` for one never heard of.
    func standing(of person: String) -> Role?? { roles[person] }

    /// - Parameter isAnother: whether it is somebody else, as far as is known, than who had the name before.
    mutating func set(
        _ role: Role?, of person: String, by giver: String = Measure.weir, at time: Instant? = nil,
        isAnother: Bool = false
    ) {
        let might = maySign(person)
        roles.updateValue(role, forKey: person)
        removedBy[person] = role == nil ? giver : nil
        guard let time else { return }
        hands.note(role, of: person, by: giver, at: time, isAsked: asksForSecond)
        if isAnother, role != nil { hands.wait(person, for: giver) }
        if !might, role?.maySign == true { since[person] = time }
    }

    func maySign(_ person: String) -> Bool { (roles[person] ?? nil)?.maySign == true }

    /// Whether somebody has lost the right to sign. Of one never heard of it cannot be said.
    func hasLost(_ person: String) -> Bool { roles[person] != nil && !maySign(person) }

    /// Whether a signature counts at this moment.
    func counts(_ signature: Measure.Signature) -> Bool {
        maySign(signature.by) && signature.at >= since[signature.by] ?? signature.at
    }

    /// Somebody among those who signed who is one hand with a person, and why: see `Hands`.
    func sameHand(as person: String, among others: [String], at time: Instant) -> (name: String, why: String)? {
        hands.same(as: person, among: others, at: time)
    }

    mutating func vouch(for person: String) { hands.vouch(for: person) }

    mutating func noteReversal(on account: String) { reversed.insert(ExactText(account)) }

    /// The kinds of evidence that an appeal has found wrong on an account, and that bind at a time.
    func judged(on account: String, at time: Instant) -> EvidenceKinds {
        (judged[ExactText(account)] ?? []).reduce(into: EvidenceKinds()) { kinds, known in
            if known.until > time { kinds.formUnion(known.kinds) }
        }
    }

    var hasJudged: Bool { !judged.isEmpty }

    mutating func judge(_ kinds: EvidenceKinds, on account: String, at time: Instant) {
        var known: [Judgement] = []
        // Each kind binds for a year of its own: otherwise whoever wins once a year, about anything, keeps all of them.
        for var earlier in judged[ExactText(account)] ?? [] where earlier.until > time {
            earlier.kinds.subtract(kinds)
            if !earlier.kinds.isEmpty { known.append(earlier) }
        }
        known.append(Judgement(kinds: kinds, until: time.advanced(bySeconds: Limits.judgedSeconds)))
        judged[ExactText(account)] = known
    }

    /// Under versions before, an appeal that was granted ended for good whatever the engine does by itself: it binds as
    /// one that is granted now, about all kinds.
    mutating func beginJudging(at time: Instant) {
        for account in reversed { judge(.all, on: account.text, at: time) }
    }

    /// Whether an account was restricted wrongly once. Under versions before, one whose id is equal in Unicode was
    /// taken for it.
    func wasRestrictedWrongly(_ account: String) -> Bool {
        if reversed.contains(ExactText(account)) { return true }
        return !decidesAsSix && reversed.contains { $0.text == account }
    }

    mutating func add(_ notice: Notice) -> Notice {
        var notice = notice
        notice.number = notices.count + 1
        notices.append(notice)
        return notice
    }

    mutating func set(_ notice: Notice) {
        notices[notice.number - 1] = notice
        follow(notice)
    }

    private mutating func follow(_ notice: Notice) {
        if notice.isAlarmed, notice.isUnread { unread.insert(notice.number) } else { unread.remove(notice.number) }
    }

    /// Keeps back what has not been kept back yet; answers which. What a platform has fetched already is known.
    mutating func withhold(noticesTo accounts: [String]) -> [Notice] {
        let tellsBytesApart = decidesAsSix
        var withheld: [Notice] = []
        for i in notices.indices where !notices[i].isWithheld {
            let account = notices[i].account
            let isTheirs = accounts.contains {
                $0 == account && (!tellsBytesApart || ExactText($0) == ExactText(account))
            }
            guard isTheirs else { continue }
            notices[i].isWithheld = true
            follow(notices[i])
            withheld.append(notices[i])
        }
        return withheld
    }

    /// Lets notices out that a wall kept back; answers which.
    mutating func release(noticesTo accounts: [String], at time: Instant) -> [Notice] {
        var released: [Notice] = []
        // Another case may still keep them back. What a version before kept back with somebody else's goes out as well.
        for i in notices.indices
        where notices[i].isWithheld && accounts.contains(notices[i].account)
            && !cases.wall(on: notices[i].account)
        {
            notices[i].isWithheld = false
            notices[i].toldAt = time
            follow(notices[i])
            released.append(notices[i])
        }
        return released
    }

    /// From when on the holder can object to a measure: since they know of it. `nil` while a wall keeps it back, which
    /// takes nothing off the time that they have.
    func known(_ measure: Measure) -> Instant? {
        let imposed = notices.filter { $0.measure == measure.number && $0.kind == .imposed }
        // Nor does one run that never arrived.
        if imposed.contains(where: { $0.isWithheld || $0.isAlarmed && $0.isUnread }) { return nil }
        return imposed.compactMap { $0.deliveredAt ?? $0.toldAt }.max() ?? measure.at
    }

    /// Different people who stand behind a measure and may still sign at this moment.
    func signers(of measure: Measure) -> Int {
        var seen: [String] = []
        let latest = measure.signatures.map(\.at).max() ?? measure.at
        for signature in measure.signatures
        where !seen.contains(signature.by) && counts(signature)
            && sameHand(as: signature.by, among: seen, at: latest) == nil
        {
            seen.append(signature.by)
        }
        return seen.count + (measure.authority.isEmpty ? 0 : 1)
    }

    /// Notes until when a measure lasts.
    mutating func schedule(_ measure: Measure) {
        if let until = measure.until, !measure.state.isEnded { deadlines.add(until, .measure, measure.number) }
    }

    // MARK: Snapshots

    func save(to writer: borrowing StateWriter) {
        writer.write(clock.milliseconds)
        writer.write(wall.milliseconds)
        let names = roles.keys.sorted()
        writer.write(texts: names)
        writer.write(names.map { (roles[$0] ?? nil)?.rawValue ?? 255 })
        hands.save(to: writer)
        writer.write(names.map { since[$0]?.milliseconds ?? .min })
        writer.write(texts: names.map { removedBy[$0] ?? "" })
        measures.save(to: writer)
        cases.save(to: writer)
        writer.write(notices.count)
        for notice in notices { notice.save(to: writer) }
        writer.write(appeals.count)
        for appeal in appeals { appeal.save(to: writer) }
        writer.write(texts: reversed.map(\.text).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
        saveVersions(to: writer)
        let found = judgedInOrder
        writer.write(texts: found.map(\.account))
        writer.write(found.map(\.judgement.kinds.rawValue))
        writer.write(found.map(\.judgement.until.milliseconds))
        ruleStops.save(to: writer)
    }

    private var judgedInOrder: [(account: String, judgement: Judgement)] {
        judged.sorted { $0.key.text.utf8.lexicographicallyPrecedes($1.key.text.utf8) }
            .flatMap { entry in entry.value.map { (account: entry.key.text, judgement: $0) } }
    }

    private mutating func loadJudged(from reader: borrowing StateReader) throws {
        let accounts = try reader.readTexts()
        let (kinds, ends) = (try reader.readArray(UInt16.self), try reader.readArray(Int64.self))
        guard kinds.count == accounts.count, ends.count == accounts.count else {
            throw StateReader.Flaw("holds strange judgements")
        }
        for (place, account) in accounts.enumerated() {
            let known = Judgement(
                kinds: EvidenceKinds(rawValue: kinds[place]), until: Instant(milliseconds: ends[place]))
            judged[ExactText(account), default: []].append(known)
        }
    }

    mutating func load(from reader: borrowing StateReader) throws {
        clock = Instant(milliseconds: try reader.read())
        wall = Instant(milliseconds: try reader.read())
        let names = try reader.readTexts()
        let known = try reader.readArray(UInt8.self)
        try hands.load(from: reader)
        let times: [Int64] = try reader.readArray()
        let removers = try reader.readTexts()
        guard known.count == names.count, times.count == names.count, removers.count == names.count else {
            throw StateReader.Flaw("holds strange people")
        }
        for (place, name) in names.enumerated() {
            roles.updateValue(Role(rawValue: known[place]), forKey: name)
            since[name] = times[place] == .min ? nil : Instant(milliseconds: times[place])
            removedBy[name] = removers[place].isEmpty ? nil : removers[place]
        }
        try measures.load(from: reader)
        try cases.load(from: reader)
        for number in 0..<(try reader.count()) { notices.append(try Notice(number: number + 1, from: reader)) }
        for number in 0..<(try reader.count()) { appeals.append(try Appeal(number: number + 1, from: reader)) }
        reversed = Set(try reader.readTexts().map { ExactText($0) })
        try loadVersions(from: reader)
        try loadJudged(from: reader)
        ruleStops = try RuleStops(from: reader)
        for measure in measures.measures { schedule(measure) }
        for entry in cases.cases { scheduleWall(entry) }
        for notice in notices where notice.isAlarmed { follow(notice) }
        for notice in notices where !notice.isAlarmed {
            // One that is unread and past its day has not been asked after yet: its measure began at a payment's time.
            if let due = notice.due, due > clock || notice.isUnread { deadlines.add(due, .notice, notice.number) }
        }
        for entry in cases.cases where entry.state == .open && !entry.isEscalated {
            deadlines.add(entry.due, .caseWork, entry.number)
        }
        for entry in cases.cases {
            if let postponed = entry.postponed { deadlines.add(postponed.until, .postponed, entry.number) }
        }
        for appeal in appeals where appeal.state == .filed && !appeal.isOverdue {
            deadlines.add(appeal.due, .appeal, appeal.number)
        }
    }

    func hash(into hasher: inout StateHasher) {
        measures.hash(into: &hasher)
        cases.hash(into: &hasher)
        for notice in notices {
            hasher.take(notice.measure << 3 | Int(notice.kind.rawValue) << 1 | (notice.isWithheld ? 1 : 0))
            // Came later: what journals from before make is what it was.
            guard let due = notice.due else { continue }
            hasher.take(due.milliseconds)
            hasher.take(notice.fetchedAt?.milliseconds ?? 0)
            hasher.take(notice.deliveredAt?.milliseconds ?? 0)
            hasher.take(notice.isAlarmed ? 1 : 0)
        }
        for appeal in appeals { hasher.take(appeal.measure << 2 | Int(appeal.state.rawValue)) }
        for name in roles.keys.sorted() {
            hasher.take((roles[name] ?? nil)?.rawValue ?? 255)
            hasher.take(removedBy[name] ?? "")
        }
        hands.hash(into: &hasher)
        for (account, judgement) in judgedInOrder {
            hasher.take(account)
            hasher.take(judgement.kinds.rawValue)
            hasher.take(judgement.until.milliseconds)
        }
        ruleStops.hash(into: &hasher)
    }
}

/// What an appeal has found wrong of an account.
struct Judgement: BitwiseCopyable {
    var kinds: EvidenceKinds
    /// Until when it binds.
    var until: Instant
}
