package import WeirDomain

/// What the evidence of one typology weighs: for each feature a stair of nats. The stairs were fitted to labelled
/// traffic of several makers by additive logistic regression, each in the direction that the field allows
/// (docs/methodology/weights.md); zero is what the average honest account shows.
package struct WeightTable: Sendable {
    /// One feature's stair: `nats[i]` counts from `edges[i - 1]` on, `nats[0]` below the first edge.
    package struct Stair: Sendable {
        package let feature: Feature
        package let kind: EvidenceKind
        /// Of the account's own doing, and not only what others send it.
        package let isOwn: Bool
        package let edges: [Float]
        package let nats: [Float]
        /// Where the feature is not known.
        package let unknown: Float

        package init(
            _ feature: Feature, _ kind: EvidenceKind, own: Bool = false, edges: [Float], nats: [Float],
            unknown: Float
        ) {
            precondition(nats.count == edges.count + 1, "a stair has one step more than edges")
            self.feature = feature
            self.kind = kind
            isOwn = own
            self.edges = edges
            self.nats = nats
            self.unknown = unknown
        }

        /// The most that it can say.
        var most: Float { max(nats.max() ?? 0, unknown) }

        func read(_ value: Float) -> Float { value.isNaN ? unknown : nats[edges.count { value >= $0 }] }
    }

    package let typology: Typology
    /// Log-odds of the average honest account.
    package let base: Float
    /// From these log-odds on an alert is raised, the payment held, the account's transfers suspended.
    package let alert: Float
    package let hold: Float
    package let measure: Float
    /// Nats of one kind count up to here.
    package let cap: Float
    package let stairs: [Stair]
    /// The same laid out for reading.
    let sheet: StairSheet

    package static let usualCap: Float = 12

    package init(
        typology: Typology, base: Float, alert: Float, hold: Float, measure: Float, cap: Float = usualCap,
        stairs: [Stair]
    ) {
        self.typology = typology
        self.base = base
        self.alert = alert
        self.hold = hold
        self.measure = measure
        self.cap = cap
        self.stairs = stairs
        sheet = StairSheet(stairs)
    }

    static let all: [WeightTable] = [otcDealer, exchangeGateway, runningPoints, collector, fourthPartySite]
}

/// The tables by which accounts are weighed, laid out for it. Never changes; a rule set may bring its own.
package final class EvidenceModel: Sendable {
    package let tables: [WeightTable]
    let weighing: Weighing

    package init(_ tables: [WeightTable]) {
        self.tables = tables
        weighing = Weighing(tables)
    }

    deinit { weighing.deallocate() }

    package static let builtIn = EvidenceModel(WeightTable.all)
}

/// Nats by kind of evidence.
package struct KindWeights: Sendable, BitwiseCopyable {
    private var nats = SIMD16<Float>(repeating: 0)

    init() {}

    /// - Parameter nats: by the kinds' raw values.
    init(_ nats: InlineArray<16, Float>) { for kind in 0..<16 { self.nats[kind] = nats[kind] } }

    package subscript(kind: EvidenceKind) -> Float {
        @inline(__always) get { nats[Int(kind.rawValue)] }
        @inline(__always) set { nats[Int(kind.rawValue)] = newValue }
    }

    func sum(cap: Float) -> Float {
        var sum: Float = 0
        for kind in 0..<EvidenceKind.allCases.count { sum += min(nats[kind], cap) }
        return sum
    }
}

/// The stairs of one table one after the other in plain memory that is written once: reading them counts no references.
final class StairSheet: @unchecked Sendable {
    struct Step: BitwiseCopyable {
        let feature: UInt16
        let kind: UInt8
        let isOwn: Bool
        /// How many edges there are, and where the first one stands; the nats follow the last.
        let edges: UInt16
        let first: UInt16
        let unknown: Float
    }

    let count: Int
    let steps: UnsafeMutablePointer<Step>
    private let values: UnsafeMutablePointer<Float>

    init(_ stairs: [WeightTable.Stair]) {
        count = stairs.count
        steps = .allocate(capacity: max(1, stairs.count))
        values = .allocate(capacity: max(1, stairs.reduce(0) { $0 + $1.edges.count + $1.nats.count }))
        var used = 0
        for (place, stair) in stairs.enumerated() {
            (steps + place).initialize(
                to: Step(
                    feature: UInt16(stair.feature.rawValue), kind: stair.kind.rawValue, isOwn: stair.isOwn,
                    edges: UInt16(stair.edges.count), first: UInt16(used), unknown: stair.unknown))
            for value in stair.edges + stair.nats {
                (values + used).initialize(to: value)
                used += 1
            }
        }
    }

    deinit {
        steps.deallocate()
        values.deallocate()
    }

    @inline(__always)
    func nats(_ step: UnsafeMutablePointer<Step>, _ value: Float) -> Float {
        if value.isNaN { return step.pointee.unknown }
        let (edges, count) = (values + Int(step.pointee.first), Int(step.pointee.edges))
        var i = 0
        while i < count, value >= edges[i] { i += 1 }
        return edges[count + i]
    }
}
