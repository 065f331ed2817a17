/// Makes expressions that are mostly well formed and sometimes well typed.
struct ExpressionMaker {
    static let seeds = [
        "i > 3 && d <= 2.5 || s == 'x'", "l.exists(x, x > 3) && l.all(x, x >= 0)", "l.map(x, x * 2).filter(y, y > 4)",
        "m.k == 1 ? 'a' : 'b'", "has(m.k) && m['k'] in [1, 2, 3]", "s.matches('^h(é|e)llo\\\\b.*$')",
        "s.matches(r'(?i)[[:alpha:]]{2,5}\\pL*(x|y)?$')", "t.getHours('Asia/Shanghai') < 6",
        "timestamp('2009-02-13T23:31:30.5+08:00') + duration('-1h30m0.5s') > t", "'%s %d %.2f %x'.format([s, i, d, u])",
        "cel.bind(x, i + 1, x * x)", "{'a': 1, 'b': [2u, 3.0, null]}.transformMap(k, v, k + string(type(v)))",
        "l.transformList(i, v, i > 2, v + i)", "[1, 2, 3].exists_one(x, x == 2)", "w.count > 3 && w.sum / 2.0 > d",
        "s.split(' ').map(x, x.upperAscii()).join('-').replace('H', 'J', 1)", "b'\\xff\\000' + bytes('é') == b''",
        "int('12') + int(3.7) - int(u) * 2 / (i + 4) % 5", "string(1.5e300) + string(b'abc') + strings.quote(s)",
        "'tacocat'.substring(1, 3).indexOf('c') + 'x'.lastIndexOf('')", "!c || -i < 0 && --3 == 3", ".a.b.c",
        "size(l) + size(m) + s.size()", "dyn(1) == 1u && dyn(1.0) < 2", "type(any) == null_type",
        "r'''a\\n''' + \"\\u00e9\"",
        "[[1, 2], [3]][0][1] == 0x10 - 1e1", "any.foo.bar[0].baz(1, 'x')", "l[0] == 1 // comment\n&& true",
    ]

    private static let words = [
        "i", "u", "d", "s", "l", "m", "t", "w", "any", "c", "x", "y", "1", "0", "-1", "2u", "3.5", "1e308", "'a'",
        "''", "b'x'", "true", "false", "null", "[]", "{}", "int", "string", "type", "9223372036854775807", "'%s'",
        "'UTC'", "18446744073709551615u", "duration('1h')", "timestamp(0)", "m.k", "w.sum", "0.0",
    ]
    private static let operators = [
        "+", "-", "*", "/", "%", "==", "!=", "<", "<=", ">", ">=", "&&", "||", "in",
    ]
    private static let methods = [
        "size()", "contains(#)", "startsWith(#)", "matches(#)", "charAt(#)", "indexOf(#)", "indexOf(#, #)",
        "lastIndexOf(#, #)", "join(#)", "lowerAscii()", "replace(#, #)", "replace(#, #, #)", "split(#)", "split(#, #)",
        "substring(#)", "substring(#, #)", "trim()", "reverse()", "format([#, #])", "getHours()", "getDate(#)",
        "getMilliseconds()", "all(x, #)", "exists(x, #)", "exists_one(y, #)", "map(x, #)", "map(x, #, #)",
        "filter(y, #)", "transformList(x, y, #)", "transformMap(x, y, #)", "transformMap(x, y, #, #)",
        "exists(x, y, #)",
    ]
    private static let functions = [
        "size(#)", "int(#)", "uint(#)", "double(#)", "string(#)", "bytes(#)", "bool(#)", "type(#)", "dyn(#)",
        "duration(#)", "timestamp(#)", "strings.quote(#)", "cel.bind(x, #, #)", "has(m.k)", "has(#)", "f(#)",
    ]

    func random(_ random: inout SplitMix) -> String { part(Int.random(in: 1...5, using: &random), &random) }

    private func part(_ depth: Int, _ random: inout SplitMix) -> String {
        guard depth > 0 else { return pick(Self.words, &random) }
        switch UInt64.random(in: 0..<12, using: &random) {
        case 0...3:
            let left = part(depth - 1, &random)
            return "\(left) \(pick(Self.operators, &random)) \(part(depth - 1, &random))"
        case 4...5: return "\(operand(depth - 1, &random)).\(filled(pick(Self.methods, &random), depth, &random))"
        case 6: return filled(pick(Self.functions, &random), depth, &random)
        case 7: return "(" + filled("# ? # : #", depth, &random) + ")"
        case 8: return filled("[#, #]", depth, &random)
        case 9: return filled("{#: #}", depth, &random)
        case 10: return "\(operand(depth - 1, &random))[\(part(depth - 1, &random))]"
        default: return "\(pick(["!", "-"], &random))(\(part(depth - 1, &random)))"
        }
    }

    private func operand(_ depth: Int, _ random: inout SplitMix) -> String { "(\(part(depth, &random)))" }

    private func filled(_ pattern: String, _ depth: Int, _ random: inout SplitMix) -> String {
        var out = ""
        for character in pattern { out += character == "#" ? part(depth - 1, &random) : String(character) }
        return out
    }

    private func pick(_ from: [String], _ random: inout SplitMix) -> String { from.randomElement(using: &random) ?? "" }

    /// The text with a few bytes or pieces changed.
    func mutated(_ text: String, _ random: inout SplitMix) -> String {
        var bytes = Array(text.utf8)
        for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
            let place = Int.random(in: 0..<bytes.count, using: &random)
            switch UInt64.random(in: 0..<6, using: &random) {
            case 0: bytes.remove(at: place)
            case 1: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
            case 2: bytes[place] = UInt8.random(in: 0x20...0x7E, using: &random)
            case 3:
                bytes.insert(contentsOf: "()[]{}.,?:'\"\\`-+*&|!<>=".utf8.shuffled(using: &random).prefix(1), at: place)
            case 4:
                let end = min(bytes.count, place + Int.random(in: 1...12, using: &random))
                bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: 0...bytes.count, using: &random))
            default: bytes.removeSubrange(place..<min(bytes.count, place + 5))
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
