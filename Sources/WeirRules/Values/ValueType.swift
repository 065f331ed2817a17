/// A type of the rule language, as the checker sees it.
public indirect enum ValueType: Sendable, Hashable {
    case null, bool, int, uint, double, string, bytes, timestamp, duration
    /// Any value: checked when the rule runs.
    case dyn
    case list(ValueType)
    case map(ValueType, ValueType)
    /// The type of a type, such as that of `int` in `type(x) == int`.
    case type(ValueType)
    /// A map with known fields, declared in the schema under this name.
    case record(String)
    /// A type that a function leaves open: equal parameters of one call stand for equal types.
    case parameter(String)
    /// An open type of one call while it is being checked.
    case open(Int)
}

extension ValueType: CustomStringConvertible {
    /// The type as it is written in messages and documents: `list(string)`.
    public var description: String {
        switch self {
        case .null: "null"
        case .bool: "bool"
        case .int: "int"
        case .uint: "uint"
        case .double: "double"
        case .string: "string"
        case .bytes: "bytes"
        case .timestamp: "timestamp"
        case .duration: "duration"
        case .dyn: "dyn"
        case .list(let element): "list(\(element))"
        case .map(let key, let value): "map(\(key), \(value))"
        case .type(let type): type == .dyn ? "type" : "type(\(type))"
        case .record(let name): name
        case .parameter(let name): name
        case .open: "dyn"
        }
    }

    /// The type in a message: cut short where it is made of very many.
    var words: String {
        var out = ""
        write(into: &out)
        return out.count > 200 ? out.prefix(199) + "…" : out
    }

    private func write(into out: inout String) {
        guard out.utf8.count <= 1_000 else { return }
        switch self {
        case .list(let element):
            out += "list("
            element.write(into: &out)
            out += ")"
        case .map(let key, let value):
            out += "map("
            key.write(into: &out)
            out += ", "
            value.write(into: &out)
            out += ")"
        case .type(let type) where type != .dyn:
            out += "type("
            type.write(into: &out)
            out += ")"
        default: out += description
        }
    }

    /// The name of the type when the rule runs, which is what two types are compared by.
    public var runtimeName: String {
        switch self {
        case .null: "null_type"
        case .timestamp: "google.protobuf.Timestamp"
        case .duration: "google.protobuf.Duration"
        case .list: "list"
        case .map, .record: "map"
        case .type: "type"
        default: description
        }
    }

    /// The types that have a name in the language itself.
    static let named: [String: ValueType] = [
        "bool": .bool, "int": .int, "uint": .uint, "double": .double, "string": .string, "bytes": .bytes,
        "list": .list(.dyn), "map": .map(.dyn, .dyn), "null_type": .null, "type": .type(.dyn),
        "google.protobuf.Timestamp": .timestamp, "google.protobuf.Duration": .duration,
    ]

    var isNumber: Bool { self == .int || self == .uint || self == .double }
}
