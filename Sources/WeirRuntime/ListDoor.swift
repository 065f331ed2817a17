import WeirDomain
import WeirEngine
import WeirLists
import WeirStore

/// What is asked of a list before it is taken in, and what the engine does not keep: which devices and sites are whose.
struct ListDoor {
    let store: Store

    /// Payments of an account that are looked at, the latest.
    private static let payments = 300

    /// What an account is known by besides its name, and as which it is listed.
    private static let things: Set<ListKind> = [.device, .domain, .wallet]

    /// Why a list would stop an account that an appeal has set free, by a device, a site or a coin's address of theirs,
    /// be it that it lets one go which others stop; `nil` where it would not. The account's own entry the engine sees
    /// by itself.
    /// - Parameters:
    ///   - known: the lists that there are; what is on the version before already is no new entry.
    ///   - free: accounts that whoever hands the list in may not stop.
    func objection(to list: NamedList, among known: [NamedList], free: [SetFree]) throws -> String? {
        guard !free.isEmpty else { return nil }
        let old = known.first { $0.name == list.name }
        let (added, gone) = (Self.added(list, old), Self.gone(list, old))
        let others = known.filter { $0.role >= .hold && $0.name != list.name }
        guard !added.isEmpty || !gone.isEmpty && !others.isEmpty else { return nil }
        let index = ListIndex([NamedList(name: list.name, role: .hold, entries: added)])
        let shield = ListIndex([NamedList(name: list.name, role: .hold, entries: gone)])
        let stopping = ListIndex(
            others.map { NamedList(name: $0.name, role: $0.role, entries: Self.timeless($0.entries)) })
        for one in free {
            for item in try store.payments(of: one.account, limit: Self.payments, after: nil).items {
                let payment = PaymentView(item.payment.span.bytes)
                if let (what, value) = Self.hit(one.account, payment, index) {
                    return "list '\(list.name)' stops the account \(one.account) by the \(what) \(value): " + one.why
                }
                guard let (what, value) = Self.hit(one.account, payment, shield),
                    Self.hit(one.account, payment, stopping) != nil
                else { continue }
                return "list '\(list.name)' lets the \(what) \(value) of the account \(one.account) go, "
                    + "which others stop: \(one.why)"
            }
        }
        return nil
    }

    /// Whenever they act: what is listed from tomorrow on stops the payments of tomorrow.
    private static func timeless(_ entries: [ListEntry]) -> [ListEntry] {
        entries.filter { things.contains($0.kind) }.map { ListEntry($0.kind, $0.match, $0.value) }
    }

    /// What a list stops anew.
    private static func added(_ list: NamedList, _ old: NamedList?) -> [ListEntry] {
        guard list.role >= .hold else { return [] }
        let isHarder = old.map { $0.role < list.role } ?? true
        let before = isHarder ? [] : Set((old?.entries ?? []).map(\.key))
        return timeless(list.entries.filter { !before.contains($0.key) })
    }

    /// What a list no longer keeps others from.
    private static func gone(_ list: NamedList, _ old: NamedList?) -> [ListEntry] {
        guard let old, old.role == .allow else { return [] }
        let now = list.role == .allow ? Set(list.entries.map { times($0) }) : []
        return timeless(old.entries.filter { !now.contains(times($0)) })
    }

    /// An entry with its times, whatever its reason.
    private static func times(_ entry: ListEntry) -> ListEntry {
        ListEntry(entry.kind, entry.match, entry.value, from: entry.from, until: entry.until)
    }

    /// What an index has of an account in a payment, in words.
    private static func hit(
        _ account: String, _ payment: borrowing PaymentView, _ index: ListIndex
    ) -> (what: String, value: String)? {
        guard !index.isEmpty else { return nil }
        for (side, hit) in ListedPayment.hits(payment, in: index) {
            let own = side == .payer ? payment.payer.text : payment.payee.text
            guard own.utf8.elementsEqual(account.utf8) else { continue }
            return (hit.entry.kind == .domain ? "site" : hit.entry.kind.name, hit.entry.value)
        }
        return nil
    }
}
