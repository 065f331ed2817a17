import Foundation
import Testing

/// The process dies at each step of the commit path: nothing acknowledged is lost, nothing is decided twice, and the
/// state is that of a run without interruption.
@Suite(.program, .serialized) struct KillTests {
    private static let steps = [
        "taken", "appended", "written", "synced", "committed", "applied", "answered", "prepared", "projecting",
        "projected",
    ]
    /// Steps that are only come to when the index is written out, as a snapshot asks for.
    private static let seldom = ["flushing", "flushed"]
    private static let rounds =
        ProcessInfo.processInfo.environment["WEIR_FAULTS"] == nil ? [1, 4] : [1, 2, 3, 5, 9, 17, 33]

    struct Outcome {
        var acknowledged = 0
        var lost = 0
        var died = true
        var isSame = false
    }

    /// Payments until the server dies, then a start without faults.
    private func run(
        _ step: String, _ times: Int, early: Bool = false, options: [String] = []
    ) async throws -> Outcome {
        let folder = try Folder()
        let data = folder.file("data")
        let first = try RunningServer(data)
        let key = first.key
        first.stop()
        var faults = ["WEIR_FAULT_KILL": "\(step):\(times)"]
        if early { faults["WEIR_FAULT_EARLY"] = "answer" }
        var answers: [String: String] = [:]
        var outcome = Outcome()
        if let server = try? RunningServer(data, key: key, faults: faults, options: options) {
            outcome.died = false
            for i in 0..<(200 + times * 60) {
                let id = "k\(i)"
                // After a payment of the next day all others are late, and so have rows to be projected.
                let line = payment(id, payer: "u\(i % 7)")
                let sent = i == 0 ? line.replacingOccurrences(of: "11-23T", with: "11-24T") : line
                guard let answer = try? await server.request("POST", "/v1/payments", sent),
                    answer.status == 200
                else {
                    outcome.died = true
                    break
                }
                answers[id] = answer.body
            }
            // What is done beside the payments may take its time.
            for _ in 0..<100 where !options.isEmpty && server.process.isRunning {
                try await Task.sleep(for: .milliseconds(100))
            }
            if !server.process.isRunning { outcome.died = true }
            server.kill()
        }
        outcome.acknowledged = answers.count
        if early, (try? RunningServer(data, key: key)) == nil {
            // The database knows what the journal does not: the start is refused, and rightly so.
            outcome.lost = answers.count
            return outcome
        }
        let server = try RunningServer(data, key: key)
        for (id, body) in answers {
            let found = try await server.request("GET", "/v1/decisions/\(id)")
            if found.body != body { outcome.lost += 1 }
        }
        let state = try await server.request("GET", "/v1/state").body
        server.stop()
        let replay = try weir("replay", "--data", data).out
        func part(_ text: String, _ name: String) -> Substring? {
            text.firstRange(of: "\"\(name)\":").map { text[$0.upperBound...].prefix { $0 != "," && $0 != "}" } }
        }
        outcome.isSame = part(state, "state_hash") == part(replay, "state_hash") && part(state, "state_hash") != nil
        #expect(part(state, "decided") == part(replay, "decided"))
        return outcome
    }

    @Test(arguments: steps)
    func atEachStep(step: String) async throws {
        for times in Self.rounds {
            let outcome = try await run(step, times)
            #expect(outcome.died, "\(step) \(times): the server should have died")
            #expect(outcome.lost == 0, "\(step) \(times): \(outcome.lost) of \(outcome.acknowledged) lost")
            #expect(outcome.isSame, "\(step) \(times): another state")
        }
    }

    @Test(arguments: seldom)
    func whileTheIndexIsWritten(step: String) async throws {
        let outcome = try await run(step, 1, options: ["--snapshot-every", "50"])
        #expect(outcome.died && outcome.lost == 0 && outcome.isSame, "\(step): \(outcome)")
        // The snapshot is asked for by the fiftieth input, and some inputs are the server's own; how many more are
        // answered until it is written is up to the machine.
        #expect((40...260).contains(outcome.acknowledged), "\(step): \(outcome)")
    }

