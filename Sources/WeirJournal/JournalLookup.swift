internal import Synchronization
internal import WeirDomain

/// Finds single records of a journal by their sequence, also while a `Journal` writes to it.
///
/// A segment's groups are found by going from header to header, once, and remembered. The record is checked before it
/// is handed out: its checksum goes on from the one before it. May be used from any thread.
public final class JournalLookup: Sendable {
    /// A record as it was appended.
    public struct Found: Sendable {
        public var type: UInt8
        public var payload: [UInt8]
    }

    private let state: Mutex<LookupState>

    public init(directory: String, files: any JournalFiles = SystemFiles()) {
        state = Mutex(LookupState(directory, files))
    }

    /// The record of a sequence; nothing where there is none (yet).
    ///
    /// Throws `.corrupt` where there should be one and its bytes are not sound, or an error of the disk. Who must not
    /// see what the disk has not confirmed asks for nothing beyond that.
    public func record(_ sequence: UInt64) throws(JournalError) -> Found? {
        try state.withLock { (state) throws(JournalError) in try state.record(sequence) }
    }
}

/// What has been learnt about the segments so far.
private struct LookupState: ~Copyable, @unchecked Sendable {
    private let directory: String
    private let files: any JournalFiles
    private var starts: [UInt64] = []
    /// Segments looked into lately, the latest last.
    private var open: [SegmentIndex] = []
    /// Each costs some 16 bytes a group.
    private static let kept = 24

    init(_ directory: String, _ files: any JournalFiles) {
        self.directory = directory
        self.files = files
    }

    mutating func record(_ sequence: UInt64) throws(JournalError) -> JournalLookup.Found? {
        if let index = open.lastIndex(where: { $0.mayHold(sequence) }) {
            if let found = try open[index].record(sequence) {
                if index + 1 < open.count { open.append(open.remove(at: index)) }
                return found
            }
        }
        // Not there: a segment that has not been looked into, perhaps one that is newer than the list.
        starts = try segmentStarts(files, directory)
        guard let start = starts.last(where: { $0 <= sequence }) else { return nil }
        let known = open.firstIndex { $0.start == start }
        let segment = if let known { open.remove(at: known) } else { try SegmentIndex(files, directory, start) }
        segment.next = starts.first { $0 > start }
        if open.count >= Self.kept { open.removeFirst() }
        open.append(segment)
        return try segment.record(sequence)
    }
}

/// Where the groups of one segment begin.
private final class SegmentIndex {
    let start: UInt64
    /// The first sequence of the segment after it, once there is one.
    var next: UInt64?
    private let header: SegmentHeader
    private var window: FileWindow
    private var groups: [(first: UInt64, offset: Int)] = []
    /// Where the next group will be, and its first sequence.
    private var end: (sequence: UInt64, offset: Int, group: UInt64)
    /// Places learnt while looking: every so many records, and the one behind the record that was found last, for the
    /// next one is often asked for next. A group may have thousands of records, and evidence lies all over them.
    private var marks: [Mark] = []
    private var cursor: Mark?

    /// A record, where it begins, and the checksum of the one before it.
    private struct Mark {
        var sequence: UInt64
        var offset: Int
        var tip: UInt32
    }

    /// One of so many records is marked: a segment of a quarter of a million costs some 100 KB.
    private static let markEvery: UInt64 = 64
    /// What is read of the file at once: some dozens of records.
    private static let readBytes = 1 << 13

    init(_ files: any JournalFiles, _ directory: String, _ start: UInt64) throws(JournalError) {
        self.start = start
        let path = directory + "/" + SegmentHeader.name(start)
        var window = try FileWindow(try OpenFile(files, path, .read))
        let available = try window.load(SegmentHeader.bytes, at: 0)
        header = try SegmentHeader(window.bytes(available, at: 0), path: path, named: start)
        self.window = window
        end = (header.chain.nextSequence, header.firstGroupOffset, header.chain.nextGroup)
    }

    func mayHold(_ sequence: UInt64) -> Bool { start <= sequence && sequence < next ?? .max }

