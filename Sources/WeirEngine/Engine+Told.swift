import WeirDetection
import WeirDomain

/// Who is told of a measure: the account that it is on; of a blocked site its owner, under the site's name, and the
/// accounts behind it, whose payments are declined.
extension Engine {
    /// Whether a measure takes something from somebody, who is told. Under versions before nobody was told of a site,
    /// nor that payers are warned: those who read that stay away.
    func isTold(_ measure: Measure) -> Bool { isTold(measure.kind) }

    func isTold(_ kind: MeasureKind) -> Bool { kind.isNotified || book.decidesAsEight }

    /// Tells everybody concerned.
    mutating func tell(_ kind: Notice.Kind, _ measure: Measure, _ at: Instant, _ effects: inout Effects) {
        guard measure.kind == .blockSite else {
            return notify(kind, measure, to: measure.account, at, &effects)
        }
        for account in kind == .imposed ? concerned(by: measure.account) : told(of: measure) {
            notify(kind, measure, to: account, at, &effects)
        }
    }

    /// A measure that ends at another time than its holder was told is told anew: renewed month after month it would
    /// otherwise outlive all that they have heard of. Under versions before only the rail heard.
    mutating func tellOfEnd(_ measure: Measure, before: Instant?, _ at: Instant, _ effects: inout Effects) {
        guard book.decidesAsNine, measure.until != before, measure.state.isInForce, isTold(measure) else { return }
        tell(.endChanged, measure, at, &effects)
    }

    /// A site, the accounts whose codes its pages show, and those that were paid over it.
    private func concerned(by host: String) -> [String] {
        let paid = outside.sites.traffic.under(host).flatMap(\.payees).map { detector.accounts.id($0) }
        var found = [host]
        var seen: Set<ExactText> = [ExactText(host)]
        for account in outside.sites.accounts(behind: host) + paid
        where found.count <= Limits.siteNotices && seen.insert(ExactText(account)).inserted {
            found.append(account)
        }
        return found
    }

    /// Who has had a notice that a measure was imposed, in the order of the notices.
    private func told(of measure: Measure) -> [String] {
        book.notices.filter { $0.measure == measure.number && $0.kind == .imposed }.map(\.account)
    }

    /// Whether an account has been told of a blocked site, and so may object to it: also behind a wall that came later.
    /// One that a wall keeps from hearing is answered as a stranger to the site is.
    func wasTold(_ account: String, of measure: Measure) -> Bool {
        guard measure.kind == .blockSite else { return false }
        return book.notices.contains { notice in
            notice.measure == measure.number && notice.kind == .imposed
                && (!notice.isWithheld || notice.fetchedAt != nil || notice.deliveredAt != nil)
                && notice.account.utf8.elementsEqual(account.utf8)
        }
    }
}
