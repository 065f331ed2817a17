/// What is kept of accounts for rules that ask only how much and how often: numbers of payments, and the windows of
/// every account. Who an account is, and whom it has met, is nobody's business here.
package struct PlainAccounts: ~Copyable {
    struct Record: BitwiseCopyable {
        var place = ActivityPlace()
        /// A payment has come late: the list is not in the order of time.
        var isLate = false
        var payments: UInt32 = 0
        /// The minute of its newest payment.
        var newest = Int32.min
    }

    private var records = Slab<Record>(blank: Record())
    private var activity = Activity()

    package init() {}

    /// Room for an account of this number.
    @inline(__always)
    package mutating func open(_ account: UInt32) {
        while records.count <= Int(account) { _ = records.add() }
    }

    /// Counts one side of a payment of an account that has room.
    @inline(__always)
    package mutating func count(
        _ account: UInt32, _ direction: Direction, amount: Int64, minute: Int32, windows needsWindows: Bool
    ) {
        let record = records.address(Int(account))
        record.pointee.payments &+= 1
        guard needsWindows else { return }
        if minute < record.pointee.newest {
            record.pointee.isLate = true
        } else {
            record.pointee.newest = minute
        }
        activity.add(&record.pointee.place, direction, amount, minute, nil, [])
    }

    // Mutating, so that they read in place.

    @inline(__always)
    package mutating func payments(of account: UInt32) -> UInt32 { records.address(Int(account)).pointee.payments }

    /// Count and sum of a window after the payment at hand has been counted. Counterparties are not known.
    @inline(__always)
    package mutating func totals(
        of account: UInt32, _ direction: Direction, _ window: Window, at minute: Int32
    ) -> Totals {
        let record = records.address(Int(account))
        guard record.pointee.isLate || record.pointee.place.hasWindows else {
            return activity.newestTotals(record.pointee.place, direction, window, at: minute)
        }
        return activity.totals(record.pointee.place, direction, window, at: minute)
    }

    /// The same for several windows of one direction, the shortest first, in one look at the list.
    package mutating func totals(
        of account: UInt32, _ direction: Direction, _ windows: UnsafeBufferPointer<Window>, at minute: Int32,
        into totals: UnsafeMutablePointer<Totals>
    ) {
        let record = records.address(Int(account))
        guard record.pointee.isLate || record.pointee.place.hasWindows else {
            return activity.newestTotals(record.pointee.place, direction, windows, at: minute, into: totals)
        }
        activity.sums(record.pointee.place, direction, windows, at: minute, into: totals)
    }

    /// Asks for an account's record ahead of its use.
    @inline(__always)
    package mutating func prefetch(_ account: UInt32) { records.prefetch(Int(account), lines: 1) }

    /// The same for its latest payments; the record has been asked for.
    @inline(__always)
    package mutating func prefetchPayments(_ account: UInt32, _ direction: Direction) {
        guard Int(account) < records.count else { return }
        activity.prefetch(&records.address(Int(account)).pointee.place, direction)
    }
}
