import WeirDomain

/// The `price` evidence of an account: its two tracks for one coin together, and the innocent reading of the same line.
struct PriceLine {
    let coin: Int
    let incoming: LineSums
    let outgoing: LineSums
    let trials: Int
    /// Whether the amounts were read softly: moved off the lattice, they still keep near a line.
    let isSoft: Bool
    /// Whether what is received, or paid, goes its own way within the board's band.
    private(set) var wanders = false

    /// Amounts that strangers choose to send prove little about the receiver: they can be sent to frame somebody.
    private static let incomingOnlyCap = 5.0
    private static let outgoingOnlyCap = 7.0
    private static let twoWayCap = 12.0
    private static let lineNeeds = 1.0
    /// Nats that the second way of reading costs: two tries at one account.
    private static let softCost = 1.5
    /// How much more often a two-way lattice at the board's price is a coin dealer than an exchange of the reference
    /// currency, before the lines are compared [S].
    private static let dealerOverRival = 1.5
    /// The same against somebody whose price tag never moves: with amounts that lie on a reference's price, with none,
    /// and where no reference was handed in, when the tag stands for the money changer as well. Then the coin's board
    /// must speak for itself: with three nats beforehand a changer was a dealer from the first day on (in four makers'
    /// worlds without references 28, 6, 7 and 6 % of them) [S].
    private static let dealerOverFixed = (withReference: 6.0, besideReference: 3.0, alone: 0.0)
    /// How far, in ln price, the middle of two lines lies from its market: Student's t of three degrees of freedom, on
    /// this scale. Of the dealers of five makers half kept within 0.15 % and nine in ten within 0.4 %; money changers
    /// kept nearer yet to the reference.
    private static let levelScale = 0.0017
    /// The same of the line of what is paid alone, which nobody else can lay: so far below its market, for a trader
    /// buys below it.
    private static let paidLevel = (distance: 0.003, scale: 0.003, hits: 3)

    /// The reading of two tracks that says more.
    init(coin: Int, incoming: PriceTrack, outgoing: PriceTrack) {
        let trials = Int(incoming.trials) + Int(outgoing.trials)
        let exact = PriceLine(coin, incoming.exactSums, outgoing.exactSums, trials, isSoft: false)
        let soft = PriceLine(coin, incoming.softSums, outgoing.softSums, trials, isSoft: true)
        self = soft.weight > exact.weight ? soft : exact
        wanders = incoming.soft.wander.isOwn || outgoing.soft.wander.isOwn
    }

    private init(_ coin: Int, _ incoming: LineSums, _ outgoing: LineSums, _ trials: Int, isSoft: Bool) {
        self.coin = coin
        self.incoming = incoming
        self.outgoing = outgoing
        self.trials = trials
        self.isSoft = isSoft
    }

    var hits: Int { incoming.hits + outgoing.hits }

    /// Both lines are there: the account sells and buys at board prices.
    var isTwoWay: Bool {
        incoming.evidence >= Self.lineNeeds && outgoing.evidence >= Self.lineNeeds
            && incoming.hits >= 2 && outgoing.hits >= 2
    }

    /// Nats for a dealer against honest amounts, before rivals.
    var weight: Double {
        let inside = max(0, incoming.evidence)
        let outside = max(0, outgoing.evidence)
        let sum =
            isTwoWay
            ? min(Self.twoWayCap, inside + outside)
            : max(min(Self.incomingOnlyCap, inside), min(Self.outgoingOnlyCap, outside))
        return isSoft ? max(0, sum - Self.softCost) : sum
    }

    /// The innocent reading that explains the same amounts best.
    enum Rival {
        case reference
        case fixedPrice
    }

    /// Nats by which a dealer explains the line better than the best innocent reading.
    var margin: (nats: Double, rival: Rival) {
        let hasReference = incoming.hasRival || outgoing.hasRival
        // Held against no reference either way: misses of both prices may add up to the same.
        let isCompared = incoming.boardOverRival != 0 || outgoing.boardOverRival != 0
        let isAlone = !isCompared && (incoming.isAlone || outgoing.isAlone)
        let otherwise = isAlone ? Self.dealerOverFixed.alone : Self.dealerOverFixed.besideReference
        let fixedPrior = hasReference ? Self.dealerOverFixed.withReference : otherwise
        let fixed = fixedPrior + incoming.boardOverFixed + outgoing.boardOverFixed
        guard hasReference else { return (fixed, .fixedPrice) }
        let reference = Self.dealerOverRival + level + incoming.boardOverRival + outgoing.boardOverRival
        return reference <= fixed ? (reference, .reference) : (fixed, .fixedPrice)
    }

    /// The weight of a line that is there both ways, and that the coin's board explains better than every innocent
    /// price; else 0. No money that is sent to an account makes it.
    var proof: Double { isTwoWay && margin.nats >= Self.provenMargin ? weight : 0 }

    private static let provenMargin = 4.0

    /// The line of what an account pays itself, long and far from every innocent price, where there is none of what it
    /// gets: who only buys coins. Else 0. Nobody can send an account into it. Read softly it must be longer.
    var paidProof: Double {
        guard proof == 0 else { return 0 }
        let needs = isSoft ? Self.softlyPaid : Self.exactlyPaid
        let isLong = outgoing.evidence >= needs.nats && outgoing.hits >= needs.hits
        return isLong && margin.nats >= needs.margin ? outgoing.evidence : 0
    }

    /// Nats and amounts of such a line, its margin, and what it has less [S].
    private static let exactlyPaid = (nats: 8.0, hits: 8, margin: 8.0)
    private static let softlyPaid = (nats: 8.0, hits: 10, margin: 5.0)

    /// Nats by which the place of the lines speaks for the board and against the reference: the middle between buying
    /// and selling lies at the market's price or, where what is paid is the only line, that lies below it.
    private var level: Double {
        if incoming.hits >= 2, outgoing.hits >= 2 {
            return Self.level(
                onBoard: (incoming.boardMean + outgoing.boardMean) / 2,
                onRival: (incoming.rivalMean + outgoing.rivalMean) / 2,
                Self.levelScale * Self.levelScale + (incoming.meanError + outgoing.meanError) / 4)
        }
        guard outgoing.hits >= Self.paidLevel.hits, outgoing.hasRival else { return 0 }
        let distance = Self.paidLevel.distance
        return Self.level(
            onBoard: outgoing.boardMean + distance, onRival: outgoing.rivalMean + distance,
            Self.paidLevel.scale * Self.paidLevel.scale + outgoing.meanError)
    }

    /// - Parameter variance: the squared scale, with the error of the means: prices that are strewn over the band have
    ///   their middle near the board by chance.
    private static func level(onBoard: Double, onRival: Double, _ variance: Double) -> Double {
        let scale = 3 * variance
        return min(6, max(-6, 2 * Nats.ln((scale + onRival * onRival) / (scale + onBoard * onBoard))))
    }
}

extension Dossier {
    /// The price line of the coin whose tracks speak loudest.
    var priceLine: PriceLine? {
        var best: PriceLine?
        let tracks = tracks.span
        for coin in 0..<PriceBoard.coinsPerCurrency {
            let (inside, outside) = (Self.track(coin: coin, .incoming), Self.track(coin: coin, .outgoing))
            guard tracks[inside].speaks || tracks[outside].speaks else { continue }
            let line = PriceLine(coin: coin, incoming: tracks[inside], outgoing: tracks[outside])
            if line.weight > (best?.weight ?? 0) { best = line }
        }
        return best
    }
}
