import Glibc

/// Small files of other programs.
enum SmallFiles {
    /// Names in a folder, in order.
    static func names(_ folder: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var found: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if !name.hasPrefix(".") { found.append(name) }
        }
        return found.sorted()
    }

    /// The text of a file that is not longer than the limit.
    static func read(_ path: String, limit: Int) -> String? {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: limit + 1)
        let count = Glibc.read(file, &bytes, bytes.count)
        guard count >= 0, count <= limit else { return nil }
        return String(decoding: bytes[..<count], as: UTF8.self)
    }

    static func rename(_ path: String, _ other: String) -> Bool { Glibc.rename(path, other) == 0 }

    static func remove(_ path: String) { unlink(path) }
}
