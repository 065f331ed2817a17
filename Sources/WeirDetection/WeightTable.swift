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

        func read(_ value: Float) -> Float {
            if value.isNaN { return unknown }
            var i = 0
            while i < edges.count, value >= edges[i] { i += 1 }
            return nats[i]
        }
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
