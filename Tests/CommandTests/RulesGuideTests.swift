import Foundation
import Testing

/// Walks through docs/rules/guide.md: writes its files, runs its commands, and looks for what they print.
@Suite(.program) struct RulesGuideTests {
    private struct Block {
        var language: String
        var argument: String
        var text: String
    }

    private static func blocks() throws -> [Block] {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let guide = try String(contentsOf: root.appending(path: "docs/rules/guide.md"), encoding: .utf8)
        return guide.components(separatedBy: "\n```").enumerated().compactMap { place, part in
            guard place % 2 == 1, let end = part.firstIndex(of: "\n") else { return nil }
            let words = part[..<end].split(separator: " ", maxSplits: 1)
            return Block(
                language: words.first.map(String.init) ?? "", argument: words.count > 1 ? String(words[1]) : "",
                text: String(part[part.index(after: end)...]))
        }
    }

    @Test func everythingHappensAsWritten() throws {
        let folder = try Folder()
        var output = ""
        var count = 0
        for block in try Self.blocks() {
            switch block.language {
            case "yaml":
                let path = folder.file(block.argument)
                try FileManager.default.createDirectory(
                    at: URL(filePath: path).deletingLastPathComponent(), withIntermediateDirectories: true)
                try folder.write(block.argument, block.text + "\n")
            case "sh":
                let (status, text) = try Self.run(block.text, in: folder.file(""))
                #expect((status == 0) == (block.argument != "fails"), "\(block.text)\n\(text)")
                output = text
                count += 1
            case "text":
                for line in block.text.split(separator: "\n") {
                    #expect(output.contains(line), "'\(line)' is not in:\n\(output)")
                }
            case "cel": try Self.compile(block.text, in: folder)
            default: Issue.record("a block of the language '\(block.language)'")
            }
        }
        #expect(count >= 14)
        #expect(folder.read("report.html").contains("large-to-a-stranger"))
    }

    private static func run(_ script: String, in folder: String) throws -> (Int32, String) {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/bash")
        process.arguments = ["-e", "-c", script]
        process.currentDirectoryURL = URL(filePath: folder)
        var environment = ProcessInfo.processInfo.environment
        let path = URL(filePath: weirBinary).deletingLastPathComponent().path()
        environment["PATH"] = path + ":" + (environment["PATH"] ?? "")
        process.environment = environment
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let text = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: text, as: UTF8.self))
    }

    /// Every line as the condition of a rule.
    private static func compile(_ lines: String, in folder: Folder) throws {
        var set = """
            set: examples
            version: "1"
            owner: ann
            about: The examples of the guide.
            rules:

            """
        for (number, line) in lines.split(separator: "\n").enumerated() {
            set += """
                  - id: example-\(number)
                    title: Example
                    why: The guide has it.
                    when: |
                      \(line)
                    yields: {decision: {outcome: warn, kind: list}}
                    reason: {en: example, zh: 例子}
                    tests:
                      - {name: a, payment: {payer: a, payee: b, amount: "1.00"}, expect: silent}
                      - {name: b, payment: {payer: a, payee: b, amount: "2.00"}, expect: fires}

                """
        }
        try FileManager.default.createDirectory(
            at: URL(filePath: folder.file("examples")), withIntermediateDirectories: true)
        try folder.write("examples/set.yaml", set)
        let ran = try weir("rules", "check", folder.file("examples"))
        #expect(ran.status == 0, "\(ran.err)")
    }
}
