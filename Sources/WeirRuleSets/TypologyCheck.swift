import WeirDomain
import WeirRules

/// Bounds and plain sense of typologies' tables. What the engine insists on in any case, such as two kinds of evidence
/// for an alert and the account's own conduct for a measure, no table can change.
public enum TypologyCheck {
    /// - Parameter indicators: the names of what can be read off an account.
    public static func flaws(_ tables: [TypologyTable], indicators: [String]) -> [TypologyFlaw] {
        var found: [TypologyFlaw] = []
        var seen: Set<Typology> = []
        for (place, table) in tables.enumerated() {
            func flaw(_ field: String, _ message: String, hint: String? = nil, stair: Int? = nil) {
                found.append(
                    TypologyFlaw(table: place, stair: stair, field: field, message: message, hint: hint))
            }
            if !seen.insert(table.typology).inserted {
                flaw("id", "the typology '\(table.typology.name)' is there twice", hint: "take one of them out")
            }
            if table.typology == .successor {
                flaw("id", "'successor' has no table of its own: it is any other with a suspect's customers")
            }
            lines(table, flaw)
            stairs(table, indicators, flaw)
        }
        return found
    }

    private typealias Report = (_ field: String, _ message: String, _ hint: String?, _ stair: Int?) -> Void

    private static func lines(_ table: TypologyTable, _ flaw: Report) {
        if !(Limits.typologyBase.contains(table.base)) {
            flaw("base", "the base lies between -30 and 0, in log-odds", "-10 is one honest account in 20,000", nil)
        }
        if !(Limits.typologyCap.contains(table.cap)) {
            flaw("cap", "the cap lies between 1 and 20 nats", nil, nil)
        }
        let lines = [table.alert, table.hold, table.measure]
        if !lines.allSatisfy({ Limits.typologyLine.contains($0) }) {
            flaw("lines", "a line lies between -10 and 20, in log-odds", "0 is even odds", nil)
        } else if !(table.alert <= table.hold && table.hold < table.measure && table.alert < table.measure) {
            flaw("lines", "the lines do not rise: alert, then hold, then measure", "are two of them exchanged?", nil)
        }
    }

    private static func stairs(_ table: TypologyTable, _ indicators: [String], _ flaw: Report) {
        if table.stairs.count > Limits.typologyStairs {
            flaw("weights", "more than \(Limits.typologyStairs) weights", nil, nil)
            return
        }
        var seen: Set<String> = []
        var most: [EvidenceKind: Float] = [:]
        for (place, stair) in table.stairs.enumerated() {
            if !indicators.contains(stair.indicator) {
                flaw(
                    "indicator", "there is no indicator '\(stair.indicator.prefix(40))'",
                    Suggestion.hint(for: stair.indicator, among: indicators)
                        ?? "weir rules typologies prints those that there are", place)
            } else if !seen.insert(stair.indicator).inserted {
                flaw("indicator", "'\(stair.indicator)' is weighed twice", "take one of them out", place)
            }
            numbers(stair) { flaw($0, $1, $2, place) }
            most[stair.kind, default: 0] += max(stair.nats.max() ?? 0, stair.unknown)
        }
        let kinds = most.filter { $0.key.countsTowardsTwo && $0.value >= 1 }.count
        if kinds < 2 {
            flaw(
                "weights", "no alert could ever be raised: \(kinds) kinds of evidence reach a weight of 1",
                "two kinds are needed, and text and model do not count", nil)
        }
        let reach = table.base + most.values.reduce(0) { $0 + min($1, table.cap) }
        if reach < table.alert {
            flaw(
                "lines", "the line of alerts can never be reached: all weights together come to \(reach)",
                "look at base, cap and lines", nil)
        }
    }

    private static func numbers(_ stair: TypologyTable.Stair, _ flaw: (String, String, String?) -> Void) {
        let all = stair.edges + stair.nats + [stair.unknown]
        guard all.allSatisfy(\.isFinite) else { return flaw("edges", "a number that is none", nil) }
        if stair.edges.isEmpty || stair.edges.count > Limits.typologyEdges {
            flaw("edges", "a stair has 1 to \(Limits.typologyEdges) edges", nil)
        }
        if zip(stair.edges, stair.edges.dropFirst()).contains(where: { $0 >= $1 }) {
            flaw("edges", "the edges do not rise", "each is greater than the one before")
        }
        if stair.nats.count != stair.edges.count + 1 {
            flaw(
                "nats", "\(stair.nats.count) nats for \(stair.edges.count) edges",
                "one more than edges: the first is for what lies below all of them")
        }
        if (stair.nats + [stair.unknown]).contains(where: { $0.magnitude > Limits.typologyNats }) {
            flaw("nats", "a weight lies between -12 and 12 nats", "2.3 nats are odds of ten to one")
        }
    }
}
