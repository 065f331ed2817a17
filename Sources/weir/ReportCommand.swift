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
                var sources = try JournalReplay.state(directory: data) { TransparencyReport.Sources($0) }
                try look(TransparencyReport.measures(sources.measures, from: begin, to: end), &sources)
                report = TransparencyReport(sources, from: begin, to: end)
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

        /// What the journal's payments say about measures.
        private func look(_ measures: [Measure], _ sources: inout TransparencyReport.Sources) throws {
            let accounts = Set(measures.map(\.account))
            let holds = Set(measures.filter { $0.kind == .holdPayment }.map(\.payment))
            var (firsts, held) = (sources.firsts, sources.held)
            try JournalPayments.read(directory: data) { _, payment in
                for account in [payment.payer.text, payment.payee.text]
                where accounts.contains(account) && firsts[account] == nil {
                    firsts[account] = TransparencyReport.Paid(payment)
                }
                guard !holds.isEmpty else { return }
                let id = payment.id.text
                if holds.contains(id), held[id] == nil { held[id] = TransparencyReport.Paid(payment) }
            }
            (sources.firsts, sources.held) = (firsts, held)
        }
    }
}