    func record(_ sequence: UInt64) throws(JournalError) -> JournalLookup.Found? {
        if sequence >= end.sequence { try goOn(to: sequence) }
        guard sequence < end.sequence else { return nil }
        let place = groups.partitioningIndex { $0.first > sequence } - 1
        guard place >= 0 else { return nil }
        return try record(sequence, inGroupAt: groups[place].offset)
    }

    /// Goes from header to header as far as need be.
    private func goOn(to sequence: UInt64) throws(JournalError) {
        // What was read before may have been written since.
        window.refresh()
        while sequence >= end.sequence {
            let available = try window.loadSmall(GroupHeader.bytes, at: end.offset)
            guard let group = GroupHeader(window.bytes(available, at: end.offset), salt: header.salt),
                group.number == end.group, group.firstSequence == end.sequence
            else { return }
            if group.count > 0 { groups.append((group.firstSequence, end.offset)) }
            let size = GroupHeader.bytes + group.bodyBytes
            end = (group.end.nextSequence, end.offset + roundUp(size, to: header.alignment), group.end.nextGroup)
        }
    }

    private func record(_ sequence: UInt64, inGroupAt offset: Int) throws(JournalError) -> JournalLookup.Found? {
        var (at, tip) = try start(for: sequence, inGroupAt: offset)
        while true {
            guard try load(Record.headerBytes, at: at) == Record.headerBytes else { throw damaged(sequence, at) }
            let crc: UInt32 = window.integer(at: at)
            let length = Int(window.integer(at: at + 4, as: UInt32.self))
            let found: UInt64 = window.integer(at: at + 8)
            guard length <= JournalLimits.payloadBytes, found <= sequence else { throw damaged(sequence, at) }
            let size = Record.bytes(payload: length)
            if found & (Self.markEvery - 1) == 0 { mark(Mark(sequence: found, offset: at, tip: tip)) }
            if found == sequence {
                guard try load(size, at: at) == size, window.checksum(tip, (at + 4)..<(at + size)) == crc
                else { throw damaged(sequence, at) }
                // The last record of a group has no neighbour: the next one is looked up afresh.
                cursor = isEndOfGroup(sequence) ? nil : Mark(sequence: sequence + 1, offset: at + size, tip: crc)
                let start = at + Record.headerBytes
                return JournalLookup.Found(
                    type: window.integer(at: at + 16), payload: window.array(start..<(start + length)))
            }
            tip = crc
            at += size
        }
    }

    /// The nearest known place at or before a record of a group.
    private func start(
        for sequence: UInt64, inGroupAt offset: Int
    ) throws(JournalError) -> (offset: Int, tip: UInt32) {
        var known: Mark?
        let place = marks.partitioningIndex { $0.sequence > sequence } - 1
        if place >= 0, marks[place].offset > offset { known = marks[place] }
        if let cursor, cursor.sequence <= sequence, cursor.offset > known?.offset ?? offset { known = cursor }
        if let known { return (known.offset, known.tip) }
        _ = try load(GroupHeader.bytes, at: offset)
        return (offset + GroupHeader.bytes, window.integer(at: offset + 40))
    }

    private func mark(_ mark: Mark) {
        let place = marks.partitioningIndex { $0.sequence >= mark.sequence }
        if place == marks.count || marks[place].sequence != mark.sequence { marks.insert(mark, at: place) }
    }

    private func load(_ count: Int, at offset: Int) throws(JournalError) -> Int {
        try window.load(count, at: offset, step: Self.readBytes)
    }

    private func isEndOfGroup(_ sequence: UInt64) -> Bool {
        if sequence + 1 == end.sequence { return true }
        let place = groups.partitioningIndex { $0.first > sequence }
        return place < groups.count && groups[place].first == sequence + 1
    }

    private func damaged(_ sequence: UInt64, _ offset: Int) -> JournalError {
        JournalError(.corrupt(offset: offset, sequence: sequence), window.file.path, "the record is not sound")
    }
}

extension Array {
    /// The first place whose element is in the second part of an array that a condition parts in two.
    fileprivate func partitioningIndex(_ isSecond: (Element) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if isSecond(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
