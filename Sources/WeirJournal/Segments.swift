internal import Glibc
internal import Synchronization

/// The segment that is being written.
struct ActiveSegment: ~Copyable {
    let header: SegmentHeader
    var file: OpenFile
    /// Where the next group goes.
    private(set) var offset: Int
    private(set) var chain: ChainPosition

    init(_ header: SegmentHeader, _ file: consuming OpenFile) {
        self.header = header
        self.file = file
        offset = header.firstGroupOffset
        chain = header.chain
    }

    init(_ end: consuming RecoveredEnd) {
        header = end.header
        file = end.file
        offset = end.offset
        chain = end.chain
    }

    /// Notes that a group is safe.
    mutating func advance(to chain: ChainPosition, by bytes: Int) {
        self.chain = chain
        offset += bytes
    }
}

/// A file made ready to become a segment: its space is reserved and on the disk. It has no header and no segment's name
/// yet, for neither is known until the segment before it is full.
struct SpareSegment {
    static let name = "spare"

    let bytes: Int
    private let path: String

    /// Throws `.noSpace` without leaving anything behind, or an error of the disk.
    init(
        _ files: any JournalFiles, _ directory: String, bytes: Int, fills: Bool = false,
        aim: () -> Int = { 0 }
    ) throws(JournalError) {
        self.bytes = bytes
        path = directory + "/" + Self.name
        let file = try OpenFile(files, path, .create)
        do {
            try files.preallocate(file.number, bytes: bytes)
        } catch {
            // Half a reservation would keep the space from those who could use it.
            try? files.remove(path)
            throw JournalError(error, path, "reserving \(bytes) bytes for a segment", otherwise: .writeFailed)
        }
        do {
            if fills { try fill(file, files, aim) }
            try files.sync(file.number)
        } catch {
            throw JournalError(.syncFailed, path, errno: error.errno, "syncing a new segment")
        }
    }

    /// Writes zeros a little at a time, so that the groups that are being committed meanwhile find the disk free: each
    /// of their syncs waits for what is being written here. In one go at the end it would hold them up for seconds.
    private func fill(
        _ file: borrowing OpenFile, _ files: any JournalFiles, _ aim: () -> Int
    ) throws(JournalFault) {
        let block = [UInt8](repeating: 0, count: 1 << 20)
        var at = 0
        while at < bytes {
            let late = aim() - at
            let part = min(late > 32 << 20 ? block.count : block.count / 8, bytes - at)
            var written = 0
            try file.write(block.span.bytes.extracting(0..<part), at: at, written: &written)
            try files.syncData(file.number)
            at += part
            usleep(late > 0 ? 500 : 2_000)
        }
    }

    /// Gives it its header, and only when that is on the disk its name; when this returns it is there for good.
    func put(
        _ header: SegmentHeader, _ files: any JournalFiles, _ directory: String
    ) throws(JournalError) -> ActiveSegment {
        let final = directory + "/" + header.name
        var file = try OpenFile(files, path, .write)
        do {
            try file.write(header.encoded(), at: 0)
        } catch {
            throw JournalError(error, path, "writing a segment's header", otherwise: .writeFailed)
        }
        do {
            try files.sync(file.number)
        } catch {
            throw JournalError(.syncFailed, path, errno: error.errno, "syncing a segment's header")
        }
        do {
            try files.rename(path, to: final)
        } catch {
            throw JournalError(error, path, "naming a segment \(header.name)", otherwise: .writeFailed)
        }
        try syncNames(files, directory)
        file.path = final
        return ActiveSegment(header, file)
    }
}

/// A spare segment that is being made on a thread of its own.
final class SparePreparation: @unchecked Sendable {
    private let files: any JournalFiles
    private let directory: String
    private let bytes: Int
    private let fills: Bool
    private var thread = pthread_t()
    private let isDone = Atomic<Bool>(false)
    private let aim = Atomic<Int>(0)
    private var made: Result<SpareSegment, JournalError>?

    /// - Parameter files: may be used from two threads at once.
    init(_ files: any JournalFiles, _ directory: String, bytes: Int, fills: Bool) {
        self.fills = fills
        self.files = files
        self.directory = directory
        self.bytes = bytes
        let own = Unmanaged.passRetained(self).toOpaque()
        let failure = pthread_create(
            &thread, nil,
            { own in
                if let own { Unmanaged<SparePreparation>.fromOpaque(own).takeRetainedValue().make() }
                return nil
            }, own)
        precondition(failure == 0, "no thread could be started")
    }

    private func make() {
        // Of this thread alone, as Linux has it: whoever decides payments does not wait for it.
        setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 10)
        made = Result { () throws(JournalError) in
            try SpareSegment(files, directory, bytes: bytes, fills: fills) { aim.load(ordering: .relaxed) }
        }
        isDone.store(true, ordering: .releasing)
    }

    var isReady: Bool { isDone.load(ordering: .acquiring) }

    /// By now so much of it should be there.
    /// - Parameter share: 0 to 1.
    func keepUp(_ share: Double) { aim.store(Int(share * Double(bytes)), ordering: .relaxed) }

    /// The segment, waited for where need be. Called once.
    func take() throws(JournalError) -> SpareSegment {
        aim.store(.max, ordering: .relaxed)
        pthread_join(thread, nil)
        guard let made else { throw JournalError(.writeFailed, directory, "making a segment") }
        return try made.get()
    }
}

/// Makes sure of the directory and that nobody else writes there.
func lockDirectory(_ files: any JournalFiles, _ directory: String) throws(JournalError) -> OpenFile {
    do {
        if try files.createDirectory(directory) { try files.syncDirectory(parent(of: directory)) }
    } catch {
        throw JournalError(error, directory, "making the directory")
    }
    let path = directory + "/lock"
    let lock: OpenFile
    do {
        lock = try OpenFile(files, path, .lock)
    } catch {
        // The sentence "is not a directory" is about the journal's path, not about the lock in it.
        throw error.code == .notADirectory ? JournalError(.notADirectory, directory, errno: error.errno) : error
    }
    let taken: Bool
    do {
        taken = try files.lock(lock.number)
    } catch {
        throw JournalError(error, path, "locking it")
    }
    guard taken else { throw JournalError(.inUse, directory) }
    return lock
}

/// The directory that a path lies in.
func parent(of path: String) -> String {
    var parts = path.split(separator: "/", omittingEmptySubsequences: true)
    parts.removeLast(parts.isEmpty ? 0 : 1)
    let joined = parts.joined(separator: "/")
    return path.hasPrefix("/") ? "/" + joined : joined.isEmpty ? "." : joined
}

/// Makes the first segment of a new journal.
func beginJournal(
    _ files: any JournalFiles, _ directory: String, _ options: JournalOptions
) throws(JournalError) {
    let id = files.random()
    let start = ChainPosition(nextSequence: 1, nextGroup: 1, tip: SegmentHeader.genesis(journalID: id))
    let header = SegmentHeader(
        journalID: id, salt: files.random(), chain: start, segmentBytes: options.segmentBytes,
        alignment: options.alignment)
    _ = try SpareSegment(files, directory, bytes: options.segmentBytes).put(header, files, directory)
}
