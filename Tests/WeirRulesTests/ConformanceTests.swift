import Foundation
import Testing
import WeirRules

/// Runs the official conformance suite, where the folder of its repository is given in `WEIR_CEL_SPEC`.
@Suite struct ConformanceTests {
    static let required = [
        "basic", "comparisons", "conversions", "fp_math", "integer_math", "lists", "logic", "macros", "macros2",
        "parse", "plumbing", "string", "string_ext", "timestamps", "fields", "namespace",
    ]
    /// What works beyond what is asked.
    static let further = ["type_deduction", "bindings_ext"]

    struct Counts {
        var passed = 0
        var skipped: [(reason: String, name: String)] = []
        var failed = 0
    }

    @Test func everyCasePasses() throws {
        let environment = ProcessInfo.processInfo.environment
        guard let folder = environment["WEIR_CEL_SPEC"] else {
            print("The conformance suite was NOT run: WEIR_CEL_SPEC names no folder with it.")
            return
        }
        var counts: [String: Counts] = [:]
        for file in Self.required + Self.further { counts[file] = try Self.run(file, in: folder) }
        let report = Self.table(counts) + "\n\n" + Self.skipped(counts) + "\n"
        print(Self.table(counts))
        #expect(Self.required.reduce(0) { $0 + (counts[$1]?.passed ?? 0) } > 1_300)
        // The document shows this very table: to renew it, give its path in WEIR_CEL_REPORT.
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let document = root.deletingLastPathComponent().appending(path: "docs/rules/conformance.md")
        var text = try String(contentsOf: document, encoding: .utf8)
        if environment["WEIR_CEL_REPORT"] != nil {
            text = text.components(separatedBy: "| file |")[0] + report
            try text.write(to: document, atomically: true, encoding: .utf8)
        }
        #expect(text.hasSuffix(report), "docs/rules/conformance.md shows other results")
    }

    private static func run(_ file: String, in folder: String) throws -> Counts {
        let url = URL(filePath: folder).appending(path: "tests/simple/testdata/\(file).textproto")
        var counts = Counts()
        for test in cases(of: try TextProto.parse(Array(Data(contentsOf: url)))) {
            switch test.run() {
            case .passed: counts.passed += 1
            case .skipped(let reason): counts.skipped.append((reason, test.name))
            case .failed(let words):
                counts.failed += 1
                Issue.record("\(file) \(test.name): \(test.test["expr"]?.string ?? ""): \(words)")
            }
        }
        return counts
    }

    private static func cases(of file: TextProto) -> [ConformanceCase] {
        file.all("section").flatMap { section in
            section.all("test").map { test in
                let path = [section["name"]?.string, test["name"]?.string].compactMap { $0 }
                return ConformanceCase(name: path.joined(separator: "/"), test: test)
            }
        }
    }

    private static func table(_ counts: [String: Counts]) -> String {
        var lines = ["| file | passed | failed | skipped |", "|---|---|---|---|"]
        for (title, files) in [("required, all", required), ("beyond, all", further)] {
            var sums = (passed: 0, failed: 0, skipped: 0)
            for file in files {
                guard let count = counts[file] else { continue }
                lines.append("| `\(file)` | \(count.passed) | \(count.failed) | \(count.skipped.count) |")
                sums.passed += count.passed
                sums.failed += count.failed
                sums.skipped += count.skipped.count
            }
            lines.append("| **\(title)** | **\(sums.passed)** | **\(sums.failed)** | **\(sums.skipped)** |")
        }
        return lines.joined(separator: "\n")
    }

    private static func skipped(_ counts: [String: Counts]) -> String {
        var lines = ["## Skipped cases"]
        for file in required + further {
            let groups = Dictionary(grouping: counts[file]?.skipped ?? [], by: \.reason)
            for (reason, cases) in groups.sorted(by: { $0.key < $1.key }) {
                lines.append("\n`\(file)`, \(reason):\n")
                lines += cases.map { "- `\($0.name)`" }
            }
        }
        return lines.joined(separator: "\n")
    }
}
