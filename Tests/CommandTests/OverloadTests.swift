import Foundation
import Synchronization
import Testing

/// Clients that send and never read, and thousands that do nothing: nobody else waits for them, and memory is bounded.
@Suite(.program, .serialized) struct OverloadTests {
    private struct Seen {
        var growth = 0
        var answered = 0
        var slowest = 0.0
        var idleClosed = 0
    }

    /// - Parameters:
    ///   - slow: connections that send as much as is taken and never read.
    ///   - idle: connections that do nothing.
    private func run(slow: Int, idle: Int, seconds: Double, faults: [String: String] = [:]) async throws -> Seen {
        try allowFiles(idle + 1_000)
        let folder = try Folder()
        let server = try RunningServer(folder.file("data"), faults: faults)
        defer { server.stop() }
        _ = try await server.request("POST", "/v1/payments", payment("slow"))
        let quiet = try (0..<idle).map { _ in try connected(server.port) }
        let before = peak(server)
        let senders = try (0..<slow).map { _ in try Sender(server) }
        defer { for file in quiet + senders.map(\.file) { close(file) } }
        var seen = Seen()
        let start = Date()
        while Date().timeIntervalSince(start) < seconds {
            let begun = Date()
            let answer = try await server.request("POST", "/v1/payments", payment("o\(seen.answered)"))
            #expect(answer.status == 200 || answer.status == 503)
            seen.answered += 1
            seen.slowest = max(seen.slowest, Date().timeIntervalSince(begun))
            try await Task.sleep(for: .milliseconds(5))
        }
        for sender in senders { sender.stop() }
        seen.growth = (peak(server) - before) >> 20
        var byte: UInt8 = 0
        seen.idleClosed = quiet.count { recv($0, &byte, 1, Int32(MSG_DONTWAIT | MSG_PEEK)) == 0 }
        return seen
    }

    @Test func slowReadersAndIdleOnesCostNobody() async throws {
        let seen = try await run(slow: 20, idle: 5_000, seconds: 5)
        print("20 slow readers and 5,000 idle connections: \(seen)")
        #expect(seen.growth < Self.bound && seen.idleClosed == 0 && seen.answered > 50 && seen.slowest < 2)
    }

    /// The control: where answers pile up for those who do not read them, memory has no bound.
    @Test func withoutLimitsMemoryGrows() async throws {
        let seen = try await run(slow: 20, idle: 0, seconds: 5, faults: ["WEIR_FAULT_FORGET": "limits"])
        print("20 slow readers without limits: \(seen)")
        #expect(seen.growth > Self.bound, "the control must fail")
    }

    /// MiB that the server may grow by.
    private static let bound = 256

    private func peak(_ server: RunningServer) -> Int {
        let path = "/proc/\(server.process.processIdentifier)/status"
        let line = (try? String(contentsOfFile: path, encoding: .utf8))?.split(separator: "\n").first {
            $0.hasPrefix("VmHWM:")
        }
        return (Int(line?.filter(\.isNumber) ?? "") ?? 0) << 10
    }

    private func allowFiles(_ count: Int) throws {
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        guard limit.rlim_cur < UInt(count) else { return }
        limit.rlim_cur = min(UInt(count), limit.rlim_max)
        try #require(setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0)
    }

    /// Sends the same payment over and over on a thread of its own.
    private final class Sender: Sendable {
        let file: Int32
        private let isStopped = Atomic<Bool>(false)

        init(_ server: RunningServer) throws {
            let file = try connected(server.port)
            self.file = file
            let body = payment("slow")
            let request = Array(
                ("POST /v1/payments HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(server.key)\r\n"
                    + "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)").utf8)
            let block = Array(repeatElement(request, count: 50).joined())
            Thread { [self] in
                var sent = 0
                while !isStopped.load(ordering: .relaxed) {
                    let count = block[sent...].withUnsafeBytes {
                        send(file, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
                    }
                    if count > 0 { sent = (sent + count) % block.count } else { usleep(5_000) }
                }
            }.start()
        }

        func stop() { isStopped.store(true, ordering: .relaxed) }
    }
}
