internal import WeirDomain

/// A compiled expression, ready to be evaluated any number of times, on any thread.
///
/// A class, so that handing it around counts one reference; it never changes.
public final class Program: Sendable {
    /// The instructions, at a fixed place in memory that is never written again: read without counting references.
    nonisolated(unsafe) let code: UnsafeBufferPointer<Instruction>
    let root: Int32
    let tables: ProgramTables
    private let expression: Expression
    /// The type of the result; dyn when the expression was not checked.
    public let type: ValueType
    /// The slots that it may read, in order: what a caller has to fill in.
    public let slots: [Int]
    /// Constant parts that can only fail, such as `1 / 0` or a time zone that does not exist.
    public let warnings: [Diagnostic]

    /// Compiles a checked expression. Patterns that are no regular expressions are found here.
    public convenience init(compiling checked: CheckedExpression) throws(Diagnostic) {
        try self.init(checked.expression, checked.schema, checked.types, checked.type, isChecked: true)
    }

    /// Compiles an expression without checking it: what does not fit is an error when it runs.
    public convenience init(unchecked expression: Expression, in schema: Schema) throws(Diagnostic) {
        let types = Array(repeating: ValueType.dyn, count: expression.parts.count)
        try self.init(expression, schema, types, .dyn, isChecked: false)
    }

    private init(
        _ expression: Expression, _ schema: Schema, _ types: [ValueType], _ type: ValueType, isChecked: Bool
    ) throws(Diagnostic) {
        var compiler = Compiler(expression: expression, schema: schema, types: types, isChecked: isChecked)
        root = try compiler.compile()
        let memory = UnsafeMutableBufferPointer<Instruction>.allocate(capacity: compiler.code.count)
        _ = unsafe memory.initialize(from: compiler.code)
        code = UnsafeBufferPointer(memory)
        tables = compiler.tables
        slots = Set(compiler.code.compactMap { $0.operation.readsSlot ? Int($0.a) : nil }).sorted()
        warnings = compiler.warnings
        self.expression = expression
        self.type = type
    }

    deinit { unsafe code.deallocate() }

    /// How many instructions the program has.
    public var size: Int { code.count }

    var localCount: Int { tables.locals }

    /// The value of the expression. It may take so many steps, by default and at most `Limits.ruleSteps`.
    public func evaluate(with bindings: borrowing some Bindings & ~Copyable, steps: Int? = nil)
        throws(EvaluationError) -> Value
    {
        var run = Run(tables, steps: min(steps ?? Limits.ruleSteps, Limits.ruleSteps))
        let code = unsafe Span(_unsafeElements: code)
        do throws(Failure) {
            return try Interpreter.value(code, root, bindings, &run)
        } catch { throw words(error, run) }
    }

    /// Whether the condition holds, without making a value of it.
    public func holds(with bindings: borrowing some Bindings & ~Copyable) throws(EvaluationError) -> Bool {
        var run = Run(tables, steps: Limits.ruleSteps)
        let code = unsafe Span(_unsafeElements: code)
        do throws(Failure) {
            return try Interpreter.bool(code, root, bindings, &run)
        } catch { throw words(error, run) }
    }

    /// The same for a flat vector: the way of the hot path.
    public func holds(with features: borrowing FeatureVector) throws(EvaluationError) -> Bool {
        var run = Run(tables, steps: Limits.ruleSteps)
        let code = unsafe Span(_unsafeElements: code)
        do throws(Failure) {
            return try Interpreter.bool(code, root, features, &run)
        } catch { throw words(error, run) }
    }

    /// Whether an instruction that is a condition holds, as part of a longer run; open where it has no value.
    @inline(never)
    func outcome(
        at place: Int32, with facts: borrowing FeatureVector, _ run: inout Run
    ) -> (verdict: Conjunct.Verdict, isTooLong: Bool) {
        run.begin(tables)
        let code = unsafe Span(_unsafeElements: code)
        do throws(Failure) {
            let holds = try Interpreter.bool(code, place, facts, &run)
            return (holds ? .yes : .no, false)
        } catch { return (.open, error.kind == .tooLong) }
    }

    @inline(never)
    func words(_ failure: Failure, _ run: Run) -> EvaluationError {
        var error = run.error(failure, in: expression.source, at: expression[failure.part].offset)
        if failure.kind == .unbound, let name = expression.dottedName(failure.part)?.name {
            error.message = "'\(name)' has no value"
        }
        return error
    }
}
