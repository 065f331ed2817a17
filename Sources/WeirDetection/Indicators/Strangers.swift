import WeirDomain

/// The `people` evidence: persons with whom the account had never dealt before.
///
/// Two-way strangers (a trader's book): many first payers *and* many first payees in a week. Fan-in (a collection
/// point): many first payers in a day whose money goes on to few. Both count persons only: everybody pays new shops.
enum Strangers {
    struct Counts {
        var weekIn = Totals()
        var weekOut = Totals()
        var dayIn = Totals()
        var dayOut = Totals()
        /// Different counterparties of a month.
        var monthIn: UInt32 = 0
        var monthOut: UInt32 = 0
    }

    /// Strangers among the different counterparties.
    static func strangerShare(_ totals: Totals) -> Double {
        totals.distinct == 0 ? 0 : min(1, Double(totals.strangers) / Double(totals.distinct))
    }
}
