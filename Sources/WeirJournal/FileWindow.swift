internal import WeirDomain

/// An open file, closed when its owner goes.
struct OpenFile: ~Copyable {
    let files: any JournalFiles
    var path: String
    private(set) var number: CInt

    init(_ files: any JournalFiles, _ path: String, _ use: JournalFileUse) throws(JournalError) {
        self.files = files
        self.path = path
        do {
            number = try files.open(path, use)
        } catch {
            throw JournalError(error, path, "opening it")
        }
    }

    deinit {
        if number >= 0 { files.close(number) }
    }

    /// Closes the file now.
    mutating func shut() {
        if number >= 0 { files.close(number) }
        number = -1
    }

    /// Writes all of the bytes, in as many writes as it takes; `written` tells how many were, even when it throws.
    func write(_ bytes: RawSpan, at offset: Int, written: inout Int) throws(JournalFault) {
        while written < bytes.byteCount {
            let rest = bytes.extracting(written..<bytes.byteCount)
            let step = try files.write(number, rest, at: offset + written)
            // A write of nothing is no progress: better an error than an endless loop.
            guard step > 0 else { throw JournalFault(0) }
            written += step
        }
    }

    func write(_ block: [UInt8], at offset: Int) throws(JournalFault) {
        var written = 0
        try write(block.span.bytes, at: offset, written: &written)
    }
}

/// A piece of a file in memory, moved along as it is read. It holds one mebibyte, or one group where that is larger.
struct FileWindow: ~Copyable {
    static let step = 1 << 20

    let file: OpenFile
    /// Bytes of the file when it was opened or last refreshed.
    private(set) var size: Int
    private var buffer: [UInt8] = []
    private var start = 0
    private var filled = 0

    init(_ file: consuming OpenFile) throws(JournalError) {
        do {
            size = try file.files.size(file.number)
        } catch {
            throw JournalError(error, file.path, "asking its size", otherwise: .readFailed)
        }
        self.file = file
    }

    /// Forgets what is in memory, for a file that somebody else is writing to.
    mutating func refresh() { filled = 0 }

    /// Brings bytes into memory: all of `count`, or those up to the file's end. Answers how many from `offset` on.
    mutating func load(_ count: Int, at offset: Int, step: Int = FileWindow.step) throws(JournalError) -> Int {
        if offset >= start, offset + count <= start + filled { return count }
        let wanted = min(max(count, step), max(0, size - offset))
        if buffer.count < wanted { buffer = [UInt8](repeating: 0, count: wanted) }
        start = offset
        filled = 0
        while filled < wanted {
            let step = try read(filled..<wanted)
            if step == 0 { break }
            filled += step
        }
        return min(count, filled)
    }

    private mutating func read(_ range: Range<Int>) throws(JournalError) -> Int {
        let files = file.files
        let number = file.number
        let from = start + range.lowerBound
        let result = buffer.withUnsafeMutableBytes { bytes -> Result<Int, JournalFault> in
            let part = UnsafeMutableRawBufferPointer(rebasing: bytes[range])
            do throws(JournalFault) {
                return .success(try files.read(number, into: part, at: from))
            } catch {
                return .failure(error)
            }
        }
        switch result {
        case .success(let count): return count
        case .failure(let fault):
            throw JournalError(fault, file.path, "reading at byte \(from)", otherwise: .readFailed)
        }
    }

    /// The same for looking here and there: not much more than what is asked for is read.
    mutating func loadSmall(_ count: Int, at offset: Int) throws(JournalError) -> Int {
        try load(count, at: offset, step: 1 << 16)
    }

    /// Bytes that `load` has brought into memory.
    @_lifetime(borrow self)
    func bytes(_ count: Int, at offset: Int) -> RawSpan {
        precondition(offset >= start && offset + count <= start + filled, "bytes that were not loaded")
        return buffer.span.bytes.extracting(offset - start..<offset - start + count)
    }

    /// An integer within the bytes that `load` has brought into memory.
    func integer<T: FixedWidthInteger & BitwiseCopyable>(at offset: Int, as type: T.Type = T.self) -> T {
        bytes(MemoryLayout<T>.size, at: offset).integer(0)
    }

    /// The checksum of bytes that `load` has brought into memory.
    func checksum(_ seed: UInt32, _ range: Range<Int>) -> UInt32 {
        crc32c(seed, bytes(range.count, at: range.lowerBound))
    }

    func array(_ range: Range<Int>) -> [UInt8] { bytes(range.count, at: range.lowerBound).array }
}
