extension Interpreter {
    static func int<B: Bindings & ~Copyable>(_ code: Code, _ at: Int32, _ bindings: borrowing B, _ run: inout Run)
        throws(Failure) -> Int64
    {
        let i = code[Int(at)]
        switch i.operation {
        case .int: return Int64(bitPattern: i.bits)
        case .slotInt:
            guard let x = bindings.int(at: Int(i.a)) else { throw unbound(i, bindings, &run) }
            return x
        case .arithmeticInt:
            let x = try int(code, i.a, bindings, &run)
            return try arithmetic(i, x, try int(code, i.b, bindings, &run), &run)
        case .choose:
            let branch = try bool(code, i.a, bindings, &run) ? i.b : Int32(truncatingIfNeeded: i.bits)
            return try int(code, branch, bindings, &run)
        default:
            guard case .int(let result) = try general(code, i, bindings, &run) else {
                throw run.fail(.noSuchOverload, i.part)
            }
            return result
        }
    }

    static func uint<B: Bindings & ~Copyable>(_ code: Code, _ at: Int32, _ bindings: borrowing B, _ run: inout Run)
        throws(Failure) -> UInt64
    {
        let i = code[Int(at)]
        switch i.operation {
        case .uint: return i.bits
        case .slotUInt:
            guard let x = bindings.uint(at: Int(i.a)) else { throw unbound(i, bindings, &run) }
            return x
        default:
            guard case .uint(let result) = try general(code, i, bindings, &run) else {
                throw run.fail(.noSuchOverload, i.part)
            }
            return result
        }
    }

    static func double<B: Bindings & ~Copyable>(_ code: Code, _ at: Int32, _ bindings: borrowing B, _ run: inout Run)
        throws(Failure) -> Double
    {
        let i = code[Int(at)]
        switch i.operation {
        case .double: return Double(bitPattern: i.bits)
        case .slotDouble:
            guard let x = bindings.double(at: Int(i.a)) else { throw unbound(i, bindings, &run) }
            return x
        case .doubleOfInt: return Double(try int(code, i.a, bindings, &run))
        case .arithmeticDouble:
            let x = try double(code, i.a, bindings, &run)
            let y = try double(code, i.b, bindings, &run)
            switch builtin(i) {
            case .add: return x + y
            case .subtract: return x - y
            case .multiply: return x * y
            default: return x / y
            }
        case .choose:
            let branch = try bool(code, i.a, bindings, &run) ? i.b : Int32(truncatingIfNeeded: i.bits)
            return try double(code, branch, bindings, &run)
        default:
            guard case .double(let result) = try general(code, i, bindings, &run) else {
                throw run.fail(.noSuchOverload, i.part)
            }
            return result
        }
    }

    @inline(__always)
    static func builtin(_ i: Instruction) -> Builtin {
        Builtin(rawValue: UInt8(truncatingIfNeeded: i.bits)) ?? .dyn
    }

    /// Integer arithmetic that says when it does not fit, instead of trapping or wrapping.
    @inline(__always)
    static func arithmetic<I: FixedWidthInteger>(_ i: Instruction, _ x: I, _ y: I, _ run: inout Run)
        throws(Failure) -> I
    {
        let (result, overflow): (I, Bool)
        switch builtin(i) {
        case .add: (result, overflow) = x.addingReportingOverflow(y)
        case .subtract: (result, overflow) = x.subtractingReportingOverflow(y)
        case .multiply: (result, overflow) = x.multipliedReportingOverflow(by: y)
        case .divide:
            guard y != 0 else { throw run.fail(.divisionByZero, i.part) }
            (result, overflow) = x.dividedReportingOverflow(by: y)
        default:
            guard y != 0 else { throw run.fail(.divisionByZero, i.part, .text("modulus by zero")) }
            (result, overflow) = x.remainderReportingOverflow(dividingBy: y)
        }
        if overflow { throw run.fail(.overflow, i.part) }
        return result
    }
}
