internal import WeirDomain

/// What stands before the records of one group. A group is what one `commit` makes durable: all of it counts or none.
///
/// The header is made when the group is complete, so it can name the end of the chain: a group is whole exactly if
/// its header is sound, `count` records follow with running sequences and each with the right checksum, and the last
/// one's checksum is `tip`. There is no trailer to wait for.
///
/// The segment's salt is repeated here, so that no bytes inside a payload and none of an earlier use of the disk
/// block can pass for a header: who writes a payload cannot know the salt.
///
/// | offset | bytes | |
/// |---|---|---|
/// | 0 | 4 | CRC32C of the rest of the header |
/// | 4 | 4 | `WGRP` |
/// | 8 | 8 | salt of the segment |
/// | 16 | 8 | number of the group, running through all segments |
/// | 24 | 8 | sequence of the first record |
/// | 32 | 4 | number of records; 0 is a seal, written by an orderly close |
/// | 36 | 4 | bytes of the records |
/// | 40 | 4 | checksum of the record before the group |
/// | 44 | 4 | `tip`, checksum of its last record |
struct GroupHeader: Equatable {
    static let bytes = 48
    static let magic = UInt32(0x5052_4757)  // "WGRP" read as a little-endian integer

    var salt: UInt64
    var number: UInt64
    var firstSequence: UInt64
    var count: Int
    var bodyBytes: Int
    var previousTip: UInt32
    var tip: UInt32

    /// The header at the beginning of `block`, or nothing if there is no sound one of this segment.
    init?(_ block: RawSpan, salt: UInt64) {
        guard block.byteCount >= Self.bytes, block.integer(4, as: UInt32.self) == Self.magic,
            block.integer(8, as: UInt64.self) == salt,
            crc32c(0, block.extracting(4..<Self.bytes)) == block.integer(0, as: UInt32.self)
        else { return nil }
        self.salt = salt
        number = block.integer(16)
        firstSequence = block.integer(24)
        count = Int(block.integer(32, as: UInt32.self))
        bodyBytes = Int(block.integer(36, as: UInt32.self))
        previousTip = block.integer(40)
        tip = block.integer(44)
    }

    init(_ group: borrowing GroupBuffer, salt: UInt64, after chain: ChainPosition) {
        self.salt = salt
        number = chain.nextGroup
        firstSequence = chain.nextSequence
        count = group.count
        bodyBytes = group.used - Self.bytes
        previousTip = chain.tip
        tip = group.tip
    }

    /// The header's bytes.
    func encoded() -> [UInt8] {
        var block: [UInt8] = []
        block.reserveCapacity(Self.bytes)
        block.append(integer: UInt32(0))
        block.append(integer: Self.magic)
        block.append(integer: salt)
        block.append(integer: number)
        block.append(integer: firstSequence)
        block.append(integer: UInt32(count))
        block.append(integer: UInt32(bodyBytes))
        block.append(integer: previousTip)
        block.append(integer: tip)
        block.put(crc32c(0, block.span.bytes.extracting(4..<Self.bytes)), at: 0)
        return block
    }

    /// Whether it continues the chain here.
    func follows(_ chain: ChainPosition) -> Bool {
        number == chain.nextGroup && firstSequence == chain.nextSequence && previousTip == chain.tip
    }

    /// Where the chain stands after this group.
    var end: ChainPosition {
        ChainPosition(nextSequence: firstSequence + UInt64(count), nextGroup: number + 1, tip: tip)
    }
}
