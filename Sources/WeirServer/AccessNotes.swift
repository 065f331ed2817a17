import Foundation
import Synchronization
import WeirRuntime

/// Whom `weir access` has given a new way in while no server ran. A new key for somebody with the same role is nothing
/// that the engine could see by itself: the next start notes it, so that the register has it.
public enum AccessNotes {
    /// The names cannot be believed.
    public struct Damaged: Error, CustomStringConvertible {
        public let description =
            "access-names is damaged: start 'weir serve' once, which makes it anew from the journal"
    }

    private static func file(_ directory: String) -> URL { URL(filePath: directory + "/access-given") }

    /// Everybody who has, or has had, a way in: what they signed stands under their names.
    private static func names(_ directory: String) -> String { directory + "/access-names" }

    /// Checksums of the names: of those that are there, and of those that were to be written last.
    private static func sums(_ directory: String) -> String { directory + "/access-names.sum" }
    private static let lock = Mutex(())

    /// Keeps names for a time when no server can be asked who has been here. What is damaged is begun anew.
    public static func remember(_ names: [String], in directory: String) {
        lock.withLock { _ in
            let known = try? everybody(directory)
            let new = Set(names).subtracting(known ?? [])
            let isSummed = FileManager.default.fileExists(atPath: sums(directory))
            guard !new.isEmpty || known == nil || !isSummed else { return }
            let text = Array(((known ?? []) + new.sorted()).map { $0 + "\n" }.joined().utf8)
            // Both sums first: whichever of the two texts a stop leaves behind, it is one of them.
            let before = known == nil ? nil : FileManager.default.contents(atPath: self.names(directory))
            let both = [before.map { TextSum.of(Array($0)) }, TextSum.of(text)].compactMap(\.self)
            do {
                try Data(both.map { $0 + "\n" }.joined().utf8).write(
                    to: URL(filePath: sums(directory)), options: .atomic)
                try Data(text).write(to: URL(filePath: self.names(directory)), options: .atomic)
            } catch { return }
        }
    }

    /// Everybody who is known to have, or to have had, a way in.
    public static func everybody(_ directory: String) throws(Damaged) -> [String] {
        let bytes = FileManager.default.contents(atPath: names(directory)).map { Array($0) }
        // Versions before kept none.
        if FileManager.default.fileExists(atPath: sums(directory)) {
            guard let bytes, lines(URL(filePath: sums(directory))).contains(TextSum.of(bytes)) else { throw Damaged() }
        }
        guard let text = String(validating: bytes ?? [], as: UTF8.self) else { throw Damaged() }
        return text.split(separator: "\n").map(String.init)
    }

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
