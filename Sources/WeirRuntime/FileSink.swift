import Glibc
import WeirCodec

/// A file written in large pieces. Errors are kept and thrown at the end or the next flush, never lost.
final class FileSink {
    private let path: String
    private let file: CInt
    private var buffer: [UInt8] = []
    private var failure: SourceError?

    /// Makes the file, or empties it; `-` is standard output.
    init(path: String) throws(SourceError) {
        self.path = path
        file = path == "-" ? 1 : open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard file >= 0 else {
            throw SourceError(
                path: path, reason: "cannot be written: \(unsafe String(cString: strerror(errno)).lowercased())")
        }
        buffer.reserveCapacity(1 << 17)
    }

    deinit { if file > 1 { Glibc.close(file) } }

    /// Appends one line; `body` writes it without its end.
    func line(_ body: (inout [UInt8]) -> Void) {
        body(&buffer)
        buffer.append(10)
        if buffer.count >= 1 << 16 { flush() }
    }

    private func flush() {
        var start = 0
        while start < buffer.count, failure == nil {
            let count = buffer.withUnsafeBytes {
                unsafe write(file, $0.baseAddress?.advanced(by: start), $0.count - start)
            }
            if count < 0, errno == EINTR { continue }
            if count < 0 {
                let words = errno == ENOSPC ? "the disk is full" : unsafe String(cString: strerror(errno)).lowercased()
                failure = SourceError(path: path, reason: "cannot be written: \(words)")
            }
            start += max(count, 0)
        }
        buffer.removeAll(keepingCapacity: true)
    }

    /// Writes what is left. Throws the first error there was.
    func finish() throws(SourceError) {
        flush()
        if let failure { throw failure }
    }

    func check() throws(SourceError) { if let failure { throw failure } }
}
