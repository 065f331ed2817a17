import WeirDomain

/// How one payment's amount lies on the prices of the currency's coins: worked out once, and read by both accounts,
/// each along its own line.
struct AmountFits: ~Copyable {
    private let fits = UnsafeMutablePointer<CoinFit>.allocate(capacity: PriceBoard.coinsPerCurrency)
    /// The place of the payment's market; -1 where its currency has none.
    private(set) var market = -1
    /// How many coins have a fresh price.
    private(set) var count = 0
    /// The amount in hundredths of the unit, and by how much rounding may have moved it.
    private(set) var hundredths: Int64 = 0
    private(set) var tolerance: Int64 = 0
    private var isCompared = false
    private var size: Float?
    /// The market's, where there is one.
    private var unit = 0.0
    private(set) var currency = Currency(packed: 0)
    /// The currency's: one payment after the other is in the same.
    private var (digits, scale) = (0, Int64(1))
    /// The amount is near to nothing that a coin would cost.
    private var isPlain = true

    init() { fits.initialize(repeating: CoinFit(), count: PriceBoard.coinsPerCurrency) }

    deinit { fits.deallocate() }

    /// The n-th coin's, to be read in place until the next payment.
    @inline(__always)
    func address(_ n: Int) -> UnsafePointer<CoinFit> {
        precondition(n >= 0 && n < count, "a coin that is not there")
        return UnsafePointer(fits + n)
    }

    /// - Parameter glance: what was found out ahead; believed if it was at the same prices.
    mutating func work(
        out amount: Amount, _ currency: Currency, at time: Instant, on board: inout PriceBoard,
        glance: Scouted.Glance = .none
    ) {
        begin(amount, currency, on: &board)
        guard market >= 0 else { return }
        let isOffLattice = glance.isOffLattice && glance.prices == board.count
        for n in 0..<board.coinPlaces(market) {
            let coin = board.address(n, of: market)
            guard coin.pointee.place >= 0, PriceBoard.isFresh(coin.pointee.at, at: time) else { continue }
            if PriceBoard.isAhead(coin.pointee.at, of: time) {
                return work(out: amount, currency, past: Detector.minute(time), on: &board)
            }
            // Nearly all payments are too small for any fraction of a dear coin.
            if amount.minor < coin.pointee.least {
                addNone(n, coin.pointee.hundredths)
                continue
            }
            if isOffLattice, let lattice = coin.pointee.lattice {
                addNone(n, coin.pointee.hundredths, lattice, roundness: Int(glance.roundness))
                continue
            }
            add(n, coin.pointee.hundredths, coin.pointee.lattice, amount)
        }
    }

    /// ln of the amount in units of about one dollar; 0 where nobody knows what that is. Once for a payment.
    var logSize: Float {
        mutating get {
            if let known = size { return known }
            var found: Float = 0
            let unit = market >= 0 ? unit : UsualRates.hundredths(currency)
            if unit > 0, hundredths > 0 { found = Float(Nats.ln(max(0.01, Double(hundredths) / unit))) }
            size = found
            return found
        }
    }

    /// What the references say, which only dossiers ask for. Once for a payment.
    mutating func compare(with board: inout PriceBoard, at time: Instant) {
        guard market >= 0, !isCompared else { return }
        isCompared = true
        for n in 0..<count where fits[n].hasLattice {
            let coin = board.address(fits[n].place, of: market)
            for i in 0..<coin.pointee.rivalCount {
                let rival = coin.pointee.rivals[i]
                guard PriceBoard.isFresh(rival.at, at: time), let lattice = rival.lattice else { continue }
                fits[n].setRival(lattice, rival.hundredths, hundredths, tolerance)
                break
            }
        }
    }

    mutating func begin(_ amount: Amount, _ currency: Currency, on board: inout PriceBoard) {
        if currency != self.currency {
            self.currency = currency
            (digits, scale) = (currency.digits, currency.scale)
        }
        (hundredths, tolerance) = PriceTrack.hundredths(amount, digits: digits)
        count = 0
        isPlain = true
        isCompared = false
        size = nil
        market = board.market(currency) ?? -1
        if market >= 0 { unit = board.address(market).pointee.unit }
    }

    @inline(__always)
    mutating func addNone(_ place: Int, _ price: Double) {
        let fit = fits + count
        count += 1
        fit.pointee.place = place
        fit.pointee.price = price
        fit.pointee.setNone()
    }

