import Testing
import WeirRules

/// What the language does beyond what the conformance suite asks.
@Suite struct LanguageTests {
    static func value(_ text: String, in schema: Schema = Schema(), _ values: [Int: Value] = [:]) throws -> Value {
        let program = try Program(compiling: Expression.parse(text).check(in: schema))
        return try program.evaluate(with: DictionaryBindings(values: values))
    }

    static func error(_ text: String) -> EvaluationError.Kind? {
        do {
            _ = try value(text)
            return nil
        } catch { return (error as? EvaluationError)?.kind }
    }

    @Test(arguments: [
        ("1 + 2 * 3 - 4 / 2 % 3", "5"), ("-9223372036854775808", "-9223372036854775807 - 1"),
        ("0xFFu", "255u"), ("1e3 == 1000.0", "true"),
        ("[1, 2,] == [1, 2]", "true"), ("{'a': 1,}.a", "1"), ("'é' == 'e\\u0301'", "false"),
        ("'e\\u0301'.size()", "2"), ("'ab' < 'b' && 'B' < 'a'", "true"), ("b'\\xff' > b'\\x00\\xff'", "true"),
        ("dyn(1) in [1.0, 2.0]", "true"), ("dyn(2u) in {2: 'x'}", "true"),
        ("'x' in ['a', 'b', 'c', 'd', 'e', 'x']", "true"),
        ("dyn(3.0) in [1, 2, 3, 4, 5, 6]", "true"), ("dyn(3.5) in [1, 2, 3, 4, 5, 6]", "false"),
        ("[1, 2, 3].map(x, x > 1, x * 2)", "[4, 6]"), ("{'a': 1, 'b': 2}.map(k, k)", "['a', 'b']"),
        ("['a', 'b'].transformMap(i, v, v + string(i))", "{0: 'a0', 1: 'b1'}"),
        ("{'a': 1}.transformMapEntry(k, v, {v: k})", "{1: 'a'}"),
        ("[1, 2].transformList(i, v, i * v)", "[0, 2]"),
        ("cel.bind(x, 3, cel.bind(y, x + 1, x * y))", "12"),
        ("[[1, 2], [3]].map(l, l.map(x, x + 1))", "[[2, 3], [4]]"),
        ("[1, 2].exists(x, [2, 3].exists(y, x == y))", "true"),
        ("true ? 1 : 1 / 0", "1"), ("false && 1 / 0 > 0 || true", "true"),
        ("[0, 1].exists(x, 1 / x > 0)", "true"), ("[1, 0].all(x, 1 / x > 5)", "false"),
        ("type([]) == list && type({}) == map && type(type) == type", "true"),
        ("string(1.0)", "'1'"), ("string(1e21)", "'1e+21'"), ("string(true)", "'true'"), ("int('-7')", "-7"),
        ("int('+5')", "5"), ("double('+1.5')", "1.5"), ("double('+INF') == double('Infinity')", "true"),
        ("double('nan') == double('NaN')", "false"), ("double('-inFinity') < -1.7e308", "true"), ("uint('5')", "5u"),
        ("string(duration('1m1ms'))", "'60.001s'"), ("duration('1.5h') == duration('90m')", "true"),
        ("int(duration('-1h30m'))", "-5400"),
        ("string(timestamp('2024-02-29T23:59:60Z'.replace('60', '59')))", "'2024-02-29T23:59:59Z'"),
        ("timestamp('2026-01-01T00:00:00+08:00')", "timestamp('2025-12-31T16:00:00Z')"),
        ("timestamp('2024-12-31T12:00:00Z').getDayOfYear()", "365"),
        ("timestamp('2026-07-01T00:00:00Z').getHours('America/New_York')", "20"),
        ("timestamp('2090-07-01T00:00:00Z').getHours('America/New_York')", "20"),
        ("timestamp('2090-01-01T00:00:00Z').getHours('Europe/Berlin')", "1"),
        ("'a,b,,c'.split(',')", "['a', 'b', '', 'c']"), ("'a,b,c'.split(',', 2)", "['a', 'b,c']"),
        ("'héy'.split('')", "['h', 'é', 'y']"), ("'aaa'.replace('a', 'b', 2)", "'bba'"),
        ("'ab'.replace('', '-')", "'-a-b-'"),
        ("'%s|%d|%x|%o|%b|%e'.format(['s', 5u, -255, 8, 5, 12345.678])", "'s|5|-ff|10|101|1.234568e+04'"),
        ("'%s'.format([b'a\\xff\\xfeb'])", "'a\\ufffdb'"), ("strings.quote('a\"b')", "'\"a\\\\\"b\"'"),
        ("'abcabc'.lastIndexOf('abc', 2)", "0"), ("'x'.lastIndexOf('xyz')", "-1"),
    ])
    func gives(_ text: String, _ expected: String) throws {
        #expect(ConformanceValue.isSame(try Self.value(text), try Self.value(expected)), "\(text)")
    }

