/// What expressions may use: variables with their types and slots, records, functions, and the container names are
/// looked up in.
public struct Schema: Sendable {
    public struct Variable: Sendable {
        public var name: String
        public var type: ValueType
        /// Where the bindings keep its value.
        public var slot: Int
    }

    /// The name space that names are looked up in first: in `a.b`, `x` means `a.b.x`, else `a.x`, else `x`.
    public var container: String { didSet { spaces = Self.spaces(container) } }
    /// The container and those around it, each with its dot, the innermost first.
    private var spaces: [String]
    /// Bytes of the longest name that means something, its container not counted: longer ones are not looked for.
    private(set) var longestName: Int
    public private(set) var variables: [String: Variable] = [:]
    public private(set) var records: [String: [String: ValueType]] = [:]
    private(set) var functions: [String: [Overload]] = [:]
    /// What to say of a name that means nothing here, or of what begins with it and a dot.
    public var hints: [String: String] = [:]

    public init(container: String = "") {
        self.container = container
        spaces = Self.spaces(container)
        longestName = ValueType.named.keys.reduce(0) { max($0, $1.utf8.count) }
    }

    private static func spaces(_ container: String) -> [String] {
        guard !container.isEmpty else { return [] }
        let words = container.split(separator: ".", omittingEmptySubsequences: false)
        return words.indices.reversed().map { words[...$0].joined(separator: ".") + "." }
    }

    /// Declares a variable, whose name may have dots. The slot defaults to the number of variables so far.
    @discardableResult
    public mutating func variable(_ name: String, _ type: ValueType, slot: Int? = nil) -> Int {
        let slot = slot ?? variables[name]?.slot ?? variables.count
        variables[name] = Variable(name: name, type: type, slot: slot)
        longestName = max(longestName, name.utf8.count)
        return slot
    }

    /// Declares a map with known fields; `.record(name)` is its type.
    public mutating func record(_ name: String, _ fields: [String: ValueType]) { records[name] = fields }

    /// Declares one form of a function: its types, and what it does. Several forms may share a name; a name of the
    /// standard library is taken over as a whole.
    ///
    /// The first parameter of a method is what it is called on. A pure function may be computed at compile time.
    public mutating func function(
        _ name: String, _ parameters: [ValueType], _ result: ValueType, isMethod: Bool = false, isPure: Bool = false,
        _ body: Overload.Body? = nil
    ) {
        functions[name, default: []].append(
            Overload(
                parameters: parameters, result: result, isMethod: isMethod, isPure: isPure,
                work: body.map(Overload.Work.custom) ?? .none))
    }
}

extension Schema {
    /// Declares a function that stands for features, such as `payee.received('24h').count`: with constant arguments it
    /// becomes a slot when a rule is compiled, so that running the rule only reads that slot.
    ///
    /// The planner gives the slot for the arguments and for the field of the record that is asked for, if any.
    public mutating func feature(
        _ name: String, _ parameters: [ValueType], _ result: ValueType, isMethod: Bool = false,
        _ planner: @escaping Overload.Planner
    ) {
        functions[name, default: []].append(
            Overload(
                parameters: parameters, result: result, isMethod: isMethod, isPure: false, work: .feature(planner)))
    }

    /// Declares a method on features of a type, such as `payee.received('24h').share('…')`. The planner gets the name
    /// of the feature it is called on, that one's arguments, and then the method's own.
    public mutating func featureMethod(
        _ name: String, on owner: ValueType, _ parameters: [ValueType], _ result: ValueType,
        _ planner: @escaping @Sendable ([Value]) throws(EvaluationError) -> Int
    ) {
        functions[name, default: []].append(
            Overload(
                parameters: [owner] + parameters, result: result, isMethod: true, isPure: false,
                work: .featureMethod { (arguments, _) throws(EvaluationError) in try planner(arguments) }))
    }
}

/// One form of a function.
public struct Overload: Sendable {
    /// What a custom function does. It may refuse its arguments with an `EvaluationError`.
    public typealias Body = @Sendable ([Value]) throws(EvaluationError) -> Value

    /// Gives the slot of a feature, or refuses it.
    public typealias Planner = @Sendable (_ arguments: [Value], _ field: String?) throws(EvaluationError) -> Int

    enum Work: Sendable {
        case builtin(Builtin)
        case custom(Body)
        case feature(Planner)
        /// On a feature: gets the feature's name and arguments too.
        case featureMethod(Planner)
        /// Declared for checking only.
        case none
    }

    var parameters: [ValueType]
    var result: ValueType
    var isMethod = false
    var isPure = true
    var work: Work = .none
}

/// What a name stands for.
enum Meaning {
    case variable(Schema.Variable)
    case type(ValueType)
}

extension Schema {
    /// The full names that a name may mean, those deepest in the container first.
    func candidates(_ name: String, isRoot: Bool) -> [String] {
        isRoot ? [name] : spaces.map { $0 + name } + [name]
    }

    func meaning(of name: String, isRoot: Bool) -> Meaning? {
        guard name.utf8.count <= longestName else { return nil }
        for candidate in candidates(name, isRoot: isRoot) {
            if let variable = variables[candidate] { return .variable(variable) }
            if let type = ValueType.named[candidate] { return .type(type) }
        }
        return nil
    }

    /// The forms of a function under this name, as methods or as plain functions.
    func overloads(_ name: String, isMethod: Bool) -> [Overload]? {
        let isRoot = name.hasPrefix(".")
        let plain = isRoot ? String(name.dropFirst()) : name
        for candidate in isMethod ? [plain] : candidates(plain, isRoot: isRoot) {
            let found = (functions[candidate] ?? StandardLibrary.functions[candidate] ?? [])
                .filter { $0.isMethod == isMethod }
            if !found.isEmpty { return found }
        }
        return nil
    }

    /// All names that a misspelt one could have meant.
    var functionNames: [String] { Array(functions.keys) + StandardLibrary.names }
}
