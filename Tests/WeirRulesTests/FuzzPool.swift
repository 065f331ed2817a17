/// Inputs that showed something which none before them did, to be changed further: that is how a long run gets beyond
/// what its makers thought of.
///
/// What an input shows: which kinds of words stand side by side in it, and what became of it.
struct FuzzPool {
    private(set) var texts: [String]
    private var seen: Set<UInt64> = []
    private static let most = 4_096
    private static let longest = 400

    init(_ seeds: [String]) { texts = seeds }

    /// How much has been seen so far.
    var signs: Int { seen.count }

    /// - Parameter end: what became of it: a message, or a type.
    mutating func note(_ text: String, _ end: String, _ random: inout SplitMix) {
        var isNew = seen.insert(Self.mark(Self.withoutNames(end))).inserted
        var before: UInt64 = 0
        for word in Self.words(text) {
            let mark = Self.mark(word)
            if seen.insert(before &* 31 ^ mark).inserted { isNew = true }
            before = mark
        }
        guard isNew, text.utf8.count <= Self.longest else { return }
        if texts.count < Self.most {
            texts.append(text)
        } else {
            texts[Int.random(in: 0..<texts.count, using: &random)] = text
        }
    }

    func pick(_ random: inout SplitMix) -> String { texts.randomElement(using: &random) ?? "" }

    /// The beginning of one, or the end, or a piece of it in the place of a piece of another.
    func spliced(_ random: inout SplitMix) -> String {
        let (one, other) = (Self.pieces(pick(&random)), Self.pieces(pick(&random)))
        guard !one.isEmpty, !other.isEmpty else { return pick(&random) }
        let first = Int.random(in: 0...one.count, using: &random)
        let last = Int.random(in: first...one.count, using: &random)
        let from = Int.random(in: 0...other.count, using: &random)
        let to = Int.random(in: from...min(other.count, from + 12), using: &random)
        return one[..<first].joined() + other[from..<to].joined() + one[last...].joined()
    }

    // MARK: Words

    private static let known: Set<String> = {
        var words: Set<String> = [
            "true", "false", "null", "in", "has", "cel", "bind", "matches", "format", "type", "dyn",
        ]
        for text in ExpressionMaker.seeds { for piece in pieces(text) { words.insert(piece) } }
        return words
    }()

    /// The kinds of the pieces: names and signs that mean something stand for themselves.
    private static func words(_ text: String) -> [String] {
        pieces(text).compactMap { piece in
            guard let first = piece.utf8.first, first != 32 else { return nil }
            if known.contains(piece) { return piece }
            switch first {
            case 48...57: return piece.contains(".") || piece.contains("e") ? "1.0" : piece.hasSuffix("u") ? "1u" : "1"
            case 65...90, 97...122, 95: return "name"
            case 128...: return "é"
            default: return String(piece.prefix(1))
            }
        }
    }

    /// Words, numbers, and each other character by itself.
    private static func pieces(_ text: String) -> [String] {
        var pieces: [String] = []
        var word: [UInt8] = []
        for byte in text.utf8 {
            let isOfWord =
                byte >= 128 || byte == 95 || (48...57).contains(byte) || (65...90).contains(byte)
                || (97...122).contains(byte)
            if isOfWord {
                word.append(byte)
                continue
            }
            if !word.isEmpty { pieces.append(String(decoding: word, as: UTF8.self)) }
            word = []
            pieces.append(String(decoding: [byte], as: UTF8.self))
        }
        if !word.isEmpty { pieces.append(String(decoding: word, as: UTF8.self)) }
        return pieces
    }

    /// A message without what it quotes, and without figures.
    private static func withoutNames(_ message: String) -> String {
        var (out, isQuoted) = ("", false)
        for letter in message {
            if letter == "'" { isQuoted.toggle() }
            if !isQuoted, !letter.isNumber { out.append(letter) }
        }
        return out
    }

    /// The same in every process.
    private static func mark(_ text: String) -> UInt64 {
        text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}

/// Makes regular expressions, nearly all of them sound, and asks for them.
struct PatternMaker {
    private static let atoms = [
        "a", "l", "h", "é", "ö", " ", ".", "1", "\\d", "\\D", "\\w", "\\W", "\\s", "\\pL", "\\PN", "\\p{Han}",
        "\\p{Lu}",
        "\\x41", "\\x{e9}", "\\.", "\\\\", "\\Qa.b\\E", "[a-z]", "[^a-c]", "[é-ö]", "[\\d\\pL]", "[^\\d\\s]",
        "[[:alpha:]]",
        "[[:^digit:]-]", "[]a]", "[-a]", "^", "$", "\\A", "\\z", "\\b", "\\B", "(?i)", "(?s)", "(?m)", "(?U)", "(?i-s)",
    ]
    private static let quantifiers = [
        "*", "+", "?", "*?", "+?", "??", "{2}", "{0,3}", "{1,}", "{0}", "{3,1}", "{1,1000}", "{1001}", "{2,5}?",
    ]

    func random(_ random: inout SplitMix) -> String {
        let pattern = part(Int.random(in: 1...5, using: &random), &random)
        switch UInt64.random(in: 0..<6, using: &random) {
        case 0: return "s.matches(r'\(pattern)') == 'hello'.matches(r'\(pattern)')"
        case 1: return "s.split('').exists(x, x.matches(r'\(pattern)'))"
        case 2: return "s.matches(r'\(pattern)' + s.substring(0, 1))"
        case 3: return "matches(s, r'\(pattern)')"
        default: return "s.matches(r'\(pattern)')"
        }
    }

    private func part(_ depth: Int, _ random: inout SplitMix) -> String {
        guard depth > 0 else { return Self.atoms.randomElement(using: &random) ?? "a" }
        switch UInt64.random(in: 0..<8, using: &random) {
        case 0...2: return part(depth - 1, &random) + part(depth - 1, &random)
        case 3: return "(" + part(depth - 1, &random) + "|" + part(depth - 1, &random) + ")"
        case 4: return "(?:" + part(depth - 1, &random) + ")" + quantifier(&random)
        case 5: return "(?i:" + part(depth - 1, &random) + ")"
        case 6: return "(?P<n>" + part(depth - 1, &random) + ")" + quantifier(&random)
        default: return part(depth - 1, &random) + quantifier(&random)
        }
    }

    private func quantifier(_ random: inout SplitMix) -> String {
        Self.quantifiers.randomElement(using: &random) ?? "*"
    }
}
