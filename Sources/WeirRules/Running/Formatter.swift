internal import Glibc

/// `'%s paid %.2f'.format([who, amount])`.
struct Formatter {
    let values: [Value]
    let part: Expression.Part
    private var next = 0

    init(values: [Value], part: Expression.Part) {
        self.values = values
        self.part = part
    }

    mutating func format(_ pattern: String, _ run: inout Run) throws(Failure) -> String {
        var out = ""
        var rest = pattern.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            guard scalar == "%" else {
                out.unicodeScalars.append(scalar)
                continue
            }
            guard let first = rest.popFirst() else { throw refuse("a '%' at the end of the format", &run) }
            if first == "%" {
                out.unicodeScalars.append("%")
                continue
            }
            var clause = first
            var precision: Int?
            if first == "." {
                var digits = 0
                while let digit = rest.first, ("0"..."9").contains(digit) {
                    digits = min(digits * 10 + Int(digit.value - 0x30), 1_000)
                    rest.removeFirst()
                    precision = digits
                }
                guard precision ?? 101 <= 100 else { throw refuse("a precision is a number from 0 to 100", &run) }
                guard let letter = rest.popFirst() else { throw refuse("the format breaks off", &run) }
                clause = letter
            }
            out += try written(clause, precision, &run)
        }
        return out
    }

    private func refuse(_ words: String, _ run: inout Run) -> Failure {
        run.fail(.invalidArgument, part, .text(words))
    }

    private mutating func written(_ clause: Unicode.Scalar, _ precision: Int?, _ run: inout Run)
        throws(Failure) -> String
    {
        guard "sdfexXob".unicodeScalars.contains(clause) else {
            throw refuse("unrecognized formatting clause \"\(clause)\"", &run)
        }
        guard next < values.count else { throw refuse("index \(next) out of range", &run) }
        let value = values[next]
        next += 1
        // Writing a great double out takes some microseconds.
        try run.charge(clause == "f" || clause == "e" ? 100 : 4, part)
        let text: String? =
            switch clause {
            case "s": try plain(value, &run)
            case "d": decimal(value)
            case "f", "e": decimals(value, precision ?? 6, scientific: clause == "e")
            case "x", "X": hexadecimal(value, uppercase: clause == "X")
            case "o": radix(value, 8)
            default: if case .bool(let bit) = value { bit ? "1" : "0" } else { radix(value, 2) }
            }
        guard let text else { throw refuse("'%\(clause)' does not take \(value.type.runtimeName)", &run) }
        return text
    }

    /// Any value as text; entries of maps in the order of their keys.
    private func plain(_ value: Value, _ run: inout Run) throws(Failure) -> String {
        try run.charge(2 + value.weight, part)
        switch value {
        case .string(let text): return text
        case .bytes(let bytes): return Self.repaired(bytes)
        case .list(let list):
            var parts: [String] = []
            for element in list { parts.append(try plain(element, &run)) }
            return "[" + parts.joined(separator: ", ") + "]"
        case .map(let map):
            var parts: [(key: String, text: String)] = []
            for entry in map.entries {
                let key = try plain(entry.key, &run)
                parts.append((key, key + ": " + (try plain(entry.value, &run))))
            }
            parts.sort { $0.key.codePointOrder($1.key) == .less }
            return "{" + parts.map(\.text).joined(separator: ", ") + "}"
        default: return value.shortText
        }
    }

    /// The bytes as text, each run of bytes that are no UTF-8 as one U+FFFD.
    private static func repaired(_ bytes: [UInt8]) -> String {
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        var out = ""
        var decoder = UTF8()
        var input = bytes.makeIterator()
        var wasBroken = false
        while true {
            switch decoder.decode(&input) {
            case .scalarValue(let scalar):
                out.unicodeScalars.append(scalar)
                wasBroken = false
            case .emptyInput: return out
            case .error:
                if !wasBroken { out += "\u{FFFD}" }
                wasBroken = true
            }
        }
    }

    private func decimal(_ value: Value) -> String? {
        switch value {
        case .int, .uint, .double: value.shortText
        default: nil
        }
    }

    private func decimals(_ value: Value, _ precision: Int, scientific: Bool) -> String? {
        let number: Double
        switch value {
        case .double(let x): number = x
        case .int(let x): number = Double(x)
        case .uint(let x): number = Double(x)
        default: return nil
        }
        guard number.isFinite else { return value.shortText }
        // 309 digits before the point, 100 after it, sign, point and exponent.
        var buffer = [CChar](repeating: 0, count: 512)
        let pattern = scientific ? "%.*e" : "%.*f"
        let length = withVaList([Int32(precision), number]) { list in
            buffer.withUnsafeMutableBufferPointer { unsafe vsnprintf($0.baseAddress, $0.count, pattern, list) }
        }
        return String(decoding: buffer.prefix(max(0, Int(length))).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private func radix(_ value: Value, _ radix: Int, uppercase: Bool = false) -> String? {
        switch value {
        case .int(let x): String(x, radix: radix, uppercase: uppercase)
        case .uint(let x): String(x, radix: radix, uppercase: uppercase)
        default: nil
        }
    }

    private func hexadecimal(_ value: Value, uppercase: Bool) -> String? {
        let bytes: [UInt8]
        switch value {
        case .string(let text): bytes = Array(text.utf8)
        case .bytes(let given): bytes = given
        default: return radix(value, 16, uppercase: uppercase)
        }
        let digits = Array((uppercase ? "0123456789ABCDEF" : "0123456789abcdef").utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
