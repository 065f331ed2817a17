import Glibc
import WeirJournal

/// A disk in memory that remembers what has been synced and what has not, can fail its n-th operation, and can lose
/// power: then any unsynced sector may have arrived or not, whatever the order they were written in.
final class SimulatedDisk: JournalFiles {
    enum Trouble {
        case error(CInt)
        /// The write takes only this many bytes and says so.
        case short(Int)
        /// Half of the write arrives, then this error.
        case half(CInt)
    }

    final class Inode {
        var bytes: [UInt8] = []
        var synced: [UInt8] = []
        var unsynced: Set<Int> = []

        init(_ bytes: [UInt8] = []) {
            self.bytes = bytes
            synced = bytes
        }
    }

    static let sector = 512

    var names: [String: Inode] = [:]
    private var syncedNames: [String: Inode] = [:]
    /// What the directory looked like after each change since it was synced.
    private var pendingNames: [[String: Inode]] = []
    private var open: [CInt: Inode] = [:]
    private var nextFile: CInt = 3
    private var locked: Set<ObjectIdentifier> = []
    private var generator: Seeded

    /// Operations that can fail, counted from 1.
    private(set) var operations = 0
    private(set) var log: [String] = []
    var troubles: [Int: Trouble] = [:]
    /// A planted bug, for negative controls: syncing confirms and does nothing.
    var syncLies = false

    init(seed: UInt64) { generator = Seeded(seed) }

    private func step(_ name: String) throws(JournalFault) -> Trouble? {
        operations += 1
        log.append(name)
        guard let trouble = troubles[operations] else { return nil }
        if case .error(let code) = trouble { throw JournalFault(code) }
        return trouble
    }

    private func inode(_ file: CInt) throws(JournalFault) -> Inode {
        guard let inode = open[file] else { throw JournalFault(EBADF) }
        return inode
    }

    func createDirectory(_ path: String) throws(JournalFault) -> Bool {
        _ = try step("mkdir")
        return false
    }

    func list(_ directory: String) throws(JournalFault) -> [String] {
        _ = try step("list")
        return names.keys.map { String($0.dropFirst(directory.count + 1)) }
    }

    func open(_ path: String, _ use: JournalFileUse) throws(JournalFault) -> CInt {
        _ = try step("open")
        let inode: Inode
        switch (use, names[path]) {
        case (.read, .some(let found)), (.write, .some(let found)), (.lock, .some(let found)): inode = found
        case (.read, nil), (.write, nil): throw JournalFault(ENOENT)
        case (.lock, nil), (.create, _):
            inode = Inode()
            changeNames { $0[path] = inode }
        }
        nextFile += 1
        open[nextFile] = inode
        return nextFile
    }

    func close(_ file: CInt) {
        if let inode = open.removeValue(forKey: file) { locked.remove(ObjectIdentifier(inode)) }
    }

    func lock(_ file: CInt) throws(JournalFault) -> Bool {
        _ = try step("lock")
        return try locked.insert(ObjectIdentifier(inode(file))).inserted
    }

    func size(_ file: CInt) throws(JournalFault) -> Int {
        _ = try step("size")
        return try inode(file).bytes.count
    }

    func preallocate(_ file: CInt, bytes: Int) throws(JournalFault) {
        _ = try step("preallocate")
        let inode = try inode(file)
        inode.bytes.append(contentsOf: repeatElement(0, count: max(0, bytes - inode.bytes.count)))
    }

