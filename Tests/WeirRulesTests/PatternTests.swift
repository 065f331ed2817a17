import Testing
import WeirRules

/// Regular expressions, each as a table (a constant pattern) and as a walk over states (a pattern made at run time).
@Suite struct PatternTests {
    static let schema: Schema = {
        var schema = Schema()
        schema.variable("text", .string)
        schema.variable("pattern", .string)
        return schema
    }()

    static let walking = Result {
        () throws(Diagnostic) in try Program(compiling: Expression.parse("text.matches(pattern)").check(in: schema))
    }

    /// What both ways say; nil when they differ, or the pattern is none.
    static func matches(_ pattern: String, _ text: String) throws -> Bool? {
        let bindings = DictionaryBindings(values: [0: .string(text), 1: .string(pattern)])
        guard let walked = try? walking.get().holds(with: bindings) else { return nil }
        let quoted = pattern.unicodeScalars.map { "\\U" + hexadecimal($0.value) }.joined()
        let program = try Program(compiling: Expression.parse("text.matches('\(quoted)')").check(in: schema))
        return try program.holds(with: bindings) == walked ? walked : nil
    }

    private static func hexadecimal(_ value: UInt32) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }

    @Test(
        arguments: [
            ("abc", ["xabcx", "abc"], ["ab", ""]), ("^abc$", ["abc"], ["abcd", "xabc", "abc\n"]),
            ("a|b|", ["", "x"], []), ("^(a|bc)+$", ["abca", "bc"], ["", "b", "abb"]),
            ("^a{2,3}$", ["aa", "aaa"], ["a", "aaaa"]), ("^a{2,}$", ["aa", "aaaaa"], ["a"]),
            ("^a{2}$", ["aa"], ["aaa"]),
            ("^a{,2}$", ["a{,2}"], ["a"]), ("^x*?y+?z??$", ["y", "xxyyz"], ["xz"]),
            ("^.$", ["a", "é", "😀"], ["\n", ""]),
            ("(?s)^.$", ["\n"], []), ("(?i)^straße$", ["STRAßE"], ["STRASSE"]), ("(?i)k", ["K", "\u{212A}"], []),
            ("(?i:a)b", ["Ab", "ab"], ["AB"]), ("a(?i)b", ["aB"], ["Ab"]),
            ("(?m)^b$", ["a\nb\nc", "b"], ["ab", "bc"]),
            ("\\bcat\\b", ["a cat.", "cat"], ["concat", "cats"]), ("\\Bcat", ["concat"], ["cat"]),
            ("\\Aa\\z", ["a"], ["ba", "ab"]),
            ("^[a-cx-z]+$", ["abcxyz"], ["d"]), ("^[^a-c]$", ["d", "\n"], ["a"]), ("^[]a]+$", ["]a"], ["b"]),
            ("^[a\\-z]+$", ["a-z"], ["b"]), ("^[a-]+$", ["a-"], ["b"]), ("^[[:alpha:]_]+$", ["ab_"], ["1"]),
            ("^[[:^digit:]]$", ["a"], ["1"]), ("^[\\d\\s]+$", ["1 2"], ["a"]),
            ("^\\w+\\W\\D\\S$", ["ab-xy"], ["ab_x1"]),
            ("^\\p{Lu}\\pL+$", ["Éa", "Ab"], ["ab", "A1"]), ("^\\p{Han}+$", ["收款"], ["usdt", "か"]),
            ("^\\P{Han}+$", ["usdt"], ["收"]),
            ("^\\p{^L}$", ["1"], ["a"]), ("^\\x41\\x{1F600}\\101\\t$", ["A😀A\t"], ["A"]),
            ("^\\Qa.b\\E+$", ["a.bb"], ["axb"]),
            ("^(?P<name>a)(?<other>b)(?:c)$", ["abc"], ["ab"]), ("^((a*)*)*b$", ["aaaab", "b"], ["aaaac"]),
            ("^(a?){30}a{30}$", [String(repeating: "a", count: 30)], [String(repeating: "a", count: 29)]),
            ("^\\.\\*\\+\\?\\(\\)\\[\\]\\{\\}\\|\\^\\$\\\\$", [".*+?()[]{}|^$\\"], ["a"]), ("", ["", "x"], []),
            ("$^", [""], ["x"]),
            ("[1１][0-9０-９]{10}", ["12345678901", "１2345678901"], ["1234567890"]), ("(^a|b)c", ["ac", "xbc"], ["xac"]),
        ] as [(String, [String], [String])])
    func decides(_ pattern: String, _ yes: [String], _ no: [String]) throws {
        for text in yes { #expect(try Self.matches(pattern, text) == true, "\(pattern) on \(text)") }
        for text in no { #expect(try Self.matches(pattern, text) == false, "\(pattern) on \(text)") }
    }

    @Test(arguments: [
        "(", ")", "a)", "(a", "[", "[a", "[b-a]", "*a", "+", "a**", "a{2}{3}", "a{3,2}", "a{1001}", "(a{2,}){501}",
        "((a{1,10}b){10}){1,11}", "\\", "\\1", "\\q",
        "(?=a)",
        "(?!a)", "(?<=a)", "(?<!a)", "(?x)a", "(?P<>a)", "(?P<a", "\\p{Nope}", "\\pX", "\\x4", "\\x{110000}",
        "[[:nope:]]",
        "((a{1000}){1000}){1000}",
    ])
    func refuses(_ pattern: String) throws { #expect(try Self.matches(pattern, "a") == nil, "\(pattern)") }

    @Test func tableAndWalkAgree() throws {
        var random = SplitMix(state: 7)
        let atoms = ["a", "b", ".", "[ab]", "[^a]", "\\w", "(a|b)", "(ab|ba)", "(a*b)", "^", "$", "(?i)A", "é", "c"]
        let marks = ["", "", "", "*", "+", "?", "{2}", "{1,2}", "*?"]
        var agreed = 0
        for _ in 0..<3_000 {
            var pattern = ""
            for _ in 0..<Int.random(in: 1...5, using: &random) {
                let atom = atoms.randomElement(using: &random) ?? ""
                let isPlain = atom == "^" || atom == "$" || atom.hasPrefix("(?")
                pattern += atom + (isPlain ? "" : marks.randomElement(using: &random) ?? "")
                if Int.random(in: 0..<6, using: &random) == 0 { pattern += "|" }
            }
            let length = Int.random(in: 0...8, using: &random)
            let text = (0..<length).map { _ in ["a", "b", "A", "é", "\n", "c"].randomElement(using: &random) ?? "" }
                .joined()
            let result = try Self.matches(pattern, text)
            #expect(result != nil, "\(pattern) on \(text)")
            if result != nil { agreed += 1 }
        }
        #expect(agreed == 3_000)
    }
}
