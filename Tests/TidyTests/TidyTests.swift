import Foundation
import Testing

/// Keeps the promises of the source tree. Every rule is tried on a planted breach as well.
@Suite struct TidyTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    struct File {
        var path: String
        var text: String
        var module: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }
        var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
    }

    static func swiftFiles(_ folder: String) throws -> [File] {
        let base = root.appending(path: folder)
        let paths = FileManager.default.enumerator(atPath: base.path())?.compactMap { $0 as? String } ?? []
        return try paths.filter { $0.hasSuffix(".swift") }.sorted().map { path in
            File(
                path: folder + "/" + path,
                text: try String(contentsOf: base.appending(path: path), encoding: .utf8))
        }
    }

    // MARK: Rules: what is wrong with a file, in words

    static func longLines(_ file: File) -> [String] {
        file.lines.enumerated().filter {
            $0.element.count > 120 && !$0.element.contains("#\"") && !$0.element.contains("\"\"\"")
        }
        .map { "\(file.path):\($0.offset + 1): \($0.element.count) characters" }
    }

    static func longFile(_ file: File) -> [String] {
        file.lines.count > 450 ? ["\(file.path): \(file.lines.count) lines"] : []
    }

    static func longFunctions(_ file: File) -> [String] {
        var found: [String] = []
        var start: (line: Int, indent: Int)?
        for (number, line) in file.lines.enumerated() {
            let indent = line.prefix { $0 == " " }.count
            if start == nil, line.contains(#/\b(func |init\()/#), line.hasSuffix("{") { start = (number, indent) }
            if let open = start, number > open.line, indent == open.indent, line.dropFirst(indent).hasPrefix("}") {
                if number - open.line > 60 {
                    found.append("\(file.path):\(open.line + 1): \(number - open.line) lines")
                }
                start = nil
            }
        }
        return found
    }

    static func bannedCalls(_ file: File) -> [String] {
        var banned = ["try" + "!", "as" + "! ", "XML" + "Parser(", "fatal" + "Error("]
        if !["weir", "weir-gauge"].contains(file.module) { banned.append("print" + "(") }
        if file.module == "WeirCodec" { banned.append("JSON" + "Decoder") }
        return banned.filter { file.text.contains($0) }.map { "\(file.path): \($0)" }
    }

    static func unfinished(_ file: File) -> [String] {
        // The attribute of a field in which nothing has been written yet.
        let text = file.text.replacing(".a(\"place" + "holder\"", with: "")
        return ["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK", "place" + "holder", "/wo" + "rk/", "/tm" + "p/"]
            .filter { text.contains($0) }.map { "\(file.path): \($0)" }
    }

    static func untidyEnds(_ file: File) -> [String] {
        var found = file.text.hasSuffix("\n") ? [] : ["\(file.path): no newline at the end"]
        found += file.lines.enumerated().filter { $0.element.hasSuffix(" ") }.map {
            "\(file.path):\($0.offset + 1): space at the end"
        }
        return found
    }

    /// What each module may import of the project's own, and of the world.
    static let imports: [String: Set<String>] = [
        "WeirDomain": [],
        "WeirText": ["WeirDomain", "CWeirText"],
        "WeirRules": ["WeirDomain", "Glibc", "Synchronization"],
        "WeirRuleSets": ["WeirDomain", "WeirRules", "Synchronization"],
        "WeirDetection": ["WeirDomain", "WeirText", "CWeirSupport"],
        "WeirLists": ["WeirDomain", "WeirText"],
        "WeirEngine": ["WeirDomain", "WeirRules", "WeirRuleSets", "WeirDetection", "WeirLists", "CWeirSupport"],
        "WeirCodec": ["WeirDomain", "CWeirFormats", "CWeirSupport", "Glibc"],
        "WeirJournal": ["WeirDomain", "CWeirSupport", "Glibc", "Synchronization"],
        "WeirSites": ["WeirDomain", "WeirText", "WeirCodec", "CWeirSites", "CWeirFormats"],
        "WeirSimulator": ["WeirDomain"],
        "WeirDrawing": ["WeirDomain"],
        "WeirRegister": ["WeirDomain", "CWeirSupport", "Crypto", "Glibc", "Synchronization"],
        "WeirRuleFiles": [
            "WeirDomain", "WeirRules", "WeirRuleSets", "WeirEngine", "WeirCodec", "Yams", "Foundation",
        ],
        "WeirEvaluation": ["WeirDomain", "WeirCodec"],
        "WeirStore": [
            "WeirDomain", "CWeirSupport", "GRDB", "Foundation", "FoundationEssentials", "Glibc", "Synchronization",
        ],
        "WeirRuntime": [
            "WeirDomain", "WeirRuleSets", "WeirEngine", "WeirLists", "WeirCodec", "WeirJournal", "WeirRegister",
            "WeirStore",
            "CWeirSupport", "Glibc",
            "Synchronization",
        ],
    ]

    static func foreignImports(_ file: File) -> [String] {
        guard let allowed = imports[file.module] else { return [] }
        return file.lines.compactMap { line in
            guard let match = line.firstMatch(of: #/^\s*(?:public |package |internal )?import (\w+)/#) else {
                return nil
            }
            return allowed.contains(String(match.1)) ? nil : "\(file.path): imports \(match.1)"
        }
    }

    static func undocumentedTypes(_ file: File) -> [String] {
        let modules = [
            "WeirDomain", "WeirRules", "WeirRuleSets", "WeirEngine", "WeirRegister", "WeirRuntime", "WeirStore",
        ]
        guard modules.contains(file.module) else { return [] }
        var previous: Substring = ""
        var found: [String] = []
        for line in file.lines {
            if line.contains(#/^public (final class|class|struct|enum|protocol) /#), !previous.hasPrefix("///"),
                !previous.hasPrefix("@")
            {
                found.append("\(file.path): \(line)")
            }
            previous = line
        }
        return found
    }

    // MARK: The tree

    typealias Rule = @Sendable (File) -> [String]
    static let rules: [(name: String, rule: Rule, breach: File)] = [
        ("lines", longLines, File(path: "Sources/WeirDomain/A.swift", text: String(repeating: "x", count: 121) + "\n")),
        ("files", longFile, File(path: "Sources/WeirDomain/A.swift", text: String(repeating: "x\n", count: 460))),
        (
            "functions", longFunctions,
            File(
                path: "Sources/WeirDomain/A.swift",
                text: "func f() {\n" + String(repeating: "    x\n", count: 70) + "}\n")
        ),
        ("calls", bannedCalls, File(path: "Sources/WeirDomain/A.swift", text: "let x = try" + "! f()\n")),
        ("finish", unfinished, File(path: "Sources/WeirDomain/A.swift", text: "// TO" + "DO later\n")),
        ("ends", untidyEnds, File(path: "Sources/WeirDomain/A.swift", text: "x \ny")),
        ("imports", foreignImports, File(path: "Sources/WeirEngine/A.swift", text: "import Foundation\n")),
        ("documentation", undocumentedTypes, File(path: "Sources/WeirDomain/A.swift", text: "public struct A {}\n")),
    ]

    @Test func theTreeIsTidy() throws {
        let files = try Self.swiftFiles("Sources")
        #expect(files.count > 60)
        for (name, rule, _) in Self.rules {
            let found = files.flatMap(rule)
            #expect(found.isEmpty, "\(name): \(found.prefix(5))")
        }
        let tests = try Self.swiftFiles("Tests").filter { !$0.path.contains("TidyTests") }
        for (name, rule) in [("files", Self.longFile), ("ends", Self.untidyEnds)] as [(String, Rule)] {
            #expect(tests.flatMap(rule).isEmpty, "\(name) in tests")
        }
    }

    @Test func everyRuleSeesItsBreach() {
        for (name, rule, breach) in Self.rules { #expect(!rule(breach).isEmpty, "\(name)") }
    }

    @Test func everyModuleIsInTheManifest() throws {
        let manifest = try String(contentsOf: Self.root.appending(path: "Package.swift"), encoding: .utf8)
        let folders = try FileManager.default.contentsOfDirectory(atPath: Self.root.appending(path: "Sources").path())
        for folder in folders { #expect(manifest.contains("\"\(folder)\""), "\(folder)") }
    }
}
