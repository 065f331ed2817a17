import Foundation
import Testing
import WeirRules

/// Patterns and evaluations that were slow by design, and honest ones near the limits.
@Suite(.serialized) struct EffortPatternTests {
    struct Input: Sendable, CustomTestStringConvertible {
        var name: String
        var text: String
        /// What compiling it is refused with.
        var message: String?
        /// Whether evaluating it takes too many steps.
        var isTooLong = false

        var testDescription: String { name }
    }

    private static func list(_ count: Int, _ element: (Int) -> String) -> String {
        "[" + (0..<count).map(element).joined(separator: ",") + "]"
    }

    private static func text(_ count: Int, _ part: (Int) -> String) -> String {
        (0..<count).map(part).joined()
    }

    /// A character of its own for each number.
    private static func han(_ number: Int) -> String {
        Unicode.Scalar(UInt32(0x4E00 + number)).map { String($0) } ?? ""
    }

    /// A condition that is asked some six million times.
    private static func loops(_ condition: String) -> String {
        "l.all(x, l.all(y, l.all(z, l.all(w, \(condition)))))"
    }

    private static let tooMuch = "the patterns of one expression take more than 1000000 units of work to compile"

    private static let refused = [
        Input(name: "many patterns", text: list(3_000) { "s.matches('\($0)')" }, message: tooMuch),
        Input(name: "classes written out", text: list(1_000) { _ in "s.matches('\\\\pL{1,900}x')" }, message: tooMuch),
        Input(name: "each another", text: list(1_000) { "s.matches('[\\\\d\\\\pL]{1,900}\($0)')" }, message: tooMuch),
        Input(name: "choices written out", text: list(1_000) { _ in "s.matches('(.|a){1,900}x')" }, message: tooMuch),
        Input(
            name: "classes in both cases",
            text: "s.matches('(?i)\(text(200) { "[\(han($0))\\\\pL\\\\pN]" })')", message: tooMuch),
    ]

    private static let tooLong = [
        Input(name: "folded when it runs", text: loops("s.matches('(?i)[\\\\pL]' + string(y)) || x >= 0")),
        Input(name: "many states", text: loops("s.matches('(a|b|c){0,90}' + string(y)) || x >= 0")),
        Input(name: "no table", text: loops("!s.matches('([\\\\pL\\\\d ]?){1,1000}\\\\b9')")),
        Input(
            name: "spans of many parts",
            text: loops("duration('\(text(120) { _ in "1s" })' + string(x) + 's') > duration('1s')")),
        Input(name: "unknown zones", text: loops("t.getHours('Asia/X' + string(x)) == 1 || x >= 0")),
        Input(name: "zones", text: loops("t.getHours('Asia/' + 'Tokyo' + string(x).substring(1)) > 0 || x >= 0")),
        Input(
            name: "long decimals",
            text: "'\(text(5_000) { _ in "%.99f" })'.format([\(text(5_000) { _ in "1e308," })1]) == s"),
        Input(name: "replaced", text: "s" + text(6) { _ in ".replace('', s)" } + " == s"),
        Input(name: "absorbed on one side", text: loops("1 / (x - x) > 1 || x >= 0")),
        Input(name: "absorbed by loops", text: "l.all(x, l.all(y, l.all(z, 1 / (x - x) > 1))) || i < 0"),
    ].map { (input: Input) in
        var input = input
        input.isTooLong = true
        return input
    }