    /// The control: answers that go out before the group is durable are lost, and the test sees it.
    @Test func earlyAnswersAreLost() async throws {
        let outcome = try await run("appended", 4, early: true)
        #expect(outcome.died && outcome.lost > 0)
    }
}

/// Inputs that stop the program.
@Suite(.program, .serialized) struct PoisonTests {
    /// Ten ways to die; `make faults` tries fifty.
    private static let count = ProcessInfo.processInfo.environment["WEIR_FAULTS"] == nil ? 10 : 50
    private static let faults = ["WEIR_FAULT_TRAP": "poison-"]

    /// Starts until the server stays up; answers it and how many starts it took.
    private func start(_ data: String, _ key: String?, _ faults: [String: String]) -> (RunningServer?, Int) {
        for attempt in 1...4 {
            if let server = try? RunningServer(data, key: key, faults: faults) { return (server, attempt) }
        }
        return (nil, 4)
    }

    @Test func theyAreSetAsideAfterTwoCrashes() async throws {
        let folder = try Folder()
        let data = folder.file("data")
        var server = try RunningServer(data, faults: Self.faults)
        let key = server.key
        var answers: [String: String] = [:]
        for number in 0..<Self.count {
            let good = "good-\(number)"
            answers[good] = try await server.request("POST", "/v1/payments", payment(good)).body
            let bad = payment("poison-\(number % 10)-\(number)")
            let answer = try? await server.request("POST", "/v1/payments", bad)
            #expect(answer == nil, "poison \(number) was answered: \(answer?.body ?? "")")
            // Once when it was applied, once when it was replayed, then no more.
            let (next, attempts) = start(data, key, Self.faults)
            server = try #require(next, "poison \(number): the server does not come up")
            #expect(attempts == 2, "poison \(number)")
            let refused = try await server.request("POST", "/v1/payments", bad)
            #expect(refused.status == 422 && refused.body.contains("set aside"), "\(refused.body)")
        }
        #expect(try await server.request("GET", "/readyz").body.contains("\"set_aside\":\(Self.count)"))
        for (id, body) in answers {
            #expect(body.contains("allow"))
            #expect(try await server.request("GET", "/v1/decisions/\(id)").body == body)
        }
        let state = try await server.request("GET", "/v1/state").body
        server.stop()
        // Whoever replays the journal leaves them out as well.
        let replay = try weir("replay", "--data", data).out
        let hash = state.firstMatch(of: /"state_hash":"([0-9a-f]+)"/).map { String($0.1) } ?? "?"
        #expect(replay.contains(hash) && replay.contains("\"decided\":\(Self.count)"))
    }

    /// The control: if nobody counts, the server never comes up again.
    @Test func withoutTheCountItNeverComesUp() async throws {
        let folder = try Folder()
        let data = folder.file("data")
        let faults = Self.faults.merging(["WEIR_FAULT_FORGET": "trap"]) { $1 }
        let server = try RunningServer(data, faults: faults)
        _ = try? await server.request("POST", "/v1/payments", payment("poison-0"))
        #expect(start(data, server.key, faults).0 == nil)
    }

    /// A kill from outside is none of the input's doing, however often it hits.
    @Test func aKillSetsNothingAside() async throws {
        let folder = try Folder()
        let data = folder.file("data")
        let first = try RunningServer(data)
        let key = first.key
        first.stop()
        for round in 0..<3 {
            let server = try RunningServer(data, key: key, faults: ["WEIR_FAULT_KILL": "applied:2"])
            // The first input is the time, before anything is served.
            _ = try? await server.request("POST", "/v1/payments", payment("same\(round)"))
            server.kill()
        }
        let server = try RunningServer(data, key: key)
        #expect(try await server.request("POST", "/v1/payments", payment("same0")).status == 200)
        #expect(try await server.request("GET", "/readyz").body.contains("\"set_aside\":0"))
        server.stop()
    }
}
