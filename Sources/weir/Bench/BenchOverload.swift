import Foundation

/// Three times the load that the server bears, in bursts, with slow readers and thousands of idle connections.
extension BenchRows {
    /// - Parameter rate: what the server bears; it gets half of it first, then three times of it, then half again.
    static func overload(
        _ stream: inout BenchStream, seconds: Int, rate: Int, idle: Int, scratch: String
    ) throws -> BenchRow {
        try raiseFileLimit(idle + 1_000)
        return try withScratch(scratch) { directory in
            let server = try BenchServer(data: directory + "/data")
            defer { server.stop() }
            try server.put(stream.prices)
            let quiet = try (0..<idle).map { _ in try BenchConnection(port: server.port) }
            var load = try HTTPLoad(server, connections: 256)
            _ = try load.run(&stream, rate: rate / 8, seconds: 1)
            let before = try load.run(&stream, rate: rate / 2, seconds: seconds)
            let memoryBefore = server.peakBytes
            // They send without end and never read.
            let slow = try SlowReaders(server, stream, count: 20)
            let during = try load.run(&stream, rate: rate * 3, seconds: seconds, burst: rate / 2)
            let memoryAfter = server.peakBytes
            slow.stop()
            let start = BenchClock()
            var after = try load.run(&stream, rate: rate / 2, seconds: 1)
            while after.delays.quantile(0.99) > 2 * before.delays.quantile(0.99) + 1_000, start.seconds < 30 {
                after = try load.run(&stream, rate: rate / 2, seconds: 1)
            }
            let recovered = start.seconds - 1
            let stillThere = quiet.count { $0.isOpen }
            return BenchRow(
                load: "`POST /v1/payments`: \(grouped(rate / 2)) a second, then \(grouped(rate * 3)) in bursts of "
                    + "\(grouped(rate / 2)) for \(seconds) s with 20 connections that send and never read, "
                    + "\(grouped(idle)) idle ones all the time; times from sending to the answer",
                result: "before: \(before.served); during: \(during.served), \(during.refused) refused in "
                    + "\(decimal(during.refusals.quantile(0.99) / 1_000, 2)) ms (p99), \(during.failed) failed; "
                    + "recovered after \(decimal(max(0, recovered), 1)) s: \(after.served); memory "
                    + "\(memoryBefore >> 20) MiB before, \(memoryAfter >> 20) MiB at most; \(stillThere) idle "
                    + "connections still there")
        }
    }

    private static func raiseFileLimit(_ count: Int) throws {
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        guard limit.rlim_cur < UInt(count) else { return }
        limit.rlim_cur = min(UInt(count), limit.rlim_max)
        guard setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0, limit.rlim_cur >= UInt(count) else {
            throw Failure.environment("this user may not open \(count) files: ulimit -n")
        }
    }
}

/// Connections that hand payments in as fast as they are taken and read no answer.
private final class SlowReaders: @unchecked Sendable {
    private let connections: [BenchConnection]
    private var isStopped = false
    private let lock = NSLock()

    init(_ server: BenchServer, _ stream: BenchStream, count: Int) throws {
        connections = try (0..<count).map { _ in try BenchConnection(port: server.port) }
        let body = Array(stream.lines[stream.starts[0]..<(stream.starts[1] - 1)])
        let request = server.head("POST", "/v1/payments", type: "application/json", length: body.count) + body
        for connection in connections {
            let thread = Thread { [self] in
                while !lock.withLock({ isStopped }) {
                    // In order, or the server would be right to close: what does not fit now is sent next time.
                    if !connection.sendSome(request) { usleep(20_000) }
                }
            }
            thread.start()
        }
    }

    func stop() { lock.withLock { isStopped = true } }
}

extension BenchConnection {
    /// Whether the other side has neither closed nor sent anything.
    var isOpen: Bool {
        var byte: UInt8 = 0
        let count = recv(file, &byte, 1, Int32(MSG_DONTWAIT | MSG_PEEK))
        return count < 0 && errno == EAGAIN
    }
}
