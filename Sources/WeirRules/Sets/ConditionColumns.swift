/// The conditions of a small set over columns: each comparison is made for 64 payments before the next, and only while
/// a payment is left for which it matters. What cannot be decided so is left open, as `ConditionList` leaves it.
public struct ConditionColumns: ~Copyable {
    /// Where a slot's values are; `isLate`: they are asked for before they are read.
    public struct Place: Sendable {
        public var column: Int
        public var kind: FactColumns.Kind
        public var isLate: Bool

        public init(_ column: Int, _ kind: FactColumns.Kind, isLate: Bool = false) {
            (self.column, self.kind, self.isLate) = (column, kind, isLate)
        }
    }

    private struct Test: BitwiseCopyable {
        /// -1 for a variable that has no column.
        var column = -1
        var kind = FactColumns.Kind.int
        var isLate = false
        var orders: UInt8 = 0
        var bits: UInt64 = 0
    }

    /// A number of 64 payments that is made out of columns and constants.
    private struct Node: BitwiseCopyable {
        enum Kind: BitwiseCopyable { case constant, double, int, add, subtract, multiply, divide }
        var kind: Kind
        var column = 0
        var isLate = false
        var a = 0
        var b = 0
    }

    private struct Compared: BitwiseCopyable {
        var a: Int
        var b: Int
        var orders: UInt8
    }

    private let rows: UnsafeMutableBufferPointer<ConditionRow>
    private let tests: UnsafeMutableBufferPointer<Test>
    /// By test, the bits of what it compares with.
    private let constants: UnsafeMutableBufferPointer<UInt64>
    private let others: UnsafeMutableBufferPointer<Compared>
    private let nodes: UnsafeMutableBufferPointer<Node>
    /// By node, the numbers that it makes.
    private let numbers: UnsafeMutablePointer<Double>
    /// By column, for which rows of the word at hand it has been asked for.
    private let asked: UnsafeMutableBufferPointer<UInt64>
    private static let wordRows = FactColumns.wordRows

    /// - Parameter places: by slot.
    public init(_ set: ConditionSet, places: [Int: Place]) {
        var (rows, tests, others, nodes) = ([ConditionRow](), [Test](), [Compared](), Nodes(places))
        for (program, conjunction) in zip(set.programs, set.conjunctions) {
            var row = ConditionRow(first: tests.count, firstOther: others.count)
            tests += conjunction.simple.map { Self.test($0, places) }
            for place in conjunction.others {
                let i = program.code[Int(place)]
                guard i.operation == .compareDouble, let a = nodes.add(program, i.a), let b = nodes.add(program, i.b)
                else {
                    // Nothing behind it may be tried before it: it may take too long, which nothing absorbs.
                    row.isOpen = true
                    break
                }
                others.append(Compared(a: a, b: b, orders: Comparison(i.bits).orders))
            }
            (row.end, row.endOther) = (tests.count, others.count)
            rows.append(row)
        }
        (self.rows, self.tests, self.others) = (.init(storing: rows), .init(storing: tests), .init(storing: others))
        constants = .init(storing: tests.map(\.bits))
        self.nodes = .init(storing: nodes.all)
        numbers = .allocate(capacity: max(1, nodes.all.count * Self.wordRows))
        for (place, constant) in nodes.constants.enumerated() {
            (numbers + place * Self.wordRows).initialize(repeating: constant, count: Self.wordRows)
        }
        asked = .init(storing: Array(repeating: 0, count: (places.values.map(\.column).max() ?? -1) + 1))
    }

    deinit {
        rows.deallocate()
        tests.deallocate()
        constants.deallocate()
        others.deallocate()
        nodes.deallocate()
        numbers.deallocate()
        asked.deallocate()
    }

    private static func test(_ conjunct: Conjunct, _ places: [Int: Place]) -> Test {
        guard let place = places[Int(conjunct.slot)] else { return Test() }
        switch (conjunct.kind, place.kind) {
        case (.bool, .bool), (.int, .int), (.double, .double):
            // A truth value equals the constant.
            let orders = conjunct.kind == .bool ? Comparison.equal.orders : conjunct.orders
            return Test(
                column: place.column, kind: place.kind, isLate: place.isLate, orders: orders, bits: conjunct.bits)
        default: return Test()
        }
    }

    private struct Nodes {
        private let places: [Int: Place]
        private(set) var all: [Node] = []
        /// By node; of the others 0.
        private(set) var constants: [Double] = []

        init(_ places: [Int: Place]) { self.places = places }

