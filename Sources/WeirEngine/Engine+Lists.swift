public import WeirDomain
import WeirLists

/// Lists that stop what is on them.
extension Engine {
    /// Puts a list in force that has come whole; why it is not where it is not.
    mutating func putInForce(_ name: String, _ version: Int, _ sequence: UInt64, _ effects: inout Effects) -> String? {
        let arrived: ArrivedList
        switch outside.finish(name, version) {
        case .failure(let refused): return refused.reason
        case .success(let list): arrived = list
        }
        if let objection = objection(to: arrived) { return objection }
        outside.put(arrived)
        effects.acts.append(
            Act(
                "list.changed", at: max(now, Instant(milliseconds: 0)),
                by: arrived.by.isEmpty ? Measure.weir : arrived.by, number: 0,
                facts: [("list", name), ("version", "\(version)"), ("input", "\(sequence)")]))
        return nil
    }

    /// Why somebody does not stop an account by a list. Whoever an appeal has found wrong restricts the account by no
    /// measure, and so by no entry of theirs either; an entry that somebody else put there they may keep.
    private func objection(to arrived: ArrivedList) -> String? {
        guard arrived.list.role >= .hold else { return nil }
        for free in setFree(from: arrived.by) {
            guard let place = arrived.list.place(of: .account, .exact, free.account),
                arrived.authors.people(at: place).contains(arrived.by)
            else { continue }
            return "list '\(arrived.list.name)' stops the account \(free.account): \(free.why)"
        }
        return nil
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
        let hits = outside.index.hits(.account, account, at: max(time, now, book.clock))
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
