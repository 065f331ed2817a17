import Foundation
import Testing

/// A running server whose disk fails, whose senders repeat themselves, whose clock jumps.
@Suite(.program, .serialized) struct FaultyDiskTests {
    @Test(arguments: ["write", "preallocate"])
    func fullDisk(call: String) async throws {
        let folder = try Folder()
        // ENOSPC at the seventh write, three times.
        let fault = call == "write" ? "write:7:28:3" : "preallocate:2:28:3"
        let server = try RunningServer(folder.file("data"), faults: ["WEIR_FAULT_DISK": fault])
        var refused = 0
        var answers: [String: String] = [:]
        for i in 0..<30 {
            let answer = try await server.request("POST", "/v1/payments", payment("d\(i)"))
            if answer.status == 200 {
                answers["d\(i)"] = answer.body
                continue
            }
            refused += 1
            #expect(answer.status == 503 && answer.header("Retry-After") != nil)
            #expect(try await server.request("GET", "/v1/accounts/a").status == 200, "reading goes on")
        }
        // Preparing the next segment aside may fail without anybody noticing: there is room in this one.
        #expect(call == "write" ? (1...3).contains(refused) : refused == 0, "\(refused) refused")
        #expect(try await server.request("POST", "/v1/payments", payment("d29")).status == 200, "it resumes by itself")
        server.stop()
        // The log says it once, and that it is over.
        let pipe = try #require(server.process.standardError as? Pipe)
        let said = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        let times = call == "write" ? 2 : 1
        #expect(said.components(separatedBy: "nothing is taken in").count <= times, "\(said)")
        #expect(said.contains("inputs are taken in") == (said.contains("nothing is taken in")), "\(said)")
        try await check(folder.file("data"), server.key, answers)
    }

    @Test func aFailedSyncStops() async throws {
        let folder = try Folder()
        // EIO once: a second sync would say yes without having done anything.
        let server = try RunningServer(folder.file("data"), faults: ["WEIR_FAULT_DISK": "sync:7:5:1"])
        var answers: [String: String] = [:]
        var states: [Int] = []
        for i in 0..<12 {
            let answer = try await server.request("POST", "/v1/payments", payment("s\(i)"))
            states.append(answer.status)
            if answer.status == 200 { answers["s\(i)"] = answer.body }
        }
        let first = states.firstIndex(of: 503) ?? states.count
        #expect(first < 12 && states[first...].allSatisfy { $0 == 503 }, "\(states)")
        #expect(try await server.request("GET", "/v1/accounts/a").status == 200)
        #expect(try await server.request("GET", "/readyz").status == 503)
        server.kill()
        try await check(folder.file("data"), server.key, answers)
    }

    /// A batch whose lines outrun a failing disk keeps its order: from the first line that could not be taken in, none
    /// is, until it is sent again.
    @Test func aBatchBreaksOffInOrder() async throws {
        let states = try await brokenBatch(["WEIR_FAULT_DISK": "write:8:28:1"])
        let first = try #require(states.first.firstIndex(of: 503), "nothing was refused")
        #expect(first > 0 && states.first[first...].allSatisfy { $0 == 503 }, "a later line was taken in")
        #expect(states.again.allSatisfy { $0 == 200 })
    }

    @Test func withoutBreakingOffTheOrderIsLost() async throws {
        let states = try await brokenBatch(["WEIR_FAULT_DISK": "write:8:28:1", "WEIR_FAULT_FORGET": "run"])
        let first = try #require(states.first.firstIndex(of: 503), "nothing was refused")
        #expect(states.first[first...].contains(200), "the control must fail")
    }

    /// What becomes of each line of a batch during which the disk is full once, and of those refused when sent again.
    private func brokenBatch(_ faults: [String: String]) async throws -> (first: [Int], again: [Int]) {
        let folder = try Folder()
        let server = try RunningServer(folder.file("data"), faults: faults)
        defer { server.stop() }
        let lines = (0..<30_000).map { payment("run\($0)", amount: "\($0 % 90 + 10).00") }
        func send(_ lines: [String]) async throws -> [Int] {
            let answer = try await server.request(
                "POST", "/v1/payments:batch", lines.joined(separator: "\n"), type: "application/x-ndjson")
            #expect(answer.status == 200)
            return answer.body.split(separator: "\n").map { line in
                line.hasPrefix("{\"payment_id\"") ? 200 : Int(line.firstMatch(of: /"status":([0-9]+)/)?.1 ?? "") ?? 0
            }
        }
        let first = try await send(lines)
        #expect(first.count == lines.count)
        let refused = lines.indices.filter { first[$0] == 503 }.map { lines[$0] }
        return (first, try await send(refused))
    }

