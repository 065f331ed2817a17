import Foundation
import WeirDomain

/// The rows that go over HTTP: the server is a process of its own, the load comes from this one, on the same machine.
extension BenchRows {
    /// Payments one by one over kept connections. An open loop: each is due at its time, whether or not the ones before
    /// have been answered, and its delay counts from then.
    static func http(
        _ stream: inout BenchStream, seconds: Int, rate: Int, connections: Int, scratch: String
    ) throws -> BenchRow {
        try withScratch(scratch) { directory in
            let server = try BenchServer(data: directory + "/data")
            defer { server.stop() }
            try server.put(stream.prices)
            var load = try HTTPLoad(server, connections: connections)
            // So that nothing is done for the first time while it is measured.
            _ = try load.run(&stream, rate: rate / 4, seconds: 1)
            let most = try load.run(&stream, rate: nil, seconds: max(1, seconds / 4))
            let full = try load.run(&stream, rate: rate, seconds: seconds)
            let half = try load.run(&stream, rate: rate / 2, seconds: seconds)
            return BenchRow(
                load: "`POST /v1/payments`, \(connections) kept connections, open loop from the intended arrival, "
                    + "\(seconds) s each; load and server on the same machine",
                result: "at \(grouped(rate)) a second: \(full.words); at \(grouped(rate / 2)): \(half.words); "
                    + "as fast as \(connections) at once are answered: \(most.words)")
        }
    }

    /// Batches of NDJSON, each answered line by line while it is being sent.
    static func batch(_ stream: inout BenchStream, seconds: Int, scratch: String) throws -> BenchRow {
        try withScratch(scratch) { directory in
            let server = try BenchServer(data: directory + "/data")
            defer { server.stop() }
            try server.put(stream.prices)
            let connection = try BenchConnection(port: server.port)
            let clock = BenchClock()
            let cpu = server.cpuSeconds
            var sent = 0
            var answered = 0
            let size = 200_000
            var line = 0
            var refusal = ""
            while clock.seconds < Double(seconds) {
                if line == stream.count {
                    stream.advance()
                    line = 0
                }
                let end = min(line + size, stream.count)
                stream.prepare(line..<end)
                let range = stream.starts[line]..<stream.starts[end]
                let head = server.head(
                    "POST", "/v1/payments:batch", type: "application/x-ndjson", length: range.count)
                answered += try stream.lines.withUnsafeBytes { bytes in
                    try exchange(
                        connection, head, UnsafeRawBufferPointer(rebasing: bytes[range]), lines: end - line,
                        &refusal)
                }
                sent += end - line
                line = end
            }
            let elapsed = clock.seconds
            let each = (server.cpuSeconds - cpu) / Double(max(sent, 1)) * 1e6
            return BenchRow(
                load: "`POST /v1/payments:batch`, \(grouped(size)) lines a request, one connection, \(seconds) s, "
                    + "\(grouped(sent)) payments; load and server on the same machine",
                result: "\(grouped(Int(Double(answered) / elapsed))) decisions a second, \(decimal(each, 2)) us of CPU "
                    + "each in the server, \(percent(clock.idleShare)) of the machine idle, \(sent - answered) refused"
                    + (refusal.isEmpty ? "" : ", the first with \(refusal)"))
        }
    }

