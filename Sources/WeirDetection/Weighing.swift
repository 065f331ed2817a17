import CWeirSupport

/// The weights of all typologies laid out for reading: a feature is looked up once, and answers for all of them at a
/// time, a typology in each lane. Nearly every account is silent, so that is what has to be cheap: what the features to
/// come could add at most decides after each of them whether anything can still be said, and those that can say most
/// come first.
///
/// Features come in three stages, the cheap ones first. Bounds leave out the cap of a kind, which only ever takes away.
struct Weighing: @unchecked Sendable {
    /// When a feature is read.
    enum Stage: Int, CaseIterable {
        /// The dossier's own sums.
        case sums
        /// Counts over windows, and what takes logarithms.
        case counts
        /// The price line.
        case prices
    }

    /// A typology in each lane; those beyond the last never speak.
    typealias Lanes = SIMD8<Float>

    /// One feature. Its edges are those of all typologies, filled up to eights with what no number reaches; its rows,
    /// one more than it has edges, say by how much less each typology gets than the most it could, the last of all
    /// where the feature is not known.
    private struct Step: BitwiseCopyable {
        var feature: UInt16
        var edges: UInt16
        var firstEdge: UInt16
        var firstRow: UInt16
    }

    /// The steps of one stage, the most that they can add, and what they add where every feature is 0.
    private struct Part: BitwiseCopyable {
        var first = 0
        var end = 0
        var most = Lanes(repeating: 0)
        var blank = Lanes(repeating: 0)
    }

    /// Log-odds of the average honest account, and those below which there is silence.
    private struct Lines: BitwiseCopyable {
        var bases = Lanes(repeating: 0)
        var silences = Lanes(repeating: .infinity)
    }

    /// What is known so far.
    struct Sums {
        fileprivate var nats: Lanes
        /// Stages to come that have nothing to read: their features are 0.
        fileprivate var isBlank: Bool
        /// What others may add at the most.
        fileprivate var more: Lanes
    }

    private let steps: UnsafeMutablePointer<Step>
    private let edges: UnsafeMutablePointer<Float>
    private let rows: UnsafeMutablePointer<Lanes>
    /// By stage. All by address: a weighing is looked at in place and copied as three words.
    private let parts: UnsafeMutablePointer<Part>
    private let lines: UnsafeMutablePointer<Lines>

    init(_ all: [WeightTable]) {
        precondition(all.count <= Lanes.scalarCount, "more typologies than lanes")
        var lines = Lines()
        for (lane, table) in all.enumerated() {
            lines.bases[lane] = table.base
            lines.silences[lane] = table.alert - Float(Assessment.silence)
        }
        var (steps, edges, rows): ([Step], [Float], [Lanes]) = ([], [], [])
        func part(_ stage: Stage) -> Part {
            var part = Part(first: steps.count)
            let features = Feature.allCases.filter { $0.stage == stage }.map { Readers(of: $0, in: all) }
            for readers in features.filter({ !$0.isEmpty }).sorted(by: { $0.most.sum() > $1.most.sum() }) {
                steps.append(
                    Step(
                        feature: UInt16(readers.feature.rawValue), edges: UInt16(readers.edges.count),
                        firstEdge: UInt16(edges.count), firstRow: UInt16(rows.count)))
                edges += readers.edges
                let room = max(8, (readers.edges.count + 7) / 8 * 8)
                edges += [Float](repeating: .nan, count: room - readers.edges.count)
                rows += readers.rows.map { $0 - readers.most }
                part.most += readers.most
                part.blank += readers.read(0)
            }
            part.end = steps.count
            return part
        }
        parts = Self.stored(Stage.allCases.map { part($0) })
        self.lines = Self.stored([lines])
        self.steps = Self.stored(steps)
        self.edges = Self.stored(edges)
        self.rows = Self.stored(rows)
    }

    func deallocate() {
        steps.deallocate()
        edges.deallocate()
        rows.deallocate()
        parts.deallocate()
        lines.deallocate()
    }

    /// In memory that is written once and stays: reading it counts no references.
    private static func stored<Element>(_ elements: [Element]) -> UnsafeMutablePointer<Element> {
        let place = UnsafeMutablePointer<Element>.allocate(capacity: max(1, elements.count))
        place.initialize(from: elements, count: elements.count)
        return place
    }

    /// - Parameter hasPrices: whether the prices have anything to say; without, their features stay 0.
    /// - Parameter more: what rules may still add.
    @inline(__always)
    func begin(hasPrices: Bool, more: Lanes = Lanes(repeating: 0)) -> Sums {
        Sums(nats: lines.pointee.bases, isBlank: !hasPrices, more: more)
    }

