/// One step of a compiled program. Operands are the places of other instructions, always before their user.
struct Instruction {
    var operation: Operation
    var a: Int32 = 0
    var b: Int32 = 0
    /// The part of the expression that this came from, for messages.
    var part: Expression.Part
    var bits: UInt64 = 0
}

enum Operation: UInt8 {
    // Constants: the value in `bits`, or its place in the table of constants in `a`.
    case bool, int, uint, double, constant
    // Variables by slot in `a`, with the type that the schema declares.
    case slotBool, slotInt, slotUInt, slotDouble, slotString, slotValue
    /// Whether the slot in `a` has a value.
    case hasSlot
    /// A variable of a macro, by its place on the stack of locals in `a`.
    case local
    /// A name or function that nobody declared (`a`: the message among the constants): an error when it is reached.
    case missing
    // Logic over `a` and `b`.
    case and, or, not
    /// `a` ? `b` : `bits`.
    case choose
    // Comparisons of `a` and `b`, kind in `bits`.
    case compareInt, compareUInt, compareDouble, compareValue
    // Comparisons of slot `a` with the constant in `bits`, kind in `b`.
    case compareSlotInt, compareSlotUInt, compareSlotDouble
    /// Equality of the string in slot `a` with constant `b`, whose mark is in `bits`; inequality when `bits` is odd.
    case equalSlotString
    // Arithmetic over `a` and `b`, kind (a `Builtin`) in `bits`.
    case arithmeticInt, arithmeticDouble
    /// The int `a` as a double.
    case doubleOfInt
    /// Field (constant `b`) of the map `a`.
    case select
    /// Whether the map `a` has the field (constant `b`).
    case hasField
    /// A list of `b` operands from `a` in the table of operands; a map of `b` of them, keys and values in turn.
    case list, map
    /// A standard function (`bits`) of `b` operands from `a` on.
    case call
    /// A function of the schema: number `bits` in the table of functions, operands as above.
    case callCustom
    /// Whether `a` is in the constant set `b`.
    case inSet
    /// Whether the text `a` matches the pattern `b`.
    case matchPattern
    /// The field (a `Builtin` in `bits`) of the timestamp `a` in time zone `b`.
    case clock
    /// The macro `a` in the table of loops.
    case loop
}

extension Operation {
    /// Whether `a` is a slot.
    var readsSlot: Bool {
        switch self {
        case .slotBool, .slotInt, .slotUInt, .slotDouble, .slotString, .slotValue, .hasSlot, .compareSlotInt,
            .compareSlotUInt, .compareSlotDouble, .equalSlotString:
            true
        default: false
        }
    }
}

/// A kind of comparison as the set of orders for which it holds: looked up without a branch.
struct Comparison: Equatable {
    /// Bits of `Order`: less, equal, greater, unordered.
    let orders: UInt8

    static let less = Comparison(orders: 0b0001)
    static let lessEqual = Comparison(orders: 0b0011)
    static let greater = Comparison(orders: 0b0100)
    static let greaterEqual = Comparison(orders: 0b0110)
    static let equal = Comparison(orders: 0b0010)
    static let notEqual = Comparison(orders: 0b1101)

    init(orders: UInt8) { self.orders = orders }

    /// The comparison kind in an instruction.
    @inline(__always)
    init(_ bits: UInt64) { orders = UInt8(truncatingIfNeeded: bits) }

    @inline(__always)
    init(_ bits: Int32) { orders = UInt8(truncatingIfNeeded: bits) }

    init?(_ name: String) {
        switch name {
        case "_<_": self = .less
        case "_<=_": self = .lessEqual
        case "_>_": self = .greater
        case "_>=_": self = .greaterEqual
        case "_==_": self = .equal
        case "_!=_": self = .notEqual
        default: return nil
        }
    }

    /// The same with its sides exchanged.
    var mirrored: Comparison {
        Comparison(orders: orders & 0b1010 | (orders & 1) << 2 | (orders >> 2) & 1)
    }

    @inline(__always)
    func holds<T: Comparable>(_ x: T, _ y: T) -> Bool {
        let less: UInt8 = x < y ? 1 : 0
        let equal: UInt8 = x == y ? 2 : 0
        let greater: UInt8 = x > y ? 4 : 0
        let ordered = less | equal | greater
        let unordered: UInt8 = ordered == 0 ? 8 : 0
        return orders & (ordered | unordered) != 0
    }

    func holds(_ order: Order) -> Bool { orders & order.rawValue != 0 }
}

/// A compiled macro. Places are instructions; locals are counted from the outermost macro.
struct Loop {
    var kind: Expression.Comprehension.Kind
    var range: Int32
    var local: Int
    var second: Int?
    var condition: Int32?
    var result: Int32?
    /// The key of the entry that `transformMapEntry` makes; its value is `result`.
    var key: Int32?
}

/// What the instructions of a program refer to, shared by all its runs.
final class ProgramTables: Sendable {
    let constants: [Value]
    let operands: [Int32]
    let loops: [Loop]
    let sets: [ValueSet]
    let patterns: [Pattern]
    let zones: [TimeZone]
    let functions: [[Overload]]
    let locals: Int

    init(
        constants: [Value], operands: [Int32], loops: [Loop], sets: [ValueSet], patterns: [Pattern],
        zones: [TimeZone], functions: [[Overload]], locals: Int
    ) {
        self.constants = constants
        self.operands = operands
        self.loops = loops
        self.sets = sets
        self.patterns = patterns
        self.zones = zones
        self.functions = functions
        self.locals = locals
    }
}

extension ProgramTables {
    static let empty = ProgramTables(
        constants: [], operands: [], loops: [], sets: [], patterns: [], zones: [], functions: [], locals: 0)
}

/// The elements of a constant list, for `in`. Only lists of keys become sets.
struct ValueSet: Sendable {
    private var keys: Set<MapKey> = []
    /// The numbers as the doubles that they are rounded to: those equal them, which keys do not show.
    private var rounded: Set<Double> = []

    init?(_ elements: [Value]) {
        for element in elements {
            switch element {
            case .double: return nil
            case .int(let number): rounded.insert(Double(number))
            case .uint(let number): rounded.insert(Double(number))
            default: break
            }
            guard let key = MapKey(element) else { return nil }
            keys.insert(key)
        }
    }

    func contains(_ value: Value) -> Bool {
        if case .double(let number) = value { return rounded.contains(number) }
        return MapKey(value).map(keys.contains) ?? false
    }
}