    @Test(arguments: [
        ("9223372036854775807 + 1", EvaluationError.Kind.overflow), ("1 / 0", .divisionByZero),
        ("1 % 0", .divisionByZero),
        ("{'a': 1}['b']", .noSuchKey), ("{'a': 1, 'a': 2}", .repeatedKey), ("[1][1]", .invalidArgument),
        ("int('x')", .outOfRange), ("timestamp('2023-02-29T00:00:00Z')", .outOfRange), ("duration('1')", .outOfRange),
        ("uint('+5')", .outOfRange), ("uint('-0')", .outOfRange), ("int('++5')", .outOfRange),
        ("int('+')", .outOfRange), ("int(' 5')", .outOfRange), ("double('1e400')", .outOfRange),
        ("double('-1e400')", .outOfRange),
        ("double('++1')", .outOfRange), ("double('')", .outOfRange), ("uint('')", .outOfRange),
        ("['Mars/Olympus'].all(z, timestamp(0).getHours(z) > 0)", .invalidArgument), ("'a'.charAt(2)", .outOfRange),
        ("[1, 2].all(x, 1 / (x - 1) > 0)", .divisionByZero), ("dyn(1) + dyn('a')", .noSuchOverload),
        ("string(b'\\xff')", .invalidArgument),
        ("'%s'.format([])", .invalidArgument), ("'%q'.format([1])", .invalidArgument),
    ])
    func fails(_ text: String, _ kind: EvaluationError.Kind) { #expect(Self.error(text) == kind, "\(text)") }

    @Test func errorsSayWhere() throws {
        do {
            _ = try Self.value("1 +\n  int('x')")
            Issue.record("no error")
        } catch let error as EvaluationError {
            #expect(error.description == "2:3: 'x' is no int, or out of its range")
        }
    }

    @Test func constantsAreComputedOnce() throws {
        var schema = Schema()
        schema.variable("x", .int)
        for (text, size) in [
            ("x > 2 + 3 * 4", 1), ("[1, 2, 3].map(y, y * 2).size() < x", 1), ("x > 1 && 1 < 2", 3),
            ("1 < 2 || x > 1", 1), ("1 < 2 ? x : 5", 1), ("'a' + 'b' == 'ab'", 1),
        ] {
            let program = try Program(compiling: Expression.parse(text).check(in: schema))
            #expect(program.size == size, "\(text): \(program.size)")
        }
    }

    @Test func functionsOfTheSchema() throws {
        var schema = Schema(container: "risk")
        schema.variable("risk.limit", .int)
        schema.record("window", ["count": .int])
        schema.function("payee.received", [.string], .record("window")) { (arguments) throws(EvaluationError) in
            guard case .string(let span) = arguments[0], span == "24h" else {
                throw EvaluationError(message: "no window of that length")
            }
            return .map(ValueMap([(.string("count"), .int(7))]) ?? ValueMap())
        }
        schema.function("risk.twice", [.int], .int, isPure: true) { (arguments) throws(EvaluationError) in
            guard case .int(let number) = arguments[0] else { return .null }
            return .int(number * 2)
        }
        schema.function("plus", [.int, .int], .int, isMethod: true) { (arguments) throws(EvaluationError) in
            guard case .int(let a) = arguments[0], case .int(let b) = arguments[1] else { return .null }
            return .int(a + b)
        }
        let values: [Int: Value] = [0: .int(5)]
        #expect(try Self.value("payee.received('24h').count > limit", in: schema, values) == .bool(true))
        #expect(try Self.value("twice(limit).plus(1)", in: schema, values) == .int(11))
        #expect(try Self.value("twice(21)", in: schema) == .int(42))
        #expect(throws: EvaluationError.self) { try Self.value("payee.received('1h').count", in: schema) }
        #expect(throws: Diagnostic.self) { try Self.value("payee.received('24h').sum", in: schema) }
    }

    @Test func featuresBecomeSlots() throws {
        var schema = Schema()
        schema.variable("limit", .int)
        schema.record("window", ["count": .int, "sum": .double])
        schema.feature("payee.received", [.string], .record("window")) { (arguments, field) throws(EvaluationError) in
            guard arguments == [.string("24h")] else { throw EvaluationError(message: "no window of that length") }
            return field == "count" ? 7 : 8
        }
        let text = "payee.received('2' + '4h').count > 3 && payee.received('24h').sum > 2.5"
        let program = try Program(compiling: Expression.parse(text).check(in: schema))
        #expect(program.slots == [7, 8] && program.size == 3)
        var features = FeatureVector(count: 9)
        features.set(7, int: 4)
        features.set(8, double: 2.6)
        #expect(try program.holds(with: features))
        for wrong in [
            "payee.received('1h').count > 3", "payee.received('24h').avg > 3.0", "payee.received('24h') == {}",
            "payee.received(string(limit)).count > 3", "payee.received().count > 3",
        ] {
            #expect(throws: Diagnostic.self, "\(wrong)") {
                try Program(compiling: Expression.parse(wrong).check(in: schema))
            }
        }
    }

