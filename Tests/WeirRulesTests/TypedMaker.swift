/// Makes expressions that are well typed, from forms with holes for other expressions.
struct TypedMaker {
    private static let forms: [String: (leaves: [String], forms: [String])] = [
        "bool": (
            ["true", "false", "c", "x > 1"],
            [
                "<int> < <int>", "<int> >= <double>", "<double> == <double>", "<str> == <str>", "<str> != 'a'",
                "<str> < <str>", "<bool> && <bool>", "<bool> || <bool>", "<bool> && <bool> && <bool>", "!<bool>",
                "<str>.matches('l+|[é-ö]')", "<str>.matches(<str>)", "<list>.exists(x, <bool>)",
                "<list>.all(x, x < <int>)", "<list>.exists_one(x, <bool>)", "<int> in <list>",
                "<int> in [1, 2, 3, 4, 5]",
                "has(m.k)", "has(<map>.a)", "<str>.contains(<str>)", "<str>.startsWith('h')", "<time> < <time>",
                "<span> == <span>", "<bool> ? <bool> : <bool>", "<uint> > 3u", "<list> == <list>", "<map> == <map>",
                "dyn(<int>) == <double>", "dyn(<int>) < <uint>", "type(<int>) == int", "dyn(<str>) == <int>",
                "<str> in <map>", "m.k == <int>", "<list>.exists(x, y, <bool> || x == y)", "i > <int>", "d <= 2.5",
                "<int> != i", "cel.bind(x, <int>, <bool>)", "any == null", "s == <str>", "dyn(<bool>) && <bool>",
            ]
        ),
        "int": (
            ["0", "1", "-1", "7", "i", "x", "9223372036854775807", "-9223372036854775808"],
            [
                "<int> + <int>", "<int> - <int>", "<int> * <int>", "<int> / <int>", "<int> % <int>", "-(<int>)",
                "int(<double>)", "int(<uint>)", "int(<str>)", "size(<list>)", "<str>.size()", "<list>[<int>]",
                "<str>.indexOf(<str>)", "<str>.lastIndexOf(<str>, <int>)", "<time>.getHours('Asia/Shanghai')",
                "<time>.getDate('-02:30')", "<time>.getDayOfYear()", "<span>.getMinutes()", "<bool> ? <int> : <int>",
                "int(<time>)", "w.count", "<map>.a", "<map>[<str>]", "cel.bind(x, <int>, <int>)",
                "int(any == 1 ? 2 : 3)",
            ]
        ),
        "uint": (["0u", "7u", "u", "18446744073709551615u"], ["<uint> + <uint>", "<uint> - <uint>", "uint(<int>)"]),
        "double": (
            ["0.0", "1.5", "-2.25", "d", "1e308"],
            [
                "<double> + <double>", "<double> - <double>", "<double> * <double>", "<double> / <double>",
                "double(<int>)", "double(<str>)", "-(<double>)", "w.sum", "<bool> ? <double> : <double>",
            ]
        ),
        "str": (
            ["''", "'a'", "'héllo'", "s", "'12'", "'2.5'", "string(x)"],
            [
                "<str> + <str>", "string(<int>)", "string(<double>)", "string(<bool>)", "<str>.charAt(<int>)",
                "<str>.replace(<str>, <str>)", "<str>.replace(<str>, 'b', <int>)", "<str>.substring(<int>)",
                "<str>.substring(<int>, <int>)", "<str>.upperAscii()", "<str>.trim()", "<str>.reverse()",
                "<str>.split(<str>).join('-')", "'%s %d'.format([<str>, <int>])", "'%.2f %x'.format([<double>, <int>])",
                "'%s'.format([<list>])", "string(<time>)", "string(<span>)", "strings.quote(<str>)",
                "string(bytes(<str>))", "<bool> ? <str> : <str>", "<str>.lowerAscii()",
            ]
        ),
        "list": (
            ["[]", "[1, 2, 3]", "l"],
            [
                "[<int>, <int>]", "<list> + <list>", "<list>.map(x, <int>)", "<list>.filter(x, <bool>)",
                "<list>.map(x, x > 1, x * 2)", "<list>.transformList(x, y, x + y)", "<bool> ? <list> : <list>",
                "<str>.split('').map(x, x.size())", "[<list>, <list>][0]",
            ]
        ),
        "map": (
            ["{}", "{'a': 1}", "{'a': x, 'b': 2}"],
            ["{<str>: <int>}", "<list>.transformMapEntry(x, y, {string(x): y})", "{'a': <int>, <str>: <int>}"]
        ),
        "time": (
            ["t", "timestamp(0)", "timestamp('9999-12-31T23:59:59Z')"],
            ["<time> + <span>", "<time> - <span>", "timestamp(<int>)", "timestamp(<str>)", "<span> + <time>"]
        ),
        "span": (
            ["duration('1h')", "duration('-1.5s')"],
            [
                "<span> + <span>", "<span> - <span>", "<time> - <time>", "duration(<str>)",
                "duration(string(<int>) + 's')",
            ]
        ),
    ]

    /// A condition. The names `x` and `y` are bound around all of it.
    func random(_ random: inout SplitMix) -> String {
        "cel.bind(x, 2, cel.bind(y, 3, \(part("bool", Int.random(in: 1...5, using: &random), &random))))"
    }

    private func part(_ type: String, _ depth: Int, _ random: inout SplitMix) -> String {
        guard let (leaves, forms) = Self.forms[type] else { return type }
        guard depth > 0 else { return leaves.randomElement(using: &random) ?? "" }
        var out = ""
        var rest = (forms.randomElement(using: &random) ?? "")[...]
        while let open = rest.firstIndex(of: "<") {
            out += rest[..<open]
            rest = rest[open...]
            guard let close = rest.firstIndex(of: ">"), Self.forms[String(rest[..<close].dropFirst())] != nil else {
                out += "<"
                rest = rest.dropFirst()
                continue
            }
            let inner = String(rest[..<close].dropFirst())
            out += "(" + part(inner, depth - Int.random(in: 1...2, using: &random), &random) + ")"
            rest = rest[close...].dropFirst()
        }
        return out + rest
    }
}
