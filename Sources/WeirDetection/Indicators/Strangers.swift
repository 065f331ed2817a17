import WeirDomain

/// The `people` evidence: persons with whom the account had never dealt before.
///
/// Two-way strangers (a trader's book): many first payers *and* many first payees in a week. Fan-in (a collection
/// point): many first payers in a day whose money goes on to few. Both count persons only: everybody pays new shops.
enum Strangers {
    /// Nats by the smaller of the two weekly counts of strangers [S].
    private static let twoWayCurve = Curve([
        (2, 0), (3, 0.6), (5, 1.8), (8, 3), (10, 3.6), (15, 4.6), (20, 5.2), (30, 6),
    ])
    /// Nats by the strangers that paid within a day [S]. DOMAIN §1.6.2 starts at twenty in a week.
    private static let fanInCurve = Curve([(4, 0), (6, 1.5), (10, 3), (15, 4), (25, 5), (40, 6)])
    /// How much of it remains at a share of first-time counterparties [S].
    private static let shareCurve = Curve([(0.25, 0.25), (0.5, 0.6), (0.7, 1)])

    struct Counts {
        var weekIn = Totals()
        var weekOut = Totals()
        var dayIn = Totals()
        var dayOut = Totals()
    }

    static func twoWay(_ counts: Counts) -> Double {
        let fewer = Double(min(counts.weekIn.strangers, counts.weekOut.strangers))
        let share = min(strangerShare(counts.weekIn), strangerShare(counts.weekOut))
        let (small, large) = (min(counts.weekIn.sum, counts.weekOut.sum), max(counts.weekIn.sum, counts.weekOut.sum))
        // A book has two sides; one that is five times the other is something else.
        let isLopsided = Double(small) < 0.2 * Double(large)
        return max(0, twoWayCurve[fewer] * shareCurve[share] - (isLopsided ? 1.5 : 0))
    }

    static func fanIn(_ counts: Counts) -> Double {
        let weight = fanInCurve[Double(counts.dayIn.strangers)] * shareCurve[strangerShare(counts.dayIn)]
        let isConcentrated = counts.dayOut.distinct <= max(4, counts.dayIn.distinct / 3)
        return isConcentrated ? weight : weight / 2
    }

    /// Strangers among the different counterparties.
    static func strangerShare(_ totals: Totals) -> Double {
        totals.distinct == 0 ? 0 : min(1, Double(totals.strangers) / Double(totals.distinct))
    }
}
