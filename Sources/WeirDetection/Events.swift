import CWeirSupport
import WeirDomain
import WeirText

/// One payment of an account, in eight bytes: what counting it needs, and what a dossier that is opened later needs to
/// make up for not having been there.
struct Event: BitwiseCopyable {
    var amount = PackedAmount()
    /// Minutes since the base of the list.
    var minute: UInt16 = 0
    var marks: Marks = []

    struct Marks: OptionSet, BitwiseCopyable {
        let rawValue: UInt16
        static let outgoing = Marks(rawValue: 1)
        /// The latest payment with its counterparty in its direction.
        static let latest = Marks(rawValue: 2)
        /// The first one.
        static let first = Marks(rawValue: 4)
        /// With a person with whom no money had moved before.
        static let stranger = Marks(rawValue: 8)
        /// Of the kind that trade is made of: with a person, and no withdrawal.
        static let trade = Marks(rawValue: 16)
        /// Money moved between two accounts: no refund, and not to itself.
        static let moved = Marks(rawValue: 32)
        /// The amount is a plain quantity of a coin near its price.
        static let fits = Marks(rawValue: 64)
        /// Most of it had come in within half an hour.
        static let forward = Marks(rawValue: 128)
        /// In another currency than the account's own.
        static let foreign = Marks(rawValue: 256)
        /// Out of the system, to a card or a bank.
        static let withdrawal = Marks(rawValue: 4_096)
        /// Most of it had come in to its payer within six hours.
        static let passedOn = Marks(rawValue: 8_192)
        /// It has gone back to its sender, or on to somebody, to the last digit.
        static let answered = Marks(rawValue: 16_384)
        /// It has gone back to somebody with whom money goes to and fro.
        static let takenBack = Marks(rawValue: 32_768)

        /// What the remark said, in the three bits above.
        init(_ remark: RemarkClass) { rawValue = UInt16(remark.rawValue & 7) << 9 }
        init(rawValue: UInt16) { self.rawValue = rawValue }
        var remark: RemarkClass { RemarkClass(rawValue: UInt8(truncatingIfNeeded: rawValue >> 9) & 7) ?? .none }
    }

    @inline(__always)
    func isOf(_ direction: Direction) -> Bool { marks.contains(.outgoing) == (direction == .outgoing) }
}

/// An amount in four bytes: 29 bits and a power of ten. Exact up to 5,368,709.11 of a currency with two digits, and
/// beyond for all that end in as many zeros as they are longer; the rest is too small by less than two
/// hundred-millionths, and never too large: a sum of such amounts reaches no line that was not reached.
struct PackedAmount: BitwiseCopyable {
    var raw: UInt32 = 0

    private static let powers: InlineArray<8, Int64> = [
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000,
    ]
    private static let most: Int64 = 1 << 29 - 1

    init() {}
    init(raw: UInt32) { self.raw = raw }

    /// - Parameter minor: not negative.
    @inline(__always)
    init(minor: Int64) {
        self = minor <= Self.most ? PackedAmount(raw: UInt32(truncatingIfNeeded: max(minor, 0))) : Self.long(minor)
    }

    private static func long(_ minor: Int64) -> PackedAmount {
        var power = 1
        while power < 7, minor / powers[power] > most { power += 1 }
        let digits = min(minor / powers[power], most)
        return PackedAmount(raw: UInt32(power) << 29 | UInt32(digits))
    }

    @inline(__always)
    var minor: Int64 {
        raw >> 29 == 0 ? Int64(raw) : Int64(raw & 0x1FFF_FFFF) * Self.powers[Int(raw >> 29)]
    }
}

/// Where an account's latest payments are: a list in the arena, and for a busy account windows as well.
package struct ActivityPlace: BitwiseCopyable {
    package init() {}

    /// The list's first cell; nothing when the list has no room at all.
    var list: UInt32 = 0
    /// The minute from which the events' minutes are counted.
    var base: Int32 = 0
    /// The pair of windows; 0 is none.
    var windows: UInt32 = 0
    /// Events in the list.
    var count: UInt8 = 0
    /// The size of the list, by its place in `EventArena.sizes`; 0 is none.
    var size: UInt8 = 0

    package var hasWindows: Bool { windows != 0 }
}

