import Synchronization
import WeirDomain
import WeirRules

/// Gives out the slots that conditions ask for beyond the named ones, while a set is being compiled.
final class FactPlanner: Sendable {
    private struct State {
        var facts: [Fact]
        var slots: [Fact: Int] = [:]
        /// Filters that have been compiled, and may be.
        var filters: Set<String> = []
    }

    private let state: Mutex<State>
    init(lists: [RuleList]) {
        state = Mutex(State(facts: Catalogue.named.map(\.fact) + lists.indices.map { .list($0) }))
    }

    /// By slot.
    var facts: [Fact] { state.withLock { $0.facts } }

    fileprivate func slot(_ fact: Fact) throws(EvaluationError) -> Int {
        let slot = state.withLock { state -> Int? in
            if let known = state.slots[fact] { return known }
            guard state.facts.count < Limits.ruleFacts else { return nil }
            state.facts.append(fact)
            state.slots[fact] = state.facts.count - 1
            return state.facts.count - 1
        }
        guard let slot else {
            throw EvaluationError(message: "the set uses more than \(Limits.ruleFacts) different facts")
        }
        return slot
    }

    // MARK: Windows

    fileprivate func window(
        _ side: Side, isIncoming: Bool, _ arguments: [Value], _ field: String?
    ) throws(EvaluationError) -> Int {
        guard case .string(let length)? = arguments.first, let name = field else {
            throw EvaluationError(message: "a window is given as a text such as \"24h\"")
        }
        var fact = WindowFact(
            isIncoming: isIncoming, seconds: try Self.seconds(length), filter: "", field: try Self.field(name))
        if arguments.count > 1, case .string(let filter) = arguments[1] { fact.filter = try checked(filter, 1) }
        if fact.field == .firstTime || fact.field == .strangers {
            guard fact.filter.isEmpty, WindowFact.kept.contains(fact.seconds) else {
                throw EvaluationError(
                    message: "\(name) is known for \"1h\", \"24h\", \"7d\" and \"30d\" only, and without a filter")
            }
        }
        return try slot(.window(side, fact))
    }

    /// `payee.received("24h").share("payment.amount < 100.0")`.
    fileprivate func share(_ arguments: [Value]) throws(EvaluationError) -> Int {
        guard arguments.count == 3, case .string(let name) = arguments[0], case .string(let length) = arguments[1],
            case .string(let filter) = arguments[2], let (side, isIncoming) = Self.streams[name]
        else { throw EvaluationError(message: "share is asked of a window without a filter of its own") }
        let seconds: Int32
        do throws(EvaluationError) { seconds = try Self.seconds(length) } catch {
            throw EvaluationError(message: error.message, argument: 1)
        }
        let fact = WindowFact(
            isIncoming: isIncoming, seconds: seconds, filter: try checked(filter, 2), field: .share)
        return try slot(.window(side, fact))
    }

    fileprivate func price(_ arguments: [Value]) throws(EvaluationError) -> Int {
        guard case .string(let name)? = arguments.first, let asset = Asset(name) else {
            throw EvaluationError(message: "an asset is named in capitals, as in price(\"USDT\")")
        }
        return try slot(.price(asset))
    }

    fileprivate static let streams: [String: (Side, isIncoming: Bool)] = [
        "payer.sent": (.payer, false), "payer.received": (.payer, true), "payee.sent": (.payee, false),
        "payee.received": (.payee, true),
    ]

    private static func field(_ name: String) throws(EvaluationError) -> WindowFact.Field {
        if name == "distinct_payers" || name == "distinct_payees" { return .distinct }
        guard let field = WindowFact.Field(rawValue: name) else {
            throw EvaluationError(message: "a window has no '\(name)'")
        }
        return field
    }

