package import WeirDomain

/// What a price has been for a month, in steps of ten minutes: a dossier that is opened late reads the payments before
/// it against the prices of their time.
struct PriceHistory {
    struct Entry: BitwiseCopyable {
        /// Of the first quote within its ten minutes.
        var minute: Int32 = 0
        /// Of the last one.
        var price = Price(micros: 0)
    }

    /// 31 days.
    static let capacity = 4_464
    /// A ring, once it is full.
    private var entries: [Entry] = []
    private var first = 0

    mutating func add(_ price: Price, minute: Int32) {
        if let last = entries.indices.last {
            let newest = (first + last) % entries.count
            if PairTable.step(minute: minute) <= PairTable.step(minute: entries[newest].minute) {
                entries[newest].price = price
                return
            }
        }
        if entries.count < Self.capacity {
            entries.append(Entry(minute: minute, price: price))
        } else {
            entries[first] = Entry(minute: minute, price: price)
            first = (first + 1) % Self.capacity
        }
    }

    /// Forgets what was said from the ten minutes of a time on.
    mutating func remove(from minute: Int32) {
        let step = PairTable.step(minute: minute)
        var kept: [Entry] = []
        for place in entries.indices {
            let entry = entries[(first + place) % entries.count]
            if PairTable.step(minute: entry.minute) >= step { break }
            kept.append(entry)
        }
        (entries, first) = (kept, 0)
    }

    var newest: Entry? { entries.isEmpty ? nil : entries[(first + entries.count - 1) % entries.count] }

    /// The price that stood at the end of a minute.
    func at(_ minute: Int32) -> Entry? {
        let entries = entries.span
        guard !entries.isEmpty, entries[place(0)].minute <= minute else { return nil }
        var (low, high) = bounds(minute)
        while low < high {
            let middle = (low + high) / 2
            if entries[place(middle)].minute <= minute { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? nil : entries[place(low - 1)]
    }

    /// Bounds of the first entry after a minute that is not before all: quotes mostly come at equal distances, and then
    /// they are close together.
    @inline(__always)
    private func bounds(_ minute: Int32) -> (Int, Int) {
        let entries = entries.span
        let (last, first) = (entries.count - 1, Int(entries[place(0)].minute))
        let span = Int(entries[place(last)].minute) - first
        guard span > 0 else { return (0, entries.count) }
        let guess = min(last, (Int(minute) - first) * last / span)
        if entries[place(guess)].minute <= minute {
            let next = min(last, guess + 2)
            return (guess + 1, next > guess && entries[place(next)].minute > minute ? next : entries.count)
        }
        let before = max(0, guess - 2)
        return (entries[place(before)].minute <= minute ? before + 1 : 0, guess)
    }

    /// Where the n-th oldest entry lies.
    @inline(__always)
    private func place(_ n: Int) -> Int {
        let place = first + n
        return place < entries.count ? place : place - entries.count
    }

    /// What was in force at the beginning of a span, and what came in it; oldest first.
    func between(_ from: Int32, _ to: Int32) -> [Entry] {
        var found: [Entry] = []
        for place in entries.indices {
            let entry = entries[(first + place) % entries.count]
            if entry.minute > to { break }
            if entry.minute <= from { found.removeAll(keepingCapacity: true) }
            found.append(entry)
        }
        return found
    }

    func save(to writer: borrowing StateWriter) {
        writer.write(first)
        writer.write(entries)
    }

    init() {}

    init(from reader: borrowing StateReader) throws {
        first = try reader.count()
        entries = try reader.readArray()
        guard entries.count <= Self.capacity, first == 0 || first < entries.count else {
            throw StateReader.Flaw("a price history of \(entries.count) entries from \(first) on")
        }
    }
}

/// What a coin cost at a past time, and the reference that it could have been mistaken for.
struct PastCoin {
    var hundredths: Double
    var lattice: Lattice?
    var rivalHundredths = 0.0
    var rivalLattice: Lattice?
}

extension PriceBoard {
    /// The prices of an asset in a span of the last month, in steps of ten minutes, oldest first: for showing.
    package func quotes(_ asset: Asset, _ currency: Currency, from: Instant, to: Instant) -> [PriceQuote] {
        let place = assets.indices.first { assets[$0] == asset && prices[$0].currency == currency }
        guard let place else { return [] }
        return history[place].between(Detector.minute(from), Detector.minute(to)).map { entry in
            PriceQuote(
                at: Instant(milliseconds: Int64(entry.minute) * 60_000), asset: asset, currency: currency,
                price: entry.price)
        }
    }

    /// The n-th coin of a market at a past minute; `nil` where its price was not known or too old.
    /// The lattices are valid until the next quote; whoever asks has made room for them.
    mutating func past(_ n: Int, of market: Int, at minute: Int32) -> PastCoin? {
        let place = coin(n, of: market)
        guard place >= 0, let entry = fresh(place, minute) else { return nil }
        var coin = PastCoin(hundredths: Double(entry.price.micros) / 10_000)
        guard prices[place].role == .stablecoin else { return coin }
        coin.lattice = lattice(coin.hundredths, .stablecoin)
        var closest = 0.06
        for n in 0..<address(market).pointee.referenceCount {
            guard let reference = fresh(address(market).pointee.references[n], minute) else { continue }
            let distance = abs(Double(reference.price.micros) / Double(entry.price.micros) - 1)
            guard distance < closest else { continue }
            closest = distance
            coin.rivalHundredths = Double(reference.price.micros) / 10_000
        }
        if coin.rivalHundredths > 0 { coin.rivalLattice = lattice(coin.rivalHundredths, .reference) }
        return coin
    }

    /// What an asset's price was at a minute, if it was known and not too old.
    func fresh(_ place: Int, _ minute: Int32) -> PriceHistory.Entry? {
        guard let entry = history[place].at(minute),
            Int64(minute &- entry.minute) * 60_000 <= Self.maximumAgeMilliseconds
        else { return nil }
        return entry
    }
}

extension AmountFits {
    /// The same for a payment of the past.
    mutating func work(out amount: Amount, _ currency: Currency, past minute: Int32, on board: inout PriceBoard) {
        begin(amount, currency, on: &board)
        guard market >= 0 else { return }
        board.makeRoomForLattices(2 * PriceBoard.coinsPerCurrency)
        for n in 0..<board.coinPlaces(market) {
            if let coin = board.past(n, of: market, at: minute) { add(coin, place: n, amount) }
        }
    }
}
