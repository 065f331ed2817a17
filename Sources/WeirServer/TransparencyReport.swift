import WeirCodec
public import WeirDomain

/// What a platform tells the public about its measures: counts, times, reversals; small counts are kept back, so that
/// nobody can be found in them.
public struct TransparencyReport: Sendable {
    /// Counts below this are not shown.
    public static let smallest = 5

    /// A figure of one row of the report.
    struct Row: Sendable {
        var kind: String
        var ground: String
        var origin: String
        /// The rail of the payment that brought the measure about.
        var rail: String
        var ordered = 0
        var confirmed = 0
        var lifted = 0
        var expired = 0
        var failed = 0
        var appeals = 0
        var reversed = 0
        /// Money that was stopped, by currency.
        var stopped: [Currency: Int64] = [:]
    }

    /// What the payments say about a measure; whoever draws the report looks it up.
    public struct Facts: Sendable {
        public var rail: String
        /// The account's first payment.
        public var first: Instant?
        /// Money held, or declined since the measure.
        public var stopped = Amount(minor: 0)
        public var currency = Currency(packed: 0)

        public init(rail: String, first: Instant?) {
            self.rail = rail
            self.first = first
        }
    }

    let from: Instant
    let to: Instant
    var rows: [Row] = []
    /// Measures ordered, by month.
    var months: [(month: String, count: Int)] = []
    var appealDays: [Int] = []
    var appealsFiled = 0
    var appealsDecided = 0
    var appealsReversed = 0
    var appealsOpen = 0
    var casesClosed: [(disposition: String, count: Int)] = []
    var accountsRestricted = 0
    /// Hours from an account's first payment to the first measure that restricts it, in order.
    var hoursToAct: [Int] = []

    /// The measures that a report of a span is about.
    public static func measures(_ all: [Measure], from: Instant, to: Instant) -> [Measure] {
        all.filter { $0.order != nil && $0.at >= from && $0.at < to }
    }

    /// - Parameter facts: what payments say about each measure, by its number.
    public init(
        measures: [Measure], appeals: [Appeal], cases: [Case], facts: [Int: Facts], from: Instant, to: Instant
    ) {
        self.from = from
        self.to = to
        let ordered = Self.measures(measures, from: from, to: to)
        count(ordered, appeals, facts)
        hoursToAct = Self.hours(ordered, facts)
        months = Self.byMonth(ordered)
        accountsRestricted = Set(ordered.filter { $0.kind != .warnPayer }.map(\.account)).count
        let filed = appeals.filter { $0.at >= from && $0.at < to }
        appealsFiled = filed.count
        appealsDecided = filed.count { $0.state != .filed }
        appealsReversed = filed.count { $0.state == .reversed }
        appealsOpen = filed.count { $0.state == .filed }
        appealDays = filed.compactMap { appeal in
            appeal.decidedAt.map { Int(($0.milliseconds - appeal.at.milliseconds) / 86_400_000) }
        }.sorted()
        let closed = cases.filter { $0.state == .closed && $0.opened >= from && $0.opened < to }
        casesClosed = Case.Disposition.allCases.map { disposition in
            (disposition.name, closed.count { $0.disposition == disposition })
        }
    }

    private static func hours(_ measures: [Measure], _ facts: [Int: Facts]) -> [Int] {
        var seen: Set<String> = []
        return measures.compactMap { measure in
            guard measure.kind != .warnPayer, let first = facts[measure.number]?.first,
                seen.insert(measure.account).inserted
            else { return nil }
            return max(0, Int((measure.at.milliseconds - first.milliseconds) / 3_600_000))
        }.sorted()
    }

    private mutating func count(_ measures: [Measure], _ appeals: [Appeal], _ facts: [Int: Facts]) {
        let byMeasure = Dictionary(grouping: appeals, by: \.measure)
        for measure in measures {
            let known = facts[measure.number]
            let rail = known.map(\.rail).flatMap { $0.isEmpty ? nil : $0 } ?? "none"
            let ground = measure.typology?.name ?? "other"
            let origin = measure.isAutomatic ? "automatic" : "people"
            let row = rows.firstIndex {
                $0.kind == measure.kind.name && $0.ground == ground && $0.origin == origin && $0.rail == rail
            }
            if row == nil { rows.append(Row(kind: measure.kind.name, ground: ground, origin: origin, rail: rail)) }
            let index = row ?? rows.count - 1
            rows[index].ordered += 1
            rows[index].confirmed += measure.state == .confirmed || measure.order?.version ?? 0 > 1 ? 1 : 0
            rows[index].lifted += measure.state == .lifted ? 1 : 0
            rows[index].expired += measure.state == .expired ? 1 : 0
            rows[index].failed += measure.state == .failed ? 1 : 0
            let against = byMeasure[measure.number] ?? []
            rows[index].appeals += against.isEmpty ? 0 : 1
            rows[index].reversed += against.contains { $0.state == .reversed } ? 1 : 0
            if let known, known.stopped.minor > 0 {
                let sum = rows[index].stopped[known.currency] ?? 0
                rows[index].stopped[known.currency] = sum.addingReportingOverflow(known.stopped.minor).partialValue
            }
        }
        rows.sort { ($0.kind, $0.ground, $0.origin, $0.rail) < ($1.kind, $1.ground, $1.origin, $1.rail) }
    }