    /// Sends a request and reads its answer at the same time; answers the number of decisions in it.
    private static func exchange(
        _ connection: BenchConnection, _ head: [UInt8], _ body: UnsafeRawBufferPointer, lines: Int,
        _ refusal: inout String
    ) throws -> Int {
        try connection.sendAll(head)
        var counter = DecisionCounter()
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        var start = 0
        while counter.lines < lines {
            var wanted = pollfd(fd: connection.file, events: Int16(POLLIN), revents: 0)
            if start < body.count { wanted.events |= Int16(POLLOUT) }
            guard poll(&wanted, 1, 10_000) > 0 else { throw Failure.trouble("no answer for ten seconds") }
            if wanted.revents & Int16(POLLOUT) != 0, start < body.count {
                let count = send(
                    connection.file, body.baseAddress! + start, min(body.count - start, 1 << 18),
                    Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
                if count < 0, errno != EAGAIN { throw Failure.trouble("the server has gone") }
                start += max(count, 0)
            }
            if wanted.revents & Int16(POLLIN | POLLHUP) != 0 {
                let count = recv(connection.file, &buffer, buffer.count, 0)
                guard count > 0 else { throw Failure.trouble("the server has closed the connection") }
                counter.feed(buffer[..<count])
                if refusal.isEmpty { refusal = firstRefusal(buffer, count) }
            }
        }
        try counter.finish(connection, &buffer)
        return counter.decisions
    }
}

/// The first line that is no decision, as far as it stands in these bytes.
private func firstRefusal(_ buffer: [UInt8], _ count: Int) -> String {
    buffer.withUnsafeBytes { bytes in
        guard let base = bytes.baseAddress, let start = findBytes(base, count, "{\"line\":") else { return "" }
        let length = findBytes(base + start, count - start, "}\n").map { $0 + 1 } ?? count - start
        return String(decoding: bytes[start..<(start + min(length, 300))], as: UTF8.self)
    }
}

/// Counts the lines of a chunked answer, and those that are decisions.
private struct DecisionCounter {
    private(set) var lines = 0
    private(set) var decisions = 0
    private var tail: [UInt8] = []
    private var isAtEnd = false
    private static let mark = "{\"payment_id\""

    mutating func feed(_ bytes: ArraySlice<UInt8>) {
        let mark = Array(Self.mark.utf8)
        let all = tail + bytes
        all.withUnsafeBytes { all in
            guard let base = all.baseAddress else { return }
            var at = 0
            // A line of an answer ends in a brace; those of the chunks do not.
            while let found = findBytes(base + at, all.count - at, "}\n") {
                lines += 1
                at += found + 2
            }
            at = 0
            while let found = findBytes(base + at, all.count - at, "{\"payment_id\"") {
                decisions += 1
                at += found + mark.count
            }
        }
        isAtEnd = all.suffix(5).elementsEqual(Array("0\r\n\r\n".utf8))
        tail = keep(all, mark)
    }

    /// What may be the beginning of something that ends in the next piece: never a whole one.
    private func keep(_ all: [UInt8], _ mark: [UInt8]) -> [UInt8] {
        for count in stride(from: min(mark.count - 1, all.count), to: 0, by: -1) {
            let end = all.suffix(count)
            if mark.starts(with: end) || end.elementsEqual([125]) { return Array(end) }
        }
        return []
    }

    /// Reads the end of the answer, so that the connection is free for the next request.
    mutating func finish(_ connection: BenchConnection, _ buffer: inout [UInt8]) throws {
        var rest: [UInt8] = []
        while !isAtEnd, !rest.suffix(5).elementsEqual(Array("0\r\n\r\n".utf8)) {
            let count = recv(connection.file, &buffer, buffer.count, 0)
            guard count > 0 else { throw Failure.trouble("the server has closed the connection") }
            rest = Array((rest + buffer[..<count]).suffix(5))
        }
    }
}

/// Hands single payments to a server over several connections.
struct HTTPLoad {
    struct Outcome {
        var answered = 0
        var refused = 0
        var failed = 0
        var seconds = 0.0
        var idle = 0.0
        var serverMicroseconds = 0.0
        var delays = Delays()
        /// Times from sending to the answer: of decisions, and of refusals.
        var times = Delays()
        var refusals = Delays()

        /// What was answered, by the time from sending.
        var served: String {
            "\(BenchRows.grouped(Int(Double(answered) / max(seconds, 0.001)))) decisions a second, p50 "
                + "\(BenchRows.decimal(times.quantile(0.5) / 1_000, 2)), p99 "
                + "\(BenchRows.decimal(times.quantile(0.99) / 1_000, 2)) ms"
        }

