import WeirRules
import Yams

/// The text of one file, for finding places in it.
struct RuleText {
    let file: String
    let lines: [Substring]

    init(file: String, text: String) {
        self.file = file
        // Line ends of all kinds, so that columns are right everywhere.
        lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }
    }

    func line(_ number: Int) -> String { (1...lines.count).contains(number) ? String(lines[number - 1]) : "" }

    func flaw(_ node: Node?, _ message: String, hint: String? = nil) -> FileFlaw {
        flaw(node?.mark, message, hint: hint)
    }

    func flaw(_ mark: Mark?, _ message: String, hint: String? = nil) -> FileFlaw {
        let line = mark?.line ?? 1
        return FileFlaw(
            file, line: line, column: mark?.column ?? 1, message, hint: hint, text: self.line(line))
    }

    /// The place in the file of a place in a scalar's text. Where it cannot be traced the scalar's own has to do.
    func flaw(in scalar: Node.Scalar, _ inner: Diagnostic) -> FileFlaw {
        let mark = (line: scalar.mark?.line ?? 1, column: scalar.mark?.column ?? 1)
        switch scalar.style {
        case .literal:
            let line = mark.line + inner.line
            let indent =
                (mark.line + 1...max(mark.line + 1, min(line, lines.count))).lazy
                .map { self.line($0) }.filter { !$0.allSatisfy { $0 == " " } }.map { $0.prefix { $0 == " " }.count }
                .min() ?? 0
            return FileFlaw(
                file, line: line, column: indent + inner.column, inner.message, hint: inner.hint,
                text: self.line(line))
        default:
            if let (line, column) = ScalarPlace.find(inner, in: scalar, at: mark, lines) {
                return FileFlaw(
                    file, line: line, column: column, inner.message, hint: inner.hint, text: self.line(line))
            }
            return FileFlaw(
                file, line: mark.line, column: mark.column,
                "in line \(inner.line), column \(inner.column) of this text: " + inner.message, hint: inner.hint,
                text: line(mark.line))
        }
    }
}

/// One mapping of a file, whose keys are taken one by one; what is left at the end is unknown.
struct RuleFields {
    let text: RuleText
    let node: Node
    /// What the mapping is, for messages: `a rule`.
    let what: String
    private var left: [(key: Node, name: String, value: Node)] = []
    private let known: [String]

    init(_ node: Node, _ what: String, known: [String], in text: RuleText) throws(FileFlaw) {
        self.text = text
        self.node = node
        self.what = what
        self.known = known
        guard case .mapping(let mapping) = node else {
            throw text.flaw(
                node, "\(what) is a mapping of names and values", hint: "write name: value on lines of its own")
        }
        for (key, value) in mapping {
            guard let name = key.scalar?.string else { throw text.flaw(key, "\(what) has a key that is no word") }
            guard known.contains(name) else {
                throw text.flaw(
                    key, "\(what) has no '\(name.prefix(40))'",
                    hint: Suggestion.hint(for: name, among: known) ?? "it has: " + known.joined(separator: ", "))
            }
            left.append((key, name, value))
        }
    }

    func has(_ name: String) -> Bool { left.contains { $0.name == name } }

    func optional(_ name: String) -> Node? { left.first { $0.name == name }?.value }

    func required(_ name: String) throws(FileFlaw) -> Node {
        guard let value = optional(name) else { throw text.flaw(node, "\(what) needs '\(name)'") }
        return value
    }

    func scalar(_ name: String) throws(FileFlaw) -> Node.Scalar {
        let value = try required(name)
        guard case .scalar(let scalar) = value else {
            throw text.flaw(value, "'\(name)' is a text, not a list or mapping")
        }
        return scalar
    }

    func string(_ name: String) throws(FileFlaw) -> String {
        let scalar = try scalar(name)
        guard !scalar.string.isEmpty else { throw text.flaw(scalar.mark, "'\(name)' is empty") }
        return scalar.string
    }

    func string(_ name: String, default value: String) throws(FileFlaw) -> String {
        has(name) ? try string(name) : value
    }

    func list(_ name: String) throws(FileFlaw) -> [Node] {
        guard let value = optional(name) else { return [] }
        guard case .sequence(let sequence) = value else {
            throw text.flaw(value, "'\(name)' is a list", hint: "begin each of its lines with '- '")
        }
        return Array(sequence)
    }

    func strings(_ name: String) throws(FileFlaw) -> [String] {
        var found: [String] = []
        for node in try list(name) {
            guard let string = node.scalar?.string else { throw text.flaw(node, "'\(name)' is a list of texts") }
            found.append(string)
        }
        return found
    }

    /// A word out of a few.
    func choice<T>(_ name: String, _ choices: [(String, T)]) throws(FileFlaw) -> T {
        let scalar = try scalar(name)
        if let found = choices.first(where: { $0.0 == scalar.string }) { return found.1 }
        let words = choices.map(\.0)
        throw text.flaw(
            scalar.mark, "'\(scalar.string.prefix(40))' is no \(name)",
            hint: Suggestion.hint(for: scalar.string, among: words) ?? "it is one of: " + words.joined(separator: ", "))
    }

    /// A decimal number as thousandths.
    func thousandths(_ name: String) throws(FileFlaw) -> Int {
        let scalar = try scalar(name)
        guard let number = Double(scalar.string), number.isFinite, number.magnitude < 1e6 else {
            throw text.flaw(scalar.mark, "'\(name)' is a number such as 2.5, not '\(scalar.string.prefix(40))'")
        }
        return Int((number * 1_000).rounded())
    }

    func number(_ name: String, default value: Int, in range: ClosedRange<Int>) throws(FileFlaw) -> Int {
        guard has(name) else { return value }
        let scalar = try scalar(name)
        guard let number = Int(scalar.string), range.contains(number) else {
            throw text.flaw(
                scalar.mark, "'\(name)' is a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }
}
