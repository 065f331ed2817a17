/// A price line with strangers on both sides of it.
///
/// Each half by itself is common: customers have lines, traders in anything have strangers. Together they are what a
/// dealer is (DOMAIN §1.6: only the lattice, prices that follow the board, and strangers both ways are specific), and a
/// sum of stairs cannot say "together".
extension Features {
    /// Strangers of a week, on either side, from which a line is trade; and where it is read exactly and each direction
    /// lies on it by so many nats, which the soft reading does not contradict [S].
    private static let strangersEachWay: Float = 8
    private static let exactly = (strangers: Float(2), nats: Float(3), soft: Float(-1))
    /// Nats by which the coin's board must explain the line better than an innocent price [S].
    private static let tradeMargin: Float = 3
    /// From here on the table gives what is received, read softly, all that a line can get; the same once more would
    /// be too much [S].
    private static let speaksSoftly: Float = 1

    /// A regular customer pays one dealer at that dealer's prices all month, and that is all there is to it: what is
    /// paid along a line counts where the two greatest payees do not get nearly all of what is paid, or where so many
    /// strangers are paid within a week [S].
    private static let nearlyAll: Float = 0.8
    private static let severalStrangers: Float = 3
    /// Of a line that is read softly so many must be strangers.
    private static let manyStrangers: Float = 8

    /// Sets `paidLine` from what has been read.
    /// - Parameter proof: nats by which what is paid lies on the coin's prices.
    package mutating func setPaidLine(_ proof: Float, isSoft: Bool) {
        let strangers = self[.weekOutStrangers] - self[.mirroredOut]
        let isTrade =
            isSoft
            ? strangers >= Self.manyStrangers
            : self[.topPayees] <= Self.nearlyAll || strangers >= Self.severalStrangers
        self[.paidLine] = isTrade ? proof : 0
    }

    /// Nats of what a merchant receives, by either reading, from which its sums are on prices at all, and the margin
    /// that says nothing [S].
    private static let merchantsLine: Float = 2
    private static let idleMargin: Float = 3
    /// The least that what is paid may reach when it is read softly, for a line that is paid to count [S].
    private static let contradicted: Float = -3

    /// Among a big shop's thousands of sums some lie on a coin's price by chance, and those compare well with other
    /// prices: where what it receives does not lie there as a whole, the margin has nothing to say. And a line that
    /// the soft reading contradicts, as where every kilogram has its price, is none that is paid.
    package mutating func takeLineForWhatItIs() {
        if self[.isMerchant] >= 1, max(self[.exactIn], self[.softIn]) < Self.merchantsLine {
            self[.lineMargin] = min(self[.lineMargin], Self.idleMargin)
        }
        if self[.softOut] <= Self.contradicted { self[.paidLine] = 0 }
    }

    /// Sets `paidStrangers` from what has been read: of a week those who are paid along such a line, other than by what
    /// came in to the last digit.
    package mutating func setPaidStrangers() {
        self[.paidStrangers] = self[.paidLine] > 0 ? max(0, self[.weekOutStrangers] - self[.mirroredOut]) : 0
    }

    /// Sets `tradeLine` from what has been read: the line's weight, or 0. What a payee got just as others had sent it
    /// makes no stranger of trade.
    package mutating func setTradeLine() {
        let strangers = min(self[.weekInStrangers], self[.weekOutStrangers] - self[.mirroredOut])
        let isExact =
            strangers >= Self.exactly.strangers && min(self[.exactIn], self[.exactOut]) >= Self.exactly.nats
            && min(self[.softIn], self[.softOut]) >= Self.exactly.soft
        let isTrade = (strangers >= Self.strangersEachWay || isExact) && self[.lineMargin] >= Self.tradeMargin
        let speaksAnyway = self[.softIn] >= Self.speaksSoftly || self[.paidLine] > 0
        self[.tradeLine] = isTrade && !speaksAnyway ? self[.lineWeight] : 0
    }
}
