import WeirDomain

/// Amounts that the price of something unknown explains: stamps by the sheet, cards at a discount, eggs by the
/// kilogram.
///
/// Whoever sells things by the piece has a lattice of his own. Where the piece costs about as much as the coin, or
/// twice or five times as much, and his price wanders, his amounts lie on the coin's prices for days, and then they do
/// not; a price that stands still (`PriceTrack`) does not explain them either. So once a line has spoken, the account's
/// last amounts are read now and then as plain numbers of pieces at *any* price from half the coin's to twelve times:
/// what costs a tenth or ten times as much is the same, for numbers are as plain in tens. The best of the prices must
/// explain them better than all coins of the market together, each amount by the coin that explains it best, by more
/// than the choice among so many gives by chance.
///
/// Round money says nothing of a price, and neither does a price that is itself round: "pieces" of ten yuan are money,
/// give or take some.
struct UnknownGoods {
    /// Half the width of deviations from the piece's price [S].
    private static let halfBand = 0.02
    /// Prices that are tried, as ln of their ratio to the coin's: so many, each so much above the one before.
    private static let first = -0.6
    private static let step = 0.02
    private static let count = 155
    /// Prices so near to 1, 2, 5 or 10 of the currency's unit, or tens of them, are money.
    private static let money = 0.03
    /// The best so many by the wide band are read along their own line.
    private static let tried = 3
    /// What the price must explain, with so many hits, and by how much better than the coins [S].
    private static let needs: Float = 5
    private static let leastHits = 6
    private static let better: Float = 5
    /// Amounts that must speak for a price before it is tried.
    private static let speaking: UInt8 = 5

    private struct Piece {
        var amount: Int64
        var direction: Direction
        var minute: Int32
    }

    private let pieces: [Piece]

    /// - Parameter notes: payments of an account, oldest first; those in one currency count, each amount once.
    private init(_ notes: [Note], _ currency: Currency) {
        var recent = RecentAmounts()
        var pieces: [Piece] = []
        for note in notes where note.currency == currency && recent.isNew(note.amount, note.direction) {
            let (amount, _) = PriceTrack.hundredths(note.amount, currency)
            guard amount > 0, !SoftLattice.isRound(Lattice.roundness(amount)) else { continue }
            pieces.append(Piece(amount: amount, direction: note.direction, minute: Detector.minute(note.at)))
        }
        self.pieces = pieces
    }

    /// Whether some price of its own explains an account's last amounts better than the coins' prices do; `nil` where
    /// there is no coin with a lattice to begin with.
    static func explain(
        _ ring: UnsafeMutablePointer<NoteRing>, noted: UInt32, on board: borrowing PriceBoard
    ) -> Bool? {
        let last = ring.pointee.last(of: noted)
        guard let market = board.market(last.currency) else { return nil }
        var base: Double?
        for n in 0..<board.coinPlaces(market) where base == nil {
            let place = board.coin(n, of: market)
            guard place >= 0, board.prices[place].role != .coin else { continue }
            base = board.fresh(place, Detector.minute(last.at)).map { Double($0.price.micros) / 10_000 }
        }
        guard let base else { return nil }
        let goods = UnknownGoods(ring.pointee.all(of: noted), last.currency)
        guard goods.pieces.count >= leastHits else { return false }
        let best = goods.best(from: base)
        guard best.sum >= needs, best.hits >= leastHits else { return false }
        return best.sum >= goods.coins(in: market, on: board) + better
    }

    /// The reading at the price that explains most.
    private func best(from base: Double) -> GoodsReading {
        var best = GoodsReading()
        for price in candidates(from: base) {
            var reading = GoodsReading()
            for piece in pieces {
                reading.take(piece.amount, piece.direction, at: price, .pieces(halfBand: Self.halfBand))
            }
            if reading.sum > best.sum { best = reading }
        }
        return best
    }

    /// Prices at which many of the amounts are plain numbers, the likeliest first, none next to another.
    private func candidates(from base: Double) -> [Double] {
        let table = WideSteps.table
        var sums = [Float](repeating: 0, count: Self.count)
        var speaking = [UInt8](repeating: 0, count: Self.count)
        for piece in pieces {
            let place = Int(((Nats.ln(Double(piece.amount) / base) - Self.first) * WideSteps.perNat).rounded())
            for n in 0..<Self.count {
                let nats = WideSteps.nats(table, place - n * WideSteps.perStep)
                sums[n] += nats
                if nats > 0 { speaking[n] += 1 }
            }
        }
        var found: [Int] = []
        for _ in 0..<Self.tried {
            var best = -1
            for n in 0..<Self.count where speaking[n] >= Self.speaking && (best < 0 || sums[n] > sums[best]) {
                if found.allSatisfy({ abs($0 - n) > 1 }), !Self.isMoney(price(n, base)) { best = n }
            }
            guard best >= 0 else { break }
            found.append(best)
        }
        return found.map { price($0, base) }
    }

