/// The conditions of a set in an order in which most payments are done with soon: rules by their guards, and the
/// conditions of each rule by how much they tell for what they cost. Plain bytes in memory that is written once.
struct ConditionLayout: ~Copyable {
    /// Rules that have a simple condition over the same slot for their guard.
    struct Group: BitwiseCopyable {
        enum Form: UInt8 {
            /// Every rule is visited.
            case each
            /// The value must be greater than an entry's key, or less; keys from the loosest to the strictest.
            case rising, falling
            /// It must be the entry's key; keys ascend by their bits.
            case equal
        }

        var form: Form
        var kind: FeatureVector.Kind = .none
        /// Whether passing the guard means that its condition holds; a mark only says that a text may be the one.
        var isCertain = true
        var slot: Int32 = 0
        var first: Int32 = 0
        var end: Int32 = 0
    }

    /// A simple condition as most are: the value in a slot above, below or equal to a key.
    struct Test: BitwiseCopyable {
        enum Form: UInt8 { case intAbove, intBelow, doubleAbove, doubleBelow, equal, other }

        var form = Form.other
        var kind: FeatureVector.Kind
        var slot: Int32
        var key: UInt64 = 0

        init(_ conjunct: Conjunct) {
            kind = conjunct.kind.cell
            slot = conjunct.slot
            guard let (guarding, key) = conjunct.guardForm else { return }
            switch (guarding, kind) {
            case (.rising, .int): form = .intAbove
            case (.falling, .int): form = .intBelow
            case (.rising, .double): form = .doubleAbove
            case (.falling, .double): form = .doubleBelow
            case (.equal, _) where conjunct.isCertain: form = .equal
            default: return
            }
            self.key = key
        }

        /// `open` where the value is of another kind, or the condition has to be looked at as it is.
        @inline(__always)
        func verdict(_ cells: UnsafeMutablePointer<FeatureVector.Cell>) -> Conjunct.Verdict {
            let cell = cells[Int(slot)]
            guard cell.kind == kind else { return .open }
            let holds: Bool
            switch form {
            case .intAbove: holds = Int64(bitPattern: cell.bits) > Int64(bitPattern: key)
            case .intBelow: holds = Int64(bitPattern: cell.bits) < Int64(bitPattern: key)
            case .doubleAbove: holds = Double(bitPattern: cell.bits) > Double(bitPattern: key)
            case .doubleBelow: holds = Double(bitPattern: cell.bits) < Double(bitPattern: key)
            case .equal: holds = cell.bits == key
            case .other: return .open
            }
            return holds ? .yes : .no
        }
    }

    /// A rule's simple conditions, the guard first; and how many others it has.
    struct Row: BitwiseCopyable {
        var first: Int32
        var end: Int32
        var others: Int32
    }

    let groups: UnsafeMutableBufferPointer<Group>
    let rules: UnsafeMutableBufferPointer<Int32>
    let rows: UnsafeMutableBufferPointer<Row>
    let conjuncts: UnsafeMutablePointer<Conjunct>
    /// The same in brief.
    let tests: UnsafeMutablePointer<Test>
    private let keys: UnsafeMutableBufferPointer<UInt64>

    init(_ learner: ConditionLearner) {
        let plan = GuardPlan(learner)
        rows = .allocate(capacity: plan.orders.count)
        let total = plan.orders.reduce(0) { $0 + $1.count }
        conjuncts = .allocate(capacity: max(1, total))
        tests = .allocate(capacity: max(1, total))
        var next = 0
        for (rule, order) in plan.orders.enumerated() {
            let others = learner.set.conjunctions[rule].others.count
            rows.initializeElement(
                at: rule, to: Row(first: Int32(next), end: Int32(next + order.count), others: Int32(others)))
            for conjunct in order {
                (conjuncts + next).initialize(to: conjunct)
                (tests + next).initialize(to: Test(conjunct))
                next += 1
            }
        }
        groups = .allocate(capacity: plan.groups.count)
        rules = .allocate(capacity: plan.orders.count)
        keys = .allocate(capacity: plan.orders.count)
        var place = 0
        for (number, planned) in plan.groups.enumerated() {
            var group = planned.group
            group.first = Int32(place)
            for entry in planned.entries {
                keys.initializeElement(at: place, to: entry.key)
                rules.initializeElement(at: place, to: Int32(entry.rule))
                place += 1
            }
            group.end = Int32(place)
            groups.initializeElement(at: number, to: group)
        }
    }

    deinit {
        groups.deallocate()
        rules.deallocate()
        rows.deallocate()
        conjuncts.deallocate()
        tests.deallocate()
        keys.deallocate()
    }

    /// The entries of a group whose guard lets a value through.
    @inline(__always)
    func passing(_ group: Group, _ bits: UInt64) -> Range<Int> {
        let (first, end) = (Int(group.first), Int(group.end))
        switch group.form {
        case .each: return first..<end
        case .rising:
            return
                first..<beyond(first, end, group.kind, bits) {
                    $0 > $1
                } _: {
                    $0 > $1
                } _: {
                    $0 > $1
                }
        case .falling:
            return
                first..<beyond(first, end, group.kind, bits) {
                    $0 < $1
                } _: {
                    $0 < $1
                } _: {
                    $0 < $1
                }
        case .equal:
            var low = first
            var high = end
            while low < high {
                let middle = (low + high) / 2
                if keys[middle] < bits { low = middle + 1 } else { high = middle }
            }
            var last = low
            while last < end, keys[last] == bits { last += 1 }
            return low..<last
        }
    }

    /// Where the entries end that let the value through; those that do come first.
    @inline(__always)
    private func beyond(
        _ first: Int, _ end: Int, _ kind: FeatureVector.Kind, _ bits: UInt64, _ int: (Int64, Int64) -> Bool,
        _ uint: (UInt64, UInt64) -> Bool, _ double: (Double, Double) -> Bool
    ) -> Int {
        var (low, high) = (first, end)
        while low < high {
            let middle = (low + high) / 2
            let passes =
                switch kind {
                case .int: int(Int64(bitPattern: bits), Int64(bitPattern: keys[middle]))
                case .uint: uint(bits, keys[middle])
                default: double(Double(bitPattern: bits), Double(bitPattern: keys[middle]))
                }
            if passes { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
