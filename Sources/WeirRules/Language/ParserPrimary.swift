extension Parser {
    /// A name, a literal, a list, a map, or an expression in parentheses.
    mutating func primary(negated: Bool) throws(Diagnostic) -> Expression.Part {
        let start = token.start
        switch token.kind {
        case .integer(let magnitude):
            next += 1
            return try add(.literal(.int(try signed(magnitude, negated: negated, at: start))), at: start)
        case .double(let value): return try literal(.double(negated ? -value : value))
        case .unsigned(let value): return try literal(.uint(value))
        case .string(let value): return try literal(.string(value))
        case .bytes(let value): return try literal(.bytes(value))
        case .identifier(let name): return try identifier(name, isRoot: false)
        case .symbol(.dot):
            next += 1
            guard case .identifier(let name) = token.kind else { throw unexpected() }
            return try identifier(name, isRoot: true)
        case .symbol(.openParenthesis):
            next += 1
            let inner = try ternary()
            try close(.closeParenthesis, opened: start)
            return inner
        case .symbol(.openBracket):
            next += 1
            let elements = try elements(until: .closeBracket, opened: start) { (parser) throws(Diagnostic) in
                try parser.ternary()
            }
            return try add(.list(elements), at: start, over: elements)
        case .symbol(.openBrace): return try map(at: start)
        default: throw unexpected()
        }
    }

    private mutating func literal(_ value: Value) throws(Diagnostic) -> Expression.Part {
        let start = token.start
        next += 1
        return try add(.literal(value), at: start)
    }

    private func signed(_ magnitude: UInt64, negated: Bool, at offset: Int) throws(Diagnostic) -> Int64 {
        if negated, magnitude == UInt64(Int64.max) + 1 { return .min }
        guard let value = Int64(exactly: magnitude) else {
            throw error(
                offset, "the number does not fit into an int",
                hint: "write it with u to make it a uint, or with .0 to make it a double")
        }
        return negated ? -value : value
    }

    private mutating func identifier(_ name: String, isRoot: Bool) throws(Diagnostic) -> Expression.Part {
        let start = token.start
        if !isRoot {
            switch name {
            case "true": return try literal(.bool(true))
            case "false": return try literal(.bool(false))
            case "null": return try literal(.null)
            default: break
            }
        }
        guard !Reserved.keywords.contains(name) else { throw unexpected() }
        guard !Reserved.words.contains(name) else {
            throw error(start, "'\(name)' is a reserved word and cannot be a name", hint: slipHint())
        }
        next += 1
        guard peek(.openParenthesis) else { return try add(.name(name, isRoot: isRoot), at: start) }
        let arguments = try callArguments()
        if macros, !isRoot, let part = try macro(name, target: nil, arguments, at: start) { return part }
        let function = isRoot ? "." + name : name
        return try add(.call(function, target: nil, arguments: arguments), at: start, over: arguments)
    }

    private mutating func map(at start: Int) throws(Diagnostic) -> Expression.Part {
        next += 1
        let entries = try elements(until: .closeBrace, opened: start) {
            (parser) throws(Diagnostic) -> Expression.Entry in
            let key = try parser.ternary()
            guard parser.accept(.colon) else {
                throw parser.error(
                    parser.token.start, "expected ':' and the value for this key, found \(parser.token.words)")
            }
            return Expression.Entry(key: key, value: try parser.ternary())
        }
        return try add(.map(entries), at: start, over: entries.flatMap { [$0.key, $0.value] })
    }

    /// What to say about a token that nothing can start with.
    func unexpected() -> Diagnostic {
        if token.kind == .end {
            if tokens.count == 1 { return error(0, "the expression is empty") }
            return error(token.start, "the expression breaks off here")
        }
        return error(token.start, "unexpected \(token.words)", hint: slipHint())
    }

    /// What to say when the expression could have ended here, but something follows.
    func leftOver() -> Diagnostic {
        switch token.kind {
        case .symbol(.closeParenthesis), .symbol(.closeBracket), .symbol(.closeBrace):
            return error(token.start, "\(token.words) closes nothing", hint: "take it away, or open it before")
        case .identifier, .string, .integer, .double:
            let missing = slipHint() ?? "an operator such as && or == is missing before it"
            return error(token.start, "unexpected \(token.words)", hint: missing)
        default: return unexpected()
        }
    }

    /// Words and operators of other languages that people type out of habit.
    func slipHint() -> String? {
        let word: String
        switch token.kind {
        case .identifier(let name): word = name
        case .symbol(let symbol): word = symbol.rawValue
        case .string: return next > 0 && tokens[next - 1].kind.isName ? "did you mean to compare with '=='?" : nil
        default: return nil
        }
        switch word.lowercased() {
        case "and": return "did you mean '&&'?"
        case "or": return "did you mean '||'?"
        case "not": return "did you mean '!'?"
        case "is", "eq", "equals": return "did you mean '=='?"
        case "like", "matches": return "did you mean the method x.matches('…')?"
        case "contains", "startswith", "endswith": return "did you mean the method x.\(word)('…')?"
        case "if", "then", "else": return "a choice is written: condition ? this : that"
        case "between": return "write: x >= low && x <= high"
        case ">" where next > 0 && tokens[next - 1].is(.less): return "did you mean '!='?"
        default: return nil
        }
    }
}

extension Token.Kind {
    var isName: Bool { if case .identifier = self { true } else { false } }
}
