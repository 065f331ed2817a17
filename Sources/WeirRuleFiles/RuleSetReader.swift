import WeirCodec
import WeirDomain
import WeirRuleSets
import WeirRules
import Yams

/// Puts a rule set together from the documents of its files.
struct RuleSetReader {
    private var flaws: [FileFlaw] = []
    private var head: (set: RuleSet, about: String, place: (RuleText, Node))?
    private var rules: [(rule: Rule, source: RuleSource)] = []
    private var lists: [RuleList] = []
    private var tests: [RuleTest] = []
    private var typologies = TypologyReader()

    /// Where the parts of a rule stand, so that a flaw found later has a place.
    private struct RuleSource {
        var text: RuleText
        var node: Node
        var when: Node.Scalar
        var reason: Node.Scalar
        var reasonChinese: Node.Scalar
        var id: Node.Scalar
        var yields: Node
    }

    static let most = 50
    /// A rule set needs ten levels; the YAML reader recurses.
    private static let depth = 64

    mutating func read(_ file: RuleFile) {
        let text = RuleText(file: file.path, text: file.text)
        do {
            try check(text, file.text)
            let parser = try Parser(yaml: file.text)
            while let root = try parser.nextRoot() {
                guard flaws.count < Self.most else { return }
                try document(root, text)
            }
        } catch let flaw as FileFlaw {
            flaws.append(flaw)
        } catch let error as YamlError {
            flaws.append(Self.flaw(error, text))
        } catch {
            flaws.append(FileFlaw(file.path, "cannot be read: \(error)"))
        }
    }

    /// Anchors would let a few lines stand for millions.
    private func check(_ text: RuleText, _ whole: String) throws(FileFlaw) {
        let isBroken = whole.utf8.contains { $0 < 32 && $0 != 9 && $0 != 10 && $0 != 13 }
        guard !isBroken else { throw FileFlaw(text.file, "has control characters in it") }
        var depth = 0
        for (number, line) in text.lines.enumerated() {
            for byte in line.utf8 { depth += byte == 91 || byte == 123 ? 1 : byte == 93 || byte == 125 ? -1 : 0 }
            let dashes = line.prefix { $0 == "-" || $0 == " " || $0 == "?" }.count { $0 != " " }
            if depth > Self.depth || dashes > Self.depth {
                throw FileFlaw(
                    text.file, line: number + 1, "nests deeper than \(Self.depth) levels",
                    hint: "is a bracket missing?", text: String(line.prefix(200)))
            }
            depth = max(0, depth)
            if let match = line.firstMatch(of: #/(?:^|[\s\[{,:-])&[A-Za-z0-9_-]/#) {
                let column = line[..<match.range.lowerBound].unicodeScalars.count + 2
                throw FileFlaw(
                    text.file, line: number + 1, column: column, "anchors (&name) are not used in rule sets",
                    hint: "write it out, or put the text in quotes", text: String(line))
            }
            // A tag as well, of which the reader tells nothing: the condition would be turned round.
            if line.utf8.contains(UInt8(ascii: "!")),
                let match = line.firstMatch(of: #/(?:^[ -]*|[{,]\s*)when:\s+(?=!(?:\s|$))/#)
            {
                let column = line[..<match.range.upperBound].unicodeScalars.count + 1
                throw FileFlaw(
                    text.file, line: number + 1, column: column, "tags (!name) are not used in rule sets",
                    hint: "put the text in quotes", text: String(line))
            }
        }
        if let flaw = YAMLBounds.flaw(in: whole) {
            throw FileFlaw(
                text.file, line: flaw.line, column: flaw.column, flaw.reason,
                text: String(text.line(flaw.line).prefix(200)))
        }
    }

    private static func flaw(_ error: YamlError, _ text: RuleText) -> FileFlaw {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            let hint =
                text.line(mark.line).contains("\t")
                ? "indent with spaces, not tabs"
                : "look at indentation, colons and quotes here and in the line above"
            return text.flaw(mark, "is not YAML: \(problem)", hint: hint)
        case .duplicatedKeysInMapping(let keys, let context):
            let names = keys.prefix(3).map { "'\($0.prefix(40))'" }.joined(separator: ", ")
            return text.flaw(context.mark, "the key \(names) stands here twice", hint: "take one of them out")
        case .reader(let problem, _, _, _): return FileFlaw(text.file, "is not YAML: \(problem)")
        default: return FileFlaw(text.file, "is not YAML")
        }
    }

    // MARK: Documents

