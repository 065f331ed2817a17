/// Reading and writing plain integers in byte spans, always little-endian, always bounds-checked.
extension RawSpan {
    @inlinable @inline(__always)
    public func byte(_ offset: Int) -> UInt8 { unsafeLoad(fromUncheckedChecked: offset) }

    @inlinable @inline(__always)
    func unsafeLoad(fromUncheckedChecked offset: Int) -> UInt8 {
        precondition(offset >= 0 && offset < byteCount, "read beyond the record")
        return unsafe unsafeLoad(fromByteOffset: offset, as: UInt8.self)
    }

    /// A little-endian integer at any alignment.
    @inlinable @inline(__always)
    public func integer<T: FixedWidthInteger & BitwiseCopyable>(_ offset: Int, as type: T.Type = T.self) -> T {
        precondition(offset >= 0 && offset <= byteCount - MemoryLayout<T>.size, "read beyond the record")
        return T(littleEndian: unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: T.self))
    }

    /// The bytes as text. They have been checked to be UTF-8 when they entered; a stray byte would show as U+FFFD.
    public var text: String {
        withUnsafeBytes { unsafe String(decoding: $0, as: UTF8.self) }
    }

    public var array: [UInt8] { withUnsafeBytes { unsafe [UInt8]($0) } }

    public func equals(_ other: RawSpan) -> Bool {
        guard byteCount == other.byteCount else { return false }
        var i = 0
        while i + 8 <= byteCount {
            if integer(i, as: UInt64.self) != other.integer(i, as: UInt64.self) { return false }
            i += 8
        }
        while i < byteCount {
            if byte(i) != other.byte(i) { return false }
            i += 1
        }
        return true
    }
}

extension [UInt8] {
    @inlinable
    public mutating func append<T: FixedWidthInteger>(integer value: T) {
        var v = value.littleEndian
        for _ in 0..<MemoryLayout<T>.size {
            append(UInt8(truncatingIfNeeded: v))
            v = MemoryLayout<T>.size > 1 ? v >> 8 : 0
        }
    }

    @inlinable
    public mutating func append(bytes: RawSpan) {
        bytes.withUnsafeBytes { unsafe append(contentsOf: $0) }
    }

    @inlinable
    public mutating func append(text: String) { append(contentsOf: text.utf8) }

    /// Overwrites an integer that is already there.
    @inlinable
    public mutating func put<T: FixedWidthInteger>(_ value: T, at offset: Int) {
        var v = UInt64(truncatingIfNeeded: value)
        for i in 0..<MemoryLayout<T>.size {
            self[offset + i] = UInt8(truncatingIfNeeded: v)
            v >>= 8
        }
    }
}

extension String {
    /// Calls `body` with the text's UTF-8 bytes.
    public func withBytes<R>(_ body: (RawSpan) -> R) -> R {
        let bytes = Array(utf8)
        return body(bytes.span.bytes)
    }
}
