internal import CWeirSupport
internal import Glibc

/// The files of this machine.
public final class SystemFiles: JournalFiles {
    public init() {}

    /// Runs a system call again while signals interrupt it.
    private func call<T: SignedInteger>(_ body: () -> T) throws(JournalFault) -> T {
        while true {
            let result = body()
            if result >= 0 { return result }
            let code = errno
            if code != EINTR { throw JournalFault(code) }
        }
    }

    public func createDirectory(_ path: String) throws(JournalFault) -> Bool {
        do {
            _ = try call { mkdir(path, 0o750) }
            return true
        } catch {
            // On a read-only file system an existing directory may be reported either way.
            guard error.errno == EEXIST || error.errno == EROFS, access(path, F_OK) == 0 else { throw error }
            return false
        }
    }

    public func list(_ directory: String) throws(JournalFault) -> [String] {
        guard let stream = opendir(directory) else { throw JournalFault(errno) }
        defer { closedir(stream) }
        var names: [String] = []
        while true {
            errno = 0
            guard let entry = readdir(stream) else {
                if errno != 0 { throw JournalFault(errno) }
                return names
            }
            names.append(
                withUnsafeBytes(of: &entry.pointee.d_name) {
                    String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
                })
        }
    }

    public func open(_ path: String, _ use: JournalFileUse) throws(JournalFault) -> CInt {
        let flags =
            switch use {
            case .read: O_RDONLY
            case .write: O_RDWR
            case .lock: O_RDWR | O_CREAT
            case .create: O_RDWR | O_CREAT | O_TRUNC
            }
        return try call { Glibc.open(path, flags | O_CLOEXEC, 0o640) }
    }

    public func close(_ file: CInt) {
        // Nothing to learn from its result: what matters has been synced before.
        _ = Glibc.close(file)
    }

    public func lock(_ file: CInt) throws(JournalFault) -> Bool {
        do {
            _ = try call { flock(file, LOCK_EX | LOCK_NB) }
            return true
        } catch {
            guard error.errno == EWOULDBLOCK else { throw error }
            return false
        }
    }

    public func size(_ file: CInt) throws(JournalFault) -> Int {
        var status = stat()
        _ = try call { fstat(file, &status) }
        return Int(status.st_size)
    }

    public func preallocate(_ file: CInt, bytes: Int) throws(JournalFault) {
        let code = weir_preallocate(file, Int64(bytes))
        if code != 0 { throw JournalFault(code) }
    }

    public func read(
        _ file: CInt, into buffer: UnsafeMutableRawBufferPointer, at offset: Int
    ) throws(JournalFault) -> Int {
        try call { pread(file, buffer.baseAddress, buffer.count, off_t(offset)) }
    }

    public func write(_ file: CInt, _ bytes: RawSpan, at offset: Int) throws(JournalFault) -> Int {
        var code: CInt = 0
        var written = 0
        repeat {
            written = bytes.withUnsafeBytes { pwrite(file, $0.baseAddress, $0.count, off_t(offset)) }
            code = errno
        } while written < 0 && code == EINTR
        if written < 0 { throw JournalFault(code) }
        return written
    }

    public func syncData(_ file: CInt) throws(JournalFault) { _ = try call { fdatasync(file) } }

    public func sync(_ file: CInt) throws(JournalFault) { _ = try call { fsync(file) } }

    public func syncDirectory(_ path: String) throws(JournalFault) {
        let directory = try call { Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        defer { close(directory) }
        try sync(directory)
    }

    public func rename(_ path: String, to other: String) throws(JournalFault) {
        _ = try call { Glibc.rename(path, other) }
    }

    public func remove(_ path: String) throws(JournalFault) { _ = try call { unlink(path) } }

    public func random() -> UInt64 {
        var generator = SystemRandomNumberGenerator()
        return generator.next()
    }
}