    private func price(_ n: Int, _ base: Double) -> Double { base * Nats.exp(Self.first + Double(n) * Self.step) }

    private static func isMoney(_ price: Double) -> Bool {
        var digits = price
        while digits >= 10 { digits /= 10 }
        while digits < 1 { digits *= 10 }
        for plain in [1.0, 2, 5, 10] where abs(digits / plain - 1) < money { return true }
        return false
    }

    /// What the coins of a market explain, each amount by the one that explains it best; nats.
    private func coins(in market: Int, on board: borrowing PriceBoard) -> Float {
        var readings = [GoodsReading](repeating: GoodsReading(), count: board.coinPlaces(market))
        var sum: Float = 0
        for piece in pieces {
            var best: Float?
            for n in readings.indices {
                let place = board.coin(n, of: market)
                guard place >= 0, let quote = board.fresh(place, piece.minute) else { continue }
                let step = readings[n].read(
                    piece.amount, piece.direction, at: Double(quote.price.micros) / 10_000,
                    .coins(board.prices[place].role))
                best = max(best ?? step.nats, step.nats)
                if step.isHit { readings[n].remember(step, piece.direction) }
            }
            sum += best ?? 0
        }
        return sum
    }

    /// What an amount says at a price by its ratio alone, looked up: no line, the whole band.
    private enum WideSteps {
        /// Places of the table to one of ln ratio, and to one step of the price.
        static let perNat = 200.0
        static let perStep = 4
        private static let least = -0.4
        private static let most = 11.0
        static let table: [Float] = (0...Int((most - least) * perNat)).map { place in
            let ratio = Nats.exp(least + Double(place) / perNat)
            let reading = SoftLattice.read(ratio * 100, roundness: 0, price: 100, line: nil, halfBand: halfBand)
            return Float(min(2.5, max(-1, reading.step)))
        }

        /// - Parameter place: ln of the ratio, in places.
        @inline(__always)
        static func nats(_ table: [Float], _ place: Int) -> Float {
            let own = place - Int(least * perNat)
            return own >= 0 && own < table.count ? table[own] : -Float(Nats.ln2)
        }
    }
}

/// What has been found of an account's amounts at a price of their own.
struct GoodsMemory: BitwiseCopyable {
    /// A line has spoken once: it is asked from now on.
    private(set) var isAsked = false
    private var level: UInt8 = 0
    /// Payments noted when it was asked last.
    private var asked: UInt32 = 0

    /// Asked again after so many payments; a finding lasts for so many more askings without one, all of them together
    /// no longer than the most [S].
    private static let pause: UInt32 = 8
    private static let lasts: UInt8 = 4
    private static let most: UInt8 = 24

    /// The account trades in something else.
    var isKnown: Bool { level > 0 }

    @inline(__always)
    func isDue(_ noted: UInt32) -> Bool { isAsked && noted &- asked >= Self.pause }

    /// - Returns: whether it had not been asked before.
    mutating func ask() -> Bool {
        defer { isAsked = true }
        return !isAsked
    }

    mutating func take(_ isExplained: Bool, noted: UInt32) {
        asked = noted
        level = isExplained ? min(Self.most, level + Self.lasts) : level > 0 ? level - 1 : 0
    }

    func hash(into hasher: inout StateHasher) {
        hasher.take(Int64(asked))
        hasher.take(Int64(level))
    }
}

extension Detector {
    /// Nats of a line from which its amounts are asked about.
    private static let goodsLine: Float = 2

    /// Asks now and then, once a line has spoken. Merchants have price tags, and what they take over a checkout is
    /// another matter.
    @inline(__always)
    func askGoods(_ dossier: UnsafeMutablePointer<Dossier>) {
        if dossier.pointee.goods.isDue(dossier.pointee.noted) { readGoods(dossier) }
    }

    /// The line has been read.
    @inline(__always)
    func askGoods(_ dossier: UnsafeMutablePointer<Dossier>, _ f: inout Features) {
        guard f[.lineWeight] >= Self.goodsLine, f[.isMerchant] < 1, !(f[.gatewayIn] > 0) else { return }
        if dossier.pointee.goods.ask() { askGoods(dossier) }
    }

    @inline(never)
    private func readGoods(_ dossier: UnsafeMutablePointer<Dossier>) {
        guard dossier.pointee.notes != 0 else { return }
        let ring = notes.address(Int(dossier.pointee.notes))
        guard let found = UnknownGoods.explain(ring, noted: dossier.pointee.noted, on: board) else { return }
        dossier.pointee.goods.take(found, noted: dossier.pointee.noted)
    }
}
