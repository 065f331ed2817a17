internal import WeirDomain

/// Many conditions that are evaluated together for each payment: one run's preparation for all of them.
public final class ConditionSet: Sendable {
    /// What was found for each condition, by its number.
    public struct Verdicts: Sendable {
        /// Bit `i` of the whole: condition `i` holds.
        public fileprivate(set) var holding: [UInt64]
        /// Conditions that have no value, and why; empty for nearly every payment.
        public fileprivate(set) var errors: [(number: Int, error: EvaluationError)] = []

        public init(count: Int) { holding = Array(repeating: 0, count: (count + 63) / 64) }

        public subscript(number: Int) -> Bool { holding[number >> 6] >> UInt64(number & 63) & 1 == 1 }

        /// The numbers of the conditions that hold, in order.
        public var numbers: [Int] { (0..<holding.count * 64).filter { self[$0] } }
    }

    /// What evaluating a program takes, without counting references to it.
    private struct Entry: @unchecked Sendable {
        var code: UnsafeBufferPointer<Instruction>
        unowned(unsafe) var tables: ProgramTables
        var root: Int32
    }

    private let programs: [Program]
    private let entries: [Entry]
    private let locals: Int

    public init(_ programs: [Program]) {
        self.programs = programs
        entries = programs.map { Entry(code: $0.code, tables: $0.tables, root: $0.root) }
        locals = programs.map(\.localCount).max() ?? 0
    }

    public var count: Int { programs.count }
    /// The slots that any of them may read, in order.
    public var slots: [Int] { Set(programs.flatMap(\.slots)).sorted() }

    /// Evaluates all conditions; the verdicts may be used again for the next payment.
    public func evaluate(with features: borrowing FeatureVector, into verdicts: inout Verdicts) {
        if !verdicts.errors.isEmpty { verdicts.errors.removeAll() }
        guard let first = entries.first else { return }
        var run = Run(first.tables, locals: locals, steps: Limits.ruleSteps)
        var word: UInt64 = 0
        for number in entries.indices {
            run.begin(entries[number].tables, steps: Limits.ruleSteps)
            let code = unsafe Span(_unsafeElements: entries[number].code)
            do throws(Failure) {
                let holds = try Interpreter.test(code, entries[number].root, features, &run)
                if holds { word |= 1 << UInt64(number & 63) }
            } catch {
                verdicts.errors.append((number, programs[number].words(error, run)))
            }
            if number & 63 == 63 || number == entries.count - 1 {
                verdicts.holding[number >> 6] = word
                word = 0
            }
        }
    }
}
