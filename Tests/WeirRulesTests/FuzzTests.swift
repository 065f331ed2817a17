import Foundation
import Testing
import WeirRules

/// Random and mutated expressions: nothing may trap, and nothing may take long.
@Suite(.serialized) struct FuzzTests {
    static let schema: Schema = {
        var schema = Schema(container: "a.b")
        schema.variable("i", .int)
        schema.variable("u", .uint)
        schema.variable("d", .double)
        schema.variable("s", .string)
        schema.variable("l", .list(.int))
        schema.variable("m", .map(.string, .dyn))
        schema.variable("t", .timestamp)
        schema.variable("any", .dyn)
        schema.variable("a.b.c", .bool)
        schema.record("window", ["count": .int, "sum": .double])
        schema.variable("w", .record("window"))
        return schema
    }()

    static let bindings = DictionaryBindings(values: [
        0: .int(-3), 1: .uint(7), 2: .double(2.5), 3: .string("héllo wörld"), 4: .list((0..<50).map { .int($0) }),
        5: .map(ValueMap([(.string("k"), .int(1)), (.string("x"), .list([]))]) ?? ValueMap()),
        6: .timestamp(Timestamp("2009-02-13T23:31:30Z") ?? Timestamp(seconds: 0)!), 7: .null, 8: .bool(true),
    ])

    /// Inputs, 200,000 by default; `WEIR_FUZZ` asks for more, `WEIR_FUZZ_SEED` for others than those of a run before.
    static let rounds = ProcessInfo.processInfo.environment["WEIR_FUZZ"].flatMap { Int($0) } ?? 200_000
    static let seed = ProcessInfo.processInfo.environment["WEIR_FUZZ_SEED"].flatMap { UInt64($0) } ?? 20_260_101

    @Test func nothingTraps() {
        var random = SplitMix(state: Self.seed)
        let (maker, typed, patterns) = (ExpressionMaker(), TypedMaker(), PatternMaker())
        var pool = FuzzPool(ExpressionMaker.seeds)
        var counts = (parsed: 0, checked: 0, evaluated: 0)
        var slowest = Slowest()
        var slow = 0
        for round in 0..<Self.rounds {
            var text: String
            switch round % 8 {
            case 0: text = maker.mutated(pool.pick(&random), &random)
            case 1: text = maker.mutated(maker.random(&random), &random)
            case 2: text = maker.random(&random)
            case 3: text = maker.mutated(typed.random(&random), &random)
            case 4: text = patterns.random(&random)
            case 5: text = round % 16 == 5 ? maker.mutated(patterns.random(&random), &random) : pool.spliced(&random)
            default: text = typed.random(&random)
            }
            if text.utf8.count > 20_000 { text = String(text.prefix(20_000)) }
            var effort = Effort()
            let end = Self.tryOut(text, &counts, &effort)
            pool.note(text, end, &random)
            if effort.total > .milliseconds(50), Self.isSlow(text) { slow += 1 }
            slowest.note(effort, text)
        }
        print(
            "\(Self.rounds) inputs: \(counts.parsed) parse, \(counts.checked) fit the schema,",
            "\(counts.evaluated) have a value, \(pool.signs) signs in \(pool.texts.count) texts kept;",
            "\(slow) took more than \(Self.loopsAllowed) times as long as a plain loop that is stopped",
            "(\(Self.least(Self.plainLoop) / .milliseconds(1)) ms); the slowest:\n\(slowest.lines)")
        #expect(counts.parsed > Self.rounds / 4)
        #expect(counts.checked > Self.rounds / 4)
        #expect(counts.evaluated > Self.rounds / 10)
        #expect(slow == 0)
    }

    /// A loop of the simplest steps that runs into the limit of steps, and how many times longer an input may take: a
    /// limit in milliseconds would say how fast the machine is.
    private static let plainLoop = "l.all(x, l.all(y, l.all(z, l.all(w, [true].size() == 1))))"
    private static let loopsAllowed = 15

    /// Whether an input takes too long each time; what else the machine does makes single times longer, never shorter.
    private static func isSlow(_ text: String) -> Bool { least(text) > least(plainLoop) * loopsAllowed }

    private static func least(_ text: String) -> Duration {
        (0..<3).map { _ in
            var counts = (parsed: 0, checked: 0, evaluated: 0)
            var effort = Effort()
            tryOut(text, &counts, &effort)
            return effort.total
        }.min() ?? .zero
    }

