import Foundation
import WeirDomain
import WeirRuntime

/// The report of a back-test as one HTML page without anything from elsewhere.
struct BacktestPage {
    private let report: BacktestReport
    private let names = Outcome.allCases.map(\.name)

    init(_ report: BacktestReport) { self.report = report }

    var html: String {
        """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
        <title>Back-test of \(escape(report.newVersion))</title>
        <style>
        body { font: 15px/1.5 system-ui, sans-serif; color: #1d2733; background: #fff; margin: 2rem auto;
          max-width: 60rem; padding: 0 1rem }
        h1 { font-size: 1.5rem } h2 { font-size: 1.15rem; margin-top: 2.2rem }
        table { border-collapse: collapse; width: 100% } th, td { padding: .3rem .6rem; text-align: left;
          border-bottom: 1px solid #dde3ea; vertical-align: top }
        td.n, th.n { text-align: right; font-variant-numeric: tabular-nums }
        .harder { background: #fbe3df } .milder { background: #e0f1e4 } .same { color: #5b6776 }
        .guard { border-left: 4px solid #b3261e; padding: .5rem 1rem; background: #fdf1ef }
        .fine { border-left: 4px solid #2d7a46; padding: .5rem 1rem; background: #eff7f1 }
        code { font: 13px/1.4 ui-monospace, monospace } svg { width: 100%; height: auto } .small { color: #5b6776 }
        </style></head><body>
        <h1>Back-test of \(escape(report.newVersion))</h1>
        <p>against \(escape(report.oldVersion)): \(grouped(report.payments)) payments\(span),
        \(decimal(report.seconds)) s.
        The old set decided, the new one looked on: what the old one did to accounts stands for both.</p>
        \(guardText)
        <h2>How payments would be decided</h2>
        \(matrix)
        <h2>Day by day</h2>
        \(days)
        \(confusion)
        <h2>Rule by rule</h2>
        \(rules)
        <h2>Examples</h2>
        \(examples)
        </body></html>

        """
    }

    private var span: String {
        guard let first = report.first, let last = report.last else { return "" }
        return " from \(first.rfc3339.prefix(16)) to \(last.rfc3339.prefix(16))"
    }

    private var guardText: String {
        guard !report.isEmpty else { return "<p class=\"guard\">No payment was held against the set.</p>" }
        let words =
            "\(grouped(report.harder)) payments would be treated harder and \(grouped(report.milder)) milder: "
            + report.reach
        return report.isBeyondGuard
            ? "<p class=\"guard\"><b>Two signatures are needed.</b> \(escape(words)).</p>"
            : "<p class=\"fine\">One signature carries this, once it has seen \(grouped(Limits.guardPayments)) "
                + "payments on trial. \(escape(words)).</p>"
    }

    private var matrix: String {
        let head = names.map { "<th class=n>\($0)</th>" }.joined()
        let rows = names.indices.map { old in
            let cells = names.indices.map { new in
                let cell = report.matrix[old][new]
                let kind = cell.payments == 0 || old == new ? "same" : new > old ? "harder" : "milder"
                return "<td class=\"n \(kind)\">\(grouped(cell.payments))"
                    + (cell.payments > 0 && old != new ? "<br><span class=small>\(money(cell.money))</span>" : "")
                    + "</td>"
            }
            return "<tr><th>\(names[old])</th>\(cells.joined())</tr>"
        }
        return "<table><tr><th>old ↓ new →</th>\(head)</tr>\(rows.joined())</table>"
            + "<p class=small>Below a number: the sum of the amounts, in units of the currency.</p>"
    }

    // MARK: Plots

    /// Two bars a day: treated harder upward, milder downward.
    private var days: String {
        let days = report.days.sorted { $0.start < $1.start }
        guard !days.isEmpty else { return "<p>No payments.</p>" }
        let top = max(1, days.map { max($0.harder, $0.milder) }.max() ?? 1)
        let (width, middle) = (900.0 / Double(days.count), 110.0)
        var out = "<svg viewBox=\"0 0 960 240\" role=img aria-label=\"Payments treated otherwise, by day\">"
        out += "<line x1=50 y1=\(middle) x2=950 y2=\(middle) stroke=\"#5b6776\" />"
        out += text(44, 18, "\(grouped(top))", anchor: "end") + text(44, 114, "0", anchor: "end")
        out += text(44, 206, "\(grouped(top))", anchor: "end")
        for (number, day) in days.enumerated() {
            let x = 50 + Double(number) * width
            let (up, down) = (Double(day.harder) / Double(top) * 95, Double(day.milder) / Double(top) * 95)
            out += bar(x, middle - up, width, up, "#c4483c") + bar(x, middle, width, down, "#3f9158")
        }
        for number in Set([0, days.count / 2, days.count - 1]).sorted() {
            let date = WeirDomain.Instant(milliseconds: days[number].start * 1_000).rfc3339.prefix(10)
            let anchor = number == 0 ? "start" : number == days.count - 1 ? "end" : "middle"
            let x = 50 + (Double(number) + 0.5) * width
            out += text(number == 0 ? 50 : number == days.count - 1 ? 950 : x, 228, String(date), anchor: anchor)
        }
        return out + "</svg><p class=small>Red: treated harder; green: treated milder.</p>"
    }

