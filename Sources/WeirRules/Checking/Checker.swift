/// An expression whose names and types fit a schema.
public struct CheckedExpression: Sendable {
    public let expression: Expression
    public let schema: Schema
    /// The type of each part.
    public let types: [ValueType]
    /// The type of the whole.
    public var type: ValueType { types[Int(expression.root)] }
}

extension Expression {
    /// Checks names and types against a schema, and the result against what is expected of it, if anything is.
    public func check(in schema: Schema, expecting expected: ValueType? = nil) throws(Diagnostic)
        -> CheckedExpression
    {
        var checker = Checker(expression: self, schema: schema)
        let type = try checker.check(root)
        if let expected, !checker.unifier.unify(type, expected) {
            let words = checker.words(type)
            try checker.checkEffort(root)
            throw diagnostic(
                root, "the expression gives \(words), but \(expected) is expected here",
                hint: expected == .bool ? "compare it with something, as in … > 0" : nil)
        }
        let types = checker.types.map { checker.unifier.resolve($0, closing: true) }
        try checker.checkEffort(root)
        return CheckedExpression(expression: self, schema: schema, types: types)
    }
}

/// Gives each part of an expression its type.
struct Checker {
    let expression: Expression
    let schema: Schema
    var types: [ValueType]
    var unifier = Unifier()
    var locals: [(name: String, type: ValueType)] = []
    /// Where the types became too many, which is said in the place of whatever that led to.
    private var excess: Diagnostic?

    init(expression: Expression, schema: Schema) {
        self.expression = expression
        self.schema = schema
        types = Array(repeating: .dyn, count: expression.parts.count)
    }

    @discardableResult
    mutating func check(_ part: Expression.Part) throws(Diagnostic) -> ValueType {
        let type: ValueType
        do throws(Diagnostic) { type = try self.type(of: part) } catch {
            try checkEffort(part)
            throw error
        }
        try checkEffort(part)
        types[Int(part)] = type
        return type
    }

    mutating func checkEffort(_ part: Expression.Part) throws(Diagnostic) {
        guard let words = unifier.excess else { return }
        let known = excess ?? expression.diagnostic(part, words)
        excess = known
        throw known
    }

    mutating func words(_ type: ValueType) -> String { unifier.resolve(type, closing: true).words }

    private mutating func type(of part: Expression.Part) throws(Diagnostic) -> ValueType {
        switch expression[part].kind {
        case .literal(let value): return value.type
        case .name(let name, let isRoot):
            if !isRoot, let local = locals.last(where: { $0.name == name }) { return local.type }
            if let type = type(ofName: name, isRoot: isRoot) { return type }
            throw unknownName(part, name)
        case .select(let operand, let field, let isTest): return try select(part, operand, field, isTest)
        case .call(let name, let target, let arguments): return try call(part, name, target, arguments)
        case .list(let elements):
            var found: [ValueType] = []
            for element in elements { found.append(try check(element)) }
            return .list(unifier.join(found))
        case .map(let entries): return try map(entries)
        case .comprehension(let macro): return try comprehension(macro)
        }
    }

    private func type(ofName name: String, isRoot: Bool) -> ValueType? {
        switch schema.meaning(of: name, isRoot: isRoot) {
        case .variable(let variable): variable.type
        case .type(let type): .type(type)
        case nil: nil
        }
    }

    private mutating func map(_ entries: [Expression.Entry]) throws(Diagnostic) -> ValueType {
        var keys: [ValueType] = []
        var values: [ValueType] = []
        for entry in entries {
            let given = try check(entry.key)
            let key = unifier.head(given)
            switch key {
            case .bool, .int, .uint, .string, .dyn, .open: keys.append(key)
            default:
                throw expression.diagnostic(
                    entry.key, "\(words(key)) cannot be the key of a map",
                    hint: "keys are of type bool, int, uint or string")
            }
            values.append(try check(entry.value))
        }
        return .map(unifier.join(keys), unifier.join(values))
    }

    // MARK: Fields

