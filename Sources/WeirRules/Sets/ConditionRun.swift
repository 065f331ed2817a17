internal import WeirDomain

/// Runs the conditions of a set on payment after payment. It visits only rules whose guard lets the payment through, a
/// simple condition by which many rules are told apart at once; asks for values only when they can matter; and learns
/// from the payments which conditions seldom hold. In which order conditions are tried never shows in what is found:
/// an error counts only where no other part of the same `&&` is false.
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

    // Where the payment at hand stands.
    private var group = 0
    private var entry = 0
    private var entryEnd = 0
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
    }

    /// Begins with a payment.
    public mutating func begin() {
        payment &+= 1
        (group, entry, entryEnd, rule, sampled) = (-1, 0, 0, -1, 0)
        if !verdicts.errors.isEmpty { verdicts.errors.removeAll() }
        for word in verdicts.holding.indices { verdicts.holding[word] = 0 }
    }

    /// Goes on until a slot is needed that has been forgotten, which it returns, or until all is decided.
    public mutating func next(_ facts: borrowing FeatureVector) -> Int? {
        let cells = facts.cells
        while true {
            if rule >= 0, let slot = decide(facts, cells) { return slot }
            if entry == entryEnd {
                group += 1
                guard group < layout.groups.count else { return finish(facts) }
                if let slot = open(layout.groups[group], cells) {
                    group -= 1
                    return slot
                }
                continue
            }
            visit(entry, knowsGuard: layout.groups[group].isCertain && !isGuardOpen)
            entry += 1
        }
    }

    /// The guard of the group at hand has no value: each of its rules has to be looked at with it.
    private var isGuardOpen = false

    @inline(__always)
    private mutating func visit(_ entry: Int, knowsGuard: Bool) {
        rule = Int(layout.rules[entry])
        conjunct = Int(layout.rows[rule].first) + (knowsGuard ? 1 : 0)
        other = 0
        isOpen = false
    }

    /// Finds the entries of a group that its guard lets through.
    @inline(__always)
    private mutating func open(_ group: ConditionLayout.Group, _ cells: UnsafeMutablePointer<FeatureVector.Cell>)
        -> Int?
    {
        let cell = cells[Int(group.slot)]
        if group.form != .each, cell.kind == .unread { return Int(group.slot) }
        (entry, entryEnd) = (Int(group.first), Int(group.end))
        isGuardOpen = group.form != .each && cell.kind != group.kind
        if group.form == .each || isGuardOpen { return nil }
        let range = layout.passing(group, cell.bits)
        (entry, entryEnd) = (range.lowerBound, range.upperBound)
        return nil
    }

    /// Adds the numbers of the conditions that hold, in order.
    public func appendHolding(to numbers: inout [Int]) {
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
    @inline(__always)
    private mutating func decide(
        _ facts: borrowing FeatureVector, _ cells: UnsafeMutablePointer<FeatureVector.Cell>
    ) -> Int? {
        let end = Int(layout.rows[rule].end)
        while conjunct < end {
            let test = layout.tests + conjunct
            switch test.pointee.verdict(cells) {
            case .yes: break
            case .no:
                rule = -1
                return nil
            case .open:
                if cells[Int(test.pointee.slot)].kind == .unread { return Int(test.pointee.slot) }
                switch look(conjunct, facts) {
                case .yes: break
                case .no:
                    rule = -1
                    return nil
                case .open: isOpen = true
                }
            }
            conjunct += 1
        }
        if layout.rows[rule].others > 0, let slot = decideOthers(facts, cells) { return slot }
        guard rule >= 0 else { return nil }
        if isOpen {
            set.evaluate(rule, with: facts, into: &verdicts)
        } else {
            verdicts.holding[rule >> 6] |= 1 << UInt64(rule & 63)
        }
        rule = -1
        return nil
    }

    /// A condition that takes more: a text that may be the one that is meant, or one that serves as no guard.
    @inline(never)
    private mutating func look(_ place: Int, _ facts: borrowing FeatureVector) -> Conjunct.Verdict {
        let test = layout.conjuncts[place]
        let verdict = test.verdict(facts.cells)
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
        if other == 0 { run.steps = Limits.ruleSteps }
        while other < set.others[rule].count {
            let test = set.others[rule][other]
            for slot in test.slots where cells[slot].kind == .unread { return slot }
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

    private mutating func finish(_ facts: borrowing FeatureVector) -> Int? {
        // Asked again after a slot has been set.
        group = layout.groups.count - 1
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
