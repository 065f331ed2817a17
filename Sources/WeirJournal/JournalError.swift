internal import Glibc

/// Why the journal would not open, write or read. `description` is meant for a person: what, where, and what to do.
public struct JournalError: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Code: Hashable, Sendable {
        /// Another process, or another `Journal` of this one, has the directory open for writing.
        case inUse
        /// The path, or a part of it, is not a directory.
        case notADirectory
        /// The path does not exist (reading only; opening for writing creates the directory).
        case notFound
        case permissionDenied
        case readOnly
        /// The disk or quota is full. The group was taken back; the journal works again when there is space.
        case noSpace
        /// The file was written by a newer version of this program.
        case newerVersion(found: UInt32, supported: UInt32)
        /// Records that were promised to be safe are damaged: at this byte of the file, where this sequence is
        /// expected.
        case corrupt(offset: Int, sequence: UInt64)
        /// A record that was asked for, or that must be there, lies in no segment of the directory.
        case missing(sequence: UInt64)
        /// The disk did not confirm a group. What it kept is unknown, so the journal refuses all further work.
        case syncFailed
        /// The disk refused a write for another reason than space; the journal refuses all further work.
        case writeFailed
        case readFailed
        /// Any other refusal of the operating system.
        case failed
        /// The journal has been closed.
        case closed
        /// A record or a group is beyond `JournalLimits`.
        case tooLarge(bytes: Int, limit: Int)
    }

    public let code: Code
    /// The file or directory that it happened to.
    public let path: String
    /// The operating system's error number; 0 where it had no part in it.
    public let errno: CInt
    /// What was being done or was found, in words.
    public let detail: String

    package init(_ code: Code, _ path: String, errno: CInt = 0, _ detail: String = "") {
        self.code = code
        self.path = path
        self.errno = errno
        self.detail = detail
    }

    /// What a failed operation means, from its error number.
    package init(_ fault: JournalFault, _ path: String, _ detail: String, otherwise: Code = .failed) {
        let code: Code =
            switch fault.errno {
            case EACCES, EPERM: .permissionDenied
            case EROFS: .readOnly
            case ENOSPC, EDQUOT, EFBIG: .noSpace
            case ENOTDIR: .notADirectory
            case ENOENT: .notFound
            default: otherwise
            }
        self.init(code, path, errno: fault.errno, detail)
    }

    public var description: String {
        var text = "journal \(path): \(sentence)"
        if !detail.isEmpty { text += "; \(detail)" }
        if errno != 0 { text += " (\(systemText), errno \(errno))" }
        return text
    }

    private var sentence: String {
        switch code {
        case .inUse: "is in use by another process; only one may write a journal"
        case .notADirectory: "is not a directory"
        case .notFound: "does not exist"
        case .permissionDenied: "permission denied; the journal's directory and files must be writable by this user"
        case .readOnly: "lies on a read-only file system"
        case .noSpace: "no space left; the records of this group were not kept, free some space and send them again"
        case .newerVersion(let found, let supported):
            "has format version \(found), this program reads up to \(supported); use the newer program"
        case .corrupt(let offset, let sequence):
            "is damaged at byte \(offset), where record \(sequence) is expected, and committed data is at stake; "
                + "restore this file from a copy"
        case .missing(let sequence): "record \(sequence) is missing"
        case .syncFailed: "the disk did not confirm a write; restart to find out what it kept"
        case .writeFailed: "the disk refused a write; restart to find out what it kept"
        case .readFailed: "the disk refused a read"
        case .failed: "cannot be used"
        case .closed: "has been closed"
        case .tooLarge(let bytes, let limit): "\(bytes) bytes are more than the limit of \(limit)"
        }
    }

    private var systemText: String {
        var buffer = [CChar](repeating: 0, count: 256)
        // The POSIX form: fills the buffer, whatever the number.
        _ = strerror_r(errno, &buffer, 256)
        return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