    @Test func missingValuesMatterOnlyWhereNeeded() throws {
        var schema = Schema()
        schema.variable("payment.remark", .string)
        schema.variable("payment.amount", .double)
        let program = try Program(
            compiling: Expression.parse("payment.amount > 5.0 || payment.remark == 'x'").check(in: schema))
        var features = FeatureVector(count: 2)
        features.set(1, double: 7)
        #expect(try program.holds(with: features))
        features.set(1, double: 3)
        do {
            _ = try program.holds(with: features)
            Issue.record("no error")
        } catch { #expect(error.kind == .unbound && error.description == "1:33: 'payment.remark' has no value") }
        let has = try Program(compiling: Expression.parse("has(payment.remark)").check(in: schema))
        #expect(try !has.holds(with: features))
        features.set(0, .string("lunch"))
        #expect(try has.holds(with: features))
        features.set(0, nil)
        #expect(try !has.holds(with: features))
    }

    @Test(arguments: [
        (String(repeating: " ", count: 70_000), "the expression has 70000 bytes; at most 65536 are allowed"),
        ("[" + String(repeating: "1,", count: 25_000) + "1]", "the expression has more than 20000 parts"),
        (String(repeating: "(", count: 200), "the expression nests deeper than 128 levels"),
        (String(repeating: "-", count: 200) + "x", "the expression nests deeper than 128 levels"),
        ("1" + String(repeating: " + 1", count: 200), "the expression nests deeper than 128 levels"),
    ])
    func limitsAreNamed(_ text: String, _ message: String) {
        do {
            _ = try Expression.parse(text)
            Issue.record("no error")
        } catch { #expect(error.message == message) }
    }

    @Test func stepsAreCounted() throws {
        var schema = Schema()
        schema.variable("l", .list(.int))
        let program = try Program(
            compiling: Expression.parse("l.all(x, l.all(y, x + y >= 0)) || size(l) == 100").check(in: schema))
        let bindings = DictionaryBindings(values: [0: .list((0..<100).map { .int($0) })])
        #expect(try program.evaluate(with: bindings) == .bool(true))
        do {
            _ = try program.evaluate(with: bindings, steps: 1_000)
            Issue.record("no error")
        } catch { #expect(error.kind == .tooLong) }
    }
}
