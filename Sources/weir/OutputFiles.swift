import Foundation

/// Refuses a command line that would write over what it reads, or write two results into one file.
enum OutputFiles {
    /// - Parameter outputs: each option that names a result, and the path that it was given.
    /// - Throws: wrong use, before anything has been opened; `-` is standard output, and standard input to read.
    static func check(_ outputs: [(String, String?)], reading inputs: [String]) throws {
        var read: [(file: FileIdentity, path: String)] = []
        for path in inputs {
            guard let file = FileIdentity(path, standard: 0) else { continue }
            read.append((file: file, path: path))
        }
        var written: [(file: FileIdentity, option: String)] = []
        for (option, given) in outputs {
            guard let path = given, let file = FileIdentity(path, standard: 1) else { continue }
            let shown = path == "-" ? "standard output" : path
            if let other = read.first(where: { $0.file == file }) {
                let what = other.path == path ? shown : "\(shown), which is \(other.path)"
                throw Failure.wrongUse("\(option) would write over what is read: \(what)")
            }
            if let other = written.first(where: { $0.file == file }) {
                throw Failure.wrongUse("\(other.option) and \(option) would be written into one: \(shown)")
            }
            written.append((file: file, option: option))
        }
    }

    /// Whether a folder is there; a file in its place is none.
    static func isFolder(_ path: String) throws -> Bool {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return false }
        guard isFolder.boolValue else { throw Failure.environment("\(path): is a file, not a directory") }
        return true
    }

    /// Writes a result in one piece, or says in words why it cannot.
    static func write(_ text: String, to path: String) throws {
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
            throw Failure.environment("\(path): cannot be written: is a directory")
        }
        do {
            try Data(text.utf8).write(to: URL(filePath: path))
        } catch {
            throw Failure.environment("\(path): cannot be written: \(error.localizedDescription)")
        }
    }
}

/// Which file a path leads to, under whatever name. Pipes, devices and folders are none.
private enum FileIdentity: Equatable {
    case file(device: UInt64, number: UInt64)
    /// Not there yet: the folder in which it will be made, and its name.
    case new(device: UInt64, folder: UInt64, name: String)
    case standardOutput

    init?(_ path: String, standard: Int32) {
        var facts = stat()
        if path == "-" {
            if fstat(standard, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG {
                self = .file(device: UInt64(facts.st_dev), number: UInt64(facts.st_ino))
            } else if standard == 1 {
                self = .standardOutput
            } else {
                return nil
            }
            return
        }
        if stat(path, &facts) == 0 {
            guard facts.st_mode & S_IFMT == S_IFREG else { return nil }
            self = .file(device: UInt64(facts.st_dev), number: UInt64(facts.st_ino))
            return
        }
        let parts = path.split(separator: "/", omittingEmptySubsequences: true)
        guard let name = parts.last else { return nil }
        let start = path.hasPrefix("/") ? "/" : "./"
        guard stat(start + parts.dropLast().joined(separator: "/"), &facts) == 0 else { return nil }
        self = .new(device: UInt64(facts.st_dev), folder: UInt64(facts.st_ino), name: String(name))
    }
}
