package import WeirDomain

/// Says how amounts lie on the prices ahead of a detector, on another thread and with a board of its own. What it says
/// is believed where both boards have taken in the same prices, and is then what the detector would find itself.
package struct PriceScout: ~Copyable, @unchecked Sendable {
    private var board: PriceBoard

    /// With the prices that a board has now; both are to be told of those that come.
    package init(_ board: borrowing PriceBoard) { self.board = board.copy() }

    package mutating func set(_ quote: PriceQuote) { board.set(quote) }

    package func look(at payment: borrowing PaymentView) -> Scouted.Glance {
        guard let market = board.market(payment.currency) else { return .none }
        let (hundredths, tolerance) = PriceTrack.hundredths(payment.amount, payment.currency)
        let roundness = Lattice.roundness(hundredths)
        let time = payment.at
        for n in 0..<board.coinPlaces(market) {
            let coin = board.address(n, of: market)
            guard coin.pointee.place >= 0, PriceBoard.isFresh(coin.pointee.at, at: time) else { continue }
            // What stood then is written in the other board's past.
            if PriceBoard.isAhead(coin.pointee.at, of: time) { return .none }
            guard let lattice = coin.pointee.lattice else { continue }
            if !lattice.fits(hundredths, tolerance: tolerance).isEmpty { return .none }
        }
        return Scouted.Glance(prices: board.count, roundness: UInt8(roundness), isOffLattice: true)
    }
}
