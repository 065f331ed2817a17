import WeirDomain
import WeirRules

/// Reads the platform's own fields for rules. They are canonical JSON, an object of scalars that the codec has written.
struct ExtraReader: ~Escapable {
    private let bytes: RawSpan
    private var offset = 0

    @_lifetime(copy bytes)
    private init(_ bytes: RawSpan) { self.bytes = bytes }

    /// The fields as a map; what cannot be read ends it.
    static func map(_ bytes: RawSpan) -> ValueMap {
        var reader = ExtraReader(bytes)
        var pairs: [(Value, Value)] = []
        guard reader.skip(123) else { return ValueMap() }
        while reader.current == 34 {
            guard let name = reader.string(), reader.skip(58), let value = reader.scalar() else { break }
            pairs.append((.string(name), value))
            guard reader.skip(44) else { break }
        }
        return ValueMap(pairs) ?? ValueMap()
    }

    private var current: UInt8 { offset < bytes.byteCount ? bytes.byte(offset) : 0 }

    @_lifetime(self: copy self)
    private mutating func skip(_ byte: UInt8) -> Bool {
        guard current == byte else { return false }
        offset += 1
        return true
    }

    @_lifetime(self: copy self)
    private mutating func scalar() -> Value? {
        if current == 34 { return string().map { .string($0) } }
        let start = offset
        while offset < bytes.byteCount, current != 44, current != 125 { offset += 1 }
        let text = bytes.extracting(start..<offset).text
        switch text {
        case "true": return .bool(true)
        case "false": return .bool(false)
        case "null": return .null
        default: return Int64(text).map { .int($0) } ?? Double(text).map { .double($0) }
        }
    }

    @_lifetime(self: copy self)
    private mutating func string() -> String? {
        guard skip(34) else { return nil }
        var out: [UInt8] = []
        while offset < bytes.byteCount {
            let byte = bytes.byte(offset)
            offset += 1
            if byte == 34 { return String(decoding: out, as: UTF8.self) }
            guard byte == 92 else {
                out.append(byte)
                continue
            }
            let escape = current
            offset += 1
            switch escape {
            case 98: out.append(8)
            case 102: out.append(12)
            case 110: out.append(10)
            case 114: out.append(13)
            case 116: out.append(9)
            // The codec writes only control characters in this form.
            case 117:
                guard offset + 4 <= bytes.byteCount else { return nil }
                out.append(UInt8(bytes.extracting((offset + 2)..<(offset + 4)).text, radix: 16) ?? 63)
                offset += 4
            default: out.append(escape)
            }
        }
        return nil
    }
}