    /// A coin of whose prices the amount is no multiple.
    @inline(__always)
    private mutating func addNone(_ place: Int, _ price: Double, _ lattice: Lattice, roundness: Int) {
        let fit = fits + count
        count += 1
        fit.pointee.place = place
        fit.pointee.price = price
        fit.pointee.setNone(lattice, hundredths, tolerance, roundness: roundness)
    }

    mutating func add(_ place: Int, _ price: Double, _ lattice: Lattice?, _ amount: Amount) {
        let fit = fits + count
        count += 1
        fit.pointee.place = place
        fit.pointee.price = price
        if let lattice {
            fit.pointee.set(lattice, hundredths, tolerance)
        } else {
            fit.pointee.setFractions(units: Double(amount.minor) / Double(scale))
        }
        if !CoinFit.isEmpty(UnsafePointer(fit)) { isPlain = false }
    }

    /// The same for a payment of the past, with the reference.
    mutating func add(_ coin: PastCoin, place: Int, _ amount: Amount) {
        isCompared = true
        add(place, coin.hundredths, coin.lattice, amount)
        guard let lattice = coin.rivalLattice else { return }
        fits[count - 1].setRival(lattice, coin.rivalHundredths, hundredths, tolerance)
    }

    /// The same for amounts that were moved a little, by less than half of what a coin costs. For fits that are used
    /// once: they stay as wide.
    mutating func widen() {
        for n in 0..<count { fits[n].widen(hundredths, by: Int64(fits[n].price * Self.movedBy)) }
    }

    private static let movedBy = 0.45

    /// Whether the amount is a plain quantity of any coin.
    var hasAny: Bool { !isPlain }

    /// Whether the amount by itself is likelier a dealer's than anybody's, for one of the coins: a reason to look at
    /// the account, if there are others.
    mutating func speak() -> Bool {
        if isPlain { return false }
        for n in 0..<count where CoinFit.speaks(UnsafePointer(fits + n)) { return true }
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
    /// Within how many hundredths of a multiple `own` lies.
    private(set) var moved: Int64 = 0

    var hasLattice: Bool { lattice != nil }

    /// Nats from which one amount alone counts as a sign.
    private static let leastSign = 0.5

    /// By address: a getter would copy all of it.
    static func speaks(_ fit: UnsafePointer<CoinFit>) -> Bool {
        guard let lattice = fit.pointee.lattice else {
            return fit.pointee.fractions.count > 0
                && CoinFractions.read(fit.pointee.fractions, line: nil).step >= leastSign
        }
        return !fit.pointee.own.isEmpty && lattice.read(fit.pointee.own, line: nil, other: nil).step >= leastSign
    }

    /// Whether the amount is a quantity of the coin at no price.
    @inline(__always)
    static func isEmpty(_ fit: UnsafePointer<CoinFit>) -> Bool {
        fit.pointee.lattice == nil ? fit.pointee.fractions.count == 0 : fit.pointee.own.isEmpty
    }

    /// Whether the amount is likelier than not a plain quantity, moved off the coin's prices by a little.
    static func isNear(_ fit: UnsafePointer<CoinFit>) -> Bool {
        fit.pointee.hasLattice
            && SoftLattice.isNear(
                Double(fit.pointee.own.amount), roundness: fit.pointee.own.roundness, price: fit.pointee.price)
    }

    mutating func set(_ lattice: Lattice, _ hundredths: Int64, _ tolerance: Int64) {
        self.lattice = lattice
        own = lattice.fits(hundredths, tolerance: tolerance)
        rivalLattice = nil
    }

    /// The same where it is known that the amount is no multiple.
    @inline(__always)
    mutating func setNone(_ lattice: Lattice, _ hundredths: Int64, _ tolerance: Int64, roundness: Int) {
        self.lattice = lattice
        own = Lattice.Fits(none: hundredths, tolerance: tolerance, roundness: roundness)
        rivalLattice = nil
    }

    /// Looks for multiples near the amount, where it is none itself.
    mutating func widen(_ hundredths: Int64, by tolerance: Int64) {
        guard let lattice, own.isEmpty else { return }
        moved = tolerance
        own = lattice.fits(hundredths, tolerance: tolerance)
    }

    mutating func setRival(_ lattice: Lattice, _ price: Double, _ hundredths: Int64, _ tolerance: Int64) {
        rivalLattice = lattice
        rivalPrice = price
        others = lattice.fits(hundredths, tolerance: tolerance)
    }

    mutating func setFractions(units: Double) {
        setNone()
        self.units = units
        fractions.work(out: units, board: price / 100)
    }

    /// A coin of which the amount is no plain fraction.
    @inline(__always)
    mutating func setNone() {
        lattice = nil
        rivalLattice = nil
        fractions.removeAll()
    }
}
