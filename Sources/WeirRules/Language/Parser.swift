import WeirDomain

/// Reads tokens into an expression: a recursive descent for what nests, a loop for binary operators.
struct Parser {
    var expression: Expression
    let tokens: [Token]
    let macros: Bool
    var next = 0
    private var nesting = 0
    /// How high the tree below each part is: what running it will recurse.
    private var heights: [Int] = []
    /// How deep the values nest that each part can make, on the way too, with what is not made here counted as flat.
    private var depths: [Int] = []

    init(_ source: [UInt8], macros: Bool) throws(Diagnostic) {
        tokens = try Lexer.tokens(of: source)
        expression = Expression(source: source)
        self.macros = macros
    }

    mutating func parse() throws(Diagnostic) -> Expression {
        expression.root = try ternary()
        guard token.kind == .end else { throw leftOver() }
        return expression
    }

    var token: Token { tokens[next] }

    func peek(_ symbol: Symbol, ahead: Int = 0) -> Bool {
        next + ahead < tokens.count && tokens[next + ahead].is(symbol)
    }

    mutating func accept(_ symbol: Symbol) -> Bool {
        guard token.is(symbol) else { return false }
        next += 1
        return true
    }

    func error(_ offset: Int, _ message: String, hint: String? = nil) -> Diagnostic {
        expression.source.diagnostic(at: offset, message, hint: hint)
    }

    mutating func add(_ kind: Expression.Kind, at offset: Int, over children: [Expression.Part] = [])
        throws(Diagnostic) -> Expression.Part
    {
        let height = 1 + (children.map { heights[Int($0)] }.max() ?? 0)
        guard height <= Limits.ruleDepth else {
            throw error(offset, "the expression nests deeper than \(Limits.ruleDepth) levels")
        }
        guard expression.parts.count < Limits.ruleParts else {
            throw error(offset, "the expression has more than \(Limits.ruleParts) parts")
        }
        let depth = depth(of: kind, over: children)
        guard depth <= Limits.ruleValueDepth else {
            throw error(offset, "the values that this makes nest deeper than \(Limits.ruleValueDepth) levels")
        }
        expression.parts.append(Expression.Node(kind: kind, offset: offset))
        heights.append(height)
        depths.append(depth)
        return Expression.Part(expression.parts.count - 1)
    }

    /// More than it may be, never less: what a variable of `cel.bind` holds, or a loop's, is counted as flat inside,
    /// and added here.
    private func depth(of kind: Expression.Kind, over children: [Expression.Part]) -> Int {
        func deepest(_ parts: [Expression.Part]) -> Int { parts.reduce(0) { max($0, depths[Int($1)]) } }
        switch kind {
        case .literal, .name: return 0
        case .select, .call: return deepest(children)
        case .list, .map: return 1 + deepest(children)
        case .comprehension(let macro):
            let range = depths[Int(macro.range)]
            let inside = deepest([macro.condition, macro.result].compactMap(\.self))
            return (macro.kind == .bind ? range : max(1, range)) + inside
        }
    }

    // MARK: Operators

    mutating func ternary() throws(Diagnostic) -> Expression.Part {
        nesting += 1
        defer { nesting -= 1 }
        guard nesting <= Limits.ruleDepth else {
            throw error(token.start, "the expression nests deeper than \(Limits.ruleDepth) levels")
        }
        let condition = try binary(0)
        let place = token.start
        guard accept(.question) else { return condition }
        let yes = try binary(0)
        guard accept(.colon) else {
            throw error(token.start, "expected ':' and the other branch, found \(token.words)")
        }
        let no = try ternary()
        let branches = [condition, yes, no]
        return try add(.call("_?_:_", target: nil, arguments: branches), at: place, over: branches)
    }

    /// The operator that comes next, and how tightly it binds.
    private var operation: (name: String, level: Int)? {
        switch token.kind {
        case .identifier("in"): ("_in_", 2)
        case .symbol(let symbol):
            switch symbol {
            case .or: ("_||_", 0)
            case .and: ("_&&_", 1)
            case .less, .lessEqual, .greater, .greaterEqual, .equal, .notEqual: ("_\(symbol.rawValue)_", 2)
            case .plus, .minus: ("_\(symbol.rawValue)_", 3)
            case .star, .slash, .percent: ("_\(symbol.rawValue)_", 4)
            default: nil
            }
        default: nil
        }
    }

