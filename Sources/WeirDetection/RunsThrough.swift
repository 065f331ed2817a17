/// Strangers' money that runs through an account.
///
/// Shops have strangers who pay, brokers and agents pass on what comes in; whoever is paid by many strangers, keeps
/// nothing for a day, and pays hardly any stranger himself, day after day, is what a mule is. A sum of stairs cannot
/// say "together" (see `TradeLine.swift`).
extension Features {
    /// Strangers who pay within a week, the share of what came in that has gone out, and that of it which went within
    /// a day, and within hours; days of it, and strangers paid for each that pays. And most of them say nothing:
    /// customers of an agent say what they want, and the agent orders in the evening. Who waits longer is one where
    /// much of what it pays goes to suspects: a gang's collectors are stopped before the mules that are patient [S].
    private static let strangersWhoPay: Float = 15
    private static let goneOn: Float = 0.9
    private static let goneWithinDay: Float = 0.9
    private static let goneWithinHours: Float = 0.6
    private static let daysOfIt: Float = 2
    private static let strangersPaid: Float = 0.1
    private static let wordless: Float = 0.95
    private static let toSuspects: Float = 0.3
    private static let goneToSuspects: Float = 0.8
    private static let withinDayToSuspects: Float = 0.75

    /// Sets `runsThrough`, 1 or 0, from what has been read.
    package mutating func setRunsThrough() {
        let runs =
            self[.weekInStrangers] >= Self.strangersWhoPay && self[.days] >= Self.daysOfIt
            && self[.weekOutStrangers] <= Self.strangersPaid * self[.weekInStrangers]
            && self[.silentIn] >= Self.wordless && (isGoneWithinHours || isGoneToSuspects)
        self[.runsThrough] = runs ? 1 : 0
    }

    private var isGoneWithinHours: Bool {
        mutating get {
            self[.outOverIn] >= Self.goneOn && self[.dayShare] >= Self.goneWithinDay
                && self[.hoursShare] >= Self.goneWithinHours
        }
    }

    private var isGoneToSuspects: Bool {
        mutating get {
            self[.suspectsOut] >= Self.toSuspects && self[.outOverIn] >= Self.goneToSuspects
                && self[.dayShare] >= Self.withinDayToSuspects
        }
    }
}
