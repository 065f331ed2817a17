import WeirRules

/// One case of the conformance suite.
struct ConformanceCase {
    enum Outcome: Equatable {
        case passed
        case skipped(String)
        case failed(String)
    }

    let name: String
    let test: TextProto
    private var expression: String { test["expr"]?.string ?? "" }
    private var container: String { test["container"]?.string ?? "" }

    /// Runs the case.
    func run() -> Outcome {
        if let reason = skipReason { return .skipped(reason) }
        do {
            return try evaluate()
        } catch let failure as TextProto.Failure {
            return .skipped(failure.message)
        } catch { return .failed("\(error)") }
    }

    // MARK: What is out of scope

    private var skipReason: String? {
        let messages = ["TestAllTypes", "NestedTestAllTypes", "GlobalEnum", "TestRequired"]
        if messages.contains(where: expression.contains) { return "makes a test message" }
        if container.hasPrefix("cel.expr.conformance.proto") { return "works in a container of test messages" }
        if expression.contains("optional.") { return "uses optional types, which are not in the required files" }
        let wrappers = ["Value", "Any", "Struct", "FieldMask", "Empty"]
        if expression.contains("google.protobuf."), wrappers.contains(where: { expression.contains($0 + "{") }) {
            return "makes a message of google.protobuf"
        }
        if test.mentions({ $0 == "enum_value" }) { return "compares an enum of a message" }
        let known = ["google.protobuf.Duration", "google.protobuf.Timestamp"]
        let isForeign = test.mentions { name in
            name.hasPrefix("type.googleapis.com/") && !known.contains(where: name.hasSuffix)
        }
        return isForeign ? "binds or expects a message" : nil
    }

    // MARK: Running

    private func evaluate() throws -> Outcome {
        var schema = Schema(container: container)
        for declaration in test.all("type_env") { try declare(declaration, &schema) }
        var values: [Int: Value] = [:]
        for binding in test.all("bindings") {
            let name = binding["key"]?.string ?? ""
            guard let value = binding["value"]?["value"] else { throw TextProto.Failure(message: "binds no value") }
            if schema.variables[name] == nil { schema.variable(name, .dyn) }
            if let slot = schema.variables[name]?.slot { values[slot] = try ConformanceValue.value(value) }
        }
        let parsed = try Expression.parse(expression, macros: test["disable_macros"]?.word != "true")
        let program: Program
        if test["disable_check"]?.word == "true" {
            program = try Program(unchecked: parsed, in: schema)
        } else {
            let checked = try parsed.check(in: schema)
            if let expected = test["typed_result"]?["deduced_type"] {
                let type = try ConformanceValue.type(expected)
                if type != checked.type { return .failed("deduced \(checked.type), expected \(type)") }
            }
            if test["check_only"]?.word == "true" { return .passed }
            program = try Program(compiling: checked)
        }
        return try compare(program, DictionaryBindings(values: values))
    }

    private func declare(_ declaration: TextProto, _ schema: inout Schema) throws {
        let name = declaration["name"]?.string ?? ""
        if let type = declaration["ident"]?["type"] { schema.variable(name, try ConformanceValue.type(type)) }
        for overload in declaration["function"]?.all("overloads") ?? [] {
            schema.function(
                name, try overload.all("params").map(ConformanceValue.type),
                try overload["result_type"].map(ConformanceValue.type) ?? .dyn,
                isMethod: overload["is_instance_function"]?.word == "true")
        }
    }

    private func compare(_ program: Program, _ bindings: DictionaryBindings) throws -> Outcome {
        let result = Result { () throws(EvaluationError) in try program.evaluate(with: bindings) }
        if test["eval_error"] != nil || test["any_eval_errors"] != nil {
            if case .success(let value) = result { return .failed("expected an error, got \(value)") }
            return .passed
        }
        if test["unknown"] != nil || test["any_unknowns"] != nil { return .skipped("expects an unknown") }
        let value = try result.get()
        let given = try (test["value"] ?? test["typed_result"]?["result"]).map(ConformanceValue.value)
        let expected = given ?? .bool(true)
        return ConformanceValue.isSame(value, expected) ? .passed : .failed("expected \(expected), got \(value)")
    }
}

