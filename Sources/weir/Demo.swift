import ArgumentParser
import Foundation
import WeirDomain
import WeirRuntime
import WeirServer
import WeirSimulator

/// `weir demo`.
struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Everything at once: simulated traffic with OTC dealers played fast into a running server.",
        discussion: """
            Open the printed address: the page shows decisions as they fall, the accounts under suspicion, and how they
            are suspended. Example:

              weir demo --listen 127.0.0.1:8080
            """)

    @Option(help: "HOST:PORT of the server.")
    var listen = "127.0.0.1:8080"
    @Option(help: "Number of simulated accounts.")
    var accounts = 6_000
    @Option(help: "Number of simulated days.")
    var days = 30
    @Option(help: "Payments a second.")
    var rate = 4_000
    @Option(help: "Which simulated life.")
    var seed: UInt64 = 8
    @Option(help: "Data folder; a new one in the temporary folder, removed at the end, if not given.")
    var data: String?
    @Flag(help: "Stop when the traffic ends, instead of serving on.")
    var once = false

    func validate() throws {
        guard (500...1_000_000).contains(accounts) else { throw ValidationError("--accounts must be 500 to 1000000") }
        guard (1...365).contains(days) else { throw ValidationError("--days must be 1 to 365") }
        guard (100...100_000).contains(rate) else { throw ValidationError("--rate must be 100 to 100000") }
    }

    func run() async throws {
        guard var options = Server.Options(listen: listen) else {
            throw Failure.wrongUse("--listen: '\(listen)' is not HOST:PORT")
        }
        let folder = data ?? NSTemporaryDirectory() + "weir-demo-\(ProcessInfo.processInfo.processIdentifier)"
        let desk = try RunningDesk.open(folder)
        defer {
            desk.close()
            if data == nil { try? FileManager.default.removeItem(atPath: folder) }
        }
        let key = try AccessKeys.makeDemoKey(desk.store)
        let people = try Self.cast.map { name, role in
            (name, role, try ConsolePeople.make(folder, name: name, role: role.name, mustChange: false))
        }
        let (started, running) = AsyncStream.makeStream(of: Int.self)
        options.onRunning = { port in running.yield(port) }
        options.rail = SimulatedRailAdapter()
        options.usesPaymentTime = true
        let server = options
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                // A server that never came to serving has ended the waiting as well.
                defer { running.finish() }
                try await RunningDesk.serve(desk, server)
            }
            guard let port = await started.first(where: { _ in true }) else { return try await group.waitForAll() }
            Terminal.note("")
            Terminal.note("  Open     http://\(server.host):\(port)/?key=\(key)")
            Terminal.note("  Console  http://\(server.host):\(port)/console")
            for (name, role, password) in people {
                Terminal.note("           sign in as \(name) (\(role.name)) with \(password)")
            }
            Terminal.note("")
            try await play(to: "http://\(server.host):\(port)", key)
            if once {
                group.cancelAll()
            } else {
                Terminal.note("weir: the simulated traffic has ended; the page stays until Ctrl-C")
            }
            try await group.waitForAll()
        }
    }

    /// Those who work at the demonstration's console: measures need somebody else's signature.
    private static let cast: [(String, Role)] = [("ann", .analyst), ("ben", .supervisor)]

    /// Plays the days one after the other over HTTP, as a payment switch would hand them in.
    private func play(to address: String, _ key: String) async throws {
        Terminal.note(
            "weir: simulating \(Terminal.grouped(accounts)) accounts, \(days) days, "
                + "\(Terminal.grouped(rate)) payments a second"
        )
        var simulation = Simulation(accounts: accounts, days: days, seed: seed)
        var feeder = Feeder(address: address, key: key, rate: rate, quotes: simulation.prices)
        while let day = simulation.nextDay() { try await feeder.play(day) }
        feeder.report()
    }
}