    private static let passing = [
        Input(name: "a thousand times", text: "s.matches('.{1,1000}\\\\pL{1,1000}') == 'o'.matches('\\\\pL{1,1000}')"),
        Input(name: "nine hundred patterns", text: list(900) { "s.matches('\($0)')" }),
        Input(
            name: "lists of words",
            text: list(100) { i in "s.matches('(?i)\((0..<20).map { "word\($0)" }.joined(separator: "|"))|\(i)')" }),
        Input(name: "many words", text: "s.matches('(?i)\(text(500) { "word\($0)|" })x')"),
        Input(name: "many characters", text: "s.matches('(?i)[\(text(1_300) { han($0 * 2) })]')"),
        Input(
            name: "doubles in a list",
            text: "l.all(x, l.all(y, !(dyn(double(x) + 0.5) in \(list(7_000) { "\($0)" }))))"),
        Input(name: "a long text", text: "'\(text(60_000) { _ in "a" })'.matches('(?i)(a|b)*c$')"),
        Input(name: "texts", text: "l.all(x, l.all(y, s.reverse().upperAscii().replace('L', 'xx').charAt(3) != s))"),
    ]

    @Test(arguments: refused + tooLong + passing) func takesNoTime(_ input: Input) {
        var effort = Effort()
        do throws(Diagnostic) {
            let parsed = try effort.measure(.parse) { () throws(Diagnostic) in try Expression.parse(input.text) }
            let checked = try effort.measure(.check) { () throws(Diagnostic) in try parsed.check(in: FuzzTests.schema) }
            let program = try effort.measure(.compile) { () throws(Diagnostic) in try Program(compiling: checked) }
            #expect(input.message == nil)
            let result = effort.measure(.evaluate) { Result { try program.evaluate(with: FuzzTests.bindings) } }
            if case .failure(let error) = result {
                #expect(input.isTooLong && (error as? EvaluationError)?.kind == .tooLong, "\(error)")
            } else {
                #expect(!input.isTooLong)
            }
        } catch { #expect(error.message == input.message) }
        // It is some twenty milliseconds where the machine is not busy, and ten times that in a debug build.
        #expect(effort.total < .seconds(1), "\(effort)")
        print("\(input.name), \(input.text.utf8.count) bytes: \(effort)")
    }

    /// The value of an expression over two texts; its error's kind where it has none.
    private static func value(_ expression: String, _ text: String, _ other: String) throws -> String {
        let program = try Program(compiling: Expression.parse(expression).check(in: schema))
        do throws(EvaluationError) {
            let bindings = DictionaryBindings(values: [0: .string(text), 1: .string(other)])
            guard case .string(let result) = try program.evaluate(with: bindings) else { return "" }
            return result
        } catch { return error.kind.rawValue }
    }

    private static let schema: Schema = {
        var schema = Schema()
        schema.variable("a", .string)
        schema.variable("b", .string)
        return schema
    }()

    /// Where code points are searched, cut and counted as bytes, what comes of it is the same.
    @Test func textsAreCountedByCodePoints() throws {
        var random = SplitMix(state: 11)
        for _ in 0..<400 {
            func word(_ most: Int) -> [Unicode.Scalar] {
                (0..<Int.random(in: 0...most, using: &random)).map { _ in
                    ["a", "b", "é", "e\u{301}", "収", "😀", "\u{301}"].randomElement(using: &random)?.unicodeScalars.first
                        ?? "a"
                }
            }
            func string(_ scalars: some Sequence<Unicode.Scalar>) -> String {
                String(String.UnicodeScalarView(scalars))
            }
            let (a, b) = (word(9), word(2))
            let (text, sought) = (string(a), string(b))
            let places = b.count <= a.count ? (0...(a.count - b.count)).filter { a[$0...].starts(with: b) } : []
            let at = Int.random(in: 0...10, using: &random)
            let first = places.first { $0 >= at } ?? -1
            let last = places.last { $0 <= at } ?? -1
            let isIn = at <= a.count
            let expected: [(String, String)] = [
                ("string(a.indexOf(b, \(at)))", isIn ? String(first) : "outOfRange"),
                ("string(a.lastIndexOf(b, \(at)))", isIn ? String(last) : "outOfRange"),
                ("string(a.indexOf(b)) + ' ' + string(a.lastIndexOf(b))", "\(places.first ?? -1) \(places.last ?? -1)"),
                ("a.charAt(\(at))", isIn ? string(a.dropFirst(at).prefix(1)) : "outOfRange"),
                ("a.substring(\(at))", isIn ? string(a.dropFirst(at)) : "outOfRange"),
                ("a.substring(0, \(at))", isIn ? string(a.prefix(at)) : "outOfRange"),
                ("a.reverse()", string(a.reversed())), ("string(a.size())", String(a.count)),
                ("a.split('').join('|')", a.map { String($0) }.joined(separator: "|")),
                ("a.replace('', b, 2)", string(b + a.prefix(1) + (a.isEmpty ? [] : b) + a.dropFirst(1))),
                ("string(a.endsWith(b))", String(b.isEmpty || places.last == a.count - b.count)),
                ("'%s-%d'.format([a, 1])", text + "-1"),
            ]
            for (expression, result) in expected {
                let found = try Self.value(expression, text, sought)
                #expect(found.unicodeScalars.elementsEqual(result.unicodeScalars), "\(expression): \(text), \(sought)")
            }
        }
    }

    @Test(arguments: [
        ("dyn(2.0) in [1, 2, 3, 4, 5, 6]", true), ("dyn(2.5) in [1, 2, 3, 4, 5, 6]", false),
        ("dyn(9007199254740992.0) in [9007199254740993, 2, 3, 4, 5]", true),
        ("dyn(-0.0) in [0u, 1u, 2u, 3u, 4u]", true), ("duration('1h2m3ms4us5ns') == duration('3720003004005ns')", true),
        ("duration('1.5m') == duration('90s')", true), ("duration('-2h45m') == duration('-165m')", true),
    ])
    func decides(_ text: String, _ holds: Bool) throws {
        let program = try Program(unchecked: Expression.parse(text), in: Schema())
        #expect(try program.holds(with: NoBindings()) == holds)
    }

    @Test(arguments: ["9223372036854775808s", "9223372036854775808.5s", "1x", "s", "1", "", "5", "1s2"])
    func isNoSpan(_ text: String) throws {
        let program = try Program(unchecked: Expression.parse("duration('\(text)')"), in: Schema())
        #expect(throws: EvaluationError.self) { try program.evaluate(with: NoBindings()) }
    }

    /// What takes at the least so many steps, and does with twice as many.
    @Test(arguments: [
        ("s.matches('(?i)[\\\\pL]' + string(u))", 3_000), ("s.matches('l' + string(u))", 125),
        ("s.matches('([\\\\pL\\\\d ]?){1,1000}\\\\b9')", 8_000), ("s.matches('^h(é|e)llo')", 1),
        ("duration('\(String(repeating: "1s", count: 120))' + s.substring(0, 0)) > duration('1s')", 120),
        ("double(s.substring(0, 0) + '\(String(repeating: "1", count: 300))') > 1.0", 150),
        ("t.getHours('Asia/Tokyo' + s.substring(0, 0)) > 0", 400),
        ("t.getHours('+08:00' + s.substring(0, 0)) > 0", 32),
        ("'%.99f'.format([d]) == s", 199), ("1 / (i + 3) > 1 || i < 0", 30), ("i < 0 || 1 / (i + 3) > 1", 0),
        ("1 / (i + 3) > 1 && i > 0", 30), ("l.exists(x, 1 / (x - x) > 1 || x == 49)", 3_000),
        ("!l.all(x, 1 / (x - x) > 1 && x < 49)", 3_000),
    ])
    func takesSteps(_ text: String, _ least: Int) throws {
        let program = try Program(compiling: Expression.parse(text).check(in: FuzzTests.schema))
        _ = try program.evaluate(with: FuzzTests.bindings, steps: 50 + least * 2)
        guard least > 0 else { return }
        #expect { try program.evaluate(with: FuzzTests.bindings, steps: least - 1) } throws: {
            ($0 as? EvaluationError)?.kind == .tooLong
        }
    }
}
