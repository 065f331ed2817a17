import WeirDomain

/// How one payment's amount lies on the prices of the currency's coins: worked out once, and read by both accounts,
/// each along its own line.
struct AmountFits: ~Copyable {
    private let fits = UnsafeMutablePointer<CoinFit>.allocate(capacity: PriceBoard.coinsPerCurrency)
    /// The place of the payment's market; -1 where its currency has none.
    private(set) var market = -1
    /// How many coins have a fresh price.
    private(set) var count = 0

    init() { fits.initialize(repeating: CoinFit(), count: PriceBoard.coinsPerCurrency) }

    deinit { fits.deallocate() }

    subscript(n: Int) -> CoinFit {
        @inline(__always) unsafeAddress {
            precondition(n >= 0 && n < count, "a coin that is not there")
            return UnsafePointer(fits + n)
        }
    }

    mutating func work(out amount: Amount, _ currency: Currency, at time: Instant, on board: borrowing PriceBoard) {
        count = 0
        market = board.market(currency) ?? -1
        guard market >= 0 else { return }
        let (hundredths, tolerance) = PriceTrack.hundredths(amount, currency)
        for place in 0..<board.coinCount(market) {
            let coin = board.coin(place, of: market)
            guard board.isFresh(coin, at: time) else { continue }
            fits[count].place = place
            fits[count].price = board.hundredths(coin)
            if let lattice = board.lattice(coin) {
                let rival = board.isStablecoin(coin) ? board.rival(of: coin, in: market, at: time) : nil
                fits[count].set(lattice, rival.flatMap { board.lattice($0) }, hundredths, tolerance)
                fits[count].rival = rival ?? -1
                fits[count].rivalPrice = rival.map { board.hundredths($0) } ?? 0
            } else {
                fits[count].units = Double(amount.minor) / Double(currency.scale)
                fits[count].set(CoinFractions.fits(amount: fits[count].units, board: fits[count].price / 100))
            }
            count += 1
        }
    }
}

/// The same for one coin.
struct CoinFit: BitwiseCopyable {
    /// Which of the currency's coins it is.
    var place = 0
    /// Hundredths of the currency's unit for one coin.
    var price = 0.0
    /// The place on the board of the reference to compare with, or -1; and its price.
    var rival = -1
    var rivalPrice = 0.0
    /// The amount in units of the currency.
    var units = 0.0
    /// Valid for as long as the payment is being decided.
    private(set) var lattice: Lattice?
    private(set) var rivalLattice: Lattice?
    private(set) var own = Lattice.Fits()
    private(set) var others = Lattice.Fits()
    private(set) var fractions = CoinFractions.Fits()

    var hasLattice: Bool { lattice != nil }

    mutating func set(_ lattice: Lattice, _ rival: Lattice?, _ hundredths: Int64, _ tolerance: Int64) {
        self.lattice = lattice
        own = lattice.fits(hundredths, tolerance: tolerance)
        rivalLattice = rival
        if let rival { others = rival.fits(hundredths, tolerance: tolerance) }
    }

    mutating func set(_ fractions: CoinFractions.Fits) {
        lattice = nil
        self.fractions = fractions
        rival = -1
    }
}
