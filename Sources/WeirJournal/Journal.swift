/// The write-ahead journal: what has been committed is never lost, and what was not is never half there.
///
/// ```swift
/// let (journal, recovery) = try Journal.open(directory: "weir-data/journal")
/// try JournalReader(directory: "weir-data/journal").replay(from: 1) { sequence, type, payload in … }
/// let sequence = try journal.append(type: 1, payload: record)
/// try journal.commit()      // only now may the sender be answered
/// try journal.prepare()     // when there is a moment: the next segment
/// try journal.close()
/// ```
///
/// Records are gathered by `append` and made durable as one group by `commit`, with one write and one sync. A group
/// counts wholly or not at all. After an error of the disk other than a full one, the journal refuses all further work
/// with that same error: what the disk kept is unknown until the journal is opened again, and syncing a second time
/// would answer yes without having done anything.
///
/// Not thread-safe: one thread owns it, which the missing `Sendable` lets the compiler see to.
public final class Journal {
    public let directory: String
    /// The directory's random id; see `JournalRecovery.journalID`.
    public let journalID: UInt64
    /// Sequence of the last record that is safe; 0 before the first.
    public var lastCommitted: UInt64 { segment.chain.nextSequence - 1 }
    /// The sequence that the next `append` will answer.
    public private(set) var nextSequence: UInt64
    /// Bytes on disk that the records gathered so far will take, padding not included.
    public var pendingBytes: Int { group.count == 0 ? 0 : group.used }
    public var pendingCount: Int { group.count }

    private let files: any JournalFiles
    private let options: JournalOptions
    private var lock: OpenFile
    private var segment: ActiveSegment
    private var spare: SpareSegment?
    private var preparation: SparePreparation?
    private var group: GroupBuffer
    /// Whether the last group on disk is a seal, or there is none.
    private var sealed: Bool
    /// Why no more work is taken.
    private var refusal: JournalError?

    /// Opens the journal of a directory for writing, which is made if it is missing, and repairs a torn tail.
    ///
    /// Throws `.inUse`, `.notADirectory`, `.permissionDenied`, `.readOnly`, `.noSpace`, `.newerVersion`, `.corrupt`,
    /// `.missing` or an error of the disk.
    public static func open(
        directory: String, options: JournalOptions = JournalOptions(), files: any JournalFiles = SystemFiles()
    ) throws(JournalError) -> (journal: Journal, recovery: JournalRecovery) {
        let options = options.validated()
        let lock = try lockDirectory(files, directory)
        let starts = try segmentStarts(files, directory)
        // What an earlier run kept ready: its size is unknown, and it may be unfinished.
        try? files.remove(directory + "/" + SpareSegment.name)
        if starts.isEmpty { try beginJournal(files, directory, options) }
        let end = try recover(files, directory, starts.isEmpty ? [1] : starts, check: options.check)
        let report = end.report
        return (Journal(directory, options, files, lock, end), report)
    }

    private init(
        _ directory: String, _ options: JournalOptions, _ files: any JournalFiles, _ lock: consuming OpenFile,
        _ end: consuming RecoveredEnd
    ) {
        self.directory = directory
        self.options = options
        self.files = files
        self.lock = lock
        journalID = end.header.journalID
        nextSequence = end.chain.nextSequence
        sealed = end.report.wasClosed || end.report.lastSequence < end.report.firstSequence
        group = GroupBuffer(tip: end.chain.tip)
        segment = ActiveSegment(end)
    }

    deinit {
        // A segment that is still being made must not appear after somebody else has opened the journal.
        if let preparation { _ = try? preparation.take() }
    }

    /// Adds a record to the group and answers its sequence. Nothing is safe before `commit` has returned.
    ///
    /// `type` is the caller's own. Throws `.tooLarge` when the payload or the group would go beyond `JournalLimits`
    /// (commit and append again), `.closed`, or the error that stopped the journal; the group stays as it was.
    @discardableResult
    public func append(type: UInt8, payload: RawSpan) throws(JournalError) -> UInt64 {
        if refusal != nil || payload.byteCount > JournalLimits.payloadBytes
            || group.used + Record.bytes(payload: payload.byteCount) > JournalLimits.groupBytes
        {
            throw refusalToAppend(payload.byteCount)
        }
        let sequence = nextSequence
        group.append(sequence: sequence, type: type, payload: payload)
        nextSequence = sequence + 1
        return sequence
    }

    private func refusalToAppend(_ bytes: Int) -> JournalError {
        if let refusal { return refusal }
        if bytes > JournalLimits.payloadBytes {
            return JournalError(.tooLarge(bytes: bytes, limit: JournalLimits.payloadBytes), directory, "one record")
        }
        let bytes = group.used + Record.bytes(payload: bytes)
        return JournalError(.tooLarge(bytes: bytes, limit: JournalLimits.groupBytes), directory, "one group")
    }

    /// Makes all records appended since the last commit durable. When it returns, they are safe, and may be answered.
    ///
    /// Throws `.noSpace` when the disk is full: none of the records counts, their sequences are given out again, and
    /// the journal can be used on. Throws `.syncFailed`, `.writeFailed` and others: whether the records count, the
    /// next `open` will find out; until then every call throws the same error.
    public func commit() throws(JournalError) {
        if let refusal { throw refusal }
        if group.count == 0 { return }
        do {
            try writeGroup()
        } catch {
            discardPending()
            throw error
        }
        sealed = false
    }

