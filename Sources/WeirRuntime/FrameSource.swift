import Glibc
import WeirDomain
import WeirEngine

/// Hands out the bytes of a snapshot's frames, each checked. Once told to, it reads and checks ahead on a thread of its
/// own, for both that and putting the bytes in their places take their time with millions of accounts.
final class FrameSource: @unchecked Sendable {
    /// Frames that are read ahead, of a mebibyte each.
    private static let ahead = 16

    private let file: CInt
    private var number: UInt32 = 0
    // The caller's.
    private var buffer: [UInt8] = []
    private var next = 0
    // Between the two threads.
    private let channel = Channel<[UInt8]>(capacity: FrameSource.ahead)
    private let monitor = Monitor()
    private var flaw: (any Error)?
    private var isReading = false

    /// - Parameter file: stays the caller's, who closes it after `stop`.
    init(_ file: CInt) { self.file = file }

    /// The next bytes of the file, read at once; before `readAhead` only.
    func exactly(_ count: Int) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var start = 0
        while start < count {
            let read = bytes.withUnsafeMutableBytes { Glibc.read(file, $0.baseAddress! + start, count - start) }
            if read < 0, errno == EINTR { continue }
            guard read > 0 else { throw StateReader.Flaw("ends too early") }
            start += read
        }
        return bytes
    }

    /// The next frame, read at once; before `readAhead` only.
    func frame() throws -> [UInt8] {
        let head = try exactly(8)
        let length = Int(head.span.bytes.integer(0, as: UInt32.self))
        guard length <= SnapshotFiles.frameBytes else { throw StateReader.Flaw("is damaged") }
        let bytes = try exactly(length)
        guard SnapshotFiles.checksum(number, bytes) == head.span.bytes.integer(4, as: UInt32.self) else {
            throw StateReader.Flaw("is damaged")
        }
        number += 1
        return bytes
    }

    // MARK: Ahead

    /// From now on the rest of the file is read on a thread of its own.
    func readAhead() {
        isReading = true
        LongThread.start("weir-load") { [self] in
            do {
                try readAll()
            } catch {
                monitor.locked { flaw = error }
            }
            channel.close()
            monitor.locked {
                isReading = false
                monitor.signalAll()
            }
        }
    }

    /// All frames, the empty one at the end included, after which there is nothing.
    private func readAll() throws {
        var isAtEnd = false
        while !isAtEnd {
            let bytes = try frame()
            isAtEnd = bytes.isEmpty
            guard channel.put(bytes) else { return }
        }
        var byte: UInt8 = 0
        guard Glibc.read(file, &byte, 1) == 0 else { throw StateReader.Flaw("is longer than its state") }
    }

    /// Nothing more is wanted; when it returns, nobody reads the file any more.
    func stop() {
        channel.close()
        monitor.locked { while isReading { monitor.wait() } }
    }

    private func take() throws -> [UInt8] {
        if let bytes = channel.take() { return bytes }
        throw monitor.locked { flaw } ?? StateReader.Flaw("ends too early")
    }

    func fill(_ target: UnsafeMutableRawBufferPointer) throws {
        var start = 0
        while start < target.count {
            if next == buffer.count {
                buffer = try take()
                next = 0
                guard !buffer.isEmpty else { throw StateReader.Flaw("ends too early") }
            }
            let count = min(buffer.count - next, target.count - start)
            buffer.withUnsafeBytes { bytes in
                UnsafeMutableRawBufferPointer(rebasing: target[start..<(start + count)])
                    .copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[next..<(next + count)]))
            }
            next += count
            start += count
        }
    }

    func expectEnd() throws {
        guard next == buffer.count, try take().isEmpty else { throw StateReader.Flaw("is longer than its state") }
        // The thread looks whether anything follows.
        monitor.locked { while isReading { monitor.wait() } }
        if let flaw = monitor.locked({ flaw }) { throw flaw }
    }
}
