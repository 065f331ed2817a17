import Foundation
import Testing
import WeirRegister

/// Damage of the register's own files, wherever it is, is noticed before anything is signed or written over it.
@Suite struct RegisterDamageTests {
    /// A register of entries, half of them signed, in a folder.
    private func made(_ folder: Folder, entries count: Int = 60) throws -> String {
        let path = folder.file("register")
        let register = try Register(path)
        try register.append((0..<(count / 2)).map(entry))
        _ = try register.checkpoint()
        try register.append(((count / 2)..<count).map(entry))
        return path
    }

    private func flip(_ path: String, _ place: Int) throws {
        var bytes = try Data(contentsOf: URL(filePath: path))
        bytes[place] ^= 16
        try bytes.write(to: URL(filePath: path))
    }

    @Test(arguments: ["entries", "places", "hashes"])
    func oneFlippedBitIsFound(name: String) throws {
        let folder = try Folder()
        let path = try made(folder)
        let file = path + "/" + name
        let whole = try Data(contentsOf: URL(filePath: file))
        for place in stride(from: 16, to: whole.count, by: 41) {
            try flip(file, place)
            // The end of the files is read when they are opened.
            if let register = try? Register(path) {
                while register.check(7) {}
                #expect(register.damage != nil, "\(name), byte \(place)")
                #expect(throws: RegisterError.self) { try register.checkpoint() }
            }
            try whole.write(to: URL(filePath: file))
        }
        let register = try Register(path)
        while register.check(7) {}
        #expect(register.damage == nil)
        #expect(try Checkpoint(register.checkpoint().text)?.size == 60)
    }

    /// The counts of kinds can be made anew: they are, are told, and no page goes by what they said.
    @Test func oneFlippedBitOfTheCountsIsPutRight() throws {
        let folder = try Folder()
        let path = try made(folder)
        let file = path + "/kinds"
        let whole = try Data(contentsOf: URL(filePath: file))
        for place in stride(from: 0, to: whole.count, by: 41) {
            try flip(file, place)
            let register = try Register(path)
            for _ in 0..<2 {
                #expect(try register.page(of: .act, limit: 100).places == Array((0..<60).reversed()))
                #expect(try register.page(of: .look, limit: 100).total == 0)
                while register.check(7) {}
            }
            #expect(register.damage == nil && register.mended?.code == .damaged, "byte \(place)")
            #expect(try Data(contentsOf: URL(filePath: file)) == whole, "byte \(place)")
        }
        let register = try Register(path)
        while register.check(7) {}
        #expect(register.mended == nil)
    }

    /// What is asked for a checkpoint reads everything again by itself.
    @Test func nothingIsSignedOverDamageThatOthersCover() throws {
        let folder = try Folder()
        let path = try made(folder)
        try flip(path + "/entries", 40)
        let register = try Register(path)
        try register.append([entry(60)])
        #expect(throws: RegisterError.self) { try register.checkpoint() }
        #expect(register.checkpoints.count == 1)
        // Who only reads gets what has been signed.
        let reader = try Register(path, isWritable: false)
        #expect(reader.checkpoints.count == 1)
    }

    /// What is damaged while it is open is found when it is to be signed, and is known from then on: whoever acts is
    /// told, and not only whoever asks for a checkpoint.
    @Test func damageThatSigningFindsIsKnown() throws {
        let folder = try Folder()
        let path = folder.file("register")
        let register = try Register(path)
        try register.append((0..<20).map(entry))
        _ = try register.checkpoint()
        try register.append((20..<40).map(entry))
        #expect(register.damage == nil)
        let size = try Data(contentsOf: URL(filePath: path + "/entries")).count
        try flip(path + "/entries", size - 10)
        #expect(throws: RegisterError.self) { try register.checkpoint() }
        #expect(register.damage?.code == .damaged)
        #expect(register.checkpoints.count == 1)
    }

    @Test func aKeyOrSaltsThatAreMissingOrChangedAreRefused() throws {
        let folder = try Folder()
        let path = folder.file("register")
        let first = try Pseudonyms(path).of(["a", "b", "c"])
        let flips = [("pseudonym-key", 5), ("salts", 10), ("salts", 60), ("salts", 2), ("pseudonym-check", 50)]
        for (name, place) in flips {
            let file = path + "/" + name
            let whole = try Data(contentsOf: URL(filePath: file))
            try flip(file, place)
            #expect(throws: RegisterError.self, "\(name), byte \(place)") { _ = try Pseudonyms(path) }
            try whole.dropLast(3).write(to: URL(filePath: file))
            #expect(throws: RegisterError.self, "\(name), cut") { _ = try Pseudonyms(path) }
            if name != "pseudonym-check" {
                try FileManager.default.removeItem(atPath: file)
                #expect(throws: RegisterError.self, "\(name), removed") { _ = try Pseudonyms(path) }
            }
            try whole.write(to: URL(filePath: file))
        }
        #expect(try Pseudonyms(path, hasEntries: true).of(["a"])["a"] == first["a"])
        // Nor are both missing where the register has been written.
        for name in ["pseudonym-check", "salts"] { try FileManager.default.removeItem(atPath: path + "/" + name) }
        #expect(throws: RegisterError.self) { _ = try Pseudonyms(path, hasEntries: true) }
    }

    /// A folder that an older version wrote has no check values: it gets them. A torn end is no damage, and after an
    /// erasure the shorter file is none either.
    @Test func olderFoldersTornEndsAndErasuresAreNoDamage() throws {
        let folder = try Folder()
        let path = folder.file("register")
        let first = try Pseudonyms(path).of(["a", "b"])
        try FileManager.default.removeItem(atPath: path + "/pseudonym-check")
        let names = try Pseudonyms(path, hasEntries: true)
        #expect(names.known("b") == first["b"])
        #expect(FileManager.default.fileExists(atPath: path + "/pseudonym-check"))
        // Nor does such a folder lose what stands behind a record that is damaged.
        try FileManager.default.removeItem(atPath: path + "/pseudonym-check")
        try flip(path + "/salts", 10)
        #expect(throws: RegisterError.self) { _ = try Pseudonyms(path, hasEntries: true) }
        try flip(path + "/salts", 10)
        for end in [[9, 0, 0, 0, 1, 2], [UInt8](repeating: 0, count: 60)] as [[UInt8]] {
            let salts = try FileHandle(forWritingTo: URL(filePath: path + "/salts"))
            try salts.seekToEnd()
            try salts.write(contentsOf: Data(end))
            try salts.close()
            #expect(try Pseudonyms(path, hasEntries: true).known("b") == first["b"])
            #expect(try Data(contentsOf: URL(filePath: path + "/salts")).count == 2 * 25)
        }
        let again = try Pseudonyms(path, hasEntries: true)
        #expect(again.known("a") == first["a"])
        #expect(try again.erase("a"))
        let last = try Pseudonyms(path, hasEntries: true)
        #expect(last.known("a") == nil && last.known("b") == first["b"])
    }
}
