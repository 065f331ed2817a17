import WeirDomain
public import WeirRules

/// What the rules of a set need for each payment: named facts, windows, and the state that has to be kept for those
/// that are not kept for every account anyway. What no rule uses is not here, and costs nothing.
public struct FactPlan: Sendable {
    public struct Entry: Sendable {
        public var slot: Int
        public var fact: Fact
    }

    /// Figures to be read from one window.
    public struct WindowRead: Sendable {
        public var side: Side
        public var key: WindowKey
        public var fields: [(field: WindowFact.Field, slot: Int)]
        /// The place in `specs`; `nil` for the windows that every account has.
        public var spec: Int?
    }

    /// What conditions may read, or only reasons.
    public struct Reading: Sendable {
        public var entries: [Entry] = []
        public var windows: [WindowRead] = []
    }

    /// Slots of the vector.
    public let width: Int
    public let names: [String]
    public let always: Reading
    public let onHit: Reading
    /// The set's lists, which never change.
    public let constants: [(slot: Int, value: Value)]
    public let specs: [SlotSpec]
    /// Some rule reads a window that every account has.
    public let needsWindows: Bool
    /// Some rule asks whether two accounts have met, or counts counterparties in such a window.
    public let needsPairs: Bool
    /// Some rule asks for the time since an account's payment before.
    public let needsLast: Bool

    static func make(
        _ facts: [Fact], _ programs: [Program], _ texts: [ReasonText], _ lists: [RuleList]
    ) -> Result<FactPlan, RuleFlaw> {
        let condition = Set(programs.flatMap(\.slots))
        let reason = Set(texts.flatMap(\.slots)).subtracting(condition)
        var keys: [WindowKey: Set<WindowFact.Field>] = [:]
        for slot in condition.union(reason) {
            if case .window(_, let window) = facts[slot] { keys[window.key, default: []].insert(window.field) }
        }
        // Counted first: making one compiles its filter.
        let needed = keys.filter { SlotSpec.isNeeded($0.key, $0.value) }
        guard needed.count <= Limits.ruleSlots else {
            let message = "the set needs \(needed.count) windows of its own; at most \(Limits.ruleSlots)"
            return .failure(
                RuleFlaw(rule: nil, part: .set, diagnostic: Diagnostic(line: 1, column: 1, message: message)))
        }
        var specs = needed.map { SlotSpec($0.key, $0.value) }
        specs.sort { $0.order < $1.order }
        let used = condition.union(reason)
        let filters = Set(specs.flatMap { $0.filter?.slots ?? [] })
        return .success(
            FactPlan(
                width: facts.count, names: facts.map { Self.name($0, lists) },
                always: Self.reading(condition, facts, specs), onHit: Self.reading(reason, facts, specs),
                constants: used.sorted().compactMap { Self.constant($0, facts[$0], lists) }, specs: specs,
                needsWindows: used.contains { Self.isKept(facts[$0], specs) },
                needsPairs: used.union(filters).contains { Self.isOfPairs(facts[$0], specs) },
                needsLast: used.contains { Self.isLast(facts[$0]) }))
    }

    private static func isLast(_ fact: Fact) -> Bool {
        if case .account(_, .sinceLast) = fact { true } else { false }
    }

    private static func isKept(_ fact: Fact, _ specs: [SlotSpec]) -> Bool {
        guard case .window(_, let window) = fact else { return false }
        return spec(of: window, specs) == nil
    }

    private static func isOfPairs(_ fact: Fact, _ specs: [SlotSpec]) -> Bool {
        switch fact {
        case .payment(.isStranger), .payment(.isFirst): true
        case .window(_, let window):
            spec(of: window, specs) == nil && [.distinct, .firstTime, .strangers].contains(window.field)
        default: false
        }
    }

    private static func constant(_ slot: Int, _ fact: Fact, _ lists: [RuleList]) -> (slot: Int, value: Value)? {
        guard case .list(let number) = fact else { return nil }
        var map: [(Value, Value)] = []
        var seen: Set<String> = []
        for entry in lists[number].entries where seen.insert(entry).inserted {
            map.append((.string(entry), .bool(true)))
        }
        return (slot, .map(ValueMap(map) ?? ValueMap()))
    }

    private static func reading(_ slots: Set<Int>, _ facts: [Fact], _ specs: [SlotSpec]) -> Reading {
        var reading = Reading()
        for slot in slots.sorted() {
            switch facts[slot] {
            case .list: break
            case .window(let side, let fact): add(fact, side, slot, specs, &reading)
            case let fact: reading.entries.append(Entry(slot: slot, fact: fact))
            }
        }
        return reading
    }

    /// Figures of one window stand together, so that it is read once.
    private static func add(
        _ fact: WindowFact, _ side: Side, _ slot: Int, _ specs: [SlotSpec], _ reading: inout Reading
    ) {
        let spec = spec(of: fact, specs)
        if let known = reading.windows.firstIndex(where: {
            $0.side == side && $0.key == fact.key && $0.spec == spec
        }) {
            reading.windows[known].fields.append((fact.field, slot))
        } else {
            reading.windows.append(
                WindowRead(side: side, key: fact.key, fields: [(fact.field, slot)], spec: spec))
        }
    }

    /// The place of the window that a figure comes from; `nil` for those that every account has.
    private static func spec(of fact: WindowFact, _ specs: [SlotSpec]) -> Int? {
        specs.firstIndex { $0.key == fact.key && SlotSpec.planned.contains(fact.field) }
            ?? specs.firstIndex { $0.key == fact.key && !WindowFact.kept.contains(fact.seconds) }
            ?? specs.firstIndex { $0.key == fact.key && !fact.filter.isEmpty }
    }

