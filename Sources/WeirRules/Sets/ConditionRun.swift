internal import WeirDomain

/// Runs the conditions of a set on payment after payment. All rules are open at first. Fact after fact is looked at,
/// and each look rules out every rule that asks for another value; a fact is read only while a rule that asks for it is
/// open. In which order, is learnt from the payments, and never shows in what is found: an error counts only where no
/// other part of the same `&&` is false.
///
/// ```swift
/// run.begin()
/// while let slot = run.next(facts) { … set the slot, with whatever else is read together … }
/// ```
public struct ConditionRun: ~Copyable {
    public let set: ConditionSet
    public private(set) var verdicts: ConditionSet.Verdicts
    private var layout: ConditionLayout
    private var learner: ConditionLearner
    private var run: Run
    private var memos: [Memo]
    private var payment: UInt32 = 0

    /// The rules that are open, and those of them of which a condition has no value.
    private let left: UnsafeMutablePointer<ConditionLayout.Rules>
    private let valueless: UnsafeMutablePointer<ConditionLayout.Rules>
    private let units: Int

    // Where the payment at hand stands.
    private var look = 0
    private var word = -1
    /// Rules of the word that are still to be decided, and the one at hand.
    private var pending: UInt64 = 0
    private var rule = -1
    private var conjunct = 0
    private var other = 0
    private var isOpen = false
    private var sampled = 0

    /// What was found for a condition that rules share, for the payment at hand.
    private struct Memo {
        var payment: UInt32 = 0
        var verdict = Conjunct.Verdict.open
        /// What it took; charged to every rule that uses it, so that sharing changes nothing.
        var steps = 0
        var isTooLong = false
    }

    /// - Parameter reading: what reading slots costs, and what bounds them.
    public init(_ set: ConditionSet, _ reading: SlotReading) {
        self.set = set
        verdicts = ConditionSet.Verdicts(count: set.count)
        learner = ConditionLearner(set, reading)
        layout = ConditionLayout(learner)
        run = Run(set.programs.first?.tables ?? ProgramTables.empty, locals: set.locals, steps: Limits.ruleSteps)
        memos = Array(repeating: Memo(), count: set.memos)
        units = layout.units
        left = .allocate(capacity: units)
        valueless = .allocate(capacity: units)
        left.initialize(repeating: .zero, count: units)
        valueless.initialize(repeating: .zero, count: units)
    }

    deinit {
        left.deallocate()
        valueless.deallocate()
    }

    /// Begins with a payment.
    public mutating func begin() {
        payment &+= 1
        (look, word, pending, rule, sampled) = (0, -1, 0, -1, 0)
        if !verdicts.errors.isEmpty { verdicts.errors.removeAll() }
        for unit in 0..<units {
            left[unit] = layout.all[unit]
            valueless[unit] = .zero
        }
    }

    // Mutating although they change nothing: for a look through a borrow the whole run would be copied.

    /// The slot that is looked at first; -1 where there is none.
    public var firstSlot: Int {
        mutating get { layout.looks.isEmpty ? -1 : Int(layout.looks[0].slot) }
    }

    /// Goes on until a slot is needed that has been forgotten, which it returns, or until all is decided.
    public mutating func next(_ facts: borrowing FeatureVector) -> Int? {
        units == 1 ? nextOfOne(facts.cells, facts) : nextOfMany(facts.cells, facts)
    }

    /// For sets of up to 128 rules: which of them are open stays in one register.
    private mutating func nextOfOne(
        _ cells: UnsafeMutablePointer<FeatureVector.Cell>, _ facts: borrowing FeatureVector
    ) -> Int? {
        guard let looks = UnsafePointer(layout.looks.baseAddress) else { return settle(facts) }
        let count = layout.looks.count
        var (at, open) = (look, left[0])
        while at < count {
            let this = looks + at
            let asking = layout.sets[this.pointee.sets] & open
            if asking[0] | asking[1] != 0 {
                let cell = cells[Int(this.pointee.slot)]
                if cell.kind == this.pointee.kind {
                    open &= layout.passing(this, cell.bits, units: 1).pointee
                    if open[0] | open[1] == 0 { at = count &- 1 }
                } else if cell.kind == .unread {
                    (look, left[0]) = (at, open)
                    return Int(this.pointee.slot)
                } else {
                    valueless[0] |= asking
                }
            }
            at &+= 1
        }
        (look, left[0]) = (at, open)
        return settle(facts)
    }

    private mutating func nextOfMany(
        _ cells: UnsafeMutablePointer<FeatureVector.Cell>, _ facts: borrowing FeatureVector
    ) -> Int? {
        let (looks, count) = (layout.looks, layout.looks.count)
        while look < count {
            let this = looks[look]
            let sets = layout.sets + this.sets
            var asking = sets[0] & left[0]
            for unit in 1..<units { asking |= sets[unit] & left[unit] }
            if asking[0] | asking[1] != 0 {
                let cell = cells[Int(this.slot)]
                if cell.kind == this.kind {
                    let passing = withUnsafePointer(to: this) { layout.passing($0, cell.bits, units: units) }
                    left[0] &= passing[0]
                    var open = left[0]
                    for unit in 1..<units {
                        left[unit] &= passing[unit]
                        open |= left[unit]
                    }
                    if open[0] | open[1] == 0 { look = count &- 1 }
                } else if cell.kind == .unread {
                    return Int(this.slot)
                } else {
                    for unit in 0..<units { valueless[unit] |= sets[unit] & left[unit] }
                }
            }
            look &+= 1
        }
        return settle(facts)
    }

