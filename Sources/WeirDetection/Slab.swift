import CWeirSupport
package import WeirDomain

/// Up to four billion fixed-size records of at least four bytes in chunks of a megabyte or two: they never move,
/// growing never copies, and a record is read and changed in place. Places are checked.
///
/// Methods that run for every payment are `mutating` even where they only read: Swift copies a value that holds an
/// inline array before it reads an element through a borrow, and does not where it has the value by address.
package struct Slab<Element: BitwiseCopyable>: ~Copyable {
    private var chunks = ChunkList<Element>()
    /// Places given out so far, those taken back included.
    package private(set) var count = 0
    /// The first of the places that were taken back; each holds the next in its first bytes. 0 is none.
    private var unused: UInt32 = 0
    /// How many there are.
    private var free = 0
    package var inUse: Int { count - free }
    // By address: in the slab itself it would be copied along with every look at a count.
    private let blank: UnsafeMutablePointer<Element>
    private let shift: Int
    private let mask: Int

    /// - Parameter blank: what a new record looks like.
    package init(blank: Element) {
        self.blank = .allocate(capacity: 1)
        self.blank.initialize(to: blank)
        var shift = 4
        while MemoryLayout<Element>.stride << (shift + 1) <= 1 << 21 { shift += 1 }
        self.shift = shift
        mask = 1 << shift - 1
    }

    deinit {
        blank.deallocate()
    }

    /// Bytes taken from the system.
    package var bytes: Int { chunks.count * MemoryLayout<Element>.stride << shift }

    package subscript(place: Int) -> Element {
        @inline(__always) unsafeAddress { UnsafePointer(pointer(place)) }
        @inline(__always) unsafeMutableAddress { pointer(place) }
    }

    /// Where a record lies; it stays there for as long as the slab lives. For reading in place.
    @inline(__always)
    package func address(_ place: Int) -> UnsafeMutablePointer<Element> { pointer(place) }

    @inline(__always)
    private func pointer(_ place: Int) -> UnsafeMutablePointer<Element> {
        precondition(UInt(bitPattern: place) < UInt(bitPattern: count), "a record that is not there")
        return chunks[place &>> shift] + (place & mask)
    }

    /// Adds a blank record; answers its place.
    package mutating func add() -> Int {
        if unused != 0 {
            let place = Int(unused)
            unused = UnsafeRawPointer(pointer(place)).loadUnaligned(as: UInt32.self)
            pointer(place).update(from: blank, count: 1)
            free -= 1
            return place
        }
        if count &>> shift == chunks.count { grow() }
        let place = count
        count += 1
        pointer(place).initialize(from: blank, count: 1)
        return place
    }

    /// Takes a record back; its place will be given out again. Not for the first one.
    mutating func remove(_ place: Int) {
        UnsafeMutableRawPointer(pointer(place)).storeBytes(of: unused, as: UInt32.self)
        unused = UInt32(place)
        free += 1
    }

    private mutating func grow() {
        let bytes = MemoryLayout<Element>.stride << shift
        let chunk = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 1 << 12)
        weir_huge_pages(chunk, bytes)
        chunks.append(chunk.bindMemory(to: Element.self, capacity: 1 << shift))
    }

    /// The same for a part of a record.
    @inline(__always)
    func prefetch(_ place: Int, offset: Int) {
        guard place < count else { return }
        weir_prefetch(UnsafeRawPointer(chunks[place &>> shift] + (place & mask)) + offset)
    }

    /// The same for a piece of a record.
    @inline(__always)
    func prefetch(_ place: Int, _ piece: Range<Int>) {
        guard place < count else { return }
        let address = UnsafeRawPointer(chunks[place &>> shift] + (place & mask))
        var offset = piece.lowerBound
        while offset < piece.upperBound {
            weir_prefetch(address + offset)
            offset += 64
        }
    }

    // MARK: Snapshots

    package func save(to writer: borrowing StateWriter) {
        writer.write(count)
        writer.write(unused)
        writer.write(free)
        var left = count
        for i in 0..<chunks.count where left > 0 {
            let here = min(left, 1 << shift)
            writer.write(UnsafeRawBufferPointer(start: chunks[i], count: here * MemoryLayout<Element>.stride))
            left -= here
        }
    }

    /// Only for a slab that is empty.
    package mutating func load(from reader: borrowing StateReader) throws {
        let total = try reader.count()
        unused = try reader.read()
        free = try reader.read()
        guard unused == 0 || Int(unused) < total else { throw StateReader.Flaw("a free place beyond the table") }
        guard free >= 0, free <= total else { throw StateReader.Flaw("more free places than places") }
        while count < total {
            grow()
            let here = min(total - count, 1 << shift)
            try reader.read(
                into: UnsafeMutableRawBufferPointer(
                    start: chunks[chunks.count - 1], count: here * MemoryLayout<Element>.stride))
            count += here
        }
    }

    /// Asks for both ends of a small record, which may lie in two cache lines, ahead of its use.
    @inline(__always)
    func prefetchEnds(_ place: Int) {
        guard place < count else { return }
        let address = UnsafeRawPointer(chunks[place &>> shift] + (place & mask))
        weir_prefetch(address)
        weir_prefetch(address + MemoryLayout<Element>.size - 1)
    }

    /// Asks for the first cache lines of a record ahead of their use.
    @inline(__always)
    package func prefetch(_ place: Int, lines: Int = (MemoryLayout<Element>.size + 63) / 64) {
        guard place < count else { return }
        let address = UnsafeRawPointer(chunks[place &>> shift] + (place & mask))
        for line in 0..<lines { weir_prefetch(address + line * 64) }
    }
}
