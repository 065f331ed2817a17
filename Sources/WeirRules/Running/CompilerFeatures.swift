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
        let values = try constants(name, arguments)
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
        } catch { throw expression.refusal(error, of: arguments, usually: arguments.first ?? part) }
    }

    /// The values of a feature's arguments; the instructions that made them are left for the caller to remove.
    private mutating func constants(_ name: String, _ arguments: [Expression.Part]) throws(Diagnostic) -> [Value] {
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
        return values
    }

    /// `payee.received('24h').share('…')`: a slot for the feature and the method together.
    mutating func featureMethod(
        _ part: Expression.Part, _ name: String, _ overloads: [Overload], _ operands: [Expression.Part]
    ) throws(Diagnostic) -> Emitted {
        let fitting = overloads.first { isChecked ? $0.parameters.first == type(operands[0]) : true }
        guard let fitting, case .featureMethod(let planner) = fitting.work,
            case .call(let inner, let target, let arguments) = expression[operands[0]].kind,
            let (features, own) = resolve(inner, target, arguments), case .feature = features[0].work
        else {
            throw expression.diagnostic(
                part, "'\(name)' is asked of a window, as in payee.received(\"24h\").\(name)(…)")
        }
        let space = target.flatMap { expression.dottedName($0)?.name }.map { $0 + "." } ?? ""
        let start = (code.count, self.operands.count)
        let given: [Expression.Part] = own + operands.dropFirst()
        let values = try constants(name, given)
        code.removeSubrange(start.0...)
        self.operands.removeSubrange(start.1...)
        do throws(EvaluationError) {
            return slot(try planner([.string(space + inner)] + values, nil), isChecked ? type(part) : .dyn, part)
        } catch {
            // The planner counts the feature's name as its first argument.
            var refused = error
            refused.argument = error.argument.map { $0 - 1 }
            throw expression.refusal(refused, of: given, usually: operands.last ?? part)
        }
    }
}

extension Expression {
    /// What a planner refuses, at its place: inside of an argument that is an expression itself, where it was written
    /// as one text.
    fileprivate func refusal(_ error: EvaluationError, of arguments: [Part], usually: Part) -> Diagnostic {
        let number = error.argument ?? -1
        let part = arguments.indices.contains(number) ? arguments[number] : usually
        guard let inside = error.inside, let offset = offset(of: inside, in: part) else {
            return diagnostic(part, error.message)
        }
        return source.diagnostic(at: offset, inside.message, hint: inside.hint)
    }

    /// Where in this source a place stands that is counted in the value of a text.
    private func offset(of place: Diagnostic, in part: Part) -> Int? {
        guard case .literal(.string(let text)) = self[part].kind else { return nil }
        var (bytes, line, column) = (0, 1, 1)
        for scalar in text.unicodeScalars {
            if line == place.line, column == place.column { break }
            guard line <= place.line else { return nil }
            if scalar == "\n" { (line, column) = (line + 1, 1) } else { column += 1 }
            bytes += UTF8.width(scalar)
        }
        var lexer = Lexer(source)
        lexer.at = self[part].offset
        return lexer.place(ofByte: bytes)
    }
}
