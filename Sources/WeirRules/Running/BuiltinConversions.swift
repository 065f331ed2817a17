extension Builtins {
    static func convert(_ function: Builtin, _ x: Value, _ i: Instruction, _ run: inout Run)
        throws(Failure) -> Value?
    {
        // Texts of numbers and times are made in some hundred nanoseconds, and read in some ten a byte.
        if function != .dyn, function != .type { try run.charge(8 + readingCost(function, x), i.part) }
        switch function {
        case .dyn: return x
        case .type: return .type(x.type)
        case .bool: return try toBool(x, i, &run)
        case .int: return try toInt(x, i, &run)
        case .uint: return try toUInt(x, i, &run)
        case .double: return try toDouble(x, i, &run)
        case .string: return try toString(x, i, &run)
        case .bytes:
            switch x {
            case .bytes: return x
            case .string(let text): return .bytes(Array(text.utf8))
            default: return nil
            }
        case .timestamp:
            switch x {
            case .timestamp: return x
            case .string(let text): return try require(Timestamp(text).map(Value.timestamp), x, "timestamp", i, &run)
            case .int(let seconds):
                return try require(Timestamp(seconds: seconds).map(Value.timestamp), x, "timestamp", i, &run)
            default: return nil
            }
        default:
            switch x {
            case .duration: return x
            case .string(let text): return try require(TimeSpan(text).map(Value.duration), x, "duration", i, &run)
            default: return nil
            }
        }
    }

    private static func readingCost(_ function: Builtin, _ x: Value) -> Int {
        switch (function, x) {
        case (.double, .string(let text)): text.utf8.count >> 1
        case (.timestamp, .string(let text)), (.duration, .string(let text)): min(text.utf8.count, 256) >> 1
        case (.string, .timestamp): 16
        case (.string, .duration): 8
        default: 0
        }
    }

    private static func require(
        _ result: Value?, _ x: Value, _ type: String, _ i: Instruction, _ run: inout Run
    ) throws(Failure) -> Value {
        guard let result else {
            throw run.fail(.outOfRange, i.part, .text("\(x.shortText) is no \(type), or out of its range"))
        }
        return result
    }

    private static func toBool(_ x: Value, _ i: Instruction, _ run: inout Run) throws(Failure) -> Value? {
        switch x {
        case .bool: return x
        case .string(let text):
            switch text {
            case "1", "t", "T", "true", "TRUE", "True": return .bool(true)
            case "0", "f", "F", "false", "FALSE", "False": return .bool(false)
            default: return try require(nil, x, "bool", i, &run)
            }
        default: return nil
        }
    }

    private static func toInt(_ x: Value, _ i: Instruction, _ run: inout Run) throws(Failure) -> Value? {
        let result: Int64?
        switch x {
        case .int: return x
        case .uint(let n): result = Int64(exactly: n)
        // The bounds themselves are out: a double that shows them may have been rounded from beyond.
        case .double(let n): result = n > -0x1p63 && n < 0x1p63 ? Int64(n) : nil
        // With a plus as well: so do the other readers of this language.
        case .string(let text): result = Int64(text)
        case .timestamp(let time): return .int(time.seconds)
        case .duration(let span): return .int(span.nanoseconds / 1_000_000_000)
        default: return nil
        }
        return try require(result.map(Value.int), x, "int", i, &run)
    }

    private static func toUInt(_ x: Value, _ i: Instruction, _ run: inout Run) throws(Failure) -> Value? {
        let result: UInt64?
        switch x {
        case .uint: return x
        case .int(let n): result = UInt64(exactly: n)
        case .double(let n): result = n >= 0 && n < 0x1p64 ? UInt64(n) : nil
        // What has no sign is written without one: neither '+5' nor '-0'.
        case .string(let text): result = text.utf8.first?.isDigit == true ? UInt64(text) : nil
        default: return nil
        }
        return try require(result.map(Value.uint), x, "uint", i, &run)
    }

    private static func toDouble(_ x: Value, _ i: Instruction, _ run: inout Run) throws(Failure) -> Value? {
        switch x {
        case .double: return x
        case .int(let n): return .double(Double(n))
        case .uint(let n): return .double(Double(n))
        case .string(let text): return try require(double(text).map(Value.double), x, "double", i, &run)
        default: return nil
        }
    }

    /// Decimal numbers that a double can hold, NaN and Infinity in letters of any size; not the hexadecimal and other
    /// forms that the system would read as well.
    private static func double(_ text: String) -> Double? {
        guard text.utf8.count <= 9 else { return decimal(text) }
        switch text.lowercased() {
        case "nan": return .nan
        case "infinity", "+infinity", "inf", "+inf": return .infinity
        case "-infinity", "-inf": return -.infinity
        default: return decimal(text)
        }
    }

    private static func decimal(_ text: String) -> Double? {
        let isDecimal = text.utf8.allSatisfy {
            switch $0 {
            case 0x2B, 0x2D, 0x2E, 0x45, 0x65: true
            default: $0.isDigit
            }
        }
        guard isDecimal, let number = Double(text), number.isFinite else { return nil }
        return number
    }

    private static func toString(_ x: Value, _ i: Instruction, _ run: inout Run) throws(Failure) -> Value? {
        switch x {
        case .string: return x
        case .bytes(let bytes):
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw run.fail(.invalidArgument, i.part, .text("the bytes are not valid UTF-8"))
            }
            return .string(text)
        case .bool, .int, .uint, .double, .timestamp, .duration: return .string(x.shortText)
        default: return nil
        }
    }
}

extension Value {
    /// The value as `string(x)` and `%s` write it; of lists and maps and long texts only what fits a message.
    var shortText: String {
        switch self {
        case .null: return "null"
        case .bool(let value): return value ? "true" : "false"
        case .int(let value): return String(value)
        case .uint(let value): return String(value)
        case .double(let value):
            if value.isNaN { return "NaN" }
            if value.isInfinite { return value < 0 ? "-Infinity" : "Infinity" }
            let text = value.description
            return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
        case .string(let text):
            let short = text.unicodeScalars.prefix(64)
            return "'" + String(short) + (short.endIndex == text.unicodeScalars.endIndex ? "'" : "…'")
        case .bytes(let bytes): return "\(bytes.count) bytes"
        case .list(let list): return "a list of \(list.count)"
        case .map(let map): return "a map of \(map.count)"
        case .timestamp(let time): return time.text
        case .duration(let span): return span.text
        case .type(let type): return type.runtimeName
        }
    }
}