    private mutating func document(_ root: Node, _ text: RuleText) throws(FileFlaw) {
        if case .scalar(let scalar) = root, scalar.string.isEmpty { return }
        try Self.checkTags(root, text)
        let fields = try RuleFields(
            root, "the file", known: ["set", "version", "owner", "about", "lists", "rules", "typologies"], in: text)
        if fields.has("set") || fields.has("version") {
            guard head == nil else {
                throw text.flaw(root, "the set is named twice: one file says 'set' and 'version'")
            }
            let set = RuleSet(
                name: try fields.string("set"), label: try fields.string("version"), owner: try fields.string("owner"))
            head = (set, try fields.string("about"), (text, root))
        }
        if let node = fields.optional("lists") { try readLists(node, text) }
        for node in try fields.list("typologies") {
            guard flaws.count < Self.most else { return }
            do throws(FileFlaw) { try typologies.read(node, text) } catch { flaws.append(error) }
        }
        let owner = try fields.string("owner", default: head?.set.owner ?? "")
        for node in try fields.list("rules") {
            guard flaws.count < Self.most else { return }
            do throws(FileFlaw) { try rule(node, text, owner: owner) } catch { flaws.append(error) }
        }
    }

    private mutating func readLists(_ node: Node, _ text: RuleText) throws(FileFlaw) {
        guard case .mapping(let mapping) = node else {
            throw text.flaw(node, "'lists' is a mapping of names and lists")
        }
        for (key, value) in mapping {
            guard let name = key.scalar?.string, case .sequence(let sequence) = value else {
                throw text.flaw(key, "a list is a name and entries", hint: "write name: [first, second]")
            }
            var entries: [String] = []
            for entry in sequence {
                guard case .scalar(let scalar) = entry else { throw text.flaw(entry, "an entry of a list is a text") }
                guard !Self.isNull(scalar) else {
                    throw text.flaw(
                        entry, "an entry of the list '\(name.prefix(40))' is empty",
                        hint: "take it out, or put the text in quotes")
                }
                entries.append(scalar.string)
            }
            guard RuleList(name: name, entries: []).hasName else {
                throw text.flaw(
                    key, "the list '\(name.prefix(40))' has no name for the language",
                    hint: "use up to 32 of a-z, 0-9 and _, and begin with a letter")
            }
            guard !lists.contains(where: { $0.name == name }) else {
                throw text.flaw(key, "the list '\(name)' is there twice")
            }
            lists.append(RuleList(name: name, entries: entries))
        }
    }

    /// What YAML takes for nothing.
    private static func isNull(_ scalar: Node.Scalar) -> Bool {
        guard scalar.style == .plain || scalar.style == .any else { return false }
        return ["", "~", "null", "Null", "NULL"].contains(scalar.string)
    }

    /// A tag says what a text is to be taken for, and takes the first word from it: of `when: !payment.is_first` the
    /// whole condition. Nothing here has one. Of keys it cannot be told any more, which are words of this reader.
    private static func checkTags(_ node: Node, _ text: RuleText) throws(FileFlaw) {
        let tag: String
        switch node {
        case .scalar(let scalar): tag = scalar.tag.rawValue
        case .sequence(let sequence):
            tag = sequence.tag.rawValue
            for each in sequence { try checkTags(each, text) }
        case .mapping(let mapping):
            tag = mapping.tag.rawValue
            for (_, value) in mapping { try checkTags(value, text) }
        case .alias: return
        }
        guard tag.isEmpty || plainTags.contains(tag) else {
            throw text.flaw(node, "tags (!name) are not used in rule sets", hint: "put the text in quotes")
        }
    }

    /// What a text without a tag is taken for.
    private static let plainTags = Set(
        ["str", "seq", "map", "bool", "int", "float", "null", "timestamp", "merge", "value"].map {
            "tag:yaml.org,2002:" + $0
        })

    private static let ruleKeys = [
        "id", "title", "why", "when", "yields", "reason", "owner", "references", "tests",
    ]

    private mutating func rule(_ node: Node, _ text: RuleText, owner: String) throws(FileFlaw) {
        let fields = try RuleFields(node, "a rule", known: Self.ruleKeys, in: text)
        let reasons = try RuleFields(
            try fields.required("reason"), "the reason", known: ["en", "zh"], in: text)
        let yields = try fields.required("yields")
        let source = RuleSource(
            text: text, node: node, when: try fields.scalar("when"), reason: try reasons.scalar("en"),
            reasonChinese: try reasons.scalar("zh"), id: try fields.scalar("id"), yields: yields)
        let rule = Rule(
            id: try fields.string("id"), title: try fields.string("title"), why: try fields.string("why"),
            when: try fields.string("when"), yields: try Self.yields(yields, text),
            reason: try reasons.string("en"), reasonChinese: try reasons.string("zh"),
            owner: try fields.string("owner", default: owner), references: try fields.strings("references"))
        rules.append((rule, source))
        var own: [RuleTest] = []
        for test in try fields.list("tests") { own.append(try RuleTestReader.test(test, rule: rule.id, text)) }
        for isFiring in [true, false] where !own.contains(where: { $0.fires == isFiring }) {
            let word = isFiring ? "fires" : "silent"
            throw text.flaw(
                source.id.mark,
                "the rule '\(rule.id.prefix(64))' has no test in which it "
                    + (isFiring ? "fires" : "stays silent"), hint: "add one under 'tests' with expect: \(word)")
        }
        tests += own
    }

