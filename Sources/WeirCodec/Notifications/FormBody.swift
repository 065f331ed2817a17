import Glibc
import WeirDomain

/// A body of `application/x-www-form-urlencoded`: names and values as bytes, for a signature goes by bytes.
struct FormBody: Sendable {
    private(set) var fields: [(name: [UInt8], value: [UInt8])] = []

    /// More than any rail sends.
    private static let mostFields = 200

    init(_ body: [UInt8]) throws(Refusal) {
        var seen: Set<[UInt8]> = []
        for part in body.split(separator: 38) {
            let equals = part.firstIndex(of: 61)
            let name = try Self.decoded(part[..<(equals ?? part.endIndex)])
            let value = try equals.map { place throws(Refusal) in try Self.decoded(part[(place + 1)...]) } ?? []
            // Which of two counts every reader decides for itself: what was signed might be the other one.
            guard seen.insert(name).inserted else {
                throw Refusal(field: String(decoding: name.prefix(64), as: UTF8.self), reason: "appears twice")
            }
            fields.append((name, value))
            guard fields.count <= Self.mostFields else {
                throw Refusal(reason: "has more than \(Self.mostFields) fields")
            }
        }
    }

    private static func decoded(_ part: ArraySlice<UInt8>) throws(Refusal) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(part.count)
        var i = part.startIndex
        while i < part.endIndex {
            let c = part[i]
            if c == 37 {
                guard i + 2 < part.endIndex, let high = digit(part[i + 1]), let low = digit(part[i + 2]) else {
                    throw Refusal(reason: "is no form: a '%' is not followed by two hexadecimal digits")
                }
                out.append(high << 4 | low)
                i += 3
            } else {
                out.append(c == 43 ? 32 : c)
                i += 1
            }
        }
        return out
    }

    private static func digit(_ c: UInt8) -> UInt8? {
        switch c {
        case 48...57: c - 48
        case 65...70: c - 55
        case 97...102: c - 87
        default: nil
        }
    }

    /// The texts by their names, read in a character set. What is no text in it is left out.
    func texts(in charset: String) -> [String: String] {
        let isChinese = charset.lowercased().hasPrefix("gb")
        var texts: [String: String] = [:]
        for (name, value) in fields {
            let bytes = isChinese ? Self.utf8(fromGB18030: value) : value
            guard let name = String(validating: name, as: UTF8.self),
                let text = bytes.flatMap({ String(validating: $0, as: UTF8.self) })
            else { continue }
            texts[name] = text
        }
        return texts
    }

    /// GB 18030 has GBK and GB 2312 in it. `nil` where it cannot be read, or the system has no table for it.
    private static func utf8(fromGB18030 bytes: [UInt8]) -> [UInt8]? {
        guard bytes.contains(where: { $0 >= 0x80 }) else { return bytes }
        guard let converter = iconv_open("UTF-8", "GB18030"), converter != iconv_t(bitPattern: -1) else { return nil }
        defer { iconv_close(converter) }
        var source = bytes.map { CChar(bitPattern: $0) }
        var out = [CChar](repeating: 0, count: bytes.count * 3)
        var (left, room) = (source.count, out.count)
        let result = source.withUnsafeMutableBufferPointer { source in
            out.withUnsafeMutableBufferPointer { out in
                var (from, to) = (source.baseAddress, out.baseAddress)
                return iconv(converter, &from, &left, &to, &room)
            }
        }
        guard result != -1, left == 0 else { return nil }
        return out.prefix(out.count - room).map { UInt8(bitPattern: $0) }
    }
}
