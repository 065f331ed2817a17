import WeirDomain

/// One day of the simulated world. It begins at midnight where the people live.
struct Day {
    let index: Int
    let start: Int64
    /// 0 is Monday.
    let weekday: Int
    let dayOfMonth: Int
    /// A public holiday by the solar calendar.
    let isHoliday: Bool
    /// A day on which people send each other red packets.
    let isFestive: Bool

    static let milliseconds: Int64 = 86_400_000
    static let hour: Int64 = 3_600_000
    static let minute: Int64 = 60_000

    init(_ index: Int, from begin: Instant) {
        self.index = index
        start = begin.milliseconds + Int64(index) * Self.milliseconds
        let local = Int(start + 8 * Self.hour)
        let days = (local >= 0 ? local : local - 86_399_999) / 86_400_000
        // 1970-01-01 was a Thursday.
        weekday = ((days + 3) % 7 + 7) % 7
        let date = CivilDate(daysSince1970: days)
        dayOfMonth = date.day
        isHoliday = Self.holidays.contains(date.month * 100 + date.day)
        isFestive = isHoliday || [214, 308, 520, 601, 1224].contains(date.month * 100 + date.day)
    }

    var end: Int64 { start + Self.milliseconds }
    /// Whether people are off work.
    var isWeekend: Bool { weekday >= 5 || isHoliday }

    /// New Year, Tomb Sweeping, Labour Day, National Day: month × 100 + day.
    private static let holidays = [101, 404, 405, 406, 501, 502, 503, 1001, 1002, 1003, 1004, 1005, 1006, 1007]

    /// A moment of the day, in an hour that is as likely as the profile says.
    func moment(_ profile: [Int], _ dice: inout Dice) -> Int64 {
        start + Int64(dice.weighted(profile)) * Self.hour + Int64(dice.below(3_600_000))
    }

    /// A moment between two hours of the day.
    func moment(from: Double, to: Double, _ dice: inout Dice) -> Int64 {
        start + Int64(dice.between(from, to) * 3_600_000)
    }
}

/// How often things happen in each hour of the day.
enum Hours {
    static let meals = [2, 1, 0, 0, 0, 1, 6, 16, 10, 5, 6, 30, 42, 18, 8, 7, 8, 18, 40, 34, 18, 12, 8, 4]
    static let shopping = [1, 0, 0, 0, 0, 1, 3, 7, 10, 12, 14, 14, 12, 10, 12, 14, 15, 18, 22, 22, 18, 12, 6, 2]
    static let online = [10, 5, 3, 2, 1, 1, 2, 5, 9, 12, 14, 13, 15, 13, 12, 12, 12, 12, 13, 17, 22, 25, 22, 16]
    static let commuting = [1, 0, 0, 0, 0, 2, 10, 28, 26, 10, 6, 7, 8, 7, 6, 7, 10, 22, 26, 14, 8, 6, 5, 2]
    static let friends = [6, 3, 1, 1, 1, 1, 2, 5, 8, 10, 11, 14, 18, 14, 10, 10, 10, 13, 18, 22, 24, 22, 17, 11]
    static let market = [0, 0, 0, 0, 1, 5, 20, 30, 26, 20, 15, 12, 6, 3, 4, 8, 16, 26, 22, 10, 4, 1, 0, 0]
    static let business = [0, 0, 0, 0, 0, 0, 1, 3, 9, 16, 18, 14, 8, 10, 16, 17, 15, 11, 7, 5, 4, 3, 2, 1]
}
