import WeirDomain

/// Which counts of a report may be shown, so that none of one to four is told, neither by itself nor by what is left
/// when others are taken from a whole.
enum Suppression {
    /// None, or so many that nobody can be found among them.
    static func isEnough(_ count: Int) -> Bool { count == 0 || count >= TransparencyReport.smallest }

    /// What of some counts is shown by themselves.
    static func alone(_ counts: [Int]) -> [Bool] { counts.map { isEnough($0) } }

    /// Keeps back parts of a whole that is shown, the smallest first, until what is left of it tells nothing.
    /// - Parameters:
    ///   - places: the parts among the counts; they may be less than the whole together.
    /// - Returns: whether that could be reached.
    @discardableResult
    static func protect(_ counts: [Int], _ isShown: inout [Bool], among places: [Int], of whole: Int) -> Bool {
        while true {
            var (rest, few, hasMany) = (whole, 0, false)
            for place in places {
                if isShown[place] {
                    rest -= counts[place]
                } else if counts[place] < TransparencyReport.smallest {
                    few += 1
                } else {
                    hasMany = true
                }
            }
            // Where all that is kept back are few, the least and the greatest sum that they can have tell each of them.
            let tells = !hasMany && few > 0 && (rest == few || rest == few * (TransparencyReport.smallest - 1))
            if isEnough(rest), !tells { return true }
            guard hideLeast(counts, &isShown, among: places) else { return false }
        }
    }

    /// Keeps the smallest count back that is shown and more than none.
    @discardableResult
    static func hideLeast(_ counts: [Int], _ isShown: inout [Bool], among places: [Int]) -> Bool {
        let shown = places.filter { isShown[$0] && counts[$0] > 0 }
        guard let least = shown.min(by: { counts[$0] < counts[$1] }) else { return false }
        isShown[least] = false
        return true
    }
}

extension TransparencyReport.Row {
    /// The counts in the order of their columns.
    var counts: [Int] { [ordered, confirmed, lifted, expired, failed, appeals, reversed] }

    /// Places of columns that the report's other figures are held against.
    static let orderedPlace = 0
    static let appealedPlace = 5
    static let reversedPlace = 6

    /// Each kind of end, of answer and of objection is a part of what was ordered.
    mutating func suppress() {
        let counts = counts
        isShown = Suppression.alone(counts)
        if isShown[Self.orderedPlace] {
            for parts in [[1, 4], [2, 3, 4], [Self.appealedPlace]] {
                Suppression.protect(counts, &isShown, among: parts, of: ordered)
            }
        }
        let whole = isShown[Self.appealedPlace] ? appeals : isShown[Self.orderedPlace] ? ordered : nil
        if let whole { Suppression.protect(counts, &isShown, among: [Self.reversedPlace], of: whole) }
    }

    /// The counts as they are shown.
    func cells(saysFew: Bool) -> [String] {
        // Beside a whole that is told, a part that is few and one that would tell of few look alike.
        let arePartsFew = ordered < TransparencyReport.smallest
        return zip(counts, isShown).enumerated().map { place, cell in
            TransparencyReport.shown(
                cell.0, cell.1, saysFew: place == Self.orderedPlace ? saysFew : arePartsFew)
        }
    }
}

extension TransparencyReport {
    /// Decides which counts are shown: of every row, and where one table or figure would tell what another keeps back.
    mutating func suppress() {
        for place in rows.indices { rows[place].suppress() }
        suppressMonths()
        suppressRules()
        suppressWaits()
        appealsShown[0] = Suppression.isEnough(appealsFiled)
        // Appeals of a span are nearly all against measures of the span.
        if appealsShown[0], !protectColumn(Row.appealedPlace) { appealsShown[0] = false }
        let filed = appealsShown[0] ? appealsFiled : nil
        appealsShown[1] = Self.isTold(appealsDecided, of: filed)
        appealsShown[2] = Self.isTold(appealsReversed, of: appealsShown[1] ? appealsDecided : filed)
        if appealsShown[2], !protectColumn(Row.reversedPlace) { appealsShown[2] = false }
    }

    private static func isTold(_ part: Int, of whole: Int?) -> Bool {
        Suppression.isEnough(part) && (whole.map { Suppression.isEnough($0 - part) } ?? true)
    }