    /// - Returns: what became of it: a message, or types.
    @discardableResult
    static func tryOut(
        _ text: String, _ counts: inout (parsed: Int, checked: Int, evaluated: Int), _ effort: inout Effort
    ) -> String {
        do throws(Diagnostic) {
            let parsed = try effort.measure(.parse) { () throws(Diagnostic) in try Expression.parse(text) }
            counts.parsed += 1
            let loose = effort.measure(.compile) {
                Result { () throws(Diagnostic) in try Program(unchecked: parsed, in: schema) }
            }
            let other = effort.measure(.evaluate) { loose.map { outcome($0) } }
            let checked = try effort.measure(.check) { () throws(Diagnostic) in try parsed.check(in: schema) }
            counts.checked += 1
            let program = try effort.measure(.compile) { () throws(Diagnostic) in try Program(compiling: checked) }
            let found = effort.measure(.evaluate) { outcome(program) }
            if let value = found.value { #expect(checked.type.admits(value), "\(text): \(value)") }
            counts.evaluated += found.value == nil ? 0 : 1
            // Instructions chosen by type must give what those that look at their operands give.
            if case .success(let other) = other {
                #expect(found.agrees(with: other), "\(text): \(found), \(other)")
            }
            let kind = found.kind.map { "\($0)" } ?? ""
            return "\(checked.type) \(found.value.map { "\($0.type)" } ?? kind)"
        } catch {
            _ = error.rendered
            return error.message
        }
    }

    struct Outcome {
        var value: Value?
        var kind: EvaluationError.Kind?

        func agrees(with other: Outcome) -> Bool {
            // Steps are counted differently, and which of two errors comes first is open.
            if kind == .tooLong || other.kind == .tooLong { return true }
            guard let value, let second = other.value else { return value == nil && other.value == nil }
            return ConformanceValue.isSame(value, second)
        }
    }

    private static func outcome(_ program: Program) -> Outcome {
        do {
            let value = try program.evaluate(with: bindings)
            if case .bool(let holds) = value { #expect((try? program.holds(with: bindings)) == holds) }
            return Outcome(value: value)
        } catch { return Outcome(kind: error.kind) }
    }

    /// Inputs that ask for as much time, depth or memory as possible.
    @Test func greedyExpressionsStop() {
        let nest = { (open: String, close: String, count: Int) in
            String(repeating: open, count: count) + "1" + String(repeating: close, count: count)
        }
        let loop = String(repeating: "l.map(x, ", count: 30) + "1" + String(repeating: ")", count: 30)
        let binds = (0..<100).map { "cel.bind(v\($0 + 1), v\($0) + v\($0), " }.joined()
        let lists = (0..<100).map { "cel.bind(v\($0 + 1), [v\($0), v\($0)], " }.joined()
        let close = String(repeating: ")", count: 101)
        let inputs = [
            nest("(", ")", 120), nest("[", "]", 120), nest("{1:", "}", 120), nest("-(", ")", 120),
            nest("[0, [", "]]", 60),
            nest("int(", ")", 120), nest("[0].map(x, ", ")", 120), nest("true ? 1 : (", ")", 60),
            nest("1 + (", ")", 120),
            nest("cel.bind(x, 1, ", ")", 120), nest("l[", "]", 120), nest("!(true && ", ")", 60),
            nest("s.charAt(", ")", 120),
            nest("'%s'.format([", "])", 60), nest("(", ")", 30_000), nest("[", "]", 30_000), nest("{1:", "}", 20_000),
            nest("-(", ")", 20_000),
            nest("f(", ")", 20_000), nest("a[", "]", 20_000), nest("true?", ":1", 10_000),
            String(repeating: "!", count: 60_000) + "true", String(repeating: "a.", count: 30_000) + "a",
            String(repeating: "1+", count: 30_000) + "1", String(repeating: "true||", count: 10_000) + "true",
            String(repeating: "i==1||", count: 10_000) + "true", String(repeating: "[1]==[1]||", count: 6_000) + "c",
            String(repeating: "1/0>1||", count: 8_000) + "c",
            "[" + String(repeating: "1,", count: 19_000) + "1] == [" + String(repeating: "2,", count: 900) + "1]",
            loop, "l.map(a, l.map(b, l.map(c, l.map(d, l.map(e, a + b + c + d + e)))))",
            "l.exists(a, l.exists(b, l.exists(c, l.exists(d, l.exists(e, a + b + c + d + e < 0)))))",
            "cel.bind(v0, 'aaaaaaaaaaaaaaaa', " + binds + "v100" + close,
            "cel.bind(v0, [1], " + lists + "v100 == v99" + close,
            "cel.bind(v0, [1], " + lists + "v100 == v100" + close,
            "cel.bind(v0, [1], " + lists + "'%s'.format([v100])" + close,
            "cel.bind(v0, 'x', " + binds + "v100.replace('', v99)" + close,
            "s.replace('', s).replace('', s).replace('', s).replace('', s).replace('', s).replace('', s)",
            "s.matches('((((a{1000}){1000}){1000}){1000})')", "s.matches('(((){1000}){1000}){1000}')",
            "s.matches('" + String(repeating: "(a?){20}", count: 50) + "b')",
            "l.all(x, s.matches(string(x) + '(\\\\pL{1,100}){1,9}'))",
            "l.all(x, l.all(y, s.matches('(\\\\pL|.){500}' + string(x))))",
            "'" + String(repeating: "a", count: 30_000) + "'.matches('" + String(repeating: "a*", count: 2_000) + "b')",
            "'" + String(repeating: "a", count: 30_000) + "'.contains('" + String(repeating: "a", count: 15_000)
                + "b')",
            "'" + String(repeating: "ab", count: 30_000) + "'.split('').size()",
            "'" + String(repeating: "a,", count: 30_000) + "'.split(',').map(x, x + x).join(',').size()",
            "'%.100f'.format([1e308])", "'%.99999999999999999999f'.format([1.0])",
            loops("'%.100f'.format([1e308 / double(y + 1)]) == s"), loops("string(t) == s"),
            loops("timestamp(string(t)) == t"),
            loops("string(double(y) / 7.0) == s"),
            loops("double(string(y)) > 3.0 && duration(string(y) + 's') > t - t"),
            loops("t.getHours('Asia/' + 'Shanghai') == x && t.getDate(s) == y"), loops("s.matches(string(y) + '+')"),
            loops("{string(x): y, string(y) + 'a': x} == m"),
            loops("s.split('').join('-').upperAscii().reverse() == s"),
            loops("s.replace('l', s).replace('l', s).replace('l', s).size() > y"),
            loops("[x, y, x, y] == [y, x, y, x]"),
            loops("'%s %s'.format([m, l]) == s"), loops("s.lastIndexOf('w') == y && s.charAt(3) == 'x'"), loops("true"),
            "s.matches('.{1,900}([b-z]|"
                + (0x4E00..<0x4E90).map { String(Unicode.Scalar($0) ?? "a") }.joined(separator: "|") + ")')",
            "s.matches('(?i)" + String(repeating: "\\\\pL", count: 1_000) + "')",
            "s.matches('" + String(repeating: "[^\\\\pL\\\\pN]", count: 400) + "')",
            loops("s.matches('(?i)" + String(repeating: "\\\\pL", count: 1_000) + "' + string(y))"),
            loops("s.matches('(?i)" + String(repeating: "[\\\\pL]", count: 100) + "' + string(y))"),
            "s.substring(-9223372036854775808)", "[1][9223372036854775807]", "l[-9223372036854775807 - 1]",
            "duration('9223372036.9s') + duration('9223372036.9s')", "t - duration('9223372036s')",
            "int(1e308) + int(-1e308)", "uint(-1.0)", "-9223372036854775808 / -1", "-9223372036854775808 % -1",
            "timestamp(9223372036854775807)", "timestamp('9999-12-31T23:59:59-23:59')", "string(t).getHours()",
        ]
        func loops(_ body: String) -> String {
            "l.all(x, l.all(y, l.all(z, l.all(w, [\(body)].size() == 1))))"
        }
        // On a stack of one megabyte, an eighth of what threads have by default.
        let done = DispatchSemaphore(value: 0)
        let thread = Thread {
            for input in inputs { Self.tryInTime(input) }
            done.signal()
        }
        thread.stackSize = 1 << 20
        thread.start()
        done.wait()
    }

    private static func tryInTime(_ input: String) {
        var counts = (parsed: 0, checked: 0, evaluated: 0)
        var effort = Effort()
        tryOut(input, &counts, &effort)
        if effort.total > .milliseconds(100) { print("\(effort): \(input.prefix(80))") }
        #expect(effort.total < .seconds(2), "\(effort): \(input.prefix(80))")
    }
}

extension ValueType {
    /// Whether a value is of this type, as far as can be seen.
    func admits(_ value: Value) -> Bool {
        switch (self, value) {
        case (.dyn, _), (.list, .list), (.map, .map), (.record, .map), (.type, .type): true
        case (.timestamp, .null), (.duration, .null), (.record, .null): true
        default: self == value.type
        }
    }
}

struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
