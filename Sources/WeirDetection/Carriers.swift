import WeirDomain

/// The figures that carry what the indicators of a kind weigh, so that its text can say what was seen in them.
package struct Carriers {
    /// Nats of the indicators alone, without what rules and outside evidence add.
    package private(set) var nats: Float = 0
    /// The heaviest first, all of them on the side on which the kind weighs.
    package private(set) var features: [Feature] = []

    /// So many are said, each of which carries at least such a part of the first.
    private static let most = 4
    private static let part: Float = 0.25
    private static let least: Float = 0.05

    func contains(_ feature: Feature) -> Bool { features.contains(feature) }

    /// By the kinds' raw values.
    package static func all(_ assessment: Assessment, _ table: WeightTable, _ f: inout Features) -> [Carriers] {
        var stairs = [[Carried]](repeating: [], count: EvidenceKind.allCases.count)
        let hearsFeeders = Conduct.hearsFeeders(&f)
        for stair in table.stairs {
            if !hearsFeeders, stair.feature == .feeders || stair.feature == .feedings { continue }
            stairs[Int(stair.kind.rawValue)].append(Carried(stair.feature, stair.read(f[stair.feature])))
        }
        if assessment.typology == .successor {
            stairs[Int(EvidenceKind.identity.rawValue)].append(Carried(.inherited, Assessment.inheritance))
        }
        // A person who is paid without a checkout: known beforehand, see `Assessment`.
        let isPlain = f[.isMerchant] < 1 && !(f[.gatewayIn] > 0)
        return EvidenceKind.allCases.map { kind in
            Carriers(stairs[Int(kind.rawValue)], atMost: kind == .merchant && isPlain ? 0 : .infinity)
        }
    }

    /// What one figure carries.
    private struct Carried {
        let feature: Feature
        var nats: Float

        init(_ feature: Feature, _ nats: Float) {
            self.feature = feature
            self.nats = nats
        }
    }

    private init(_ stairs: [Carried], atMost: Float) {
        var carried: [Carried] = []
        for stair in stairs {
            nats += stair.nats
            if let place = carried.firstIndex(where: { $0.feature == stair.feature }) {
                carried[place].nats += stair.nats
            } else {
                carried.append(stair)
            }
        }
        nats = min(nats, atMost)
        let side: Float = nats < 0 ? -1 : 1
        let sameSide = carried.filter { $0.nats * side >= Self.least }.sorted {
            ($1.nats * side, $0.feature.rawValue) < ($0.nats * side, $1.feature.rawValue)
        }
        guard let first = sameSide.first else { return }
        features = sameSide.prefix(Self.most).filter { $0.nats * side >= Self.part * first.nats * side }.map(\.feature)
    }
}
