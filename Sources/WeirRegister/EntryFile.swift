import CWeirSupport
import WeirDomain

/// The entries one after the other: length, CRC32C over the entry's number and bytes, bytes. Beside it the place of
/// each entry, the hashes of the tree and the counts of kinds, which can all be made anew from the entries.
final class EntryFile {
    private static let mark = Array("WEIRREG1".utf8)
    private static let headBytes = 16
    /// An entry is a line of a few hundred bytes; the limit guards the reader.
    static let mostBytes = 65_536

    let path: String
    private let folder: String
    private let entries: DiskFile
    private let places: DiskFile
    private let hashes: DiskFile
    /// `nil` for whoever only reads, to verify or to export, and once they could not be written.
    private(set) var kinds: KindFile?
    /// Damage of what has been made anew since.
    private(set) var mended: RegisterError?
    /// Entries whose kinds are put down at once.
    private static let kindsAtOnce = 4_096
    /// Chosen when the register was made.
    let number: UInt64
    private(set) var edge = TreeEdge()
    /// Where the entries end that are in the tree. The file goes further only where an attempt to add some has failed.
    private var end = EntryFile.headBytes

    var count: Int { edge.size }
    var root: TreeHash { edge.root }

    /// Opens the files of a folder, or makes them; goes on from what they hold.
    /// - Parameter covered: entries that a checkpoint has been signed over; damage among them is never cut away.
    init(_ folder: String, isWritable: Bool, covered: Int, hasRoom: DiskRoom? = nil) throws(RegisterError) {
        self.folder = folder
        path = folder + "/entries"
        entries = try DiskFile(path, isWritable: isWritable, hasRoom: hasRoom)
        if isWritable, !entries.lock() {
            throw RegisterError(.locked, path, "is in use by another process")
        }
        places = try DiskFile(folder + "/places", isWritable: isWritable, hasRoom: hasRoom)
        hashes = try DiskFile(folder + "/hashes", isWritable: isWritable, hasRoom: hasRoom)
        if entries.size == 0, isWritable {
            var random = SystemRandomNumberGenerator()
            var head = Self.mark
            head.append(integer: random.next() as UInt64)
            try entries.append(head)
            try entries.sync()
        }
        let head = try entries.read(Self.headBytes, at: 0)
        guard Array(head[..<7]) == Array(Self.mark[..<7]) else {
            throw RegisterError(.damaged, path, "is no register")
        }
        guard head[7] == Self.mark[7] else {
            throw RegisterError(.newerVersion, path, "was written by a newer version of Weir")
        }
        number = head.span.bytes.integer(8)
        try recover(isWritable, covered)
    }

    /// Lets another writer have it; from here on it is only read.
    func release() { entries.unlock() }

    /// Takes the entries in that places and hashes know, then those that follow; cuts a torn end.
    private func recover(_ isWritable: Bool, _ covered: Int) throws(RegisterError) {
        var known = places.size / 8
        while known > 0, Self.hashBytes(known) > hashes.size { known -= 1 }
        if isWritable {
            try places.truncate(known * 8)
            try hashes.truncate(Self.hashBytes(known))
        }
        edge = try edge(of: known)
        if isWritable { try recoverKinds() }
        end = try end(of: known)
        while end < entries.size, let bytes = try following(end, isWritable, covered) { try keep([bytes]) }
        guard count >= covered else {
            throw RegisterError(.damaged, path, "has \(count) entries, but a checkpoint covers \(covered)")
        }
    }

    /// Puts down the kinds of entries that are known already: of a register that has no such file yet, of all.
    private func recoverKinds() throws(RegisterError) {
        let file = try KindFile(folder + "/kinds", known: count)
        if let place = file.damagedAt {
            noteMended(place)
            try file.cut(to: 0)
        }
        try fill(file)
        kinds = file
    }

    private func noteMended(_ number: Int) {
        guard mended == nil else { return }
        mended = RegisterError(
            .damaged, folder + "/kinds", "is damaged at entry \(number): it has been made anew from the entries")
    }

    /// Makes the counts of kinds anew from an entry on. Where that fails too, there are none until the next start.
    private func remakeKinds(from number: Int) {
        guard let file = kinds else { return }
        noteMended(number)
        do throws(RegisterError) {
            try file.cut(to: number)
            try fill(file)
        } catch { kinds = nil }
    }

    /// Puts right what was found damaged of the counts of kinds; `false` where nothing was, or it cannot be.
    func mendKinds() -> Bool {
        guard let place = kinds?.damagedAt else { return false }
        remakeKinds(from: place)
        return kinds != nil
    }

    private func fill(_ file: KindFile) throws(RegisterError) {
        while file.count < count {
            var some: [EntryKind] = []
            for number in file.count..<min(count, file.count + Self.kindsAtOnce) {
                // What is damaged is found where it is signed or verified: it does not keep the rest from being read.
                some.append((try? entry(number)).map { EntryKind(of: $0) } ?? .act)
            }
            try file.append(some)
        }
    }

    /// What the hashes of a tree of so many entries take.
    private static func hashBytes(_ entries: Int) -> Int { MerkleTree.count(entries: entries) * TreeHash.count }

    /// Where the first entries end.
    private func end(of known: Int) throws(RegisterError) -> Int {
        guard known > 0 else { return Self.headBytes }
        let last = try place(known - 1)
        return last + 8 + (try entry(at: last, number: known - 1)).count
    }

