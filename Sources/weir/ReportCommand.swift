import ArgumentParser
import Foundation
import WeirDomain
import WeirEngine
import WeirRuntime
import WeirServer

/// `weir report`.
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Reports for the public and for authorities.",
        subcommands: [Transparency.self])

    struct Transparency: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "What was done, to how many, and how often it was wrong: HTML, CSV and JSON.",
            discussion: """
                Reads the journal; a server may be running. Counts of one to four are not shown. Writes FILE.html,
                FILE.csv and FILE.json. Example:

                  weir report transparency --data weir-data --from 2026-07-01 --to 2027-01-01 --out report
                """)

        @Option(help: "The data folder.")
        var data = "weir-data"
        @Option(help: "The first day.")
        var from: String
        @Option(help: "The day after the last.")
        var to: String
        @Option(help: "Where to write: the names without their ends.")
        var out: String

        func run() throws {
            guard let begin = Instant(rfc3339: from + "T00:00:00Z"), let end = Instant(rfc3339: to + "T00:00:00Z"),
                begin < end
            else { throw Failure.wrongUse("--from and --to: must be days such as 2026-07-01, in order") }
            let report: TransparencyReport
            do {
                let (measures, appeals, cases) = try JournalReplay.state(directory: data) { engine in
                    (engine.measures, engine.appeals, engine.cases)
                }
                report = TransparencyReport(
                    measures: measures, appeals: appeals, cases: cases,
                    facts: try facts(TransparencyReport.measures(measures, from: begin, to: end)), from: begin, to: end)
            } catch {
                throw Failure.environment("\(error)")
            }
            for (end, bytes) in [
                ("html", Array(report.html.utf8)), ("csv", Array(report.csv.utf8)), ("json", report.json),
            ] {
                do {
                    try Data(bytes).write(to: URL(filePath: "\(out).\(end)"), options: .atomic)
                } catch {
                    throw Failure.environment("\(out).\(end): cannot be written")
                }
            }
            Terminal.note("weir: \(out).html, \(out).csv and \(out).json written")
        }

        /// What the journal's payments say about measures. A payment of a suspended account counts as stopped from the
        /// measure on until it ended.
        private func facts(_ measures: [Measure]) throws -> [Int: TransparencyReport.Facts] {
            var firsts: [String: TransparencyReport.Facts] = [:]
            var held: [String: Amount] = [:]
            var stopping: [String: Measure] = [:]
            for measure in measures {
                firsts[measure.account] = TransparencyReport.Facts(rail: "", first: nil)
                if measure.kind == .holdPayment { held[measure.payment] = Amount(minor: 0) }
                if measure.kind == .suspendTransfers, stopping[measure.account] == nil {
                    stopping[measure.account] = measure
                }
            }
            try JournalPayments.read(directory: data) { sequence, payment in
                let (payer, payee) = (payment.payer.text, payment.payee.text)
                if !held.isEmpty, held[payment.id.text] != nil { held[payment.id.text] = payment.amount }
                for account in payer == payee ? [payer] : [payer, payee] {
                    guard var known = firsts[account] else { continue }
                    if known.first == nil {
                        known.first = payment.at
                        known.rail = payment.rail.text
                        known.currency = payment.currency
                    }
                    let at = payment.at
                    if let measure = stopping[account], sequence > measure.sequence, at >= measure.at,
                        at < measure.endedAt ?? Instant(milliseconds: .max), payment.currency == known.currency
                    {
                        known.stopped = Amount(
                            minor: known.stopped.minor.addingReportingOverflow(payment.amount.minor).partialValue)
                    }
                    firsts[account] = known
                }
            }
            return measures.reduce(into: [:]) { found, measure in
                guard var facts = firsts[measure.account], facts.first != nil else { return }
                if measure.kind == .holdPayment {
                    facts.stopped = held[measure.payment] ?? Amount(minor: 0)
                } else if stopping[measure.account]?.number != measure.number {
                    facts.stopped = Amount(minor: 0)
                }
                found[measure.number] = facts
            }
        }
    }
}
