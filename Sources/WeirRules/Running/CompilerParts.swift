extension Compiler {
    /// Compiles a part as it stands.
    mutating func emitPlain(_ part: Expression.Part) throws(Diagnostic) -> Emitted {
        switch expression[part].kind {
        case .literal(let value): return Emitted(place: addConstant(value, part))
        case .name(let name, let isRoot):
            if !isRoot, let local = scope.lastIndex(of: name) {
                return Emitted(place: add(.local, part, a: Int32(local)), lowestLocal: local)
            }
            return named(part, name, isRoot: isRoot) ?? missing(part, "unknown name '\(name)'")
        case .select(let operand, let field, let isTest):
            return try select(part, operand, field, isTest: isTest)
        case .call(let name, let target, let arguments): return try call(part, name, target, arguments)
        case .list(let elements):
            return try gather(part, .list, elements)
        case .map(let entries):
            return try gather(part, .map, entries.flatMap { [$0.key, $0.value] })
        case .comprehension(let macro): return try loop(part, macro)
        }
    }

    mutating func missing(_ part: Expression.Part, _ words: String) -> Emitted {
        let text = constant(.string(words))
        return Emitted(place: add(.missing, part, a: text), isOpen: true)
    }

    /// A declared variable or the name of a type; nil when the name is neither.
    private mutating func named(_ part: Expression.Part, _ name: String, isRoot: Bool) -> Emitted? {
        switch schema.meaning(of: name, isRoot: isRoot) {
        case .type(let type): return Emitted(place: addConstant(.type(type), part))
        case .variable(let variable):
            return slot(variable.slot, isChecked ? variable.type : .dyn, part)
        case nil: return nil
        }
    }

    mutating func slot(_ slot: Int, _ type: ValueType, _ part: Expression.Part) -> Emitted {
        let operation: Operation =
            switch type {
            case .bool: .slotBool
            case .int: .slotInt
            case .uint: .slotUInt
            case .double: .slotDouble
            case .string: .slotString
            default: .slotValue
            }
        return Emitted(place: add(operation, part, a: Int32(slot)), isOpen: true)
    }

    private func isLocal(_ dotted: String) -> Bool { scope.contains(String(dotted.prefix { $0 != "." })) }

    private mutating func select(
        _ part: Expression.Part, _ operand: Expression.Part, _ field: String, isTest: Bool
    ) throws(Diagnostic) -> Emitted {
        if let (owner, isRoot) = expression.dottedName(operand), isRoot || !isLocal(owner) {
            let name = owner + "." + field
            if isTest, case .variable(let variable) = schema.meaning(of: name, isRoot: isRoot) {
                return Emitted(place: add(.hasSlot, part, a: Int32(variable.slot)), isOpen: true)
            }
            if !isTest, let emitted = named(part, name, isRoot: isRoot) { return emitted }
        }
        if !isTest, let emitted = try featureField(part, operand, field) { return emitted }
        var emitted = try emit(operand)
        let text = constant(.string(field))
        emitted.place = add(isTest ? .hasField : .select, part, a: emitted.place, b: text)
        return emitted
    }

    /// Compiles parts and an instruction over all of them.
    mutating func gather(
        _ part: Expression.Part, _ operation: Operation, _ parts: [Expression.Part], bits: UInt64 = 0
    ) throws(Diagnostic) -> Emitted {
        var result = Emitted(place: 0)
        var places: [Int32] = []
        for part in parts {
            let emitted = try emit(part)
            result.add(emitted)
            places.append(emitted.place)
        }
        let start = Int32(operands.count)
        operands += places
        result.place = add(operation, part, a: start, b: Int32(places.count), bits: bits)
        return result
    }

    private mutating func loop(_ part: Expression.Part, _ macro: Expression.Comprehension) throws(Diagnostic)
        -> Emitted
    {
        var result = try emit(macro.range)
        let depth = scope.count
        let start = code.count
        scope.append(macro.variable)
        if let second = macro.second { scope.append(second) }
        localCount = max(localCount, scope.count)
        var loop = Loop(
            kind: macro.kind, range: result.place, local: depth, second: macro.second == nil ? nil : depth + 1)
        func note(_ emitted: Emitted) -> Int32 {
            result.isOpen = result.isOpen || emitted.isOpen
            if emitted.lowestLocal < depth { result.lowestLocal = min(result.lowestLocal, emitted.lowestLocal) }
            return emitted.place
        }
        if let condition = macro.condition { loop.condition = note(try emit(condition)) }
        if let body = macro.result {
            if macro.kind == .transformMapEntry, case .map(let entries) = expression[body].kind {
                loop.key = note(try emit(entries[0].key))
                loop.result = note(try emit(entries[0].value))
            } else {
                loop.result = note(try emit(body))
            }
        }
        scope.removeLast(scope.count - depth)
        loops.append(loop)
        // One turn costs as many steps as its body has instructions.
        let weight = Int32(max(1, code.count - start))
        result.place = add(.loop, part, a: Int32(loops.count - 1), b: weight)
        return result
    }
}
