import CWeirPatrol
import Foundation
import Glibc
import Synchronization
import WeirSites

/// Keeps one locked program at a time: starts it without any network, with nobody's rights where it is started by root,
/// with a folder of its own, in a group that is killed as a whole; watches what it takes.
enum ProgramKeeper {
    private static let nobody: uid_t = 65_534
    /// What a command is given to, so that the files of this machine are shut off from it too; none where that is not
    /// known.
    private static let confiner = Mutex<[String]>([])

    static func confine(with command: [String]) { confiner.withLock { $0 = command } }

    /// What is run. The folder's name stands where `%folder%` does.
    private static func command(_ kind: LockedProgram.Kind) -> [String] {
        switch kind {
        case .trial: ["true"]
        case .browser: [PageRenderer.standard] + PageRenderer.options
        case .reader: [SeenText.program, "stdin", "stdout", "-l", "chi_sim+eng", "--psm", "11"]
        }
    }

    /// An empty network, its own process ids, so that none outlives the first; then the files; then the rights. In this
    /// order: who is shut off from files mounts nothing, not even its own /proc.
    private static func lock(_ folder: String) -> [String] {
        let spaces = ["--net", "--pid", "--fork", "--kill-child", "--mount-proc"]
        let manners = ["nice", "-n", "10", "prlimit", "--fsize=\(SiteLimits.renderedFileBytes)", "--core=0"]
        let confiner = confiner.withLock { $0 }
        let files = confiner.isEmpty ? [] : confiner + [folder]
        guard geteuid() == 0 else {
            return ["unshare", "--user", "--map-current-user"] + spaces + ["--"] + manners + files
        }
        return ["unshare"] + spaces + ["--"] + manners + files
            + ["setpriv", "--reuid=\(nobody)", "--regid=\(nobody)", "--clear-groups", "--"]
    }

    /// Starts a program and stays until it has ended; says why it did over the line, and closes that when all is put
    /// away. Whoever closes the other end has it killed.
    static func keep(_ kind: LockedProgram.Kind, read: Int32, write: Int32, line: Int32) {
        defer { close(line) }
        // Short: the browser makes a socket in it, whose path may have 107 bytes.
        let name = "weir-locked-" + UUID().uuidString.prefix(8)
        let folder = FileManager.default.temporaryDirectory.appending(path: name).path()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let group: pid_t
        do {
            defer { for end in [read, write] { close(end) } }
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            if geteuid() == 0, chown(folder, nobody, nobody) != 0 {
                throw RenderFlaw("\(folder): cannot be given away")
            }
            let command = command(kind).map { $0.replacingOccurrences(of: "%folder%", with: folder) }
            group = try spawn(lock(folder) + command, folder, kind, read, write)
        } catch {
            return say(line, "cannot be started: \(error)")
        }
        var why = watch(group, line)
        // Before it is killed: whoever reads from it learns of its end by that.
        if let why { say(line, why) }
        let status = end(group)
        if why == nil { why = status == 0 ? "" : "ended with \(status & 0x7F == 0 ? status >> 8 & 0xFF : status)" }
        try? FileManager.default.removeItem(atPath: folder)
        say(line, why ?? "")
    }

    /// Waits for the end of a program, of its time, or of the wish for it; why it is to be killed, if that is why.
    private static func watch(_ group: pid_t, _ line: Int32) -> String? {
        let most = SiteLimits.renderSeconds + 5
        let end = ContinuousClock.now + .seconds(most)
        var rounds = 0
        while !isOver(group) {
            rounds += 1
            var place = pollfd(fd: line, events: Int16(POLLIN), revents: 0)
            if unsafe poll(&place, 1, rounds < 20 ? 10 : 200) > 0 { return "was wanted no more" }
            if ContinuousClock.now > end { return "took longer than \(most) s" }
            if memory(group) > SiteLimits.browserMemory {
                return "took more than \(SiteLimits.browserMemory >> 20) MiB of memory"
            }
        }
        return nil
    }

