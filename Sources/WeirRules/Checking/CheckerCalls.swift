extension Checker {
    mutating func call(
        _ part: Expression.Part, _ name: String, _ target: Expression.Part?, _ arguments: [Expression.Part]
    ) throws(Diagnostic) -> ValueType {
        if name == "_&&_" || name == "_||_" { return try logic(name, arguments) }
        // `strings.quote(x)`: what looks like a method may be a function in a name space.
        if let target, let (space, isRoot) = expression.dottedName(target), isRoot || !isLocal(space),
            let overloads = schema.overloads((isRoot ? "." : "") + space + "." + name, isMethod: false)
        {
            return try choose(part, name, overloads, arguments, isMethod: false)
        }
        let operands = (target.map { [$0] } ?? []) + arguments
        guard let overloads = schema.overloads(name, isMethod: target != nil) else {
            if let near = nearFeature(part, name, target) { throw near }
            if let target { try check(target) }
            throw unknownFunction(part, name, target, arguments)
        }
        return try choose(part, name, overloads, operands, isMethod: target != nil)
    }

    /// A misspelt function in a name space, such as `payee.recieved(…)`, where nothing is what it is called on.
    private func nearFeature(_ part: Expression.Part, _ name: String, _ target: Expression.Part?) -> Diagnostic? {
        guard let target, let (space, isRoot) = expression.dottedName(target), isRoot || !isLocal(space),
            schema.meaning(of: space, isRoot: isRoot) == nil
        else { return nil }
        let spaced = schema.functionNames.filter { $0.contains(".") }
        guard let near = Suggestion.nearest(to: space + "." + name, among: spaced) else { return nil }
        return expression.diagnostic(
            part, "unknown function '\(space).\(name)'", hint: "did you mean '\(near)(…)'?")
    }

    private mutating func logic(_ name: String, _ arguments: [Expression.Part]) throws(Diagnostic) -> ValueType {
        for argument in arguments {
            let type = try check(argument)
            guard unifier.unify(type, .bool) else {
                throw expression.diagnostic(
                    argument, "'\(symbol(name))' joins conditions, but this is \(words(type))",
                    hint: "compare it with something, as in … > 0")
            }
        }
        return .bool
    }

    /// The result of the first form that takes these arguments; dyn when others that do give something else.
    private mutating func choose(
        _ part: Expression.Part, _ name: String, _ overloads: [Overload], _ operands: [Expression.Part],
        isMethod: Bool
    ) throws(Diagnostic) -> ValueType {
        var given: [ValueType] = []
        for operand in operands { given.append(try check(operand)) }
        let mark = unifier.mark
        var chosen: (overload: Overload, result: ValueType)?
        var isOpen = false
        for overload in overloads where overload.parameters.count == given.count {
            defer { unifier.rollBack(to: mark) }
            guard let type = apply(overload, to: given) else { continue }
            let result = unifier.resolve(type, closing: true)
            if let chosen {
                isOpen = isOpen || chosen.result != result
            } else {
                chosen = (overload, result)
            }
        }
        guard let chosen, let result = apply(chosen.overload, to: given) else {
            throw mismatch(part, name, overloads, operands, given, isMethod: isMethod)
        }
        unifier.commit()
        return isOpen ? .dyn : result
    }

    /// The result of a form for these arguments; nil when it does not take them.
    private mutating func apply(_ overload: Overload, to given: [ValueType]) -> ValueType? {
        var names: [String: ValueType] = [:]
        for (parameter, type) in zip(overload.parameters, given) {
            let expected = unifier.instantiate(parameter, &names)
            guard unifier.unify(expected, type) else { return nil }
        }
        return unifier.instantiate(overload.result, &names)
    }

    mutating func comprehension(_ macro: Expression.Comprehension) throws(Diagnostic) -> ValueType {
        let given = try check(macro.range)
        let range = unifier.head(given)
        if macro.kind == .bind {
            locals.append((macro.variable, range))
            defer { locals.removeLast() }
            return try macro.result.map { (part) throws(Diagnostic) in try check(part) } ?? .dyn
        }
        let first: ValueType
        let second: ValueType
        switch range {
        case .list(let element): (first, second) = (macro.second == nil ? element : .int, element)
        case .map(let key, let value): (first, second) = (key, value)
        case .record: (first, second) = (.string, .dyn)
        case .dyn, .open: (first, second) = (.dyn, .dyn)
        default:
            throw expression.diagnostic(
                macro.range, "\(macro.kind.words) goes over a list or a map, but this is \(words(range))")
        }
        let depth = locals.count
        defer { locals.removeLast(locals.count - depth) }
        locals.append((macro.variable, first))
        if let name = macro.second { locals.append((name, second)) }
        if let condition = macro.condition {
            let type = try check(condition)
            guard unifier.unify(type, .bool) else {
                throw expression.diagnostic(
                    condition, "\(macro.kind.words) needs a condition here, but this is \(words(type))")
            }
        }
        let result = try macro.result.map { (part) throws(Diagnostic) in try check(part) }
        switch macro.kind {
        case .all, .exists, .existsOne: return .bool
        case .filter: return .list(first)
        case .map, .transformList: return .list(result ?? .dyn)
        case .transformMap: return .map(first, result ?? .dyn)
        case .transformMapEntry, .bind: return result ?? .dyn
        }
    }

    // MARK: Words

    func symbol(_ name: String) -> String {
        name == "_?_:_" ? "?:" : name == "_[_]" ? "[]" : name.filter { $0 != "_" }
    }

    private func unknownFunction(
        _ part: Expression.Part, _ name: String, _ target: Expression.Part?, _ arguments: [Expression.Part]
    ) -> Diagnostic {
        let what = target == nil ? "function" : "method"
        if schema.overloads(name, isMethod: target == nil) != nil {
            let hint = target == nil ? "it is a method: write x.\(name)(…)" : "it is a function: write \(name)(x)"
            return expression.diagnostic(part, "there is no \(what) '\(name)'", hint: hint)
        }
        let macros = Set(["all", "exists", "exists_one", "existsOne", "filter", "map"])
        if target != nil, macros.contains(name) {
            return expression.diagnostic(
                part, "'\(name)' does not take \(arguments.count) argument\(arguments.count == 1 ? "" : "s")",
                hint: "write list.\(name)(x, …) with the name of a variable first")
        }
        return expression.diagnostic(
            part, "unknown \(what) '\(name)'", hint: Suggestion.hint(for: name, among: schema.functionNames))
    }

    private mutating func mismatch(
        _ part: Expression.Part, _ name: String, _ overloads: [Overload], _ operands: [Expression.Part],
        _ given: [ValueType], isMethod: Bool
    ) -> Diagnostic {
        let types = given.map { words($0) }
        if !name.contains("_") || name.first?.isLetter == true {
            let shown = isMethod ? types.dropFirst() : types[...]
            let message =
                (isMethod ? "\(types[0]).\(name)" : name) + "(\(shown.joined(separator: ", "))) does not exist"
            let forms = overloads.prefix(8).map { form in
                let parameters = form.parameters.map(\.description)
                let rest = isMethod ? parameters.dropFirst() : parameters[...]
                return (isMethod ? parameters[0] + "." : "") + "\(name)(\(rest.joined(separator: ", ")))"
            }
            return expression.diagnostic(part, message, hint: "there is " + forms.joined(separator: ", "))
        }
        let shown = symbol(name)
        if name == "_?_:_" {
            return unifier.head(given[0]) == .bool
                ? expression.diagnostic(part, "the branches differ: \(types[1]) and \(types[2])")
                : expression.diagnostic(operands[0], "'?' needs a condition before it, but this is \(types[0])")
        }
        if types.count == 1 { return expression.diagnostic(part, "'\(shown)' does not take \(types[0])") }
        let hint = conversionHint(name, operands, given.map { unifier.resolve($0) })
        return expression.diagnostic(part, "'\(shown)' does not go with \(types[0]) and \(types[1])", hint: hint)
    }

    private func conversionHint(_ name: String, _ operands: [Expression.Part], _ given: [ValueType]) -> String? {
        guard given[0] != given[1] else { return nil }
        for (operand, (own, other)) in zip(operands, [(given[0], given[1]), (given[1], given[0])]) {
            if case .literal(.double(let number)) = expression[operand].kind, other == .int,
                let whole = Int64(exactly: number)
            {
                return "write \(whole)"
            }
            guard case .literal(.int(let number)) = expression[operand].kind, own == .int else { continue }
            if other == .double { return "write \(number).0" }
            if other == .uint, number >= 0 { return "write \(number)u" }
        }
        if name == "_in_", given == [.string, .string] { return "part of a text is found with text.contains('…')" }
        if given[0].isNumber, given[1].isNumber { return "convert one of them: int(x), uint(x) or double(x)" }
        if name == "_+_", given.contains(.string) { return "convert the other one: string(x)" }
        if given.contains(.string), given.contains(where: \.isNumber) { return "is a number in quotes?" }
        if name == "_==_" || name == "_!=_" { return "these can never be equal" }
        return nil
    }
}

extension Expression.Comprehension.Kind {
    /// The macro's name in messages.
    var words: String { self == .existsOne ? "'exists_one'" : "'\(rawValue)'" }
}
