import Foundation
import Testing
import WeirRules

/// Runs the official conformance suite, where the folder of its repository is given in `WEIR_CEL_SPEC`.
@Suite struct ConformanceTests {
    static let files = [
        "basic", "comparisons", "conversions", "fp_math", "integer_math", "lists", "logic", "macros", "macros2",
        "parse", "plumbing", "string", "string_ext", "timestamps", "fields", "namespace", "type_deduction",
        "bindings_ext",
    ]

    @Test func everyCasePasses() throws {
        guard let folder = ProcessInfo.processInfo.environment["WEIR_CEL_SPEC"] else {
            print("The conformance suite was NOT run: WEIR_CEL_SPEC names no folder with it.")
            return
        }
        var lines = ["| file | passed | skipped | failed |", "|---|---|---|---|"]
        var skipped: [String: [String]] = [:]
        var totals = (passed: 0, skipped: 0, failed: 0)
        for file in Self.files {
            let url = URL(filePath: folder).appending(path: "tests/simple/testdata/\(file).textproto")
            var counts = (passed: 0, skipped: 0, failed: 0)
            for test in try Self.cases(of: try TextProto.parse(Array(Data(contentsOf: url))), file) {
                switch test.run() {
                case .passed: counts.passed += 1
                case .skipped(let reason):
                    counts.skipped += 1
                    skipped["\(file): \(reason)", default: []].append(test.name)
                case .failed(let words):
                    counts.failed += 1
                    Issue.record("\(test.name): \(test.test["expr"]?.string ?? ""): \(words)")
                }
            }
            lines.append("| `\(file)` | \(counts.passed) | \(counts.skipped) | \(counts.failed) |")
            totals = (
                totals.passed + counts.passed, totals.skipped + counts.skipped, totals.failed + counts.failed
            )
        }
        lines.append("| **all** | \(totals.passed) | \(totals.skipped) | \(totals.failed) |")
        print(lines.joined(separator: "\n"))
        for (reason, names) in skipped.sorted(by: { $0.key < $1.key }) {
            print("skipped: \(reason): \(names.joined(separator: ", "))")
        }
        #expect(totals.passed > 1_000)
        #expect(totals.failed == 0)
    }

    private static func cases(of file: TextProto, _ name: String) throws -> [ConformanceCase] {
        file.all("section").flatMap { section in
            section.all("test").map { test in
                let path = [section["name"]?.string, test["name"]?.string].compactMap { $0 }
                return ConformanceCase(name: path.joined(separator: "/"), test: test)
            }
        }
    }
}
