/// The chunks of memory that a table consists of, which go with it. Plain addresses, for a look at a record is most of
/// what the engine does: whoever asks has checked that the place is there.
struct ChunkList<Element: BitwiseCopyable>: ~Copyable {
    private var chunks = UnsafeMutablePointer<UnsafeMutablePointer<Element>>.allocate(capacity: 16)
    private var room = 16
    private(set) var count = 0

    init() {}

    deinit {
        for i in 0..<count { chunks[i].deallocate() }
        chunks.deallocate()
    }

    @inline(__always)
    subscript(chunk: Int) -> UnsafeMutablePointer<Element> { chunks[chunk] }

    mutating func append(_ chunk: UnsafeMutablePointer<Element>) {
        if count == room {
            let more = UnsafeMutablePointer<UnsafeMutablePointer<Element>>.allocate(capacity: room * 2)
            more.initialize(from: chunks, count: count)
            chunks.deallocate()
            chunks = more
            room *= 2
        }
        (chunks + count).initialize(to: chunk)
        count += 1
    }
}
