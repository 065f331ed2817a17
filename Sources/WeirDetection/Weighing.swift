/// The weights of all typologies laid out for reading: flat, in memory that is written once, and in an order in which
/// most accounts are found silent early. Nearly every account is silent, so that is what has to be cheap.
///
/// Features come in three stages, the cheap ones first. After each, what the stages to come could add at most decides
/// whether anything can still be said. Bounds leave out the cap of a kind, which only ever takes away.
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

    /// One stair; its numbers are the edges, and after them the nats.
    private struct Step: BitwiseCopyable {
        var feature: UInt8
        var edges: UInt8
        var first: UInt16
        var unknown: Float
        /// The most that it can say.
        var most: Float
    }

    /// A typology's steps of one stage.
    private struct Part: BitwiseCopyable {
        var first: UInt16 = 0
        var count: UInt16 = 0
        /// The most that they can add, and what they add where every feature is 0.
        var most: Float = 0
        var blank: Float = 0
    }

    /// What is known so far, by typology.
    struct Sums {
        fileprivate var nats = SIMD8<Float>(repeating: 0)
        /// Typologies that may speak, by bit.
        fileprivate var open: UInt8 = 0
        /// Stages to come that have nothing to read: their features are 0.
        fileprivate var isBlank = false
    }

    static let shared = Weighing(WeightTable.all)

    private let tables: Int
    private let steps: UnsafeMutablePointer<Step>
    private let numbers: UnsafeMutablePointer<Float>
    /// By typology and stage.
    private let parts: UnsafeMutablePointer<Part>
    /// Log-odds of the average honest account, and those below which there is silence, by typology.
    private let bases: SIMD8<Float>
    private let silences: SIMD8<Float>

    init(_ all: [WeightTable]) {
        precondition(all.count <= 8, "more typologies than lanes")
        tables = all.count
        steps = .allocate(capacity: all.reduce(0) { $0 + $1.stairs.count })
        numbers = .allocate(capacity: all.reduce(0) { $0 + $1.stairs.reduce(0) { $0 + 2 * $1.edges.count + 1 } })
        parts = .allocate(capacity: 8 * Stage.allCases.count)
        parts.initialize(repeating: Part(), count: 8 * Stage.allCases.count)
        var (bases, silences) = (SIMD8<Float>(repeating: 0), SIMD8<Float>(repeating: .infinity))
        var (step, number) = (0, 0)
        for (place, table) in all.enumerated() {
            bases[place] = table.base
            silences[place] = table.alert - Float(Assessment.silence)
            for stage in Stage.allCases {
                var part = Part(first: UInt16(step))
                // Those that can say most come first: most accounts do not show it, and are done with.
                let stairs = table.stairs.filter { $0.feature.stage == stage }.sorted { $0.most > $1.most }
                for stair in stairs {
                    (steps + step).initialize(
                        to: Step(
                            feature: UInt8(stair.feature.rawValue), edges: UInt8(stair.edges.count),
                            first: UInt16(number), unknown: stair.unknown, most: stair.most))
                    for value in stair.edges + stair.nats {
                        (numbers + number).initialize(to: value)
                        number += 1
                    }
                    step += 1
                    part.most += stair.most
                    part.blank += stair.read(0)
                }
                part.count = UInt16(step) - part.first
                parts[place * Stage.allCases.count + stage.rawValue] = part
            }
        }
        self.bases = bases
        self.silences = silences
    }

    /// - Parameter hasPrices: whether the prices have anything to say; without, their features stay 0.
    func begin(hasPrices: Bool) -> Sums { Sums(nats: bases, open: ~(.max << UInt8(tables)), isBlank: !hasPrices) }

    /// Adds what the features of a stage weigh; says whether any typology may still speak.
    func add(_ stage: Stage, _ features: inout Features, to sums: inout Sums) -> Bool {
        let more = features[.inherited] >= Leg.inheritedForSuccessor ? Assessment.inheritance : 0
        for table in 0..<tables where sums.open & (1 << UInt8(table)) != 0 {
            let first = parts + table * Stage.allCases.count
            let part = first[stage.rawValue]
            var toCome = more + Self.rounding
            if stage.rawValue < Stage.counts.rawValue { toCome += first[Stage.counts.rawValue].most }
            if stage.rawValue < Stage.prices.rawValue {
                let prices = first[Stage.prices.rawValue]
                toCome += sums.isBlank ? prices.blank : prices.most
            }
            // What the account has, with all that could still be added.
            var bound = sums.nats[table] + part.most + toCome
            let silence = silences[table]
            var i = Int(part.first)
            let end = i + Int(part.count)
            while i < end, bound >= silence {
                let step = steps + i
                bound -= step.pointee.most - read(step, features[place: Int(step.pointee.feature)])
                i += 1
            }
            if bound >= silence { sums.nats[table] = bound - toCome } else { sums.open &= ~(1 << UInt8(table)) }
        }
        return sums.open != 0
    }

    /// Sums made in another order differ by less.
    private static let rounding: Float = 0.001

    @inline(__always)
    private func read(_ step: UnsafeMutablePointer<Step>, _ value: Float) -> Float {
        guard value == value else { return step.pointee.unknown }
        let edges = numbers + Int(step.pointee.first)
        let count = Int(step.pointee.edges)
        var at = 0
        while at < count, value >= edges[at] { at += 1 }
        return edges[count + at]
    }
}

extension Features {
    /// Whether weighing in stages puts the account aside. The whole sum must agree: no typology may speak then.
    package mutating func isPutAside(hasPrices: Bool) -> Bool {
        var sums = Weighing.shared.begin(hasPrices: hasPrices)
        for stage in Weighing.Stage.allCases where !Weighing.shared.add(stage, &self, to: &sums) { return true }
        return false
    }

    /// Whether no typology speaks, by the whole sum.
    package mutating func isSilent() -> Bool { Leg(account: AccountIndex(raw: 1), &self).isSilent }
}

extension Feature {
    /// When it is read.
    var stage: Weighing.Stage {
        switch self {
        case .exactIn, .exactOut, .softIn, .softOut, .lineWeight, .lineMargin, .lineHits, .lineShare: .prices
        case .weekInStrangers, .weekOutStrangers, .weekInCount, .weekOutCount, .dayInStrangers, .dayOutPayees,
            .monthInPayers, .monthOutPayees, .strangerShareIn, .strangerShareOut, .twoWay, .citiesIn, .citiesOut,
            .spreadIn, .spreadOut, .balance:
            .counts
        default: .sums
        }
    }
}
