package import WeirDomain

/// What an asset is to the detector.
package enum AssetRole: Sendable, BitwiseCopyable {
    /// A coin worth about one unit of a currency, quoted in hundredths, sold in whole quantities.
    case stablecoin
    /// Any other coin: sold in small fractions.
    case coin
    /// A currency or metal: an innocent explanation, never a finding.
    case reference

    package init(_ asset: Asset) {
        if Self.stablecoins.contains(asset.name) {
            self = .stablecoin
        } else if asset.name.hasPrefix("XAU") || asset.name.hasPrefix("XAG") || Currency(asset.name) != nil {
            self = .reference
        } else {
            self = .coin
        }
    }

    private static let stablecoins: Set<String> = [
        "USDT", "USDC", "DAI", "BUSD", "TUSD", "FDUSD", "USDP", "USDD", "PYUSD", "GUSD",
    ]
}

/// The latest price of one asset in one currency. Plain bytes: it is read for every payment.
package struct BoardPrice: BitwiseCopyable, Sendable {
    package let role: AssetRole
    package let currency: Currency
    package fileprivate(set) var at: Instant
    package fileprivate(set) var price: Price
    /// The place of the lattice of amounts at this price, which stablecoins have, and what could be mistaken for them;
    /// otherwise -1.
    fileprivate var lattice = -1

    fileprivate init(_ quote: PriceQuote, _ role: AssetRole) {
        self.role = role
        currency = quote.currency
        at = quote.at
        price = quote.price
    }

    /// Hundredths of the currency's unit for one unit of the asset.
    var hundredths: Double { Double(price.micros) / 10_000 }
}

/// The coins and references of one currency, by their places on the board, the coins first found first.
struct Market: BitwiseCopyable {
    private(set) var coins: InlineArray<3, Int> = .init(repeating: -1)
    private(set) var coinCount = 0
    private(set) var references: InlineArray<6, Int> = .init(repeating: -1)
    private(set) var referenceCount = 0

    mutating func add(_ place: Int, isReference: Bool) {
        if isReference, referenceCount < 6 {
            references[referenceCount] = place
            referenceCount += 1
        } else if !isReference, coinCount < 3 {
            coins[coinCount] = place
            coinCount += 1
        }
    }
}

/// The prices handed in so far. A price is an input like a payment: it counts from its own time on.
package struct PriceBoard: ~Copyable {
    /// A board price older than this says nothing: boards move by more than the band in a day (DOMAIN §1.2).
    static let maximumAgeMilliseconds: Int64 = 26 * 3_600_000
    /// Coins watched per currency; each account of interest keeps a track for each.
    static let coinsPerCurrency = 3

    package private(set) var prices: [BoardPrice] = []
    /// The asset of each price.
    package private(set) var assets: [Asset] = []
    private var markets: [(currency: Currency, market: Market)] = []
    private var lattices = LatticeCache()

    /// Takes a quote. An older one than what is known is kept out: prices arrive in event order.
    mutating func set(_ quote: PriceQuote) {
        if let index = prices.indices.first(where: {
            assets[$0] == quote.asset && prices[$0].currency == quote.currency
        }) {
            guard quote.at >= prices[index].at else { return }
            prices[index].at = quote.at
            guard prices[index].price != quote.price else { return }
            prices[index].price = quote.price
            if prices[index].role != .coin { prices[index].lattice = place(prices[index].hundredths) }
            return
        }
        let role = AssetRole(quote.asset)
        var price = BoardPrice(quote, role)
        if role != .coin { price.lattice = place(price.hundredths) }
        enlist(price)
        assets.append(quote.asset)
    }

    private mutating func place(_ hundredths: Double) -> Int {
        if lattices.isFull {
            lattices.removeAll()
            for index in prices.indices where prices[index].lattice >= 0 {
                prices[index].lattice = lattices.place(prices[index].hundredths)
            }
        }
        return lattices.place(hundredths)
    }

    private mutating func enlist(_ price: BoardPrice) {
        let place: Int
        if let known = markets.firstIndex(where: { $0.currency == price.currency }) {
            place = known
        } else {
            markets.append((price.currency, Market()))
            place = markets.count - 1
        }
        markets[place].market.add(prices.count, isReference: price.role == .reference)
        prices.append(price)
    }

    /// The place of a currency's market.
    func market(_ currency: Currency) -> Int? {
        for place in markets.indices where markets[place].currency == currency { return place }
        return nil
    }

    /// How many coins a market has, and where its n-th stands.
    func coinCount(_ market: Int) -> Int { markets[market].market.coinCount }
    func coin(_ n: Int, of market: Int) -> Int { markets[market].market.coins.span[n] }

    /// Whether the price is known and fresh at that time.
    func isFresh(_ index: Int, at time: Instant) -> Bool {
        time.milliseconds - prices.span[index].at.milliseconds <= Self.maximumAgeMilliseconds
    }

    func isStablecoin(_ index: Int) -> Bool { prices.span[index].role == .stablecoin }
    func lattice(_ index: Int) -> Lattice? {
        let place = prices.span[index].lattice
        return place < 0 ? nil : lattices.lattices[place]
    }
    func hundredths(_ index: Int) -> Double { prices.span[index].hundredths }

    /// The reference whose price lies closest to the coin's, within 6 %: the innocent trade that could be mistaken
    /// for it (for USDT, the US dollar: the premium of the boards moved between -8 % and +14 % but is mostly within 3
    /// %).
    func rival(of coin: Int, in market: Int, at time: Instant) -> Int? {
        var best: Int?
        var bestDistance = 0.06
        let price = Double(prices.span[coin].price.micros)
        for place in 0..<markets[market].market.referenceCount {
            let reference = markets[market].market.references.span[place]
            guard isFresh(reference, at: time) else { continue }
            let distance = abs(Double(prices.span[reference].price.micros) / price - 1)
            if distance < bestDistance {
                best = reference
                bestDistance = distance
            }
        }
        return best
    }
}

/// Lattices by their band of ticks: a board moves to and fro over few of them, and each takes a while to work out.
struct LatticeCache: ~Copyable {
    private var places: [Lattice.Band: Int] = [:]
    private(set) var lattices: [Lattice] = []
    /// Four megabytes.
    private static let capacity = 1_024

    var isFull: Bool { lattices.count >= Self.capacity }

    deinit { for lattice in lattices { lattice.free() } }

    mutating func removeAll() {
        for lattice in lattices { lattice.free() }
        lattices = []
        places = [:]
    }

    mutating func place(_ hundredths: Double) -> Int {
        let band = Lattice.Band(boardHundredths: hundredths)
        if let known = places[band] { return known }
        lattices.append(Lattice(band))
        places[band] = lattices.count - 1
        return lattices.count - 1
    }
}