    /// Takes back all records appended since the last commit.
    public func discardPending() {
        group.reset(tip: segment.chain.tip)
        nextSequence = segment.chain.nextSequence
    }

    /// Makes the next segment ready once this one is half full, so that no commit has to wait for it. A few calls to
    /// the disk, seldom; meant for the moment after the answers have gone out.
    ///
    /// Throws `.noSpace`, which leaves the journal usable, or an error that stops it.
    public func prepare() throws(JournalError) {
        if let refusal { throw refusal }
        if let preparation, preparation.isReady { try takeSpare(from: preparation) }
        let used = Double(segment.offset) / Double(segment.header.segmentBytes)
        // It begins at an eighth, and is there before the last sixteenth.
        if let preparation { preparation.keepUp(min(1, (used - 0.125) / 0.8125)) }
        guard spare == nil, preparation == nil else { return }
        if options.preparesAside {
            // Early enough to be ready in time, and not for a journal that is hardly used.
            guard used > 0.125 else { return }
            preparation = SparePreparation(
                files, directory, bytes: options.segmentBytes, fills: options.fillsAside)
            return
        }
        guard used > 0.5 else { return }
        spare = try stopping { () throws(JournalError) in
            try SpareSegment(files, directory, bytes: options.segmentBytes)
        }
    }

    private func takeSpare(from preparation: SparePreparation) throws(JournalError) {
        self.preparation = nil
        spare = try stopping { () throws(JournalError) in try preparation.take() }
    }

    /// Commits what is pending, seals the journal, so that the next `open` can tell damage from a crash, and gives up
    /// the lock. Every later call but `close` throws `.closed`. Throws like `commit`; the journal is closed all the
    /// same.
    public func close() throws(JournalError) {
        if refusal?.code == .closed { return }
        defer {
            refusal = JournalError(.closed, directory)
            if let preparation { _ = try? preparation.take() }
            preparation = nil
            segment.file.shut()
            lock.shut()
        }
        try commit()
        if !sealed { try writeGroup() }
        sealed = true
    }
}

extension Journal {
    /// Writes and syncs the group in the buffer, the empty one of a seal included, and begins the next.
    private func writeGroup() throws(JournalError) {
        try stopping { () throws(JournalError) in
            let bytes = roundUp(group.used, to: segment.header.alignment)
            if segment.offset + bytes > segment.header.segmentBytes { try roll(forGroupOf: group.used) }
            let header = GroupHeader(group, salt: segment.header.salt, after: segment.chain)
            let end = group.finish(header, alignment: segment.header.alignment)
            try write(end)
            try sync()
            segment.advance(to: header.end, by: end)
            group.reset(tip: header.tip)
        }
    }

    private func write(_ end: Int) throws(JournalError) {
        var written = 0
        do {
            try group.write(end, to: segment.file, at: segment.offset, written: &written)
        } catch {
            let error = JournalError(
                error, segment.file.path, "writing a group at byte \(segment.offset)", otherwise: .writeFailed)
            if error.code == .noSpace { try takeBack(written) }
            throw error
        }
    }

    /// Blanks what was written of a group that did not fit, so that the file is as if it had never been tried. The
    /// group was not whole and would not have counted in any case.
    private func takeBack(_ written: Int) throws(JournalError) {
        group.blank(written)
        var done = 0
        do {
            try group.write(written, to: segment.file, at: segment.offset, written: &done)
            // Or else a crash during the next group could show bytes of this one between bytes of that.
            try files.syncData(segment.file.number)
        } catch {
            throw JournalError(
                .writeFailed, segment.file.path, errno: error.errno, "taking back a group that did not fit")
        }
    }

    private func sync() throws(JournalError) {
        do {
            try files.syncData(segment.file.number)
        } catch {
            throw JournalError(.syncFailed, segment.file.path, errno: error.errno, "syncing a group")
        }
    }

    /// Goes on in a new segment. One that has no group yet is replaced: it has the same first sequence, and so the same
    /// name.
    private func roll(forGroupOf bytes: Int) throws(JournalError) {
        let first = roundUp(SegmentHeader.bytes, to: options.alignment)
        if let preparation {
            // There was no room when it was tried aside; there may be by now.
            do { try takeSpare(from: preparation) } catch  where error.code == .noSpace { self.preparation = nil }
        }
        let needed = max(options.segmentBytes, first + roundUp(bytes, to: options.alignment))
        if let spare, spare.bytes < needed { self.spare = nil }
        let next: SpareSegment
        if let spare {
            next = spare
        } else {
            next = try SpareSegment(files, directory, bytes: needed)
        }
        spare = nil
        let header = SegmentHeader(
            journalID: journalID, salt: files.random(), chain: segment.chain, segmentBytes: next.bytes,
            alignment: options.alignment)
        segment = try next.put(header, files, directory)
    }

    /// Runs a step towards the disk. If it fails for another reason than want of space, the journal stops.
    private func stopping<T: ~Copyable>(_ step: () throws(JournalError) -> T) throws(JournalError) -> T {
        do {
            return try step()
        } catch {
            if error.code != .noSpace { refusal = error }
            throw error
        }
    }
}
