/// A moment, in milliseconds since 1970-01-01T00:00:00Z. Weir has no other clock: time arrives with the input.
public struct Instant: Hashable, Comparable, Sendable, BitwiseCopyable {
    public var milliseconds: Int64

    @inlinable
    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    @inlinable
    public static func < (a: Instant, b: Instant) -> Bool { a.milliseconds < b.milliseconds }

    /// Whole seconds since 1970, rounded down.
    @inlinable
    public var seconds: Int64 { milliseconds >= 0 ? milliseconds / 1000 : (milliseconds - 999) / 1000 }

    /// So much later, or earlier. Before the first input the clock stands at the least number there is: what would lie
    /// beyond either end lies there.
    @inlinable
    public func advanced(bySeconds seconds: Int64) -> Instant {
        let (moved, isBeyond) = milliseconds.addingReportingOverflow(seconds &* 1000)
        return Instant(milliseconds: !isBeyond ? moved : seconds < 0 ? .min : .max)
    }
}

/// A day of the proleptic Gregorian calendar and what belongs to it.
public struct CivilDate: Hashable, Sendable {
    public var year: Int
    public var month: Int
    public var day: Int

    public init(year: Int, month: Int, day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// Days since 1970-01-01 (H. Hinnant, "chrono-compatible low-level date algorithms", days_from_civil).
    public var daysSince1970: Int {
        let y = month <= 2 ? year - 1 : year
        let era = (y >= 0 ? y : y - 399) / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// The inverse (civil_from_days).
    public init(daysSince1970 days: Int) {
        let z = days + 719_468
        let era = (z >= 0 ? z : z - 146_096) / 146_097
        let dayOfEra = z - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let mp = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * mp + 2) / 5 + 1
        month = mp < 10 ? mp + 3 : mp - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    public static func daysIn(month: Int, year: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        default: 31
        }
    }
}

// MARK: RFC 3339

extension Instant {
    /// Reads `2026-11-23T08:15:30.250+08:00`. The zone is required; digits after the third of the fraction are cut;
    /// a leap second (`:60`), which only the last minute of a day of UTC has, is the first instant of the next one.
    /// `nil` for anything else.
    public init?(rfc3339 text: String) {
        let bytes = Array(text.utf8)
        self.init(rfc3339: bytes.span.bytes)
    }

    /// As above, from bytes: nothing before, nothing after.
    public init?(rfc3339 bytes: RawSpan) {
        let n = bytes.byteCount
        guard n >= 20 else { return nil }
        func digit(_ i: Int) -> Int { Int(bytes.byte(i)) - 48 }
        func number(_ at: Int, _ length: Int) -> Int? {
            var value = 0
            for i in at..<(at + length) {
                let d = digit(i)
                guard d >= 0, d <= 9 else { return nil }
                value = value * 10 + d
            }
            return value
        }
        func isByte(_ i: Int, _ c: UInt8) -> Bool { bytes.byte(i) == c }
        guard let year = number(0, 4), let month = number(5, 2), let day = number(8, 2),
            let hour = number(11, 2), let minute = number(14, 2), let second = number(17, 2),
            isByte(4, 45), isByte(7, 45), isByte(13, 58), isByte(16, 58),
            isByte(10, 84) || isByte(10, 116) || isByte(10, 32),
            Limits.years.contains(year), (1...12).contains(month),
            day >= 1, day <= CivilDate.daysIn(month: month, year: year),
            hour <= 23, minute <= 59, second <= 60
        else { return nil }
        var i = 19
        var millis = 0
        if isByte(i, 46) {
            i += 1
            var digits = 0
            while i < n, digit(i) >= 0, digit(i) <= 9 {
                if digits < 3 { millis = millis * 10 + digit(i) }
                digits += 1
                i += 1
            }
            guard digits >= 1, digits <= 9 else { return nil }
            for _ in min(digits, 3)..<3 { millis *= 10 }
        }
        guard i < n else { return nil }
        var offset = 0
        if isByte(i, 90) || isByte(i, 122) {
            guard i + 1 == n else { return nil }
        } else {
            guard isByte(i, 43) || isByte(i, 45), n == i + 6, isByte(i + 3, 58),
                let h = number(i + 1, 2), let m = number(i + 4, 2), h <= 23, m <= 59
            else { return nil }
            offset = (isByte(i, 45) ? -1 : 1) * (h * 60 + m)
        }
        guard second < 60 || (hour * 60 + minute - offset + 2_880) % 1_440 == 1_439 else { return nil }
        let days = CivilDate(year: year, month: month, day: day).daysSince1970
        let seconds = days * 86_400 + hour * 3600 + (minute - offset) * 60 + second
        self.init(milliseconds: Int64(seconds) * 1000 + Int64(millis))
    }

    /// Appends `2026-11-23T00:15:30.250Z`: always UTC, always three digits, 24 bytes.
    public func appendRFC3339(to out: inout [UInt8]) {
        let s = seconds
        let millis = Int(milliseconds - s * 1000)
        let days = Int(s >= 0 ? s / 86_400 : (s - 86_399) / 86_400)
        let rest = Int(s) - days * 86_400
        let date = CivilDate(daysSince1970: days)
        func pair(_ value: Int, _ end: UInt8) {
            out.append(UInt8(truncatingIfNeeded: 48 + value / 10))
            out.append(UInt8(truncatingIfNeeded: 48 + value % 10))
            if end != 0 { out.append(end) }
        }
        pair(date.year / 100, 0)
        pair(date.year % 100, 45)
        pair(date.month, 45)
        pair(date.day, 84)
        pair(rest / 3600, 58)
        pair(rest / 60 % 60, 58)
        pair(rest % 60, 46)
        pair(millis / 10, UInt8(truncatingIfNeeded: 48 + millis % 10))
        out.append(90)
    }

    public var rfc3339: String {
        var out: [UInt8] = []
        appendRFC3339(to: &out)
        return String(decoding: out, as: UTF8.self)
    }
}
