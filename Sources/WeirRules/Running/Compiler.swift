internal import WeirDomain

/// Turns an expression into a program: names become slots, types choose instructions, constants are computed.
struct Compiler {
    let expression: Expression
    let schema: Schema
    let types: [ValueType]
    let isChecked: Bool
    var code: [Instruction] = []
    var constants: [Value] = []
    var operands: [Int32] = []
    var loops: [Loop] = []
    var sets: [ValueSet] = []
    var patterns: [Pattern] = []
    var zones: [TimeZone] = []
    var functions: [[Overload]] = []
    /// The variables of the macros around the part that is being compiled.
    var scope: [String] = []
    var localCount = 0
    var warnings: [Diagnostic] = []
    /// Parts that were computed and have no value, such as `1 / 0`.
    private var failing: Set<Expression.Part> = []
    /// What is left for computing constants, in all.
    private var foldSteps = Limits.ruleFoldSteps * 10
    /// What is left for compiling patterns, in all.
    var patternBudget = PatternBudget()

    init(expression: Expression, schema: Schema, types: [ValueType], isChecked: Bool) {
        self.expression = expression
        self.schema = schema
        self.types = types
        self.isChecked = isChecked
    }

    /// A compiled part: its last instruction, and what it depends on.
    struct Emitted {
        var place: Int32
        /// Reads variables, or calls what may give something else each time.
        var isOpen = false
        /// The outermost macro variable it reads; `Int.max` for none.
        var lowestLocal = Int.max

        mutating func add(_ other: Emitted) {
            isOpen = isOpen || other.isOpen
            lowestLocal = min(lowestLocal, other.lowestLocal)
        }
    }

    /// Compiles the whole; its last instruction is the one to begin with.
    mutating func compile() throws(Diagnostic) -> Int32 { try emit(expression.root).place }

    var tables: ProgramTables {
        ProgramTables(
            constants: constants, operands: operands, loops: loops, sets: sets, patterns: patterns, zones: zones,
            functions: functions, locals: localCount)
    }

    func type(_ part: Expression.Part) -> ValueType { types[Int(part)] }

    // MARK: Adding instructions

    mutating func add(
        _ operation: Operation, _ part: Expression.Part, a: Int32 = 0, b: Int32 = 0, bits: UInt64 = 0
    ) -> Int32 {
        code.append(Instruction(operation: operation, a: a, b: b, part: part, bits: bits))
        return Int32(code.count - 1)
    }

    mutating func constant(_ value: Value) -> Int32 {
        constants.append(value)
        return Int32(constants.count - 1)
    }

    mutating func addConstant(_ value: Value, _ part: Expression.Part) -> Int32 {
        switch value {
        case .bool(let value): return add(.bool, part, bits: value ? 1 : 0)
        case .int(let value): return add(.int, part, bits: UInt64(bitPattern: value))
        case .uint(let value): return add(.uint, part, bits: value)
        case .double(let value): return add(.double, part, bits: value.bitPattern)
        default: return add(.constant, part, a: constant(value))
        }
    }

    /// The value of an instruction that is a constant.
    func constantValue(_ place: Int32) -> Value? {
        let i = code[Int(place)]
        switch i.operation {
        case .bool: return .bool(i.bits != 0)
        case .int: return .int(Int64(bitPattern: i.bits))
        case .uint: return .uint(i.bits)
        case .double: return .double(Double(bitPattern: i.bits))
        case .constant: return constants[Int(i.a)]
        default: return nil
        }
    }

    func isConstant(_ place: Int32) -> Bool {
        switch code[Int(place)].operation {
        case .bool, .int, .uint, .double, .constant: true
        default: false
        }
    }

    // MARK: Parts

    /// Compiles a part; when it depends on nothing, it is computed now and replaced by its value.
    mutating func emit(_ part: Expression.Part) throws(Diagnostic) -> Emitted {
        let (start, warned) = ((code.count, operands.count), warnings.count)
        let emitted = try emitPlain(part)
        if isConstant(emitted.place) {
            absorb(warned)
            return emitted
        }
        guard !emitted.isOpen, emitted.lowestLocal >= scope.count else { return emitted }
        guard let value = fold(emitted.place, from: start.0) else { return emitted }
        absorb(warned)
        code.removeSubrange(start.0...)
        operands.removeSubrange(start.1...)
        return Emitted(place: addConstant(value, part))
    }

    /// What fails within a part that has a value all the same is no flaw.
    private mutating func absorb(_ warned: Int) {
        if warnings.count > warned { warnings.removeSubrange(warned...) }
    }

    /// The value of the instructions from `start` on, unless it has none or takes too long.
    private mutating func fold(_ place: Int32, from start: Int) -> Value? {
        guard foldSteps > 0 else { return nil }
        foldSteps -= code.count - start
        let tables = tables
        defer { extendLifetime(tables) }
        var run = Run(tables, steps: Limits.ruleFoldSteps)
        defer { foldSteps -= Limits.ruleFoldSteps - max(0, run.steps) }
        do throws(Failure) {
            return try Interpreter.value(code.span, place, NoBindings(), &run)
        } catch {
            guard error.kind != .tooLong, failing.insert(error.part).inserted else { return nil }
            let words = run.error(error, in: expression.source, at: 0).message
            warnings.append(expression.diagnostic(error.part, "this always fails: \(words)"))
            return nil
        }
    }
}
