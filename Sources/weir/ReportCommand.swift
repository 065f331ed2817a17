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
        discussion: """
            Example:

              weir report str --data weir-data --case 3 --out case-3.txt
            """,
        subcommands: [Suspicion.self, Transparency.self])

    struct Suspicion: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "str",
            abstract: "A report of a suspicion to an authority, drafted from a case; a person finishes it.",
            discussion: """
                Reads journal and database; a server may be running. Who, the money either way, the grounds with their
                payments, the innocent reading that was considered, the measures. Examples:

                  weir report str --data weir-data --case 3 --out case-3.txt
                  weir report str --data weir-data --case 3 --account u2088 --language zh
                """)

        @Option(help: "The data folder.")
        var data = "weir-data"
        @Option(name: .customLong("case"), help: "The number of the case.")
        var number: Int
        @Option(help: "Which account of the case; its first if not given.")
        var account: String?
        @Option(help: "en or zh.")
        var language = "en"
        @Option(help: "Write it here instead of to standard output.")
        var out: String?
        @Flag(help: "The facts as JSON, with every payment of the account.")
        var json = false

        func validate() throws {
            guard ["en", "zh"].contains(language) else { throw ValidationError("--language must be en or zh") }
        }

        func run() throws {
            guard FileManager.default.fileExists(atPath: data + "/weir.db") else {
                throw Failure.environment("\(data): there is no database here")
            }
            let text: String
            do {
                let report = try SuspicionReport(data: data, case: number, account: account)
                text =
                    json
                    ? String(decoding: report.json, as: UTF8.self) + "\n"
                    : try report.text(inChinese: language == "zh")
            } catch let error as SuspicionReport.Missing {
                throw Failure.wrongUse(error.description)
            } catch {
                throw Failure.environment("\(error)")
            }
            guard let out else { return print(text, terminator: "") }
            do {
                try Data(text.utf8).write(to: URL(filePath: out), options: .atomic)
            } catch {
                throw Failure.environment("\(out): cannot be written")
            }
            Terminal.note("weir: \(out) written")
        }
    }

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