    private static func name(_ fact: Fact, _ lists: [RuleList]) -> String {
        if let named = Catalogue.named.first(where: { $0.fact == fact }) { return named.name }
        switch fact {
        case .list(let number): return "lists.\(lists[number].name)"
        case .price(let asset): return "price(\"\(asset.name)\")"
        case .window(let side, let window):
            let filter = window.filter.isEmpty ? "" : ", \"\(window.filter)\""
            let way = window.isIncoming ? "received" : "sent"
            let length = Self.length(window.seconds)
            if window.field == .share { return "\(side.name).\(way)(\"\(length)\").share(\"\(window.filter)\")" }
            let field =
                window.field == .distinct
                ? (window.isIncoming ? "distinct_payers" : "distinct_payees")
                : window.field.rawValue
            return "\(side.name).\(way)(\"\(length)\"\(filter)).\(field)"
        default: return ""
        }
    }

    fileprivate static func length(_ seconds: Int32) -> String {
        for (unit, size) in [("d", Int32(86_400)), ("h", 3_600)] where seconds % size == 0 && seconds > size {
            return "\(seconds / size)\(unit)"
        }
        if seconds % 3_600 == 0 { return "\(seconds / 3_600)h" }
        return seconds % 60 == 0 ? "\(seconds / 60)m" : "\(seconds)s"
    }

    /// Bytes that the set's own windows take for each account that has payments in them.
    public var bytesPerAccount: Int { specs.reduce(needsLast ? 8 : 0) { $0 + $1.words * 8 } }
}

/// A window that is kept because rules ask for it.
///
/// Time is cut into buckets of a twelfth of the length, in whole milliseconds. What is counted are the twelve whole
/// ones and the one that is filling: the window reaches back at least its length and at most one bucket more, and
/// under a minute up to twelve milliseconds beyond that. Count, sum, mean, deviation, least and greatest are exact for
/// that reach; counterparties and remarks are exact up to 64 and then stay at 64.
public struct SlotSpec: Sendable {
    public struct Needs: OptionSet, Sendable, Hashable, BitwiseCopyable {
        public let rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        public static let sum = Needs(rawValue: 1)
        public static let squares = Needs(rawValue: 2)
        public static let extremes = Needs(rawValue: 4)
        public static let distinct = Needs(rawValue: 8)
        /// How many payments there were without the filter.
        public static let total = Needs(rawValue: 16)
        public static let remarks = Needs(rawValue: 32)
    }

    public static let buckets = 13
    /// Counterparties that are told apart, and remarks.
    public static let counterparties = 64

    public let key: WindowKey
    public let needs: Needs
    public let filter: Program?

    /// Figures that the windows of every account do not have.
    static let planned: Set<WindowFact.Field> = [.min, .max, .stddev, .share, .distinctRemarks]

    static func isNeeded(_ key: WindowKey, _ fields: Set<WindowFact.Field>) -> Bool {
        !key.filter.isEmpty || !WindowFact.kept.contains(key.seconds) || !fields.isDisjoint(with: planned)
    }

    /// One as `key` and `needs` of another say.
    public init?(_ key: WindowKey, needs: Needs) {
        guard key.seconds > 0 else { return nil }
        var filter: Program?
        if !key.filter.isEmpty {
            guard let program = try? RuleSchema.filter(key.filter) else { return nil }
            filter = program
        }
        (self.key, self.needs, self.filter) = (key, needs, filter)
    }

    init(_ key: WindowKey, _ fields: Set<WindowFact.Field>) {
        self.key = key
        var needs: Needs = []
        for field in fields {
            switch field {
            case .count, .firstTime, .strangers, .complete: break
            case .sum, .avg: needs.insert(.sum)
            case .min, .max: needs.insert(.extremes)
            case .stddev: needs.formUnion([.sum, .squares])
            case .distinct: needs.insert(.distinct)
            case .distinctRemarks: needs.insert(.remarks)
            case .share: needs.insert(.total)
            }
        }
        // Those windows that everybody has know the different counterparties, and know them exactly.
        if key.filter.isEmpty, WindowFact.kept.contains(key.seconds) { needs.remove(.distinct) }
        self.needs = needs
        filter = key.filter.isEmpty ? nil : try? RuleSchema.filter(key.filter)
    }

    /// Milliseconds of one bucket: a twelfth of the length. Of whole minutes it is one to the millisecond.
    public var bucketMilliseconds: Int64 { (Int64(key.seconds) * 1_000 + 11) / 12 }

    /// Words of eight bytes in one bucket: the count, and what else is needed.
    public var bucketWords: Int {
        1 + (needs.contains(.sum) ? 1 : 0) + (needs.contains(.squares) ? 2 : 0) + (needs.contains(.extremes) ? 2 : 0)
            + (needs.contains(.total) ? 1 : 0)
    }

    /// Words of one account: the number of the newest bucket, the buckets and their sum, counterparties and remarks.
    public var words: Int {
        1 + (1 + Self.buckets) * bucketWords + (needs.contains(.distinct) ? Self.counterparties : 0)
            + (needs.contains(.remarks) ? Self.counterparties : 0)
    }

    /// As a rule asks for it: `received "36h"`, with the filter behind it.
    public var name: String {
        (key.isIncoming ? "received" : "sent") + " \"\(FactPlan.length(key.seconds))\""
            + (key.filter.isEmpty ? "" : " where \(key.filter)")
    }

    /// The same in every process: nothing may depend on the order of a hash table.
    fileprivate var order: String {
        let zeros = String(repeating: "0", count: 12 - String(key.seconds).count)
        return "\(key.isIncoming ? 0 : 1) \(zeros)\(key.seconds) \(key.filter)"
    }
}