    /// Decides what no look has.
    private mutating func settle(_ facts: borrowing FeatureVector) -> Int? {
        while true {
            if rule >= 0, let slot = decide(facts) { return slot }
            while pending == 0 {
                guard word + 1 < verdicts.holding.count else { return learn(facts) }
                word += 1
                let (unit, half) = (word >> 1, word & 1)
                let holding = left[unit][half] & ~(valueless[unit][half] | layout.more[unit][half])
                verdicts.holding[word] = holding
                pending = left[unit][half] & ~holding
            }
            rule = word * 64 + pending.trailingZeroBitCount
            pending &= pending - 1
            conjunct = Int(layout.rows[rule].first)
            other = 0
            isOpen = valueless[word >> 1][word & 1] >> UInt64(rule & 63) & 1 == 1
        }
    }

    /// Adds the numbers of the conditions that hold, in order.
    public mutating func appendHolding(to numbers: inout [Int]) {
        for word in verdicts.holding.indices where verdicts.holding[word] != 0 {
            var bits = verdicts.holding[word]
            while bits != 0 {
                numbers.append(word * 64 + bits.trailingZeroBitCount)
                bits &= bits - 1
            }
        }
    }

    // MARK: One rule

    /// Decides the rule at hand; the slot that it needs, if any.
    private mutating func decide(_ facts: borrowing FeatureVector) -> Int? {
        let end = Int(layout.rows[rule].end)
        while conjunct < end {
            let slot = Int(layout.conjuncts[conjunct].slot)
            if facts.cells[slot].kind == .unread { return slot }
            switch verdict(layout.conjuncts[conjunct], facts) {
            case .yes: break
            case .no:
                rule = -1
                return nil
            case .open: isOpen = true
            }
            conjunct += 1
        }
        if layout.rows[rule].others > 0, let slot = decideOthers(facts, facts.cells) { return slot }
        guard rule >= 0 else { return nil }
        if isOpen {
            set.evaluate(rule, with: facts, into: &verdicts)
        } else {
            verdicts.holding[rule >> 6] |= 1 << UInt64(rule & 63)
        }
        rule = -1
        return nil
    }

    private mutating func verdict(_ test: Conjunct, _ facts: borrowing FeatureVector) -> Conjunct.Verdict {
        let verdict = test.verdict(facts.cells)
        // A text that may be the one that is meant.
        guard verdict == .open, test.kind == .string else { return verdict }
        return evaluate(Int(test.program), test.place, facts).verdict
    }

    @inline(never)
    private mutating func evaluate(
        _ program: Int, _ place: Int32, _ facts: borrowing FeatureVector
    ) -> (verdict: Conjunct.Verdict, isTooLong: Bool) {
        set.programs[program].outcome(at: place, with: facts, &run)
    }

    /// The conditions that are not simple, in the order in which they are written.
    @inline(never)
    private mutating func decideOthers(
        _ facts: borrowing FeatureVector, _ cells: UnsafeMutablePointer<FeatureVector.Cell>
    ) -> Int? {
        let row = layout.rows[rule]
        if other == 0 { run.steps = Limits.ruleSteps }
        while other < Int(row.others) {
            let test = set.others[Int(row.firstOther) + other]
            for place in test.firstSlot..<test.endSlot {
                let slot = Int(set.otherSlots[place])
                if cells[slot].kind == .unread { return slot }
            }
            let found = find(test, facts)
            other += 1
            if found.isTooLong {
                // Nothing absorbs that.
                verdicts.errors.append((rule, EvaluationError.tooLong))
                rule = -1
                return nil
            }
            if found.verdict == .no {
                rule = -1
                return nil
            }
            if found.verdict == .open { isOpen = true }
        }
        return nil
    }

    private mutating func find(
        _ test: ConditionSet.Other, _ facts: borrowing FeatureVector
    ) -> (verdict: Conjunct.Verdict, isTooLong: Bool) {
        guard test.memo >= 0 else { return evaluate(test.program, test.place, facts) }
        if memos[test.memo].payment == payment {
            run.steps -= memos[test.memo].steps
            return (memos[test.memo].verdict, memos[test.memo].isTooLong || run.steps < 0)
        }
        let before = run.steps
        let found = evaluate(test.program, test.place, facts)
        // What ran out of steps that others had used up says nothing about the next rule.
        if !found.isTooLong {
            memos[test.memo] = Memo(
                payment: payment, verdict: found.verdict, steps: before - run.steps, isTooLong: false)
        }
        return found
    }

    // MARK: Learning

    private mutating func learn(_ facts: borrowing FeatureVector) -> Int? {
        guard learner.isSampling else {
            learner.pass()
            return nil
        }
        while sampled < learner.conjuncts.count {
            let slot = Int(learner.conjuncts[sampled].slot)
            if facts.cells[slot].kind == .unread { return slot }
            learner.note(sampled, holds: learner.conjuncts[sampled].verdict(facts.cells) == .yes)
            sampled += 1
        }
        if learner.endSample() { layout = ConditionLayout(learner) }
        return nil
    }
}

extension EvaluationError {
    static let tooLong = EvaluationError(kind: .tooLong, message: "the evaluation takes too many steps")
}