    /// `10s`, `90m`, `24h`, `7d`, `2w`.
    static func seconds(_ text: String) throws(EvaluationError) -> Int32 {
        let units: [Character: Int] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400, "w": 604_800]
        guard let last = text.last, let unit = units[last], text.utf8.count <= 9,
            text.utf8.dropLast().allSatisfy({ (48...57).contains($0) }), let number = Int(text.dropLast())
        else {
            throw EvaluationError(
                message: "'\(text.prefix(20))' is no length of a window: write \"10s\", \"90m\", \"24h\", \"7d\" or "
                    + "\"2w\", up to \(Limits.ruleWindowSeconds / 86_400) days")
        }
        guard number > 0 else {
            throw EvaluationError(message: "a window of '\(text)' holds nothing: it takes a second at least")
        }
        guard number * unit <= Limits.ruleWindowSeconds else {
            throw EvaluationError(
                message: "a window of '\(text)' is too long: \(Limits.ruleWindowSeconds / 86_400) days at most")
        }
        return Int32(number * unit)
    }

    /// A filter is a condition over the payment alone, with what it says of its accounts: windows outlast sets, so that
    /// nothing of a set can stand in them. Each is compiled once, and those that there are too many of are not.
    /// - Parameter argument: which of the arguments it is, for the place of what is wrong with it.
    private func checked(_ filter: String, _ argument: Int) throws(EvaluationError) -> String {
        let (isKnown, count) = state.withLock { ($0.filters.contains(filter), $0.filters.count) }
        if isKnown { return filter }
        guard count < Limits.ruleSlots else {
            throw EvaluationError(
                message: "the set has more than \(Limits.ruleSlots) different filters of windows", argument: argument)
        }
        do throws(Diagnostic) {
            _ = try RuleSchema.filter(filter)
        } catch {
            var inside = error
            inside.message = "the filter: " + error.message
            throw EvaluationError(
                message: "the filter: \(error.line > 1 ? "line \(error.line), " : "")column \(error.column): "
                    + error.message + (error.hint.map { " (\($0))" } ?? ""), argument: argument, inside: inside)
        }
        _ = state.withLock { $0.filters.insert(filter) }
        return filter
    }
}

extension WindowFact {
    /// Lengths that are counted for every account anyway.
    static let kept: Set<Int32> = [3_600, 86_400, 604_800, 2_592_000]
}

/// The names and functions of rules.
enum RuleSchema {
    static func rules(_ planner: FactPlanner, lists: [RuleList]) -> Schema {
        var schema = Schema()
        for (slot, entry) in Catalogue.named.enumerated() { schema.variable(entry.name, entry.type, slot: slot) }
        for (number, list) in lists.enumerated() {
            schema.variable("lists.\(list.name)", .map(.string, .bool), slot: Catalogue.named.count + number)
        }
        if lists.isEmpty {
            schema.hints["lists"] = "the set has no lists: write lists: {name: [first, second]} above its rules"
        }
        for (record, distinct) in [("received", "distinct_payers"), ("sent", "distinct_payees")] {
            var fields: [String: ValueType] = [distinct: .int]
            for field in WindowFact.Field.allCases where field != .distinct && field != .share {
                fields[field.rawValue] = field.type
            }
            schema.record(record, fields)
            schema.featureMethod("share", on: .record(record), [.string], .double) {
                (arguments) throws(EvaluationError) in try planner.share(arguments)
            }
        }
        for (name, (side, isIncoming)) in FactPlanner.streams.sorted(by: { $0.key < $1.key }) {
            for parameters in [[ValueType.string], [.string, .string]] {
                schema.feature(name, parameters, .record(isIncoming ? "received" : "sent")) {
                    (arguments, field) throws(EvaluationError) in
                    try planner.window(side, isIncoming: isIncoming, arguments, field)
                }
            }
        }
        schema.feature("price", [.string], .double) { (arguments, _) throws(EvaluationError) in
            try planner.price(arguments)
        }
        return schema
    }

    /// What a filter of a window sees: the payment's record, in the same slots as the rules'.
    private static let filters: Schema = {
        var schema = Schema()
        for (slot, entry) in Catalogue.named.enumerated() {
            if entry.fact.isOfRecord { schema.variable(entry.name, entry.type, slot: slot) }
        }
        return schema
    }()

    static func filter(_ text: String) throws(Diagnostic) -> Program {
        try Program(compiling: Expression.parse(text).check(in: filters, expecting: .bool))
    }
}
