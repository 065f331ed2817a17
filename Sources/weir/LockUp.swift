import ArgumentParser
import Foundation
import Glibc
import WeirPatrol

/// The programs that read strangers' pages shut themselves off from this machine's files before they read the first:
/// `weir site` becomes itself anew, under Landlock, and as nobody's user where root started it.
///
/// A second process that was started before, and reads nothing of strangers, starts the browsers: who is shut off may
/// not give a browser its own /proc, nor its rights away.
struct LockOptions: ParsableArguments {
    @Option(help: .hidden)
    var starter: Int32?
}

enum LockUp {
    /// Who the patrol is where root starts it, unless this machine has a user of the name.
    private static let user: uid_t = 65_533
    private static let userName = "weir-patrol"

    /// Comes back in the process that is shut off; where that is not possible it says so and goes on.
    /// - Parameters:
    ///   - readable: files and folders that the work is about.
    ///   - folder: the only one that is written to; it is given to the patrol's user. None where nothing is written.
    ///   - isPatient: others on this machine go first.
    static func enter(
        _ options: LockOptions, reading readable: [String], writing folder: String?, isPatient: Bool = false
    ) throws {
        if let starter = options.starter {
            ProgramStarter.use(starter)
            _ = fcntl(starter, F_SETFD, FD_CLOEXEC)
            probe()
            return
        }
        if let objection = Confinement.objection {
            Terminal.note("weir: WARNING: the patrol is not fully shut off from this machine's files: \(objection)")
        }
        let program = Confinement.program
        let confinement = Confinement(
            // Of /proc its own part is needed, which gets a new number when a thread becomes a program. Of other
            // processes the lock shows names and figures; their environment, memory and files it does not.
            readable: Confinement.system + Confinement.ownProgram + [program, "/proc"] + readable,
            writable: folder.map { [$0] } ?? [])
        var user: uid_t = 0
        if let folder, geteuid() == 0 {
            do { user = try give(folder, needing: [program] + readable) } catch let failure as Failure {
                Terminal.note("weir: WARNING: the patrol stays root: \(failure.message)")
            }
        }
        let arguments = CommandLine.arguments
        let starter = try start(program)
        if isPatient { Confinement.stepBack() }
        let flaw = confinement.become(
            program, Array(arguments.prefix(3)) + ["--starter=\(starter)"] + arguments.dropFirst(3), user: user,
            environment: environment(folder))
        throw Failure.environment("the patrol cannot be shut off: \(flaw)")
    }

    /// What is told of the lock, here and to the server.
    static var state: String {
        guard Confinement.isInForce else { return "not locked: \(Confinement.objection ?? "not in force")" }
        let rights = geteuid() == 0 ? "as root" : "as user \(geteuid())"
        let rest = Confinement.objection.map { ", in part: \($0)" } ?? ""
        return "Landlock \(Confinement.version), \(rights)\(rest)"
    }

    /// Temporary files belong into the folder that may be written to.
    private static func environment(_ folder: String?) -> [String: String] {
        var environment = ProcessInfo.processInfo.environment
        if let folder {
            let place = folder.hasPrefix("/") ? folder : FileManager.default.currentDirectoryPath + "/" + folder
            environment["TMPDIR"] = place + "/tmp"
            environment["HOME"] = place
        }
        return environment
    }