    private static func yields(_ node: Node, _ text: RuleText) throws(FileFlaw) -> [Rule.Yield] {
        var found: [Rule.Yield] = []
        let nodes: [Node] = if case .sequence(let sequence) = node { Array(sequence) } else { [node] }
        for node in nodes {
            let fields = try RuleFields(
                node, "what a rule yields", known: ["evidence", "decision", "measure"], in: text)
            if let evidence = fields.optional("evidence") { found.append(try self.evidence(evidence, text)) }
            if let decision = fields.optional("decision") {
                let parts = try RuleFields(decision, "a decision", known: ["outcome", "kind", "about"], in: text)
                let outcomes = Outcome.allCases.map { ($0.name, $0) }
                let about =
                    parts.has("about") ? try parts.choice("about", Side.allCases.map { ($0.name, $0) }) : nil
                found.append(.decision(try parts.choice("outcome", outcomes), kind: try kind(parts), about: about))
            }
            if let measure = fields.optional("measure") {
                let parts = try RuleFields(measure, "a measure", known: ["about", "take", "kind"], in: text)
                found.append(
                    .measure(
                        about: try parts.choice("about", Side.allCases.map { ($0.name, $0) }),
                        try parts.choice("take", MeasureKind.allCases.map { ($0.name, $0) }), kind: try kind(parts)))
            }
        }
        return found
    }

    private static func evidence(_ node: Node, _ text: RuleText) throws(FileFlaw) -> Rule.Yield {
        let parts = try RuleFields(node, "evidence", known: ["about", "typology", "kind", "weight"], in: text)
        return .evidence(
            about: try parts.choice("about", Side.allCases.map { ($0.name, $0) }),
            typology: try parts.choice("typology", Typology.allCases.map { ($0.name, $0) }), kind: try kind(parts),
            milliNats: try parts.thousandths("weight"))
    }

    private static func kind(_ fields: RuleFields) throws(FileFlaw) -> EvidenceKind {
        try fields.choice("kind", EvidenceKind.allCases.map { ($0.name, $0) })
    }

    // MARK: The whole

    mutating func finish(first: String) throws(FileFlaws) -> RuleFolder {
        guard let head else {
            if flaws.isEmpty {
                flaws.append(
                    FileFlaw(first, "no file names the set", hint: "one begins with 'set: name' and 'version: \"1\"'"))
            }
            throw FileFlaws(flaws)
        }
        flaws += typologies.flaws().prefix(Self.most)
        guard flaws.isEmpty else { throw FileFlaws(flaws) }
        var set = head.set
        set.typologies = typologies.tables
        set.lists = lists
        set.rules = rules.map { entry in
            var rule = entry.rule
            if rule.owner.isEmpty { rule.owner = set.owner }
            return rule
        }
        switch CompiledRules.compile(set) {
        case .success(let compiled):
            return RuleFolder(set: set, compiled: compiled, tests: tests, about: head.about)
        case .failure(let found):
            throw FileFlaws(found.flaws.prefix(Self.most).map { place($0, head.place) })
        }
    }

    private func place(_ flaw: RuleFlaw, _ head: (text: RuleText, node: Node)) -> FileFlaw {
        guard let number = flaw.rule else {
            return head.text.flaw(head.node, flaw.diagnostic.message, hint: flaw.diagnostic.hint)
        }
        let source = rules[number].source
        switch flaw.part {
        case .when: return source.text.flaw(in: source.when, flaw.diagnostic)
        case .reason: return source.text.flaw(in: source.reason, flaw.diagnostic)
        case .reasonChinese: return source.text.flaw(in: source.reasonChinese, flaw.diagnostic)
        case .yields: return source.text.flaw(source.yields, flaw.diagnostic.message, hint: flaw.diagnostic.hint)
        case .id, .set: return source.text.flaw(source.id.mark, flaw.diagnostic.message, hint: flaw.diagnostic.hint)
        }
    }
}
