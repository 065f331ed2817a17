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
        /// Instructions a payment that each indicator may take, by file.
        var indicators: [String: Int]

        init() throws {
            let here = URL(filePath: #filePath).deletingLastPathComponent()
            let file = try Data(contentsOf: here.appending(path: "instructions.json"))
            self = try JSONDecoder().decode(Limits.self, from: file)
        }
    }

    private static var gauge: String {
        URL(filePath: weirBinary).deletingLastPathComponent().appending(path: "weir-gauge").path()
    }

    private func number(after word: String, in text: String) throws -> Int {
        let line = try #require(text.split(separator: "\n").first { $0.contains(word) }, "\(text)")
        let tail = line[try #require(line.range(of: word)).upperBound...]
        return try #require(Int(tail.drop { $0 == " " }.prefix { $0.isNumber || $0 == "," }.filter(\.isNumber)))
    }

    private static let valgrind = "/usr/bin/valgrind"
    private static let strip = "/usr/bin/strip"
    /// Comes with the compiler.
    private static let symbolizer = ["/usr/bin", "/opt/swift/usr/bin", "/usr/libexec/swift/bin"]
        .map { $0 + "/llvm-symbolizer" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    private static var hasTools: Bool {
        [gauge, valgrind, strip].allSatisfy { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// Runs a part of the gauge under callgrind. Answers the payments, the instructions of all, and callgrind's text.
    private func count(_ part: String, _ limits: Limits) throws -> (payments: Int, instructions: Int, profile: String) {
        let folder = try Folder()
        // Valgrind does not read every debug format; the counts do not need it.
        let stripped = folder.file("gauge")
        try FileManager.default.copyItem(atPath: Self.gauge, toPath: stripped)
        _ = try output(Self.strip, ["--strip-debug", stripped])
        let profile = folder.file("profile")
        let said = try output(
            Self.valgrind,
            [
                "--tool=callgrind", "--toggle-collect=weir_measured", "--dump-instr=yes",
                "--callgrind-out-file=" + profile, stripped, part, "\(limits.accounts)", "\(limits.days)",
            ])
        let payments = try number(after: "\(part): ", in: said)
        #expect(payments > 10_000)
        return (
            max(payments, 1), try number(after: "refs:", in: said), try String(contentsOfFile: profile, encoding: .utf8)
        )
    }

    @Test(.program, .enabled(if: hasTools, "weir-gauge, valgrind or strip is missing: run make test"))
    func parsingCostsNoMoreThanItDid() throws {
        let limits = try Limits()
        let counted = try count("parse", limits)
        try hold(counted.instructions / counted.payments, "parse", to: limits.limits["parse"])
    }

    /// The engine as a whole, and each indicator in it: which lives in one file, inlined or not.
    @Test(.program, .enabled(if: hasTools, "weir-gauge, valgrind or strip is missing: run make test"))
    func decidingCostsNoMoreThanItDid() throws {
        let limits = try Limits()
        let counted = try count("engine", limits)
        try hold(counted.instructions / counted.payments, "engine", to: limits.limits["engine"])
        guard let symbolizer = Self.symbolizer else {
            print("llvm-symbolizer is missing: indicators are not held to their instructions")
            return
        }
        let map = try InstructionMap(
            profile: counted.profile, program: Self.gauge, name: "gauge", symbolizer: symbolizer)
        let found = map.byFile.values.reduce(0, +)
        #expect(found > counted.instructions * 3 / 4, "\(found) of \(counted.instructions) in the program itself")
        #expect(map.byFile["", default: 0] < found / 10, "too much is nobody's: \(map.byFile[""] ?? 0)")
        for file in try Self.indicators() {
            try hold(
                map.byFile["WeirDetection/Indicators/" + file, default: 0] / counted.payments, file,
                to: limits.indicators[file])
        }
        #expect(try Set(limits.indicators.keys) == Set(Self.indicators()))
    }

    private static func indicators() throws -> [String] {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Sources")
        return try FileManager.default.contentsOfDirectory(
            atPath: root.appending(path: "WeirDetection/Indicators").path()
        )
        .filter { $0.hasSuffix(".swift") }.sorted()
    }

    private func hold(_ each: Int, _ name: String, to limit: Int?) throws {
        let limit = try #require(limit, "\(name): \(each) instructions a payment, and instructions.json has no limit")
        #expect(each <= limit, "\(name): \(each) instructions a payment, \(limit) allowed")
        // Of a few instructions half is nothing.
        #expect(
            each > limit / 2 || limit <= 20,
            "\(name): \(each) instructions a payment; the limit of \(limit) can be lowered")
    }
}
