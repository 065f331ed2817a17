/// A value of the rule language.
public enum Value: Sendable {
    case null
    case bool(Bool)
    case int(Int64)
    case uint(UInt64)
    case double(Double)
    case string(String)
    case bytes([UInt8])
    case list([Value])
    case map(ValueMap)
    case timestamp(Timestamp)
    case duration(TimeSpan)
    case type(ValueType)
}

extension Value {
    /// The value's type, as `type(x)` gives it: lists and maps without their elements' types.
    public var type: ValueType {
        switch self {
        case .null: .null
        case .bool: .bool
        case .int: .int
        case .uint: .uint
        case .double: .double
        case .string: .string
        case .bytes: .bytes
        case .list: .list(.dyn)
        case .map: .map(.dyn, .dyn)
        case .timestamp: .timestamp
        case .duration: .duration
        case .type: .type(.dyn)
        }
    }
}

/// Equality of the language: by value, across the kinds of numbers, strings by code points. NaN equals nothing.
extension Value: Equatable {
    public static func == (a: Value, b: Value) -> Bool {
        switch (a, b) {
        case (.null, .null): true
        case (.bool(let x), .bool(let y)): x == y
        case (.string(let x), .string(let y)): x.sameCodePoints(as: y)
        case (.bytes(let x), .bytes(let y)): x == y
        case (.list(let x), .list(let y)): x == y
        case (.map(let x), .map(let y)): x == y
        case (.timestamp(let x), .timestamp(let y)): x == y
        case (.duration(let x), .duration(let y)): x == y
        case (.type(let x), .type(let y)): x.runtimeName == y.runtimeName
        default: Value.order(a, b, numbersOnly: true) == .equal
        }
    }
}

/// How two values stand to each other.
enum Order: UInt8, Sendable {
    case less = 1
    case equal = 2
    case greater = 4
    /// A NaN is among them.
    case unordered = 8

    init<T: Comparable>(_ a: T, _ b: T) {
        self = a < b ? .less : a == b ? .equal : a > b ? .greater : .unordered
    }
}

extension Value {
    /// The order of two values; nil where the language knows none for these types.
    static func order(_ a: Value, _ b: Value, numbersOnly: Bool = false) -> Order? {
        switch (a, b) {
        case (.int(let x), .int(let y)): return Order(x, y)
        case (.uint(let x), .uint(let y)): return Order(x, y)
        case (.double(let x), .double(let y)): return Order(x, y)
        case (.int(let x), .uint(let y)): return x < 0 ? .less : Order(UInt64(x), y)
        case (.uint(let x), .int(let y)): return y < 0 ? .greater : Order(x, UInt64(y))
        case (.int(let x), .double(let y)): return order(x, y)
        case (.double(let x), .int(let y)): return order(y, x).reversed
        case (.uint(let x), .double(let y)): return order(x, y)
        case (.double(let x), .uint(let y)): return order(y, x).reversed
        default: break
        }
        if numbersOnly { return nil }
        switch (a, b) {
        case (.bool(let x), .bool(let y)): return Order(x ? 1 : 0, y ? 1 : 0)
        case (.string(let x), .string(let y)): return x.codePointOrder(y)
        case (.bytes(let x), .bytes(let y)):
            return x == y ? .equal : x.lexicographicallyPrecedes(y) ? .less : .greater
        case (.timestamp(let x), .timestamp(let y)): return Order(x, y)
        case (.duration(let x), .duration(let y)): return Order(x.nanoseconds, y.nanoseconds)
        default: return nil
        }
    }

    /// An integer against a double. As the conformance suite wants it, an integer that is near enough to a double to
    /// be rounded to it is equal to it.
    private static func order<I: FixedWidthInteger>(_ a: I, _ b: Double) -> Order { Order(Double(a), b) }
}

extension Order {
    var reversed: Order {
        switch self {
        case .less: .greater
        case .greater: .less
        default: self
        }
    }
}

extension String {
    /// Whether both have the same code points. (Swift's `==` also equates canonically equivalent strings.)
    @inline(__always)
    func sameCodePoints(as other: String) -> Bool {
        let (a, b) = (utf8Span.span, other.utf8Span.span)
        guard a.count == b.count else { return false }
        for i in a.indices where a[i] != b[i] { return false }
        return true
    }

    /// The order by code points, which is that of UTF-8 bytes.
    func codePointOrder(_ other: String) -> Order {
        let (a, b) = (utf8Span.span, other.utf8Span.span)
        for i in 0..<min(a.count, b.count) where a[i] != b[i] { return a[i] < b[i] ? .less : .greater }
        return Order(a.count, b.count)
    }
}
