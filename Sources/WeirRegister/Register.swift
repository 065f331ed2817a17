import Glibc
import Synchronization

/// The register: an append-only Merkle log in a folder, with checkpoints that anybody can verify.
///
/// One process has it open for writing. Every entry is read again from the disk and hashed again before a checkpoint is
/// signed over it, and no checkpoint is signed that does not contain the one before.
public final class Register: @unchecked Sendable {
    /// A proof that an entry is in the tree of a checkpoint.
    public struct InclusionProof: Sendable {
        public var index: Int
        public var entry: [UInt8]
        public var hashes: [TreeHash]
        public var checkpoint: Note
    }

    private struct State {
        var file: EntryFile
        /// The edge of the tree that the last checkpoint covers, made from entries that were read again.
        var signed: TreeEdge
        var notes: [Note]
        var cosignatures: [Int: [Note.Signature]]
        /// The edge of what has been read again of the entries that were there when it was opened.
        var checked = TreeEdge()
    }

    public let folder: String
    public let key: NoteKey
    private let signer: NoteSigner?
    /// Entries that were there when it was opened.
    private let found: Int
    /// Touched under `lock` alone.
    private var state: State
    private let lock = Mutex(())
    /// Beside the state, so that whoever asks does not wait for what is being signed.
    private let worst = Mutex<RegisterError?>(nil)
    private let putRight = Mutex<RegisterError?>(nil)

    /// Opens a register, or makes one.
    /// - Parameters:
    ///   - isWritable: a reader needs no lock and cannot sign.
    ///   - origin: the log's name, if the register is made now.
    ///   - hasRoom: what else speaks against writing than the disk itself.
    public init(
        _ folder: String, isWritable: Bool = true, origin: String? = nil, hasRoom: DiskRoom? = nil
    ) throws(RegisterError) {
        self.folder = folder
        if isWritable { try DiskFolder.make(folder) }
        let notes = try Self.readNotes(folder)
        let covered = notes.last.flatMap { Checkpoint($0.text)?.size } ?? 0
        let file = try EntryFile(folder, isWritable: isWritable, covered: covered, hasRoom: hasRoom)
        (key, signer) = try Self.keys(folder, isWritable, origin ?? "weir/register-\(Hex.text(number: file.number))")
        for note in notes {
            guard key.signed(note) != nil, let checkpoint = Checkpoint(note.text), checkpoint.origin == key.name else {
                throw RegisterError(.damaged, folder + "/checkpoints", "holds a checkpoint of another key")
            }
        }
        let signed = try Self.edge(file, covered)
        if let last = notes.last.flatMap({ Checkpoint($0.text) }), signed.root != last.root {
            throw RegisterError(
                .damaged, folder, "does not contain its checkpoint of \(covered) entries: it has been changed")
        }
        let cosignatures = try Self.readCosignatures(folder)
        found = file.count
        state = State(file: file, signed: signed, notes: notes, cosignatures: cosignatures)
        if isWritable { try DiskFolder.sync(folder) }
        let mended = file.mended
        putRight.withLock { $0 = mended }
    }

    private static func edge(_ file: EntryFile, _ size: Int) throws(RegisterError) -> TreeEdge {
        do {
            return try TreeEdge(size: size) { try file.hash($0) }
        } catch let error as RegisterError {
            throw error
        } catch {
            throw RegisterError(.damaged, file.path, "\(error)")
        }
    }

    private func locked<R>(_ body: (inout State) throws -> R) throws(RegisterError) -> R {
        let result: Result<R, RegisterError> = lock.withLock { _ in
            do {
                return .success(try body(&state))
            } catch let error as RegisterError {
                return .failure(error)
            } catch {
                return .failure(RegisterError(.damaged, folder, "\(error)"))
            }
        }
        return try result.get()
    }

    /// Lets another writer have it; from here on it is only read.
    public func release() { lock.withLock { _ in state.file.release() } }

    // MARK: Entries

    public var count: Int { lock.withLock { _ in state.file.count } }
    /// Entries that no checkpoint covers yet.
    public var unsigned: Int { lock.withLock { _ in state.file.count - state.signed.size } }
    public var root: TreeHash { lock.withLock { _ in state.file.root } }

    /// Adds entries; when it returns they are on the disk.
    public func append(_ entries: [[UInt8]]) throws(RegisterError) {
        try locked { try $0.file.append(entries) }
    }

    public func entry(_ index: Int) throws(RegisterError) -> [UInt8] { try locked { try $0.file.entry(index) } }

