import Foundation
import Synchronization

/// Whom `weir access` has given a new way in while no server ran. A new key for somebody with the same role is nothing
/// that the engine could see by itself: the next start notes it, so that the register has it.
public enum AccessNotes {
    private static func file(_ directory: String) -> URL { URL(filePath: directory + "/access-given") }

    /// Everybody who has, or has had, a way in: what they signed stands under their names.
    private static func names(_ directory: String) -> URL { URL(filePath: directory + "/access-names") }
    private static let lock = Mutex(())

    /// Keeps names for a time when no server can be asked who has been here.
    public static func remember(_ names: [String], in directory: String) {
        lock.withLock { _ in
            let known = everybody(directory)
            let new = Set(names).subtracting(known)
            guard !new.isEmpty else { return }
            let text = (known + new.sorted()).map { $0 + "\n" }.joined()
            try? Data(text.utf8).write(to: self.names(directory), options: .atomic)
        }
    }

    /// Everybody who is known to have, or to have had, a way in.
    public static func everybody(_ directory: String) -> [String] { lines(names(directory)) }

    /// Notes a name, before the key is made: a note too many is better than a key of which nobody reads.
    public static func add(_ name: String, in directory: String) throws {
        let names = read(directory)
        guard !names.contains(name) else { return }
        let text = (names + [name]).map { $0 + "\n" }.joined()
        try Data(text.utf8).write(to: file(directory), options: .atomic)
    }

    /// No name has a line end in it.
    static func read(_ directory: String) -> [String] { lines(file(directory)) }

    private static func lines(_ file: URL) -> [String] {
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [] }
        return text.split(separator: "\n").map(String.init)
    }

    static func clear(_ directory: String) { try? FileManager.default.removeItem(at: file(directory)) }
}
