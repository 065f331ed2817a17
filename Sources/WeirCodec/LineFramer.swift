import Glibc
public import WeirDomain

/// Cuts a stream of chunks into lines without ever holding more than one line, and no line beyond its limit.
public struct LineFramer {
    public enum Line: Equatable {
        /// A whole line, without its end.
        case whole
        /// A line beyond the limit; what is handed over is its beginning.
        case tooLong
    }

    private var partial: [UInt8] = []
    private var isSkipping = false
    private let limit: Int
    /// The line that comes next, from 1.
    public private(set) var number = 1

    public init(limit: Int = Limits.lineBytes) { self.limit = limit }

    /// Feeds a chunk; calls `body` with each line that it completes, and the line's number. LF and CRLF end a line.
    public mutating func feed(_ chunk: RawSpan, _ body: (RawSpan, Line, Int) -> Void) {
        var start = 0
        while let end = Self.newline(chunk, from: start) {
            finish(chunk.extracting(start..<end), body)
            start = end + 1
        }
        keep(chunk.extracting(start..<chunk.byteCount))
    }

    /// The stream has ended: a last line without an end counts.
    public mutating func end(_ body: (RawSpan, Line, Int) -> Void) {
        guard !partial.isEmpty else { return }
        finish([UInt8]().span.bytes, body)
    }

    private mutating func finish(_ rest: RawSpan, _ body: (RawSpan, Line, Int) -> Void) {
        defer {
            if !partial.isEmpty { partial.removeAll(keepingCapacity: true) }
            isSkipping = false
            number += 1
        }
        if partial.isEmpty, rest.byteCount <= limit { return body(Self.withoutReturn(rest), .whole, number) }
        keep(rest)
        if isSkipping { return body(partial.span.bytes.extracting(0..<min(partial.count, limit)), .tooLong, number) }
        body(Self.withoutReturn(partial.span.bytes), .whole, number)
    }

    private mutating func keep(_ rest: RawSpan) {
        guard !isSkipping, rest.byteCount > 0 else { return }
        let room = limit - partial.count
        partial.append(bytes: rest.extracting(0..<min(rest.byteCount, room)))
        if rest.byteCount > room { isSkipping = true }
    }

    @_lifetime(copy line)
    private static func withoutReturn(_ line: RawSpan) -> RawSpan {
        let n = line.byteCount
        return n > 0 && line.byte(n - 1) == 13 ? line.extracting(0..<(n - 1)) : line
    }

    /// The next LF.
    static func newline(_ bytes: RawSpan, from start: Int) -> Int? {
        bytes.withUnsafeBytes { all in
            guard start < all.count, let base = all.baseAddress, let found = memchr(base + start, 10, all.count - start)
            else { return nil }
            return UnsafeRawPointer(found) - base
        }
    }
}
