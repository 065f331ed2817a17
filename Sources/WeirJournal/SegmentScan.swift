internal import WeirDomain

/// Reads the groups of one segment in order and finds where they end.
///
/// **Torn or damaged?** After the last good group there may be bytes that make no good group. Two things can have
/// happened, and they ask for opposite answers:
///
/// - *Torn tail.* The power went while the last group was being written. Any of its sectors may have reached the disk
/// and
///   any may not, in any order. It was never confirmed, nobody was answered, and it must be forgotten.
/// - *Damage.* A group that was confirmed has gone bad. Forgetting it would lose what was promised, so the journal must
///   refuse to open and say where.
///
/// One group is in flight at a time, and the next one is written only after the disk has confirmed the last. So a torn
/// group has no group after it, whatever became of its sectors. The rule follows: *if a later group's header, of this
/// segment's salt and with a higher number, stands anywhere after the bad bytes, or if there is a later segment, it is
/// damage; else it is a torn tail.* A header needs one sector only to be found, and so does not depend on the order in
/// which sectors were written. Nothing else may be torn: a segment gets its name after its header is on the disk, and
/// the cut-off tail is blanked before new groups are written.
///
/// **Limits.** Damage to the very last group, if the journal was not closed in order, looks like a torn tail and is
/// cut; the bytes cut are reported. An orderly close writes a seal (an empty group), after which that cannot happen to
/// records. A disk that says it has confirmed when it has not may leave a gap before a later group: that is reported
/// as damage, rightly so, for answers have been given. With groups aligned to less than a sector, a sector that is
/// written again and lost takes the end of the group before with it.
struct SegmentScan: ~Copyable {
    let header: SegmentHeader
    /// Whether no later segment exists, so that its last group may be torn.
    let isLast: Bool
    /// Where the next group is expected.
    private(set) var offset: Int
    private(set) var chain: ChainPosition
    /// The group that `next` has found last, and where it starts. Still there when `next` has come to the end.
    private(set) var group: GroupHeader?
    private(set) var groupOffset = 0
    /// Once `next` has answered `false`: bytes from `offset` to the last one that is not zero.
    private(set) var tornBytes = 0
    /// How many records the torn group had, if its header can be read.
    private(set) var tornRecords: Int?
    private var window: FileWindow

    var path: String { window.file.path }
    var fileSize: Int { window.size }

    /// Opens a segment and reads its header.
    init(
        _ files: any JournalFiles, _ directory: String, firstSequence: UInt64, isLast: Bool
    ) throws(JournalError) {
        let path = directory + "/" + SegmentHeader.name(firstSequence)
        var window = try FileWindow(try OpenFile(files, path, .read))
        let available = try window.load(SegmentHeader.bytes, at: 0)
        header = try SegmentHeader(window.bytes(available, at: 0), path: path, named: firstSequence)
        self.isLast = isLast
        offset = header.firstGroupOffset
        chain = header.chain
        self.window = window
    }

    /// Goes to the next group and answers whether there is one. Every record of it has been checked.
    mutating func next() throws(JournalError) -> Bool {
        if try accept() { return true }
        let tail = try tail()
        guard tail.end > offset else { return false }
        if isLast, tail.laterGroup == nil {
            tornBytes = tail.end - offset
            return false
        }
        // A writer may have completed the group since it was first looked at.
        window.refresh()
        if try accept() { return true }
        throw corrupt(
            at: offset,
            tail.laterGroup.map { "a later group starts at byte \($0)" } ?? "the journal goes on in a later segment")
    }

    /// Takes the group at `offset` if it is whole and continues the chain.
    private mutating func accept() throws(JournalError) -> Bool {
        tornRecords = nil
        let available = try window.load(GroupHeader.bytes, at: offset)
        guard let found = GroupHeader(window.bytes(available, at: offset), salt: header.salt),
            found.number == chain.nextGroup
        else { return false }
        // A sound header with the right number and another past: not by tearing.
        guard found.follows(chain) else { throw corrupt(at: offset, "the group does not continue the one before") }
        tornRecords = found.count
        let size = GroupHeader.bytes + found.bodyBytes
        guard size <= JournalLimits.groupBytes, try window.load(size, at: offset) == size,
            Record.areSound(
                window.bytes(size, at: offset).extracting(GroupHeader.bytes..<size), of: found)
        else { return false }
        try checkPadding(from: offset + size, to: offset + roundUp(size, to: header.alignment))
        group = found
        groupOffset = offset
        chain = found.end
        offset += roundUp(size, to: header.alignment)
        return true
    }

    /// The zeros after a group. No torn write leaves anything else there, so this is damage even in the last group.
    private mutating func checkPadding(from start: Int, to end: Int) throws(JournalError) {
        let groupStart = offset
        // From the group's beginning on, so that the group stays in memory.
        let available = try window.load(end - groupStart, at: groupStart)
        for at in start..<max(start, groupStart + available)
        where window.bytes(1, at: at).byte(0) != 0 {
            throw corrupt(at: at, "the space between two groups is not empty")
        }
    }

    /// What lies from `offset` on: the end of the last byte that is not zero, and the first header of a later group.
    private mutating func tail() throws(JournalError) -> (end: Int, laterGroup: Int?) {
        window.refresh()
        var end = offset
        var laterGroup: Int?
        var at = offset
        while true {
            // The window's step is a multiple of every alignment, so no header straddles two windows.
            let count = try window.load(FileWindow.step, at: at)
            if count == 0 { return (end, laterGroup) }
            let bytes = window.bytes(count, at: at)
            if let last = lastByteSet(bytes) {
                end = at + last + 1
                laterGroup = laterGroup ?? self.laterGroup(in: bytes).map { at + $0 }
            }
            at += count
        }
    }

    private func laterGroup(in bytes: RawSpan) -> Int? {
        for at in stride(from: 0, to: bytes.byteCount, by: header.alignment) {
            let block = bytes.extracting(at..<min(at + GroupHeader.bytes, bytes.byteCount))
            if let found = GroupHeader(block, salt: header.salt), found.number > chain.nextGroup { return at }
        }
        return nil
    }

    func corrupt(at offset: Int, _ detail: String) -> JournalError {
        JournalError(.corrupt(offset: offset, sequence: chain.nextSequence), path, detail)
    }

    /// Calls `visit` with the records of the group that `next` has found, from `first` on.
    func forEachRecord(
        from first: UInt64, _ visit: (_ sequence: UInt64, _ type: UInt8, _ payload: RawSpan) throws -> Void
    ) rethrows {
        guard let group else { return }
        let body = window.bytes(group.bodyBytes, at: groupOffset + GroupHeader.bytes)
        try Record.forEach(in: body, from: first, visit)
    }

    /// Reads the last good group again, padding not included; empty when there is none.
    mutating func lastGroupBytes() throws(JournalError) -> [UInt8] {
        guard let group else { return [] }
        let size = GroupHeader.bytes + group.bodyBytes
        guard try window.load(size, at: groupOffset) == size,
            Record.areSound(window.bytes(size, at: groupOffset).extracting(GroupHeader.bytes..<size), of: group)
        else { throw JournalError(.readFailed, path, "the last group reads differently the second time") }
        return window.bytes(size, at: groupOffset).array
    }
}

/// The offset of the last byte that is not zero.
private func lastByteSet(_ bytes: RawSpan) -> Int? {
    var at = bytes.byteCount
    while at >= 8, bytes.integer(at - 8, as: UInt64.self) == 0 { at -= 8 }
    while at > 0, bytes.byte(at - 1) == 0 { at -= 1 }
    return at > 0 ? at - 1 : nil
}
