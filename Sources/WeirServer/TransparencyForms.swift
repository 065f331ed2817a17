import WeirCodec
import WeirDomain

/// The report as a table, as JSON and as a page.
extension TransparencyReport {
    static let columns = [
        "kind", "ground", "origin", "rail", "ordered", "confirmed", "lifted", "expired", "failed", "appealed",
        "reversed", "money_stopped",
    ]

    func cells(_ row: Row) -> [String] {
        [row.kind, row.ground, row.origin, row.rail] + row.cells(saysFew: saysFewOrdered) + [Self.shownMoney(row)]
    }

    /// Versions of the rules, and how many measures were ordered while each decided.
    var rulesCells: [(rules: String, ordered: String)] {
        byRules.map { ($0.rules, Self.shown($0.count, $0.isShown, saysFew: saysFewByRules)) }
    }

    /// How many accounts were restricted within which time of their first payment.
    var waitCells: [(name: String, accounts: String)] {
        waits.map { ($0.name, Self.shown($0.count, $0.isShown, saysFew: saysFewWaits)) }
    }

    var figures: [(name: String, value: String)] {
        let appeals = ["appeals_filed", "appeals_decided", "appeals_reversed", "appeals_open"]
        var all: [(name: String, value: String)] = [("accounts_restricted", Self.shown(accountsRestricted))]
        for (name, cell) in zip(appeals, appealCells) { all.append((name, cell)) }
        all += rates
        for (currency, sum) in stopped { all.append(("money_stopped_\(currency.code)", sum.text(currency))) }
        for (disposition, count) in casesClosed { all.append(("cases_closed_\(disposition)", Self.shown(count))) }
        return all
    }

    private var rates: [(name: String, value: String)] {
        [
            ("reversal_rate_percent", reversalRate.map { "\($0)" } ?? "too few"),
            ("median_days_to_decision", middleAppealDays.map { "\($0)" } ?? "too few"),
            ("false_alarm_rate_percent", falseAlarmRate.map { "\($0)" } ?? "too few"),
            ("median_hours_from_first_payment_to_act", hoursToAct(0.5).map { "\($0)" } ?? "too few"),
            ("nine_in_ten_acted_on_within_hours", hoursToAct(0.9).map { "\($0)" } ?? "too few"),
        ]
    }

    public var csv: String {
        var lines = [Self.columns.joined(separator: ",")]
        lines += rows.map { cells($0).map { Self.quoted($0) }.joined(separator: ",") }
        lines += ["", "figure,value"] + figures.map { "\($0.name),\($0.value)" }
        lines += ["", "first_payment_to_act,accounts"] + waitCells.map { "\($0.name),\($0.accounts)" }
        lines += ["", "rules,ordered"] + rulesCells.map { "\(Self.quoted($0.rules)),\($0.ordered)" }
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
        object.put("measures", each: rows) { item, row in
            for (name, value) in zip(Self.columns, cells(row)) { item.put(name, value) }
        }
        object.put("by_month", each: months) { item, month in
            item.put("month", month.month)
            item.put("ordered", Self.shown(month.count, month.isShown, saysFew: saysFewMonths))
        }
        object.put("by_rules", each: rulesCells) { item, cells in
            item.put("rules", cells.rules)
            item.put("ordered", cells.ordered)
        }
        object.put("first_payment_to_act", each: waitCells) { item, cells in
            item.put("act", cells.name)
            item.put("accounts", cells.accounts)
        }
        for (name, value) in figures { object.put(name, value) }
        return object.closed
    }

    public var html: String {
        let head = Self.columns.map { "<th>\($0.replacing("_", with: " "))</th>" }.joined()
        let body = rows.map { row in "<tr>" + cells(row).map { "<td>\(Self.escaped($0))</td>" }.joined() + "</tr>" }
        let byRules = rulesCells.map { cells in
            "<tr><td>\(Self.escaped(cells.rules))</td><td>\(Self.escaped(cells.ordered))</td></tr>"
        }
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
            \(Self.smallest - 1) are not shown, so that nobody can be found in them, nor those that would tell them.</p>
            <h2>Measures a month</h2>
            \(monthPlot)
            <h2>From an account's first payment to the act</h2>
            \(waitPlot)
            <h2>By kind, ground, origin and rail</h2>
            <table><thead><tr>\(head)</tr></thead><tbody>
            \(body.joined(separator: "\n"))
            </tbody></table>
            <h2>By version of the rules</h2>
            <table><thead><tr><th>rules</th><th>ordered</th></tr></thead><tbody>
            \(byRules.joined(separator: "\n"))
            </tbody></table>
            <h2>Objections and cases</h2>
            \(appealPlot)
            <dl>\(list.joined(separator: "\n"))</dl>
            </body></html>

            """
    }

    /// A rail's name comes from payments: it is text, whatever it looks like.
    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }

    private var monthPlot: String {
        Self.plot(
            "Measures by month",
            months.map { month in
                let cell = Self.shown(month.count, month.isShown, saysFew: saysFewMonths)
                return (name: month.month, cell: cell, count: month.count)
            })
    }

    private var waitPlot: String {
        Self.plot(
            "Accounts by the time from their first payment to the first measure",
            waits.indices.map { place in
                let (name, accounts) = waitCells[place]
                return (name: name.replacing("_", with: " "), cell: accounts, count: waits[place].count)
            })
    }

    private var appealPlot: String {
        let names = ["filed", "decided", "reversed", "open"]
        let counts = [appealsFiled, appealsDecided, appealsReversed, appealsOpen]
        guard appealsFiled > 0 else { return Self.plot("Objections", []) }
        return Self.plot(
            "Objections", names.indices.map { (name: names[$0], cell: appealCells[$0], count: counts[$0]) })
    }

    /// Bars with what is shown of each count above them; one that is kept back has a word and no bar.
    private static func plot(_ title: String, _ columns: [(name: String, cell: String, count: Int)]) -> String {
        guard !columns.isEmpty else { return "<p>None.</p>" }
        func height(_ column: (name: String, cell: String, count: Int)) -> Int {
            column.cell == "\(column.count)" ? column.count : 0
        }
        let greatest = max(1, columns.map(height).max() ?? 1)
        let step = max(56, 9 * (columns.map { max($0.name.count, $0.cell.count) }.max() ?? 0))
        let width = columns.count * step + 20
        var bars = ""
        for (i, column) in columns.enumerated() {
            let tall = height(column) * 140 / greatest
            let middle = 10 + i * step + step / 2
            bars += "<rect x=\"\(middle - 20)\" y=\"\(160 - tall)\" width=\"40\" height=\"\(tall)\" fill=\"#2f6f9f\"/>"
            bars += "<text x=\"\(middle)\" y=\"\(152 - tall)\" text-anchor=\"middle\" font-size=\"12\">"
            bars += "\(escaped(column.cell))</text>"
            bars += "<text x=\"\(middle)\" y=\"178\" text-anchor=\"middle\" font-size=\"11\">\(column.name)</text>"
        }
        return "<svg role=\"img\" aria-label=\"\(title)\" width=\"\(width)\" height=\"190\" "
            + "viewBox=\"0 0 \(width) 190\"><line x1=\"0\" y1=\"160\" x2=\"\(width)\" y2=\"160\" stroke=\"#888\"/>"
            + bars + "</svg>"
    }
}
