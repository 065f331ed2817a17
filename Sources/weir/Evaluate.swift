import ArgumentParser
import Foundation
import WeirCodec
import WeirDomain
import WeirEvaluation

/// `weir evaluate`.
struct Evaluate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Judges alerts by what is true of each account: recall, delay, money let through, false alerts.",
        discussion: """
            An account counts as restricted from its first alert line with suspend_transfers, limit_collection or
            stop_collection. With --payments there are payments, hours and money before it. Example:

              weir simulate --out trial --accounts 20000 --days 30 --seed 7
              weir screen --prices trial/prices.csv --alerts trial/alerts.ndjson trial/payments.ndjson
              weir evaluate --labels trial/labels.csv --alerts trial/alerts.ndjson \\
                --payments trial/payments.ndjson --report trial/report.html
            """)

    @Option(help: "The truth: account,role,start_day.")
    var labels: String
    @Option(help: "Alert lines of weir screen.")
    var alerts: String
    @Option(help: "The payments that were screened; may be given more than once.")
    var payments: [String] = []
    @Option(help: "Length of the period in days, where the payments do not tell it.")
    var days: Double?
    @Option(help: "Write a report with plots here (HTML, one file).")
    var report: String?
    @Option(help: "Alert lines of another run over the same payments, as NAME=FILE; may be given more than once.")
    var compare: [String] = []
    @Option(help: "Title of the report.")
    var title = "What Weir recognised"
    @Flag(help: "Print the figures as JSON on standard output.")
    var json = false

    func validate() throws {
        for text in compare where text.split(separator: "=", maxSplits: 1).count != 2 {
            throw ValidationError("--compare must be NAME=FILE, not '\(text)'")
        }
        if let days, !(days > 0 && days <= 36_500) { throw ValidationError("--days must be greater than 0") }
    }

    func run() throws {
        let others = compare.compactMap { $0.split(separator: "=", maxSplits: 1).last.map(String.init) }
        try OutputFiles.check([("--report", report)], reading: [labels, alerts] + payments + others)
        try evaluate()
    }

    private func evaluate() throws {
        let evaluation: Evaluation
        let truth: [AccountLabel]
        var others: [Comparison] = []
        do {
            truth = try CompanionCSV.labels(path: labels)
            let lines = try AlertLine.read(path: alerts)
            let traffic =
                payments.isEmpty
                ? Traffic(days: days) : try Traffic(paths: payments, labels: truth, days: days)
            evaluation = Evaluation(labels: truth, alerts: lines, traffic: traffic)
            for text in compare {
                let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
                let lines = try AlertLine.read(path: parts[1])
                others.append(
                    Comparison(name: parts[0], Evaluation(labels: truth, alerts: lines, traffic: traffic)))
            }
        } catch {
            throw Failure.environment("\(error)")
        }
        if let report {
            try OutputFiles.write(HTMLReport(evaluation, title: title, comparisons: others).html, to: report)
        }
        if !payments.isEmpty, evaluation.traffic.payments == 0 {
            Terminal.note(
                "weir: note: \(payments.joined(separator: ", ")): no payments; "
                    + "what happened before a measure is not known")
        }
        tellUnknown(truth)
        if evaluation.traffic.repeated > 0 {
            let repeated = Terminal.grouped(evaluation.traffic.repeated)
            Terminal.note("weir: note: \(repeated) payments came again and count once")
        }
        if evaluation.traffic.refused > 0 {
            Terminal.note(
                "weir: note: \(Terminal.grouped(evaluation.traffic.refused)) payment lines were refused: "
                    + evaluation.traffic.firstRefusal)
        }
        print(json ? String(decoding: evaluation.json.closed, as: UTF8.self) : evaluation.text)
        if !others.isEmpty, !json { print(evaluation.text(others)) }
    }

    /// Roles that are called like no typology: a slip of the pen makes a role that nothing is ever found of.
    private func tellUnknown(_ truth: [AccountLabel]) {
        let known = Set(Typology.allCases.map(\.name) + ["unnamed"])
        var unknown: [String: Int] = [:]
        for label in truth {
            if case .bad(let name) = label.role, !known.contains(name) { unknown[name, default: 0] += 1 }
        }
        for (name, count) in unknown.sorted(by: { $0.key < $1.key }) {
            let labels = Terminal.plural(count, "label", "labels")
            Terminal.note("weir: note: no alert is ever of '\(name)', the role of \(labels)")
        }
    }
}
