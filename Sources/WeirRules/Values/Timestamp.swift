/// A moment in the years 1 to 9999, to the nanosecond.
public struct Timestamp: Sendable, Hashable, Comparable {
    /// Seconds since 1970-01-01T00:00:00Z.
    public let seconds: Int64
    /// Nanoseconds after that second, 0 to 999,999,999.
    public let nanoseconds: Int32

    static let range: ClosedRange<Int64> = -62_135_596_800...253_402_300_799

    /// Nil outside of the years 1 to 9999.
    public init?(seconds: Int64, nanoseconds: Int32 = 0) {
        guard Self.range.contains(seconds), (0..<1_000_000_000).contains(nanoseconds) else { return nil }
        self.seconds = seconds
        self.nanoseconds = nanoseconds
    }

    public static func < (a: Timestamp, b: Timestamp) -> Bool {
        a.seconds != b.seconds ? a.seconds < b.seconds : a.nanoseconds < b.nanoseconds
    }

    /// Later by a time span; nil where that leaves the range.
    func adding(_ span: TimeSpan, negated: Bool = false) -> Timestamp? {
        let whole = span.nanoseconds / 1_000_000_000
        let rest = span.nanoseconds % 1_000_000_000
        var nanoseconds = Int64(self.nanoseconds) + (negated ? -rest : rest)
        var seconds = seconds + (negated ? -whole : whole)
        if nanoseconds < 0 {
            nanoseconds += 1_000_000_000
            seconds -= 1
        } else if nanoseconds >= 1_000_000_000 {
            nanoseconds -= 1_000_000_000
            seconds += 1
        }
        return Timestamp(seconds: seconds, nanoseconds: Int32(nanoseconds))
    }

    /// The time from another moment to this one; nil where it is longer than some 292 years.
    func since(_ other: Timestamp) -> TimeSpan? {
        let (whole, overflow) = (seconds - other.seconds).multipliedReportingOverflow(by: 1_000_000_000)
        guard !overflow else { return nil }
        let (sum, overflows) = whole.addingReportingOverflow(Int64(nanoseconds) - Int64(other.nanoseconds))
        return overflows ? nil : TimeSpan(nanoseconds: sum)
    }
}

/// A length of time, to the nanosecond, up to some 292 years either way.
public struct TimeSpan: Sendable, Hashable {
    public let nanoseconds: Int64

    public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

    /// Nil where the number of seconds is too great.
    public init?(seconds: Int64, nanoseconds: Int64 = 0) {
        let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, overflows) = whole.addingReportingOverflow(nanoseconds)
        guard !overflow, !overflows else { return nil }
        self.init(nanoseconds: sum)
    }
}

/// The fields of a moment on a calendar and a clock. (After the algorithm for civil dates by days since 0000-03-01.)
struct CivilTime: Sendable {
    var year: Int64
    var month: Int64
    var day: Int64
    var hour: Int64
    var minute: Int64
    var second: Int64
    /// Sunday is 0.
    var weekday: Int64
    /// From 0.
    var dayOfYear: Int64

    /// The fields at so many seconds since 1970 on a clock `offset` seconds ahead of UTC.
    init(seconds: Int64, offset: Int64) {
        let local = seconds + offset
        let days = local.floorDivided(by: 86_400)
        let clock = local - days * 86_400
        hour = clock / 3_600
        minute = clock / 60 % 60
        second = clock % 60
        weekday = (days + 4) - (days + 4).floorDivided(by: 7) * 7
        let shifted = days + 719_468
        let era = shifted.floorDivided(by: 146_097)
        let ofEra = shifted - era * 146_097
        let yearOfEra = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * ofYear + 2) / 153
        day = ofYear - (153 * shiftedMonth + 2) / 5 + 1
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        dayOfYear = days - Self.days(year: year, month: 1, day: 1)
    }

    /// Days from 1970-01-01 to a date.
    static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted.floorDivided(by: 400)
        let ofEra = shifted - era * 400
        let ofYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468
    }

    static func daysIn(month: Int64, year: Int64) -> Int64 {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

extension Int64 {
    /// Division that rounds down, for divisors above zero.
    func floorDivided(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}