        private mutating func put(_ node: Node, _ constant: Double = 0) -> Int {
            all.append(node)
            constants.append(constant)
            return all.count - 1
        }

        /// `nil` for an instruction that makes something else than plain arithmetic over columns.
        mutating func add(_ program: Program, _ place: Int32) -> Int? {
            let i = program.code[Int(place)]
            switch i.operation {
            case .double: return put(Node(kind: .constant), Double(bitPattern: i.bits))
            case .slotDouble:
                guard let own = places[Int(i.a)], own.kind == .double else { return nil }
                return put(Node(kind: .double, column: own.column, isLate: own.isLate))
            case .doubleOfInt:
                let whole = program.code[Int(i.a)]
                if whole.operation == .int {
                    return put(Node(kind: .constant), Double(Int64(bitPattern: whole.bits)))
                }
                guard whole.operation == .slotInt, let own = places[Int(whole.a)], own.kind == .int else { return nil }
                return put(Node(kind: .int, column: own.column, isLate: own.isLate))
            case .arithmeticDouble:
                guard let a = add(program, i.a), let b = add(program, i.b) else { return nil }
                let kind: Node.Kind
                switch Interpreter.builtin(i) {
                case .add: kind = .add
                case .subtract: kind = .subtract
                case .multiply: kind = .multiply
                default: kind = .divide
                }
                return put(Node(kind: kind, a: a, b: b))
            default: return nil
            }
        }
    }

    // MARK: Deciding

    /// Which rules hold for the payments of a word, and for which they are open.
    /// - Parameters:
    ///   - some: by rule, the payments for which it is tried.
    ///   - late: asked for a column's values of some rows before they are read.
    public func decide(
        _ columns: FactColumns, word: Int, among some: UnsafePointer<UInt64>,
        into found: UnsafeMutablePointer<(holding: UInt64, open: UInt64)>,
        late: (_ column: Int, _ rows: UInt64) -> Void
    ) {
        for place in 0..<asked.count { asked[place] = 0 }
        for rule in 0..<rows.count {
            found[rule] = some[rule] == 0 ? (0, 0) : decide(rows[rule], columns, word, some[rule], late)
        }
    }

    @inline(__always)
    private func decide(
        _ row: ConditionRow, _ columns: FactColumns, _ word: Int, _ some: UInt64, _ late: (Int, UInt64) -> Void
    ) -> (holding: UInt64, open: UInt64) {
        var (alive, open): (UInt64, UInt64) = (some, row.isOpen ? .max : 0)
        for place in row.first..<row.end {
            if alive == 0 { return (0, 0) }
            let test = tests[place]
            guard test.column >= 0 else {
                open = .max
                continue
            }
            if test.isLate { ask(test.column, alive, late) }
            let there = columns.presence(test.column)[word]
            let cells = UnsafeRawPointer(columns.column(test.column) + word * Self.wordRows)
            guard let base = constants.baseAddress else { return (0, 0) }
            let pair = RowPair(a: cells, b: UnsafeRawPointer(base + place), strideB: 0)
            let holds =
                test.kind == .double
                ? pair.rows(Double.self, test.orders, among: alive) : pair.rows(Int64.self, test.orders, among: alive)
            open |= ~there
            alive &= holds | ~there
        }
        for place in row.firstOther..<row.endOther {
            if alive == 0 { return (0, 0) }
            let other = others[place]
            let (a, hasA) = number(other.a, columns, word, alive, late)
            let (b, hasB) = number(other.b, columns, word, alive, late)
            let there = hasA & hasB
            let holds = RowPair(a: a, b: b, strideB: 8).rows(Double.self, other.orders, among: alive)
            open |= ~there
            alive &= holds | ~there
        }
        return (alive & ~open, alive & open)
    }

    private func ask(_ column: Int, _ rows: UInt64, _ late: (Int, UInt64) -> Void) {
        let new = rows & ~asked[column]
        guard new != 0 else { return }
        asked[column] |= new
        late(column, new)
    }

    // MARK: Numbers

