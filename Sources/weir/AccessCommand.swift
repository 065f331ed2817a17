import ArgumentParser
import Foundation
import Glibc
import WeirCodec
import WeirDomain
import WeirServer
import WeirStore

/// `weir access`.
struct AccessCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "access",
        abstract: "Who may do what: keys, names and roles.",
        discussion: """
            'add' and 'revoke' work on a data folder that no server is using, and are refused on another one. While a
            server runs, use POST and DELETE /v1/access.
            Roles: \(Role.allCases.map(\.name).joined(separator: ", ")). Example:

              weir access add --data weir-data --name ann --role supervisor
            """,
        subcommands: [Add.self, List.self, Revoke.self])

    /// Keeps servers away from a folder while keys are changed. A running one would take a new key up with its next
    /// change, and engine and register would not have heard of it.
    static func alone<R>(_ data: String, _ body: () throws -> R) throws -> R {
        try needDatabase(data)
        // The lock of whoever writes the journal.
        let path = data + "/journal/lock"
        let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o640)
        guard file >= 0 else { throw Failure.environment("\(path): cannot be opened") }
        defer { close(file) }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            throw Failure.environment(
                "\(data): a running server has this folder: ask it by POST or DELETE /v1/access, or stop it first")
        }
        return try body()
    }

    private static func needDatabase(_ data: String) throws {
        guard FileManager.default.fileExists(atPath: data + "/weir.db") else {
            throw Failure.environment("\(data): there is no database here: start 'weir serve' once")
        }
    }

    static func store(_ data: String) throws -> Store {
        try needDatabase(data)
        do {
            return try Store(path: data + "/weir.db")
        } catch {
            throw Failure.environment("\(error)")
        }
    }

    /// Two names that people would take for one are two signatures of one person, also where one of them has gone.
    static func refuseTwin(of name: String, _ store: Store, _ data: String) throws {
        let names = try store.keys().map(\.name) + ConsolePeople.all(data).map { $0.0 }
        let before: [String]
        do throws(AccessNotes.Damaged) { before = try AccessNotes.everybody(data) } catch {
            throw Failure.environment("\(data): \(error)")
        }
        guard let twin = AccessKeys.twin(of: name, among: names, besides: before) else { return }
        throw Failure.wrongUse("'\(name)' looks like the name '\(twin)', which somebody has, or has had")
    }

    static func wording<R>(_ body: () throws -> R) throws -> R {
        do {
            return try body()
        } catch let error as StoreError {
            throw Failure.environment(error.description)
        }
    }

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Makes somebody a key or a password and prints it, once. Somebody with another role gets the new one.",
            discussion: "Example:\n\n  weir access add --data weir-data --name ann --role supervisor")
        @Option(help: "The data folder.")
        var data = "weir-data"
        @Option(help: "Whose key it is.")
        var name: String
        @Option(help: "The role.")
        var role: String
        @Flag(help: "Make a password for one sign-in at the console instead of a key: a new one for who has one.")
        var console = false

        func validate() throws {
            guard Role(name: role) != nil else {
                throw ValidationError(
                    "'\(role)' is no role; roles are \(Role.allCases.map(\.name).joined(separator: ", "))")
            }
            guard AccessKeys.isName(name) else {
                throw ValidationError("'\(name)' cannot be somebody's name")
            }
        }

        func run() throws {
            print(try AccessCommand.alone(data) { try AccessCommand.wording { try make() } })
        }

        /// The key or password.
        private func make() throws -> String {
            let store = try AccessCommand.store(data)
            defer { try? store.close() }
            try AccessCommand.refuseTwin(of: name, store, data)
            AccessNotes.remember([name], in: data)
            do { try AccessNotes.add(name, in: data) } catch {
                throw Failure.environment("\(data): cannot be written: \(error.localizedDescription)")
            }
            if console {
                let password = try ConsolePeople.make(data, name: name, role: role)
                _ = try store.removeKeys(of: name, but: role)
                return password
            }
            try ConsolePeople.setRole(data, of: name, role)
            let now = Instant(milliseconds: Int64(Date.now.timeIntervalSince1970 * 1000))
            return try AccessKeys.make(store, name: name, role: role, at: now)
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists people and roles.", discussion: "Example:\n\n  weir access list --data weir-data --json")
        @Option(help: "The data folder.")
        var data = "weir-data"
        @Flag(help: "Print JSON lines.")
        var json = false

        func run() throws {
            let keys = try AccessCommand.wording {
                let store = try AccessCommand.store(data)
                defer { try? store.close() }
                return try store.keys()
            }
            let people = try AccessCommand.wording { try ConsolePeople.all(data) }
            for (name, role, way) in keys.map({ ($0.name, $0.role, "key") }) + people.map({ ($0.0, $0.1, "password") })
            {
                var object = JSONObject()
                object.put("name", name)
                object.put("role", role)
                object.put("by", way)
                print(json ? String(decoding: object.closed, as: UTF8.self) : "\(name)\t\(role)\t\(way)")
            }
        }
    }

    struct Revoke: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Takes all keys of somebody away.",
            discussion: "Example:\n\n  weir access revoke --data weir-data --name ann")
        @Option(help: "The data folder.")
        var data = "weir-data"
        @Option(help: "Whose keys they are.")
        var name: String

        func run() throws {
            let count = try AccessCommand.alone(data) {
                try AccessCommand.wording {
                    let store = try AccessCommand.store(data)
                    defer { try? store.close() }
                    return try store.removeKeys(of: name) + ConsolePeople.remove(data, name)
                }
            }
            guard count > 0 else { throw Failure.trouble("nobody called '\(name)' has a key") }
            print("\(count)")
        }
    }
}
