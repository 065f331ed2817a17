import Foundation
import Testing
import WeirRules

/// Executes the examples of the documents.
@Suite struct DocumentTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private static func blocks(_ language: String) throws -> [[Substring]] {
        let text = try String(contentsOf: root.appending(path: "docs/rules/language.md"), encoding: .utf8)
        return text.components(separatedBy: "```\(language)\n").dropFirst().map { block in
            block.components(separatedBy: "\n```")[0].split(separator: "\n")
        }
    }

    @Test func examplesHold() throws {
        var count = 0
        for line in try Self.blocks("cel").joined() {
            let sides = line.components(separatedBy: " → ")
            #expect(sides.count == 2, "\(line)")
            let result = Result { try LanguageTests.value(sides[0]) }
            if sides[1] == "error" {
                #expect((try? result.get()) == nil, "\(line)")
            } else {
                #expect(ConformanceValue.isSame(try result.get(), try LanguageTests.value(sides[1])), "\(line)")
            }
            count += 1
        }
        #expect(count > 60)
    }

    @Test func theMessageReadsAsShown() throws {
        let shown = try #require(Self.blocks("text").first).joined(separator: "\n")
        let text = "payment.amount > 1.0 &&\n  payment.currncy == 'CNY' &&\n  payee.age_days < 30"
        #expect(DiagnosticTests.words(text) == shown)
    }
}
