import CWeirSupport
import Synchronization

/// Small files of the data folder that were found damaged since the start: each is made anew, or left out. Decisions do
/// not go by them; whoever watches the system is told.
public final class DataDamage: Sendable {
    public struct File: Hashable, Sendable {
        /// Within the data folder.
        public var name: String
        /// What is wrong, and what became of it, in words.
        public var words: String
    }

    private let found = Mutex<[File]>([])
    private let log: @Sendable (String) -> Void
    /// Files that are named; beyond that it is no single damage any more.
    private static let most = 100

    init(log: @escaping @Sendable (String) -> Void) { self.log = log }

    /// Notes a file, once.
    public func note(_ name: String, _ words: String) {
        let isNew = found.withLock { found in
            guard found.count < Self.most, !found.contains(where: { $0.name == name }) else { return false }
            found.append(File(name: name, words: words))
            return true
        }
        if isNew { log("\(name) \(words)") }
    }

    public var files: [File] { found.withLock { $0 } }
}

/// Checksums of small texts, which stand beside them.
public enum TextSum {
    /// CRC32C in eight digits.
    public static func of(_ bytes: [UInt8]) -> String {
        let digits = String(weir_crc32c(0, bytes, bytes.count), radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }
}
