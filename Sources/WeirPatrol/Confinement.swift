import CWeirPatrol
import Foundation
import Glibc

/// What a process may touch of the machine's files from some moment on, it and all that it starts: Linux's Landlock.
/// Nothing gives back what was given up.
public struct Confinement: Sendable {
    /// Files and folders that may be read, and programs in them run.
    public var readable: [String]
    /// Folders that may be written to as well; nothing in them may be run.
    public var writable: [String]

    public init(readable: [String], writable: [String] = []) {
        self.readable = readable
        self.writable = writable
    }

    /// The version of Landlock that acts here; 0 for none.
    public static var version: Int {
        // A test's control: what is open without the lock.
        ProcessInfo.processInfo.environment["WEIR_FAULT_FORGET"] == "lock" ? 0 : Int(weir_landlock_version())
    }

    /// What the lock does not hold here, in words; `nil` where it holds.
    public static var objection: String? {
        switch version {
        case 0: "this system has no Landlock, or it is switched off"
        case 1, 2: "this system's Landlock (version \(version)) lets files be cut short; Linux 6.2 has a better one"
        default: nil
        }
    }

    /// Whether this process is shut off: the root folder, which nobody is given, cannot be listed.
    public static var isInForce: Bool {
        let root = open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if root >= 0 { close(root) }
        return root < 0 && errno == EACCES
    }

    // MARK: What is needed

    /// Where names of hosts are looked up: files that others replace while we run.
    public static let names = ["/etc/resolv.conf", "/etc/hosts", "/etc/nsswitch.conf"]

    /// What every program needs that reads pages: libraries, data that belongs to them, certificates, names.
    public static var system: [String] {
        let libraries = ["/usr", "/lib", "/lib32", "/lib64", "/bin", "/sbin", "/etc/ld.so.cache"]
        let settings =
            names + [
                "/etc/host.conf", "/etc/gai.conf", "/etc/services", "/etc/protocols", "/etc/localtime", "/etc/timezone",
                "/etc/ssl/certs", "/etc/ssl/openssl.cnf", "/etc/pki/tls", "/etc/pki/ca-trust",
            ]
        // What a link in /etc leads to is replaced as a whole: the folder around it.
        let led = names.compactMap { path -> String? in
            let real = URL(filePath: path).resolvingSymlinksInPath().path()
            return real.hasPrefix("/etc/") || real == path ? nil : (real as NSString).deletingLastPathComponent
        }
        return libraries + settings + led + ["/sys/devices/system/cpu", "/sys/fs/cgroup"]
    }

    /// Files that every program writes to and reads from, and that hold nothing.
    public static let devices = ["/dev/null", "/dev/zero", "/dev/random", "/dev/urandom"]

    /// This program, and the libraries that it has loaded from elsewhere than where a system keeps them.
    public static var ownProgram: [String] {
        let files: [String] = maps.split(separator: "\n").compactMap { line in
            line.firstIndex(of: "/").map { String(line[$0...]) }
        }
        return Set(files).filter { !$0.hasPrefix("/usr/") && !$0.hasPrefix("/lib") && !$0.hasSuffix(" (deleted)") }
            .sorted()
    }

    /// Read to its end: it comes in pieces, and Foundation takes the first for all.
    private static var maps: String {
        let file = open("/proc/self/maps", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return "" }
        defer { close(file) }
        var (found, chunk): ([UInt8], [UInt8]) = ([], [UInt8](repeating: 0, count: 1 << 16))
        while true {
            let count = unsafe read(file, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return String(decoding: found, as: UTF8.self) }
            found += chunk[..<count]
        }
    }

    /// Where this program lies.
    public static var program: String {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? "/proc/self/exe"
    }

    // MARK: Shutting off

    /// Lets others go first, for good: the calling thread, and every thread of what it becomes.
    public static func stepBack() { weir_step_back(10) }

    /// Becomes another program, or this one anew, shut off, and as another user where `user` is not 0.
    ///
    /// Anew, because the lock holds for a thread and those that it starts: only after this no thread is left without
    /// it.
    /// - Returns: why that could not be done. Some of it may be done then: the caller has to end.
    public func become(
        _ program: String, _ arguments: [String], user: UInt32 = 0, environment: [String: String]? = nil
    ) -> FetchFlaw {
        var rules: Int32 = -1
        if Self.version > 0 {
            rules = weir_rules_new()
            guard rules >= 0 else { return Self.flaw("Landlock", errno) }
            for (paths, mayWrite) in [(readable, false), (writable + Self.devices, true)] {
                for path in paths {
                    let failure = weir_rules_add(rules, path, mayWrite ? 1 : 0)
                    // What is not there, or is no business of whoever starts this, is not needed.
                    guard failure == 0 || failure == ENOENT || failure == EACCES || failure == ENOTDIR else {
                        return Self.flaw(path, failure)
                    }
                }
            }
        }
        let variables = (environment ?? ProcessInfo.processInfo.environment).sorted { $0.key < $1.key }
        let words = unsafe arguments.map { unsafe strdup($0) } + [nil]
        let settings = unsafe variables.map { unsafe strdup("\($0.key)=\($0.value)") } + [nil]
        return Self.flaw(program, unsafe weir_become(rules, user, program, words, settings))
    }

    private static func flaw(_ what: String, _ code: Int32) -> FetchFlaw {
        FetchFlaw("\(what): \(unsafe String(cString: strerror(code)).lowercased())")
    }

    /// What of the files of names could be read before and no longer can: somebody has put others in their place, which
    /// the rules do not know.
    public static func lost(of known: [String]) -> [String] { known.filter { !canRead($0) } }

    /// Which files of names can be read.
    public static var readNames: [String] { names.filter { canRead($0) } }

    private static func canRead(_ path: String) -> Bool {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        if file >= 0 { close(file) }
        return file >= 0
    }
}