        var words: String {
            let figures = [("p50", 0.5), ("p99", 0.99), ("p99.9", 0.999)].map {
                "\($0.0) \(BenchRows.decimal(delays.quantile($0.1) / 1_000, 2))"
            }.joined(separator: ", ")
            let troubles = refused + failed > 0 ? "; \(refused) refused, \(failed) failed" : ""
            return "\(BenchRows.grouped(Int(Double(answered) / max(seconds, 0.001)))) decisions a second, "
                + "\(figures) ms, \(BenchRows.decimal(serverMicroseconds, 0)) us of CPU each in the server, "
                + "\(BenchRows.percent(idle)) idle\(troubles)"
        }
    }

    private let server: BenchServer
    private let connections: [BenchConnection]
    private var line = 0

    init(_ server: BenchServer, connections: Int) throws {
        self.server = server
        self.connections = try (0..<connections).map { _ in try BenchConnection(port: server.port) }
    }

    /// - Parameters:
    ///   - rate: payments a second; `nil` for as many as are answered.
    ///   - burst: so many at once, with pauses between.
    mutating func run(
        _ stream: inout BenchStream, rate: Int?, seconds: Int, burst: Int = 1
    ) throws -> Outcome {
        var outcome = Outcome()
        var free = Array(connections.indices)
        var due = [Int64](repeating: 0, count: connections.count)
        var begun = due
        var polls = connections.map { pollfd(fd: $0.file, events: Int16(POLLIN), revents: 0) }
        let clock = BenchClock()
        let cpu = server.cpuSeconds
        let total = rate.map { $0 * seconds } ?? .max
        var sent = 0
        var request: [UInt8] = []
        while true {
            let now = BenchClock.now() - clock.start
            let isOver = now > Int64(seconds) * 1_000_000_000
            let wanted =
                rate.map { min(total, Int(Double(now) / 1e9 * Double($0)) / burst * burst) } ?? (isOver ? sent : .max)
            // Under overload the loop ends with its time; what could not be sent by then is not sent at all.
            while sent < wanted, !(isOver && burst > 1), let connection = free.popLast() {
                due[connection] = rate.map { Int64(Double(sent) / Double($0) * 1e9) } ?? now
                makeRequest(&stream, &request)
                begun[connection] = BenchClock.now() - clock.start
                try connections[connection].sendAll(request)
                sent += 1
            }
            if free.count == connections.count, isOver || sent == total { break }
            guard poll(&polls, nfds_t(polls.count), 0) > 0 else {
                BenchClock.sleep(nanoseconds: 20_000)
                continue
            }
            for i in polls.indices where polls[i].revents != 0 {
                guard let status = try connections[i].poll(waits: false) else { continue }
                let time = BenchClock.now() - clock.start
                outcome.delays.add(time - due[i])
                if status == 503 { outcome.refusals.add(time - begun[i]) } else { outcome.times.add(time - begun[i]) }
                switch status {
                case 200: outcome.answered += 1
                case 503: outcome.refused += 1
                default: outcome.failed += 1
                }
                free.append(i)
            }
        }
        outcome.seconds = clock.seconds
        outcome.idle = clock.idleShare
        outcome.serverMicroseconds = (server.cpuSeconds - cpu) / Double(max(sent, 1)) * 1e6
        return outcome
    }

    private mutating func makeRequest(_ stream: inout BenchStream, _ request: inout [UInt8]) {
        if line == stream.count {
            stream.advance()
            line = 0
        }
        stream.prepare(line..<(line + 1))
        let body = stream.lines[stream.starts[line]..<(stream.starts[line + 1] - 1)]
        request.removeAll(keepingCapacity: true)
        request += server.head("POST", "/v1/payments", type: "application/json", length: body.count)
        request += body
        line += 1
    }
}
