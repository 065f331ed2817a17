import Foundation
import Testing

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// `kill -9` under load: what was answered is never lost, and nothing is decided twice.
@Suite(.program, .serialized) struct CrashTests {
    private static let crashes = Int(ProcessInfo.processInfo.environment["WEIR_CRASHES"] ?? "") ?? 100

    @Test func whatWasAnsweredIsThereAfterEveryKill() async throws {
        let folder = try Folder()
        let data = folder.file("data")
        var key: String?
        var acknowledged: [String: String] = [:]
        var number = 0
        var dice = Dice(state: 77)
        for round in 0..<Self.crashes {
            let server = try RunningServer(data, key: key)
            key = server.key
            try await check(server, acknowledged, &dice, round)
            let load = Load(server: server, from: number)
            let task = Task { await load.run() }
            try await Task.sleep(for: .milliseconds(5 + dice.below(60)))
            server.kill()
            let answers = await task.value
            number += 2_000
            acknowledged.merge(answers) { _, new in new }
        }
        try await finalCheck(data, key, acknowledged)
    }

    /// A few of the answers, byte for byte, and by sending the payments again.
    private func check(
        _ server: RunningServer, _ acknowledged: [String: String], _ dice: inout Dice, _ round: Int
    ) async throws {
        let ids = acknowledged.keys.sorted()
        for _ in 0..<min(5, ids.count) {
            let id = ids[dice.below(ids.count)]
            let again = try await server.request("POST", "/v1/payments", payment(id, payer: "payer\(id.count)"))
            #expect(again.status == 200 && again.body == acknowledged[id], "round \(round), payment \(id)")
        }
    }

    private func finalCheck(_ data: String, _ key: String?, _ acknowledged: [String: String]) async throws {
        let server = try RunningServer(data, key: key)
        var lost = 0
        for (id, body) in acknowledged {
            let answer = try await server.request("GET", "/v1/decisions/\(id)")
            if answer.body != body { lost += 1 }
        }
        let metrics = try await server.request("GET", "/metrics").body
        let state = try await server.request("GET", "/v1/state").body
        server.stop()
        let replay = try weir("replay", "--data", data)
        let decided = replay.out.firstMatch(of: /"decided":([0-9]+)/).flatMap { Int($0.1) } ?? -1
        print("\(Self.crashes) kills: \(acknowledged.count) acknowledged, \(lost) lost, \(decided) decided")
        // The state after all the kills is that of one run without interruption.
        let hash = replay.out.firstMatch(of: /"state_hash":"([0-9a-f]+)"/).map { String($0.1) } ?? "none"
        #expect(state.contains(hash), "\(state), uninterrupted: \(hash)")
        #expect(lost == 0)
        #expect(acknowledged.count > Self.crashes)
        #expect(decided >= acknowledged.count)
        // One entry a payment: a payment decided twice would break the count of entries against the engine's.
        func figure(_ name: String) -> Int {
            metrics.split(separator: "\n").first { $0.hasPrefix(name + " ") }.flatMap {
                Int($0.dropFirst(name.count + 1))
            } ?? -1
        }
        #expect(figure("weir_decisions_total{decision=\"allow\"}") == decided)
        #expect(figure("weir_indexed_payments") == decided)
    }

    /// Sends payments as fast as they are answered, four at a time, until the server is gone.
    private struct Load {
        let port: Int
        let key: String
        let from: Int

        init(server: RunningServer, from: Int) {
            port = server.port
            key = server.key
            self.from = from
        }

        func run() async -> [String: String] {
            await withTaskGroup(of: [String: String].self) { group in
                for lane in 0..<4 { group.addTask { await send(lane) } }
                var all: [String: String] = [:]
                for await some in group { all.merge(some) { _, new in new } }
                return all
            }
        }

        private func send(_ lane: Int) async -> [String: String] {
            var answers: [String: String] = [:]
            for i in stride(from: from + lane, to: from + 2_000, by: 4) {
                let id = "k\(i)"
                guard let url = URL(string: "http://127.0.0.1:\(port)/v1/payments") else { break }
                var request = URLRequest(url: url, timeoutInterval: 5)
                request.httpMethod = "POST"
                request.setValue("Bearer \(key)", forHTTPHeaderField: "Authorization")
                request.setValue("application/json", forHTTPHeaderField: "Content-Type")
                request.httpBody = Data(payment(id, payer: "payer\(id.count)").utf8)
                guard let (data, response) = try? await URLSession.shared.data(for: request),
                    (response as? HTTPURLResponse)?.statusCode == 200
                else { break }
                answers[id] = String(decoding: data, as: UTF8.self)
            }
            return answers
        }
    }

    private struct Dice {
        var state: UInt64
        mutating func below(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
    }
}