    /// A page of entries of a kind, of all where none is given, newest first.
    /// - Parameter before: entries from this one on are newer than the page; `nil` for the newest page.
    public func page(of kind: EntryKind? = nil, before: Int? = nil, limit: Int) throws(RegisterError) -> EntryPage {
        try locked { state in
            do {
                return try EntryPage(state.file, kind, before: before, limit: limit)
            } catch {
                // What is damaged of the counts is made anew from there on; what is before it shows the next time.
                guard state.file.mendKinds() else { throw error }
                let mended = state.file.mended
                putRight.withLock { $0 = mended }
                return try EntryPage(state.file, kind, before: before, limit: limit)
            }
        }
    }

    // MARK: Damage

    /// What has been found wrong with the entries: nothing is signed over them any more.
    public var damage: RegisterError? { worst.withLock { $0 } }

    /// Damage that has been put right: of what can be made anew from the entries.
    public var mended: RegisterError? { putRight.withLock { $0 } }

    /// Reads some more again of the entries that were there when it was opened; `false` once there are no more of them,
    /// or damage has been found.
    public func check(_ some: Int = 512) -> Bool {
        guard damage == nil else { return false }
        return lock.withLock { _ in
            do throws(RegisterError) {
                let end = min(found, state.checked.size + some)
                while state.checked.size < end { try state.file.check(&state.checked) }
                let mended = state.file.mended
                putRight.withLock { $0 = mended }
                return state.checked.size < found
            } catch {
                worst.withLock { $0 = error }
                return false
            }
        }
    }

    // MARK: Checkpoints

    /// All checkpoints that have been signed, oldest first, each with its cosignatures.
    public var checkpoints: [Note] {
        lock.withLock { _ in state.notes.map { Self.cosigned($0, state.cosignatures) } }
    }

    private static func cosigned(_ note: Note, _ all: [Int: [Note.Signature]]) -> Note {
        var note = note
        // A note with more signatures than may be read could be read by nobody.
        let room = max(0, Note.mostSignatures - note.signatures.count)
        if let size = Checkpoint(note.text)?.size { note.signatures += (all[size] ?? []).prefix(room) }
        return note
    }

    /// Puts a witness's signature among those on a checkpoint: a key signs it once, and its latest signature counts.
    private static func put(_ signature: Note.Signature, _ all: inout [Note.Signature]) {
        all.removeAll { $0.name == signature.name && $0.keyID == signature.keyID }
        all.append(signature)
    }

    /// The newest checkpoint; signs one first where there are entries that none covers. Of those that others cover
    /// each has been read again by then as well, once since it was opened. Damage that it finds is known from then on.
    public func checkpoint() throws(RegisterError) -> Note {
        if signer != nil { while check() {} }
        do throws(RegisterError) {
            return try signed()
        } catch {
            if signer != nil, error.code == .damaged { worst.withLock { $0 = $0 ?? error } }
            throw error
        }
    }

    private func signed() throws(RegisterError) -> Note {
        try locked { state in
            if let damage { throw damage }
            if let last = state.notes.last, state.signed.size == state.file.count {
                return Self.cosigned(last, state.cosignatures)
            }
            guard let signer else { throw RegisterError(.system, folder, "has been opened for reading only") }
            var edge = state.signed
            while edge.size < state.file.count { edge.add(.leaf(try state.file.entry(edge.size))) }
            guard edge.root == state.file.root else {
                throw RegisterError(.damaged, folder, "what is on the disk is not what was written: nothing is signed")
            }
            let text = Checkpoint(origin: key.name, size: edge.size, root: edge.root).text
            guard let signature = signer.sign(text) else {
                throw RegisterError(.system, folder + "/key", "cannot sign")
            }
            let note = Note(text: text, signatures: [signature])
            try Self.addLine(Base64.text(Array(note.body.utf8)), folder + "/checkpoints")
            state.notes.append(note)
            state.signed = edge
            return note
        }
    }

    /// Takes a witness's signature on a checkpoint that has been signed here. Who has signed it already need not again:
    /// the first signature stays, and nothing is written.
    public func add(_ signature: Note.Signature, by witness: NoteKey, size: Int) throws(RegisterError) {
        try locked { state in
            guard let note = state.notes.last(where: { Checkpoint($0.text)?.size == size }),
                witness.use == .witness, witness.signed(Note(text: note.text, signatures: [signature])) != nil
            else {
                throw RegisterError(.outOfRange, folder, "the signature of \(witness.name) fits no checkpoint here")
            }
            // What stands in the file may have been damaged: only a good signature is known.
            guard witness.signed(Note(text: note.text, signatures: state.cosignatures[size] ?? [])) == nil else {
                return
            }
            try Self.addLine(Base64.text(Array("\(size)\n\(signature.line)".utf8)), folder + "/cosignatures")
            Self.put(signature, &state.cosignatures[size, default: []])
        }
    }

    // MARK: Proofs

