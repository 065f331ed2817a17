import ArgumentParser
import Foundation
import WeirCodec
import WeirDomain
import WeirEngine
import WeirRegister
import WeirRuntime
import WeirServer
import WeirStore

/// `weir register`.
struct RegisterCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "register",
        abstract: "The register: signs, proves, exports and verifies what was done.",
        discussion: """
            'verify' needs nothing but the file. Example:

              weir register export --data weir-data --out register.txt
              weir register verify register.txt --key "$(cat known.key)" --checkpoint kept-last-year.txt
            """,
        subcommands: [SignCheckpoint.self, Prove.self, VerifyExport.self, ExportRegister.self, Cosign.self, Erase.self])

    /// The register's errors end the program in words.
    static func wording<R>(_ body: () throws -> R) throws -> R {
        do {
            return try body()
        } catch let error as RegisterError {
            throw error.code == .damaged
                ? Failure.trouble(error.description)
                : error.code == .outOfRange
                    ? Failure.wrongUse(error.description) : Failure.environment(error.description)
        }
    }

    /// For writing where nobody else has it, otherwise for reading.
    static func open(_ data: String) throws -> Register {
        let folder = data + "/register"
        guard FileManager.default.fileExists(atPath: folder + "/entries") else {
            throw Failure.environment("\(folder): there is no register")
        }
        do {
            return try Register(folder)
        } catch  where error.code == .locked {
            return try wording { try Register(folder, isWritable: false) }
        } catch {
            return try wording { throw error }
        }
    }

    static func note(_ path: String) throws -> Note {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw Failure.environment("\(path): cannot be read")
        }
        guard let note = Note(text), Checkpoint(note.text) != nil else {
            throw Failure.wrongUse("\(path): is no checkpoint")
        }
        return note
    }

    static func key(_ text: String, _ use: NoteKey.Use) throws -> NoteKey {
        guard let key = NoteKey(text.trimmingCharacters(in: .whitespacesAndNewlines)), key.use == use else {
            throw Failure.wrongUse("'\(text)' is no key of a \(use == .log ? "log" : "witness")")
        }
        return key
    }
}

struct SignCheckpoint: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "checkpoint",
        abstract: "Prints the newest checkpoint; signs one where entries have come since the last.",
        discussion: "While a server runs it signs itself: GET /v1/register/checkpoint. Example:\n\n"
            + "  weir register checkpoint --data weir-data > checkpoint.txt")

    @Option(help: "The data folder.")
    var data = "weir-data"

    func run() throws {
        let register = try RegisterCommand.open(data)
        let note = try RegisterCommand.wording {
            do {
                return try register.checkpoint()
            } catch let error as RegisterError where error.code == .system {
                // A running server signs; what it has signed already can be read.
                guard let last = register.checkpoints.last else { throw error }
                return last
            }
        }
        print(note.body, terminator: "")
    }
}

struct Prove: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Proves that an entry is in a checkpoint, or that one tree is the beginning of another.",
        discussion: "Prints JSON. Examples:\n\n  weir register prove --data weir-data --index 17\n"
            + "  weir register prove --data weir-data --from 100 --to 250")

    @Option(help: "The data folder.")
    var data = "weir-data"
    @Option(help: "The number of an entry, from 0.")
    var index: Int?
    @Option(help: "The size of the smaller tree.")
    var from: Int?
    @Option(help: "The size of the greater tree; the newest if not given.")
    var to: Int?

    func validate() throws {
        if (index == nil) == (from == nil) { throw ValidationError("give either --index, or --from and --to") }
    }

    func run() throws {
        let register = try RegisterCommand.open(data)
        var object = JSONObject()
        try RegisterCommand.wording {
            if let index {
                let note = register.checkpoints.last { (Checkpoint($0.text)?.size ?? 0) > index }
                guard let note else {
                    throw RegisterError(.outOfRange, register.folder, "no checkpoint covers entry \(index) yet")
                }
                let proof = try register.inclusion(of: index, in: note)
                object.put("index", index)
                object.put("entry", json: proof.entry)
                object.put("leaf_hash", TreeHash.leaf(proof.entry).base64)
                object.put("proof", proof.hashes.map(\.base64))
                object.put("checkpoint", note.body)
            } else if let from {
                let end = to ?? register.count
                object.put("from", from)
                object.put("to", end)
                object.put("proof", try register.consistency(from: from, to: end).map(\.base64))
            }
        }
        print(String(decoding: object.closed, as: UTF8.self))
    }
}

