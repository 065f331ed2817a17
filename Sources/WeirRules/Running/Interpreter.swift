/// Evaluates instructions: one function for each kind of result that is worth not wrapping into a `Value`.
///
/// The recursion is as deep as the expression nests, which `Limits.ruleDepth` bounds.
enum Interpreter {
    typealias Code = Span<Instruction>

    @inline(never)
    private static func equalSlotString<B: Bindings & ~Copyable>(
        _ i: Instruction, _ bindings: borrowing B, _ run: inout Run
    ) throws(Failure) -> Bool {
        guard let x = bindings.string(at: Int(i.a)) else { throw unbound(i, bindings, &run) }
        guard case .string(let y) = run.tables.constants[Int(i.b)] else { throw run.fail(.noSuchOverload, i.part) }
        try run.charge(x.utf8.count >> 4, i.part)
        return x.sameCodePoints(as: y) != (i.bits & 1 == 1)
    }

    /// A condition, whose most frequent forms are decided on the spot, without a call.
    @inline(__always)
    static func test<B: Bindings & ~Copyable>(_ code: Code, _ at: Int32, _ bindings: borrowing B, _ run: inout Run)
        throws(Failure) -> Bool
    {
        let i = code[Int(at)]
        if i.operation == .compareSlotDouble, let x = bindings.double(at: Int(i.a)) {
            return Comparison(i.b).holds(x, Double(bitPattern: i.bits))
        }
        if i.operation == .compareSlotInt, let x = bindings.int(at: Int(i.a)) {
            return Comparison(i.b).holds(x, Int64(bitPattern: i.bits))
        }
        return try bool(code, at, bindings, &run)
    }

    static func bool<B: Bindings & ~Copyable>(_ code: Code, _ at: Int32, _ bindings: borrowing B, _ run: inout Run)
        throws(Failure) -> Bool
    {
        let i = code[Int(at)]
        switch i.operation {
        case .bool: return i.bits != 0
        case .compareSlotDouble:
            guard let x = bindings.double(at: Int(i.a)) else { throw unbound(i, bindings, &run) }
            return Comparison(i.b).holds(x, Double(bitPattern: i.bits))
        case .compareSlotInt:
            guard let x = bindings.int(at: Int(i.a)) else { throw unbound(i, bindings, &run) }
            return Comparison(i.b).holds(x, Int64(bitPattern: i.bits))
        case .compareSlotUInt:
            guard let x = bindings.uint(at: Int(i.a)) else { throw unbound(i, bindings, &run) }
            return Comparison(i.b).holds(x, i.bits)
        case .slotBool:
            guard let x = bindings.bool(at: Int(i.a)) else { throw unbound(i, bindings, &run) }
            return x
        case .and: return try and(code, i, bindings, &run)
        case .or: return try or(code, i, bindings, &run)
        case .not: return try !bool(code, i.a, bindings, &run)
        case .choose:
            let branch = try bool(code, i.a, bindings, &run) ? i.b : Int32(truncatingIfNeeded: i.bits)
            return try bool(code, branch, bindings, &run)
        case .compareDouble:
            let x = try double(code, i.a, bindings, &run)
            return Comparison(i.bits).holds(x, try double(code, i.b, bindings, &run))
        case .compareInt:
            let x = try int(code, i.a, bindings, &run)
            return Comparison(i.bits).holds(x, try int(code, i.b, bindings, &run))
        case .compareUInt:
            let x = try uint(code, i.a, bindings, &run)
            return Comparison(i.bits).holds(x, try uint(code, i.b, bindings, &run))
        case .equalSlotString:
            guard let mark = bindings.mark(at: Int(i.a)) else { throw unbound(i, bindings, &run) }
            if mark != i.bits & ~1 { return i.bits & 1 == 1 }
            if String.isWhole(mark) { return i.bits & 1 == 0 }
            return try equalSlotString(i, bindings, &run)
        case .hasSlot: return bindings.value(at: Int(i.a)) != nil
        default: return try rareBool(code, i, at, bindings, &run)
        }
    }

