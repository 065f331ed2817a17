import WeirDomain

/// Running mean and variance of a series, remembering about the last sixteen values.
struct Line: BitwiseCopyable {
    var mean: Float = 0
    var variance: Float = 0

    mutating func take(_ x: Double, seen: Int) {
        let weight = max(1 / Double(seen + 1), 1.0 / 16)
        let distance = x - Double(mean)
        mean = Float(Double(mean) + weight * distance)
        variance = seen == 0 ? 0 : Float((1 - weight) * (Double(variance) + weight * distance * distance))
    }
}

/// One account's amounts of one direction against one coin: the summed log-likelihood ratio, and the line of prices that
/// the amounts imply, seen against the coin's board, against the rival reference, and against a price that stands still.
struct PriceTrack: BitwiseCopyable {
    /// Nats; decays, and never falls so low that honest years would excuse tomorrow's trade.
    private(set) var evidence: Float = 0
    private(set) var trials: UInt16 = 0
    private(set) var hits: UInt16 = 0
    private var minute: Int32 = 0
    private(set) var board = Line()
    private(set) var rival = Line()
    private(set) var fixed = Line()
    private var rivalHits: UInt16 = 0
    /// Hundredths: the first implied price, as the unit of `fixed`.
    private var firstPrice: Float = 0

    static let halfLifeMinutes = 10.0 * 1_440
    private static let floor: Float = -3
    private static let ceiling: Float = 16
    /// One payment moves the sum by no more than this, whatever it says.
    private static let greatestStep = 3.0
    private static let smallestStep = -1.2
    /// Board prices are ticks and dealers re-price in ticks: differences below this are no difference.
    private static let noise = 0.0005 * 0.0005

    /// What a payment's amount came to.
    struct Hit {
        var price: Price
        var quantity: Double
    }

    /// Takes one amount into account.
    /// - Parameter isNew: the amount has not been seen lately; one that recurs adds nothing.
    mutating func take(
        _ amount: Amount, coin: BoardPrice, rival: BoardPrice?, minute now: Int32, isNew: Bool
    ) -> Hit? {
        if trials > 0 {
            evidence *= Float(Nats.remaining(afterMinutes: now &- minute, halfLife: Self.halfLifeMinutes))
        }
        minute = max(minute, now)
        if trials < .max { trials += 1 }
        let (ratio, offset, hit) = read(amount, coin)
        if isNew {
            let step = min(Self.greatestStep, max(Self.smallestStep, Nats.ln(max(ratio, 1e-9))))
            evidence = min(Self.ceiling, max(Self.floor, evidence + Float(step)))
        }
        guard let hit else { return nil }
        if isNew { remember(hit, offset: offset, rival: rival) }
        return hit
    }

    private func read(_ amount: Amount, _ coin: BoardPrice) -> (ratio: Double, offset: Double, hit: Hit?) {
        let off = hits == 0 ? 1 : max(0.2, 1 / Double(hits + 1))
        let board = coin.hundredths
        guard let lattice = coin.lattice else {
            let units = Double(amount.minor) / Double(coin.currency.scale)
            let reading = CoinFractions.read(
                amount: units, board: board / 100, line: hits == 0 ? nil : (Double(self.board.mean), off))
            guard reading.responsibility >= 0.5 else { return (reading.ratio, 0, nil) }
            let micros = units / reading.quantity * 1_000_000
            let hit = Hit(price: Price(micros: Int64(micros.rounded())), quantity: reading.quantity)
            return (reading.ratio, reading.offset, hit)
        }
        let (hundredths, tolerance) = Self.hundredths(amount, coin.currency)
        let line = hits == 0 ? nil : (centre: board * (1 + Double(self.board.mean)), off: off)
        let reading = lattice.read(hundredths, tolerance: tolerance, line: line)
        guard reading.quantity > 0, reading.responsibility >= 0.5 else { return (reading.ratio, 0, nil) }
        let hit = Hit(price: Price(micros: reading.price * 10_000), quantity: Double(reading.quantity))
        return (reading.ratio, Double(reading.price) / board - 1, hit)
    }

    /// Hundredths of the unit, and by how much rounding to the minor unit may have moved the amount.
    static func hundredths(_ amount: Amount, _ currency: Currency) -> (Int64, tolerance: Int64) {
        switch currency.digits {
        case 0: (amount.minor * 100, 50)
        case 2: (amount.minor, 0)
        case 3: (amount.minor / 10, 0)
        default: (amount.minor / 100, 0)
        }
    }

    private mutating func remember(_ hit: Hit, offset: Double, rival reference: BoardPrice?) {
        let seen = Int(hits)
        if seen == 0 { firstPrice = Float(hit.price.micros) }
        board.take(offset, seen: seen)
        fixed.take(Double(hit.price.micros) / Double(firstPrice) - 1, seen: seen)
        if let reference {
            rival.take(Double(hit.price.micros) / Double(reference.price.micros) - 1, seen: Int(rivalHits))
            if rivalHits < .max { rivalHits += 1 }
        }
        if hits < .max { hits += 1 }
    }

    /// Log-likelihood ratio of the implied prices following the coin's board rather than the reference; `nil` without one.
    var boardOverRival: Double? {
        rivalHits < 2 ? nil : Self.compare(board, rival, count: min(hits, rivalHits))
    }

    /// The same against a price that does not move at all: a price tag.
    var boardOverFixed: Double { hits < 2 ? 0 : Self.compare(board, fixed, count: hits) }

    /// For two series of residuals with unknown spread the ratio of likelihoods is (variance / variance)^(n/2).
    private static func compare(_ a: Line, _ b: Line, count: UInt16) -> Double {
        let n = Double(min(count, 16))
        return n / 2 * Nats.ln((Double(b.variance) + noise) / (Double(a.variance) + noise))
    }
}
