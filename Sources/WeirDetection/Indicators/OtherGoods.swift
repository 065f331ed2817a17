import WeirDomain

/// Amounts that the price of something else explains: gold by the gram, a currency that is worth much more or less.
///
/// A reference within 6 % of a coin's price is held against the coin amount by amount (`PriceTrack`). One that costs
/// fifty coins, or a thousandth of one, is not, and yet its plain quantities come close to the coin's where its price
/// is near a multiple or a fraction: five grams of gold at 358 yuan, sold with a margin, are 254 coins at 7.05, and ten
/// are 508. So before a line counts, the account's last amounts are read softly at the prices that such references had
/// at the time, and at the coin's: with the same formulas (`SoftLattice`, `CoinFractions`), each with the account's own
/// line by direction, sums of steps as there.
///
/// Gold is bought and sold with more of a margin than coins: 3 % of its price on either side [S].
struct OtherGoods {
    /// Half the width of deviations from a reference's price.
    private static let halfBand = 0.03
    /// A reference explains the amounts from so many nats and hits on, and no less well than the coin, give or take
    /// what two dozen amounts say by chance [S].
    private static let needs: Float = 6
    private static let leastHits = 6
    private static let tie: Float = 3
    private let notes: [Note]

    /// - Parameter notes: payments of an account, oldest first.
    private init(_ notes: [Note], _ currency: Currency) {
        var recent = RecentAmounts()
        // One that recurs is a price tag, and adds nothing.
        self.notes = notes.filter { $0.currency == currency && recent.isNew($0.amount, $0.direction) }
    }

    /// Whether a reference far from the coin's price explains an account's last amounts as well as the coin does.
    /// - Parameters:
    ///   - ring: its payments, of which so many have been made.
    ///   - coin: its place in the market of the last one's currency.
    static func explain(
        _ ring: UnsafeMutablePointer<NoteRing>, noted: UInt32, coin: Int, on board: borrowing PriceBoard
    ) -> Bool {
        let currency = ring.pointee.last(of: noted).currency
        guard let market = board.market(currency), coin < board.coinPlaces(market) else { return false }
        let place = board.coin(coin, of: market)
        guard place >= 0 else { return false }
        var goods: OtherGoods?
        var coins: GoodsReading?
        for n in 0..<board.address(market).pointee.referenceCount {
            let reference = board.address(market).pointee.references[n]
            guard board.isFar(reference, from: place) else { continue }
            let known = goods ?? OtherGoods(ring.pointee.all(of: noted), currency)
            goods = known
            let other = known.read(at: reference, on: board)
            guard other.sum >= needs, other.hits >= leastHits else { continue }
            let own = coins ?? known.read(at: place, on: board)
            coins = own
            if other.sum >= own.sum - tie { return true }
        }
        return false
    }

    private func read(at place: Int, on board: borrowing PriceBoard) -> GoodsReading {
        var reading = GoodsReading()
        let role = board.prices[place].role
        let form: GoodsReading.Form = role == .reference ? .pieces(halfBand: Self.halfBand) : .coins(role)
        for note in notes {
            guard let price = board.fresh(place, Detector.minute(note.at)) else { continue }
            let (amount, _) = PriceTrack.hundredths(note.amount, note.currency)
            reading.take(amount, note.direction, at: Double(price.price.micros) / 10_000, form)
        }
        return reading
    }
}

extension Detector {
    /// Nats of a line from which it is worth comparing.
    private static let comparable = 2.0

    /// Whether the account's price line is that of something else. Asked only where there is something to say.
    func isOfOtherGoods(_ dossier: UnsafeMutablePointer<Dossier>) -> Bool {
        if dossier.pointee.goods.isKnown { return true }
        guard dossier.pointee.hasPrices, dossier.pointee.notes != 0, let line = dossier.pointee.priceLine,
            line.weight >= Self.comparable
        else { return false }
        if line.wanders { return true }
        let ring = notes.address(Int(dossier.pointee.notes))
        return OtherGoods.explain(ring, noted: dossier.pointee.noted, coin: line.coin, on: board)
    }
}