    /// The numbers that a node makes, and by bits for which rows there is one.
    private func number(
        _ place: Int, _ columns: FactColumns, _ word: Int, _ alive: UInt64, _ late: (Int, UInt64) -> Void
    ) -> (UnsafeRawPointer, UInt64) {
        let (node, own) = (nodes[place], numbers + place * Self.wordRows)
        switch node.kind {
        case .constant: return (UnsafeRawPointer(own), .max)
        case .double, .int:
            if node.isLate { ask(node.column, alive, late) }
            let cells = columns.column(node.column) + word * Self.wordRows
            let there = columns.presence(node.column)[word]
            if node.kind == .double { return (UnsafeRawPointer(cells), there) }
            for row in 0..<Self.wordRows { own[row] = Double(Int64(bitPattern: cells[row])) }
            return (UnsafeRawPointer(own), there)
        case .add, .subtract, .multiply, .divide:
            let (a, hasA) = number(node.a, columns, word, alive, late)
            let (b, hasB) = number(node.b, columns, word, alive, late)
            func at(_ numbers: UnsafeRawPointer, _ row: Int) -> Double {
                numbers.load(fromByteOffset: row &* 8, as: Double.self)
            }
            switch node.kind {
            case .add: for row in 0..<Self.wordRows { own[row] = at(a, row) + at(b, row) }
            case .subtract: for row in 0..<Self.wordRows { own[row] = at(a, row) - at(b, row) }
            case .multiply: for row in 0..<Self.wordRows { own[row] = at(a, row) * at(b, row) }
            default: for row in 0..<Self.wordRows { own[row] = at(a, row) / at(b, row) }
            }
            return (UnsafeRawPointer(own), hasA & hasB)
        }
    }
}

/// Two columns of a word's rows, or a column and one value, to be compared.
private struct RowPair {
    let a: UnsafeRawPointer
    let b: UnsafeRawPointer
    /// Bytes from one row to the next; 0 for one value.
    let strideB: Int

    /// By bits, the rows for which a comparison holds; those that do not matter have any.
    @inline(__always)
    func rows<T: Comparable & BitwiseCopyable>(_ type: T.Type, _ orders: UInt8, among some: UInt64) -> UInt64 {
        // By the orders of `Comparison.less` and its like.
        switch orders {
        case 0b0001: find(type, Less.self, orders, some)
        case 0b0011: find(type, LessEqual.self, orders, some)
        case 0b0100: find(type, Greater.self, orders, some)
        case 0b0110: find(type, GreaterEqual.self, orders, some)
        default: find(type, AnyOrder.self, orders, some)
        }
    }

    /// All rows are looked at where many matter: that takes no branches.
    private func find<T: Comparable & BitwiseCopyable, O: RowOrder>(
        _ type: T.Type, _ order: O.Type, _ orders: UInt8, _ some: UInt64
    ) -> UInt64 {
        var found: UInt64 = 0
        guard some.nonzeroBitCount < 20 else {
            for row in 0..<FactColumns.wordRows {
                found |= bit(type, order, orders, row) &<< UInt64(truncatingIfNeeded: row)
            }
            return found
        }
        var left = some
        while left != 0 {
            let row = left.trailingZeroBitCount
            left &= left &- 1
            found |= bit(type, order, orders, row) &<< UInt64(truncatingIfNeeded: row)
        }
        return found
    }

    @inline(__always)
    private func bit<T: Comparable & BitwiseCopyable, O: RowOrder>(
        _ type: T.Type, _ order: O.Type, _ orders: UInt8, _ row: Int
    ) -> UInt64 {
        let x = a.load(fromByteOffset: row &* 8, as: T.self)
        let y = b.load(fromByteOffset: row &* strideB, as: T.self)
        return order.holds(x, y, orders) ? 1 : 0
    }
}

/// A comparison that is known when the program is built.
private protocol RowOrder {
    static func holds<T: Comparable>(_ x: T, _ y: T, _ orders: UInt8) -> Bool
}

private enum Less: RowOrder {
    @inline(__always)
    static func holds<T: Comparable>(_ x: T, _ y: T, _ orders: UInt8) -> Bool { x < y }
}

private enum LessEqual: RowOrder {
    @inline(__always)
    static func holds<T: Comparable>(_ x: T, _ y: T, _ orders: UInt8) -> Bool { x <= y }
}

private enum Greater: RowOrder {
    @inline(__always)
    static func holds<T: Comparable>(_ x: T, _ y: T, _ orders: UInt8) -> Bool { x > y }
}

private enum GreaterEqual: RowOrder {
    @inline(__always)
    static func holds<T: Comparable>(_ x: T, _ y: T, _ orders: UInt8) -> Bool { x >= y }
}

private enum AnyOrder: RowOrder {
    @inline(__always)
    static func holds<T: Comparable>(_ x: T, _ y: T, _ orders: UInt8) -> Bool { Comparison(orders: orders).holds(x, y) }
}
