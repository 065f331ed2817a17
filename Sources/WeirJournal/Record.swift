internal import WeirDomain

/// One record: `crc u32, length u32, sequence u64, type u8, payload`, zeros up to a multiple of eight bytes.
/// The checksum goes on from the record before it and covers all that follows it, the zeros too. So a record is only
/// valid in its place: one left over from an earlier use of the block has another past, and its checksum does not fit.
enum Record {
    static let headerBytes = 17

    @inline(__always)
    static func bytes(payload: Int) -> Int { roundUp(headerBytes + payload, to: 8) }

    /// Whether these bytes are exactly the records that the header tells of.
    static func areSound(_ body: RawSpan, of group: GroupHeader) -> Bool {
        var at = 0
        var tip = group.previousTip
        for index in 0..<group.count {
            guard body.byteCount - at >= headerBytes else { return false }
            let length = Int(body.integer(at + 4, as: UInt32.self))
            let size = bytes(payload: length)
            guard length <= JournalLimits.payloadBytes, size <= body.byteCount - at,
                body.integer(at + 8, as: UInt64.self) == group.firstSequence + UInt64(index)
            else { return false }
            tip = crc32c(tip, body.extracting(at + 4..<at + size))
            guard tip == body.integer(at, as: UInt32.self) else { return false }
            at += size
        }
        return at == body.byteCount && tip == group.tip
    }

    /// Calls `visit` with each record from `first` on. The bytes have been found sound before.
    static func forEach(
        in body: RawSpan, from first: UInt64,
        _ visit: (_ sequence: UInt64, _ type: UInt8, _ payload: RawSpan) throws -> Void
    ) rethrows {
        var at = 0
        while at < body.byteCount {
            let length = Int(body.integer(at + 4, as: UInt32.self))
            let sequence = body.integer(at + 8, as: UInt64.self)
            if sequence >= first {
                let payload = at + headerBytes
                try visit(sequence, body.byte(at + 16), body.extracting(payload..<payload + length))
            }
            at += bytes(payload: length)
        }
    }
}