    private mutating func select(
        _ part: Expression.Part, _ operand: Expression.Part, _ field: String, _ isTest: Bool
    ) throws(Diagnostic) -> ValueType {
        if !isTest, let (name, isRoot) = expression.dottedName(part), isRoot || !isLocal(name),
            let type = type(ofName: name, isRoot: isRoot)
        {
            return type
        }
        if isTest, let (name, isRoot) = expression.dottedName(operand), isRoot || !isLocal(name),
            let type = type(ofName: name + "." + field, isRoot: isRoot)
        {
            // `has(payment.remark)` where `payment.remark` is declared as one name: whether it is bound.
            if case .type = type {} else { return .bool }
        }
        let owner = try checkOwner(operand, field, part)
        let type = unifier.head(owner)
        switch type {
        case .map(_, let value): return isTest ? .bool : value
        case .record(let name):
            let fields = schema.records[name] ?? [:]
            guard let type = fields[field] else {
                throw expression.diagnostic(
                    part, "\(name) has no field '\(field)'",
                    hint: Suggestion.hint(for: field, among: Array(fields.keys)))
            }
            return isTest ? .bool : type
        case .dyn, .open: return isTest ? .bool : .dyn
        default:
            throw expression.diagnostic(part, "\(words(type)) has no fields", hint: fieldHint(type, field))
        }
    }

    /// The type of what stands before the dot. An unknown name there is reported with all its fields.
    private mutating func checkOwner(_ operand: Expression.Part, _ field: String, _ part: Expression.Part)
        throws(Diagnostic) -> ValueType
    {
        if let (name, isRoot) = expression.dottedName(operand), isRoot || !isLocal(name) {
            let first = name.prefix { $0 != "." }
            let full = name + "." + field
            if !isKnown(name, isRoot: isRoot),
                Suggestion.nearest(to: full, among: Array(schema.variables.keys)) != nil
                    || schema.variables.keys.contains(where: { $0.hasPrefix(first + ".") })
            {
                throw unknownName(part, full)
            }
        }
        return try check(operand)
    }

    /// Whether a dotted name, or what it begins with, means something.
    private func isKnown(_ name: String, isRoot: Bool) -> Bool {
        if type(ofName: name, isRoot: isRoot) != nil { return true }
        let head = name.utf8.prefix(schema.longestName + 1)
        return head.indices.contains {
            head[$0] == UInt8(ascii: ".") && type(ofName: String(name[..<$0]), isRoot: isRoot) != nil
        }
    }

    func isLocal(_ dotted: String) -> Bool {
        let first = dotted.prefix { $0 != "." }
        return locals.contains { $0.name == first }
    }

    private func fieldHint(_ type: ValueType, _ field: String) -> String? {
        if case .list = type { return "an element is taken with [0], a test of all with .all(x, …)" }
        if case .type = type, schema.variables["lists." + field] != nil { return "did you mean 'lists.\(field)'?" }
        return schema.overloads(field, isMethod: true) == nil ? nil : "a method needs parentheses: .\(field)()"
    }

    func unknownName(_ part: Expression.Part, _ name: String) -> Diagnostic {
        let prefix = name + "."
        let fields = schema.variables.keys.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
        if !fields.isEmpty {
            return expression.diagnostic(
                part, "'\(name)' is no value by itself", hint: "it has: " + fields.sorted().joined(separator: ", "))
        }
        let known = Array(schema.variables.keys) + locals.map(\.name)
        let first = String(name.prefix { $0 != "." })
        var hint = schema.hints[first] ?? Suggestion.hint(for: name, among: known)
        if hint == nil, schema.functionNames.contains(name) { hint = "a function needs parentheses: \(name)(…)" }
        // The caret goes to the first word that is wrong: the field, where something else has fields of this owner.
        var place = part
        let owner = name.split(separator: ".").dropLast().joined(separator: ".") + "."
        while case .select(let operand, _, _) = expression[place].kind,
            !schema.variables.keys.contains(where: { $0.hasPrefix(owner) })
        {
            place = operand
        }
        return expression.diagnostic(place, "unknown name '\(name)'", hint: hint)
    }
}