/// Values by slot, whatever they are.
struct DictionaryBindings: Bindings {
    var values: [Int: Value]
    func value(at slot: Int) -> Value? { values[slot] }
}

/// Values and types as the suite writes them.
enum ConformanceValue {
    static func value(_ proto: TextProto) throws -> Value {
        guard let name = proto.names.first, let field = proto[name] else { return .null }
        switch name {
        case "null_value": return .null
        case "bool_value": return .bool(field.word == "true")
        case "int64_value": return .int(Int64(field.word) ?? 0)
        case "uint64_value": return .uint(UInt64(field.word) ?? 0)
        case "double_value": return .double(Double(field.word.lowercased()) ?? .nan)
        case "string_value": return .string(field.string)
        case "bytes_value": return .bytes(field.bytes)
        case "list_value": return .list(try field.all("values").map(value))
        case "map_value":
            let pairs = try field.all("entries").map { entry in
                (try entry["key"].map(value) ?? .null, try entry["value"].map(value) ?? .null)
            }
            guard let map = ValueMap(pairs) else { throw TextProto.Failure(message: "a map that cannot be") }
            return .map(map)
        case "type_value": return .type(try named(field.string))
        case "object_value": return try object(field)
        default: throw TextProto.Failure(message: "a value of kind \(name)")
        }
    }

    private static func object(_ proto: TextProto) throws -> Value {
        guard let name = proto.names.first, let fields = proto[name] else { return .null }
        let seconds = Int64(fields["seconds"]?.word ?? "0") ?? 0
        let nanoseconds = Int64(fields["nanos"]?.word ?? "0") ?? 0
        if name.hasSuffix("google.protobuf.Duration"),
            let span = TimeSpan(seconds: seconds, nanoseconds: nanoseconds)
        {
            return .duration(span)
        }
        if name.hasSuffix("google.protobuf.Timestamp"),
            let time = Timestamp(seconds: seconds, nanoseconds: Int32(nanoseconds))
        {
            return .timestamp(time)
        }
        throw TextProto.Failure(message: "a message")
    }

    private static func named(_ name: String) throws -> ValueType {
        switch name {
        case "null_type": .null
        case "list": .list(.dyn)
        case "map": .map(.dyn, .dyn)
        case "type": .type(.dyn)
        case "google.protobuf.Timestamp": .timestamp
        case "google.protobuf.Duration": .duration
        default: try primitive(name.uppercased())
        }
    }

    private static func primitive(_ name: String) throws -> ValueType {
        switch name {
        case "BOOL": return .bool
        case "INT", "INT64": return .int
        case "UINT", "UINT64": return .uint
        case "DOUBLE": return .double
        case "STRING": return .string
        case "BYTES": return .bytes
        default: throw TextProto.Failure(message: "the type \(name)")
        }
    }

    static func type(_ proto: TextProto) throws -> ValueType {
        guard let name = proto.names.first, let field = proto[name] else { return .dyn }
        switch name {
        case "primitive": return try primitive(field.word)
        case "dyn": return .dyn
        case "null": return .null
        case "list_type": return .list(try field["elem_type"].map(type) ?? .dyn)
        case "map_type":
            return .map(try field["key_type"].map(type) ?? .dyn, try field["value_type"].map(type) ?? .dyn)
        case "type": return .type(try type(field))
        case "well_known": return field.word == "TIMESTAMP" ? .timestamp : field.word == "DURATION" ? .duration : .dyn
        case "message_type" where field.string == "google.protobuf.Timestamp": return .timestamp
        case "message_type" where field.string == "google.protobuf.Duration": return .duration
        default: throw TextProto.Failure(message: "declares a \(name) type")
        }
    }

    /// The same value of the same type; any NaN is the same as any other.
    static func isSame(_ a: Value, _ b: Value) -> Bool {
        switch (a, b) {
        case (.double(let x), .double(let y)): return x == y && x.sign == y.sign || x.isNaN && y.isNaN
        case (.list(let x), .list(let y)): return x.count == y.count && zip(x, y).allSatisfy(isSame)
        case (.map(let x), .map(let y)):
            return x.count == y.count
                && x.entries.allSatisfy { entry in y[entry.key].map { isSame(entry.value, $0) } ?? false }
        default: return a.type.runtimeName == b.type.runtimeName && a == b
        }
    }
}
