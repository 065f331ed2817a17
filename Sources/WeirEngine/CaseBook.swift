import WeirDetection
import WeirDomain

/// All cases, and what alerts are joined by.
struct CaseBook {
    /// What is known of the accounts of a case, for recognising what belongs to it.
    struct Keys {
        var devices: [String] = []
        var sites: [String] = []
        var customers: [String] = []
    }

    private(set) var cases: [Case] = []
    private(set) var changes = ChangeLog()
    private var keys: [Keys] = []
    /// Whether accounts are told apart by their bytes, as payments tell them apart: see `ActBook.decidesAsSix`.
    var tellsBytesApart = true
    // Looked up by key only: their order never shows. Versions before went by what is equal in Unicode.
    private var byAccount: [ExactText: Int] = [:]
    private var byUnicode: [String: Int] = [:]
    private var byDevice: [String: Int] = [:]
    private var bySite: [String: Int] = [:]
    private var byCustomer: [String: Int] = [:]
    /// How many cases with a wall an account is in.
    private var walls: [ExactText: Int] = [:]
    private var unicodeWalls: [String: Int] = [:]
    /// Cases with a wall that somebody wants to stand for longer: pages ask often, and cases are many.
    private(set) var wallsWanted: Set<Int> = []
    /// Open cases that are overdue, or that somebody has escalated.
    private(set) var escalated: Set<Int> = []
    /// Since when a wall has stood around an account on one person's word, whoever's. Looked up by key only.
    private var alone: [ExactText: Instant] = [:]
    /// How many those are.
    var aloneCount: Int { alone.count }

    /// So many customers in common, and this share of them, make two accounts one affair.
    private static let sharedCustomers = 3
    private static let sharedPart = 4

    subscript(number: Int) -> Case? { number >= 1 && number <= cases.count ? cases[number - 1] : nil }

    /// The open case of an account.
    func open(on account: String) -> Case? {
        openCase(number(of: account))
    }

    /// The latest case of an account.
    func number(of account: String) -> Int? {
        tellsBytesApart ? byAccount[ExactText(account)] : byUnicode[account]
    }

    /// Whether an account is among others.
    private func has(_ account: String, in accounts: [String]) -> Bool {
        accounts.contains { tellsBytesApart ? $0.utf8.elementsEqual(account.utf8) : $0 == account }
    }

    /// Whether the holder must not be told: any case of the account has a wall, closed ones too.
    func wall(on account: String) -> Bool {
        tellsBytesApart ? walls[ExactText(account)] != nil : unicodeWalls[account] != nil
    }

    mutating func set(_ changed: Case) {
        count(cases[changed.number - 1], -1)
        cases[changed.number - 1] = changed
        count(changed, 1)
        changes.note(changed.number)
    }

    mutating func note(_ step: Case.Step, of number: Int) {
        guard number >= 1, number <= cases.count else { return }
        let extra = cases[number - 1].trail.count + 1 - Limits.caseSteps
        if extra > 0 { cases[number - 1].trail.removeFirst(extra) }
        cases[number - 1].trail.append(step)
    }

    /// Counts a case among those that are escalated, and its wall for each of its accounts.
    private mutating func count(_ found: Case, _ change: Int) {
        if found.state == .open, found.isEscalated {
            if change > 0 { escalated.insert(found.number) } else { escalated.remove(found.number) }
        }
        if found.wallTerm.wanted != nil {
            if change > 0 { wallsWanted.insert(found.number) } else { wallsWanted.remove(found.number) }
        }
        guard !found.wall.isEmpty else { return }
        for account in found.accounts {
            let (count, alike) = ((walls[ExactText(account)] ?? 0) + change, (unicodeWalls[account] ?? 0) + change)
            walls[ExactText(account)] = count > 0 ? count : nil
            unicodeWalls[account] = alike > 0 ? alike : nil
        }
    }

    /// Until when one person's word keeps something from the holders of accounts: for a week since the first such wall
    /// around one of them, on whichever case; a month later the week begins anew.
    func aloneUntil(_ accounts: [String], at time: Instant) -> Instant {
        let since = accounts.compactMap { aloneSince($0, at: time) }.min() ?? time
        return since.advanced(bySeconds: Limits.wallAloneSeconds)
    }

