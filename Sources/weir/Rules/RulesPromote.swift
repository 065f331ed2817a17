import ArgumentParser
import Foundation
import WeirDomain
import WeirEngine
import WeirRuleFiles
import WeirRuleSets
import WeirRuntime

/// Where a set lives: in a data folder that no server has open, or in a running server.
struct RulesPlace: ParsableArguments {
    @Option(help: "The data folder, while no server runs on it.")
    var data: String?
    @Option(help: "Who does it; with --data.")
    var by: String?
    @Option(help: "A running server, such as http://127.0.0.1:8080.")
    var server: String?
    @Option(help: "The API key for it; it says who does it. Also read from WEIR_KEY.")
    var key: String?

    func validate() throws {
        guard (data == nil) != (server == nil) else { throw ValidationError("give --data DIR or --server URL") }
        if data != nil, (by ?? "").isEmpty { throw ValidationError("--data needs --by NAME") }
    }

    /// Has one request carried out, and shows what runs then.
    func ask(_ event: RuleRequest.Event, folder: String? = nil, version: String = "", permille: Int = 0, reason: String)
        async throws
    {
        if let data {
            try await askDesk(data, event, folder, version, permille, reason)
        } else {
            try await askServer(event, folder, version, permille, reason)
        }
    }

    private func askDesk(
        _ data: String, _ event: RuleRequest.Event, _ folder: String?, _ version: String, _ permille: Int,
        _ reason: String
    ) async throws {
        var set: [UInt8] = []
        if let folder {
            let found = try RulesFolders.read(folder)
            try RulesFolders.test(found)
            set = RuleSetBytes.encode(found.set)
        }
        let desk = try openDesk(data, mayMakeIt: event == .shadow)
        defer { desk.close() }
        let now = WeirDomain.Instant(milliseconds: Int64(Date.now.timeIntervalSince1970 * 1_000))
        await desk.nameVersion(at: now)
        let request = RuleRequest(
            event, set: set, version: version, by: by ?? "", reason: reason, permille: permille, at: now)
        switch await desk.take([(.rules, InputBytes.encode(request))]).first {
        case .refused(let reason): throw Failure.trouble(reason)
        case .unavailable(let reason, _): throw Failure.environment(reason)
        default: break
        }
        for line in await Self.lines(desk) { print(line) }
    }

    /// - Parameter mayMakeIt: a first set may come before the first payment; all else is about what is there.
    private func openDesk(_ data: String, mayMakeIt: Bool) throws -> Desk {
        guard mayMakeIt || FileManager.default.fileExists(atPath: data + "/journal") else {
            throw Failure.environment("\(data): there is no data folder of weir")
        }
        return try RunningDesk.open(data)
    }

    private static func lines(_ desk: Desk) async -> [String] {
        await desk.read { engine in
            [engine.liveRules, engine.trialRules].compactMap { $0 }.map(Self.line)
                + (engine.liveRules == nil ? ["live: the built-in indicators alone"] : [])
        } ?? []
    }

    /// Shows what runs and is on trial, and changes nothing.
    /// - Returns: the version on trial; `nil` where none is.
    func showTrial() async throws -> String? {
        guard let data else {
            let url = try ServerCall.url(server ?? "", "/v1/rules")
            let (answer, isDone) = try await ServerCall.send("GET", url, key: key)
            guard isDone else { throw Failure.trouble(ServerCall.words(answer)) }
            print(String(decoding: answer, as: UTF8.self))
            return try? JSONDecoder().decode(ServerRules.self, from: answer).trial?.version
        }
        let desk = try openDesk(data, mayMakeIt: false)
        defer { desk.close() }
        for line in await Self.lines(desk) { print(line) }
        return await desk.read { $0.trialRulesVersion } ?? nil
    }

    /// Of what `GET /v1/rules` answers.
    private struct ServerRules: Decodable {
        struct Running: Decodable { var version: String }
        var trial: Running?
    }

