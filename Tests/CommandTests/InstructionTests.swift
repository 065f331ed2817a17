import Foundation
import Testing

/// What a payment costs in instructions, on a fixed stream: a figure that is the same on every machine, so that a
/// slowdown fails everywhere. The limits lie in `instructions.json`, a few percent above what was measured; whoever
/// makes the core quicker lowers them.
@Suite struct InstructionTests {
    private struct Limits: Decodable {
        var accounts: Int
        var days: Int
        /// Instructions a payment, by part.
        var limits: [String: Int]
    }

    private static var gauge: String {
        URL(filePath: weirBinary).deletingLastPathComponent().appending(path: "weir-gauge").path()
    }

    private func run(_ program: String, _ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }

    private func number(after word: String, in text: String) throws -> Int {
        let line = try #require(text.split(separator: "\n").first { $0.contains(word) }, "\(text)")
        let tail = line[try #require(line.range(of: word)).upperBound...]
        return try #require(Int(tail.drop { $0 == " " }.prefix { $0.isNumber || $0 == "," }.filter(\.isNumber)))
    }

    private static let valgrind = "/usr/bin/valgrind"
    private static var hasTools: Bool {
        [gauge, valgrind, "/usr/bin/strip"].allSatisfy { FileManager.default.isExecutableFile(atPath: $0) }
    }

    @Test(
        .program, .enabled(if: hasTools, "weir-gauge, valgrind or strip is missing: run make test"),
        arguments: ["parse", "engine"])
    func aPaymentCostsNoMoreThanItDid(part: String) throws {
        let here = URL(filePath: #filePath).deletingLastPathComponent()
        let file = try Data(contentsOf: here.appending(path: "instructions.json"))
        let limits = try JSONDecoder().decode(Limits.self, from: file)
        let folder = try Folder()
        // Valgrind does not read every debug format; the counts do not need it.
        let stripped = folder.file("gauge")
        try FileManager.default.copyItem(atPath: Self.gauge, toPath: stripped)
        _ = try run("/usr/bin/strip", ["--strip-debug", stripped])
        let said = try run(
            Self.valgrind,
            [
                "--tool=callgrind", "--toggle-collect=weir_measured", "--callgrind-out-file=/dev/null", stripped, part,
                "\(limits.accounts)", "\(limits.days)",
            ])
        let payments = try number(after: "\(part): ", in: said)
        let instructions = try number(after: "refs:", in: said)
        #expect(payments > 10_000)
        let each = instructions / max(payments, 1)
        let limit = try #require(limits.limits[part])
        #expect(each <= limit, "\(part): \(each) instructions a payment, \(limit) allowed")
        #expect(each > limit / 2, "\(part): \(each) instructions a payment; the limit of \(limit) can be lowered")
    }
}
