internal import WeirDomain

/// Many conditions that are evaluated together for each payment. Never changes; `ConditionRun` runs it.
public final class ConditionSet: Sendable {
    /// What was found for each condition, by its number.
    public struct Verdicts: Sendable {
        /// Bit `i` of the whole: condition `i` holds.
        public internal(set) var holding: [UInt64]
        /// Conditions that have no value, and why; empty for nearly every payment.
        public internal(set) var errors: [(number: Int, error: EvaluationError)] = []

        public init(count: Int) { holding = Array(repeating: 0, count: (count + 63) / 64) }

        public subscript(number: Int) -> Bool { holding[number >> 6] >> UInt64(number & 63) & 1 == 1 }

        /// The numbers of the conditions that hold, in order.
        public var numbers: [Int] { (0..<holding.count * 64).filter { self[$0] } }
    }

    /// A condition that is not simple. Equal ones of several rules are evaluated once.
    struct Other: BitwiseCopyable, Sendable {
        var program: Int
        var place: Int32
        /// Its slots, in `otherSlots`.
        var firstSlot = 0
        var endSlot = 0
        /// Place of what was found for it, where rules share it; else -1.
        var memo = -1
    }

    let programs: [Program]
    let conjunctions: [Conjunction]
    /// Those of a rule are together, in the order in which they are written.
    // By address: neither copied nor counted when they are looked into.
    nonisolated(unsafe) let others: UnsafeBufferPointer<Other>
    nonisolated(unsafe) let otherSlots: UnsafeBufferPointer<Int32>
    /// By rule: where its own begin.
    let firstOthers: [Int]
    let memos: Int
    let locals: Int

    public init(_ programs: [Program]) {
        self.programs = programs
        conjunctions = programs.enumerated().map { Conjunction($1, number: $0) }
        locals = programs.map(\.localCount).max() ?? 0
        var (others, slots) = ([[Other]](), [Int32]())
        for (number, conjunction) in conjunctions.enumerated() {
            others.append(
                conjunction.others.map { place in
                    let first = slots.count
                    slots += programs[number].slots(under: place).sorted().map { Int32($0) }
                    return Other(program: number, place: place, firstSlot: first, endSlot: slots.count)
                })
        }
        memos = Self.share(&others, programs)
        var firsts = [0]
        for own in others { firsts.append(firsts[firsts.count - 1] + own.count) }
        firstOthers = firsts
        self.others = UnsafeBufferPointer(UnsafeMutableBufferPointer(storing: others.flatMap(\.self)))
        otherSlots = UnsafeBufferPointer(UnsafeMutableBufferPointer(storing: slots))
    }

    deinit {
        others.deallocate()
        otherSlots.deallocate()
    }

    private static func share(_ others: inout [[Other]], _ programs: [Program]) -> Int {
        var uses: [String: Int] = [:]
        let words = others.map { $0.map { programs[$0.program].signature(of: $0.place) } }
        for word in words.joined() { uses[word, default: 0] += 1 }
        var places: [String: Int] = [:]
        for rule in others.indices {
            for other in others[rule].indices where uses[words[rule][other]] ?? 0 > 1 {
                let next = places.count
                let place = places[words[rule][other], default: next]
                places[words[rule][other]] = place
                others[rule][other].memo = place
            }
        }
        return places.count
    }

    public var count: Int { programs.count }
    /// The slots that any of them may read, in order.
    public var slots: [Int] { Set(programs.flatMap(\.slots)).sorted() }

    /// Evaluates all conditions one after the other, each as it is written: what any other way must agree with.
    public func evaluate(with features: borrowing FeatureVector, into verdicts: inout Verdicts) {
        if !verdicts.errors.isEmpty { verdicts.errors.removeAll() }
        for word in verdicts.holding.indices { verdicts.holding[word] = 0 }
        for number in programs.indices { evaluate(number, with: features, into: &verdicts) }
    }

    func evaluate(_ number: Int, with features: borrowing FeatureVector, into verdicts: inout Verdicts) {
        do throws(EvaluationError) {
            guard try programs[number].holds(with: features) else { return }
            verdicts.holding[number >> 6] |= 1 << UInt64(number & 63)
        } catch { verdicts.errors.append((number, error)) }
    }
}

extension Value {
    /// Lists may hold others twice, and those again: in words it might have no end.
    fileprivate var isMadeOfMany: Bool {
        switch self {
        case .list, .map: true
        default: false
        }
    }
}

extension Program {
    /// An instruction with all that it is made from, in words: equal for what always gives the same.
    func signature(of place: Int32) -> String {
        let i = code[Int(place)]
        let head = "\(i.operation)"
        func all(_ places: some Sequence<Int32>) -> String {
            places.map { signature(of: $0) }.joined(separator: ",")
        }
        func value(_ place: Int32) -> String { "\(tables.constants[Int(place)])" }
        switch i.operation {
        case .bool, .int, .uint, .double: return "\(head) \(i.bits)"
        case .constant where tables.constants[Int(i.a)].isMadeOfMany: return "\(ObjectIdentifier(self)) \(place)"
        case .constant, .missing: return "\(head) \(value(i.a))"
        case .slotBool, .slotInt, .slotUInt, .slotDouble, .slotString, .slotValue, .hasSlot, .local:
            return "\(head) \(i.a)"
        case .compareSlotInt, .compareSlotUInt, .compareSlotDouble: return "\(head) \(i.a) \(i.b) \(i.bits)"
        case .equalSlotString: return "\(head) \(i.a) \(value(i.b)) \(i.bits)"
        case .and, .or, .compareInt, .compareUInt, .compareDouble, .compareValue, .arithmeticInt, .arithmeticDouble:
            return "\(head) \(i.bits)(\(all([i.a, i.b])))"
        case .not, .doubleOfInt: return "\(head)(\(all([i.a])))"
        case .choose: return "\(head)(\(all([i.a, i.b, Int32(truncatingIfNeeded: i.bits)])))"
        case .select, .hasField: return "\(head) \(value(i.b))(\(all([i.a])))"
        case .list, .map: return "\(head)(\(all(tables.operands[Int(i.a)..<Int(i.a + i.b)])))"
        case .call: return "\(head) \(i.bits)(\(all(tables.operands[Int(i.a)..<Int(i.a + i.b)])))"
        // Patterns, sets, zones, loops and functions of the schema are this program's own.
        case .inSet, .matchPattern, .clock, .loop, .callCustom: return "\(ObjectIdentifier(self)) \(place)"
        }
    }
}