    private static func line(_ view: RuleSetView) -> String {
        var line = "\(view.stage.name): \(view.version), handed in by \(view.by)"
        if !view.others.isEmpty { line += ", the same before by " + view.others.joined(separator: " and ") }
        if !view.approvers.isEmpty { line += ", signed by " + view.approvers.joined(separator: " and ") }
        if view.stage == .canary { line += ", for \(view.permille) in 1,000 payees" }
        if view.stage != .live {
            line += "; \(view.why)" + (view.needsTwo ? ": two signatures are needed" : ": one signature is needed")
        }
        return line
    }

    private func askServer(
        _ event: RuleRequest.Event, _ folder: String?, _ version: String, _ permille: Int, _ reason: String
    ) async throws {
        let paths: [RuleRequest.Event: String] = [
            .canary: "/canary", .approve: "/approve", .rollBack: "/rollback", .withdraw: "/withdraw",
        ]
        let url = try ServerCall.url(
            server ?? "", "/v1/rules" + (paths[event] ?? ""),
            [
                URLQueryItem(name: "version", value: version), URLQueryItem(name: "permille", value: "\(permille)"),
                URLQueryItem(name: "reason", value: reason),
            ])
        var body: (Data, String)?
        if let folder {
            _ = try RulesFolders.read(folder)
            let files: [RuleFile]
            do { files = try RuleFiles.read(folder) } catch { throw Failure.environment(error.description) }
            body = (Data(RuleFiles.pack(files).utf8), "application/yaml")
        }
        let (answer, isDone) = try await ServerCall.send(event == .shadow ? "PUT" : "POST", url, key: key, body: body)
        guard isDone else { throw Failure.trouble(ServerCall.words(answer)) }
        print(String(decoding: answer, as: UTF8.self))
    }
}

/// `weir rules promote`.
struct RulesPromote: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "promote",
        abstract: "Puts a rule set beside the live one, lets it decide for a few, or signs that it goes live.",
        discussion: """
            One person hands a set in and watches it; another signs. Where it would treat many accounts or much money
            harder, two others have to. Examples:

              weir rules promote rules/otc-crypto --to shadow --data weir-data --by ann
              weir rules promote --to canary --permille 50 --data weir-data --by ann
              weir rules promote --to live --version otc-crypto.4@9f31c2ab07d54e12 --data weir-data --by bob

            A signature names the version that it signs; without one, what is on trial is shown and nothing is signed.
            """)

    enum Stage: String, ExpressibleByArgument, CaseIterable { case shadow, canary, live }

    @Argument(help: "The folder of the set, with --to shadow.")
    var folder: String?
    @Option(help: "shadow looks on, canary decides for a share, live is the signature.")
    var to: Stage
    @Option(help: "The version that is meant, as printed when it was handed in; a signature has to name it.")
    var version = ""
    @Option(help: "For how many of 1,000 payees a canary decides (1 to 500).")
    var permille = 50
    @Option(help: "Why, for the record.")
    var reason = ""
    @OptionGroup var place: RulesPlace

    func validate() throws {
        if to == .shadow, folder == nil { throw ValidationError("give the folder of the set") }
        if to != .shadow, folder != nil {
            throw ValidationError("--to \(to.rawValue) is about the set on trial: no folder")
        }
    }

    func run() async throws {
        if to == .live, version.isEmpty {
            guard let shown = try await place.showTrial() else { throw Failure.trouble("no rule set is on trial") }
            throw Failure.wrongUse("a signature names what it signs: --version \(shown) is on trial")
        }
        let events: [Stage: RuleRequest.Event] = [.shadow: .shadow, .canary: .canary, .live: .approve]
        try await place.ask(
            events[to] ?? .shadow, folder: folder, version: version, permille: permille, reason: reason)
    }
}

/// `weir rules rollback`.
struct RulesRollback: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rollback",
        abstract: "Goes back to the rule set that was live before; takes one person and a moment.",
        discussion: """
            With --trial the set on trial is taken away instead. Example:

              weir rules rollback --data weir-data --by ann --reason "too many shops held"
            """)

    @Flag(help: "Take away the set on trial instead.")
    var trial = false
    @Option(help: "The version that is meant to go.")
    var version = ""
    @Option(help: "Why, for the record.")
    var reason = ""
    @OptionGroup var place: RulesPlace

    func run() async throws {
        try await place.ask(trial ? .withdraw : .rollBack, version: version, reason: reason)
    }
}
