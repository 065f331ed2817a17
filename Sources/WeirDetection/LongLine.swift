/// A price line that strangers keep to at length.
///
/// A dealer with fifty orders on his prices weighs no more, by the stairs of single figures, than one with eight: they
/// are at their end. Where a platform gives nothing but payments, no cities, devices or remarks, that must do.
extension Features {
    /// Amounts on the line, their share, its margin and the nats of what strangers send (so many of a week) from which
    /// no innocent price explains it [S].
    private static let long: Float = 10
    private static let longShare: Float = 0.25
    private static let longMargin: Float = 6
    private static let longReceived: Float = 8
    private static let strangersAlong: Float = 6

    /// A line counts by its length where nearly all of what came in is paid out, a part of it within a day, on four
    /// days; of others no more than so many amounts: whoever is framed lives on, and framing takes a day or two [S].
    private static let paidOut: Float = 0.8
    private static let withinDay: Float = 0.3
    private static let daysAtLength: Float = 4
    private static let mostOfOthers: Float = 24

    /// Sets `longLine` from what has been read: the amounts on the line where strangers keep to it at length, or 0.
    package mutating func setLongLine() {
        let isLong =
            self[.lineHits] >= Self.long && self[.lineShare] >= Self.longShare
            && self[.lineMargin] >= Self.longMargin && max(self[.exactIn], self[.softIn]) >= Self.longReceived
            && self[.weekInStrangers] >= Self.strangersAlong
        let isPaidOut =
            self[.outOverIn] >= Self.paidOut && self[.dayShare] >= Self.withinDay && self[.days] >= Self.daysAtLength
        self[.longLine] = !isLong ? 0 : isPaidOut ? self[.lineHits] : min(self[.lineHits], Self.mostOfOthers)
    }
}