    /// That an entry is in the tree of a signed checkpoint: the newest, or the first of a size.
    public func inclusion(of index: Int, in note: Note) throws(RegisterError) -> InclusionProof {
        guard let checkpoint = Checkpoint(note.text) else {
            throw RegisterError(.outOfRange, folder, "what it is to be proved in is no checkpoint")
        }
        return try locked { state in
            guard index >= 0, index < checkpoint.size, checkpoint.size <= state.file.count else {
                throw RegisterError(
                    .outOfRange, folder, "the checkpoint covers \(checkpoint.size) entries: \(index) is not among them")
            }
            let file = state.file
            let hashes = try MerkleTree.inclusion(of: index, in: 0..<checkpoint.size) { try file.hash($0) }
            return InclusionProof(index: index, entry: try file.entry(index), hashes: hashes, checkpoint: note)
        }
    }

    /// That the tree of `old` entries is the beginning of the tree of `new` entries.
    public func consistency(from old: Int, to new: Int) throws(RegisterError) -> [TreeHash] {
        try locked { state in
            guard old >= 0, old <= new, new <= state.file.count else {
                throw RegisterError(
                    .outOfRange, folder, "sizes must be in order and at most \(state.file.count), not \(old) and \(new)"
                )
            }
            let file = state.file
            return old == 0 ? [] : try MerkleTree.consistency(from: old, in: 0..<new) { try file.hash($0) }
        }
    }

    // MARK: Small files

    private static func keys(
        _ folder: String, _ isWritable: Bool, _ origin: String
    ) throws(RegisterError) -> (NoteKey, NoteSigner?) {
        let (secret, open) = (folder + "/key", folder + "/key.pub")
        if isWritable, !DiskFolder.exists(secret) {
            guard !DiskFolder.exists(open), let signer = NoteSigner(name: origin, seed: NoteSigner.newSeed()) else {
                throw RegisterError(.damaged, secret, "is missing, or '\(origin)' is no name for a log")
            }
            try DiskFolder.write("\(origin)\n\(Base64.text(signer.seed))\n", to: secret)
            try DiskFolder.write("\(signer.key)\n", to: open)
        }
        guard let key = NoteKey(try DiskFolder.read(open).prefix { $0 != "\n" }), key.use == .log else {
            throw RegisterError(.damaged, open, "is no public key of a log")
        }
        guard isWritable else { return (key, nil) }
        let lines = try DiskFolder.read(secret).split(separator: "\n")
        guard lines.count == 2, let seed = Base64.bytes(lines[1]),
            let signer = NoteSigner(name: String(lines[0]), seed: seed), signer.key == key
        else { throw RegisterError(.damaged, secret, "does not belong to \(open)") }
        return (key, signer)
    }

    private static func readNotes(_ folder: String) throws(RegisterError) -> [Note] {
        var notes: [Note] = []
        for line in try lines(folder + "/checkpoints") {
            guard let bytes = Base64.bytes(line), let note = Note(String(decoding: bytes, as: UTF8.self)) else {
                throw RegisterError(.damaged, folder + "/checkpoints", "line \(notes.count + 1) is no checkpoint")
            }
            notes.append(note)
        }
        return notes
    }

    private static func readCosignatures(_ folder: String) throws(RegisterError) -> [Int: [Note.Signature]] {
        var found: [Int: [Note.Signature]] = [:]
        for line in try lines(folder + "/cosignatures") {
            guard let bytes = Base64.bytes(line) else { continue }
            let parts = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
            guard parts.count == 2, let size = Int(parts[0]), let signature = Note.Signature(line: parts[1]) else {
                continue
            }
            // Older versions wrote one down as often as it was sent.
            put(signature, &found[size, default: []])
        }
        return found
    }

    /// Whole lines; a torn last one has never been handed out.
    private static func lines(_ path: String) throws(RegisterError) -> [Substring] {
        guard DiskFolder.exists(path) else { return [] }
        let text = try DiskFolder.read(path)
        return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().filter { !$0.isEmpty }
    }

    private static func addLine(_ line: String, _ path: String) throws(RegisterError) {
        let file = try DiskFile(path, isWritable: true)
        // A line that a crash tore is ended, so that it does not run into this one.
        let isTorn = file.size > 0 ? try file.read(1, at: file.size - 1) != [10] : false
        if isTorn {
            let text = String(decoding: try file.read(file.size, at: 0), as: UTF8.self)
            let whole = text.lastIndex(of: "\n").map { text[...$0].utf8.count } ?? 0
            try file.truncate(whole)
        }
        try file.append(Array((line + "\n").utf8))
        try file.sync()
    }
}

extension Hex {
    static func text(number: UInt64) -> String {
        text((0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * $0)) })
    }
}
