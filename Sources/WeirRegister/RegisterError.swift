import Glibc

/// Why the register cannot be opened, read or written, in words for a person.
public struct RegisterError: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Code: Sendable {
        /// The system refuses: disk, rights, a file that is missing.
        case system
        /// Somebody else has it open for writing.
        case locked
        /// What is there cannot be believed.
        case damaged
        /// Written by a newer program.
        case newerVersion
        /// What was asked for is not there.
        case outOfRange
    }

    public let code: Code
    public let path: String
    public let reason: String

    public init(_ code: Code, _ path: String, _ reason: String) {
        self.code = code
        self.path = path
        self.reason = reason
    }

    static func system(_ path: String, _ what: String) -> RegisterError {
        RegisterError(.system, path, "\(what): \(unsafe String(cString: strerror(errno)).lowercased())")
    }

    public var description: String { "\(path): \(reason)" }
}
