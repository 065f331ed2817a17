/// A flat vector of values by slot, filled for each payment and read by every rule. It cannot be copied by accident:
/// rules borrow it.
public struct FeatureVector: ~Copyable, Bindings, @unchecked Sendable {
    /// `unread`: whether there is a value has not been looked up yet.
    enum Kind: UInt8 { case none, bool, int, uint, double, string, value, unread }

    /// A scalar by its bits, a string by its mark; other values have no bits.
    struct Cell: BitwiseCopyable {
        var kind = Kind.none
        var bits: UInt64 = 0
    }

    /// What a slot held: a number or a truth value, or that there was none. To be put into another vector.
    public struct Held: BitwiseCopyable, Sendable {
        fileprivate var cell = Cell()
    }

    private let count: Int
    /// By address: read for every condition of every payment.
    let cells: UnsafeMutablePointer<Cell>
    /// What `clear` goes back to.
    private let blank: UnsafeMutablePointer<Cell>
    private var values: [Value]

    public init(count: Int) {
        self.count = count
        cells = .allocate(capacity: Swift.max(1, count))
        cells.initialize(repeating: Cell(), count: Swift.max(1, count))
        blank = .allocate(capacity: Swift.max(1, count))
        blank.initialize(repeating: Cell(), count: Swift.max(1, count))
        values = Array(repeating: .null, count: count)
    }

    deinit {
        cells.deallocate()
        blank.deallocate()
    }

    @inline(__always)
    private func put(_ cell: Cell, at slot: Int) {
        precondition(slot >= 0 && slot < count, "a slot that the vector does not have")
        cells[slot] = cell
    }

    public mutating func set(_ slot: Int, bool value: Bool) { put(Cell(kind: .bool, bits: value ? 1 : 0), at: slot) }
    public mutating func set(_ slot: Int, int value: Int64) {
        put(Cell(kind: .int, bits: UInt64(bitPattern: value)), at: slot)
    }
    public mutating func set(_ slot: Int, uint value: UInt64) { put(Cell(kind: .uint, bits: value), at: slot) }
    public mutating func set(_ slot: Int, double value: Double) {
        put(Cell(kind: .double, bits: value.bitPattern), at: slot)
    }

    /// A number where there is one.
    public mutating func set(_ slot: Int, number value: Double?) {
        put(value.map { Cell(kind: .double, bits: $0.bitPattern) } ?? Cell(), at: slot)
    }

    /// Any value; nil takes it away.
    public mutating func set(_ slot: Int, _ value: Value?) {
        switch value {
        case .bool(let value): set(slot, bool: value)
        case .int(let value): set(slot, int: value)
        case .uint(let value): set(slot, uint: value)
        case .double(let value): set(slot, double: value)
        case nil: put(Cell(), at: slot)
        case .string(let text)?:
            put(Cell(kind: .string, bits: text.mark), at: slot)
            values[slot] = .string(text)
        case let value?:
            put(Cell(kind: .value), at: slot)
            values[slot] = value
        }
    }

    /// A text whose mark is known already.
    public mutating func set(_ slot: Int, _ text: MarkedText) {
        put(Cell(kind: .string, bits: text.mark), at: slot)
        values[slot] = text.value
    }

    /// What the slot holds is out of date; a `ConditionRun` asks for it before it is read.
    @inline(__always)
    public mutating func forget(_ slot: Int) { put(Cell(kind: .unread), at: slot) }

    /// What a slot holds that holds no text.
    public func held(at slot: Int) -> Held { Held(cell: cell(slot)) }

    public mutating func put(_ held: Held, at slot: Int) { put(held.cell, at: slot) }

    /// What is held now, numbers and truth values and what has been forgotten, is what every payment begins with.
    public mutating func keepAsBlank() { blank.update(from: cells, count: count) }

    /// Goes back to what every payment begins with.
    @inline(__always)
    public mutating func clear() { cells.update(from: blank, count: count) }

    /// Whether the slot has been forgotten and not been set since.
    @inline(__always)
    public func isForgotten(_ slot: Int) -> Bool { cell(slot).kind == .unread }

    @inline(__always)
    private func cell(_ slot: Int) -> Cell { slot >= 0 && slot < count ? cells[slot] : Cell() }

    @inline(__always)
    public func bool(at slot: Int) -> Bool? {
        let cell = cell(slot)
        return cell.kind == .bool ? cell.bits != 0 : nil
    }

    @inline(__always)
    public func int(at slot: Int) -> Int64? {
        let cell = cell(slot)
        return cell.kind == .int ? Int64(bitPattern: cell.bits) : nil
    }

    @inline(__always)
    public func uint(at slot: Int) -> UInt64? {
        let cell = cell(slot)
        return cell.kind == .uint ? cell.bits : nil
    }

    @inline(__always)
    public func double(at slot: Int) -> Double? {
        let cell = cell(slot)
        return cell.kind == .double ? Double(bitPattern: cell.bits) : nil
    }

    @inline(__always)
    public func mark(at slot: Int) -> UInt64? {
        let cell = cell(slot)
        return cell.kind == .string ? cell.bits : nil
    }

    public func value(at slot: Int) -> Value? {
        let cell = cell(slot)
        switch cell.kind {
        case .none, .unread: return nil
        case .bool: return .bool(cell.bits != 0)
        case .int: return .int(Int64(bitPattern: cell.bits))
        case .uint: return .uint(cell.bits)
        case .double: return .double(Double(bitPattern: cell.bits))
        case .string, .value: return values[slot]
        }
    }
}

/// A text that many payments have, with its mark.
public struct MarkedText: Sendable {
    let value: Value
    let mark: UInt64

    public init(_ text: String) {
        value = .string(text)
        mark = text.mark
    }
}
