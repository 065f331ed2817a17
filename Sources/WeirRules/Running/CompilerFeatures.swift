extension Compiler {
    /// `payee.received('24h').count`: the field of a feature, which has a slot of its own. Nil for other selections.
    mutating func featureField(_ part: Expression.Part, _ operand: Expression.Part, _ field: String)
        throws(Diagnostic) -> Emitted?
    {
        guard case .call(let name, let target, let arguments) = expression[operand].kind,
            let (overloads, operands) = resolve(name, target, arguments), case .feature = overloads[0].work
        else { return nil }
        return try feature(part, name, overloads, operands, field: field)
    }

    /// Asks the schema's planner for the slot of a feature with these arguments.
    mutating func feature(
        _ part: Expression.Part, _ name: String, _ overloads: [Overload], _ arguments: [Expression.Part],
        field: String?
    ) throws(Diagnostic) -> Emitted {
        let start = (code.count, operands.count)
        var values: [Value] = []
        for argument in arguments {
            let emitted = try emit(argument)
            guard let value = constantValue(emitted.place) else {
                throw expression.diagnostic(
                    argument, "the arguments of '\(name)' must be constants",
                    hint: "what a rule counts is planned before it runs")
            }
            values.append(value)
        }
        code.removeSubrange(start.0...)
        operands.removeSubrange(start.1...)
        guard let overload = overloads.first(where: { $0.accepts(values) }), case .feature(let planner) = overload.work
        else { return missing(part, "'\(name)' does not take these arguments") }
        if case .record(let record) = overload.result, field == nil {
            let fields = (schema.records[record] ?? [:]).keys.sorted().joined(separator: ", ")
            throw expression.diagnostic(part, "'\(name)(…)' is no value by itself", hint: "it has: " + fields)
        }
        do throws(EvaluationError) {
            return slot(try planner(values, field), isChecked ? type(part) : .dyn, part)
        } catch { throw expression.diagnostic(arguments.first ?? part, error.message) }
    }
}
