import CWeirFormats
import Glibc
import WeirDomain

/// Why an input file cannot be read (on). Said to a person: which file, what, and where in it.
public struct SourceError: Error, Hashable, Sendable, CustomStringConvertible {
    public let path: String
    public let reason: String

    public init(path: String, reason: String) {
        self.path = path
        self.reason = reason
    }

    public var description: String { "\(path == "-" ? "standard input" : path): \(reason)" }
}

/// The bytes of a file or of standard input, inflated where they are gzip or zstd, in chunks of bounded size.
package final class ByteSource {
    package static let chunkBytes = 1 << 18

    package let path: String
    private let file: CInt
    private var raw = [UInt8](repeating: 0, count: ByteSource.chunkBytes)
    private var rawStart = 0
    private var rawEnd = 0
    private var rawRead = 0
    private var isAtEnd = false
    private var inflater: OpaquePointer?
    private var isBetweenMembers = true
    private var compression = ""

    /// Opens `-` or a file.
    package init(path: String) throws(SourceError) {
        self.path = path
        if path == "-" {
            file = 0
        } else {
            file = open(path, O_RDONLY | O_CLOEXEC)
            guard file >= 0 else { throw SourceError(path: path, reason: Self.words(errno)) }
            var status = stat()
            if unsafe fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
                close(file)
                throw SourceError(path: path, reason: "is a directory, not a file")
            }
        }
        try fill()
        detectCompression()
    }

    /// Bytes that are there already, under a name for errors.
    package init(bytes: [UInt8], name: String) {
        path = name
        file = -1
        raw = bytes
        rawEnd = bytes.count
        rawRead = bytes.count
        isAtEnd = true
    }

    deinit {
        weir_inflater_free(inflater)
        if file > 0 { close(file) }
    }

    private static func words(_ code: CInt) -> String {
        switch code {
        case ENOENT: "does not exist"
        case EACCES: "may not be read (permission denied)"
        case ENOTDIR: "cannot be reached: a part of the path is not a directory"
        default: unsafe String(cString: strerror(code)).lowercased()
        }
    }

    private func fill() throws(SourceError) {
        guard rawStart == rawEnd, !isAtEnd else { return }
        if raw.count != Self.chunkBytes { raw = [UInt8](repeating: 0, count: Self.chunkBytes) }
        var count = 0
        repeat {
            count = unsafe read(file, &raw, raw.count)
        } while count < 0 && errno == EINTR
        guard count >= 0 else { throw SourceError(path: path, reason: "cannot be read: \(Self.words(errno))") }
        rawStart = 0
        rawEnd = count
        rawRead += count
        isAtEnd = count == 0
    }

    private func detectCompression() {
        let head = Array(raw[..<min(4, rawEnd)])
        if head.starts(with: [0x1F, 0x8B]) {
            inflater = weir_inflater_new(WEIR_GZIP)
            compression = "gzip"
        } else if head == [0x28, 0xB5, 0x2F, 0xFD] {
            inflater = weir_inflater_new(WEIR_ZSTD)
            compression = "zstd"
        }
    }

    /// Replaces `chunk` by the next bytes; `false` at the end.
    package func next(_ chunk: inout [UInt8]) throws(SourceError) -> Bool {
        guard inflater != nil else {
            try fill()
            guard rawStart < rawEnd else { return false }
            hand(over: &chunk)
            return true
        }
        return try inflate(&chunk)
    }

    /// Gives away the bytes that have been read, and takes the place of those before to read into.
    private func hand(over chunk: inout [UInt8]) {
        if rawStart == 0, rawEnd == raw.count {
            swap(&raw, &chunk)
        } else {
            chunk.removeAll(keepingCapacity: true)
            chunk.append(contentsOf: raw[rawStart..<rawEnd])
        }
        (rawStart, rawEnd) = (0, 0)
    }

    private func inflate(_ chunk: inout [UInt8]) throws(SourceError) -> Bool {
        if chunk.count != Self.chunkBytes { chunk = [UInt8](repeating: 0, count: Self.chunkBytes) }
        var produced = 0
        while produced == 0 {
            try fill()
            if rawStart == rawEnd {
                guard isBetweenMembers else {
                    throw SourceError(
                        path: path, reason: "the \(compression) stream is cut off after \(rawRead) bytes")
                }
                return false
            }
            var taken = rawEnd - rawStart
            produced = chunk.count
            let result = raw.withUnsafeBufferPointer { input in
                chunk.withUnsafeMutableBufferPointer { output in
                    unsafe weir_inflate(
                        inflater, input.baseAddress?.advanced(by: rawStart), &taken, output.baseAddress, &produced)
                }
            }
            rawStart += taken
            isBetweenMembers = result == WEIR_INFLATE_ENDED
            if result == WEIR_INFLATE_BROKEN {
                throw SourceError(
                    path: path, reason: "the \(compression) stream is broken near byte \(rawRead - (rawEnd - rawStart))"
                )
            }
        }
        chunk.removeSubrange(produced...)
        return true
    }
}
