/// A price line with strangers on both sides of it.
///
/// Each half by itself is common: customers have lines, traders in anything have strangers. Together they are what a
/// dealer is (DOMAIN §1.6: only the lattice, prices that follow the board, and strangers both ways are specific), and a
/// sum of stairs cannot say "together".
extension Features {
    /// Strangers of a week, on either side, from which a line is trade [S].
    private static let strangersEachWay: Float = 8
    /// Nats by which the coin's board must explain the line better than an innocent price [S].
    private static let tradeMargin: Float = 3
    /// From here on the table gives what is received, read softly, all that a line can get; the same once more would
    /// be too much [S].
    private static let speaksSoftly: Float = 1

    /// Sets `tradeLine` from what has been read: the line's weight, or 0. What a payee got just as others had sent it
    /// makes no stranger of trade.
    package mutating func setTradeLine() {
        let strangers = min(self[.weekInStrangers], self[.weekOutStrangers] - self[.mirroredOut])
        let isTrade = strangers >= Self.strangersEachWay && self[.lineMargin] >= Self.tradeMargin
        let speaksAnyway = self[.softIn] >= Self.speaksSoftly || self[.paidLine] > 0
        self[.tradeLine] = isTrade && !speaksAnyway ? self[.lineWeight] : 0
    }
}