    /// Operands and the operators between them that bind at least so tightly.
    private mutating func binary(_ least: Int) throws(Diagnostic) -> Expression.Part {
        var left = try unary()
        while let (name, level) = operation, level >= least {
            let place = token.start
            var operands = [left]
            repeat {
                next += 1
                operands.append(try binary(level + 1))
                // `a && b && c` becomes one call of three: long chains stay flat.
            } while level < 2 && operation?.level == level
            left = try add(.call(name, target: nil, arguments: operands), at: place, over: operands)
        }
        return left
    }

    private mutating func unary() throws(Diagnostic) -> Expression.Part {
        var prefixes: [(name: String, offset: Int)] = []
        while case .symbol(let symbol) = token.kind, symbol == .not || symbol == .minus {
            prefixes.append((symbol == .not ? "!_" : "-_", token.start))
            next += 1
        }
        var negated = false
        if let last = prefixes.last, last.name == "-_" {
            switch token.kind {
            case .integer, .double:
                // The sign belongs to the number, so that the least int can be written.
                negated = true
                prefixes.removeLast()
            default: break
            }
        }
        var operand = try postfix(negated: negated)
        for prefix in prefixes.reversed() {
            operand = try add(
                .call(prefix.name, target: nil, arguments: [operand]), at: prefix.offset, over: [operand])
        }
        return operand
    }

    // MARK: Selection, calls and indices

    private mutating func postfix(negated: Bool) throws(Diagnostic) -> Expression.Part {
        var operand = try primary(negated: negated)
        while true {
            let place = token.start
            if accept(.dot) {
                operand = try member(of: operand, at: place)
            } else if accept(.openBracket) {
                let index = try ternary()
                try close(.closeBracket, opened: place)
                let arguments = [operand, index]
                operand = try add(.call("_[_]", target: nil, arguments: arguments), at: place, over: arguments)
            } else if token.is(.openBrace), let name = expression.dottedName(operand)?.name {
                throw error(
                    place, "'\(name){…}' would make a protocol-buffer message, which rules do not have",
                    hint: "a map is written {'field': value}")
            } else {
                return operand
            }
        }
    }

    private mutating func member(of operand: Expression.Part, at place: Int) throws(Diagnostic) -> Expression.Part {
        let name: String
        let start = token.start
        switch token.kind {
        case .identifier(let text) where !Reserved.keywords.contains(text): name = text
        case .quoted(let text): name = text
        default: throw error(start, "expected a field or method after '.', found \(token.words)")
        }
        let isQuoted = if case .quoted = token.kind { true } else { false }
        next += 1
        guard !isQuoted, peek(.openParenthesis) else {
            return try add(.select(operand, field: name, isTest: false), at: start, over: [operand])
        }
        let arguments = try callArguments()
        if macros, let part = try macro(name, target: operand, arguments, at: start) { return part }
        return try add(
            .call(name, target: operand, arguments: arguments), at: start, over: [operand] + arguments)
    }

    mutating func callArguments() throws(Diagnostic) -> [Expression.Part] {
        let place = token.start
        next += 1
        return try elements(until: .closeParenthesis, opened: place) { (parser) throws(Diagnostic) in
            try parser.ternary()
        }
    }

    /// Elements between commas up to the closing symbol. A comma may follow the last one of lists and maps.
    mutating func elements<T>(
        until end: Symbol, opened: Int, _ element: (inout Parser) throws(Diagnostic) -> T
    ) throws(Diagnostic) -> [T] {
        var found: [T] = []
        while !token.is(end) {
            found.append(try element(&self))
            if !accept(.comma) { break }
            if token.is(end), end == .closeParenthesis { throw unexpected() }
        }
        try close(end, opened: opened)
        return found
    }

    mutating func close(_ symbol: Symbol, opened: Int) throws(Diagnostic) {
        guard !accept(symbol) else { return }
        if token.kind == .end {
            let open = Character(Unicode.Scalar(expression.source[opened]))
            throw error(opened, "'\(open)' is never closed", hint: "add '\(symbol.rawValue)'")
        }
        throw error(token.start, "expected '\(symbol.rawValue)', found \(token.words)", hint: slipHint())
    }
}
