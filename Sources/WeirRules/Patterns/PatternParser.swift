import WeirDomain

/// What is wrong with a regular expression.
struct PatternError: Error {
    var message: String
    var hint: String?
    /// In code points from the start of the pattern.
    var offset: Int

    init(message: String, hint: String? = nil, offset: Int) {
        self.message = message
        self.hint = hint
        self.offset = offset
    }
}

enum PatternNode {
    case empty
    /// Any character of the set with this number.
    case set(Int32)
    case sequence([PatternNode])
    case choice([PatternNode])
    indirect case repeated(PatternNode, Int, Int?)
    case assertion(PatternAssertion)

    /// How often counted repetitions within one another write their innermost item out, as RE2 counts it.
    var copies: Int {
        switch self {
        case .empty, .set, .assertion: 1
        case .sequence(let items), .choice(let items): items.map(\.copies).max() ?? 1
        case .repeated(let item, let least, let most): max(1, most ?? least) * item.copies
        }
    }
}

/// Conditions on a place between two characters. Raw values are bits.
enum PatternAssertion: UInt8 {
    case textStart = 1
    case textEnd = 2
    case lineStart = 4
    case lineEnd = 8
    case wordEdge = 16
    case noWordEdge = 32
}

/// Reads regular expressions in RE2's syntax.
struct PatternParser {
    private struct Flags {
        var ignoresCase = false
        var isMultiline = false
        var dotIsAll = false
    }

    let scalars: [Unicode.Scalar]
    var at = 0
    private var flags = Flags()
    private var depth = 0
    private var foldedSets: [ScalarSet: ScalarSet] = [:]
    /// Every set once, in the order in which they were first met: repetitions need not compare them.
    private var sets: [ScalarSet] = []
    private var setNumbers: [ScalarSet: Int32] = [:]
    /// The numbers of single characters' sets, with a bit for whether case counts.
    private var literals: [UInt32: Int32] = [:]
    private var budget: PatternBudget

    static func parse(_ text: String, _ budget: inout PatternBudget) throws(PatternError)
        -> (node: PatternNode, sets: [ScalarSet])
    {
        try budget.begin(text)
        var parser = PatternParser(scalars: Array(text.unicodeScalars), budget: budget)
        defer { budget = parser.budget }
        let node = try parser.choice()
        guard parser.at == parser.scalars.count else { throw parser.error("')' without '('") }
        return (node, parser.sets)
    }

    private init(scalars: [Unicode.Scalar], budget: PatternBudget) {
        self.scalars = scalars
        self.budget = budget
    }

    mutating func spend(_ units: Int) throws(PatternError) { try budget.spend(units) }

    func error(_ words: String, hint: String? = nil) -> PatternError {
        PatternError(
            message: "\(words), at character \(at + 1) of the pattern", hint: hint, offset: at)
    }

    func peek(_ ahead: Int = 0) -> Unicode.Scalar? { at + ahead < scalars.count ? scalars[at + ahead] : nil }

    mutating func accept(_ scalar: Unicode.Scalar) -> Bool {
        guard peek() == scalar else { return false }
        at += 1
        return true
    }

    private mutating func choice() throws(PatternError) -> PatternNode {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Limits.ruleDepth else { throw error("the pattern nests too deep") }
        let outer = flags
        defer { flags = outer }
        var branches = [try sequence()]
        while accept("|") { branches.append(try sequence()) }
        return branches.count == 1 ? branches[0] : .choice(branches)
    }

    private mutating func sequence() throws(PatternError) -> PatternNode {
        var items: [PatternNode] = []
        while let next = peek(), next != "|", next != ")" {
            if next == "\\", peek(1) == "Q" {
                at += 2
                while let scalar = peek(), !(scalar == "\\" && peek(1) == "E") {
                    at += 1
                    items.append(try literal(scalar))
                }
                at = min(at + 2, scalars.count)
                if let last = items.popLast() { items.append(try repetition(of: last)) }
                continue
            }
            guard let atom = try atom() else { continue }
            items.append(try repetition(of: atom))
        }
        return items.count == 1 ? items[0] : items.isEmpty ? .empty : .sequence(items)
    }

    mutating func literal(_ scalar: Unicode.Scalar) throws(PatternError) -> PatternNode {
        let key = scalar.value << 1 | (flags.ignoresCase ? 1 : 0)
        if let known = literals[key] { return .set(known) }
        let node = try node(folded(ScalarSet(scalar.value)))
        if case .set(let number) = node { literals[key] = number }
        return node
    }

    /// The node for a set, by its number.
    mutating func node(_ set: ScalarSet) throws(PatternError) -> PatternNode {
        try spend(20 + set.ranges.count >> 2)
        if let known = setNumbers[set] { return .set(known) }
        let number = Int32(sets.count)
        sets.append(set)
        setNumbers[set] = number
        return .set(number)
    }

