import ArgumentParser
import Foundation
import WeirCodec
import WeirDomain
import WeirSimulator

/// `weir simulate`.
struct Simulate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Writes simulated payments with dealers and mules among honest people, and what is true of each.",
        discussion: """
            Writes payments.ndjson, prices.csv, accounts.csv and labels.csv. The same options give the
            same bytes. Example:

              weir simulate --out trial --accounts 20000 --days 30 --seed 7
              weir screen --prices trial/prices.csv --alerts trial/alerts.ndjson trial/payments.ndjson
            """)

    @Option(help: "The folder to write to; made if it is missing.")
    var out: String
    @Option(help: "Number of accounts (at least 500).")
    var accounts = 20_000
    @Option(help: "Number of days.")
    var days = 30
    @Option(help: "Any number; another one gives another life.")
    var seed: UInt64 = 1
    @Option(help: "How hard the bad roles try to look honest: 0 to 4.")
    var evasion = 0
    @Option(help: "How common bad roles are: dense (a dozen dealers in 20,000) or realistic (in 100,000).")
    var prevalence = "dense"

    func validate() throws {
        guard (500...10_000_000).contains(accounts) else { throw ValidationError("--accounts must be 500 to 10000000") }
        guard (1...3650).contains(days) else { throw ValidationError("--days must be 1 to 3650") }
        guard (0...4).contains(evasion) else { throw ValidationError("--evasion must be 0 to 4") }
        guard Simulation.Prevalence(rawValue: prevalence) != nil else {
            throw ValidationError("--prevalence must be dense or realistic, not '\(prevalence)'")
        }
    }

    func run() throws {
        _ = try OutputFiles.isFolder(out)
        do {
            try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true)
            let start = Date.now
            var simulation = Simulation(
                accounts: accounts, days: days, seed: seed, evasion: evasion,
                prevalence: Simulation.Prevalence(rawValue: prevalence) ?? .dense)
            let count = try writePayments(&simulation)
            try write(Simulation.pricesCSV(simulation.prices), "prices.csv")
            try write(Simulation.accountsCSV(simulation.accounts), "accounts.csv")
            try write(Simulation.labelsCSV(simulation.labels), "labels.csv")
            let seconds = Terminal.decimal(Date.now.timeIntervalSince(start))
            Terminal.note(
                "\(Terminal.grouped(count)) payments of \(Terminal.grouped(accounts)) accounts in \(out), \(seconds) s")
        } catch {
            throw Failure.environment("\(out): cannot be written: \(error.localizedDescription)")
        }
    }

    private func writePayments(_ simulation: inout Simulation) throws -> Int {
        let path = out + "/payments.ndjson"
        try Data().write(to: URL(filePath: path))
        let file = try FileHandle(forWritingTo: URL(filePath: path))
        defer { try? file.close() }
        var count = 0
        var day = RecordBatch()
        var lines: [UInt8] = []
        while simulation.nextDay(into: &day) {
            for i in 0..<day.count {
                PaymentJSON.append(day[i], to: &lines)
                lines.append(10)
                guard lines.count >= 1 << 20 || i == day.count - 1 else { continue }
                try file.write(contentsOf: Data(lines))
                lines.removeAll(keepingCapacity: true)
            }
            count += day.count
            day.removeAll()
        }
        return count
    }

    private func write(_ bytes: [UInt8], _ name: String) throws {
        try Data(bytes).write(to: URL(filePath: out + "/" + name))
    }
}
