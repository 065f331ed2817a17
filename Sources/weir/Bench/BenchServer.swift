import Foundation
import WeirDomain
import WeirSimulator

/// A `weir serve` of its own process for the rows that go over HTTP.
final class BenchServer {
    private let process = Process()
    private(set) var port = 0
    private(set) var key = ""

    /// Starts the same program on a free port of this machine.
    init(data: String) throws {
        var path = [CChar](repeating: 0, count: 4_096)
        let length = readlink("/proc/self/exe", &path, path.count - 1)
        guard length > 0 else { throw Failure.environment("the program's own path is not known") }
        process.executableURL = URL(
            filePath: String(decoding: path[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self))
        // Days are made up one after the other, and may go on beyond today.
        process.arguments = ["serve", "--data", data, "--listen", "127.0.0.1:0", "--hours-ahead", "0"]
        let errors = Pipe()
        process.standardError = errors
        try process.run()
        var text = ""
        while port == 0 {
            let chunk = errors.fileHandleForReading.availableData
            guard !chunk.isEmpty else { throw Failure.environment("the server did not start: \(text)") }
            text += String(decoding: chunk, as: UTF8.self)
            if let match = text.firstMatch(of: /serving on http:\/\/127\.0\.0\.1:([0-9]+)/) {
                port = Int(match.1) ?? 0
            }
        }
        key = text.firstMatch(of: /weir_[0-9a-f]{64}/).map { String($0.0) } ?? ""
        // What it says later on is of no interest, but somebody has to read it.
        errors.fileHandleForReading.readabilityHandler = { _ = $0.availableData }
    }

    func stop() {
        guard process.isRunning else { return }
        process.terminate()
        process.waitUntilExit()
    }

    deinit { stop() }

    /// Seconds of processor time that the server has used (proc(5), `/proc/PID/stat`).
    var cpuSeconds: Double {
        let text = (try? String(contentsOfFile: "/proc/\(process.processIdentifier)/stat", encoding: .utf8)) ?? ""
        let fields = text.split(separator: ")").last?.split(separator: " ") ?? []
        guard fields.count > 13, let user = Double(fields[11]), let system = Double(fields[12]) else { return 0 }
        return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    /// Bytes of memory in use, its greatest so far.
    var peakBytes: Int {
        let text =
            (try? String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
        return (Int(line.filter(\.isNumber)) ?? 0) << 10
    }

    func head(_ method: String, _ path: String, type: String, length: Int) -> [UInt8] {
        Array(
            ("\(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nAuthorization: Bearer \(key)\r\n"
                + "Content-Type: \(type)\r\nContent-Length: \(length)\r\n\r\n").utf8)
    }

    /// Hands the prices of a stream in, as many as one request may hold.
    func put(_ quotes: [PriceQuote]) throws {
        let body = Simulation.pricesCSV(Array(quotes.prefix(10_000)))
        let connection = try BenchConnection(port: port)
        try connection.sendAll(head("PUT", "/v1/prices", type: "text/csv", length: body.count) + body)
        let status = try connection.receive()
        guard status == 200 else { throw Failure.trouble("the prices were answered with \(status)") }
    }
}

/// A connection to the server. One thread at a time uses it.
final class BenchConnection: @unchecked Sendable {
    let file: Int32
    private var buffer = [UInt8](repeating: 0, count: 1 << 16)
    private var filled = 0

    init(port: Int) throws {
        file = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(file, $0, size) }
        }
        guard result == 0 else { throw Failure.environment("127.0.0.1:\(port): no connection") }
        var one: Int32 = 1
        setsockopt(file, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
    }

    deinit { close(file) }

    func sendAll(_ bytes: [UInt8]) throws {
        try bytes.withUnsafeBytes { try sendAll($0) }
    }

    func sendAll(_ bytes: UnsafeRawBufferPointer) throws {
        var start = 0
        while start < bytes.count {
            let count = send(file, bytes.baseAddress! + start, bytes.count - start, Int32(MSG_NOSIGNAL))
            guard count > 0 else { throw Failure.trouble("the server has gone") }
            start += count
        }
    }

    private var unsent = 0

    /// Sends the request over and over, as much as is taken; `false` when nothing was.
    func sendSome(_ request: [UInt8]) -> Bool {
        let count = request.withUnsafeBytes {
            send(file, $0.baseAddress! + unsent, $0.count - unsent, Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
        }
        guard count > 0 else { return false }
        unsent = (unsent + count) % request.count
        return true
    }

    /// Reads what is there; answers the status of a whole answer, once there is one.
    func poll(waits: Bool) throws -> Int? {
        let count = buffer.withUnsafeMutableBytes {
            recv(file, $0.baseAddress! + filled, $0.count - filled, waits ? 0 : Int32(MSG_DONTWAIT))
        }
        if count < 0, errno == EAGAIN || errno == EINTR { return nil }
        guard count > 0 else { throw Failure.trouble("the server has closed a connection") }
        filled += count
        return buffer.withUnsafeBytes { bytes -> Int? in
            guard let base = bytes.baseAddress, let end = findBytes(base, filled, "\r\n\r\n"),
                let field = findBytes(base, filled, "Content-Length: ")
            else { return nil }
            var length = 0
            var at = field + 16
            while bytes[at] >= 48, bytes[at] <= 57 {
                length = length * 10 + Int(bytes[at] - 48)
                at += 1
            }
            guard filled >= end + 4 + length else { return nil }
            filled = 0
            return Int(bytes[9] - 48) * 100 + Int(bytes[10] - 48) * 10 + Int(bytes[11] - 48)
        }
    }

    func receive() throws -> Int {
        while true { if let status = try poll(waits: true) { return status } }
    }
}

/// The place of a text in bytes.
func findBytes(_ base: UnsafeRawPointer, _ count: Int, _ text: StaticString) -> Int? {
    let length = text.utf8CodeUnitCount
    var at = 0
    while at + length <= count, let found = memchr(base + at, Int32(text.utf8Start[0]), count - at - length + 1) {
        let place = UnsafeRawPointer(found) - base
        if memcmp(found, text.utf8Start, length) == 0 { return place }
        at = place + 1
    }
    return nil
}
