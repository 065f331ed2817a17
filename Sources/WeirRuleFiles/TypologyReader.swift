import WeirDomain
import WeirEngine
public import WeirRuleSets
import Yams

/// Typologies' tables in the files of a rule set, with the places of their numbers.
struct TypologyReader {
    private(set) var tables: [TypologyTable] = []
    private var sources: [(text: RuleText, node: Node, stairs: [Node])] = []

    static let keys = ["id", "base", "cap", "lines", "weights"]

    mutating func read(_ node: Node, _ text: RuleText) throws(FileFlaw) {
        let fields = try RuleFields(node, "a typology", known: Self.keys, in: text)
        let lines = try RuleFields(
            try fields.required("lines"), "the lines", known: ["alert", "hold", "measure"], in: text)
        var table = TypologyTable(
            typology: try fields.choice("id", Typology.allCases.map { ($0.name, $0) }),
            base: try fields.float("base"), alert: try lines.float("alert"), hold: try lines.float("hold"),
            measure: try lines.float("measure"), cap: try fields.float("cap"), stairs: [])
        let weights = try fields.list("weights")
        for weight in weights.prefix(Limits.typologyStairs + 1) { table.stairs.append(try Self.stair(weight, text)) }
        tables.append(table)
        sources.append((text, node, weights))
    }

    private static func stair(_ node: Node, _ text: RuleText) throws(FileFlaw) -> TypologyTable.Stair {
        let fields = try RuleFields(
            node, "a weight", known: ["indicator", "kind", "own", "edges", "nats", "unknown"], in: text)
        var own = false
        if fields.has("own") { own = try fields.choice("own", [("true", true), ("false", false)]) }
        return TypologyTable.Stair(
            indicator: try fields.string("indicator"),
            kind: try fields.choice("kind", EvidenceKind.allCases.map { ($0.name, $0) }), isOwn: own,
            edges: try fields.floats("edges"), nats: try fields.floats("nats"), unknown: try fields.float("unknown"))
    }

    /// What is wrong with the tables, at the numbers that are.
    func flaws() -> [FileFlaw] {
        TypologyCheck.flaws(tables, indicators: Engine.weighedNames).map { flaw in
            let source = sources[flaw.table]
            let whole = flaw.stair.map { source.stairs[$0] } ?? source.node
            let place = whole.mapping?[Node(flaw.field)] ?? whole
            return source.text.flaw(place, flaw.message, hint: flaw.hint)
        }
    }
}

extension RuleFields {
    func float(_ name: String) throws(FileFlaw) -> Float {
        let scalar = try scalar(name)
        return try Self.float(scalar, name, text)
    }

    func floats(_ name: String) throws(FileFlaw) -> [Float] {
        var found: [Float] = []
        for node in try list(name) {
            guard let scalar = node.scalar else { throw text.flaw(node, "'\(name)' is a list of numbers") }
            found.append(try Self.float(scalar, name, text))
        }
        return found
    }

    private static func float(_ scalar: Node.Scalar, _ name: String, _ text: RuleText) throws(FileFlaw) -> Float {
        guard let number = Float(scalar.string), number.isFinite else {
            throw text.flaw(scalar.mark, "'\(name)' is a number such as -2.5, not '\(scalar.string.prefix(40))'")
        }
        return number
    }
}

/// Writes tables in the form in which they are read.
public enum TypologyText {
    public static func yaml(_ tables: [TypologyTable]) -> String {
        var out = "typologies:\n"
        for table in tables {
            out += "  - id: \(table.typology.name)\n    base: \(table.base)\n    cap: \(table.cap)\n"
            out += "    lines: {alert: \(table.alert), hold: \(table.hold), measure: \(table.measure)}\n    weights:\n"
            for stair in table.stairs { out += line(stair) }
        }
        return out
    }

    private static func line(_ stair: TypologyTable.Stair) -> String {
        func list(_ numbers: [Float]) -> String { "[" + numbers.map { "\($0)" }.joined(separator: ", ") + "]" }
        return "      - indicator: \(stair.indicator)\n"
            + "        kind: \(stair.kind.name)\n" + (stair.isOwn ? "        own: true\n" : "")
            + "        edges: \(list(stair.edges))\n        nats: \(list(stair.nats))\n"
            + "        unknown: \(stair.unknown)\n"
    }
}