struct ExportRegister: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Writes the register up to its newest checkpoint as one file of lines.",
        discussion: "Example:\n\n  weir register export --data weir-data --out register.txt")

    @Option(help: "The data folder.")
    var data = "weir-data"
    @Option(help: "The file to write.")
    var out: String

    func run() throws {
        let register = try RegisterCommand.open(data)
        let count = try RegisterCommand.wording { () throws in
            _ = try? register.checkpoint()
            // Not the caller's fault: a running server signs, and has not yet.
            guard !register.checkpoints.isEmpty else {
                throw Failure.environment(
                    "\(register.folder): has no checkpoint yet: ask the running server for one "
                        + "(GET /v1/register/checkpoint) and export again")
            }
            return try Export.write(register, to: out)
        }
        Terminal.note("weir: \(Terminal.grouped(count)) entries written to \(out)")
        // Beside a running server only that one signs.
        let left = register.count - count
        if left > 0 {
            Terminal.note(
                "weir: \(Terminal.grouped(left)) newer ones are not in it, since no checkpoint covers them yet: ask "
                    + "the running server for one (GET /v1/register/checkpoint) and export again")
        }
    }
}

struct VerifyExport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Verifies an exported register, without any server.",
        discussion: """
            Without --key the file is only compared with itself. With a checkpoint kept from before nothing that it
            covers can have been changed, whoever has the signing key. Exit 1 if anything is wrong. Example:

              weir register verify register.txt --key weir/register-1f…+…+… --checkpoint kept.txt
            """)

    @Argument(help: "The exported file.")
    var file: String
    @Option(help: "The log's public key, as learned from elsewhere.")
    var key: String?
    @Option(help: "A checkpoint kept from before.")
    var checkpoint: String?
    @Option(help: "A witness's public key; may be given several times.")
    var witness: [String] = []
    @Flag(help: "Print the result as JSON.")
    var json = false

    func run() throws {
        let found = try RegisterCommand.wording { () throws in
            try Verifier.verify(
                file, key: try key.map { try RegisterCommand.key($0, .log) },
                earlier: try checkpoint.map { try RegisterCommand.note($0) },
                witnesses: try witness.map { try RegisterCommand.key($0, .witness) })
        }
        if json {
            var object = JSONObject()
            object.put("sound", found.isSound)
            object.put("entries", found.entries)
            object.put("checkpoints", found.checkpoints)
            object.put("root", found.root.base64)
            object.put("key", found.key.map { "\($0)" } ?? "")
            object.put("flaws", found.flaws)
            print(String(decoding: object.closed, as: UTF8.self))
        } else if found.isSound {
            print(
                "sound: \(Terminal.grouped(found.entries)) entries, \(found.checkpoints) checkpoints, "
                    + "root \(found.root.base64)"
            )
            if key == nil, let own = found.key {
                print("signed with the file's own key \(own): give --key to be sure whose it is")
            }
            if let size = found.contained {
                print("contains the earlier checkpoint of \(Terminal.grouped(size)) entries")
            }
            for (name, size) in found.witnesses {
                print("witnessed by \(name) up to \(Terminal.grouped(size)) entries")
            }
        }
        if !found.isSound {
            throw Failure.trouble(found.flaws.map { "\(file): \($0)" }.joined(separator: "\nweir: error: "))
        }
    }
}

struct Cosign: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Signs a checkpoint as an outside witness, if it contains what was witnessed before.",
        discussion: """
            Reads an export, checks that it contains the last checkpoint signed here (kept in the state file), and
            prints the size and the signature's line, to be sent to POST /v1/register/cosignatures. The witness's key is
            made at the first use; its public key is printed on standard error. Example:

              weir register cosign --name witness.example --secret witness.key --state seen.txt register.txt
            """)

    @Option(help: "The witness's name.")
    var name: String
    @Option(help: "The file with the witness's secret key; made if it is missing.")
    var secret: String
    @Option(help: "The file with the last checkpoint signed here; written.")
    var state: String
    @Option(help: "The log's public key; learned at the first use if not given.")
    var key: String?
    @Argument(help: "The exported register.")
    var file: String

    func run() throws {
        let signer = try signer()
        let earlier = FileManager.default.fileExists(atPath: state) ? try RegisterCommand.note(state) : nil
        let found = try RegisterCommand.wording { () throws in
            try Verifier.verify(file, key: try key.map { try RegisterCommand.key($0, .log) }, earlier: earlier)
        }
        guard found.isSound, let log = found.key else {
            throw Failure.trouble("\(file): not signed: \(found.flaws.first ?? "it cannot be read")")
        }
        guard let note = found.newest, log.signed(note) != nil,
            let signature = signer.sign(note.text, time: UInt64(max(0, Date.now.timeIntervalSince1970)))
        else { throw Failure.trouble("\(file): holds no checkpoint") }
        do {
            try Data(note.body.utf8).write(to: URL(filePath: state), options: .atomic)
        } catch {
            throw Failure.environment("\(state): cannot be written")
        }
        print("\(found.entries)\n\(signature.line)")
    }

    private func signer() throws -> NoteSigner {
        if !FileManager.default.fileExists(atPath: secret) {
            let made = FileManager.default.createFile(
                atPath: secret, contents: Data((Base64.text(NoteSigner.newSeed()) + "\n").utf8),
                attributes: [.posixPermissions: 0o600])
            guard made else { throw Failure.environment("\(secret): cannot be written") }
        }
        let text = (try? String(contentsOfFile: secret, encoding: .utf8)) ?? ""
        guard let seed = Base64.bytes(text.trimmingCharacters(in: .whitespacesAndNewlines)),
            let signer = NoteSigner(name: name, use: .witness, seed: seed)
        else { throw Failure.wrongUse("\(secret): is no secret key, or '\(name)' no name") }
        Terminal.note("weir: witness \(signer.key)")
        return signer
    }
}