    private func bar(_ x: Double, _ y: Double, _ width: Double, _ height: Double, _ color: String) -> String {
        guard height > 0 else { return "" }
        return "<rect x=\"\(decimal(x))\" y=\"\(decimal(y))\" width=\"\(decimal(max(1, width - 1)))\" "
            + "height=\"\(decimal(max(0.5, height)))\" fill=\"\(color)\" />"
    }

    private func text(_ x: Double, _ y: Double, _ words: String, anchor: String) -> String {
        "<text x=\"\(decimal(x))\" y=\"\(decimal(y))\" text-anchor=\"\(anchor)\" font-size=\"13\" fill=\"#5b6776\">"
            + escape(words) + "</text>"
    }

    private var confusion: String {
        guard report.hasLabels else { return "" }
        let rows = [("old", report.oldConfusion), ("new", report.newConfusion)].map { name, found in
            "<tr><th>\(name)</th>"
                + [found.truePositives, found.falsePositives, found.falseNegatives, found.trueNegatives]
                .map { "<td class=n>\(grouped($0))</td>" }.joined()
                + [found.precision, found.recall].map { "<td class=n>\(RulesBacktest.share($0))</td>" }.joined()
                + "</tr>"
        }
        return
            "<h2>Against the labels</h2><table><tr><th></th><th class=n>trade found</th>"
            + "<th class=n>honest troubled</th>"
            + "<th class=n>trade missed</th><th class=n>honest left alone</th><th class=n>precision</th>"
            + "<th class=n>recall</th></tr>\(rows.joined())</table><p class=small>Payments with an account on either "
            + "side "
            + "that trades by then; warned, held and declined count as found.</p>"
    }

    // MARK: Rules

    private var rules: String {
        let most = max(1, report.rules.map { max($0.hitsOld, $0.hitsNew) }.max() ?? 1)
        let rows = report.rules.map { row in
            let state = row.isNew && row.isOld ? "" : row.isNew ? " (new)" : " (gone)"
            let width = [row.hitsOld, row.hitsNew].map { Double($0) / Double(most) * 100 }
            let plot =
                "<svg viewBox=\"0 0 100 14\" preserveAspectRatio=none style=\"height:1.1rem\" aria-hidden=true>"
                + bar(0, 1, width[0], 5, "#9aa7b5") + bar(0, 8, width[1], 5, "#2f6db3") + "</svg>"
            let bad = report.hasLabels ? "<td class=n>\(grouped(row.bad))</td>" : ""
            return
                "<tr><td><code>\(escape(row.id))</code>\(state)<br><span class=small>\(escape(row.title))</span></td>"
                + "<td class=n>\(grouped(row.hitsOld))</td><td class=n>\(grouped(row.hitsNew))</td>"
                + "<td style=\"width:30%\">\(plot)</td>\(bad)<td class=n>\(grouped(row.otherwise))</td></tr>"
        }
        let bad = report.hasLabels ? "<th class=n>on trade</th>" : ""
        return "<table><tr><th>rule</th><th class=n>old</th><th class=n>new</th><th>held</th>\(bad)"
            + "<th class=n>decided otherwise</th></tr>\(rows.joined())</table>"
    }

    private var examples: String {
        guard !report.examples.isEmpty else { return "<p>No rule of the new set held.</p>" }
        let order = report.examples.sorted {
            ($0.old == $0.new ? 1 : 0, $0.rule, $0.at) < ($1.old == $1.new ? 1 : 0, $1.rule, $1.at)
        }
        let rows = order.prefix(60).map { example in
            let values = example.values.map { "<code>\(escape($0.name)) = \(escape($0.value))</code>" }
                .joined(separator: "<br>")
            let change = example.old == example.new ? example.new.name : "\(example.old.name) → \(example.new.name)"
            return "<tr><td><code>\(escape(example.rule))</code><br>\(change)</td><td>\(escape(example.payment))<br>"
                + "<span class=small>\(example.at.rfc3339)<br>\(escape(example.payer)) → \(escape(example.payee))<br>"
                + "\(escape(example.amount))</span></td><td>\(escape(example.reason))<br>\(values)</td></tr>"
        }
        return "<table><tr><th>rule</th><th>payment</th><th>reason, and what the rule read</th></tr>"
            + rows.joined() + "</table>"
    }

    // MARK: Words

    private func escape(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }

    private func grouped(_ value: Int) -> String { Terminal.grouped(value) }
    private func decimal(_ value: Double) -> String { Terminal.decimal(value) }
    private func money(_ minor: Int64) -> String { Terminal.grouped(Int(minor / 100)) }
}
