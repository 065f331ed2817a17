extension Interpreter {
    /// The value of any instruction.
    static func value<B: Bindings & ~Copyable>(_ code: Code, _ at: Int32, _ bindings: borrowing B, _ run: inout Run)
        throws(Failure) -> Value
    {
        let i = code[Int(at)]
        switch i.operation {
        case .int: return .int(Int64(bitPattern: i.bits))
        case .uint: return .uint(i.bits)
        case .double: return .double(Double(bitPattern: i.bits))
        case .constant: return run.tables.constants[Int(i.a)]
        case .local: return run.locals[Int(i.a)]
        case .slotInt, .slotUInt, .slotDouble, .slotString, .slotValue:
            guard let value = bindings.value(at: Int(i.a)) else { throw run.fail(.unbound, i.part) }
            return value
        case .arithmeticInt: return .int(try int(code, at, bindings, &run))
        case .arithmeticDouble, .doubleOfInt: return .double(try double(code, at, bindings, &run))
        case .choose:
            let branch = try bool(code, i.a, bindings, &run) ? i.b : Int32(truncatingIfNeeded: i.bits)
            return try value(code, branch, bindings, &run)
        case .missing, .select, .list, .map, .call, .callCustom, .clock, .loop:
            return try general(code, i, bindings, &run)
        default: return .bool(try bool(code, at, bindings, &run))
        }
    }

    /// What is not worth a function for each type of result.
    @inline(never)
    static func general<B: Bindings & ~Copyable>(
        _ code: Code, _ i: Instruction, _ bindings: borrowing B, _ run: inout Run
    )
        throws(Failure) -> Value
    {
        switch i.operation {
        case .missing:
            guard case .string(let words) = run.tables.constants[Int(i.a)] else { throw run.fail(.undeclared, i.part) }
            throw run.fail(.undeclared, i.part, .text(words))
        case .constant: return run.tables.constants[Int(i.a)]
        case .local: return run.locals[Int(i.a)]
        case .slotBool, .slotInt, .slotUInt, .slotDouble, .slotString, .slotValue:
            guard let value = bindings.value(at: Int(i.a)) else { throw run.fail(.unbound, i.part) }
            return value
        case .choose:
            let branch = try bool(code, i.a, bindings, &run) ? i.b : Int32(truncatingIfNeeded: i.bits)
            return try value(code, branch, bindings, &run)
        case .select: return try select(code, i, bindings, &run)
        case .list: return .list(try operands(code, i, bindings, &run))
        case .map: return try map(code, i, bindings, &run)
        case .call: return try call(code, i, bindings, &run)
        case .callCustom: return try callCustom(code, i, bindings, &run)
        case .clock:
            guard case .timestamp(let moment) = try value(code, i.a, bindings, &run) else {
                throw run.fail(.noSuchOverload, i.part)
            }
            return Builtins.field(builtin(i), of: moment, run.tables.zones[Int(i.b)].offset(at: moment.seconds))
        case .loop: return try loop(code, i, bindings, &run)
        default: throw run.fail(.noSuchOverload, i.part)
        }
    }

    private static func select<B: Bindings & ~Copyable>(
        _ code: Code, _ i: Instruction, _ bindings: borrowing B, _ run: inout Run
    ) throws(Failure) -> Value {
        let owner = try value(code, i.a, bindings, &run)
        let field = run.tables.constants[Int(i.b)]
        guard case .map(let map) = owner else {
            throw run.fail(.noSuchOverload, i.part, .text("\(owner.type) has no fields"))
        }
        guard let value = map[field] else { throw run.fail(.noSuchKey, i.part, .value(field)) }
        return value
    }

    private static func operands<B: Bindings & ~Copyable>(
        _ code: Code, _ i: Instruction, _ bindings: borrowing B, _ run: inout Run
    ) throws(Failure) -> [Value] {
        var values: [Value] = []
        values.reserveCapacity(Int(i.b))
        for place in i.a..<(i.a + i.b) {
            values.append(try value(code, run.tables.operands[Int(place)], bindings, &run))
        }
        try run.charge(values.count, i.part)
        return values
    }

    private static func map<B: Bindings & ~Copyable>(
        _ code: Code, _ i: Instruction, _ bindings: borrowing B, _ run: inout Run
    ) throws(Failure) -> Value {
        let values = try operands(code, i, bindings, &run)
        var map = ValueMap()
        for place in stride(from: 0, to: values.count - 1, by: 2) {
            try insert(values[place], values[place + 1], into: &map, i, &run)
        }
        return .map(map)
    }

    static func insert(_ key: Value, _ value: Value, into map: inout ValueMap, _ i: Instruction, _ run: inout Run)
        throws(Failure)
    {
        try run.charge(4 + key.weight, i.part)
        switch map.insert(key, value) {
        case .inserted: return
        case .repeated: throw run.fail(.repeatedKey, i.part, .value(key))
        case .notAKey: throw run.fail(.badKey, i.part, .value(key))
        }
    }

    private static func call<B: Bindings & ~Copyable>(
        _ code: Code, _ i: Instruction, _ bindings: borrowing B, _ run: inout Run
    ) throws(Failure) -> Value {
        var arguments = Arguments(count: Int(i.b))
        guard (1...4).contains(i.b) else { throw run.fail(.noSuchOverload, i.part) }
        arguments.first = try value(code, run.tables.operands[Int(i.a)], bindings, &run)
        if i.b > 1 { arguments.second = try value(code, run.tables.operands[Int(i.a) + 1], bindings, &run) }
        if i.b > 2 { arguments.third = try value(code, run.tables.operands[Int(i.a) + 2], bindings, &run) }
        if i.b > 3 { arguments.fourth = try value(code, run.tables.operands[Int(i.a) + 3], bindings, &run) }
        return try Builtins.call(builtin(i), arguments, i, &run)
    }

    private static func callCustom<B: Bindings & ~Copyable>(
        _ code: Code, _ i: Instruction, _ bindings: borrowing B, _ run: inout Run
    ) throws(Failure) -> Value {
        let arguments = try operands(code, i, bindings, &run)
        let overloads = run.tables.functions[Int(i.bits)]
        guard let overload = overloads.first(where: { $0.accepts(arguments) }), case .custom(let body) = overload.work
        else { throw run.fail(.noSuchOverload, i.part) }
        do throws(EvaluationError) {
            return try body(arguments)
        } catch {
            throw run.fail(error.kind == .tooLong ? .refused : error.kind, i.part, .text(error.message))
        }
    }

    /// A comparison of any two values.
    static func compare(_ x: Value, _ y: Value, _ kind: Comparison, _ i: Instruction, _ run: inout Run)
        throws(Failure) -> Bool
    {
        if kind == .equal || kind == .notEqual { return try equal(x, y, i, &run) == (kind == .equal) }
        try run.charge(min(x.weight, y.weight), i.part)
        guard let order = Value.order(x, y) else { throw run.fail(.noSuchOverload, i.part) }
        return kind.holds(order)
    }

    /// Equality that counts its steps: a value may contain the same list very many times.
    static func equal(_ x: Value, _ y: Value, _ i: Instruction, _ run: inout Run) throws(Failure) -> Bool {
        switch (x, y) {
        case (.list(let a), .list(let b)):
            guard a.count == b.count else { return false }
            for place in a.indices {
                try run.charge(1, i.part)
                guard try equal(a[place], b[place], i, &run) else { return false }
            }
            return true
        case (.map(let a), .map(let b)):
            guard a.count == b.count else { return false }
            for entry in a.entries {
                try run.charge(2 + entry.key.weight, i.part)
                guard let other = b[entry.key], try equal(entry.value, other, i, &run) else { return false }
            }
            return true
        default:
            try run.charge(min(x.weight, y.weight), i.part)
            return x == y
        }
    }
}

/// The operands of a standard function, of which there are at most four.
struct Arguments {
    var count: Int
    var first = Value.null
    var second = Value.null
    var third = Value.null
    var fourth = Value.null

    init(count: Int) { self.count = count }
}

extension Overload {
    /// Whether the form takes these values.
    func accepts(_ values: [Value]) -> Bool {
        values.count == parameters.count && zip(parameters, values).allSatisfy { $0.accepts($1) }
    }
}

extension ValueType {
    /// Whether a value may stand where this type is declared. Elements of lists and maps are not looked at.
    func accepts(_ value: Value) -> Bool {
        switch (self, value) {
        case (.dyn, _), (.parameter, _), (.open, _), (.list, .list), (.map, .map), (.record, .map), (.type, .type):
            true
        default: self == value.type
        }
    }
}

extension Value {
    /// Steps that looking at all of a text or bytes costs.
    var weight: Int {
        switch self {
        case .string(let text): text.utf8.count >> 4
        case .bytes(let bytes): bytes.count >> 4
        default: 0
        }
    }
}
