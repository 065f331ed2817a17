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
    /// The lattice of amounts at this price: of stablecoins, and of what could be mistaken for them.
    fileprivate(set) var lattice: Lattice?

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
package struct PriceBoard {
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
            if prices[index].role != .coin {
                prices[index].lattice = lattices.lattice(prices[index].hundredths)
            }
            return
        }
        let role = AssetRole(quote.asset)
        var price = BoardPrice(role: role, currency: quote.currency, at: quote.at, price: quote.price)
        if role != .coin { price.lattice = lattices.lattice(price.hundredths) }
        enlist(price)
        assets.append(quote.asset)
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

    func market(_ currency: Currency) -> Market? {
        for entry in markets where entry.currency == currency { return entry.market }
        return nil
    }

    /// The price, if it is known and fresh at that time.
    func fresh(_ index: Int, at time: Instant) -> BoardPrice? {
        let price = prices[index]
        return time.milliseconds - price.at.milliseconds <= Self.maximumAgeMilliseconds ? price : nil
    }

    /// The reference whose price lies closest to the coin's, within 6 %: the innocent trade that could be mistaken
    /// for it (for USDT, the US dollar: the premium of the boards moved between -8 % and +14 % but is mostly within 3
    /// %).
    func rival(of coin: BoardPrice, in market: Market, at time: Instant) -> BoardPrice? {
        var best: BoardPrice?
        var bestDistance = 0.06
        for place in 0..<market.referenceCount {
            guard let reference = fresh(market.references[place], at: time) else { continue }
            let distance = abs(Double(reference.price.micros) / Double(coin.price.micros) - 1)
            if distance < bestDistance {
                best = reference
                bestDistance = distance
            }
        }
        return best
    }
}

/// Lattices by their band of ticks: a board moves to and fro over few of them, and each takes a while to work out.
private struct LatticeCache {
    private var lattices: [Lattice.Band: Lattice] = [:]
    private static let capacity = 4_096

    mutating func lattice(_ hundredths: Double) -> Lattice {
        let band = Lattice.Band(boardHundredths: hundredths)
        if let known = lattices[band] { return known }
        if lattices.count >= Self.capacity { lattices.removeAll() }
        let made = Lattice(band)
        lattices[band] = made
        return made
    }
}
