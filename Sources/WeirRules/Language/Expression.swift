/// A parsed expression: its text, and its parts in one flat array in which children stand before their parents.
///
/// Planners that look at what an expression uses walk `parts`; `root` is the whole.
public struct Expression: Sendable {
    /// The index of a part in `parts`.
    public typealias Part = Int32

    public indirect enum Kind: Sendable {
        case literal(Value)
        /// A name; with `isRoot` it was written with a leading dot and is looked up outside of all containers.
        case name(String, isRoot: Bool)
        /// `operand.field`, or `has(operand.field)` when it is a test.
        case select(Part, field: String, isTest: Bool)
        /// A function, a method (with target) or an operator under its symbol: `_+_`, `!_`, `_[_]`, `_?_:_`.
        case call(String, target: Part?, arguments: [Part])
        case list([Part])
        case map([Entry])
        case comprehension(Comprehension)
    }

    public struct Entry: Sendable {
        public var key: Part
        public var value: Part
    }

    /// A macro over the elements of a list or the entries of a map.
    public struct Comprehension: Sendable {
        public enum Kind: String, Sendable {
            case all, exists, existsOne, filter, map, transformList, transformMap, transformMapEntry
            /// `cel.bind(name, value, body)`: the range is the value, the result the body.
            case bind
        }

        public var kind: Kind
        public var range: Part
        /// The element, the key of a map, or with two variables the index or key.
        public var variable: String
        /// The element or value, where two variables are named.
        public var second: String?
        /// What must hold of an element (the body of `all`, `exists`, `filter`).
        public var condition: Part?
        /// What an element becomes.
        public var result: Part?
    }

    public struct Node: Sendable {
        public var kind: Kind
        /// The place in the text, in bytes from its start.
        public var offset: Int
    }

    public let source: [UInt8]
    public internal(set) var parts: [Node] = []
    public internal(set) var root: Part = 0

    init(source: [UInt8]) { self.source = source }

    public subscript(part: Part) -> Node { parts[Int(part)] }

    /// Reads an expression. With `macros` off, `all`, `map`, `has` and the others are ordinary functions.
    public static func parse(_ text: String, macros: Bool = true) throws(Diagnostic) -> Expression {
        var parser = try Parser(Array(text.utf8), macros: macros)
        return try parser.parse()
    }

    /// A diagnostic for a part of this expression.
    public func diagnostic(_ part: Part, _ message: String, hint: String? = nil) -> Diagnostic {
        source.diagnostic(at: self[part].offset, message, hint: hint)
    }

    /// The dotted name that a part spells, such as `payment.amount`, if it is nothing but names and dots.
    public func dottedName(_ part: Part) -> (name: String, isRoot: Bool)? {
        var fields: [String] = []
        var at = part
        while true {
            switch self[at].kind {
            case .name(let name, let isRoot):
                fields.append(name)
                return (fields.reversed().joined(separator: "."), isRoot)
            case .select(let operand, let field, isTest: false):
                fields.append(field)
                at = operand
            default: return nil
            }
        }
    }
}
