import Foundation
import Testing
import WeirRegister

@Suite struct RegisterTests {
    @Test func growsIsOpenedAgainAndProves() throws {
        let folder = try Folder()
        var roots: [(Int, TreeHash)] = []
        var dice = Dice(state: 5)
        var count = 0
        for _ in 0..<12 {
            let register = try Register(folder.file("register"), origin: "log.example/a")
            #expect(register.count == count)
            let more = dice.below(40)
            try register.append((count..<(count + more)).map(entry))
            count += more
            #expect(register.root == definedRoot((0..<count).map(entry)[...]))
            let note = try register.checkpoint()
            let checkpoint = try #require(Checkpoint(note.text))
            #expect(checkpoint.size == count && register.key.signed(note) != nil)
            for (size, root) in roots {
                let proof = try register.consistency(from: size, to: count)
                #expect(
                    MerkleTree.verifyConsistency(old: (size, root), new: (count, checkpoint.root), proof: proof))
            }
            roots.append((count, checkpoint.root))
            guard count > 0 else { continue }
            let proof = try register.inclusion(of: dice.below(count), in: note)
            #expect(
                MerkleTree.verifyInclusion(
                    leaf: .leaf(proof.entry), index: proof.index, size: count, root: checkpoint.root,
                    proof: proof.hashes))
        }
    }

    @Test func oneWriterOnly() throws {
        let folder = try Folder()
        let first = try Register(folder.file("register"))
        try first.append([entry(0)])
        #expect(throws: RegisterError.self) { _ = try Register(folder.file("register")) }
        // Reading beside it works; signing does not.
        let reader = try Register(folder.file("register"), isWritable: false)
        #expect(reader.count == 1)
        #expect(throws: RegisterError.self) { try reader.checkpoint() }
    }

    /// The end may be torn wherever a crash likes; what a checkpoint covers may not.
    @Test func aTornEndIsCutAndDamageIsNot() throws {
        let folder = try Folder()
        let path = folder.file("register")
        do {
            let register = try Register(path)
            try register.append((0..<10).map(entry))
            _ = try register.checkpoint()
            try register.append((10..<13).map(entry))
        }
        let whole = try Data(contentsOf: URL(filePath: path + "/entries"))
        for cut in 1..<40 {
            try whole.dropLast(cut).write(to: URL(filePath: path + "/entries"))
            for name in ["places", "hashes"] { try FileManager.default.removeItem(atPath: path + "/" + name) }
            let register = try Register(path)
            #expect(register.count == 12)
            #expect(register.root == definedRoot((0..<12).map(entry)[...]))
        }
        for place in [30, 200, 420] {
            var damaged = whole
            damaged[place] ^= 4
            try damaged.write(to: URL(filePath: path + "/entries"))
            for name in ["places", "hashes"] { try? FileManager.default.removeItem(atPath: path + "/" + name) }
            #expect(throws: RegisterError.self) { _ = try Register(path) }
        }
        try whole.prefix(300).write(to: URL(filePath: path + "/entries"))
        for name in ["places", "hashes"] { try? FileManager.default.removeItem(atPath: path + "/" + name) }
        #expect(throws: RegisterError.self) { _ = try Register(path) }
    }

    /// Attempts that fail at any of the files leave nothing behind that the next one writes a second time: neither
    /// entries, which a start without the other files would take for damage, nor hashes, which would prove nothing.
    @Test(arguments: ["entries", "hashes", "places"])
    func aFullDiskWritesNothingTwice(name: String) throws {
        let folder = try Folder()
        let path = folder.file("register")
        let disk = FullDisk(file: name)
        do {
            let register = try Register(path, hasRoom: { disk.hasRoom($0) })
            try register.append((0..<10).map(entry))
            disk.isFull = true
            for _ in 0..<3 {
                #expect(throws: RegisterError.self) { try register.append((10..<13).map(entry)) }
                #expect(register.count == 10)
            }
            disk.isFull = false
            try register.append((10..<13).map(entry))
            try register.append((13..<16).map(entry))
            #expect(register.root == definedRoot((0..<16).map(entry)[...]))
            let note = try register.checkpoint()
            for i in 0..<16 {
                let proof = try register.inclusion(of: i, in: note)
                #expect(proof.entry == entry(i))
                #expect(
                    MerkleTree.verifyInclusion(
                        leaf: .leaf(proof.entry), index: i, size: 16, root: register.root, proof: proof.hashes))
            }
        }
        #expect(try Register(path).root == definedRoot((0..<16).map(entry)[...]))
        for name in ["places", "hashes"] { try FileManager.default.removeItem(atPath: path + "/" + name) }
        let register = try Register(path)
        #expect(register.count == 16)
        #expect(register.root == definedRoot((0..<16).map(entry)[...]))
    }

    /// What is on the disk is read again before it is signed.
    @Test func nothingIsSignedOverWhatHasBeenChanged() throws {
        let folder = try Folder()
        let path = folder.file("register")
        let register = try Register(path)
        try register.append((0..<20).map(entry))
        let handle = try FileHandle(forUpdating: URL(filePath: path + "/entries"))
        try handle.seek(toOffset: 100)
        try handle.write(contentsOf: Data([0x41]))
        try handle.close()
        #expect(throws: RegisterError.self) { try register.checkpoint() }
    }

    @Test func witnessesSignWhatTheyHaveSeenGrow() throws {
        let folder = try Folder()
        let witness = try #require(NoteSigner(name: "witness.example", use: .witness, seed: Array(1...32)))
        let register = try Register(folder.file("register"))
        try register.append((0..<5).map(entry))
        let note = try register.checkpoint()
        try register.add(try #require(witness.sign(note.text, time: 1_800_000_000)), by: witness.key, size: 5)
        #expect(throws: RegisterError.self) {
            try register.add(try #require(witness.sign("other\n")), by: witness.key, size: 5)
        }
        #expect(witness.key.signed(try register.checkpoint()) == 1_800_000_000)
        try Export.write(register, to: folder.file("export"))
        let found = try Verifier.verify(folder.file("export"), key: register.key, witnesses: [witness.key])
        #expect(found.isSound && found.witnesses.map(\.size) == [5], "\(found.flaws)")
        let stranger = try #require(NoteSigner(name: "stranger.example", use: .witness, seed: Array(2...33)))
        #expect(!(try Verifier.verify(folder.file("export"), witnesses: [stranger.key]).isSound))
    }

    /// A signature that is sent again and again is one signature, and a folder that holds it many times is read.
    @Test func aCosignatureCountsOnce() throws {
        let folder = try Folder()
        let path = folder.file("register")
        let names = (0..<3).map { "witness\($0).example" }
        let witnesses = try names.enumerated().map { place, name in
            try #require(NoteSigner(name: name, use: .witness, seed: Array(UInt8(place)..<UInt8(place + 32))))
        }
        do {
            let register = try Register(path)
            try register.append((0..<5).map(entry))
            let text = try register.checkpoint().text
            for round in 0..<103 {
                for witness in witnesses {
                    let time = UInt64(1_800_000_000 + round)
                    try register.add(try #require(witness.sign(text, time: time)), by: witness.key, size: 5)
                }
            }
            let note = try register.checkpoint()
            #expect(note.signatures.count == 4 && Note(note.body) == note)
            #expect(witnesses.allSatisfy { $0.key.signed(note) == 1_800_000_000 })
        }
        // As an older version left it.
        let lines = try String(contentsOfFile: path + "/cosignatures", encoding: .utf8)
        #expect(lines.split(separator: "\n").count == 3)
        try String(repeating: lines, count: 103).write(
            toFile: path + "/cosignatures", atomically: true, encoding: .utf8)
        let register = try Register(path)
        let note = try register.checkpoint()
        #expect(note.signatures.count == 4 && Note(note.body) == note)
        try Export.write(register, to: folder.file("export"))
        let found = try Verifier.verify(folder.file("export"), key: register.key, witnesses: witnesses.map(\.key))
        #expect(found.isSound && found.witnesses.count == 3, "\(found.flaws)")
    }

    /// A signature that has been damaged on the disk does not keep a good one out.
    @Test func aDamagedCosignatureIsReplaced() throws {
        let folder = try Folder()
        let path = folder.file("register")
        let witness = try #require(NoteSigner(name: "witness.example", use: .witness, seed: Array(1...32)))
        var text = ""
        do {
            let register = try Register(path)
            try register.append((0..<5).map(entry))
            text = try register.checkpoint().text
        }
        let wrong = try #require(witness.sign("other\n", time: 1))
        let line = Base64.text(Array("5\n\(wrong.line)".utf8)) + "\n"
        try line.write(toFile: path + "/cosignatures", atomically: true, encoding: .utf8)
        let register = try Register(path)
        #expect(witness.key.signed(try register.checkpoint()) == nil)
        try register.add(try #require(witness.sign(text, time: 2)), by: witness.key, size: 5)
        #expect(witness.key.signed(try register.checkpoint()) == 2)
        #expect(try register.checkpoint().signatures.count == 2)
    }

    @Test func pseudonymsLastUntilTheyAreErased() throws {
        let folder = try Folder()
        let names = try Pseudonyms(folder.file("register"))
        let first = try names.of(["a", "b", "a"])
        #expect(first.count == 2 && first["a"] != first["b"])
        let again = try Pseudonyms(folder.file("register"))
        #expect(try again.of(["a", "c"])["a"] == first["a"])
        #expect(try again.erase("a") && !(try again.erase("a")))
        #expect(again.known("a") == nil && again.known("b") == first["b"])
        #expect(try again.of(["a"])["a"] != first["a"])
        let third = try Pseudonyms(folder.file("register"))
        #expect(third.known("b") == first["b"] && third.known("c") != nil)
        let salts = try Data(contentsOf: URL(filePath: folder.file("register/salts")))
        #expect(salts.count == 3 * 25)
    }

    /// Ids that Unicode holds to be equal are two accounts: each has a pseudonym and a salt of its own, and is erased
    /// by itself.
    @Test func namesAreToldApartByTheirBytes() throws {
        let folder = try Folder()
        let (one, other) = ("caf\u{e9}", "cafe\u{301}")
        let names = try Pseudonyms(folder.file("register"))
        let first = try names.of([one, other, one])
        let (a, b) = (try #require(first[one]), try #require(first[other]))
        #expect(first.count == 2 && a != b)
        let again = try Pseudonyms(folder.file("register"))
        #expect(again.known(one) == a && again.known(other) == b)
        #expect(again.tied("words", to: one) != again.tied("words", to: other))
        #expect(try again.erase(one) && again.known(one) == nil && again.known(other) == b)
        let third = try Pseudonyms(folder.file("register"))
        #expect(third.known(one) == nil && third.known(other) == b)
        // People are who they are, in whichever form their name is typed.
        let person = try #require(try third.of(["person:" + one])["person:" + one])
        #expect(try third.of(["person:" + other])["person:" + other] == person)
        let last = try Pseudonyms(folder.file("register"))
        #expect(last.known("person:" + other) == person && last.known(other) == b)
        #expect(try last.erase("person:" + other) && last.known("person:" + one) == nil)
    }
}