    private static func byMonth(_ measures: [Measure]) -> [(month: String, count: Int)] {
        var counts: [String: Int] = [:]
        for measure in measures { counts[String(measure.at.rfc3339.prefix(7)), default: 0] += 1 }
        return counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// Of a hundred decided appeals, how many were granted; `nil` while there are too few to say.
    var reversalRate: Int? { appealsDecided >= Self.smallest ? appealsReversed * 100 / appealsDecided : nil }

    /// Of a hundred closed cases with a clear end, how many were false alarms.
    var falseAlarmRate: Int? {
        let confirmed = casesClosed.first { $0.disposition == Case.Disposition.confirmed.name }?.count ?? 0
        let wrong = casesClosed.first { $0.disposition == Case.Disposition.falseAlarm.name }?.count ?? 0
        return confirmed + wrong >= Self.smallest ? wrong * 100 / (confirmed + wrong) : nil
    }

    var middleAppealDays: Int? {
        appealDays.count >= Self.smallest ? appealDays[appealDays.count / 2] : nil
    }

    /// A share of the times to act, in hours; `nil` while there are too few to say.
    func hoursToAct(_ share: Double) -> Int? {
        guard hoursToAct.count >= Self.smallest else { return nil }
        return hoursToAct[min(hoursToAct.count - 1, Int(Double(hoursToAct.count) * share))]
    }

    /// Money that was stopped, by currency, over all rows that may be shown.
    var stopped: [(currency: Currency, sum: Amount)] {
        var sums: [Currency: Int64] = [:]
        for row in rows where row.ordered >= Self.smallest {
            for (currency, sum) in row.stopped { sums[currency, default: 0] += sum }
        }
        return sums.sorted { $0.key.code < $1.key.code }.map { ($0.key, Amount(minor: $0.value)) }
    }

    /// A row's money: of few measures it would tell of somebody.
    static func shownMoney(_ row: Row) -> String {
        guard row.ordered >= smallest else { return row.stopped.isEmpty ? "0" : "kept back" }
        guard !row.stopped.isEmpty else { return "0" }
        return row.stopped.sorted { $0.key.code < $1.key.code }
            .map { "\(Amount(minor: $0.value).text($0.key)) \($0.key.code)" }.joined(separator: " + ")
    }

    /// A count as it is shown: 0, or at least five.
    static func shown(_ count: Int) -> String { count == 0 || count >= smallest ? "\(count)" : "<\(smallest)" }

    // MARK: Forms

    static let columns = [
        "kind", "ground", "origin", "rail", "ordered", "confirmed", "lifted", "expired", "failed", "appealed",
        "reversed", "money_stopped",
    ]

    func cells(_ row: Row) -> [String] {
        [row.kind, row.ground, row.origin, row.rail]
            + [
                row.ordered, row.confirmed, row.lifted, row.expired, row.failed, row.appeals, row.reversed,
            ].map { Self.shown($0) } + [Self.shownMoney(row)]
    }

    var figures: [(name: String, value: String)] {
        [
            ("accounts_restricted", Self.shown(accountsRestricted)), ("appeals_filed", Self.shown(appealsFiled)),
            ("appeals_decided", Self.shown(appealsDecided)), ("appeals_reversed", Self.shown(appealsReversed)),
            ("appeals_open", Self.shown(appealsOpen)),
            ("reversal_rate_percent", reversalRate.map { "\($0)" } ?? "too few"),
            ("median_days_to_decision", middleAppealDays.map { "\($0)" } ?? "too few"),
            ("false_alarm_rate_percent", falseAlarmRate.map { "\($0)" } ?? "too few"),
            ("median_hours_from_first_payment_to_act", hoursToAct(0.5).map { "\($0)" } ?? "too few"),
            ("nine_in_ten_acted_on_within_hours", hoursToAct(0.9).map { "\($0)" } ?? "too few"),
        ] + stopped.map { ("money_stopped_\($0.currency.code)", $0.sum.text($0.currency)) }
            + casesClosed.map { ("cases_closed_\($0.disposition)", Self.shown($0.count)) }
    }

    public var csv: String {
        var lines = [Self.columns.joined(separator: ",")]
        lines += rows.map { cells($0).map { Self.quoted($0) }.joined(separator: ",") }
        lines += ["", "figure,value"] + figures.map { "\($0.name),\($0.value)" }
        return lines.joined(separator: "\n") + "\n"
    }

    /// A cell that holds a comma or a quote, and none that a spreadsheet would take for a formula.
    private static func quoted(_ text: String) -> String {
        let safe = text.first.map { "=+-@\t\r".contains($0) } ?? false ? "'" + text : text
        guard safe.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return safe }
        return "\"" + safe.replacing("\"", with: "\"\"") + "\""
    }

