extension Parser {
    private typealias Kind = Expression.Comprehension.Kind

    /// The part that a macro stands for, or nil when these words are an ordinary call.
    mutating func macro(
        _ name: String, target: Expression.Part?, _ arguments: [Expression.Part], at offset: Int
    ) throws(Diagnostic) -> Expression.Part? {
        guard let target else { return name == "has" ? try has(arguments, at: offset) : nil }
        switch (name, arguments.count) {
        case ("all", 2), ("all", 3): return try test(.all, target, arguments, offset)
        case ("exists", 2), ("exists", 3): return try test(.exists, target, arguments, offset)
        case ("exists_one", 2), ("exists_one", 3), ("existsOne", 2), ("existsOne", 3):
            return try test(.existsOne, target, arguments, offset)
        case ("filter", 2): return try test(.filter, target, arguments, offset)
        case ("map", 2), ("map", 3): return try transform(.map, target, arguments, variables: 1, offset)
        case ("transformList", 3), ("transformList", 4):
            return try transform(.transformList, target, arguments, variables: 2, offset)
        case ("transformMap", 3), ("transformMap", 4):
            return try transform(.transformMap, target, arguments, variables: 2, offset)
        case ("transformMapEntry", 3), ("transformMapEntry", 4):
            return try transform(.transformMapEntry, target, arguments, variables: 2, offset)
        case ("bind", 3):
            guard case .name("cel", _) = expression[target].kind else { return nil }
            let variable = try variable(arguments[0])
            let parts = Expression.Comprehension(
                kind: .bind, range: arguments[1], variable: variable, second: nil, condition: nil,
                result: arguments[2])
            return try add(.comprehension(parts), at: offset, over: [arguments[1], arguments[2]])
        default: return nil
        }
    }

    private mutating func has(_ arguments: [Expression.Part], at offset: Int) throws(Diagnostic) -> Expression.Part? {
        guard arguments.count == 1 else { return nil }
        guard case .select(let operand, let field, isTest: false) = expression[arguments[0]].kind else {
            throw error(
                expression[arguments[0]].offset, "has() asks for a field, as in has(payment.remark)",
                hint: "for a key that is no name, write: 'key' in map")
        }
        return try add(.select(operand, field: field, isTest: true), at: offset, over: [operand])
    }

    private func variable(_ part: Expression.Part) throws(Diagnostic) -> String {
        guard case .name(let name, isRoot: false) = expression[part].kind else {
            throw error(
                expression[part].offset, "expected the name of a variable here",
                hint: "as in list.exists(x, x > 1)")
        }
        return name
    }

    /// `range.all(x, condition)`, `range.exists(k, v, condition)`.
    private mutating func test(
        _ kind: Kind, _ range: Expression.Part, _ arguments: [Expression.Part], _ offset: Int
    ) throws(Diagnostic) -> Expression.Part {
        let first = try variable(arguments[0])
        let second = arguments.count == 3 ? try variable(arguments[1]) : nil
        let condition = arguments[arguments.count - 1]
        try distinct(first, second, arguments)
        let parts = Expression.Comprehension(
            kind: kind, range: range, variable: first, second: second, condition: condition, result: nil)
        return try add(.comprehension(parts), at: offset, over: [range, condition])
    }

    /// `range.map(x, result)`, `range.map(x, condition, result)` and the same with two variables.
    private mutating func transform(
        _ kind: Kind, _ range: Expression.Part, _ arguments: [Expression.Part], variables: Int, _ offset: Int
    ) throws(Diagnostic) -> Expression.Part {
        let first = try variable(arguments[0])
        let second = variables == 2 ? try variable(arguments[1]) : nil
        try distinct(first, second, arguments)
        let condition = arguments.count == variables + 2 ? arguments[variables] : nil
        let result = arguments[arguments.count - 1]
        if kind == .transformMapEntry {
            guard case .map(let entries) = expression[result].kind, entries.count == 1 else {
                throw error(expression[result].offset, "transformMapEntry makes one entry: {key: value}")
            }
        }
        let parts = Expression.Comprehension(
            kind: kind, range: range, variable: first, second: second, condition: condition, result: result)
        return try add(.comprehension(parts), at: offset, over: [range, result] + (condition.map { [$0] } ?? []))
    }

    private func distinct(_ first: String, _ second: String?, _ arguments: [Expression.Part]) throws(Diagnostic) {
        guard first == second else { return }
        throw error(expression[arguments[1]].offset, "both variables are called '\(first)'")
    }
}
