import WeirDomain
public import WeirRules

/// A sentence with parts in braces that are worked out when the rule holds: `{payment.amount} from {payer.id}`.
/// Two braces stand for one.
struct ReasonText: Sendable {
    enum Part: Sendable {
        case text(String)
        case program(Program)
    }

    let parts: [Part]

    /// - Throws: a diagnostic whose line and column count from the start of the whole text.
    init(_ text: String, in schema: Schema) throws(Diagnostic) {
        guard text.utf8.count <= Limits.ruleReasonBytes else {
            throw Self.tooLong("the reason has \(text.utf8.count) bytes; at most \(Limits.ruleReasonBytes)", text)
        }
        var parts: [Part] = []
        var literal = ""
        var rest = text[...]
        while let character = rest.first {
            if rest.hasPrefix("{{") || rest.hasPrefix("}}") {
                literal.append(character)
                rest = rest.dropFirst(2)
                continue
            }
            guard character == "{" || character == "}" else {
                literal.append(character)
                rest = rest.dropFirst()
                continue
            }
            guard character == "{", let end = Self.end(rest) else {
                throw Self.diagnostic(
                    text, rest.startIndex, "a brace without its partner", hint: "a brace itself is written twice")
            }
            if !literal.isEmpty { parts.append(.text(literal)) }
            literal = ""
            let start = rest.index(after: rest.startIndex)
            parts.append(.program(try Self.program(text, start..<end, schema)))
            rest = text[text.index(after: end)...]
        }
        if !literal.isEmpty { parts.append(.text(literal)) }
        self.parts = parts
        let fixed = parts.reduce(0) { if case .text(let text) = $1 { $0 + text.count } else { $0 } }
        guard fixed <= Limits.ruleReasonCharacters else {
            throw Self.tooLong(
                "the reason has \(fixed) characters; at most \(Limits.ruleReasonCharacters)", text)
        }
    }

    private static func tooLong(_ message: String, _ text: String) -> Diagnostic {
        Diagnostic(
            line: 1, column: 1, message: message,
            hint: "what a decision shows is a sentence; the rest belongs under 'why'",
            text: String(text.prefix(80).prefix { !$0.isNewline }))
    }

    /// Where the brace closes; braces inside, and in quotes, are its own affair.
    private static func end(_ text: Substring) -> String.Index? {
        var depth = 0
        var quote: Character?
        for index in text.indices {
            let character = text[index]
            if let open = quote {
                if character == open { quote = nil }
                continue
            }
            switch character {
            case "'", "\"": quote = character
            case "{": depth += 1
            case "}":
                depth -= 1
                if depth == 0 { return index }
            default: break
            }
        }
        return nil
    }

    private static func program(_ text: String, _ range: Range<String.Index>, _ schema: Schema) throws(Diagnostic)
        -> Program
    {
        do throws(Diagnostic) {
            return try Program(compiling: Expression.parse(String(text[range])).check(in: schema))
        } catch {
            guard error.line == 1 else { throw error }
            throw diagnostic(
                text, range.lowerBound, error.message, hint: error.hint, columns: error.column - 1)
        }
    }

    private static func diagnostic(
        _ text: String, _ index: String.Index, _ message: String, hint: String?, columns: Int = 0
    ) -> Diagnostic {
        let before = text[..<index]
        let lines = before.split(separator: "\n", omittingEmptySubsequences: false)
        let all = text.split(separator: "\n", omittingEmptySubsequences: false)
        return Diagnostic(
            line: lines.count, column: (lines.last?.unicodeScalars.count ?? 0) + 1 + columns, message: message,
            hint: hint, text: String(all[max(0, lines.count - 1)]))
    }

    var slots: [Int] {
        parts.flatMap { part -> [Int] in
            if case .program(let program) = part { program.slots } else { [] }
        }
    }

    /// The sentence. A part that has no value is shown as a question mark: the rule held all the same. One that long
    /// values make too long ends with an ellipsis.
    func text(with features: borrowing FeatureVector) -> String {
        // All of them together take no more than one condition may.
        let programs = parts.count { if case .program = $0 { true } else { false } }
        let steps = Limits.ruleSteps / max(1, programs)
        var out = ""
        for part in parts {
            switch part {
            case .text(let text): out += text
            case .program(let program):
                do throws(EvaluationError) {
                    out += ReasonWords.words(try program.evaluate(with: features, steps: steps))
                } catch {
                    out += "?"
                }
            }
        }
        guard out.count > Limits.ruleReasonCharacters else { return out }
        return String(out.prefix(Limits.ruleReasonCharacters - 1)) + "…"
    }
}

/// Values as people read them.
public enum ReasonWords {
    public static func words(_ value: Value) -> String {
        var out = ""
        return write(value, into: &out) ? out : out + "…"
    }

    /// Lists may hold others twice, and those again, and a set's lists have many entries: no more is written out than
    /// a reason may have.
    /// - Returns: whether that was all.
    private static func write(_ value: Value, into out: inout String) -> Bool {
        switch value {
        case .list(let elements):
            out += "["
            for (number, element) in elements.enumerated() {
                guard out.utf8.count <= 4 * Limits.ruleReasonCharacters else { return false }
                if number > 0 { out += ", " }
                guard write(element, into: &out) else { return false }
            }
            out += "]"
        case .map(let map):
            out += "{"
            for (number, entry) in map.entries.enumerated() {
                guard out.utf8.count <= 4 * Limits.ruleReasonCharacters else { return false }
                if number > 0 { out += ", " }
                out += single(entry.key) + ": "
                guard write(entry.value, into: &out) else { return false }
            }
            out += "}"
        default: out += single(value)
        }
        return true
    }

    private static func single(_ value: Value) -> String {
        switch value {
        case .int(let number): return String(number)
        case .uint(let number): return String(number)
        case .bool(let flag): return flag ? "true" : "false"
        case .string(let text):
            // One character more than is shown, so that it is seen to be cut.
            let isLong = text.utf8.count > 4 * Limits.ruleReasonCharacters
            return isLong ? String(text.prefix(Limits.ruleReasonCharacters + 1)) : text
        case .bytes(let bytes): return "\(bytes.count) bytes"
        case .double(let number): return decimal(number)
        case .duration(let span): return duration(span.nanoseconds / 1_000_000_000)
        case .timestamp(let time):
            var out: [UInt8] = []
            let milliseconds = time.seconds * 1_000 + Int64(time.nanoseconds) / 1_000_000
            WeirDomain.Instant(milliseconds: milliseconds).appendRFC3339(to: &out)
            return String(decoding: out, as: UTF8.self)
        default: return "\(value)"
        }
    }

    /// At most two digits after the point, and none that are zero in vain.
    private static func decimal(_ number: Double) -> String {
        guard number.magnitude < 1e15 else { return "\(number)" }
        let hundredths = Int64((number.magnitude * 100).rounded())
        let sign = number < 0 && hundredths > 0 ? "-" : ""
        let (whole, rest) = (hundredths / 100, hundredths % 100)
        if rest == 0 { return sign + String(whole) }
        return sign + "\(whole)." + (rest < 10 ? "0" : "") + String(rest)
    }

    private static func duration(_ seconds: Int64) -> String {
        let units: [(Int64, String)] = [(86_400, "days"), (3_600, "hours"), (60, "minutes")]
        for (size, name) in units where seconds >= 2 * size { return "\(seconds / size) \(name)" }
        return "\(seconds) seconds"
    }
}