    public var json: [UInt8] {
        var object = JSONObject()
        object.put("from", from)
        object.put("to", to)
        object.put("suppressed_below", Self.smallest)
        object.put(
            "measures",
            json: JSONObject.array(
                rows.map { row in
                    var item = JSONObject()
                    for (name, value) in zip(Self.columns, cells(row)) { item.put(name, value) }
                    return item.closed
                }))
        object.put(
            "by_month",
            json: JSONObject.array(
                months.map { month in
                    var item = JSONObject()
                    item.put("month", month.month)
                    item.put("ordered", Self.shown(month.count))
                    return item.closed
                }))
        for (name, value) in figures { object.put(name, value) }
        return object.closed
    }

    public var html: String {
        let head = Self.columns.map { "<th>\($0.replacing("_", with: " "))</th>" }.joined()
        let body = rows.map { row in "<tr>" + cells(row).map { "<td>\(Self.escaped($0))</td>" }.joined() + "</tr>" }
        let list = figures.map { figure in
            "<dt>\(figure.name.replacing("_", with: " "))</dt><dd>\(figure.value.replacing("<", with: "&lt;"))</dd>"
        }
        return """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>Transparency report</title>
            <style>
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto }
            body { padding: 0 1rem; color: #1a1a1a }
            table { border-collapse: collapse; width: 100% } th, td { text-align: left; padding: .3rem .5rem }
            td:nth-child(n+5), th:nth-child(n+5) { text-align: right } tr { border-bottom: 1px solid #d0d0d0 }
            dl { display: grid; grid-template-columns: max-content auto; gap: .2rem 1.5rem } dd { margin: 0 }
            </style></head><body>
            <h1>Transparency report</h1>
            <p>Measures ordered from \(from.rfc3339.prefix(10)) up to \(to.rfc3339.prefix(10)) (UTC). Counts of one to \
            \(Self.smallest - 1) are not shown, so that nobody can be found in them.</p>
            <h2>Measures a month</h2>
            \(plot)
            <h2>By kind, ground, origin and rail</h2>
            <table><thead><tr>\(head)</tr></thead><tbody>
            \(body.joined(separator: "\n"))
            </tbody></table>
            <h2>Objections and cases</h2>
            <dl>\(list.joined(separator: "\n"))</dl>
            </body></html>

            """
    }

    /// A rail's name comes from payments: it is text, whatever it looks like.
    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }

    /// Bars by month; months with few measures have none.
    private var plot: String {
        let shown = months.map { ($0.month, $0.count >= Self.smallest ? $0.count : 0) }
        let greatest = max(1, shown.map(\.1).max() ?? 1)
        let width = max(120, shown.count * 56 + 20)
        var bars = ""
        for (i, (month, count)) in shown.enumerated() {
            let height = count * 140 / greatest
            let x = 10 + i * 56
            bars += "<rect x=\"\(x)\" y=\"\(160 - height)\" width=\"40\" height=\"\(height)\" fill=\"#2f6f9f\"/>"
            bars += "<text x=\"\(x + 20)\" y=\"\(152 - height)\" text-anchor=\"middle\" font-size=\"12\">"
            bars += "\(count == 0 ? "" : "\(count)")</text>"
            bars += "<text x=\"\(x + 20)\" y=\"178\" text-anchor=\"middle\" font-size=\"11\">\(month)</text>"
        }
        return "<svg role=\"img\" aria-label=\"Measures by month\" width=\"\(width)\" height=\"190\" "
            + "viewBox=\"0 0 \(width) 190\"><line x1=\"0\" y1=\"160\" x2=\"\(width)\" y2=\"160\" stroke=\"#888\"/>"
            + bars + "</svg>"
    }
}
