internal import WeirDomain

/// A compiled expression, ready to be evaluated any number of times, on any thread.
public struct Program: Sendable {
    let tables: ProgramTables
    let expression: Expression
    /// The type of the result; dyn when the expression was not checked.
    public let type: ValueType
    /// Constant parts that can only fail, such as `1 / 0` or a time zone that does not exist.
    public let warnings: [Diagnostic]

    /// Compiles a checked expression. Patterns that are no regular expressions are found here.
    public init(compiling checked: CheckedExpression) throws(Diagnostic) {
        var compiler = Compiler(
            expression: checked.expression, schema: checked.schema, types: checked.types, isChecked: true)
        tables = try compiler.compile()
        warnings = compiler.warnings
        expression = checked.expression
        type = checked.type
    }

    /// Compiles an expression without checking it: what does not fit is an error when it runs.
    public init(unchecked expression: Expression, in schema: Schema) throws(Diagnostic) {
        var compiler = Compiler(
            expression: expression, schema: schema,
            types: Array(repeating: .dyn, count: expression.parts.count), isChecked: false)
        tables = try compiler.compile()
        warnings = compiler.warnings
        self.expression = expression
        type = .dyn
    }

    /// How many instructions the program has.
    public var size: Int { tables.instructions.count }

    /// The value of the expression. It may take so many steps, by default and at most `Limits.ruleSteps`.
    public func evaluate(with bindings: borrowing some Bindings, steps: Int? = nil)
        throws(EvaluationError) -> Value
    {
        var run = Run(tables, steps: min(steps ?? Limits.ruleSteps, Limits.ruleSteps))
        let instructions = tables.instructions
        do throws(Failure) {
            return try Interpreter.value(instructions.span, tables.root, bindings, &run)
        } catch { throw words(error, run) }
    }

    /// Whether the condition holds, without making a value of it.
    public func holds(with bindings: borrowing some Bindings) throws(EvaluationError) -> Bool {
        var run = Run(tables, steps: Limits.ruleSteps)
        let instructions = tables.instructions
        do throws(Failure) {
            return try Interpreter.bool(instructions.span, tables.root, bindings, &run)
        } catch { throw words(error, run) }
    }

    /// The same for a flat vector: the way of the hot path.
    public func holds(with features: borrowing FeatureVector) throws(EvaluationError) -> Bool {
        var run = Run(tables, steps: Limits.ruleSteps)
        let instructions = tables.instructions
        do throws(Failure) {
            return try Interpreter.bool(instructions.span, tables.root, features, &run)
        } catch { throw words(error, run) }
    }

    private func words(_ failure: Failure, _ run: Run) -> EvaluationError {
        run.error(failure, in: expression.source, at: expression[failure.part].offset)
    }
}
