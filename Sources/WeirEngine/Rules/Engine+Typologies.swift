import WeirDetection
import WeirDomain
public import WeirRuleSets

/// The tables by which typologies are weighed, as rule sets set them.
extension Engine {
    /// The built-in ones.
    public static let builtInTypologies: [TypologyTable] = EvidenceModel.builtIn.tables.map { TypologyTable($0) }

    /// The names of what can be read off an account and weighed, such as `quick_share`.
    public static let weighedNames: [String] = Feature.allCases.map(\.snakeName)

    /// Weighs by the tables of the live set from now on.
    mutating func followTypologies() { detector.use(rules.live?.model ?? .builtIn) }
}

extension EvidenceModel {
    /// The built-in tables with a set's own in their places; the built-in model itself where nothing differs.
    /// - Precondition: `TypologyCheck` finds no flaws.
    static func of(_ set: RuleSet) -> EvidenceModel {
        let own = set.typologies.filter { table in !Engine.builtInTypologies.contains(table) }
        guard !own.isEmpty else { return .builtIn }
        return EvidenceModel(
            EvidenceModel.builtIn.tables.map { table in
                own.first { $0.typology == table.typology }.map { WeightTable($0) } ?? table
            })
    }
}

extension Feature {
    /// `quickShare` as files write it: `quick_share`.
    var snakeName: String {
        name.reduce(into: "") { out, letter in
            out += letter.isUppercase ? "_" + letter.lowercased() : String(letter)
        }
    }

    fileprivate init?(snakeName: String) {
        guard let feature = Feature.allCases.first(where: { $0.snakeName == snakeName }) else { return nil }
        self = feature
    }
}

extension TypologyTable {
    fileprivate init(_ table: WeightTable) {
        self.init(
            typology: table.typology, base: table.base, alert: table.alert, hold: table.hold, measure: table.measure,
            cap: table.cap,
            stairs: table.stairs.map { stair in
                Stair(
                    indicator: stair.feature.snakeName, kind: stair.kind, isOwn: stair.isOwn, edges: stair.edges,
                    nats: stair.nats, unknown: stair.unknown)
            })
    }
}

extension WeightTable {
    fileprivate init(_ table: TypologyTable) {
        self.init(
            typology: table.typology, base: table.base, alert: table.alert, hold: table.hold, measure: table.measure,
            cap: table.cap,
            stairs: table.stairs.compactMap { stair in
                Feature(snakeName: stair.indicator).map {
                    Stair(
                        $0, stair.kind, own: stair.isOwn, edges: stair.edges, nats: stair.nats, unknown: stair.unknown)
                }
            })
    }
}
