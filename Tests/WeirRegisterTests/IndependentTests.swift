import Foundation
import Testing
import WeirRegister

/// What Weir signs and proves, seen by another implementation: `verify.py`, written from the RFCs.
@Suite struct IndependentTests {
    private static let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "verify.py").path()

    private func python(_ arguments: [String]) throws -> (status: Int32, out: String) {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", Self.script] + arguments
        let out = Pipe()
        process.standardOutput = out
        try process.run()
        let text = String(decoding: out.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, text)
    }

    @Test func exportsAndProofsAreAccepted() throws {
        let folder = try Folder()
        let register = try Register(folder.file("register"))
        for size in [1, 7, 8, 33, 130] {
            try register.append((register.count..<size).map(entry))
            _ = try register.checkpoint()
        }
        try Export.write(register, to: folder.file("export"))
        let ran = try python([folder.file("export"), "\(register.key)"])
        #expect(ran.status == 0 && ran.out.contains("130 entries, 5 checkpoints"), "\(ran.out)")
        let root = register.root.base64
        for index in [0, 1, 63, 64, 127, 128, 129] {
            let proof = try register.inclusion(of: index, in: try register.checkpoint())
            let arguments = ["inclusion", "130", root, "\(index)", TreeHash.leaf(proof.entry).base64]
            #expect(try python(arguments + proof.hashes.map(\.base64)).status == 0)
        }
        for old in [1, 7, 8, 33, 130] {
            let oldRoot = definedRoot((0..<old).map(entry)[...]).base64
            let proof = try register.consistency(from: old, to: 130).map(\.base64)
            #expect(try python(["consistency", "\(old)", oldRoot, "130", root] + proof).status == 0)
        }
    }

    @Test func changesAreRefused() throws {
        let folder = try Folder()
        let register = try Register(folder.file("register"))
        try register.append((0..<20).map(entry))
        _ = try register.checkpoint()
        try Export.write(register, to: folder.file("export"))
        let whole = try Data(contentsOf: URL(filePath: folder.file("export")))
        for place in stride(from: 30, to: whole.count, by: 97) {
            var changed = whole
            changed[place] ^= 1
            try changed.write(to: URL(filePath: folder.file("changed")))
            #expect(try python([folder.file("changed")]).status == 1, "byte \(place)")
        }
    }

    /// Both verifiers hold a file to its last byte, and a count to the one way in which it is written.
    @Test func bothRefuseWhatStandsBehindTheEndAndOtherWaysToWriteTheCount() throws {
        let folder = try Folder()
        let register = try Register(folder.file("register"))
        try register.append((0..<20).map(entry))
        _ = try register.checkpoint()
        try Export.write(register, to: folder.file("export"))
        let whole = try String(contentsOfFile: folder.file("export"), encoding: .utf8)
        let more = String(decoding: entry(20), as: UTF8.self)
        var changed = [more, more + "\n", "\n", "\n\n", "\n" + more, " ", "\r\n"].map { whole + $0 }
        for count in ["+20", "020", "20 ", " 20", "-20", "20\r", "0x14", "2_0"] {
            changed.append(whole.replacing("\nentries 20\n", with: "\nentries \(count)\n"))
        }
        #expect(verified(Array(whole.utf8), key: register.key).isSound)
        #expect(try python([folder.file("export"), "\(register.key)"]).status == 0)
        for (place, text) in changed.enumerated() {
            #expect(text != whole)
            #expect(!verified(Array(text.utf8), key: register.key).isSound, "\(place)")
            try Data(text.utf8).write(to: URL(filePath: folder.file("changed")))
            #expect(try python([folder.file("changed"), "\(register.key)"]).status == 1, "\(place)")
        }
    }
}
