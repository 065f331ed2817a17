/// Where a running program finds the values of its variables: by the slots that the schema gave them.
///
/// The accessors for scalars are asked first where the schema declares a scalar, so that nothing is allocated.
/// Nil means that the variable has no value, which is an error only for what needs it.
public protocol Bindings: ~Copyable {
    func value(at slot: Int) -> Value?
    func bool(at slot: Int) -> Bool?
    func int(at slot: Int) -> Int64?
    func uint(at slot: Int) -> UInt64?
    func double(at slot: Int) -> Double?
    func string(at slot: Int) -> String?
    /// `String.mark` of the string, by which most that differ are told apart without looking at them.
    func mark(at slot: Int) -> UInt64?
}

extension Bindings where Self: ~Copyable {
    public func bool(at slot: Int) -> Bool? { if case .bool(let value) = value(at: slot) { value } else { nil } }
    public func int(at slot: Int) -> Int64? { if case .int(let value) = value(at: slot) { value } else { nil } }
    public func uint(at slot: Int) -> UInt64? { if case .uint(let value) = value(at: slot) { value } else { nil } }
    public func double(at slot: Int) -> Double? {
        if case .double(let value) = value(at: slot) { value } else { nil }
    }
    public func string(at slot: Int) -> String? {
        if case .string(let value) = value(at: slot) { value } else { nil }
    }
    public func mark(at slot: Int) -> UInt64? { string(at: slot).map(\.mark) }
}

/// No variables at all.
public struct NoBindings: Bindings, Sendable {
    public init() {}
    public func value(at slot: Int) -> Value? { nil }
}

/// A flat vector of values by slot, filled once for each payment and read by every rule. It cannot be copied
/// by accident: rules borrow it.
public struct FeatureVector: ~Copyable, Bindings, Sendable {
    private enum Kind: UInt8 { case none, bool, int, uint, double, string, value }

    private struct Cell {
        var kind = Kind.none
        var bits: UInt64 = 0
    }

    private var cells: [Cell]
    private var values: [Value]

    public init(count: Int) {
        cells = Array(repeating: Cell(), count: count)
        values = Array(repeating: .null, count: count)
    }

    public mutating func set(_ slot: Int, bool value: Bool) { cells[slot] = Cell(kind: .bool, bits: value ? 1 : 0) }
    public mutating func set(_ slot: Int, int value: Int64) {
        cells[slot] = Cell(kind: .int, bits: UInt64(bitPattern: value))
    }
    public mutating func set(_ slot: Int, uint value: UInt64) { cells[slot] = Cell(kind: .uint, bits: value) }
    public mutating func set(_ slot: Int, double value: Double) {
        cells[slot] = Cell(kind: .double, bits: value.bitPattern)
    }

    /// Any value; nil takes it away.
    public mutating func set(_ slot: Int, _ value: Value?) {
        switch value {
        case .bool(let value): set(slot, bool: value)
        case .int(let value): set(slot, int: value)
        case .uint(let value): set(slot, uint: value)
        case .double(let value): set(slot, double: value)
        case nil: cells[slot] = Cell()
        case .string(let text)?:
            cells[slot] = Cell(kind: .string, bits: text.mark)
            values[slot] = .string(text)
        case let value?:
            cells[slot] = Cell(kind: .value)
            values[slot] = value
        }
    }

    @inline(__always)
    private func cell(_ slot: Int) -> Cell { slot < cells.count ? cells[slot] : Cell() }

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
        case .none: return nil
        case .bool: return .bool(cell.bits != 0)
        case .int: return .int(Int64(bitPattern: cell.bits))
        case .uint: return .uint(cell.bits)
        case .double: return .double(Double(bitPattern: cell.bits))
        case .string, .value: return values[slot]
        }
    }
}

extension String {
    /// A number made of the length and of the first and last sixteen bytes. Equal strings have equal marks, and it is
    /// always even, which leaves a bit to who keeps it.
    public var mark: UInt64 {
        let bytes = utf8Span.span
        var mark = 0xCBF2_9CE4_8422_2325 ^ UInt64(bytes.count)
        for i in 0..<Swift.min(bytes.count, 16) { mark = (mark ^ UInt64(bytes[i])) &* 0x0000_0100_0000_01B3 }
        for i in Swift.max(16, bytes.count - 16)..<Swift.max(16, bytes.count) {
            mark = (mark ^ UInt64(bytes[i])) &* 0x0000_0100_0000_01B3
        }
        return mark & ~1
    }
}
