import Foundation
import Synchronization
import Testing
import WeirRegister

/// A folder that goes away.
final class Folder: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appending(path: "weir-register-\(UUID().uuidString)").path()
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func file(_ name: String) -> String { path + "/" + name }
}

/// A disk that has no room for one of the files while it is full.
final class FullDisk: Sendable {
    let file: String
    private let full = Mutex(false)
    var isFull: Bool {
        get { full.withLock { $0 } }
        set { full.withLock { $0 = newValue } }
    }

    init(file: String) { self.file = file }

    func hasRoom(_ path: String) -> Bool { !path.hasSuffix("/" + file) || !isFull }
}

struct Dice {
    var state: UInt64
    mutating func below(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % bound
    }
}

func entry(_ i: Int) -> [UInt8] { Array(#"{"v":1,"seq":\#(i),"type":"measure","id":\#(i * 7 % 13)}"#.utf8) }

/// The root straight from the definition, without any kept hash: MTH of RFC 6962 §2.1.
func definedRoot(_ entries: ArraySlice<[UInt8]>) -> TreeHash {
    guard entries.count > 1 else { return entries.first.map { .leaf($0) } ?? .empty }
    var k = 1
    while k * 2 < entries.count { k *= 2 }
    return .node(definedRoot(entries.prefix(k)), definedRoot(entries.dropFirst(k)))
}

/// An export as somebody who holds the key can make it, of any entries.
func forged(_ entries: [[UInt8]], _ signer: NoteSigner, checkpoints: [Int]) -> [UInt8] {
    var out = Array("weir-register-export 1\nkey \(signer.key)\n".utf8)
    for size in checkpoints {
        let note = signedNote(entries, signer, size)
        out += Array("checkpoint \(Base64.text(Array(note.body.utf8)))\n".utf8)
    }
    out += Array("entries \(entries.count)\n".utf8)
    for entry in entries { out += entry + [10] }
    return out
}

func signedNote(_ entries: [[UInt8]], _ signer: NoteSigner, _ size: Int) -> Note {
    var edge = TreeEdge()
    for entry in entries.prefix(size) { edge.add(.leaf(entry)) }
    let text = Checkpoint(origin: signer.key.name, size: size, root: edge.root).text
    return Note(text: text, signatures: [signer.sign(text)].compactMap(\.self))
}

func verified(_ bytes: [UInt8], key: NoteKey? = nil, earlier: Note? = nil, witnesses: [NoteKey] = []) -> Verification {
    bytes.withUnsafeBytes { Verifier.verify($0, key: key, earlier: earlier, witnesses: witnesses) }
}
