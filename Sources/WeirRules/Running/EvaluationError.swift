/// Why an expression has no value for these bindings.
public struct EvaluationError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Kind: String, Sendable {
        case noSuchOverload, divisionByZero, overflow, noSuchKey, repeatedKey, badKey, outOfRange, invalidArgument
        case unbound, undeclared
        /// It would have taken more steps than `Limits.ruleSteps`. Nothing absorbs this one.
        case tooLong
        /// A function of the schema refused.
        case refused
    }

    public var kind: Kind
    public var message: String
    /// Where in the expression, from 1; 0 when a function made the error.
    public var line: Int
    public var column: Int
    /// Which of its arguments a feature's planner refuses, where it is not the usual one.
    public var argument: Int?
    /// What is wrong inside of that argument, where it is an expression itself.
    public var inside: Diagnostic?

    public init(
        kind: Kind = .refused, message: String, line: Int = 0, column: Int = 0, argument: Int? = nil,
        inside: Diagnostic? = nil
    ) {
        self.kind = kind
        self.message = message
        self.line = line
        self.column = column
        self.argument = argument
        self.inside = inside
    }

    public var description: String { line > 0 ? "\(line):\(column): \(message)" : message }
}

/// An error on its way up: small, so that an absorbed one costs next to nothing. The words are in the run.
struct Failure: Error {
    var kind: EvaluationError.Kind
    var part: Expression.Part
}

/// What an error was about; put into words only when it reaches the top.
enum Detail {
    case none
    case text(String)
    case value(Value)
}

/// The changing state of one evaluation.
struct Run {
    /// The program outlives its runs, so that they need not count references to it.
    unowned(unsafe) private(set) var tables: ProgramTables
    var locals: [Value]
    var steps: Int
    var detail = Detail.none

    /// Steps that an error takes which something absorbs: making its words takes some microseconds.
    static let absorbed = 30

    init(_ tables: ProgramTables, locals: Int? = nil, steps: Int) {
        self.tables = tables
        self.steps = steps
        let count = locals ?? tables.locals
        self.locals = count == 0 ? [] : Array(repeating: .null, count: count)
    }

    /// Goes on with another program, which has no more locals than this run was made for.
    mutating func begin(_ tables: ProgramTables) { self.tables = tables }

    mutating func fail(_ kind: EvaluationError.Kind, _ part: Expression.Part, _ detail: Detail = .none) -> Failure {
        self.detail = detail
        return Failure(kind: kind, part: part)
    }

    /// Takes steps from the budget.
    mutating func charge(_ count: Int, _ part: Expression.Part) throws(Failure) {
        steps -= count
        if steps < 0 { throw fail(.tooLong, part) }
    }

    /// The error in words.
    func error(_ failure: Failure, in source: [UInt8], at offset: Int) -> EvaluationError {
        let place = source.diagnostic(at: offset, "")
        var message =
            switch failure.kind {
            case .noSuchOverload: "no such overload: the operator or function does not take these types"
            case .divisionByZero: "division by zero"
            case .overflow: "the result does not fit into 64 bits"
            case .noSuchKey: "no such key"
            case .repeatedKey: "the map has a key twice"
            case .badKey: "a key of a map must be a bool, int, uint or string"
            case .outOfRange: "out of range"
            case .invalidArgument: "invalid argument"
            case .unbound: "the variable has no value"
            case .undeclared: "unknown name"
            case .tooLong: "the evaluation takes too many steps"
            case .refused: "refused"
            }
        switch detail {
        case .none: break
        case .text(let words): message = words
        case .value(let value): message += ": " + value.shortText
        }
        return EvaluationError(kind: failure.kind, message: message, line: place.line, column: place.column)
    }
}
