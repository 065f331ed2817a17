import ArgumentParser
import Foundation
import WeirCodec
import WeirDomain
import WeirEngine
import WeirRuntime

/// `weir model`.
struct ModelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "model", abstract: "The fitted model that a data folder or a running server asks.",
        discussion: "Example:\n\n  weir model show --data weir-data",
        subcommands: [ModelUse.self, ModelDrop.self, ModelShow.self])
}

/// Where a model is asked: in a data folder that no server has open, or in a running server.
struct ModelPlace: ParsableArguments {
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
    }

    /// - Parameter text: the model; empty to go on without one.
    func change(_ text: String, reason: String) async throws {
        if let data {
            guard let by, !by.isEmpty else { throw Failure.wrongUse("--data needs --by NAME") }
            let desk = try RunningDesk.open(data)
            defer { desk.close() }
            try await FittedModel.hand(text, to: desk, by: by, reason: reason)
            print(await FittedModel.words(desk))
        } else {
            let query = reason.isEmpty ? [] : [URLQueryItem(name: "reason", value: reason)]
            try await ask(
                text.isEmpty ? "DELETE" : "PUT", query, text.isEmpty ? nil : (Data(text.utf8), "text/plain"))
        }
    }

    func show() async throws {
        if let data {
            do throws(DeskError) {
                print(try JournalReplay.state(directory: data) { FittedModel.words($0.model) })
            } catch { throw Failure.environment(error.description) }
        } else {
            try await ask("GET", [], nil)
        }
    }

    private func ask(_ method: String, _ query: [URLQueryItem], _ body: (Data, String)?) async throws {
        let url = try ServerCall.url(server ?? "", "/v1/model", query)
        let (answer, isDone) = try await ServerCall.send(method, url, key: key, body: body)
        guard isDone else { throw Failure.trouble(ServerCall.words(answer)) }
        print(String(decoding: answer, as: UTF8.self))
    }
}

/// A model's file on its way to a desk.
enum FittedModel {
    /// The text of a file, and its version.
    static func read(_ path: String) throws -> (text: String, version: String) {
        let text: String
        do {
            text = try String(contentsOf: URL(filePath: path), encoding: .utf8)
        } catch { throw Failure.environment("\(path): cannot be read: \(error.localizedDescription)") }
        guard text.utf8.count <= Limits.modelBytes else {
            throw Failure.environment(
                "\(path): has \(text.utf8.count) bytes, \(Limits.modelBytes) are allowed; fewer or shallower trees say "
                    + "nearly as much")
        }
        let (version, flaw) = Engine.check(model: text)
        if let flaw { throw Failure.environment("\(path): the model cannot be used: \(flaw)") }
        return (text, version)
    }

    static func hand(_ text: String, to desk: Desk, by: String, reason: String) async throws {
        let now = WeirDomain.Instant(milliseconds: Int64(Date.now.timeIntervalSince1970 * 1_000))
        await desk.nameVersion(at: now)
        let request = ModelRequest(text, by: by, reason: reason, at: now)
        switch await desk.takeRecorded([(.model, InputBytes.encode(request))]) {
        case .refused(let reason): throw Failure.trouble(reason)
        case .unavailable(let reason, _): throw Failure.environment(reason)
        default: return
        }
    }

    /// `weir serve --model`: the first model of a folder is taken in. Another one than the folder's is not: that takes
    /// somebody's name.
    static func begin(_ path: String, _ desk: Desk) async throws {
        let (text, version) = try read(path)
        if let known = await model(of: desk) {
            guard known.version == version else {
                throw Failure.environment(
                    "\(path) is \(version), but \(desk.directory) asks \(known.version), handed in by \(known.by): "
                        + "change it with 'weir model use', or start without --model")
            }
        } else {
            try await hand(text, to: desk, by: Measure.weir, reason: "")
        }
    }

    private static func model(of desk: Desk) async -> ModelView? { await desk.read { $0.model }.flatMap(\.self) }

    static func words(_ desk: Desk) async -> String { words(await model(of: desk)) }

    static func words(_ model: ModelView?) -> String {
        guard let model else { return "no model is asked" }
        let reason = model.reason.isEmpty ? "" : ": \(model.reason)"
        return "\(model.version), handed in by \(model.by) at \(model.at.rfc3339)\(reason)"
    }
}

/// `weir model use`.
struct ModelUse: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "use",
        abstract: "Asks a model of weir train from now on, as one further kind of evidence.",
        discussion: """
            Its text goes into the journal, so that a restart and a replay ask the same model. Examples:

              weir model use weir.model --data weir-data --by ann --reason "cases of the autumn"
              weir model use weir.model --server http://127.0.0.1:8080
            """)

    @Argument(help: "The model's file.")
    var file: String
    @Option(help: "Why, for the record.")
    var reason = ""
    @OptionGroup var place: ModelPlace

    func run() async throws { try await place.change(try FittedModel.read(file).text, reason: reason) }
}

/// `weir model drop`.
struct ModelDrop: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drop", abstract: "Goes on without a model.",
        discussion: "Example:\n\n  weir model drop --data weir-data --by ann --reason \"it flags taxi drivers\"")

    @Option(help: "Why, for the record.")
    var reason = ""
    @OptionGroup var place: ModelPlace

    func run() async throws { try await place.change("", reason: reason) }
}

/// `weir model show`.
struct ModelShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Says which model is asked, and who handed it in.",
        discussion: "Example:\n\n  weir model show --data weir-data")

    @OptionGroup var place: ModelPlace

    func run() async throws { try await place.show() }
}
