import Glibc

/// A register as one file of lines, which can be verified without anything else:
///
///     weir-register-export 1
///     key NAME+ID+KEY
///     checkpoint BASE64 OF THE NOTE      (each one that was signed, oldest first)
///     entries N
///     ENTRY                              (N lines: the hashed bytes themselves)
public enum Export {
    static let mark = "weir-register-export 1"

    /// Writes the register up to its newest checkpoint.
    /// - Returns: how many entries were written.
    @discardableResult
    public static func write(_ register: Register, to path: String) throws(RegisterError) -> Int {
        let notes = register.checkpoints
        guard let size = notes.last.flatMap({ Checkpoint($0.text)?.size }) else {
            throw RegisterError(.outOfRange, register.folder, "has no checkpoint yet: sign one first")
        }
        unlink(path)
        let file = try DiskFile(path, isWritable: true)
        var out = Array("\(mark)\nkey \(register.key)\n".utf8)
        for note in notes { out += Array("checkpoint \(Base64.text(Array(note.body.utf8)))\n".utf8) }
        out += Array("entries \(size)\n".utf8)
        for index in 0..<size {
            out += try register.entry(index)
            out.append(10)
            if out.count > 1 << 20 {
                try file.append(out)
                out.removeAll(keepingCapacity: true)
            }
        }
        try file.append(out)
        try file.sync()
        return size
    }
}

/// What verifying an export found.
public struct Verification: Sendable {
    /// What is wrong, in words; empty when all is well.
    public var flaws: [String] = []
    public var entries = 0
    public var checkpoints = 0
    public var root = TreeHash.empty
    public var key: NoteKey?
    /// Witnesses whose signatures were found to be good, with the greatest size they vouch for.
    public var witnesses: [(name: String, size: Int)] = []
    /// The size of the earlier checkpoint that the export was found to contain.
    public var contained: Int?
    /// The last checkpoint in the export, with its signatures.
    public var newest: Note?

    public var isSound: Bool { flaws.isEmpty }
}

/// Verifies an export alone: no server, no other file.
public enum Verifier {
    /// - Parameters:
    ///   - key: the log's key, as it was learned from elsewhere; without it the export's own is used, which proves only
    ///     that the file agrees with itself.
    ///   - earlier: a checkpoint that was kept from before: what it covers must be there unchanged.
    ///   - witnesses: keys of witnesses; each must have signed some checkpoint in the export.
    public static func verify(
        _ path: String, key: NoteKey? = nil, earlier: Note? = nil, witnesses: [NoteKey] = []
    ) throws(RegisterError) -> Verification {
        let file = try MappedFile(path)
        return verify(file.bytes, key: key, earlier: earlier, witnesses: witnesses)
    }

    /// The same from memory.
    public static func verify(
        _ bytes: UnsafeRawBufferPointer, key: NoteKey? = nil, earlier: Note? = nil, witnesses: [NoteKey] = []
    ) -> Verification {
        var result = Verification()
        var lines = Lines(bytes)
        guard lines.nextText() == Export.mark else {
            result.flaws.append("is no register export of this version")
            return result
        }
        guard let keyLine = lines.nextText(), keyLine.hasPrefix("key "), let own = NoteKey(keyLine.dropFirst(4)) else {
            result.flaws.append("line 2 is no key")
            return result
        }
        if let key, key != own { result.flaws.append("is signed with the key \(own), not with \(key)") }
        let trusted = key ?? own
        result.key = trusted
        var notes: [(size: Int, root: TreeHash)] = []
        var line = lines.nextText()
        while let text = line, text.hasPrefix("checkpoint ") {
            guard let note = read(text, trusted, notes.count + 1, &result) else { return result }
            notes.append((note.1.size, note.1.root))
            result.newest = note.0
            for witness in witnesses where witness.signed(note.0) != nil {
                result.witnesses.removeAll { $0.name == witness.name }
                result.witnesses.append((witness.name, note.1.size))
            }
            line = lines.nextText()
        }
        for witness in witnesses where !result.witnesses.contains(where: { $0.name == witness.name }) {
            result.flaws.append("no checkpoint is signed by the witness \(witness.name)")
        }
        result.checkpoints = notes.count
        // Written the one way it is written: every other text would be another file with the same meaning.
        guard let text = line, text.hasPrefix("entries "), let count = Int(text.dropFirst(8)), count >= 0,
            text == "entries \(count)"
        else {
            result.flaws.append("line \(notes.count + 3) does not say how many entries there are")
            return result
        }
        if notes.last?.size != count {
            result.flaws.append("holds \(count) entries, but its last checkpoint covers \(notes.last?.size ?? 0)")
        }
        if let earlier { require(earlier, trusted, &notes, &result) }
        hash(&lines, count, notes, &result)
        return result
    }

