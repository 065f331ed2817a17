import Glibc

/// The folder of INTERFACES §4.
enum DataDirectory {
    /// Makes the folder if it is missing, and checks that files can be made in it.
    static func prepare(_ path: String) throws(DeskError) {
        var status = stat()
        if unsafe stat(path, &status) == 0 {
            guard status.st_mode & S_IFMT == S_IFDIR else { throw DeskError("\(path): is a file, not a directory") }
        } else if mkdir(path, 0o700) != 0 {
            throw DeskError("\(path): cannot be made: \(words(errno))")
        }
        let probe = path + "/.probe"
        let file = open(probe, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw DeskError("\(path): cannot be written: \(words(errno))") }
        close(file)
        unlink(probe)
    }

    /// A folder in it, made if it is missing.
    static func part(_ name: String, of path: String) throws(DeskError) -> String {
        let folder = path + "/" + name
        guard mkdir(folder, 0o700) == 0 || errno == EEXIST else {
            throw DeskError("\(folder): cannot be made: \(words(errno))")
        }
        return folder
    }

    private static func words(_ code: CInt) -> String {
        switch code {
        case EROFS: "the file system is read-only"
        case EACCES: "permission denied"
        case ENOSPC: "the disk is full"
        case ENOENT: "the folder above it does not exist"
        default: unsafe String(cString: strerror(code)).lowercased()
        }
    }
}

enum Pause {
    static func milliseconds(_ count: UInt32) { usleep(count * 1000) }
}
