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

    /// Who is watched where a market has more coins than can be: the one that nearly all of the trade is in, others of
    /// about one unit, the two that are bought by the fraction, all others (DOMAIN §1.2).
    static func rank(_ asset: Asset) -> Int {
        if asset.name == "USDT" { return 0 }
        if stablecoins.contains(asset.name) { return 1 }
        return asset.name == "BTC" || asset.name == "ETH" ? 2 : 3
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

/// A coin of a currency with all that reading an amount needs, worked out when a price changes and not when one is
/// asked for.
struct CoinPrice: BitwiseCopyable {
    /// The place of its price on the board; -1 for none.
    var place = -1
    var at = Instant(milliseconds: 0)
    /// Hundredths of the currency's unit.
    var hundredths = 0.0
    /// An amount below it, in minor units, is no fraction of the coin that anybody orders; 0 for one with a lattice.
    var least: Int64 = 0
    /// The lattice of amounts at this price, for coins of about one unit.
    var lattice: Lattice?
    /// References that it could be mistaken for, the closest first.
    var rivals: InlineArray<6, Rival> = .init(repeating: Rival())
    var rivalCount = 0

    struct Rival: BitwiseCopyable {
        var place = 0
        var at = Instant(milliseconds: 0)
        var hundredths = 0.0
        var lattice: Lattice?
        var distance = 0.0
    }
}

/// The coins of one currency: those of about one unit from the first place on, others from the last, so that it is all
/// the same who is quoted first.
struct Market: BitwiseCopyable {
    let currency: Currency
    /// Places that are to be looked at; some may be empty.
    fileprivate(set) var coinPlaces = 0
    /// Hundredths of the currency's unit for about one dollar, by which sizes are compared; 0 if nobody knows.
    fileprivate(set) var unit = 0.0
    private(set) var references: InlineArray<6, Int> = .init(repeating: -1)
    private(set) var referenceCount = 0

    init(_ currency: Currency) { self.currency = currency }

    /// - Parameter isDollar: the one that a coin of about one unit is mistaken for has a place in any case.
    fileprivate mutating func add(reference place: Int, isDollar: Bool) {
        guard referenceCount < 6 else {
            if isDollar { references[5] = place }
            return
        }
        references[referenceCount] = place
        referenceCount += 1
    }
}

/// The prices handed in so far. A price is an input like a payment: it counts from its own time on.
package struct PriceBoard: ~Copyable {
    /// A board price older than this says nothing: boards move by more than the band in a day (DOMAIN §1.2).
    package static let maximumAgeMilliseconds: Int64 = 26 * 3_600_000
    /// Coins watched per currency; each account of interest keeps a track for each.
    static let coinsPerCurrency = 3

    package private(set) var prices: [BoardPrice] = []
    /// The asset of each price.
    package private(set) var assets: [Asset] = []
    /// What each price has been.
    private(set) var history: [PriceHistory] = []
    private var markets = Slab<Market>(blank: Market(Currency(packed: 0)))
    /// Three for each market.
    private var coins = Slab<CoinPrice>(blank: CoinPrice())
    private var lattices = LatticeCache()
    /// How many quotes have been taken in: of two boards with one past, those with the same count say the same.
    private(set) var count: UInt32 = 0

    /// Takes a quote. An older one than what is known is kept out: prices arrive in event order.
    mutating func set(_ quote: PriceQuote) {
        sweep()
        count &+= 1
        if let index = prices.indices.first(where: {
            assets[$0] == quote.asset && prices[$0].currency == quote.currency
        }) {
            guard quote.at >= prices[index].at else { return }
            prices[index].at = quote.at
            history[index].add(quote.price, minute: Detector.minute(quote.at))
            guard prices[index].price != quote.price else { return refresh(quote.currency) }
            prices[index].price = quote.price
            if prices[index].role != .coin { prices[index].lattice = place(of: prices[index]) }
            refresh(prices[index].currency)
            return
        }
        let role = AssetRole(quote.asset)
        var price = BoardPrice(quote, role)
        if role != .coin { price.lattice = place(of: price) }
        assets.append(quote.asset)
        enlist(price, quote.asset)
        history.append(PriceHistory())
        history[assets.count - 1].add(quote.price, minute: Detector.minute(quote.at))
        refresh(quote.currency)
    }

    /// Takes back what was said of a price from the ten minutes of a time on: what was known before stands again. One
    /// that was dated ahead by mistake would keep out all others until then.
    /// - Returns: whether there was anything to take back.
    mutating func withdraw(_ asset: Asset, _ currency: Currency, from time: Instant) -> Bool {
        sweep()
        let known = prices.indices.first { assets[$0] == asset && prices[$0].currency == currency }
        guard let known, prices[known].at >= time else { return false }
        // Who has not heard of it has another past, however many quotes come.
        count &+= 1 << 24
        history[known].remove(from: Detector.minute(time))
        if let newest = history[known].newest {
            prices[known].at = Instant(milliseconds: Int64(newest.minute) * 60_000)
            prices[known].price = newest.price
            if prices[known].role != .coin { prices[known].lattice = place(of: prices[known]) }
        } else {
            prices[known].at = Self.never
        }
        refresh(currency)
        return true
    }

    /// When a price was said of which nothing is known any more: before all payments.
    package static let never = Instant(milliseconds: -4_000_000_000_000)

    /// A board of its own with the same prices, without what they were before.
    func copy() -> PriceBoard {
        var other = PriceBoard()
        for (asset, price) in zip(assets, prices) {
            other.set(PriceQuote(at: price.at, asset: asset, currency: price.currency, price: price.price))
        }
        other.count = count
        return other
    }

    /// In the order in which they were first quoted, which is what places them.
    func save(to writer: borrowing StateWriter) {
        writer.write(assets.count)
        for (asset, price) in zip(assets, prices) {
            writer.write(asset.name)
            writer.write(price.currency.packed)
            writer.write(price.price.micros)
            writer.write(price.at.milliseconds)
        }
        for past in history { past.save(to: writer) }
    }

    mutating func load(from reader: borrowing StateReader) throws {
        for _ in 0..<(try reader.count()) {
            guard let asset = Asset(try reader.readText()) else { throw StateReader.Flaw("an asset without a name") }
            let currency = Currency(packed: try reader.read())
            let price = Price(micros: try reader.read())
            set(
                PriceQuote(at: Instant(milliseconds: try reader.read()), asset: asset, currency: currency, price: price)
            )
        }
        for index in history.indices { history[index] = try PriceHistory(from: reader) }
    }

    /// To be called between two payments: tables that were removed while one was read are given back.
    @inline(__always)
    mutating func sweep() { lattices.sweep() }

    private mutating func place(of price: BoardPrice) -> Int {
        makeRoomForLattices(1)
        return lattices.place(price.hundredths, price.role)
    }

    /// The table of a price; until the next question.
    mutating func lattice(_ hundredths: Double, _ role: AssetRole) -> Lattice {
        lattices.lattices[lattices.place(hundredths, role)]
    }

    /// Where so many more do not fit, only those of today's prices stay.
    mutating func makeRoomForLattices(_ count: Int) {
        guard !lattices.hasRoom(for: count) else { return }
        lattices.removeAll()
        for index in prices.indices where prices[index].lattice >= 0 {
            prices[index].lattice = lattices.place(prices[index].hundredths, prices[index].role)
        }
        for market in 0..<markets.count { refresh(markets[market].currency) }
    }

    private mutating func enlist(_ price: BoardPrice, _ asset: Asset) {
        let place: Int
        if let known = market(price.currency) {
            place = known
        } else {
            place = markets.add()
            markets[place] = Market(price.currency)
            for _ in 0..<Self.coinsPerCurrency { _ = coins.add() }
        }
        if price.role == .reference {
            markets[place].add(reference: prices.count, isDollar: asset.name == "USD")
        } else if let free = slot(for: asset, price.role, of: place) {
            address(free, of: place).pointee.place = prices.count
            markets[place].coinPlaces = max(markets[place].coinPlaces, free + 1)
        }
        prices.append(price)
    }

    /// Where a new coin goes: to a free place, or to that of a coin that matters less. What accounts' tracks have read
    /// there of the other coin fades within weeks.
    private mutating func slot(for asset: Asset, _ role: AssetRole, of market: Int) -> Int? {
        let last = Self.coinsPerCurrency - 1
        var worst = (rank: AssetRole.rank(asset), slot: Int?.none)
        for n in 0...last {
            let slot = role == .stablecoin ? n : last - n
            let place = coin(slot, of: market)
            if place < 0 { return slot }
            let rank = AssetRole.rank(assets[place])
            if rank > worst.rank { worst = (rank, slot) }
        }
        return worst.slot
    }

    /// Works a market out anew.
    private mutating func refresh(_ currency: Currency) {
        guard let market = market(currency) else { return }
        markets[market].unit = unit(of: market)
        for n in 0..<coinPlaces(market) {
            let address = address(n, of: market)
            guard address.pointee.place >= 0 else { continue }
            let price = prices[address.pointee.place]
            var coin = CoinPrice()
            coin.place = address.pointee.place
            coin.at = price.at
            coin.hundredths = price.hundredths
            coin.lattice = price.lattice < 0 ? nil : lattices.lattices[price.lattice]
            if price.lattice < 0 {
                coin.least = Int64(price.hundredths / 100 * Double(currency.scale) * CoinFractions.least)
            }
            if price.role == .stablecoin { addRivals(of: price, to: &coin, market) }
            address.pointee = coin
        }
    }

    /// Currencies in which a coin of about one unit is quoted and nothing that it could be mistaken for: there a money
    /// changer is held against his own price alone.
    package var withoutReference: [Currency] {
        var found: [Currency] = []
        for market in 0..<markets.count {
            var (hasCoin, hasRival) = (false, false)
            for n in 0..<coinPlaces(market) where coin(n, of: market) >= 0 {
                guard prices[coin(n, of: market)].role == .stablecoin else { continue }
                hasCoin = true
                hasRival = hasRival || address(n, of: market).pointee.rivalCount > 0
            }
            if hasCoin, !hasRival { found.append(markets[market].currency) }
        }
        return found
    }

    /// By the first coin of about one unit, or the dollar, however old their prices are; or by what is usual.
    private mutating func unit(of market: Int) -> Double {
        for n in 0..<coinPlaces(market) {
            let place = coin(n, of: market)
            if place >= 0, prices[place].role == .stablecoin { return prices[place].hundredths }
        }
        for n in 0..<markets[market].referenceCount {
            let place = markets[market].references[n]
            if assets[place].name == "USD" { return prices[place].hundredths }
        }
        return UsualRates.hundredths(markets[market].currency)
    }

    /// The references whose price lies within 6 % of the coin's, the closest first: the innocent trade that could be
    /// mistaken for it (for USDT, the US dollar: the premium of the boards moved between -8 % and +14 % but is mostly
    /// within 3 %).
    private mutating func addRivals(of price: BoardPrice, to coin: inout CoinPrice, _ market: Int) {
        for n in 0..<markets[market].referenceCount {
            let place = markets[market].references[n]
            let reference = prices[place]
            let distance = Self.distance(reference, price)
            guard distance < Self.nearby else { continue }
            var at = coin.rivalCount
            while at > 0, coin.rivals[at - 1].distance > distance {
                coin.rivals[at] = coin.rivals[at - 1]
                at -= 1
            }
            coin.rivals[at] = CoinPrice.Rival(
                place: place, at: reference.at, hundredths: reference.hundredths,
                lattice: reference.lattice < 0 ? nil : lattices.lattices[reference.lattice], distance: distance)
            coin.rivalCount += 1
        }
    }

    private static let nearby = 0.06

    private static func distance(_ reference: BoardPrice, _ coin: BoardPrice) -> Double {
        abs(Double(reference.price.micros) / Double(coin.price.micros) - 1)
    }

    /// Whether a reference costs much more or less than a coin, by their places.
    func isFar(_ reference: Int, from coin: Int) -> Bool {
        Self.distance(prices[reference], prices[coin]) >= Self.nearby
    }

    /// The place of a currency's market.
    @inline(__always)
    func market(_ currency: Currency) -> Int? {
        for place in 0..<markets.count where markets.address(place).pointee.currency == currency { return place }
        return nil
    }

    /// A market, to be read in place until the next quote.
    func address(_ market: Int) -> UnsafeMutablePointer<Market> { markets.address(market) }

    /// How many places for coins a market has in use, and where the coin in the n-th stands; -1 where none does.
    func coinPlaces(_ market: Int) -> Int { address(market).pointee.coinPlaces }
    func coin(_ n: Int, of market: Int) -> Int { address(n, of: market).pointee.place }

    /// A market's n-th coin, to be read in place until the next quote.
    @inline(__always)
    func address(_ n: Int, of market: Int) -> UnsafeMutablePointer<CoinPrice> {
        coins.address(market * Self.coinsPerCurrency + n)
    }

    /// Whether a price was handed in so long before its time that what stood then is to be looked up: quotes of the
    /// last minutes may overtake payments, and a month of prices may come at once.
    @inline(__always)
    static func isAhead(_ at: Instant, of time: Instant) -> Bool {
        at.milliseconds - time.milliseconds > leadMilliseconds
    }

    private static let leadMilliseconds: Int64 = 600_000

    /// Whether a price of that time still says something.
    static func isFresh(_ at: Instant, at time: Instant) -> Bool {
        time.milliseconds - at.milliseconds <= maximumAgeMilliseconds
    }
}

/// Lattices by their band of ticks: a board moves to and fro over few of them, and each takes a while to work out.
struct LatticeCache: ~Copyable {
    private(set) var lattices: [Lattice] = []
    /// Removed ones, which the payment at hand may still be reading.
    private var removed: [Lattice] = []
    /// One more than the place of a lattice, 0 for none, probed one after the other from where the band belongs.
    private let slots = UnsafeMutablePointer<UInt16>.allocate(capacity: LatticeCache.slotCount)
    /// Four megabytes.
    private static let capacity = 1_024
    private static let slotCount = 4_096

    init() { slots.initialize(repeating: 0, count: Self.slotCount) }

    deinit {
        for lattice in lattices + removed { lattice.free() }
        slots.deallocate()
    }

    func hasRoom(for count: Int) -> Bool { lattices.count + count <= Self.capacity }

    mutating func removeAll() {
        removed += lattices
        lattices = []
        slots.update(repeating: 0, count: Self.slotCount)
    }

    /// Gives back what was removed: between two payments nobody reads it.
    mutating func sweep() {
        guard !removed.isEmpty else { return }
        for lattice in removed { lattice.free() }
        removed = []
    }

    /// Where there is room, the place of a price's lattice, made if it is new.
    mutating func place(_ hundredths: Double, _ role: AssetRole) -> Int {
        let halfBand = role == .stablecoin ? Lattice.halfBand : Lattice.rivalHalfBand
        let band = Lattice.Band(boardHundredths: hundredths, halfBand: halfBand)
        var slot = Self.home(band)
        while slots[slot] != 0 {
            let place = Int(slots[slot]) - 1
            if lattices[place].band == band { return place }
            slot = (slot + 1) % Self.slotCount
        }
        lattices.append(Lattice(band))
        slots[slot] = UInt16(lattices.count)
        return lattices.count - 1
    }

    private static func home(_ band: Lattice.Band) -> Int {
        let key = UInt64(bitPattern: band.low &* 1_000_003 ^ band.high &* 8_191 ^ band.tick)
        return Int((key &* 0x9E37_79B9_7F4A_7C15) >> 52)
    }
}
