import CWeirSupport
import Glibc
import WeirDomain
package import WeirEngine

/// Snapshots of the engine in `snapshots/`, so that a restart replays only what came after.
///
/// A file is a mark, then frames of at most a mebibyte: length, CRC32C over the frame's number, length and bytes, the
/// bytes. The first frame says what it is, the last one, of length 0, that it is whole. Every frame is checked before
/// anything in it is believed; a snapshot that is damaged, or of another build, is passed over, for the journal has
/// everything.
package struct SnapshotFiles {
    let directory: String

    package init(_ data: String) { directory = data + "/snapshots" }

    private static let mark = Array("WEIRSNP1".utf8)
    static let frameBytes = 1 << 20
    /// The newest and one to fall back on.
    private static let kept = 2

    private static func name(_ sequence: UInt64) -> String {
        let digits = String(sequence)
        return "snapshot-" + String(repeating: "0", count: 20 - digits.count) + digits
    }

    /// Sequence numbers of the snapshots there are, the newest first.
    package var sequences: [UInt64] {
        guard let stream = opendir(directory) else { return [] }
        defer { closedir(stream) }
        var found: [UInt64] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name.hasPrefix("snapshot-"), let sequence = UInt64(name.dropFirst(9)) { found.append(sequence) }
        }
        return found.sorted(by: >)
    }

    // MARK: Writing

    /// Writes a snapshot and lets older ones go. When it returns, the snapshot is on the disk.
    package func write(_ engine: borrowing Engine, seed: UInt64, sequence: UInt64) throws(DeskError) {
        if mkdir(directory, 0o700) != 0, errno != EEXIST { throw Self.failure(directory, "cannot be made") }
        let part = directory + "/part-\(getpid())"
        let file = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw Self.failure(part, "cannot be written") }
        let sink = FrameSink(file)
        var head: [UInt8] = []
        head.append(integer: seed)
        head.append(integer: sequence)
        head.append(text: Engine.layout)
        sink.begin(Self.mark, head)
        engine.save(to: StateWriter { sink.put($0) })
        let isWritten = sink.end() && fsync(file) == 0
        close(file)
        guard isWritten, rename(part, directory + "/" + Self.name(sequence)) == 0 else {
            let error = Self.failure(part, "cannot be written")
            unlink(part)
            throw error
        }
        let folder = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        fsync(folder)
        close(folder)
        for old in sequences.dropFirst(Self.kept) { unlink(directory + "/" + Self.name(old)) }
    }

    private static func failure(_ path: String, _ what: String) -> DeskError {
        DeskError("\(path): \(what): \(unsafe String(cString: strerror(errno)).lowercased())")
    }

    /// Gathers bytes into frames.
    private final class FrameSink {
        private let file: CInt
        private var buffer: [UInt8] = []
        private var number: UInt32 = 0
        private var isFailed = false

        init(_ file: CInt) {
            self.file = file
            buffer.reserveCapacity(SnapshotFiles.frameBytes)
        }

        func begin(_ mark: [UInt8], _ head: [UInt8]) {
            write(mark)
            buffer = head
            flush()
        }

        func put(_ bytes: UnsafeRawBufferPointer) {
            var rest = bytes
            while !rest.isEmpty {
                let room = min(SnapshotFiles.frameBytes - buffer.count, rest.count)
                buffer.append(contentsOf: rest.prefix(room))
                rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(room))
                if buffer.count == SnapshotFiles.frameBytes { flush() }
            }
        }

        /// Whether all has been written.
        func end() -> Bool {
            if !buffer.isEmpty { flush() }
            flush()
            return !isFailed
        }

        private func flush() {
            var head: [UInt8] = []
            head.append(integer: UInt32(buffer.count))
            head.append(integer: SnapshotFiles.checksum(number, buffer))
            write(head)
            write(buffer)
            buffer.removeAll(keepingCapacity: true)
            number += 1
        }

        private func write(_ bytes: [UInt8]) {
            var start = 0
            while start < bytes.count, !isFailed {
                let count = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress! + start, $0.count - start) }
                if count < 0, errno != EINTR { isFailed = true }
                start += max(count, 0)
            }
        }
    }

    static func checksum(_ number: UInt32, _ bytes: [UInt8]) -> UInt32 {
        var head: [UInt8] = []
        head.append(integer: number)
        head.append(integer: UInt32(bytes.count))
        let start = weir_crc32c(0, head, head.count)
        return bytes.withUnsafeBytes { weir_crc32c(start, $0.baseAddress, $0.count) }
    }

    // MARK: Reading

    /// The newest snapshot that is whole, of this build, of this journal, and not beyond `through`; with its sequence.
    /// - Parameter note: called with a sentence for each one that had to be passed over.
    package func newest(
        seed: UInt64, through: UInt64, into engine: inout Engine, note: (String) -> Void
    ) -> UInt64? {
        for sequence in sequences where sequence <= through {
            let path = directory + "/" + Self.name(sequence)
            do {
                engine = try Self.read(path, seed: seed, sequence: sequence)
                return sequence
            } catch {
                note("\(path): passed over: it \((error as? StateReader.Flaw)?.reason ?? "cannot be read")")
            }
        }
        return nil
    }

    static func read(_ path: String, seed: UInt64, sequence: UInt64) throws -> Engine {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw StateReader.Flaw("cannot be opened") }
        defer { close(file) }
        let source = FrameSource(file)
        defer { source.stop() }
        guard try source.exactly(Self.mark.count) == Self.mark else { throw StateReader.Flaw("is no snapshot") }
        let head = try source.frame()
        let bytes = head.span.bytes
        guard head.count > 16 else { throw StateReader.Flaw("has no head") }
        guard bytes.integer(0, as: UInt64.self) == seed else { throw StateReader.Flaw("belongs to another journal") }
        guard bytes.integer(8, as: UInt64.self) == sequence else { throw StateReader.Flaw("bears another's name") }
        guard bytes.extracting(16..<head.count).text == Engine.layout else {
            throw StateReader.Flaw("was written by another version")
        }
        source.readAhead()
        let engine = try Engine(seed: seed, from: StateReader { try source.fill($0) })
        try source.expectEnd()
        return engine
    }
}
