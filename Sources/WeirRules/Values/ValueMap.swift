/// A map of the rule language. It keeps the order in which its entries came, so that evaluation is the same everywhere.
public struct ValueMap: Sendable {
    public struct Entry: Sendable {
        public var key: Value
        public var value: Value
    }

    public private(set) var entries: [Entry] = []
    private var index: [MapKey: Int] = [:]

    public init() {}

    /// A map of these entries; nil when a key occurs twice or is of a type that no key may have.
    public init?(_ pairs: [(Value, Value)]) {
        for (key, value) in pairs where insert(key, value) != .inserted { return nil }
    }

    enum Insertion { case inserted, repeated, notAKey }

    /// Adds an entry. Equal numbers are the same key, whatever their types. Doubles, null and others are no keys.
    mutating func insert(_ key: Value, _ value: Value) -> Insertion {
        if case .double = key { return .notAKey }
        guard let normal = MapKey(key) else { return .notAKey }
        guard index.updateValue(entries.count, forKey: normal) == nil else { return .repeated }
        entries.append(Entry(key: key, value: value))
        return .inserted
    }

    public var count: Int { entries.count }

    public subscript(key: Value) -> Value? {
        guard let normal = MapKey(key), let place = index[normal] else { return nil }
        return entries[place].value
    }

    public subscript(field: String) -> Value? {
        guard let place = index[.string(CodePoints(text: field))] else { return nil }
        return entries[place].value
    }

    func contains(_ key: Value) -> Bool { MapKey(key).map { index[$0] != nil } ?? false }
}

extension ValueMap: Equatable {
    public static func == (a: ValueMap, b: ValueMap) -> Bool {
        a.count == b.count
            && a.entries.allSatisfy { entry in b[entry.key].map { $0 == entry.value } ?? false }
    }
}

/// A key in normal form, in which equal values of different number types are one.
enum MapKey: Hashable, Sendable {
    case bool(Bool)
    case number(Int64)
    /// A number above the greatest int.
    case great(UInt64)
    case string(CodePoints)

    init?(_ value: Value) {
        switch value {
        case .bool(let value): self = .bool(value)
        case .int(let value): self = .number(value)
        case .uint(let value): self = Int64(exactly: value).map(MapKey.number) ?? .great(value)
        case .double(let value):
            if let small = Int64(exactly: value) {
                self = .number(small)
            } else if let great = UInt64(exactly: value) {
                self = .great(great)
            } else {
                return nil
            }
        case .string(let value): self = .string(CodePoints(text: value))
        default: return nil
        }
    }
}

/// A string that is hashed and compared by its code points.
struct CodePoints: Hashable, Sendable {
    var text: String

    static func == (a: CodePoints, b: CodePoints) -> Bool { a.text.sameCodePoints(as: b.text) }

    func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { unsafe hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}
