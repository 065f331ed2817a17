import Foundation
import WeirCodec
import WeirDomain

/// A line that is accepted, to be spoilt one field at a time.
let goodLine =
    #"{"id":"p1","at":"2026-11-23T08:15:30.250+08:00","rail":"alipay","payer":"a","payee":"b","amount":"7230.00","currency":"CNY"}"#

/// Decodes one line: the payment, or the refusal in words.
func decode(_ bytes: [UInt8]) -> Result<Payment, Refusal> {
    var decoder = PaymentJSON()
    var batch = RecordBatch()
    if let refusal = decoder.decode(bytes.span.bytes, line: 1, into: &batch) { return .failure(refusal) }
    return .success(Payment(batch[0]))
}

func decode(_ text: String) -> Result<Payment, Refusal> { decode(Array(text.utf8)) }

/// The words of a refusal; empty when it was accepted.
func refusal(_ text: String) -> String {
    if case .failure(let refusal) = decode(text) { return refusal.message }
    return ""
}

/// What a file gives: payments, refusals, and the error that it broke off with.
struct FileResult {
    var payments: [Payment] = []
    var refusals: [Refusal] = []
    var error: String?
}

func readFile(_ path: String) -> FileResult {
    var result = FileResult()
    do {
        let source = try PaymentSource(path: path)
        var isMore = true
        while isMore {
            var batch = RecordBatch()
            isMore = try source.read(into: &batch, maximum: 1_000) { refusal, _ in result.refusals.append(refusal) }
            for i in 0..<batch.count { result.payments.append(Payment(batch[i])) }
        }
    } catch {
        result.error = "\(error)"
    }
    return result
}

/// Runs `body` with a file of these bytes.
func withFile<R>(_ bytes: [UInt8], _ name: String = "payments.ndjson", _ body: (String) throws -> R) throws -> R {
    let folder = FileManager.default.temporaryDirectory.appending(path: "weir-codec-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: name)
    try Data(bytes).write(to: file)
    return try body(file.path())
}

/// Packs a file with a program of the system and answers the new file's bytes.
func pack(_ program: String, _ bytes: [UInt8]) throws -> [UInt8] {
    try withFile(bytes) { path in
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [program, "-q", "-c", path]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return [UInt8](data)
    }
}

/// A small deterministic generator for fuzzing.
struct Dice {
    var state: UInt64
    mutating func below(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % bound
    }
}
