/// Customers of other traders: strangers whom the account pays and who have dealt within a month, or tried to, with
/// accounts that are stopped as dealers. Whoever trades coins shares the town's customers with those who do, and a
/// dealer's second account the first one's; anybody else meets one now and then. What others pay does not count, nor
/// does an alert alone: suspicion would spread from whoever is framed to all whom the same framers pay. And only of
/// accounts that are new, or of unknown age: it is the next account of somebody who was stopped that is looked for.
struct SharedCustomers: BitwiseCopyable {
    /// Fewer say nothing; older accounts are not looked at [S].
    private static let least: Float = 3
    private static let newDays: Float = 120

    /// Strangers who were paid, and those of them who had dealt with a dealer; fading.
    private var met: Float = 0
    private var tied: Float = 0

    /// - Parameter age: in days; not known is no number.
    func share(age: Float) -> Float { tied >= Self.least && !(age >= Self.newDays) ? min(1, tied / met) : 0 }

    mutating func take(isTied: Bool) {
        met += 1
        if isTied { tied += 1 }
    }

    mutating func fade(by left: Float) {
        met *= left
        tied *= left
    }
}

extension Detector {
    /// A stranger whom an account pays: had he dealt with a dealer?
    /// - Parameter suspect: the one that he had dealt with last.
    @inline(__always)
    mutating func meetCustomer(
        _ account: AccountIndex, _ dossier: UnsafeMutablePointer<Dossier>, of suspect: AccountIndex?
    ) {
        var isTied = false
        if let suspect, suspect != account {
            let record = accounts.address(suspect)
            isTied = record.pointee.isSuspended && record.pointee.alerted & Self.traders != 0
        }
        dossier.pointee.habits.meet(isTied: isTied)
    }
}