    func read(
        _ file: CInt, into buffer: UnsafeMutableRawBufferPointer, at offset: Int
    ) throws(JournalFault) -> Int {
        _ = try step("read")
        let bytes = try inode(file).bytes
        let count = max(0, min(buffer.count, bytes.count - offset))
        bytes.withUnsafeBytes { buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[offset..<offset + count])) }
        return count
    }

    func write(_ file: CInt, _ bytes: RawSpan, at offset: Int) throws(JournalFault) -> Int {
        let trouble = try step("write")
        let inode = try inode(file)
        var count = bytes.byteCount
        switch trouble {
        case .short(let few): count = min(few, count)
        case .half: count /= 2
        default: break
        }
        let end = offset + count
        if end > inode.bytes.count {
            inode.bytes.append(contentsOf: repeatElement(0, count: end - inode.bytes.count))
        }
        bytes.withUnsafeBytes { source in
            inode.bytes.withUnsafeMutableBytes {
                UnsafeMutableRawBufferPointer(rebasing: $0[offset..<end])
                    .copyMemory(from: UnsafeRawBufferPointer(rebasing: source[..<count]))
            }
        }
        if count > 0 { inode.unsynced.formUnion(offset / Self.sector...(end - 1) / Self.sector) }
        if case .half(let code) = trouble { throw JournalFault(code) }
        return count
    }

    func syncData(_ file: CInt) throws(JournalFault) { try sync(file) }

    func sync(_ file: CInt) throws(JournalFault) {
        let inode = try inode(file)
        do throws(JournalFault) {
            _ = try step("sync")
        } catch {
            // As Linux does: the pages count as clean although they never arrived, and can still be read.
            inode.unsynced = []
            throw error
        }
        if syncLies { return }
        inode.synced.append(contentsOf: repeatElement(0, count: max(0, inode.bytes.count - inode.synced.count)))
        for number in inode.unsynced {
            let range = number * Self.sector..<min((number + 1) * Self.sector, inode.bytes.count)
            inode.synced.replaceSubrange(range, with: inode.bytes[range])
        }
        inode.unsynced = []
    }

    func syncDirectory(_ path: String) throws(JournalFault) {
        _ = try step("sync directory")
        if syncLies { return }
        syncedNames = names
        pendingNames = []
    }

    func rename(_ path: String, to other: String) throws(JournalFault) {
        _ = try step("rename")
        guard let inode = names[path] else { throw JournalFault(ENOENT) }
        changeNames {
            $0[path] = nil
            $0[other] = inode
        }
    }

    func remove(_ path: String) throws(JournalFault) {
        _ = try step("remove")
        guard names[path] != nil else { throw JournalFault(ENOENT) }
        changeNames { $0[path] = nil }
    }

    func random() -> UInt64 { generator.next() }

    private func changeNames(_ change: (inout [String: Inode]) -> Void) {
        change(&names)
        pendingNames.append(names)
    }

    /// How much of what was not synced is there after power is lost.
    enum Survival: CaseIterable {
        case nothing, everything, some
    }

    /// The disk as it is found when the power is back.
    func afterPowerLoss(_ survival: Survival, seed: UInt64) -> SimulatedDisk {
        var dice = Seeded(seed)
        let result = SimulatedDisk(seed: dice.next())
        let states = [syncedNames] + pendingNames
        let state =
            switch survival {
            case .nothing: syncedNames
            case .everything: names
            case .some: states[Int(dice.next() % UInt64(states.count))]
            }
        for (name, inode) in state.sorted(by: { $0.key < $1.key }) {
            result.names[name] = Inode(Self.remains(of: inode, survival, &dice))
        }
        result.syncedNames = result.names
        return result
    }

    private static func remains(of inode: Inode, _ survival: Survival, _ dice: inout Seeded) -> [UInt8] {
        var bytes: [UInt8] = inode.synced
        if survival == .everything { return inode.bytes }
        if survival == .nothing { return bytes }
        // The size is metadata, and arrives or not by itself.
        if dice.next() % 2 == 0 {
            bytes.append(contentsOf: repeatElement(0, count: max(0, inode.bytes.count - bytes.count)))
        }
        for number in inode.unsynced.sorted() where dice.next() % 2 == 0 {
            let end = min((number + 1) * sector, bytes.count, inode.bytes.count)
            if number * sector < end {
                bytes.replaceSubrange(number * sector..<end, with: inode.bytes[number * sector..<end])
            }
        }
        return bytes
    }

    /// The same contents on a disk of its own, all synced.
    func copy() -> SimulatedDisk { afterPowerLoss(.everything, seed: 1) }
}

/// A generator whose seed reproduces a failure.
struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
