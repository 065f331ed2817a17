import CWeirSupport
import WeirDetection
import WeirDomain

/// The words of one window, by the numbers of accounts, in chunks that are there once something has been counted in
/// them. Words that nothing has been counted in are 0. Freed by hand.
struct SlotStore: BitwiseCopyable {
    /// Words of one account.
    let words: Int
    private var chunks: UnsafeMutablePointer<UnsafeMutablePointer<Int64>?>
    private var capacity = 16

    private static let shift = 10
    static let chunkRecords = 1 << shift

    init(words: Int) {
        self.words = words
        chunks = .allocate(capacity: 16)
        chunks.initialize(repeating: nil, count: 16)
    }

    func free() {
        for place in 0..<capacity { chunks[place]?.deallocate() }
        chunks.deallocate()
    }

    /// An account's words; `nil` where none of its chunk has any.
    @inline(__always)
    func words(of number: Int) -> UnsafeMutablePointer<Int64>? {
        let place = number >> Self.shift
        guard place < capacity, let chunk = chunks[place] else { return nil }
        return chunk + (number & (Self.chunkRecords - 1)) * words
    }

    /// An account's words, made where there are none.
    @inline(__always)
    mutating func opened(_ number: Int) -> UnsafeMutablePointer<Int64> {
        if let there = words(of: number) { return there }
        return open(number >> Self.shift) + (number & (Self.chunkRecords - 1)) * words
    }

    private mutating func open(_ place: Int) -> UnsafeMutablePointer<Int64> {
        if place >= capacity { grow(beyond: place) }
        let bytes = Self.chunkRecords * words * 8
        let raw = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 1 << 12)
        weir_huge_pages(raw, bytes)
        let chunk = raw.bindMemory(to: Int64.self, capacity: Self.chunkRecords * words)
        chunk.initialize(repeating: 0, count: Self.chunkRecords * words)
        chunks[place] = chunk
        return chunk
    }

    private mutating func grow(beyond place: Int) {
        let more = max(2 * capacity, place + 1)
        let grown = UnsafeMutablePointer<UnsafeMutablePointer<Int64>?>.allocate(capacity: more)
        grown.initialize(repeating: nil, count: more)
        grown.update(from: chunks, count: capacity)
        chunks.deallocate()
        (chunks, capacity) = (grown, more)
    }

    var bytes: Int { (0..<capacity).count { chunks[$0] != nil } * Self.chunkRecords * words * 8 }

    // MARK: Snapshots and digest

    /// - Parameter count: numbers of accounts are below this.
    func save(to writer: borrowing StateWriter, count: Int) {
        for place in 0..<Self.chunks(count) {
            let chunk = place < capacity ? chunks[place] : nil
            writer.write(chunk != nil)
            guard let chunk else { continue }
            writer.write(UnsafeRawBufferPointer(start: chunk, count: Self.records(place, count) * words * 8))
        }
    }

    mutating func load(from reader: borrowing StateReader, count: Int) throws {
        for place in 0..<Self.chunks(count) {
            guard try reader.read(Bool.self) else { continue }
            let bytes = Self.records(place, count) * words * 8
            try reader.read(into: UnsafeMutableRawBufferPointer(start: open(place), count: bytes))
        }
    }

    private static func chunks(_ count: Int) -> Int { (count + chunkRecords - 1) / chunkRecords }

    private static func records(_ place: Int, _ count: Int) -> Int { min(chunkRecords, count - place * chunkRecords) }

    func hash(into hasher: inout StateHasher, count: Int) {
        for number in 0..<count {
            guard let own = words(of: number) else { continue }
            for word in 0..<words where own[word] != 0 {
                hasher.take(number)
                hasher.take(word)
                hasher.take(own[word])
            }
        }
    }
}
