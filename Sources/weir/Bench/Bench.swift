import ArgumentParser
import Foundation
import WeirSimulator

/// `weir bench`.
struct Bench: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measures what the documentation says about speed and size, on this machine.",
        discussion: """
            Rows: parse, engine, pipeline, paced, rules, http, batch, overload, memory, restart. Without names, all of
            them run. Each row says its load and its method. Example:

              weir bench engine pipeline --accounts 100000 --seconds 20
            """)

    @Argument(help: "Which rows to measure.")
    var rows: [String] = []
    @Option(help: "Accounts of the simulated stream.")
    var accounts = 500_000
    @Option(
        help:
            "How common bad business is: realistic (a dozen dealers in 100,000) or dense (in 20,000)."
    )
    var prevalence = "realistic"
    @Option(help: "Seconds of each row that lasts.")
    var seconds = 60
    @Option(help: "Payments a second of the rows paced and rules.")
    var rate = 256_000
    @Option(help: "Requests a second of the http row; half of it is measured as well.")
    var httpRate = 15_000
    @Option(help: "Connections of the http row.")
    var connections = 64
    @Option(help: "Idle connections of the overload row.")
    var idleConnections = 5_000
    @Option(help: "Accounts of the rows memory and restart.")
    var memoryAccounts = 10_000_000
    @Option(help: "Where the journal is written; removed at the end.")
    var scratch = "weir-bench"
    @Option(help: "Write the table here (Markdown).")
    var out: String?

    private static let known = [
        "parse", "engine", "pipeline", "paced", "rules", "http", "batch", "overload", "memory", "restart",
    ]

    private static let method =
        "Delays count from the intended arrival; durable means synced to the journal; processor time is the process's."

    func validate() throws {
        for row in rows where !Self.known.contains(row) {
            throw ValidationError("'\(row)' is not a row; there are \(Self.known.joined(separator: ", "))")
        }
        guard (500...5_000_000).contains(accounts) else { throw ValidationError("--accounts must be 500 to 5000000") }
        guard Simulation.Prevalence(rawValue: prevalence) != nil else {
            throw ValidationError("--prevalence must be dense or realistic, not '\(prevalence)'")
        }
        guard (1...3_600).contains(seconds) else { throw ValidationError("--seconds must be 1 to 3600") }
        guard (100...1_000_000).contains(httpRate) else {
            throw ValidationError("--http-rate must be 100 to 1000000")
        }
        guard (1...1_000).contains(connections) else { throw ValidationError("--connections must be 1 to 1000") }
        guard (1_000...10_000_000).contains(rate) else { throw ValidationError("--rate must be 1000 to 10000000") }
    }

    func run() throws {
        let wanted = rows.isEmpty ? Self.known : rows
        var table = "| row | load | result |\n|---|---|---|\n"
        Terminal.note("weir: \(BenchClock.machineName); \(wanted.joined(separator: ", "))")
        do {
            var stream: BenchStream?
            if wanted != ["memory"] {
                Terminal.note("weir: making the stream of \(Terminal.grouped(accounts)) accounts")
                stream = BenchStream(
                    accounts: accounts, days: 2, seed: 1,
                    prevalence: Simulation.Prevalence(rawValue: prevalence) ?? .realistic)
            }
            for name in wanted {
                let result = try measure(name, &stream)
                table += "| \(name) | \(result.load) | \(result.result) |\n"
                Terminal.note("weir: \(name): \(result.result)")
            }
        } catch let failure as Failure {
            throw failure
        } catch {
            throw Failure.environment("\(error)")
        }
        let text =
            "Machine: \(BenchClock.machineName). \(Self.method) Bad business in the stream: \(prevalence).\n\n\(table)"
        guard let out else { return print(text) }
        try OutputFiles.write(text, to: out)
    }

    private func measure(_ name: String, _ stream: inout BenchStream?) throws -> BenchRow {
        if name == "memory" { return BenchRows.memory(accounts: memoryAccounts) }
        guard var taken = stream else { throw Failure.trouble("there is no stream") }
        defer { stream = taken }
        switch name {
        case "parse": return BenchRows.parse(taken)
        case "engine": return BenchRows.engine(&taken)
        case "pipeline": return try BenchRows.pipeline(&taken, seconds: seconds, scratch: scratch)
        case "http":
            return try BenchRows.http(
                &taken, seconds: seconds, rate: httpRate, connections: connections, scratch: scratch)
        case "overload":
            return try BenchRows.overload(
                &taken, seconds: seconds, rate: httpRate, idle: idleConnections, scratch: scratch)
        case "batch": return try BenchRows.batch(&taken, seconds: seconds, scratch: scratch)
        case "paced": return try BenchRows.paced(&taken, seconds: seconds, rate: rate, scratch: scratch)
        case "rules": return try BenchRows.rules(&taken, seconds: seconds, rate: rate, scratch: scratch)
        default: return try BenchRows.restart(accounts: memoryAccounts, &taken, scratch: scratch)
        }
    }
}

/// One line of the table.
struct BenchRow {
    var load: String
    var result: String
}
