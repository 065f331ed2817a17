import Foundation
import HTTPTypes
import WeirDomain
import WeirEngine
import WeirRuleFiles
import WeirRuleSets
import WeirRuntime

/// Rule sets on their way to the engine: the same for the API and the console.
struct RuleHandIn: Sendable {
    let desk: Desk

    /// The files of a set in one text, as `weir rules promote` sends them. The set is read, compiled and tested before
    /// it goes anywhere.
    static func read(_ text: String) throws -> RuleFolder {
        let folder: RuleFolder
        do {
            folder = try RuleFolder.read(files: RuleFiles.unpack(text))
        } catch {
            throw Problem(
                .unprocessableContent, "invalid_rules", "The rule set was refused; the old one goes on",
                detail: error.description)
        }
        if let failure = RuleTests.run(folder, most: 1).first {
            throw Problem(
                .unprocessableContent, "rule_tests_fail", "A test of the rule set fails; the old one goes on",
                detail: failure.description)
        }
        return folder
    }

    /// Puts a set on trial, and keeps its text for whoever edits it next.
    func shadow(_ text: String, by: String) async throws {
        let folder = try Self.read(text)
        try await apply(RuleRequest(.shadow, set: RuleSetBytes.encode(folder.set), by: by, at: ServerClock.now))
        try? keep(text, folder.set.version)
    }

    /// Has a request taken in; returns once the register has it, as other acts of people do.
    func apply(_ request: RuleRequest) async throws {
        if request.event == .approve, request.version.isEmpty { throw await unnamed() }
        switch await desk.takeRecorded([(.rules, InputBytes.encode(request))]) {
        case .refused(let reason): throw Problem(.conflict, "rules_refused", "Refused", detail: reason)
        case .unavailable(let why, let seconds): throw Problem.unavailable(why, retrySeconds: seconds)
        default: return
        }
    }

    /// Nobody signs whatever happens to be on trial. The engine itself still takes such signatures, for journals hold
    /// them from before they were refused here.
    private func unnamed() async -> Problem {
        let trial = await desk.read { $0.trialRulesVersion } ?? nil
        return Problem(
            .unprocessableContent, "version_missing", "A signature names what it signs",
            detail: trial.map { "\($0) is on trial: look at it, and say version=\($0)." } ?? "No rule set is on trial.",
            field: "version")
    }

    // MARK: Texts

    private var folder: String { desk.directory + "/rule-texts" }

    /// Each text is in a file of its version's name, behind a line with its checksum: `.text`. Versions of the program
    /// before wrote the text alone, as `.yaml`: it is held against the version that its name says.
    private func keep(_ text: String, _ version: String) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let bytes = Array(text.utf8)
        try Data(Array((TextSum.of(bytes) + "\n").utf8) + bytes).write(
            to: URL(filePath: folder + "/" + Link.encoded(version) + ".text"), options: .atomic)
    }

    /// The text that a set was handed in as; `nil` where it came another way, or is damaged.
    func text(_ version: String) -> String? {
        guard version.utf8.count <= 200 else { return nil }
        let name = Link.encoded(version)
        return FileManager.default.fileExists(atPath: "\(folder)/\(name).text")
            ? read(name + ".text") : read(name + ".yaml")
    }

    /// Reads all texts once, so that damage is known before somebody needs one.
    func check() {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder).sorted()) ?? [] {
            if Task.isCancelled { return }
            if name.hasSuffix(".text") || name.hasSuffix(".yaml") { _ = read(name) }
        }
    }

    /// What a file of a text holds; damage is noted.
    private func read(_ name: String) -> String? {
        guard let found = FileManager.default.contents(atPath: folder + "/" + name) else { return nil }
        let bytes = Array(found)
        if let text = name.hasSuffix(".text") ? Self.summed(bytes) : Self.named(bytes, name) { return text }
        let what = name.hasSuffix(".text") ? "is damaged" : "does not hold the set that it is named after"
        desk.damage.note("rule-texts/" + name, what + ": it is shown to nobody; hand the set in again")
        return nil
    }

    /// A text behind its checksum.
    private static func summed(_ bytes: [UInt8]) -> String? {
        guard let end = bytes.firstIndex(of: 10) else { return nil }
        let text = Array(bytes[(end + 1)...])
        guard bytes[..<end].elementsEqual(TextSum.of(text).utf8) else { return nil }
        return String(validating: text, as: UTF8.self)
    }

    /// A text that is the set which its file is named after.
    private static func named(_ bytes: [UInt8], _ name: String) -> String? {
        guard let text = String(validating: bytes, as: UTF8.self),
            let set = try? RuleFolder.read(files: RuleFiles.unpack(text)).set,
            Link.encoded(set.version) + ".yaml" == name
        else { return nil }
        return text
    }
}