/// The lists of all accounts in one place: cells of eight bytes in chunks that never move, given out in blocks of a few
/// sizes. A block that an account has outgrown is given to the next one that needs its size; what is free holds the
/// place of the next free one, so that keeping books takes no memory.
struct EventArena: ~Copyable {
    /// How many events a list of each size holds. An account with more within a month gets windows.
    static let sizes: InlineArray<16, UInt8> = [0, 2, 4, 6, 8, 10, 12, 14, 16, 20, 24, 28, 32, 40, 48, 64]
    static let lastSize = 15
    /// The list beside windows: the latest payments, for a dossier that is opened late.
    static let besideWindows = 12

    private static let shift = 17
    private static let chunkCells = 1 << shift

    private var chunks = ChunkList<Event>()
    /// Cells given out. The first two are never, so that 0 is none.
    private var used = 2
    // By address: an inline array would be copied for every look at it.
    private let free = UnsafeMutablePointer<UInt32>.allocate(capacity: 16)

    init() { free.initialize(repeating: 0, count: 16) }

    deinit { free.deallocate() }

    var bytes: Int { chunks.count * Self.chunkCells * MemoryLayout<Event>.stride }

    @inline(__always)
    func address(_ place: UInt32) -> UnsafeMutablePointer<Event> {
        precondition(Int(place) < used, "a list that is not there")
        return chunks[Int(place) >> Self.shift] + (Int(place) & (Self.chunkCells - 1))
    }

    /// A list of a size, with whatever was in it before.
    mutating func add(size: Int) -> UInt32 {
        let known = free[size]
        if known != 0 {
            free[size] = address(known).pointee.amount.raw
            return known
        }
        let cells = Int(Self.sizes[size])
        let left = Self.chunkCells - used & (Self.chunkCells - 1)
        // A list lies in one chunk; the last cells of one may stay unused.
        if left < cells, used & (Self.chunkCells - 1) != 0 { used += left }
        if used >> Self.shift >= chunks.count { grow() }
        let place = used
        used += cells
        precondition(used <= Int(UInt32.max), "four billion events")
        return UInt32(place)
    }

    mutating func remove(_ place: UInt32, size: Int) {
        address(place).pointee.amount = PackedAmount(raw: free[size])
        free[size] = place
    }

    private mutating func grow() {
        let bytes = Self.chunkCells * MemoryLayout<Event>.stride
        let chunk = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 1 << 12)
        weir_huge_pages(chunk, bytes)
        let cells = chunk.bindMemory(to: Event.self, capacity: Self.chunkCells)
        cells.initialize(repeating: Event(), count: Self.chunkCells)
        chunks.append(cells)
    }

    /// Asks for the beginning and the end of a list ahead of their use.
    @inline(__always)
    func prefetch(_ place: UInt32, _ count: Int) {
        guard Int(place) < used else { return }
        let first = chunks[Int(place) >> Self.shift] + (Int(place) & (Self.chunkCells - 1))
        for line in 0...(count / 8) { weir_prefetch(first + line * 8) }
    }

    // MARK: Snapshots

    func save(to writer: borrowing StateWriter) {
        writer.write(used)
        for i in 0..<16 { writer.write(free[i]) }
        var left = used
        for i in 0..<chunks.count where left > 0 {
            let here = min(left, Self.chunkCells)
            writer.write(UnsafeRawBufferPointer(start: chunks[i], count: here * MemoryLayout<Event>.stride))
            left -= here
        }
    }

    /// Only for an arena that is empty.
    mutating func load(from reader: borrowing StateReader) throws {
        used = try reader.count()
        for i in 0..<16 {
            free[i] = try reader.read()
            guard Int(free[i]) < used else { throw StateReader.Flaw("a free list beyond the table") }
        }
        var left = used > 2 ? used : 0
        while left > 0 {
            grow()
            let here = min(left, Self.chunkCells)
            try reader.read(
                into: UnsafeMutableRawBufferPointer(
                    start: chunks[chunks.count - 1], count: here * MemoryLayout<Event>.stride))
            left -= here
        }
    }
}
