/// What opening a journal has found and done.
public struct JournalRecovery: Hashable, Sendable {
    /// The directory's random id, given when it was made and kept for ever. Serves as seed where a hash needs one.
    public var journalID: UInt64
    /// Sequence of the oldest record that is still there, or of the first to be written.
    public var firstSequence: UInt64
    /// Sequence of the last record; one less than `firstSequence` when there is none.
    public var lastSequence: UInt64
    public var segments: Int
    /// Bytes of a last group that was not completed, cut off. Nobody has been answered for what was in it.
    public var bytesCut: Int
    /// How many records it had, if that could still be read.
    public var recordsCut: Int?
    /// Whether the journal had been closed in order, and so had nothing to lose.
    public var wasClosed: Bool
}

/// The end of an existing journal, put in order and ready to be written on.
struct RecoveredEnd: ~Copyable {
    var header: SegmentHeader
    var chain: ChainPosition
    var offset: Int
    var file: OpenFile
    var report: JournalRecovery
}

/// Finds the end of the journal, cuts what was not completed and sees to it that all that is left is on the disk.
func recover(
    _ files: any JournalFiles, _ directory: String, _ starts: [UInt64], check: JournalOptions.Check
) throws(JournalError) -> RecoveredEnd {
    guard let oldest = starts.first, let newest = starts.last else { preconditionFailure("there is no segment") }
    var walk = SegmentWalk(files, directory, starts, from: check == .everything ? oldest : newest)
    while var scan = try walk.nextSegment() {
        while try scan.next() {}
        if scan.isLast { return try settle(files, directory, &scan, oldest: oldest, segments: starts.count) }
        walk.finish(scan)
    }
    preconditionFailure("the last segment is always reached")
}

/// Puts the last segment in order: blanks the cut tail, gives a shortened file its length back, and has the disk
/// confirm all of it.
///
/// The last group is written once more, with the same bytes. A process that was killed between writing and syncing
/// leaves a group that can be read and yet is not on the disk; and after a failed sync the system may take pages for
/// clean that never got there, so that a new sync alone would confirm nothing.
private func settle(
    _ files: any JournalFiles, _ directory: String, _ scan: inout SegmentScan, oldest: UInt64, segments: Int
) throws(JournalError) -> RecoveredEnd {
    let sealed = scan.group?.count == 0
    let last = try sealed ? [] : scan.lastGroupBytes()
    let file = try OpenFile(files, scan.path, .write)
    do {
        if scan.fileSize < scan.header.segmentBytes {
            try files.preallocate(file.number, bytes: scan.header.segmentBytes)
        }
        try blank(scan.offset..<scan.offset + scan.tornBytes, of: file)
        try file.write(last, at: scan.groupOffset)
        try files.sync(file.number)
    } catch {
        throw JournalError(error, scan.path, "putting its end in order", otherwise: .writeFailed)
    }
    try syncNames(files, directory)
    let report = JournalRecovery(
        journalID: scan.header.journalID, firstSequence: oldest, lastSequence: scan.chain.nextSequence - 1,
        segments: segments, bytesCut: scan.tornBytes, recordsCut: scan.tornBytes > 0 ? scan.tornRecords : nil,
        wasClosed: sealed && scan.tornBytes == 0)
    return RecoveredEnd(header: scan.header, chain: scan.chain, offset: scan.offset, file: file, report: report)
}

private func blank(_ range: Range<Int>, of file: borrowing OpenFile) throws(JournalFault) {
    var at = range.lowerBound
    while at < range.upperBound {
        let step = min(range.upperBound - at, FileWindow.step)
        try file.write([UInt8](repeating: 0, count: step), at: at)
        at += step
    }
}

func syncNames(_ files: any JournalFiles, _ directory: String) throws(JournalError) {
    do {
        try files.syncDirectory(directory)
    } catch {
        // Whatever the reason: whether the names are there is not known.
        throw JournalError(.syncFailed, directory, errno: error.errno, "syncing the directory")
    }
}
