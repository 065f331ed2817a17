/// One of the conditions that `a && b && c` joins, where it is simple enough to be decided on the spot: a variable
/// against a constant. Plain bytes, so that many lie side by side.
struct Conjunct: BitwiseCopyable, Hashable {
    enum Kind: UInt8 { case bool, int, uint, double, string }

    var kind: Kind
    /// The orders for which a comparison holds.
    var orders: UInt8 = 0
    var slot: Int32
    /// The constant; for strings its mark, with the lowest bit set where they must differ.
    var bits: UInt64
    /// Of strings: the instruction that compares the text itself, when the marks agree.
    var place: Int32 = 0
    /// Of strings: the program of that instruction.
    var program: Int32 = 0

    /// What deciding it gives.
    enum Verdict { case no, yes, open }

    /// `open` where the variable has no value of this type, or where texts have to be looked at.
    @inline(__always)
    func verdict(_ cells: UnsafeMutablePointer<FeatureVector.Cell>) -> Verdict {
        let cell = cells[Int(slot)]
        switch kind {
        case .double:
            guard cell.kind == .double else { return .open }
            let holds = Comparison(orders: orders).holds(
                Double(bitPattern: cell.bits), Double(bitPattern: bits))
            return holds ? .yes : .no
        case .int:
            guard cell.kind == .int else { return .open }
            let holds = Comparison(orders: orders).holds(
                Int64(bitPattern: cell.bits), Int64(bitPattern: bits))
            return holds ? .yes : .no
        case .uint:
            guard cell.kind == .uint else { return .open }
            return Comparison(orders: orders).holds(cell.bits, bits) ? .yes : .no
        case .bool:
            guard cell.kind == .bool else { return .open }
            return cell.bits == bits ? .yes : .no
        case .string:
            guard cell.kind == .string else { return .open }
            let isSame = cell.bits == bits & ~1
            if isSame, !String.isWhole(bits) { return .open }
            return isSame == (bits & 1 == 0) ? .yes : .no
        }
    }
}

/// A condition taken apart into what `&&` joins, in the order in which it is written.
struct Conjunction {
    var simple: [Conjunct] = []
    /// Instructions that are not simple; each is evaluated as it stands.
    var others: [Int32] = []

    init(_ program: Program, number: Int) {
        var seen: Set<Conjunct> = []
        add(program, program.root, Int32(number), &seen)
    }

    private mutating func add(_ program: Program, _ place: Int32, _ number: Int32, _ seen: inout Set<Conjunct>) {
        let i = program.code[Int(place)]
        if i.operation == .and {
            add(program, i.a, number, &seen)
            add(program, i.b, number, &seen)
        } else if let found = Self.simple(program, place, number, isNegated: false) {
            if seen.insert(found).inserted { simple.append(found) }
        } else {
            others.append(place)
        }
    }

    private static func simple(_ program: Program, _ place: Int32, _ number: Int32, isNegated: Bool) -> Conjunct? {
        let i = program.code[Int(place)]
        let orders = UInt8(truncatingIfNeeded: i.b) ^ (isNegated ? 0b1111 : 0)
        switch i.operation {
        case .not where !isNegated: return simple(program, i.a, number, isNegated: true)
        case .slotBool: return Conjunct(kind: .bool, slot: i.a, bits: isNegated ? 0 : 1)
        // Integers are always ordered.
        case .compareSlotInt: return Conjunct(kind: .int, orders: orders & 7, slot: i.a, bits: i.bits)
        case .compareSlotUInt: return Conjunct(kind: .uint, orders: orders & 7, slot: i.a, bits: i.bits)
        case .compareSlotDouble: return Conjunct(kind: .double, orders: orders, slot: i.a, bits: i.bits)
        case .equalSlotString where !isNegated:
            return Conjunct(kind: .string, slot: i.a, bits: i.bits, place: place, program: number)
        default: return nil
        }
    }
}

extension Program {
    /// The slots that an instruction, with all that it is made from, may read.
    func slots(under place: Int32) -> Set<Int> {
        let i = code[Int(place)]
        var found: Set<Int> = i.operation.readsSlot ? [Int(i.a)] : []
        func add(_ places: some Sequence<Int32>) { for place in places { found.formUnion(slots(under: place)) } }
        switch i.operation {
        case .bool, .int, .uint, .double, .constant, .local, .missing, .slotBool, .slotInt, .slotUInt, .slotDouble,
            .slotString, .slotValue, .hasSlot, .compareSlotInt, .compareSlotUInt, .compareSlotDouble, .equalSlotString:
            break
        case .and, .or, .compareInt, .compareUInt, .compareDouble, .compareValue, .arithmeticInt, .arithmeticDouble:
            add([i.a, i.b])
        case .not, .doubleOfInt, .select, .hasField, .inSet, .matchPattern, .clock: add([i.a])
        case .choose: add([i.a, i.b, Int32(truncatingIfNeeded: i.bits)])
        case .list, .map, .call, .callCustom: add(tables.operands[Int(i.a)..<Int(i.a + i.b)])
        case .loop:
            let loop = tables.loops[Int(i.a)]
            add([loop.range] + [loop.condition, loop.result, loop.key].compactMap(\.self))
        }
        return found
    }
}