    private static func say(_ line: Int32, _ why: String) {
        let bytes = Array(".\(why)".utf8.prefix(500))
        _ = unsafe bytes.withUnsafeBytes { unsafe send(line, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
    }

    private static func isOver(_ group: pid_t) -> Bool {
        var info = siginfo_t()
        guard unsafe waitid(P_PID, id_t(group), &info, WEXITED | WNOHANG | WNOWAIT) == 0 else { return true }
        return info.si_signo == SIGCHLD
    }

    private static func end(_ group: pid_t) -> Int32 {
        _ = Glibc.kill(-group, SIGKILL)
        var status: Int32 = 0
        while unsafe waitpid(group, &status, 0) == -1, errno == EINTR {}
        return status
    }

    /// Bytes of memory of the whole group: each process's own, and what they share once.
    private static func memory(_ group: pid_t) -> Int {
        var (own, shared) = (0, 0)
        for name in (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        where name.first?.isNumber ?? false && getpgid(pid_t(name) ?? 0) == group {
            guard let data = FileManager.default.contents(atPath: "/proc/\(name)/statm") else { continue }
            let pages = String(decoding: data, as: UTF8.self).split(separator: " ").compactMap { Int($0) }
            guard pages.count > 2 else { continue }
            own += max(0, pages[1] - pages[2])
            shared = max(shared, pages[2])
        }
        return (own + shared) * Int(sysconf(Int32(_SC_PAGESIZE)))
    }
}

extension ProgramKeeper {
    private static func spawn(
        _ command: [String], _ folder: String, _ kind: LockedProgram.Kind, _ read: Int32, _ write: Int32
    ) throws(RenderFlaw) -> pid_t {
        // Out of the way of 0 to 4 first.
        let (from, to) = (fcntl(read, F_DUPFD_CLOEXEC, 100), fcntl(write, F_DUPFD_CLOEXEC, 100))
        defer { for end in [from, to] { close(end) } }
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        unsafe posix_spawn_file_actions_init(&actions)
        unsafe posix_spawnattr_init(&attributes)
        defer {
            unsafe posix_spawn_file_actions_destroy(&actions)
            unsafe posix_spawnattr_destroy(&attributes)
        }
        for descriptor in [Int32(0), 1, 2] {
            unsafe posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0)
        }
        let ends: [(Int32, Int32)] =
            switch kind {
            case .trial: []
            case .browser: [(from, 3), (to, 4)]
            case .reader: [(from, 0), (to, 1)]
            }
        for (end, place) in ends { unsafe posix_spawn_file_actions_adddup2(&actions, end, place) }
        // Nothing else of ours is handed on.
        for name in (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? [] {
            if let descriptor = Int32(name), descriptor > 4 || descriptor > 2 && kind != .browser {
                unsafe posix_spawn_file_actions_addclose(&actions, descriptor)
            }
        }
        unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
        unsafe posix_spawnattr_setpgroup(&attributes, 0)
        let environment = [
            "HOME=\(folder)", "TMPDIR=\(folder)", "PATH=/usr/local/bin:/usr/bin:/bin", "LANG=C.UTF-8",
            // Four threads of a reader of pictures on two cores wait for one another.
            "OMP_THREAD_LIMIT=1",
        ]
        let arguments = unsafe command.map { unsafe strdup($0) } + [nil]
        let variables = unsafe environment.map { unsafe strdup($0) } + [nil]
        defer { for text in unsafe arguments + variables { unsafe free(text) } }
        var process: pid_t = 0
        let failure = unsafe posix_spawnp(&process, command[0], &actions, &attributes, arguments, variables)
        guard failure == 0 else {
            throw RenderFlaw("\(command[0]): \(unsafe String(cString: strerror(failure)).lowercased())")
        }
        return process
    }
}

/// The process beside that starts programs for one that is shut off from all that this takes.
public enum ProgramStarter {
    /// Programs that it keeps at a time: those that work, and as many that are being put away.
    private static let most = SiteLimits.browsers * 2

    /// What shuts programs off from files: a command to which a folder and the program's own command are given.
    public static func confine(with command: [String]) { ProgramKeeper.confine(with: command) }

    /// From now on programs are started by the process at the other end of this socket.
    public static func use(_ socket: Int32) { LockedProgram.startBeside(socket) }

    /// Starts the programs that are asked for at the other end of a socket, until that is closed and all have ended.
    public static func serve(_ socket: Int32) {
        let working = Mutex(0)
        while true {
            var what: UInt8 = 0
            var ends: [Int32] = [-1, -1, -1]
            guard unsafe weir_take_over(socket, &what, &ends, Int32(ends.count)) == 1 else { break }
            let taken = ends
            guard let kind = LockedProgram.Kind(rawValue: what), working.withLock({ $0 < most }) else {
                for end in taken { close(end) }
                continue
            }
            working.withLock { $0 += 1 }
            DispatchlessThread.run {
                ProgramKeeper.keep(kind, read: taken[0], write: taken[1], line: taken[2])
                working.withLock { $0 -= 1 }
            }
        }
        while working.withLock({ $0 > 0 }) { usleep(20_000) }
    }
}