    @inline(never)
    private static func rareBool<B: Bindings & ~Copyable>(
        _ code: Code, _ i: Instruction, _ at: Int32, _ bindings: borrowing B, _ run: inout Run
    ) throws(Failure) -> Bool {
        switch i.operation {
        case .compareValue:
            let x = try value(code, i.a, bindings, &run)
            let y = try value(code, i.b, bindings, &run)
            if case .string(let a) = x, case .string(let b) = y,
                i.bits == UInt64(Comparison.equal.orders) || i.bits == UInt64(Comparison.notEqual.orders)
            {
                try run.charge(a.utf8.count >> 4, i.part)
                return a.sameCodePoints(as: b) == (Comparison(i.bits) == .equal)
            }
            return try compare(x, y, Comparison(i.bits), i, &run)
        case .hasField:
            let owner = try value(code, i.a, bindings, &run)
            guard case .map(let map) = owner, case .string(let field) = run.tables.constants[Int(i.b)] else {
                throw run.fail(.noSuchOverload, i.part, .text("\(owner.type) has no fields"))
            }
            return map[field] != nil
        case .inSet:
            let element = try value(code, i.a, bindings, &run)
            try run.charge(1 + element.weight, i.part)
            return run.tables.sets[Int(i.b)].contains(element)
        case .matchPattern:
            guard case .string(let text) = try value(code, i.a, bindings, &run) else {
                throw run.fail(.noSuchOverload, i.part)
            }
            let matches = run.tables.patterns[Int(i.b)].matches(text, &run.steps)
            try run.charge(0, i.part)
            return matches
        default:
            guard case .bool(let result) = try general(code, i, bindings, &run) else {
                throw run.fail(.noSuchOverload, i.part)
            }
            return result
        }
    }

    // MARK: Logic: an error on one side does not count when the other side decides

    @inline(__always)
    private static func and<B: Bindings & ~Copyable>(
        _ code: Code, _ i: Instruction, _ bindings: borrowing B, _ run: inout Run
    ) throws(Failure) -> Bool {
        do throws(Failure) {
            guard try test(code, i.a, bindings, &run) else { return false }
        } catch {
            return try absorb(error, unless: false, code, i.b, bindings, &run)
        }
        return try test(code, i.b, bindings, &run)
    }

    @inline(__always)
    private static func or<B: Bindings & ~Copyable>(
        _ code: Code, _ i: Instruction, _ bindings: borrowing B, _ run: inout Run
    ) throws(Failure) -> Bool {
        do throws(Failure) {
            guard try !test(code, i.a, bindings, &run) else { return true }
        } catch {
            return try absorb(error, unless: true, code, i.b, bindings, &run)
        }
        return try test(code, i.b, bindings, &run)
    }

    /// The right side when it decides alone; else the error of the left side.
    @inline(never)
    private static func absorb<B: Bindings & ~Copyable>(
        _ failure: Failure, unless decisive: Bool, _ code: Code, _ right: Int32, _ bindings: borrowing B,
        _ run: inout Run
    ) throws(Failure) -> Bool {
        guard failure.kind != .tooLong else { throw failure }
        let detail = run.detail
        try run.charge(Run.absorbed, failure.part)
        do throws(Failure) {
            if try bool(code, right, bindings, &run) == decisive { return decisive }
        } catch {
            if error.kind == .tooLong { throw error }
        }
        run.detail = detail
        throw failure
    }

    @inline(never)
    static func unbound<B: Bindings & ~Copyable>(_ i: Instruction, _ bindings: borrowing B, _ run: inout Run) -> Failure
    {
        guard let value = bindings.value(at: Int(i.a)) else { return run.fail(.unbound, i.part) }
        return run.fail(.noSuchOverload, i.part, .text("the variable holds \(value.type), which was not declared"))
    }
}