    private func aloneSince(_ account: String, at time: Instant) -> Instant? {
        guard let since = alone[ExactText(account)], since.advanced(bySeconds: Limits.wallPauseSeconds) > time else {
            return nil
        }
        return since
    }

    /// - Parameter forgets: whether what binds nobody any more is forgotten. Under versions before it was kept for
    ///   good.
    mutating func noteAlone(_ accounts: [String], at time: Instant, forgets: Bool) {
        if forgets {
            alone = alone.filter { $0.value.advanced(bySeconds: Limits.wallPauseSeconds) > time }
        }
        for account in accounts where aloneSince(account, at: time) == nil { alone[ExactText(account)] = time }
    }

    /// A closed case is the accounts' own again.
    mutating func refer(to found: Case) {
        for account in found.accounts { refer(account, to: found.number) }
    }

    private mutating func refer(_ account: String, to number: Int) {
        byAccount[ExactText(account)] = number
        byUnicode[account] = number
    }

    /// Opens a case that no alert has led to.
    mutating func open(on account: String, at time: Instant) -> Case {
        let opened = Case(
            number: cases.count + 1, opened: time, account: account, due: time.advanced(bySeconds: Limits.caseSeconds))
        cases.append(opened)
        keys.append(Keys())
        refer(account, to: opened.number)
        changes.note(opened.number)
        return opened
    }

    // MARK: Joining

    /// Puts an alert into the case that it belongs to, or opens one.
    /// - Returns: the case, whether it is new, and how the account came into an older one, in words.
    mutating func join(
        alert: Int, account: String, at time: Instant, _ found: Keys
    ) -> (Case, isNew: Bool, link: String?) {
        let known = open(on: account)
        let linked = known == nil ? link(found) : nil
        var (joined, isNew, link): (Case, Bool, String?) = (
            Case(
                number: cases.count + 1, opened: time, account: account,
                due: time.advanced(bySeconds: Limits.caseSeconds)),
            false, nil
        )
        if let known {
            joined = known
        } else if let linked, linked.0.accounts.count < Limits.caseAccounts {
            joined = linked.0
            link = linked.1
            if !has(account, in: joined.accounts) {
                joined.accounts.append(account)
                joined.links.append(linked.1)
            }
        } else {
            isNew = true
            cases.append(joined)
            keys.append(Keys())
        }
        joined.alerts.append(alert)
        set(joined)
        remember(found, account, joined.number)
        return (joined, isNew, link)
    }

    /// The open case that shares a device, a site or customers.
    private func link(_ found: Keys) -> (Case, String)? {
        for device in found.devices {
            if let match = openCase(byDevice[device]) { return (match, "it uses the same device") }
        }
        for site in found.sites {
            if let match = openCase(bySite[site]) { return (match, "it collects through the same site") }
        }
        var counts: [Int: Int] = [:]
        for customer in found.customers { if let number = byCustomer[customer] { counts[number, default: 0] += 1 } }
        let most = counts.max { ($0.value, -$0.key) < ($1.value, -$1.key) }
        guard let most, most.value >= Self.sharedCustomers, most.value * Self.sharedPart >= found.customers.count,
            let match = openCase(most.key)
        else { return nil }
        return (match, "\(most.value) of its \(found.customers.count) latest counterparties are the same")
    }

    private func openCase(_ number: Int?) -> Case? {
        guard let number, let found = self[number], found.state == .open else { return nil }
        return found
    }

    private mutating func remember(_ found: Keys, _ account: String, _ number: Int) {
        refer(account, to: number)
        learn(found, number)
    }

    private mutating func learn(_ found: Keys, _ number: Int) {
        for device in found.devices { byDevice[device] = number }
        for site in found.sites { bySite[site] = number }
        for customer in found.customers { byCustomer[customer] = number }
        keys[number - 1].devices += found.devices.filter { !keys[number - 1].devices.contains($0) }
        keys[number - 1].sites += found.sites.filter { !keys[number - 1].sites.contains($0) }
        let new = found.customers.filter { !keys[number - 1].customers.contains($0) }
        keys[number - 1].customers += new.prefix(max(0, 1_000 - keys[number - 1].customers.count))
    }

