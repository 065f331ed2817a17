import GRDB

/// Why the database cannot be opened, read or written, in words for a person.
public struct StoreError: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Code: Sendable {
        case newerVersion, readOnly, noSpace, corrupt, busy, other
    }

    public let code: Code
    public let path: String
    public let reason: String

    public init(code: Code, path: String, reason: String) {
        self.code = code
        self.path = path
        self.reason = reason
    }

    public var description: String { "\(path): \(reason)" }

    /// Runs database work and puts its errors into words.
    static func wording<R>(_ path: String, _ body: () throws -> R) throws(StoreError) -> R {
        do {
            return try body()
        } catch let error as StoreError {
            throw error
        } catch let error as DatabaseError {
            throw StoreError(error, path)
        } catch {
            throw StoreError(code: .other, path: path, reason: "\(error)")
        }
    }

    private init(_ error: DatabaseError, _ path: String) {
        let words = error.message ?? "error \(error.extendedResultCode.rawValue)"
        switch error.resultCode {
        case .SQLITE_READONLY: self.init(code: .readOnly, path: path, reason: "cannot be written: it is read-only")
        case .SQLITE_FULL: self.init(code: .noSpace, path: path, reason: "cannot be written: the disk is full")
        case .SQLITE_CORRUPT, .SQLITE_NOTADB:
            self.init(code: .corrupt, path: path, reason: "is damaged, or no SQLite database: \(words)")
        case .SQLITE_BUSY, .SQLITE_LOCKED: self.init(code: .busy, path: path, reason: "is in use by another process")
        case .SQLITE_CANTOPEN:
            self.init(code: .readOnly, path: path, reason: "cannot be opened for writing: \(words)")
        default: self.init(code: .other, path: path, reason: words)
        }
    }
}
