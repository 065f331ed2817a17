/// The rule for all time after a zone file's last change, as POSIX writes it: `CST6CDT,M3.2.0,M11.1.0`.
struct ZoneRule: Sendable {
    private struct Change: Sendable {
        var day: Day
        var time: Int64
    }

    private enum Day: Sendable {
        /// Month, week (5 is the last) and weekday.
        case weekday(Int64, Int64, Int64)
        /// Day of the year from 1, without the 29th of February.
        case julian(Int64)
        /// Day of the year from 0.
        case ordinal(Int64)
    }

    private var standard: Int64
    private var summer: Int64 = 0
    private var changes: (start: Change, end: Change)?

    init?(_ text: String) {
        var reader = RuleReader(text)
        guard reader.name(), let west = reader.time() else { return nil }
        standard = -west
        guard !reader.isAtEnd else { return }
        guard reader.name() else { return nil }
        summer = standard + 3_600
        if !reader.peek(",") {
            guard let west = reader.time() else { return nil }
            summer = -west
        }
        guard let start = Self.change(&reader), let end = Self.change(&reader), reader.isAtEnd else { return nil }
        changes = (start, end)
    }

    private static func change(_ reader: inout RuleReader) -> Change? {
        guard reader.accept(",") else { return nil }
        let day: Day
        if reader.accept("M") {
            guard let month = reader.number(), reader.accept("."), let week = reader.number(), reader.accept("."),
                let weekday = reader.number(), (1...12).contains(month), (1...5).contains(week), weekday < 7
            else { return nil }
            day = .weekday(month, week, weekday)
        } else if reader.accept("J") {
            guard let number = reader.number(), (1...365).contains(number) else { return nil }
            day = .julian(number)
        } else {
            guard let number = reader.number(), number <= 365 else { return nil }
            day = .ordinal(number)
        }
        guard reader.accept("/") else { return Change(day: day, time: 7_200) }
        return reader.time().map { Change(day: day, time: $0) }
    }

    func offset(at seconds: Int64) -> Int64 {
        guard let changes else { return standard }
        let year = CivilTime(seconds: seconds, offset: standard).year
        let start = Self.moment(changes.start, year) - standard
        let end = Self.moment(changes.end, year) - summer
        let isSummer = start < end ? seconds >= start && seconds < end : seconds >= start || seconds < end
        return isSummer ? summer : standard
    }

    /// Seconds since 1970 of a change in a year, on the clock that is in force before it.
    private static func moment(_ change: Change, _ year: Int64) -> Int64 {
        let day: Int64
        switch change.day {
        case .weekday(let month, let week, let weekday):
            let first = CivilTime.days(year: year, month: month, day: 1)
            let firstWeekday = (first + 4) - (first + 4).floorDivided(by: 7) * 7
            var date = 1 + (weekday - firstWeekday + 7) % 7 + (week - 1) * 7
            while date > CivilTime.daysIn(month: month, year: year) { date -= 7 }
            day = first + date - 1
        case .julian(let number):
            let isLong = CivilTime.daysIn(month: 2, year: year) == 29 && number >= 60
            day = CivilTime.days(year: year, month: 1, day: 1) + number - (isLong ? 0 : 1)
        case .ordinal(let number): day = CivilTime.days(year: year, month: 1, day: 1) + number
        }
        return day * 86_400 + change.time
    }
}

/// Reads the parts of a POSIX time zone rule.
private struct RuleReader {
    let bytes: [UInt8]
    var at = 0

    init(_ text: String) { bytes = Array(text.utf8.prefix(256)) }

    var isAtEnd: Bool { at == bytes.count }
    func peek(_ c: Unicode.Scalar) -> Bool { at < bytes.count && UInt32(bytes[at]) == c.value }

    mutating func accept(_ c: Unicode.Scalar) -> Bool {
        guard peek(c) else { return false }
        at += 1
        return true
    }

    /// Letters, or anything between `<` and `>`.
    mutating func name() -> Bool {
        let start = at
        if accept("<") {
            while !isAtEnd, !peek(">") { at += 1 }
            return accept(">")
        }
        while !isAtEnd, (bytes[at] | 0x20) &- 0x61 < 26 { at += 1 }
        return at > start
    }

    mutating func number() -> Int64? {
        let start = at
        while !isAtEnd, bytes[at].isDigit, at - start < 4 { at += 1 }
        return Int64(String(decoding: bytes[start..<at], as: UTF8.self))
    }

    /// `hh`, `hh:mm` or `hh:mm:ss` with a sign, in seconds.
    mutating func time() -> Int64? {
        let negative = accept("-")
        if !negative { _ = accept("+") }
        guard var total = number().map({ $0 * 3_600 }) else { return nil }
        for unit: Int64 in [60, 1] where accept(":") {
            guard let part = number() else { return nil }
            total += part * unit
        }
        return negative ? -total : total
    }
}
