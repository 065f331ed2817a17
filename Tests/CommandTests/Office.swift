import Foundation
import Synchronization
import Testing

/// A server with a simulated rail, and people.
final class Office: @unchecked Sendable {
    let folder: Folder
    let data: String
    private let running: Mutex<RunningServer>
    private(set) var keys: [String: String] = [:]
    let options: [String]
    let faults: [String: String]

    init(options: [String] = ["--rail", "simulated"], faults: [String: String] = [:]) throws {
        folder = try Folder()
        data = folder.file("data")
        (self.options, self.faults) = (options, faults)
        running = Mutex(try RunningServer(data, faults: faults, options: options))
    }

    /// The server that runs now: others may ask it while it is started anew.
    var server: RunningServer {
        get { running.withLock { $0 } }
        set { running.withLock { $0 = newValue } }
    }

    func hire(_ name: String, _ role: String) async throws {
        let answer = try await server.request("POST", "/v1/access", #"{"name":"\#(name)","role":"\#(role)"}"#)
        #expect(answer.status == 200, "\(answer.body)")
        keys[name] = answer.body.firstMatch(of: /weir_[0-9a-f]{64}/).map { String($0.0) }
    }

    func ask(
        _ person: String, _ method: String, _ path: String, _ body: String? = nil
    ) async throws -> RunningServer.Answer {
        try await server.request(method, path, body, key: keys[person] ?? "")
    }

    /// Waits for what comes by itself.
    func until(_ person: String, _ path: String, contains text: String) async throws -> Bool {
        for _ in 0..<100 {
            if try await ask(person, "GET", path).body.contains(text) { return true }
            try await Task.sleep(for: .milliseconds(100))
        }
        return false
    }

    func pay(_ id: String, _ payer: String, _ payee: String) async throws -> String {
        let answer = try await server.request("POST", "/v1/payments", payment(id, payer: payer, payee: payee))
        return answer.body.firstMatch(of: /"decision":"([a-z]+)"/).map { String($0.1) } ?? answer.body
    }

    func restart() throws {
        server.kill()
        server = try RunningServer(data, key: server.key, faults: faults, options: options)
    }
}
