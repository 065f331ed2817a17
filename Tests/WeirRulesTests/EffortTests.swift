import Foundation
import Testing
import WeirRules

/// Expressions that were slow, or nested without bound, by design: each is refused with the limit's name, or takes no
/// time any more. And honest ones near the limits, which pass.
@Suite(.serialized) struct EffortTests {
    struct Input: Sendable, CustomTestStringConvertible {
        var name: String
        var text: String
        /// What it is refused with; `nil` where it passes.
        var message: String?

        var testDescription: String { name }
    }

    /// `cel.bind(v0, …, cel.bind(v1, …, body))`.
    private static func binds(_ count: Int, _ value: (Int) -> String, _ body: String) -> String {
        (0..<count).map { "cel.bind(v\($0), \(value($0)), " }.joined() + body + String(repeating: ")", count: count)
    }

    private static func list(_ count: Int, _ element: (Int) -> String) -> String {
        "[" + (0..<count).map(element).joined(separator: ",") + "]"
    }

    private static func nested(_ text: String, _ depth: Int) -> String {
        String(repeating: "[", count: depth) + text + String(repeating: "]", count: depth)
    }

    private static let tooDeep = "the values that this makes nest deeper than 128 levels"
    private static let tooMany = "the types of the expression take more than 500000 steps to find"

    private static let refused = [
        Input(
            name: "variables add up their depth",
            text: binds(100, { nested($0 == 0 ? "1" : "v\($0 - 1)", 119 - $0) }, "v99 == v99"), message: tooDeep),
        Input(
            name: "loops add up their depth",
            text: binds(50, { $0 == 0 ? "l" : "v\($0 - 1).map(x, \(nested("x", 5)))" }, "v49 == v49"), message: tooDeep),
        Input(
            name: "loops inside loops",
            text: binds(
                30, { _ in String(repeating: "l.map(x, ", count: 30) + "1" + String(repeating: ")", count: 30) },
                binds(30, { nested($0 == 0 ? "v29" : "v\($0 - 1)", 5) }, "v29")), message: tooDeep),
        Input(
            name: "what is compared is deep, what comes of it is not",
            text: "cel.bind(a, \(nested("1", 100)), \(nested("a", 100)) == any)", message: tooDeep),
        Input(
            name: "open types double",
            text: binds(
                100, { _ in "[]" }, list(99) { "v\($0) == [{v\($0 + 1)[0]: v\($0 + 1)[0]}]" } + ".size() > 5 ? v0 : v0"),
            message: tooMany),
        Input(
            name: "types by comparison",
            text: binds(
                80, { _ in "[]" }, list(79) { "v\($0) == \(nested("v\($0 + 1)", 4))" } + ".size() > 5 ? v0 : v0"),
            message: "the types of the expression nest deeper than 256 levels"),
        Input(
            name: "deep types in many places", text: list(270) { _ in nested("", 61) }, message: tooMany),
    ]

    private static let passing = [
        Input(name: "empty lists", text: list(9_990) { _ in "[]" }),
        Input(name: "empty maps", text: list(9_990) { _ in "{}" }),
        Input(name: "mixed lists", text: list(6_000) { ["[]", "[1]", "['a']", "{}"][$0 % 4] }),
        Input(name: "lists of choices", text: list(2_200) { _ in "i == 0 ? [] : [[]]" }),
        Input(name: "many names", text: "s in " + list(4_000) { "'name \($0)'" }),
        Input(name: "many comparisons", text: (0..<6_000).map { _ in "s == ''" }.joined(separator: "||")),
        Input(name: "lists of one", text: list(9_000) { "[\($0)]" }),
        Input(name: "variables", text: binds(100, { $0 == 0 ? "i" : "v\($0 - 1) + 1" }, "v99 > i")),
        Input(name: "variables of lists", text: binds(100, { $0 == 0 ? "[i]" : "[v\($0 - 1)[0] + 1]" }, "v99[0] > i")),
        Input(name: "depth", text: nested("1", 120) + " == " + nested("1", 120)),
        Input(
            name: "loops", text: "l.map(x, [x]).map(x, [x]).map(x, [x]).filter(x, x.size() > 0).exists(x, x == [[[1]]])"
        ),
        Input(
            name: "long fields",
            text: "has(m" + String(repeating: "." + String(repeating: "k", count: 500), count: 120) + ")"),
    ]

    @Test(arguments: refused + passing) func takesNoTime(_ input: Input) async throws {
        // On a stack of one megabyte, an eighth of what threads have by default.
        let (message, effort) = await withCheckedContinuation { continuation in
            let thread = Thread { continuation.resume(returning: Self.outcome(input.text)) }
            thread.stackSize = 1 << 20
            thread.start()
        }
        #expect(message == input.message)
        // It is some milliseconds where the machine is not busy, and ten times that in a debug build.
        #expect(effort.total < .seconds(1), "\(effort)")
        print("\(input.name), \(input.text.utf8.count) bytes: \(effort)")
    }

    /// What the expression is refused with, and what that took.
    private static func outcome(_ text: String) -> (message: String?, effort: Effort) {
        var effort = Effort()
        do throws(Diagnostic) {
            let parsed = try effort.measure(.parse) { () throws(Diagnostic) in try Expression.parse(text) }
            let checked = try effort.measure(.check) { () throws(Diagnostic) in try parsed.check(in: FuzzTests.schema) }
            let program = try effort.measure(.compile) { () throws(Diagnostic) in try Program(compiling: checked) }
            _ = effort.measure(.evaluate) { try? program.evaluate(with: FuzzTests.bindings) }
            return (nil, effort)
        } catch { return (error.message, effort) }
    }

    @Test func messagesAreShort() throws {
        let type = String(repeating: "[", count: 100) + "{1: 'a'}" + String(repeating: "]", count: 100)
        do {
            _ = try Expression.parse("\(type) + 1").check(in: FuzzTests.schema)
            Issue.record("no error")
        } catch { #expect(error.message.hasPrefix("'+' does not go with list(list(") && error.message.count < 250) }
    }

    @Test func longNamesAreNotLookedFor() throws {
        let name = String(repeating: "a", count: 60_000)
        do {
            _ = try Expression.parse("\(name) > 1").check(in: FuzzTests.schema)
            Issue.record("no error")
        } catch { #expect(error.message == "unknown name '\(name)'" && error.hint == nil) }
    }

    @Test func containersAreLookedIntoFromTheInside() throws {
        var schema = Schema(container: "a.b")
        schema.variable("x", .int)
        schema.variable("a.x", .string)
        #expect(try Expression.parse("x").check(in: schema).type == .string)
        #expect(try Expression.parse(".x").check(in: schema).type == .int)
        schema.variable("a.b.x", .bool)
        #expect(try Expression.parse("x").check(in: schema).type == .bool)
        schema.container = "c"
        #expect(try Expression.parse("x").check(in: schema).type == .int)
        #expect(try Expression.parse("a.x").check(in: schema).type == .string)
    }
}
