import Foundation
import Synchronization
import Testing

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// Where the built program is; `make test` sets it.
let weirBinary = ProcessInfo.processInfo.environment["WEIR_BIN"] ?? ""
let testData = ProcessInfo.processInfo.environment["WEIR_TEST_DATA"]

extension Trait where Self == ConditionTrait {
    /// Tests that run the built program.
    static var program: Self { .enabled(if: !weirBinary.isEmpty, "WEIR_BIN is not set: run make test") }
    static var publicData: Self { .enabled(if: testData != nil, "WEIR_TEST_DATA is not set") }
}

/// A folder that goes away.
final class Folder: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appending(path: "weir-test-\(UUID().uuidString)").path()
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func file(_ name: String) -> String { path + "/" + name }

    @discardableResult
    func write(_ name: String, _ text: String) throws -> String {
        try Data(text.utf8).write(to: URL(filePath: file(name)))
        return file(name)
    }

    func read(_ name: String) -> String { (try? String(contentsOfFile: file(name), encoding: .utf8)) ?? "" }

    func lines(_ name: String) -> [String] { read(name).split(separator: "\n").map(String.init) }
}

struct Ran {
    var status: Int32
    var out: String
    var err: String
}

/// Runs the program to its end.
func weir(_ arguments: String..., input: String? = nil) throws -> Ran { try weir(arguments, input: input) }

/// The same with the arguments as a list.
func weir(_ arguments: [String], input: String? = nil, environment: [String: String] = [:]) throws -> Ran {
    let process = Process()
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
    process.executableURL = URL(filePath: weirBinary)
    process.arguments = arguments
    let (out, err, into) = (Pipe(), Pipe(), Pipe())
    process.standardOutput = out
    process.standardError = err
    process.standardInput = into
    try process.run()
    if let input { into.fileHandleForWriting.write(Data(input.utf8)) }
    try into.fileHandleForWriting.close()
    let errors = Mutex(Data())
    let reader = Thread { errors.withLock { $0 = err.fileHandleForReading.readDataToEndOfFile() } }
    reader.start()
    let text = out.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    while !reader.isFinished { usleep(1000) }
    return Ran(
        status: process.terminationStatus, out: String(decoding: text, as: UTF8.self),
        err: String(decoding: errors.withLock { $0 }, as: UTF8.self))
}

/// A running `weir serve`. Its figures are set once, before anybody else sees it.
final class RunningServer: @unchecked Sendable {
    let process = Process()
    private(set) var port = 0
    let key: String
    /// What it said until it served.
    private(set) var said = ""

    /// - Parameters:
    ///   - key: of a folder that has one already; the first start prints it.
    ///   - faults: environment variables that ask for faults.
    init(
        _ data: String, key: String? = nil, faults: [String: String] = [:], options: [String] = []
    ) throws {
        process.executableURL = URL(filePath: weirBinary)
        // The payments of tests have their days, whatever the clock says.
        let anyTime = options.contains("--hours-ahead") ? [] : ["--hours-ahead", "0"]
        process.arguments = ["serve", "--data", data, "--listen", "127.0.0.1:0"] + anyTime + options
        process.environment = ProcessInfo.processInfo.environment.merging(["SWIFT_BACKTRACE": "enable=no"]) { _, new in
            new
        }
        .merging(faults) { _, new in new }
        let err = Pipe()
        process.standardError = err
        try process.run()
        var text = ""
        var found = 0
        while found == 0 {
            let chunk = err.fileHandleForReading.availableData
            if chunk.isEmpty { throw ServerFailure(text: text) }
            text += String(decoding: chunk, as: UTF8.self)
            if let match = text.firstMatch(of: /serving on http:\/\/127\.0\.0\.1:([0-9]+)/) {
                found = Int(match.1) ?? 0
            }
        }
        port = found
        said = text
        let printed = text.firstMatch(of: /weir_[0-9a-f]{64}/).map { String($0.0) }
        self.key = key ?? printed ?? ""
    }

    func kill() {
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    func stop() {
        process.terminate()
        process.waitUntilExit()
    }

    deinit { if process.isRunning { kill() } }

    struct Answer {
        var status: Int
        var body: String
        var headers: [String: String]

        func header(_ name: String) -> String? {
            headers.first { $0.key.lowercased() == name.lowercased() }?.value
        }
    }

    func request(
        _ method: String, _ path: String, _ body: String? = nil, key: String? = "own",
        type: String = "application/json", fields: [String: String] = [:]
    ) async throws -> Answer {
        guard let url = URL(string: "http://127.0.0.1:\(port)\(path)") else { throw ServerFailure(text: path) }
        var request = URLRequest(url: url)
        request.httpMethod = method
        if let key { request.setValue("Bearer \(key == "own" ? self.key : key)", forHTTPHeaderField: "Authorization") }
        if let body {
            request.httpBody = Data(body.utf8)
            request.setValue(type, forHTTPHeaderField: "Content-Type")
        }
        for (name, value) in fields { request.setValue(value, forHTTPHeaderField: name) }
        let (data, response) = try await URLSession.shared.data(for: request)
        guard let http = response as? HTTPURLResponse else { throw ServerFailure(text: "no answer") }
        var headers: [String: String] = [:]
        for (name, value) in http.allHeaderFields { headers["\(name)"] = "\(value)" }
        return Answer(status: http.statusCode, body: String(decoding: data, as: UTF8.self), headers: headers)
    }
}

/// A connection to this machine.
func connected(_ port: Int) throws -> Int32 {
    let file = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(file, $0, size) }
    }
    guard result == 0 else { throw ServerFailure(text: "cannot connect") }
    return file
}

struct ServerFailure: Error { let text: String }

func payment(_ id: String, amount: String = "100.00", payer: String = "a", payee: String = "b") -> String {
    #"{"id":"\#(id)","at":"2026-11-23T08:15:30Z","rail":"alipay","payer":"\#(payer)","payee":"\#(payee)","amount":"\#(amount)","currency":"CNY"}"#
}
