import Foundation
import Testing
import WeirRegister

/// A disk that forgets a bit, or a file, changes no pseudonym in silence, and nothing is signed over it.
@Suite struct DamageTests {
    private func flip(_ path: String, at place: Int) throws {
        var bytes = try Data(contentsOf: URL(filePath: path))
        bytes[place] ^= 1
        try bytes.write(to: URL(filePath: path))
    }

    private func words(_ body: () throws -> Void) -> String {
        do {
            try body()
            return ""
        } catch {
            return "\(error)"
        }
    }

    @Test func pseudonymsAreNotMadeAnew() throws {
        let folder = try Folder()
        let path = folder.file("register")
        let made = try Pseudonyms(path).of(["a", "b", "c"])["a"]
        for (file, said) in [("pseudonym-key", "is missing"), ("salts", "is missing")] {
            let (place, aside) = (path + "/" + file, folder.file("aside"))
            try FileManager.default.moveItem(atPath: place, toPath: aside)
            let refused = words { _ = try Pseudonyms(path, isBegun: true) }
            #expect(refused.contains(file) && refused.contains(said), "\(refused)")
            #expect(!FileManager.default.fileExists(atPath: place))
            try FileManager.default.moveItem(atPath: aside, toPath: place)
        }
        let key = try String(contentsOfFile: path + "/pseudonym-key", encoding: .utf8)
        let other = (key.hasPrefix("A") ? "B" : "A") + key.dropFirst()
        try other.write(toFile: path + "/pseudonym-key", atomically: true, encoding: .utf8)
        #expect(words { _ = try Pseudonyms(path, isBegun: true) }.contains("is not the key"))
        try key.write(toFile: path + "/pseudonym-key", atomically: true, encoding: .utf8)
        #expect(try Pseudonyms(path, isBegun: true).known("a") == made)
        // Of a register from before the key was noted.
        try FileManager.default.removeItem(atPath: path + "/pseudonym-key.check")
        #expect(try Pseudonyms(path, isBegun: true).known("a") == made)
    }

    @Test func saltsAreCutAtATornEndOnly() throws {
        let folder = try Folder()
        let path = folder.file("register")
        let made = try Pseudonyms(path).of(["a", "b", "c"])
        for end in [[9, 0, 0, 0, 1, 2], [UInt8](repeating: 0, count: 60)] as [[UInt8]] {
            let handle = try FileHandle(forUpdating: URL(filePath: path + "/salts"))
            try handle.seekToEnd()
            try handle.write(contentsOf: Data(end))
            try handle.close()
            let names = try Pseudonyms(path, isBegun: true)
            #expect(names.known("a") == made["a"] && names.known("c") == made["c"])
            #expect(try Data(contentsOf: URL(filePath: path + "/salts")).count == 3 * 25)
        }
        try flip(path + "/salts", at: 30)
        let refused = words { _ = try Pseudonyms(path, isBegun: true) }
        #expect(refused.contains("is damaged at byte 25"), "\(refused)")
        try flip(path + "/salts", at: 30)
        #expect(try Pseudonyms(path, isBegun: true).known("b") == made["b"])
    }

    @Test(arguments: ["entries", "places"]) func nothingIsSignedOverADamagedEntry(file: String) throws {
        let folder = try Folder()
        let path = folder.file("register")
        do {
            let register = try Register(path)
            try register.append((0..<40).map { entry($0) })
            _ = try register.checkpoint()
            try register.reread { true }
            register.release()
        }
        try flip(path + "/" + file, at: file == "entries" ? 900 : 20 * 8)
        // It opens: what is not read is not missed.
        let register = try Register(path)
        try register.reread { false }
        let found = words { try register.reread { true } }
        #expect(found.contains("/entries: "), "\(found)")
        try register.append([entry(40)])
        #expect(words { _ = try register.checkpoint() } == found)
    }
}
