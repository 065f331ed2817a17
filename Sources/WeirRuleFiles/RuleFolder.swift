import Foundation
import WeirDomain
public import WeirRuleSets
import WeirRules
import Yams

/// A folder of YAML files that make up a rule set, read and found to be sound: it compiles, and every rule brings tests
/// of its own.
public struct RuleFolder: Sendable {
    public let set: RuleSet
    public let compiled: CompiledRules
    public let tests: [RuleTest]
    /// What the set says of itself.
    public let about: String

    /// Reads the folder, or one file.
    /// - Throws: `FileFlaws` with everything that is wrong, each with file, line, column and the likely fix.
    public static func read(_ path: String) throws(FileFlaws) -> RuleFolder {
        try read(files: try RuleFiles.read(path))
    }

    /// Reads files that are in memory: from the network, from a test.
    public static func read(files: [RuleFile]) throws(FileFlaws) -> RuleFolder {
        var reader = RuleSetReader()
        for file in files { reader.read(file) }
        return try reader.finish(first: files.first?.path ?? "")
    }
}

/// One file of a rule set.
public struct RuleFile: Sendable, Hashable {
    public var path: String
    public var text: String

    /// - Parameter text: what an editor may have put before it, the mark of UTF-8, is left out.
    public init(path: String, text: String) {
        self.path = path
        self.text = RuleFiles.withoutMark(text)
    }
}

/// Gets the files of a folder, and packs them into one text and out again.
public enum RuleFiles {
    private static let mark = "# weir-file: "
    public static let most = 500

    public static func read(_ path: String) throws(FileFlaws) -> [RuleFile] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw FileFlaws([FileFlaw(path, "there is no such file or folder")], isUnreadable: true)
        }
        var paths = [path]
        if isFolder.boolValue {
            let names = ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
            paths = names.filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }.map { path + "/" + $0 }
            guard !paths.isEmpty else { throw FileFlaws([FileFlaw(path, "the folder has no .yaml files")]) }
            guard paths.count <= most else {
                throw FileFlaws([FileFlaw(path, "the folder has \(paths.count) files; at most \(most) are read")])
            }
        }
        var files: [RuleFile] = []
        var size = 0
        for path in paths {
            guard let data = FileManager.default.contents(atPath: path) else {
                throw FileFlaws([FileFlaw(path, "cannot be read")], isUnreadable: true)
            }
            size += data.count
            guard size <= Limits.ruleSetBytes else {
                throw FileFlaws([FileFlaw(path, "the set has more than \(Limits.ruleSetBytes >> 20) MB of text")])
            }
            guard let text = String(validating: data, as: UTF8.self) else {
                throw FileFlaws([FileFlaw(path, "is not valid UTF-8")])
            }
            files.append(RuleFile(path: path, text: text))
        }
        return files
    }

    /// All files in one text, each below a line with its name: what is sent over the network.
    public static func pack(_ files: [RuleFile]) -> String {
        files.map { mark + ($0.path.split(separator: "/").last ?? "set.yaml") + "\n" + $0.text }
            .joined(separator: "\n")
    }

    fileprivate static func withoutMark(_ text: String) -> String {
        text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
    }

    /// A text without such lines is one file.
    public static func unpack(_ packed: String) -> [RuleFile] {
        let text = withoutMark(packed)
        var files: [RuleFile] = []
        var name: String?
        var lines: [Substring] = []
        func close() {
            if name != nil || !lines.isEmpty {
                files.append(RuleFile(path: name ?? "rules.yaml", text: lines.joined(separator: "\n")))
            }
        }
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix(mark) {
                close()
                name = String(line.dropFirst(mark.count).prefix(100))
                lines = []
            } else {
                lines.append(line)
            }
        }
        close()
        return files
    }
}
