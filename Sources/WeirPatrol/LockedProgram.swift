import Foundation
import Glibc
import Synchronization
import WeirSites

/// Why a page is not rendered, in words.
public struct RenderFlaw: Error, Sendable, CustomStringConvertible, Hashable {
    public let description: String
    init(_ description: String) { self.description = description }
}

/// A program that reads what strangers wrote, under lock: without any network, with nobody's rights where it is started
/// by root, with a folder of its own, in a group that is killed as a whole.
struct LockedProgram: Sendable {
    /// The folder that it may write to; removed by `end`.
    let folder: String
    let group: pid_t
    /// Our ends of the two pipes that it has as 3 and 4.
    let input: Int32
    let output: Int32

    private static let nobody: uid_t = 65_534

    /// What shuts a program off: an empty network, its own process ids, so that none outlives the first.
    private static var lock: [String] {
        let spaces = ["--net", "--pid", "--fork", "--kill-child", "--mount-proc"]
        let manners = ["nice", "-n", "10", "prlimit", "--fsize=\(SiteLimits.renderedFileBytes)", "--core=0"]
        guard geteuid() == 0 else { return ["unshare", "--user", "--map-current-user"] + spaces + ["--"] + manners }
        return ["unshare"] + spaces + ["--"] + manners
            + ["setpriv", "--reuid=\(nobody)", "--regid=\(nobody)", "--clear-groups", "--"]
    }

    /// Why programs cannot be locked up here; `nil` where they can.
    static let objection: String? = {
        do {
            let program = try start(["true"])
            defer { program.end() }
            return program.wait() == 0 ? nil : "programs cannot be shut off from the network here (unshare fails)"
        } catch {
            return "\(error)"
        }
    }()

    static func start(_ command: [String], files: [String: [UInt8]] = [:]) throws -> LockedProgram {
        // Short: the browser makes a socket in it, whose path may have 107 bytes.
        let name = "weir-locked-" + UUID().uuidString.prefix(8)
        let folder = FileManager.default.temporaryDirectory.appending(path: name).path()
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        for (name, bytes) in files { try Data(bytes).write(to: URL(filePath: folder + "/" + name)) }
        if geteuid() == 0 {
            for path in [folder] + files.keys.map({ folder + "/" + $0 }) {
                guard chown(path, nobody, nobody) == 0 else { throw RenderFlaw("\(path): cannot be given away") }
            }
        }
        var (down, up): ([Int32], [Int32]) = ([-1, -1], [-1, -1])
        guard unsafe pipe(&down) == 0, unsafe pipe(&up) == 0 else { throw RenderFlaw("no pipe can be made") }
        for end in down + up { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        defer { for end in [down[0], up[1]] { close(end) } }
        let command = command.map { $0.replacingOccurrences(of: "%folder%", with: folder) }
        do {
            let group = try spawn(lock + command, folder, read: down[0], write: up[1])
            return LockedProgram(folder: folder, group: group, input: down[1], output: up[0])
        } catch {
            for end in [down[1], up[0]] { close(end) }
            try? FileManager.default.removeItem(atPath: folder)
            throw error
        }
    }

    private static func spawn(_ command: [String], _ folder: String, read: Int32, write: Int32) throws -> pid_t {
        // Out of the way of 3 and 4 first.
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
        unsafe posix_spawn_file_actions_adddup2(&actions, from, 3)
        unsafe posix_spawn_file_actions_adddup2(&actions, to, 4)
        // Nothing else of ours is handed on.
        for name in (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? [] {
            if let descriptor = Int32(name), descriptor > 4 {
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
        var arguments = unsafe command.map { unsafe strdup($0) } + [nil]
        var variables = unsafe environment.map { unsafe strdup($0) } + [nil]
        defer { for text in unsafe arguments + variables { unsafe free(text) } }
        var process: pid_t = 0
        let failure = unsafe posix_spawnp(&process, command[0], &actions, &attributes, &arguments, &variables)
        guard failure == 0 else {
            throw RenderFlaw("\(command[0]): cannot be started: \(unsafe String(cString: strerror(failure)))")
        }
        return process
    }

    /// Bytes of memory of the whole group: each process's own, and what they share once.
    var memory: Int {
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

    /// Whether it has ended by itself.
    var isOver: Bool {
        var info = siginfo_t()
        guard unsafe waitid(P_PID, id_t(group), &info, WEXITED | WNOHANG | WNOWAIT) == 0 else { return true }
        return info.si_signo == SIGCHLD
    }

    func kill() { _ = Glibc.kill(-group, SIGKILL) }

    /// Waits for its end.
    @discardableResult
    func wait() -> Int32 {
        var status: Int32 = 0
        while unsafe waitpid(group, &status, 0) == -1, errno == EINTR {}
        return status
    }

    /// Kills it, closes what is open, removes its folder.
    func end() {
        kill()
        for end in [input, output] { close(end) }
        wait()
        try? FileManager.default.removeItem(atPath: folder)
    }
}
