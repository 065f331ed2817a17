internal import Glibc

/// `'%s paid %.2f'.format([who, amount])`. Writes bytes, and pays for them as they are written.
struct Formatter {
    let values: [Value]
    let part: Expression.Part
    private var next = 0
    private var out: [UInt8] = []

    init(values: [Value], part: Expression.Part) {
        self.values = values
        self.part = part
    }

    mutating func format(_ pattern: String, _ run: inout Run) throws(Failure) -> String {
        let bytes = Array(pattern.utf8)
        let percent = UInt8(ascii: "%")
        var at = 0
        while at < bytes.count {
            let byte = bytes[at]
            at += 1
            guard byte == percent else {
                out.append(byte)
                continue
            }
            guard at < bytes.count else { throw refuse("a '%' at the end of the format", &run) }
            if bytes[at] == percent {
                out.append(percent)
                at += 1
                continue
            }
            var precision: Int?
            if bytes[at] == UInt8(ascii: ".") {
                at += 1
                var digits = 0
                while at < bytes.count, bytes[at].isDigit {
                    digits = min(digits * 10 + Int(bytes[at] - 0x30), 1_000)
                    at += 1
                    precision = digits
                }
                guard precision ?? 101 <= 100 else { throw refuse("a precision is a number from 0 to 100", &run) }
                guard at < bytes.count else { throw refuse("the format breaks off", &run) }
            }
            let end = pattern.scalarEnd(at)
            guard end == at + 1 else { throw unknown(String(decoding: bytes[at..<end], as: UTF8.self), &run) }
            try write(Unicode.Scalar(bytes[at]), precision, &run)
            at = end
        }
        return String(decoding: out, as: UTF8.self)
    }

    private func unknown(_ clause: String, _ run: inout Run) -> Failure {
        refuse("unrecognized formatting clause \"\(clause)\"", &run)
    }

    private func refuse(_ words: String, _ run: inout Run) -> Failure {
        run.fail(.invalidArgument, part, .text(words))
    }

    private mutating func write(_ clause: Unicode.Scalar, _ precision: Int?, _ run: inout Run) throws(Failure) {
        guard "sdfexXob".unicodeScalars.contains(clause) else { throw unknown(String(clause), &run) }
        guard next < values.count else { throw refuse("index \(next) out of range", &run) }
        let value = values[next]
        next += 1
        // Writing a great or a tiny double out takes some microseconds, as its digits do.
        try run.charge(clause == "f" || clause == "e" ? 100 + (precision ?? 6) : 4, part)
        if clause == "s" { return try writePlain(value, &run) }
        let text: String? =
            switch clause {
            case "d": decimal(value)
            case "f", "e": decimals(value, precision ?? 6, scientific: clause == "e")
            case "x", "X": try hexadecimal(value, uppercase: clause == "X", &run)
            case "o": radix(value, 8)
            default: if case .bool(let bit) = value { bit ? "1" : "0" } else { radix(value, 2) }
            }
        guard let text else { throw refuse("'%\(clause)' does not take \(value.type.runtimeName)", &run) }
        out.append(contentsOf: text.utf8)
    }

    /// Any value as text; entries of maps in the order of their keys.
    private mutating func writePlain(_ value: Value, _ run: inout Run) throws(Failure) {
        switch value {
        case .string(let text):
            try run.charge(2 + text.utf8.count >> 3, part)
            out.append(contentsOf: text.utf8)
        case .bytes(let bytes):
            try run.charge(2 + bytes.count >> 2, part)
            out.append(contentsOf: Self.repaired(bytes).utf8)
        case .list(let list):
            try run.charge(2, part)
            out.append(UInt8(ascii: "["))
            for (place, element) in list.enumerated() {
                if place > 0 { out.append(contentsOf: ", ".utf8) }
                try writePlain(element, &run)
            }
            out.append(UInt8(ascii: "]"))
        case .map(let map): try writeMap(map, &run)
        default:
            try run.charge(8, part)
            out.append(contentsOf: value.shortText.utf8)
        }
    }

    private mutating func writeMap(_ map: ValueMap, _ run: inout Run) throws(Failure) {
        // Sorting takes so many comparisons a key.
        let depth = Int.bitWidth - map.count.leadingZeroBitCount
        var keys: [(text: String, value: Value)] = []
        for entry in map.entries {
            try run.charge(8 + depth * (1 + entry.key.weight), part)
            if case .string(let text) = entry.key {
                keys.append((text, entry.value))
            } else {
                keys.append((entry.key.shortText, entry.value))
            }
        }
        keys.sort { $0.text.codePointOrder($1.text) == .less }
        out.append(UInt8(ascii: "{"))
        for (place, entry) in keys.enumerated() {
            if place > 0 { out.append(contentsOf: ", ".utf8) }
            try writePlain(.string(entry.text), &run)
            out.append(contentsOf: ": ".utf8)
            try writePlain(entry.value, &run)
        }
        out.append(UInt8(ascii: "}"))
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

    private func hexadecimal(_ value: Value, uppercase: Bool, _ run: inout Run) throws(Failure) -> String? {
        let bytes: [UInt8]
        switch value {
        case .string(let text): bytes = Array(text.utf8)
        case .bytes(let given): bytes = given
        default: return radix(value, 16, uppercase: uppercase)
        }
        let digits = Array((uppercase ? "0123456789ABCDEF" : "0123456789abcdef").utf8)
        try run.charge(bytes.count >> 2, part)
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count * 2)
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
