/// The conditions of a small set one after the other, for who has read beforehand what they compare. What cannot be
/// decided on the spot is left open, for `evaluate`.
public struct ConditionList: ~Copyable {
    /// Rules are bits of one word.
    public static let most = 64

    /// Two numbers that instructions of a program make.
    private struct Compared: BitwiseCopyable {
        var code: UnsafePointer<Instruction>
        var a: Int32
        var b: Int32
        var comparison: UInt64
    }

    private let set: ConditionSet
    // By address: neither copied nor counted when they are looked into.
    private let rows: UnsafeMutableBufferPointer<ConditionRow>
    private let tests: UnsafeMutableBufferPointer<Conjunct>
    private let others: UnsafeMutableBufferPointer<Compared>
    private var verdicts: ConditionSet.Verdicts

    public init(_ set: ConditionSet) {
        precondition(set.count <= Self.most, "more rules than a word has bits")
        self.set = set
        verdicts = ConditionSet.Verdicts(count: set.count)
        var (rows, tests, others) = ([ConditionRow](), [Conjunct](), [Compared]())
        for (program, conjunction) in zip(set.programs, set.conjunctions) {
            var row = ConditionRow(first: tests.count, firstOther: others.count)
            tests += conjunction.simple
            for place in conjunction.others {
                guard let compared = Self.compared(program, place) else {
                    // Nothing behind it may be tried before it: it may take too long, which nothing absorbs.
                    row.isOpen = true
                    break
                }
                others.append(compared)
            }
            (row.end, row.endOther) = (tests.count, others.count)
            rows.append(row)
        }
        (self.rows, self.tests, self.others) = (.init(storing: rows), .init(storing: tests), .init(storing: others))
    }

    deinit {
        rows.deallocate()
        tests.deallocate()
        others.deallocate()
    }

    /// Which rules hold, and which are open: by their numbers as bits.
    /// - Parameter some: the rules that are tried, as bits too.
    public mutating func decide(
        _ facts: borrowing FeatureVector, among some: UInt64 = .max
    ) -> (holding: UInt64, open: UInt64) {
        let cells = facts.cells
        var (holding, open): (UInt64, UInt64) = (0, 0)
        var left = rows.count == Self.most ? some : some & (1 << UInt64(rows.count) - 1)
        while left != 0 {
            let rule = left.trailingZeroBitCount
            left &= left - 1
            switch verdict(rows[rule], cells) {
            case .no: break
            case .yes: holding |= 1 << UInt64(rule)
            case .open: open |= 1 << UInt64(rule)
            }
        }
        return (holding, open)
    }

    @inline(__always)
    private func verdict(_ row: ConditionRow, _ cells: UnsafeMutablePointer<FeatureVector.Cell>) -> Conjunct.Verdict {
        var isOpen = row.isOpen
        for place in row.first..<row.end {
            switch tests[place].verdict(cells) {
            case .yes: break
            case .no: return .no
            case .open: isOpen = true
            }
        }
        for place in row.firstOther..<row.endOther {
            let other = others[place]
            guard let a = Self.number(other.code, other.a, cells), let b = Self.number(other.code, other.b, cells)
            else {
                isOpen = true
                continue
            }
            if !Comparison(other.comparison).holds(a, b) { return .no }
        }
        return isOpen ? .open : .yes
    }

    /// Decides a rule that is open as it is written.
    /// - Returns: whether it holds; its error where it has no value.
    public mutating func evaluate(
        _ rule: Int, _ facts: borrowing FeatureVector
    ) -> (holds: Bool, error: EvaluationError?) {
        verdicts.holding[0] = 0
        verdicts.errors.removeAll(keepingCapacity: true)
        set.evaluate(rule, with: facts, into: &verdicts)
        return (verdicts.holding[0] != 0, verdicts.errors.first?.error)
    }

    // MARK: Numbers

    private static func compared(_ program: Program, _ place: Int32) -> Compared? {
        let i = program.code[Int(place)]
        guard i.operation == .compareDouble, isNumber(program, i.a), isNumber(program, i.b),
            let code = program.code.baseAddress
        else { return nil }
        return Compared(code: code, a: i.a, b: i.b, comparison: i.bits)
    }

    /// Whether an instruction makes a double out of variables and constants by plain arithmetic.
    private static func isNumber(_ program: Program, _ place: Int32) -> Bool {
        let i = program.code[Int(place)]
        switch i.operation {
        case .double, .slotDouble: return true
        case .doubleOfInt: return [.int, .slotInt].contains(program.code[Int(i.a)].operation)
        case .arithmeticDouble: return isNumber(program, i.a) && isNumber(program, i.b)
        default: return false
        }
    }

    /// What such an instruction makes; `nil` where a variable has no value.
    private static func number(
        _ code: UnsafePointer<Instruction>, _ place: Int32, _ cells: UnsafeMutablePointer<FeatureVector.Cell>
    ) -> Double? {
        let i = code[Int(place)]
        switch i.operation {
        case .double: return Double(bitPattern: i.bits)
        case .slotDouble:
            let cell = cells[Int(i.a)]
            return cell.kind == .double ? Double(bitPattern: cell.bits) : nil
        case .doubleOfInt:
            let whole = code[Int(i.a)]
            if whole.operation == .int { return Double(Int64(bitPattern: whole.bits)) }
            let cell = cells[Int(whole.a)]
            return cell.kind == .int ? Double(Int64(bitPattern: cell.bits)) : nil
        case .arithmeticDouble:
            guard let a = number(code, i.a, cells), let b = number(code, i.b, cells) else { return nil }
            switch Interpreter.builtin(i) {
            case .add: return a + b
            case .subtract: return a - b
            case .multiply: return a * b
            default: return a / b
            }
        default: return nil
        }
    }
}