struct Erase: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Makes it impossible to tell which entries of the register are about somebody.",
        discussion: """
            Throws away the salt of an account, or of a person given as person:NAME; an account that is called like
            that is given as account:person:NAME. The log stays as it is and
            verifies; that something was erased stands in it from then on, and not of whom. Entries about one measure,
            case or appeal bear its number: erase once nothing more is to come of it, or the next entry ties the earlier
            ones to the account again. A running server is asked with --server and a key of compliance or an
            administrator (also in WEIR_KEY). Examples:

              weir register erase --data weir-data acc-17
              weir register erase --server http://127.0.0.1:8080 acc-17
            """)

    @Option(help: "The data folder, while no server runs on it.")
    var data = "weir-data"
    @Option(help: "A running server that does it, such as http://127.0.0.1:8080.")
    var server: String?
    @Option(help: "The API key for the server. Also read from WEIR_KEY.")
    var key: String?
    @Argument(help: "The account.")
    var account: String

    func run() async throws {
        if let server { try await ask(server) } else { try await work() }
        Terminal.note("weir: no entry can be told to be about \(account) any more")
    }

    private func ask(_ server: String) async throws {
        let body = try JSONEncoder().encode(["account": account])
        let (answer, isDone) = try await ServerCall.send(
            "POST", try ServerCall.url(server, "/v1/register/erasures"), key: key, body: (body, "application/json"))
        guard isDone else {
            throw Failure.trouble("\(server): \(ServerCall.words(answer))")
        }
    }

    private func work() async throws {
        let folder = data + "/register"
        guard FileManager.default.fileExists(atPath: folder + "/entries") else {
            throw Failure.environment("\(folder): there is no register")
        }
        let desk: Desk
        do {
            desk = try Desk.open(Desk.Options(directory: data))
        } catch {
            let isRunning = "\(error)".contains("in use by another process")
            throw Failure.environment("\(error)" + (isRunning ? ": a running server is asked with --server" : ""))
        }
        defer { desk.close() }
        let now = Instant(milliseconds: Int64((Date.now.timeIntervalSince1970 * 1_000).rounded()))
        await desk.nameVersion(at: now)
        // What the journal holds is in the register before anything is forgotten, and nothing of it comes afterwards.
        if let trouble = await desk.register.wait(for: desk.status.sequence, milliseconds: 60_000) {
            throw Failure.environment("\(folder): \(trouble)")
        }
        guard desk.register.pseudonyms.known(account) != nil else {
            throw Failure.wrongUse("\(folder): has no entry about '\(account)'")
        }
        try needGone(desk)
        // Noted first: an erasure that nobody can read of would be worse than a note of one that must be tried again.
        guard case .taken = await desk.act(ActRequest(.erase, at: now, by: Measure.weir, role: nil)) else {
            throw Failure.environment("\(folder): the erasure cannot be noted")
        }
        _ = try RegisterCommand.wording { try desk.register.erase(account) }
    }

    /// Who acts here answers for it: people are erased once their way in is gone.
    private func needGone(_ desk: Desk) throws {
        guard account.utf8.starts(with: "person:".utf8) else { return }
        let person = String(decoding: account.utf8.dropFirst(7), as: UTF8.self)
        let names = try AccessCommand.wording {
            try desk.store.keys().map(\.name) + ConsolePeople.all(data).map { $0.0 }
        }
        guard names.contains(person) else { return }
        throw Failure.wrongUse(
            "'\(person)' has a way in: people are erased once it has been taken away (weir access revoke)")
    }
}