    /// Puts one case's content into another.
    mutating func merge(_ from: Case, into target: Case) -> (from: Case, into: Case) {
        var (from, into) = (from, target)
        for account in from.accounts where !has(account, in: into.accounts) {
            into.accounts.append(account)
            into.links.append("joined by hand")
        }
        into.alerts = (into.alerts + from.alerts).sorted()
        into.comments += from.comments
        into.files += from.files
        into.tags += from.tags.filter { !into.tags.contains($0) }
        // The wall goes along: it comes down where the case is worked on, by somebody who reads both grounds.
        if into.wall.isEmpty {
            into.wall = from.wall
        } else if !from.wall.isEmpty, from.wall != into.wall {
            into.wall += "; " + from.wall
        }
        into.wallTerm = Self.longer(into.wallTerm, from.wallTerm)
        (from.wall, from.wallTerm) = ("", Case.WallTerm())
        // There is more to it than whoever put either off knew.
        (from.postponed, into.postponed) = (nil, nil)
        into.due = min(into.due, from.due)
        from.state = .merged
        from.mergedInto = into.number
        set(from)
        set(into)
        let known = keys[from.number - 1]
        for account in from.accounts { remember(known, account, into.number) }
        return (from, into)
    }

    /// The wall that stands for longer, with what waits for a second person's word: behind it stand the accounts of
    /// both.
    private static func longer(_ a: Case.WallTerm, _ b: Case.WallTerm) -> Case.WallTerm {
        let never = Instant(milliseconds: .min)
        var longer = a.until ?? never >= b.until ?? never ? a : b
        let asked = a.wanted ?? never >= b.wanted ?? never ? a : b
        (longer.wanted, longer.wantedBy, longer.wantedFor) = (asked.wanted, asked.wantedBy, asked.wantedFor)
        return longer
    }

    // MARK: Snapshots

    private var aloneInOrder: [(account: String, since: Instant)] {
        alone.map { ($0.key.text, $0.value) }.sorted { $0.account.utf8.lexicographicallyPrecedes($1.account.utf8) }
    }

    func save(to writer: borrowing StateWriter) {
        let known = aloneInOrder
        writer.write(texts: known.map(\.account))
        writer.write(known.map(\.since.milliseconds))
        writer.write(cases.count)
        for (entry, key) in zip(cases, keys) {
            entry.save(to: writer)
            for list in [key.devices, key.sites, key.customers] { writer.write(texts: list) }
        }
    }

    mutating func load(from reader: borrowing StateReader) throws {
        let (walled, times) = (try reader.readTexts(), try reader.readArray(Int64.self))
        guard walled.count == times.count else { throw StateReader.Flaw("holds strange walls") }
        for (account, time) in zip(walled, times) { alone[ExactText(account)] = Instant(milliseconds: time) }
        for number in 0..<(try reader.count()) {
            let entry = try Case(number: number + 1, from: reader)
            let found = Keys(
                devices: try reader.readTexts(), sites: try reader.readTexts(), customers: try reader.readTexts())
            cases.append(entry)
            count(entry, 1)
            keys.append(Keys())
            changes.note(entry.number)
            // What has been merged away belongs to the later case.
            guard entry.mergedInto == 0 else {
                keys[number] = found
                continue
            }
            // An older case that is open again is the account's, not a later one that is closed.
            for account in entry.accounts {
                if entry.state == .open || openCase(byUnicode[account]) == nil { byUnicode[account] = entry.number }
                guard entry.state == .open || openCase(byAccount[ExactText(account)]) == nil else { continue }
                byAccount[ExactText(account)] = entry.number
                learn(found, entry.number)
            }
            keys[number] = found
        }
    }

    func hash(into hasher: inout StateHasher) {
        for entry in cases {
            hasher.take(entry.state.rawValue)
            for account in entry.accounts { hasher.take(account) }
            hasher.take(entry.alerts.count)
            hasher.take(entry.comments.count)
            hasher.take(entry.isEscalated ? 1 : 0)
            // Came later: what journals from before make is what it was.
            if let until = entry.wallTerm.until { hasher.take(until.milliseconds) }
            if let wanted = entry.wallTerm.wanted { hasher.take(wanted.milliseconds) }
            if let postponed = entry.postponed { hasher.take(postponed.until.milliseconds) }
        }
        for (account, since) in aloneInOrder {
            hasher.take(account)
            hasher.take(since.milliseconds)
        }
    }
}