    /// The entry that begins at a place which the hashes do not know yet; `nil` where a torn end was cut.
    private func following(_ place: Int, _ isWritable: Bool, _ covered: Int) throws(RegisterError) -> [UInt8]? {
        guard isWritable else { return nil }
        guard let bytes = try? entry(at: place, number: count) else {
            guard count >= covered else {
                throw RegisterError(.damaged, path, "entry \(count), which a checkpoint covers, is damaged")
            }
            try entries.truncate(place)
            return nil
        }
        return bytes
    }

    private func edge(of size: Int) throws(RegisterError) -> TreeEdge {
        do { return try TreeEdge(size: size) { try self.hash($0) } } catch let error as RegisterError {
            throw error
        } catch { throw RegisterError(.damaged, path, "\(error)") }
    }

    // MARK: Reading

    private func entry(at place: Int, number: Int) throws(RegisterError) -> [UInt8] {
        let head = try entries.read(8, at: place)
        let length = Int(head.span.bytes.integer(0, as: UInt32.self))
        guard length <= Self.mostBytes else {
            throw RegisterError(.damaged, path, "entry \(number) is damaged: it claims \(length) bytes")
        }
        let bytes = try entries.read(length, at: place + 8)
        guard Self.checksum(number, bytes) == head.span.bytes.integer(4, as: UInt32.self) else {
            throw RegisterError(.damaged, path, "entry \(number) is damaged: its checksum is wrong")
        }
        return bytes
    }

    func entry(_ number: Int) throws(RegisterError) -> [UInt8] {
        guard number >= 0, number < count else {
            throw RegisterError(.outOfRange, path, "has no entry \(number): it has \(count)")
        }
        return try entry(at: try place(number), number: number)
    }

    /// Reads an entry again, hashes it again and holds it against the hashes that are kept.
    /// - Parameter edge: of the tree before it; it is added.
    func check(_ edge: inout TreeEdge) throws(RegisterError) {
        let number = edge.size
        let bytes = try entry(number)
        var made: [TreeHash] = []
        edge.add(.leaf(bytes)) { made.append($0) }
        let first = MerkleTree.count(entries: number)
        for (i, hash) in made.enumerated() {
            guard try self.hash(first + i) == hash else {
                throw RegisterError(.damaged, hashes.path, "does not fit entry \(number)")
            }
        }
        // They can be made anew: their damage keeps nothing from being signed.
        if let kinds, number < kinds.count, !kinds.fits(EntryKind(of: bytes), at: number) {
            remakeKinds(from: number)
            _ = self.kinds?.fits(EntryKind(of: bytes), at: number)
        }
    }

    private func place(_ number: Int) throws(RegisterError) -> Int {
        let bytes = try places.read(8, at: number * 8)
        return Int(bytes.span.bytes.integer(0, as: Int64.self))
    }

    func hash(_ place: Int) throws(RegisterError) -> TreeHash {
        var hash: TreeHash?
        try hashes.read(TreeHash.count, at: place * TreeHash.count).withUnsafeBytes { hash = TreeHash(loading: $0) }
        guard let hash else { throw RegisterError(.damaged, hashes.path, "has no hash \(place)") }
        return hash
    }

    private static func checksum(_ number: Int, _ bytes: [UInt8]) -> UInt32 {
        var head: [UInt8] = []
        head.append(integer: UInt64(number))
        let start = weir_crc32c(0, head, head.count)
        return bytes.withUnsafeBytes { weir_crc32c(start, $0.baseAddress, $0.count) }
    }

    // MARK: Writing

    /// Adds entries; when it returns they are on the disk.
    func append(_ batch: [[UInt8]]) throws(RegisterError) {
        guard !batch.isEmpty else { return }
        var bytes: [UInt8] = []
        for (i, entry) in batch.enumerated() {
            guard entry.count <= Self.mostBytes else {
                throw RegisterError(.outOfRange, path, "an entry of \(entry.count) bytes is too long")
            }
            bytes.append(integer: UInt32(entry.count))
            bytes.append(integer: Self.checksum(count + i, entry))
            bytes += entry
        }
        try takeBack()
        do throws(RegisterError) {
            try entries.append(bytes)
            try entries.sync()
            try keep(batch)
        } catch {
            // Where even that fails, the next attempt begins with it.
            try? takeBack()
            throw error
        }
    }

    /// Cuts what an attempt that failed has left in the files: the next one would write the same entries and hashes a
    /// second time, and a start would take the register for changed.
    private func takeBack() throws(RegisterError) {
        if entries.size > end { try entries.truncate(end) }
        if hashes.size > Self.hashBytes(count) { try hashes.truncate(Self.hashBytes(count)) }
        if places.size > count * 8 { try places.truncate(count * 8) }
    }

    /// Keeps places and hashes of entries that stand at the end. They need no sync: whatever is missing is made anew
    /// from the entries.
    private func keep(_ batch: [[UInt8]]) throws(RegisterError) {
        var (place, edge) = (end, edge)
        var (newPlaces, newHashes): ([UInt8], [UInt8]) = ([], [])
        for entry in batch {
            newPlaces.append(integer: UInt64(place))
            edge.add(TreeHash.leaf(entry)) { newHashes += $0.bytes }
            place += 8 + entry.count
        }
        try hashes.append(newHashes)
        try places.append(newPlaces)
        end = place
        self.edge = edge
        // Without them pages of a kind are missing until the next start; no entry is.
        do { try kinds?.append(batch.map { EntryKind(of: $0) }) } catch { kinds = nil }
    }
}
