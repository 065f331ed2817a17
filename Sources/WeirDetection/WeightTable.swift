package import WeirDomain

/// What the evidence of one typology weighs: for each feature a stair of nats. The stairs were fitted to labelled
/// traffic of several makers by additive logistic regression, each in the direction that the field allows
/// (docs/methodology/weights.md); zero is what the average honest account shows.
package struct WeightTable: Sendable {
    /// One feature's stair: `nats[i]` counts from `edges[i - 1]` on, `nats[0]` below the first edge.
    struct Stair: Sendable {
        let feature: Feature
        let kind: EvidenceKind
        /// Of the account's own doing, and not only what others send it.
        let isOwn: Bool
        let edges: [Float]
        let nats: [Float]
        /// Where the feature is not known.
        let unknown: Float

        init(
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

    let typology: Typology
    /// Log-odds of the average honest account.
    let base: Float
    /// From these log-odds on an alert is raised, the payment held, the account's transfers suspended.
    let alert: Float
    let hold: Float
    let measure: Float
    let stairs: [Stair]

    /// Nats of one kind count up to here.
    static let cap: Float = 12

    static let all: [WeightTable] = [otcDealer, exchangeGateway, runningPoints, collector, fourthPartySite]
}

/// Nats by kind of evidence.
package struct KindWeights: Sendable, BitwiseCopyable {
    private var nats = SIMD16<Float>(repeating: 0)

    package subscript(kind: EvidenceKind) -> Float {
        @inline(__always) get { nats[Int(kind.rawValue)] }
        @inline(__always) set { nats[Int(kind.rawValue)] = newValue }
    }

    var sum: Float {
        var sum: Float = 0
        for kind in 0..<EvidenceKind.allCases.count { sum += min(nats[kind], WeightTable.cap) }
        return sum
    }
}
