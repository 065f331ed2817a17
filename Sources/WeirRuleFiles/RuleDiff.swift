import WeirDomain
public import WeirRuleSets

/// What has changed between two rule sets, for people.
public enum RuleDiff {
    /// One line for every difference; `+` is new, `-` is gone, `~` has changed.
    public static func lines(from old: RuleSet, to new: RuleSet) -> [String] {
        var lines: [String] = []
        if old.name != new.name { lines.append("~ set \(old.name) → \(new.name)") }
        if old.label != new.label { lines.append("~ version \(old.label) → \(new.label)") }
        for rule in old.rules where !new.rules.contains(where: { $0.id == rule.id }) {
            lines.append("- rule \(rule.id): \(rule.title)")
        }
        for rule in new.rules {
            guard let before = old.rules.first(where: { $0.id == rule.id }) else {
                lines.append("+ rule \(rule.id): \(rule.title)")
                continue
            }
            lines += changes(before, rule)
        }
        for list in old.lists where !new.lists.contains(where: { $0.name == list.name }) {
            lines.append("- list \(list.name), \(list.entries.count) entries")
        }
        for list in new.lists {
            guard let before = old.lists.first(where: { $0.name == list.name }) else {
                lines.append("+ list \(list.name), \(list.entries.count) entries")
                continue
            }
            let (was, now) = (Set(before.entries), Set(list.entries))
            guard was != now else { continue }
            lines.append(
                "~ list \(list.name): \(now.subtracting(was).count) entries new, \(was.subtracting(now).count) gone")
        }
        return lines + TypologyDiff.lines(from: old.typologies, to: new.typologies)
    }

    private static func changes(_ old: Rule, _ new: Rule) -> [String] {
        var lines: [String] = []
        func compare(_ name: String, _ before: String, _ after: String) {
            guard before != after else { return }
            lines.append("~ rule \(new.id), \(name):")
            lines += before.split(separator: "\n").map { "    - \($0)" }
            lines += after.split(separator: "\n").map { "    + \($0)" }
        }
        compare("when", old.when, new.when)
        compare("yields", old.yields.map(words).joined(separator: "\n"), new.yields.map(words).joined(separator: "\n"))
        compare("reason", old.reason, new.reason)
        compare("reason in Chinese", old.reasonChinese, new.reasonChinese)
        compare("title", old.title, new.title)
        compare("why", old.why, new.why)
        compare("owner", old.owner, new.owner)
        compare("references", old.references.joined(separator: "\n"), new.references.joined(separator: "\n"))
        return lines
    }

    static func words(_ yield: Rule.Yield) -> String {
        switch yield {
        case .evidence(let side, let typology, let kind, let weight):
            "evidence about the \(side.name) for \(typology.name), kind \(kind.name), \(Double(weight) / 1_000) nats"
        case .decision(let outcome, let kind, let side):
            "decision \(outcome.name), kind \(kind.name)" + (side.map { ", about the \($0.name)" } ?? "")
        case .measure(let side, let measure, let kind):
            "proposes \(measure.name) on the \(side.name), kind \(kind.name)"
        }
    }
}
