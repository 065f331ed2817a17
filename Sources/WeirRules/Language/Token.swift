/// A word of the language. Places are byte offsets into the source text.
struct Token: Sendable {
    enum Kind: Sendable, Equatable {
        case identifier(String)
        /// A name in backquotes, which may only select a field.
        case quoted(String)
        /// A number without its sign, which the parser folds in, so that the least int can be written.
        case integer(UInt64)
        case unsigned(UInt64)
        case double(Double)
        case string(String)
        case bytes([UInt8])
        case symbol(Symbol)
        case end
    }

    var kind: Kind
    var start: Int
    var end: Int
}

enum Symbol: String, Sendable {
    case or = "||"
    case and = "&&"
    case equal = "=="
    case notEqual = "!="
    case lessEqual = "<="
    case greaterEqual = ">="
    case less = "<"
    case greater = ">"
    case plus = "+"
    case minus = "-"
    case star = "*"
    case slash = "/"
    case percent = "%"
    case not = "!"
    case question = "?"
    case colon = ":"
    case comma = ","
    case dot = "."
    case openParenthesis = "("
    case closeParenthesis = ")"
    case openBracket = "["
    case closeBracket = "]"
    case openBrace = "{"
    case closeBrace = "}"
}

extension Token {
    /// What the token is called in a message.
    var words: String {
        switch kind {
        case .identifier(let name): "'\(name)'"
        case .quoted(let name): "'`\(name)`'"
        case .integer, .unsigned, .double: "a number"
        case .string: "a string"
        case .bytes: "a bytes literal"
        case .symbol(let symbol): "'\(symbol.rawValue)'"
        case .end: "the end of the expression"
        }
    }

    func `is`(_ symbol: Symbol) -> Bool { kind == .symbol(symbol) }
}

/// Words that are no names: those of the language, and those it keeps for later.
enum Reserved {
    static let keywords: Set<String> = ["false", "in", "null", "true"]
    static let words: Set<String> = [
        "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package",
        "namespace", "return", "var", "void", "while",
    ]
}
