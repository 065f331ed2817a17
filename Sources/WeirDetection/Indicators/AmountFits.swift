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

    /// The n-th coin's, to be read in place until the next payment.
    @inline(__always)
    func address(_ n: Int) -> UnsafePointer<CoinFit> {
        precondition(n >= 0 && n < count, "a coin that is not there")
        return UnsafePointer(fits + n)
    }

    mutating func work(out amount: Amount, _ currency: Currency, at time: Instant, on board: borrowing PriceBoard) {
        begin(board.market(currency) ?? -1)
        guard market >= 0 else { return }
        let coins = board.address(market)
        for place in 0..<coins.pointee.coinCount {
            guard PriceBoard.isFresh(coins.pointee.coins[place].at, at: time) else { continue }
            var coin = PastCoin(
                hundredths: coins.pointee.coins[place].hundredths, lattice: coins.pointee.coins[place].lattice)
            for n in 0..<coins.pointee.coins[place].rivalCount {
                let rival = coins.pointee.coins[place].rivals[n]
                guard PriceBoard.isFresh(rival.at, at: time), let lattice = rival.lattice else { continue }
                coin.rivalHundredths = rival.hundredths
                coin.rivalLattice = lattice
                break
            }
            add(coin, place: place, amount, currency)
        }
    }

    mutating func begin(_ market: Int) {
        count = 0
        self.market = market
    }

    mutating func add(_ coin: PastCoin, place: Int, _ amount: Amount, _ currency: Currency) {
        let fit = fits + count
        count += 1
        fit.pointee.place = place
        fit.pointee.price = coin.hundredths
        guard let lattice = coin.lattice else {
            fit.pointee.units = Double(amount.minor) / Double(currency.scale)
            fit.pointee.set(CoinFractions.fits(amount: fit.pointee.units, board: fit.pointee.price / 100))
            return
        }
        let (hundredths, tolerance) = PriceTrack.hundredths(amount, currency)
        fit.pointee.set(lattice, hundredths, tolerance)
        if let rivalLattice = coin.rivalLattice {
            fit.pointee.setRival(rivalLattice, coin.rivalHundredths, hundredths, tolerance)
        }
    }

    /// Whether the amount by itself is likelier a dealer's than anybody's, for one of the coins: a reason to look at
    /// the account, if there are others.
    mutating func speak() -> Bool {
        for n in 0..<count where fits[n].speaks { return true }
        return false
    }
}

/// The same for one coin.
struct CoinFit: BitwiseCopyable {
    /// Which of the currency's coins it is.
    var place = 0
    /// Hundredths of the currency's unit for one coin.
    var price = 0.0
    /// The price of the reference to compare with, where there is one.
    private(set) var rivalPrice = 0.0
    /// The amount in units of the currency.
    var units = 0.0
    /// Valid for as long as the payment is being decided.
    private(set) var lattice: Lattice?
    private(set) var rivalLattice: Lattice?
    private(set) var own = Lattice.Fits()
    private(set) var others = Lattice.Fits()
    private(set) var fractions = CoinFractions.Fits()

    var hasLattice: Bool { lattice != nil }

    /// Nats from which one amount alone counts as a sign.
    private static let leastSign = 0.5

    var speaks: Bool {
        guard let lattice else {
            return fractions.count > 0 && CoinFractions.read(fractions, line: nil).step >= Self.leastSign
        }
        return !own.isEmpty && lattice.read(own, line: nil, other: nil).step >= Self.leastSign
    }

    mutating func set(_ lattice: Lattice, _ hundredths: Int64, _ tolerance: Int64) {
        self.lattice = lattice
        own = lattice.fits(hundredths, tolerance: tolerance)
        rivalLattice = nil
    }

    mutating func setRival(_ lattice: Lattice, _ price: Double, _ hundredths: Int64, _ tolerance: Int64) {
        rivalLattice = lattice
        rivalPrice = price
        others = lattice.fits(hundredths, tolerance: tolerance)
    }

    mutating func set(_ fractions: CoinFractions.Fits) {
        lattice = nil
        rivalLattice = nil
        self.fractions = fractions
    }
}
