public import WeirDomain
import WeirLists

/// Lists that stop what is on them.
extension Engine {
    /// Puts a list in force that has come whole; why it is not where it is not.
    mutating func putInForce(_ name: String, _ version: Int, _ sequence: UInt64, _ effects: inout Effects) -> String? {
        var arrived: ArrivedList
        switch outside.finish(name, version) {
        case .failure(let refused): return refused.reason
        case .success(let list): arrived = list
        }
        if let objection = objection(to: arrived) { return objection }
        let old = outside.list(name)
        arrived.words = words(of: arrived)
        outside.put(arrived)
        keep(outside.words(of: name), of: arrived.list)
        let at = arrived.at ?? max(now, Instant(milliseconds: 0))
        var act = Act(
            "list.changed", at: at, by: arrived.by.isEmpty ? Measure.weir : arrived.by, number: 0,
            facts: [("list", name), ("version", "\(version)"), ("input", "\(sequence)")])
        guard book.decidesAsSeven else {
            effects.acts.append(act)
            return nil
        }
        let diff = ListDiff(from: old?.entries ?? [], to: arrived.list.entries)
        act.facts.append(("list_role", arrived.list.role.name))
        act.facts.append(("added", "\(diff.added.count)"))
        act.facts.append(("removed", "\(diff.removed.count)"))
        act.facts.append(("changed", "\(diff.changed.count)"))
        effects.acts.append(act)
        tellAccounts(arrived.list, diff, old, by: act.by, at: at, &effects)
        alarmMany(arrived, at: at, &effects)
        alarmShielded(arrived.list, old, by: act.by, at: at, &effects)
        let reason = "list '\(name)' is at version \(version)"
        followLists(Actor(by: act.by, role: nil, at: listTime(arrived.at), reason: reason), &effects)
        return nil
    }

    /// Who stops an account by a list, or shields one from all lists, and who ends that, stands in the register by the
    /// account. A list that becomes another kind of list does so for all of its accounts: that is `list.changed`.
    private func tellAccounts(
        _ list: NamedList, _ diff: ListDiff, _ old: NamedList?, by person: String, at time: Instant,
        _ effects: inout Effects
    ) {
        func accounts(_ entries: [ListEntry], _ role: ListRole?) -> [String] {
            role == nil || role == .watch ? [] : entries.filter { $0.kind == .account }.map(\.value)
        }
        let (added, removed) = (accounts(diff.added, list.role), accounts(diff.removed, old?.role))
        guard added.count + removed.count <= Limits.listedAccounts else { return }
        for (type, accounts, role) in [
            ("list.account_added", added, list.role), ("list.account_removed", removed, old?.role ?? list.role),
        ] {
            for account in accounts {
                effects.acts.append(
                    Act(
                        type, at: time, by: person, number: 0, subject: account,
                        facts: [("list", list.name), ("version", "\(list.version)"), ("list_role", role.name)]))
            }
        }
    }

    /// Calls somebody where one list comes to shield an account that another one stops: one person's word keeps from
    /// acting what two have signed, or a regulator has listed. So it does where the shield was there first.
    private func alarmShielded(
        _ list: NamedList, _ old: NamedList?, by person: String, at time: Instant, _ effects: inout Effects
    ) {
        guard book.decidesAsNine, list.role != .watch else { return }
        let others = outside.lists.filter { list.role == .allow ? $0.role >= .hold : $0.role == .allow }
        if others.isEmpty { return }
        var count = 0
        for entry in list.entries where entry.kind == .account && count < Limits.listedAccounts {
            if let old, old.role == list.role, old.place(of: .account, .exact, entry.value) != nil { continue }
            let names = others.filter { $0.place(of: .account, .exact, entry.value) != nil }
            if names.isEmpty { continue }
            count += 1
            effects.acts.append(
                Act(
                    "alarm.shielded", at: time, by: Measure.weir, number: 0, subject: entry.value,
                    facts: [
                        ("list", "\(list.name) \(list.version)"), ("list_role", list.role.name),
                        ("lists", names.map { "\($0.name) \($0.version)" }.joined(separator: ", ")),
                    ]
                ).about(person: person))
        }
    }

    /// Why somebody does not stop an account by a list. Whoever an appeal has found wrong restricts the account by no
    /// measure, and so by no entry of theirs either, nor by letting it go from a list that keeps others from it; an
    /// entry that somebody else put there they may keep.
    private func objection(to arrived: ArrivedList) -> String? {
        let old = book.decidesAsSeven ? outside.list(arrived.list.name) : nil
        guard arrived.list.role >= .hold || old?.role == .allow else { return nil }
        for free in setFree(from: arrived.by) {
            if let old, old.role == .allow, !Self.shields(free.account, arrived.list, like: old),
                outside.lists.contains(where: {
                    $0.role >= .hold && $0.place(of: .account, .exact, free.account) != nil
                })
            {
                return "list '\(old.name)' lets the account \(free.account) go, which others stop: \(free.why)"
            }
            guard arrived.list.role >= .hold else { continue }
            guard let place = arrived.list.place(of: .account, .exact, free.account),
                arrived.authors.people(at: place).contains(arrived.by)
            else { continue }
            return "list '\(arrived.list.name)' stops the account \(free.account): \(free.why)"
        }
        return nil
    }

    /// Whether a list shields an account at all times at which its version before did.
    private static func shields(_ account: String, _ list: NamedList, like old: NamedList) -> Bool {
        guard let before = old.place(of: .account, .exact, account) else { return true }
        guard list.role == .allow, let place = list.place(of: .account, .exact, account) else { return false }
        return !ListAuthors.lasts(old.entries[before], in: old, beyond: list.entries[place], in: list)
    }

    /// Accounts that somebody may not stop, for an appeal has set them free of a measure in which that somebody took
    /// part, or a hand of theirs.
    public func setFree(from person: String) -> [SetFree] {
        guard book.decidesAsSix, !person.isEmpty else { return [] }
        // Lists bring no time; it is at least as late as the latest decision.
        let time = book.appeals.compactMap(\.decidedAt).reduce(max(now, book.clock)) { max($0, $1) }
        var seen: Set<ExactText> = []
        var found: [SetFree] = []
        for appeal in book.appeals where appeal.state == .reversed {
            guard seen.insert(ExactText(appeal.account)).inserted else { continue }
            do throws(RefusedRequest) {
                try needNotReversed(on: appeal.account, by: person, at: time)
            } catch {
                found.append(SetFree(account: appeal.account, why: error.reason))
            }
        }
        return found
    }

    /// Lists that stop an account, with their versions.
    /// - Parameter time: it is at least as late as that.
    public func lists(stopping account: String, at time: Instant = Instant(milliseconds: .min)) -> [String] {
        let time = max(time, now, book.clock)
        let hits = outside.index.hits(.account, account, at: time).map { standing($0, at: time).hit }
        return hits.filter { $0.role >= .hold }.map { "\($0.list) \($0.version)" }
    }

    /// Who stands behind what has held a payment.
    func listedBy(_ hit: ListHit) -> [String] {
        guard hit.role == .hold else { return [] }
        // Under versions before it was who handed the newest version in, whoever had put the entry there.
        guard book.decidesAsSix else { return outside.handedInBy[hit.list].map { [$0] } ?? [] }
        return outside.people(behind: hit)
    }
}

/// An account that somebody may not stop, and why.
public struct SetFree: Sendable, Hashable {
    public var account: String
    public var why: String
}
