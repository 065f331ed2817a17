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

    private func path(_ version: String) -> String { desk.directory + "/rule-texts/" + Link.encoded(version) + ".yaml" }

    private func keep(_ text: String, _ version: String) throws {
        try FileManager.default.createDirectory(
            atPath: desk.directory + "/rule-texts", withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(filePath: path(version)), options: .atomic)
    }

    /// The text that a set was handed in as; `nil` where it came another way.
    func text(_ version: String) -> String? {
        guard version.utf8.count <= 200 else { return nil }
        return FileManager.default.contents(atPath: path(version)).flatMap { String(validating: $0, as: UTF8.self) }
    }
}
