/// Reads a journal's records in order, each checked, holding no more than one group in memory.
///
/// Needs no lock and may read while a `Journal` writes. It then also hands out a group that is complete but not yet
/// confirmed by the disk: who must not see one bounds the reading with `through`.
public final class JournalReader {
    /// What a replay has found.
    public struct Summary: Hashable, Sendable {
        /// Sequence of the last sound record in the journal as far as it was read; 0 when there is none.
        public var lastSequence: UInt64
        /// Bytes of an incomplete last group, which were left out.
        public var tornBytes: Int
    }

    public let directory: String
    fileprivate let files: any JournalFiles

    public init(directory: String, files: any JournalFiles = SystemFiles()) {
        self.directory = directory
        self.files = files
    }

    /// Calls `body` with each record of the sequences `from` to `through`, in order and without a gap.
    ///
    /// Segments that end before `from` are not opened. The payload is only valid within the call.
    /// Throws `JournalError`: `.notFound`; `.missing` when the journal begins after `from` or a segment is gone;
    /// `.corrupt`, `.newerVersion`, `.readFailed`; and whatever `body` throws, which ends the replay.
    @discardableResult
    public func replay(
        from: UInt64 = 1, through: UInt64 = .max,
        _ body: (_ sequence: UInt64, _ type: UInt8, _ payload: RawSpan) throws -> Void
    ) throws -> Summary {
        let starts = try segmentStarts(files, directory)
        guard let oldest = starts.first else { return Summary(lastSequence: 0, tornBytes: 0) }
        guard from >= oldest else {
            throw JournalError(.missing(sequence: from), directory, "the journal begins with record \(oldest)")
        }
        var walk = SegmentWalk(files, directory, starts, from: from)
        while var scan = try walk.nextSegment() {
            while try scan.next() {
                guard let group = scan.group else { break }
                if group.end.nextSequence > from {
                    try scan.forEachRecord(from: from) { sequence, type, payload in
                        if sequence <= through { try body(sequence, type, payload) }
                    }
                }
                if group.end.nextSequence > through { return Summary(lastSequence: through, tornBytes: 0) }
            }
            walk.finish(scan)
        }
        return Summary(lastSequence: walk.lastSequence, tornBytes: walk.tornBytes)
    }
}

extension JournalReader {
    /// Sequence of the last sound record; 0 when there is none. Reads the last segment only.
    public func lastSequence() throws -> UInt64 {
        guard let newest = try segmentStarts(files, directory).last else { return 0 }
        return try replay(from: newest) { _, _, _ in }.lastSequence
    }

    /// The directory's random id; see `JournalRecovery.journalID`.
    public func journalID() throws -> UInt64 {
        guard let newest = try segmentStarts(files, directory).last else {
            throw JournalError(.notFound, directory, "there is no segment")
        }
        return try SegmentScan(files, directory, firstSequence: newest, isLast: true).header.journalID
    }
}

/// The first sequences of a directory's segments, in order.
func segmentStarts(_ files: any JournalFiles, _ directory: String) throws(JournalError) -> [UInt64] {
    do {
        return try files.list(directory).compactMap { SegmentHeader.firstSequence(ofName: $0) }.sorted()
    } catch {
        throw JournalError(error, directory, "listing it", otherwise: .readFailed)
    }
}

/// Goes from segment to segment and sees that each continues the one before.
struct SegmentWalk {
    private let files: any JournalFiles
    private let directory: String
    private var rest: ArraySlice<UInt64>
    private var journalID: UInt64?
    /// Where the last finished segment left the chain.
    private(set) var chain: ChainPosition?
    private(set) var tornBytes = 0

    var lastSequence: UInt64 { chain.map { $0.nextSequence - 1 } ?? 0 }

    /// Begins with the segment that holds `first`.
    init(_ files: any JournalFiles, _ directory: String, _ starts: [UInt64], from first: UInt64) {
        self.files = files
        self.directory = directory
        let index = starts.lastIndex { $0 <= first } ?? starts.startIndex
        rest = starts[index...]
    }

    /// Opens the next segment, or answers that there is none.
    mutating func nextSegment() throws(JournalError) -> SegmentScan? {
        guard let start = rest.popFirst() else { return nil }
        let scan = try SegmentScan(files, directory, firstSequence: start, isLast: rest.isEmpty)
        let header = scan.header
        if let chain, header.chain != chain {
            guard header.chain.nextSequence == chain.nextSequence else {
                throw JournalError(
                    .missing(sequence: chain.nextSequence), scan.path, "the records before this segment are not there")
            }
            throw scan.corrupt(at: 0, "it does not continue the segment before")
        }
        if let journalID, header.journalID != journalID {
            throw scan.corrupt(at: 0, "it belongs to another journal")
        }
        journalID = header.journalID
        return scan
    }

    /// Notes where a segment ended.
    mutating func finish(_ scan: borrowing SegmentScan) {
        chain = scan.chain
        tornBytes = scan.tornBytes
    }
}
