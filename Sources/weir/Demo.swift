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
            are suspended. The days that it plays end today, and a colleague, cai, closes cases meanwhile: what is left
            is yours. Example:

              weir demo --listen 127.0.0.1:8080
            """)

    @Option(help: "HOST:PORT of the server.")
    var listen = "127.0.0.1:8080"
    @Option(help: "Number of simulated accounts.")
    var accounts = 20_000
    @Option(help: "Number of simulated days.")
    var days = 8
    @Option(help: "Payments a second.")
    var rate = 4_000
    @Option(help: "Which simulated life.")
    var seed: UInt64 = 8
    @Option(help: "Data folder; a new one in the temporary folder, removed at the end, if not given.")
    var data: String?
    @Flag(help: "Days of March 2026 that nobody works on, the same on every day that this is played: for tests.")
    var recorded = false
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
        let colleague =
            recorded
            ? nil
            : try AccessKeys.make(
                desk.store, name: DemoColleague.name, role: DemoColleague.role.name, at: Self.wallClock)
        let (started, running) = AsyncStream.makeStream(of: Int.self)
        options.onRunning = { port in running.yield(port) }
        options.rail = SimulatedRailAdapter()
        options.usesPaymentTime = true
        // Its prices are made up, of a month in minutes.
        options.prices = PriceSources(jump: 0)
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
            try await play(to: "http://\(server.host):\(port)", key, colleague: colleague)
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

    /// Hours of the simulated people after which the colleague looks at the queue.
    private static let shift: Int64 = 4

    /// Plays the days one after the other over HTTP, as a payment switch would hand them in.
    private func play(to address: String, _ key: String, colleague: String?) async throws {
        Terminal.note(
            "weir: simulating \(Terminal.grouped(accounts)) accounts, \(days) days, "
                + "\(Terminal.grouped(rate)) payments a second"
        )
        // Traders begin within the first third of a life: played up to there, cases come until the end.
        var simulation = Simulation(accounts: accounts, days: recorded ? days : 3 * days, seed: seed)
        let later = recorded ? 0 : Self.later(than: Simulation.usualStart.advanced(bySeconds: Int64(days) * 86_400))
        var feeder = Feeder(
            DemoClient(address: address, key: key), rate: rate,
            quotes: simulation.prices.map { quote in
                var quote = quote
                quote.at = quote.at.advanced(bySeconds: later)
                return quote
            })
        let office = colleague.map { DemoColleague(DemoClient(address: address, key: $0), simulation.labels) }
        var platform = DemoPlatform(DemoClient(address: address, key: key))
        for _ in 0..<days {
            guard var day = simulation.nextDay() else { break }
            for place in day.indices { day[place].at = day[place].at.advanced(bySeconds: later) }
            for part in office == nil ? [day[...]] : Self.parts(of: day) {
                try await feeder.play(part)
                try await platform.deliver()
                if let last = part.last { try await office?.work(until: last.at) }
            }
        }
        feeder.report()
    }

    /// Whole days by which what ends at a time is moved so that it ends within the last day.
    private static func later(than end: WeirDomain.Instant) -> Int64 {
        (wallClock.seconds - end.seconds) / 86_400 * 86_400
    }

    private static var wallClock: WeirDomain.Instant {
        WeirDomain.Instant(milliseconds: Int64(Date.now.timeIntervalSince1970 * 1_000))
    }

    /// A day's payments by shifts.
    private static func parts(of day: [Payment]) -> [ArraySlice<Payment>] {
        let seconds = shift * 3_600
        return day.chunked { $0.at.seconds / seconds == $1.at.seconds / seconds }
    }
}

extension Array {
    /// Runs of elements that belong with the one before them.
    fileprivate func chunked(by belongs: (Element, Element) -> Bool) -> [ArraySlice<Element>] {
        var (runs, start): ([ArraySlice<Element>], Int) = ([], 0)
        for place in indices.dropFirst() where !belongs(self[place - 1], self[place]) {
            runs.append(self[start..<place])
            start = place
        }
        if start < count { runs.append(self[start...]) }
        return runs
    }
}
