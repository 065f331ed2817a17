import NIOCore
import WeirDomain

#if canImport(Glibc)
    import Glibc
#endif

/// The head of a plain `POST /v1/payments`, found in the bytes of a connection.
///
/// Only requests that leave no room for doubt are taken: one length, a bearer key, JSON, no transfer coding, nothing to
/// be expected or upgraded. Every other request is the general server's, which knows all rules and all answers.
struct PaymentHead: Equatable {
    enum Reading: Equatable {
        /// More bytes are needed to tell.
        case incomplete
        case notMine
        case payment(PaymentHead)
    }

    /// Bytes of the head with the empty line that ends it, and of the body after it.
    var headBytes: Int
    var bodyBytes: Int
    /// Where the value of `Authorization` stands.
    var authorization: Range<Int>

    /// A head of real clients has some 300 bytes.
    static let limit = 8_192
    private static let requestLine = Array("POST /v1/payments HTTP/1.1\r\n".utf8)

    static func read(_ bytes: UnsafeRawBufferPointer) -> Reading {
        let line = requestLine
        let known = min(line.count, bytes.count)
        guard known > 0, let base = bytes.baseAddress else { return .incomplete }
        guard line.withUnsafeBytes({ memcmp($0.baseAddress!, base, known) }) == 0 else { return .notMine }
        guard known == line.count else { return .incomplete }
        var fields = Fields()
        var at = line.count
        while true {
            guard let newline = memchr(base + at, 10, bytes.count - at) else {
                return bytes.count > limit ? .notMine : .incomplete
            }
            let end = UnsafeRawPointer(newline) - base
            guard end < limit, bytes[end - 1] == 13 else { return .notMine }
            if end - 1 == at { return fields.head(headBytes: end + 1) }
            guard fields.take(bytes, at..<(end - 1)) else { return .notMine }
            at = end + 1
        }
    }

    /// What has been read of the header so far.
    private struct Fields {
        private var length: Int?
        private var authorization: Range<Int>?

        func head(headBytes: Int) -> Reading {
            guard let length, let authorization else { return .notMine }
            return .payment(PaymentHead(headBytes: headBytes, bodyBytes: length, authorization: authorization))
        }

        /// Takes a line of the header; `false` where it is anything out of the ordinary.
        mutating func take(_ bytes: UnsafeRawBufferPointer, _ line: Range<Int>) -> Bool {
            guard let colon = bytes[line].firstIndex(of: 58), colon > line.lowerBound else { return false }
            var (start, end) = (colon + 1, line.upperBound)
            while start < end, bytes[start] == 32 { start += 1 }
            while end > start, bytes[end - 1] == 32 { end -= 1 }
            for i in start..<end where bytes[i] < 32 || bytes[i] == 127 { return false }
            let value = start..<end
            func named(_ name: StaticString) -> Bool { Self.equal(bytes, line.lowerBound..<colon, name) }
            // Names by their length first: most are told by that.
            switch colon - line.lowerBound {
            case 14 where named("content-length"):
                guard length == nil, (1...5).contains(value.count) else { return false }
                var number = 0
                for i in value {
                    guard bytes[i] >= 48, bytes[i] <= 57 else { return false }
                    number = number * 10 + Int(bytes[i] - 48)
                }
                length = number
                return number > 0 && number <= Limits.paymentBodyBytes
            case 13 where named("authorization"):
                guard authorization == nil else { return false }
                authorization = value
                return value.count > 7 && Self.equal(bytes, start..<(start + 7), "bearer ")
            case 12 where named("content-type"):
                return Self.equal(bytes, value, "application/json")
                    || Self.equal(bytes, value, "application/json; charset=utf-8")
            case 10 where named("connection"): return Self.equal(bytes, value, "keep-alive")
            case 16 where named("content-encoding"), 17 where named("transfer-encoding"), 6 where named("expect"),
                7 where named("upgrade"):
                return false
            default:
                for i in line.lowerBound..<colon where !Self.isNameByte(bytes[i]) { return false }
                return true
            }
        }

        private static func isNameByte(_ c: UInt8) -> Bool {
            c >= 97 && c <= 122 || c >= 65 && c <= 90 || c >= 48 && c <= 57 || c == 45 || c == 95
        }

        /// Whether the text is this one, which is in lower case, without regard to case.
        private static func equal(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>, _ text: StaticString) -> Bool {
            guard range.count == text.utf8CodeUnitCount else { return false }
            for i in 0..<range.count {
                let c = bytes[range.lowerBound + i]
                let lower = c >= 65 && c <= 90 ? c | 32 : c
                if lower != text.utf8Start[i] { return false }
            }
            return true
        }
    }
}

/// How long a request of the general server's is, where that can be told from its head.
enum GeneralRequest {
    /// Bytes of head and body; `nil` where the head is not complete, or its length is not said in so many words.
    static func bytes(_ buffer: ByteBuffer) -> Int? {
        let bytes = Array(buffer.readableBytesView.prefix(PaymentHead.limit))
        var lines: [String] = []
        var start = 0
        while let newline = bytes[start...].firstIndex(of: 10) {
            guard newline > start, bytes[newline - 1] == 13 else { return nil }
            let line = bytes[start..<(newline - 1)]
            start = newline + 1
            if line.isEmpty {
                // Whoever says that the greatest number of bytes follows is the general server's affair.
                let sum = length(lines).map { start.addingReportingOverflow($0) }
                return sum.flatMap { $0.overflow ? nil : $0.partialValue }
            }
            lines.append(String(decoding: line, as: UTF8.self).lowercased())
        }
        return nil
    }

    /// Bytes of the body.
    private static func length(_ lines: [String]) -> Int? {
        var found: Int?
        for line in lines.dropFirst() {
            let name = line.prefix { $0 != ":" }
            switch name {
            case "transfer-encoding", "upgrade", "expect": return nil
            case "content-length":
                let digits = line.dropFirst(name.count + 1).drop { $0 == " " }
                guard found == nil, digits.allSatisfy({ "0"..."9" ~= $0 }), let length = Int(digits) else { return nil }
                found = length
            default: continue
            }
        }
        return found ?? 0
    }
}
