extension Timestamp {
    /// A timestamp as RFC 3339 writes it: `2009-02-13T23:31:30.5Z`, `2009-02-13T23:31:30+08:00`.
    public init?(_ text: String) {
        var reader = TextReader(text)
        guard let year = reader.digits(4), reader.accept("-"), let month = reader.digits(2), reader.accept("-"),
            let day = reader.digits(2), reader.accept("T") || reader.accept("t"), let hour = reader.digits(2),
            reader.accept(":"), let minute = reader.digits(2), reader.accept(":"), let second = reader.digits(2)
        else { return nil }
        var nanoseconds: Int64 = 0
        if reader.accept(".") {
            guard let fraction = reader.fraction() else { return nil }
            nanoseconds = fraction
        }
        guard let offset = reader.offset(), reader.isAtEnd else { return nil }
        guard (1...12).contains(month), day >= 1, day <= CivilTime.daysIn(month: month, year: year), hour < 24,
            minute < 60, second < 60
        else { return nil }
        let days = CivilTime.days(year: year, month: month, day: day)
        self.init(
            seconds: days * 86_400 + hour * 3_600 + minute * 60 + second - offset,
            nanoseconds: Int32(nanoseconds))
    }

    /// As RFC 3339 writes it, in UTC, with as many digits after the second as it takes.
    public var text: String {
        let time = CivilTime(seconds: seconds, offset: 0)
        let date = "\(time.year.padded(4))-\(time.month.padded(2))-\(time.day.padded(2))"
        let clock = "\(time.hour.padded(2)):\(time.minute.padded(2)):\(time.second.padded(2))"
        return "\(date)T\(clock)\(Int64(nanoseconds).fraction)Z"
    }
}

extension TimeSpan {
    private static let units: [(name: StaticString, nanoseconds: Int64)] = [
        // "ms" before "m", which it begins with.
        ("ns", 1), ("us", 1_000), ("µs", 1_000), ("μs", 1_000), ("ms", 1_000_000), ("s", 1_000_000_000),
        ("m", 60_000_000_000), ("h", 3_600_000_000_000),
    ]

    /// A time span as a sequence of numbers and units: `1h30m`, `-1.5s`, `0`.
    public init?(_ text: String) {
        var reader = TextReader(text)
        let negative = reader.accept("-")
        if !negative { _ = reader.accept("+") }
        if reader.isRest("0") {
            self.init(nanoseconds: 0)
            return
        }
        // Below zero one more nanosecond fits than above, so the sum is kept negative.
        var total: Int64 = 0
        repeat {
            let whole = reader.number()
            let fraction = reader.accept(".") ? reader.decimals() : nil
            guard whole != nil || fraction != nil, !reader.isOverflowing else { return nil }
            guard let unit = Self.units.first(where: { reader.accept(word: $0.name) }) else { return nil }
            let (product, overflow) = (whole ?? 0).multipliedReportingOverflow(by: unit.nanoseconds)
            let part = fraction.map { Int64(Int128($0.value) * Int128(unit.nanoseconds) / Int128($0.scale)) } ?? 0
            let (sum, overflows) = product.addingReportingOverflow(part)
            let (next, overflowing) = total.subtractingReportingOverflow(sum)
            guard !overflow, !overflows, !overflowing else { return nil }
            total = next
        } while !reader.isAtEnd
        if negative {
            self.init(nanoseconds: total)
        } else {
            guard total != .min else { return nil }
            self.init(nanoseconds: -total)
        }
    }

    /// In seconds: `90s`, `-0.5s`.
    public var text: String {
        let magnitude = nanoseconds.magnitude
        let fraction = Int64(magnitude % 1_000_000_000).fraction
        return "\(nanoseconds < 0 ? "-" : "")\(magnitude / 1_000_000_000)\(fraction)s"
    }
}

extension Int64 {
    func padded(_ width: Int) -> String {
        let digits = String(self)
        return String(repeating: "0", count: Swift.max(0, width - digits.count)) + digits
    }

    /// Nanoseconds as the decimals of a second, with the point, without zeros at the end.
    fileprivate var fraction: String {
        guard self != 0 else { return "" }
        var digits = padded(9)
        while digits.hasSuffix("0") { digits.removeLast() }
        return "." + digits
    }
}

/// Reads ASCII texts from left to right.
struct TextReader {
    private let bytes: [UInt8]
    private var at = 0
    /// Whether a number did not fit into 64 bits.
    private(set) var isOverflowing = false

    init(_ text: String) { bytes = Array(text.utf8.prefix(256)) }

    var isAtEnd: Bool { at == bytes.count }

    /// Whether nothing but this is left.
    func isRest(_ text: StaticString) -> Bool { at + text.utf8CodeUnitCount == bytes.count && begins(text) }

    func begins(_ text: StaticString) -> Bool {
        guard at + text.utf8CodeUnitCount <= bytes.count else { return false }
        return text.withUTF8Buffer { unsafe $0.elementsEqual(bytes[at..<at + $0.count]) }
    }

    mutating func accept(word: StaticString) -> Bool {
        guard begins(word) else { return false }
        at += word.utf8CodeUnitCount
        return true
    }

    mutating func accept(_ character: Unicode.Scalar) -> Bool {
        guard at < bytes.count, UInt32(bytes[at]) == character.value else { return false }
        at += 1
        return true
    }

    /// Exactly so many digits.
    mutating func digits(_ count: Int) -> Int64? {
        guard at + count <= bytes.count, bytes[at..<at + count].allSatisfy(\.isDigit) else { return nil }
        defer { at += count }
        return bytes[at..<at + count].reduce(0) { $0 * 10 + Int64($1 - 0x30) }
    }

    /// As many digits as there are, if they make a 64-bit number.
    mutating func number() -> Int64? {
        let start = at
        var value: Int64 = 0
        while at < bytes.count, bytes[at].isDigit {
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, overflows) = product.addingReportingOverflow(Int64(bytes[at] - 0x30))
            value = sum
            if overflow || overflows { isOverflowing = true }
            at += 1
        }
        return at > start && !isOverflowing ? value : nil
    }

    /// Decimals as a fraction of one; digits beyond fifteen are dropped.
    mutating func decimals() -> (value: Int64, scale: Int64)? {
        let start = at
        var (value, scale): (Int64, Int64) = (0, 1)
        while at < bytes.count, bytes[at].isDigit {
            if at - start < 15 { (value, scale) = (value * 10 + Int64(bytes[at] - 0x30), scale * 10) }
            at += 1
        }
        return at > start ? (value, scale) : nil
    }

    /// Decimals of a second as nanoseconds; digits beyond nine are dropped.
    mutating func fraction() -> Int64? {
        let start = at
        var value: Int64 = 0
        while at < bytes.count, bytes[at].isDigit {
            if at - start < 9 { value = value * 10 + Int64(bytes[at] - 0x30) }
            at += 1
        }
        guard at > start else { return nil }
        for _ in 0..<max(0, 9 - (at - start)) { value *= 10 }
        return value
    }

    /// `Z` or `+08:00`, in seconds east of UTC.
    mutating func offset() -> Int64? {
        if accept("Z") || accept("z") { return 0 }
        let west = accept("-")
        guard west || accept("+"), let hours = digits(2), accept(":"), let minutes = digits(2), hours < 24,
            minutes < 60
        else { return nil }
        return (west ? -1 : 1) * (hours * 3_600 + minutes * 60)
    }
}
