import WeirDomain
import WeirEngine
import WeirRuleSets

/// What has changed between the tables of two sets; a typology without a table has the built-in one.
enum TypologyDiff {
    static func lines(from old: [TypologyTable], to new: [TypologyTable]) -> [String] {
        Engine.builtInTypologies.flatMap { builtIn -> [String] in
            func table(_ tables: [TypologyTable]) -> TypologyTable {
                tables.first { $0.typology == builtIn.typology } ?? builtIn
            }
            return changes(table(old), table(new))
        }
    }

    private static func changes(_ old: TypologyTable, _ new: TypologyTable) -> [String] {
        let name = "~ typology \(new.typology.name), "
        var lines: [String] = []
        let numbers = [
            ("base", old.base, new.base), ("cap", old.cap, new.cap), ("line of alerts", old.alert, new.alert),
            ("line of holding", old.hold, new.hold), ("line of measures", old.measure, new.measure),
        ]
        for (what, before, after) in numbers where before != after {
            lines.append(name + "\(what): \(before) → \(after)")
        }
        for stair in old.stairs where !new.stairs.contains(where: { $0.indicator == stair.indicator }) {
            lines.append(name + "\(stair.indicator): no longer weighed")
        }
        for stair in new.stairs {
            let before = old.stairs.first { $0.indicator == stair.indicator }
            guard before != stair else { continue }
            lines.append(name + "\(stair.indicator):")
            if let before { lines.append("    - \(words(before))") }
            lines.append("    + \(words(stair))")
        }
        return lines
    }

    private static func words(_ stair: TypologyTable.Stair) -> String {
        "\(stair.kind.name)\(stair.isOwn ? ", own" : ""), edges \(stair.edges), nats \(stair.nats), "
            + "unknown \(stair.unknown)"
    }
}
