import Foundation
import Testing
import WeirRegister

@Suite struct TreeTests {
    /// The entries and roots that implementations of RFC 6962 compare themselves with.
    @Test func rootsThatEverybodyKnows() {
        let entries: [[UInt8]] = [
            [], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43], Array(0x50...0x57),
            Array(0x60...0x6f),
        ]
        #expect(Hex.text(TreeHash.empty.bytes).hasPrefix("e3b0c44298fc1c149afbf4c8996fb924"))
        #expect(
            Hex.text(definedRoot(entries[..<1]).bytes)
                == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")
        #expect(
            Hex.text(definedRoot(entries[...]).bytes)
                == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")
    }

    /// Every proof in every tree up to 70 entries, against the definition; and every proof with one bit changed.
    @Test func everyProofOfSmallTrees() throws {
        let entries = (0..<70).map(entry)
        var kept: [TreeHash] = []
        var edge = TreeEdge()
        for size in 1...70 {
            edge.add(.leaf(entries[size - 1])) { kept.append($0) }
            #expect(kept.count == MerkleTree.count(entries: size))
            let root = definedRoot(entries[..<size])
            #expect(edge.root == root)
            #expect(TreeEdge(size: size) { kept[$0] }.root == root)
            for index in 0..<size {
                let proof = MerkleTree.inclusion(of: index, in: 0..<size) { kept[$0] }
                let leaf = TreeHash.leaf(entries[index])
                #expect(MerkleTree.verifyInclusion(leaf: leaf, index: index, size: size, root: root, proof: proof))
                #expect(
                    !MerkleTree.verifyInclusion(leaf: leaf, index: index ^ 1, size: size, root: root, proof: proof)
                        || size == 1)
                for i in proof.indices {
                    var wrong = proof
                    wrong[i] = .node(wrong[i], wrong[i])
                    #expect(!MerkleTree.verifyInclusion(leaf: leaf, index: index, size: size, root: root, proof: wrong))
                }
            }
            for old in 1...size {
                let proof = MerkleTree.consistency(from: old, in: 0..<size) { kept[$0] }
                let oldRoot = definedRoot(entries[..<old])
                #expect(MerkleTree.verifyConsistency(old: (old, oldRoot), new: (size, root), proof: proof))
                #expect(!MerkleTree.verifyConsistency(old: (old, .empty), new: (size, root), proof: proof))
                if old < size {
                    #expect(!MerkleTree.verifyConsistency(old: (old, oldRoot), new: (size, oldRoot), proof: proof))
                }
            }
        }
    }

    @Test func base64IsStrict() {
        for count in 0..<40 {
            let bytes = (0..<count).map { UInt8($0 * 37 & 255) }
            let text = Base64.text(bytes)
            #expect(text == Data(bytes).base64EncodedString())
            #expect(Base64.bytes(text) == bytes)
        }
        for wrong in ["A", "AA", "AAA", "A===", "AB==", "AAB=", "AA=A", "AA A", "=AAA", "A-_="] {
            #expect(Base64.bytes(wrong) == nil, "\(wrong)")
        }
    }
}

@Suite struct NoteTests {
    /// The key and the note of the signed-note specification's examples in use everywhere.
    @Test func aNoteOfGosChecksumDatabase() throws {
        let key = try #require(
            NoteKey("sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"))
        #expect(key.name == "sum.golang.org" && key.use == .log && Hex.text(key.id) == "033de0ae")
        #expect("\(key)" == "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8")
        #expect(NoteKey("sum.golang.org+033de0af+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8") == nil)
    }

    @Test func signaturesAreBoundToTextNameAndUse() throws {
        let signer = try #require(NoteSigner(name: "log.example/1", seed: Array(0..<32)))
        let witness = try #require(NoteSigner(name: "witness.example", use: .witness, seed: Array(32..<64)))
        let text = Checkpoint(origin: "log.example/1", size: 3, root: .empty).text
        var note = Note(text: text, signatures: [try #require(signer.sign(text))])
        note.signatures.append(try #require(witness.sign(text, time: 1_700_000_000)))
        let read = try #require(Note(note.body))
        #expect(read == note)
        #expect(signer.key.signed(read) == 0)
        #expect(witness.key.signed(read) == 1_700_000_000)
        #expect(NoteKey("\(witness.key)") == witness.key)
        var other = read
        other.text = text.replacing("3", with: "4")
        #expect(signer.key.signed(other) == nil && witness.key.signed(other) == nil)
        #expect(NoteKey(name: "log.example/2", use: .log, publicKey: signer.key.publicKey).signed(read) == nil)
        for wrong in ["", "x", "x\n", text, text + "\n", text + "\n\u{2014} x\n", note.body + "\n", "\n\n"] {
            #expect(Note(wrong) == nil, "\(wrong)")
        }
    }
}
