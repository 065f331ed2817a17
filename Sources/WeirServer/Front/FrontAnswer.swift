import HTTPTypes
import NIOCore

#if canImport(Glibc)
    import Glibc
#endif

/// Writes the answers of the short way. What the general server's headers say to browsers is short here, where there is
/// no page to be shown.
struct FrontAnswer {
    private var date: [UInt8] = []
    private var dateSecond = 0
    private var number: UInt64
    private static let fixed = Array(
        ("\r\nServer: weir\r\nX-Content-Type-Options: nosniff\r\n"
            + "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\nX-Request-Id: ").utf8)
    private static let ok = Array("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ".utf8)
    private static let dateName = Array("\r\nDate: ".utf8)

    init() {
        var generator = SystemRandomNumberGenerator()
        number = generator.next()
    }

    /// The next request's id.
    mutating func nextID() -> String {
        number &+= 1
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// Appends a decision.
    mutating func append(_ body: [UInt8], to out: inout ByteBuffer) {
        out.writeBytes(Self.ok)
        appendDecimal(body.count, to: &out)
        appendCommon(id: nil, to: &out)
        out.writeBytes(body)
    }

    /// Appends a problem.
    mutating func append(_ problem: Problem, closes: Bool = false, to out: inout ByteBuffer) {
        let id = nextID()
        let body = problem.json(requestID: id)
        out.writeString("HTTP/1.1 \(problem.status.code) \(problem.status.reasonPhrase)\r\n")
        out.writeString("Content-Type: application/problem+json\r\n")
        if let seconds = problem.retrySeconds { out.writeString("Retry-After: \(seconds)\r\n") }
        if closes { out.writeString("Connection: close\r\n") }
        out.writeString("Content-Length: ")
        appendDecimal(body.count, to: &out)
        appendCommon(id: id, to: &out)
        out.writeBytes(body)
    }

    private mutating func appendCommon(id: String?, to out: inout ByteBuffer) {
        refreshDate()
        out.writeBytes(Self.dateName)
        out.writeBytes(date)
        out.writeBytes(Self.fixed)
        if let id {
            out.writeString(id)
        } else {
            number &+= 1
            var word = Self.hex(number)
            withUnsafeBytes(of: &word) { _ = out.writeBytes($0) }
        }
        out.writeStaticString("\r\n\r\n")
    }

    /// Sixteen hexadecimal digits.
    private static func hex(_ value: UInt64) -> (UInt64, UInt64) {
        func digits(_ half: UInt32) -> UInt64 {
            var word: UInt64 = 0
            for i in 0..<8 {
                let digit = UInt64(half >> UInt32(28 - i * 4) & 15)
                word |= (digit < 10 ? 48 + digit : 87 + digit) << UInt64(i * 8)
            }
            return word.littleEndian
        }
        return (digits(UInt32(value >> 32)), digits(UInt32(truncatingIfNeeded: value)))
    }

    private func appendDecimal(_ value: Int, to out: inout ByteBuffer) {
        if value >= 10 { appendDecimal(value / 10, to: &out) }
        out.writeInteger(UInt8(48 + value % 10))
    }

    /// `Sat, 28 Nov 2026 08:15:30 GMT`, made once a second.
    private mutating func refreshDate() {
        var seconds = time(nil)
        guard seconds != dateSecond else { return }
        dateSecond = seconds
        var parts = tm()
        gmtime_r(&seconds, &parts)
        let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        func two(_ value: Int32) -> String { value < 10 ? "0\(value)" : "\(value)" }
        let day = days[Int(parts.tm_wday)]
        let month = months[Int(parts.tm_mon)]
        let clock = "\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))"
        date = Array("\(day), \(two(parts.tm_mday)) \(month) \(1900 + parts.tm_year) \(clock) GMT".utf8)
    }
}
