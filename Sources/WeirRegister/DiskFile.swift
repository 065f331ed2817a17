import Glibc

/// Whether the disk takes more for the file at a path: for those who try out a full one.
public typealias DiskRoom = @Sendable (_ path: String) -> Bool

/// A file that is read anywhere and written at its end.
final class DiskFile {
    let path: String
    private let file: CInt
    private let hasRoom: DiskRoom?
    private(set) var size: Int

    /// - Parameter isWritable: opens for writing, and makes the file if it is missing.
    init(_ path: String, isWritable: Bool, hasRoom: DiskRoom? = nil) throws(RegisterError) {
        self.path = path
        self.hasRoom = hasRoom
        file = open(path, isWritable ? O_RDWR | O_CREAT | O_CLOEXEC : O_RDONLY | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .system(path, "cannot be opened") }
        var status = stat()
        guard fstat(file, &status) == 0 else {
            close(file)
            throw .system(path, "cannot be opened")
        }
        size = Int(status.st_size)
    }

    deinit { close(file) }

    /// `false` when another process has it.
    func lock() -> Bool { flock(file, LOCK_EX | LOCK_NB) == 0 }

    func unlock() { flock(file, LOCK_UN) }

    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws(RegisterError) {
        var done = 0
        while done < buffer.count {
            let count = pread(file, buffer.baseAddress.map { $0 + done }, buffer.count - done, off_t(offset + done))
            if count < 0, errno == EINTR { continue }
            if count < 0 { throw .system(path, "cannot be read") }
            if count == 0 { throw RegisterError(.damaged, path, "ends at byte \(offset + done), too early") }
            done += count
        }
    }

    func read(_ count: Int, at offset: Int) throws(RegisterError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var failure: RegisterError?
        bytes.withUnsafeMutableBytes { buffer in
            do throws(RegisterError) { try read(into: buffer, at: offset) } catch { failure = error }
        }
        if let failure { throw failure }
        return bytes
    }

    /// Adds to the end. What has been written in part is taken back.
    func append(_ bytes: [UInt8]) throws(RegisterError) {
        if let hasRoom, !hasRoom(path) {
            errno = ENOSPC
            throw .system(path, "cannot be written")
        }
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes {
                pwrite(file, $0.baseAddress.map { $0 + done }, $0.count - done, off_t(size + done))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                let error = RegisterError.system(path, "cannot be written")
                ftruncate(file, off_t(size))
                throw error
            }
            done += count
        }
        size += bytes.count
    }

    /// Writes over the beginning of a file that is at least as long.
    func overwrite(_ bytes: [UInt8]) throws(RegisterError) {
        let count = bytes.withUnsafeBytes { pwrite(file, $0.baseAddress, $0.count, 0) }
        guard count == bytes.count else { throw .system(path, "cannot be written") }
    }

    func sync() throws(RegisterError) {
        guard fdatasync(file) == 0 else { throw .system(path, "cannot be written") }
    }

    func truncate(_ size: Int) throws(RegisterError) {
        guard ftruncate(file, off_t(size)) == 0 else { throw .system(path, "cannot be cut") }
        self.size = size
    }
}

enum DiskFolder {
    static func make(_ path: String) throws(RegisterError) {
        if mkdir(path, 0o700) != 0, errno != EEXIST { throw .system(path, "cannot be made") }
    }

    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// Makes renames and new files in the folder last.
    static func sync(_ path: String) throws(RegisterError) {
        let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw .system(path, "cannot be opened") }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw .system(path, "cannot be written") }
    }

    /// Puts a small file in place as a whole.
    static func write(_ text: String, to path: String, isSynced: Bool = true) throws(RegisterError) {
        let part = path + ".part"
        unlink(part)
        let file = try DiskFile(part, isWritable: true)
        try file.append(Array(text.utf8))
        if isSynced { try file.sync() }
        guard rename(part, path) == 0 else { throw .system(path, "cannot be written") }
    }

    static func read(_ path: String) throws(RegisterError) -> String {
        let file = try DiskFile(path, isWritable: false)
        return String(decoding: try file.read(file.size, at: 0), as: UTF8.self)
    }
}
