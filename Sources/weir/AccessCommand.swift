import ArgumentParser
import Foundation
import WeirDomain
import WeirServer
import WeirStore

/// `weir access`.
struct AccessCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "access",
        abstract: "API keys: who may do what.",
        discussion: """
            A server reads its keys when it starts. Example:

              weir access add --data weir-data --name bob --role supervisor
            """,
        subcommands: [AccessAdd.self])
}

/// `weir access add`.
struct AccessAdd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Makes a key for a person or a system, and prints it once.",
        discussion: """
            Example:

              weir access add --data weir-data --name bob --role supervisor
            """)

    static let roles = ["integrator", "analyst", "supervisor", "compliance", "regulator", "admin"]

    @Option(help: "The data folder.")
    var data = "weir-data"
    @Option(help: "Whose key it is.")
    var name: String
    @Option(help: "integrator, analyst, supervisor, compliance, regulator or admin.")
    var role: String

    func validate() throws {
        guard Self.roles.contains(role) else {
            throw ValidationError("--role: it is one of " + Self.roles.joined(separator: ", "))
        }
        guard !name.isEmpty, name.utf8.count <= Limits.idBytes else {
            throw ValidationError("--name has 1 to \(Limits.idBytes) bytes")
        }
    }

    func run() throws {
        do {
            let store = try Store(path: data + "/weir.db")
            let now = WeirDomain.Instant(milliseconds: Int64(Date.now.timeIntervalSince1970 * 1_000))
            if try store.keys().contains(where: { $0.name == name }) {
                throw Failure.trouble("'\(name)' has a key already")
            }
            print(try AccessKeys.make(store, name: name, role: role, at: now))
            try store.close()
        } catch let failure as Failure {
            throw failure
        } catch { throw Failure.environment("\(data): \(error)") }
    }
}
