import WeirDomain

/// How much waits for one person, for counts beside the names of pages.
extension Engine {
    /// Appeals that somebody may decide: whoever took part in the measure, or handed the appeal in, leaves it to
    /// others.
    public func appealsWaiting(for person: String) -> Int {
        var count = 0
        for appeal in book.appeals where appeal.state == .filed && appeal.filedBy != person {
            guard let measure = book.measures[appeal.measure], !measure.wasImposed(by: person) else { continue }
            count += 1
        }
        return count
    }

    /// People for whom somebody may vouch: none of the same hand, and none while that somebody waits too.
    public func peopleWaiting(for person: String) -> Int {
        guard waitsForSecond(person) == nil else { return 0 }
        return unvouched.keys.count { $0 != person && book.hands.common(person, $0) == nil }
    }

    /// Whether the rule set on trial was handed in, and signed, by others only, of other hands.
    public func trialWaits(for person: String) -> Bool {
        guard let seat = rules.trial else { return false }
        let others = [seat.by] + seat.approvers
        return !others.contains(person) && book.sameHand(as: person, among: others, at: max(now, book.clock)) == nil
    }
}
