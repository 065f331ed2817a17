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

    private struct Row: BitwiseCopyable {
        var first = 0
        var end = 0
        var firstOther = 0
        var endOther = 0
        /// There is more to it than is tried here.
        var isOpen = false
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

    private let rows: UnsafeMutableBufferPointer<Row>
    private let tests: UnsafeMutableBufferPointer<Test>
    private let others: UnsafeMutableBufferPointer<Compared>
    private let nodes: UnsafeMutableBufferPointer<Node>
    /// By node, the numbers that it makes.
    private let numbers: UnsafeMutablePointer<Double>
    /// By column, for which rows of the word at hand it has been asked for.
    private let asked: UnsafeMutableBufferPointer<UInt64>
    private static let wordRows = FactColumns.wordRows

    /// - Parameter places: by slot.
    public init(_ set: ConditionSet, places: [Int: Place]) {
        var (rows, tests, others, nodes) = ([Row](), [Test](), [Compared](), Nodes(places))
        for (program, conjunction) in zip(set.programs, set.conjunctions) {
            var row = Row(first: tests.count, firstOther: others.count)
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
        (self.rows, self.tests, self.others) = (Self.stored(rows), Self.stored(tests), Self.stored(others))
        self.nodes = Self.stored(nodes.all)
        numbers = .allocate(capacity: max(1, nodes.all.count * Self.wordRows))
        for (place, constant) in nodes.constants.enumerated() {
            (numbers + place * Self.wordRows).initialize(repeating: constant, count: Self.wordRows)
        }
        asked = Self.stored(Array(repeating: 0, count: (places.values.map(\.column).max() ?? -1) + 1))
    }

    private static func stored<Element: BitwiseCopyable>(_ elements: [Element]) -> UnsafeMutableBufferPointer<Element> {
        let place = UnsafeMutableBufferPointer<Element>.allocate(capacity: elements.count)
        _ = place.initialize(from: elements)
        return place
    }

    deinit {
        rows.deallocate()
        tests.deallocate()
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
        _ row: Row, _ columns: FactColumns, _ word: Int, _ some: UInt64, _ late: (Int, UInt64) -> Void
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
            let cells = columns.column(test.column) + word * Self.wordRows
            let holds = Self.holds(test, cells, alive)
            open |= ~there
            alive &= holds | ~there
        }
        for place in row.firstOther..<row.endOther {
            if alive == 0 { return (0, 0) }
            let other = others[place]
            let (a, hasA) = number(other.a, columns, word, alive, late)
            let (b, hasB) = number(other.b, columns, word, alive, late)
            let there = hasA & hasB
            let holds = Self.holds(Comparison(orders: other.orders), alive) { a[$0] } _: { b[$0] }
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

    /// For which of the rows that matter a test holds; of others anything.
    @inline(__always)
    private static func holds(_ test: Test, _ cells: UnsafeMutablePointer<UInt64>, _ alive: UInt64) -> UInt64 {
        let comparison = Comparison(orders: test.orders)
        guard test.kind == .double else {
            let constant = Int64(bitPattern: test.bits)
            return holds(comparison, alive) { Int64(bitPattern: cells[$0]) } _: { _ in constant }
        }
        let constant = Double(bitPattern: test.bits)
        return holds(comparison, alive) { Double(bitPattern: cells[$0]) } _: { _ in constant }
    }

    @inline(__always)
    private static func holds<T: Comparable>(
        _ comparison: Comparison, _ alive: UInt64, _ a: (Int) -> T, _ b: (Int) -> T
    ) -> UInt64 {
        // By the orders of `Comparison.less` and its like.
        switch comparison.orders {
        case 0b0001: bits(alive) { a($0) < b($0) }
        case 0b0011: bits(alive) { a($0) <= b($0) }
        case 0b0100: bits(alive) { a($0) > b($0) }
        case 0b0110: bits(alive) { a($0) >= b($0) }
        default: bits(alive) { comparison.holds(a($0), b($0)) }
        }
    }

    /// All rows are looked at where many matter: that takes no branches.
    @inline(__always)
    private static func bits(_ alive: UInt64, _ holds: (Int) -> Bool) -> UInt64 {
        var found: UInt64 = 0
        guard alive.nonzeroBitCount < 20 else {
            for row in 0..<wordRows { found |= (holds(row) ? 1 : 0) &<< UInt64(truncatingIfNeeded: row) }
            return found
        }
        var left = alive
        while left != 0 {
            let row = left.trailingZeroBitCount
            left &= left &- 1
            found |= (holds(row) ? 1 : 0) &<< UInt64(truncatingIfNeeded: row)
        }
        return found
    }

    // MARK: Numbers

    /// The numbers that a node makes, and by bits for which rows there is one.
    private func number(
        _ place: Int, _ columns: FactColumns, _ word: Int, _ alive: UInt64, _ late: (Int, UInt64) -> Void
    ) -> (UnsafePointer<Double>, UInt64) {
        let (node, own) = (nodes[place], numbers + place * Self.wordRows)
        switch node.kind {
        case .constant: return (UnsafePointer(own), .max)
        case .double, .int:
            if node.isLate { ask(node.column, alive, late) }
            let cells = columns.column(node.column) + word * Self.wordRows
            if node.kind == .double {
                for row in 0..<Self.wordRows { own[row] = Double(bitPattern: cells[row]) }
            } else {
                for row in 0..<Self.wordRows { own[row] = Double(Int64(bitPattern: cells[row])) }
            }
            return (UnsafePointer(own), columns.presence(node.column)[word])
        case .add, .subtract, .multiply, .divide:
            let (a, hasA) = number(node.a, columns, word, alive, late)
            let (b, hasB) = number(node.b, columns, word, alive, late)
            switch node.kind {
            case .add: for row in 0..<Self.wordRows { own[row] = a[row] + b[row] }
            case .subtract: for row in 0..<Self.wordRows { own[row] = a[row] - b[row] }
            case .multiply: for row in 0..<Self.wordRows { own[row] = a[row] * b[row] }
            default: for row in 0..<Self.wordRows { own[row] = a[row] / b[row] }
            }
            return (UnsafePointer(own), hasA & hasB)
        }
    }
}