    /// Where nothing at all can be taken in, the whole batch is answered so.
    @Test func aBatchIsRefusedAsAWhole() async throws {
        let folder = try Folder()
        let server = try RunningServer(folder.file("data"), faults: ["WEIR_FAULT_DISK": "write:4:28:1000"])
        defer { server.stop() }
        let lines = (0..<500).map { payment("whole\($0)") }.joined(separator: "\n")
        var answer = try await server.request("POST", "/v1/payments:batch", lines, type: "application/x-ndjson")
        for _ in 0..<5 where answer.status == 200 {
            answer = try await server.request("POST", "/v1/payments:batch", lines, type: "application/x-ndjson")
        }
        #expect(answer.status == 503 && answer.header("Retry-After") != nil)
    }

    private func check(_ data: String, _ key: String, _ answers: [String: String]) async throws {
        let server = try RunningServer(data, key: key)
        #expect(answers.count > 2)
        for (id, body) in answers {
            #expect(try await server.request("GET", "/v1/decisions/\(id)").body == body)
            #expect(try await server.request("POST", "/v1/payments", payment(id)).body == body)
        }
        server.stop()
    }

    /// The same payment once to a hundred times, before and after restarts.
    @Test func duplicatesGetTheSameBytes() async throws {
        let wrong = try await duplicates([:])
        #expect(wrong.isEmpty, "\(wrong)")
    }

    /// The control: a server that forgets at its start what it has decided is found out.
    @Test func forgottenPaymentsAreFoundOut() async throws {
        let wrong = try await duplicates(["WEIR_FAULT_FORGET": "payments"])
        #expect(!wrong.isEmpty, "the control must fail")
    }

    /// Sends thirteen payments one to a hundred times, restarting between; answers what went wrong.
    private func duplicates(_ faults: [String: String]) async throws -> [String] {
        let folder = try Folder()
        let data = folder.file("data")
        var server = try RunningServer(data, faults: faults)
        let key = server.key
        var answers: [String: String] = [:]
        var wrong: [String] = []
        for round in 0..<3 {
            for i in 0..<13 {
                let id = "dup\(i)"
                // 1, 9, 17 … 97 times in the first round, up to a hundred in the last.
                for _ in 0..<(1 + i * 8 + round) {
                    let answer = try await server.request("POST", "/v1/payments", payment(id))
                    if answer.status != 200 || answer.body != answers[id, default: answer.body] {
                        wrong.append("round \(round), \(id): \(answer.status) \(answer.body)")
                    }
                    answers[id] = answer.body
                }
                let other = try await server.request("POST", "/v1/payments", payment(id, amount: "3.00"))
                if other.status != 409 { wrong.append("round \(round), \(id): other content got \(other.status)") }
            }
            // A hundred times in one batch.
            let lines = (0..<100).map { _ in payment("dup\(round)") }.joined(separator: "\n")
            let batch = try await server.request("POST", "/v1/payments:batch", lines, type: "application/x-ndjson")
            let bodies = batch.body.split(separator: "\n").map(String.init)
            if bodies.count != 100 || bodies.contains(where: { $0 != answers["dup\(round)"] }) {
                wrong.append("round \(round): a batch of the same got other bytes")
            }
            // Before the server ends, too: what is replayed is known again.
            let before = try await server.request("GET", "/v1/state").body
            if round == 0 { server.stop() } else { server.kill() }
            server = try RunningServer(data, key: key, faults: faults)
            let after = try await server.request("GET", "/v1/state").body
            for state in [before, after] where !state.contains("\"decided\":13,") { wrong.append(state) }
        }
        server.stop()
        return wrong
    }

