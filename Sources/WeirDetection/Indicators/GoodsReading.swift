/// An account's last amounts read softly at one price, oldest first: with the same formulas as coins (`SoftLattice`,
/// `CoinFractions`), with the account's own line by direction, sums of steps as there.
struct GoodsReading {
    /// How amounts of something come about.
    enum Form {
        /// Plain numbers of pieces, sold within so much of the price on either side.
        case pieces(halfBand: Double)
        /// Simple fractions of one.
        case fractions

        /// Of a coin: of a dear one by the fraction.
        static func coins(_ role: AssetRole) -> Form {
            role == .coin ? .fractions : .pieces(halfBand: SoftLattice.halfBand)
        }
    }

    /// What one amount says.
    struct Step {
        /// Nats.
        var nats: Float
        var offset: Double
        var responsibility: Double
        var isHit: Bool { responsibility >= 0.6 }
    }

    /// Nats.
    private(set) var sum: Float = 0
    private(set) var hits = 0
    private var lines: InlineArray<2, (line: Line, hits: UInt16)> = [(Line(), 0), (Line(), 0)]

    /// One amount moves a sum by no more, as in `SoftTrack`.
    private static let steps = -1.0...2.5

    /// Takes an amount in hundredths at a price in hundredths.
    mutating func take(_ amount: Int64, _ direction: Direction, at price: Double, _ form: Form) {
        let step = read(amount, direction, at: price, form)
        sum += step.nats
        if step.isHit { remember(step, direction) }
    }

    /// What an amount says along the line so far.
    func read(_ amount: Int64, _ direction: Direction, at price: Double, _ form: Form) -> Step {
        let line = SoftLattice.line(lines[direction.rawValue].line, lines[direction.rawValue].hits)
        let (nats, offset, responsibility): (Double, Double, Double)
        switch form {
        case .fractions:
            var fits = CoinFractions.Fits()
            fits.work(out: Double(amount) / 100, board: price / 100)
            let reading = CoinFractions.read(fits, line: line)
            (nats, offset, responsibility) = (reading.step, reading.offset, reading.responsibility)
        case .pieces(let halfBand):
            let reading = SoftLattice.read(
                Double(amount), roundness: Lattice.roundness(amount), price: price, line: line, halfBand: halfBand)
            (nats, offset, responsibility) = (reading.step, reading.offset, reading.responsibility)
        }
        let bounded = min(Self.steps.upperBound, max(Self.steps.lowerBound, nats))
        return Step(nats: Float(bounded), offset: offset, responsibility: responsibility)
    }

    /// Goes on with an amount that lies on the line.
    mutating func remember(_ step: Step, _ direction: Direction) {
        hits += 1
        lines[direction.rawValue].line.take(step.offset, seen: Int(lines[direction.rawValue].hits))
        lines[direction.rawValue].hits += 1
    }
}
