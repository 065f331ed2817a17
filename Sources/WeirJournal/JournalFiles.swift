/// The operating system refused: its error number.
public struct JournalFault: Error, Hashable, Sendable {
    public let errno: CInt

    public init(_ errno: CInt) { self.errno = errno }
}

/// How a file is opened.
public enum JournalFileUse: Sendable {
    case read
    case write
    /// For reading and writing; made when it is not there, and left as it is when it is.
    case lock
    /// For reading and writing; made empty, whatever was there.
    case create
}

/// What the journal asks of the operating system, and all of it: behind a protocol so that tests can fail every single
/// call and forget what was never synced. One thread at a time uses it.
public protocol JournalFiles: AnyObject {
    /// Makes the directory unless it is there. Answers whether it was made. Its parents must exist.
    func createDirectory(_ path: String) throws(JournalFault) -> Bool
    /// Names in a directory, in any order.
    func list(_ directory: String) throws(JournalFault) -> [String]
    func open(_ path: String, _ use: JournalFileUse) throws(JournalFault) -> CInt
    func close(_ file: CInt)
    /// Takes the exclusive lock on a file until it is closed; `false` when somebody else has it.
    func lock(_ file: CInt) throws(JournalFault) -> Bool
    func size(_ file: CInt) throws(JournalFault) -> Int
    /// Reserves space for the first `bytes` bytes and makes the file at least that long.
    func preallocate(_ file: CInt, bytes: Int) throws(JournalFault)
    /// Reads up to the buffer's size; 0 is the end of the file.
    func read(_ file: CInt, into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws(JournalFault) -> Int
    /// Writes some of the bytes, at least one, and answers how many.
    func write(_ file: CInt, _ bytes: RawSpan, at offset: Int) throws(JournalFault) -> Int
    /// Returns when the file's data, and what is needed to read it back, are on the disk.
    func syncData(_ file: CInt) throws(JournalFault)
    /// The same with all of the file's metadata.
    func sync(_ file: CInt) throws(JournalFault)
    /// Returns when the names in the directory are on the disk.
    func syncDirectory(_ path: String) throws(JournalFault)
    /// Gives a file another name in one step, in place of a file that has it.
    func rename(_ path: String, to other: String) throws(JournalFault)
    func remove(_ path: String) throws(JournalFault)
    /// Any 64 bits, different each time.
    func random() -> UInt64
}
