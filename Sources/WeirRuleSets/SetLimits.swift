import WeirDomain
import WeirRules

/// Bounds and plain sense of a set, before anything is compiled.
enum SetLimits {
    static func flaws(_ set: RuleSet) -> [RuleFlaw] {
        var found: [RuleFlaw] = []
        func whole(_ message: String, hint: String? = nil) {
            found.append(
                RuleFlaw(
                    rule: nil, part: .set, diagnostic: Diagnostic(line: 1, column: 1, message: message, hint: hint)))
        }
        if !isName(set.name) { whole("'\(set.name.prefix(40))' is no name of a set", hint: "use a-z, 0-9 and -") }
        if !isLabel(set.label) {
            whole("'\(set.label.prefix(40))' is no version", hint: "use up to 32 letters, digits, dots and -")
        }
        if set.rules.isEmpty, set.typologies.isEmpty { whole("the set has no rules and no typologies") }
        if set.rules.count > Limits.rules { whole("the set has \(set.rules.count) rules; at most \(Limits.rules)") }
        if set.lists.reduce(0, { $0 + $1.entries.count }) > Limits.ruleListEntries {
            whole("the lists have more than \(Limits.ruleListEntries) entries together")
        }
        var names: Set<String> = []
        for list in set.lists where !names.insert(list.name).inserted || !list.hasName {
            whole("the list '\(list.name.prefix(40))' has a name that is taken, or no name for the language")
        }
        if RuleSetBytes.encode(set).count > Limits.ruleSetBytes {
            whole("the set has more than \(Limits.ruleSetBytes) bytes")
        }
        var ids: [String: Int] = [:]
        for (number, rule) in set.rules.prefix(Limits.rules).enumerated() {
            for (part, message, hint) in flaws(rule) {
                found.append(
                    RuleFlaw(
                        rule: number, part: part,
                        diagnostic: Diagnostic(line: 1, column: 1, message: message, hint: hint)))
            }
            if ids.updateValue(number, forKey: rule.id) != nil {
                found.append(
                    RuleFlaw(
                        rule: number, part: .id,
                        diagnostic: Diagnostic(
                            line: 1, column: 1, message: "the id '\(rule.id.prefix(64))' is used by another rule",
                            hint: "give every rule an id of its own")))
            }
        }
        return found
    }

    private static func flaws(_ rule: Rule) -> [(RuleFlaw.Part, String, String?)] {
        var found: [(RuleFlaw.Part, String, String?)] = []
        if !isName(rule.id) { found.append((.id, "'\(rule.id.prefix(40))' is no id", "use a-z, 0-9 and -")) }
        for (text, name) in [(rule.title, "title"), (rule.why, "why"), (rule.owner, "owner")] where text.isEmpty {
            found.append((.id, "the rule has no \(name)", nil))
        }
        if rule.reason.isEmpty { found.append((.reason, "the rule gives no reason in English", nil)) }
        if rule.reasonChinese.isEmpty { found.append((.reasonChinese, "the rule gives no reason in Chinese", nil)) }
        if rule.yields.isEmpty { found.append((.yields, "the rule yields nothing", "evidence, decision or measure")) }
        if rule.yields.count > 8 { found.append((.yields, "the rule yields more than 8 things", nil)) }
        for yield in rule.yields { if let flaw = flaw(yield) { found.append((.yields, flaw.0, flaw.1)) } }
        return found
    }

    private static func flaw(_ yield: Rule.Yield) -> (String, String?)? {
        switch yield {
        case .evidence(_, _, let kind, let weight):
            let most = kind.countsTowardsTwo ? Limits.ruleMilliNats : Limits.ruleTextMilliNats
            guard weight == 0 || weight.magnitude > most else { return nil }
            let nats = most % 1_000 == 0 ? "\(most / 1_000)" : "\(Double(most) / 1_000)"
            return (
                "a weight must lie between -\(nats) and \(nats) nats for evidence of the kind "
                    + "'\(kind.name)', and not be 0", "2.3 nats are odds of ten to one"
            )
        case .decision(let outcome, _, _):
            return outcome == .allow ? ("a rule cannot decide 'allow'", "give evidence of a negative weight") : nil
        case .measure(_, let kind, _):
            return kind == .blockSite ? ("a rule cannot propose to block a site", nil) : nil
        }
    }

    static func isName(_ text: String) -> Bool {
        let fits = text.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
        return fits && !text.isEmpty && text.utf8.count <= 64 && !text.hasPrefix("-")
    }

    private static func isLabel(_ text: String) -> Bool {
        let fits = text.utf8.allSatisfy {
            (97...122).contains($0) || (65...90).contains($0) || (45...57).contains($0) && $0 != 47
        }
        return fits && !text.isEmpty && text.utf8.count <= 32
    }

}

extension RuleList {
    /// Whether the language can name it.
    public var hasName: Bool {
        let fits = name.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 95 }
        return fits && !name.isEmpty && name.utf8.count <= 32 && !(48...57).contains(name.utf8.first ?? 48)
    }
}
