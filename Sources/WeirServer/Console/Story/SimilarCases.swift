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

    /// Accounts whose cases are asked for, the most alike; and matches that are shown.
    private static let asked = 60
    private static let shown = 5

    static func find(_ visit: Visit, like alert: StoredAlert, outside found: Case) async throws -> [Match] {
        let desk = visit.desk
        let own = AlertProfiles.Profile(alert).nats
        var best: [String: (likeness: Double, kinds: [EvidenceKind])] = [:]
        for other in try visit.console.profiles.latest(desk.store)
        where other.typology == alert.typology && !found.accounts.contains(other.account) {
            let (likeness, kinds) = compare(own, other.nats)
            if likeness > best[other.account]?.likeness ?? 0 { best[other.account] = (likeness, kinds) }
        }
        let accounts = best.sorted { ($1.value.likeness, $0.key) < ($0.value.likeness, $1.key) }
            .prefix(asked).map(\.key)
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

    /// What came of them, where it speaks for the innocent reading.
    static func innocent(_ matches: [Match]) -> Phrase? {
        let decided = matches.filter { $0.disposition != nil }.count
        let honest = matches.filter { $0.disposition == .falseAlarm }.count
        guard honest > 0 else { return nil }
        return Phrase(
            "Of \(Written.plural(decided, "similar case", "similar cases")) with a finding \(honest) "
                + (honest == 1 ? "was a false alarm." : "were false alarms."),
            "\(decided) 件已有结论的相似案件中，\(honest) 件为误报。")
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
