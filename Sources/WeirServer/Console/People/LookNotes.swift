import HTTPTypes
import Synchronization
import WeirDomain
import WeirEngine
import WeirRuntime
import WeirStore

/// Notes who looked at whose data: in the register by way of the engine, and readable for the audit page.
final class LookNotes: Sendable {
    private let desk: Desk
    private let people: PeopleStore
    private let seen = Mutex<[ExactText: Instant]>([:])

    init(_ desk: Desk, _ people: PeopleStore) {
        self.desk = desk
        self.people = people
    }

    /// Once an hour for each person and account.
    func note(_ act: ActRequest, _ account: String, _ what: String) async {
        guard account.utf8.count <= Limits.idBytes, isNew(ExactText("\(act.by)\n\(account)"), at: act.at)
        else { return }
        var act = act
        act.subject = account
        act.detail = what
        _ = await desk.take([(.act, InputBytes.encode(act))])
        try? keep(act, account, what, "")
    }

    /// What is asked for with a reason: every time, and before anything is shown.
    func note(_ act: ActRequest, _ account: String, _ what: String, reason: String) async throws {
        var act = act
        act.subject = account
        act.detail = what
        act.text = reason
        switch await desk.act(act) {
        case .taken: break
        case .unavailable(let why, let seconds): throw Problem.unavailable(why, retrySeconds: seconds)
        default: throw Problem(.conflict, "not_possible", "Not possible")
        }
        try keep(act, account, what, reason)
    }

    private func keep(_ act: ActRequest, _ account: String, _ what: String, _ reason: String) throws {
        try people.add(
            LookRow(
                at: act.at, by: act.by, role: act.role?.name ?? "", subject: account, what: what, reason: reason))
    }

    private func isNew(_ key: ExactText, at time: Instant) -> Bool {
        seen.withLock { seen in
            if seen.count > 50_000 { seen = seen.filter { $0.value > time.advanced(bySeconds: -3_600) } }
            if let last = seen[key], last > time.advanced(bySeconds: -3_600) { return false }
            seen[key] = time
            return true
        }
    }
}

extension LookRow {
    /// Where what was looked at is found: an account's page, or a search for whatever else it was.
    var place: Link {
        ["account", "case", "payment", "personal data"].contains(what)
            ? Link("/console/accounts", subject) : Link("/console/search").query("q", subject)
    }
}
