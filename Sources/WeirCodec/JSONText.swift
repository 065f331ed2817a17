public import WeirDomain

/// Writing JSON: correct strings, numbers from integers, and nothing else to get wrong.
public enum JSONText {
    /// Appends a quoted string; the bytes are UTF-8. Escapes only what JSON requires.
    public static func append(quoted text: RawSpan, to out: inout [UInt8]) {
        out.append(34)
        var runStart = 0
        for i in 0..<text.byteCount {
            let c = text.byte(i)
            guard c < 32 || c == 34 || c == 92 || c == 127 else { continue }
            out.append(bytes: text.extracting(runStart..<i))
            runStart = i + 1
            append(escaped: c, to: &out)
        }
        out.append(bytes: text.extracting(runStart..<text.byteCount))
        out.append(34)
    }

    public static func append(quoted text: String, to out: inout [UInt8]) {
        text.withBytes { append(quoted: $0, to: &out) }
    }

    private static func append(escaped c: UInt8, to out: inout [UInt8]) {
        switch c {
        case 34, 92: out += [92, c]
        case 8: out += [92, 98]
        case 9: out += [92, 116]
        case 10: out += [92, 110]
        case 12: out += [92, 102]
        case 13: out += [92, 114]
        default:
            let digits = Array("0123456789abcdef".utf8)
            out += [92, 117, 48, 48, digits[Int(c >> 4)], digits[Int(c & 15)]]
        }
    }

    /// Appends an integer count of thousandths as a decimal without trailing zeros: 4150 becomes 4.15.
    public static func append(thousandths value: Int, to out: inout [UInt8]) {
        if value < 0 { out.append(45) }
        let magnitude = value.magnitude
        out.append(text: String(magnitude / 1000))
        var rest = magnitude % 1000
        guard rest > 0 else { return }
        out.append(46)
        var divisor: UInt = 100
        while rest > 0 {
            out.append(UInt8(48 + rest / divisor))
            rest %= divisor
            divisor /= 10
        }
    }
}

/// Builds one JSON object, member by member.
public struct JSONObject {
    public private(set) var bytes: [UInt8] = [123]

    public init() {}

    private mutating func key(_ name: String) {
        if bytes.count > 1 { bytes.append(44) }
        JSONText.append(quoted: name, to: &bytes)
        bytes.append(58)
    }

    public mutating func put(_ name: String, _ text: String) {
        key(name)
        JSONText.append(quoted: text, to: &bytes)
    }

    public mutating func put(_ name: String, _ value: Int) {
        key(name)
        bytes.append(text: String(value))
    }

    public mutating func put(_ name: String, _ value: Bool) {
        key(name)
        bytes.append(text: value ? "true" : "false")
    }

    public mutating func put(_ name: String, thousandths value: Int) {
        key(name)
        JSONText.append(thousandths: value, to: &bytes)
    }

    public mutating func put(_ name: String, _ time: Instant?) {
        key(name)
        guard let time else { return bytes.append(text: "null") }
        bytes.append(34)
        time.appendRFC3339(to: &bytes)
        bytes.append(34)
    }

    /// A member whose value is JSON already.
    public mutating func put(_ name: String, json value: [UInt8]) {
        key(name)
        bytes += value
    }

    public mutating func put(_ name: String, _ values: [String]) {
        key(name)
        bytes.append(91)
        for (i, value) in values.enumerated() {
            if i > 0 { bytes.append(44) }
            JSONText.append(quoted: value, to: &bytes)
        }
        bytes.append(93)
    }

    /// A list of objects, one for each item.
    public mutating func put<Items: Sequence>(
        _ name: String, each items: Items, _ fill: (inout JSONObject, Items.Element) -> Void
    ) {
        let objects = items.map { item in
            var object = JSONObject()
            fill(&object, item)
            return object.closed
        }
        put(name, json: Self.array(objects))
    }

    public mutating func putNull(_ name: String) { put(name, json: Array("null".utf8)) }

    public var closed: [UInt8] { bytes + [125] }

    public static func quoted(_ text: String) -> [UInt8] {
        var out: [UInt8] = []
        JSONText.append(quoted: text, to: &out)
        return out
    }

    /// An array of values that are JSON already.
    public static func array(_ values: [[UInt8]]) -> [UInt8] {
        var out: [UInt8] = [91]
        for (i, value) in values.enumerated() {
            if i > 0 { out.append(44) }
            out += value
        }
        return out + [93]
    }
}