    /// Whether an account of which nothing is known may speak with so much added.
    func maySpeak(with more: Lanes) -> Bool {
        any(lines.pointee.bases + (more + Self.rounding) .>= lines.pointee.silences)
    }

    /// Adds what the features of a stage weigh; says whether any typology may still speak.
    func add(_ stage: Stage, _ features: inout Features, to sums: inout Sums) -> Bool {
        let part = parts + stage.rawValue
        let prices = parts + Stage.prices.rawValue
        var toCome = Lanes(repeating: 0)
        if stage != .prices { toCome += sums.isBlank ? prices.pointee.blank : prices.pointee.most }
        if stage == .sums { toCome += parts[Stage.counts.rawValue].most }
        let more = features[.inherited] >= Leg.inheritedForSuccessor ? Assessment.inheritance : 0
        let ahead = toCome + sums.more + (more + Self.rounding)
        let silences = lines.pointee.silences
        // What the account has, with all that could still be added.
        var bound = sums.nats + part.pointee.most + ahead
        for i in part.pointee.first..<part.pointee.end {
            bound += row(steps + i, &features)
            if all(bound .< silences) { return false }
        }
        sums.nats = bound - ahead
        return any(bound .>= silences)
    }

    /// Sums made in another order differ by less.
    private static let rounding: Float = 0.001

    @inline(__always)
    private func row(_ step: UnsafeMutablePointer<Step>, _ features: inout Features) -> Lanes {
        let value = features[place: Int(step.pointee.feature)]
        let (first, count) = (edges + Int(step.pointee.firstEdge), Int(step.pointee.edges))
        // Eight edges at a time, without asking which: guesses at branches go wrong half of the time here.
        var at = weir_edges_reached(first, value)
        var seen = 8
        while seen < count {
            at += weir_edges_reached(first + seen, value)
            seen += 8
        }
        // A number that is not known reaches no edge.
        return rows[Int(step.pointee.firstRow) + (value == value ? Int(at) : count + 1)]
    }
}

/// What the typologies make of one feature.
private struct Readers {
    let feature: Feature
    private let stairs: [(lane: Int, stair: WeightTable.Stair)]

    init(of feature: Feature, in tables: [WeightTable]) {
        self.feature = feature
        stairs = tables.enumerated().flatMap { lane, table in
            table.stairs.filter { $0.feature == feature }.map { (lane, $0) }
        }
    }

    var isEmpty: Bool { stairs.isEmpty }

    /// Those of all, in ascending order.
    var edges: [Float] { Set(stairs.flatMap(\.stair.edges)).sorted() }

    /// Below the first edge, from each of them on, and where the feature is not known.
    var rows: [Weighing.Lanes] {
        let edges = edges
        return [read((edges.first ?? 0) - 1)] + edges.map { read($0) } + [read(.nan)]
    }

    var most: Weighing.Lanes { lanes(\.most) }

    func read(_ value: Float) -> Weighing.Lanes { lanes { $0.read(value) } }

    private func lanes(_ nats: (WeightTable.Stair) -> Float) -> Weighing.Lanes {
        var lanes = Weighing.Lanes(repeating: 0)
        for (lane, stair) in stairs { lanes[lane] += nats(stair) }
        return lanes
    }
}

extension Features {
    /// Whether weighing in stages puts the account aside. The whole sum must agree: no typology may speak then.
    package mutating func isPutAside(hasPrices: Bool) -> Bool {
        let weighing = EvidenceModel.builtIn.weighing
        var sums = weighing.begin(hasPrices: hasPrices)
        for stage in Weighing.Stage.allCases where !weighing.add(stage, &self, to: &sums) { return true }
        return false
    }

    /// Whether no typology speaks, by the whole sum.
    package mutating func isSilent() -> Bool {
        Leg(account: AccountIndex(raw: 1), EvidenceModel.builtIn.tables, &self).isSilent
    }
}

extension Feature {
    /// When it is read.
    var stage: Weighing.Stage {
        switch self {
        case .exactIn, .exactOut, .softIn, .softOut, .lineWeight, .lineMargin, .lineHits, .lineShare, .provenLine,
            .paidLine, .tradeLine, .longLine, .paidStrangers:
            .prices
        case .weekInStrangers, .weekOutStrangers, .weekInCount, .weekOutCount, .dayInStrangers, .dayOutPayees,
            .monthInPayers, .monthOutPayees, .strangerShareIn, .strangerShareOut, .twoWay, .citiesIn, .citiesOut,
            .spreadIn, .spreadOut, .balance, .emptyDays, .gatherScatter, .hoursPerDay, .steadyHours, .burst, .idleDays,
            .addressAccounts, .cardAccounts, .codeAfar, .siteTurns, .refundLoop,
            .categoryAmounts, .categoryHours, .categoryAfar, .runsThrough:
            .counts
        default: .sums
        }
    }
}