    private static func read(
        _ line: String, _ key: NoteKey, _ number: Int, _ result: inout Verification
    ) -> (Note, Checkpoint)? {
        guard let bytes = Base64.bytes(line.dropFirst(11)), let note = Note(String(decoding: bytes, as: UTF8.self)),
            let checkpoint = Checkpoint(note.text)
        else {
            result.flaws.append("checkpoint \(number) cannot be read")
            return nil
        }
        if checkpoint.origin != key.name || key.signed(note) == nil {
            result.flaws.append("checkpoint \(number) is not signed by \(key.name)")
        }
        return (note, checkpoint)
    }

    /// Puts the earlier checkpoint among those that the entries have to agree with.
    private static func require(
        _ earlier: Note, _ key: NoteKey, _ notes: inout [(size: Int, root: TreeHash)], _ result: inout Verification
    ) {
        guard let checkpoint = Checkpoint(earlier.text), checkpoint.origin == key.name, key.signed(earlier) != nil
        else {
            result.flaws.append("the earlier checkpoint is not signed by \(key.name)")
            return
        }
        if let last = notes.last, last.size < checkpoint.size {
            result.flaws.append(
                "has been rolled back: it covers \(last.size) entries, the earlier checkpoint \(checkpoint.size)")
        }
        notes.append((checkpoint.size, checkpoint.root))
        result.contained = checkpoint.size
    }

    /// Hashes all entries, and compares the root at each size that something was signed over.
    private static func hash(
        _ lines: inout Lines, _ count: Int, _ notes: [(size: Int, root: TreeHash)], _ result: inout Verification
    ) {
        let wanted = notes.enumerated().sorted { ($0.element.size, $0.offset) < ($1.element.size, $1.offset) }
        var next = 0
        var edge = TreeEdge()
        func compare() {
            while next < wanted.count, wanted[next].element.size == edge.size {
                if wanted[next].element.root != edge.root {
                    result.flaws.append(
                        "what was signed over the first \(edge.size) entries is not what they are: "
                            + "an entry before \(edge.size) has been changed")
                }
                next += 1
            }
        }
        compare()
        while edge.size < count {
            guard let line = lines.next() else {
                result.flaws.append("ends after \(edge.size) of \(count) entries")
                break
            }
            edge.add(.leaf(line))
            compare()
        }
        // Not one byte more: a line without its end is something that nobody signed as well.
        if edge.size == count, !lines.isAtEnd { result.flaws.append("goes on after its \(count) entries") }
        if next < wanted.count, edge.size == count, let last = wanted.last?.element, last.size > count {
            result.flaws.append("has \(count) entries, where \(last.size) were signed")
        }
        result.entries = edge.size
        result.root = edge.root
    }
}

/// The lines of a file in memory.
private struct Lines {
    private let bytes: UnsafeRawBufferPointer
    private var place = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    var isAtEnd: Bool { place >= bytes.count }

    /// The next line without its end; `nil` when there is none, or its end is missing.
    mutating func next() -> UnsafeRawBufferPointer? {
        guard place < bytes.count, let base = bytes.baseAddress,
            let end = memchr(base + place, 10, bytes.count - place)
        else { return nil }
        let stop = UnsafeRawPointer(end) - base
        defer { place = stop + 1 }
        return UnsafeRawBufferPointer(rebasing: bytes[place..<stop])
    }

    /// As text, if it is of a reasonable length.
    mutating func nextText() -> String? {
        guard let line = next(), line.count <= 1 << 20 else { return nil }
        return String(decoding: line, as: UTF8.self)
    }
}

/// A file mapped into memory.
private final class MappedFile {
    let bytes: UnsafeRawBufferPointer

    init(_ path: String) throws(RegisterError) {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw .system(path, "cannot be opened") }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw .system(path, "cannot be read") }
        guard status.st_mode & S_IFMT == S_IFREG else { throw RegisterError(.system, path, "is no file") }
        guard status.st_size > 0 else {
            bytes = UnsafeRawBufferPointer(start: nil, count: 0)
            return
        }
        guard let base = mmap(nil, Int(status.st_size), PROT_READ, MAP_PRIVATE, file, 0), base != MAP_FAILED else {
            throw .system(path, "cannot be read")
        }
        bytes = UnsafeRawBufferPointer(start: base, count: Int(status.st_size))
    }

    deinit {
        if let base = bytes.baseAddress { munmap(UnsafeMutableRawPointer(mutating: base), bytes.count) }
    }
}
