/// What the journal accepts at most, each with its reason.
public enum JournalLimits {
    /// Bytes of one record's payload. A payment is below 4 KiB; a list import travels as many records.
    public static let payloadBytes = 1 << 20
    /// Bytes of one group, header and padding included. A reader holds one group in memory, so this bounds it.
    public static let groupBytes = 64 << 20
    /// Bytes of a segment: small enough to be made in a moment, large enough that rolling is rare.
    public static let segmentBytes = (64 << 10)...(1 << 32)
    /// Powers of two that groups may be aligned to. Below 64 a group's header could straddle two blocks of a scan.
    public static let alignments = [64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384]
}

/// How a journal is laid out and how much of it is checked when it is opened.
public struct JournalOptions: Sendable {
    /// Which segments are read when the journal is opened.
    public enum Check: Sendable {
        /// The last one: finds the end. Older segments are checked when they are replayed.
        case lastSegment
        /// Every record of every segment.
        case everything
    }

    /// Bytes of a new segment, rounded up to the alignment. A group that is larger than this gets a segment of its own
    /// size.
    public var segmentBytes = 64 << 20

    /// Bytes that groups are aligned to. At 4096 no page that holds committed records is ever written again, so that a
    /// page torn by power loss cannot take them with it. Smaller values save space where groups are small, and rely on
    /// the disk to write a sector whole or not at all.
    public var alignment = 4096

    public var check = Check.lastSegment

    /// Whether the next segment is made on a thread of its own. The files must then bear two threads; those of the
    /// system do.
    public var preparesAside = false

    /// Whether a segment that is made aside is filled with zeros. A sync of a group then writes its bytes and nothing
    /// else; in space that is only reserved, the file system has to note besides that it has been written to.
    public var fillsAside = false

    public init() {}

    func validated() -> JournalOptions {
        precondition(JournalLimits.alignments.contains(alignment), "alignment must be a power of two, 64 to 16384")
        precondition(JournalLimits.segmentBytes.contains(segmentBytes), "segment bytes must be 64 KiB to 4 GiB")
        var result = self
        result.segmentBytes = roundUp(segmentBytes, to: alignment)
        return result
    }
}

/// The next multiple of `unit`, a power of two.
@inline(__always)
func roundUp(_ bytes: Int, to unit: Int) -> Int { (bytes + unit - 1) & ~(unit - 1) }
