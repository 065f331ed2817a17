import CWeirPatrol
import Foundation
import Glibc
import Synchronization
import WeirSites

/// Why a page is not rendered, in words.
public struct RenderFlaw: Error, Sendable, CustomStringConvertible, Hashable {
    public let description: String
    init(_ description: String) { self.description = description }
}

/// A program that reads what strangers wrote, under lock, as whoever had it started sees it: two pipes, and a line to
/// its keeper. The keeper is a thread here, or in a process beside that was there before this one was shut off.
final class LockedProgram: Sendable {
    /// Which programs there are; nothing else is started, whoever asks.
    enum Kind: UInt8, Sendable {
        /// Tries the lock.
        case trial = 1
        /// Speaks DevTools over 3 and 4.
        case browser = 2
        /// Reads a picture from its input, writes the text in it to its output.
        case reader = 3
    }

    private let line: Int32
    private let isOpen = Mutex(true)
    /// Our ends of its two pipes, until somebody has taken them, who closes them then: nobody else may, as the number
    /// would soon be another file's.
    private let ends: Mutex<(input: Int32, output: Int32)>

    private static let beside = Mutex<Int32>(-1)

    /// From now on programs are started by the process at the other end of this socket.
    static func startBeside(_ socket: Int32) { beside.withLock { $0 = socket } }

    /// Why programs cannot be locked up here; `nil` where they can.
    static let objection: String? = {
        do {
            let why = try start(.trial).wait()
            return why.isEmpty ? nil : "programs cannot be shut off from the network here (unshare \(why))"
        } catch {
            return "\(error)"
        }
    }()

    private init(_ ends: [Int32]) {
        self.ends = Mutex((input: ends[0], output: ends[1]))
        line = ends[2]
    }

    /// Where it reads from; to be closed by whoever takes it.
    func takeInput() -> Int32 {
        ends.withLock { ends in
            defer { ends.input = -1 }
            return ends.input
        }
    }

    /// What it writes to; to be closed by whoever takes it.
    func takeOutput() -> Int32 {
        ends.withLock { ends in
            defer { ends.output = -1 }
            return ends.output
        }
    }

    static func start(_ kind: Kind) throws -> LockedProgram {
        // Whoever writes to a program that has ended is told so, and lives.
        signal(SIGPIPE, SIG_IGN)
        var (down, up, line): ([Int32], [Int32], [Int32]) = ([-1, -1], [-1, -1], [-1, -1])
        let packets = Int32(SOCK_SEQPACKET.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        guard unsafe pipe(&down) == 0, unsafe pipe(&up) == 0, unsafe socketpair(AF_UNIX, packets, 0, &line) == 0 else {
            for end in down + up + line where end >= 0 { close(end) }
            throw RenderFlaw("no pipe can be made")
        }
        for end in down + up { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let (ours, theirs) = ([down[1], up[0], line[0]], [down[0], up[1], line[1]])
        let socket = beside.withLock { $0 }
        guard socket >= 0 else {
            DispatchlessThread.run { ProgramKeeper.keep(kind, read: theirs[0], write: theirs[1], line: theirs[2]) }
            return LockedProgram(ours)
        }
        let failure = weir_hand_over(socket, kind.rawValue, theirs, Int32(theirs.count))
        for end in theirs { close(end) }
        guard failure == 0 else {
            for end in ours { close(end) }
            throw RenderFlaw("the process that starts programs has ended")
        }
        return LockedProgram(ours)
    }

    /// Why it ended, in words, none where it ended well; `nil` while it works.
    var ended: String? {
        isOpen.withLock { isOpen in
            guard isOpen else { return "" }
            var place = pollfd(fd: line, events: Int16(POLLIN), revents: 0)
            guard unsafe poll(&place, 1, 0) > 0 else { return nil }
            // The words stay there for whoever asks next.
            return said(Int32(MSG_PEEK))
        }
    }

    /// A word of the keeper, without the mark that each begins with; nothing said is an end as well.
    private func said(_ flags: Int32) -> String {
        var bytes = [UInt8](repeating: 0, count: 512)
        var count = 0
        repeat { count = unsafe recv(line, &bytes, bytes.count, flags) } while count < 0 && errno == EINTR
        return count > 0 ? String(decoding: bytes[1..<count], as: UTF8.self) : "ended with its keeper"
    }

    /// Has it killed; it is over a moment later.
    func kill() { isOpen.withLock { if $0 { shutdown(line, Int32(SHUT_WR)) } } }

    /// Waits for its end, and gives back what it had. Once.
    @discardableResult
    func wait() -> String {
        let why = said(0)
        // The keeper closes its end when everything is put away.
        var byte: UInt8 = 0
        while unsafe recv(line, &byte, 1, 0) > 0 {}
        isOpen.withLock { isOpen in
            guard isOpen else { return }
            isOpen = false
            close(line)
        }
        for end in [takeInput(), takeOutput()] where end >= 0 { close(end) }
        return why
    }

    /// Kills it, closes what is open; its folder is gone then.
    func end() {
        kill()
        wait()
    }

    /// Gives it all that it is to read, on a thread of its own.
    func feed(_ bytes: [UInt8]) {
        let input = takeInput()
        DispatchlessThread.run {
            var sent = 0
            while sent < bytes.count {
                let count = unsafe bytes.withUnsafeBytes { raw in
                    unsafe write(input, raw.baseAddress?.advanced(by: sent), bytes.count - sent)
                }
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { break }
                sent += count
            }
            close(input)
        }
    }

    /// All that it writes until it ends, as far as that goes.
    func read(upTo most: Int) async -> [UInt8] {
        let output = takeOutput()
        return await withTaskCancellationHandler {
            await withCheckedContinuation { waiting in
                DispatchlessThread.run {
                    var found: [UInt8] = []
                    var chunk = [UInt8](repeating: 0, count: 1 << 16)
                    while found.count < most {
                        let count = unsafe Glibc.read(output, &chunk, chunk.count)
                        if count < 0, errno == EINTR { continue }
                        guard count > 0 else { break }
                        found += chunk[..<min(count, most - found.count)]
                    }
                    close(output)
                    waiting.resume(returning: found)
                }
            }
        } onCancel: {
            kill()
        }
    }
}
