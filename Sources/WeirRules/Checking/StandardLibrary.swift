/// What a standard function does: one for all forms of a name, which look at their arguments when they run.
enum Builtin: UInt8, Sendable {
    case add, subtract, multiply, divide, modulo, negate
    case index, contained
    case size, contains, startsWith, endsWith, matches
    case bool, bytes, double, duration, dyn, int, string, timestamp, type, uint
    case date, dayOfMonth, dayOfWeek, dayOfYear, fullYear, hours, milliseconds, minutes, month, seconds
    case charAt, format, indexOf, join, lastIndexOf, lowerAscii, quote, replace, reverse, split, substring, trim
    case upperAscii

    /// Whether it reads a field of a timestamp.
    var isClock: Bool { (Builtin.date.rawValue...Builtin.seconds.rawValue).contains(rawValue) }
}

/// The standard functions and operators with their types.
enum StandardLibrary {
    static let functions: [String: [Overload]] = {
        var table: [String: [Overload]] = [:]
        for (name, work, isMethod, forms) in operators + functionForms + methodForms {
            table[name, default: []] += forms.map { form in
                Overload(
                    parameters: Array(form.dropLast()), result: form[form.count - 1], isMethod: isMethod,
                    work: work.map(Overload.Work.builtin) ?? .none)
            }
        }
        return table
    }()

    /// Names for suggestions: functions, methods and macros.
    static let names: [String] =
        functions.keys.filter { !$0.contains("_") || $0.first?.isLetter == true }
        + ["has", "all", "exists", "exists_one", "filter", "map", "transformList", "transformMap", "cel.bind"]

    private typealias Row = (String, Builtin?, isMethod: Bool, [[ValueType]])

    private static let a = ValueType.parameter("A")
    private static let b = ValueType.parameter("B")
    private static let numbers: [ValueType] = [.int, .uint, .double]

    private static let orderForms: [[ValueType]] = {
        let same: [ValueType] = [.bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration]
        var forms = same.map { [$0, $0, .bool] }
        for x in numbers { for y in numbers where x != y { forms.append([x, y, .bool]) } }
        return forms
    }()

    private static let operators: [Row] = [
        ("_==_", nil, false, [[a, a, .bool]]),
        ("_!=_", nil, false, [[a, a, .bool]]),
        ("_<_", nil, false, orderForms),
        ("_<=_", nil, false, orderForms),
        ("_>_", nil, false, orderForms),
        ("_>=_", nil, false, orderForms),
        ("!_", nil, false, [[.bool, .bool]]),
        ("_?_:_", nil, false, [[.bool, a, a, a]]),
        ("-_", .negate, false, [[.int, .int], [.double, .double]]),
        (
            "_+_", .add, false,
            numbers.map { [$0, $0, $0] } + [
                [.string, .string, .string], [.bytes, .bytes, .bytes], [.list(a), .list(a), .list(a)],
                [.timestamp, .duration, .timestamp], [.duration, .timestamp, .timestamp],
                [.duration, .duration, .duration],
            ]
        ),
        (
            "_-_", .subtract, false,
            numbers.map { [$0, $0, $0] } + [
                [.timestamp, .timestamp, .duration], [.timestamp, .duration, .timestamp],
                [.duration, .duration, .duration],
            ]
        ),
        ("_*_", .multiply, false, numbers.map { [$0, $0, $0] }),
        ("_/_", .divide, false, numbers.map { [$0, $0, $0] }),
        ("_%_", .modulo, false, [[.int, .int, .int], [.uint, .uint, .uint]]),
        ("_[_]", .index, false, [[.list(a), .int, a], [.map(a, b), a, b]]),
        ("_in_", .contained, false, [[a, .list(a), .bool], [a, .map(a, b), .bool]]),
    ]

    private static let sizes: [[ValueType]] = [
        [.string, .int], [.bytes, .int], [.list(a), .int], [.map(a, b), .int],
    ]

    private static let functionForms: [Row] = [
        ("size", .size, false, sizes),
        ("matches", .matches, false, [[.string, .string, .bool]]),
        ("bool", .bool, false, [[.bool, .bool], [.string, .bool]]),
        ("bytes", .bytes, false, [[.bytes, .bytes], [.string, .bytes]]),
        ("double", .double, false, [[.double, .double], [.int, .double], [.uint, .double], [.string, .double]]),
        ("duration", .duration, false, [[.duration, .duration], [.string, .duration]]),
        ("dyn", .dyn, false, [[a, .dyn]]),
        (
            "int", .int, false,
            [
                [.int, .int], [.uint, .int], [.double, .int], [.string, .int], [.timestamp, .int], [.duration, .int],
            ]
        ),
        (
            "string", .string, false,
            [.string, .bool, .int, .uint, .double, .bytes, .timestamp, .duration].map { [$0, .string] }
        ),
        ("timestamp", .timestamp, false, [[.timestamp, .timestamp], [.string, .timestamp], [.int, .timestamp]]),
        ("type", .type, false, [[a, .type(a)]]),
        ("uint", .uint, false, [[.uint, .uint], [.int, .uint], [.double, .uint], [.string, .uint]]),
        ("strings.quote", .quote, false, [[.string, .string]]),
    ]

    private static let clock: [[ValueType]] = [[.timestamp, .int], [.timestamp, .string, .int]]
    private static let texts: [[ValueType]] = [[.string, .string]]

    private static let methodForms: [Row] = [
        ("size", .size, true, sizes),
        ("contains", .contains, true, [[.string, .string, .bool]]),
        ("startsWith", .startsWith, true, [[.string, .string, .bool]]),
        ("endsWith", .endsWith, true, [[.string, .string, .bool]]),
        ("matches", .matches, true, [[.string, .string, .bool]]),
        ("getDate", .date, true, clock),
        ("getDayOfMonth", .dayOfMonth, true, clock),
        ("getDayOfWeek", .dayOfWeek, true, clock),
        ("getDayOfYear", .dayOfYear, true, clock),
        ("getFullYear", .fullYear, true, clock),
        ("getHours", .hours, true, clock + [[.duration, .int]]),
        ("getMilliseconds", .milliseconds, true, clock + [[.duration, .int]]),
        ("getMinutes", .minutes, true, clock + [[.duration, .int]]),
        ("getMonth", .month, true, clock),
        ("getSeconds", .seconds, true, clock + [[.duration, .int]]),
        ("charAt", .charAt, true, [[.string, .int, .string]]),
        ("format", .format, true, [[.string, .list(.dyn), .string]]),
        ("indexOf", .indexOf, true, [[.string, .string, .int], [.string, .string, .int, .int]]),
        ("join", .join, true, [[.list(.string), .string], [.list(.string), .string, .string]]),
        ("lastIndexOf", .lastIndexOf, true, [[.string, .string, .int], [.string, .string, .int, .int]]),
        ("lowerAscii", .lowerAscii, true, texts),
        ("upperAscii", .upperAscii, true, texts),
        (
            "replace", .replace, true,
            [[.string, .string, .string, .string], [.string, .string, .string, .int, .string]]
        ),
        ("reverse", .reverse, true, texts),
        ("split", .split, true, [[.string, .string, .list(.string)], [.string, .string, .int, .list(.string)]]),
        ("substring", .substring, true, [[.string, .int, .string], [.string, .int, .int, .string]]),
        ("trim", .trim, true, texts),
    ]
}
