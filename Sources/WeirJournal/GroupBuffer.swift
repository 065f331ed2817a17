internal import CWeirSupport

/// The records of the group that is being gathered, encoded as they will stand on the disk, in one buffer that is used
/// again for each group. Room for the group's header is kept at its beginning, so that one write carries all.
struct GroupBuffer: ~Copyable {
    private var storage: [UInt8]
    /// Bytes in use, the header's included.
    private(set) var used = GroupHeader.bytes
    private(set) var count = 0
    /// The checksum of the last record.
    private(set) var tip: UInt32

    init(tip: UInt32) {
        storage = [UInt8](repeating: 0, count: 64 << 10)
        self.tip = tip
    }

    /// Begins the next group.
    mutating func reset(tip: UInt32) {
        used = GroupHeader.bytes
        count = 0
        self.tip = tip
    }

    mutating func append(sequence: UInt64, type: UInt8, payload: RawSpan) {
        let size = Record.bytes(payload: payload.byteCount)
        let start = used
        reserve(start + size)
        let seed = tip
        tip = storage.withUnsafeMutableBytes { buffer in
            let record = UnsafeMutableRawBufferPointer(rebasing: buffer[start..<start + size])
            // The zeros that fill the last word; what else is in the buffer is an earlier group's.
            record.storeBytes(of: 0, toByteOffset: size - 8, as: UInt64.self)
            record.storeBytes(of: UInt32(payload.byteCount).littleEndian, toByteOffset: 4, as: UInt32.self)
            record.storeBytes(of: sequence.littleEndian, toByteOffset: 8, as: UInt64.self)
            record.storeBytes(of: type, toByteOffset: 16, as: UInt8.self)
            payload.withUnsafeBytes {
                UnsafeMutableRawBufferPointer(rebasing: record[Record.headerBytes...]).copyMemory(from: $0)
            }
            let covered = UnsafeRawBufferPointer(rebasing: record[4...])
            let crc = weir_crc32c(seed, covered.baseAddress, covered.count)
            record.storeBytes(of: crc.littleEndian, toByteOffset: 0, as: UInt32.self)
            return crc
        }
        used = start + size
        count += 1
    }

    /// Puts the header in its place and zeros up to the alignment; answers the bytes to write.
    mutating func finish(_ header: GroupHeader, alignment: Int) -> Int {
        let end = roundUp(used, to: alignment)
        reserve(end)
        let bytes = header.encoded()
        let used = used
        storage.withUnsafeMutableBytes { buffer in
            bytes.withUnsafeBytes { buffer.copyMemory(from: $0) }
            UnsafeMutableRawBufferPointer(rebasing: buffer[used..<end]).initializeMemory(as: UInt8.self, repeating: 0)
        }
        return end
    }

    /// Overwrites all that `finish` answered with zeros, for taking back what was written of it.
    mutating func blank(_ bytes: Int) {
        storage.withUnsafeMutableBytes {
            _ = UnsafeMutableRawBufferPointer(rebasing: $0[0..<bytes]).initializeMemory(as: UInt8.self, repeating: 0)
        }
    }

    /// Writes the first bytes to a file; `written` tells how many were, even when it throws.
    func write(
        _ count: Int, to file: borrowing OpenFile, at offset: Int, written: inout Int
    ) throws(JournalFault) {
        try file.write(storage.span.bytes.extracting(0..<count), at: offset, written: &written)
    }

    private mutating func reserve(_ bytes: Int) {
        guard bytes > storage.count else { return }
        let more = max(bytes, storage.count * 2) - storage.count
        storage.append(contentsOf: repeatElement(0, count: more))
    }
}
