import WeirDomain
import WeirEngine
import WeirRuntime
import WeirStore

/// Earlier cases whose alerts rest on the same kinds of evidence in the same proportions, with what came of them.
struct SimilarCases: Sendable {
    struct Match: Sendable {
        var number: Int
        var account: String
        var state: Case.State
        var disposition: Case.Disposition?
        /// 0 … 100.
        var likeness: Int
        /// The kinds that weigh most in both.
        var kinds: [EvidenceKind]
    }

    /// Alerts that are compared, the newest; and matches that are shown.
    private static let compared = 120
    private static let shown = 5

    static func find(_ desk: Desk, like alert: StoredAlert, outside found: Case) async throws -> [Match] {
        let rows = try desk.store.alerts(account: nil, limit: compared, after: nil).items
        let own = profile(alert)
        var best: [String: (likeness: Double, kinds: [EvidenceKind])] = [:]
        for row in rows where row.typology == alert.typology && !found.accounts.contains(row.account) {
            guard let other = StoredAlert(row) else { continue }
            let (likeness, kinds) = compare(own, profile(other))
            if likeness > best[row.account]?.likeness ?? 0 { best[row.account] = (likeness, kinds) }
        }
        let accounts = best.keys.sorted()
        let cases = await desk.read { engine -> [String: Case] in
            accounts.reduce(into: [:]) { result, account in
                if let number = engine.caseNumber(of: account) { result[account] = engine.oneCase(number) }
            }
        }
        var matches: [Int: Match] = [:]
        for account in accounts {
            guard let other = cases?[account], other.number != found.number, let score = best[account] else { continue }
            let match = Match(
                number: other.number, account: account, state: other.state, disposition: other.disposition,
                likeness: Int((score.likeness * 100).rounded()), kinds: score.kinds)
            if match.likeness > matches[other.number]?.likeness ?? 0 { matches[other.number] = match }
        }
        // What has been decided teaches more than what is open.
        return Array(
            matches.values.sorted {
                ($0.disposition == nil ? 1 : 0, -$0.likeness, $0.number)
                    < ($1.disposition == nil ? 1 : 0, -$1.likeness, $1.number)
            }.prefix(shown))
    }

    /// Nats by kind, those that speak for the typology.
    private static func profile(_ alert: StoredAlert) -> [Double] {
        EvidenceKind.allCases.map { kind in
            alert.indicators.reduce(0) { $0 + ($1.kind == kind.name ? max(0, $1.weight) : 0) }
        }
    }

    /// How much of the nats is common to two profiles, and the kinds that make it.
    private static func compare(_ a: [Double], _ b: [Double]) -> (Double, [EvidenceKind]) {
        var (common, whole) = (0.0, 0.0)
        var parts: [(kind: EvidenceKind, part: Double)] = []
        for (place, kind) in EvidenceKind.allCases.enumerated() {
            let both = min(a[place], b[place])
            common += both
            whole += max(a[place], b[place])
            if both > 0 { parts.append((kind, both)) }
        }
        guard whole > 0 else { return (0, []) }
        let strongest = parts.sorted { ($1.part, $0.kind.rawValue) < ($0.part, $1.kind.rawValue) }.prefix(3)
        return (common / whole, strongest.map(\.kind))
    }
}
