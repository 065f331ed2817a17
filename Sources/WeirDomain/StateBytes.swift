/// Takes the engine's state apart into bytes, in the machine's own layout: for snapshots that the same build reads
/// again. What the bytes go to is the caller's.
package struct StateWriter {
    private let put: (UnsafeRawBufferPointer) -> Void

    package init(_ put: @escaping (UnsafeRawBufferPointer) -> Void) { self.put = put }

    package func write(_ bytes: UnsafeRawBufferPointer) { put(bytes) }

    package func write<T: BitwiseCopyable>(_ value: T) { withUnsafeBytes(of: value) { put($0) } }

    package func write<T: BitwiseCopyable>(_ values: [T]) {
        write(values.count)
        values.withUnsafeBytes { put($0) }
    }

    package func write(_ text: String) { write(Array(text.utf8)) }
}

/// Puts it together again. The bytes have been checked by whoever hands them over; counts beyond `StateReader.most`
/// are refused all the same.
package struct StateReader {
    package struct Flaw: Error {
        package let reason: String
        package init(_ reason: String) { self.reason = reason }
    }

    private let fill: (UnsafeMutableRawBufferPointer) throws -> Void
    /// No table has more entries than this.
    package static let most = 1 << 33

    package init(_ fill: @escaping (UnsafeMutableRawBufferPointer) throws -> Void) { self.fill = fill }

    package func read(into bytes: UnsafeMutableRawBufferPointer) throws { try fill(bytes) }

    package func read<T: BitwiseCopyable>(_ type: T.Type = T.self) throws -> T {
        try withUnsafeTemporaryAllocation(of: T.self, capacity: 1) { place in
            try fill(UnsafeMutableRawBufferPointer(place))
            return place[0]
        }
    }

    package func count() throws -> Int {
        let count = try read(Int.self)
        guard count >= 0, count <= Self.most else { throw Flaw("a table of \(count) entries") }
        return count
    }

    package func readArray<T: BitwiseCopyable>(_ type: T.Type = T.self) throws -> [T] {
        let count = try count()
        return try [T](unsafeUninitializedCapacity: count) { buffer, initialized in
            try fill(UnsafeMutableRawBufferPointer(start: buffer.baseAddress, count: count * MemoryLayout<T>.stride))
            initialized = count
        }
    }

    package func readText() throws -> String { String(decoding: try readArray(UInt8.self), as: UTF8.self) }
}
