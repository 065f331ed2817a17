internal import CWeirSupport
internal import WeirDomain

/// Where the next record joins on: each record's checksum goes on from the one before it, through all segments.
struct ChainPosition: Equatable {
    var nextSequence: UInt64
    var nextGroup: UInt64
    /// The checksum of the last record; of a new journal, its id's.
    var tip: UInt32
}

/// The first block of a segment. Written and synced before the file gets its name, and never again: a named segment
/// with a bad header is therefore always damage, never a crash.
///
/// | offset | bytes | |
/// |---|---|---|
/// | 0 | 8 | `WEIRJRNL` |
/// | 8 | 4 | format version |
/// | 12 | 4 | header bytes, 4096 |
/// | 16 | 8 | journal id, random, the same in all segments of a directory |
/// | 24 | 8 | salt, random per segment; repeated in each of its group headers |
/// | 32 | 8 | sequence of the first record |
/// | 40 | 8 | number of the first group |
/// | 48 | 8 | bytes of the segment |
/// | 56 | 4 | alignment of groups |
/// | 60 | 4 | checksum of the last record before this segment |
/// | 4092 | 4 | CRC32C of all before; what is not named is zero |
struct SegmentHeader {
    static let bytes = 4096
    static let magic = UInt64(0x4C4E_524A_5249_4557)  // "WEIRJRNL" read as a little-endian integer
    static let version: UInt32 = 1

    var journalID: UInt64
    var salt: UInt64
    var chain: ChainPosition
    var segmentBytes: Int
    var alignment: Int

    /// Where the first group starts.
    var firstGroupOffset: Int { roundUp(Self.bytes, to: alignment) }

    var name: String { Self.name(chain.nextSequence) }

    static func name(_ firstSequence: UInt64) -> String {
        let digits = String(firstSequence)
        return String(repeating: "0", count: 20 - digits.count) + digits + ".wj"
    }

    /// The first sequence that a file's name tells; nothing for names that are not a segment's.
    static func firstSequence(ofName name: String) -> UInt64? {
        guard name.utf8.count == 23, name.hasSuffix(".wj"), name.utf8.prefix(20).allSatisfy({ (48...57).contains($0) })
        else { return nil }
        return UInt64(name.prefix(20))
    }

    /// The checksum that the first record of a journal goes on from.
    static func genesis(journalID: UInt64) -> UInt32 {
        var bytes: [UInt8] = []
        bytes.append(integer: journalID)
        return crc32c(0, bytes.span.bytes)
    }

    func encoded() -> [UInt8] {
        var block: [UInt8] = []
        block.reserveCapacity(Self.bytes)
        block.append(integer: Self.magic)
        block.append(integer: Self.version)
        block.append(integer: UInt32(Self.bytes))
        block.append(integer: journalID)
        block.append(integer: salt)
        block.append(integer: chain.nextSequence)
        block.append(integer: chain.nextGroup)
        block.append(integer: UInt64(segmentBytes))
        block.append(integer: UInt32(alignment))
        block.append(integer: chain.tip)
        block.append(contentsOf: repeatElement(0, count: Self.bytes - 4 - block.count))
        let crc = crc32c(0, block.span.bytes)
        block.append(integer: crc)
        return block
    }

    /// Reads a segment's first block. Throws `.newerVersion`, or `.corrupt` at byte 0.
    init(_ block: RawSpan, path: String, named firstSequence: UInt64) throws(JournalError) {
        let damaged = JournalError.Code.corrupt(offset: 0, sequence: firstSequence)
        guard block.byteCount == Self.bytes, block.integer(0, as: UInt64.self) == Self.magic else {
            throw JournalError(damaged, path, "it does not begin with a segment header")
        }
        // Before the checksum: a newer version may keep that elsewhere.
        let version = block.integer(8, as: UInt32.self)
        guard version <= Self.version else {
            throw JournalError(.newerVersion(found: version, supported: Self.version), path)
        }
        guard crc32c(0, block.extracting(0..<Self.bytes - 4)) == block.integer(Self.bytes - 4, as: UInt32.self) else {
            throw JournalError(damaged, path, "the segment header's checksum is wrong")
        }
        journalID = block.integer(16)
        salt = block.integer(24)
        chain = ChainPosition(
            nextSequence: block.integer(32), nextGroup: block.integer(40), tip: block.integer(60))
        segmentBytes = Int(clamping: block.integer(48, as: UInt64.self))
        alignment = Int(block.integer(56, as: UInt32.self))
        guard version == Self.version, chain.nextSequence == firstSequence,
            JournalLimits.alignments.contains(alignment), segmentBytes % alignment == 0
        else { throw JournalError(damaged, path, "the segment header does not fit the file") }
    }

    init(journalID: UInt64, salt: UInt64, chain: ChainPosition, segmentBytes: Int, alignment: Int) {
        self.journalID = journalID
        self.salt = salt
        self.chain = chain
        self.segmentBytes = segmentBytes
        self.alignment = alignment
    }
}

func crc32c(_ seed: UInt32, _ bytes: RawSpan) -> UInt32 {
    bytes.withUnsafeBytes { weir_crc32c(seed, $0.baseAddress, $0.count) }
}