    /// Rows and months are the same measures: all of one would be the whole of the other.
    private mutating func suppressMonths() {
        let counts = months.map(\.count)
        var isShown = Suppression.alone(counts)
        let all = Array(months.indices)
        if rows.contains(where: { !$0.isShown[Row.orderedPlace] }) {
            if !protectColumn(Row.orderedPlace) { Suppression.hideLeast(counts, &isShown, among: all) }
        } else if isShown.contains(false),
            !Suppression.protect(counts, &isShown, among: all, of: counts.reduce(0, +)),
            let least = rows.indices.min(by: { rows[$0].ordered < rows[$1].ordered })
        {
            rows[least].isShown[Row.orderedPlace] = false
        }
        for place in months.indices { months[place].isShown = isShown[place] }
    }

    /// Versions of the rules are the same measures once more: they tell no sum that the others keep back, nor what is
    /// left of one that those tell.
    private mutating func suppressRules() {
        let counts = byRules.map(\.count)
        var isShown = Suppression.alone(counts)
        let all = Array(byRules.indices)
        let isSumTold = rows.allSatisfy { $0.isShown[Row.orderedPlace] } || months.allSatisfy(\.isShown)
        if !isSumTold {
            if !isShown.contains(false) { Suppression.hideLeast(counts, &isShown, among: all) }
        } else if isShown.contains(false),
            !Suppression.protect(counts, &isShown, among: all, of: counts.reduce(0, +))
        {
            isShown = all.map { _ in false }
        }
        for place in all { byRules[place].isShown = isShown[place] }
    }

    /// How many accounts there are is told where they are many: what is left of them, those of which no payment is
    /// known among them, tells of nobody.
    private mutating func suppressWaits() {
        let counts = waits.map(\.count)
        let all = Array(waits.indices)
        var isShown = Suppression.alone(counts)
        if Suppression.isEnough(accountsRestricted),
            !Suppression.protect(counts, &isShown, among: all, of: accountsRestricted)
        {
            isShown = all.map { _ in false }
        }
        for place in all { waits[place].isShown = isShown[place] }
    }

    /// A column whose sum another figure tells.
    private mutating func protectColumn(_ column: Int) -> Bool {
        let counts = rows.map { $0.counts[column] }
        var isShown = rows.map { $0.isShown[column] }
        guard isShown.contains(false) else { return true }
        let isSafe = Suppression.protect(
            counts, &isShown, among: Array(rows.indices), of: counts.reduce(0, +))
        for place in rows.indices { rows[place].isShown[column] = isShown[place] }
        return isSafe
    }

    /// Of a hundred decided appeals, how many were granted; `nil` while it would tell of few.
    var reversalRate: Int? {
        guard appealsShown[1], appealsShown[2], appealsDecided >= Self.smallest else { return nil }
        return appealsReversed * 100 / appealsDecided
    }

    /// Of a hundred closed cases with a clear end, how many were false alarms; `nil` while either are few.
    var falseAlarmRate: Int? {
        let confirmed = casesClosed.first { $0.disposition == Case.Disposition.confirmed.name }?.count ?? 0
        let wrong = casesClosed.first { $0.disposition == Case.Disposition.falseAlarm.name }?.count ?? 0
        guard confirmed + wrong >= Self.smallest, Suppression.isEnough(confirmed), Suppression.isEnough(wrong) else {
            return nil
        }
        return wrong * 100 / (confirmed + wrong)
    }

    /// How many appeals were filed, decided, reversed, and are open, as it is shown.
    var appealCells: [String] {
        let isFew = appealsFiled < Self.smallest
        // What is left of those filed when those decided are taken from them.
        let isOpenShown = appealsShown[0] && appealsShown[1] || isFew && appealsOpen == 0
        let counts = [appealsFiled, appealsDecided, appealsReversed, appealsOpen]
        return zip(counts, appealsShown + [isOpenShown]).map { Self.shown($0, $1, saysFew: isFew) }
    }

    /// Whether a count of orders that is kept back may be said to be few: not where others are kept back with them.
    var saysFewOrdered: Bool { rows.allSatisfy { $0.isShown[Row.orderedPlace] || $0.ordered < Self.smallest } }
    var saysFewByRules: Bool { byRules.allSatisfy { $0.isShown || $0.count < Self.smallest } }
    var saysFewWaits: Bool { waits.allSatisfy { $0.isShown || $0.count < Self.smallest } }
    var saysFewMonths: Bool { months.allSatisfy { $0.isShown || $0.count < Self.smallest } }

    /// A count as it is shown: 0, or at least five.
    static func shown(_ count: Int) -> String { shown(count, Suppression.isEnough(count), saysFew: true) }

    static func shown(_ count: Int, _ isShown: Bool, saysFew: Bool) -> String {
        if isShown { return "\(count)" }
        return saysFew && count < smallest ? fewer : keptBack
    }

    static let fewer = "<\(smallest)"
    static let keptBack = "kept back"
}
