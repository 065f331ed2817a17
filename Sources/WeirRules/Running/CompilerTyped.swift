extension Compiler {
    /// Arithmetic on operands whose types are known: nil for others.
    mutating func arithmetic(_ part: Expression.Part, _ builtin: Builtin, _ arguments: [Expression.Part])
        throws(Diagnostic) -> Emitted?
    {
        guard arguments.count == 2, builtin.rawValue <= Builtin.modulo.rawValue else { return nil }
        let (left, right) = (type(arguments[0]), type(arguments[1]))
        guard left == right, left == .int || left == .double else { return nil }
        var result = try emit(arguments[0])
        let other = try emit(arguments[1])
        let operation: Operation = left == .int ? .arithmeticInt : .arithmeticDouble
        let place = add(operation, part, a: result.place, b: other.place, bits: UInt64(builtin.rawValue))
        result.add(other)
        result.place = place
        return result
    }

    mutating func compare(_ part: Expression.Part, _ kind: Comparison, _ arguments: [Expression.Part])
        throws(Diagnostic) -> Emitted
    {
        let start = code.count
        var result = try emit(arguments[0])
        let left = code[Int(result.place)]
        let other = try emit(arguments[1])
        let right = code[Int(other.place)]
        // Two instructions only: a variable and a constant, which become one.
        if code.count == start + 2 {
            let pairs = [(left, right, kind), (right, left, kind.mirrored)]
            for (slot, constant, kind) in pairs {
                guard let fused = fuse(slot, constant, kind) else { continue }
                code.removeSubrange(start...)
                code.append(fused)
                return Emitted(place: Int32(start), isOpen: true)
            }
        }
        let operation: Operation =
            switch (type(arguments[0]), type(arguments[1])) {
            case (.int, .int): .compareInt
            case (.uint, .uint): .compareUInt
            case (.double, .double): .compareDouble
            case (.int, .double), (.double, .int): .compareDouble
            default: .compareValue
            }
        if operation == .compareDouble, type(arguments[0]) == .int {
            result.place = add(.doubleOfInt, arguments[0], a: result.place)
        }
        var second = other.place
        if operation == .compareDouble, type(arguments[1]) == .int {
            second = add(.doubleOfInt, arguments[1], a: second)
        }
        let place = add(operation, part, a: result.place, b: second, bits: UInt64(kind.orders))
        result.add(other)
        result.place = place
        return result
    }

    /// One instruction for a slot and a constant. Only the slot can fail, so that it names the place.
    private func fuse(_ slot: Instruction, _ constant: Instruction, _ kind: Comparison) -> Instruction? {
        let operation: Operation
        switch (slot.operation, constant.operation) {
        case (.slotInt, .int): operation = .compareSlotInt
        case (.slotUInt, .uint): operation = .compareSlotUInt
        case (.slotDouble, .double): operation = .compareSlotDouble
        case (.slotString, .constant) where kind == .equal || kind == .notEqual:
            guard case .string(let text) = constants[Int(constant.a)] else { return nil }
            let bits = text.mark | (kind == .equal ? 0 : 1)
            return Instruction(operation: .equalSlotString, a: slot.a, b: constant.a, part: slot.part, bits: bits)
        case (.slotDouble, .int):
            // A double against an int: the int becomes a double once and for all.
            let bits = Double(Int64(bitPattern: constant.bits)).bitPattern
            return Instruction(
                operation: .compareSlotDouble, a: slot.a, b: Int32(kind.orders), part: slot.part, bits: bits)
        default: return nil
        }
        return Instruction(
            operation: operation, a: slot.a, b: Int32(kind.orders), part: slot.part, bits: constant.bits)
    }

    /// A field of a timestamp in a time zone, which is read now when its name is constant.
    mutating func clock(_ part: Expression.Part, _ builtin: Builtin, _ arguments: [Expression.Part])
        throws(Diagnostic) -> Emitted
    {
        var moment = try emit(arguments[0])
        let start = (code.count, operands.count)
        let zone = try emit(arguments[1])
        if case .string(let name) = constantValue(zone.place) {
            if let known = TimeZone.named(name) {
                zones.append(known)
                code.removeSubrange(start.0...)
                operands.removeSubrange(start.1...)
                let number = Int32(zones.count - 1)
                moment.place = add(.clock, part, a: moment.place, b: number, bits: UInt64(builtin.rawValue))
                return moment
            }
            if isChecked {
                throw expression.diagnostic(
                    arguments[1], "unknown time zone '\(name)'", hint: "write 'Asia/Shanghai' or '+08:00'")
            }
        }
        let first = Int32(operands.count)
        operands += [moment.place, zone.place]
        moment.add(zone)
        moment.place = add(.call, part, a: first, b: 2, bits: UInt64(builtin.rawValue))
        return moment
    }

    /// A constant pattern is compiled now; one that is none is an error in a checked expression.
    mutating func matches(_ part: Expression.Part, _ arguments: [Expression.Part]) throws(Diagnostic)
        -> Emitted
    {
        var text = try emit(arguments[0])
        let start = (code.count, operands.count)
        let emitted = try emit(arguments[1])
        if case .string(let source) = constantValue(emitted.place) {
            do throws(PatternError) {
                patterns.append(try Pattern(source, makesTable: true, &patternBudget))
                code.removeSubrange(start.0...)
                operands.removeSubrange(start.1...)
                text.place = add(.matchPattern, part, a: text.place, b: Int32(patterns.count - 1))
                return text
            } catch {
                if isChecked { throw diagnostic(error, in: source, at: arguments[1]) }
            }
        }
        let first = Int32(operands.count)
        operands += [text.place, emitted.place]
        text.add(emitted)
        text.place = add(.call, part, a: first, b: 2, bits: UInt64(Builtin.matches.rawValue))
        return text
    }

    /// The error at its place in the literal, where the pattern stands there as it is.
    private func diagnostic(_ error: PatternError, in pattern: String, at part: Expression.Part) -> Diagnostic {
        let literal = expression.source[expression[part].offset...]
        if let quote = literal.prefix(3).firstIndex(where: { $0 == 0x22 || $0 == 0x27 }),
            expression.source[(quote + 1)...].starts(with: pattern.utf8)
        {
            let ahead = String(String.UnicodeScalarView(pattern.unicodeScalars.prefix(error.offset))).utf8.count
            return expression.source.diagnostic(at: quote + 1 + ahead, error.message, hint: error.hint)
        }
        return expression.diagnostic(part, error.message, hint: error.hint)
    }
}