    /// The set with both cases, where case does not count.
    mutating func folded(_ set: ScalarSet) throws(PatternError) -> ScalarSet {
        guard flags.ignoresCase else { return set }
        try spend(20 + set.ranges.count >> 2)
        if let known = foldedSets[set] { return known }
        try spend(set.isSmall ? set.count * 10 : ScalarSet.foldingWork + set.ranges.count * 5)
        let folded = set.caseFolded
        foldedSets[set] = folded
        return folded
    }

    /// One item without its repetition; nil for what only sets flags.
    private mutating func atom() throws(PatternError) -> PatternNode? {
        guard let scalar = peek() else { return nil }
        switch scalar {
        case "(": return try group()
        case "[": return try node(bracket())
        case "*", "+", "?":
            throw error("'\(scalar)' has nothing to repeat", hint: "write \\\(scalar) for the character")
        case "\\": return try escape()
        default: break
        }
        at += 1
        switch scalar {
        case ".": return try node(flags.dotIsAll ? .all : PatternClass.notNewline)
        case "^": return .assertion(flags.isMultiline ? .lineStart : .textStart)
        case "$": return .assertion(flags.isMultiline ? .lineEnd : .textEnd)
        default: return try literal(scalar)
        }
    }

    private mutating func repetition(of atom: PatternNode) throws(PatternError) -> PatternNode {
        let bounds: (Int, Int?)
        switch peek() {
        case "*": bounds = (0, nil)
        case "+": bounds = (1, nil)
        case "?": bounds = (0, 1)
        case "{":
            guard let (least, most, end) = counts() else { return atom }
            at = end - 1
            guard least <= Limits.patternRepeat, most ?? 0 <= Limits.patternRepeat, least <= most ?? .max else {
                throw error("a repetition goes from 0 to \(Limits.patternRepeat), the smaller number first")
            }
            guard (most ?? least) * atom.copies <= Limits.patternRepeat else {
                throw error("repetitions within one another come to more than \(Limits.patternRepeat)")
            }
            bounds = (least, most)
        default: return atom
        }
        at += 1
        // Whether the shortest or the longest match is meant makes no difference to whether there is one.
        _ = accept("?")
        if let next = peek(), "*+?".unicodeScalars.contains(next) || (next == "{" && counts() != nil) {
            throw error("a repetition of a repetition", hint: "put the inner one in (?:…)")
        }
        return .repeated(atom, bounds.0, bounds.1)
    }

    /// `{2}`, `{2,}`, `{2,5}` at this place, and where it ends; nil when the brace is just a brace.
    private func counts() -> (Int, Int?, Int)? {
        var place = at + 1
        func number() -> Int? {
            let start = place
            var value = 0
            while place < scalars.count, ("0"..."9").contains(scalars[place]) {
                value = min(value * 10 + Int(scalars[place].value - 0x30), 1_000_000)
                place += 1
            }
            return place > start ? value : nil
        }
        guard let least = number(), place < scalars.count else { return nil }
        var most: Int? = least
        if scalars[place] == "," {
            place += 1
            most = number()
        }
        guard place < scalars.count, scalars[place] == "}" else { return nil }
        return (least, most, place + 1)
    }

    private mutating func group() throws(PatternError) -> PatternNode? {
        let open = at
        at += 1
        let outer = flags
        var isScoped = true
        if accept("?") {
            if accept("P") || peek() == "<" {
                try groupName()
            } else if try !groupFlags() {
                isScoped = false
            }
        }
        guard isScoped else { return nil }
        let node = try choice()
        flags = outer
        guard accept(")") else {
            at = open
            throw error("'(' is never closed")
        }
        return node
    }

    private mutating func groupName() throws(PatternError) {
        if let next = peek(1), peek() == "<", next == "=" || next == "!" {
            throw error("looking behind is not possible in linear time")
        }
        guard accept("<") else { throw error("a group's name stands in <…>") }
        let start = at
        while let scalar = peek(), scalar != ">" {
            guard scalar.isASCII, UInt8(truncatingIfNeeded: scalar.value).continuesName else {
                throw error("a group's name holds letters, digits and _ only")
            }
            at += 1
        }
        guard at > start, accept(">") else { throw error("the group's name is never closed") }
    }

    /// `i`, `-s` and so on up to `:` (true: a group follows) or `)` (false: the flags hold for the rest).
    private mutating func groupFlags() throws(PatternError) -> Bool {
        var isOn = true
        while let scalar = peek() {
            at += 1
            switch scalar {
            case "i": flags.ignoresCase = isOn
            case "m": flags.isMultiline = isOn
            case "s": flags.dotIsAll = isOn
            case "U": break
            case "-" where isOn: isOn = false
            case ":": return true
            case ")": return false
            case "=", "!":
                throw error("looking ahead is not possible in linear time")
            default: throw error("unknown flag '\(scalar)'")
            }
        }
        throw error("'(' is never closed")
    }
}
