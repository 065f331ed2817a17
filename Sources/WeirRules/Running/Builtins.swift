internal import WeirDomain

/// The standard functions and operators over values of any type: they look at what they are given.
enum Builtins {
    static func call(_ function: Builtin, _ x: Arguments, _ i: Instruction, _ run: inout Run)
        throws(Failure) -> Value
    {
        try run.charge(1 + x.first.weight + x.second.weight, i.part)
        let result: Value?
        switch function {
        case .add, .subtract, .multiply, .divide, .modulo, .negate: result = try arithmetic(function, x, i, &run)
        case .index: result = try index(x, i, &run)
        case .contained: result = try contained(x, i, &run)
        case .size, .contains, .startsWith, .endsWith, .matches: result = try text(function, x, i, &run)
        case .bool, .bytes, .double, .duration, .dyn, .int, .string, .timestamp, .type, .uint:
            result = x.count == 1 ? try convert(function, x.first, i, &run) : nil
        case .date, .dayOfMonth, .dayOfWeek, .dayOfYear, .fullYear, .hours, .milliseconds, .minutes, .month, .seconds:
            result = try time(function, x, i, &run)
        default: result = try extended(function, x, i, &run)
        }
        guard let result else { throw run.fail(.noSuchOverload, i.part, .text(refusal(function, x))) }
        return result
    }

    private static func refusal(_ function: Builtin, _ x: Arguments) -> String {
        let given = [x.first, x.second, x.third, x.fourth].prefix(x.count).map(\.type.description)
        return "no such overload: \(function)(\(given.joined(separator: ", ")))"
    }

    private static func arithmetic(_ function: Builtin, _ x: Arguments, _ i: Instruction, _ run: inout Run)
        throws(Failure) -> Value?
    {
        if function == .negate {
            guard x.count == 1 else { return nil }
            switch x.first {
            case .int(let a):
                guard a != .min else { throw run.fail(.overflow, i.part) }
                return .int(-a)
            case .double(let a): return .double(-a)
            default: return nil
            }
        }
        guard x.count == 2 else { return nil }
        switch (x.first, x.second) {
        case (.int(let a), .int(let b)): return .int(try Interpreter.arithmetic(i, a, b, &run))
        case (.uint(let a), .uint(let b)): return .uint(try Interpreter.arithmetic(i, a, b, &run))
        case (.double(let a), .double(let b)):
            switch function {
            case .add: return .double(a + b)
            case .subtract: return .double(a - b)
            case .multiply: return .double(a * b)
            case .divide: return .double(a / b)
            default: return nil
            }
        default:
            return function == .add || function == .subtract
                ? try sum(x.first, x.second, negated: function == .subtract, i, &run) : nil
        }
    }

    /// Texts and lists joined, times moved.
    private static func sum(_ a: Value, _ b: Value, negated: Bool, _ i: Instruction, _ run: inout Run)
        throws(Failure) -> Value?
    {
        let moved: Value?
        switch (a, b) {
        case (.string(let a), .string(let b)) where !negated: return .string(a + b)
        case (.bytes(let a), .bytes(let b)) where !negated: return .bytes(a + b)
        case (.list(let a), .list(let b)) where !negated:
            try run.charge(a.count + b.count, i.part)
            return .list(a + b)
        case (.timestamp(let a), .duration(let b)): moved = a.adding(b, negated: negated).map(Value.timestamp)
        case (.duration(let a), .timestamp(let b)) where !negated: moved = b.adding(a).map(Value.timestamp)
        case (.timestamp(let a), .timestamp(let b)) where negated: moved = a.since(b).map(Value.duration)
        case (.duration(let a), .duration(let b)):
            let (x, y) = (a.nanoseconds, b.nanoseconds)
            let (result, overflow) = negated ? x.subtractingReportingOverflow(y) : x.addingReportingOverflow(y)
            moved = overflow ? nil : .duration(TimeSpan(nanoseconds: result))
        default: return nil
        }
        guard let moved else { throw run.fail(.outOfRange, i.part, .text("the time is out of range")) }
        return moved
    }

    private static func index(_ x: Arguments, _ i: Instruction, _ run: inout Run) throws(Failure) -> Value? {
        switch (x.first, x.second) {
        case (.list(let list), let index):
            let place: Int?
            switch index {
            case .int(let n): place = Int(exactly: n)
            case .uint(let n): place = Int(exactly: n)
            case .double(let n): place = Int(exactly: n)
            default: throw run.fail(.noSuchOverload, i.part, .text("\(index.type) is no index of a list"))
            }
            guard let place, list.indices.contains(place) else {
                throw run.fail(.invalidArgument, i.part, .text("index out of range: \(index.shortText)"))
            }
            return list[place]
        case (.map(let map), let key):
            guard let value = map[key] else { throw run.fail(.noSuchKey, i.part, .value(key)) }
            return value
        default: return nil
        }
    }

    private static func contained(_ x: Arguments, _ i: Instruction, _ run: inout Run) throws(Failure) -> Value? {
        switch x.second {
        case .list(let list):
            for element in list {
                try run.charge(1, i.part)
                if try Interpreter.equal(x.first, element, i, &run) { return .bool(true) }
            }
            return .bool(false)
        case .map(let map): return .bool(map.contains(x.first))
        default: return nil
        }
    }

    private static func text(_ function: Builtin, _ x: Arguments, _ i: Instruction, _ run: inout Run)
        throws(Failure) -> Value?
    {
        if function == .size {
            guard x.count == 1 else { return nil }
            switch x.first {
            case .string(let text): return .int(Int64(text.scalarCount))
            case .bytes(let bytes): return .int(Int64(bytes.count))
            case .list(let list): return .int(Int64(list.count))
            case .map(let map): return .int(Int64(map.count))
            default: return nil
            }
        }
        guard x.count == 2, case .string(let text) = x.first, case .string(let other) = x.second else { return nil }
        switch function {
        case .startsWith: return .bool(text.hasBytes(of: other, at: 0))
        case .endsWith: return .bool(text.hasBytes(of: other, at: text.utf8.count - other.utf8.count))
        case .contains: return .bool(text.containsBytes(of: other))
        default: return try matches(text, other, i, &run)
        }
    }

    /// Only patterns that are made when the rule runs come here: compiling them takes steps.
    private static func matches(_ text: String, _ source: String, _ i: Instruction, _ run: inout Run)
        throws(Failure) -> Value
    {
        let units = min(Limits.patternWork, run.steps * PatternBudget.unitsOfStep)
        var budget = PatternBudget(units)
        let found: Result<Pattern, PatternError>
        do throws(PatternError) {
            found = .success(try Pattern(source, makesTable: false, &budget))
        } catch { found = .failure(error) }
        try run.charge((units - budget.left + PatternBudget.unitsOfStep - 1) / PatternBudget.unitsOfStep, i.part)
        switch found {
        case .success(let pattern):
            let matches = pattern.matches(text, &run.steps)
            try run.charge(0, i.part)
            return .bool(matches)
        case .failure(let error): throw run.fail(.invalidArgument, i.part, .text(error.message))
        }
    }
}