    /// Starts the process that starts browsers; answers our end of the socket to it.
    private static func start(_ program: String) throws -> Int32 {
        var ends: [Int32] = [-1, -1]
        guard unsafe socketpair(AF_UNIX, Int32(SOCK_SEQPACKET.rawValue), 0, &ends) == 0 else {
            throw Failure.environment("no socket can be made")
        }
        _ = fcntl(ends[0], F_SETFD, FD_CLOEXEC)
        var actions = posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        for descriptor in [Int32(0), 1, 2] {
            unsafe posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0)
        }
        let words = ["weir", "site", "starter", "\(ends[1])"]
        let arguments = unsafe words.map { unsafe strdup($0) } + [nil]
        defer { for word in unsafe arguments { unsafe free(word) } }
        var process: pid_t = 0
        let failure = unsafe posix_spawn(&process, program, &actions, nil, arguments, environ)
        close(ends[1])
        guard failure == 0 else { throw Failure.environment("\(program): cannot be started a second time") }
        // It stays ours when this program becomes itself anew.
        _ = fcntl(ends[0], F_SETFD, 0)
        return ends[0]
    }

    // MARK: Giving rights away

    /// Gives the folder to the patrol's user, if that user can do its work then.
    private static func give(_ folder: String, needing paths: [String]) throws -> uid_t {
        let user = unsafe getpwnam(userName).map { unsafe $0.pointee.pw_uid } ?? Self.user
        guard user != 0 else { throw Failure.environment("the user \(userName) is root") }
        let foreign = try FileManager.default.contentsOfDirectory(atPath: folder).filter { !ours.contains($0) }
        guard foreign.isEmpty else {
            throw Failure.environment("\(folder): holds other things than a patrol's, such as \(foreign.min() ?? "")")
        }
        var facts = stat()
        if unsafe lstat(folder, &facts) == 0, facts.st_uid == 0 {
            let inside = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
            for path in [folder] + inside.map({ folder + "/" + $0 }) {
                guard lchown(path, user, user) == 0 else {
                    throw Failure.environment("\(path): cannot be given to user \(user)")
                }
            }
        }
        guard seteuid(user) == 0 else { throw Failure.environment("this system lets nobody become user \(user)") }
        defer { seteuid(0) }
        for path in paths where faccessat(AT_FDCWD, path, R_OK, AT_EACCESS) != 0 && errno != ENOENT {
            throw Failure.environment("user \(user) cannot read \(path)")
        }
        guard faccessat(AT_FDCWD, folder, R_OK | W_OK | X_OK, AT_EACCESS) == 0 else {
            throw Failure.environment("user \(user) cannot reach \(folder)")
        }
        return user
    }

    /// What a patrol's folder holds.
    private static let ours: Set<String> = ["pages.json", "evidence", "tmp"]

    /// What a test asks this process to try: which files it can still open.
    private static func probe() {
        for path in (ProcessInfo.processInfo.environment["WEIR_FAULT_PROBE"] ?? "").split(separator: ":") {
            let file = open(String(path), O_RDONLY | O_CLOEXEC)
            Terminal.note("weir: probe \(path): \(file >= 0 ? "open" : "shut")")
            if file >= 0 { close(file) }
        }
    }
}

/// `weir site starter`: starts browsers and readers of pictures for a patrol that has shut itself off.
struct SiteStarter: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "starter", abstract: "Starts programs for the patrol; nothing that people call.",
        shouldDisplay: false)

    @Argument var socket: Int32

    func run() {
        // It ends when the patrol has: after those that it started.
        for number in [SIGINT, SIGTERM, SIGHUP] { signal(number, SIG_IGN) }
        _ = fcntl(socket, F_SETFD, FD_CLOEXEC)
        if Confinement.version > 0 { ProgramStarter.confine(with: [Confinement.program, "site", "confined"]) }
        ProgramStarter.serve(socket)
    }
}

/// `weir site confined`: shuts itself off from all files but those that browsers need, and becomes another program.
struct SiteConfined: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "confined", abstract: "Becomes a program that is shut off; nothing that people call.",
        shouldDisplay: false)

    @Argument(parsing: .captureForPassthrough) var words: [String] = []

    func run() throws {
        guard words.count > 1, let program = Self.place(words[1]) else { throw Failure.environment("needs a program") }
        let confinement = Confinement(
            readable: Confinement.system + [
                "/etc/fonts", "/etc/chromium", "/etc/chromium.d", "/etc/debian_version", "/etc/passwd", "/etc/group",
                "/etc/alternatives", "/var/cache/fontconfig",
            ],
            // Its own processes': there are no others in it. Chromium's sandbox is set up over it.
            writable: [words[0], "/proc"])
        throw Failure.environment("\(confinement.become(program, Array(words.dropFirst())))")
    }

    /// Where a program of the system lies.
    private static func place(_ name: String) -> String? {
        if name.hasPrefix("/") { return name }
        return ["/usr/bin/", "/bin/", "/usr/local/bin/"].map { $0 + name }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}
