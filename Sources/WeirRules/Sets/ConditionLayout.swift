/// The conditions of a set as looks: one at each fact that rules compare with constants. The constants lie in order, so
/// that one search finds all rules that the value rules out, and sets of rules are bits: taking them away is a single
/// operation for sixty-four. Plain bytes in memory that is written once.
struct ConditionLayout: ~Copyable {
    struct Look: BitwiseCopyable {
        enum Form: UInt8 {
            /// The value must be greater than a key, or less, or the key itself.
            case rising, falling, equal
        }

        var form: Form
        var kind: FeatureVector.Kind
        var slot: Int32
        /// What turns a value's bits into ones by whose order it is compared: of all kinds but `double`.
        var turn: UInt64
        /// Its keys, each once, in order.
        var first: Int32
        var count: Int32
        /// Where its first set begins: the rules that ask. Behind them, by the number of keys passed (of an equal key
        /// by its place, the last for none), the rules that go on.
        var sets: Int
    }

    /// What is left to be decided of a rule when all looks are done: simple conditions, and how many others.
    struct Row: BitwiseCopyable {
        var first: Int32
        var end: Int32
        var others: Int32
        /// The first of them in the set's list.
        var firstOther: Int32
    }

    /// Sets of rules come in units of 128: most sets of rules have one.
    typealias Rules = SIMD2<UInt64>
    let units: Int
    let looks: UnsafeMutableBufferPointer<Look>
    let sets: UnsafeMutablePointer<Rules>
    /// All rules; and those of which something is left to be decided.
    let all: UnsafeMutablePointer<Rules>
    let more: UnsafeMutablePointer<Rules>
    let rows: UnsafeMutableBufferPointer<Row>
    let conjuncts: UnsafeMutablePointer<Conjunct>
    private let keys: UnsafeMutablePointer<UInt64>

    init(_ learner: ConditionLearner) {
        let plan = LookPlan(learner)
        let count = learner.own.count
        units = max(1, (count + 127) / 128)
        rows = .allocate(capacity: count)
        conjuncts = .allocate(capacity: max(1, plan.rest.reduce(0) { $0 + $1.count }))
        all = .allocate(capacity: units)
        more = .allocate(capacity: units)
        all.initialize(repeating: .zero, count: units)
        more.initialize(repeating: .zero, count: units)
        var next = 0
        for (rule, rest) in plan.rest.enumerated() {
            let others = learner.set.conjunctions[rule].others.count
            rows.initializeElement(
                at: rule,
                to: Row(
                    first: Int32(next), end: Int32(next + rest.count), others: Int32(others),
                    firstOther: Int32(learner.set.firstOthers[rule])))
            for conjunct in rest {
                (conjuncts + next).initialize(to: conjunct)
                next += 1
            }
            all[rule >> 7] |= Self.only(rule)
            if !rest.isEmpty || others > 0 { more[rule >> 7] |= Self.only(rule) }
        }
        looks = .allocate(capacity: plan.looks.count)
        let ordered = plan.looks.map { Set($0.entries.map(\.key)).sorted() }
        keys = .allocate(capacity: max(1, ordered.reduce(0) { $0 + $1.count }))
        sets = .allocate(capacity: max(1, units * ordered.reduce(0) { $0 + $1.count + 2 }))
        var (key, set) = (0, 0)
        for (number, look) in plan.looks.enumerated() {
            let own = ordered[number]
            (keys + key).initialize(from: own, count: own.count)
            looks.initializeElement(
                at: number,
                to: Look(
                    form: look.form, kind: look.kind, slot: look.slot,
                    turn: Self.ordered(0, look.kind, look.form), first: Int32(key), count: Int32(own.count),
                    sets: set))
            fill(sets + set, look, own)
            key += own.count
            set += units * (own.count + 2)
        }
    }

    /// A set of one rule.
    private static func only(_ rule: Int) -> Rules {
        var rules = Rules.zero
        rules[rule >> 6 & 1] = 1 << UInt64(rule & 63)
        return rules
    }

    private func fill(_ sets: UnsafeMutablePointer<Rules>, _ look: LookPlan.Look, _ keys: [UInt64]) {
        sets.initialize(repeating: .zero, count: units * (keys.count + 2))
        var places: [UInt64: Int] = [:]
        for (place, key) in keys.enumerated() { places[key] = place }
        var rules: [[Int]] = Array(repeating: [], count: keys.count)
        for entry in look.entries {
            sets[entry.rule >> 7] |= Self.only(entry.rule)
            rules[places[entry.key] ?? 0].append(entry.rule)
        }
        // Nothing is asked of the others, and of nobody where all keys are passed.
        let last = sets + (1 + keys.count) * units
        for unit in 0..<units { last[unit] = look.form == .equal ? ~sets[unit] : ~.zero }
        for place in keys.indices.reversed() {
            let own = sets + (1 + place) * units
            let next = look.form == .equal ? last : own + units
            for unit in 0..<units { own[unit] = next[unit] }
            for rule in rules[place] {
                if look.form == .equal { own[rule >> 7] |= Self.only(rule) } else { own[rule >> 7] &= ~Self.only(rule) }
            }
        }
        guard look.form == .equal else { return }
        // Who wants the value to be two things never gets it.
        var wanted: [Int: UInt64] = [:]
        for entry in look.entries where wanted.updateValue(entry.key, forKey: entry.rule) ?? entry.key != entry.key {
            for place in keys.indices { sets[(1 + place) * units + (entry.rule >> 7)] &= ~Self.only(entry.rule) }
        }
    }

    deinit {
        looks.deallocate()
        sets.deallocate()
        all.deallocate()
        more.deallocate()
        rows.deallocate()
        conjuncts.deallocate()
        keys.deallocate()
    }

    // MARK: Looking

    /// Bits by whose order values of a kind are compared; the least for what is no number.
    @inline(__always)
    static func ordered(_ bits: UInt64, _ kind: FeatureVector.Kind, _ form: Look.Form) -> UInt64 {
        var value = bits
        switch kind {
        case .int: value ^= 1 << 63
        case .double:
            // The two zeros are one.
            let number = Double(bitPattern: bits) + 0
            guard number == number else { return 0 }
            value = number.bitPattern
            value = value >> 63 == 1 ? ~value : value | 1 << 63
        default: break
        }
        return form == .falling ? ~value : value
    }

    /// The rules that go on after a look that has found this value.
    @inline(__always)
    func passing(_ look: UnsafePointer<Look>, _ bits: UInt64, units: Int) -> UnsafeMutablePointer<Rules> {
        let value =
            look.pointee.kind == .double
            ? Self.ordered(bits, .double, look.pointee.form) : bits ^ look.pointee.turn
        let own = keys + Int(look.pointee.first)
        let count = Int(look.pointee.count)
        var (low, left) = (0, count)
        while left > 0 {
            let half = left &>> 1
            let isBelow = own[low &+ half] < value
            low = isBelow ? low &+ half &+ 1 : low
            left = isBelow ? left &- half &- 1 : half
        }
        if look.pointee.form == .equal, low == count || own[low] != value { low = count }
        return sets + (look.pointee.sets &+ (1 &+ low) &* units)
    }
}
