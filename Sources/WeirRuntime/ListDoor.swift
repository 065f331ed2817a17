import WeirDomain
import WeirEngine
import WeirLists
import WeirStore

/// What is asked of a list before it is taken in, and what the engine does not keep: which devices and sites are whose.
struct ListDoor {
    let store: Store

    /// Payments of an account that are looked at, the latest.
    private static let payments = 300

    /// Why a list would stop an account that an appeal has set free, by a device or a site of theirs; `nil` where it
    /// would not. The account's own entry the engine sees by itself.
    /// - Parameters:
    ///   - old: the version before; what is on it already is no new entry.
    ///   - free: accounts that whoever hands the list in may not stop.
    func objection(to list: NamedList, after old: NamedList?, free: [SetFree]) throws -> String? {
        guard list.role >= .hold, !free.isEmpty else { return nil }
        let isHarder = old.map { $0.role < list.role } ?? true
        let before = isHarder ? [] : Set((old?.entries ?? []).map(\.key))
        // Whenever they are to act: what is listed from tomorrow on stops the payments of tomorrow.
        let new = list.entries.filter { [.device, .domain].contains($0.kind) && !before.contains($0.key) }
            .map { ListEntry($0.kind, $0.match, $0.value) }
        guard !new.isEmpty else { return nil }
        let index = ListIndex([NamedList(name: list.name, role: list.role, entries: new)])
        for one in free {
            for item in try store.payments(of: one.account, limit: Self.payments, after: nil).items {
                let payment = PaymentView(item.payment.span.bytes)
                for (side, hit) in ListedPayment.hits(payment, in: index) {
                    let account = side == .payer ? payment.payer.text : payment.payee.text
                    guard account.utf8.elementsEqual(one.account.utf8) else { continue }
                    let what = hit.entry.kind == .domain ? "site" : hit.entry.kind.name
                    return "list '\(list.name)' stops the account \(one.account) by the \(what) \(hit.entry.value): "
                        + one.why
                }
            }
        }
        return nil
    }
}
