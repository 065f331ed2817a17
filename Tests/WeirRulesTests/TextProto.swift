import Testing

/// Just enough of the protocol-buffer text format to read the conformance suite.
indirect enum TextProto {
    /// A number or a name such as `true` or `INT64`.
    case word(String)
    case text([UInt8])
    case message([(name: String, value: TextProto)])

    struct Failure: Error { var message: String }

    static func parse(_ source: [UInt8]) throws -> TextProto {
        var reader = TextProtoReader(source)
        return try reader.fields(until: nil)
    }

    subscript(name: String) -> TextProto? {
        guard case .message(let fields) = self else { return nil }
        return fields.first { $0.name == name }?.value
    }

    func all(_ name: String) -> [TextProto] {
        guard case .message(let fields) = self else { return [] }
        return fields.filter { $0.name == name }.map(\.value)
    }

    var names: [String] { if case .message(let fields) = self { fields.map(\.name) } else { [] } }

    var word: String { if case .word(let word) = self { word } else { "" } }
    var bytes: [UInt8] { if case .text(let bytes) = self { bytes } else { [] } }
    var string: String { String(decoding: bytes, as: UTF8.self) }

    /// Whether any field in it has this name, at any depth.
    func mentions(_ test: (String) -> Bool) -> Bool {
        guard case .message(let fields) = self else { return false }
        return fields.contains { test($0.name) || $0.value.mentions(test) }
    }
}

private struct TextProtoReader {
    let source: [UInt8]
    var at = 0

    init(_ source: [UInt8]) { self.source = source }

    var byte: UInt8? { at < source.count ? source[at] : nil }

    mutating func skip() {
        while let c = byte {
            if c == UInt8(ascii: "#") {
                while let c = byte, c != 0x0A { at += 1 }
            } else if c == 0x20 || c == 0x09 || c == 0x0A || c == 0x0D {
                at += 1
            } else {
                return
            }
        }
    }

    mutating func accept(_ c: Unicode.Scalar) -> Bool {
        skip()
        guard let byte, UInt32(byte) == c.value else { return false }
        at += 1
        return true
    }

    mutating func fields(until end: Unicode.Scalar?) throws -> TextProto {
        var fields: [(String, TextProto)] = []
        while true {
            skip()
            if let end {
                if accept(end) { return .message(fields) }
            } else if byte == nil {
                return .message(fields)
            }
            let name = try name()
            if accept(":") { skip() }
            if accept("[") {
                while !accept("]") {
                    fields.append((name, try value()))
                    _ = accept(",")
                }
            } else {
                fields.append((name, try value()))
            }
            if !accept(",") { _ = accept(";") }
        }
    }

    mutating func name() throws -> String {
        if accept("[") {
            var name = ""
            while let c = byte, c != UInt8(ascii: "]") {
                name.unicodeScalars.append(Unicode.Scalar(c))
                at += 1
            }
            at += 1
            return name
        }
        return try word()
    }

    mutating func word() throws -> String {
        let start = at
        while let c = byte,
            UInt8(ascii: "a")...UInt8(ascii: "z") ~= c | 0x20 || 0x30...0x39 ~= c || c == 0x5F
                || c == 0x2E || c == 0x2D || c == 0x2B
        {
            at += 1
        }
        guard at > start else { throw TextProto.Failure(message: "no name at byte \(at)") }
        return String(decoding: source[start..<at], as: UTF8.self)
    }

    mutating func value() throws -> TextProto {
        skip()
        if accept("{") { return try fields(until: "}") }
        if accept("<") { return try fields(until: ">") }
        guard let c = byte, c == 0x22 || c == 0x27 else { return .word(try word()) }
        var text: [UInt8] = []
        while let quote = byte, quote == 0x22 || quote == 0x27 {
            at += 1
            while let c = byte, c != quote { text += try character(c) }
            at += 1
            skip()
        }
        return .text(text)
    }

    private mutating func character(_ c: UInt8) throws -> [UInt8] {
        at += 1
        guard c == UInt8(ascii: "\\"), let escape = byte else { return [c] }
        at += 1
        switch Unicode.Scalar(escape) {
        case "n": return [0x0A]
        case "r": return [0x0D]
        case "t": return [0x09]
        case "a": return [0x07]
        case "b": return [0x08]
        case "f": return [0x0C]
        case "v": return [0x0B]
        case "x": return [UInt8(truncatingIfNeeded: digits(2, 16))]
        case "u": return scalar(digits(4, 16))
        case "U": return scalar(digits(8, 16))
        case "0"..."7":
            at -= 1
            return [UInt8(truncatingIfNeeded: digits(3, 8))]
        default: return [escape]
        }
    }

    private mutating func digits(_ count: Int, _ radix: Int) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<count {
            guard let c = byte, let digit = UInt32(String(Unicode.Scalar(c)), radix: radix) else { break }
            value = value * UInt32(radix) + digit
            at += 1
        }
        return value
    }

    private func scalar(_ value: UInt32) -> [UInt8] { Unicode.Scalar(value).map { Array(String($0).utf8) } ?? [] }
}

@Suite struct TextProtoTests {
    @Test func reads() throws {
        let text = #"""
            name: "a" 'b\x41\101\n' # comment
            one { two: 3, list: [1, 2] }
            [type.googleapis.com/x.Y] { z: -1.5e3 }
            """#
        let message = try TextProto.parse(Array(text.utf8))
        #expect(message["name"]?.string == "abAA\n")
        #expect(message["one"]?.all("list").map(\.word) == ["1", "2"])
        #expect(message["type.googleapis.com/x.Y"]?["z"]?.word == "-1.5e3")
        #expect(throws: TextProto.Failure.self) { try TextProto.parse(Array("a { b: ! }".utf8)) }
    }
}
