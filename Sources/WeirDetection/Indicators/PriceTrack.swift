package import WeirDomain

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

    /// The variance of the mean of so many values.
    func meanError(of seen: UInt16) -> Double { seen == 0 ? 0 : Double(variance) / Double(min(seen, 16)) }
}

/// One account's amounts of one direction against one coin: the summed log-likelihood ratio, and the same sums for the
/// innocent readings of the same amounts, trade in the reference asset and trade at a price that stands still.
package struct PriceTrack: BitwiseCopyable {
    /// Nats; decays, and never falls so low that honest years would excuse tomorrow's trade.
    private(set) var evidence: Float = 0
    private(set) var trials: UInt16 = 0
    private(set) var hits: UInt16 = 0
    private var rivalHits: UInt16 = 0
    private var minute: Int32 = 0
    /// The implied prices over the board's, over the reference's, and over the first one, each minus 1.
    private(set) var board = Line()
    private(set) var rival = Line()
    private(set) var fixed = Line()
    /// Hundredths: the first implied price, as the unit of `fixed`.
    private var firstPrice: Float = 0
    /// Sums of the same steps without floor or ceiling, by which line explained the amount; nats, decaying.
    private(set) var boardSum: Float = 0
    private(set) var rivalSum: Float = 0
    private(set) var fixedSum: Float = 0
    /// The same amounts read softly.
    private(set) var soft = SoftTrack()

    static let halfLifeMinutes = 10.0 * 1_440
    private static let floor: Float = -5
    private static let ceiling: Float = 16
    /// One payment moves the sum by no more than this, whatever it says.
    private static let greatestStep = 3.0
    private static let smallestStep = -1.2
    /// Of so many amounts that lie on no price one is read while the line sleeps: a power of two.
    static let readInSleep: UInt32 = 4
    /// So many fractions of a dear coin must have fit before it is asked whether they follow its price [S].
    private static let tellingHits: UInt16 = 8
    /// Nats above the floor from which a line is awake.
    private static let waking: Float = 1

    /// What a payment's amount came to.
    struct Hit {
        var price: Price
        var quantity: Double
    }

    /// What one amount says under each reading.
    private struct Reading {
        /// Nats.
        var step = 0.0
        var fixedStep = 0.0
        var rivalStep = 0.0
        var offset = 0.0
        var hit: Hit?
        var rivalOffset: Double?
    }

    /// Takes one amount into account.
    /// - Parameters:
    ///   - isNew: the amount has not been seen lately; one that recurs adds nothing.
    ///   - standsFor: how many amounts have come since the last one that was read, this one among them.
    mutating func take(_ fit: UnsafePointer<CoinFit>, isNew: Bool, minute now: Int32, standsFor amounts: UInt16) -> Hit?
    {
        fade(to: now)
        trials = trials < .max - amounts ? trials + amounts : .max
        if fit.pointee.lattice == nil, fit.pointee.fractions.count == 0 {
            if isNew { takeNone() }
            return nil
        }
        let reading: Reading
        if let lattice = fit.pointee.lattice {
            reading = readLattice(lattice, fit)
        } else {
            reading = readFractions(fit)
        }
        guard isNew else { return reading.hit }
        if fit.pointee.hasLattice {
            soft.take(
                Double(fit.pointee.own.amount), roundness: fit.pointee.own.roundness, price: fit.pointee.price,
                rivalPrice: fit.pointee.rivalLattice == nil ? 0 : fit.pointee.rivalPrice)
        }
        let step = Self.step(reading.step)
        evidence = min(Self.ceiling, max(Self.floor, evidence + step))
        boardSum += step
        fixedSum += Self.step(reading.fixedStep)
        rivalSum += fit.pointee.rivalLattice == nil ? step : Self.step(reading.rivalStep)
        if reading.hit != nil || reading.rivalOffset != nil { remember(reading) }
        return reading.hit
    }

    /// Most amounts are no plain fraction of a dear coin, at any price.
    @inline(__always)
    private mutating func takeNone() {
        let step = Self.step(CoinFractions.missStep)
        evidence = min(Self.ceiling, max(Self.floor, evidence + step))
        boardSum += step
        fixedSum += step
        rivalSum += step
    }

    /// A miss was no trial of its own after all.
    mutating func takeBack(miss nats: Double) {
        if evidence < Self.ceiling { evidence = min(Self.ceiling, evidence - Self.step(nats)) }
    }

    private static func step(_ nats: Double) -> Float { Float(min(greatestStep, max(smallestStep, nats))) }

    /// In steps of an hour: a half-life of ten days makes finer ones idle.
    private mutating func fade(to now: Int32) {
        let hours = (now &- minute) / 60
        guard hours > 0 else { return }
        if trials > 0 {
            let left = Float(Self.decay.left(afterHours: hours))
            evidence *= left
            boardSum *= left
            rivalSum *= left
            fixedSum *= left
            soft.fade(by: left)
        }
        minute &+= hours * 60
    }

    private static let decay = HourlyDecay(halfLifeHours: halfLifeMinutes / 60)

    private func readLattice(_ lattice: Lattice, _ fit: UnsafePointer<CoinFit>) -> Reading {
        var result = Reading()
        // Nearly all amounts fit no price: then nobody's line matters.
        if fit.pointee.own.isEmpty {
            result.step = lattice.missStep(fit.pointee.own.roundness)
            result.fixedStep = result.step
        } else {
            let reading = lattice.read(
                fit.pointee.own, line: line(board, times: fit.pointee.price, seen: hits),
                other: line(fixed, times: Double(firstPrice), seen: hits), moved: fit.pointee.moved)
            result.step = reading.step
            result.fixedStep = reading.otherStep
            if reading.quantity > 0, reading.responsibility >= 0.5 {
                result.hit = Hit(price: Price(micros: reading.price * 10_000), quantity: Double(reading.quantity))
                result.offset = Double(reading.price) / fit.pointee.price - 1
            }
        }
        guard let rivalLattice = fit.pointee.rivalLattice else { return result }
        if fit.pointee.others.isEmpty {
            result.rivalStep = rivalLattice.missStep(fit.pointee.others.roundness)
            return result
        }
        let other = rivalLattice.read(
            fit.pointee.others, line: line(rival, times: fit.pointee.rivalPrice, seen: rivalHits), other: nil)
        result.rivalStep = other.step
        if other.quantity > 0, other.responsibility >= 0.5 {
            result.rivalOffset = Double(other.price) / fit.pointee.rivalPrice - 1
        }
        return result
    }

    private func line(_ line: Line, times price: Double, seen: UInt16) -> Lattice.OwnLine? {
        seen == 0
            ? nil : Lattice.OwnLine(centre: price * (1 + Double(line.mean)), off: max(0.2, 1 / (Double(seen) + 1)))
    }

    private func readFractions(_ fit: UnsafePointer<CoinFit>) -> Reading {
        var result = Reading()
        let own = fractionLine(board)
        let reading = CoinFractions.read(fit.pointee.fractions, line: own)
        result.step = reading.step
        // A few fractions lie near any price by chance.
        result.fixedStep = hits < Self.tellingHits ? reading.step : stepAtFirstPrice(fit)
        guard reading.responsibility >= 0.5 else { return result }
        let micros = fit.pointee.units / reading.quantity * 1_000_000
        result.hit = Hit(price: Price(micros: Int64(micros.rounded())), quantity: reading.quantity)
        result.offset = reading.offset
        return result
    }

    private func fractionLine(_ line: Line) -> SoftLattice.Line? {
        SoftLattice.line(line, hits, narrowest: Self.narrowestFractions, unknown: Self.unknownFractions)
    }

    /// Deviations from a dear coin's price, as standard deviations: it moves by a few thousandths within a quote's
    /// hour [S].
    private static let narrowestFractions = 0.001
    private static let unknownFractions = 0.005

    /// What the amount says for somebody whose price for the coin never moves; nats.
    private func stepAtFirstPrice(_ fit: UnsafePointer<CoinFit>) -> Double {
        var fits = CoinFractions.Fits()
        fits.work(out: fit.pointee.units, board: Double(firstPrice) / 100)
        guard fits.count > 0 else { return CoinFractions.missStep }
        return CoinFractions.read(fits, line: fractionLine(fixed)).step
    }

    /// Hundredths of the unit, and by how much rounding to the minor unit may have moved the amount.
    package static func hundredths(_ amount: Amount, _ currency: Currency) -> (Int64, tolerance: Int64) {
        hundredths(amount, digits: currency.digits)
    }

    @inline(__always)
    static func hundredths(_ amount: Amount, digits: Int) -> (Int64, tolerance: Int64) {
        switch digits {
        case 0: (amount.minor * 100, 50)
        case 2: (amount.minor, 0)
        case 3: (amount.minor / 10, 0)
        default: (amount.minor / 100, 0)
        }
    }

    private mutating func remember(_ reading: Reading) {
        if let offset = reading.rivalOffset {
            rival.take(offset, seen: Int(rivalHits))
            if rivalHits < .max { rivalHits += 1 }
        }
        guard let hit = reading.hit else { return }
        let hundredths = Double(hit.price.micros) / 10_000
        if hits == 0 { firstPrice = Float(hundredths) }
        board.take(reading.offset, seen: Int(hits))
        fixed.take(hundredths / Double(firstPrice) - 1, seen: Int(hits))
        if hits < .max { hits += 1 }
    }

    /// Both ways of reading are about as low as they can be: what lies on no price says nothing new.
    var isSleeping: Bool { evidence <= Self.floor + Self.waking && soft.isLow }

    /// Whether either way of reading has anything to say.
    var speaks: Bool { evidence > 0 || soft.evidence > 0 }

    /// By the reading that says more; nats.
    var strongest: Float { max(evidence, soft.evidence) }

    /// The soft sum; or the exact one where it is so far up that nothing else is needed. Quantities such as 350 or 470
    /// say little softly, whatever their price, and weights must not take that for silence [S].
    var softOrSure: Float { max(soft.evidence, evidence - Self.sure) }
    private static let sure: Float = 6

    /// What the amounts add up to, read exactly.
    var exactSums: LineSums {
        LineSums(
            evidence: Double(evidence), hits: Int(hits), hasRival: rivalHits >= 2,
            boardOverRival: Double(boardSum - rivalSum), boardOverFixed: Double(boardSum - fixedSum),
            boardMean: Double(board.mean), rivalMean: Double(rival.mean),
            meanError: max(board.meanError(of: hits), rival.meanError(of: rivalHits)),
            isAlone: soft.boardSum != 0 && boardSum == rivalSum)
    }

    /// The same read softly.
    var softSums: LineSums {
        LineSums(
            evidence: Double(soft.evidence), hits: Int(soft.hits), hasRival: soft.rivalHits >= 2,
            boardOverRival: Double(soft.boardSum - soft.rivalSum),
            boardOverFixed: Double(soft.boardSum - soft.fixedSum), boardMean: Double(soft.board.mean),
            rivalMean: Double(soft.rival.mean),
            meanError: max(soft.board.meanError(of: soft.hits), soft.rival.meanError(of: soft.rivalHits)),
            isAlone: soft.boardSum != 0 && soft.boardSum == soft.rivalSum)
    }
}

/// One direction's amounts against one coin, summed up under one way of reading them.
struct LineSums {
    /// Nats for a dealer against honest amounts.
    var evidence = 0.0
    /// Amounts that fit.
    var hits = 0
    /// Whether a reference asset was there to compare with.
    var hasRival = false
    /// Nats by which the coin's board explains the amounts better than the reference, and than a price tag.
    var boardOverRival = 0.0
    var boardOverFixed = 0.0
    /// Mean deviation of the implied prices from the board's, and from the reference's.
    var boardMean = 0.0
    var rivalMean = 0.0
    /// How far the less certain of these may be off: the variance of the mean.
    var meanError = 0.0
    /// A coin of about one unit, and nobody has said what it could be mistaken for: then both sums are of the same
    /// steps. Dear coins, which are not read softly, are mistaken for nothing.
    var isAlone = false
}