    /// Time is what payments say: the machine's clock, its zone and its leaps decide nothing.
    @Test func theClockDecidesNothing() throws {
        let folder = try Folder()
        // Across the beginning and the end of daylight saving, and the end of a year with a leap second.
        let times = [
            "2016-12-31T23:59:59Z", "2017-01-01T00:00:00Z", "2026-03-08T01:59:59-05:00", "2026-03-08T03:00:00-04:00",
            "2026-11-01T01:30:00-04:00", "2026-11-01T01:30:00-05:00", "2026-03-29T00:59:59Z", "2026-03-29T01:00:00Z",
        ]
        var lines: [String] = []
        for (i, time) in times.enumerated() {
            for k in 0..<40 {
                lines.append(
                    payment("t\(i)-\(k)", amount: "\(100 + k).00", payer: "u\(k)", payee: "v\(i)")
                        .replacingOccurrences(of: "2026-11-23T08:15:30Z", with: time))
            }
        }
        let leap = payment("leap").replacingOccurrences(of: "2026-11-23T08:15:30Z", with: "2016-12-31T23:59:60Z")
        try folder.write("p", (lines + [leap]).joined(separator: "\n"))
        let shim = try clockShim(folder)
        // The control: under the shim the day is another at every look.
        if let shim {
            let days = try (0..<6).map { _ in try Self.day(["LD_PRELOAD": shim]) }
            let honest = try Self.day([:])
            #expect(days.contains { $0 != honest }, "the shim does nothing: \(days)")
        }
        var seen: Set<String> = []
        for (zone, jumps) in [("UTC", false), ("America/New_York", false), ("Asia/Shanghai", true), ("UTC", true)] {
            var environment = ProcessInfo.processInfo.environment
            environment["TZ"] = zone
            if jumps, let shim { environment["LD_PRELOAD"] = shim }
            let process = Process()
            process.executableURL = URL(filePath: weirBinary)
            process.arguments = ["screen", "--json", "--decisions", folder.file("d"), folder.file("p")]
            process.environment = environment
            let out = Pipe()
            process.standardOutput = out
            process.standardError = FileHandle.nullDevice
            try process.run()
            let text = String(decoding: out.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            let hash = text.firstMatch(of: /"state_hash":"([0-9a-f]+)"/).map { String($0.1) } ?? "none"
            seen.insert(hash + folder.read("d"))
        }
        #expect(seen.count == 1 && !seen.contains("none"))
        #expect(folder.lines("d").count >= lines.count)
    }

    /// The day that the system's own program says.
    private static func day(_ environment: [String: String]) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/date")
        process.arguments = ["+%F"]
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let out = Pipe()
        process.standardOutput = out
        try process.run()
        let text = String(decoding: out.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return text
    }

    /// A clock that jumps by days at every look, for as long as the compiler is at hand.
    private func clockShim(_ folder: Folder) throws -> String? {
        let compiler = ["/usr/bin/cc", "/usr/bin/clang", "/opt/swift/usr/bin/clang"].first {
            FileManager.default.isExecutableFile(atPath: $0)
        }
        guard let compiler else { return nil }
        try folder.write(
            "shim.c",
            """
            #include <sys/syscall.h>
            #include <time.h>
            #include <unistd.h>
            static long looks;
            int clock_gettime(clockid_t clock, struct timespec *out) {
                long result = syscall(SYS_clock_gettime, clock, out);
                if (clock == CLOCK_REALTIME) out->tv_sec += (++looks * 7919 % 31 - 15) * 86400;
                return (int)result;
            }
            time_t time(time_t *out) {
                struct timespec now;
                clock_gettime(CLOCK_REALTIME, &now);
                if (out) *out = now.tv_sec;
                return now.tv_sec;
            }
            """)
        let process = Process()
        process.executableURL = URL(filePath: compiler)
        process.arguments = ["-shared", "-fPIC", "-o", folder.file("shim.so"), folder.file("shim.c")]
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus == 0 ? folder.file("shim.so") : nil
    }

    /// Two processes, every checkpoint.
    @Test func replaysAgreeAtEveryCheckpoint() throws {
        let folder = try Folder()
        try folder.write(
            "p",
            // The version that decides is an input as well, the first one: 3,000 in all.
            (0..<2_999).map { payment("r\($0)", payer: "u\($0 % 61)", payee: "v\($0 % 17)") }
                .joined(separator: "\n"))
        #expect(try weir("screen", "--data", folder.file("data"), folder.file("p")).status == 0)
        let first = try weir("replay", "--data", folder.file("data"), "--every", "250")
        let second = try weir("replay", "--data", folder.file("data"), "--every", "250")
        #expect(first.status == 0 && first.out == second.out)
        #expect(first.out.matches(of: /"through":/).count == 12)
        let hashes = Set(first.out.matches(of: /"state_hash":"([0-9a-f]+)"/).map { String($0.1) })
        #expect(hashes.count == 12, "each checkpoint is another state; the last one is the end")
    }

    /// A snapshot written beside the running server: the next start replays only what came after.
    @Test func snapshotsAreWrittenBesideTheServer() async throws {
        let folder = try Folder()
        let data = folder.file("data")
        let server = try RunningServer(data, options: ["--snapshot-every", "2000"])
        let lines = (0..<5_000).map { payment("s\($0)", payer: "u\($0 % 61)") }.joined(separator: "\n")
        _ = try await server.request("POST", "/v1/payments:batch", lines, type: "application/x-ndjson")
        var found: [String] = []
        for _ in 0..<200 where found.isEmpty {
            try await Task.sleep(for: .milliseconds(100))
            found = ((try? FileManager.default.contentsOfDirectory(atPath: data + "/snapshots")) ?? []).filter {
                $0.hasPrefix("snapshot-")
            }
        }
        #expect(!found.isEmpty)
        let state = try await server.request("GET", "/v1/state").body
        server.kill()
        let again = try RunningServer(data, key: server.key)
        // The first start makes the first key and the first administrator, which are inputs of their own.
        let counts = try #require(again.said.firstMatch(of: /recovered (\d+) inputs, (\d+) of them/), "\(again.said)")
        let (recovered, replayed) = (try #require(Int(counts.1)), try #require(Int(counts.2)))
        #expect(recovered >= 5_000 && replayed <= recovered - 2_000, "\(again.said)")
        #expect(try await again.request("GET", "/v1/state").body == state)
        again.stop()
    }
}
