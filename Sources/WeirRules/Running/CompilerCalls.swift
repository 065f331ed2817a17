extension Compiler {
    mutating func call(
        _ part: Expression.Part, _ name: String, _ target: Expression.Part?, _ arguments: [Expression.Part]
    ) throws(Diagnostic) -> Emitted {
        switch name {
        case "_&&_", "_||_": return try logic(part, name == "_&&_" ? .and : .or, arguments)
        case "!_":
            var emitted = try emit(arguments[0])
            emitted.place = add(.not, part, a: emitted.place)
            return emitted
        case "_?_:_": return try choose(part, arguments)
        case "_in_": return try contained(part, arguments)
        default: break
        }
        if let kind = Comparison(name) { return try compare(part, kind, arguments) }
        guard let (overloads, operands) = resolve(name, target, arguments) else {
            return missing(part, "unknown \(target == nil ? "function" : "method") '\(name)'")
        }
        return try function(part, name, overloads, operands)
    }

    /// The forms of the function that a call means, and the operands with what it is called on.
    func resolve(_ name: String, _ target: Expression.Part?, _ arguments: [Expression.Part])
        -> (overloads: [Overload], operands: [Expression.Part])?
    {
        if let target, let (space, isRoot) = expression.dottedName(target),
            isRoot || !scope.contains(String(space.prefix { $0 != "." })),
            let overloads = schema.overloads((isRoot ? "." : "") + space + "." + name, isMethod: false)
        {
            return (overloads, arguments)
        }
        return schema.overloads(name, isMethod: target != nil)
            .map { ($0, (target.map { [$0] } ?? []) + arguments) }
    }

    private mutating func function(
        _ part: Expression.Part, _ name: String, _ overloads: [Overload], _ operands: [Expression.Part]
    ) throws(Diagnostic) -> Emitted {
        switch overloads[0].work {
        case .builtin(.matches) where operands.count == 2: return try matches(part, operands)
        case .builtin(.double) where operands.count == 1 && type(operands[0]) == .int:
            var emitted = try emit(operands[0])
            emitted.place = add(.doubleOfInt, part, a: emitted.place)
            return emitted
        case .builtin(let builtin) where builtin.isClock && operands.count == 2:
            return try clock(part, builtin, operands)
        case .builtin(let builtin):
            if let emitted = try arithmetic(part, builtin, operands) { return emitted }
            return try gather(part, .call, operands, bits: UInt64(builtin.rawValue))
        case .custom:
            functions.append(overloads)
            var emitted = try gather(part, .callCustom, operands, bits: UInt64(functions.count - 1))
            if !overloads.allSatisfy(\.isPure) { emitted.isOpen = true }
            return emitted
        case .feature: return try feature(part, name, overloads, operands, field: nil)
        case .featureMethod: return try featureMethod(part, name, overloads, operands)
        case .none: return missing(part, "'\(name)' is declared, but does nothing")
        }
    }

    /// `a && b && c`: constants decide or fall out, the rest becomes a balanced tree.
    private mutating func logic(_ part: Expression.Part, _ operation: Operation, _ arguments: [Expression.Part])
        throws(Diagnostic) -> Emitted
    {
        let decisive = operation == .or
        let first = (code.count, operands.count)
        var result = Emitted(place: 0)
        var places: [Int32] = []
        for argument in arguments {
            let start = (code.count, operands.count)
            let emitted = try emit(argument)
            if case .bool(let value) = constantValue(emitted.place) {
                if value == decisive {
                    code.removeSubrange(first.0...)
                    operands.removeSubrange(first.1...)
                    return Emitted(place: addConstant(.bool(decisive), part))
                }
                code.removeSubrange(start.0...)
                operands.removeSubrange(start.1...)
                continue
            }
            result.add(emitted)
            places.append(emitted.place)
        }
        if places.isEmpty { return Emitted(place: addConstant(.bool(!decisive), part)) }
        if places.count == 1 {
            // What is left must still be seen to be a bool: `x && true` is no way around that.
            places.append(addConstant(.bool(!decisive), part))
        }
        result.place = balance(part, operation, places[...])
        return result
    }

    private mutating func balance(_ part: Expression.Part, _ operation: Operation, _ places: ArraySlice<Int32>)
        -> Int32
    {
        guard places.count > 1 else { return places[places.startIndex] }
        let middle = places.startIndex + places.count / 2
        let left = balance(part, operation, places[..<middle])
        let right = balance(part, operation, places[middle...])
        return add(operation, part, a: left, b: right)
    }

    private mutating func choose(_ part: Expression.Part, _ arguments: [Expression.Part]) throws(Diagnostic)
        -> Emitted
    {
        let start = (code.count, operands.count)
        var result = try emit(arguments[0])
        if case .bool(let value) = constantValue(result.place) {
            code.removeSubrange(start.0...)
            operands.removeSubrange(start.1...)
            return try emit(arguments[value ? 1 : 2])
        }
        let condition = result.place
        let yes = try emit(arguments[1])
        let no = try emit(arguments[2])
        result.add(yes)
        result.add(no)
        result.place = add(
            .choose, part, a: condition, b: yes.place, bits: UInt64(UInt32(truncatingIfNeeded: no.place)))
        return result
    }

    private mutating func contained(_ part: Expression.Part, _ arguments: [Expression.Part]) throws(Diagnostic)
        -> Emitted
    {
        var element = try emit(arguments[0])
        let start = (code.count, operands.count)
        let range = try emit(arguments[1])
        if case .list(let elements) = constantValue(range.place), elements.count > 4, let set = ValueSet(elements) {
            code.removeSubrange(start.0...)
            operands.removeSubrange(start.1...)
            sets.append(set)
            element.place = add(.inSet, part, a: element.place, b: Int32(sets.count - 1))
            return element
        }
        let first = Int32(operands.count)
        operands += [element.place, range.place]
        element.add(range)
        element.place = add(.call, part, a: first, b: 2, bits: UInt64(Builtin.contained.rawValue))
        return element
    }
}
